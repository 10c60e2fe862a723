//! POST /v1/invitations/look, /v1/invitations/accept, /v1/invitations/request

use crate::support::{PASSWORD, World, delete, get, post, worlds};
use jiff::SignedDuration;
use serde_json::{Value, json};

fn look(token: &str) -> crate::support::Ask {
    post("/v1/invitations/look", json!({ "token": token }))
}

fn accept(token: &str) -> Value {
    json!({ "token": token, "name": "Gus Acme", "password": PASSWORD, "country": "DE", "language": "de", "time_zone": "Europe/Berlin" })
}

#[tokio::test]
async fn a07_a08_the_holder_of_a_link_looks_accepts_and_is_in() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let dam = acme.project(&world, "Dam").await;
        let gus = acme.invite(&world, "Gus", "user", &[(dam, "read_write")]).await;
        let face = look(&gus.token).of(&world).await.ok(200);
        let expected = json!({
            "account": "Acme", "inviter": "Admin Acme", "email": "gus@acme.example",
            "role": { "de": "Benutzer", "en": "User" }, "roles": [{ "de": "Benutzer", "en": "User" }], "message": "Welcome to Acme",
            "expires_at": "2026-12-21T10:00:00Z", "asks_for": ["name", "password", "email", "country", "language"],
            "known_person": false, "name": "", "welcome": false,
        });
        assert_eq!(face, expected);

        let joined = post("/v1/invitations/accept", accept(&gus.token)).of(&world).await;
        let cookie = joined.header("set-cookie").split(';').next().unwrap().to_owned();
        let body = joined.ok(201);
        assert_eq!(body, json!({ "account": acme.id, "member": gus.member, "lost": [], "to_be_proven": null }));
        let me = get("/v1/me").header("cookie", &cookie).of(&world).await.ok(200);
        assert_eq!((&me["name"], &me["language"], &me["country"]), (&json!("Gus Acme"), &json!("de"), &json!("DE")));
        let seen = get(acme.path("/resources?kind=project")).header("cookie", &cookie).of(&world).await.ok(200);
        assert_eq!(seen["items"][0]["id"], dam.to_string());

        look(&gus.token).of(&world).await.problem(410, "link_used");
        post("/v1/invitations/accept", accept(&gus.token)).of(&world).await.problem(410, "link_used");
    })
    .await;
}

#[tokio::test]
async fn a_dead_link_says_why_to_its_holder_and_nothing_to_anybody_else() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let gus = acme.invite(&world, "Gus", "user", &[]).await;
        let cut = &gus.token[..gus.token.len() - 1];
        let mut turned: Vec<char> = gus.token.chars().collect();
        turned[60] = if turned[60] == 'A' { 'B' } else { 'A' };
        let turned: String = turned.into_iter().collect();
        for token in [cut, &turned, "", "x", &"A".repeat(86), &"ä".repeat(43)] {
            for path in ["look", "accept"] {
                let answer = post(format!("/v1/invitations/{path}"), json!({ "token": token })).of(&world).await;
                answer.problem(410, "link_dead");
            }
        }
        world.pass(SignedDuration::from_hours(24 * 30) - SignedDuration::from_secs(1));
        look(&gus.token).of(&world).await.ok(200);
        world.pass(SignedDuration::from_secs(1));
        look(&gus.token).of(&world).await.problem(410, "link_expired");
        post("/v1/invitations/accept", accept(&gus.token)).of(&world).await.problem(410, "link_expired");
    })
    .await;
}

#[tokio::test]
async fn a09_a_new_link_is_asked_for_and_the_answer_tells_nothing() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let gus = acme.invite(&world, "Gus", "user", &[]).await;
        let ask = |token: &str| post("/v1/invitations/request", json!({ "token": token }));
        ask(&gus.token).of(&world).await.ok(202);
        world.pass(SignedDuration::from_hours(24 * 30));
        let admin = world.sign_in(&acme.admin).await;
        for _ in 0..2 {
            ask(&gus.token).of(&world).await.ok(202);
        }
        ask("x").of(&world).await.problem(410, "link_dead");
        let log = get(acme.path("/events?kind=invitation_requested")).by(&admin).of(&world).await.ok(200);
        assert_eq!(
            log["items"].as_array().unwrap().len(),
            1,
            "of a living link nothing is asked, and of a dead one once"
        );
        assert_eq!(log["items"][0]["actor"]["kind"], "anonymous");
    })
    .await;
}

#[tokio::test]
async fn what_someone_new_says_is_checked() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let gus = acme.invite(&world, "Gus", "user", &[]).await;
        for (field, value, pointer, code) in [
            ("name", json!(" "), "/name", "empty"),
            ("password", json!("short"), "/password", "too_short"),
            ("password", json!("aaaaaaaaaaaaaaaa"), "/password", "too_weak"),
            ("email", json!("nowhere"), "/email", "no_at"),
            ("country", json!("XX"), "/country", "unknown_country"),
            ("language", json!("tlh"), "/language", "unknown_language"),
            ("time_zone", json!("Mars/Olympus"), "/time_zone", "unknown_time_zone"),
            ("role", json!("admin"), "/role", "unknown_field"),
        ] {
            let mut body = accept(&gus.token);
            body[field] = value;
            post("/v1/invitations/accept", body).of(&world).await.wrong(pointer, code);
        }
        look(&gus.token).of(&world).await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn someone_known_signs_in_first_with_the_invited_address() {
    worlds(|world| async move {
        let (acme, bravo) = (world.tenant("Acme").await, world.tenant("Bravo").await);
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let guest = bravo.invite_address(&world, "UMA@acme.example", "user", &[]).await;
        assert_eq!(look(&guest.token).of(&world).await.ok(200)["known_person"], true);
        let body = json!({ "token": guest.token, "name": "Uma", "password": "another long password" });
        post("/v1/invitations/accept", body).of(&world).await.problem(401, "not_signed_in");
        let bare = post("/v1/invitations/accept", json!({ "token": guest.token }));
        bare.clone().by(&acme.admin).of(&world).await.problem(403, "not_the_invited");
        let joined = bare.by(&uma).of(&world).await;
        assert!(!joined.headers.contains_key("set-cookie"), "they are signed in already");
        assert_eq!(joined.ok(201)["account"], bravo.id.to_string());
        let mine = get("/v1/accounts").by(&uma).of(&world).await.ok(200);
        assert_eq!(mine["items"].as_array().unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_was_offered_may_be_gone_meanwhile() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let ada = acme.join(&world, "Ada", "admin", &[]).await;
        let dam = acme.project(&world, "Dam").await;
        let site = acme.site(&world, dam, "North").await;
        // The site was deleted: there is no access to it, and the rest holds.
        let gus = acme.invite(&world, "Gus", "user", &[(site, "read_only")]).await;
        delete(acme.path(format!("/resources/{site}"))).by(&acme.admin).of(&world).await.ok(204);
        let gus = world.accept("Gus Acme", &gus.email, &gus.token).await;
        let access = get(acme.member(gus.member, "/access")).by(&gus).of(&world).await.ok(200);
        assert_eq!(access["items"], json!([]));
        // The inviter may not invite any more: the offer lapsed.
        let hal = acme.invite(&world, "Hal", "user", &[]).await;
        let demote = crate::support::put(acme.member(acme.admin.member, "/role"), json!({ "role": "user" }));
        demote.by(&ada).of(&world).await.ok(204);
        post("/v1/invitations/accept", accept(&hal.token)).of(&world).await.problem(410, "link_lapsed");
    })
    .await;
}

#[tokio::test]
async fn a07_another_address_has_to_be_proven_first() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let gus = acme.invite(&world, "Gus", "user", &[]).await;
    let mut body = accept(&gus.token);
    body["email"] = json!("gus@home.example");
    let joined = post("/v1/invitations/accept", body).of(&world).await;
    let cookie = joined.header("set-cookie").split(';').next().unwrap().to_owned();
    assert_eq!(joined.ok(201)["to_be_proven"], "gus@home.example");
    let me = get("/v1/me").header("cookie", &cookie).of(&world).await.ok(200);
    assert_eq!(me["email"], "gus@acme.example");
    let token = world.mailed("gus@home.example").await;
    let seen = post("/v1/email-proofs/look", json!({ "token": token })).of(&world).await.ok(200);
    assert_eq!(
        seen,
        json!({ "email": "gus@home.example", "expires_at": "2026-11-22T10:00:00Z", "asks_password": false })
    );
    let complete = post("/v1/email-proofs/complete", json!({ "token": token }));
    assert_eq!(complete.clone().of(&world).await.ok(200), json!({ "email": "gus@home.example" }));
    complete.of(&world).await.problem(410, "link_used");
    post("/v1/email-proofs/look", json!({ "token": "x" })).of(&world).await.problem(410, "link_dead");
    let me = get("/v1/me").header("cookie", &cookie).of(&world).await.ok(200);
    assert_eq!(me["email"], "gus@home.example");
}
