//! D02: many spend from one balance at the same moment, with real concurrency.

use crate::{
    credits::{SHARING, once},
    support::{World, preset_of, repeatable, worlds_of},
};
use roster_app::{Caller, Failure, credits::end_hold::End};
use roster_domain::refusal::Refusal;
use std::sync::Arc;

const CLIENTS: usize = 64;

/// What was spent; nothing where there was not enough.
async fn spent(world: &World, by: &Caller, amount: i64) -> i64 {
    match world.spend(by, amount).await {
        Ok(_) => amount,
        Err(Failure::Refused(Refusal::InsufficientCredits { .. })) => 0,
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn d02_sixty_four_clients_spend_from_one_balance_to_the_last_credit_and_no_further() {
    for world in worlds_of(preset_of(SHARING)).await {
        let admin = world.admin.caller.clone();
        // 64 clients would spend 5 × (1 + … + 64) = 10,400; there is less, in parts that end and parts that don't.
        let end = world.now() + crate::support::days(1);
        world.buy(&once(&admin), 3_000, None).await.unwrap();
        world.buy(&once(&admin), 2_500, Some(end)).await.unwrap();
        let world = Arc::new(world);
        let clients: Vec<_> = (1..=CLIENTS)
            .map(|client| {
                let (world, admin) = (world.clone(), admin.clone());
                tokio::spawn(async move {
                    let amount = i64::try_from(client).unwrap();
                    let mut sum = 0;
                    for round in 0..5 {
                        // Each request is sent twice, as a client does that lost the answer.
                        let by = repeatable(&admin, &format!("client {client} round {round}"), 1);
                        let first = spent(&world, &by, amount).await;
                        let again = if first > 0 { spent(&world, &by, amount).await } else { 0 };
                        assert_eq!(first, again, "a repetition is answered as the first time");
                        sum += first;
                    }
                    sum
                })
            })
            .collect();
        let mut sum = 0;
        for client in clients {
            sum += client.await.unwrap();
        }
        let (left, held) = world.has().await;
        assert_eq!((left + sum, held), (5_500, 0), "the exact sum");
        assert!((0..64).contains(&left), "{left}: spent as far as it goes");
        let ledger: i64 = world.ledger().await.iter().map(|(_, amount)| amount).sum();
        assert_eq!(ledger, left);
        world.assert_sum().await;
        world.assert_whole().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn d02_a_hold_captured_and_released_at_the_same_moment_ends_once() {
    for world in worlds_of(preset_of(SHARING)).await {
        let admin = world.admin.caller.clone();
        world.buy(&once(&admin), 1_000, None).await.unwrap();
        let world = Arc::new(world);
        for _ in 0..10 {
            let hold = world.set_aside(&once(&admin), 10, None).await.unwrap().value.seq;
            let tries: Vec<_> = (0..4)
                .map(|number| {
                    let (world, by) = (world.clone(), once(&admin));
                    let end = if number % 2 == 0 { End::Release } else { End::Capture(None) };
                    tokio::spawn(async move { world.end(&by, hold, end).await })
                })
                .collect();
            let mut ended = 0;
            for one in tries {
                match one.await.unwrap() {
                    Ok(_) => ended += 1,
                    Err(Failure::Refused(Refusal::WrongState { state: "ended" })) => {}
                    Err(other) => panic!("{other:?}"),
                }
            }
            assert_eq!(ended, 1);
        }
        assert_eq!(world.has().await.1, 0);
        world.assert_sum().await;
    }
}
