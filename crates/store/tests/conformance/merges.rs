//! Merging one account into another.

use crate::{
    rows::member,
    setting::{beside_a_neighbour, id, theirs},
};
use roster_domain::id::AccountId;
use roster_store::{
    DbError, WriteTx, accounts,
    merges::{self, MergeOfferRow, MergedRow},
};

fn two(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    member(tx, account, 1, "Ann")?;
    member(tx, account, 2, "Bo")?;
    merges::offer(tx, account, &MergeOfferRow { member: id(2), offered_at: 5, offered_by: id(1) })
}

#[tokio::test]
async fn an_offer_is_made_and_forgotten_and_an_account_goes_once() {
    beside_a_neighbour(two, |tx, account| {
        let offer = |at| MergeOfferRow { member: id(2), offered_at: at, offered_by: id(1) };
        assert_eq!(merges::offered(tx, account, id(2))?, Some(offer(5)));
        assert_eq!(merges::offered(tx, account, id(1))?, None);
        merges::offer(tx, account, &offer(9))?;
        assert_eq!(merges::offered(tx, account, id(2))?, Some(offer(9)));
        merges::forget(tx, account, id(2))?;
        assert_eq!(merges::offered(tx, account, id(2))?, None);
        assert_eq!(merges::merged(tx, account)?, None);
        assert!(merges::merge(tx, account, theirs(), 20)?);
        assert!(!merges::merge(tx, account, theirs(), 21)?, "it is merged already");
        assert_eq!(merges::merged(tx, account)?, Some(MergedRow { into: theirs(), merged_at: 20 }));
        let row = accounts::by_id(tx, account)?.unwrap();
        assert_eq!((row.status.as_str(), row.version), ("merged", 2));
        Ok(())
    })
    .await;
}
