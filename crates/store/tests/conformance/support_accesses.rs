//! Times in which the operator may look.

use crate::setting::{beside_a_neighbour, id};
use roster_domain::id::AccountId;
use roster_store::{
    DbError, WriteTx,
    support::{self, SupportRow},
};

fn row(number: u128, expires_at: i64) -> SupportRow {
    SupportRow {
        support: id(number),
        key_id: "k1".to_owned(),
        reason: "Für Ticket 4711".to_owned(),
        created_at: 10,
        expires_at,
        opened_at: None,
        ended_at: None,
    }
}

fn three(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    [row(1, 20), row(2, 30), row(3, 40)].iter().try_for_each(|row| support::insert(tx, account, row))
}

#[tokio::test]
async fn a14_a_look_begins_once_and_ends_once() {
    beside_a_neighbour(three, |tx, account| {
        assert_eq!(support::by_id(tx, account, id(2))?, Some(row(2, 30)));
        assert_eq!(support::by_id(tx, account, id(9))?, None);
        assert_eq!(support::live(tx, account, 20)?, [row(2, 30), row(3, 40)]);
        assert!(support::open(tx, account, id(2), 21)?);
        assert!(!support::open(tx, account, id(2), 22)?);
        assert!(support::end(tx, account, id(2), 23)?);
        assert!(!support::end(tx, account, id(2), 24)?);
        assert!(!support::open(tx, account, id(2), 25)?);
        let ended = SupportRow { opened_at: Some(21), ended_at: Some(23), ..row(2, 30) };
        assert!(!ended.is_live(22) && row(2, 30).is_live(29) && !row(2, 30).is_live(30));
        assert_eq!(support::by_id(tx, account, id(2))?, Some(ended));
        assert_eq!(support::end_all(tx, account, 26)?, [id(3)]);
        assert_eq!(support::live(tx, account, 26)?, []);
        Ok(())
    })
    .await;
}
