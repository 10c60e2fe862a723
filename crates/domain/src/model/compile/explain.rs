//! What the TOML reader found, said to the one who writes a model.

use super::{Problems, name_or_all};
use crate::model::name::{nearest, one_of};
use std::ops::Range;

/// What stands as `[[name]]`, as often as there are such things.
const REPEATED: [&str; 6] = ["application", "permission", "role", "resource", "field", "account_field"];
/// What stands as `[name]`, among the keys that a model must have.
const TABLES: [&str; 1] = ["membership"];
/// How the reader shows a date where it looks for something else.
const DATE: &str = "$__toml_private_datetime";

/// Adds what is wrong with the shape of the text.
pub(super) fn explain(text: &str, error: &toml::de::Error, problems: &mut Problems<'_>) {
    let span = error.span().unwrap_or(0..0);
    let message = error.message().trim();
    let (wrong, instead) = header(text, &span, message).unwrap_or_else(|| value(message, &mut problems.patience));
    problems.add(span, wrong, instead);
}

/// `[role]` for `[[role]]`, and `[role.x]` before any `[[role]]`: the reader calls both a duplicate, or a map.
fn header(text: &str, span: &Range<usize>, message: &str) -> Option<(String, String)> {
    let line_start = text.get(..span.start)?.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(line_start..)?.lines().next()?.trim_start();
    let named = line.trim_start_matches('[').trim_start();
    let name = *REPEATED
        .iter()
        .find(|name| named.strip_prefix(**name).is_some_and(|rest| rest.trim_start().starts_with([']', '.'])))?;
    let repeated = line.starts_with("[[");
    if !line.starts_with('[') || !(message.starts_with("duplicate key") || message.contains("map, expected a sequence"))
    {
        return None;
    }
    if repeated {
        let wrong = format!("a [{name}] or [{name}.…] stands before the first [[{name}]]");
        let instead =
            format!("write [[{name}]] for each, and what begins with [{name}. below the one that it belongs to");
        return Some((wrong, instead));
    }
    let inner = named[name.len()..].trim_start().starts_with('.');
    let wrong = if inner {
        format!("there is no [[{name}]] above that this could belong to")
    } else {
        format!("there can be more than one {name}, and [{name}] would be the only one")
    };
    Some((wrong, format!("write [[{name}]]{}", if inner { " first" } else { "" })))
}

fn value(message: &str, patience: &mut usize) -> (String, String) {
    if message.contains(DATE) {
        return ("a date or a time can't stand here".to_owned(), "write it in quotes if it is a text".to_owned());
    }
    let (wrong, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    let quoted = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let (name, known) = (quoted(wrong).into_iter().next().unwrap_or_default(), quoted(expected));
    let instead = if wrong.starts_with("missing field") && TABLES.contains(&name.as_str()) {
        format!("add a table [{name}]")
    } else if wrong.starts_with("missing field") {
        format!("add \"{name} = …\"")
    } else if wrong.starts_with("unknown field") {
        match nearest(&name, known.iter().map(String::as_str), patience) {
            Some(near) => format!("write {near:?}"),
            None if known.is_empty() => "leave it out: no key can stand here".to_owned(),
            None => format!("leave it out, or write {}", one_of(&known)),
        }
    } else if wrong.starts_with("unknown variant") {
        format!("write {}", name_or_all(&name, &known, patience))
    } else if expected.is_empty() {
        "correct it as TOML wants it (https://toml.io)".to_owned()
    } else {
        format!("write {}", in_words(expected))
    };
    (wrong.to_owned(), instead)
}

/// What the reader expects, in words of the one who writes.
fn in_words(expected: &str) -> &str {
    match expected {
        "u16" => "a whole number from 0 to 65535",
        "u8" => "a small whole number, such as 2",
        "a sequence" => "a list, in [ and ]",
        "a boolean" => "true or false",
        "a string" => "a text in quotes",
        "a map" => "a table",
        _ if expected.starts_with("struct ") => "a table with keys and values",
        _ => expected,
    }
}
