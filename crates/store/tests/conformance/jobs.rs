//! Bulk jobs: asked once, taken in order, settled for each.

use crate::{
    rows::member,
    setting::{beside_a_neighbour, id},
};
use roster_domain::id::{AccountId, JobId, MemberId};
use roster_store::{
    DbError, WriteTx, events,
    jobs::{self, ItemRow, NewJob, Settled},
    undo::{self, UndoRow},
};

fn new(job: u128, total: i64, at: i64) -> NewJob<'static> {
    NewJob { job: id(job), deed: "{}", asker: "[]", asked_by: Some(id(1)), total, at }
}

fn settled(position: i64, state: &'static str, seq: Option<i64>, refusal: Option<&str>) -> Settled {
    Settled { position, state, seq, refusal: refusal.map(str::to_owned) }
}

fn three(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    member(tx, account, 1, "Ann")?;
    member(tx, account, 2, "")?;
    jobs::insert(tx, account, &new(7, 3, 10))?;
    let members: [MemberId; 3] = [id(2), id(1), id(99)];
    assert_eq!(jobs::add_members(tx, account, id(7), &members)?, 3);
    Ok(())
}

#[tokio::test]
async fn c13_a_job_is_taken_in_order_and_each_outcome_is_noted() {
    beside_a_neighbour(three, |tx, account| {
        let job: JobId = id(7);
        let positions = |tx: &mut WriteTx<'_>, after, limit| -> Result<Vec<(i64, MemberId)>, DbError> {
            let rows = jobs::waiting(tx, account, job, after, limit)?;
            Ok(rows.into_iter().map(|row| (row.position, row.member)).collect())
        };
        assert_eq!(positions(tx, 0, 2)?, [(1, id(2)), (2, id(1))]);
        let outcomes = [settled(1, "done", Some(5), None), settled(2, "refused", None, Some("\"why\""))];
        assert_eq!(jobs::settle(tx, account, job, &outcomes)?, 2);
        assert_eq!(positions(tx, 2, 200)?, [(3, id(99))]);
        assert_eq!(positions(tx, 0, 200)?, [(3, id(99))], "what is settled waits no more");

        let mut row = jobs::by_id(tx, account, job)?.unwrap();
        assert_eq!((&*row.state, row.total, row.taken(), row.created_at, row.ended_at), ("running", 3, 0, 10, None));
        assert_eq!((&*row.deed, &*row.asker, row.asked_by), ("{}", "[]", Some(id(1))));
        (row.done, row.refused) = (1, 1);
        jobs::save(tx, account, &row)?;
        assert_eq!(jobs::by_id(tx, account, job)?, Some(row));
        assert_eq!(jobs::by_id(tx, account, id(8))?, None);

        assert_eq!(jobs::settle_rest(tx, account, job, 2, "cancelled", None)?, 1);
        let item = |position, member: u128, name: Option<&str>, state: &str, seq, refusal: Option<&str>| ItemRow {
            position,
            member: id(member),
            name: name.map(str::to_owned),
            state: state.to_owned(),
            seq,
            refusal: refusal.map(str::to_owned),
        };
        let all = [
            item(1, 2, Some("m2@example.com"), "done", Some(5), None),
            item(2, 1, Some("Ann"), "refused", None, Some("\"why\"")),
            item(3, 99, None, "cancelled", None, None),
        ];
        assert_eq!(jobs::items(tx, account, job, 0, None, 10)?, all);
        assert_eq!(jobs::items(tx, account, job, 1, None, 1)?, all[1..2]);
        assert_eq!(jobs::items(tx, account, job, 0, Some("refused"), 10)?, all[1..2]);
        assert_eq!(jobs::refused(tx, account, job)?, [(id(1), None)]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn jobs_are_listed_newest_first_and_forgotten_one_by_one() {
    beside_a_neighbour(three, |tx, account| {
        jobs::insert(tx, account, &NewJob { asked_by: None, ..new(9, 0, 20) })?;
        let listed = |tx: &mut WriteTx<'_>, before: u128, by: Option<MemberId>| -> Result<Vec<JobId>, DbError> {
            Ok(jobs::page(tx, account, id(before), by, 10)?.into_iter().map(|row| row.job).collect())
        };
        assert_eq!(listed(tx, u128::MAX, None)?, [id(9), id(7)]);
        assert_eq!(listed(tx, 9, None)?, [id(7)]);
        assert_eq!(listed(tx, u128::MAX, Some(id(1)))?, [id(7)]);
        jobs::forget(tx, account, id(7))?;
        assert_eq!(listed(tx, u128::MAX, None)?, [id(9)]);
        assert!(jobs::items(tx, account, id(7), 0, None, 10)?.is_empty());
        Ok(())
    })
    .await;
}

/// Event `seq` of an account.
fn event(tx: &mut WriteTx<'_>, account: AccountId, seq: i64) -> Result<(), DbError> {
    let fact = roster_domain::event::Fact {
        account,
        seq,
        at: jiff::Timestamp::UNIX_EPOCH,
        kind: "roles_changed",
        actor_kind: "operator",
        actor_id: None,
        on_behalf_of: None,
        target_kind: "account",
        target_id: None,
    };
    let new = events::NewEvent { fact, prev_hash: &[0; 32], details_digest: [0; 32], salt: [0; 16], details: "{}" };
    events::append(tx, &new)
}

fn three_changes(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    three(tx, account)?;
    for seq in 1..=6 {
        event(tx, account, seq)?;
    }
    for (seq, last_seq, job, at) in [(1, 1, Some(id(7)), 100), (3, 5, Some(id(7)), 200), (6, 6, None, 300)] {
        let images = "[]".to_owned();
        undo::insert(tx, account, &UndoRow { seq, last_seq, member: id(1), images, job, at, undone_by: None })?;
    }
    Ok(())
}

#[tokio::test]
async fn a_change_is_found_by_each_of_its_events_until_it_is_undone_or_too_old() {
    beside_a_neighbour(three_changes, |tx, account| {
        let found = |tx: &mut WriteTx<'_>, seq| -> Result<Option<i64>, DbError> {
            Ok(undo::of_event(tx, account, seq)?.map(|row| row.seq))
        };
        let each: Vec<Option<i64>> = (0..8).map(|seq| found(tx, seq)).collect::<Result<_, _>>()?;
        assert_eq!(each, [None, Some(1), None, Some(3), Some(3), Some(3), Some(6), None]);
        let open = |tx: &mut WriteTx<'_>, since| -> Result<Vec<(i64, i64)>, DbError> {
            let mut open = undo::open(tx, account, &[0, 1, 2, 4, 5, 6, 9], since)?;
            open.sort_unstable();
            Ok(open)
        };
        assert_eq!(open(tx, 99)?, [(1, 1), (4, 3), (5, 3), (6, 6)]);
        assert_eq!(open(tx, 100)?, [(4, 3), (5, 3), (6, 6)]);
        assert_eq!(undo::open_of_job(tx, account, id(7), 0)?, 2);
        undo::mark(tx, account, 3, 6)?;
        assert_eq!(undo::of_event(tx, account, 4)?.unwrap().undone_by, Some(6));
        assert_eq!(open(tx, 99)?, [(1, 1), (6, 6)]);
        assert_eq!(undo::open_of_job(tx, account, id(7), 0)?, 1);
        assert_eq!(undo::open_of_job(tx, account, id(7), 100)?, 0);
        assert_eq!(undo::forget(tx, account, 200)?, Some(300));
        assert_eq!(undo::forget(tx, account, 300)?, None);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_job_of_undoing_begins_with_what_was_done_last() {
    beside_a_neighbour(three_changes, |tx, account| {
        jobs::insert(tx, account, &new(8, 0, 20))?;
        assert_eq!(jobs::add_undoing(tx, account, id(8), id(7), 99)?, 2);
        let waiting = jobs::waiting(tx, account, id(8), 0, 10)?;
        let waiting: Vec<_> = waiting.iter().map(|row| (row.position, row.member, row.undoes)).collect();
        assert_eq!(waiting, [(1, id(1), Some(3)), (2, id(1), Some(1))]);
        Ok(())
    })
    .await;
}
