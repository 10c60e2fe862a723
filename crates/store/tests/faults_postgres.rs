//! PostgreSQL when connections die: before COMMIT a write is done again, after COMMIT never.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod support;

use roster_store::{
    db::{Db, DbConfig, DbError, WriteTx},
    statements,
};
use roster_testkit::postgres::{PgServer, postgres};
use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};
use support::{SCRATCH, open};
use uuid::Uuid;

statements! {
    ADD = "insert into things (thing_id, name, amount) values ($1, $2, $3)";
    COUNT = "select count(*) from things";
    LOSE = "insert into things (thing_id, name, amount) values ($1, $2, lose($3))";
}

/// A database with the scratch schema, and its address.
fn database(server: &PgServer) -> (Db, String) {
    let url = server.fresh_database();
    let db = open(&url);
    db.migrate_with(SCRATCH).unwrap();
    (db, url)
}

fn add(tx: &mut WriteTx<'_>, number: u128) -> Result<u64, DbError> {
    tx.execute(&ADD, &[&Uuid::from_u128(number), &number.to_string(), &0_i64])
}

async fn count(db: &Db) -> Result<i64, DbError> {
    db.read(|tx| tx.one(&COUNT, &[])).await.map(|(count,): (i64,)| count)
}

#[tokio::test]
async fn sessions_that_died_unused_are_replaced() {
    let Some(server) = postgres() else { return };
    let (db, url) = database(server);
    // Once more than there are sessions, each time cutting all of them.
    for round in 0..6_u128 {
        for _ in 0..8 {
            assert_eq!(count(&db).await, Ok(i64::try_from(round).unwrap()));
        }
        server.cut_connections(&url);
        let fast: Result<(i64,), DbError> = db.read_fast(|tx| tx.one(&COUNT, &[])).await;
        assert_eq!(fast.map(|(count,)| count), Ok(i64::try_from(round).unwrap()));
        server.cut_connections(&url);
        assert_eq!(db.write(move |tx| add(tx, round)).await, Ok(1));
        server.cut_connections(&url);
        assert_eq!(db.ping(), Ok(()));
        server.cut_connections(&url);
        assert_eq!(db.pending_migrations_of(SCRATCH), Ok(vec![]));
    }
}

#[tokio::test]
async fn a_write_cut_before_commit_is_done_again_once() {
    let Some(server) = postgres() else { return };
    let (db, url) = database(server);
    let runs = Arc::new(AtomicUsize::new(0));
    let (counted, address) = (runs.clone(), url.clone());
    let written = db
        .write(move |tx| {
            add(tx, 1)?;
            if counted.fetch_add(1, Ordering::SeqCst) == 0 {
                postgres().unwrap().cut_connections(&address);
            }
            add(tx, 2)
        })
        .await;
    assert_eq!((written, runs.load(Ordering::SeqCst)), (Ok(1), 2));
    assert_eq!(count(&db).await, Ok(2));

    let (counted, address) = (runs.clone(), url.clone());
    runs.store(0, Ordering::SeqCst);
    let written = db
        .write(move |tx| {
            counted.fetch_add(1, Ordering::SeqCst);
            postgres().unwrap().cut_connections(&address);
            add(tx, 3)
        })
        .await;
    assert!(matches!(&written, Err(DbError::Unavailable(_))), "{written:?}");
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    assert_eq!(count(&db).await, Ok(2));
}

#[tokio::test]
async fn a_write_that_always_loses_gives_up() {
    let Some(server) = postgres() else { return };
    let (db, _) = database(server);
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = runs.clone();
    let written = db
        .write(move |tx| {
            counted.fetch_add(1, Ordering::SeqCst);
            tx.execute(&LOSE, &[&Uuid::nil(), &"loser", &0_i64])
        })
        .await;
    assert_eq!((written, runs.load(Ordering::SeqCst)), (Err(DbError::Retry), 6));
    assert_eq!(db.write(|tx| add(tx, 1)).await, Ok(1));
}

#[tokio::test]
async fn an_unanswered_commit_is_never_sent_again() {
    let Some(server) = postgres() else { return };
    let (direct, url) = database(server);
    let db = open(&through_a_proxy_that_swallows_the_answer_to_commit(&url));
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = runs.clone();
    let written = db
        .write(move |tx| {
            counted.fetch_add(1, Ordering::SeqCst);
            add(tx, 1)
        })
        .await;
    assert_eq!((written, runs.load(Ordering::SeqCst)), (Err(DbError::CommitUnknown), 1));
    // Here it was made; the one who wrote could not know.
    while count(&direct).await != Ok(1) {
        tokio::task::yield_now().await;
    }
}

#[test]
fn what_must_be_encrypted_is_never_sent_in_the_clear() {
    let Some(server) = postgres() else { return };
    let url = format!("{}?sslmode=require", server.fresh_database());
    let opened = Db::open(&DbConfig::new(url));
    assert!(matches!(&opened.map(drop), Err(DbError::Unavailable(why)) if why.contains("TLS")));
}

#[test]
fn a_server_that_is_not_there_is_unavailable() {
    let port = roster_testkit::port::free_port();
    let opened = Db::open(&DbConfig::new(format!("postgres://somebody:secret@127.0.0.1:{port}/roster")));
    let error = opened.map(drop).unwrap_err();
    assert!(matches!(&error, DbError::Unavailable(why) if !why.contains("secret")), "{error:?}");
}

/// The address of a proxy that passes COMMIT on to the server, and then hangs up on the client.
fn through_a_proxy_that_swallows_the_answer_to_commit(url: &str) -> String {
    let (before, database) = url.rsplit_once('/').unwrap();
    let server = before.rsplit_once('@').unwrap().1.to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for client in listener.incoming() {
            let (client, upstream) = (client.unwrap(), TcpStream::connect(&server).unwrap());
            let (from_server, to_client) = (upstream.try_clone().unwrap(), client.try_clone().unwrap());
            thread::spawn(move || pass_on(from_server, to_client, None));
            thread::spawn(move || pass_on(client, upstream, Some(b"commit\0")));
        }
    });
    format!("postgres://postgres@{address}/{database}")
}

/// Copies until the end, or until these bytes came by: then the sender is hung up on, and the receiver has them.
fn pass_on(mut from: TcpStream, mut to: TcpStream, last: Option<&[u8]>) {
    let mut buffer = [0; 16384];
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        let is_last = last.is_some_and(|last| buffer[..length].windows(last.len()).any(|bytes| bytes == last));
        if is_last {
            let _ = from.shutdown(Shutdown::Both);
        }
        if to.write_all(&buffer[..length]).is_err() || is_last {
            return;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}
