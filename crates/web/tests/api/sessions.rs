//! POST /v1/sessions, DELETE /v1/sessions, DELETE /v1/sessions/current

use crate::support::{PASSWORD, World, delete, get, post, worlds};
use serde_json::json;

#[tokio::test]
async fn signing_in_begins_a_session_and_signing_out_ends_it() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let signed_in =
            post("/v1/sessions", json!({ "email": acme.admin.email, "password": PASSWORD })).of(&world).await;
        let cookie = signed_in.header("set-cookie").to_owned();
        assert!(cookie.starts_with("__Host-roster=") && cookie.contains("HttpOnly") && cookie.contains("Secure"));
        let body = signed_in.ok(201);
        assert_eq!(body["expires_at"], "2026-12-21T10:00:00Z");
        assert!(body.as_object().unwrap().keys().eq(["person", "expires_at"]), "the secret is in the cookie only");

        let pair = cookie.split(';').next().unwrap().to_owned();
        let me = get("/v1/me").header("cookie", &pair).of(&world).await.ok(200);
        assert_eq!(me["id"], body["person"]);
        let out = delete("/v1/sessions/current").header("cookie", &pair).of(&world).await;
        assert!(out.header("set-cookie").contains("Max-Age=0"));
        out.ok(204);
        get("/v1/me").header("cookie", &pair).of(&world).await.problem(401, "not_signed_in");
        get("/v1/me").by(&acme.admin).of(&world).await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn signing_out_everywhere_ends_all_sessions() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let other = post("/v1/sessions", json!({ "email": acme.admin.email, "password": PASSWORD })).of(&world).await;
    let pair = other.header("set-cookie").split(';').next().unwrap().to_owned();
    delete("/v1/sessions").by(&acme.admin).of(&world).await.ok(204);
    get("/v1/me").header("cookie", &pair).of(&world).await.problem(401, "not_signed_in");
    get("/v1/me").by(&acme.admin).of(&world).await.problem(401, "not_signed_in");
}

#[tokio::test]
async fn a_wrong_address_and_a_wrong_password_are_one_refusal() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let mut texts = Vec::new();
    for (email, password) in [(&*acme.admin.email, "wrong"), ("nobody@acme.example", PASSWORD), ("no address", "")] {
        let refused = post("/v1/sessions", json!({ "email": email, "password": password })).of(&world).await;
        refused.problem(401, "wrong_credentials");
        assert!(!refused.headers.contains_key("set-cookie"));
        texts.push(refused.text);
    }
    texts.dedup();
    assert_eq!(texts.len(), 1);
}

#[tokio::test]
async fn too_many_tries_have_to_wait() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let wrong = post("/v1/sessions", json!({ "email": acme.admin.email, "password": "wrong" }));
    for _ in 0..10 {
        wrong.clone().of(&world).await.problem(401, "wrong_credentials");
    }
    let refused = wrong.of(&world).await;
    refused.problem(429, "throttled");
    assert_eq!(refused.header("retry-after"), "900");
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    world.pass(jiff::SignedDuration::from_hours(24 * 30));
    get("/v1/me").by(&acme.admin).of(&world).await.problem(401, "not_signed_in");
}
