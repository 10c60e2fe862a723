//! `roster account`: the link works once, and nothing but the link lets anyone in.

use super::process::{Installation, KEY};
use base64::{Engine, prelude::BASE64_STANDARD};
use roster_app::{
    App, Caller, Failure, Settings,
    clock::System,
    invitations::{
        accept::{Newcomer, accept},
        look::look,
    },
    keyring::KeyRing,
};
use roster_domain::{model::presets, refusal::Refusal};
use roster_store::{Db, db::DbConfig};
use std::{fs, sync::Arc};

/// The use-cases over the installation's database, as the server would run them.
pub fn app(installation: &Installation) -> App {
    let db = Db::open(&DbConfig::new(installation.path("roster.db").display().to_string())).unwrap();
    let keys = KeyRing::new([("first".to_owned(), BASE64_STANDARD.decode(KEY).unwrap())]).unwrap();
    App::new(db, Arc::new(System), Arc::new(System), keys, Settings::new("http://localhost:8080"))
}

/// What somebody says of themself who joins.
pub fn newcomer(name: &str) -> Newcomer {
    Newcomer {
        name: name.to_owned(),
        password: "blue-otter-lantern".to_owned(),
        email: None,
        country: Some("NO".to_owned()),
        language: "en".to_owned(),
        time_zone: "Europe/Berlin".to_owned(),
    }
}

#[test]
fn the_printed_link_opens_the_page_for_the_first_admin() {
    let installation = Installation::with_mailbox();
    let link = installation.create_account("ann@example.org", &[]);
    let path = link.strip_prefix("http://localhost:8080").unwrap();
    let running = installation.serve();
    let (status, page) = running.get(path);
    assert!(status == 200 && page.contains("Northwind") && page.contains("ann@example.org"), "{page}");
    let (status, _) = running.get(&path[..path.len() - 1]);
    assert_eq!(status, 410, "a link that was cut short");
    running.end();
}

#[tokio::test]
async fn the_first_admin_joins_with_the_printed_link_once() {
    let installation = Installation::with_mailbox();
    let link = installation.create_account("ann@example.org", &[]);
    let token = link.strip_prefix("http://localhost:8080/invitations/").unwrap();
    let (app, anonymous) = (app(&installation), Caller::new(roster_app::Actor::Anonymous, Default::default()));
    let face = look(&app, &anonymous, token).await.unwrap();
    assert_eq!((face.account.as_str(), face.email.as_str()), ("Northwind", "ann@example.org"));
    let newcomer = newcomer("Ann Lee");
    accept(&app, &anonymous, token, newcomer.clone()).await.unwrap();
    let again = accept(&app, &anonymous, token, newcomer).await;
    assert!(matches!(again, Err(Failure::Refused(Refusal::DeadLink(_)))));
    app.db().shutdown().await;
    let listed = installation.run(&["account", "list"]).good();
    assert!(listed.stdout.lines().count() == 2 && listed.stdout.contains("Northwind"), "{listed:#?}");
    let queue = installation.run(&["mail", "queue"]).good();
    assert_eq!(queue.stdout, "Mails: none yet\n", "nothing is mailed unless --mail asks for it");
    let verified = installation.run(&["audit", "verify"]).good();
    assert!(verified.stdout.ends_with(": whole, 3 events\n"), "{verified:#?}");
}

/// A small model that is none of those that come with Roster.
pub const OWN_MODEL: &str = r#"
name = "Kitchen"

[labels.en]
member = "Cook"

[membership]
default_role = "cook"
leaving = ["archive"]

[[field]]
id = "station"
kind = "choice"
choices = { grill = "Grill", pastry = "Pastry" }

[mails]
role_changed = []

[console]
users_page = "settings"
columns = ["name", "field.station", "reach.recipe"]

[[role]]
id = "chef"
rank = 9
permissions = ["*", "roster.read_members", "roster.invite", "roster.change_roles", "roster.restore_members"]
on = [{ kind = "recipe", reach = "all", permissions = ["*"] }]
keeps_account = true

[[role]]
id = "cook"
rank = 1
on = [{ kind = "recipe", reach = "granted", permissions = ["recipe.cook"] }]

[[permission]]
id = "recipe.cook"
on = "recipe"

[[resource]]
kind = "recipe"
levels = { reads = ["recipe.cook"] }
"#;

#[test]
fn every_model_that_comes_with_roster_makes_an_account() {
    let installation = Installation::with_mailbox();
    for preset in presets() {
        let arguments = ["account", "create", "--name", preset.id, "--admin", "ann@example.org", "--model", preset.id];
        installation.run(&arguments).good();
    }
    assert_eq!(installation.run(&["account", "list"]).good().stdout.lines().count(), 1 + presets().len());
}

#[test]
fn a_model_may_be_a_file_and_what_is_wrong_is_named() {
    let installation = Installation::with_mailbox();
    assert!(installation.run(&["account", "list"]).good().stdout.starts_with("There is no account yet"));
    fs::write(installation.path("good.toml"), OWN_MODEL).unwrap();
    fs::write(installation.path("bad.toml"), "name = 3").unwrap();
    let create = |name: &str, admin: &str, model: &str| {
        installation.run(&["account", "create", "--name", name, "--admin", admin, "--model", model])
    };
    create("Northwind", "ann@example.org", "good.toml").good();
    for (name, admin, model, says) in [
        ("", "ann@example.org", "good.toml", "--name: a name is one line"),
        ("Northwind", "ann.example.org", "good.toml", "--admin: "),
        ("Northwind", "ann@example.org", "bad.toml", "`roster model check bad.toml` says where and why"),
        ("Northwind", "ann@example.org", "gone", presets()[0].id),
    ] {
        let ran = create(name, admin, model);
        assert!(ran.code == 2 && ran.stderr.contains(says) && ran.stdout.is_empty(), "{ran:#?}");
    }
    assert_eq!(installation.run(&["account", "list"]).good().stdout.lines().count(), 2, "one account");
}

#[test]
fn a_log_of_an_unknown_account_is_no_log() {
    let installation = Installation::with_mailbox();
    let ran = installation.run(&["audit", "verify", "--account", "0190b5a5-0000-7000-8000-000000000000"]);
    assert!(ran.code == 2 && ran.stderr.starts_with("--account: there is no account 0190b5a5"), "{ran:#?}");
    let ran = installation.run(&["audit", "verify", "--account", "x"]);
    assert!(ran.code == 2 && ran.stderr.contains("invalid value 'x' for '--account <ID>'"), "{ran:#?}");
}

#[tokio::test]
async fn the_operator_suspends_closes_and_restores_with_a_reason_and_never_more() {
    let installation = Installation::with_mailbox();
    installation.create_account("ann@example.org", &[]);
    let listed = installation.run(&["account", "list"]).good().stdout;
    let line = listed.lines().nth(1).unwrap();
    let id = line.split_whitespace().next().unwrap().to_owned();
    assert!(listed.contains("MEMBERS") && line.contains("open") && line.ends_with("Northwind"), "{listed}");
    let run =
        |verb: &str, more: &[&str]| installation.run(&[&["account", verb, "--account", id.as_str()], more].concat());
    assert_eq!(run("suspend", &[]).code, 2, "a reason is needed");
    let ran = run("suspend", &["--reason", " "]);
    assert!(ran.code == 1 && ran.stderr.contains("reason: Please fill this in."), "{ran:#?}");
    run("suspend", &["--reason", "unpaid"]).good();
    let again = run("suspend", &["--reason", "unpaid"]);
    assert!(again.code == 1 && again.stderr.contains("not possible in its present state"), "{again:#?}");
    let closed = run("close", &["--reason", "contract over"]).good();
    assert!(closed.stdout.contains("can bring it back"), "{closed:#?}");
    let listed = installation.run(&["account", "list", "--status", "closed"]).good().stdout;
    assert!(listed.contains("closed until") && listed.contains("Northwind"), "{listed}");
    run("restore", &[]).good();
    assert!(installation.run(&["account", "list"]).good().stdout.contains("suspended"));
    run("resume", &[]).good();
    let nowhere = installation.run(&["account", "resume", "--account", "01234567-89ab-7def-8123-456789abcdef"]);
    assert_eq!(nowhere.code, 1);
    let verified = installation.run(&["audit", "verify"]).good();
    assert!(verified.stdout.ends_with(": whole, 6 events\n"), "{verified:#?}");
}

#[test]
fn a14_the_operators_way_in_needs_a_reason_and_an_end() {
    let installation = Installation::with_mailbox();
    installation.create_account("ann@example.org", &[]);
    let listed = installation.run(&["account", "list"]).good().stdout;
    let id = listed.lines().nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let run = |more: &[&str]| installation.run(&[&["account", more[0], "--account", id.as_str()], &more[1..]].concat());
    assert_eq!(run(&["support-access", "--reason", "Ticket 4711"]).code, 2, "an end is needed");
    assert_eq!(run(&["support-access", "--hours", "1"]).code, 2, "a reason is needed");
    assert_eq!(run(&["support-access", "--reason", "x", "--hours", "73"]).code, 2);
    let granted = run(&["support-access", "--reason", "Ticket 4711", "--hours", "2"]).good();
    let link = granted.stdout.lines().last().unwrap().to_owned();
    let path = link.strip_prefix("http://localhost:8080").unwrap();
    let running = installation.serve();
    let (status, page) = running.get(path);
    assert!(status == 200 && page.contains("Ticket 4711") && page.contains("Northwind"), "{page}");
    run(&["support-end"]).good();
    let (status, _) = running.get(path);
    assert_eq!(status, 410);
    running.end();
    let nobody = run(&["recover", "--make-admin", "ann@example.org", "--reason", "gone"]);
    assert!(nobody.code == 1 && nobody.stderr.contains("Nobody with this address is active"), "{nobody:#?}");
}
