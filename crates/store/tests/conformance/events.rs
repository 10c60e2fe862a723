//! The audit log.

use crate::setting::{beside_a_neighbour, id, on_both, ours, refused, unique, with_a_neighbour};
use jiff::Timestamp;
use roster_domain::{event::Fact, id::AccountId};
use roster_store::{
    DbError, ReadTx, WriteTx,
    events::{self, EventFilter, EventRow, NewEvent},
    statements,
};
use uuid::Uuid;

statements! {
    DETAILS_ERASE = "delete from event_details where account_id = $1 and seq = $2";
}

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// Event `seq` of 60: kinds, actors, those on whose behalf and targets come round in periods of 2, 3, 5 and 4.
fn fact(account: AccountId, seq: i64) -> Fact<'static> {
    let turn = |period: i64| (seq % period != 0).then(|| uuid(u128::try_from(seq % period).unwrap()));
    Fact {
        account,
        seq,
        at: Timestamp::from_millisecond(1000 + seq * 10).unwrap(),
        kind: if seq % 2 == 0 { "roles_changed" } else { "member_edited" },
        actor_kind: if seq % 3 == 0 { "operator" } else { "member" },
        actor_id: turn(3),
        on_behalf_of: turn(5).filter(|_| seq % 7 == 0),
        target_kind: if seq % 4 == 0 { "account" } else { "member" },
        target_id: turn(4),
    }
}

/// The first half one by one, the other half at once: nothing tells them apart.
fn append(tx: &mut WriteTx<'_>, account: AccountId, seqs: std::ops::RangeInclusive<i64>) -> Result<(), DbError> {
    let hashes: Vec<[u8; 32]> = seqs.clone().map(|seq| [u8::try_from(seq).unwrap(); 32]).collect();
    let new = seqs.zip(&hashes).map(|(seq, prev_hash)| NewEvent {
        fact: fact(account, seq),
        prev_hash,
        details_digest: [9; 32],
        salt: [7; 16],
        details: r#"{"subject":"Zoë"}"#,
    });
    let new: Vec<NewEvent<'_>> = new.collect();
    let (first, rest) = new.split_at(new.len() / 2);
    first.iter().try_for_each(|event| events::append(tx, event))?;
    events::append_all(tx, account, rest)
}

fn log(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    append(tx, account, 1..=60)
}

fn row(seq: i64) -> EventRow {
    let fact = fact(ours(), seq);
    EventRow {
        seq,
        at: fact.at.as_millisecond(),
        kind: fact.kind.to_owned(),
        actor_kind: fact.actor_kind.to_owned(),
        actor_id: fact.actor_id,
        on_behalf_of: fact.on_behalf_of,
        target_kind: fact.target_kind.to_owned(),
        target_id: fact.target_id,
        prev_hash: vec![u8::try_from(seq).unwrap(); 32],
        details_digest: vec![9; 32],
        salt: Some(vec![7; 16]),
        details: Some(r#"{"subject":"Zoë"}"#.to_owned()),
    }
}

#[tokio::test]
async fn the_log_is_read_forwards_as_it_was_written() {
    beside_a_neighbour(log, |tx, account| {
        let all: Vec<EventRow> = (1..=60).map(row).collect();
        assert_eq!(events::after(tx, account, 0, 100)?, all);
        assert_eq!(events::after(tx, account, 10, 3)?, all[10..13]);
        assert_eq!(events::after(tx, account, 60, 3)?, []);
        assert_eq!(events::after(tx, id(99), 0, 3)?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn erased_details_leave_the_fact() {
    beside_a_neighbour(log, |tx, account| {
        tx.execute(&DETAILS_ERASE, &[&account, &3_i64])?;
        let erased = EventRow { salt: None, details: None, ..row(3) };
        assert_eq!(events::after(tx, account, 2, 2)?, [erased.clone(), row(4)]);
        assert_eq!(events::page(tx, account, 5, &EventFilter::default(), 2)?, [row(4), erased]);
        Ok(())
    })
    .await;
}

/// Reads all pages backwards.
fn walk(tx: &mut ReadTx<'_>, account: AccountId, filter: &EventFilter, limit: i64) -> Result<Vec<i64>, DbError> {
    let (mut before, mut seen) = (i64::MAX, Vec::new());
    loop {
        let page = events::page(tx, account, before, filter, limit)?;
        assert!(page.len() <= usize::try_from(limit).unwrap());
        assert!(seen.len() < 1000, "the pages never end");
        let Some(last) = page.last() else { return Ok(seen) };
        before = last.seq;
        for found in page {
            assert_eq!(found, row(found.seq));
            seen.push(found.seq);
        }
    }
}

/// The same question asked in plain words.
fn expected(row: &EventRow, filter: &EventFilter) -> bool {
    filter.kind.as_ref().is_none_or(|kind| row.kind == *kind)
        && filter.actor.is_none_or(|actor| [row.actor_id, row.on_behalf_of].contains(&Some(actor)))
        && filter.target.is_none_or(|target| row.target_id == Some(target))
        && filter.from.is_none_or(|from| from <= row.at)
        && filter.until.is_none_or(|until| row.at < until)
}

#[tokio::test]
async fn every_combination_of_filters_finds_what_it_says() {
    beside_a_neighbour(log, |tx, account| {
        let mut found_something = 0;
        for kind in [None, Some("roles_changed"), Some("member_edited"), Some("no such kind")] {
            for actor in [None, Some(1), Some(4), Some(99)] {
                for target in [None, Some(1), Some(2), Some(99)] {
                    // Event 20 happened at 1200, event 40 at 1400.
                    for (from, until) in [
                        (None, None),
                        (Some(1200), None),
                        (None, Some(1400)),
                        (Some(1200), Some(1400)),
                        (Some(1201), Some(1210)),
                    ] {
                        let filter = EventFilter {
                            kind: kind.map(str::to_owned),
                            actor: actor.map(uuid),
                            target: target.map(uuid),
                            from,
                            until,
                        };
                        let wanted: Vec<i64> = (1..=60).rev().filter(|seq| expected(&row(*seq), &filter)).collect();
                        found_something += usize::from(!wanted.is_empty());
                        for limit in [7, 100] {
                            assert_eq!(walk(tx, account, &filter, limit)?, wanted, "{filter:?}");
                        }
                    }
                }
            }
        }
        assert!(found_something > 60, "hardly any question has an answer: {found_something}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_number_is_given_once() {
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, log).await;
        assert_eq!(refused(&db, |tx| append(tx, ours(), 60..=60)).await, unique("events(account_id, seq)"));
        assert_eq!(refused(&db, |tx| append(tx, id(99), 1..=1)).await, DbError::ForeignKey);
    }
}

#[tokio::test]
async fn denied_attempts_are_counted_by_actor_permission_and_minute() {
    fn denied(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
        events::count_denial(tx, account, "member 1", "roster.invite", 5).map(drop)
    }
    beside_a_neighbour(denied, |tx, account| {
        let mut count = |actor, permission, minute| events::count_denial(tx, account, actor, permission, minute);
        assert_eq!((count("member 1", "roster.invite", 5)?, count("member 1", "roster.invite", 5)?), (2, 3));
        assert_eq!(count("member 2", "roster.invite", 5)?, 1);
        assert_eq!(count("member 1", "roster.read_audit", 5)?, 1);
        assert_eq!(count("member 1", "roster.invite", 6)?, 1);
        assert_eq!(count("member 1", "roster.invite", 5)?, 4);
        assert_eq!((events::forget_denials(tx, account, 5)?, events::forget_denials(tx, account, 6)?), (0, 3));
        let mut count = |minute| events::count_denial(tx, account, "member 1", "roster.invite", minute);
        assert_eq!((count(5)?, count(6)?), (1, 2), "forgotten is what came before");
        Ok(())
    })
    .await;
}
