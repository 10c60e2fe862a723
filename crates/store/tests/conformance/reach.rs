//! How many resources lie under others, and what members own: what the counts of reach are made of.

use crate::{
    rows::{member, resource},
    setting::{beside_a_neighbour, id},
};
use roster_domain::id::{AccountId, MemberId, ResourceId};
use roster_store::{
    DbError, WriteTx,
    resources::{self, NewResource},
};

/// Projects 10 and 11. Sites 20 and 21 under 10, 22 under 11. Page 30 under 20. Members 1 and 2; member 1 owns note 40.
fn house(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    for number in 1..=2 {
        member(tx, account, number, "Ann")?;
    }
    for (number, kind, parent) in [
        (10, "project", None),
        (11, "project", None),
        (20, "site", Some(10)),
        (21, "site", Some(10)),
        (22, "site", Some(11)),
        (30, "page", Some(20)),
    ] {
        resource(tx, account, number, kind, parent, "Same name")?;
    }
    let note = NewResource {
        resource: id(40),
        kind: "note",
        parent: None,
        name: "Mine",
        external_id: None,
        owner: Some(id(1)),
        at: 12,
    };
    resources::insert(tx, account, &note)
}

#[tokio::test]
async fn what_lies_under_each_is_counted_by_kind_with_itself() {
    beside_a_neighbour(house, |tx, account| {
        let asked: Vec<ResourceId> = [10, 11, 30, 99].map(id).to_vec();
        let mut found = resources::counts_under(tx, account, &asked)?;
        found.sort();
        let row = |number, kind: &str, count| (id::<ResourceId>(number), kind.to_owned(), count);
        let expected = [
            row(10, "page", 1),
            row(10, "project", 1),
            row(10, "site", 2),
            row(11, "project", 1),
            row(11, "site", 1),
            row(30, "page", 1),
        ];
        assert_eq!(found, expected);
        assert_eq!(resources::counts_under(tx, account, &[])?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_members_own_is_found_by_its_owner() {
    beside_a_neighbour(house, |tx, account| {
        let who: Vec<MemberId> = [1, 2, 9].map(id).to_vec();
        assert_eq!(resources::owned_by(tx, account, &who)?, [(id(1), id(40))]);
        assert_eq!(resources::owned_by(tx, account, &[id(2)])?, []);
        Ok(())
    })
    .await;
}
