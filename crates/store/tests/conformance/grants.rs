//! Grants: giving, replacing, taking away, listing. How far they reach is tried in `reach.rs`.

use crate::{
    rows::{give, grant, member, resource},
    setting::{beside_a_neighbour, id, on_both, ours, refused, theirs, with_a_neighbour, write},
};
use roster_domain::id::{AccountId, MemberId};
use roster_store::{
    DbError, WriteTx,
    grants::{self, GrantOnRow, GrantRow, HolderRow, LEVEL, MemberGrantRow, SlotRow},
    members, record,
    resources::{self, NewResource},
    statements,
};

statements! {
    GRANT_ROWS = "select member_id, resource_id, slot, value, from_at, until_at, given_at, given_by, by_model from grants \
        where account_id = $1 order by member_id, resource_id, slot";
}

record! {
    struct Stored {
        member: MemberId,
        resource: roster_domain::id::ResourceId,
        slot: String,
        value: String,
        from_at: Option<i64>,
        until_at: Option<i64>,
        given_at: i64,
        given_by: Option<MemberId>,
        by_model: bool,
    }
}

/// Two members, a project and two sites of the same name under it.
fn house(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    member(tx, account, 1, "Ann")?;
    member(tx, account, 2, "Bo")?;
    resource(tx, account, 10, "project", None, "Zebra")?;
    resource(tx, account, 21, "site", Some(10), "North")?;
    resource(tx, account, 20, "site", Some(10), "north")?;
    give(tx, account, 1, 21, "read")?;
    give(tx, account, 1, 20, "write")?;
    grants::put(tx, account, &grant(1, 10, "role:owner", "owner"))?;
    grants::put(tx, account, &grant(1, 10, "permission:site.edit", "site.edit"))?;
    give(tx, account, 1, 10, "none")?;
    give(tx, account, 2, 10, "read")
}

fn stored(tx: &mut WriteTx<'_>, account: AccountId) -> Result<Vec<GrantRow>, DbError> {
    let rows = tx.all::<Stored>(&GRANT_ROWS, &[&account])?;
    let grant = |row: Stored| GrantRow {
        member: row.member,
        resource: row.resource,
        slot: row.slot,
        value: row.value,
        from_at: row.from_at,
        until_at: row.until_at,
        given_at: row.given_at,
        given_by: row.given_by,
        by_model: row.by_model,
    };
    Ok(rows.into_iter().map(grant).collect())
}

#[tokio::test]
async fn a_slot_holds_one_grant_and_the_next_replaces_all_of_it() {
    beside_a_neighbour(house, |tx, account| {
        let before = stored(tx, account)?;
        let full = GrantRow {
            member: id(1),
            resource: id(20),
            slot: LEVEL.to_owned(),
            value: "none".to_owned(),
            from_at: Some(5),
            until_at: Some(6),
            given_at: 7,
            given_by: Some(id(2)),
            by_model: true,
        };
        grants::put(tx, account, &full)?;
        let mut expected = before.clone();
        let place = expected.iter().position(|row| (row.member, row.resource) == (id(1), id(20))).unwrap();
        expected[place] = full;
        assert_eq!(stored(tx, account)?, expected);
        // And back, with everything that is not there.
        grants::put(tx, account, &before[place])?;
        assert_eq!((before[place].from_at, before[place].given_by), (None, None));
        assert_eq!(stored(tx, account)?, before);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn many_are_given_at_once_and_replace_what_stands_in_their_slots() {
    beside_a_neighbour(house, |tx, account| {
        let before = stored(tx, account)?;
        let full = GrantRow {
            from_at: Some(5),
            until_at: Some(6),
            given_at: 7,
            given_by: Some(id(2)),
            by_model: true,
            ..grant(1, 20, LEVEL, "read")
        };
        let new = GrantRow { by_model: false, ..grant(2, 20, "role:owner", "owner") };
        grants::put_many(tx, account, &[])?;
        assert_eq!(stored(tx, account)?, before);
        grants::put_many(tx, account, &[full.clone(), new.clone()])?;
        let mut expected = before.clone();
        let place = expected.iter().position(|row| (row.member, row.resource) == (id(1), id(20))).unwrap();
        expected[place] = full;
        expected.push(new);
        assert_eq!(stored(tx, account)?, expected);
        // And back, with everything that is not there.
        grants::put_many(tx, account, &before)?;
        expected[place] = before[place].clone();
        assert_eq!(stored(tx, account)?, expected);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_member_has_what_they_were_given_whatever_its_times() {
    beside_a_neighbour(house, |tx, account| {
        grants::put(tx, account, &GrantRow { from_at: Some(5), until_at: Some(6), ..grant(1, 20, LEVEL, "write") })?;
        let mut found = grants::of_member(tx, account, id(1))?;
        found.sort_by(|a, b| (a.resource, &a.slot).cmp(&(b.resource, &b.slot)));
        let on = |resource: u128, kind: &str, slot: &str, value: &str, from_at, until_at| MemberGrantRow {
            resource: id(resource),
            kind: kind.to_owned(),
            slot: slot.to_owned(),
            value: value.to_owned(),
            from_at,
            until_at,
        };
        assert_eq!(
            found,
            [
                on(10, "project", LEVEL, "none", None, None),
                on(10, "project", "permission:site.edit", "site.edit", None, None),
                on(10, "project", "role:owner", "owner", None, None),
                on(20, "site", LEVEL, "write", Some(5), Some(6)),
                on(21, "site", LEVEL, "read", None, None),
            ]
        );
        assert_eq!(grants::of_member(tx, account, id(2))?.len(), 1);
        assert_eq!(grants::of_member(tx, account, id(99))?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn for_showing_they_stand_in_the_order_of_the_resources_names() {
    beside_a_neighbour(house, |tx, account| {
        grants::put(tx, account, &GrantRow { from_at: Some(5), until_at: Some(6), ..grant(1, 20, LEVEL, "write") })?;
        let listed = grants::listed(tx, account, id(1))?;
        let first = GrantOnRow {
            resource: id(20),
            kind: "site".to_owned(),
            name: "north".to_owned(),
            parent: Some(id(10)),
            slot: LEVEL.to_owned(),
            value: "write".to_owned(),
            from_at: Some(5),
            until_at: Some(6),
        };
        assert_eq!(listed[0], first);
        let order: Vec<(&str, &str)> = listed.iter().map(|row| (row.name.as_str(), row.slot.as_str())).collect();
        let zebra = |slot| ("Zebra", slot);
        assert_eq!(
            order,
            [("north", LEVEL), ("North", LEVEL), zebra(LEVEL), zebra("permission:site.edit"), zebra("role:owner")]
        );
        assert_eq!((listed[4].parent, listed[4].from_at), (None, None));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_away_is_one_slot_or_everything_of_one_member() {
    beside_a_neighbour(house, |tx, account| {
        grants::remove(tx, account, id(1), id(10), LEVEL)?;
        let left: Vec<_> = stored(tx, account)?.into_iter().map(|row| (row.member, row.resource, row.slot)).collect();
        assert_eq!(left.len(), 5);
        assert!(
            !left.contains(&(id(1), id(10), LEVEL.to_owned())) && left.contains(&(id(2), id(10), LEVEL.to_owned()))
        );
        // What is not there can be taken away too.
        grants::remove(tx, account, id(1), id(10), LEVEL)?;
        grants::remove(tx, account, id(1), id(99), LEVEL)?;
        assert_eq!(stored(tx, account)?.len(), 5);
        grants::clear(tx, account, id(1))?;
        assert_eq!(stored(tx, account)?, [grant(2, 10, LEVEL, "read")]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_grant_needs_its_member_and_its_resource_in_the_same_account() {
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, house).await;
        write(&db, |tx| {
            member(tx, theirs(), 5, "Only there")?;
            resource(tx, theirs(), 50, "project", None, "Only there")
        })
        .await;
        for (member, resource) in [(5, 10), (1, 50), (99, 10), (1, 99)] {
            let why = refused(&db, move |tx| give(tx, ours(), member, resource, "read")).await;
            assert_eq!(why, DbError::ForeignKey, "member {member}, resource {resource}");
        }
    }
}

#[tokio::test]
async fn who_has_something_on_a_resource_is_listed_and_counted_and_their_versions_move() {
    beside_a_neighbour(house, |tx, account| {
        let holder = |member: u128, name: &str, slot: &str, value: &str| HolderRow {
            member: id(member),
            name: name.to_owned(),
            slot: slot.to_owned(),
            value: value.to_owned(),
        };
        let all = grants::on_resource(tx, account, id(10), &["active", "invited"], 9)?;
        let ann = |slot, value| holder(1, "Ann", slot, value);
        assert_eq!(
            all,
            [
                ann(LEVEL, "none"),
                ann("permission:site.edit", "site.edit"),
                ann("role:owner", "owner"),
                holder(2, "Bo", LEVEL, "read")
            ]
        );
        assert_eq!(grants::on_resource(tx, account, id(10), &["active"], 2)?, all[..2]);
        assert_eq!(grants::on_resource(tx, account, id(10), &["invited"], 9)?, []);
        assert_eq!(grants::holder_counts(tx, account, id(10))?, [("active".to_owned(), 2)]);
        assert_eq!(grants::holder_counts(tx, account, id(20))?, [("active".to_owned(), 1)]);
        assert_eq!(grants::holder_counts(tx, account, id(99))?, []);
        let version = |tx: &mut WriteTx<'_>, member: u128| {
            members::by_id(tx, account, id(member)).map(|row| row.unwrap().version)
        };
        let before = [version(tx, 1)?, version(tx, 2)?];
        assert_eq!(members::touch_holders(tx, account, id(20))?, 1);
        assert_eq!(members::touch_holders(tx, account, id(99))?, 0);
        assert_eq!([version(tx, 1)?, version(tx, 2)?], [before[0] + 1, before[1]]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_several_have_in_some_slots_is_found_by_the_resources_names() {
    beside_a_neighbour(house, |tx, account| {
        grants::put(tx, account, &grant(2, 21, "role:owner", "owner"))?;
        let has = |member: u128, resource: u128, kind: &str, name: &str| SlotRow {
            member: id(member),
            resource: id(resource),
            kind: kind.to_owned(),
            name: name.to_owned(),
            slot: "role:owner".to_owned(),
            value: "owner".to_owned(),
        };
        let of = |tx: &mut WriteTx<'_>, members: &[u128], slots: &[&str], limit| {
            let members: Vec<MemberId> = members.iter().map(|number| id(*number)).collect();
            grants::of_members_in_slots(tx, account, &members, slots, limit)
        };
        let all = [has(2, 21, "site", "North"), has(1, 10, "project", "Zebra")];
        assert_eq!(of(tx, &[1, 2, 99], &["role:owner", "role:none"], 9)?, all);
        assert_eq!(of(tx, &[1, 2], &["role:owner"], 1)?, all[..1]);
        assert_eq!(of(tx, &[1], &["role:owner"], 9)?, all[1..]);
        assert_eq!(of(tx, &[1, 2], &[], 9)?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn who_is_in_a_slot_is_found_whatever_the_times() {
    beside_a_neighbour(house, |tx, account| {
        grants::put(tx, account, &GrantRow { until_at: Some(1), ..grant(2, 10, "role:owner", "owner") })?;
        assert_eq!(grants::in_slot(tx, account, id(10), "role:owner")?, [id(1), id(2)]);
        assert_eq!(grants::in_slot(tx, account, id(20), "role:owner")?, []);
        assert_eq!(grants::in_slot(tx, account, id(10), "role:own")?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn those_whom_the_model_puts_on_new_resources_get_it_once_and_until_their_role_ends() {
    beside_a_neighbour(house, |tx, account| {
        let role = |id: &str, from_at, until_at| members::TimedRow {
            from_at,
            until_at,
            ..members::TimedRow::always(id, None, 1)
        };
        for number in [3, 4, 5] {
            member(tx, account, number, "Cy")?;
        }
        members::set_roles(tx, account, id(1), &[role("boss", None, None), role("chief", None, Some(50))])?;
        members::set_roles(tx, account, id(2), &[role("boss", Some(5), Some(90)), role("chief", None, Some(80))])?;
        members::set_roles(tx, account, id(3), &[role("boss", Some(20), None)])?;
        members::set_roles(tx, account, id(4), &[role("boss", None, None)])?;
        members::set_roles(tx, account, id(5), &[role("clerk", None, None)])?;
        let roles = ["boss", "chief"];
        let who = grants::Join { roles: &roles, but: id(0), now: 10 };
        assert_eq!(grants::joining(tx, account, &who)?, 3);
        let who = grants::Join { but: id(4), ..who };
        assert_eq!(grants::joining(tx, account, &who)?, 2);
        assert_eq!(grants::joining(tx, account, &grants::Join { roles: &["nobody"], ..who })?, 0);
        let before = stored(tx, account)?;
        // Ann is owner of the project already.
        assert_eq!(grants::join(tx, account, &who, &[id(10), id(20), id(99)], "role:owner", "owner")?, 3);
        let new: Vec<_> = stored(tx, account)?.into_iter().filter(|row| !before.contains(row)).collect();
        let given = |member: u128, resource: u128, until_at| GrantRow {
            until_at,
            given_at: 10,
            given_by: None,
            by_model: true,
            ..grant(member, resource, "role:owner", "owner")
        };
        assert_eq!(new, [given(1, 20, None), given(2, 10, Some(90)), given(2, 20, Some(90))]);
        let versions = |tx: &mut WriteTx<'_>| {
            [1, 2, 3, 4].map(|number| members::by_id(tx, account, id(number)).map(|row| row.unwrap().version))
        };
        let before = versions(tx);
        assert_eq!(grants::touch_joining(tx, account, &who)?, 2);
        let moved: Vec<i64> = versions(tx)
            .iter()
            .zip(&before)
            .map(|(now, then)| now.as_ref().unwrap() - then.as_ref().unwrap())
            .collect();
        assert_eq!(moved, [1, 1, 0, 0]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn who_comes_late_gets_what_was_made_since_and_keeps_what_they_have() {
    beside_a_neighbour(house, |tx, account| {
        let before = stored(tx, account)?;
        let late = grants::CatchUp {
            member: id(1),
            kind: "site",
            since: 0,
            slot: "level",
            value: "read",
            until: Some(90),
            now: 10,
        };
        assert_eq!(grants::catch_up(tx, account, &late)?, 0, "Ann has a level on both");
        let late = grants::CatchUp { member: id(2), ..late };
        assert_eq!(grants::catch_up(tx, account, &grants::CatchUp { since: i64::MAX, ..late })?, 0);
        assert_eq!(grants::catch_up(tx, account, &grants::CatchUp { kind: "planet", ..late })?, 0);
        assert_eq!(grants::catch_up(tx, account, &grants::CatchUp { member: id(99), ..late })?, 0);
        assert_eq!(grants::catch_up(tx, account, &late)?, 2);
        let new: Vec<_> = stored(tx, account)?.into_iter().filter(|row| !before.contains(row)).collect();
        let given = |resource: u128| GrantRow {
            until_at: Some(90),
            given_at: 10,
            given_by: None,
            by_model: true,
            ..grant(2, resource, "level", "read")
        };
        assert_eq!(new, [given(20), given(21)]);
        let endless = grants::CatchUp { slot: "role:owner", value: "owner", until: None, ..late };
        assert_eq!(grants::catch_up(tx, account, &endless)?, 2);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn whom_resources_concern_is_who_has_something_there_or_owns_one() {
    beside_a_neighbour(house, |tx, account| {
        member(tx, account, 3, "Cy")?;
        let owned = NewResource {
            resource: id(30),
            kind: "site",
            parent: Some(id(10)),
            name: "Cy's",
            external_id: None,
            owner: Some(id(3)),
            at: 10,
        };
        resources::insert(tx, account, &owned)?;
        let nobody = || id::<MemberId>(0);
        let ids = |numbers: &[u128]| numbers.iter().map(|number| id::<MemberId>(*number)).collect::<Vec<_>>();
        assert_eq!(grants::concerned(tx, account, &[id(10), id(30)], nobody(), 9)?, ids(&[1, 2, 3]));
        assert_eq!(grants::concerned(tx, account, &[id(10), id(30)], nobody(), 2)?, ids(&[1, 2]));
        assert_eq!(grants::concerned(tx, account, &[id(10), id(30)], id(2), 2)?, ids(&[3]));
        assert_eq!(grants::concerned(tx, account, &[id(20)], nobody(), 9)?, ids(&[1]));
        assert_eq!(grants::concerned(tx, account, &[id(99)], nobody(), 9)?, []);
        let on = grants::of_members_on(tx, account, &[id(1), id(2), id(99)], &[id(20), id(10)])?;
        let slots: Vec<_> = on.iter().map(|row| (row.member, row.resource, row.slot.as_str())).collect();
        assert_eq!(
            slots,
            [
                (id(1), id(10), LEVEL),
                (id(1), id(10), "permission:site.edit"),
                (id(1), id(10), "role:owner"),
                (id(1), id(20), LEVEL),
                (id(2), id(10), LEVEL),
            ]
        );
        assert_eq!((on[3].kind.as_str(), on[3].value.as_str(), on[3].until_at), ("site", "write", None));
        assert_eq!(grants::of_members_on(tx, account, &[id(2)], &[id(20)])?, []);
        Ok(())
    })
    .await;
}
