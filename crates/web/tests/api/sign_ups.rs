//! POST /v1/sign-ups, POST /v1/sign-ups/look, POST /v1/sign-ups/complete

use crate::support::{PASSWORD, get, post, worlds};
use serde_json::json;

#[tokio::test]
async fn b10_people_sign_themselves_up_where_the_account_has_it() {
    worlds(|world| async move {
        let acme = world.tenant_that("Acme", "self_sign_up = true").await;
        let wish = json!({ "account": acme.id, "email": "bo@acme.example" });
        post("/v1/sign-ups", wish).of(&world).await.ok(202);
        let token = world.mailed("bo@acme.example").await;
        let face = post("/v1/sign-ups/look", json!({ "token": token })).of(&world).await.ok(200);
        assert_eq!((&face["account"], &face["role"]["en"]), (&json!("Acme"), &json!("Customer")));
        let body = json!({ "token": token, "name": "Bo Li", "password": PASSWORD });
        let weak = json!({ "token": token, "name": "Bo Li", "password": "short" });
        post("/v1/sign-ups/complete", weak).of(&world).await.wrong("/password", "too_short");
        let done = post("/v1/sign-ups/complete", body.clone()).of(&world).await;
        let cookie = done.header("set-cookie").split(';').next().unwrap().to_owned();
        let member = done.ok(201)["member"].clone();
        let me = get("/v1/me").header("cookie", &cookie).of(&world).await.ok(200);
        assert_eq!((&me["accounts"][0]["member"], &me["email_proven"]), (&member, &json!(true)));
        post("/v1/sign-ups/complete", body).of(&world).await.problem(410, "link_used");
    })
    .await;
}

#[tokio::test]
async fn b10_where_it_is_off_there_is_no_such_account() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        for account in [acme.id.to_string(), "0190a000-0000-7000-8000-000000000000".to_owned(), "acme".to_owned()] {
            let wish = json!({ "account": account, "email": "bo@acme.example" });
            post("/v1/sign-ups", wish).of(&world).await.problem(404, "not_found");
        }
        let open = world.tenant_that("Bravo", "self_sign_up = true").await;
        post("/v1/sign-ups", json!({ "account": open.id, "email": "bo@" })).of(&world).await.problem(422, "invalid");
        post("/v1/sign-ups/look", json!({ "token": "x" })).of(&world).await.problem(410, "link_dead");
    })
    .await;
}
