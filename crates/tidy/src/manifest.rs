//! The workspace's Cargo.toml files.

use crate::{files, read};
use std::collections::{BTreeMap, BTreeSet};

/// What a crate depends on.
#[derive(Debug, Default)]
pub struct Dependencies {
    /// In the product: dependencies and build dependencies.
    pub normal: BTreeSet<String>,
    /// In tests only.
    pub dev: BTreeSet<String>,
}

/// Every crate of the workspace by the name of its folder.
pub fn crates() -> BTreeMap<String, Dependencies> {
    let manifests = files("crates", "Cargo.toml");
    manifests.iter().map(|path| (folder(path).to_owned(), dependencies(&read(path)))).collect()
}

fn folder(path: &str) -> &str {
    path.split('/').nth(1).expect("crates/NAME/Cargo.toml")
}

fn dependencies(manifest: &str) -> Dependencies {
    let manifest: toml::Table = manifest.parse().expect("cargo has read this file");
    let mut found = Dependencies::default();
    // [dependencies], and the same below [target.'…'].
    let targets =
        manifest.get("target").and_then(toml::Value::as_table).into_iter().flat_map(|targets| targets.values());
    for table in targets.filter_map(toml::Value::as_table).chain([&manifest]) {
        for (section, names) in table {
            let Some(names) = names.as_table() else { continue };
            let into = match section.as_str() {
                "dependencies" | "build-dependencies" => &mut found.normal,
                "dev-dependencies" => &mut found.dev,
                _ => continue,
            };
            // A dependency may have another name in the code than on crates.io: the latter counts.
            into.extend(names.iter().map(|(name, value)| {
                let package = value.get("package").and_then(toml::Value::as_str);
                package.unwrap_or(name).to_owned()
            }));
        }
    }
    found
}
