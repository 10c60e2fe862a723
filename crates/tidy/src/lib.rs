//! Tests only: the invariants of the house, and that documents tell the truth.
//!
//! Each file below `tests/` holds one invariant; `ARCHITECTURE.md` names them. Here is what they share: reading the house.

pub mod manifest;
pub mod source;
pub mod sql;

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

/// The workspace's folder.
pub fn root() -> PathBuf {
    // What cargo says now, not what it said when this was compiled: build folders may be shared between checkouts.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo runs the tests");
    Path::new(&here).join("../..").canonicalize().expect("each crate lies two folders below the workspace")
}

/// The text of a file, by its path from the workspace.
///
/// # Panics
/// Where there is no such file.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All files below `folder` (a path from the workspace) whose names end in `ending`, as sorted paths from the workspace.
/// Where there is no such folder, none.
pub fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("the workspace is readable").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                // What cargo, git and npm put there is not the house.
                if !matches!(name.as_str(), "target" | ".git" | "node_modules") {
                    open.push(path);
                }
            } else if name.ends_with(ending) && name != ".git" {
                let path = path.strip_prefix(root()).expect("the walk began at the root");
                found.push(path.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

/// Whether `path` is there to be looked at. Says so aloud when it is not yet: a test that has nothing to check must not look
/// like one that has checked it.
pub fn exists(path: &str) -> bool {
    let there = root().join(path).exists();
    if !there {
        let line = format!("nothing to check yet: {path} does not exist\n");
        // Past the harness, which swallows what passing tests print. Nothing can be done when standard error is closed.
        let _ = std::io::stderr().write_all(format!("\nSKIPPED: {line}").as_bytes());
        if let Some(file) = std::env::var_os("ROSTER_SKIP_LOG") {
            let file = OpenOptions::new().create(true).append(true).open(file);
            file.and_then(|mut file| file.write_all(line.as_bytes())).expect("ROSTER_SKIP_LOG is writable");
        }
    }
    there
}
