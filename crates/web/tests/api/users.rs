//! POST /v1/accounts/{account}/members, POST …/welcome-mail/preview, POST …/members/{member}/password-link

use crate::support::{Tenant, World, get, post, worlds};
use serde_json::json;

async fn shop(world: &World) -> Tenant {
    world.tenant_that("Acme", "welcome = true").await
}

#[tokio::test]
async fn b05_b06_b09_a_user_is_created_told_later_and_chooses_a_password() {
    worlds(|world| async move {
        let acme = shop(&world).await;
        let body = json!({ "name": "Bo Li", "email": "bo@acme.example" });
        let made = post(acme.path("/members"), body.clone()).key("n").by(&acme.admin).of(&world).await;
        let location = made.header("location").to_owned();
        let id = made.ok(201)["id"].clone();
        let again = post(acme.path("/members"), body.clone()).key("n").by(&acme.admin).of(&world).await;
        assert_eq!(again.ok(201)["id"], id);
        let shown = get(&location).by(&acme.admin).of(&world).await.ok(200);
        let invitation = &shown["invitation"];
        assert_eq!((&shown["status"], &shown["roles"]), (&json!("invited"), &json!(["customer"])));
        assert_eq!((&invitation["told"], &invitation["expires_at"]), (&json!(null), &json!(null)));
        post(format!("{location}/invitation"), json!({})).by(&acme.admin).of(&world).await.ok(204);
        let token = world.mailed("bo@acme.example").await;
        let face = post("/v1/invitations/look", json!({ "token": token })).of(&world).await.ok(200);
        assert_eq!((&face["name"], &face["welcome"]), (&json!("Bo Li"), &json!(true)));
        let joined = post("/v1/invitations/accept", json!({ "token": token, "password": crate::support::PASSWORD }));
        joined.of(&world).await.ok(201);
        let shown = get(&location).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!((&shown["status"], &shown["name"]), (&json!("active"), &json!("Bo Li")));
        post(acme.path("/members"), body).by(&acme.admin).of(&world).await.problem(409, "address_taken");
    })
    .await;
}

#[tokio::test]
async fn b05_what_is_wrong_with_a_new_user_is_named() {
    worlds(|world| async move {
        let acme = shop(&world).await;
        let whole = json!({ "name": "Bo Li", "email": "bo@acme.example", "welcome": {} });
        for (field, value, pointer, code) in [
            ("name", json!(" "), "/name", "empty"),
            ("name", json!(null), "/name", "wrong_type"),
            ("email", json!("bo"), "/email", "no_at"),
            ("roles", json!(["emperor"]), "/roles", "unknown_role"),
            ("welcome", json!({ "subject": "a\nb" }), "/subject", "control_character"),
            ("welcome", json!({ "link": "x" }), "/welcome/link", "unknown_field"),
            ("role", json!("admin"), "/role", "unknown_field"),
        ] {
            let mut body = whole.clone();
            body[field] = value;
            post(acme.path("/members"), body).by(&acme.admin).of(&world).await.wrong(pointer, code);
        }
    })
    .await;
}

#[tokio::test]
async fn to_whoever_may_not_create_users_nothing_is_said_of_what_they_sent() {
    worlds(|world| async move {
        let acme = shop(&world).await;
        let bravo = world.tenant("Bravo").await;
        let bo = acme.join(&world, "Bo", "customer", &[]).await;
        let nobody = json!({ "email": "bo", "welcome": { "subject": "a\nb" } });
        for (path, body) in [("/members", nobody), ("/welcome-mail/preview", json!({ "subject": "a\nb" }))] {
            let ask = || post(acme.path(path), body.clone());
            ask().by(&bravo.admin).of(&world).await.problem(404, "not_found");
            ask().by(&bo).of(&world).await.problem(403, "forbidden");
            ask().by(&acme.admin).of(&world).await.problem(422, "invalid");
        }
    })
    .await;
}

#[tokio::test]
async fn b06_the_mail_is_looked_at_before_it_is_sent() {
    worlds(|world| async move {
        let acme = shop(&world).await;
        let path = acme.path("/welcome-mail/preview");
        let body = json!({ "subject": "Your place", "message": "At last!" });
        let mail = post(&path, body).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(mail["subject"], "Your place");
        for part in ["text", "html"] {
            assert!(mail[part].as_str().unwrap().contains("At last!"), "{mail}");
        }
        let usual = post(&path, json!({})).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(usual["subject"], "Welcome to Acme");
        post(&path, json!({ "subject": "x".repeat(151) }))
            .by(&acme.admin)
            .of(&world)
            .await
            .wrong("/subject", "too_long");
    })
    .await;
}

#[tokio::test]
async fn b13_a_link_to_choose_a_password_is_mailed_by_an_admin() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let path = acme.member(uma.member, "/password-link");
        post(&path, json!({})).by(&acme.admin).of(&world).await.ok(204);
        let token = world.mailed(&uma.email).await;
        let body = json!({ "token": token, "password": "nine brave badgers dig" });
        let path_to_set = "/v1/password-resets/complete";
        post(path_to_set, body).of(&world).await;
        let signed_in = post("/v1/sessions", json!({ "email": uma.email, "password": "nine brave badgers dig" }));
        assert!(signed_in.of(&world).await.status.is_success());
        post(&path, json!({})).by(&uma).of(&world).await.problem(401, "not_signed_in");
        let gus = acme.invite(&world, "Gus", "user", &[]).await;
        let waiting = acme.member(gus.member, "/password-link");
        post(waiting, json!({})).by(&acme.admin).of(&world).await.problem(409, "wrong_state");
    })
    .await;
}
