//! Wishes to sign up.

use crate::setting::{beside_a_neighbour, id};
use roster_domain::id::AccountId;
use roster_store::{
    DbError, WriteTx,
    sign_ups::{self, SignUpRow},
};

fn wish(number: u128, until: i64) -> SignUpRow {
    SignUpRow {
        sign_up: id(number),
        email: "Bo@Example.com".to_owned(),
        key_id: "k1".to_owned(),
        created_at: 10,
        expires_at: until,
        used_at: None,
    }
}

fn two(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    sign_ups::insert(tx, account, &wish(1, 20), "bo@example.com")?;
    sign_ups::insert(tx, account, &wish(2, 30), "bo@example.com")
}

#[tokio::test]
async fn a_wish_is_used_once_and_forgotten_when_its_link_is_long_dead() {
    beside_a_neighbour(two, |tx, account| {
        assert_eq!(sign_ups::by_id(tx, account, id(1))?, Some(wish(1, 20)));
        assert_eq!(sign_ups::by_id(tx, account, id(9))?, None);
        assert!(sign_ups::mark_used(tx, account, id(1), 15)?);
        assert!(!sign_ups::mark_used(tx, account, id(1), 16)?);
        assert_eq!(sign_ups::by_id(tx, account, id(1))?.unwrap().used_at, Some(15));
        assert_eq!(sign_ups::forget(tx, account, 19)?, 0);
        assert_eq!(sign_ups::forget(tx, account, 20)?, 1);
        assert_eq!(sign_ups::by_id(tx, account, id(1))?, None);
        assert_eq!(sign_ups::by_id(tx, account, id(2))?, Some(wish(2, 30)));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_newer_wish_of_an_address_takes_the_place_of_those_that_were_not_used() {
    beside_a_neighbour(two, |tx, account| {
        sign_ups::insert(tx, account, &wish(3, 30), "cy@example.com")?;
        assert!(sign_ups::mark_used(tx, account, id(1), 15)?);
        assert_eq!(sign_ups::replace(tx, account, "bo@example.com")?, 1);
        assert_eq!(sign_ups::replace(tx, account, "bo@example.com")?, 0);
        for (number, there) in [(1, true), (2, false), (3, true)] {
            assert_eq!(sign_ups::by_id(tx, account, id(number))?.is_some(), there, "{number}");
        }
        Ok(())
    })
    .await;
}
