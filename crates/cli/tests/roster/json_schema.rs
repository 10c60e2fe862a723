//! Does a value fit a JSON Schema? As much of the language as our own schemas use; what is not known here is a failure, so
//! that nothing passes by not being looked at.

use roster_domain::model::name::check_name;
use serde_json::Value;

/// What says nothing about a value.
const WORDS: [&str; 6] = ["$schema", "title", "description", "default", "definitions", "format"];

/// Where `value` doesn't fit `schema`, a part of `root`.
pub fn problems(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let Some(schema) = schema.as_object() else {
        return if schema == &Value::Bool(false) { vec![format!("{at}: nothing may stand here")] } else { Vec::new() };
    };
    let fits = |schema: &Value| problems(root, schema, value, at).is_empty();
    let mut found = Vec::new();
    for (keyword, rule) in schema.iter().filter(|(keyword, _)| !WORDS.contains(&keyword.as_str())) {
        let rules = || rule.as_array().expect("a list of schemas");
        let good = match keyword.as_str() {
            "$ref" => {
                let name = rule.as_str().and_then(|it| it.strip_prefix('#')).expect("a reference into this schema");
                let meant = root.pointer(name).unwrap_or_else(|| panic!("{name} is not defined"));
                found.extend(problems(root, meant, value, at));
                true
            }
            "type" => match rule {
                Value::Array(types) => types.iter().any(|one| is(value, one)),
                one => is(value, one),
            },
            "const" => value == rule,
            "enum" => rules().contains(value),
            "anyOf" => rules().iter().any(fits),
            "oneOf" => rules().iter().filter(|one| fits(one)).count() == 1,
            "allOf" => rules().iter().all(fits),
            "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
            "minLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 >= rule.as_u64().unwrap()),
            "minProperties" => value.as_object().is_none_or(|table| table.len() as u64 >= rule.as_u64().unwrap()),
            "pattern" => value.as_str().is_none_or(|text| matches(rule.as_str().unwrap(), text)),
            "not" => !fits(rule),
            "propertyNames" => {
                for key in value.as_object().into_iter().flatten().map(|(key, _)| key) {
                    found.extend(problems(root, rule, &Value::from(key.as_str()), &format!("{at}/{key}")));
                }
                true
            }
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
            "required" => value
                .as_object()
                .is_none_or(|table| rules().iter().all(|key| table.contains_key(key.as_str().unwrap()))),
            "items" => {
                for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(problems(root, rule, item, &format!("{at}/{place}")));
                }
                true
            }
            "properties" => {
                for (key, item) in value.as_object().into_iter().flatten() {
                    if let Some(rule) = rule.get(key) {
                        found.extend(problems(root, rule, item, &format!("{at}/{key}")));
                    }
                }
                true
            }
            "patternProperties" => {
                for (key, item) in value.as_object().into_iter().flatten() {
                    for (_, rule) in rule.as_object().into_iter().flatten().filter(|(pattern, _)| begins(pattern, key))
                    {
                        found.extend(problems(root, rule, item, &format!("{at}/{key}")));
                    }
                }
                true
            }
            "additionalProperties" => {
                let patterns = || schema.get("patternProperties").and_then(Value::as_object).into_iter().flatten();
                let declared = |key: &str| {
                    schema.get("properties").is_some_and(|known| known.get(key).is_some())
                        || patterns().any(|(pattern, _)| begins(pattern, key))
                };
                for (key, item) in value.as_object().into_iter().flatten().filter(|(key, _)| !declared(key)) {
                    found.extend(problems(root, rule, item, &format!("{at}/{key}")));
                }
                true
            }
            other => panic!("the schema says {other:?}, which these tests don't know"),
        };
        if !good {
            found.push(format!("{at}: {value} is not {keyword} {rule}"));
        }
    }
    found
}

/// Whether a text is as a pattern says: that of ids, or how it begins.
fn matches(pattern: &str, text: &str) -> bool {
    if pattern == "^[a-z][a-z0-9_.]{0,63}$" { check_name(text).is_ok() } else { begins(pattern, text) }
}

/// Whether a key begins as a pattern says; patterns of another form aren't known here.
fn begins(pattern: &str, key: &str) -> bool {
    let front = pattern.strip_prefix('^').expect("a pattern for how a key begins").replace("\\.", ".");
    assert!(!front.contains(['\\', '*', '[', '(', '+']), "{pattern:?} is more than a beginning");
    key.starts_with(&front)
}

fn is(value: &Value, name: &Value) -> bool {
    match name.as_str().expect("the name of a type") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("there is no type {other:?}"),
    }
}
