//! How SQLite goes about the statements: none reads a whole table, or a whole account, but the named ones.
//!
//! PostgreSQL plans by what it finds in the tables; what SQLite knows of their sizes stands in the first migration.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod support;

use roster_store::{Engine, db::all_statements};
use rusqlite::Connection;
use std::collections::BTreeSet;
use support::{Scratch, sqlite};

/// Statements that read a whole table, each with the reason.
const WHOLE_TABLE: &[(&str, &str)] = &[
    ("MAILS_NEWEST", "the demo's mailbox and the operator at the command line, now and then"),
    ("MAIL_COUNTS", "the operator at the command line, from an index alone"),
    ("PERSON_LINKS_PURGE", "once in a while; an index by time would cost at each request for a link"),
    ("SESSIONS_PURGE", "once in a while; an index by time would cost whenever a session is seen"),
    ("SIGN_IN_FAILURES_PURGE", "once in a while; an index by time would cost at each try"),
    ("THROTTLES_PURGE", "once in a while; an index by time would cost at each try"),
];

/// Why the purge reads what it deletes.
const PURGED: &str = "a chunk of what is left of a purged account, up to a limit";

/// Statements that read all rows an account has in a table, each with the reason.
const WHOLE_ACCOUNT: &[(&str, &str)] = &[
    ("PURGE_ACCESS_REQUESTS", PURGED),
    ("PURGE_ADDRESS_PROPOSALS", PURGED),
    ("PURGE_LOST_ACCESS", PURGED),
    ("PURGE_MODEL_MAILS", PURGED),
    ("PURGE_MODEL_MOVES", PURGED),
    ("PURGE_PRESENCE", PURGED),
    ("PURGE_TRANSFERS", PURGED),
    ("PURGE_ACTING_SESSIONS", PURGED),
    ("PURGE_API_KEYS", PURGED),
    ("PURGE_CREDIT_ENTRIES", PURGED),
    ("PURGE_CREDIT_HOLDS", PURGED),
    ("PURGE_CREDIT_LOTS", PURGED),
    ("PURGE_DENIALS", PURGED),
    ("PURGE_DUE", PURGED),
    ("PURGE_EVENT_DETAILS", PURGED),
    ("PURGE_GRANTS", PURGED),
    ("PURGE_IDEMPOTENCY", PURGED),
    ("PURGE_INVITATIONS", PURGED),
    ("PURGE_JOBS", PURGED),
    ("PURGE_JOB_ITEMS", PURGED),
    ("PURGE_LIST_COLUMNS", PURGED),
    ("PURGE_MEMBERS", PURGED),
    ("PURGE_MERGE_OFFERS", PURGED),
    ("PURGE_MEMBER_EXTRAS", PURGED),
    ("PURGE_MEMBER_MASKS", PURGED),
    ("PURGE_MEMBER_ROLES", PURGED),
    ("PURGE_OUTBOX", PURGED),
    ("PURGE_QUOTATIONS", PURGED),
    ("PURGE_RESOURCES", PURGED),
    ("PURGE_RESOURCES_UNTIE", PURGED),
    ("PURGE_RESOURCE_ATTRIBUTES", PURGED),
    ("PURGE_RESOURCE_PATHS", PURGED),
    ("PURGE_SIGN_UPS", PURGED),
    ("PURGE_SILENCES", PURGED),
    ("PURGE_SUPPORT_ACCESSES", PURGED),
    ("PURGE_UNDO", PURGED),
    ("ACTING_END_OF_MEMBER", "those that go on are few, and have an index of their own"),
    ("CREDIT_NEWEST", "the newest alone, from the end of the key"),
    ("DENIALS_FORGET", "a day's counts"),
    ("DUE_PUT_OFF", "once, when an account closes: all that is due in it waits"),
    ("DUE_TAKE_UP", "once, when it is open again"),
    ("KEYS_COUNT_OF_MEMBER", "an account has few keys"),
    ("KEYS_OF_ACCOUNT_BY", "an account has few keys"),
    ("KEYS_GOOD", "an account has few keys; once, before it is merged"),
    ("KEYS_GOOD_COUNT", "an account has few keys; once, before it is merged"),
    ("KEYS_REVOKE_ALL", "once, when it is merged"),
    ("KEYS_REVOKE_OF_MEMBER", "an account has few keys"),
    ("MAILS_FORGET", "once in a while, of the installation's own mails"),
    ("MEMBERS_COUNT", "all are counted, from an index alone"),
    ("MODEL_MAILS_NEWEST", "few models wait to be told of, and the newest are at the end of the key"),
    ("MODEL_MOVES_FORGET", "few models wait to be told of, and the oldest is at the beginning of the key"),
    ("TRANSFERS_CLOSE_OF_MEMBER", "those that are open are few, and have an index of their own"),
    ("TRANSFERS_OPEN_OF_MEMBER", "roles are handed over once in a while"),
    ("UNDO_OLDEST", "the first in its index, and a day's changes at most"),
    ("SUPPORT_END_ALL", "an account has few looks of the operator"),
    ("SUPPORT_LIVE", "an account has few looks of the operator"),
    ("RESOURCES_ALL", "all are listed, up to a limit"),
];

/// What statements make for themselves on the way: rows they found already.
const OWN_RESULTS: [&str; 10] =
    ["(subquery-2)", "concerned", "done", "in_their_name", "joining", "moments", "n", "reach", "reached", "t"];

/// Tables with one row, or a handful, for each account.
const ONE_ROW: [&str; 9] = [
    "accounts",
    "merged_accounts",
    "a",
    "am",
    "account_compliance",
    "account_details",
    "account_heads",
    "account_models",
    "newest",
];

fn opened() -> (Connection, Scratch) {
    let scratch = sqlite();
    scratch.open().migrate().unwrap();
    (Connection::open(scratch.url.trim_start_matches("sqlite:")).unwrap(), scratch)
}

/// The steps of every statement's plan, as `NAME: step`, that are as asked.
fn steps(asked: impl Fn(&[&str]) -> bool) -> Vec<(&'static str, String)> {
    let (sqlite, _scratch) = opened();
    let mut found = Vec::new();
    for sql in all_statements() {
        let mut explain = sqlite.prepare(&format!("explain query plan {}", sql.text(Engine::Sqlite))).unwrap();
        let mut rows = explain.raw_query();
        while let Some(row) = rows.next().unwrap() {
            let step: String = row.get("detail").unwrap();
            if asked(&step.split(' ').collect::<Vec<_>>()) {
                found.push((sql.name(), step));
            }
        }
    }
    found
}

/// Those that are not named, and the names of which nothing was found.
fn unexpected(found: &[(&'static str, String)], named: &[(&'static str, &str)]) -> (Vec<String>, Vec<&'static str>) {
    let expected: BTreeSet<_> = named.iter().map(|(name, _)| *name).collect();
    let names: BTreeSet<_> = found.iter().map(|(name, _)| *name).collect();
    let others =
        found.iter().filter(|(name, _)| !expected.contains(name)).map(|(name, step)| format!("{name}: {step}"));
    (others.collect(), expected.difference(&names).copied().collect())
}

#[test]
fn no_statement_reads_a_whole_table_but_the_named_ones() {
    let found = steps(|words| match words {
        // A row of constants is in no table.
        ["SCAN", "CONSTANT", "ROW"] => false,
        ["SCAN", table, rest @ ..] => !OWN_RESULTS.contains(table) && rest.first() != Some(&"VIRTUAL"),
        _ => false,
    });
    assert_eq!(unexpected(&found, WHOLE_TABLE), (vec![], vec![]), "left: these do; right: these don't any more");
}

#[test]
fn no_statement_reads_a_whole_account_but_the_named_ones() {
    let found = steps(|words| match words {
        ["SEARCH", table, .., "(account_id=?)"] => !ONE_ROW.contains(table),
        _ => false,
    });
    assert_eq!(unexpected(&found, WHOLE_ACCOUNT), (vec![], vec![]), "left: these do; right: these don't any more");
}

#[test]
fn lists_and_claims_are_read_in_the_order_of_an_index() {
    let sorted: BTreeSet<&str> = steps(|words| matches!(words, ["USE", "TEMP", "B-TREE", "FOR", "ORDER", "BY"]))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    for list in [
        "CREDIT_ENTRIES_AFTER",
        "CREDIT_ENTRIES_BEFORE",
        "CREDIT_ENTRIES_BY_MEMBER",
        "CREDIT_ENTRIES_OF_KIND",
        "CREDIT_LOTS_AFTER",
        "CREDIT_NEWEST",
        "CREDIT_NEWEST_BEFORE",
        "DUE_CLAIM",
        "EVENTS_ABOUT_TARGET",
        "EVENTS_AFTER",
        "EVENTS_BEFORE",
        "EVENTS_OF_KIND",
        "KEYS",
        "MEMBERS_BY_COMPANY",
        "MEMBERS_BY_COMPANY_BACK",
        "MEMBERS_BY_EMAIL_KEY",
        "MEMBERS_BY_EMAIL_KEY_BACK",
        "MEMBERS_BY_LAST_ACTIVE",
        "MEMBERS_BY_LAST_ACTIVE_BACK",
        "MEMBERS_BY_NAME",
        "MEMBERS_BY_NAME_BACK",
        "MEMBERS_BY_ROLES",
        "MEMBERS_BY_ROLES_BACK",
        "ACCESS_REQUESTS_OF_STATE",
        "QUOTATIONS_BEFORE",
        "QUOTATIONS_OF_STATE",
        "RESOURCES_PAGE",
    ] {
        assert!(all_statements().iter().any(|sql| sql.name() == list), "{list} is gone");
        assert!(!sorted.contains(list), "{list} sorts what an index has in order");
    }
}

#[test]
fn sqlite_is_told_how_much_there_is_behind_every_index_of_an_account() {
    let (sqlite, _scratch) = opened();
    let read = |text: &str| -> Vec<String> {
        let mut names = sqlite.prepare(text).unwrap();
        names.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let untold = "select i.name from sqlite_schema i where i.type = 'index' and i.sql is not null \
        and not exists (select 1 from sqlite_stat1 s where s.tbl = i.tbl_name and s.idx = i.name)";
    assert_eq!(read(untold), Vec::<String>::new(), "add them to sqlite_stat1, where the last migration fills it");
    let gone = "select s.idx from sqlite_stat1 s where not exists (select 1 from sqlite_schema i where i.name = s.idx)";
    assert_eq!(read(gone), Vec::<String>::new(), "no such index or table");
}
