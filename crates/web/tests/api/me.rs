//! GET and PATCH /v1/me, POST /v1/me/password, POST /v1/me/email

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
