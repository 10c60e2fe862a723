//! The same request twice, outside of any account: it is done once, and secrets are shown once (Idempotency-Key).

use crate::world::{OTHER, PASSWORD, World, anonymous, at, caller, days, refusal, worlds};
use roster_app::{Caller, Idempotency, people};
use roster_domain::{id::AccountId, refusal::Refusal};
use roster_store::sql;

/// Two bodies of one number are the same request.
fn again(by: &Caller, body: u8) -> Caller {
    Caller { idempotency: Some(Idempotency { key: "key".to_owned(), digest: [body; 32] }), ..by.clone() }
}

sql!(KEPT, "select outcome from idempotency where account_id = $1");
sql!(SEALS, "select digest from idempotency where account_id = $1");

async fn kept(world: &World) -> Vec<String> {
    let kept = world.app.db().read_fast(|tx| tx.all::<(String,)>(&KEPT, &[&AccountId::INSTALLATION])).await;
    kept.unwrap().into_iter().map(|(outcome,)| outcome).collect()
}

#[tokio::test]
async fn a_forgotten_password_is_mailed_once() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let by = again(&anonymous(), 1);
        for replayed in [false, true, true, true, true] {
            let done = people::forgot_password(&world.app, &by, "ann@example.com").await.unwrap();
            assert_eq!(done.replayed, replayed);
        }
        assert_eq!(world.mails().await.len(), 1, "and repeating is no further try");
        let other = again(&anonymous(), 2);
        let refused = refusal(people::forgot_password(&world.app, &other, "bo@example.com").await);
        assert_eq!(refused, Refusal::IdempotencyKeyReused);
        // Somebody else's key is another key.
        let elsewhere = again(&at("192.0.2.2"), 2);
        assert!(!people::forgot_password(&world.app, &elsewhere, "bo@example.com").await.unwrap().replayed);
        // A day later it is forgotten.
        world.pass(days(1));
        people::sweep(&world.app).await.unwrap();
        assert_eq!(kept(&world).await.len(), 2, "to the millisecond");
        world.pass(crate::world::TICK);
        people::sweep(&world.app).await.unwrap();
        assert_eq!(kept(&world).await.len(), 0);
    }
}

#[tokio::test]
async fn two_at_the_same_moment_mail_once() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let by = again(&anonymous(), 1);
        let forget = || people::forgot_password(&world.app, &by, "ann@example.com");
        let (a, b, c) = tokio::join!(forget(), forget(), forget());
        let replayed = [a, b, c].map(|done| done.unwrap().replayed);
        assert_eq!(replayed.iter().filter(|replayed| !**replayed).count(), 1);
        assert_eq!(world.mails().await.len(), 1);
    }
}

#[tokio::test]
async fn a_reset_is_repeated_without_the_sessions_secret() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        people::forgot_password(&world.app, &anonymous(), "ann@example.com").await.unwrap();
        let token = world.token().await;
        let by = again(&anonymous(), 1);
        // What is refused is not done, and the key is free.
        assert_eq!(refusal(people::reset_password(&world.app, &by, &token, "short").await).code(), "invalid");
        let first = people::reset_password(&world.app, &by, &token, OTHER).await.unwrap();
        let second = people::reset_password(&world.app, &by, &token, OTHER).await.unwrap();
        assert_eq!((first.replayed, second.replayed), (false, true));
        assert_eq!((first.value.session, second.value.token.is_none()), (second.value.session, true));
        assert!(world.is_alive(&first.value).await, "repeating ended no session");
        assert_eq!(world.mails().await.len(), 1);
        let other = people::reset_password(&world.app, &again(&anonymous(), 2), &token, PASSWORD).await;
        assert_eq!(refusal(other), Refusal::IdempotencyKeyReused);
    }
}

#[tokio::test]
async fn an_address_is_asked_for_and_proven_once() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let me = again(&world.caller("ann@example.com").await, 1);
        for replayed in [false, true] {
            let asked = people::ask_for_address(&world.app, &me, "lee@example.com", PASSWORD).await.unwrap();
            assert_eq!(asked.replayed, replayed);
        }
        let mails = world.mails().await;
        let proofs: Vec<&String> = mails.iter().filter_map(|mail| mail.token.as_ref()).collect();
        let [token] = &*proofs else { panic!("one link") };
        let by = again(&anonymous(), 1);
        for replayed in [false, true] {
            let proven = people::prove_address(&world.app, &by, token, None).await.unwrap();
            assert_eq!((proven.email.as_written(), proven.replayed), ("lee@example.com", replayed));
        }
        let other = people::prove_address(&world.app, &again(&anonymous(), 2), token, None).await;
        assert_eq!(refusal(other), Refusal::IdempotencyKeyReused);
        assert!(kept(&world).await.iter().all(|outcome| !outcome.contains('@')));
    }
}

#[tokio::test]
async fn a_password_is_changed_once_though_it_is_not_the_current_one_any_more() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let me = again(&world.caller("ann@example.com").await, 1);
        for replayed in [false, true] {
            let changed = people::change_password(&world.app, &me, PASSWORD, OTHER).await.unwrap();
            assert_eq!(changed.replayed, replayed);
        }
        assert_eq!(world.mails().await.len(), 1);
        let other = people::change_password(&world.app, &again(&me, 2), OTHER, PASSWORD).await;
        assert_eq!(refusal(other), Refusal::IdempotencyKeyReused);
    }
}

#[tokio::test]
async fn a_sign_in_that_is_repeated_is_one_session_with_a_new_secret() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        world.person("Bo Li", "bo@example.com").await;
        let by = again(&anonymous(), 1);
        let sign_in = async |password| people::sign_in(&world.app, &by, "ann@example.com", password).await;
        assert_eq!(refusal(sign_in("wrong").await), Refusal::WrongCredentials);
        let first = sign_in(PASSWORD).await.unwrap();
        assert!(world.is_alive(&first).await);
        // Whoever repeats it still has to know the password.
        assert_eq!(refusal(sign_in("wrong").await), Refusal::WrongCredentials);
        assert!(world.is_alive(&first).await);
        let second = sign_in(PASSWORD).await.unwrap();
        assert_eq!(first.session.session, second.session.session);
        assert_eq!((world.is_alive(&first).await, world.is_alive(&second).await), (false, true));
        let other = people::sign_in(&world.app, &again(&anonymous(), 2), "bo@example.com", PASSWORD).await;
        assert_eq!(refusal(other), Refusal::IdempotencyKeyReused);
        assert!(world.is_alive(&second).await);
        assert!(people::me(&world.app, &caller(&second)).await.is_ok());
    }
}

#[tokio::test]
async fn nobody_can_try_passwords_on_what_is_kept_of_a_request() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        people::sign_in(&world.app, &again(&anonymous(), 1), "ann@example.com", PASSWORD).await.unwrap();
        let seals = world.app.db().read_fast(|tx| tx.all::<(Vec<u8>,)>(&SEALS, &[&AccountId::INSTALLATION])).await;
        let [(seal,)] = &*seals.unwrap() else { panic!("one") };
        assert_ne!(seal, &[1; 32], "the digest of a body with a password in it is sealed with the installation's key");
    }
}
