//! What the guide says is done as it stands there: its commands, its requests, and every piece of a model.

use super::{
    html::Html,
    process::{PROGRAM, Running, command, run},
};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn guide() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide")
}

fn page(name: &str) -> String {
    fs::read_to_string(guide().join(name)).unwrap()
}

/// The blocks of a page with these words behind the fence.
fn blocks(page: &str, words: &str) -> Vec<String> {
    let blocks = page.split(&format!("```{words}\n")).skip(1);
    blocks.map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// The model of the first hour.
fn model() -> String {
    blocks(&page("first-hour.md"), "toml file=notes.toml").remove(0)
}

/// A model without one of its tables.
fn without(model: &str, table: &str) -> String {
    let mut inside = false;
    let kept = model.lines().filter(|line| {
        if line.starts_with('[') {
            inside = line.trim() == table;
        }
        !inside
    });
    kept.map(|line| format!("{line}\n")).collect()
}

#[test]
fn every_piece_of_a_model_in_the_guide_is_good() {
    let folder = tempfile::tempdir().unwrap();
    let pieces = blocks(&page("models.md"), "toml piece");
    assert!(pieces.len() >= 9, "{pieces:?}");
    for piece in pieces {
        let tables = piece.lines().filter(|line| line.starts_with('[') && !line.starts_with("[["));
        let base = tables.fold(model(), |model, table| without(&model, table.trim()));
        fs::write(folder.path().join("model.toml"), format!("{base}{piece}")).unwrap();
        let ran = run(command(folder.path(), &["model", "check", "model.toml"]));
        assert!(ran.code == 0, "{piece}\n{}", ran.stdout);
    }
}

/// The names of all keys that the schema knows.
fn keys(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                found.extend(properties.keys().cloned());
            }
            // Labels are a list of places; a few examples say enough.
            object.iter().filter(|(name, _)| *name != "labels").for_each(|(_, value)| keys(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

#[test]
fn every_key_of_the_language_is_in_a_piece_of_the_guide() {
    let folder = tempfile::tempdir().unwrap();
    let schema = run(command(folder.path(), &["model", "schema"])).good();
    let mut known = BTreeSet::new();
    keys(&serde_json::from_str(&schema.stdout).unwrap(), &mut known);
    assert!(known.len() > 60 && known.contains("may_receive"), "{known:?}");
    let shown = blocks(&page("models.md"), "toml piece").join("\n") + &model();
    let is_shown = |key: &&String| {
        let written = [format!("{key} = "), format!("[{key}"), format!(".{key}.")];
        written.iter().any(|written| shown.contains(written.as_str()))
    };
    let missing: Vec<_> = known.iter().filter(|key| !is_shown(key)).collect();
    assert!(missing.is_empty(), "docs/guide/models.md shows no {missing:?}");
}

/// Makes the files and runs the commands of the first hour; the program that serves, and the link it printed.
fn first_hour(folder: &Path) -> (Running, String) {
    let text = page("first-hour.md");
    fs::write(folder.join("notes.toml"), model()).unwrap();
    fs::write(folder.join("roster.toml"), blocks(&text, "toml file=roster.toml").remove(0)).unwrap();
    let path = format!("{}:/usr/bin:/bin", Path::new(PROGRAM).parent().unwrap().display());
    let commands = blocks(&text, "sh").join("");
    let (serve, prepare): (Vec<&str>, Vec<&str>) = commands.lines().partition(|line| line.starts_with("roster serve"));
    let mut said = String::new();
    for line in prepare {
        let ran = Command::new("sh").arg("-c").arg(line).current_dir(folder).env("PATH", &path).output().unwrap();
        said.push_str(&String::from_utf8_lossy(&ran.stdout));
        assert!(ran.status.success(), "{line}\n{said}{}", String::from_utf8_lossy(&ran.stderr));
    }
    let link = said.split_whitespace().find(|word| word.contains("/invitations/")).expect("a link").to_owned();
    let arguments: Vec<&str> = serve[0].strip_prefix("roster ").unwrap().split(' ').collect();
    let mut serve = command(folder, &arguments);
    serve.env("ROSTER_LISTEN", "127.0.0.1:0");
    (Running::start(serve), link)
}

fn cookie(answer: &str) -> String {
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("signed in");
    cookie.split(';').next().unwrap().to_owned()
}

fn with(request: &str, header: &str) -> String {
    request.replacen("\r\n", &format!("\r\n{header}\r\n"), 1)
}

#[test]
fn the_first_hour_leads_to_an_answer_and_to_somebody_invited() {
    let folder = tempfile::tempdir().unwrap();
    let (running, link) = first_hour(folder.path());
    let join = link.split_once("/invitations/").unwrap().1;
    let newcomer = "name=Ann+Lee&password=a+lantern+under+the+old+bridge&email=you%40example.com";
    let (status, joined) = running.post(&format!("/invitations/{join}"), newcomer);
    assert_eq!(status, 303, "{joined}");
    let session = format!("Cookie: {}", cookie(&joined));
    let home = joined.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
    let account = home.split('/').nth(2).unwrap();
    let form = "label=Product&permissions=roster.check&permissions=roster.invite&permissions=roster.read_members\
                &permissions=notebook.write&permissions=notebook.read";
    let (status, made) =
        running.request(&with(&running.form(&format!("/accounts/{account}/keys/new"), form), &session));
    assert_eq!(status, 200, "{made}");
    let body = made.split_once("<!DOCTYPE").map(|(_, body)| format!("<!DOCTYPE{body}")).unwrap();
    let key = Html::read(body.trim_end_matches(|c| c != '>')).all("textarea").next().unwrap().text.clone();
    let new = running.form(&format!("/accounts/{account}/resources/notebook/new"), "name=Log");
    assert_eq!(running.request(&with(&new, &session)).0, 303);
    let first = |what: &str| {
        let head = format!("Host: x\r\nAuthorization: Bearer {key}\r\nConnection: close");
        let (_, answer) = running.request(&format!("GET /v1/accounts/{account}/{what} HTTP/1.0\r\n{head}\r\n\r\n"));
        let list: Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
        list["items"][0]["id"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    };
    let ids = [first("members"), first("resources?kind=notebook")];

    // The requests, as they stand.
    let asked = send(&running, &page("first-hour.md"), (account, &key, &ids));
    assert!(asked.contains("\"allowed\":true"), "{asked}");
    let invited = send(&running, &page("inviting.md"), (account, &key, &ids));
    assert!(invited.contains("kim@example.com"), "{invited}");
    for line in blocks(&page("audit.md"), "sh").join("").lines() {
        let arguments: Vec<&str> = line.strip_prefix("roster ").unwrap().split(' ').collect();
        run(command(folder.path(), &arguments)).good();
    }
    running.end();
}

/// Sends the request that a page shows for curl: its address, its headers and what `-d` says.
fn send(running: &Running, page: &str, (account, key, ids): (&str, &str, &[String; 2])) -> String {
    let curl = blocks(page, "sh example").remove(0).replace("$ACCOUNT", account).replace("$KEY", key);
    let headers: Vec<&str> = curl.split("-H \"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let body = curl.split("-d '").nth(1).unwrap().split('\'').next().unwrap().to_owned();
    let body = ids.iter().fold(body, |body, id| body.replacen('…', id, 1));
    let path = curl.split("http://localhost:8080").nth(1).unwrap().trim();
    let (status, answer) = running.request(&format!(
        "POST {path} HTTP/1.0\r\nHost: x\r\n{}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        headers.join("\r\n"),
        body.len()
    ));
    assert!((200..300).contains(&status), "{body}\n{answer}");
    answer
}
