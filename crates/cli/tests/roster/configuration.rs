//! What is refused before anything is begun, and with which exit code.

use super::process::{Installation, KEY, Running, command, mail, private, run};
use roster_testkit::{postgres, smtp::SmtpServer};
use std::{fs, io::Write};

#[test]
fn a_bad_key_is_refused_with_its_line() {
    let installation = Installation::with_mailbox();
    let text = fs::read_to_string(installation.path("roster.toml")).unwrap();
    installation.configure(&format!("{text}\n[smpt]\nhost = 3\n"));
    let ran = installation.run(&["serve"]);
    let line = text.lines().count() + 2;
    assert_eq!(ran.code, 2, "{ran:#?}");
    assert!(ran.stderr.contains(&format!("roster.toml:{line}:2: there is no smpt: did you mean smtp?")), "{ran:#?}");
    assert_eq!((ran.stderr.lines().count(), ran.stdout.as_str()), (1, ""), "{ran:#?}");
}

#[test]
fn every_key_is_listed_with_its_variable_and_what_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run(command(folder.path(), &["config"]));
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    for expected in ["smtp.security  (ROSTER_SMTP_SECURITY)\n    \"starttls\"", "public_url  (ROSTER_PUBLIC_URL)"] {
        assert!(ran.stdout.contains(expected), "{}", ran.stdout);
    }
}

#[test]
fn a_bad_variable_is_refused_by_its_name_and_a_missing_file_by_its_path() {
    let installation = Installation::with_mailbox();
    let mut command = installation.command(&["serve"]);
    command.env("ROSTER_LISTEN", "nowhere");
    let ran = run(command);
    assert_eq!(ran.code, 2, "{ran:#?}");
    assert!(ran.stderr.starts_with("ROSTER_LISTEN: "), "{ran:#?}");
    let ran = run(super::process::command(installation.folder.path(), &["serve", "--config", "gone.toml"]));
    assert!(ran.code == 2 && ran.stderr.starts_with("gone.toml: the configuration can't be read"), "{ran:#?}");
}

#[test]
fn f05_without_a_mail_server_there_is_no_start() {
    let installation = Installation::new("public_url = \"http://localhost:8080\"\ndatabase = \"roster.db\"\n");
    let ran = installation.run(&["serve"]);
    assert_eq!(ran.code, 2, "{ran:#?}");
    assert!(ran.stderr.starts_with("smtp.host is missing: without a mail server nobody can be invited"), "{ran:#?}");
    assert!(!installation.path("roster.db").exists(), "nothing was begun");
}

#[test]
fn f05_the_mailbox_is_for_this_machine_only() {
    let installation = Installation::with_mailbox();
    let mut command = installation.command(&["serve"]);
    command.env("ROSTER_LISTEN", "0.0.0.0:0");
    let ran = run(command);
    assert!(ran.code == 2 && ran.stderr.contains("it is for this machine only"), "{ran:#?}");
}

#[test]
fn what_the_command_line_lacks_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, says) in [
        (&["serve"][..], "no configuration is named: add --config FILE"),
        (&["account", "create", "--name", "X"], "--admin <EMAIL>"),
        (&["mail", "queue", "--state", "lost"], "[possible values: queued, sending, sent, refused, dropped]"),
        (&["fly"], "unrecognized subcommand 'fly'"),
    ] {
        let ran = run(command(folder.path(), arguments));
        assert!(ran.code == 2 && ran.stderr.contains(says), "{arguments:?} {ran:#?}");
    }
    let help = run(command(folder.path(), &["--help"])).good();
    assert!(help.stdout.contains("Exit codes:"), "{help:#?}");
}

#[test]
fn an_old_schema_is_not_served_but_migrated_when_asked() {
    let Some(server) = SmtpServer::start() else { return };
    let mail = mail(&server);
    let mut databases = vec!["roster.db".to_owned()];
    databases.extend(postgres::postgres().map(|server| server.fresh_database()));
    for database in databases {
        let installation = Installation::new(&format!("database = \"{database}\"\n{mail}"));
        let ran = installation.run(&["serve"]);
        assert_eq!(ran.code, 1, "{ran:#?}");
        assert!(ran.stderr.contains("still to be applied: make a backup, then run `roster migrate`"), "{ran:#?}");
        let check = installation.run(&["migrate", "--check"]);
        assert!(check.code == 1 && check.stdout.starts_with("to be applied: V0001__"), "{check:#?}");
        let ran = installation.run(&["migrate"]).good();
        assert!(ran.stdout.starts_with("applied: V0001__"), "{ran:#?}");
        let check = installation.run(&["migrate", "--check"]).good();
        assert_eq!(check.stdout, "The database is up to date.\n");
        let running = installation.serve();
        assert_eq!(running.get("/readyz").0, 200);
        running.end();
    }
    let installation = Installation::new(&format!("database = \"roster.db\"\n{mail}"));
    let running = Running::start(installation.command(&["serve", "--migrate"]));
    assert_eq!(running.get("/readyz").0, 200);
    running.end();
}

#[test]
fn what_keeps_it_from_starting_is_said_with_what_to_do() {
    let installation = Installation::with_mailbox();
    let running = installation.serve();
    let mut command = installation.command(&["serve"]);
    command.env("ROSTER_LISTEN", &running.address);
    let ran = run(command);
    assert_eq!(ran.code, 1, "{ran:#?}");
    assert!(ran.stderr.contains(&format!("can't listen on {}: another program listens there", running.address)));
    running.end();
    let mut command = installation.command(&["serve"]);
    command.env("ROSTER_DATABASE", "gone/roster.db");
    let ran = run(command);
    assert!(ran.code == 1 && ran.stderr.contains("gone/roster.db can't be opened"), "{ran:#?}");
    let mut command = installation.command(&["serve"]);
    command.env("ROSTER_DATABASE", "postgres://roster:hunter2@127.0.0.1:1/roster");
    let ran = run(command);
    assert!(ran.code == 1 && ran.stderr.contains("Check that PostgreSQL runs"), "{ran:#?}");
    assert!(!ran.stderr.contains("hunter2"), "{ran:#?}");
}

#[test]
fn secrets_are_not_logged() {
    let installation = Installation::with_mailbox();
    let text = fs::read_to_string(installation.path("roster.toml")).unwrap();
    installation.configure(&format!("{text}\nlog = {{ level = \"trace\", format = \"json\" }}\n"));
    let key = fs::read_to_string(installation.path("keys")).unwrap();
    let link = installation.create_account("ann@example.org", &["--mail"]);
    let token = link.rsplit('/').next().unwrap();
    let mut running = Running::spawn(installation.command(&["serve"]));
    running.address = running.wait_for(|line| {
        let (_, rest) = line.split_once("\"address\":\"")?;
        Some(rest.split('"').next().unwrap_or_default().to_owned())
    });
    running.get(&format!("/invitations/{token}"));
    running.post("/sign-in", "email=ann%40example.org&password=correct-horse-battery-staple");
    let said = running.end();
    for secret in [token, "correct-horse-battery-staple", key.trim().split(':').nth(1).unwrap()] {
        assert!(!said.contains(secret), "{secret} stands in the log:\n{said}");
    }
}

#[test]
fn a_key_ring_may_stand_in_the_file_itself() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "public_url = \"http://localhost:1\"\ndatabase = \"x.db\"\nmailbox.enabled = true\n[[keys]]\nid = \"a\"\nsecret = \"{}\"\n",
        KEY
    );
    private(&folder.path().join("roster.toml")).write_all(text.as_bytes()).unwrap();
    run(command(folder.path(), &["migrate", "--config", "roster.toml"])).good();
    let ran = run(command(folder.path(), &["doctor", "--config", "roster.toml"])).good();
    assert!(ran.stdout.contains("the current one is a"), "{ran:#?}");
}
