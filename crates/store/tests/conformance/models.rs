//! Model texts, and which one an account is pinned to.

use crate::rows::member;
use crate::setting::{beside_a_neighbour, id, on_both, ours, refused, unique, with_a_neighbour, write};
use roster_domain::id::AccountId;
use roster_store::{DbError, WriteTx, members, models, statements};

statements! {
    APPLIED_BY = "select version, applied_at, applied_by from account_models where account_id = $1 order by version";
}

/// Two texts; the account is pinned to the first, then to the second.
fn pinned(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    models::put_text(tx, &[1; 32], "name = \"Ünë\"\n", 10)?;
    models::put_text(tx, &[2; 32], "name = \"two\"\n", 20)?;
    models::pin(tx, account, 1, &[1; 32], "{}", 10, None)?;
    models::pin(tx, account, 2, &[2; 32], "{}", 20, Some(id(1)))
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
        models::pin(tx, account, 10, &[1; 32], "{}", 30, None)?;
        assert_eq!(models::pinned(tx, account)?, Some((10, vec![1; 32])));
        assert_eq!(models::pinned(tx, id(99))?, None);
        let applied = tx.all::<(i64, i64, Option<roster_domain::id::MemberId>)>(&APPLIED_BY, &[&account])?;
        assert_eq!(applied, [(1, 10, None), (2, 20, Some(id(1))), (10, 30, None)]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn f08_versions_are_listed_backwards() {
    beside_a_neighbour(pinned, |tx, account| {
        let versions = models::versions(tx, account, i64::MAX, 10)?;
        assert!(versions.iter().all(|row| row.choices == "{}"));
        let told: Vec<_> =
            versions.iter().map(|row| (row.version, row.hash[0], row.applied_at, row.applied_by)).collect();
        assert_eq!(told, [(2, 2, 20, Some(id(1))), (1, 1, 10, None)]);
        assert_eq!(models::versions(tx, account, 2, 10)?.len(), 1);
        assert_eq!(models::versions(tx, account, i64::MAX, 1)?[0].version, 2);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn f08_what_a_version_moved_is_kept_until_it_is_forgotten() {
    let with_members: crate::setting::Prepare = |tx, account| {
        pinned(tx, account)?;
        for number in [1, 2] {
            let member = member(tx, account, number, "")?;
            models::put_moves(tx, account, 2, &[(member, format!("[{number}]"))])?;
        }
        Ok(())
    };
    beside_a_neighbour(with_members, |tx, account| {
        let mut moves = models::moves_of(tx, account, 2, &[id(1), id(2), id(3)])?;
        moves.sort();
        assert_eq!(moves, [(id(1), "[1]".to_owned()), (id(2), "[2]".to_owned())]);
        assert_eq!(models::moves_of(tx, account, 1, &[id(1)])?, []);
        assert_eq!(models::forget_moves(tx, account, 2)?, 0, "those of this version stay");
        models::put_mails(tx, account, 1, id(0))?;
        assert_eq!(models::forget_moves(tx, account, 3)?, 0, "so do those that mails from the version before tell of");
        models::mails_done(tx, account, 1)?;
        models::put_mails(tx, account, 2, id(0))?;
        assert_eq!(models::forget_moves(tx, account, 3)?, 2);
        assert_eq!(models::moves_of(tx, account, 2, &[id(1)])?, []);
        let page = members::page_by_id(tx, account, id(1), 10)?;
        assert_eq!(page.iter().map(|row| row.member).collect::<Vec<_>>(), [id(2)]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn f08_mails_that_are_to_be_written_begin_with_the_newest_version() {
    beside_a_neighbour(pinned, |tx, account| {
        assert_eq!(models::newest_mails(tx, account)?, []);
        models::put_mails(tx, account, 1, id(7))?;
        models::put_mails(tx, account, 2, id(0))?;
        models::put_mails(tx, account, 2, id(3))?;
        let rows = |tx: &mut WriteTx<'_>| {
            let rows = models::newest_mails(tx, account)?;
            Ok::<_, DbError>(rows.into_iter().map(|row| (row.version, row.after)).collect::<Vec<_>>())
        };
        assert_eq!(rows(tx)?, [(2, id(3)), (1, id(7))]);
        models::mails_done(tx, account, 2)?;
        assert_eq!(rows(tx)?, [(1, id(7))]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_version_is_applied_once_and_has_a_text() {
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, pinned).await;
        let again = refused(&db, |tx| models::pin(tx, ours(), 2, &[1; 32], "{}", 30, None)).await;
        assert_eq!(again, unique("account_models(account_id, version)"));
        let nothing = refused(&db, |tx| models::pin(tx, ours(), 3, &[3; 32], "{}", 30, None)).await;
        assert_eq!(nothing, DbError::ForeignKey);
        assert_eq!(write(&db, |tx| models::pinned(tx, ours())).await, Some((2, vec![2; 32])));
    }
}
