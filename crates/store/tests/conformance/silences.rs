//! What members don't want to be mailed about.

use crate::{
    rows::member,
    setting::{beside_a_neighbour, id},
};
use roster_domain::id::AccountId;
use roster_store::{DbError, WriteTx, silences};

fn three(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    (1..=3).try_for_each(|number| member(tx, account, number, "").map(drop))
}

#[tokio::test]
async fn each_member_is_silent_for_themself() {
    beside_a_neighbour(three, |tx, account| {
        assert!(silences::of(tx, account, id(1))?.is_empty());
        silences::set(tx, account, id(1), &["expired", "accepted"])?;
        silences::set(tx, account, id(2), &["accepted"])?;
        assert_eq!(silences::of(tx, account, id(1))?, ["accepted", "expired"]);
        let all = [id(1), id(2), id(3)];
        let mut silent = silences::silent_about(tx, account, "accepted", &all)?;
        silent.sort_unstable();
        assert_eq!(silent, [id(1), id(2)]);
        assert_eq!(silences::silent_about(tx, account, "expired", &all)?, [id(1)]);
        assert_eq!(silences::silent_about(tx, account, "expired", &[id(2)])?, []);
        silences::set(tx, account, id(1), &["refused"])?;
        assert_eq!(silences::of(tx, account, id(1))?, ["refused"], "the whole of it is replaced");
        silences::set(tx, account, id(1), &[])?;
        assert!(silences::of(tx, account, id(1))?.is_empty());
        assert_eq!(silences::of(tx, account, id(2))?, ["accepted"]);
        Ok(())
    })
    .await;
}
