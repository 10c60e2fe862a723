//! SQLite when something goes wrong below a group commit, and the order and the grouping themselves.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod support;

use roster_store::{
    db::{Db, DbConfig, DbError, WriteTx},
    sql, statements,
};
use std::sync::{
    Arc, Barrier, Mutex,
    atomic::{AtomicBool, Ordering},
};
use support::{Scratch, scratch};
use tokio::task::JoinHandle;
use uuid::Uuid;

statements! {
    ADD = "insert into things (thing_id, name, amount) values ($1, $2, $3)";
    NAMES_BY_AGE = "select name from things order by rowid";
    BLOW = "insert into fuses (thing_id) values ($1)";
    FILL = "insert into things (thing_id, name, amount, data) values ($1, $2, 0, zeroblob(1000000))";
}
sql!(LITTLE_ROOM, "pragma max_page_count = 100");
sql!(MUCH_ROOM, "pragma max_page_count = 1000000");

fn sqlite() -> Scratch {
    scratch().into_iter().find(Scratch::is_sqlite).unwrap()
}

fn add(tx: &mut WriteTx<'_>, number: u128, name: &str) -> Result<u64, DbError> {
    tx.execute(&ADD, &[&Uuid::from_u128(number), &name, &0_i64])
}

async fn names(db: &Db) -> Vec<String> {
    let rows: Result<Vec<(String,)>, DbError> = db.read(|tx| tx.all(&NAMES_BY_AGE, &[])).await;
    rows.unwrap().into_iter().map(|(name,)| name).collect()
}

/// Occupies the writer until the barrier is met, so that what comes meanwhile is queued.
async fn occupy(db: &Db) -> (Arc<Barrier>, JoinHandle<Result<(), DbError>>) {
    let (begun, go) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
    let (db, begun_there, go_there) = (db.clone(), begun.clone(), go.clone());
    let waits = AtomicBool::new(true);
    let write = tokio::spawn(async move {
        db.write(move |_| {
            // It runs again when a neighbour breaks the batch.
            if waits.swap(false, Ordering::SeqCst) {
                begun_there.wait();
                go_there.wait();
            }
            Ok(())
        })
        .await
    });
    tokio::task::spawn_blocking(move || begun.wait()).await.unwrap();
    (go, write)
}

#[tokio::test(flavor = "multi_thread")]
async fn queued_writes_run_in_order_and_share_a_commit() {
    let scratch = sqlite();
    let db = scratch.open();
    let (go, first) = occupy(&db).await;
    // What another connection sees while each write runs: nothing, until the commit of them all.
    let path = scratch.url.strip_prefix("sqlite:").unwrap();
    let outside = Arc::new(Mutex::new(rusqlite::Connection::open(path).unwrap()));
    let committed = Arc::new(Mutex::new(Vec::new()));
    let mut writes = Vec::new();
    for number in 0..100_u128 {
        let (db, outside, committed) = (db.clone(), outside.clone(), committed.clone());
        let write = move |tx: &mut WriteTx<'_>| {
            let count = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
            let seen = outside.lock().unwrap().query_one("select count(*) from things", [], count).unwrap();
            committed.lock().unwrap().push(seen);
            add(tx, number, &number.to_string())
        };
        let mut write = Box::pin(async move { db.write(write).await });
        // Polled once, it stands in the queue.
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(write.as_mut().poll(&mut context).is_pending());
        writes.push(write);
    }
    tokio::task::spawn_blocking(move || go.wait()).await.unwrap();
    first.await.unwrap().unwrap();
    for write in writes {
        assert_eq!(write.await, Ok(1));
    }
    assert_eq!(*committed.lock().unwrap(), [0; 100]);
    let in_order: Vec<String> = (0..100).map(|number| number.to_string()).collect();
    assert_eq!(names(&db).await, in_order);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_write_runs_alone_in_its_place_and_what_it_refuses_is_undone() {
    let scratch = sqlite();
    let db = scratch.open();
    let (go, first) = occupy(&db).await;
    let outside =
        Arc::new(Mutex::new(rusqlite::Connection::open(scratch.url.strip_prefix("sqlite:").unwrap()).unwrap()));
    let committed = Arc::new(Mutex::new(Vec::new()));
    let mut writes = Vec::new();
    // 2 and 3 are long, and 3 refuses after it wrote.
    for number in 0..6_u128 {
        let (db, outside, committed) = (db.clone(), outside.clone(), committed.clone());
        let write = move |tx: &mut WriteTx<'_>| {
            let count = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
            let seen = outside.lock().unwrap().query_one("select count(*) from things", [], count).unwrap();
            committed.lock().unwrap().push(seen);
            add(tx, number, &number.to_string())?;
            if number == 3 { Err(DbError::NotFound) } else { Ok(1) }
        };
        let mut write = Box::pin(async move {
            if matches!(number, 2 | 3) { db.write_alone(write).await } else { db.write(write).await }
        });
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(write.as_mut().poll(&mut context).is_pending());
        writes.push(write);
    }
    tokio::task::spawn_blocking(move || go.wait()).await.unwrap();
    first.await.unwrap().unwrap();
    for (number, write) in writes.into_iter().enumerate() {
        assert_eq!(write.await, if number == 3 { Err(DbError::NotFound) } else { Ok(1) });
    }
    // What was committed before each: the first two share a commit, the long ones have their own.
    assert_eq!(*committed.lock().unwrap(), [0, 0, 2, 3, 3, 3]);
    assert_eq!(names(&db).await, ["0", "1", "2", "4", "5"]);
}

#[tokio::test]
async fn a_long_write_that_breaks_its_transaction_leaves_none_open() {
    let db = sqlite().open();
    let broken = db.write_alone(|tx| tx.execute(&BLOW, &[&Uuid::nil()])).await;
    assert!(broken.is_err(), "{broken:?}");
    let panicked: Result<(), DbError> = db.write_alone(|_| panic!("on purpose")).await;
    assert_eq!(panicked, Err(DbError::Panicked));
    assert_eq!(db.write(|tx| add(tx, 1, "next")).await, Ok(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_breaks_the_transaction_of_all_fails_alone() {
    let scratch = sqlite();
    let db = scratch.open();
    let (go, first) = occupy(&db).await;
    let mut writes = Vec::new();
    for number in 0..9_u128 {
        let db = db.clone();
        writes.push(tokio::spawn(async move {
            db.write(move |tx| {
                add(tx, number, &number.to_string())?;
                if number == 4 { tx.execute(&BLOW, &[&Uuid::nil()]) } else { Ok(1) }
            })
            .await
        }));
    }
    tokio::task::spawn_blocking(move || go.wait()).await.unwrap();
    first.await.unwrap().unwrap();
    for (number, write) in writes.into_iter().enumerate() {
        let written = write.await.unwrap();
        assert_eq!(written.is_ok(), number != 4, "{number}: {written:?}");
    }
    assert_eq!(names(&db).await.len(), 8);
}

#[tokio::test]
async fn a_full_disk_is_said_and_survived() {
    let db = sqlite().open();
    let shrunk: Result<(i64,), DbError> = db.write(|tx| tx.one(&LITTLE_ROOM, &[])).await;
    assert_eq!(shrunk, Ok((100,)));
    let full = db.write(|tx| tx.execute(&FILL, &[&Uuid::nil(), &"big"])).await;
    assert!(matches!(&full, Err(DbError::Unavailable(why)) if why.contains("FILL")), "{full:?}");
    let grown: Result<(i64,), DbError> = db.write(|tx| tx.one(&MUCH_ROOM, &[])).await;
    assert_eq!(grown, Ok((1_000_000,)));
    assert_eq!(db.write(|tx| tx.execute(&FILL, &[&Uuid::nil(), &"big"])).await, Ok(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_held_by_another_program_is_busy() {
    let scratch = sqlite();
    let db = scratch.open();
    let other = rusqlite::Connection::open(scratch.url.strip_prefix("sqlite:").unwrap()).unwrap();
    other.execute_batch("begin immediate").unwrap();
    let writes: Vec<_> = (0..10_u128)
        .map(|number| {
            let db = db.clone();
            tokio::spawn(async move { db.write(move |tx| add(tx, number, &number.to_string())).await })
        })
        .collect();
    for write in writes {
        assert_eq!(write.await.unwrap(), Err(DbError::Retry));
    }
    other.execute_batch("rollback").unwrap();
    assert_eq!(db.write(|tx| add(tx, 1, "one")).await, Ok(1));
}

#[tokio::test]
async fn a_text_with_nul_is_refused_as_on_postgres() {
    for scratch in scratch() {
        let db = scratch.open();
        let refused = db.write(|tx| add(tx, 1, "a\0b")).await;
        assert!(matches!(&refused, Err(DbError::Other(why)) if why.contains("ADD")), "{refused:?}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = sqlite();
    let db = scratch.open();
    db.write(|tx| add(tx, 1, "one")).await.unwrap();
    let path = scratch.url.strip_prefix("sqlite:").unwrap();
    for file in [path.to_owned(), format!("{path}-wal"), format!("{path}-shm")] {
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{file}");
    }
}

#[test]
fn an_address_that_means_nothing_is_refused() {
    for url in ["mysql://localhost/roster", "sqlite:", "sqlite::memory:", "/nowhere/at/all/roster.db"] {
        let opened = Db::open(&DbConfig::new(url));
        assert!(matches!(opened, Err(DbError::Other(_) | DbError::Unavailable(_))), "{url}");
    }
}
