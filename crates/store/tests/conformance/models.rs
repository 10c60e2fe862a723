//! Model texts, and which one an account is pinned to.

use crate::setting::{beside_a_neighbour, id, on_both, ours, refused, unique, with_a_neighbour, write};
use roster_domain::id::AccountId;
use roster_store::{DbError, WriteTx, models, statements};

statements! {
    APPLIED_BY = "select version, applied_at, applied_by from account_models where account_id = $1 order by version";
}

/// Two texts; the account is pinned to the first, then to the second.
fn pinned(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    models::put_text(tx, &[1; 32], "name = \"Ünë\"\n", 10)?;
    models::put_text(tx, &[2; 32], "name = \"two\"\n", 20)?;
    models::pin(tx, account, 1, &[1; 32], 10, None)?;
    models::pin(tx, account, 2, &[2; 32], 20, Some(id(1)))
}

#[tokio::test]
async fn a_text_stays_as_it_is_under_its_hash() {
    beside_a_neighbour(pinned, |tx, _| {
        assert_eq!(models::text(tx, &[1; 32])?.as_deref(), Some("name = \"Ünë\"\n"));
        models::put_text(tx, &[1; 32], "another", 30)?;
        assert_eq!(models::text(tx, &[1; 32])?.as_deref(), Some("name = \"Ünë\"\n"));
        assert_eq!(models::text(tx, &[3; 32])?, None);
        assert_eq!(models::text(tx, b"short")?, None);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_account_is_pinned_to_the_highest_version() {
    beside_a_neighbour(pinned, |tx, account| {
        assert_eq!(models::pinned(tx, account)?, Some((2, vec![2; 32])));
        // Back to an earlier text is one version more; 10 comes behind 2.
        models::pin(tx, account, 10, &[1; 32], 30, None)?;
        assert_eq!(models::pinned(tx, account)?, Some((10, vec![1; 32])));
        assert_eq!(models::pinned(tx, id(99))?, None);
        let applied = tx.all::<(i64, i64, Option<roster_domain::id::MemberId>)>(&APPLIED_BY, &[&account])?;
        assert_eq!(applied, [(1, 10, None), (2, 20, Some(id(1))), (10, 30, None)]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_version_is_applied_once_and_has_a_text() {
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, pinned).await;
        let again = refused(&db, |tx| models::pin(tx, ours(), 2, &[1; 32], 30, None)).await;
        assert_eq!(again, unique("account_models(account_id, version)"));
        let nothing = refused(&db, |tx| models::pin(tx, ours(), 3, &[3; 32], 30, None)).await;
        assert_eq!(nothing, DbError::ForeignKey);
        assert_eq!(write(&db, |tx| models::pinned(tx, ours())).await, Some((2, vec![2; 32])));
    }
}
