//! GET /v1/accounts/{account}/events

use crate::support::{World, get, put, worlds};
use jiff::SignedDuration;
use serde_json::{Value, json};

fn kinds(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn f04_the_log_tells_who_did_what_to_whom() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let role = put(acme.member(uma.member, "/role"), json!({ "role": "admin" })).header("user-agent", "curl");
        role.by(&acme.admin).of(&world).await.ok(204);
        let events = acme.events(&world).await;
        let seqs: Vec<i64> = events.iter().map(|event| event["seq"].as_i64().unwrap()).collect();
        assert_eq!(seqs, (1..=6).rev().collect::<Vec<_>>(), "the newest first, without gaps");
        let expected = json!({
            "seq": 6, "at": "2026-11-21T10:00:00Z", "kind": "roles_changed",
            "actor": { "kind": "member", "id": acme.admin.member, "name": "Admin Acme" },
            "on_behalf_of": null, "target": { "kind": "member", "id": uma.member },
            "details": {
                "subject": "Uma Acme", "note": null, "address": null, "user_agent": "curl",
                "changes": [{ "field": "role", "of": null, "before": "user", "after": "admin" }],
            },
        });
        assert_eq!(events[0], expected);
    })
    .await;
}

#[tokio::test]
async fn f04_a_denied_attempt_tells_about_whom_and_about_what() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let role = |member| put(acme.member(member, "/role"), json!({ "role": "user" })).by(&uma);
        role(acme.admin.member).of(&world).await.problem(403, "forbidden");
        let event = &acme.events(&world).await[0];
        assert_eq!(event["kind"], "attempt_denied");
        assert_eq!(event["target"], json!({ "kind": "member", "id": acme.admin.member }));
        let details = &event["details"];
        assert_eq!(details["subject"], "roster.change_roles");
        let about = json!([{ "field": "about", "of": null, "before": null, "after": "Admin Acme" }]);
        assert_eq!(details["changes"], about);
        // What isn't there is nobody's.
        world.pass(SignedDuration::from_mins(1));
        let nobody = "00000000-0000-7000-8000-000000000000";
        let path = acme.path(format!("/members/{nobody}/role"));
        put(path, json!({ "role": "user" })).by(&uma).of(&world).await.problem(403, "forbidden");
        assert_eq!(acme.events(&world).await[0]["target"]["kind"], "account");
    })
    .await;
}

#[tokio::test]
async fn f04_the_log_is_exported_as_it_was_narrowed_and_that_is_noted() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let file = |narrowed: &str| get(acme.path(format!("/events/export{narrowed}"))).by(&acme.admin);
        let joined = file("?kind=invitation_accepted").of(&world).await;
        assert_eq!(joined.header("content-type"), "text/csv; charset=utf-8");
        assert!(joined.text.starts_with("number,at,"), "no mark for programs");
        let lines: Vec<&str> = joined.text.lines().collect();
        assert!(lines[0].contains("number,at,kind,actor_kind"), "{}", lines[0]);
        assert_eq!(lines.len(), 3, "both who joined: {lines:?}");
        assert!(lines[1].contains("Uma Acme") && lines[2].contains("Admin Acme"), "{lines:?}");
        file("?kind=nothing").of(&world).await.wrong("/kind", "unknown_kind");
        file("?limit=5").of(&world).await.wrong("/limit", "unknown_field");
        get(acme.path("/events/export")).by(&uma).of(&world).await.problem(403, "forbidden");
        assert_eq!(acme.count(&world, "audit_exported").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_key_acts_on_behalf_of_its_maker() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let uma = acme.join(&world, "Uma", "user", &[]).await;
    let (id, key) = acme.key(&world, &acme.admin, &["roster.edit_members"]).await;
    let edit = crate::support::patch(acme.member(uma.member, ""), json!({ "note": "tall" }));
    edit.bearing(&key).of(&world).await.ok(204);
    let event = &acme.events(&world).await[0];
    assert_eq!(event["actor"], json!({ "kind": "key", "id": id, "name": null }));
    assert_eq!(event["on_behalf_of"], json!({ "id": acme.admin.member, "name": "Admin Acme" }));
}

#[tokio::test]
async fn the_log_is_filtered() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        world.pass(SignedDuration::from_hours(1));
        acme.project(&world, "Dam").await;
        let log = |query: String| get(acme.path(format!("/events?{query}"))).by(&acme.admin);
        let found = log("kind=member_invited".to_owned()).of(&world).await.ok(200);
        assert_eq!(kinds(&found), ["member_invited", "member_invited"]);
        let found = log(format!("target={}", uma.member)).of(&world).await.ok(200);
        assert_eq!(kinds(&found), ["invitation_accepted", "member_invited"]);
        let found = log(format!("actor={}", uma.member)).of(&world).await.ok(200);
        assert_eq!(kinds(&found), ["invitation_accepted"]);
        let found = log("from=2026-11-21T10:30:00Z".to_owned()).of(&world).await.ok(200);
        assert_eq!(kinds(&found), ["resource_created"]);
        let found = log("until=2026-11-21T11:00:00Z&kind=resource_created".to_owned()).of(&world).await.ok(200);
        assert_eq!(kinds(&found), Vec::<&str>::new());
        // A page at a time.
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = log(format!("limit=2{cursor}")).of(&world).await.ok(200);
            seen.extend(page["items"].as_array().unwrap().clone());
            let Some(next) = page["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen, acme.events(&world).await);
    })
    .await;
}

#[tokio::test]
async fn wrong_parameters_are_named() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    for (query, pointer, code) in [
        ("kind=party", "/kind", "unknown_kind"),
        ("actor=me", "/actor", "malformed"),
        ("target=7", "/target", "malformed"),
        ("from=yesterday", "/from", "no_moment"),
        ("until=2026-13-01T00:00:00Z", "/until", "no_moment"),
        ("cursor=x", "/cursor", "bad_cursor"),
        ("cursor=0", "/cursor", "bad_cursor"),
        ("cursor=-9223372036854775808", "/cursor", "bad_cursor"),
        ("limit=1000", "/limit", "out_of_range"),
        ("since=now", "/since", "unknown_field"),
    ] {
        get(acme.path(format!("/events?{query}"))).by(&acme.admin).of(&world).await.wrong(pointer, code);
    }
}

#[tokio::test]
async fn the_log_is_for_those_who_may_read_it() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let uma = acme.join(&world, "Uma", "user", &[]).await;
    let refused = get(acme.path("/events")).by(&uma).of(&world).await;
    assert_eq!(refused.problem(403, "forbidden")["missing"], json!(["roster.read_audit"]));
}
