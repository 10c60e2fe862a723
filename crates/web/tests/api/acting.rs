//! POST /v1/accounts/{account}/members/{member}/act-as, GET …/acted-as, DELETE /v1/accounts/{account}/acting

use crate::support::{Person, Tenant, World, delete, get, patch, post, put, worlds};
use jiff::SignedDuration;
use roster_domain::model::presets;
use serde_json::json;

async fn tenant(world: &World, name: &str) -> Tenant {
    let model = presets().iter().find(|preset| preset.text.contains("roster.act_as")).unwrap();
    world.tenant_of(name, model.text).await
}

/// The same browser, which acts as a member from then on.
async fn acting(world: &World, acme: &Tenant, by: &Person, of: &Person) -> Person {
    let body = json!({ "reason": "The project does not open for them." });
    let begun = post(acme.member(of.member, "/act-as"), body).by(by).of(world).await;
    let cookie = begun.header("set-cookie").split(';').next().unwrap().to_owned();
    assert!(begun.header("set-cookie").starts_with("__Host-roster-acting="), "{begun:?}");
    assert!(begun.header("set-cookie").contains("; HttpOnly; SameSite=Lax"), "{begun:?}");
    let body = begun.ok(201);
    assert_eq!(body["member"], of.member.to_string());
    Person { cookie: format!("{}; {cookie}", by.cookie), ..by.clone() }
}

#[tokio::test]
async fn b12_a_session_acts_as_a_user_until_it_says_so_and_the_log_names_both() {
    worlds(|world| async move {
        let acme = tenant(&world, "Acme").await;
        let emil = acme.join(&world, "Emil", "employee", &[]).await;
        let both = acting(&world, &acme, &acme.admin, &emil).await;
        let here = get(acme.path("")).by(&both).of(&world).await.ok(200);
        assert_eq!(here["member"], emil.member.to_string());
        assert_eq!(here, get(acme.path("")).by(&emil).of(&world).await.ok(200));
        get(acme.path("/members")).by(&both).of(&world).await.problem(403, "forbidden");
        post(acme.path("/resources"), json!({ "kind": "project", "name": "Press" })).by(&both).of(&world).await.ok(201);
        let event = &acme.events(&world).await[0];
        assert_eq!(
            (&event["kind"], &event["on_behalf_of"]["id"]),
            (&json!("resource_created"), &json!(emil.member.to_string()))
        );
        assert_eq!(event["actor"]["id"], acme.admin.member.to_string());
        let ended = delete(acme.path("/acting")).by(&both).of(&world).await;
        assert!(ended.header("set-cookie").contains("Max-Age=0"));
        ended.ok(204);
        get(acme.path("")).by(&both).of(&world).await.problem(403, "acting_over");
        get(acme.path("/members")).by(&acme.admin).of(&world).await.ok(200);
        // Emil reads who it was.
        let acted = get(acme.member(emil.member, "/acted-as")).by(&emil).of(&world).await.ok(200)["items"].clone();
        assert_eq!(acted[0]["actor"], acme.admin.member.to_string());
        assert_eq!(acted[0]["reason"], "The project does not open for them.");
        assert!(acted[0]["ended_at"].is_string(), "{acted}");
        get(acme.member(acme.admin.member, "/acted-as")).by(&emil).of(&world).await.problem(403, "forbidden");
    })
    .await;
}

#[tokio::test]
async fn b12_what_is_closed_while_acting_is_refused_with_its_code() {
    worlds(|world| async move {
        let (acme, other) = (tenant(&world, "Acme").await, tenant(&world, "Bravo").await);
        let emil = acme.join(&world, "Emil", "employee", &[]).await;
        let both = acting(&world, &acme, &acme.admin, &emil).await;
        let words = "nine brave badgers dig";
        for closed in [
            get("/v1/me"),
            patch("/v1/me", json!({ "name": "Not me" })),
            post("/v1/me/password", json!({ "current_password": words, "new_password": words })),
            post("/v1/me/email", json!({ "email": "x@example.com", "current_password": words })),
            get("/v1/accounts"),
            delete("/v1/sessions"),
            delete("/v1/sessions/current"),
            get(acme.path("/keys")),
            post(acme.path("/keys"), json!({ "label": "x", "permissions": ["project.create"] })),
            put(acme.path("/my-mails"), json!({ "mails": [] })),
            get(other.path("")),
        ] {
            closed.by(&both).of(&world).await.problem(403, "not_while_acting");
        }
        // Nobody looks in there with that cookie who is not the one it was given to.
        let stolen = both.cookie.split("; ").nth(1).unwrap().to_owned();
        let emil = Person { cookie: format!("{}; {stolen}", emil.cookie), ..emil };
        get(acme.path("")).by(&emil).of(&world).await.problem(403, "acting_over");
        get(acme.path("")).header("cookie", stolen).of(&world).await.problem(401, "not_signed_in");
    })
    .await;
}

#[tokio::test]
async fn b12_each_refusal_to_begin_has_its_code() {
    worlds(|world| async move {
        let acme = tenant(&world, "Acme").await;
        let emil = acme.join(&world, "Emil", "employee", &[]).await;
        let bea = acme.join(&world, "Bea", "admin", &[]).await;
        let guest = acme.invite(&world, "Gus", "customer", &[]).await;
        let ask = |member, reason: &str| post(acme.member(member, "/act-as"), json!({ "reason": reason }));
        ask(emil.member, " ").by(&acme.admin).of(&world).await.wrong("/reason", "empty");
        ask(emil.member, &"x".repeat(501)).by(&acme.admin).of(&world).await.wrong("/reason", "too_long");
        ask(emil.member, "a\u{1b}b").by(&acme.admin).of(&world).await.wrong("/reason", "control_character");
        ask(bea.member, "why").by(&acme.admin).of(&world).await.problem(403, "rank_too_high");
        ask(acme.admin.member, "why").by(&acme.admin).of(&world).await.problem(403, "not_yourself");
        ask(guest.member, "why").by(&acme.admin).of(&world).await.problem(409, "wrong_state");
        ask(acme.admin.member, "why").by(&emil).of(&world).await.problem(403, "forbidden");
        let (_, key) = acme.key(&world, &acme.admin, &["roster.act_as"]).await;
        ask(emil.member, "why").bearing(&key).of(&world).await.problem(403, "session_required");
        ask(emil.member, "why").of(&world).await.problem(401, "not_signed_in");
        post(acme.member(emil.member, "/act-as"), json!({})).by(&acme.admin).of(&world).await.problem(422, "invalid");
    })
    .await;
}

#[tokio::test]
async fn b12_an_hour_later_nothing_is_done_in_anybodys_name() {
    worlds(|world| async move {
        let acme = tenant(&world, "Acme").await;
        let emil = acme.join(&world, "Emil", "employee", &[]).await;
        let both = acting(&world, &acme, &acme.admin, &emil).await;
        world.pass(SignedDuration::from_mins(60));
        let create = || post(acme.path("/resources"), json!({ "kind": "project", "name": "Late" })).by(&both);
        create().of(&world).await.problem(403, "acting_over");
        assert_eq!(acme.count(&world, "resource_created").await, 0);
        delete(acme.path("/acting")).by(&both).of(&world).await.ok(204);
    })
    .await;
}
