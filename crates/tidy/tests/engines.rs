//! Invariant: two engines, one behaviour. Every function of the store that runs SQL is called by a conformance test, which runs
//! on both.

use roster_tidy::{
    exists, files, read,
    source::{Source, tokens},
};

const CONFORMANCE: &str = "crates/store/tests/conformance";

/// `module::function` that no conformance test calls, each with the reason.
const EXEMPT: &[(&str, &str)] = &[];

/// Every public function that takes a transaction, in a file with statements, as `module::function`.
fn functions() -> Vec<String> {
    let mut found = Vec::new();
    for source in Source::all(&["crates/store/src"]) {
        let module = source.path.trim_start_matches("crates/store/src/").trim_end_matches(".rs");
        // Files in folders are the adapter and the migrations, which have tests of their own.
        if module.contains('/') || source.places("statements!").is_empty() {
            continue;
        }
        for (at, pair) in source.tokens.windows(2).enumerate() {
            let mut signature = source.tokens[at..].iter().take_while(|token| token.text != ")");
            let runs_sql = signature.any(|token| matches!(token.text.as_str(), "ReadTx" | "WriteTx"));
            if pair[0].text == "pub" && pair[1].text == "fn" && runs_sql {
                found.push(format!("{module}::{}", source.tokens[at + 2].text));
            }
        }
    }
    found
}

#[test]
fn every_function_of_the_store_is_called_on_both_engines() {
    if !exists(CONFORMANCE) {
        return;
    }
    let mut called = String::new();
    for path in files(CONFORMANCE, ".rs") {
        for token in tokens(&read(&path), &path) {
            called.push_str(&token.text);
            called.push(' ');
        }
    }
    let functions = functions();
    assert!(functions.len() > 20, "hardly any functions: this test no longer sees what it looks for");
    let is_called = |function: &String| called.contains(&format!("{} (", function.replace("::", " : : ")));
    let is_exempt = |function: &String| EXEMPT.iter().any(|(exempt, _)| exempt == function);
    let missing: Vec<_> = functions.iter().filter(|function| !is_called(function) && !is_exempt(function)).collect();
    assert!(missing.is_empty(), "no conformance test calls {missing:?}");
    let gone: Vec<_> = EXEMPT.iter().filter(|(exempt, _)| !functions.iter().any(|it| it == exempt)).collect();
    assert!(gone.is_empty(), "exempt, but no longer there: {gone:?}");
}
