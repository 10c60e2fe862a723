//! What the console does, the API does, too (F06): whatever use-case that changes something a page calls, a handler of the API calls.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Use-cases that pages name for what they show, and never call; and which columns of a page somebody likes to see.
const ONLY_SHOWN: [&str; 2] = ["mail::deliver", "members::columns"];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found
}

fn folder(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(of)
}

/// The modules of the app that change something when they are asked to, with what can be called there.
fn changing() -> Vec<(String, Vec<String>)> {
    let app = folder("../app/src");
    let mut modules = Vec::new();
    for file in files(&app) {
        let text = fs::read_to_string(&file).unwrap();
        let calls = text.split("pub async fn ").skip(1).filter_map(|rest| {
            let (name, parameters) = rest.split_once('(')?;
            parameters.trim_start().starts_with("app: &App").then(|| name.to_owned())
        });
        let calls: Vec<String> = calls.collect();
        if calls.is_empty() || ![".change(", ".housekeep("].iter().any(|call| text.contains(call)) {
            continue;
        }
        let path = file.strip_prefix(&app).unwrap().with_extension("");
        let names: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        modules.push((names.join("::"), calls));
    }
    modules
}

/// Every path of the app that some code imports, written out.
fn imported(from: &str) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for file in files(&folder(from)) {
        let text = fs::read_to_string(file).unwrap();
        for tree in text.split("use roster_app::").skip(1) {
            let tree: String = tree.split(';').next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
            spread("", &tree, &mut paths);
        }
        for path in text.split("roster_app::").skip(1) {
            paths.insert(path.split(|c: char| !c.is_alphanumeric() && !"_:".contains(c)).next().unwrap().to_owned());
        }
    }
    paths
}

/// `a::{b, c::{self, d}}` as `a::b`, `a::c`, `a::c::d`.
fn spread(before: &str, tree: &str, paths: &mut BTreeSet<String>) {
    let (mut depth, mut from) = (0, 0);
    let ends = tree.char_indices().filter(|(_, c)| "{},".contains(*c)).chain([(tree.len(), ',')]);
    for (at, c) in ends {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ if depth == 0 => {
                one(before, tree[from..at].trim(), paths);
                from = at + 1;
            }
            _ => {}
        }
    }
}

fn one(before: &str, part: &str, paths: &mut BTreeSet<String>) {
    match part.split_once('{') {
        Some((under, rest)) => spread(&format!("{before}{}", under.trim()), rest.trim_end_matches('}'), paths),
        None => {
            let name = part.split(" as ").next().unwrap_or_default().trim();
            let path = format!("{before}{name}");
            paths.insert(path.trim_end_matches("::self").to_owned());
        }
    }
}

fn calls(paths: &BTreeSet<String>, module: &str, names: &[String]) -> bool {
    let inside = format!("{module}::");
    let beside = |name: &String| match module.rsplit_once("::") {
        Some((above, _)) => paths.contains(&format!("{above}::{name}")) || paths.contains(above),
        None => paths.contains(name),
    };
    paths.iter().any(|path| path == module || path.starts_with(&inside)) || names.iter().any(beside)
}

#[test]
fn f06_whatever_a_page_changes_the_api_changes_too() {
    let (console, api) = (imported("src/console"), imported("src/api"));
    let changing = changing();
    let shown: Vec<_> = changing.iter().filter(|(module, names)| calls(&console, module, names)).collect();
    assert!(changing.len() > 50 && shown.len() > 40, "hardly any was found: {shown:?}");
    for (module, names) in shown {
        let exempt = ONLY_SHOWN.contains(&module.as_str());
        assert!(exempt || calls(&api, module, names), "a page calls {module} and the API doesn't");
    }
}
