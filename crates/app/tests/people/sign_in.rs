//! Signing in: who may, who may not, and how often one may try.

use crate::world::{PASSWORD, TICK, at, minutes, refusal, worlds, worlds_at};
use roster_app::{PasswordCost, people};
use roster_domain::{email::Email, refusal::Refusal};
use roster_store::persons;

#[tokio::test]
async fn the_right_password_begins_a_session() {
    for world in worlds() {
        let ann = world.person("Ann Lee", "Ann@Example.com").await;
        let signed_in = world.sign_in(" ann@EXAMPLE.com ", PASSWORD).await.unwrap();
        let live = people::authenticate(&world.app, &signed_in.token.unwrap().encode()).await.unwrap().unwrap();
        assert_eq!(live, signed_in.session);
        assert_eq!(live.person, ann);
        // Blanks of another keyboard are the same blanks.
        assert!(world.sign_in("ann@example.com", &PASSWORD.replace(' ', "\u{a0}")).await.is_ok());
    }
}

#[tokio::test]
async fn an_unknown_address_is_refused_like_a_wrong_password() {
    for world in worlds() {
        let ann = world.person("Ann Lee", "ann@example.com").await;
        // An address that is not for signing in is as unknown as any.
        world.write(move |tx| persons::add_email(tx, ann, &Email::parse("other@example.com").unwrap(), 1, false)).await;
        for (email, password) in [
            ("ann@example.com", "wrong"),
            ("ann@example.com", ""),
            ("ann@example.com", &*"x".repeat(1 << 20)),
            ("nobody@example.com", PASSWORD),
            ("other@example.com", PASSWORD),
            ("no address", PASSWORD),
            ("", ""),
        ] {
            assert_eq!(refusal(world.sign_in(email, password).await), Refusal::WrongCredentials, "{email}");
        }
    }
}

#[tokio::test]
async fn tries_end_and_begin_again_whether_or_not_the_address_is_known() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        for email in ["ann@example.com", "nobody@example.com"] {
            for _ in 0..10 {
                assert_eq!(refusal(world.sign_in(email, "wrong").await), Refusal::WrongCredentials);
            }
            // The right password does not help either, or one could go on guessing.
            assert_eq!(refusal(world.sign_in(email, PASSWORD).await), Refusal::Throttled { retry_after: 900 });
        }
        world.pass(minutes(15) - TICK);
        assert_eq!(refusal(world.sign_in("ann@example.com", PASSWORD).await), Refusal::Throttled { retry_after: 1 });
        world.pass(TICK);
        assert!(world.sign_in("ann@example.com", PASSWORD).await.is_ok());
    }
}

#[tokio::test]
async fn a_stranger_elsewhere_locks_nobody_out_but_many_places_do() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        for email in ["ann@example.com", "nobody@example.com"] {
            let try_from = async |place: u8, password| {
                people::sign_in(&world.app, &at(&format!("198.51.100.{place}")), email, password).await
            };
            // One place is refused after ten tries, and what is refused doesn't count for the others.
            for _ in 0..10 {
                assert_eq!(refusal(try_from(1, "wrong").await), Refusal::WrongCredentials);
            }
            for _ in 0..200 {
                assert_eq!(refusal(try_from(1, "wrong").await), Refusal::Throttled { retry_after: 900 });
            }
            for place in 2..=9 {
                for _ in 0..10 {
                    assert_eq!(refusal(try_from(place, "wrong").await), Refusal::WrongCredentials);
                }
            }
            if email == "ann@example.com" {
                // Ninety wrong ones, and their owner signs in as ever; which is no reason to forget where the others came from.
                assert!(try_from(100, PASSWORD).await.is_ok());
                assert_eq!(refusal(try_from(1, "wrong").await), Refusal::Throttled { retry_after: 900 });
                for place in 101..=109 {
                    for _ in 0..10 {
                        assert_eq!(refusal(try_from(place, "wrong").await), Refusal::WrongCredentials);
                    }
                }
            }
            for _ in 0..10 {
                assert_eq!(refusal(try_from(110, "wrong").await), Refusal::WrongCredentials);
            }
            // A hundred from all over the world are enough, whether or not anybody signs in with the address.
            assert_eq!(refusal(try_from(111, PASSWORD).await), Refusal::Throttled { retry_after: 900 });
        }
    }
}

#[tokio::test]
async fn a_good_sign_in_forgets_the_bad_ones() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        for _ in 0..3 {
            for _ in 0..9 {
                refusal(world.sign_in("ann@example.com", "wrong").await);
            }
            assert!(world.sign_in("ann@example.com", PASSWORD).await.is_ok());
        }
    }
}

#[tokio::test]
async fn one_client_cannot_try_every_address() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        // Good sign-ins of a whole office behind one address don't count.
        for _ in 0..5 {
            assert!(world.sign_in("ann@example.com", PASSWORD).await.is_ok());
        }
        for number in 0..100 {
            let refused = refusal(world.sign_in(&format!("nobody{number}@example.com"), "wrong").await);
            assert_eq!(refused, Refusal::WrongCredentials);
        }
        let refused = refusal(world.sign_in("ann@example.com", PASSWORD).await);
        assert_eq!(refused, Refusal::Throttled { retry_after: 900 });
        let elsewhere = people::sign_in(&world.app, &at("192.0.2.2"), "ann@example.com", PASSWORD).await;
        assert!(elsewhere.is_ok());
    }
}

#[tokio::test]
async fn a_weak_hash_is_replaced_at_the_first_sign_in() {
    for world in worlds_at(PasswordCost::Owasp) {
        let ann = world.person("Ann Lee", "ann@example.com").await;
        let stored = async || world.write(move |tx| persons::password_hash(tx, ann)).await.unwrap();
        let (weak, chosen) = stored().await;
        assert!(weak.contains("m=8,"), "{weak}");
        assert!(world.sign_in("ann@example.com", PASSWORD).await.is_ok());
        let (strong, still_chosen) = stored().await;
        assert!(strong.contains("m=19456,t=2,p=1"), "{strong}");
        assert_eq!(chosen, still_chosen);
        assert!(world.sign_in("ann@example.com", PASSWORD).await.is_ok());
        assert_eq!(stored().await.0, strong);
    }
}
