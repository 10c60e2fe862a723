//! Whatever a test asks: what is told beside the answer is what the API's document says of it.

use axum::http::{HeaderMap, Method, StatusCode};
use serde_json::Value;
use std::sync::LazyLock;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(&roster_web::openapi()).unwrap());

/// The headers that are said of answers, and whether each is always there; a replay is one only sometimes.
const SAID: [(&str, bool); 3] = [("Roster-Revision", true), ("ETag", true), ("Idempotency-Replayed", false)];

pub fn check(method: &Method, path: &str, status: StatusCode, headers: &HeaderMap) {
    let path = path.split('?').next().unwrap_or_default();
    let Some(operation) = operation(method, path).filter(|_| status.is_success()) else { return };
    let response = &operation["responses"][status.as_str()];
    assert!(response.is_object(), "{method} {path}: {status} is not described");
    for (name, always) in SAID {
        let (said, there) = (response["headers"][name].is_object(), headers.contains_key(name));
        assert!(said || !there, "{method} {path}: {name} is told and not described");
        assert!(there || !said || !always, "{method} {path}: {name} is described and not told");
    }
}

fn operation(method: &Method, path: &str) -> Option<&'static Value> {
    let fits = |template: &str| {
        let (mut parts, mut names) = (path.split('/'), template.split('/'));
        parts.clone().count() == names.clone().count()
            && parts.all(|part| names.next().is_some_and(|name| name.starts_with('{') || name == part))
    };
    let paths = DOCUMENT["paths"].as_object()?;
    // One that is written out goes before one with a name in it.
    let item = paths.get(path).or_else(|| paths.iter().find(|(template, _)| fits(template)).map(|(_, item)| item))?;
    item.get(method.as_str().to_lowercase())
}
