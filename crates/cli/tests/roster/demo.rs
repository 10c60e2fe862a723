//! `roster demo`: the first thing anyone sees.

use super::process::{Running, command, run};
use roster_domain::model::presets;
use std::{path::Path, sync::mpsc::channel, thread, time::Duration};

/// A debug build on a machine that compiles beside it may take longer than people should wait.
const SOON: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 1 });

fn demo(folder: &Path, more: &[&str]) -> Running {
    Running::start(command(folder, &[&["demo", "--listen", "127.0.0.1:0", "--dir", "data"], more].concat()))
}

/// The printed addresses to sign in with.
fn sign_ins(running: &mut Running) -> Vec<String> {
    let mut found = Vec::new();
    running.wait_for(|line| line.contains("Ctrl-C ends").then_some(()));
    for line in &running.said {
        found.extend(line.split_whitespace().find(|word| word.contains("@example.")).map(str::to_owned));
    }
    found
}

fn sign_in(running: &Running, email: &str) -> (u16, String) {
    let email = email.replace('@', "%40");
    running.post("/sign-in", &format!("email={email}&password=blue-otter-lantern"))
}

#[test]
fn the_printed_people_can_sign_in_and_the_second_start_keeps_them_and_answers_soon() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = demo(folder.path(), &[]);
    let people = sign_ins(&mut running);
    let roles: usize = presets().iter().map(|preset| preset.compile().unwrap().roles().len()).sum();
    assert!(people.len() >= presets().len() * 2 && people.len() <= roles, "{people:?}");
    assert!(running.said.iter().any(|line| line.contains("The data is new")), "{:?}", running.said);
    for person in &people {
        let (status, text) = sign_in(&running, person);
        assert!(status == 303 && text.contains("set-cookie: "), "{person}: {text}");
    }
    let mailbox = running.said.iter().find_map(|line| line.strip_prefix("Mailbox   ")).unwrap().to_owned();
    let (status, text) = running.get(mailbox.strip_prefix(&format!("http://{}", running.address)).unwrap());
    assert!(status == 200 && text.contains("@example."), "{text}");
    let (status, text) = sign_in(&running, "nobody@example.com");
    assert!(status != 303 && !text.contains("set-cookie: "), "{text}");
    running.end();

    let (sender, receiver) = channel();
    let path = folder.path().to_owned();
    thread::spawn(move || {
        let running = demo(&path, &[]);
        let status = running.get("/").0;
        let _ = sender.send((running, status));
    });
    let (mut running, status) = receiver.recv_timeout(SOON).expect("the first page comes soon");
    assert!(status == 200 || status == 303, "{status}");
    assert_eq!(sign_ins(&mut running), people);
    assert!(running.said.iter().any(|line| line.contains("as you left it")), "{:?}", running.said);
    assert_eq!(sign_in(&running, &people[0]).0, 303);

    let second = run(command(folder.path(), &["demo", "--listen", "127.0.0.1:0", "--dir", "data"]));
    assert!(second.code == 1 && second.stderr.starts_with("another demo uses data"), "{second:#?}");
    running.end();

    let mut running = demo(folder.path(), &["--fresh"]);
    assert_eq!(sign_ins(&mut running), people, "the same every time");
    assert!(running.said.iter().any(|line| line.contains("The data is new")), "{:?}", running.said);
    running.end();
}

#[test]
fn what_was_not_filled_to_the_end_is_filled_anew() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::write(data.join("roster.db"), "half a database").unwrap();
    std::fs::write(data.join("notes.txt"), "mine").unwrap();
    let mut running = demo(folder.path(), &[]);
    assert!(!sign_ins(&mut running).is_empty());
    running.end();
    assert_eq!(std::fs::read_to_string(data.join("notes.txt")).unwrap(), "mine");
}

#[test]
fn it_is_for_this_machine_only() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run(command(folder.path(), &["demo", "--listen", "0.0.0.0:0"]));
    assert!(
        ran.code == 2 && ran.stderr.starts_with("--listen: ") && ran.stderr.contains("this machine only"),
        "{ran:#?}"
    );
    assert!(!folder.path().join("roster-demo").exists());
}
