//! POST /v1/password-resets, /v1/password-resets/look, /v1/password-resets/complete

use crate::support::{World, get, post, worlds};
use jiff::SignedDuration;
use serde_json::json;

const NEW: &str = "eleven loud herons sleep";

#[tokio::test]
async fn a_forgotten_password_is_chosen_anew_with_a_mailed_link() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        post("/v1/password-resets", json!({ "email": "ADMIN@acme.example" })).of(&world).await.ok(202);
        let token = world.mailed("admin@acme.example").await;
        let seen = post("/v1/password-resets/look", json!({ "token": token })).of(&world).await.ok(200);
        assert_eq!(seen, json!({ "email": "admin@acme.example", "expires_at": "2026-11-21T11:00:00Z" }));
        let complete =
            |password: &str| post("/v1/password-resets/complete", json!({ "token": token, "password": password }));
        complete("short").of(&world).await.wrong("/password", "too_short");
        let done = complete(NEW).of(&world).await;
        let cookie = done.header("set-cookie").split(';').next().unwrap().to_owned();
        done.ok(201);
        get("/v1/me").header("cookie", &cookie).of(&world).await.ok(200);
        get("/v1/me").by(&acme.admin).of(&world).await.problem(401, "not_signed_in");
        complete(NEW).of(&world).await.problem(410, "link_used");
    })
    .await;
}

#[tokio::test]
async fn no_answer_tells_whether_an_address_is_known() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let ask = |email: &str| post("/v1/password-resets", json!({ "email": email }));
        let known = ask(&acme.admin.email).of(&world).await;
        let unknown = ask("nobody@acme.example").of(&world).await;
        assert_eq!((known.status, known.text), (unknown.status, unknown.text));
        ask("nowhere").of(&world).await.wrong("/email", "no_at");
        for email in [&acme.admin.email, "nobody@acme.example"] {
            ask(email).of(&world).await.ok(202);
            ask(email).of(&world).await.ok(202);
            ask(email).of(&world).await.problem(429, "throttled");
        }
    })
    .await;
}

#[tokio::test]
async fn a_link_lives_an_hour() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    post("/v1/password-resets", json!({ "email": acme.admin.email })).of(&world).await.ok(202);
    let token = world.mailed(&acme.admin.email).await;
    world.pass(SignedDuration::from_hours(1));
    for path in ["look", "complete"] {
        let mut body = json!({ "token": token });
        if path == "complete" {
            body["password"] = json!(NEW);
        }
        post(format!("/v1/password-resets/{path}"), body.clone()).of(&world).await.problem(410, "link_expired");
        body["token"] = json!("x");
        post(format!("/v1/password-resets/{path}"), body).of(&world).await.problem(410, "link_dead");
    }
}
