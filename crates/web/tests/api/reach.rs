//! GET …/members/{member}/permissions, …/members/{member}/reach, …/resources/{resource}/members

use crate::support::{Person, Tenant, World, get, post, worlds};
use roster_domain::id::ResourceId;
use serde_json::{Value, json};

struct Scene {
    world: World,
    acme: Tenant,
    dam: ResourceId,
    sites: [ResourceId; 3],
    uma: Person,
}

/// A project with three sites; Uma reads it all but one site, and changes another.
async fn scene(world: World) -> Scene {
    let acme = world.tenant("Acme").await;
    let dam = acme.project(&world, "Dam").await;
    let mut sites = Vec::new();
    for name in ["East", "North", "West"] {
        sites.push(acme.site(&world, dam, name).await);
    }
    let access = [(dam, "read_only"), (sites[0], "none"), (sites[2], "read_write")];
    let uma = acme.join(&world, "Uma", "user", &access).await;
    acme.join(&world, "Nia", "user", &[]).await;
    acme.invite(&world, "Gus", "user", &[(dam, "read_only")]).await;
    Scene { dam, sites: sites.try_into().unwrap(), uma, acme, world }
}

impl Scene {
    async fn list(&self, path: String) -> Value {
        get(self.acme.path(path)).by(&self.acme.admin).of(&self.world).await.ok(200)
    }
}

fn names(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn f23_what_can_she_reach() {
    worlds(|world| async move {
        let scene = scene(world).await;
        let reach = format!("/members/{}/reach", scene.uma.member);
        let all = scene.list(format!("{reach}?kind=site")).await;
        assert_eq!(names(&all), ["North Acme", "West Acme"]);
        assert_eq!(all["next"], Value::Null);
        let north = &all["items"][0];
        assert_eq!((&north["id"], &north["kind"]), (&json!(scene.sites[1]), &json!("site")));
        assert_eq!(north["permissions"], json!(["site.view"]));
        let because = &north["because"][0];
        assert_eq!(
            (&because["by"], &because["on"], &because["level"]),
            (&json!("grant"), &json!(scene.dam), &json!("read_only"))
        );
        assert_eq!(because["since"], "2026-11-21T10:00:00Z");
        let edited = scene.list(format!("{reach}?kind=site&permission=site.edit")).await;
        assert_eq!(names(&edited), ["West Acme"]);
        assert_eq!(names(&scene.list(format!("{reach}?kind=project")).await), ["Dam Acme"]);
        let first = scene.list(format!("{reach}?kind=site&limit=1")).await;
        assert_eq!(names(&first), ["North Acme"]);
        let next = first["next"].as_str().unwrap();
        let second = scene.list(format!("{reach}?kind=site&limit=1&cursor={next}")).await;
        assert_eq!((names(&second), &second["next"]), (vec!["West Acme"], &Value::Null));
        let narrower = format!("{reach}?kind=site&permission=site.edit&limit=1&cursor={next}");
        let ask = get(scene.acme.path(narrower)).by(&scene.acme.admin);
        ask.of(&scene.world).await.wrong("/cursor", "cursor_of_another_list");

        // The admin reaches all, by the role; and Uma may see her own.
        let admin = scene.list(format!("/members/{}/reach?kind=site", scene.acme.admin.member)).await;
        assert_eq!(names(&admin).len(), 3);
        let role = json!({ "by": "role_on", "role": "admin", "reach": "all", "since": "2026-11-21T10:00:00Z" });
        assert!(admin["items"][0]["because"].as_array().unwrap().contains(&role), "{admin}");
        let own = get(scene.acme.path(format!("{reach}?kind=site"))).by(&scene.uma).of(&scene.world).await.ok(200);
        // Who gave it is told to those who may read members.
        assert_eq!(all["items"][0]["because"][0]["given_by"], json!(scene.acme.admin.member));
        let mut unsigned = all.clone();
        for item in unsigned["items"].as_array_mut().unwrap() {
            for because in item["because"].as_array_mut().unwrap() {
                because.as_object_mut().unwrap().remove("given_by");
            }
        }
        assert_eq!(own, unsigned);
        for (query, pointer, code) in [
            ("kind=moon", "/kind", "unknown_kind"),
            ("kind=site&permission=x", "/permission", "unknown_permission"),
            ("permission=site.view", "/kind", "missing"),
            ("kind=site&limit=0", "/limit", "out_of_range"),
            ("kind=site&limit=201", "/limit", "out_of_range"),
            ("kind=site&cursor=x", "/cursor", "bad_cursor"),
            ("kind=site&x=1", "/x", "unknown_field"),
        ] {
            let ask = get(scene.acme.path(format!("{reach}?{query}"))).by(&scene.acme.admin);
            ask.of(&scene.world).await.wrong(pointer, code);
        }
    })
    .await;
}

#[tokio::test]
async fn f23_who_can_reach_this() {
    worlds(|world| async move {
        let scene = scene(world).await;
        let who = |resource: ResourceId, query: &str| scene.list(format!("/resources/{resource}/members{query}"));
        let of_dam = who(scene.dam, "").await;
        assert_eq!(names(&of_dam), ["Admin Acme", "Uma Acme"], "neither who is only invited nor who has nothing");
        assert_eq!(
            of_dam["items"][0]["because"],
            json!([{ "by": "role_on", "role": "admin", "reach": "all", "since": "2026-11-21T10:00:00Z" }])
        );
        let uma = &of_dam["items"][1];
        assert_eq!((&uma["id"], &uma["permissions"]), (&json!(scene.uma.member), &json!(["project.view"])));
        assert_eq!(uma["because"][0]["since"], "2026-11-21T10:00:00Z");
        let [east, north, west] = scene.sites;
        assert_eq!(names(&who(east, "").await), ["Admin Acme"], "none is nearer");
        assert_eq!(names(&who(north, "?permission=site.view").await), ["Admin Acme", "Uma Acme"]);
        assert_eq!(names(&who(north, "?permission=site.edit").await), ["Admin Acme"]);
        assert_eq!(names(&who(west, "?permission=site.edit").await), ["Admin Acme", "Uma Acme"]);
        let first = who(west, "?limit=1").await;
        let next = first["next"].as_str().unwrap();
        let second = who(west, &format!("?limit=1&cursor={next}")).await;
        assert_eq!([names(&first), names(&second)].concat(), ["Admin Acme", "Uma Acme"]);
        assert_eq!(second["next"], Value::Null);
        let ask = get(scene.acme.path(format!("/resources/{north}/members?cursor={next}"))).by(&scene.acme.admin);
        ask.of(&scene.world).await.wrong("/cursor", "cursor_of_another_list");
        let ask = get(scene.acme.path(format!("/resources/{west}/members?permission=x"))).by(&scene.acme.admin);
        ask.of(&scene.world).await.wrong("/permission", "unknown_permission");
        // Who may not see the members isn't told who of them may what.
        let ask = get(scene.acme.path(format!("/resources/{west}/members"))).by(&scene.uma);
        ask.of(&scene.world).await.problem(403, "forbidden");
    })
    .await;
}

/// B02, C05, E04: the list of members narrows to a resource, in every state, and so do an export and what is done to many.
#[tokio::test]
async fn b02_members_are_narrowed_to_who_reaches_a_resource() {
    worlds(|world| async move {
        let scene = scene(world).await;
        let list = |query: String| scene.list(format!("/members?{query}"));
        let [east, north, west] = scene.sites;
        for on in [scene.dam, east, north, west] {
            let listed = list(format!("status=active&resource={on}")).await;
            let reachers = scene.list(format!("/resources/{on}/members")).await;
            assert_eq!(names(&listed), names(&reachers), "{on}");
        }
        let invited = list(format!("status=invited&resource={north}")).await;
        assert_eq!(invited["items"][0]["email"], "gus@acme.example", "who will reach it is listed, too");
        assert_eq!(names(&list(format!("resource={north}&role=user&status=active")).await), ["Uma Acme"]);
        assert_eq!(names(&list(format!("resource={east}&search=uma")).await), Vec::<&str>::new(), "none is nearer");

        let filter = json!({ "status": "active", "role": "user", "resource": north });
        let export = post(scene.acme.path("/members/export"), json!({ "filter": filter }));
        let file = export.by(&scene.acme.admin).of(&scene.world).await;
        assert!(file.text.contains("Uma Acme,") && file.text.split("\r\n").count() == 3, "{}", file.text);
        let log = scene.acme.events(&scene.world).await;
        assert_eq!(log[0]["details"]["changes"][0]["after"], "active, user, North Acme", "{}", log[0]);
        let body = json!({ "action": "archive", "filter": { "resource": east, "search": "uma" } });
        let bulk = post(scene.acme.path("/members/bulk"), body).by(&scene.acme.admin);
        bulk.of(&scene.world).await.wrong("/members", "empty");

        // What is not there, or not here, is told apart by nobody.
        let globex = scene.world.tenant("Globex").await;
        let theirs = globex.project(&scene.world, "Mill").await;
        for unknown in [theirs.to_string(), "01900000-0000-7000-8000-000000000000".to_owned()] {
            assert_eq!(names(&list(format!("resource={unknown}")).await), Vec::<&str>::new());
            let body = json!({ "filter": { "resource": unknown } });
            let export = post(scene.acme.path("/members/export"), body).by(&scene.acme.admin);
            export.of(&scene.world).await.wrong("/filter/resource", "unknown_resource");
        }
    })
    .await;
}

#[tokio::test]
async fn f09_every_permission_is_explained() {
    worlds(|world| async move {
        let scene = scene(world).await;
        let path = format!("/members/{}/permissions", scene.uma.member);
        assert_eq!(scene.list(path.clone()).await["items"], json!([]), "a user has nothing in the account");
        let west = scene.list(format!("{path}?resource={}", scene.sites[2])).await;
        let listed: Vec<_> = west["items"].as_array().unwrap().iter().map(|item| &item["permission"]).collect();
        assert_eq!(listed, ["site.view", "site.edit"]);
        let because = &west["items"][1]["because"];
        assert_eq!((&because[0]["on"], &because[0]["level"]), (&json!(scene.sites[2]), &json!("read_write")));
        assert!(because[0]["since"].is_string());
        let nothing = scene.list(format!("{path}?resource={}", uuid::Uuid::nil())).await;
        assert_eq!(nothing["items"], json!([]));
        let own = get(scene.acme.path(&path)).by(&scene.uma).of(&scene.world).await;
        own.ok(200);
        let admin = format!("/members/{}/permissions", scene.acme.admin.member);
        let all = scene.list(admin.clone()).await;
        let invite =
            all["items"].as_array().unwrap().iter().find(|item| item["permission"] == "roster.invite").unwrap();
        assert_eq!(invite["because"], json!([{ "by": "role", "role": "admin", "since": "2026-11-21T10:00:00Z" }]));
        get(scene.acme.path(admin)).by(&scene.uma).of(&scene.world).await.problem(403, "forbidden");
    })
    .await;
}
