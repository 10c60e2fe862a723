//! Accounts and their heads.

use crate::setting::{beside_a_neighbour, id, on_both, ours, refused, unique, with_a_neighbour, write};
use roster_domain::id::AccountId;
use roster_store::{
    DbError, WriteTx,
    accounts::{self, AccountRow, HeadRow},
};

fn nothing(_: &mut WriteTx<'_>, _: AccountId) -> Result<(), DbError> {
    Ok(())
}

#[tokio::test]
async fn a_new_account_is_open_and_its_head_stands_at_the_beginning() {
    beside_a_neighbour(nothing, |tx, account| {
        let mut expected = AccountRow {
            account,
            name: "Harbour Studio".to_owned(),
            status: "open".to_owned(),
            created_at: 1,
            version: 1,
            suspended_at: None,
            suspended_for: String::new(),
            closed_at: None,
            closed_by: None,
            purge_at: None,
        };
        assert_eq!(accounts::by_id(tx, account)?, Some(expected.clone()));
        let head = HeadRow {
            revision: 0,
            access_revision: 0,
            resources_revision: 0,
            event_seq: 0,
            event_hash: vec![0; 32],
            keeper_met: false,
        };
        assert_eq!(accounts::head(tx, account)?, Some(head));
        expected.name = "Quay Studio".to_owned();
        expected.status = "suspended".to_owned();
        expected.suspended_at = Some(5);
        expected.suspended_for = "unpaid".to_owned();
        (expected.closed_at, expected.closed_by, expected.purge_at) = (Some(6), Some(id(9)), Some(7));
        accounts::save(tx, &expected)?;
        expected.version = 2;
        assert_eq!(accounts::by_id(tx, account)?, Some(expected));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_is_not_there_has_no_row_and_no_head() {
    beside_a_neighbour(nothing, |tx, _| {
        assert_eq!(accounts::by_id(tx, id(99))?, None);
        assert_eq!(accounts::head(tx, id(99))?, None);
        assert_eq!(accounts::lock_head(tx, id(99))?, None);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_head_moves_on_in_all_its_parts() {
    beside_a_neighbour(nothing, |tx, account| {
        let moved = HeadRow {
            revision: 1,
            access_revision: 2,
            resources_revision: 3,
            event_seq: i64::MAX,
            event_hash: (0..32).collect(),
            keeper_met: true,
        };
        accounts::advance_head(tx, account, &moved)?;
        assert_eq!(accounts::head(tx, account)?.as_ref(), Some(&moved));
        assert_eq!(accounts::lock_head(tx, account)?, Some(moved));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_account_is_created_once() {
    for (db, _scratch) in on_both() {
        with_a_neighbour(&db, nothing).await;
        let why = refused(&db, |tx| accounts::insert(tx, ours(), "Another", 2)).await;
        assert_eq!(why, unique("accounts(account_id)"));
    }
}

#[tokio::test]
async fn the_operator_reads_all_accounts_page_by_page() {
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            for number in [5_u128, 1, 4, 2, 3] {
                accounts::insert(tx, id(number), "The same name", 1)?;
            }
            let (mut after, mut seen) = (AccountId::INSTALLATION, Vec::new());
            loop {
                let page = accounts::page(tx, after, 2)?;
                let Some(last) = page.last() else { break };
                after = last.account;
                assert!(page.iter().all(|row| row.members == 0 && row.model.is_none()));
                seen.push(page.into_iter().map(|row| row.account).collect::<Vec<AccountId>>());
            }
            assert_eq!(seen, [vec![id(1), id(2)], vec![id(3), id(4)], vec![id(5)]]);
            let open = |number: u128| (id(number), "open".to_owned());
            assert_eq!(accounts::first(tx, AccountId::INSTALLATION, 2)?, [open(1), open(2)]);
            assert_eq!(accounts::first(tx, id(4), 2)?, [open(5)]);
            Ok(())
        })
        .await;
    }
}

/// Two nodes that count on the same head: whoever comes second waits, and reads what the first one wrote.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_head_has_one_writer() {
    const CHANGES: i64 = 25;
    for (db, scratch) in on_both() {
        with_a_neighbour(&db, nothing).await;
        let nodes = [db.clone(), scratch.open()].map(|node| {
            tokio::spawn(async move {
                for _ in 0..CHANGES {
                    write(&node, |tx| {
                        let mut head = accounts::lock_head(tx, ours())?.ok_or(DbError::NotFound)?;
                        head.revision += 1;
                        accounts::advance_head(tx, ours(), &head)
                    })
                    .await;
                }
            })
        });
        for node in nodes {
            node.await.unwrap();
        }
        let head = write(&db, |tx| accounts::head(tx, ours())).await.unwrap();
        assert_eq!(head.revision, 2 * CHANGES);
    }
}
