//! `roster model plan`, `apply`, `undo` and `history`: the models of live accounts.

use super::{
    account::{OWN_MODEL, app, newcomer},
    process::{Installation, Running},
};
use roster_app::{
    Actor, Caller,
    invitations::{
        accept::accept,
        create::{Invite, Invited, create as invite},
    },
    mail::deliver,
};
use std::{
    fs,
    io::Write,
    iter,
    path::Path,
    process::{Command, Stdio},
};

const WAITER: &str = "\n[[role]]\nid = \"waiter\"\nrank = 2\n";

/// The chefs see no list of the others any more.
fn less() -> String {
    let less = OWN_MODEL.replacen("\"roster.read_members\", ", "", 1);
    assert_ne!(less, OWN_MODEL);
    less
}

fn write(installation: &Installation, name: &str, text: &str) {
    fs::write(installation.path(name), text).unwrap();
}

/// An account by this model; its id and the link for its first admin.
fn create(installation: &Installation, name: &str, model: &str) -> (String, String) {
    let arguments = ["account", "create", "--name", name, "--admin", "ann@example.org", "--model", model];
    let created = installation.run(&arguments).good().stdout;
    let link = created.lines().find(|line| line.contains("://")).unwrap().to_owned();
    let listed = installation.run(&["account", "list"]).good().stdout;
    let line = listed.lines().find(|line| line.ends_with(name)).unwrap();
    (line.split_whitespace().next().unwrap().to_owned(), link)
}

/// The first admin joins, and brings one in with another role.
async fn join(installation: &Installation, link: &str, role: Option<&str>) {
    let app = app(installation);
    let nobody = Caller::new(Actor::Anonymous, Default::default());
    let token = link.rsplit('/').next().unwrap();
    let joined = accept(&app, &nobody, token, newcomer("Ann Lee")).await.unwrap();
    if let Some(role) = role {
        let session = joined.signed_in.session;
        let actor = Actor::Person { person: session.person, session: session.session };
        let ann = Caller::new(actor, Default::default());
        let input = Invite {
            addresses: "bo@example.org".to_owned(),
            roles: vec![role.to_owned()],
            access: Vec::new(),
            permissions: Default::default(),
            message: String::new(),
            about: Default::default(),
        };
        let account = roster_app::people::me(&app, &ann).await.unwrap().accounts[0].account;
        let invited = invite(&app, &ann, account, input).await.unwrap().value;
        assert!(matches!(invited[0].outcome, Invited::Invited { .. }), "{invited:?}");
        let mails = deliver::claim(&app).await.unwrap();
        let link = mails.iter().find_map(|mail| mail.link.clone()).unwrap();
        accept(&app, &nobody, link.rsplit('/').next().unwrap(), newcomer("Bo Li")).await.unwrap();
    }
    app.db().shutdown().await;
}

#[tokio::test]
async fn f08_the_operator_plans_applies_and_takes_back() {
    let installation = Installation::with_mailbox();
    write(&installation, "kitchen.toml", OWN_MODEL);
    write(&installation, "less.toml", &less());
    let (account, link) = create(&installation, "Northwind", "kitchen.toml");
    let model = |words: &[&str]| {
        let words: Vec<&str> = [&["model"], words, &["--account", &account]].concat();
        installation.run(&words)
    };
    let planned = model(&["plan", "less.toml", "--lines", "lines.csv"]).good().stdout;
    assert!(planned.contains("1 member looked at: 0 gain, 1 lose, 1 line"), "{planned}");
    assert!(planned.contains("lose roster.read_members") && planned.contains("invited"), "{planned}");
    let lines = fs::read_to_string(installation.path("lines.csv")).unwrap();
    assert_eq!(lines.lines().count(), 2, "{lines}");
    assert!(lines.contains("ann@example.org,invited,account,,,,roster.read_members,loses"), "{lines}");
    let id = planned.lines().next().unwrap().split_once("plan ").unwrap().1.to_owned();

    // The admin comes in: what was looked at is no longer what is.
    join(&installation, &link, None).await;
    let stale = model(&["apply", "less.toml", "--plan", &id]);
    assert!(stale.code == 1 && stale.stderr.contains("Something was changed since this was planned"), "{stale:#?}");
    let history = model(&["history"]).good().stdout;
    assert_eq!(history.lines().count(), 1, "nothing was applied: {history}");

    let planned = model(&["plan", "less.toml"]).good().stdout;
    let id = planned.lines().next().unwrap().split_once("plan ").unwrap().1.to_owned();
    let applied = model(&["apply", "less.toml", "--plan", &id]).good().stdout;
    assert!(applied.ends_with("applied as version 2.\n"), "{applied}");
    let again = model(&["apply", "less.toml"]).good().stdout;
    assert!(again.ends_with("its model means the same already.\n"), "{again}");
    let history = model(&["history"]).good().stdout;
    let told: Vec<&str> = history.lines().collect();
    assert!(told[0].starts_with("2  ") && told[0].contains("the operator"), "{history}");
    assert_eq!(told[1].trim(), "role chef: permissions -roster.read_members");
    let back = model(&["undo"]).good().stdout;
    assert!(back.contains("gain roster.read_members"), "{back}");
    assert!(back.ends_with("The former model is back, as version 3.\n"), "{back}");
    let none = model(&["plan", "gone.toml"]);
    assert!(none.code == 2 && none.stderr.starts_with("gone.toml can't be read"), "{none:#?}");
    let verified = installation.run(&["audit", "verify"]).good();
    assert!(verified.stdout.contains(": whole, "), "{verified:#?}");
}

#[tokio::test]
async fn f08_and_a14_the_operator_sees_where_members_would_go_and_moves_none_of_them() {
    let installation = Installation::with_mailbox();
    write(&installation, "with.toml", &format!("{OWN_MODEL}{WAITER}"));
    write(&installation, "without.toml", OWN_MODEL);
    let (account, link) = create(&installation, "Northwind", "with.toml");
    let (other, _) = create(&installation, "Southwind", "with.toml");
    join(&installation, &link, Some("waiter")).await;
    let on = |account: &str, words: &[&str]| {
        installation.run(&[&["model", words[0], "without.toml", "--account", account], &words[1..]].concat())
    };
    let no_plan = |words: &[&str]| {
        let ran = on(&account, words);
        assert_eq!(ran.code, 1, "a plan that can't be applied is not good: {ran:#?}");
        ran.stdout
    };
    let open = no_plan(&["plan", "--lines", "lines.csv"]);
    assert!(open.contains("role \"waiter\" disappears; 1 has it. Instead: chef"), "{open}");
    let lines = fs::read_to_string(installation.path("lines.csv")).unwrap();
    assert!(lines.contains("Bo Li,active,role,,,,waiter,disappears"), "{lines}");
    assert!(open.contains("    Bo Li (in)\n"), "{open}");
    assert!(open.contains("It can't be applied so: ") && open.contains("Choose what takes its place"), "{open}");
    let chosen = no_plan(&["plan", "--choose", "role:waiter=cook"]);
    assert!(chosen.contains("; 1 get something else for what disappears"), "{chosen}");
    assert!(chosen.contains("for the account's own admins to choose, not for the operator"), "{chosen}");
    let away = no_plan(&["plan", "--choose", "role:waiter="]);
    assert!(away.contains("not for the operator"), "{away}");
    let refused = on(&account, &["apply", "--choose", "role:waiter=cook"]);
    assert!(refused.code == 1 && refused.stderr.contains("not for the operator"), "{refused:#?}");
    for (words, code, says) in [
        (vec!["--choose", "role:waiter=baker"], 1, "baker"),
        (vec!["--choose", "role:cook=chef"], 1, "does not disappear"),
        (vec!["--choose", "waiter=cook"], 2, "write role:ID"),
        (vec!["--choose", "level:recipe=x"], 2, "level:KIND:ID"),
        (vec!["--choose", "role:waiter"], 2, "then ="),
        (vec!["--choose", "role:waiter=cook", "--choose", "role:waiter="], 2, "waiter stands twice"),
    ] {
        let ran = on(&account, &[&["plan"], words.as_slice()].concat());
        assert!(ran.code == code && ran.stderr.contains(says), "{words:?}: {ran:#?}");
    }
    // Where nobody has it, nobody moves.
    on(&other, &["apply", "--choose", "role:waiter=cook"]).good();
    let history = installation.run(&["model", "history", "--account", &account]).good().stdout;
    assert_eq!(history.lines().count(), 1, "{history}");
}

#[test]
fn f08_all_accounts_that_share_a_model_get_the_next_and_a_run_that_was_cut_off_is_taken_up() {
    let installation = Installation::with_mailbox();
    write(&installation, "kitchen.toml", OWN_MODEL);
    write(&installation, "less.toml", &less());
    write(&installation, "other.toml", &format!("{OWN_MODEL}{WAITER}"));
    let accounts: Vec<String> =
        (1..=8).map(|number| create(&installation, &format!("Kitchen {number}"), "kitchen.toml").0).collect();
    let (other, _) = create(&installation, "Other", "other.toml");
    let history = |account: &str| installation.run(&["model", "history", "--account", account]).good().stdout;
    let first = history(&accounts[0]);
    let hash = first.split_whitespace().last().unwrap();

    let planned = installation.run(&["model", "plan", "less.toml", "--accounts-with", hash]).good().stdout;
    assert_eq!(planned.lines().filter(|line| line.starts_with("Account ")).count(), 8, "{planned}");
    // A hash that is cut, or nobody's, is no way to say that all is well.
    for nobodys in [&hash[..12], "0"] {
        let none = installation.run(&["model", "plan", "less.toml", "--accounts-with", nobodys]);
        assert!(none.code == 1 && none.stderr.contains("no account has this model"), "{none:#?}");
    }
    let back = installation.run(&["model", "undo", "--account", &accounts[0]]);
    assert!(back.code == 1 && back.stderr.contains("has had no other model before this one"), "{back:#?}");
    // Where nobody can be asked nothing is done unasked.
    let unasked = installation.run(&["model", "apply", "less.toml", "--accounts-with", hash]);
    let counted = "This changes what 8 members of 8 accounts may.";
    assert!(unasked.code == 2 && unasked.stderr.contains(counted) && unasked.stderr.contains("--yes"), "{unasked:#?}");
    assert!(!unasked.stdout.contains("applied"), "{unasked:#?}");
    assert_eq!(history(&accounts[0]).lines().count(), 1);

    let apply = ["model", "apply", "less.toml", "--yes", "--accounts-with", hash];
    let mut cut_off = Running::spawn(installation.command(&apply));
    cut_off.wait_for(|line| line.ends_with("applied as version 2.").then_some(()));
    cut_off.signal("KILL");
    cut_off.ended();
    let has = |account: &String| history(account).starts_with("2  ");
    let done: Vec<&String> = accounts.iter().filter(|account| has(account)).collect();
    assert!(!done.is_empty(), "what was said to be applied is");
    let rest = installation.run(&apply).good().stdout;
    for account in &accounts {
        assert!(has(account), "{account}");
        assert_eq!(rest.contains(account.as_str()), !done.contains(&account), "each once: {rest}");
    }
    assert!(!history(&other).starts_with('2'), "it had another model");
    let all = installation.run(&["model", "apply", "less.toml", "--yes", "--accounts-with", "all"]).good().stdout;
    assert_eq!(all.matches("means the same already").count(), 8, "{all}");
    assert!(history(&other).starts_with("2  "));
}

#[test]
fn f08_at_a_terminal_many_accounts_are_changed_only_once_their_number_is_typed() {
    if !Command::new("script").arg("--version").output().is_ok_and(|ran| ran.status.success()) {
        return roster_testkit::skip::missing("a terminal", "bsdutils");
    }
    let installation = Installation::with_mailbox();
    write(&installation, "kitchen.toml", OWN_MODEL);
    write(&installation, "less.toml", &less());
    let accounts = ["One", "Two"].map(|name| create(&installation, name, "kitchen.toml").0);
    let apply = installation.command(&["model", "apply", "less.toml", "--accounts-with", "all"]);
    let words: Vec<String> = iter::once(apply.get_program())
        .chain(apply.get_args())
        .map(|word| format!("'{}'", word.to_str().unwrap()))
        .collect();
    let folder = apply.get_current_dir().map_or_else(|| installation.path(""), Path::to_owned);
    let typed = |answer: &str| {
        let mut at_terminal = Command::new("script");
        at_terminal.args(["--quiet", "--return", "--command", &words.join(" "), "/dev/null"]).current_dir(&folder);
        let mut running =
            at_terminal.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        running.stdin.as_mut().unwrap().write_all(format!("{answer}\n").as_bytes()).unwrap();
        let ran = running.wait_with_output().unwrap();
        (ran.status.success(), String::from_utf8_lossy(&ran.stdout).into_owned())
    };
    let history = |account: &str| installation.run(&["model", "history", "--account", account]).good().stdout;
    let (good, said) = typed("yes");
    assert!(!good && said.contains("This changes what 2 members of 2 accounts may. Type 2 to go on:"), "{said}");
    assert!(said.contains("Nothing was changed."), "{said}");
    assert!(accounts.iter().all(|account| history(account).starts_with("1  ")));
    let (good, said) = typed("2");
    assert!(good && said.matches("applied as version 2.").count() == 2, "{said}");
    assert!(accounts.iter().all(|account| history(account).starts_with("2  ")));
}
