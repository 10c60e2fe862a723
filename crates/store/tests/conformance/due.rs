//! Timed work: set, moved, cleared, and claimed by one at a time.

use crate::setting::{beside_a_neighbour, on_both, ours, theirs, write};
use roster_domain::id::{AccountId, Id};
use roster_store::{
    DbError, WriteTx,
    due::{self, DueKind},
    statements,
};
use std::collections::BTreeSet;
use uuid::Uuid;

statements! {
    DUE_ROWS = "select kind, id, at from due where account_id = $1 order by kind, id";
}

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn rows(tx: &mut WriteTx<'_>, account: AccountId) -> Result<Vec<(String, Uuid, i64)>, DbError> {
    tx.all(&DUE_ROWS, &[&account])
}

#[tokio::test]
async fn a_thing_is_due_at_one_time_until_it_is_cleared() {
    fn both_kinds(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
        due::set(tx, account, DueKind::Mail, uuid(1), 10)?;
        due::set(tx, account, DueKind::InvitationExpiry, uuid(1), 20)?;
        due::set(tx, account, DueKind::Mail, uuid(2), 30)
    }
    beside_a_neighbour(both_kinds, |tx, account| {
        let mail = |number: u128, at: i64| ("mail".to_owned(), uuid(number), at);
        let expiry = ("invitation_expiry".to_owned(), uuid(1), 20);
        due::set(tx, account, DueKind::Mail, uuid(1), 40)?;
        assert_eq!(rows(tx, account)?, [expiry.clone(), mail(1, 40), mail(2, 30)]);
        due::set(tx, account, DueKind::Mail, uuid(1), 5)?;
        assert_eq!(rows(tx, account)?, [expiry.clone(), mail(1, 5), mail(2, 30)]);
        due::set_once(tx, account, DueKind::Mail, uuid(1), 6)?;
        assert_eq!(rows(tx, account)?, [expiry.clone(), mail(1, 5), mail(2, 30)]);
        due::clear(tx, account, DueKind::Mail, uuid(1))?;
        due::clear(tx, account, DueKind::Mail, uuid(99))?;
        assert_eq!(rows(tx, account)?, [expiry, mail(2, 30)]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_is_put_off_waits_until_it_is_taken_up_but_for_what_comes_whether_the_account_is_open_or_not() {
    fn some(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
        due::set(tx, account, DueKind::Mail, uuid(1), 10)?;
        due::set(tx, account, DueKind::AccountPurge, uuid(1), 20)?;
        due::set(tx, account, DueKind::SupportEnd, uuid(1), 30)
    }
    beside_a_neighbour(some, |tx, account| {
        let before = rows(tx, account)?;
        // Twice is once.
        for _ in 0..2 {
            due::put_off_all(tx, account)?;
            let at = |kind: &str, rows: &[(String, Uuid, i64)]| rows.iter().find(|row| row.0 == kind).unwrap().2;
            let now = rows(tx, account)?;
            assert!(at("mail", &now) > 4_000_000_000_000, "{now:?}");
            let stay = ["account_purge", "support_end"].map(|kind| at(kind, &now));
            assert_eq!(stay, [20, 30]);
        }
        due::put_off(tx, account, DueKind::Job, uuid(2), 40)?;
        let claimed = due::claim(tx, DueKind::Job, 4_000_000_000_000, 10, 4_000_000_000_001)?;
        assert!(claimed.is_empty(), "{claimed:?}");
        due::take_up_all(tx, account)?;
        let mut after = rows(tx, account)?;
        assert_eq!(after.iter().find(|row| row.0 == "job").unwrap().2, 40);
        after.retain(|row| row.0 != "job");
        assert_eq!(after, before);
        due::take_up_all(tx, account)?;
        due::clear(tx, account, DueKind::Job, uuid(2))?;
        assert_eq!(rows(tx, account)?, before);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_next_time_is_the_earliest_of_its_kind_in_all_accounts() {
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            assert_eq!(due::next(tx, DueKind::Mail)?, None);
            due::set(tx, ours(), DueKind::InvitationExpiry, uuid(1), 1)?;
            assert_eq!(due::next(tx, DueKind::Mail)?, None);
            due::set(tx, ours(), DueKind::Mail, uuid(1), 30)?;
            due::set(tx, theirs(), DueKind::Mail, uuid(1), 20)?;
            due::set(tx, AccountId::INSTALLATION, DueKind::Mail, uuid(2), 40)?;
            assert_eq!(due::next(tx, DueKind::Mail)?, Some(20));
            assert_eq!(due::next(tx, DueKind::InvitationExpiry)?, Some(1));
            Ok(())
        })
        .await;
    }
}

#[tokio::test]
async fn a_claim_takes_what_is_due_longest_and_leases_it() {
    fn claim(tx: &mut WriteTx<'_>, now: i64, limit: i64, lease_until: i64) -> Result<Vec<(AccountId, Uuid)>, DbError> {
        let mut claimed = due::claim(tx, DueKind::Mail, now, limit, lease_until)?;
        claimed.sort();
        Ok(claimed)
    }
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            // The same ids in two accounts, out of order, and another kind that is due for long.
            for (account, number, at) in
                [(ours(), 1, 30), (theirs(), 1, 10), (ours(), 2, 20), (theirs(), 2, 40), (ours(), 3, 41)]
            {
                due::set(tx, account, DueKind::Mail, uuid(number), at)?;
                due::set(tx, account, DueKind::InvitationExpiry, uuid(number), 1)?;
            }
            assert_eq!(claim(tx, 9, 10, 100)?, []);
            assert_eq!(claim(tx, 10, 10, 100)?, [(theirs(), uuid(1))], "due at that very millisecond");
            assert_eq!(claim(tx, 40, 0, 100)?, []);
            assert_eq!(claim(tx, 40, 2, 100)?, [(ours(), uuid(1)), (ours(), uuid(2))]);
            assert_eq!(claim(tx, 40, 2, 100)?, [(theirs(), uuid(2))]);
            assert_eq!(claim(tx, 40, 2, 100)?, [], "all are leased, or not due yet");
            // One is done, one is put off; when the lease is over, the others are there again.
            due::clear(tx, ours(), DueKind::Mail, uuid(1))?;
            due::set(tx, theirs(), DueKind::Mail, uuid(2), 101)?;
            assert_eq!(due::next(tx, DueKind::Mail)?, Some(41));
            assert_eq!(claim(tx, 99, 10, 200)?, [(ours(), uuid(3))]);
            assert_eq!(claim(tx, 100, 10, 200)?, [(ours(), uuid(2)), (theirs(), uuid(1))]);
            let expiries = due::claim(tx, DueKind::InvitationExpiry, 1, 100, 2)?;
            assert_eq!(expiries.len(), 5, "the other kind was never touched");
            Ok(())
        })
        .await;
    }
}

#[tokio::test]
async fn accounts_take_turns_with_their_mails() {
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            let last = AccountId::from_uuid(Uuid::max());
            for number in 1..=50 {
                due::set(tx, ours(), DueKind::Mail, uuid(number), 10)?;
            }
            due::set(tx, theirs(), DueKind::Mail, uuid(1), 20)?;
            due::set(tx, theirs(), DueKind::Mail, uuid(2), 12)?;
            due::set(tx, theirs(), DueKind::Mail, uuid(3), 31)?;
            due::set(tx, AccountId::INSTALLATION, DueKind::Mail, uuid(1), 25)?;
            due::set(tx, last, DueKind::Mail, uuid(1), 31)?;
            due::set(tx, last, DueKind::InvitationExpiry, uuid(2), 1)?;
            let nil = AccountId::INSTALLATION;
            let first = due::claim_mails(tx, nil, 30, 4, 100)?;
            assert_eq!(first.0, [(nil, uuid(1)), (ours(), uuid(1)), (theirs(), uuid(2))]);
            // One at a time, from where the last turn ended; the one whose mails aren't due is passed over.
            let (one, next) = due::claim_mails(tx, ours(), 30, 1, 100)?;
            assert_eq!(one, [(ours(), uuid(2))]);
            let (one, next) = due::claim_mails(tx, next, 30, 1, 100)?;
            assert_eq!(one, [(theirs(), uuid(1))]);
            let (one, next) = due::claim_mails(tx, next, 30, 1, 100)?;
            assert_eq!(one, [(ours(), uuid(3))], "round again");
            // Who is alone has all the room.
            let (rest, next) = due::claim_mails(tx, next, 30, 5, 100)?;
            assert_eq!(rest, [4, 5, 6, 7, 8].map(|number| (ours(), uuid(number))));
            let (rest, next) = due::claim_mails(tx, next, 31, 1, 100)?;
            assert_eq!(rest, [(theirs(), uuid(3))]);
            let (rest, next) = due::claim_mails(tx, next, 31, 1, 100)?;
            assert_eq!((&*rest, next), (&[(last, uuid(1))][..], nil));
            assert_eq!(due::claim_mails(tx, last, 9, 10, 100)?, (Vec::new(), last));
            Ok(())
        })
        .await;
    }
}

/// Four claimers on two nodes take small bites out of one heap: nothing is taken twice, nothing is left, no bite is too big.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_is_given_to_two_claimers() {
    const THINGS: usize = 400;
    const BITE: usize = 7;
    const LEASE: i64 = 1000;
    for (db, scratch) in on_both() {
        write(&db, |tx| {
            for number in 0..THINGS {
                let number = number as u128;
                let account: AccountId = if number.is_multiple_of(2) { ours() } else { theirs() };
                due::set(tx, account, DueKind::Mail, uuid(number), i64::try_from(number % 10).unwrap())?;
            }
            Ok(())
        })
        .await;
        let nodes = [db.clone(), scratch.open()];
        let claimers = [0, 1, 0, 1].map(|node: usize| {
            // Both ways to claim, beside each other.
            let node_claims_mails = node == 0;
            let node = nodes[node].clone();
            tokio::spawn(async move {
                let mut taken = Vec::new();
                loop {
                    let bite = write(&node, move |tx| match node_claims_mails {
                        true => Ok(due::claim_mails(tx, theirs(), 50, 7, LEASE)?.0),
                        false => due::claim(tx, DueKind::Mail, 50, 7, LEASE),
                    })
                    .await;
                    assert!(bite.len() <= BITE, "{} at once", bite.len());
                    if bite.is_empty() {
                        // What others hold at this moment is passed over: look again, unless nothing is due any more.
                        let next = write(&node, |tx| due::next(tx, DueKind::Mail)).await;
                        if next == Some(LEASE) {
                            return taken;
                        }
                    }
                    taken.extend(bite);
                }
            })
        });
        let mut all = Vec::new();
        for claimer in claimers {
            all.extend(claimer.await.unwrap());
        }
        let distinct: BTreeSet<(AccountId, Uuid)> = all.iter().copied().collect();
        assert_eq!((all.len(), distinct.len()), (THINGS, THINGS));
    }
}
