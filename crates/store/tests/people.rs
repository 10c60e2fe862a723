//! Persons and what belongs to them, on both engines.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod support;

use roster_domain::{
    email::Email,
    id::{AccountId, Id, LinkId, MemberId, PersonId, SessionId},
};
use roster_store::{
    Db, DbError, WriteTx, models,
    person_accounts::{self, Membership},
    person_links::{self, LinkKind, NewPersonLink},
    persons::{self, NewPerson},
    sessions::{self, NewSession, Seen},
    statements, throttles,
};
use support::{Scratch, empty};
use uuid::Uuid;

statements! {
    TEST_ACCOUNT = "insert into accounts (account_id, name, status, created_at, version) values ($1, $2, $3, 0, 1)";
    TEST_MEMBER = "insert into members (account_id, member_id, person_id, status, name, name_key, email, email_key, company, company_key, fields, note, masked, version, created_at) \
        values ($1, $2, $3, $4, '', '', $5, $5, '', '', '{}', '', $6, 1, 0)";
    TEST_ROLE = "insert into member_roles (account_id, member_id, role, from_at, until_at) values ($1, $2, $3, $4, $5)";
}

fn id<I: Id>(number: u128) -> I {
    I::from_uuid(Uuid::from_u128(number))
}

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

/// A migrated database on each engine.
fn on_both() -> Vec<(Db, Scratch)> {
    let open = |scratch: Scratch| {
        let db = scratch.open();
        db.migrate().unwrap();
        (db, scratch)
    };
    empty().into_iter().map(open).collect()
}

async fn write<T: Send + 'static>(
    db: &Db,
    f: impl Fn(&mut WriteTx<'_>) -> Result<T, DbError> + Send + Sync + 'static,
) -> T {
    db.write(f).await.unwrap()
}

fn ann(tx: &mut WriteTx<'_>) -> Result<PersonId, DbError> {
    let person = id(1);
    let new = NewPerson { person, name: "Ann", language: "en", country: None, time_zone: "UTC", at: 5 };
    persons::insert(tx, &new)?;
    Ok(person)
}

#[tokio::test]
async fn a_person_is_found_by_id_and_address_and_changes() {
    for (db, _scratch) in on_both() {
        let row = write(&db, |tx| {
            let person = ann(tx)?;
            assert!(persons::add_email(tx, person, &email("Ann@Example.com"), 6, true)?);
            let mut row = persons::lock(tx, person)?.unwrap();
            row.name = "Ann Lee".to_owned();
            row.country = Some("DE".to_owned());
            persons::update(tx, &row)?;
            assert_eq!(persons::lock(tx, id(2))?, None);
            Ok(persons::by_id(tx, person)?.unwrap())
        })
        .await;
        assert_eq!((row.name.as_str(), row.country.as_deref(), row.version), ("Ann Lee", Some("DE"), 2));
        assert_eq!((row.language.as_str(), row.time_zone.as_str(), row.created_at), ("en", "UTC", 5));
        let found = write(&db, |tx| persons::by_email_key(tx, email("ANN@example.com").normal())).await;
        assert_eq!(found, Some(row));
        assert_eq!(write(&db, |tx| persons::by_email_key(tx, "bo@example.com")).await, None);
    }
}

#[tokio::test]
async fn an_address_has_one_owner() {
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            let person = ann(tx)?;
            assert!(persons::add_email(tx, person, &email("ann@example.com"), 6, true)?);
            assert!(!persons::add_email(tx, id(2), &email("ANN@example.com"), 7, true)?);
            let known = persons::known_emails(tx, &["ann@example.com", "bo@example.com"])?;
            assert_eq!(known.into_iter().collect::<Vec<_>>(), ["ann@example.com"]);
            let [row] = &*persons::emails(tx, person)? else { panic!("one address") };
            assert_eq!(persons::email(tx, "ann@example.com")?.as_ref(), Some(row));
            assert_eq!((row.person, row.verified_at, row.sign_in), (person, 6, true));
            // Nobody takes an address away from somebody else.
            persons::remove_email(tx, id(2), "ann@example.com")?;
            assert_eq!(persons::emails(tx, person)?.len(), 1);
            persons::remove_email(tx, person, "ann@example.com")?;
            assert_eq!(persons::emails(tx, person)?, []);
            assert!(persons::add_email(tx, id(2), &email("ann@example.com"), 7, true)?);
            Ok(())
        })
        .await;
    }
}

#[tokio::test]
async fn each_password_has_its_own_time_and_hashing_anew_keeps_it() {
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            let person = ann(tx)?;
            assert_eq!(persons::password_hash(tx, person)?, None);
            persons::add_email(tx, person, &email("ann@example.com"), 6, true)?;
            assert_eq!(persons::sign_in(tx, "ann@example.com")?, None);
            persons::set_password_hash(tx, person, "one", 10)?;
            assert_eq!(persons::sign_in(tx, "ann@example.com")?, Some((person, "one".to_owned(), 10)));
            persons::set_password_hash(tx, person, "two", 10)?;
            assert_eq!(persons::password_hash(tx, person)?, Some(("two".to_owned(), 11)));
            persons::strengthen_password_hash(tx, person, "one", "strong one")?;
            assert_eq!(persons::password_hash(tx, person)?, Some(("two".to_owned(), 11)));
            persons::strengthen_password_hash(tx, person, "two", "strong two")?;
            assert_eq!(persons::password_hash(tx, person)?, Some(("strong two".to_owned(), 11)));
            Ok(())
        })
        .await;
    }
}

#[tokio::test]
async fn only_an_address_for_signing_in_signs_in() {
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            let person = ann(tx)?;
            persons::set_password_hash(tx, person, "one", 10)?;
            persons::add_email(tx, person, &email("ann@example.com"), 6, false)?;
            assert_eq!(persons::sign_in(tx, "ann@example.com")?, None);
            Ok(())
        })
        .await;
    }
}

#[tokio::test]
async fn sessions_begin_are_seen_and_end() {
    fn begin(tx: &mut WriteTx<'_>, session: u128, expires_at: i64) -> Result<(), DbError> {
        let new = NewSession {
            person: id(1),
            session: id(session),
            secret_hash: &[7; 32],
            at: 10,
            expires_at,
            user_agent: "Firefox",
            address: "192.0.2.1",
        };
        sessions::insert(tx, &new)
    }
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            let exists = |tx: &mut WriteTx<'_>, session: u128| {
                Ok::<_, DbError>(sessions::by_id(tx, id(1), id::<SessionId>(session))?.is_some())
            };
            for session in 1..=4 {
                begin(tx, session, 100 + i64::try_from(session).unwrap())?;
            }
            let seen = Seen { person: id(1), session: id(1), at: 20, expires_at: 120 };
            let older = Seen { at: 15, expires_at: 115, ..seen };
            sessions::seen(tx, &[seen, older])?;
            let row = sessions::by_id(tx, id(1), id(1))?.unwrap();
            assert_eq!((row.secret_hash, row.created_at, row.seen_at, row.expires_at), ([7; 32], 10, 20, 120));
            assert_eq!(sessions::by_id(tx, id(2), id(1))?, None);
            sessions::end(tx, id(1), id(2))?;
            assert!(!exists(tx, 2)?);
            assert_eq!(sessions::purge(tx, 103)?, 1);
            assert!(!exists(tx, 3)? && exists(tx, 4)?);
            sessions::end_all(tx, id(1), Some(id(4)))?;
            assert!(!exists(tx, 1)? && exists(tx, 4)?);
            sessions::end_all(tx, id(2), None)?;
            assert!(exists(tx, 4)?);
            sessions::end_all(tx, id(1), None)?;
            assert!(!exists(tx, 4)?);
            Ok(())
        })
        .await;
    }
}

#[tokio::test]
async fn a_link_is_used_once_and_open_ones_die() {
    fn add(tx: &mut WriteTx<'_>, link: u128, kind: LinkKind) -> Result<LinkId, DbError> {
        let link = id(link);
        let new = NewPersonLink {
            person: id(1),
            link,
            kind,
            key_id: "k",
            email: "ann@example.com",
            account: Some(id(9)),
            at: 10,
            expires_at: 20,
        };
        person_links::insert(tx, &new)?;
        Ok(link)
    }
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            let (used, open) = (add(tx, 1, LinkKind::PasswordReset)?, add(tx, 2, LinkKind::PasswordReset)?);
            let other = add(tx, 3, LinkKind::ProveEmail)?;
            let row = person_links::by_id(tx, id(1), used)?.unwrap();
            assert_eq!(
                (row.kind.as_str(), row.key_id.as_str(), row.email.as_str()),
                ("password_reset", "k", "ann@example.com")
            );
            assert_eq!((row.account, row.created_at, row.expires_at, row.used_at), (Some(id(9)), 10, 20, None));
            assert!(person_links::mark_used(tx, id(1), used, 15)?);
            assert!(!person_links::mark_used(tx, id(1), used, 16)?);
            assert_eq!(person_links::by_id(tx, id(1), used)?.unwrap().used_at, Some(15));
            person_links::kill_open(tx, id(1), LinkKind::PasswordReset)?;
            assert_eq!(person_links::by_id(tx, id(1), open)?, None);
            assert!(person_links::by_id(tx, id(1), used)?.is_some());
            assert!(person_links::by_id(tx, id(1), other)?.is_some());
            assert_eq!(person_links::by_id(tx, id(2), other)?, None);
            assert_eq!(person_links::purge(tx, 19)?, 0);
            assert_eq!(person_links::purge(tx, 20)?, 2);
            Ok(())
        })
        .await;
    }
}

#[tokio::test]
async fn a_window_counts_from_its_first_try_and_opens_again() {
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            let (bucket, other) = ([1; 32], [2; 32]);
            let mut hit = |bucket, now| throttles::hit(tx, bucket, 100, now).map(|w| (w.attempts, w.started_at));
            assert_eq!(hit(&bucket, 1000)?, (1, 1000));
            assert_eq!(hit(&bucket, 1050)?, (2, 1000));
            assert_eq!(hit(&other, 1060)?, (1, 1060));
            assert_eq!(hit(&bucket, 1099)?, (3, 1000));
            assert_eq!(hit(&bucket, 1100)?, (1, 1100));
            throttles::give_back(tx, &bucket)?;
            throttles::give_back(tx, &bucket)?;
            assert_eq!(throttles::hit(tx, &bucket, 100, 1101)?.attempts, 1);
            throttles::clear(tx, &bucket)?;
            assert_eq!(throttles::hit(tx, &bucket, 100, 1102)?.started_at, 1102);
            assert_eq!(throttles::purge(tx, 1060)?, 1);
            assert_eq!(throttles::hit(tx, &bucket, 100, 1103)?.attempts, 2);
            Ok(())
        })
        .await;
    }
}

#[tokio::test]
async fn a_person_finds_the_open_accounts_where_they_are_active() {
    fn join(tx: &mut WriteTx<'_>, number: u128, status: &str, member_status: &str) -> Result<(), DbError> {
        let (account, member) = (id::<AccountId>(number), id::<MemberId>(100 + number));
        tx.execute(&TEST_ACCOUNT, &[&account, &format!("Account {number}"), &status])?;
        let person = id::<PersonId>(1);
        tx.execute(&TEST_MEMBER, &[&account, &member, &person, &member_status, &"ann@example.com", &false])?;
        person_accounts::add(tx, person, account, member, 10)
    }
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            join(tx, 1, "open", "active")?;
            join(tx, 2, "suspended", "active")?;
            join(tx, 3, "open", "disabled")?;
            join(tx, 4, "open", "active")?;
            for (role, from, until) in [
                ("admin", None, None),
                ("now", Some(50), Some(51)),
                ("past", None, Some(50)),
                ("to_come", Some(51_i64), None),
            ] {
                tx.execute(&TEST_ROLE, &[&id::<AccountId>(1), &id::<MemberId>(101), &role, &from, &until])?;
            }
            person_accounts::touch(tx, id(1), id(1), 40)?;
            person_accounts::touch(tx, id(1), id(1), 30)?;
            // Joining again finds the new place and forgets nothing else.
            person_accounts::add(tx, id(1), id(1), id(101), 45)?;
            let membership = |number: u128, last_used_at, roles: &[&str]| Membership {
                account: id(number),
                name: format!("Account {number}"),
                member: id(100 + number),
                last_used_at,
                roles: roles.iter().map(|role| role.to_string()).collect(),
            };
            let all = person_accounts::of_person(tx, id(1), 50)?;
            assert_eq!(all, [membership(1, 40, &["admin", "now"]), membership(4, 10, &[])]);
            for (account, version, hash) in [(1, 1, [1; 32]), (1, 2, [2; 32]), (4, 1, [1; 32])] {
                models::put_text(tx, &hash, "a model", 10)?;
                models::pin(tx, id(account), version, &hash, 10, None)?;
            }
            let pinned = person_accounts::models_of_person(tx, id(1))?;
            assert_eq!(pinned, [(id(1), vec![2; 32]), (id(4), vec![1; 32])]);
            assert_eq!(person_accounts::models_of_person(tx, id(2))?, []);
            person_accounts::remove(tx, id(1), id(1))?;
            assert_eq!(person_accounts::of_person(tx, id(1), 50)?, [membership(4, 10, &[])]);
            assert_eq!(person_accounts::of_person(tx, id(2), 50)?, []);
            Ok(())
        })
        .await;
    }
}
