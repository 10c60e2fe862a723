//! A large result passes through without being held. Alone in its program: the memory that is measured is the process's.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

mod support;

use roster_store::{db::DbError, statements};
use std::fs;
use support::empty;

statements! {
    /// Wide rows out of nothing: generate_series is not in SQLite.
    WIDE =
        sqlite "with recursive n(i) as (select 1 union all select i + 1 from n where i < $1) \
                select i, hex(zeroblob(500)) from n",
        postgres "select i, repeat('0', 1000) from generate_series(1, $1::bigint) as n(i)";
}

/// The most memory this process had at once, in kilobytes, since the last call of `forget`.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

fn forget_peak() {
    fs::write("/proc/self/clear_refs", "5").unwrap();
}

#[tokio::test]
async fn a_hundred_megabytes_take_none() {
    for scratch in empty() {
        let db = scratch.open();
        let read = move |rows: i64| {
            let db = db.clone();
            async move {
                db.read(move |tx| {
                    let mut bytes = 0;
                    tx.each(&WIDE, &[&rows], |row| {
                        bytes += row.get::<String>(1)?.len();
                        Ok(())
                    })?;
                    Ok::<_, DbError>(bytes)
                })
                .await
            }
        };
        assert_eq!(read(1000).await, Ok(1_000_000));
        forget_peak();
        let before = peak();
        assert_eq!(read(100_000).await, Ok(100_000_000));
        let grown = peak().saturating_sub(before);
        assert!(grown < 20_000, "{grown} kB more on {}", scratch.url);
    }
}
