//! Counters of tries.

use crate::setting::{on_both, write};
use roster_store::throttles;

#[tokio::test]
async fn a_window_counts_from_its_first_try_and_opens_again() {
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            let (bucket, other) = ([1; 32], [2; 32]);
            let mut hit = |bucket, now| throttles::hit(tx, bucket, 1, 100, now).map(|w| (w.attempts, w.started_at));
            assert_eq!(hit(&bucket, 1000)?, (1, 1000));
            assert_eq!(hit(&bucket, 1050)?, (2, 1000));
            assert_eq!(hit(&other, 1060)?, (1, 1060));
            assert_eq!(hit(&bucket, 1099)?, (3, 1000));
            assert_eq!(hit(&bucket, 1100)?, (1, 1100));
            throttles::give_back(tx, &bucket)?;
            throttles::give_back(tx, &bucket)?;
            assert_eq!(throttles::hit(tx, &bucket, 1, 100, 1101)?.attempts, 1);
            throttles::clear(tx, &bucket)?;
            assert_eq!(throttles::hit(tx, &bucket, 1, 100, 1102)?.started_at, 1102);
            assert_eq!(throttles::purge(tx, 1060)?, 1);
            assert_eq!(throttles::hit(tx, &bucket, 1, 100, 1103)?.attempts, 2);
            Ok(())
        })
        .await;
    }
}

#[tokio::test]
async fn several_tries_are_counted_at_once() {
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            let bucket = [3; 32];
            let mut hit = |tries, now| throttles::hit(tx, &bucket, tries, 100, now).map(|w| (w.attempts, w.started_at));
            assert_eq!(hit(200, 1000)?, (200, 1000));
            assert_eq!(hit(7, 1010)?, (207, 1000));
            assert_eq!(hit(5, 1100)?, (5, 1100), "a new window begins with all of them");
            Ok(())
        })
        .await;
    }
}

#[tokio::test]
async fn all_windows_about_one_thing_are_found_and_forgotten_together() {
    for (db, _scratch) in on_both() {
        write(&db, |tx| {
            let (about, other) = ([9; 32], [8; 32]);
            for (bucket, now) in [([4; 32], 1000), ([4; 32], 1010), ([5; 32], 1020)] {
                throttles::hit_about(tx, &bucket, &about, 100, now)?;
            }
            throttles::hit_about(tx, &[6; 32], &other, 100, 1030)?;
            let told = |windows: Vec<throttles::Window>| -> Vec<_> {
                windows.into_iter().map(|window| (window.attempts, window.started_at)).collect()
            };
            assert_eq!(told(throttles::windows_about(tx, &about)?), [(1, 1020), (2, 1000)]);
            assert_eq!(throttles::window(tx, &[4; 32])?.unwrap().attempts, 2);
            throttles::clear_about(tx, &about)?;
            assert_eq!(throttles::windows_about(tx, &about)?, []);
            assert_eq!(throttles::window(tx, &[4; 32])?, None);
            assert_eq!(told(throttles::windows_about(tx, &other)?), [(1, 1030)]);
            Ok(())
        })
        .await;
    }
}
