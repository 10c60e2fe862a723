//! The guide, word for word: every command in `docs/guide` is run as it stands there, and what it prints is compared with what the
//! page says.

use super::process::PROGRAM;
use roster_testkit::{port::free_port, skip};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The address that the pages speak of.
const ADDRESS: &str = "127.0.0.1:8080";
/// Stands in the output before that of a block.
const MARK: &str = "@@ block ";

/// A fenced block of a page.
struct Block {
    /// The words behind the fence: `sh`, `sh serve`, `text`, `toml roster.toml`.
    words: String,
    text: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide")
}

fn page(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

fn blocks(page: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(words) = line.strip_prefix("```") {
            let text: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
            found.push(Block { words: words.to_owned(), text: text.join("\n") });
        }
    }
    found
}

/// What the commands of a page shall print, in the order of the commands.
fn expected(blocks: &[Block]) -> Vec<Option<&str>> {
    let after = |place: usize| blocks.get(place + 1).filter(|next| next.words == "text").map(|next| next.text.as_str());
    blocks.iter().enumerate().filter(|(_, block)| block.words == "sh").map(|(place, _)| after(place)).collect()
}

/// The pages' commands as one script; a mark tells the output of each block.
fn script(blocks: &[Block]) -> String {
    let mut script = String::from("set -euo pipefail\nexec 2>&1\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n");
    for block in blocks {
        match block.words.as_str() {
            "sh" => script += &format!("echo '{MARK}'\n{}\n", block.text),
            "sh serve" => {
                script += &format!("{} > serve.log 2>&1 &\n", block.text);
                script +=
                    &format!("until curl -fsS -o /dev/null http://{ADDRESS}/readyz 2>/dev/null; do sleep 0.1; done\n");
            }
            _ => {}
        }
    }
    script
}

/// Whether `said` is `expected`, in which `…` stands for anything.
fn is(said: &str, expected: &str) -> bool {
    let mut pieces = expected.trim_end().split('…');
    let Some(mut rest) = said.trim_end().strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let pieces: Vec<_> = pieces.collect();
    let Some((last, between)) = pieces.split_last() else { return rest.is_empty() };
    for piece in between {
        let Some((_, behind)) = rest.split_once(piece) else { return false };
        rest = behind;
    }
    rest.ends_with(last)
}

/// Does all that the pages say, one after the other, in an empty folder.
fn follow(pages: &[&str]) {
    if skip::asked("the guide's commands", "ROSTER_SKIP_GUIDE") {
        return;
    }
    for program in ["curl", "jq", "openssl"] {
        if Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
            return skip::missing(program, &format!("apt-get install {program}"));
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let blocks: Vec<_> = pages.iter().flat_map(|name| blocks(&page(name))).collect();
    let address = format!("127.0.0.1:{}", free_port());
    for block in &blocks {
        if let Some(file) = block.words.strip_prefix("toml ") {
            let path = folder.path().join(file);
            let before = fs::read_to_string(&path).unwrap_or_default();
            fs::write(path, format!("{before}{}\n\n", block.text.replace(ADDRESS, &address))).unwrap();
        }
    }
    let mut command = Command::new("bash");
    command.arg("-c").arg(script(&blocks).replace(ADDRESS, &address)).current_dir(folder.path()).env_clear();
    let programs = Path::new(PROGRAM).parent().unwrap().display();
    let path = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("{programs}:{path}")).env("HOME", folder.path()).stdin(Stdio::null());
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).replace(&address, ADDRESS);
    assert!(output.status.success(), "{pages:?} ended in the middle:\n{said}");
    let said: Vec<_> = said.split(MARK).skip(1).map(|part| part.strip_prefix('\n').unwrap_or(part)).collect();
    let expected = expected(&blocks);
    assert_eq!(said.len(), expected.len(), "{pages:?}");
    for (said, expected) in said.iter().zip(expected) {
        if let Some(expected) = expected {
            assert!(is(said, expected), "{pages:?} say\n{expected}\nand it is\n{said}");
        }
    }
}

#[test]
fn the_first_hour_ends_with_somebody_who_accepted() {
    follow(&["first-hour.md"]);
}

#[test]
fn a_model_is_written_as_the_guide_says() {
    follow(&["writing-a-model.md"]);
}

#[test]
fn inviting_is_as_the_guide_says() {
    follow(&["first-hour.md", "inviting.md"]);
}

#[test]
fn access_is_as_the_guide_says() {
    follow(&["first-hour.md", "access.md"]);
}

#[test]
fn the_lifecycle_is_as_the_guide_says() {
    follow(&["first-hour.md", "lifecycle.md"]);
}

#[test]
fn the_audit_log_is_as_the_guide_says() {
    follow(&["first-hour.md", "audit.md"]);
}

#[test]
fn f08_the_rules_are_changed_as_the_guide_says() {
    follow(&["first-hour.md", "changing-the-model.md"]);
}

#[test]
fn each_shape_has_its_model_as_the_guide_says() {
    follow(&["first-hour.md", "coming-from.md"]);
}

/// Whoever adds a page adds it to the list, and to a test above.
#[test]
fn the_guide_lists_its_pages() {
    let index = page("README.md");
    for file in fs::read_dir(folder()).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(name == "README.md" || index.contains(&format!("({name})")), "{name} is not in the guide's list");
    }
}

/// Every key that the language has is spoken of.
#[test]
fn the_guide_speaks_of_every_key_of_a_model() {
    let output = Command::new(PROGRAM).args(["model", "schema"]).output().unwrap();
    let schema: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut keys = Vec::new();
    collect(&schema, &mut keys);
    let guide = page("writing-a-model.md");
    let words: Vec<_> = guide.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
    let said = |key: &String| words.contains(&key.as_str()) || guide.contains(&format!("`{key}`"));
    let missing: Vec<_> = keys.into_iter().filter(|key| !said(key)).collect();
    assert!(missing.is_empty(), "the guide says nothing of {missing:?}");
}

/// The names of all properties in a schema.
fn collect(schema: &serde_json::Value, keys: &mut Vec<String>) {
    match schema {
        serde_json::Value::Object(object) => {
            for (name, value) in object {
                if let (true, Some(properties)) = (name == "properties", value.as_object()) {
                    keys.extend(properties.keys().cloned());
                }
                collect(value, keys);
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, keys)),
        _ => {}
    }
}

#[test]
fn what_differs_is_skipped_and_nothing_else() {
    assert!(is("a 1 b\n", "a … b") && is("x\ny\nz", "x\n…\nz") && is("all", "…"));
    assert!(!is("a 1 c", "a … b") && !is("a b c", "a b") && !is("", "a"));
}
