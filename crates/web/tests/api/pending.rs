//! PATCH /v1/accounts/{account}/members/{member}/invitation, POST …/invitation/link, GET …/invitations/requests,
//! GET and PUT …/my-mails

use crate::support::{delete, get, patch, post, put, worlds};
use jiff::SignedDuration;
use serde_json::json;

#[tokio::test]
async fn e09_f12_an_invitation_that_waits_is_changed() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let dam = acme.project(&world, "Dam").await;
        let gus = acme.invite(&world, "Gus", "user", &[]).await;
        let path = acme.member(gus.member, "/invitation");
        let body = json!({
            "name": "Gus Acme", "roles": ["user"], "message": "Hi", "access": [{ "resource": dam, "level": "read_only" }],
        });
        let done = patch(&path, body.clone()).by(&acme.admin).of(&world).await;
        let version = done.version();
        done.ok(204);
        let shown = get(acme.member(gus.member, "")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!((&shown["name"], &shown["version"]), (&json!("Gus Acme"), &json!(version)));
        assert_eq!(shown["access"][0]["level"], "read_only");
        assert_eq!(acme.count(&world, "invitation_edited").await, 1);
        // With an older version, without one, and with nonsense.
        patch(&path, body.clone()).if_match(version - 1).by(&acme.admin).of(&world).await.problem(412, "stale");
        patch(&path, body).without("if-match").by(&acme.admin).of(&world).await.problem(428, "precondition_required");
        for (body, pointer, code) in [
            (json!({ "email": "nowhere" }), "/email", "no_at"),
            (json!({ "roles": ["emperor"] }), "/roles", "unknown_role"),
            (json!({ "roles": ["user", "admin"] }), "/roles", "only_one_role"),
            (json!({ "message": "x".repeat(2001) }), "/message", "too_long"),
            (json!({ "name": "a\u{0}" }), "/name", "control_character"),
            (json!({ "extras": [] }), "/custom", "missing"),
            (json!({ "custom": null }), "/extras", "missing"),
            (json!({ "mail": "yes" }), "/mail", "wrong_type"),
            (json!({ "until": null }), "/until", "unknown_field"),
        ] {
            patch(&path, body).by(&acme.admin).of(&world).await.wrong(pointer, code);
        }
        // Another address: a new link there.
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let taken = patch(&path, json!({ "email": uma.email })).by(&acme.admin).of(&world).await;
        taken.problem(409, "address_taken");
        patch(&path, json!({ "email": "other@acme.example" })).by(&acme.admin).of(&world).await.ok(204);
        let token = world.mailed("other@acme.example").await;
        world.accept("Gus Acme", "other@acme.example", &token).await;
        patch(&path, json!({ "name": "Late" })).by(&acme.admin).of(&world).await.problem(409, "wrong_state");
        patch(&path, json!({ "name": "Late" })).by(&uma).of(&world).await.problem(403, "forbidden");
    })
    .await;
}

#[tokio::test]
async fn f14_a_link_is_copied_once() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let gus = acme.invite(&world, "Gus", "user", &[]).await;
        let path = acme.member(gus.member, "/invitation/link");
        let copied = post(&path, json!({})).key("c").by(&acme.admin).of(&world).await.ok(200);
        let link = copied["link"].as_str().unwrap().to_owned();
        let again = post(&path, json!({})).key("c").by(&acme.admin).of(&world).await;
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(again.ok(200)["link"], json!(null), "a secret is shown once");
        let shown = get(acme.member(gus.member, "")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(shown["invitation"]["told"], "link");
        // The mailed one is dead; who joins by the copied one is known to be unproven.
        post("/v1/invitations/look", json!({ "token": gus.token })).of(&world).await.problem(410, "link_dead");
        let joined = world.accept("Gus", &gus.email, link.rsplit('/').next().unwrap()).await;
        let shown = get(acme.member(joined.member, "")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(shown["email_unproven"], true);
        let me = get("/v1/me").by(&joined).of(&world).await.ok(200);
        assert_eq!(me["email_proven"], false);
        let proof = world.mailed(&gus.email).await;
        post("/v1/email-proofs/complete", json!({ "token": proof })).of(&world).await.ok(200);
        let me = get("/v1/me").by(&joined).of(&world).await.ok(200);
        assert_eq!(me["email_proven"], true);
        post(&path, json!({})).by(&acme.admin).of(&world).await.problem(409, "wrong_state");
        post(&path, json!({})).by(&joined).of(&world).await.problem(403, "forbidden");
    })
    .await;
}

#[tokio::test]
async fn d07_a_request_for_a_new_link_is_listed_until_it_is_answered() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let gus = acme.invite(&world, "Gus", "user", &[]).await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let requests = async |admin: &crate::support::Person| {
            get(acme.path("/invitations/requests")).by(admin).of(&world).await.ok(200)
        };
        assert_eq!(requests(&acme.admin).await, json!({ "items": [] }));
        world.pass(SignedDuration::from_hours(30 * 24));
        // Nobody's session lives that long.
        let (admin, uma) = (world.sign_in(&acme.admin).await, world.sign_in(&uma).await);
        post("/v1/invitations/request", json!({ "token": gus.token })).of(&world).await.ok(202);
        let listed = requests(&admin).await;
        assert_eq!((&listed["items"][0]["email"], listed["items"].as_array().unwrap().len()), (&json!(gus.email), 1));
        get(acme.path("/invitations/requests")).by(&uma).of(&world).await.problem(403, "forbidden");
        post(acme.member(gus.member, "/invitation"), json!({})).by(&admin).of(&world).await.ok(204);
        assert_eq!(requests(&admin).await, json!({ "items": [] }));
        // Refused by withdrawing.
        let token = acme.token(&world, gus.invitation).await;
        world.pass(SignedDuration::from_hours(30 * 24));
        let admin = world.sign_in(&acme.admin).await;
        post("/v1/invitations/request", json!({ "token": token })).of(&world).await.ok(202);
        assert_eq!(requests(&admin).await["items"][0]["member"], json!(gus.member.to_string()));
        delete(acme.member(gus.member, "/invitation")).by(&admin).of(&world).await.ok(204);
        assert_eq!(requests(&admin).await, json!({ "items": [] }));
    })
    .await;
}

#[tokio::test]
async fn f13_one_chooses_what_one_is_mailed_about() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let path = acme.path("/my-mails");
        let all = json!(["accepted", "expired", "refused", "requested", "address_changed", "merged", "left"]);
        let shown = get(&path).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(shown, json!({ "offered": all, "mails": all }));
        put(&path, json!({ "mails": ["expired"] })).by(&acme.admin).of(&world).await.ok(204);
        let shown = get(&path).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(shown, json!({ "offered": all, "mails": ["expired"] }));
        put(&path, json!({ "mails": ["removed"] })).by(&acme.admin).of(&world).await.wrong("/mails/0", "unknown_mail");
        put(&path, json!({})).by(&acme.admin).of(&world).await.wrong("/mails", "missing");
    })
    .await;
}
