//! Resources that were deleted while somebody who had access to them was out.

use crate::{
    rows::{give, member, resource},
    setting::{beside_a_neighbour, id},
};
use roster_domain::id::AccountId;
use roster_store::{
    DbError, WriteTx,
    lost_access::{self, LostRow},
    members, resources,
};

/// 1 is in, 2 is out; both have access to the project.
fn two(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    member(tx, account, 1, "Ann")?;
    member(tx, account, 2, "Bo")?;
    let mut out = members::by_id(tx, account, id(2))?.unwrap();
    "archived".clone_into(&mut out.status);
    members::save(tx, account, &out)?;
    resource(tx, account, 5, "project", None, "Dam")?;
    give(tx, account, 1, 5, "read")?;
    give(tx, account, 2, 5, "read")
}

#[tokio::test]
async fn what_is_gone_is_noted_for_those_who_are_out() {
    beside_a_neighbour(two, |tx, account| {
        lost_access::note(tx, account, id(5), 30)?;
        resources::delete(tx, account, id(5))?;
        let lost = LostRow { kind: "project".to_owned(), name: "Dam".to_owned(), lost_at: 30 };
        assert_eq!(lost_access::of_member(tx, account, id(2), 9)?, [lost]);
        assert_eq!(lost_access::of_member(tx, account, id(1), 9)?, []);
        assert_eq!(lost_access::of_members(tx, account, &[id(1), id(2)])?, [(id(2), "Dam".to_owned())]);
        assert_eq!(lost_access::of_members(tx, account, &[])?, []);
        lost_access::forget(tx, account, id(2))?;
        assert_eq!(lost_access::of_member(tx, account, id(2), 9)?, []);
        Ok(())
    })
    .await;
}
