//! Times in which one member acts as another.

use crate::{
    rows::member,
    setting::{beside_a_neighbour, id, on_both, ours, refused, theirs, with_a_neighbour, write},
};
use roster_domain::id::{AccountId, ActingId};
use roster_store::{
    DbError, WriteTx,
    acting::{self, ActingRow},
};

fn time(number: u128, member: u128, actor: u128) -> ActingRow {
    ActingRow {
        acting: id(number),
        member: id(member),
        actor: id(actor),
        session: id(90 + number),
        reason: "The \"Shop\" doesn't open für Bo.".to_owned(),
        started_at: 10,
        expires_at: 20,
        ended_at: None,
    }
}

/// 1 acts as 2 and as 3, and 3 as 2.
fn three(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    for (number, name) in [(1, "Ann"), (2, "Bo"), (3, "Cy")] {
        member(tx, account, number, name)?;
    }
    [time(11, 2, 1), time(12, 3, 1), time(13, 2, 3)].iter().try_for_each(|row| acting::insert(tx, account, row))
}

#[tokio::test]
async fn acting_is_read_as_it_was_written_and_the_newest_first() {
    beside_a_neighbour(three, |tx, account| {
        assert_eq!(acting::by_id(tx, account, id(12))?, Some(time(12, 3, 1)));
        assert_eq!(acting::by_id(tx, account, id(99))?, None);
        let of = |tx: &mut WriteTx<'_>, member, limit| {
            let rows = acting::of_member(tx, account, id(member), limit)?;
            Ok::<_, DbError>(rows.into_iter().map(|row| row.acting).collect::<Vec<ActingId>>())
        };
        assert_eq!(of(tx, 2, 10)?, [id(13), id(11)]);
        assert_eq!(of(tx, 2, 1)?, [id(13)]);
        assert_eq!(of(tx, 1, 10)?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn acting_ends_once_and_with_either_of_the_two() {
    beside_a_neighbour(three, |tx, account| {
        assert!(acting::end(tx, account, id(12), 15)?);
        assert!(!acting::end(tx, account, id(12), 16)?);
        assert!(!acting::end(tx, account, id(99), 16)?);
        assert_eq!(acting::by_id(tx, account, id(12))?.unwrap().ended_at, Some(15));
        // Of 3, who acts as 2 and was acted as.
        assert_eq!(acting::end_of_member(tx, account, id(3), 17)?, [id(13)]);
        assert_eq!(acting::end_of_member(tx, account, id(3), 18)?, []);
        // Of 2, who is acted as.
        assert_eq!(acting::end_of_member(tx, account, id(2), 19)?, [id(11)]);
        let ended = [11, 12, 13].map(|number| acting::by_id(tx, account, id(number)).unwrap().unwrap().ended_at);
        assert_eq!(ended, [Some(19), Some(15), Some(17)]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn both_are_members_of_the_account() {
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, three).await;
        write(&db, |tx| member(tx, theirs(), 5, "Only there")).await;
        for (number, row) in [(1, time(20, 5, 1)), (2, time(21, 1, 5))] {
            let why = refused(&db, move |tx| acting::insert(tx, ours(), &row)).await;
            assert_eq!(why, DbError::ForeignKey, "{number}");
        }
    }
}
