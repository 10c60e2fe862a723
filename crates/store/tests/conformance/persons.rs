//! Persons, their addresses and passwords.

use crate::setting::{id, on_both, write};
use roster_domain::{email::Email, id::PersonId};
use roster_store::{
    DbError, WriteTx,
    persons::{self, NewPerson},
};

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
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
            assert_eq!(known.into_iter().collect::<Vec<_>>(), [("ann@example.com".to_owned(), "en".to_owned())]);
            let [row] = &*persons::emails(tx, person)? else { panic!("one address") };
            assert_eq!(persons::email(tx, "ann@example.com")?.as_ref(), Some(row));
            assert_eq!((row.person, row.verified_at, row.sign_in), (person, Some(6), true));
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
async fn an_address_may_wait_to_be_proven() {
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            let person = ann(tx)?;
            assert!(persons::add_unproven_email(tx, person, &email("ann@example.com"), 6)?);
            assert!(!persons::add_unproven_email(tx, id(2), &email("ANN@example.com"), 7)?);
            let keys = ["ann@example.com", "bo@example.com"];
            assert_eq!(persons::unproven(tx, &keys)?.into_iter().collect::<Vec<_>>(), ["ann@example.com"]);
            let [row] = &*persons::emails(tx, person)? else { panic!("one address") };
            assert_eq!((row.verified_at, row.sign_in, row.created_at), (None, true, 6));
            assert!(!persons::prove_email(tx, id(2), "ann@example.com", 8)?, "it is somebody else's");
            assert!(persons::prove_email(tx, person, "ann@example.com", 8)?);
            assert!(!persons::prove_email(tx, person, "ann@example.com", 9)?);
            assert_eq!(persons::emails(tx, person)?[0].verified_at, Some(8));
            assert!(persons::unproven(tx, &keys)?.is_empty());
            Ok(())
        })
        .await;
    }
}
