//! Another address to sign in with: asked for, proven, or somebody else's (A07).

use crate::world::{PASSWORD, TICK, World, anonymous, at, days, minutes, refusal, worlds};
use roster_app::{
    Outcome,
    people::{self, AddressProven},
};
use roster_domain::{
    email::Email,
    mail::MailKind,
    refusal::{DeadLink, Refusal},
};

async fn prove(world: &World, token: &str) -> Outcome<AddressProven> {
    people::prove_address(&world.app, &anonymous(), token, None).await
}

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

#[tokio::test]
async fn a07_an_address_signs_in_only_after_its_link_was_opened() {
    for world in worlds() {
        let ann = world.person("Ann Lee", "ann@example.com").await;
        let me = world.caller("ann@example.com").await;
        people::ask_for_address(&world.app, &me, " Lee@Example.org ", PASSWORD).await.unwrap();
        let [letter] = &*world.mails().await else { panic!("one mail") };
        let expires_at = world.now() + days(1);
        assert_eq!((&*letter.to, &letter.kind), ("Lee@Example.org", &MailKind::ProveAddress { expires_at }));
        assert!(letter.link.as_ref().unwrap().starts_with("https://roster.example.com/confirm-address/"));
        let token = letter.token.clone().unwrap();
        let seen = people::look_at_address(&world.app, &token).await.unwrap();
        assert_eq!((&*seen.email, seen.expires_at), ("Lee@Example.org", expires_at));
        assert_eq!(refusal(world.sign_in("lee@example.org", PASSWORD).await), Refusal::WrongCredentials);
        assert_eq!(people::me(&world.app, &me).await.unwrap().email, email("ann@example.com"));

        let proven = people::prove_address(&world.app, &anonymous(), &token, None).await.unwrap();
        assert_eq!((proven.person, proven.email.as_written(), proven.account), (ann, "Lee@Example.org", None));
        assert_eq!(proven.former, [email("ann@example.com")]);
        assert_eq!(people::me(&world.app, &me).await.unwrap().email, email("lee@example.org"));
        assert!(world.sign_in("lee@example.org", PASSWORD).await.is_ok());
        assert_eq!(refusal(world.sign_in("ann@example.com", PASSWORD).await), Refusal::WrongCredentials);
        let [told] = &*world.mails().await else { panic!("one mail") };
        let says = MailKind::AddressChanged { new_email: "Lee@Example.org".to_owned(), at: world.now() };
        assert_eq!((&*told.to, &told.kind), ("ann@example.com", &says));
        // The former address is free for whoever has it now.
        world.person("Ann Other", "ann@example.com").await;
    }
}

#[tokio::test]
async fn somebody_elses_address_looks_the_same_to_the_asker_and_its_owner_is_told() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        world.person("Bo Li", "Bo@example.com").await;
        let me = world.caller("ann@example.com").await;
        people::ask_for_address(&world.app, &me, "bo@EXAMPLE.com", PASSWORD).await.unwrap();
        let [told] = &*world.mails().await else { panic!("one mail") };
        assert_eq!((&*told.to, &told.kind), ("Bo@example.com", &MailKind::AddressInUse { at: world.now() }));
        assert_eq!(told.link, None);
        assert!(world.sign_in("bo@example.com", PASSWORD).await.is_ok());
        // Also how often one may ask is the same.
        for address in ["bo@example.com", "nobody@example.com"] {
            world.pass(minutes(60));
            for _ in 0..3 {
                people::ask_for_address(&world.app, &me, address, PASSWORD).await.unwrap();
            }
            let refused = refusal(people::ask_for_address(&world.app, &me, address, PASSWORD).await);
            assert_eq!(refused, Refusal::Throttled { retry_after: 3600 });
        }
    }
}

#[tokio::test]
async fn one_person_cannot_have_everybody_mailed() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let me = world.caller("ann@example.com").await;
        for number in 0..5 {
            people::ask_for_address(&world.app, &me, &format!("ann{number}@example.com"), PASSWORD).await.unwrap();
        }
        let refused = refusal(people::ask_for_address(&world.app, &me, "ann5@example.com", PASSWORD).await);
        assert_eq!(refused, Refusal::Throttled { retry_after: 3600 });
        // Of all those only the last wish stands.
        assert_eq!(world.mails().await.iter().map(|mail| &*mail.to).collect::<Vec<_>>(), ["ann4@example.com"]);
        world.pass(minutes(60));
        people::ask_for_address(&world.app, &me, "ann5@example.com", PASSWORD).await.unwrap();
    }
}

#[tokio::test]
async fn a_proof_lives_for_a_day_works_once_and_dies_with_the_next_wish() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let me = world.caller("ann@example.com").await;
        let ask = async |address: &str| {
            people::ask_for_address(&world.app, &me, address, PASSWORD).await.unwrap();
            world.token().await
        };
        let prove = async |token: &str| people::prove_address(&world.app, &anonymous(), token, None).await;
        let first = ask("one@example.com").await;
        let second = ask("two@example.com").await;
        assert_eq!(refusal(prove(&first).await), Refusal::DeadLink(DeadLink::Unknown));
        world.pass(days(1) - TICK);
        assert!(people::look_at_address(&world.app, &second).await.is_ok());
        world.pass(TICK);
        assert_eq!(refusal(prove(&second).await), Refusal::DeadLink(DeadLink::Expired));
        let third = ask("three@example.com").await;
        prove(&third).await.unwrap();
        assert_eq!(refusal(prove(&third).await), Refusal::DeadLink(DeadLink::Used));
        let dead = Refusal::DeadLink(DeadLink::Unknown);
        assert_eq!(refusal(prove(&third[..85]).await), dead);
        assert_eq!(refusal(people::look_at_address(&world.app, "").await), dead);
    }
}

#[tokio::test]
async fn no_proof_outlives_a_new_password_or_a_sign_out_everywhere() {
    for everywhere in [false, true] {
        for world in worlds() {
            world.person("Ann Lee", "ann@example.com").await;
            let me = world.caller("ann@example.com").await;
            // Whoever knew the password had a link sent elsewhere; then its owner takes care.
            people::ask_for_address(&world.app, &me, "elsewhere@example.com", PASSWORD).await.unwrap();
            let link = world.token().await;
            if everywhere {
                people::sign_out_everywhere(&world.app, &me).await.unwrap();
            } else {
                people::change_password(&world.app, &me, PASSWORD, "a quiet heron at the weir").await.unwrap();
            }
            let dead = Refusal::DeadLink(DeadLink::Unknown);
            assert_eq!(refusal(people::prove_address(&world.app, &anonymous(), &link, None).await), dead);
        }
    }
}

#[tokio::test]
async fn of_two_who_want_an_address_the_first_to_prove_it_has_it() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        world.person("Bo Li", "bo@example.com").await;
        let mut tokens = Vec::new();
        for of in ["ann@example.com", "bo@example.com"] {
            let caller = world.caller(of).await;
            people::ask_for_address(&world.app, &caller, "shared@example.com", PASSWORD).await.unwrap();
            tokens.push(world.token().await);
        }
        let (one, other) = tokio::join!(prove(&world, &tokens[0]), prove(&world, &tokens[1]));
        let (winner, loser, keeps) = match (one, other) {
            (Ok(winner), loser) => (winner, loser, "bo@example.com"),
            (loser, Ok(winner)) => (winner, loser, "ann@example.com"),
            neither => panic!("{neither:?}"),
        };
        assert_eq!(refusal(loser), Refusal::AddressTaken { member: None });
        let signed_in = world.sign_in("shared@example.com", PASSWORD).await.unwrap();
        assert_eq!(signed_in.session.person, winner.person);
        assert!(world.sign_in(keeps, PASSWORD).await.is_ok());
    }
}

#[tokio::test]
async fn of_two_who_open_one_proof_one_succeeds() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let me = world.caller("ann@example.com").await;
        people::ask_for_address(&world.app, &me, "lee@example.com", PASSWORD).await.unwrap();
        let token = world.token().await;
        let (one, other) = tokio::join!(prove(&world, &token), prove(&world, &token));
        let loser = if one.is_ok() { other } else { one };
        assert_eq!(refusal(loser), Refusal::DeadLink(DeadLink::Used));
        assert_eq!(world.mails().await.len(), 1);
    }
}

#[tokio::test]
async fn a_link_to_choose_a_password_dies_with_the_address_it_went_to() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let me = world.caller("ann@example.com").await;
        people::forgot_password(&world.app, &at("192.0.2.1"), "ann@example.com").await.unwrap();
        let reset = world.token().await;
        people::ask_for_address(&world.app, &me, "lee@example.com", PASSWORD).await.unwrap();
        let proof = world.token().await;
        people::prove_address(&world.app, &anonymous(), &proof, None).await.unwrap();
        let refused = refusal(people::look_at_reset(&world.app, &reset).await);
        assert_eq!(refused, Refusal::DeadLink(DeadLink::Unknown));
    }
}

#[tokio::test]
async fn the_own_address_and_what_is_none_are_refused() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let me = world.caller("ann@example.com").await;
        for (address, code) in [("ANN@example.com", "unchanged"), ("ann", "no_at"), ("", "empty")] {
            let refused = refusal(people::ask_for_address(&world.app, &me, address, PASSWORD).await);
            assert_eq!(refused, Refusal::field("/email", code));
        }
        assert_eq!(world.mails().await.len(), 0);
    }
}
