//! Purging: nothing is left of an account but the bare facts, and of a person nothing at all.

use crate::{
    neighbours::belongings,
    rows::{give, member, resource},
    setting::{beside_a_neighbour, id, on_both, ours, theirs, with_a_neighbour, write},
};
use roster_domain::{
    email::Email,
    id::{AccountId, Id, MemberId, PersonId},
};
use roster_store::{
    DbError, WriteTx, account_details, compliance,
    due::{self, DueKind},
    outbox, person_accounts, persons, purge, statements,
};

statements! {
    TEST_PERSON_OF = "update members set person_id = $3 where account_id = $1 and member_id = $2";
}

/// What the purge leaves: facts, and what is a person's own.
const KEPT: [&str; 7] = [
    "ALL_ACCOUNTS",
    "ALL_ACCOUNT_HEADS",
    "ALL_ACCOUNT_MODELS",
    "ALL_EVENTS",
    "ALL_MERGED_ACCOUNTS",
    "ALL_PERSON_ACCOUNTS",
    "ALL_PERSON_LINKS",
];

fn lived_in(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    for number in 1..=3 {
        member(tx, account, number, "Ann")?;
    }
    resource(tx, account, 11, "project", None, "Root")?;
    resource(tx, account, 12, "site", Some(11), "Leaf")?;
    give(tx, account, 1, 12, "read")?;
    account_details::set(tx, account, "city", "Bremen")?;
    compliance::set(tx, account, "passed", "note", Some(id(1)), 5)?;
    due::set(tx, account, DueKind::AccountPurge, id::<AccountId>(1).uuid(), 5)?;
    due::set(tx, account, DueKind::Job, id::<AccountId>(1).uuid(), 5)
}

#[tokio::test]
async fn d12_chunk_by_chunk_everything_goes_that_is_no_bare_fact() {
    beside_a_neighbour(lived_in, |tx, account| {
        let mut chunks = 0;
        while purge::chunk(tx, account, 2)? > 0 {
            chunks += 1;
        }
        assert!(chunks > 5, "{chunks}");
        let left = belongings(tx, account)?;
        let other = left.iter().filter(|row| !KEPT.iter().any(|kept| row.starts_with(&format!("{kept} "))));
        let other: Vec<_> = other.collect();
        assert!(matches!(&other[..], [due] if due.contains("account_purge")), "{other:?}");
        Ok(())
    })
    .await;
}

/// Every table of accounts is either emptied or kept: a new one must be decided on.
#[tokio::test]
async fn d12_every_table_of_accounts_is_purged_or_a_bare_fact() {
    let mut emptied: Vec<String> = purge::emptied().iter().map(|name| name.replacen("PURGE_", "ALL_", 1)).collect();
    emptied.extend(KEPT.map(str::to_owned));
    emptied.sort();
    let mut all: Vec<String> = crate::neighbours::watched();
    all.sort();
    assert_eq!(emptied, all);
}

#[tokio::test]
async fn d12_persons_whose_last_account_it_was_are_erased_and_no_others() {
    fn person(tx: &mut WriteTx<'_>, number: u128) -> Result<PersonId, DbError> {
        let person = id(number);
        let new = persons::NewPerson { person, name: "Ann", language: "en", country: None, time_zone: "UTC", at: 1 };
        persons::insert(tx, &new)?;
        let email = Email::parse(&format!("p{number}@example.com")).map_err(|_| DbError::NotFound)?;
        persons::add_email(tx, person, &email, 1, true)?;
        persons::set_password_hash(tx, person, "secret", 1)?;
        let mail = outbox::NewMail {
            mail: id(number),
            params: "{}",
            link: "",
            to_email: email.as_written(),
            to_name: "Ann",
            language: "en",
            message_id: "x",
            invitation: None,
            at: 1,
        };
        outbox::queue(tx, AccountId::INSTALLATION, &mail)?;
        Ok(person)
    }
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, lived_in).await;
        write(&db, |tx| {
            let (one, two) = (person(tx, 1)?, person(tx, 2)?);
            for (who, account, place) in [(one, ours(), 1), (two, ours(), 2), (two, theirs(), 2)] {
                tx.execute(&TEST_PERSON_OF, &[&account, &id::<MemberId>(place), &who])?;
                person_accounts::add(tx, who, account, id(place), 1)?;
            }
            let found = purge::persons(tx, ours(), 10)?;
            assert_eq!(found.len(), 2);
            assert_eq!(purge::leave(tx, ours(), &found)?, 2);
            assert_eq!(purge::persons(tx, ours(), 10)?, []);
            let lonely = purge::lonely(tx, &found)?;
            assert_eq!(lonely, [one]);
            purge::erase(tx, &lonely)?;
            assert_eq!(persons::by_id(tx, one)?, None);
            assert_eq!(persons::by_email_key(tx, "p1@example.com")?, None);
            assert_eq!(persons::password_hash(tx, one)?, None);
            assert_eq!(outbox::by_id(tx, AccountId::INSTALLATION, id(1))?, None);
            assert!(persons::by_id(tx, two)?.is_some() && persons::password_hash(tx, two)?.is_some());
            let mut mail = outbox::by_id(tx, AccountId::INSTALLATION, id(2))?.ok_or(DbError::NotFound)?;
            assert_eq!(outbox::forget(tx, AccountId::INSTALLATION, 10)?, 0, "it is still to be sent");
            mail.state = "sent".to_owned();
            outbox::save_state(tx, &mail)?;
            assert_eq!(outbox::forget(tx, AccountId::INSTALLATION, 1)?, 0, "it is not that old");
            assert_eq!(outbox::forget(tx, AccountId::INSTALLATION, 2)?, 1);
            Ok(())
        })
        .await;
    }
}
