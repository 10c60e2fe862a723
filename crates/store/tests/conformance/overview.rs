//! How an account grows: who came and went, what became of invitations, who was not seen for long.

use crate::{
    rows::{invitation, member},
    setting::{beside_a_neighbour, id},
};
use roster_domain::id::AccountId;
use roster_store::{
    DbError, WriteTx, invitations, members,
    overview::{self, Parts},
};

/// Four parts: from 0, 10, 20, 30.
const PARTS: Parts = Parts { from: 0, length: 10, count: 4 };

/// Who joined when, left when, and is what now.
fn movement(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    for (number, joined, left, status) in [
        (1, Some(0), None, "active"),
        (2, Some(9), Some(20), "archived"),
        (3, Some(10), Some(39), "deleted"),
        (4, Some(29), None, "disabled"),
        (5, Some(40), None, "active"),
        (6, None, Some(15), "deleted"),
        (7, Some(-1), Some(40), "archived"),
        (8, Some(30), None, "active"),
    ] {
        let who = member(tx, account, number, "Ann")?;
        let mut row = members::by_id(tx, account, who)?.unwrap();
        row.joined_at = joined;
        row.left_at = left;
        row.status = status.to_owned();
        members::save(tx, account, &row)?;
    }
    Ok(())
}

#[tokio::test]
async fn who_came_and_went_is_counted_by_parts_of_a_time() {
    beside_a_neighbour(movement, |tx, account| {
        let sorted = |mut found: Vec<(i64, i64)>| {
            found.sort_unstable();
            found
        };
        assert_eq!(sorted(overview::came(tx, account, PARTS)?), [(0, 2), (1, 1), (3, 1)]);
        assert_eq!(sorted(overview::went(tx, account, PARTS)?), [(2, 1), (3, 1)], "who never joined did not leave");
        let none = Parts { from: 1_000, ..PARTS };
        assert_eq!((overview::came(tx, account, none)?, overview::went(tx, account, none)?), (vec![], vec![]));
        Ok(())
    })
    .await;
}

/// All from 10 to 20: accepted, withdrawn, expired as noted, open, and one that was not sent yet.
fn invited(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    for (number, state, told) in [
        (1, "accepted", "mail"),
        (2, "withdrawn", "mail"),
        (3, "expired", "mail"),
        (4, "open", "mail"),
        (5, "open", ""),
    ] {
        let who = member(tx, account, number, "Ann")?;
        let id = invitation(tx, account, 100 + number, who)?;
        let mut row = invitations::by_id(tx, account, id)?.unwrap();
        row.state = state.to_owned();
        row.told = told.to_owned();
        invitations::save(tx, account, &row)?;
    }
    Ok(())
}

#[tokio::test]
async fn what_became_of_invitations_is_counted_by_when_they_were_sent() {
    beside_a_neighbour(invited, |tx, account| {
        let mut at = |now: i64| -> Result<Vec<(i64, String, i64)>, DbError> {
            let mut found = overview::invited(tx, account, PARTS, now)?;
            found.sort_unstable();
            Ok(found)
        };
        let of = |state: &str, count| (1, state.to_owned(), count);
        let living = [of("accepted", 1), of("expired", 1), of("open", 2), of("withdrawn", 1)];
        assert_eq!(at(19)?, living);
        // From its last moment on it is over, whether or not that is noted yet; one that was not sent has no end.
        assert_eq!(at(20)?, [of("accepted", 1), of("expired", 2), of("open", 1), of("withdrawn", 1)]);
        Ok(())
    })
    .await;
}

/// Last active at 5, 15, 25 and never; joined at 10, all of them; and one who is out.
fn seen(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    for (number, at) in [(1, Some(5)), (2, Some(15)), (3, Some(25)), (4, None), (5, Some(5))] {
        member(tx, account, number, "Ann")?;
        if let Some(at) = at {
            members::seen(tx, account, id(number), at)?;
        }
    }
    let mut row = members::by_id(tx, account, id(5))?.unwrap();
    row.status = "archived".to_owned();
    members::save(tx, account, &row)
}

#[tokio::test]
async fn who_was_not_seen_since_is_counted_as_far_as_asked() {
    beside_a_neighbour(seen, |tx, account| {
        let mut since = |since: i64, most: i64| overview::not_active_since(tx, account, since, most);
        // Who was never here counts from when they joined.
        assert_eq!((since(5, 10)?, since(10, 10)?, since(11, 10)?, since(15, 10)?, since(16, 10)?), (0, 1, 2, 2, 3));
        assert_eq!((since(100, 10)?, since(100, 3)?, since(100, 1)?), (4, 3, 1));
        assert_eq!((overview::never_active(tx, account, 10)?, overview::never_active(tx, account, 0)?), (1, 0));
        Ok(())
    })
    .await;
}
