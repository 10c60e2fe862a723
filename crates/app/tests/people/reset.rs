//! The forgotten password, from the question to the new session.

use crate::world::{OTHER, PASSWORD, TICK, World, anonymous, at, caller, days, minutes, refusal, seconds, worlds};
use roster_app::{
    Outcome,
    mail::{deliver, queue},
    people,
    token::PersonToken,
};
use roster_domain::{
    id::{Id, LinkId, PersonId},
    mail::MailKind,
    refusal::{DeadLink, Refusal},
};
use uuid::Uuid;

async fn forget(world: &World, email: &str) -> Outcome<()> {
    people::forgot_password(&world.app, &at("192.0.2.1"), email).await.map(|_| ())
}

async fn reset(world: &World, token: &str, new: &str) -> Outcome<people::SignedIn> {
    people::reset_password(&world.app, &at("192.0.2.1"), token, new).await.map(|done| done.value)
}

async fn look(world: &World, token: &str) -> Outcome<people::ResetToDo> {
    people::look_at_reset(&world.app, token).await
}

#[tokio::test]
async fn a_new_password_ends_every_session_and_begins_one() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let before = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
        forget(&world, "ANN@example.com").await.unwrap();
        let [letter] = &*world.mails().await else { panic!("one mail") };
        let expires_at = world.now() + minutes(60);
        assert_eq!((&*letter.to, &letter.kind), ("ann@example.com", &MailKind::PasswordReset { expires_at, by: None }));
        assert!(letter.link.as_ref().unwrap().starts_with("https://roster.example.com/reset-password/"));
        let token = letter.token.clone().unwrap();
        let seen = look(&world, &token).await.unwrap();
        assert_eq!((&*seen.email, seen.expires_at), ("ann@example.com", expires_at));
        assert!(world.is_alive(&before).await);

        let after = reset(&world, &token, OTHER).await.unwrap();
        assert!(!world.is_alive(&before).await);
        assert!(world.is_alive(&after).await);
        assert_eq!(refusal(world.sign_in("ann@example.com", PASSWORD).await), Refusal::WrongCredentials);
        assert!(world.sign_in("ann@example.com", OTHER).await.is_ok());
        let [told] = &*world.mails().await else { panic!("one mail") };
        assert_eq!((&*told.to, &told.kind), ("ann@example.com", &MailKind::PasswordChanged { at: world.now() }));
    }
}

#[tokio::test]
async fn nobody_learns_whether_an_address_is_known() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        for email in ["ann@example.com", "nobody@example.com"] {
            for _ in 0..3 {
                forget(&world, email).await.unwrap();
            }
            assert_eq!(refusal(forget(&world, email).await), Refusal::Throttled { retry_after: 3600 });
        }
        // Only the newest of Ann's links is still worth a mail.
        let mails = world.mails().await;
        assert_eq!(mails.iter().map(|mail| &*mail.to).collect::<Vec<_>>(), ["ann@example.com"]);
        world.pass(minutes(60) - TICK);
        assert_eq!(refusal(forget(&world, "ann@example.com").await), Refusal::Throttled { retry_after: 1 });
        world.pass(TICK);
        forget(&world, "ann@example.com").await.unwrap();
        assert_eq!(world.mails().await.len(), 1);
    }
}

#[tokio::test]
async fn one_client_cannot_have_everybody_mailed() {
    for world in worlds() {
        for number in 0..30 {
            forget(&world, &format!("nobody{number}@example.com")).await.unwrap();
        }
        let refused = refusal(forget(&world, "ann@example.com").await);
        assert_eq!(refused, Refusal::Throttled { retry_after: 3600 });
        assert!(people::forgot_password(&world.app, &at("192.0.2.2"), "ann@example.com").await.is_ok());
    }
}

#[tokio::test]
async fn what_is_no_address_is_told_so() {
    for world in worlds() {
        assert_eq!(refusal(forget(&world, "ann").await), Refusal::field("/email", "no_at"));
    }
}

#[tokio::test]
async fn a_link_lives_for_one_hour() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        forget(&world, "ann@example.com").await.unwrap();
        let token = world.token().await;
        world.pass(minutes(60) - TICK);
        assert!(look(&world, &token).await.is_ok());
        world.pass(TICK);
        let expired = Refusal::DeadLink(DeadLink::Expired);
        assert_eq!(refusal(look(&world, &token).await), expired);
        assert_eq!(refusal(reset(&world, &token, OTHER).await), expired);
        assert!(world.sign_in("ann@example.com", PASSWORD).await.is_ok());
    }
}

#[tokio::test]
async fn a_link_works_once() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        forget(&world, "ann@example.com").await.unwrap();
        let token = world.token().await;
        reset(&world, &token, OTHER).await.unwrap();
        let used = Refusal::DeadLink(DeadLink::Used);
        assert_eq!(refusal(look(&world, &token).await), used);
        assert_eq!(refusal(reset(&world, &token, PASSWORD).await), used);
        assert!(world.sign_in("ann@example.com", OTHER).await.is_ok());
        // Long after, nobody remembers.
        world.pass(days(31));
        people::sweep(&world.app).await.unwrap();
        assert_eq!(refusal(look(&world, &token).await), Refusal::DeadLink(DeadLink::Unknown));
    }
}

#[tokio::test]
async fn of_two_at_once_one_chooses_the_password() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        for _ in 0..5 {
            forget(&world, "ann@example.com").await.unwrap();
            let token = world.token().await;
            let (one, other) = tokio::join!(reset(&world, &token, OTHER), reset(&world, &token, PASSWORD));
            let (winner, loser, password) = match (one, other) {
                (Ok(winner), loser) => (winner, loser, OTHER),
                (loser, Ok(winner)) => (winner, loser, PASSWORD),
                neither => panic!("{neither:?}"),
            };
            assert_eq!(refusal(loser), Refusal::DeadLink(DeadLink::Used));
            assert!(world.is_alive(&winner).await);
            assert!(world.sign_in("ann@example.com", password).await.is_ok());
            assert_eq!(world.mails().await.len(), 1);
            world.pass(minutes(60));
        }
    }
}

#[tokio::test]
async fn the_old_password_leaves_no_session_behind_even_at_the_same_moment() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let (mut old, mut new) = (PASSWORD, OTHER);
        for _ in 0..20 {
            forget(&world, "ann@example.com").await.unwrap();
            let token = world.token().await;
            let (before, after) = tokio::join!(world.sign_in("ann@example.com", old), reset(&world, &token, new));
            assert!(world.is_alive(&after.unwrap()).await);
            match before {
                Ok(before) => assert!(!world.is_alive(&before).await),
                refused => assert_eq!(refusal(refused), Refusal::WrongCredentials),
            }
            world.mails().await;
            world.pass(minutes(60));
            std::mem::swap(&mut old, &mut new);
        }
    }
}

#[tokio::test]
async fn a_newer_link_kills_the_older() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        forget(&world, "ann@example.com").await.unwrap();
        let older = world.token().await;
        forget(&world, "ann@example.com").await.unwrap();
        let newer = world.token().await;
        assert_eq!(refusal(reset(&world, &older, OTHER).await), Refusal::DeadLink(DeadLink::Unknown));
        assert!(reset(&world, &newer, OTHER).await.is_ok());
    }
}

#[tokio::test]
async fn a_link_that_is_not_whole_or_not_for_this_is_dead() {
    for world in worlds() {
        let ann = world.person("Ann Lee", "ann@example.com").await;
        forget(&world, "ann@example.com").await.unwrap();
        let text = world.token().await;
        let dead = Refusal::DeadLink(DeadLink::Unknown);
        for end in 0..text.len() {
            assert_eq!(refusal(look(&world, &text[..end]).await), dead, "cut at {end}");
        }
        let token = PersonToken::decode(&text).unwrap();
        let mut secret = token.secret;
        secret[0] ^= 1;
        let (somebody, another) = (PersonId::from_uuid(Uuid::from_u128(99)), LinkId::from_uuid(Uuid::from_u128(99)));
        for wrong in [
            PersonToken { secret, ..token },
            PersonToken { person: somebody, ..token },
            PersonToken { link: another, ..token },
        ] {
            assert_eq!(refusal(reset(&world, &wrong.encode(), OTHER).await), dead);
        }
        // Good for a password, not for an address, nor the other way round.
        assert_eq!(refusal(people::look_at_address(&world.app, &text).await), dead);
        assert_eq!(refusal(people::prove_address(&world.app, &anonymous(), &text, None).await), dead);
        let me = world.caller("ann@example.com").await;
        people::ask_for_address(&world.app, &me, "lee@example.com", PASSWORD).await.unwrap();
        let proof = world.token().await;
        assert_eq!(refusal(reset(&world, &proof, OTHER).await), dead);
        // A key that left the ring takes its links along.
        let app = world.with_key("k2");
        assert_eq!(refusal(people::look_at_reset(&app, &text).await), dead);
        assert_eq!(reset(&world, &text, OTHER).await.unwrap().session.person, ann);
    }
}

#[tokio::test]
async fn a_bad_password_leaves_the_link_alive() {
    for world in worlds() {
        world.person("Ann Lee", "ann.lighthouse@example.com").await;
        forget(&world, "ann.lighthouse@example.com").await.unwrap();
        let token = world.token().await;
        for (password, code) in [
            ("short", "too_short"),
            ("lighthouse12", "made_of_known_words"),
            ("aaaaaaaaaaaaaaaa", "too_weak"),
            (&*"x".repeat(257), "too_long"),
        ] {
            assert_eq!(refusal(reset(&world, &token, password).await), Refusal::field("/password", code), "{code}");
        }
        assert!(reset(&world, &token, OTHER).await.is_ok());
    }
}

#[tokio::test]
async fn a_reset_lets_in_whom_others_have_throttled() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        for _ in 0..10 {
            refusal(world.sign_in("ann@example.com", "wrong").await);
        }
        forget(&world, "ann@example.com").await.unwrap();
        let token = world.token().await;
        reset(&world, &token, OTHER).await.unwrap();
        assert!(world.sign_in("ann@example.com", OTHER).await.is_ok());
    }
}

#[tokio::test]
async fn a_password_that_was_changed_leaves_no_link_to_choose_another() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let signed_in = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
        forget(&world, "ann@example.com").await.unwrap();
        let token = world.token().await;
        people::change_password(&world.app, &caller(&signed_in), PASSWORD, OTHER).await.unwrap();
        assert_eq!(refusal(reset(&world, &token, PASSWORD).await), Refusal::DeadLink(DeadLink::Unknown));
    }
}

#[tokio::test]
async fn a_mail_whose_key_is_gone_waits_for_it() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        forget(&world, "ann@example.com").await.unwrap();
        let without = world.with_key("k2");
        assert!(deliver::claim(&without).await.unwrap().is_empty());
        assert_eq!(queue::counts(&without).await.unwrap(), [("queued".to_owned(), 1)], "neither dropped nor refused");
        assert!(deliver::claim(&world.app).await.unwrap().is_empty(), "it is left alone for a while");
        world.pass(seconds(30));
        assert_eq!(world.mails().await.len(), 1);
    }
}
