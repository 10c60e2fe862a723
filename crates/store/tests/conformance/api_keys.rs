//! API keys.

use crate::{
    rows::member,
    setting::{beside_a_neighbour, id, on_both, ours, refused, theirs, unique, with_a_neighbour, write},
};
use roster_domain::id::{AccountId, Id, KeyId, MemberId};
use roster_store::{
    DbError, WriteTx,
    api_keys::{self, KeyRow},
};
use uuid::Uuid;

fn key(number: u128, member: u128) -> KeyRow {
    KeyRow {
        key: id(number),
        label: "Bäckup \"nightly\"".to_owned(),
        secret_hash: vec![u8::try_from(number % 256).unwrap(); 32],
        member: id(member),
        permissions: r#"["roster.read_members"]"#.to_owned(),
        bounds: None,
        created_at: 10,
        expires_at: number.is_multiple_of(2).then_some(99),
        last_used_at: None,
        revoked_at: None,
    }
}

/// Keys 3, 5, … are member 1's, keys 2, 4, … member 2's.
fn owner(number: u128) -> u128 {
    2 - number % 2
}

/// Ten keys of two members in turn, not in the order of their ids.
fn ten(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    member(tx, account, 1, "Ann")?;
    member(tx, account, 2, "Bo")?;
    (1..=10)
        .map(|number| 1 + number * 7 % 11)
        .try_for_each(|number| api_keys::insert(tx, account, &key(number, owner(number))))
}

#[tokio::test]
async fn a_key_is_read_as_it_was_written() {
    beside_a_neighbour(ten, |tx, account| {
        for number in [2, 3] {
            assert_eq!(api_keys::by_id(tx, account, id(number))?, Some(key(number, owner(number))));
        }
        assert_eq!(api_keys::by_id(tx, account, id(99))?, None);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn keys_are_listed_by_id_of_all_or_of_one_member() {
    beside_a_neighbour(ten, |tx, account| {
        let mut walk = |member: Option<MemberId>, limit: i64| {
            let (mut after, mut seen) = (KeyId::from_uuid(Uuid::nil()), Vec::new());
            loop {
                let page = api_keys::page(tx, account, member, after, limit)?;
                assert!(seen.len() < 1000, "the pages never end");
                let Some(last) = page.last() else { return Ok::<_, DbError>(seen) };
                after = last.key;
                seen.extend(page.into_iter().map(|row| row.key));
            }
        };
        let keys = |numbers: &[u128]| numbers.iter().map(|number| id(*number)).collect::<Vec<KeyId>>();
        for limit in [1, 3, 100] {
            assert_eq!(walk(None, limit)?, keys(&[2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
            assert_eq!(walk(Some(id(1)), limit)?, keys(&[3, 5, 7, 9, 11]));
            assert_eq!(walk(Some(id(2)), limit)?, keys(&[2, 4, 6, 8, 10]));
            assert_eq!(walk(Some(id(99)), limit)?, []);
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_key_is_revoked_once_and_all_of_a_member_at_once() {
    beside_a_neighbour(ten, |tx, account| {
        assert!(api_keys::revoke(tx, account, id(3), 50)?);
        assert!(!api_keys::revoke(tx, account, id(3), 60)?);
        assert!(!api_keys::revoke(tx, account, id(99), 60)?);
        assert_eq!(api_keys::by_id(tx, account, id(3))?.unwrap().revoked_at, Some(50));
        assert_eq!(api_keys::revoke_of_member(tx, account, id(1), 70)?, 4);
        assert_eq!(api_keys::revoke_of_member(tx, account, id(1), 80)?, 0);
        let revoked: Vec<_> = api_keys::page(tx, account, None, KeyId::from_uuid(Uuid::nil()), 100)?
            .into_iter()
            .map(|row| row.revoked_at)
            .collect();
        assert_eq!(revoked, [None, Some(50), None, Some(70), None, Some(70), None, Some(70), None, Some(70)]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_last_use_only_moves_on() {
    beside_a_neighbour(ten, |tx, account| {
        for (at, expected) in [(50, 50), (40, 50), (50, 50), (51, 51)] {
            api_keys::used(tx, account, id(3), at)?;
            assert_eq!(
                api_keys::by_id(tx, account, id(3))?,
                Some(KeyRow { last_used_at: Some(expected), ..key(3, 1) })
            );
        }
        assert_eq!(api_keys::by_id(tx, account, id(5))?.unwrap().last_used_at, None);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_key_has_an_id_of_its_own_and_a_member_of_its_account() {
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, ten).await;
        write(&db, |tx| member(tx, theirs(), 5, "Only there")).await;
        let again = refused(&db, |tx| api_keys::insert(tx, ours(), &key(3, 1))).await;
        assert_eq!(again, unique("api_keys(account_id, key_id)"));
        assert_eq!(refused(&db, |tx| api_keys::insert(tx, ours(), &key(20, 5))).await, DbError::ForeignKey);
    }
}

#[tokio::test]
async fn f17_the_good_keys_of_a_member_are_counted() {
    beside_a_neighbour(ten, |tx, account| {
        // Those of even number end at 99, and are member 2's.
        let of_two = |tx: &mut WriteTx<'_>, now| api_keys::count_of_member(tx, account, id(2), now);
        let all = of_two(tx, 98)?;
        assert!(all > 1);
        assert_eq!(of_two(tx, 99)?, 0);
        let first = (2..12).step_by(2).find(|number| api_keys::by_id(tx, account, id(*number)).unwrap().is_some());
        api_keys::revoke(tx, account, id(first.unwrap()), 50)?;
        assert_eq!(of_two(tx, 98)?, all - 1);
        assert_eq!(api_keys::count_of_member(tx, account, id(9), 50)?, 0);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn f17_keys_of_the_account_are_told_by_maker_and_outlive_their_place() {
    fn accounts(number: u128) -> KeyRow {
        KeyRow { bounds: Some("{}".to_owned()), ..key(number, 1) }
    }
    beside_a_neighbour(
        |tx, account| {
            ten(tx, account)?;
            [21, 22, 23].into_iter().try_for_each(|number| api_keys::insert(tx, account, &accounts(number)))
        },
        |tx, account| {
            let made =
                |tx: &mut WriteTx<'_>, by, now, limit| api_keys::made_for_account(tx, account, id(by), now, limit);
            let told =
                |numbers: &[u128]| numbers.iter().map(|it| (id(*it), key(3, 1).label)).collect::<Vec<(KeyId, _)>>();
            assert_eq!(made(tx, 1, 98, 50)?, told(&[21, 22, 23]));
            assert_eq!(made(tx, 1, 98, 2)?, told(&[21, 22]));
            assert_eq!(made(tx, 1, 99, 50)?, told(&[21, 23]), "one is over");
            assert_eq!(made(tx, 2, 98, 50)?, []);
            // They are nobody's own.
            assert_eq!(api_keys::count_of_member(tx, account, id(1), 50)?, 5);
            assert_eq!(api_keys::page(tx, account, Some(id(1)), KeyId::from_uuid(Uuid::nil()), 100)?.len(), 5);
            assert_eq!(api_keys::revoke_of_member(tx, account, id(1), 70)?, 5);
            assert_eq!(api_keys::by_id(tx, account, id(21))?, Some(accounts(21)));
            assert!(api_keys::revoke(tx, account, id(21), 80)?);
            assert_eq!(made(tx, 1, 98, 50)?, told(&[22, 23]));
            Ok(())
        },
    )
    .await;
}

#[tokio::test]
async fn d11_all_keys_of_an_account_are_told_and_revoked_at_once() {
    beside_a_neighbour(
        |tx, account| {
            ten(tx, account)?;
            let of_account = KeyRow { bounds: Some("{}".to_owned()), ..key(21, 1) };
            api_keys::insert(tx, account, &of_account)
        },
        |tx, account| {
            let all = api_keys::count_good(tx, account, 50)?;
            assert_eq!(all, 11, "the members' and the account's");
            assert_eq!(api_keys::good(tx, account, 50, 3)?.len(), 3);
            let good = api_keys::good(tx, account, 50, 100)?;
            assert!(good.len() == 11 && good.iter().any(|(key, _)| *key == id(21)));
            assert!(api_keys::count_good(tx, account, 99)? < all, "some are over");
            assert_eq!(api_keys::revoke_all(tx, account, 70)?, 11);
            assert_eq!(api_keys::revoke_all(tx, account, 80)?, 0);
            assert_eq!(api_keys::count_good(tx, account, 50)?, 0);
            assert_eq!(api_keys::good(tx, account, 50, 3)?, []);
            Ok(())
        },
    )
    .await;
}
