//! What became of tries to sign in.

use crate::setting::{id, on_both, write};
use roster_store::sign_ins::{self, FailureRow};

#[tokio::test]
async fn the_last_sign_in_is_kept_and_failures_are_counted_by_reason() {
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            assert_eq!(sign_ins::last(tx, id(1))?, None);
            sign_ins::succeeded(tx, id(1), 10)?;
            sign_ins::succeeded(tx, id(1), 20)?;
            assert_eq!((sign_ins::last(tx, id(1))?, sign_ins::last(tx, id(2))?), (Some(20), None));
            let (ann, bo) = ([1; 32], [2; 32]);
            for at in [100, 110, 120] {
                sign_ins::failed(tx, &ann, "wrong_password", at, at - 50)?;
            }
            sign_ins::failed(tx, &ann, "throttled", 125, 75)?;
            sign_ins::failed(tx, &bo, "wrong_password", 130, 80)?;
            let row = |reason: &str, tries, first_at, last_at| FailureRow {
                reason: reason.to_owned(),
                tries,
                first_at,
                last_at,
            };
            assert_eq!(
                sign_ins::failures(tx, &ann, 90)?,
                [row("throttled", 1, 125, 125), row("wrong_password", 3, 100, 120)]
            );
            assert_eq!(sign_ins::failures(tx, &ann, 120)?, [row("throttled", 1, 125, 125)]);
            // After a while it is another story.
            sign_ins::failed(tx, &ann, "wrong_password", 170, 120)?;
            assert_eq!(sign_ins::failures(tx, &ann, 130)?, [row("wrong_password", 1, 170, 170)]);
            assert_eq!(sign_ins::purge(tx, 130)?, 2);
            assert_eq!(sign_ins::failures(tx, &ann, 0)?.len(), 1);
            Ok(())
        })
        .await;
    }
}
