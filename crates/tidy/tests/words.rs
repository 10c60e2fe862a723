//! Invariant: what is committed is finished, and tells nothing about the machine it was written on.

use roster_tidy::files;
use std::fs;

/// Cut in two, so that this file does not find itself. The second column says what to do instead.
const UNWANTED: &[(&str, &str, &str)] = &[
    ("TO", "DO", "finish it, or write an issue"),
    ("FIX", "ME", "finish it, or write an issue"),
    ("unimple", "mented!", "finish it"),
    ("/wo", "rk/", "a path of one machine"),
    ("/ro", "ot/", "a path of one machine"),
    ("/ho", "me/", "a path of one machine"),
    ("index.cra", "tes.io", "the registry is the reader's choice"),
    ("registry.np", "mjs", "the registry is the reader's choice"),
    ("[source.cra", "tes", "the registry is the reader's choice"),
    ("replace-w", "ith", "the registry is the reader's choice"),
];

/// Made by cargo.
const EXEMPT: &[&str] = &["Cargo.lock"];

#[test]
fn nothing_unfinished_and_nothing_of_one_machine() {
    let mut wrong = Vec::new();
    for path in files("", "").iter().filter(|path| !EXEMPT.contains(&path.as_str())) {
        // What is not text (pictures, fonts) says nothing.
        let Ok(text) = fs::read_to_string(roster_tidy::root().join(path)) else { continue };
        for (number, line) in text.lines().enumerate() {
            for (front, back, instead) in UNWANTED {
                if line.contains(&format!("{front}{back}")) {
                    wrong.push(format!("{path}:{}: {front}{back}: {instead}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
