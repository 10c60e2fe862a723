//! Roles on their way from their holder to a successor.

use crate::{
    rows::member,
    setting::{beside_a_neighbour, id},
};
use roster_domain::id::AccountId;
use roster_store::{
    DbError, WriteTx,
    transfers::{self, TransferRow},
};

fn offer(number: u128, from: u128, to: u128) -> TransferRow {
    TransferRow {
        transfer: id(number),
        from: id(from),
        to: id(to),
        role: "owner".to_owned(),
        state: "open".to_owned(),
        created_at: 10,
        expires_at: 20,
        closed_at: None,
    }
}

fn three(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    for (number, name) in [(1, "Ann"), (2, "Bo"), (3, "Cy")] {
        member(tx, account, number, name)?;
    }
    Ok(())
}

#[tokio::test]
async fn one_offer_of_a_holder_is_open_at_a_time_and_closed_once() {
    beside_a_neighbour(three, |tx, account| {
        assert!(transfers::insert(tx, account, &offer(11, 1, 2))?);
        assert!(!transfers::insert(tx, account, &offer(12, 1, 3))?);
        assert!(transfers::insert(tx, account, &offer(13, 2, 3))?);
        assert_eq!(transfers::by_id(tx, account, id(11))?, Some(offer(11, 1, 2)));
        assert_eq!(transfers::by_id(tx, account, id(12))?, None);
        assert_eq!(transfers::open_of_member(tx, account, id(2))?, [offer(11, 1, 2), offer(13, 2, 3)]);
        assert!(transfers::close(tx, account, id(11), "declined", 15)?);
        assert!(!transfers::close(tx, account, id(11), "accepted", 16)?);
        let closed = TransferRow { state: "declined".to_owned(), closed_at: Some(15), ..offer(11, 1, 2) };
        assert_eq!(transfers::by_id(tx, account, id(11))?, Some(closed));
        assert!(transfers::insert(tx, account, &offer(12, 1, 3))?);
        // Both that concern 3, who is out; nothing of 1 is left then.
        assert_eq!(transfers::lapse_of_member(tx, account, id(3), 17)?.len(), 2);
        assert_eq!(transfers::open_of_member(tx, account, id(1))?, []);
        assert_eq!(transfers::by_id(tx, account, id(12))?.unwrap().state, "lapsed");
        Ok(())
    })
    .await;
}
