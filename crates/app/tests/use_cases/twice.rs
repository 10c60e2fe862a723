//! The same thing twice: by two people who saw the same version (F07), and by one whose request was lost (Idempotency-Key).

use crate::support::{RO, RW, Who, World, having_seen, refusal, repeatable, worlds};
use roster_app::{Caller, Outcome};
use roster_domain::{
    id::{MemberId, ResourceId},
    refusal::Refusal,
};
use roster_store::{idempotency, sql};
use std::sync::Arc;

/// Everything that changes something that is there already.
const CHANGES: [&str; 8] =
    ["edit", "set_role", "set_access", "send_again", "withdraw", "delete", "rename", "delete_resource"];

/// What the changes are made to.
struct Things {
    user: Who,
    invited: MemberId,
    site: ResourceId,
}

async fn things(world: &World, number: usize) -> Things {
    let site = world.two_projects().await[0][1];
    Things {
        user: world.user(&format!("bo{number}@example.com"), &[]).await,
        invited: world.invite("cy@example.com", "user", &[]).await,
        site,
    }
}

/// Makes a change; whether it was only a repetition.
async fn change(world: &World, things: &Things, what: &str, by: &Caller) -> Outcome<bool> {
    let user = things.user.member;
    match what {
        "edit" => world.edit(by, user, "a note").await.map(|done| done.replayed),
        "set_role" => world.set_role(by, user, "admin").await.map(|done| done.replayed),
        "set_access" => world.set_access(by, user, things.site, RO).await.map(|done| done.replayed),
        "send_again" => world.send_again(by, things.invited).await.map(|done| done.replayed),
        "withdraw" => world.withdraw(by, things.invited).await.map(|done| done.replayed),
        "delete" => world.delete(by, user).await.map(|done| done.replayed),
        "rename" => world.rename(by, things.site, "Another name").await.map(|done| done.replayed),
        "delete_resource" => world.delete_resource(by, things.site).await.map(|done| done.replayed),
        other => panic!("{other}"),
    }
}

/// The version of what the change is made to.
async fn version(world: &World, things: &Things, what: &str) -> i64 {
    match what {
        "send_again" | "withdraw" => world.version(things.invited).await,
        "rename" | "delete_resource" => {
            let by = &world.admin.caller;
            let shown = roster_app::resources::list::show(&world.app, by, world.account, things.site).await;
            shown.unwrap().row.version
        }
        _ => world.version(things.user.member).await,
    }
}

#[tokio::test]
async fn f07_whoever_saw_an_older_version_is_told_and_nothing_is_lost() {
    for world in worlds().await {
        for (number, what) in CHANGES.into_iter().enumerate() {
            let world = world.beside("Beside", &format!("a{number}@example.com")).await;
            let things = things(&world, number).await;
            let current = version(&world, &things, what).await;
            for seen in [current - 1, current + 1, i64::MAX, -1] {
                let seq = world.seq().await;
                let by = having_seen(&world.admin.caller, seen);
                let refused = refusal(change(&world, &things, what, &by).await);
                assert_eq!(refused, Refusal::Stale { current }, "{what}");
                assert_eq!((world.seq().await, version(&world, &things, what).await), (seq, current), "{what}");
            }
            change(&world, &things, what, &having_seen(&world.admin.caller, current)).await.unwrap();
            world.assert_whole().await;
        }
    }
}

#[tokio::test]
async fn f07_every_change_of_a_member_moves_the_version() {
    for world in worlds().await {
        let things = things(&world, 0).await;
        for what in ["edit", "set_role", "set_access", "send_again", "withdraw"] {
            let before = version(&world, &things, what).await;
            change(&world, &things, what, &world.admin.caller).await.unwrap();
            assert_eq!(version(&world, &things, what).await, before + 1, "{what}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f07_of_two_who_saw_the_same_only_the_first_is_done() {
    for world in worlds().await {
        let world = Arc::new(world);
        let bo = world.user("bo@example.com", &[]).await;
        for round in 0..20 {
            let seen = world.version(bo.member).await;
            let tries: Vec<_> = (0..4)
                .map(|editor| {
                    let (world, by) = (world.clone(), having_seen(&world.admin.caller, seen));
                    let note = format!("round {round} by {editor}");
                    tokio::spawn(async move { world.edit(&by, bo.member, &note).await.map(|_| note) })
                })
                .collect();
            let mut done = Vec::new();
            for one in tries {
                match one.await.unwrap() {
                    Ok(note) => done.push(note),
                    refused => assert_eq!(refusal(refused), Refusal::Stale { current: seen + 1 }),
                }
            }
            assert_eq!(done, [world.row(bo.member).await.note]);
        }
    }
}

#[tokio::test]
async fn idempotency_every_change_is_made_once_and_another_body_is_refused() {
    for world in worlds().await {
        for (number, what) in CHANGES.into_iter().enumerate() {
            let world = world.beside("Beside", &format!("a{number}@example.com")).await;
            let things = things(&world, number).await;
            world.mails().await;
            let by = repeatable(&world.admin.caller, "key", 1);
            assert!(!change(&world, &things, what, &by).await.unwrap(), "{what}");
            let (seq, mails) = (world.seq().await, world.mails().await.len());
            assert!(mails <= 1);
            for _ in 0..2 {
                assert!(change(&world, &things, what, &by).await.unwrap(), "{what}");
            }
            let other = repeatable(&world.admin.caller, "key", 2);
            assert_eq!(refusal(change(&world, &things, what, &other).await), Refusal::IdempotencyKeyReused, "{what}");
            assert_eq!((world.seq().await, world.mails().await.len()), (seq, 0), "{what}");
        }
    }
}

#[tokio::test]
async fn idempotency_what_was_refused_was_not_done_and_is_done_when_it_may_be() {
    for world in worlds().await {
        let bo = world.another_admin("bo@example.com").await;
        let by = repeatable(&world.admin.caller, "key", 1);
        // Denied, and told in the log; that is no outcome to be repeated.
        for _ in 0..2 {
            assert_eq!(refusal(world.delete(&by, bo.member).await).code(), "role_not_removable");
        }
        world.set_role(&world.admin.caller, bo.member, "user").await.unwrap();
        assert!(!world.delete(&by, bo.member).await.unwrap().replayed);
        assert_eq!(world.line(bo.member).await.status, "deleted");
        assert!(world.delete(&by, bo.member).await.unwrap().replayed);
        // Nor is a fault in the request.
        let by = repeatable(&world.admin.caller, "other key", 1);
        assert_eq!(refusal(world.invite_lines(&by, "x@example.com", "owner", &[]).await).code(), "invalid");
        assert!(!world.invite_lines(&by, "x@example.com", "user", &[]).await.unwrap().replayed);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn idempotency_the_same_request_many_times_at_the_same_moment_is_done_once() {
    for world in worlds().await {
        let world = Arc::new(world);
        for round in 0..10 {
            let tries: Vec<_> = (0..5)
                .map(|_| {
                    let (world, name) = (world.clone(), format!("Project {round}"));
                    let by = repeatable(&world.admin.caller, &name, 1);
                    tokio::spawn(async move { world.create(&by, "project", None, &name).await.unwrap() })
                })
                .collect();
            let mut made = Vec::new();
            for one in tries {
                made.push(one.await.unwrap());
            }
            assert_eq!(made.iter().filter(|done| !done.replayed).count(), 1);
            assert!(made.iter().all(|done| done.value == made[0].value));
        }
        assert_eq!(world.sees(&world.admin.caller, "project").await.len(), 10);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn idempotency_a_repeated_request_never_shows_a_key_again() {
    for world in worlds().await {
        let by = repeatable(&world.admin.caller, "key", 1);
        let first = world.try_key(&by, &["roster.invite"], None).await.unwrap();
        let again = world.try_key(&by, &["roster.invite"], None).await.unwrap();
        assert_eq!((first.replayed, again.replayed, first.value.key == again.value.key), (false, true, true));
        assert!(!first.value.secret.is_empty());
        assert_eq!(again.value.secret, "");
    }
}

sql!(OUTCOMES, "select outcome from idempotency where account_id = $1");

#[tokio::test]
async fn idempotency_what_is_kept_holds_no_address_and_no_secret_and_is_forgotten() {
    for world in worlds().await {
        let site = world.two_projects().await[0][1];
        let by = repeatable(&world.admin.caller, "one", 1);
        let lines = "bo@example.com\nbo@example.com\nnonsense@\nann@example.com";
        world.invite_lines(&by, lines, "user", &[(site, RW)]).await.unwrap();
        let key = world.try_key(&repeatable(&world.admin.caller, "two", 1), &["roster.invite"], None).await.unwrap();
        let account = world.account;
        let kept = world.read(move |tx| tx.all::<(String,)>(&OUTCOMES, &[&account])).await;
        assert_eq!(kept.len(), 2);
        for (outcome,) in kept {
            assert!(!outcome.contains('@') && !outcome.contains(&key.value.secret), "{outcome}");
        }
        let now = world.now().as_millisecond();
        assert_eq!(world.write(move |tx| idempotency::forget(tx, account, now)).await, 0);
        assert_eq!(world.write(move |tx| idempotency::forget(tx, account, now + 1)).await, 2);
    }
}
