//! Invariant: one judge. What a role may do stands in the model, so no code asks which role someone has, and no preset's name
//! stands in the code: the list of presets is made from the folder.

use roster_tidy::{
    exists, files, read,
    source::{Source, Token},
};
use std::collections::BTreeSet;

const PRESETS: &str = "crates/domain/src/presets";

/// Whether the token at `at` is compared: `== "x"`, `"x" ==`, a pattern `"x" =>` or `"x" |`, `eq("x")`, `matches!(…, "x")`.
fn is_compared(tokens: &[Token], at: usize) -> bool {
    let text = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| token.text.as_str());
    let before = |n: usize| text(at.checked_sub(n));
    let after = |n: usize| text(Some(at + n));
    let equals = |first: &str, second: &str| matches!(first, "=" | "!") && second == "=";
    equals(before(2), before(1))
        || equals(after(1), after(2))
        || (after(1) == "=" && after(2) == ">")
        || before(1) == "|"
        || after(1) == "|"
        || (before(1) == "(" && matches!(before(2), "eq" | "ne" | "contains" | "starts_with"))
        || (before(1) == "," && matches_macro(tokens, at))
}

/// Whether the token stands directly inside `matches!( … )`.
fn matches_macro(tokens: &[Token], at: usize) -> bool {
    let mut depth = 0;
    for before in (0..at).rev() {
        match tokens[before].text.as_str() {
            ")" | "]" | "}" => depth += 1,
            "(" | "[" | "{" if depth > 0 => depth -= 1,
            "(" | "[" | "{" => {
                return before >= 2 && tokens[before - 1].text == "!" && tokens[before - 2].text == "matches";
            }
            _ => {}
        }
    }
    false
}

fn presets() -> Vec<(String, toml::Table)> {
    let named = files(PRESETS, ".toml").into_iter().map(|path| {
        let name = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".toml").to_owned();
        let model = read(&path).parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        (name, model)
    });
    named.collect()
}

#[test]
fn no_role_of_a_preset_is_compared() {
    if !exists(PRESETS) {
        return;
    }
    let roles: BTreeSet<String> = presets()
        .iter()
        .flat_map(|(_, model)| model.get("role").and_then(toml::Value::as_array).cloned().unwrap_or_default())
        .filter_map(|role| role.get("id").and_then(toml::Value::as_str).map(str::to_owned))
        .collect();
    assert!(roles.len() > 1, "the presets have no roles: this test no longer sees what it looks for");
    let mut wrong = Vec::new();
    for source in Source::all(&["crates/app/src", "crates/web/src", "crates/store/src", "crates/cli/src"]) {
        for (at, token) in source.tokens.iter().enumerate() {
            let role = token.string().filter(|text| roles.contains(*text));
            if role.is_some() && is_compared(&source.tokens, at) {
                wrong.push(format!("{}: {}", source.place(token), token.text));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "ask the judge for a permission instead of comparing a role's name:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn no_preset_is_named_in_the_code() {
    if !exists(PRESETS) {
        return;
    }
    let presets = presets();
    assert!(!presets.is_empty(), "{PRESETS} is empty");
    let mut wrong = Vec::new();
    for source in Source::all(&["crates"]) {
        for token in &source.tokens {
            let Some(text) = token.string() else { continue };
            let named = presets.iter().any(|(name, _)| text == name || text.contains(&format!("{name}.toml")));
            if named && !source.path.starts_with("crates/tidy/") {
                wrong.push(format!("{}: {}", source.place(token), token.text));
            }
        }
    }
    assert!(wrong.is_empty(), "make the list of presets from the folder:\n{}", wrong.join("\n"));
}

#[test]
fn comparisons_are_recognised() {
    let compared = |code: &str| {
        let mut source = Source::all(&["crates/tidy/src"]).remove(0);
        source.tokens = roster_tidy::source::tokens(code, "a test");
        let at = source.tokens.iter().position(|token| token.string() == Some("admin")).unwrap();
        is_compared(&source.tokens, at)
    };
    for code in [
        r#"if role == "admin" {}"#,
        r#"if "admin" != role {}"#,
        r#"match role { "admin" => 1 }"#,
        r#"match role { "x" | "admin" => 1 }"#,
        r#"matches!(role, "admin")"#,
        r#"role.eq("admin")"#,
        r#"roles.contains("admin")"#,
    ] {
        assert!(compared(code), "{code}");
    }
    for code in [r#"let label = "admin";"#, r#"invite(name, "admin")"#, r#"class("admin")"#] {
        assert!(!compared(code), "{code}");
    }
}
