//! Invariant: no tenant sees another. Every table but the named global ones has `account_id` in its primary key, and every
//! statement on such a table says which account it means.

use roster_tidy::{exists, sql};
use std::collections::BTreeSet;

/// Tables that belong to no account, each with the reason.
const GLOBAL: &[(&str, &str)] = &[
    ("model_texts", "immutable, by hash; accounts pin versions"),
    ("persons", "a person is in no account"),
    ("person_emails", "sign-in addresses are one person's across all accounts"),
    ("person_credentials", "a person's"),
    ("person_links", "reset and confirmation links are a person's"),
    ("person_accounts", "by person: where they are a member; the truth is in members"),
    ("sessions", "a person's, for all their accounts"),
    ("throttles", "counted before anyone is known"),
    ("sign_in_failures", "counted before anyone is known"),
    ("sign_ins", "a person's, whatever account they go to"),
];

/// Statements that mean all accounts, each with the reason.
const OVER_ALL: &[(&str, &str)] = &[
    (
        "ACCOUNTS_FIRST",
        "whether there is but one account: where people sign themselves up then, the sign-in page says so",
    ),
    ("ACCOUNTS_PAGE", "the operator's list of accounts"),
    ("DUE_CLAIM", "takes the timed work of all accounts that is due"),
    ("MAILS_CLAIM", "takes the mails of the accounts whose turn it is"),
    ("MAILS_TURN", "which accounts have mails that are due"),
    ("DUE_NEXT", "when the timer next has work"),
    ("MAILS_NEWEST_OF_STATE", "the operator's queue"),
    ("MAILS_NEWEST", "the operator's queue, and the mailbox of the demo"),
    ("MAIL_COUNTS", "the operator's queue"),
    ("PERSON_ACCOUNT_MODELS", "the models of a person's own accounts; bound to the person"),
    ("PERSON_CLOSED_ACCOUNTS", "a person's own list of what they can bring back; bound to the person"),
    ("PERSON_ACCOUNTS", "a person's own list of where they are, before any account is chosen; bound to the person"),
];

#[test]
fn every_table_belongs_to_an_account_or_is_named() {
    if !exists("crates/store/src/migrations") {
        return;
    }
    for engine in ["sqlite", "postgres"] {
        let tables = sql::tables(engine);
        assert!(tables.contains_key("members"), "members is gone: this test no longer sees what it looks for");
        for (name, table) in &tables {
            if GLOBAL.iter().any(|(global, _)| global == name) {
                continue;
            }
            assert_eq!(table.columns.get("account_id"), Some(&true), "{engine}: {name} needs account_id not null");
            assert!(table.key.contains("account_id"), "{engine}: the primary key of {name} needs account_id");
        }
        let gone: Vec<_> = GLOBAL.iter().filter(|(name, _)| !tables.contains_key(*name)).collect();
        assert!(gone.is_empty(), "listed as global, but no longer there: {gone:?}");
    }
}

#[test]
fn every_statement_says_which_account_it_means() {
    if !exists("crates/store/src/members.rs") {
        return;
    }
    let statements = sql::statements();
    assert!(statements.len() > 20, "hardly any statements: this test no longer sees what it looks for");
    let tables = sql::tables("sqlite").into_keys();
    let tenant: BTreeSet<String> = tables.filter(|name| !GLOBAL.iter().any(|(global, _)| global == name)).collect();
    let mut wrong = Vec::new();
    for statement in &statements {
        if OVER_ALL.iter().any(|(name, _)| *name == statement.name) {
            continue;
        }
        let named = statement.tables(&tenant).len();
        if named == 0 {
            continue;
        }
        // One says which account by a parameter; each further table by the same, or by its join.
        let by_parameter = statement.text.contains("account_id = $") || statement.text.contains("(account_id,");
        let predicates =
            statement.text.matches("account_id = ").count() + statement.text.matches("(account_id,").count();
        if !by_parameter || predicates < named {
            wrong.push(format!("{} {}: {}", statement.place, statement.name, statement.text));
        }
    }
    assert!(wrong.is_empty(), "these don't bind each of their tables to one account:\n{}", wrong.join("\n"));
    let known: BTreeSet<_> = statements.iter().map(|statement| statement.name.as_str()).collect();
    let gone: Vec<_> = OVER_ALL.iter().filter(|(name, _)| !known.contains(name)).collect();
    assert!(gone.is_empty(), "listed as meaning all accounts, but no longer there: {gone:?}");
}
