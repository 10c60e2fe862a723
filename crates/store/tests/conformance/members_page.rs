//! The list of members: in which order, page by page, with which filter, and how many.

use crate::{
    rows::member,
    setting::{beside_a_neighbour, id},
};
use roster_domain::{
    id::{AccountId, MemberId},
    text::search_key,
};
use roster_store::{
    DbError, ReadTx, WriteTx,
    member_list::{self, MemberFilter, MemberSort, Place, STATUSES as IN_ORDER, SortBy},
    members::{self, MemberRow, NewMember, TimedRow, sort_key},
};

const NOW: i64 = 1000;

/// Reads all pages of a list and returns the numbers of the members.
fn walk(tx: &mut ReadTx<'_>, account: AccountId, filter: &MemberFilter, limit: i64) -> Result<Vec<MemberId>, DbError> {
    let rows = walk_sorted(tx, account, filter, MemberSort::default(), limit)?;
    Ok(rows.into_iter().map(|row| row.member).collect())
}

/// The same in one of the orders.
fn walk_sorted(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    filter: &MemberFilter,
    sort: MemberSort,
    limit: i64,
) -> Result<Vec<MemberRow>, DbError> {
    let (mut after, mut seen) = (None::<Place>, Vec::new());
    loop {
        let page = member_list::page(tx, account, filter, sort, after.as_ref(), NOW, limit)?;
        assert!(page.len() <= usize::try_from(limit).unwrap());
        assert!(seen.len() < 1000, "the pages never end");
        let Some((_, last)) = page.last() else { return Ok(seen) };
        after = Some(last.clone());
        seen.extend(page.into_iter().map(|(row, _)| row));
    }
}

const NAMES: [&str; 24] = [
    "Zoë Öz",
    "zoe oz",
    "ZOË ÖZ",
    "Ångström",
    "andré",
    "Andre",
    "ANDRÉ",
    "Ａｄａ",
    "ada",
    "Émile",
    "emile",
    "李雷",
    "😀",
    "Ωmega",
    "ß",
    "ss",
    "İstanbul",
    "ıstanbul",
    "  ada\t ",
    "\u{feff}x",
    "O'Neil",
    "a b",
    "a  b",
    "~",
];

/// Members 1 to 24 with names of all kinds, 25 without.
fn named(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    // Not in the order of their names, nor of their ids.
    for (number, name) in (1..).zip(NAMES).collect::<Vec<_>>().into_iter().rev() {
        member(tx, account, number, name)?;
    }
    member(tx, account, 25, "").map(drop)
}

#[tokio::test]
async fn the_order_is_that_of_the_bytes_of_the_normalised_name_then_of_the_id() {
    beside_a_neighbour(named, |tx, account| {
        let key = |name: &str| if name.is_empty() { "m25@example.com".to_owned() } else { sort_key(name) };
        let mut expected: Vec<(String, MemberId)> =
            NAMES.iter().chain(&[""]).zip(1..).map(|(name, number)| (key(name), id(number))).collect();
        expected.sort();
        let expected: Vec<MemberId> = expected.into_iter().map(|(_, member)| member).collect();
        for limit in [1, 2, 7, 25, 26] {
            assert_eq!(walk(tx, account, &MemberFilter::default(), limit)?, expected, "{limit} a page");
        }
        // To see it once with one's own eyes: ties stand in the order of the ids.
        let adas: Vec<MemberId> = expected.iter().copied().filter(|it| [8, 9, 19].map(id).contains(it)).collect();
        assert_eq!(adas, [id(8), id(9), id(19)]);
        assert_eq!(expected.last(), Some(&id(13)), "four bytes of UTF-8 come behind three");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_changed_name_has_another_place() {
    beside_a_neighbour(named, |tx, account| {
        let mut row = members::by_id(tx, account, id(8))?.unwrap();
        row.name = "zzz".to_owned();
        members::save(tx, account, &row)?;
        let mut nameless = members::by_id(tx, account, id(9))?.unwrap();
        nameless.name = String::new();
        nameless.email_key = "zzzz@example.com".to_owned();
        members::save(tx, account, &nameless)?;
        let order = walk(tx, account, &MemberFilter::default(), 100)?;
        let place_of = |number| order.iter().position(|member| *member == id(number)).unwrap();
        assert!(place_of(1) < place_of(8) && place_of(8) < place_of(9) && place_of(9) < place_of(24), "{order:?}");
        Ok(())
    })
    .await;
}

/// What is long becomes longer still when it is normalised, and must fit into an index and a cursor.
#[tokio::test]
async fn the_longest_names_have_their_place_too() {
    fn rows(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
        // Those of every second become three times as many; in those of the others no two characters are alike.
        let (swelling, varied) = (
            "\u{fdfa}".repeat(200),
            (0..200_u32).filter_map(|c| char::from_u32(0x20000 + c * 211)).collect::<String>(),
        );
        for number in 1..=12 {
            member(tx, account, number, if number % 2 == 0 { &varied } else { &swelling })?;
        }
        Ok(())
    }
    beside_a_neighbour(rows, |tx, account| {
        let expected: Vec<MemberId> = [1, 3, 5, 7, 9, 11, 2, 4, 6, 8, 10, 12].into_iter().map(id).collect();
        for limit in [1, 5, 100] {
            assert_eq!(walk(tx, account, &MemberFilter::default(), limit)?, expected);
        }
        Ok(())
    })
    .await;
}

/// 260 members who share four names and lie in no order of their ids.
fn crowd(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    for number in 0..260_u128 {
        let name = ["Ann Lee", "ann  lee", "Ánn Lee", ""][usize::try_from(number % 4).unwrap()];
        member(tx, account, 1 + (number * 97) % 260, name)?;
    }
    Ok(())
}

#[tokio::test]
async fn pages_leave_no_gap_and_repeat_nobody() {
    beside_a_neighbour(crowd, |tx, account| {
        let all = walk(tx, account, &MemberFilter::default(), 1000)?;
        assert_eq!(all.len(), 260);
        let mut sorted = all.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), 260);
        for limit in [1, 50, 130, 259, 260, 261] {
            assert_eq!(walk(tx, account, &MemberFilter::default(), limit)?, all, "{limit} a page");
        }
        let lees = MemberFilter { search: Some("Ann L".to_owned()), ..MemberFilter::default() };
        let found = walk(tx, account, &lees, 7)?;
        assert_eq!(found.len(), 195, "with and without the accent");
        assert!(found[..130].is_sorted() && found[130..].is_sorted(), "equal names stand in the order of the ids");
        Ok(())
    })
    .await;
}

const STATUSES: [&str; 9] = [
    "active",
    "disabled",
    "archived",
    "deleted",
    "invited",
    "about to expire",
    "just expired",
    "long expired",
    "never in force",
];
const ROLES: [&[&str]; 3] = [&["admin"], &["user"], &["admin", "user"]];
const COMPANIES: [&str; 2] = ["", "Müller_50%\\Co"];

/// One member for each combination of status, roles and company.
fn of_every_kind(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    let mut number = 0;
    for status in STATUSES {
        let is_invited = !["active", "disabled", "archived", "deleted"].contains(&status);
        let invited_until = match status {
            "invited" => Some(i64::MAX),
            "about to expire" => Some(NOW + 1),
            "just expired" => Some(NOW),
            "long expired" => Some(1),
            _ => None,
        };
        for roles in ROLES {
            for company in COMPANIES {
                number += 1;
                let email = format!("{}{number}@example.com", if number % 2 == 0 { "café" } else { "cafe" });
                let new = NewMember {
                    member: id(number),
                    person: None,
                    status: if is_invited { "invited" } else { "active" },
                    name: if number % 3 == 0 { "Ünal" } else { "" },
                    given_name: "",
                    family_name: "",
                    company: "",
                    fields: "{}",
                    email: &email,
                    email_key: &email,
                    invited_until,
                    at: 10,
                };
                members::insert(tx, account, &new)?;
                let mut row = members::by_id(tx, account, id(number))?.unwrap();
                row.company = company.to_owned();
                if !is_invited {
                    row.status = status.to_owned();
                }
                members::save(tx, account, &row)?;
                // The filter asks for the role, not for its times.
                let held = roles.iter().map(|role| TimedRow {
                    from_at: Some(1),
                    until_at: Some(2),
                    ..TimedRow::always(role.to_string(), None, 1)
                });
                members::set_roles(tx, account, id(number), &held.collect::<Vec<_>>())?;
            }
        }
    }
    Ok(())
}

/// The same question asked in plain words.
fn expected(row: &MemberRow, roles: &[String], filter: &MemberFilter) -> bool {
    let living = row.invited_until.is_some_and(|until| NOW < until);
    let status = match filter.statuses.first().map(String::as_str) {
        None => ["active", "disabled"].contains(&row.status.as_str()) || (row.status == "invited" && living),
        Some("invited") => row.status == "invited" && living,
        Some("expired") => row.status == "invited" && !living,
        Some(other) => row.status == other,
    };
    let role = filter.role.as_ref().is_none_or(|role| roles.contains(role));
    let search = filter.search.as_ref().is_none_or(|text| {
        [&row.name, &row.email, &row.company].into_iter().any(|value| search_key(value).contains(&search_key(text)))
    });
    status && role && search
}

#[tokio::test]
async fn every_combination_of_filters_finds_what_it_says() {
    beside_a_neighbour(of_every_kind, |tx, account| {
        let mut everybody = Vec::new();
        for number in 1..=54 {
            let row = members::by_id(tx, account, id(number))?.unwrap();
            let roles: Vec<String> = members::roles(tx, account, id(number))?.into_iter().map(|role| role.id).collect();
            everybody.push((row, roles));
        }
        let statuses = [
            None,
            Some("active"),
            Some("disabled"),
            Some("archived"),
            Some("deleted"),
            Some("invited"),
            Some("expired"),
        ];
        let searches = [
            None,
            Some(""),
            Some("ÜNAL"),
            Some("u\u{308}nal"),
            Some("unal"),
            Some("CAFÉ"),
            Some("cafe"),
            Some("%"),
            Some("_"),
            Some("\\"),
            Some("r_5"),
            Some("r%5"),
            Some("50%\\c"),
            Some("%%"),
            Some("müller"),
            Some("nobody"),
            Some(" café2 "),
        ];
        let mut kept = Vec::new();
        for status in statuses {
            for role in [None, Some("admin"), Some("user"), Some("adm"), Some("%")] {
                for search in searches {
                    let filter = MemberFilter {
                        statuses: status.map(str::to_owned).into_iter().collect(),
                        role: role.map(str::to_owned),
                        search: search.map(str::to_owned),
                        ..MemberFilter::default()
                    };
                    let mut found = walk(tx, account, &filter, 5)?;
                    found.sort();
                    let wanted: Vec<MemberId> = everybody
                        .iter()
                        .filter(|(row, roles)| expected(row, roles, &filter))
                        .map(|(row, _)| row.member)
                        .collect();
                    assert_eq!(found, wanted, "{filter:?}");
                    let counted = member_list::count(tx, account, &filter, NOW, 100)?;
                    assert_eq!(usize::try_from(counted).unwrap(), wanted.len(), "{filter:?}");
                    assert_eq!(member_list::count(tx, account, &filter, NOW, 2)?, counted.min(2), "{filter:?}");
                    kept.push(found.len());
                }
            }
        }
        // The questions tell people apart: none is answered with everybody, and few with nobody.
        assert!(
            kept.iter().all(|count| *count < 54) && kept.iter().filter(|count| **count > 0).count() > 150,
            "{kept:?}"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_dead_from_its_last_millisecond_on() {
    beside_a_neighbour(of_every_kind, |tx, account| {
        let mut at = |status: &str, now: i64| {
            let filter = MemberFilter::of_status(status);
            member_list::page(tx, account, &filter, MemberSort::default(), None, now, 100).map(|page| page.len())
        };
        // Six each: for ever, until NOW + 1, until NOW, until 1, never.
        assert_eq!((at("invited", NOW - 1)?, at("expired", NOW - 1)?), (18, 12));
        assert_eq!((at("invited", NOW)?, at("expired", NOW)?), (12, 18));
        assert_eq!((at("invited", NOW + 1)?, at("expired", NOW + 1)?), (6, 24));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn wildcards_in_a_search_stand_for_themselves() {
    beside_a_neighbour(of_every_kind, |tx, account| {
        let mut found = |text: &str| {
            let filter = MemberFilter { search: Some(text.into()), ..MemberFilter::of_status("active") };
            walk(tx, account, &filter, 100).map(|found| found.len())
        };
        assert_eq!((found("%")?, found("_")?, found("\\")?), (3, 3, 3));
        assert_eq!((found("r_5")?, found("r%5")?, found("m_ller")?, found("\\%")?), (3, 0, 0, 0));
        assert_eq!((found("MÜLLER")?, found("mu\u{308}ller")?, found("muller")?), (3, 3, 3));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn b03_an_address_is_found_as_people_write_it_and_as_it_is_sent() {
    fn rows(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
        for (number, key) in [(1, "ann@xn--mller-kva.de"), (2, "jürgen@example.com"), (3, "bo@example.com")] {
            member(tx, account, number, "")?;
            let mut row = members::by_id(tx, account, id(number))?.unwrap();
            key.clone_into(&mut row.email_key);
            members::save(tx, account, &row)?;
        }
        Ok(())
    }
    beside_a_neighbour(rows, |tx, account| {
        for (text, wanted) in [
            ("Müller", &[1][..]),
            ("ann@muller.de", &[1]),
            ("xn--mller", &[1]),
            ("JÜRGEN@", &[2]),
            ("jurgen@example", &[2]),
            ("@example.com", &[2, 3]),
        ] {
            let filter = MemberFilter { search: Some(text.to_owned()), ..MemberFilter::default() };
            let mut found = walk(tx, account, &filter, 10)?;
            found.sort();
            assert_eq!(found, wanted.iter().map(|number| id(*number)).collect::<Vec<_>>(), "{text}");
        }
        // Another address, and the former one is not found any more.
        let mut row = members::by_id(tx, account, id(1))?.unwrap();
        "ann@example.com".clone_into(&mut row.email_key);
        members::save(tx, account, &row)?;
        let filter = MemberFilter { search: Some("müller".to_owned()), ..MemberFilter::default() };
        assert_eq!(walk(tx, account, &filter, 10)?, []);
        Ok(())
    })
    .await;
}

/// Whatever is searched for finds somebody or nobody, and never fails.
#[tokio::test]
async fn a_search_for_nonsense_finds_nobody() {
    beside_a_neighbour(of_every_kind, |tx, account| {
        let long = "ü".repeat(60_000);
        for text in ["a\0b", "\0", long.as_str(), "'; drop table members; --", "\u{202e}", "\u{fffd}"] {
            let filter = MemberFilter { search: Some(text.to_owned()), ..MemberFilter::default() };
            assert_eq!(walk(tx, account, &filter, 100)?, [], "{text:.20}");
        }
        Ok(())
    })
    .await;
}

/// Names, companies and times that tell apart and repeat.
fn sortable(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    of_every_kind(tx, account)?;
    for number in 1..=54_u128 {
        if number % 4 != 0 {
            members::seen(tx, account, id(number), i64::try_from(number % 7 * 100).unwrap_or(0))?;
        }
    }
    Ok(())
}

/// What a row is sorted by, in plain words.
fn sorted_by(row: &MemberRow, roles: &[String], by: SortBy) -> (usize, i64, String) {
    let name = sort_key(if row.name.is_empty() { &row.email_key } else { &row.name });
    let living = row.invited_until.is_some_and(|until| NOW < until);
    let status = if row.status == "invited" && !living { "expired" } else { &row.status };
    match by {
        SortBy::Name => (0, 0, name),
        SortBy::Email => (0, 0, row.email_key.clone()),
        SortBy::Company => (0, 0, sort_key(&row.company)),
        SortBy::Roles => (0, 0, roles.join(" ")),
        SortBy::Status => (IN_ORDER.iter().position(|it| *it == status).unwrap(), 0, name),
        SortBy::LastActive => (0, row.last_active_at.unwrap_or(0), String::new()),
    }
}

#[tokio::test]
async fn b02_every_order_is_kept_from_page_to_page_forwards_and_backwards() {
    beside_a_neighbour(sortable, |tx, account| {
        let mut everybody = Vec::new();
        for number in 1..=54 {
            let row = members::by_id(tx, account, id(number))?.unwrap();
            let roles: Vec<String> = members::roles(tx, account, id(number))?.into_iter().map(|role| role.id).collect();
            everybody.push((row, roles));
        }
        let all: Vec<String> = IN_ORDER.map(str::to_owned).to_vec();
        let filters = [
            MemberFilter { statuses: all, ..MemberFilter::default() },
            MemberFilter::default(),
            MemberFilter { role: Some("admin".to_owned()), ..MemberFilter::of_status("expired") },
        ];
        for (by, descending) in
            [SortBy::Name, SortBy::Email, SortBy::Company, SortBy::Roles, SortBy::Status, SortBy::LastActive]
                .into_iter()
                .flat_map(|by| [(by, false), (by, true)])
        {
            for (filter, whole) in filters.iter().zip([true, false, false]) {
                let mut wanted: Vec<_> = everybody
                    .iter()
                    .filter(|(row, roles)| whole || expected(row, roles, filter))
                    .map(|(row, roles)| (sorted_by(row, roles, by), row.member))
                    .collect();
                wanted.sort();
                if descending {
                    wanted.reverse();
                }
                let wanted: Vec<MemberId> = wanted.into_iter().map(|(_, member)| member).collect();
                assert!(wanted.len() >= 12);
                for limit in [1, 7, 54, 55] {
                    let rows = walk_sorted(tx, account, filter, MemberSort { by, descending }, limit)?;
                    let found: Vec<MemberId> = rows.into_iter().map(|row| row.member).collect();
                    assert_eq!(found, wanted, "{by:?} {descending} {limit} a page");
                }
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_search_also_finds_the_roles_it_is_told_and_who_was_not_active() {
    beside_a_neighbour(sortable, |tx, account| {
        let filter = MemberFilter {
            search: Some("nobody".to_owned()),
            search_roles: vec!["admin".to_owned()],
            ..MemberFilter::of_status("active")
        };
        assert_eq!(walk(tx, account, &filter, 5)?.len(), 4, "those of the two who hold it, with both companies");
        let active = |since: Option<i64>, never| MemberFilter {
            not_active_since: since,
            never_active: never,
            ..MemberFilter::of_status("active")
        };
        // 1 to 6 are active; 4 never was, and joined at 10.
        assert_eq!(walk(tx, account, &active(Some(300), false), 5)?, [1, 2, 4].map(id).to_vec());
        assert_eq!(walk(tx, account, &active(Some(10), false), 5)?, []);
        assert_eq!(walk(tx, account, &active(None, true), 5)?, [id(4)]);
        let invited = MemberFilter { never_active: true, ..MemberFilter::of_status("invited") };
        assert_eq!(walk(tx, account, &invited, 5)?, [], "who has not come yet is not counted among them");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn members_are_counted_by_status() {
    beside_a_neighbour(of_every_kind, |tx, account| {
        let mut counts = members::counts(tx, account)?;
        counts.sort();
        let count = |status: &str, count: i64| (status.to_owned(), count);
        let expected = [("active", 6), ("archived", 6), ("deleted", 6), ("disabled", 6), ("invited", 30)];
        assert_eq!(counts, expected.map(|(status, n)| count(status, n)));
        assert_eq!(members::count_expired(tx, account, NOW)?, 18);
        assert_eq!(members::count_expired(tx, account, NOW + 1)?, 24);
        assert_eq!(members::count_expired(tx, account, i64::MAX)?, 30);
        assert_eq!(members::counts(tx, id(99))?, []);
        assert_eq!(members::count_expired(tx, id(99), NOW)?, 0);
        Ok(())
    })
    .await;
}
