//! Two at the same moment, with real concurrency: one of them is first, and the other is told so.

use crate::support::{World, anonymous, newcomer, who, worlds};
use roster_app::{
    Failure, Outcome,
    invitations::{
        accept::{self, Joined},
        create::Invited,
    },
};
use roster_domain::refusal::{DeadLink, Refusal};
use std::sync::Arc;

/// What was refused; nothing for what was done.
fn refused<T: std::fmt::Debug>(outcome: Outcome<T>) -> Option<Refusal> {
    match outcome {
        Ok(_) => None,
        Err(Failure::Refused(refusal)) => Some(refusal),
        Err(other) => panic!("{other:?}"),
    }
}

fn accepting(world: &Arc<World>, link: &str, email: &str) -> tokio::task::JoinHandle<Outcome<Joined>> {
    let (world, link, email) = (world.clone(), link.to_owned(), email.to_owned());
    tokio::spawn(async move { accept::accept(&world.app, &anonymous(), &link, newcomer(&email)).await })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_link_opened_many_times_at_once_lets_one_in() {
    for world in worlds().await {
        let world = Arc::new(world);
        for round in 0..10 {
            let email = format!("p{round}@example.com");
            world.invite(&email, "user", &[]).await;
            let link = world.link_to(&email).await;
            let tries: Vec<_> = (0..4).map(|_| accepting(&world, &link, &email)).collect();
            let mut joined = 0;
            for one in tries {
                match refused(one.await.unwrap()) {
                    None => joined += 1,
                    // Used: by the link's state, or because the address has a sign-in now.
                    Some(Refusal::DeadLink(DeadLink::Used) | Refusal::NotSignedIn) => {}
                    Some(other) => panic!("{other:?}"),
                }
            }
            assert_eq!(joined, 1);
        }
        assert_eq!(world.addresses(Some("active")).await.len(), 11);
        world.assert_whole().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_link_withdrawn_at_the_moment_it_is_opened_is_one_or_the_other() {
    for world in worlds().await {
        let world = Arc::new(world);
        for round in 0..20 {
            let email = format!("p{round}@example.com");
            let member = world.invite(&email, "user", &[]).await;
            let link = world.link_to(&email).await;
            let opened = accepting(&world, &link, &email);
            let by = (world.clone(), world.admin.caller.clone());
            let withdrawn = tokio::spawn(async move { by.0.withdraw(&by.1, member).await });
            let outcomes = (refused(opened.await.unwrap()), refused(withdrawn.await.unwrap()));
            let status = world.row(member).await.status;
            match outcomes {
                (None, Some(Refusal::WrongState { state: "active" })) => assert_eq!(status, "active"),
                (Some(Refusal::DeadLink(DeadLink::Unknown)), None) => assert_eq!(status, "deleted"),
                other => panic!("{other:?}"),
            }
        }
        world.assert_whole().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_address_that_two_accounts_invite_becomes_one_person() {
    for world in worlds().await {
        let world = Arc::new(world);
        let other = Arc::new(world.beside("Elsewhere", "zed@example.com").await);
        for round in 0..10 {
            let email = format!("p{round}@example.com");
            world.invite(&email, "user", &[]).await;
            let here = world.link_to(&email).await;
            other.invite(&email, "user", &[]).await;
            let there = other.link_to(&email).await;
            let tries = [accepting(&world, &here, &email), accepting(&other, &there, &email)];
            let mut person = None;
            let mut left = Vec::new();
            for (one, link) in tries.into_iter().zip([here, there]) {
                match one.await.unwrap() {
                    Ok(joined) => assert!(person.replace(who(&joined, &email)).is_none(), "two persons"),
                    Err(Failure::Refused(Refusal::NotSignedIn)) => left.push(link),
                    Err(other) => panic!("{other:?}"),
                }
            }
            // Whoever was second signs in, and is in both.
            let (person, [link]) = (person.unwrap(), &*left) else { panic!("{left:?}") };
            accept::accept_signed_in(&world.app, &person.caller, link).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_address_that_two_admins_invite_at_once_is_invited_once() {
    for world in worlds().await {
        let bo = world.another_admin("bo@example.com").await;
        let world = Arc::new(world);
        world.mails().await;
        for round in 0..10 {
            let lines: String = (0..20).map(|n| format!("p{round}-{n}@example.com\n")).collect();
            let tries = [world.admin.caller.clone(), bo.caller.clone()].map(|by| {
                let (world, lines) = (world.clone(), lines.clone());
                tokio::spawn(async move { world.invite_lines(&by, &lines, "user", &[]).await.unwrap().value })
            });
            let mut invited = 0;
            for one in tries {
                for line in one.await.unwrap() {
                    match line.outcome {
                        Invited::Invited { .. } => invited += 1,
                        Invited::AlreadyInvited { .. } => {}
                        other => panic!("{other:?}"),
                    }
                }
            }
            assert_eq!(invited, 20);
        }
        assert_eq!(world.mails().await.len(), 200);
        world.assert_whole().await;
    }
}
