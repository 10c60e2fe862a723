//! Changing the password while signed in.

use crate::world::{OTHER, PASSWORD, TICK, caller, minutes, refusal, worlds};
use roster_app::people;
use roster_domain::{mail::MailKind, refusal::Refusal};

#[tokio::test]
async fn the_other_sessions_end_and_the_person_is_told() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let here = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
        let there = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
        people::change_password(&world.app, &caller(&here), PASSWORD, OTHER).await.unwrap();
        assert!(world.is_alive(&here).await);
        assert!(!world.is_alive(&there).await);
        assert_eq!(refusal(world.sign_in("ann@example.com", PASSWORD).await), Refusal::WrongCredentials);
        assert!(world.sign_in("ann@example.com", OTHER).await.is_ok());
        let [told] = &*world.mails().await else { panic!("one mail") };
        assert_eq!((&*told.to, &told.kind), ("ann@example.com", &MailKind::PasswordChanged { at: world.now() }));
    }
}

#[tokio::test]
async fn the_current_password_is_needed_and_the_new_one_judged() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let me = world.caller("ann@example.com").await;
        let change = async |current: &str, new: &str| people::change_password(&world.app, &me, current, new).await;
        assert_eq!(refusal(change("wrong", OTHER).await), Refusal::field("/current_password", "wrong"));
        assert_eq!(refusal(change(PASSWORD, "short").await), Refusal::field("/new_password", "too_short"));
        assert_eq!(refusal(change(PASSWORD, "qwertyuiopas").await), Refusal::field("/new_password", "too_weak"));
        assert_eq!(world.mails().await.len(), 0);
        assert!(world.sign_in("ann@example.com", PASSWORD).await.is_ok());
    }
}

#[tokio::test]
async fn whoever_finds_an_open_browser_cannot_guess_on() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let me = world.caller("ann@example.com").await;
        let change = async |current: &str| people::change_password(&world.app, &me, current, OTHER).await;
        for _ in 0..10 {
            assert_eq!(refusal(change("wrong").await), Refusal::field("/current_password", "wrong"));
        }
        assert_eq!(refusal(change(PASSWORD).await), Refusal::Throttled { retry_after: 900 });
        world.pass(minutes(15) - TICK);
        assert_eq!(refusal(change(PASSWORD).await), Refusal::Throttled { retry_after: 1 });
        world.pass(TICK);
        change(PASSWORD).await.unwrap();
    }
}

#[tokio::test]
async fn of_two_changes_at_once_one_is_made() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let (here, there) = (world.caller("ann@example.com").await, world.caller("ann@example.com").await);
        let third = "nine warm badgers whistle";
        let (one, other) = tokio::join!(
            people::change_password(&world.app, &here, PASSWORD, OTHER),
            people::change_password(&world.app, &there, PASSWORD, third),
        );
        let (loser, password) = if one.is_ok() { (other, OTHER) } else { (one, third) };
        assert_eq!(refusal(loser), Refusal::field("/current_password", "wrong"));
        assert!(world.sign_in("ann@example.com", password).await.is_ok());
    }
}
