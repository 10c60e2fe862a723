//! `roster model check`.

use super::process::{command, run};
use roster_domain::model::presets;
use std::fs;

#[test]
fn every_model_that_comes_with_roster_is_good() {
    let folder = tempfile::tempdir().unwrap();
    for preset in presets() {
        fs::write(folder.path().join("model.toml"), preset.text).unwrap();
        let ran = run(command(folder.path(), &["model", "check", "model.toml"])).good();
        assert!(ran.stdout.starts_with("model.toml is a good model: "), "{ran:#?}");
    }
}

#[test]
fn what_is_wrong_is_said_with_line_and_column_and_what_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let text = presets()[0].text.replacen("rank = ", "rnak = ", 1);
    let line = text.lines().position(|line| line.contains("rnak")).unwrap() + 1;
    fs::write(folder.path().join("model.toml"), text).unwrap();
    let ran = run(command(folder.path(), &["model", "check", "model.toml"]));
    assert!(ran.code == 1 && ran.stderr.is_empty(), "{ran:#?}");
    assert!(ran.stdout.lines().any(|said| said.starts_with(&format!("model.toml:{line}:1: "))), "{ran:#?}");
    assert!(ran.stdout.contains("\n    rnak"), "{ran:#?}");
    let gone = run(command(folder.path(), &["model", "check", "gone.toml"]));
    assert!(gone.code == 2 && gone.stderr.starts_with("gone.toml can't be read"), "{gone:#?}");
}
