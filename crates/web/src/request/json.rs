//! JSON bodies: read as what the handler wants, or refused with a pointer to what is wrong.

use axum::http::{HeaderMap, header::CONTENT_TYPE};
use jiff::Timestamp;
use roster_domain::refusal::{FieldProblem, Refusal};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

/// Whether the body says of itself that it is JSON; one that says nothing and is empty stands for `{}`.
pub(super) fn is_json(headers: &HeaderMap, body: &[u8]) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE) else { return body.is_empty() };
    let text = value.to_str().unwrap_or_default().to_ascii_lowercase();
    let media_type = text.split(';').next().unwrap_or_default().trim();
    media_type == "application/json" || (media_type.starts_with("application/") && media_type.ends_with("+json"))
}

/// Reads a body. Nothing but what `T` names is taken.
pub(super) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    let text = std::str::from_utf8(body).map_err(|_| Refusal::field("", "not_utf8"))?;
    let text = if text.trim().is_empty() { "{}" } else { text };
    if let Some(pointer) = nul(text) {
        return Err(Refusal::field(pointer, "control_character"));
    }
    // Every body is an object; serde would take a list of its fields as well.
    if text.trim_start().starts_with('[') {
        return Err(Refusal::Invalid(vec![FieldProblem::new("", "wrong_type").with("expected", "an object")]));
    }
    // To know where something is wrong costs as much as reading: it is asked only if something is.
    if let Ok(value) = serde_json::from_str(text) {
        return Ok(value);
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let pointer = pointer(error.path());
        let error = error.into_inner();
        // For some values of a wrong type serde_json says that the text is wrong.
        let sentence = error.to_string();
        let typed = sentence.starts_with("expected value") && serde_json::from_str::<IgnoredAny>(text).is_ok();
        if error.is_data() || typed { told(pointer, &sentence) } else { not_json(&error) }
    });
    let value = read.map_err(|problem| Refusal::Invalid(vec![problem]))?;
    json.end().map_err(|error| Refusal::Invalid(vec![not_json(&error)]))?;
    Ok(value)
}

/// Lists whose entries are judged each for itself: one bad entry must not take the others with it. Whoever reads such a list sees
/// to it that nothing of it gets to the database with a NUL.
const EACH_FOR_ITSELF: [&str; 4] = ["addresses", "checks", "evaluations", "resources"];

/// Where a text has a NUL in it, which PostgreSQL can't store.
fn nul(text: &str) -> Option<String> {
    // One character is looked for much faster than several.
    if !text.contains('\\') || !text.contains("\\u0000") {
        return None;
    }
    fn in_place(name: &str, value: &Value) -> Option<String> {
        let mut pointer = String::new();
        push(&mut pointer, name);
        find(value).map(|rest| pointer + &rest)
    }
    fn find(value: &Value) -> Option<String> {
        match value {
            Value::String(text) => text.contains('\0').then(String::new),
            Value::Array(values) => {
                values.iter().enumerate().find_map(|(index, value)| in_place(&index.to_string(), value))
            }
            Value::Object(fields) => fields.iter().find_map(|(name, value)| in_place(name, value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => None,
        }
    }
    let Value::Object(fields) = serde_json::from_str(text).ok()? else { return None };
    let mut as_one = fields.iter().filter(|(name, _)| !EACH_FOR_ITSELF.contains(&name.as_str()));
    as_one.find_map(|(name, value)| in_place(name, value))
}

fn not_json(error: &serde_json::Error) -> FieldProblem {
    // The one thing serde_json tells by its words only.
    let deep = error.to_string().starts_with("recursion limit exceeded");
    FieldProblem::new("", if deep { "too_deep" } else { "not_json" })
}

/// RFC 6901.
pub(crate) fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path.iter() {
        match segment {
            Segment::Seq { index } => push(&mut pointer, &index.to_string()),
            // One of several, named by its only field.
            Segment::Map { key } | Segment::Enum { variant: key } => push(&mut pointer, key),
            Segment::Unknown => {}
        }
    }
    pointer
}

fn push(pointer: &mut String, name: &str) {
    pointer.push('/');
    pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
}

/// What a reader of data says is wrong, as a code. serde has only sentences; they are all made in one place there
/// (`serde::de::Error`) and held by the tests below.
pub(crate) fn told(pointer: String, sentence: &str) -> FieldProblem {
    let sentence = sentence.rsplit_once(" at line ").map_or(sentence, |(sentence, _)| sentence);
    if sentence.starts_with("unknown field") {
        return FieldProblem::new(pointer, "unknown_field");
    }
    if sentence == super::moment::NO_MOMENT {
        return FieldProblem::new(pointer, "no_moment");
    }
    // A time that is written well and lies beyond the last that can be told.
    if sentence.contains("datetime to timestamp") {
        return FieldProblem::new(pointer, "too_far").with("max", Timestamp::MAX.strftime("%FT%TZ").to_string());
    }
    for (beginning, code) in [("missing field", "missing"), ("duplicate field", "duplicate")] {
        if sentence.starts_with(beginning) {
            // The reader points at what should hold the field.
            let mut pointer = pointer;
            push(&mut pointer, sentence.split('`').nth(1).unwrap_or_default());
            return FieldProblem::new(pointer, code);
        }
    }
    let of_another_type = ["invalid type", "invalid value", "invalid length", "unknown variant"];
    match sentence.split_once(", expected ") {
        Some((what, expected)) if of_another_type.iter().any(|beginning| what.starts_with(beginning)) => {
            FieldProblem::new(pointer, "wrong_type").with("expected", in_words_of_json(expected))
        }
        _ => FieldProblem::new(pointer, "malformed"),
    }
}

/// What serde expects, by names that also those know who don't write Rust.
fn in_words_of_json(expected: &str) -> &str {
    match expected {
        "a map" => "an object",
        "a sequence" => "an array",
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number",
        "f32" | "f64" => "a number",
        _ if expected.starts_with("struct ") => "an object",
        _ => expected,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use uuid::Uuid;

    #[test]
    fn what_is_expected_is_told_in_the_words_of_json() {
        let told = ["struct CheckBody", "i64", "a sequence", "a map", "a boolean"].map(in_words_of_json);
        assert_eq!(told, ["an object", "a whole number", "an array", "an object", "a boolean"]);
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[allow(dead_code)]
        name: String,
        #[serde(default)]
        #[allow(dead_code)]
        inner: Vec<Inner>,
        #[serde(default)]
        #[allow(dead_code)]
        kind: Kind,
    }

    #[derive(Debug, Default, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        #[default]
        Usual,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[allow(dead_code)]
        id: Uuid,
        #[serde(default)]
        #[allow(dead_code)]
        until: Option<Timestamp>,
    }

    #[track_caller]
    fn wrong(body: impl AsRef<[u8]>) -> (String, &'static str) {
        let Err(Refusal::Invalid(problems)) = parse::<Outer>(body.as_ref()) else { panic!("refused") };
        let [problem] = problems.as_slice() else { panic!("{problems:?}") };
        (problem.pointer.clone(), problem.code)
    }

    #[test]
    fn every_mistake_is_named_where_it_stands() {
        let at = |pointer: &str, code| (pointer.to_owned(), code);
        assert_eq!(wrong(b"{\"name\":\"\xff\"}"), at("", "not_utf8"));
        assert_eq!(wrong("{\"name\":"), at("", "not_json"));
        assert_eq!(wrong("{\"name\":\"a\"} x"), at("", "not_json"));
        assert_eq!(wrong(""), at("/name", "missing"));
        assert_eq!(wrong("[]"), at("", "wrong_type"));
        assert_eq!(wrong(r#" ["a", []]"#), at("", "wrong_type"));
        assert_eq!(wrong("{\"name\":1}"), at("/name", "wrong_type"));
        assert_eq!(wrong("{\"name\":null}"), at("/name", "wrong_type"));
        assert_eq!(wrong("{\"name\":\"a\",\"name\":\"b\"}"), at("/name", "duplicate"));
        assert_eq!(wrong("{\"name\":\"a\",\"n/m\":1}"), at("/n~1m", "unknown_field"));
        assert_eq!(wrong("{\"name\":\"a\",\"inner\":[{}]}"), at("/inner/0/id", "missing"));
        assert_eq!(wrong("{\"name\":\"a\",\"inner\":[{\"id\":1}]}"), at("/inner/0/id", "wrong_type"));
        assert_eq!(wrong("{\"name\":\"a\",\"inner\":[{\"id\":\"x\"}]}"), at("/inner/0/id", "malformed"));
        assert_eq!(wrong("{\"name\":\"a\",\"inner\":[{\"id\":\"\",\"x\":1}]}"), at("/inner/0/id", "malformed"));
        assert_eq!(wrong(r#"{"name":"a\u0000b"}"#), at("/name", "control_character"));
        assert_eq!(wrong(r#"{"inner":[{"resources":["\u0000"]}]}"#), at("/inner/0/resources/0", "control_character"));
        assert_eq!(wrong(r#"{"name":"a","kind":null}"#), at("/kind", "malformed"));
        let until = |until: &str| format!(r#"{{"name":"a","inner":[{{"id":"{}","until":"{until}"}}]}}"#, Uuid::nil());
        assert_eq!(wrong(until("9999-12-31T23:59:59Z")), at("/inner/0/until", "too_far"));
        assert_eq!(wrong(until("soon")), at("/inner/0/until", "malformed"));
        assert_eq!(wrong(r#"{"name":"\\u0000","x":1}"#), at("/x", "unknown_field"));
        // Also where nobody looks: what isn't named is not read, and still not followed to any depth.
        for deep in ["[".repeat(100_000), "{\"inner\":".repeat(100_000), format!("{{\"name\":{}", "[".repeat(100_000))]
        {
            let (_, code) = wrong(deep);
            assert!(["too_deep", "wrong_type", "unknown_field"].contains(&code), "{code}");
        }
    }

    #[test]
    fn a_body_says_that_it_is_json() {
        let with = |value: &'static str| HeaderMap::from_iter([(CONTENT_TYPE, value.parse().unwrap())]);
        assert!(is_json(&with("application/json"), b"{}"));
        assert!(is_json(&with("Application/JSON; charset=utf-8"), b"{}"));
        assert!(is_json(&with("application/merge-patch+json"), b"{}"));
        assert!(!is_json(&with("text/json"), b"{}"));
        assert!(!is_json(&with("application/x-www-form-urlencoded"), b""));
        assert!(is_json(&HeaderMap::new(), b""));
        assert!(!is_json(&HeaderMap::new(), b"{}"));
    }
}
