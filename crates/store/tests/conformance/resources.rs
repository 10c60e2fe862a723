//! Resources, their order, and the ways from each to its root.

use crate::{
    rows::{give, grant, member, resource},
    setting::{beside_a_neighbour, id, on_both, ours, refused, theirs, unique, with_a_neighbour, write},
};
use roster_domain::{
    id::{AccountId, MemberId, ResourceId},
    text::sort_key,
};
use roster_store::{
    DbError, ReadTx, WriteTx, grants,
    resources::{self, ChainRow, ChainsRow, NewResource, ResourceRow},
};

/// A project with two sites, and a page under the second. Member 1 owns the page.
fn tree(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    member(tx, account, 1, "Ann")?;
    resource(tx, account, 10, "project", None, "Harbour")?;
    resource(tx, account, 20, "site", Some(10), "North")?;
    resource(tx, account, 21, "site", Some(10), "South")?;
    insert_page(tx, account)
}

fn insert_page(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    let page = NewResource {
        resource: id(30),
        kind: "page",
        parent: Some(id(21)),
        name: "  Ünder the\tPier ",
        external_id: Some("pier/1"),
        owner: Some(id(1)),
        at: 12,
    };
    resources::insert(tx, account, &page)
}

fn page() -> ResourceRow {
    ResourceRow {
        resource: id(30),
        kind: "page".to_owned(),
        parent: Some(id(21)),
        name: "  Ünder the\tPier ".to_owned(),
        external_id: Some("pier/1".to_owned()),
        owner: Some(id(1)),
        created_at: 12,
        version: 1,
    }
}

fn ids(rows: &[ResourceRow]) -> Vec<ResourceId> {
    rows.iter().map(|row| row.resource).collect()
}

fn numbers(numbers: &[u128]) -> Vec<ResourceId> {
    numbers.iter().map(|number| id(*number)).collect()
}

#[tokio::test]
async fn a_resource_is_read_as_it_was_written_and_renamed() {
    beside_a_neighbour(tree, |tx, account| {
        assert_eq!(resources::by_id(tx, account, id(30))?, Some(page()));
        let project = resources::by_id(tx, account, id(10))?.unwrap();
        assert_eq!((project.parent, project.external_id, project.owner), (None, None, None));
        assert_eq!(resources::by_id(tx, account, id(99))?, None);
        assert_eq!(resources::by_external_id(tx, account, "page", "pier/1")?, Some(id(30)));
        assert_eq!(resources::by_external_id(tx, account, "page", "Pier/1")?, None);
        assert_eq!(resources::by_external_id(tx, account, "site", "pier/1")?, None);
        resources::rename(tx, account, id(30), "Quay")?;
        assert_eq!(
            resources::by_id(tx, account, id(30))?,
            Some(ResourceRow { name: "Quay".to_owned(), version: 2, ..page() })
        );
        assert_eq!(resources::by_id(tx, account, id(21))?.unwrap().version, 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_way_up_is_the_resource_then_each_ancestor() {
    beside_a_neighbour(tree, |tx, account| {
        let step = |resource: u128, kind: &str, owner: Option<MemberId>, name: &str| ChainRow {
            resource: id(resource),
            kind: kind.to_owned(),
            owner,
            name: name.to_owned(),
        };
        let up = [
            step(30, "page", Some(id(1)), "  Ünder the\tPier "),
            step(21, "site", None, "South"),
            step(10, "project", None, "Harbour"),
        ];
        assert_eq!(resources::chain(tx, account, id(30))?, up);
        assert_eq!(resources::chain(tx, account, id(10))?, [up[2].clone()]);
        assert_eq!(resources::chain(tx, account, id(99))?, []);
        let of = |of: u128, step: &ChainRow| ChainsRow {
            of: id(of),
            resource: step.resource,
            kind: step.kind.clone(),
            owner: step.owner,
            name: step.name.clone(),
        };
        let several = resources::chains(tx, account, &[id(30), id(99), id(10), id(21)])?;
        assert_eq!(
            several,
            [of(10, &up[2]), of(21, &up[1]), of(21, &up[2]), of(30, &up[0]), of(30, &up[1]), of(30, &up[2])]
        );
        assert_eq!(resources::chains(tx, account, &[])?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn children_and_kinds_are_counted() {
    beside_a_neighbour(tree, |tx, account| {
        for (parent, expected) in [(10, 2), (20, 0), (21, 1), (99, 0)] {
            assert_eq!(resources::children(tx, account, id(parent))?, expected);
        }
        for (kind, expected) in [("project", 1), ("site", 2), ("page", 1), ("Site", 0)] {
            assert_eq!(resources::count(tx, account, kind)?, expected);
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_deleted_resource_takes_its_access_along() {
    fn rows(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
        tree(tx, account)?;
        give(tx, account, 1, 30, "read")?;
        grants::put(tx, account, &grant(1, 30, "role:editor", "editor"))?;
        give(tx, account, 1, 21, "write")
    }
    beside_a_neighbour(rows, |tx, account| {
        resources::delete(tx, account, id(30))?;
        assert_eq!(resources::by_id(tx, account, id(30))?, None);
        assert_eq!(resources::chain(tx, account, id(30))?, []);
        let [left] = &*grants::of_member(tx, account, id(1))? else { panic!("one grant is left") };
        assert_eq!(left.resource, id(21));
        resources::delete(tx, account, id(21))?;
        assert_eq!(grants::of_member(tx, account, id(1))?, []);
        assert_eq!(ids(&resources::all(tx, account, 10)?), numbers(&[10, 20]));
        // Their ids and the external id are free again.
        resource(tx, account, 21, "site", Some(10), "South")?;
        insert_page(tx, account)
    })
    .await;
}

#[tokio::test]
async fn what_makes_no_tree_is_refused() {
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, tree).await;
        write(&db, |tx| resource(tx, theirs(), 11, "project", None, "Only there")).await;
        let under =
            |parent: u128| move |tx: &mut WriteTx<'_>| resource(tx, ours(), 40, "site", Some(parent), "East").map(drop);
        assert_eq!(refused(&db, under(99)).await, DbError::ForeignKey, "under nothing");
        assert_eq!(refused(&db, under(11)).await, DbError::ForeignKey, "under the neighbour's");
        let why = refused(&db, under(40)).await;
        assert!(matches!(why, DbError::Other(_)), "under itself: {why:?}");
        let uprooted = refused(&db, |tx| resources::delete(tx, ours(), id(21))).await;
        assert_eq!(uprooted, DbError::ForeignKey, "something lies under it");
        let owned = refused(&db, |tx| {
            let new = NewResource {
                resource: id(40),
                kind: "project",
                parent: None,
                name: "East",
                external_id: None,
                owner: Some(id(99)),
                at: 12,
            };
            resources::insert(tx, ours(), &new)
        });
        assert_eq!(owned.await, DbError::ForeignKey, "owned by nobody");
        let twice = refused(&db, |tx| resource(tx, ours(), 20, "site", Some(10), "North").map(drop)).await;
        assert_eq!(twice, unique("resources(account_id, resource_id)"));
    }
}

#[tokio::test]
async fn the_products_own_name_is_unique_per_kind() {
    fn named(tx: &mut WriteTx<'_>, number: u128, kind: &str) -> Result<(), DbError> {
        let new = NewResource {
            resource: id(number),
            kind,
            parent: None,
            name: "Pier",
            external_id: Some("pier/1"),
            owner: None,
            at: 12,
        };
        resources::insert(tx, ours(), &new)
    }
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, tree).await;
        let why = refused(&db, |tx| named(tx, 40, "page")).await;
        assert_eq!(why, unique("resources(account_id, kind, external_id)"));
        write(&db, |tx| named(tx, 40, "site")).await;
    }
}

/// Reads all pages of a list.
fn walk(
    tx: &mut ReadTx<'_>,
    limit: i64,
    page: impl Fn(&mut ReadTx<'_>, Option<(&str, ResourceId)>, i64) -> Result<Vec<ResourceRow>, DbError>,
) -> Result<Vec<ResourceId>, DbError> {
    let (mut after, mut seen) = (None::<(String, ResourceId)>, Vec::new());
    loop {
        let rows = page(tx, after.as_ref().map(|(key, resource)| (key.as_str(), *resource)), limit)?;
        assert!(rows.len() <= usize::try_from(limit).unwrap());
        assert!(seen.len() < 1000, "the pages never end");
        let Some(last) = rows.last() else { return Ok(seen) };
        after = Some((sort_key(&last.name), last.resource));
        seen.extend(ids(&rows));
    }
}

const NAMES: [&str; 6] = ["Zoë", "zoe", "Ångström", "李", "😀", "same"];

/// 220 sites under two projects, with names of all kinds and many ties. Member 1 was given every fourth site, whatever it is
/// worth, and owns every tenth; member 2 was given the second project, member 3 owns it, member 4 has nothing.
fn many(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    for number in 1..=4 {
        member(tx, account, number, "Ann")?;
    }
    resource(tx, account, 10, "project", None, "Harbour")?;
    let owned = NewResource {
        resource: id(11),
        kind: "project",
        parent: None,
        name: "Airport",
        external_id: None,
        owner: Some(id(3)),
        at: 10,
    };
    resources::insert(tx, account, &owned)?;
    for number in 0..220 {
        let site = 100 + (number * 67) % 220;
        let new = NewResource {
            resource: id(site),
            kind: "site",
            parent: Some(id(if site % 2 == 0 { 10 } else { 11 })),
            name: NAMES[usize::try_from(site % 6).unwrap()],
            external_id: None,
            owner: (site % 10 == 0).then_some(id(1)),
            at: 10,
        };
        resources::insert(tx, account, &new)?;
        if site % 4 == 0 {
            give(tx, account, 1, site, "none")?;
        }
    }
    give(tx, account, 2, 11, "read")
}

#[tokio::test]
async fn pages_of_a_kind_leave_no_gap_and_repeat_nothing() {
    beside_a_neighbour(many, |tx, account| {
        let mut expected: Vec<(String, u128)> =
            (100..320).map(|site| (sort_key(NAMES[usize::try_from(site % 6).unwrap()]), site)).collect();
        expected.sort();
        let expected: Vec<ResourceId> = expected.into_iter().map(|(_, site)| id(site)).collect();
        for limit in [1, 36, 37, 220, 500] {
            let all = walk(tx, limit, |tx, after, limit| resources::page(tx, account, "site", None, after, limit))?;
            assert_eq!(all, expected, "{limit} a page");
        }
        assert_eq!(ids(&resources::page(tx, account, "project", None, None, 9)?), numbers(&[11, 10]));
        assert_eq!(resources::page(tx, account, "nothing", None, None, 9)?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn all_resources_stand_in_one_order_up_to_a_limit() {
    beside_a_neighbour(many, |tx, account| {
        let all = resources::all(tx, account, 1000)?;
        assert_eq!(all.len(), 222);
        assert!(all.is_sorted_by_key(|row| (sort_key(&row.name), row.resource)));
        assert_eq!(resources::all(tx, account, 10)?, all[..10]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn near_a_member_is_what_lies_at_or_under_what_they_were_given_or_own() {
    beside_a_neighbour(many, |tx, account| {
        let mut sites = |member: u128, limit| {
            walk(tx, limit, |tx, after, limit| {
                resources::page_near(tx, account, "site", id(member), None, after, limit)
            })
        };
        let wanted = |near: fn(&u128) -> bool| {
            let mut sites: Vec<(String, u128)> = (100..320)
                .filter(near)
                .map(|site| (sort_key(NAMES[usize::try_from(site % 6).unwrap()]), site))
                .collect();
            sites.sort();
            sites.into_iter().map(|(_, site)| id::<ResourceId>(site)).collect::<Vec<_>>()
        };
        for limit in [1, 7, 500] {
            assert_eq!(sites(1, limit)?, wanted(|site| site % 4 == 0 || site % 10 == 0));
            assert_eq!(sites(2, limit)?, wanted(|site| site % 2 == 1), "under a project that was given");
            assert_eq!(sites(3, limit)?, wanted(|site| site % 2 == 1), "under a project that is owned");
            assert_eq!(sites(4, limit)?, []);
            assert_eq!(sites(99, limit)?, []);
        }
        let mut projects = |member: u128| {
            Ok::<_, DbError>(ids(&resources::page_near(tx, account, "project", id(member), None, None, 9)?))
        };
        // What was given below does not bring near what lies above.
        assert_eq!((projects(1)?, projects(2)?, projects(3)?), (vec![], numbers(&[11]), numbers(&[11])));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_search_finds_what_has_it_in_its_name_in_pages_and_near_a_member() {
    beside_a_neighbour(many, |tx, account| {
        let all = walk(tx, 7, |tx, after, limit| resources::page(tx, account, "site", Some("ZO"), after, limit))?;
        assert_eq!(all.len(), 74, "Zoë and zoe");
        let near =
            walk(tx, 7, |tx, after, limit| resources::page_near(tx, account, "site", id(1), Some("zo"), after, limit))?;
        assert!(near.len() > 10 && near.iter().all(|site| all.contains(site)));
        // Wildcards are what they are.
        for nothing in ["%", "_", "\\", "z%e"] {
            assert_eq!(resources::page(tx, account, "site", Some(nothing), None, 9)?, [], "{nothing}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn several_are_found_by_their_ids_by_the_products_names_and_by_what_they_lie_under() {
    beside_a_neighbour(tree, |tx, account| {
        assert_eq!(ids(&resources::by_ids(tx, account, &[id(21), id(99), id(10), id(20)])?), numbers(&[10, 20, 21]));
        assert_eq!(resources::by_ids(tx, account, &[id(30)])?, [page()]);
        assert_eq!(resources::by_external_ids(tx, account, "page", &["pier/1", "nothing", "\"]"])?, [page()]);
        assert_eq!(resources::by_external_ids(tx, account, "site", &["pier/1"])?, []);
        assert_eq!(ids(&resources::under(tx, account, &[id(10)], 9)?), numbers(&[20, 21, 30]));
        assert_eq!(ids(&resources::under(tx, account, &[id(10)], 2)?), numbers(&[20, 21]));
        assert_eq!(ids(&resources::under(tx, account, &[id(21), id(20)], 9)?), numbers(&[30]));
        for (above, count) in [(10, 3), (21, 1), (30, 0), (99, 0)] {
            assert_eq!(resources::count_under(tx, account, id(above))?, count);
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn many_are_added_and_renamed_at_once_as_one_by_one() {
    beside_a_neighbour(tree, |tx, account| {
        let one = |number: u128, kind, parent: Option<u128>, name, external_id| NewResource {
            resource: id(number),
            kind,
            parent: parent.map(id),
            name,
            external_id,
            owner: None,
            at: 12,
        };
        resources::insert_many(tx, account, &[one(40, "project", None, "Übersee \"\\", None)], 12)?;
        let sites = [one(41, "site", Some(40), "East", Some("e/1")), one(42, "site", Some(10), "West", None)];
        resources::insert_many(tx, account, &sites, 12)?;
        resources::insert_many(tx, account, &[], 12)?;
        let found = resources::by_ids(tx, account, &[id(40), id(41)])?;
        assert_eq!(found[1].name, "Übersee \"\\");
        let expected = ResourceRow {
            resource: id(41),
            kind: "site".to_owned(),
            parent: Some(id(40)),
            name: "East".to_owned(),
            external_id: Some("e/1".to_owned()),
            owner: None,
            created_at: 12,
            version: 1,
        };
        assert_eq!(found[0], expected);
        let up = |tx: &mut WriteTx<'_>, of| -> Result<Vec<ResourceId>, DbError> {
            Ok(resources::chain(tx, account, id(of))?.into_iter().map(|step| step.resource).collect())
        };
        assert_eq!(up(tx, 41)?, numbers(&[41, 40]));
        assert_eq!(up(tx, 42)?, numbers(&[42, 10]));
        resources::rename_many(tx, account, &[(id(41), "Ost"), (id(42), "\u{c4}ther")])?;
        resources::rename_many(tx, account, &[])?;
        let renamed = resources::by_ids(tx, account, &[id(41), id(42)])?;
        assert_eq!(renamed[1], ResourceRow { name: "Ost".to_owned(), version: 2, ..expected });
        for text in ["äth", "ATHER"] {
            assert_eq!(ids(&resources::page(tx, account, "site", Some(text), None, 9)?), numbers(&[42]), "{text}");
        }
        assert_eq!(resources::by_id(tx, account, id(21))?.unwrap().version, 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_is_moved_takes_along_what_lies_under_it() {
    beside_a_neighbour(tree, |tx, account| {
        resource(tx, account, 11, "project", None, "Airport")?;
        resources::move_under(tx, account, id(21), id(11))?;
        let moved = resources::by_id(tx, account, id(21))?.unwrap();
        assert_eq!((moved.parent, moved.version), (Some(id(11)), 2));
        let up = |tx: &mut WriteTx<'_>, of| -> Result<Vec<ResourceId>, DbError> {
            Ok(resources::chain(tx, account, id(of))?.into_iter().map(|step| step.resource).collect())
        };
        assert_eq!(up(tx, 21)?, numbers(&[21, 11]));
        assert_eq!(up(tx, 30)?, numbers(&[30, 21, 11]));
        assert_eq!(up(tx, 20)?, numbers(&[20, 10]));
        assert_eq!(ids(&resources::under(tx, account, &[id(10)], 9)?), numbers(&[20]));
        assert_eq!(ids(&resources::under(tx, account, &[id(11)], 9)?), numbers(&[21, 30]));
        // And to another depth, and back.
        resources::move_under(tx, account, id(30), id(11))?;
        assert_eq!(up(tx, 30)?, numbers(&[30, 11]));
        resources::move_under(tx, account, id(30), id(21))?;
        resources::move_under(tx, account, id(21), id(10))?;
        assert_eq!(up(tx, 30)?, numbers(&[30, 21, 10]));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn f17_what_a_member_owns_is_found_counted_and_handed_over() {
    beside_a_neighbour(tree, |tx, account| {
        member(tx, account, 2, "Bo")?;
        let second = NewResource {
            resource: id(31),
            kind: "page",
            parent: Some(id(21)),
            name: "Mole",
            external_id: None,
            owner: Some(id(1)),
            at: 12,
        };
        resources::insert(tx, account, &second)?;
        let theirs = resources::owned_by(tx, account, &[id(1), id(99)])?;
        assert_eq!(i64::try_from(theirs.len()).unwrap(), resources::count_owned(tx, account, id(1))?);
        assert!(theirs.iter().all(|(owner, _)| *owner == id(1)));
        assert_eq!(ids(&resources::owned(tx, account, id(1), id(0), 9)?), numbers(&[30, 31]));
        assert_eq!(ids(&resources::owned(tx, account, id(1), id(0), 1)?), numbers(&[30]));
        assert_eq!(ids(&resources::owned(tx, account, id(1), id(30), 9)?), numbers(&[31]));
        assert_eq!(resources::count_owned(tx, account, id(1))?, 2);
        assert_eq!(resources::count_owned(tx, account, id(2))?, 0);
        assert_eq!(resources::hand_over(tx, account, id(1), id(2))?, 2);
        assert_eq!(resources::hand_over(tx, account, id(1), id(2))?, 0);
        assert_eq!((resources::count_owned(tx, account, id(1))?, resources::count_owned(tx, account, id(2))?), (0, 2));
        let page = resources::by_id(tx, account, id(30))?.unwrap();
        assert_eq!((page.owner, page.version), (Some(id(2)), 2));
        assert_eq!(resources::by_id(tx, account, id(21))?.unwrap().version, 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn one_resource_gets_an_owner_and_those_under_one_are_listed() {
    beside_a_neighbour(tree, |tx, account| {
        member(tx, account, 2, "Bo")?;
        assert_eq!(resources::owned_of_kind(tx, account, id(1), "page")?, Some(id(30)));
        assert_eq!(resources::owned_of_kind(tx, account, id(1), "site")?, None);
        resources::set_owner(tx, account, id(30), id(2))?;
        let moved = ResourceRow { owner: Some(id(2)), version: 2, ..page() };
        assert_eq!(resources::by_id(tx, account, id(30))?, Some(moved));
        assert_eq!(resources::owned_of_kind(tx, account, id(1), "page")?, None);
        resources::touch(tx, account, &[id(20), id(30)])?;
        let versions = [20, 21, 30].map(|number| resources::by_id(tx, account, id(number)).unwrap().unwrap().version);
        assert_eq!(versions, [2, 1, 3]);
        assert_eq!(resources::hand_over_under(tx, account, id(20), id(2), id(1))?, 0, "it lies elsewhere");
        assert_eq!(resources::hand_over_under(tx, account, id(10), id(1), id(2))?, 0, "it is another's");
        assert_eq!(resources::hand_over_under(tx, account, id(10), id(2), id(1))?, 1);
        assert_eq!(resources::owned_of_kind(tx, account, id(1), "page")?, Some(id(30)));
        let mut under = |kind: &str, of: u128, search: Option<&str>, after: Option<(&str, ResourceId)>| {
            Ok::<_, DbError>(ids(&resources::page_under(tx, account, kind, id(of), search, after, 10)?))
        };
        assert_eq!(under("site", 10, None, None)?, numbers(&[20, 21]));
        assert_eq!(under("site", 10, Some("SOU"), None)?, numbers(&[21]));
        assert_eq!(under("site", 10, None, Some(("north", id(20))))?, numbers(&[21]));
        assert_eq!(under("page", 10, None, None)?, numbers(&[30]), "however deep");
        assert!(under("page", 20, None, None)?.is_empty());
        assert!(under("page", 30, None, None)?.is_empty(), "it does not lie under itself");
        Ok(())
    })
    .await;
}
