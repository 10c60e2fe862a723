//! What holds for every route before it is about anything: who asks, in which form, and that every no is a problem document.

use crate::support::{Ask, Tenant, World, get, post, put};
use serde_json::json;

#[tokio::test]
async fn nobody_in_particular_is_asked_to_sign_in() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    for ask in [
        get("/v1/me"),
        get("/v1/me").header("cookie", "__Host-roster=x"),
        get("/v1/me").header("cookie", "roster=x; __Host-roster="),
        get("/v1/me").header("authorization", "Basic YTpi"),
        get("/v1/me").header("authorization", "Bearer"),
        get("/v1/me").header("authorization", "bearer rsk_x"),
        get("/v1/me").bearing("rsk_x"),
        // Whoever shows a key is judged by it alone.
        get("/v1/me").by(&acme.admin).bearing("rsk_x"),
        get(acme.path("/members")),
        post(acme.path("/invitations"), json!({})),
        post(acme.path("/invitations"), json!({})).raw(vec![b' '; 3_000_000]),
    ] {
        let answer = ask.of(&world).await;
        answer.problem(401, "not_signed_in");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
}

#[tokio::test]
async fn an_address_or_method_that_is_not_there_is_told_as_a_problem() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    for path in ["/v1", "/v1/", "/v1/nothing", "/v1/me/", "/v1/accounts//members"] {
        get(path).by(&acme.admin).of(&world).await.problem(404, "not_found");
    }
    let answer = Ask::with_method("DELETE", "/v1/me").by(&acme.admin).of(&world).await;
    answer.problem(405, "method_not_allowed");
    assert_eq!(answer.header("allow"), "GET,HEAD,PATCH");
    assert_eq!(Ask::with_method("HEAD", "/v1/me").by(&acme.admin).of(&world).await.status, 200);
    // Elsewhere people ask, and get pages.
    assert!(get("/nothing").of(&world).await.header("content-type").starts_with("text/html"));
}

#[tokio::test]
async fn who_takes_no_json_is_told() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    for (accept, taken) in [
        ("*/*", true),
        ("application/json", true),
        ("text/html, application/*;q=0.8", true),
        ("APPLICATION/JSON; charset=utf-8", true),
        ("text/html", false),
        ("application/json;q=0, text/csv", false),
    ] {
        let answer = get("/v1/me").header("accept", accept).by(&acme.admin).of(&world).await;
        match taken {
            true => assert_eq!(answer.status, 200, "{accept}"),
            false => drop(answer.problem(406, "not_acceptable")),
        }
    }
}

#[tokio::test]
async fn a_body_is_json_and_says_so() {
    let world = World::new();
    let sign_in = post("/v1/sessions", json!({ "email": "a@b.example", "password": "x" }));
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "json"] {
        let answer = sign_in.clone().header("content-type", content_type).of(&world).await;
        answer.problem(415, "unsupported_media_type");
    }
    sign_in.clone().without("content-type").of(&world).await.problem(415, "unsupported_media_type");
    let charset = sign_in.header("content-type", "application/json; charset=utf-8").of(&world).await;
    charset.problem(401, "wrong_credentials");
}

#[tokio::test]
async fn another_site_makes_a_browser_do_nothing() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let change = crate::support::patch("/v1/me", json!({ "name": "Eve" })).by(&acme.admin);
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let refused = change.clone().header("host", "roster.example.com").header(name, value).of(&world).await;
        refused.problem(403, "cross_site");
    }
    let own = change.header("host", "roster.example.com").header("origin", "https://roster.example.com");
    own.of(&world).await.ok(200);
}

#[tokio::test]
async fn an_idempotency_key_is_short_and_not_empty() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    for key in ["", "\"\"", &"x".repeat(201)] {
        let answer = post(acme.path("/keys"), json!({})).by(&acme.admin).key(key).of(&world).await;
        answer.wrong("/Idempotency-Key", "bad_idempotency_key");
    }
}

#[tokio::test]
async fn a_browser_is_told_to_stay_with_https_where_that_is_the_public_address_and_not_otherwise() {
    let mut world = World::new();
    for path in ["/v1/me", "/sign-in", "/healthz", "/nowhere"] {
        assert_eq!(get(path).of(&world).await.header("strict-transport-security"), "max-age=31536000", "{path}");
    }
    world.router = roster_web::router(world.app.clone(), roster_web::WebConfig::new("http://localhost:8080"));
    for path in ["/v1/me", "/sign-in", "/healthz"] {
        assert!(!get(path).of(&world).await.headers.contains_key("strict-transport-security"), "{path}");
    }
}

#[tokio::test]
async fn whoever_may_not_is_told_so_before_they_are_asked_for_a_version() {
    let world = World::new();
    let (acme, bravo) = (world.tenant("Acme").await, world.tenant("Bravo").await);
    let uma = acme.join(&world, "Uma", "user", &[]).await;
    let role = |who: &Tenant| {
        let path = who.member(who.admin.member, "/role");
        put(path, json!({ "role": "user" })).without("if-match")
    };
    role(&acme).by(&uma).of(&world).await.problem(403, "forbidden");
    role(&bravo).by(&uma).of(&world).await.problem(404, "not_found");
    role(&acme).by(&acme.admin).of(&world).await.problem(428, "precondition_required");
}

#[tokio::test]
async fn where_the_type_of_a_problem_leads_its_code_is_explained() {
    let world = World::new();
    let problem = get("/v1/me").of(&world).await;
    let problem = problem.problem(401, "not_signed_in");
    let kind = problem["type"].as_str().unwrap();
    let leads = get(kind).of(&world).await;
    assert_eq!(leads.status, 308);
    let (path, anchor) = leads.header("location").split_once('#').unwrap();
    let page = get(path).of(&world).await;
    assert_eq!((page.status.as_u16(), page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(page.text.contains(&format!("id=\"{anchor}\"")) && anchor == "not_signed_in");
    for code in roster_web::refusal::codes() {
        assert!(page.text.contains(&format!("id=\"{code}\"")), "{code} is not explained");
    }
    assert_eq!(get("/problems/no_such_code").of(&world).await.status, 404);
}
