//! `Idempotency-Key` outside of any account: every POST that changes something is done once.

use crate::{
    document::committed,
    support::{PASSWORD, World, get, post, worlds},
};
use jiff::SignedDuration;
use serde_json::json;

const NEW: &str = "eleven loud herons sleep";

#[test]
fn the_document_names_the_key_on_every_post_that_changes_something() {
    let document = committed();
    let mut without = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let Some(operation) = item.get("post") else { continue };
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        if !parameters.iter().any(|parameter| parameter["name"] == "Idempotency-Key") {
            without.push(path.as_str());
        }
    }
    assert_eq!(
        without,
        [
            "/v1/password-resets/look",
            "/v1/email-proofs/look",
            "/v1/invitations/look",
            "/v1/sign-ups/look",
            "/v1/accounts/{account}/welcome-mail/preview",
            "/v1/accounts/{account}/members/{member}/role/preview",
            "/v1/accounts/{account}/members/bulk/restore-preview",
            "/v1/accounts/{account}/invitations/preview",
            "/v1/accounts/{account}/check",
            "/v1/accounts/{account}/resources/{resource}/move/preview",
            "/v1/invitations/merge/look",
            "/v1/accounts/{account}/model/check",
            "/v1/accounts/{account}/model/plan",
            "/v1/accounts/{account}/model/plan.csv",
            "/v1/accounts/{account}/model/undo/plan",
            "/v1/accounts/{account}/members/{member}/what-if",
            "/access/v1/evaluation",
            "/access/v1/evaluations",
            "/access/v1/search/subject",
            "/access/v1/search/resource",
            "/access/v1/search/action"
        ],
        "these only look"
    );
}

#[tokio::test]
async fn signing_in_again_is_one_session_and_the_cookie_before_is_dead() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let sign_in = post("/v1/sessions", json!({ "email": acme.admin.email, "password": PASSWORD })).key("a");
        let mut cookies = Vec::new();
        for _ in 0..2 {
            let answer = sign_in.clone().of(&world).await;
            cookies.push(answer.header("set-cookie").split(';').next().unwrap().to_owned());
            answer.ok(201);
        }
        get("/v1/me").header("cookie", &cookies[0]).of(&world).await.problem(401, "not_signed_in");
        get("/v1/me").header("cookie", &cookies[1]).of(&world).await.ok(200);
        let other = post("/v1/sessions", json!({ "email": acme.admin.email, "password": " " })).key("a");
        other.of(&world).await.problem(401, "wrong_credentials");
    })
    .await;
}

#[tokio::test]
async fn a_reset_is_repeated_without_the_cookie() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let ask = post("/v1/password-resets", json!({ "email": acme.admin.email })).key("a");
        ask.clone().of(&world).await.ok(202);
        let again = ask.of(&world).await;
        assert_eq!(again.header("idempotency-replayed"), "true");
        let other = post("/v1/password-resets", json!({ "email": "bo@acme.example" })).key("a");
        other.of(&world).await.problem(422, "idempotency_key_reused");
        let token = world.mailed(&acme.admin.email).await;
        let complete = post("/v1/password-resets/complete", json!({ "token": token, "password": NEW })).key("a");
        let first = complete.clone().of(&world).await;
        assert!(first.headers.contains_key("set-cookie") && !first.headers.contains_key("idempotency-replayed"));
        let again = complete.of(&world).await;
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert!(!again.headers.contains_key("set-cookie"), "the secret is shown once");
        assert_eq!(first.ok(201), again.ok(201));
        let other = json!({ "token": token, "password": "twelve calm ducks walk" });
        post("/v1/password-resets/complete", other).key("a").of(&world).await.problem(422, "idempotency_key_reused");
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_accepted_once_and_a_new_link_asked_for_once() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let gus = acme.invite(&world, "Gus", "user", &[]).await;
        let body = |name: &str| {
            json!({ "token": gus.token, "name": name, "password": PASSWORD, "country": "DE", "email": "gus@home.example" })
        };
        let accept = post("/v1/invitations/accept", body("Gus")).key("a");
        let (first, again) = (accept.clone().of(&world).await, accept.of(&world).await);
        assert!(first.headers.contains_key("set-cookie") && !again.headers.contains_key("set-cookie"));
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(again.json()["to_be_proven"], "gus@home.example");
        assert_eq!(first.ok(201), again.ok(201));
        let other = post("/v1/invitations/accept", body("Hal")).key("a").of(&world).await;
        other.problem(422, "idempotency_key_reused");
        post("/v1/invitations/accept", body("Gus")).key("b").of(&world).await.problem(410, "link_used");

        let hal = acme.invite(&world, "Hal", "user", &[]).await;
        world.pass(SignedDuration::from_hours(24 * 30));
        let ask = post("/v1/invitations/request", json!({ "token": hal.token })).key("a");
        ask.clone().of(&world).await.ok(202);
        assert_eq!(ask.of(&world).await.header("idempotency-replayed"), "true");
    })
    .await;
}

#[tokio::test]
async fn what_a_person_asks_for_themself_is_done_once() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let body = json!({ "email": "ada@acme.example", "current_password": PASSWORD });
        let ask = post("/v1/me/email", body).key("a").by(&acme.admin);
        ask.clone().of(&world).await.ok(202);
        assert_eq!(ask.of(&world).await.header("idempotency-replayed"), "true");
        let token = world.mailed("ada@acme.example").await;
        let prove = post("/v1/email-proofs/complete", json!({ "token": token })).key("a");
        prove.clone().of(&world).await.ok(200);
        let again = prove.of(&world).await;
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(again.ok(200), json!({ "email": "ada@acme.example" }));
        let body = json!({ "current_password": PASSWORD, "new_password": NEW });
        let change = post("/v1/me/password", body).by(&acme.admin);
        let other = change.clone().key("a").of(&world).await;
        other.problem(422, "idempotency_key_reused");
        change.clone().key("b").of(&world).await.ok(204);
        assert_eq!(change.key("b").of(&world).await.header("idempotency-replayed"), "true");
    })
    .await;
}

#[tokio::test]
async fn too_many_invitations_to_one_address_are_told_with_the_time_when_it_may_go_on() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let invite = || post(acme.path("/invitations"), json!({ "addresses": ["gus@acme.example"], "role": "user" }));
    for _ in 0..7 {
        let done = invite().by(&acme.admin).of(&world).await.ok(200);
        let member = done["results"][0]["member"].as_str().unwrap().to_owned();
        let withdraw = crate::support::delete(acme.path(format!("/members/{member}/invitation")));
        withdraw.by(&acme.admin).of(&world).await.ok(204);
    }
    let told = invite().by(&acme.admin).of(&world).await.ok(200)["results"][0].clone();
    assert_eq!((&told["outcome"], &told["again_at"]), (&json!("too_often"), &json!("2026-11-21T11:00:00Z")));
    assert_eq!(told["member"], json!(null));
}
