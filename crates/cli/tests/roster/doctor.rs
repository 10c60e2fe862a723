//! `roster doctor`: good installations are called good, and each fault by its name.

use super::process::{Installation, mail, run};
use roster_testkit::{postgres, smtp::SmtpServer};
use std::{fs, os::unix::fs::PermissionsExt};

#[test]
fn a_good_installation_is_called_good() {
    let Some(server) = SmtpServer::start() else { return };
    let installation = Installation::with_mail(&server);
    installation.create_account("ann@example.org", &[]);
    let mut command = installation.command(&["doctor", "--verify"]);
    command.env("ROSTER_TRUSTED_PROXIES", "127.0.0.1");
    let ran = run(command).good();
    for line in [
        "ok       address       https://roster.example.com, listening on 127.0.0.1:0",
        "ok       keys          1 in the ring, the current one is first",
        "ok       database      SQLite, roster.db answers",
        "ok       migrations    all are applied",
        "ok       accounts      1",
        "ok       audit         the logs of all accounts are whole",
        "Errors: 0. Warnings: 0.",
    ] {
        assert!(ran.stdout.contains(line), "{line}\n{}", ran.stdout);
    }
    assert!(ran.stdout.contains("ok       mail          localhost:"), "{}", ran.stdout);
    assert!(ran.stdout.contains("ok       clock         20"), "{}", ran.stdout);
}

#[test]
fn faults_are_named_with_what_to_do() {
    let Some(server) = SmtpServer::start() else { return };
    let mail = mail(&server);
    drop(server);
    let installation = Installation::new(&format!("database = \"roster.db\"\n{mail}"));
    let ran = installation.run(&["doctor"]);
    assert_eq!(ran.code, 1, "{ran:#?}");
    assert!(ran.stdout.contains("error    database      roster.db does not exist yet: `roster migrate` makes it"));
    assert!(!installation.path("roster.db").exists(), "who only looks makes nothing");
    fs::write(installation.path("roster.db"), "").unwrap();
    fs::set_permissions(installation.path("roster.db"), PermissionsExt::from_mode(0o644)).unwrap();
    fs::set_permissions(installation.path("keys"), PermissionsExt::from_mode(0o644)).unwrap();
    let zeros = format!("second:{}=\n", "A".repeat(43));
    let keys = fs::read_to_string(installation.path("keys")).unwrap();
    fs::write(installation.path("keys"), format!("{zeros}{keys}")).unwrap();
    let ran = installation.run(&["doctor"]);
    assert_eq!(ran.code, 1, "{ran:#?}");
    for line in [
        "error    keys          the key second is not random",
        "error    files         keys holds secrets, and everyone on this machine can read it: `chmod o= keys`",
        "error    files         everyone on this machine can read the database: `chmod o= roster.db`",
        "error    migrations    1 migration is still to be applied",
        "error    mail          localhost:",
    ] {
        assert!(ran.stdout.contains(line), "{line}\n{}", ran.stdout);
    }
}

#[test]
fn what_may_be_meant_so_is_a_warning() {
    let Some(server) = SmtpServer::start() else { return };
    let installation = Installation::with_mail(&server);
    let ran = installation.run(&["doctor"]).good();
    assert!(ran.stdout.contains("without trusted_proxies everybody seems to come from the proxy"), "{}", ran.stdout);
    let mut command = installation.command(&["doctor"]);
    command.env("ROSTER_LISTEN", "0.0.0.0:8080").env("ROSTER_COLOUR", "blue");
    let ran = run(command).good();
    assert!(ran.stdout.contains("warning  environment   ROSTER_COLOUR is set"), "{}", ran.stdout);
    assert!(ran.stdout.contains("warning  address       https://roster.example.com: Roster itself speaks plain http"));
    assert!(ran.stdout.contains("warning  accounts      there is none yet"), "{}", ran.stdout);
    let ran = Installation::with_mailbox().run(&["doctor"]).good();
    assert!(ran.stdout.contains("warning  mail          no mail leaves this machine"), "{}", ran.stdout);
}

#[test]
fn postgresql_is_looked_at_as_well() {
    let (Some(server), Some(databases)) = (SmtpServer::start(), postgres::postgres()) else { return };
    let database = databases.fresh_database();
    let installation = Installation::new(&format!("database = \"{database}\"\n{}", mail(&server)));
    let ran = installation.run(&["doctor"]);
    assert!(ran.code == 1 && ran.stdout.contains("ok       database      PostgreSQL answers"), "{ran:#?}");
    assert!(ran.stdout.contains("error    migrations    1 migration is still to be applied"), "{ran:#?}");
    installation.run(&["migrate"]).good();
    installation.create_account("ann@example.org", &["--mail"]);
    let ran = installation.run(&["doctor", "--verify"]).good();
    assert!(ran.stdout.contains("ok       audit         the logs of all accounts are whole"), "{ran:#?}");
    assert!(ran.stdout.contains("warning  mail queue    1 queued: none has left yet"), "{ran:#?}");
    let mut command = installation.command(&["doctor"]);
    command.env("ROSTER_DATABASE", format!("{database}_gone"));
    let ran = run(command);
    assert!(ran.code == 1 && ran.stdout.contains("error    database      "), "{ran:#?}");
}
