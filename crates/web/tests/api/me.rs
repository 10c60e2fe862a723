//! GET and PATCH /v1/me, GET /v1/me/data, POST /v1/me/password, POST /v1/me/email

use crate::support::{PASSWORD, World, get, patch, post, worlds};
use serde_json::{Value, json};

#[tokio::test]
async fn a_person_sees_and_changes_what_they_say_of_themself() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let me = get("/v1/me").by(&acme.admin).of(&world).await;
        let version = me.version();
        let me = me.ok(200);
        assert_eq!((&me["name"], &me["email"]), (&json!("Admin Acme"), &json!("admin@acme.example")));
        assert_eq!(me["accounts"][0]["id"], acme.id.to_string());

        let edit = |body: Value| patch("/v1/me", body).by(&acme.admin);
        let change = json!({ "name": "Ada", "language": "de", "country": "AT", "time_zone": "europe/vienna" });
        edit(change.clone()).without("if-match").of(&world).await.problem(428, "precondition_required");
        let changed = edit(change.clone()).if_match(version).of(&world).await;
        assert_eq!(changed.version(), version + 1);
        let changed = changed.ok(200);
        assert_eq!((&changed["country"], &changed["time_zone"]), (&json!("AT"), &json!("Europe/Vienna")));
        assert_eq!(
            edit(change).if_match(version).of(&world).await.problem(412, "stale")["current_version"],
            version + 1
        );
        let cleared = edit(json!({ "country": null })).of(&world).await.ok(200);
        assert_eq!((&cleared["country"], &cleared["name"]), (&Value::Null, &json!("Ada")));
    })
    .await;
}

#[tokio::test]
async fn wrong_fields_are_named() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    for (body, pointer, code) in [
        (json!({ "name": "" }), "/name", "empty"),
        (json!({ "name": null }), "/name", "wrong_type"),
        (json!({ "language": "tlh" }), "/language", "unknown_language"),
        (json!({ "country": "Germany" }), "/country", "unknown_country"),
        (json!({ "time_zone": "../../etc/passwd" }), "/time_zone", "unknown_time_zone"),
        (json!({ "email": "x@acme.example" }), "/email", "unknown_field"),
    ] {
        patch("/v1/me", body).by(&acme.admin).of(&world).await.wrong(pointer, code);
    }
}

/// Issue 7: my data as a download, of all my accounts and of nobody else; F06.
#[tokio::test]
async fn f06_what_is_kept_of_oneself_is_downloaded_by_oneself_alone() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let project = acme.project(&world, "Dam").await;
        let uma = acme.join(&world, "Uma", "user", &[(project, "read_write")]).await;
        let note = json!({ "note": "Knows the vendor" });
        patch(acme.member(uma.member, ""), note).by(&acme.admin).of(&world).await.ok(204);
        let site = json!({ "kind": "site", "parent": project, "name": "North" });
        let site = post(acme.path("/resources"), site).by(&uma).of(&world).await.ok(201);
        post("/v1/password-resets", json!({ "email": uma.email })).of(&world).await.ok(202);

        let file = get("/v1/me/data").by(&uma).of(&world).await;
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"my-data.json\"");
        assert_eq!(file.header("cache-control"), "no-store");
        let kept = file.clone().ok(200);
        let person = &kept["person"];
        assert_eq!((&person["name"], &person["time_zone"]), (&json!("Uma Acme"), &json!("UTC")));
        let address = &person["addresses"][0];
        assert_eq!((&address["email"], &address["sign_in"]), (&json!("uma@acme.example"), &json!(true)));
        assert_eq!((kept["sessions"].as_array().unwrap().len(), &kept["sessions"][0]["this_one"]), (1, &json!(true)));
        let place = &kept["accounts"][0];
        assert_eq!(
            (&place["account"], &place["name"], &place["called"]),
            (&json!({ "id": acme.id, "name": "Acme", "suspended": false }), &json!("Uma Acme"), &json!(["User"]))
        );
        assert_eq!((&place["roles"][0]["id"], &place["member"]), (&json!("user"), &json!(uma.member)));
        let access: Vec<&Value> = place["access"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
        assert_eq!(access, ["Dam Acme", "North"]);
        let done: Vec<&Value> = place["events"].as_array().unwrap().iter().map(|event| &event["target"]).collect();
        assert!(done.contains(&&site["id"]), "{place}");
        // What is the admins' is theirs: they can be asked.
        assert!(place["administrators_noted_something"] == true && !file.text.contains("vendor"), "{}", file.text);
        assert!(!file.text.contains("admin@acme.example"), "{}", file.text);
        // No secret, and no hash of one.
        for secret in ["secret", "hash", "argon2", "token"] {
            assert!(!file.text.contains(secret), "{secret}: {}", file.text);
        }

        get("/v1/me/data").of(&world).await.problem(401, "not_signed_in");
        let (_, key) = acme.key(&world, &acme.admin, &["roster.read_members"]).await;
        get("/v1/me/data").bearing(&key).of(&world).await.problem(403, "session_required");
        // Of many events none is lost between the pages.
        for number in 0..205 {
            let body = json!({ "kind": "site", "parent": project, "name": format!("Site {number}") });
            post(acme.path("/resources"), body).by(&uma).of(&world).await.ok(201);
        }
        let kept = get("/v1/me/data").by(&uma).of(&world).await.ok(200);
        let events = kept["accounts"][0]["events"].as_array().unwrap();
        let created = events.iter().filter(|event| event["kind"] == "resource_created").count();
        assert_eq!(created, 206);
    })
    .await;
}

#[tokio::test]
async fn a_key_is_nobody_in_particular() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let (_, key) = acme.key(&world, &acme.admin, &["roster.read_members"]).await;
    get("/v1/me").bearing(&key).of(&world).await.problem(403, "session_required");
    patch("/v1/me", json!({})).bearing(&key).of(&world).await.problem(403, "session_required");
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_the_present_one() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let other = world.sign_in(&acme.admin).await;
    let new = "eleven loud herons sleep";
    let change = |current: &str, new: &str| {
        post("/v1/me/password", json!({ "current_password": current, "new_password": new })).by(&acme.admin)
    };
    change("wrong", new).of(&world).await.wrong("/current_password", "wrong");
    change(PASSWORD, "short").of(&world).await.wrong("/new_password", "too_short");
    change(PASSWORD, new).of(&world).await.ok(204);
    get("/v1/me").by(&acme.admin).of(&world).await.ok(200);
    get("/v1/me").by(&other).of(&world).await.problem(401, "not_signed_in");
    post("/v1/sessions", json!({ "email": acme.admin.email, "password": new })).of(&world).await.ok(201);
}

#[tokio::test]
async fn another_address_is_asked_for_with_the_password() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let bravo = world.tenant("Bravo").await;
    let ask = |email: &str, password: &str| {
        post("/v1/me/email", json!({ "email": email, "current_password": password })).by(&acme.admin)
    };
    ask("ada@home.example", "wrong").of(&world).await.wrong("/current_password", "wrong");
    ask("nowhere", PASSWORD).of(&world).await.wrong("/email", "no_at");
    ask(&acme.admin.email, PASSWORD).of(&world).await.wrong("/email", "unchanged");
    let free = ask("ada@home.example", PASSWORD).of(&world).await;
    let taken = ask(&bravo.admin.email, PASSWORD).of(&world).await;
    assert_eq!((free.status, &free.text), (taken.status, &taken.text), "no answer tells whose address it is");
    free.ok(202);
}
