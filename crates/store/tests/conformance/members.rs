//! Members: the row, its roles, extras and mask. The list of them is tried in `members_page.rs`.

use crate::{
    rows::member,
    setting::{beside_a_neighbour, id, on_both, ours, refused, theirs, unique, with_a_neighbour, write},
};
use roster_domain::id::{AccountId, MemberId};
use roster_store::{
    DbError, WriteTx,
    members::{self, MemberRoleRow, MemberRow, NewMember, TimedRow},
    statements,
};

statements! {
    EXTRA_INSERT = "insert into member_extras (account_id, member_id, permission, from_at, until_at, given_at) values ($1, $2, $3, $4, $5, 7)";
    MASK_INSERT = "insert into member_masks (account_id, member_id, permission) values ($1, $2, $3)";
}

fn invited_with(number: u128) -> NewMember<'static> {
    NewMember {
        member: id(number),
        person: None,
        status: "invited",
        name: "",
        given_name: "",
        family_name: "",
        company: "",
        fields: "{}",
        email: "Zoë@Example.com",
        email_key: "zoë@example.com",
        invited_until: Some(20),
        at: 10,
    }
}

fn timed(id: &str, from_at: Option<i64>, until_at: Option<i64>) -> TimedRow {
    TimedRow { from_at, until_at, ..TimedRow::always(id, Some(self::id(9)), 7) }
}

/// 1: invited. 2: active.
fn two(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    members::insert(tx, account, &invited_with(1))?;
    let active = NewMember {
        member: id(2),
        person: Some(id(77)),
        status: "active",
        name: "Ann Lee",
        given_name: "",
        family_name: "",
        company: "",
        fields: "{}",
        email: "ann@example.com",
        email_key: "ann@example.com",
        invited_until: None,
        at: 11,
    };
    members::insert(tx, account, &active)
}

fn invited() -> MemberRow {
    MemberRow {
        member: id(1),
        person: None,
        status: "invited".to_owned(),
        name: String::new(),
        given_name: String::new(),
        family_name: String::new(),
        email: "Zoë@Example.com".to_owned(),
        email_key: "zoë@example.com".to_owned(),
        company: String::new(),
        fields: "{}".to_owned(),
        note: String::new(),
        masked: false,
        invited_until: Some(20),
        language: None,
        country: None,
        version: 1,
        created_at: 10,
        joined_at: None,
        left_at: None,
        last_active_at: None,
    }
}

#[tokio::test]
async fn a_new_member_is_found_by_id_address_and_person() {
    beside_a_neighbour(two, |tx, account| {
        assert_eq!(members::by_id(tx, account, id(1))?, Some(invited()));
        assert_eq!(members::by_email(tx, account, "zoë@example.com")?, Some(invited()));
        let ann = members::by_person(tx, account, id(77))?.unwrap();
        assert_eq!((ann.member, ann.person, ann.status.as_str()), (id(2), Some(id(77)), "active"));
        assert_eq!((ann.created_at, ann.joined_at, ann.invited_until), (11, Some(11), None));
        assert_eq!(members::by_id(tx, account, id(2))?, Some(ann));
        assert_eq!(members::by_id(tx, account, id(3))?, None);
        assert_eq!(members::by_email(tx, account, "Zoë@Example.com")?, None);
        assert_eq!(members::by_person(tx, account, id(78))?, None);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn many_addresses_are_looked_up_at_once() {
    beside_a_neighbour(two, |tx, account| {
        let mut asked: Vec<String> = (0..5000).map(|number| format!("nobody{number}@example.com")).collect();
        asked.extend(["zoë@example.com", "ann@example.com", "ann@example.com", "'\"\\"].map(str::to_owned));
        let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
        let mut found: Vec<MemberId> = members::by_emails(tx, account, &asked)?.iter().map(|row| row.member).collect();
        found.sort();
        assert_eq!(found, [id(1), id(2)]);
        assert_eq!(members::by_emails(tx, account, &["zoë@example.com"])?, [invited()]);
        assert_eq!(members::by_emails(tx, account, &[])?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn every_column_that_changes_is_saved_and_the_version_moves() {
    beside_a_neighbour(two, |tx, account| {
        let full = MemberRow {
            person: Some(id(78)),
            status: "archived".to_owned(),
            name: "Zoë \"Z\" O'Neil \\ 李 😀".to_owned(),
            given_name: "Zoë \"Z\"".to_owned(),
            family_name: "O'Neil \\ 李 😀".to_owned(),
            email: "Z@Example.com".to_owned(),
            email_key: "z@example.com".to_owned(),
            company: "Österreich & Söhne".to_owned(),
            fields: r#"{"phone":"+43 1"}"#.to_owned(),
            note: "two\nlines".to_owned(),
            masked: true,
            invited_until: None,
            language: Some("de".to_owned()),
            country: Some("AT".to_owned()),
            joined_at: Some(12),
            left_at: Some(13),
            ..invited()
        };
        members::save(tx, account, &full)?;
        assert_eq!(members::by_id(tx, account, id(1))?, Some(MemberRow { version: 2, ..full }));
        // And back to nothing.
        members::save(tx, account, &invited())?;
        assert_eq!(members::by_id(tx, account, id(1))?, Some(MemberRow { version: 3, ..invited() }));
        assert_eq!(members::by_id(tx, account, id(2))?.unwrap().version, 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn touching_moves_the_version_and_being_seen_does_not() {
    beside_a_neighbour(two, |tx, account| {
        members::touch(tx, account, id(1))?;
        assert_eq!(members::by_id(tx, account, id(1))?, Some(MemberRow { version: 2, ..invited() }));
        members::touch_all(tx, account, &[id(1), id(99)])?;
        members::touch_all(tx, account, &[])?;
        assert_eq!(members::by_id(tx, account, id(1))?, Some(MemberRow { version: 3, ..invited() }));
        for (at, expected) in [(50, 50), (40, 50), (60, 60)] {
            members::seen(tx, account, id(2), at)?;
            let row = members::by_id(tx, account, id(2))?.unwrap();
            assert_eq!((row.last_active_at, row.version), (Some(expected), 1));
        }
        assert_eq!(members::by_id(tx, account, id(1))?.unwrap().last_active_at, None);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn roles_are_replaced_as_a_whole() {
    fn rows(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
        two(tx, account)?;
        members::set_roles(tx, account, id(1), &[timed("user", None, None), timed("Admin", Some(5), Some(9))])?;
        members::set_roles(tx, account, id(2), &[timed("user", None, Some(7))])
    }
    beside_a_neighbour(rows, |tx, account| {
        // By the bytes of the id: capitals first.
        let expected = [timed("Admin", Some(5), Some(9)), timed("user", None, None)];
        assert_eq!(members::roles(tx, account, id(1))?, expected);
        let role = |member: u128, role: &str, from_at, until_at| MemberRoleRow {
            member: id(member),
            role: role.to_owned(),
            from_at,
            until_at,
            given_at: 7,
            given_by: Some(id(9)),
        };
        let of_both = [role(1, "Admin", Some(5), Some(9)), role(1, "user", None, None), role(2, "user", None, Some(7))];
        assert_eq!(members::roles_of(tx, account, &[id(2), id(1), id(9)])?, of_both);
        assert_eq!(members::roles_of(tx, account, &[])?, []);
        members::set_roles(tx, account, id(1), &[timed("guest", None, None)])?;
        assert_eq!(members::roles(tx, account, id(1))?, [timed("guest", None, None)]);
        members::set_roles(tx, account, id(1), &[])?;
        assert_eq!(members::roles(tx, account, id(1))?, []);
        members::add_roles(tx, account, id(1), &[timed("user", None, None)])?;
        members::add_roles(tx, account, id(1), &[timed("guest", None, Some(3))])?;
        assert_eq!(members::roles(tx, account, id(1))?, [timed("guest", None, Some(3)), timed("user", None, None)]);
        assert_eq!(members::roles(tx, account, id(2))?, [timed("user", None, Some(7))]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn extras_and_masks_are_read_in_order() {
    fn rows(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
        two(tx, account)?;
        for (permission, from, until) in [("site.edit", None, Some(9_i64)), ("roster.invite", Some(1_i64), None)] {
            tx.execute(&EXTRA_INSERT, &[&account, &id::<MemberId>(1), &permission, &from, &until])?;
            tx.execute(&MASK_INSERT, &[&account, &id::<MemberId>(1), &permission])?;
        }
        Ok(())
    }
    beside_a_neighbour(rows, |tx, account| {
        let by_nobody = |row| TimedRow { given_by: None, ..row };
        let extras = [timed("roster.invite", Some(1), None), timed("site.edit", None, Some(9))].map(by_nobody);
        assert_eq!(members::extras(tx, account, id(1))?, extras);
        assert_eq!(members::mask(tx, account, id(1))?, ["roster.invite", "site.edit"]);
        assert_eq!(members::extras(tx, account, id(2))?, []);
        assert_eq!(members::mask(tx, account, id(2))?, Vec::<String>::new());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn extras_and_masks_are_replaced_as_a_whole() {
    beside_a_neighbour(two, |tx, account| {
        let extras = [timed("creator", Some(1), Some(9)), timed("users", None, None)];
        members::set_extras(tx, account, id(1), &extras)?;
        members::set_extras(tx, account, id(2), &extras[..1])?;
        assert_eq!(members::extras(tx, account, id(1))?, extras);
        members::set_extras(tx, account, id(1), &extras[1..])?;
        assert_eq!(members::extras(tx, account, id(1))?, extras[1..]);
        members::set_extras(tx, account, id(1), &[])?;
        assert_eq!((members::extras(tx, account, id(1))?.len(), members::extras(tx, account, id(2))?.len()), (0, 1));

        let kept = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        members::set_mask(tx, account, id(2), Some(&kept(&["z"])))?;
        for ids in [&["b", "a\"'\\"][..], &["c"], &[]] {
            members::set_mask(tx, account, id(1), Some(&kept(ids)))?;
            let mut expected = kept(ids);
            expected.sort();
            assert_eq!(members::mask(tx, account, id(1))?, expected);
            assert!(members::by_id(tx, account, id(1))?.unwrap().masked);
        }
        members::set_mask(tx, account, id(1), None)?;
        assert_eq!(members::by_id(tx, account, id(1))?, Some(invited()));
        members::set_mask(tx, account, id(2), None)?;
        assert_eq!(members::mask(tx, account, id(2))?, kept(&[]));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn who_has_no_name_is_called_by_their_address() {
    beside_a_neighbour(two, |tx, account| {
        let mut names = members::names(tx, account, &[id(1), id(2), id(3)])?;
        names.sort();
        assert_eq!(names, [(id(1), "Zoë@Example.com".to_owned()), (id(2), "Ann Lee".to_owned())]);
        assert_eq!(members::names(tx, account, &[])?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn keepers_are_active_and_hold_the_role_now_and_without_end() {
    fn rows(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
        const ROLES: [(&str, &str, Option<i64>, Option<i64>); 7] = [
            ("active", "admin", None, None),
            ("active", "admin", Some(50), None),
            ("active", "admin", Some(51), None),
            ("active", "admin", None, Some(i64::MAX)),
            ("active", "user", None, None),
            ("disabled", "admin", None, None),
            ("archived", "admin", None, None),
        ];
        for (number, (status, role, from, until)) in (1..).zip(ROLES) {
            let member = member(tx, account, number, "Ann")?;
            members::set_roles(tx, account, member, &[timed(role, from, until)])?;
            let mut row = members::by_id(tx, account, member)?.unwrap();
            row.status = status.to_owned();
            members::save(tx, account, &row)?;
        }
        Ok(())
    }
    beside_a_neighbour(rows, |tx, account| {
        let mut keepers = members::keepers(tx, account, "admin", 50, 10)?;
        keepers.sort();
        assert_eq!(keepers, [id(1), id(2)]);
        assert_eq!(members::keepers(tx, account, "admin", 50, 1)?.len(), 1);
        assert_eq!(members::keepers(tx, account, "admin", 49, 10)?, [id(1)]);
        assert_eq!(members::keepers(tx, account, "owner", 50, 10)?, []);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_address_and_a_person_have_one_place_in_an_account() {
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, two).await;
        let why = refused(&db, |tx| members::insert(tx, ours(), &invited_with(3))).await;
        assert_eq!(why, unique("members(account_id, email_key)"));
        let again = |tx: &mut WriteTx<'_>| {
            let ann = NewMember { person: Some(id(77)), email_key: "other@example.com", ..invited_with(3) };
            members::insert(tx, ours(), &ann)
        };
        assert_eq!(refused(&db, again).await, unique("members(account_id, person_id)"));
        let taking = |tx: &mut WriteTx<'_>| {
            members::save(tx, ours(), &MemberRow { email_key: "ann@example.com".to_owned(), ..invited() })
        };
        assert_eq!(refused(&db, taking).await, unique("members(account_id, email_key)"));
        let why = refused(&db, |tx| members::insert(tx, ours(), &NewMember { email_key: "x", ..invited_with(1) }));
        assert_eq!(why.await, unique("members(account_id, member_id)"));
        // Whoever has no person yet is in nobody's way.
        write(&db, |tx| members::insert(tx, ours(), &NewMember { email_key: "bo@example.com", ..invited_with(3) }))
            .await;
        assert_eq!(write(&db, |tx| members::by_id(tx, theirs(), id(3))).await, None);
    }
}

#[tokio::test]
async fn a_role_needs_its_member_in_the_same_account() {
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, two).await;
        write(&db, |tx| member(tx, theirs(), 5, "Only there")).await;
        let why = refused(&db, |tx| members::set_roles(tx, ours(), id(5), &[timed("admin", None, None)])).await;
        assert_eq!(why, DbError::ForeignKey);
    }
}

#[tokio::test]
async fn several_members_are_read_at_once() {
    beside_a_neighbour(two, |tx, account| {
        let several = members::by_ids(tx, account, &[id(1), id(99), id(2)])?;
        assert_eq!(several.iter().map(|row| row.member).collect::<Vec<_>>(), [id(2), id(1)], "by name");
        assert_eq!(several[1], invited());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn f24_domains_are_known_where_somebody_joined_with_one() {
    beside_a_neighbour(two, |tx, account| {
        let asked = ["example.com", "elsewhere.example"];
        assert_eq!(members::known_domains(tx, account, &asked)?, ["example.com"]);
        assert_eq!(members::known_domains(tx, account, &["elsewhere.example"])?, Vec::<String>::new());
        Ok(())
    })
    .await;
}
