//! GET /v1/openapi.json, GET /docs

use crate::support::{Ask, World, get};
use axum::http::Method;
use roster_testkit::browser::Browser;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
};
use thirtyfour::prelude::*;

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

pub fn committed() -> Value {
    serde_json::from_str(&fs::read_to_string(COMMITTED).unwrap()).unwrap()
}

#[test]
fn openapi_json_is_what_the_code_says() {
    let committed = fs::read_to_string(Path::new(COMMITTED)).unwrap_or_default();
    assert!(committed == roster_web::openapi(), "crates/web/openapi.json is old: run `cargo xtask openapi`");
}

#[tokio::test]
async fn openapi_json_is_served() {
    let world = World::new();
    let served = get("/v1/openapi.json").of(&world).await;
    assert_eq!(served.header("content-type"), "application/json");
    assert_eq!(served.ok(200), committed());
}

#[tokio::test]
async fn openapi_json_has_every_route_and_the_router_every_path() {
    let world = World::new();
    for (path, item) in committed()["paths"].as_object().unwrap() {
        let described: BTreeSet<String> = item.as_object().unwrap().keys().map(|name| name.to_uppercase()).collect();
        // A method that no route has: the answer names those it has.
        let answer = Ask::with_method("TRACE", path.replace(['{', '}'], "")).of(&world).await;
        match path.starts_with("/v1/") {
            true => drop(answer.problem(405, "method_not_allowed")),
            false => drop(answer.sentence(405)),
        }
        let taken = answer.header("allow").split(',').map(|name| name.trim().to_owned());
        let taken: BTreeSet<String> = taken.filter(|name| name != Method::HEAD.as_str()).collect();
        assert_eq!(taken, described, "{path}");
    }
}

/// Two types of one name would be one schema, and one of them would be described wrongly.
#[test]
fn openapi_json_describes_no_two_types_under_one_name() {
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/api")) {
        let text = fs::read_to_string(&file).unwrap();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if !(line.starts_with("#[derive(") && line.contains("ToSchema")) {
                continue;
            }
            let mut renamed = None;
            let item = lines.by_ref().find(|line| {
                renamed = line.split_once("schema(as = ").map(|(_, rest)| rest.to_owned()).or(renamed.take());
                line.contains("struct ") || line.contains("enum ")
            });
            let item = item.unwrap();
            let written =
                item.split_once("struct ").or_else(|| item.split_once("enum ")).map(|(_, rest)| rest.to_owned());
            let item = renamed.or(written).unwrap();
            let name = item.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_owned();
            named.entry(name).or_default().push(file.display().to_string());
        }
    }
    assert!(named.len() > 100, "the types are looked for in the wrong place: {}", named.len());
    named.retain(|_, files| files.len() > 1);
    assert!(named.is_empty(), "{named:#?}");
}

/// The Rust files in and below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn openapi_json_says_enough_of_each_operation() {
    let document = committed();
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let what = format!("{method} {path}");
            assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{what}: summary");
            assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{what}: operationId");
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses.keys().any(|status| status.starts_with('2')), "{what}: success");
            for (status, response) in responses.iter().filter(|(status, _)| !status.starts_with('2')) {
                let form = if path.starts_with("/v1/") { "application/problem+json" } else { "text/plain" };
                assert!(response["content"][form].is_object(), "{what}: {status}");
            }
            let in_path = path.matches('{').count();
            let parameters = operation["parameters"]
                .as_array()
                .map_or(0, |list| list.iter().filter(|parameter| parameter["in"] == "path").count());
            assert_eq!(in_path, parameters, "{what}: parameters");
        }
    }
    for schema in ["bearer", "cookie"] {
        assert!(document["components"]["securitySchemes"][schema].is_object());
    }
}

#[tokio::test]
async fn the_page_that_shows_it_comes_from_here() {
    let world = World::new();
    let page = get("/docs/").of(&world).await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-security-policy").contains("script-src 'self'"));
    let script = get("/docs/swagger-initializer.js").of(&world).await;
    assert!(script.text.contains("/v1/openapi.json"), "{}", script.text);
    assert_eq!(get("/docs/swagger-ui-bundle.js").of(&world).await.status, 200);
    // Nowhere else are styles taken from anywhere.
    let other = get("/sign-in").of(&world).await;
    assert!(!other.header("content-security-policy").contains("unsafe-inline"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_that_shows_it_shows_it_in_a_browser() {
    let Some(browser) = Browser::start().await else { return };
    let world = World::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/docs", listener.local_addr().unwrap());
    tokio::spawn(roster_web::serve(listener, world.router.clone(), std::future::pending()));
    browser.goto(address).await.unwrap();
    let operation = browser.query(By::Css("#operations-invitations-invite .opblock-summary")).first().await.unwrap();
    assert!(operation.text().await.unwrap().contains("Invite people"));
    operation.click().await.unwrap();
    browser.query(By::Css("#operations-invitations-invite .opblock-description")).first().await.unwrap();
    browser.screenshot("api-docs").await;
    assert_eq!(browser.errors().await, Vec::<String>::new());
}
