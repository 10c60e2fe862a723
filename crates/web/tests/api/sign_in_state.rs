//! GET /v1/accounts/{account}/members/{member}/sign-in, POST …/unblock; POST and DELETE …/address-proposal; GET …/restore; the
//! caller's own sessions

use crate::support::{PASSWORD, World, delete, get, post, worlds};
use serde_json::json;

#[tokio::test]
async fn f16_whether_a_member_can_sign_in_is_shown_and_a_block_is_lifted() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let path = |rest: &str| acme.member(uma.member, &format!("/sign-in{rest}"));
        let guess = || post("/v1/sessions", json!({ "email": uma.email, "password": "guess" }));
        for _ in 0..10 {
            guess().of(&world).await.problem(401, "wrong_credentials");
        }
        guess().of(&world).await.problem(429, "throttled");
        let state = get(path("")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!((&state["can_sign_in"], &state["obstacles"]), (&json!(false), &json!(["blocked"])));
        assert_eq!(state["failures"][1]["tries"], 10);
        assert!(state["blocked_until"].is_string() && state["last_sign_in"].is_string());
        get(path("")).by(&uma).of(&world).await.problem(403, "forbidden");
        post(path("/unblock"), json!({})).by(&acme.admin).of(&world).await.ok(204);
        post("/v1/sessions", json!({ "email": uma.email, "password": PASSWORD })).of(&world).await.ok(201);
        let state = get(path("")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!((&state["can_sign_in"], &state["obstacles"]), (&json!(true), &json!([])));
        assert_eq!(acme.count(&world, "sign_in_unblocked").await, 1);
    })
    .await;
}

#[tokio::test]
async fn e09_another_address_is_proposed_and_confirmed_with_the_password() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let path = acme.member(uma.member, "/address-proposal");
        let propose = |email: &str| post(&path, json!({ "email": email })).by(&acme.admin);
        propose("nowhere").of(&world).await.wrong("/email", "no_at");
        propose("uma@home.example").of(&world).await.ok(202);
        let token = world.mailed("uma@home.example").await;
        let looked = post("/v1/email-proofs/look", json!({ "token": token })).of(&world).await.ok(200);
        assert_eq!((&looked["email"], &looked["asks_password"]), (&json!("uma@home.example"), &json!(true)));
        let prove = |body: serde_json::Value| post("/v1/email-proofs/complete", body);
        prove(json!({ "token": token })).of(&world).await.wrong("/current_password", "empty");
        let shown = get(acme.member(uma.member, "/sign-in")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(shown["proposal"]["email"], "uma@home.example");
        delete(&path).by(&acme.admin).of(&world).await.ok(204);
        let withdrawn = prove(json!({ "token": token, "current_password": PASSWORD })).of(&world).await;
        withdrawn.problem(410, "link_dead");
        propose("uma@home.example").of(&world).await.ok(202);
        let token = world.mailed("uma@home.example").await;
        prove(json!({ "token": token, "current_password": PASSWORD })).of(&world).await.ok(200);
        let member = get(acme.member(uma.member, "")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(member["email"], "uma@home.example");
    })
    .await;
}

#[tokio::test]
async fn c06_what_would_come_back_is_shown() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let project = acme.project(&world, "Dam").await;
        let (one, two) = (acme.site(&world, project, "One").await, acme.site(&world, project, "Two").await);
        let uma = acme.join(&world, "Uma", "user", &[(one, "read_write"), (two, "read_only")]).await;
        let preview = || get(acme.member(uma.member, "/restore")).by(&acme.admin);
        preview().of(&world).await.problem(409, "wrong_state");
        delete(acme.member(uma.member, "")).by(&acme.admin).of(&world).await.ok(204);
        delete(acme.path(format!("/resources/{two}"))).by(&acme.admin).of(&world).await.ok(204);
        let back = preview().of(&world).await.ok(200);
        assert_eq!((&back["status"], &back["refusal"]), (&json!("invited"), &json!(null)));
        assert_eq!(back["roles"], json!([{ "id": "user", "until": null, "fate": "back" }]));
        assert_eq!((&back["access"][0]["name"], &back["access"][0]["fate"]), (&json!("One Acme"), &json!("back")));
        assert_eq!(back["lost"], json!([{ "kind": "site", "name": "Two Acme" }]));
        let many = json!({ "members": [uma.member, acme.admin.member] });
        let many = post(acme.path("/members/bulk/restore-preview"), many).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(many["looked_at"], 2);
        assert_eq!(many["refused"][0]["member"], json!(acme.admin.member));
        assert_eq!(many["refused"][0]["refusal"]["code"], "wrong_state");
        assert_eq!(many["lost"], json!([{ "member": uma.member, "names": ["Two Acme"] }]));
        let none = post(acme.path("/members/bulk/restore-preview"), json!({ "members": [] })).by(&acme.admin);
        none.of(&world).await.wrong("/members", "empty");
    })
    .await;
}

#[tokio::test]
async fn ones_sessions_are_listed_and_ended() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let (second, third) = (world.sign_in(&acme.admin).await, world.sign_in(&acme.admin).await);
    let sessions = get("/v1/sessions").by(&acme.admin).of(&world).await.ok(200);
    let sessions = sessions["items"].as_array().unwrap();
    assert_eq!(sessions.iter().map(|one| one["current"] == true).collect::<Vec<_>>(), [true, false, false]);
    let mine = get("/v1/sessions").by(&second).of(&world).await.ok(200);
    let id = mine["items"][0]["id"].as_str().unwrap();
    delete(format!("/v1/sessions/{id}")).by(&acme.admin).of(&world).await.ok(204);
    get("/v1/me").by(&second).of(&world).await.problem(401, "not_signed_in");
    delete(format!("/v1/sessions/{id}")).by(&acme.admin).of(&world).await.problem(404, "not_found");
    delete("/v1/sessions/x").by(&acme.admin).of(&world).await.problem(404, "not_found");
    get("/v1/me").by(&third).of(&world).await.ok(200);
    delete("/v1/sessions/others").by(&acme.admin).of(&world).await.ok(204);
    get("/v1/me").by(&third).of(&world).await.problem(401, "not_signed_in");
    get("/v1/me").by(&acme.admin).of(&world).await.ok(200);
}
