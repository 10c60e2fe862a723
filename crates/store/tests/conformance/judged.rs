//! What the judge needs of many members at once, and who comes into question for a list.

use crate::{
    rows::{give, grant, member, resource},
    setting::{beside_a_neighbour, id},
};
use roster_domain::id::{AccountId, MemberId};
use roster_store::{
    DbError, WriteTx,
    grants::{self, GrantRow, LEVEL, MembersGrantRow},
    judged::{self, CandidateRow, ExtraRow, SinceRow, StateRow},
    members::{self, TimedRow},
    resources::{self, NewResource},
    statements,
};

statements! {
    SET_STATUS = "update members set status = $3, masked = $4 where account_id = $1 and member_id = $2";
    ADD_EXTRA = "insert into member_extras (account_id, member_id, permission, from_at, until_at, given_at) values ($1, $2, $3, $4, $5, 7)";
    ADD_MASK = "insert into member_masks (account_id, member_id, permission) values ($1, $2, $3)";
}

/// Members 1 to 6: 2 is disabled, 3 is set to Custom. Project 10 with sites 20 and 21, of which 21 belongs to 4; project 11.
fn house(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    for (number, name) in [(1, "Cy"), (2, "Bo"), (3, "Ann"), (4, "Cy"), (5, "Dee"), (6, "")] {
        member(tx, account, number, name)?;
    }
    let member = |number| id::<MemberId>(number);
    tx.execute(&SET_STATUS, &[&account, &member(2), &"disabled", &false])?;
    tx.execute(&SET_STATUS, &[&account, &member(3), &"active", &true])?;
    resource(tx, account, 10, "project", None, "Zebra")?;
    resource(tx, account, 11, "project", None, "Yak")?;
    resource(tx, account, 20, "site", Some(10), "North")?;
    let owned = NewResource {
        resource: id(21),
        kind: "site",
        parent: Some(id(10)),
        name: "South",
        external_id: Some("s/7"),
        owner: Some(member(4)),
        at: 10,
    };
    resources::insert(tx, account, &owned)?;
    let role = |role: &str| TimedRow { from_at: Some(5), ..TimedRow::always(role, Some(id(9)), 7) };
    members::set_roles(tx, account, member(5), &[role("admin"), role("guest")])
}

fn ids<const N: usize>(numbers: [u128; N]) -> [MemberId; N] {
    numbers.map(id)
}

#[tokio::test]
async fn where_members_stand_is_read_of_all_at_once() {
    beside_a_neighbour(house, |tx, account| {
        let mut states = judged::states(tx, account, &ids([1, 2, 3, 99]))?;
        states.sort_by_key(|row| row.member);
        let row = |number, status: &str, masked| StateRow { member: id(number), status: status.to_owned(), masked };
        assert_eq!(states, [row(1, "active", false), row(2, "disabled", false), row(3, "active", true)]);
        assert_eq!(judged::states(tx, account, &[])?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn extras_masks_and_grants_are_read_of_all_at_once() {
    beside_a_neighbour(house, |tx, account| {
        for (number, permission, until) in [(1, "b", None), (1, "a", Some(9_i64)), (3, "c", None), (4, "d", None)] {
            let member: MemberId = id(number);
            tx.execute(&ADD_EXTRA, &[&account, &member, &permission, &None::<i64>, &until])?;
            tx.execute(&ADD_MASK, &[&account, &member, &permission])?;
        }
        let extra = |number, permission: &str, until_at| ExtraRow {
            member: id(number),
            permission: permission.to_owned(),
            from_at: None,
            until_at,
            given_at: 7,
            given_by: None,
        };
        let found = judged::extras(tx, account, &ids([3, 1, 2]))?;
        assert_eq!(found, [extra(1, "a", Some(9)), extra(1, "b", None), extra(3, "c", None)]);
        let mut masks = judged::masks(tx, account, &ids([1, 3]))?;
        masks.sort();
        let mask = |number, permission: &str| (id::<MemberId>(number), permission.to_owned());
        assert_eq!(masks, [mask(1, "a"), mask(1, "b"), mask(3, "c")]);

        give(tx, account, 1, 10, "read")?;
        grants::put(tx, account, &GrantRow { from_at: Some(3), ..grant(3, 20, "role:owner", "owner") })?;
        give(tx, account, 4, 20, "write")?;
        let mut found = judged::grants(tx, account, &ids([3, 1]))?;
        found.sort_by_key(|row| row.member);
        let row = |number, resource, kind: &str, slot: &str, value: &str, from_at| MembersGrantRow {
            member: id(number),
            resource: id(resource),
            kind: kind.to_owned(),
            slot: slot.to_owned(),
            value: value.to_owned(),
            from_at,
            until_at: None,
        };
        assert_eq!(
            found,
            [row(1, 10, "project", LEVEL, "read", None), row(3, 20, "site", "role:owner", "owner", Some(3)),]
        );
        assert_eq!(judged::grants(tx, account, &[])?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn since_when_is_told_of_these_members_on_these_resources() {
    beside_a_neighbour(house, |tx, account| {
        let at = |given_at, until_at, row: GrantRow| GrantRow { given_at, until_at, ..row };
        grants::put(tx, account, &at(100, None, grant(1, 10, LEVEL, "read")))?;
        grants::put(tx, account, &at(200, Some(900), grant(1, 10, "role:owner", "owner")))?;
        grants::put(tx, account, &at(300, None, grant(1, 20, LEVEL, "read")))?;
        grants::put(tx, account, &at(400, None, grant(3, 10, LEVEL, "read")))?;
        let row = |number, resource, slot: &str, given_at, until_at| SinceRow {
            member: id(number),
            resource: id(resource),
            slot: slot.to_owned(),
            given_at,
            given_by: None,
            until_at,
        };
        let mut found = judged::since(tx, account, &ids([1, 5]), &[id(10), id(11)])?;
        found.sort_by_key(|row| row.given_at);
        assert_eq!(found, [row(1, 10, LEVEL, 100, None), row(1, 10, "role:owner", 200, Some(900))]);
        Ok(())
    })
    .await;
}

fn numbers(rows: &[CandidateRow]) -> Vec<MemberId> {
    rows.iter().map(|row| row.member).collect()
}

#[tokio::test]
async fn who_comes_into_question_is_found_once_and_by_name() {
    beside_a_neighbour(house, |tx, account| {
        for (number, resource) in [(1, 20), (1, 10), (2, 20), (3, 10), (6, 11)] {
            give(tx, account, number, resource, "none")?;
        }
        let near = |tx: &mut WriteTx<'_>, way: &[u128], roles: &[&str], after: Option<(&str, MemberId)>, limit| {
            let way: Vec<_> = way.iter().map(|number| id(*number)).collect();
            judged::candidates_near(tx, account, &way, roles, after, limit)
        };
        let all = near(tx, &[21, 10], &["admin", "owner"], None, 9)?;
        assert_eq!(numbers(&all), ids([3, 1, 4, 5]), "by a grant farther up, as the owner, by a role; who is active");
        let ann = CandidateRow {
            member: id(3),
            name: "Ann".to_owned(),
            email: "m3@example.com".to_owned(),
            name_key: "ann".to_owned(),
        };
        assert_eq!(all[0], ann);
        assert_eq!(numbers(&near(tx, &[21, 10], &[], None, 9)?), ids([3, 1, 4]));
        assert_eq!(numbers(&near(tx, &[20, 10], &[], None, 9)?), ids([3, 1]));
        assert_eq!(numbers(&near(tx, &[11], &[], None, 9)?), ids([6]));
        assert_eq!(numbers(&near(tx, &[], &["guest"], None, 9)?), ids([5]));
        assert_eq!(near(tx, &[], &[], None, 9)?, []);
        // Page by page, also between two of the same name.
        assert_eq!(numbers(&near(tx, &[21, 10], &["admin"], None, 2)?), ids([3, 1]));
        assert_eq!(numbers(&near(tx, &[21, 10], &["admin"], Some(("cy", id(1))), 2)?), ids([4, 5]));
        let all = judged::candidates_all(tx, account, None, 9)?;
        assert_eq!(numbers(&all), ids([3, 1, 4, 5, 6]), "who has no name stands by address");
        assert_eq!(numbers(&judged::candidates_all(tx, account, Some(("cy", id(4))), 1)?), ids([5]));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_resource_is_found_by_the_products_own_name_for_it() {
    beside_a_neighbour(house, |tx, account| {
        let found = judged::named(tx, account, &["site", "project"], &["s/7", "s/8"])?;
        assert_eq!(found, [(id(21), "site".to_owned(), "s/7".to_owned())]);
        assert_eq!(judged::named(tx, account, &["project"], &["s/7"])?, []);
        assert_eq!(judged::named(tx, account, &["site"], &[])?, []);
        Ok(())
    })
    .await;
}
