//! How many resources a member reaches by grants: rules 6 and 7 as one statement.

use crate::{
    rows::{give, grant, member, resource},
    setting::{beside_a_neighbour, id},
};
use roster_domain::id::{AccountId, MemberId};
use roster_store::{
    DbError, ReadTx, WriteTx,
    grants::{self, GrantRow, LEVEL},
};

const NOW: i64 = 1000;

/// Projects 10 and 11. Sites 20 and 21 under 10, 22 under 11. Page 30 under 20, page 31 under 22. Members 1 to 3.
fn house(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    for number in 1..=3 {
        member(tx, account, number, "Ann")?;
    }
    for (number, kind, parent) in [
        (10, "project", None),
        (11, "project", None),
        (20, "site", Some(10)),
        (21, "site", Some(10)),
        (22, "site", Some(11)),
        (30, "page", Some(20)),
        (31, "page", Some(22)),
    ] {
        resource(tx, account, number, kind, parent, "Same name")?;
    }
    Ok(())
}

/// How many resources of one kind these members reach; `empty` levels give nothing.
fn of_kind(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    members: &[MemberId],
    kind: &str,
    empty: &[&str],
) -> Result<Vec<(MemberId, i64)>, DbError> {
    let empty: Vec<(&str, &str)> = empty.iter().map(|level| (kind, *level)).collect();
    let mut counts = grants::reach_counts(tx, account, members, &empty, NOW)?;
    counts.retain(|(_, of, _)| of == kind);
    Ok(counts.into_iter().map(|(member, _, count)| (member, count)).collect())
}

/// How many projects, sites and pages member 1 reaches; `none` gives nothing.
fn reach(tx: &mut ReadTx<'_>, account: AccountId) -> Result<[i64; 3], DbError> {
    let mut reach = [0; 3];
    for (kind, reached) in ["project", "site", "page"].into_iter().zip(&mut reach) {
        let counts = of_kind(tx, account, &[id(1)], kind, &["none", "nothing"])?;
        assert!(counts.iter().all(|(member, count)| *member == id(1) && *count > 0), "{counts:?}");
        *reached = counts.first().map_or(0, |(_, count)| *count);
    }
    Ok(reach)
}

#[tokio::test]
async fn a_level_flows_down_and_the_nearest_decides_alone() {
    beside_a_neighbour(house, |tx, account| {
        assert_eq!(reach(tx, account)?, [0, 0, 0]);
        give(tx, account, 1, 10, "read")?;
        assert_eq!(reach(tx, account)?, [1, 2, 1], "a level on a project reaches what lies under it");
        give(tx, account, 1, 20, "none")?;
        assert_eq!(reach(tx, account)?, [1, 1, 0], "an empty level hides, also what lies deeper");
        give(tx, account, 1, 30, "write")?;
        assert_eq!(reach(tx, account)?, [1, 1, 1], "until a nearer one gives again");
        give(tx, account, 1, 10, "nothing")?;
        assert_eq!(reach(tx, account)?, [0, 0, 1], "what is given below does not reach up");
        give(tx, account, 1, 11, "read")?;
        assert_eq!(reach(tx, account)?, [1, 1, 2]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn roles_and_permissions_add_to_a_level_and_to_each_other() {
    beside_a_neighbour(house, |tx, account| {
        grants::put(tx, account, &grant(1, 10, "role:editor", "editor"))?;
        assert_eq!(reach(tx, account)?, [1, 2, 1]);
        grants::put(tx, account, &grant(1, 20, "permission:site.edit", "site.edit"))?;
        give(tx, account, 1, 21, "read")?;
        assert_eq!(reach(tx, account)?, [1, 2, 1], "nothing counts twice");
        for resource in [10, 20, 21, 30] {
            give(tx, account, 1, resource, "none")?;
        }
        assert_eq!(reach(tx, account)?, [1, 2, 1], "an empty level takes nothing from a role");
        grants::remove(tx, account, id(1), id(10), "role:editor")?;
        assert_eq!(reach(tx, account)?, [0, 1, 1], "the permission on site 20 is left");
        // A role that is called like an empty level is no level.
        grants::put(tx, account, &grant(1, 11, "role:none", "none"))?;
        assert_eq!(reach(tx, account)?, [1, 2, 2]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn outside_its_times_a_grant_is_as_if_it_did_not_exist() {
    beside_a_neighbour(house, |tx, account| {
        for (from_at, until_at, in_force) in [
            (None, None, true),
            (Some(NOW), None, true),
            (Some(NOW + 1), None, false),
            (None, Some(NOW + 1), true),
            (None, Some(NOW), false),
            (Some(NOW), Some(NOW + 1), true),
        ] {
            let timed = |on, slot, value| GrantRow { from_at, until_at, ..grant(1, on, slot, value) };
            grants::clear(tx, account, id(1))?;
            grants::put(tx, account, &timed(10, "role:editor", "editor"))?;
            assert_eq!(
                reach(tx, account)?,
                if in_force { [1, 2, 1] } else { [0, 0, 0] },
                "role {from_at:?} {until_at:?}"
            );
            grants::clear(tx, account, id(1))?;
            give(tx, account, 1, 11, "read")?;
            grants::put(tx, account, &timed(22, LEVEL, "none"))?;
            assert_eq!(
                reach(tx, account)?,
                if in_force { [1, 0, 0] } else { [1, 1, 1] },
                "level {from_at:?} {until_at:?}"
            );
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn whose_grants_have_times_is_told() {
    beside_a_neighbour(house, |tx, account| {
        give(tx, account, 1, 10, "read")?;
        grants::put(tx, account, &GrantRow { until_at: Some(NOW), ..grant(2, 10, LEVEL, "read") })?;
        grants::put(tx, account, &GrantRow { until_at: Some(NOW), ..grant(2, 11, LEVEL, "read") })?;
        grants::put(tx, account, &GrantRow { from_at: Some(NOW), ..grant(3, 10, LEVEL, "read") })?;
        let mut timed = grants::timed(tx, account, &[id(1), id(2), id(3)])?;
        timed.sort_unstable();
        assert_eq!(timed, [id(2), id(3)]);
        assert_eq!(grants::timed(tx, account, &[id(1)])?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn only_the_members_asked_for_are_counted() {
    beside_a_neighbour(house, |tx, account| {
        give(tx, account, 1, 10, "read")?;
        give(tx, account, 2, 11, "read")?;
        give(tx, account, 3, 11, "none")?;
        let mut sites = |members: &[MemberId], empty: &[&str]| {
            let mut counts = of_kind(tx, account, members, "site", empty)?;
            counts.sort();
            Ok::<_, DbError>(counts)
        };
        assert_eq!(sites(&[id(1), id(2), id(3), id(99)], &["none"])?, [(id(1), 2), (id(2), 1)]);
        assert_eq!(sites(&[id(3), id(2)], &["none"])?, [(id(2), 1)]);
        assert_eq!(sites(&[id(3), id(2)], &[])?, [(id(2), 1), (id(3), 1)], "no level is empty");
        assert_eq!(sites(&[], &["none"])?, []);
        assert_eq!(of_kind(tx, account, &[id(1)], "nothing", &[])?, []);
        let mut of_all_kinds = grants::reach_counts(tx, account, &[id(1), id(3)], &[("site", "none")], NOW)?;
        of_all_kinds.sort();
        let found: Vec<_> = of_all_kinds.iter().map(|(member, kind, count)| (*member, kind.as_str(), *count)).collect();
        assert_eq!(
            found,
            [(id(1), "page", 1), (id(1), "project", 1), (id(1), "site", 2), (id(3), "page", 1), (id(3), "project", 1)],
            "a level may be empty on one kind only"
        );
        Ok(())
    })
    .await;
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

const KINDS: [&str; 2] = ["project", "site"];
const SLOTS: [(&str, &str); 5] = [
    (LEVEL, "none"),
    (LEVEL, "read"),
    (LEVEL, "none"),
    ("role:editor", "editor"),
    ("permission:site.edit", "site.edit"),
];
const TIMES: [(Option<i64>, Option<i64>); 4] =
    [(None, None), (Some(NOW), Some(NOW + 1)), (None, Some(NOW)), (Some(NOW + 1), None)];

/// A forest: each resource is a root or lies under an earlier one. The number of the parent of each.
fn forest(seed: u64) -> Vec<(u128, Option<u128>)> {
    let mut dice = Dice(seed);
    let parent = |number: u128, dice: &mut Dice| {
        let earlier = u64::try_from(number - 100).unwrap();
        (earlier > 0 && dice.roll(5) > 0).then(|| 100 + u128::from(dice.roll(earlier)))
    };
    (100..140).map(|number| (number, parent(number, &mut dice))).collect()
}

fn random_grants(seed: u64) -> Vec<GrantRow> {
    let mut dice = Dice(seed ^ 0xabcd);
    let mut grants: Vec<GrantRow> = Vec::new();
    for _ in 0..40 {
        let (slot, value) = SLOTS[usize::try_from(dice.roll(5)).unwrap()];
        let (from_at, until_at) = TIMES[usize::try_from(dice.roll(4)).unwrap()];
        let row = grant(1 + u128::from(dice.roll(3)), 100 + u128::from(dice.roll(40)), slot, value);
        let taken = |it: &GrantRow| (it.member, it.resource, &it.slot) == (row.member, row.resource, &row.slot);
        if !grants.iter().any(taken) {
            grants.push(GrantRow { from_at, until_at, ..row });
        }
    }
    grants
}

fn kind(number: u128) -> &'static str {
    KINDS[usize::from(!number.is_multiple_of(3))]
}

/// The rules in plain words: climb from the resource to its root.
fn reaches(member: u128, number: u128, forest: &[(u128, Option<u128>)], grants: &[GrantRow]) -> bool {
    let (mut at, mut level, mut more) = (Some(number), None, false);
    while let Some(here) = at {
        for row in grants.iter().filter(|row| row.member == id(member) && row.resource == id(here)) {
            let in_force = row.from_at.is_none_or(|from| from <= NOW) && row.until_at.is_none_or(|until| NOW < until);
            match row.slot.as_str() {
                _ if !in_force => {}
                LEVEL => level = level.or(Some(row.value != "none")),
                _ => more = true,
            }
        }
        at = forest.iter().find(|(number, _)| *number == here).and_then(|(_, parent)| *parent);
    }
    more || level == Some(true)
}

#[tokio::test]
async fn on_random_trees_it_counts_what_climbing_finds() {
    fn members(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
        for number in 1..=3 {
            member(tx, account, number, "Ann")?;
        }
        for (number, parent) in forest(1) {
            resource(tx, account, number, kind(number), parent, "Same name")?;
        }
        Ok(())
    }
    beside_a_neighbour(members, |tx, account| {
        let forest = forest(1);
        let mut counted = 0;
        for seed in 0..30 {
            let grants = random_grants(seed);
            for number in 1..=3 {
                grants::clear(tx, account, id(number))?;
            }
            for row in &grants {
                grants::put(tx, account, row)?;
            }
            for asked in KINDS {
                let mut found = of_kind(tx, account, &[1, 2, 3].map(id), asked, &["none"])?;
                found.sort();
                let mut expected = Vec::new();
                for number in 1..=3 {
                    let of_kind = forest.iter().filter(|(resource, _)| kind(*resource) == asked);
                    let count = of_kind.filter(|(resource, _)| reaches(number, *resource, &forest, &grants)).count();
                    if count > 0 {
                        expected.push((id(number), i64::try_from(count).unwrap()));
                    }
                }
                assert_eq!(found, expected, "seed {seed}, {asked}");
                counted += found.len();
            }
        }
        assert!(counted > 100, "hardly anybody reaches anything: {counted}");
        Ok(())
    })
    .await;
}
