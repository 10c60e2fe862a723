//! `roster model check` and `roster model schema`.

use super::{
    json_schema::problems,
    process::{command, run},
};
use roster_domain::model::presets;
use serde_json::Value;
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
    fs::write(folder.path().join("model.toml"), &text).unwrap();
    let ran = run(command(folder.path(), &["model", "check", "model.toml"]));
    assert!(ran.code == 1 && ran.stderr.is_empty(), "{ran:#?}");
    assert!(ran.stdout.lines().any(|said| said.starts_with(&format!("model.toml:{line}:1: "))), "{ran:#?}");
    let digits = line.to_string().len();
    let shown = format!("\n{line} | rnak = 80\n{:digits$} | ^^^^ ", "");
    let shown = shown.replace("80", text.lines().nth(line - 1).unwrap().trim_start_matches("rnak = "));
    assert!(ran.stdout.contains(&shown), "{shown}{ran:#?}");
    let gone = run(command(folder.path(), &["model", "check", "gone.toml"]));
    assert!(gone.code == 2 && gone.stderr.starts_with("gone.toml can't be read"), "{gone:#?}");
    fs::write(folder.path().join("old.toml"), b"name = \"X\"\n# B\xfccher\n").unwrap();
    let old = run(command(folder.path(), &["model", "check", "old.toml"]));
    assert_eq!((old.code, old.stderr.trim_end()), (2, "old.toml:2: byte 0xfc isn't UTF-8; save the file as UTF-8"));
}

#[test]
fn the_printed_schema_takes_every_model_that_comes_with_roster_and_refuses_wrong_keys() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run(command(folder.path(), &["model", "schema"])).good();
    let schema: Value = serde_json::from_str(&ran.stdout).unwrap();
    let problems = |text: &str| {
        let model: Value = toml::from_str(text).unwrap();
        problems(&schema, &schema, &model, "")
    };
    assert_eq!(problems(include_str!("../../../domain/tests/everything.toml")), Vec::<String>::new());
    for preset in presets() {
        assert_eq!(problems(preset.text), Vec::<String>::new(), "{}", preset.id);
        for (right, wrong) in [
            ("\nrank = ", "\nrnak = "),
            ("\n[invitation]\n", "\n[invitations]\n"),
            ("\nkeeps_account = true", "\nkeeps_account = \"yes\""),
            ("\nleaving = [", "\nleaving = [\"vanish\", "),
            ("\nusers_page = \"", "\nusers_page = \"left_"),
            ("[[role]]\nid = \"", "[[role]]\nid = \"X-"),
            ("[[permission]]\nid = \"", "[[permission]]\nid = \"roster."),
            ("{ en = \"", "{ fr = \"\", en = \""),
        ] {
            let text = preset.text.replacen(right, wrong, 1);
            assert!(text != preset.text && !problems(&text).is_empty(), "{}: {wrong:?}", preset.id);
        }
    }
}
