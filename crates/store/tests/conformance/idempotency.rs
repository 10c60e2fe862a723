//! Requests that were done already.

use crate::setting::{beside_a_neighbour, id, on_both, ours, refused, unique, with_a_neighbour, write};
use roster_domain::id::AccountId;
use roster_store::{DbError, WriteTx, idempotency};

const DIGEST: [u8; 32] = [7; 32];

fn done(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    for (actor, key, at) in [("member 1", "a", 10), ("member 1", "A", 20), ("member 2", "a", 30)] {
        idempotency::keep(tx, account, actor, key, &DIGEST, &format!(r#"["{actor}","{key}"]"#), at)?;
    }
    Ok(())
}

#[tokio::test]
async fn an_outcome_is_found_by_account_actor_and_key() {
    beside_a_neighbour(done, |tx, account| {
        let outcome = |text: &str| Some((DIGEST.to_vec(), text.to_owned()));
        assert_eq!(idempotency::find(tx, account, "member 1", "a")?, outcome(r#"["member 1","a"]"#));
        assert_eq!(idempotency::find(tx, account, "member 1", "A")?, outcome(r#"["member 1","A"]"#));
        assert_eq!(idempotency::find(tx, account, "member 2", "a")?, outcome(r#"["member 2","a"]"#));
        assert_eq!(idempotency::find(tx, account, "member 2", "A")?, None);
        assert_eq!(idempotency::find(tx, AccountId::INSTALLATION, "member 1", "a")?, None);
        assert_eq!(idempotency::find(tx, id(99), "member 1", "a")?, None);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_is_old_is_forgotten() {
    beside_a_neighbour(done, |tx, account| {
        assert_eq!(idempotency::forget(tx, account, 10)?, 0);
        assert_eq!(idempotency::forget(tx, account, 21)?, 2);
        assert_eq!(idempotency::find(tx, account, "member 1", "a")?, None);
        assert!(idempotency::find(tx, account, "member 2", "a")?.is_some());
        // The key may be used again.
        idempotency::keep(tx, account, "member 1", "a", &[8; 32], "[]", 40)?;
        assert_eq!(idempotency::find(tx, account, "member 1", "a")?, Some((vec![8; 32], "[]".to_owned())));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_key_is_used_once() {
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, done).await;
        let keep = |tx: &mut WriteTx<'_>| idempotency::keep(tx, ours(), "member 1", "a", &[8; 32], "[]", 40);
        assert_eq!(refused(&db, keep).await, unique("idempotency(account_id, actor, key)"));
        let kept = write(&db, |tx| idempotency::find(tx, ours(), "member 1", "a")).await;
        assert_eq!(kept.unwrap().0, DIGEST, "the first outcome stays");
    }
}

#[tokio::test]
async fn a_key_is_taken_once_and_its_outcome_follows() {
    beside_a_neighbour(done, |tx, account| {
        let (digest, other) = ([8; 32], [9; 32]);
        assert!(idempotency::begin(tx, account, "person 1", "a", &digest, 50)?);
        assert!(!idempotency::begin(tx, account, "person 1", "a", &other, 60)?);
        assert!(!idempotency::begin(tx, account, "member 1", "a", &other, 60)?, "the one kept before is as taken");
        assert_eq!(idempotency::find(tx, account, "person 1", "a")?, Some((digest.to_vec(), "null".to_owned())));
        idempotency::settle(tx, account, "person 1", "a", "[1]")?;
        assert_eq!(idempotency::find(tx, account, "person 1", "a")?, Some((digest.to_vec(), "[1]".to_owned())));
        let kept = idempotency::find(tx, account, "member 1", "a")?;
        assert_eq!(kept, Some((DIGEST.to_vec(), r#"["member 1","a"]"#.to_owned())));
        assert_eq!(idempotency::forget(tx, account, 51)?, 4);
        Ok(())
    })
    .await;
}
