//! Bodies and cursors that nobody in their right mind sends, to every route that takes any.

use crate::support::{Ask, Route, World, get, patch, post, routes, worlds};
use serde_json::{Value, json};

/// Requests to every route that takes a body, with the ids of nothing.
fn taking_bodies(acme: &crate::support::Tenant) -> Vec<(Route, Ask)> {
    let routes = routes().into_iter().filter(|route| route.takes_body());
    let nil = "00000000-0000-0000-0000-000000000000";
    routes
        .map(|route| {
            let path = route.path_with(|name| if name == "account" { acme.id.to_string() } else { nil.to_owned() });
            let ask = Ask::with_method(&route.method, path);
            (route, ask.header("if-match", "*").header("content-type", "application/json"))
        })
        .collect()
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused_by_every_route() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let asks = taking_bodies(&acme);
    assert!(asks.len() > 15, "{}", asks.len());
    let (_, key) = acme.key(&world, &acme.admin, &["roster.check"]).await;
    for (route, ask) in asks {
        let ask = if route.is_authzen() { ask.bearing(&key) } else { ask.by(&acme.admin) };
        for (body, code) in [
            (b"{\"name\": \"\xff\xfe\"}".to_vec(), "not_utf8"),
            (b"{".to_vec(), "not_json"),
            (b"\xef\xbb\xbf{}".to_vec(), "not_json"),
            (b"7".to_vec(), "wrong_type"),
            (b"null".to_vec(), "wrong_type"),
            (b"\"{}\"".to_vec(), "wrong_type"),
        ] {
            let answer = ask.clone().raw(body).of(&world).await;
            match route.is_authzen() {
                true => drop(answer.sentence(400)),
                false => answer.wrong("", code),
            }
        }
        for deep in ["[".repeat(500_000), format!("{{\"x\":{}", "[".repeat(500_000)), "{\"x\":".repeat(300_000)] {
            let answer = ask.clone().raw(deep).of(&world).await;
            match route.is_authzen() {
                true => drop(answer.sentence(400)),
                false => drop(answer.problem(422, "invalid")),
            }
        }
        let most = if route.id == "upsert_resources" { 8 } else { 2 } * 1024 * 1024;
        let answer = ask.raw(vec![b' '; most + 1]).of(&world).await;
        match route.is_authzen() {
            true => drop(answer.sentence(413)),
            false => drop(answer.problem(413, "too_large")),
        }
    }
}

#[tokio::test]
async fn a_cursor_that_was_tampered_with_is_refused() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let (mut shared, mut job) = (None, String::new());
        for name in ["A", "B"] {
            let project = *shared.insert(acme.project(&world, name).await);
            let access = json!({ "access": [{ "resource": project, "level": "read_only" }] });
            patch(acme.member(uma.member, "/access"), access).by(&acme.admin).of(&world).await.ok(204);
            acme.key(&world, &acme.admin, &["site.view"]).await;
            acme.invite(&world, name, "user", &[]).await;
            let both =
                json!({ "action": { "change": { "role": "admin" } }, "members": [acme.admin.member, uma.member] });
            let made = post(acme.path("/members/bulk"), both).by(&acme.admin).of(&world).await.ok(202);
            job = made["id"].as_str().unwrap().to_owned();
            acme.quotation(&world, name).await;
            let page = json!({ "page": format!("/{name}") });
            assert_eq!(post(acme.path("/access-requests"), page).by(&uma).of(&world).await.status, 202);
        }
        acme.buy_credits(&world).await;
        let paged: Vec<_> = routes().into_iter().filter(|route| route.query("cursor").is_some()).collect();
        assert!(paged.len() >= 5, "{paged:?}");
        for route in paged {
            let kind = if route.query("kind").is_some_and(|kind| kind.required) { "&kind=project" } else { "" };
            let path = route.path_with(|name| match name {
                "member" => uma.member.to_string(),
                "job" => job.clone(),
                "resource" => shared.unwrap().to_string(),
                _ => acme.id.to_string(),
            });
            let page = |cursor: &str| get(format!("{path}?limit=1{kind}{cursor}")).by(&acme.admin);
            let first = page("").of(&world).await.ok(200);
            let next = first["next"].as_str().unwrap_or_else(|| panic!("{path} has two pages")).to_owned();
            page(&format!("&cursor={next}")).of(&world).await.ok(200);
            let cut = &next[..next.len() - 1];
            let turned: String = next.chars().rev().collect();
            for bad in ["", "x", "%00", "%F0%9F%A6%A6", &format!("{cut}!"), &format!("{turned}-"), &"A".repeat(5000)] {
                let answer = page(&format!("&cursor={bad}")).of(&world).await;
                let problem = answer.problem(422, "invalid");
                assert_eq!(problem["errors"][0]["pointer"], "/cursor", "{path} {bad}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_pasted_lines_are_told_one_by_one() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let broken =
            ["", " ", "@", "a@", "@b.example", "a b@c.example", "a@b", "ä@ö.example", "a\u{200b}@b.example", "<x>"];
        let mut lines: Vec<String> = (0..9_000).map(|n| format!("{}{n}", broken[n % broken.len()])).collect();
        lines.extend((0..500).map(|n| format!("Person{n}@Acme.Example")));
        lines.extend((0..499).map(|n| format!("PERSON{n}@acme.example")));
        lines.push(acme.admin.email.to_uppercase());
        let ask = post(acme.path("/invitations"), json!({ "addresses": lines, "role": "user" }));
        let done = ask.by(&acme.admin).of(&world).await.ok(200);
        let results = done["results"].as_array().unwrap();
        let count = |outcome: &str| results.iter().filter(|result| result["outcome"] == outcome).count();
        assert!(count("invited") >= 500);
        assert_eq!(count("already_member"), 1);
        assert!(count("duplicate") >= 499, "{}", count("duplicate"));
        assert!(results.iter().all(|result| result["outcome"] != "bad" || result["code"].is_string()));
        let named: std::collections::BTreeSet<u64> = results.iter().map(|r| r["line"].as_u64().unwrap()).collect();
        assert!(named.len() >= 9_990, "every line that isn't blank is named: {}", named.len());

        let many: Vec<String> = (0..10_001).map(|n| format!("x{n}@acme.example")).collect();
        let ask = post(acme.path("/invitations"), json!({ "addresses": many, "role": "user" }));
        ask.by(&acme.admin).of(&world).await.wrong("/addresses", "too_many");
    })
    .await;
}

#[tokio::test]
async fn texts_are_kept_as_they_are() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        for name in ["'; drop table members; --", "<script>alert(1)</script>", "שלום", "👩‍🚀", "a\\u0000b", "%_\\"]
        {
            let made = post(acme.path("/resources"), json!({ "kind": "project", "name": name }));
            let made = made.by(&acme.admin).of(&world).await.ok(201);
            let path = acme.path(format!("/resources/{}", made["id"].as_str().unwrap()));
            assert_eq!(get(path).by(&acme.admin).of(&world).await.ok(200)["name"], Value::from(name));
        }
    })
    .await;
}
