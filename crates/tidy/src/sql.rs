//! The SQL of the house: tables from the migrations, statements from the sources of `store`.

use crate::{files, read, source::Source};
use std::collections::{BTreeMap, BTreeSet};

/// Where the migrations of an engine lie.
pub fn migrations(engine: &str) -> Vec<String> {
    files(&format!("crates/store/src/migrations/{engine}"), ".sql")
}

/// A table as the migrations make it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns, each with whether it is `not null`.
    pub columns: BTreeMap<String, bool>,
    /// The columns of the primary key.
    pub key: BTreeSet<String>,
}

/// All tables that the migrations of an engine make, by name.
pub fn tables(engine: &str) -> BTreeMap<String, Table> {
    let mut tables = BTreeMap::new();
    for path in migrations(engine) {
        let text = without_comments(&read(&path)).to_lowercase();
        for statement in text.split(';') {
            let words = words(statement);
            if let ["create", "table", name, ..] = words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                let body = inside(statement).unwrap_or_else(|| panic!("{path}: create table {name} has no columns"));
                tables.insert(name.to_owned(), table(&body));
            }
        }
    }
    tables
}

fn table(body: &str) -> Table {
    let mut table = Table::default();
    for line in parts(body) {
        let words = words(&line);
        match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["primary", "key", ..] => {
                let columns = inside(&line).unwrap_or_default();
                table.key.extend(columns.split(',').map(|column| column.trim().to_owned()));
            }
            ["foreign" | "unique" | "check" | "constraint", ..] | [] => {}
            [column, ..] => {
                let text = words.join(" ");
                if text.contains("primary key") {
                    table.key.insert(column.to_owned());
                }
                table.columns.insert(column.to_owned(), text.contains("not null"));
            }
        }
    }
    table
}

/// A statement in the sources.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The constant's name.
    pub name: String,
    /// In lower case, with single spaces.
    pub text: String,
    /// `path:line`.
    pub place: String,
}

impl Statement {
    /// Every table (out of `known`) that it reads or writes, as often as it is named behind from, join, into or update.
    pub fn tables(&self, known: &BTreeSet<String>) -> Vec<String> {
        let mut found = Vec::new();
        let (mut expected, mut in_list) = (false, false);
        for word in words(&self.text) {
            match word.as_str() {
                "from" => (expected, in_list) = (true, true),
                "join" | "into" | "update" => (expected, in_list) = (true, false),
                "where" | "on" | "group" | "order" | "limit" | "set" | "(" | ")" => {
                    (expected, in_list) = (false, false)
                }
                // "from a, b"
                "," => expected = in_list,
                _ if expected => {
                    expected = false;
                    found.extend(Some(word).filter(|word| known.contains(word)));
                }
                _ => {}
            }
        }
        found
    }
}

/// All statements in `store`: every string that begins like one, under the constant that it belongs to.
pub fn statements() -> Vec<Statement> {
    let mut found = Vec::new();
    for source in Source::all(&["crates/store/src"]) {
        let mut name = String::new();
        for (at, token) in source.tokens.iter().enumerate() {
            if source.tokens.get(at + 1).is_some_and(|next| next.text == "=") {
                // `NAME = "…"`, and `NAME = sqlite "…", postgres "…"`.
                name.clone_from(&token.text);
            }
            let Some(text) = token.string() else { continue };
            // A line that ends in a backslash goes on behind the next line's indentation.
            let text = text.replace("\\\n", " ").replace("\\\"", "\"").to_lowercase();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if ["select ", "insert ", "update ", "delete ", "with "].iter().any(|verb| text.starts_with(verb)) {
                found.push(Statement { name: name.clone(), text, place: source.place(token) });
            }
        }
    }
    found
}

/// SQL without what stands behind `--`.
pub fn without_comments(sql: &str) -> String {
    sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The words of a statement; commas and brackets are words of their own.
pub fn words(sql: &str) -> Vec<String> {
    let spaced = sql.replace(',', " , ").replace('(', " ( ").replace(')', " ) ");
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// What stands between the first bracket and its partner.
fn inside(sql: &str) -> Option<String> {
    let begin = sql.find('(')? + 1;
    let mut depth = 1;
    for (at, c) in sql[begin..].char_indices() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if depth == 0 {
            return Some(sql[begin..begin + at].to_owned());
        }
    }
    None
}

/// The parts between the commas that are in no bracket.
fn parts(sql: &str) -> Vec<String> {
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in sql.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if c == ',' && depth == 0 {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_with_its_columns_and_its_key() {
        let table = table(
            "a blob not null,\n b text check (b in ('x', 'y')),\n primary key (a, b),\n foreign key (a) references t (a)",
        );
        assert_eq!(table.columns, BTreeMap::from([("a".to_owned(), true), ("b".to_owned(), false)]));
        assert_eq!(table.key, BTreeSet::from(["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn a_statement_names_its_tables() {
        let known = ["grants", "resources", "members"].map(str::to_owned).into();
        let text = "with x as (select 1 from grants g join resources r on true) select 1 from x, members where a in (select grants from y)";
        let statement = Statement { name: "X".to_owned(), text: text.to_owned(), place: String::new() };
        assert_eq!(statement.tables(&known), ["grants", "resources", "members"]);
    }
}
