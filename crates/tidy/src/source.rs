//! Rust sources as tokens: comments and formatting don't count, strings are known as strings.

use crate::{files, read};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::str::FromStr;

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// As written; a bracket is one token.
    pub text: String,
    /// Counted from 1.
    pub line: usize,
}

impl Token {
    /// What a string literal says, without quotes; escapes stay as written.
    pub fn string(&self) -> Option<&str> {
        let inner = self.text.strip_prefix('r').unwrap_or(&self.text).trim_matches('#');
        inner.strip_prefix('"')?.strip_suffix('"')
    }
}

/// One file.
#[derive(Debug, Clone)]
pub struct Source {
    /// From the workspace.
    pub path: String,
    /// Without `#[cfg(test)]` modules.
    pub tokens: Vec<Token>,
}

impl Source {
    /// All files of the product below these folders: no tests, neither files nor modules.
    pub fn all(folders: &[&str]) -> Vec<Self> {
        let paths = folders.iter().flat_map(|folder| files(folder, ".rs"));
        let product = paths.filter(|path| !path.contains("/tests/") && !path.ends_with("/tests.rs"));
        product.map(|path| Self { tokens: tokens(&read(&path), &path), path }).collect()
    }

    /// The places, as `path:line`, where these tokens follow each other. The pattern is Rust, without unpaired brackets.
    pub fn places(&self, pattern: &str) -> Vec<String> {
        let pattern = tokens(pattern, pattern);
        let same = |window: &[Token]| window.iter().zip(&pattern).all(|(a, b)| a.text == b.text);
        let found = self.tokens.windows(pattern.len()).filter(|window| same(window));
        found.map(|window| self.place(&window[0])).collect()
    }

    /// Where a token stands, as `path:line`.
    pub fn place(&self, token: &Token) -> String {
        format!("{}:{}", self.path, token.line)
    }

    /// Every path that is named: by `use`, one for each name in braces, and in the code. Each with its place.
    pub fn paths(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            at = self.path_at(at, "", &mut found).max(at + 1);
        }
        found
    }

    /// Reads the path that begins at `at`, below `prefix`; returns the index behind it.
    fn path_at(&self, mut at: usize, prefix: &str, found: &mut Vec<(String, String)>) -> usize {
        let text = |at: usize| self.tokens.get(at).map_or("", |token| token.text.as_str());
        let mut path = prefix.to_owned();
        let begin = at;
        while text(at).starts_with(|c: char| c.is_alphabetic() || c == '_') {
            path = if path.is_empty() { text(at).to_owned() } else { format!("{path}::{}", text(at)) };
            at += 1;
            if !(text(at) == ":" && text(at + 1) == ":") {
                break;
            }
            at += 2;
            if text(at) == "{" {
                at += 1;
                while !matches!(text(at), "}" | "") {
                    at = self.path_at(at, &path, found).max(at + 1);
                }
                return at + 1;
            }
        }
        if at > begin {
            found.push((path, self.place(&self.tokens[begin])));
        }
        at
    }
}

/// The tokens of a text.
///
/// # Panics
/// Where it is not Rust.
pub fn tokens(text: &str, path: &str) -> Vec<Token> {
    let stream = TokenStream::from_str(text).unwrap_or_else(|error| panic!("{path} is not Rust: {error}"));
    let mut found = Vec::new();
    flatten(stream, &mut found);
    found
}

fn flatten(stream: TokenStream, into: &mut Vec<Token>) {
    let mut stream = stream.into_iter().peekable();
    while let Some(tree) = stream.next() {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Group(group) => {
                let test =
                    group.delimiter() == Delimiter::Bracket && group.to_string().replace(' ', "") == "[cfg(test)]";
                if test {
                    // Leave out what it stands on, up to its braces or its semicolon.
                    into.pop();
                    for tree in stream.by_ref() {
                        match tree {
                            TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => break,
                            TokenTree::Punct(punct) if punct.as_char() == ';' => break,
                            _ => {}
                        }
                    }
                    continue;
                }
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                into.push(Token { text: open.to_owned(), line });
                let end = group.span_close().start().line;
                flatten(group.stream(), into);
                into.push(Token { text: close.to_owned(), line: end });
            }
            TokenTree::Punct(punct) => into.push(Token { text: punct.as_char().to_string(), line }),
            TokenTree::Ident(ident) => into.push(Token { text: ident.to_string(), line }),
            TokenTree::Literal(literal) => into.push(Token { text: literal.to_string(), line }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source { path: "x.rs".to_owned(), tokens: tokens(text, "x.rs") }
    }

    #[test]
    fn comments_and_test_modules_are_not_seen_and_strings_are() {
        let source = source(
            "// db.write()\nfn a() { self.db\n.write(\"db . write\") }\n#[cfg(test)]\nmod tests { fn b() { db.write() } }\nfn c() {}",
        );
        assert_eq!(source.places("db.write"), ["x.rs:2"]);
        assert_eq!(source.tokens.iter().filter_map(Token::string).collect::<Vec<_>>(), ["db . write"]);
        assert_eq!(source.places("fn c"), ["x.rs:6"]);
    }

    #[test]
    fn paths_are_found_in_braces_and_in_code() {
        let source = source("use std::{fmt, io::{self, Read}, net as n};\nfn a() { std::fs::read(b) }");
        let paths: Vec<_> = source.paths().into_iter().map(|(path, _)| path).collect();
        for path in ["std::fmt", "std::io::self", "std::io::Read", "std::net", "std::fs::read"] {
            assert!(paths.iter().any(|found| found == path), "{path} in {paths:?}");
        }
    }

    #[test]
    fn raw_strings_are_strings() {
        let source = source(r####"const A: &str = r#"select "x""#;"####);
        assert_eq!(source.tokens.iter().filter_map(Token::string).collect::<Vec<_>>(), [r#"select "x""#]);
    }
}
