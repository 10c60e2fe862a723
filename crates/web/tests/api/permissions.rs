//! Every permission of Roster's own that a route asks for, as `openapi.json` says: without it the answer is no and stands in the
//! log, with it it is done.

use crate::support::{Place, Route, Tenant, World, delete, get, post, put, routes};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// An account with somebody in every state, and everything its admin may.
struct Scene {
    world: World,
    acme: Tenant,
    all: Vec<String>,
    project: String,
    site: String,
    /// Active, invited, deleted, disabled: an act finds the one it is for.
    members: [String; 4],
}

impl Scene {
    async fn new() -> Scene {
        let world = World::new();
        let acme = world.tenant_with_every_way_out("Acme").await;
        let project = acme.project(&world, "Dam").await;
        let site = acme.site(&world, project, "North").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let gus = acme.invite(&world, "Gus", "user", &[]).await;
        let fay = acme.join(&world, "Fay", "user", &[]).await;
        delete(acme.member(fay.member, "")).by(&acme.admin).of(&world).await.ok(204);
        let dan = acme.join(&world, "Dan", "user", &[]).await;
        let disable = post(acme.member(dan.member, "/disable"), json!({})).header("if-match", "*");
        disable.by(&acme.admin).of(&world).await.ok(204);
        let all = acme.writable(&world).await;
        let members = [uma.member, gus.member, fay.member, dan.member].map(|member| member.to_string());
        Scene { project: project.to_string(), site: site.to_string(), world, acme, all, members }
    }

    async fn key(&self, holds: impl Fn(&str) -> bool) -> String {
        let permissions: Vec<&str> = self.all.iter().map(String::as_str).filter(|one| holds(one)).collect();
        self.acme.key(&self.world, &self.acme.admin, &permissions).await.1
    }

    fn ask(&self, route: &Route, member: &str) -> crate::support::Ask {
        let id = |place: &Place| match place.name() {
            "account" => self.acme.id.to_string(),
            "member" | "actor" | "target" | "subject" | "0" => member.to_owned(),
            "to" => self.acme.admin.member.to_string(),
            "resource" => self.site.clone(),
            "parent" => self.project.clone(),
            "seq" => "1".to_owned(),
            "job" | "key" | "quotation" | "transfer" | "request" => "01234567-89ab-7def-8123-456789abcdef".to_owned(),
            other => panic!("what is a {other:?}?"),
        };
        route.ask(id, None)
    }

    async fn denials(&self) -> Vec<Value> {
        let log = get(self.acme.path("/events?kind=attempt_denied")).by(&self.acme.admin).of(&self.world).await.ok(200);
        log["items"].as_array().unwrap().clone()
    }
}

fn asking() -> Vec<(Route, String)> {
    let for_keys = routes().into_iter().filter(|route| !route.for_people);
    for_keys.filter_map(|route| Some((route.clone(), route.permission?))).collect()
}

#[tokio::test]
async fn without_the_permission_it_is_refused_and_noted_and_with_it_it_is_done() {
    let mut permissions = BTreeSet::new();
    for (route, permission) in asking() {
        let scene = Scene::new().await;
        let (without, with) = (scene.key(|one| one != permission).await, scene.key(|_| true).await);
        for _ in 0..2 {
            let refused = scene.ask(&route, &scene.members[0]).bearing(&without).of(&scene.world).await;
            match route.is_authzen() {
                true => assert!(refused.sentence(403).contains(&permission), "{}: {refused:?}", route.id),
                false => assert_eq!(refused.problem(403, "forbidden")["missing"], json!([permission]), "{}", route.id),
            }
        }
        let denied = scene.denials().await;
        assert_eq!(denied.len(), 1, "{}: one line, however often within a minute", route.id);
        assert_eq!(denied[0]["actor"]["kind"], "key");
        assert_eq!(denied[0]["details"]["subject"], permission, "{}", route.id);

        let mut done = Vec::new();
        for member in scene.members.iter().filter(|_| route.is_versioned()) {
            let blind = scene.ask(&route, member).without("if-match").bearing(&with).of(&scene.world).await;
            assert!(!blind.status.is_success(), "{}: a change of what was not seen: {blind:?}", route.id);
        }
        for member in &scene.members {
            let answer = scene.ask(&route, member).bearing(&with).of(&scene.world).await;
            done.push((answer.status.as_u16(), answer.text));
        }
        // What can be done with credits and quotations depends on what there is of them; `credits.rs` goes through it.
        // A plan is applied that was looked at; `model.rs` does so. By an address only who has it is found: `access.rs`.
        let shared = ["/credits/", "/quotations", "/model/", "/members/find"]
            .iter()
            .any(|part| route.path_with(|_| String::new()).contains(part));
        match shared {
            true => assert!(done.iter().all(|(status, _)| *status != 403 && *status < 500), "{}: {done:?}", route.id),
            false => assert!(done.iter().any(|(status, _)| (200..300).contains(status)), "{}: {done:?}", route.id),
        }
        permissions.insert(permission);
    }
    let expected = [
        "change_access",
        "change_roles",
        "check",
        "edit_members",
        "invite",
        "read_audit",
        "read_members",
        "remove_members",
    ];
    assert!(permissions.is_superset(&expected.map(|name| format!("roster.{name}")).into()), "{permissions:?}");
}

#[tokio::test]
async fn a_route_that_names_no_permission_asks_for_none_of_rosters_own() {
    let scene = Scene::new().await;
    let key = scene.key(|one| !one.starts_with("roster.")).await;
    // What these need depends on what is done, or undone; `jobs.rs` of the use-cases goes through it.
    let depending =
        ["change_many", "undo", "list_quotations", "show_quotation", "give_access_request", "hand_over_resource"];
    let by_what_is_done = |route: &Route| depending.contains(&route.id.as_str());
    for route in routes().iter().filter(|route| {
        route.is_in_account() && route.permission.is_none() && !route.for_people && !by_what_is_done(route)
    }) {
        let answer = scene.ask(route, &scene.members[0]).bearing(&key).of(&scene.world).await;
        assert!(answer.status.is_success() || answer.status == 404, "{}: {answer:?}", route.id);
    }
}

#[tokio::test]
async fn a_role_in_the_same_change_asks_for_its_permission_too() {
    let scene = Scene::new().await;
    let key = scene.key(|one| one != "roster.change_roles").await;
    let path = scene.acme.path(format!("/members/{}", scene.members[0]));
    let edit = |body: Value| crate::support::patch(&path, body).bearing(&key);
    let refused = edit(json!({ "note": "tall", "role": "admin" })).of(&scene.world).await;
    assert_eq!(refused.problem(403, "forbidden")["missing"], json!(["roster.change_roles"]));
    let shown = get(&path).by(&scene.acme.admin).of(&scene.world).await.ok(200);
    assert_eq!(shown["note"], "", "all or nothing");
    edit(json!({ "note": "tall" })).of(&scene.world).await.ok(204);
}

#[tokio::test]
async fn f03_a_key_gives_nothing_that_is_not_written_on_it() {
    let scene = Scene::new().await;
    let key = scene.key(|one| one == "roster.change_roles").await;
    let path = scene.acme.path(format!("/members/{}/role", scene.members[0]));
    put(&path, json!({ "role": "admin" })).bearing(&key).of(&scene.world).await.problem(403, "not_held");
    put(&path, json!({ "role": "admin" })).bearing(&scene.key(|_| true).await).of(&scene.world).await.ok(204);
}
