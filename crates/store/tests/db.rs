//! The data layer on both engines: what is promised of reading, writing, failing and ending.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod support;

use roster_store::{
    db::{Db, DbError, Param, WriteTx},
    dialect::{Engine, text_list, uuid_list},
    record, statements,
};
use std::sync::{
    Arc, Barrier, Mutex,
    atomic::{AtomicUsize, Ordering},
};
use support::{SCRATCH, on_both, scratch};
use uuid::Uuid;

statements! {
    ADD = "insert into things (thing_id, name, amount) values ($1, $2, $3)";
    COUNT = "select count(*) from things";
    NAMES = "select name from things order by name";
    AMOUNT = "select amount from things where name = $1";
    SET_AMOUNT = "update things set amount = $2 where name = $1";
    RAISE_AMOUNT = "update things set amount = amount + 1 where name = $1";
    LOCK = "select amount from things where name = $1 for update";
    BACKWARDS = "select name from things where amount = $2 and name = $1";
    BY_IDS = "select name from things where thing_id in uuids($1) order by name";
    BY_NAMES = "select name from things where name in texts($1) order by name";
    ADD_PART = "insert into parts (thing_id, part) values ($1, $2)";
    ADD_LATE_PART = "insert into late_parts (thing_id, part) values ($1, $2)";
    EVERYTHING = "select thing_id, name, amount, small, good, data, remark from things where name = $1";
    ADD_EVERYTHING = "insert into things (thing_id, name, amount, small, good, data, remark) values ($1, $2, $3, $4, $5, $6, $7)";
    BROKEN = "select nonsense from nowhere";
    SNEAK = "insert into things (thing_id, name, amount) values ($1, 'x', 1) returning amount";
    /// Many rows out of nothing: generate_series is not in SQLite.
    MANY =
        sqlite "with recursive n(i) as (select 1 union all select i + 1 from n where i < $1) select i from n",
        postgres "select generate_series(1, $1::bigint)";
}

record! {
    /// A row of the scratch table.
    #[derive(Debug, PartialEq)]
    struct Thing {
        thing_id: Uuid,
        name: String,
        amount: i64,
        small: Option<i32>,
        good: Option<bool>,
        data: Option<Vec<u8>>,
        remark: Option<String>,
    }
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn add(tx: &mut WriteTx<'_>, number: u128, name: &str) -> Result<u64, DbError> {
    tx.execute(&ADD, &[&id(number), &name, &0_i64])
}

async fn add_one(db: &Db, number: u128, name: &'static str) {
    db.write(move |tx| add(tx, number, name)).await.unwrap();
}

async fn names(db: &Db) -> Vec<String> {
    let rows: Result<Vec<(String,)>, DbError> = db.read(|tx| tx.all(&NAMES, &[])).await;
    rows.unwrap().into_iter().map(|(name,)| name).collect()
}

fn is_other<T>(result: Result<T, DbError>, parts: &[&str]) -> bool {
    matches!(result, Err(DbError::Other(why)) if parts.iter().all(|part| why.contains(part)))
}

#[tokio::test]
async fn what_is_written_is_read() {
    for db in on_both() {
        let thing = || Thing {
            thing_id: id(7),
            name: "ß\u{1f980}".into(),
            amount: i64::MAX,
            small: Some(-1),
            good: Some(true),
            data: Some(vec![0, 255]),
            remark: Some(String::new()),
        };
        let written = db
            .write(move |tx| {
                let t = thing();
                tx.execute(&ADD_EVERYTHING, &[&t.thing_id, &t.name, &t.amount, &t.small, &t.good, &t.data, &t.remark])
            })
            .await;
        assert_eq!(written, Ok(1));
        let read: Result<Thing, DbError> = db.read(|tx| tx.one(&EVERYTHING, &[&"ß\u{1f980}"])).await;
        assert_eq!(read, Ok(thing()));
        let fast: Result<Thing, DbError> = db.read_fast(|tx| tx.one(&EVERYTHING, &[&"ß\u{1f980}"])).await;
        assert_eq!(fast, Ok(thing()));
    }
}

#[tokio::test]
async fn nothing_goes_in_and_comes_out_as_nothing() {
    for db in on_both() {
        let written = db
            .write(|tx| {
                let (small, good, data, remark) = (None::<i32>, None::<bool>, None::<Vec<u8>>, None::<&str>);
                tx.execute(&ADD_EVERYTHING, &[&id(1), &"empty", &1_i64, &small, &good, &data, &remark])
            })
            .await;
        assert_eq!(written, Ok(1));
        let read: Result<Thing, DbError> = db.read(|tx| tx.one(&EVERYTHING, &[&"empty"])).await;
        let read = read.unwrap();
        assert_eq!((read.small, read.good, read.data, read.remark), (None, None, None, None));
    }
}

#[tokio::test]
async fn an_error_undoes_everything() {
    for db in on_both() {
        let refused: Result<(), DbError> = db
            .write(|tx| {
                add(tx, 1, "one")?;
                let (count,): (i64,) = tx.one(&COUNT, &[])?;
                assert_eq!(count, 1, "a transaction sees its own changes");
                Err(DbError::NotFound)
            })
            .await;
        assert_eq!(refused, Err(DbError::NotFound));
        assert!(names(&db).await.is_empty());
    }
}

#[tokio::test]
async fn no_row_is_not_found_and_breaks_nothing() {
    for db in on_both() {
        let written = db
            .write(|tx| {
                let missing: Result<(i64,), _> = tx.one(&AMOUNT, &[&"nobody"]);
                assert_eq!(missing, Err(DbError::NotFound));
                let missing: Option<(i64,)> = tx.optional(&AMOUNT, &[&"nobody"])?;
                assert_eq!(missing, None);
                add(tx, 1, "one")
            })
            .await;
        assert_eq!(written, Ok(1));
    }
}

#[tokio::test]
async fn rows_that_do_not_fit_are_mistakes() {
    for db in on_both() {
        add_one(&db, 1, "one").await;
        add_one(&db, 2, "two").await;
        let first: Result<Option<(String,)>, DbError> = db.read(|tx| tx.optional(&NAMES, &[])).await;
        assert!(is_other(first, &["NAMES", "more than one row"]));
        let wide: Result<Vec<(String, i64)>, DbError> = db.read(|tx| tx.all(&NAMES, &[])).await;
        assert!(is_other(wide, &["NAMES", "1 columns where 2"]));
        let wrong: Result<Vec<(i64,)>, DbError> = db.read(|tx| tx.all(&NAMES, &[])).await;
        assert!(is_other(wrong, &["NAMES", "column 0", "a text"]));
    }
}

#[tokio::test]
async fn violations_are_named_alike() {
    let with_remark = |number: u128, name: &'static str| {
        move |tx: &mut WriteTx<'_>| {
            let (small, good, data) = (None::<i32>, None::<bool>, None::<Vec<u8>>);
            tx.execute(&ADD_EVERYTHING, &[&id(number), &name, &0_i64, &small, &good, &data, &Some("same")])
        }
    };
    for db in on_both() {
        add_one(&db, 1, "one").await;
        let same_name = db.write(|tx| add(tx, 2, "one")).await;
        assert_eq!(same_name, Err(DbError::Unique { constraint: "things(name)".into() }));
        let same_key = db.write(|tx| add(tx, 1, "two")).await;
        assert_eq!(same_key, Err(DbError::Unique { constraint: "things(thing_id)".into() }));
        db.write(with_remark(3, "three")).await.unwrap();
        let by_expression = db.write(with_remark(4, "four")).await;
        assert_eq!(by_expression, Err(DbError::Unique { constraint: "things_remark".into() }));
        let dangling = db.write(|tx| tx.execute(&ADD_PART, &[&id(9), &"wheel"])).await;
        assert_eq!(dangling, Err(DbError::ForeignKey));
        let negative = db.write(|tx| tx.execute(&ADD, &[&id(5), &"secret", &-1_i64])).await;
        assert!(!format!("{negative:?}").contains("secret"));
        assert!(is_other(negative, &["ADD", "amount_is_positive"]));
    }
}

#[tokio::test]
async fn the_first_failure_poisons() {
    for db in on_both() {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = seen.clone();
        let written = db
            .write(move |tx| {
                add(tx, 1, "one")?;
                let broken: Result<Vec<(i64,)>, _> = tx.all(&BROKEN, &[]);
                log.lock().unwrap().push(is_other(broken, &["BROKEN", "nowhere"]));
                log.lock().unwrap().push(add(tx, 2, "two") == Err(DbError::Poisoned));
                // Passed over, as if nothing had happened.
                Ok::<_, DbError>(())
            })
            .await;
        assert_eq!(written, Err(DbError::Poisoned));
        assert_eq!(*seen.lock().unwrap(), [true, true]);
        assert!(names(&db).await.is_empty());
        let read: Result<(i64,), DbError> = db
            .read(|tx| {
                let _ = tx.all::<(i64,)>(&BROKEN, &[]);
                tx.one(&COUNT, &[])
            })
            .await;
        assert_eq!(read, Err(DbError::Poisoned));
        let read: Result<(i64,), DbError> = db
            .read_fast(|tx| {
                let _ = tx.all::<(i64,)>(&BROKEN, &[]);
                tx.one(&COUNT, &[])
            })
            .await;
        assert_eq!(read, Err(DbError::Poisoned));
        let healthy: Result<(i64,), DbError> = db.read(|tx| tx.one(&COUNT, &[])).await;
        assert_eq!(healthy, Ok((0,)));
    }
}

#[tokio::test]
async fn values_are_counted_and_bound_by_number() {
    for db in on_both() {
        let short = db.write(|tx| tx.execute(&ADD, &[&id(1), &"one"])).await;
        assert!(is_other(short, &["ADD: takes 3 values and was given 2"]));
        let long = db.write(|tx| tx.execute(&ADD, &[&id(1), &"one", &0_i64, &0_i64])).await;
        assert!(is_other(long, &["ADD: takes 3 values and was given 4"]));
        add_one(&db, 1, "one").await;
        let found: Result<(String,), DbError> = db.read(|tx| tx.one(&BACKWARDS, &[&"one", &0_i64])).await;
        assert_eq!(found, Ok(("one".into(),)));
    }
}

#[tokio::test]
async fn lists_of_keys_are_one_parameter() {
    let line = |name: &str| (name.to_owned(),);
    for db in on_both() {
        let added = db
            .write(|tx| {
                let rows: Vec<_> = ["a", "b", "c", "d"].into_iter().zip(1..).map(|(name, n)| (id(n), name)).collect();
                tx.execute_many(&ADD, rows.iter().map(|(id, name)| [id as &dyn Param, name, &0_i64]))
            })
            .await;
        assert_eq!(added, Ok(4));
        let by_ids = |ids: Vec<Uuid>| db.read(move |tx| tx.all(&BY_IDS, &[&uuid_list(&ids)]));
        assert_eq!(by_ids(vec![id(2), id(4), id(99)]).await, Ok::<_, DbError>(vec![line("b"), line("d")]));
        assert_eq!(by_ids(vec![]).await, Ok::<Vec<(String,)>, DbError>(vec![]));
        let by_names: Result<Vec<(String,)>, DbError> =
            db.read(|tx| tx.all(&BY_NAMES, &[&text_list(&["c", "a\"'"])])).await;
        assert_eq!(by_names, Ok(vec![line("c")]));
    }
}

#[tokio::test]
async fn readers_cannot_write() {
    for db in on_both() {
        let sneaked: Result<Vec<(i64,)>, DbError> = db.read_fast(|tx| tx.all(&SNEAK, &[&id(1)])).await;
        assert!(sneaked.is_err());
        let sneaked: Result<Vec<(i64,)>, DbError> = db.read(|tx| tx.all(&SNEAK, &[&id(1)])).await;
        assert!(sneaked.is_err());
        assert!(names(&db).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_is_one_snapshot() {
    for db in on_both() {
        let (begun, written) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
        let (begun_here, written_here) = (begun.clone(), written.clone());
        let reader = db.clone();
        let reading = tokio::spawn(async move {
            reader
                .read(move |tx| {
                    let (before,): (i64,) = tx.one(&COUNT, &[])?;
                    begun_here.wait();
                    written_here.wait();
                    let (after,): (i64,) = tx.one(&COUNT, &[])?;
                    Ok::<_, DbError>((before, after))
                })
                .await
        });
        tokio::task::spawn_blocking(move || begun.wait()).await.unwrap();
        add_one(&db, 1, "one").await;
        tokio::task::spawn_blocking(move || written.wait()).await.unwrap();
        assert_eq!(reading.await.unwrap(), Ok((0, 0)));
        assert_eq!(names(&db).await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_write_leaves_its_neighbours_alone() {
    for db in on_both() {
        let mut writes = Vec::new();
        for number in 0..60_u32 {
            let db = db.clone();
            writes.push(tokio::spawn(async move {
                db.write(move |tx| {
                    add(tx, number.into(), &format!("thing {number}"))?;
                    match number % 4 {
                        1 => Err(DbError::NotFound),
                        2 => add(tx, number.into(), "the same key"),
                        3 => panic!("a mistake in the closure"),
                        _ => Ok(0),
                    }
                })
                .await
            }));
        }
        for (number, write) in writes.into_iter().enumerate() {
            let expected = match number % 4 {
                1 => Err(DbError::NotFound),
                2 => Err(DbError::Unique { constraint: "things(thing_id)".into() }),
                3 => Err(DbError::Panicked),
                _ => Ok(0),
            };
            assert_eq!(write.await.unwrap(), expected);
        }
        assert_eq!(names(&db).await.len(), 15);
        add_one(&db, 1000, "alive").await;
    }
}

#[tokio::test]
async fn a_panic_while_reading_leaves_the_connection_usable() {
    for db in on_both() {
        for _ in 0..10 {
            let read: Result<(), DbError> = db.read(|_| panic!("a mistake in the closure")).await;
            assert_eq!(read, Err(DbError::Panicked));
            let read: Result<(), DbError> =
                db.read_fast(|tx| tx.each(&MANY, &[&5_i64], |_| panic!("a mistake in the closure"))).await;
            assert_eq!(read, Err(DbError::Panicked));
        }
        assert!(names(&db).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_writers_lose_nothing() {
    for db in on_both() {
        add_one(&db, 1, "counter").await;
        let mut writes = Vec::new();
        for writer in 0..64_u128 {
            let db = db.clone();
            writes.push(tokio::spawn(async move {
                for round in 0..4_u128 {
                    let write = db.write(move |tx| {
                        let (amount,): (i64,) = tx.one(&LOCK, &[&"counter"])?;
                        tx.execute(&SET_AMOUNT, &[&"counter", &(amount + 1)])?;
                        add(tx, 100 + writer * 4 + round, &format!("{writer}.{round}"))
                    });
                    assert_eq!(write.await, Ok(1));
                }
            }));
        }
        for write in writes {
            write.await.unwrap();
        }
        let counted: Result<(i64,), DbError> = db.read(|tx| tx.one(&AMOUNT, &[&"counter"])).await;
        assert_eq!(counted, Ok((256,)));
        assert_eq!(names(&db).await.len(), 257);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deadlock_is_tried_again() {
    for db in on_both() {
        add_one(&db, 1, "a").await;
        add_one(&db, 2, "b").await;
        // Each holds its first row when the other asks for it, and PostgreSQL ends one of them. SQLite has one writer.
        let concurrent = db.engine() == Engine::Postgres;
        let (runs, both_hold) = (Arc::new(AtomicUsize::new(0)), Arc::new(Barrier::new(2)));
        let mut writes = Vec::new();
        for (first, second) in [("a", "b"), ("b", "a")] {
            let (db, runs, both_hold) = (db.clone(), runs.clone(), both_hold.clone());
            let own_runs = AtomicUsize::new(0);
            writes.push(tokio::spawn(async move {
                db.write(move |tx| {
                    runs.fetch_add(1, Ordering::SeqCst);
                    tx.execute(&RAISE_AMOUNT, &[&first])?;
                    if concurrent && own_runs.fetch_add(1, Ordering::SeqCst) == 0 {
                        both_hold.wait();
                    }
                    tx.execute(&RAISE_AMOUNT, &[&second])
                })
                .await
            }));
        }
        for write in writes {
            assert_eq!(write.await.unwrap(), Ok(1));
        }
        // On a slow machine both may be ended once.
        let runs = runs.load(Ordering::SeqCst);
        assert!(if concurrent { runs >= 3 } else { runs == 2 }, "{runs} runs");
        for name in ["a", "b"] {
            let raised: Result<(i64,), DbError> = db.read(move |tx| tx.one(&AMOUNT, &[&name])).await;
            assert_eq!(raised, Ok((2,)));
        }
    }
}

#[tokio::test]
async fn what_is_checked_at_commit_fails_alone() {
    for db in on_both() {
        let bad = db.write(|tx| tx.execute(&ADD_LATE_PART, &[&id(9), &"wheel"]));
        let good = db.write(|tx| add(tx, 1, "one"));
        let later = db.write(|tx| {
            tx.execute(&ADD_LATE_PART, &[&id(2), &"wheel"])?;
            add(tx, 2, "two")
        });
        let (bad, good, later) = tokio::join!(bad, good, later);
        assert_eq!((bad, good, later), (Err(DbError::ForeignKey), Ok(1), Ok(1)));
        assert_eq!(names(&db).await, ["one", "two"]);
    }
}

#[tokio::test]
async fn a_hundred_thousand_rows_stream() {
    for db in on_both() {
        let seen = db
            .read(|tx| {
                let (mut rows, mut sum) = (0_u64, 0_i64);
                tx.each(&MANY, &[&100_000_i64], |row| {
                    rows += 1;
                    sum += row.get::<i64>(0)?;
                    Ok(())
                })?;
                Ok::<_, DbError>((rows, sum))
            })
            .await;
        assert_eq!(seen, Ok((100_000, 5_000_050_000)));
        let ended: Result<(i64,), DbError> = db
            .read(|tx| {
                let mut rows = 0;
                let ended = tx.each(&MANY, &[&100_000_i64], |_| {
                    rows += 1;
                    if rows == 10 { Err(DbError::NotFound) } else { Ok(()) }
                });
                assert_eq!((ended, rows), (Err(DbError::NotFound), 10));
                tx.one(&COUNT, &[])
            })
            .await;
        assert_eq!(ended, Ok((0,)), "who ends the reading early can go on");
    }
}

#[tokio::test]
async fn shutdown_finishes_what_was_queued() {
    for db in on_both() {
        let mut writes = Vec::new();
        for number in 0..50_u128 {
            let db = db.clone();
            let mut write = Box::pin(async move { db.write(move |tx| add(tx, number, &number.to_string())).await });
            // Polled once, it stands in the queue.
            let mut context = std::task::Context::from_waker(std::task::Waker::noop());
            let _ = write.as_mut().poll(&mut context);
            writes.push(write);
        }
        db.shutdown().await;
        let refused = db.write(|tx| add(tx, 1000, "late")).await;
        assert_eq!(refused, Err(DbError::Closed));
        assert_eq!(names(&db).await.len(), 50);
        db.shutdown().await;
    }
}

#[tokio::test]
async fn the_database_answers() {
    for db in on_both() {
        assert_eq!(db.ping(), Ok(()));
        assert_eq!(db.pending_migrations_of(SCRATCH), Ok(vec![]));
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_opening_again() {
    for scratch in scratch() {
        let db = scratch.open();
        add_one(&db, 1, "one").await;
        db.shutdown().await;
        drop(db);
        assert_eq!(names(&scratch.open()).await, ["one"]);
    }
}
