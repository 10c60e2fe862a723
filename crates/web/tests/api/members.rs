//! GET /v1/accounts/{account}/members, GET …/member-counts, GET, PATCH and DELETE …/members/{member}, PUT …/members/{member}/role

use crate::support::{Tenant, World, delete, get, patch, post, put, worlds};
use serde_json::{Value, json};

fn names(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect()
}

async fn list(world: &World, acme: &Tenant, query: &str) -> Value {
    get(acme.path(format!("/members{query}"))).by(&acme.admin).of(world).await.ok(200)
}

#[tokio::test]
async fn members_are_listed_by_name_a_page_at_a_time() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        for name in ["Zoe", "Ben", "Mia"] {
            acme.join(&world, name, "user", &[]).await;
        }
        let all = ["Admin Acme", "Ben Acme", "Mia Acme", "Zoe Acme"];
        assert_eq!(names(&list(&world, &acme, "").await), all);
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = list(&world, &acme, &format!("?limit=1{cursor}")).await;
            seen.extend(names(&page).into_iter().map(str::to_owned));
            let Some(next) = page["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen, all);
    })
    .await;
}

#[tokio::test]
async fn a02_a_line_says_who_it_is_and_how_much_they_reach() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let project = acme.project(&world, "Dam").await;
        acme.site(&world, project, "North").await;
        acme.site(&world, project, "South").await;
        acme.join(&world, "Uma", "user", &[(project, "read_only")]).await;
        let page = list(&world, &acme, "?search=UMA").await;
        let line = &page["items"][0];
        assert_eq!(
            (&line["email"], &line["status"], &line["roles"]),
            (&json!("uma@acme.example"), &json!("active"), &json!(["user"]))
        );
        let reach =
            json!([{ "kind": "project", "count": 1, "all": false }, { "kind": "site", "count": 2, "all": false }]);
        assert_eq!(line["reach"], reach);
        assert_eq!(line["joined_at"], "2026-11-21T10:00:00Z");
        assert_eq!(line["invitation"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn members_are_filtered() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        acme.join(&world, "Uma", "user", &[]).await;
        acme.invite(&world, "Gus", "user", &[]).await;
        assert_eq!(names(&list(&world, &acme, "?role=admin").await), ["Admin Acme"]);
        assert_eq!(names(&list(&world, &acme, "?status=active&search=uma").await), ["Uma Acme"]);
        assert_eq!(names(&list(&world, &acme, "?status=invited").await), [""]);
        assert_eq!(names(&list(&world, &acme, "?search=%25").await), Vec::<&str>::new(), "% is no wildcard");
        let counts = get(acme.path("/member-counts")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(counts, json!({ "active": 2, "invited": 1 }));
    })
    .await;
}

#[tokio::test]
async fn b02_members_are_sorted_and_found_by_what_their_role_is_called() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        for name in ["Zoe", "Ben"] {
            acme.join(&world, name, "user", &[]).await;
        }
        for (sort, first, last) in [
            ("name", "Admin Acme", "Zoe Acme"),
            ("-name", "Zoe Acme", "Admin Acme"),
            ("-email", "Zoe Acme", "Admin Acme"),
            // Who holds the same role stands in the order of the ids: as they joined.
            ("roles", "Admin Acme", "Ben Acme"),
            ("-roles", "Ben Acme", "Admin Acme"),
        ] {
            let page = list(&world, &acme, &format!("?sort={sort}&limit=2")).await;
            assert_eq!(names(&page)[0], first, "{sort}");
            let next = page["next"].as_str().unwrap().to_owned();
            assert_eq!(names(&list(&world, &acme, &format!("?sort={sort}&limit=2&cursor={next}")).await), [last]);
            // A cursor is good for its own order alone.
            let other = get(acme.path(format!("/members?sort=company&cursor={next}"))).by(&acme.admin);
            other.of(&world).await.wrong("/cursor", "bad_cursor");
        }
        assert_eq!(names(&list(&world, &acme, "?search=ADMI").await), ["Admin Acme"], "the role and the name");
        assert_eq!(
            names(&list(&world, &acme, "?search=benutzer").await),
            ["Ben Acme", "Zoe Acme"],
            "the role in German"
        );
        assert_eq!(names(&list(&world, &acme, "?status=active,archived&sort=status").await).len(), 3);
    })
    .await;
}

#[tokio::test]
async fn b04_f22_all_members_are_exported_or_some_and_it_is_noted() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        acme.invite(&world, "Gus", "user", &[]).await;
        let file = get(acme.path("/members/export")).by(&acme.admin).of(&world).await;
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        assert!(file.header("content-disposition").contains("members-"));
        let lines: Vec<&str> = file.text.split("\r\n").collect();
        assert!(lines[0].starts_with("name,email,status,roles,company,"), "{}", lines[0]);
        assert!(lines[0].ends_with(",language,country,created_at,joined_at,last_active_at,left_at,id"), "{}", lines[0]);
        assert_eq!(lines.len(), 5, "the head, three, and the end: {}", file.text);
        assert!(lines[1].starts_with("Admin Acme,") && lines[1].contains(",active,admin,"), "{}", lines[1]);
        assert!(lines[2].starts_with(",gus@acme.example,invited,user,"), "{}", lines[2]);
        // Some: by their ids, or by a filter.
        let some = |body: Value| post(acme.path("/members/export"), body).by(&acme.admin);
        let chosen = some(json!({ "members": [uma.member.to_string()] })).of(&world).await;
        let lines: Vec<&str> = chosen.text.split("\r\n").collect();
        assert!(lines.len() == 3 && lines[1].starts_with("Uma Acme,"), "{}", chosen.text);
        let found = some(json!({ "filter": { "status": "invited" } })).of(&world).await;
        assert_eq!(found.text.split("\r\n").count(), 3, "{}", found.text);
        some(json!({})).of(&world).await.wrong("/members", "missing");
        some(json!({ "members": [] })).of(&world).await.wrong("/members", "empty");
        some(json!({ "filter": { "status": "gone" } })).of(&world).await.wrong("/filter/status", "unknown_status");
        get(acme.path("/members/export")).by(&uma).of(&world).await.problem(403, "forbidden");
        assert_eq!(acme.count(&world, "members_exported").await, 3);
    })
    .await;
}

#[tokio::test]
async fn wrong_parameters_are_named() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    for (query, pointer, code) in [
        ("?limit=0", "/limit", "out_of_range"),
        ("?limit=201", "/limit", "out_of_range"),
        ("?limit=-1", "/limit", "malformed"),
        ("?limit=many", "/limit", "malformed"),
        ("?limit=1&limit=2", "/limit", "duplicate"),
        ("?status=gone", "/status", "unknown_status"),
        ("?role=emperor", "/role", "unknown_role"),
        ("?sort=shoe_size", "/sort", "unknown_sort"),
        ("?stauts=active", "/stauts", "unknown_field"),
        ("?cursor=AAAA", "/cursor", "bad_cursor"),
        ("?search=%00", "/search", "control_character"),
    ] {
        let answer = get(acme.path(format!("/members{query}"))).by(&acme.admin).of(&world).await;
        answer.wrong(pointer, code);
    }
}

#[tokio::test]
async fn a_member_is_shown_with_access_and_version() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let project = acme.project(&world, "Dam").await;
        let uma = acme.join(&world, "Uma", "user", &[(project, "read_write")]).await;
        let shown = get(acme.member(uma.member, "")).by(&acme.admin).of(&world).await;
        let version = shown.version();
        let shown = shown.ok(200);
        assert_eq!(shown["version"], version);
        assert_eq!(shown["access"][0]["name"], "Dam Acme");
        assert_eq!(shown["access"][0]["level"], "read_write");
        assert_eq!(
            (&shown["editable"], &shown["removable"], &shown["myself"]),
            (&json!(true), &json!(true), &json!(false))
        );
        assert_eq!(shown["note"], "");
        // Themself anybody sees, but for the note.
        let myself = get(acme.member(uma.member, "")).by(&uma).of(&world).await.ok(200);
        assert_eq!(
            (&myself["myself"], &myself["note"], &myself["editable"]),
            (&json!(true), &Value::Null, &json!(false))
        );
        get(acme.member(acme.admin.member, "")).by(&uma).of(&world).await.problem(403, "forbidden");
    })
    .await;
}

#[tokio::test]
async fn a_member_is_edited_in_the_version_that_was_seen() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let path = acme.member(uma.member, "");
        let seen = get(&path).by(&acme.admin).of(&world).await.version();
        let edit = |name: &str| patch(&path, json!({ "name": name, "note": "tall" })).by(&acme.admin);
        edit("X").without("if-match").of(&world).await.problem(428, "precondition_required");
        edit("X").header("if-match", "three").of(&world).await.wrong("/If-Match", "bad_etag");
        let changed = edit("Uma B").if_match(seen).of(&world).await;
        assert_eq!(changed.version(), seen + 1);
        assert!(!changed.header("roster-revision").is_empty());
        changed.ok(204);
        // F07: the second is told.
        let stale = edit("Uma C").if_match(seen).of(&world).await;
        assert_eq!(stale.problem(412, "stale")["current_version"], seen + 1);
        let shown = get(&path).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!((&shown["name"], &shown["note"]), (&json!("Uma B"), &json!("tall")));
    })
    .await;
}

#[tokio::test]
async fn wrong_fields_are_named() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let uma = acme.join(&world, "Uma", "user", &[]).await;
    for (body, pointer, code) in [
        (json!({ "name": "" }), "/name", "empty"),
        (json!({ "name": "x".repeat(201) }), "/name", "too_long"),
        (json!({ "name": null }), "/name", "wrong_type"),
        (json!({ "company": "a\nb" }), "/company", "control_character"),
        (json!({ "note": "n\u{0}" }), "/note", "control_character"),
        (json!({ "note": "n".repeat(4001) }), "/note", "too_long"),
        (json!({ "rank": "admin" }), "/rank", "unknown_field"),
    ] {
        let answer = patch(acme.member(uma.member, ""), body).by(&acme.admin).of(&world).await;
        answer.wrong(pointer, code);
    }
}

#[tokio::test]
async fn a12_a_role_is_given_and_taken() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let role = |role: &str| put(acme.member(uma.member, "/role"), json!({ "role": role })).by(&acme.admin);
        role("admin").without("if-match").of(&world).await.problem(428, "precondition_required");
        role("emperor").of(&world).await.wrong("/role", "unknown_role");
        let version = role("admin").of(&world).await.version();
        role("user").if_match(version - 1).of(&world).await.problem(412, "stale");
        get(acme.path("/members")).by(&uma).of(&world).await.ok(200);
        role("user").if_match(version).of(&world).await.ok(204);
        get(acme.path("/members")).by(&uma).of(&world).await.problem(403, "forbidden");
        assert_eq!(acme.count(&world, "roles_changed").await, 2);
    })
    .await;
}

#[tokio::test]
async fn f02_the_last_admin_stays() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let path = acme.member(acme.admin.member, "/role");
        let answer = put(path, json!({ "role": "user" })).by(&acme.admin).of(&world).await;
        answer.problem(409, "last_keeper");
    })
    .await;
}

#[tokio::test]
async fn a10_only_a_user_is_deleted() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let ada = acme.join(&world, "Ada", "admin", &[]).await;
        let del = |person: &crate::support::Person| delete(acme.member(person.member, "")).by(&acme.admin);
        del(&ada).of(&world).await.problem(409, "role_not_removable");
        del(&uma).without("if-match").of(&world).await.problem(428, "precondition_required");
        del(&uma).if_match(99).of(&world).await.problem(412, "stale");
        del(&uma).of(&world).await.ok(204);
        del(&uma).of(&world).await.problem(409, "wrong_state");
        // From the next request on there is nothing here for them.
        get(acme.path("")).by(&uma).of(&world).await.problem(404, "not_found");
        assert_eq!(get("/v1/accounts").by(&uma).of(&world).await.ok(200), json!({ "items": [] }));
    })
    .await;
}

#[tokio::test]
async fn a01_whoever_may_not_list_members_is_told_and_it_is_noted() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        for _ in 0..3 {
            let refused = get(acme.path("/members")).by(&uma).of(&world).await;
            assert_eq!(refused.problem(403, "forbidden")["missing"], json!(["roster.read_members"]));
        }
        assert_eq!(acme.count(&world, "attempt_denied").await, 1, "at most one a minute");
    })
    .await;
}
