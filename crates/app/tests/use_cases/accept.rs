//! Accepting an invitation (A07, A08), and what makes its link dead.

use crate::support::{PASSWORD, RO, RW, TICK, Who, World, anonymous, newcomer, refusal, repeatable, who, worlds};
use roster_app::{
    invitations::{
        accept::{self, Newcomer},
        look,
    },
    people,
    token::InvitationToken,
};
use roster_domain::{
    id::Id,
    refusal::{DeadLink, Refusal},
};

fn dead(why: DeadLink) -> Refusal {
    Refusal::DeadLink(why)
}

async fn sign_in(world: &World, email: &str) -> bool {
    people::sign_in(&world.app, &anonymous(), email, PASSWORD).await.is_ok()
}

#[tokio::test]
async fn a07_the_form_shows_the_invited_address_and_what_is_asked_for() {
    for world in worlds().await {
        world.invite("Bo@example.com", "user", &[]).await;
        let link = world.link_to("Bo@example.com").await;
        let face = look::look(&world.app, &anonymous(), &link).await.unwrap();
        assert_eq!((&*face.account, &*face.inviter, &*face.email), ("Northwind Feeds", "ann", "Bo@example.com"));
        assert_eq!((face.roles[0].get("en"), face.known_person), ("User", false));
        assert_eq!(face.expires_at, world.now() + world.model.invitation().valid_for);
        assert_eq!(face.asks_for, world.model.invitation().asks_for);
    }
}

#[tokio::test]
async fn a07_every_field_is_checked_and_every_problem_named() {
    for world in worlds().await {
        world.invite("bo@example.com", "user", &[]).await;
        let link = world.link_to("bo@example.com").await;
        let wrong = Newcomer {
            name: " ".to_owned(),
            email: Some("nonsense".to_owned()),
            country: Some("XX".to_owned()),
            language: "tlh".to_owned(),
            time_zone: "Mars/Olympus".to_owned(),
            ..newcomer("bo@example.com")
        };
        let refused = refusal(accept::accept(&world.app, &anonymous(), &link, wrong).await);
        let Refusal::Invalid(problems) = refused else { panic!("{refused:?}") };
        let named: Vec<_> = problems.iter().map(|problem| (&*problem.pointer, problem.code)).collect();
        let expected = [
            ("/name", "empty"),
            ("/email", "no_at"),
            ("/country", "unknown_country"),
            ("/language", "unknown_language"),
            ("/time_zone", "unknown_time_zone"),
        ];
        assert_eq!(named, expected);
        for (password, code) in
            [("short", "too_short"), ("bobobobobobobo", "too_weak"), ("northwind2024", "made_of_known_words")]
        {
            let wrong = Newcomer { password: password.to_owned(), ..newcomer("bo@example.com") };
            let refused = refusal(accept::accept(&world.app, &anonymous(), &link, wrong).await);
            assert_eq!(refused, Refusal::field("/password", code), "{password}");
        }
        // Nothing of it was kept, and the link is as good as before.
        assert!(!sign_in(&world, "bo@example.com").await);
        world.accept("bo@example.com").await;
        assert!(sign_in(&world, "bo@example.com").await);
    }
}

#[tokio::test]
async fn a07_what_was_said_is_the_persons_and_the_accounts() {
    for world in worlds().await {
        world.invite("bo@example.com", "user", &[]).await;
        let link = world.link_to("bo@example.com").await;
        let input = Newcomer {
            name: "  Bo Li ".to_owned(),
            language: "de".to_owned(),
            country: Some("AT".to_owned()),
            email: Some(" BO@example.com ".to_owned()),
            ..newcomer("bo@example.com")
        };
        let joined = accept::accept(&world.app, &anonymous(), &link, input).await.unwrap();
        assert_eq!(joined.to_be_proven, None, "the invited address in another spelling is no other one");
        let bo = who(&joined, "bo@example.com");
        let me = people::me(&world.app, &bo.caller).await.unwrap();
        assert_eq!((&*me.name, me.language.tag(), me.country.map(|c| c.code())), ("Bo Li", "de", Some("AT")));
        let row = world.row(bo.member).await;
        assert_eq!((&*row.name, row.language.as_deref(), row.country.as_deref()), ("Bo Li", Some("de"), Some("AT")));
        assert_eq!(row.joined_at, Some(world.now().as_millisecond()));
    }
}

#[tokio::test]
async fn a07_another_address_signs_in_only_after_its_link_was_opened() {
    for world in worlds().await {
        world.invite("bo@example.com", "user", &[]).await;
        let link = world.link_to("bo@example.com").await;
        let input = Newcomer { email: Some("Bo@home.example".to_owned()), ..newcomer("bo@example.com") };
        let joined = accept::accept(&world.app, &anonymous(), &link, input).await.unwrap();
        assert_eq!(joined.to_be_proven.as_deref(), Some("Bo@home.example"));
        assert_eq!((sign_in(&world, "bo@example.com").await, sign_in(&world, "bo@home.example").await), (true, false));
        let proof = world.link_to("Bo@home.example").await;
        people::prove_address(&world.app, &anonymous(), &proof, None).await.unwrap();
        assert_eq!((sign_in(&world, "bo@example.com").await, sign_in(&world, "bo@home.example").await), (false, true));
    }
}

#[tokio::test]
async fn a08_whoever_accepts_is_signed_in_and_has_exactly_what_was_chosen() {
    for world in worlds().await {
        let [[north, one, two], [south, three, _]] = world.two_projects().await;
        world.invite("bo@example.com", "user", &[(one, RW), (three, RO)]).await;
        let link = world.link_to("bo@example.com").await;
        let joined = world.accept_link(&link, "bo@example.com").await.unwrap();
        let live = people::authenticate(&world.app, &joined.signed_in.token.unwrap().encode()).await.unwrap();
        assert_eq!(live.map(|live| live.person), Some(joined.signed_in.session.person));
        let bo = who(&joined, "bo@example.com");
        assert_eq!(world.may(&bo.caller, one).await, ["site.view", "site.edit"]);
        assert_eq!(world.may(&bo.caller, three).await, ["site.view"]);
        for resource in [north, two, south] {
            assert!(world.may(&bo.caller, resource).await.is_empty());
        }
        assert_eq!(world.line(bo.member).await.status, "active");
        // The inviter hears of it (F13).
        assert_eq!(world.sent().await, [("invitation_accepted", "ann@example.com".to_owned())]);
        let event = world.log().await.pop().unwrap();
        assert_eq!((&*event.kind, &*event.actor_kind), ("invitation_accepted", "member"));
        assert_eq!((event.actor_id, event.target_id), (Some(bo.member.uuid()), Some(bo.member.uuid())));
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn a_link_is_good_once() {
    for world in worlds().await {
        world.invite("bo@example.com", "user", &[]).await;
        let link = world.link_to("bo@example.com").await;
        world.accept_link(&link, "bo@example.com").await.unwrap();
        let seq = world.seq().await;
        assert_eq!(refusal(world.accept_link(&link, "bo@example.com").await), dead(DeadLink::Used));
        assert_eq!(refusal(look::look(&world.app, &anonymous(), &link).await), dead(DeadLink::Used));
        let ann = &world.admin.caller;
        assert_eq!(refusal(accept::accept_signed_in(&world.app, ann, &link).await), dead(DeadLink::Used));
        assert_eq!(world.seq().await, seq);
    }
}

#[tokio::test]
async fn a_link_that_is_cut_or_made_up_or_of_another_account_is_no_link() {
    for world in worlds().await {
        let other = world.beside("Elsewhere", "zed@example.com").await;
        world.invite("bo@example.com", "user", &[]).await;
        other.invite("cy@example.com", "user", &[]).await;
        let (link, theirs) = (world.link_to("bo@example.com").await, other.link_to("cy@example.com").await);
        let good = InvitationToken::decode(&link).unwrap();
        let foreign = InvitationToken::decode(&theirs).unwrap();
        let wrong = [
            link[..link.len() - 1].to_owned(),
            format!("{link}A"),
            String::new(),
            "ä".repeat(43),
            InvitationToken { secret: [0; 32], ..good }.encode(),
            InvitationToken { secret: foreign.secret, ..good }.encode(),
            InvitationToken { account: foreign.account, ..good }.encode(),
            InvitationToken { invitation: foreign.invitation, ..good }.encode(),
            InvitationToken { account: Id::from_uuid(uuid::Uuid::nil()), ..good }.encode(),
        ];
        let seq = (world.seq().await, other.seq().await);
        for link in wrong {
            assert_eq!(refusal(world.accept_link(&link, "bo@example.com").await), dead(DeadLink::Unknown), "{link}");
            assert_eq!(refusal(look::look(&world.app, &anonymous(), &link).await), dead(DeadLink::Unknown), "{link}");
            let ann = &world.admin.caller;
            assert_eq!(refusal(accept::accept_signed_in(&world.app, ann, &link).await), dead(DeadLink::Unknown));
        }
        assert_eq!((world.seq().await, other.seq().await), seq);
        world.accept("bo@example.com").await;
    }
}

#[tokio::test]
async fn f12_the_link_of_an_older_mail_is_dead_once_it_was_sent_again() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let old = world.link_to("bo@example.com").await;
        world.send_again(&world.admin.caller, bo).await.unwrap();
        let new = world.link_to("bo@example.com").await;
        assert_ne!(old, new);
        assert_eq!(refusal(world.accept_link(&old, "bo@example.com").await), dead(DeadLink::Unknown));
        world.accept_link(&new, "bo@example.com").await.unwrap();
    }
}

#[tokio::test]
async fn f10_a_withdrawn_link_dies_at_once_and_its_mail_is_not_sent() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let link = world.link_to("bo@example.com").await;
        world.withdraw(&world.admin.caller, bo).await.unwrap();
        assert_eq!(refusal(world.accept_link(&link, "bo@example.com").await), dead(DeadLink::Unknown));
        let cy = world.invite("cy@example.com", "user", &[]).await;
        world.withdraw(&world.admin.caller, cy).await.unwrap();
        assert!(world.mails().await.is_empty());
        assert!(world.addresses(Some("invited")).await.is_empty());
        let refused = refusal(world.withdraw(&world.admin.caller, cy).await);
        assert_eq!(refused, Refusal::WrongState { state: "deleted" });
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn an_invitation_lapses_when_the_inviter_may_not_invite_any_more() {
    for world in worlds().await {
        for (inviter, demote) in [("bo@example.com", true), ("cy@example.com", false)] {
            let by = world.another_admin(inviter).await;
            let email = format!("by-{inviter}");
            world.invite_by(&by.caller, &email, "user", &[]).await;
            let link = world.link_to(&email).await;
            world.set_role(&world.admin.caller, by.member, "user").await.unwrap();
            if !demote {
                world.delete(&world.admin.caller, by.member).await.unwrap();
            }
            let seq = world.seq().await;
            assert_eq!(refusal(world.accept_link(&link, &email).await), dead(DeadLink::Lapsed));
            assert_eq!(world.seq().await, seq);
            assert!(!sign_in(&world, &email).await, "no half of a person is left");
            // Whoever still may sends it again, and it is theirs from then on.
            let member = world.listed(Some("invited")).await.pop().unwrap().row.member;
            world.send_again(&world.admin.caller, member).await.unwrap();
            world.accept(&email).await;
        }
    }
}

#[tokio::test]
async fn a_site_that_was_deleted_meanwhile_is_no_part_of_the_invitation_any_more() {
    for world in worlds().await {
        let [[_, one, two], _] = world.two_projects().await;
        world.invite("bo@example.com", "user", &[(one, RW), (two, RO)]).await;
        roster_app::resources::delete::delete(&world.app, &world.admin.caller, world.account, one).await.unwrap();
        let bo = world.accept("bo@example.com").await;
        assert_eq!(world.access(bo.member).await, ["North two: read_only"]);
        assert_eq!(world.sees(&bo.caller, "site").await, ["North two"]);
    }
}

#[tokio::test]
async fn an_invitation_lapses_when_its_role_is_gone() {
    roster_store::sql!(
        FORGET_THE_ROLE,
        "update member_roles set role = 'gone' where account_id = $1 and role = 'user'"
    );
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let link = world.link_to("bo@example.com").await;
        assert_eq!(world.tamper(&FORGET_THE_ROLE).await, 1);
        assert_eq!(refusal(world.accept_link(&link, "bo@example.com").await), dead(DeadLink::Lapsed));
        let refused = refusal(world.send_again(&world.admin.caller, bo).await);
        assert_eq!(refused.code(), "invalid");
        // Another role makes it good again.
        world.set_role(&world.admin.caller, bo, "user").await.unwrap();
        world.accept_link(&link, "bo@example.com").await.unwrap();
    }
}

#[tokio::test]
async fn f01_whoever_has_a_sign_in_uses_it_and_never_gets_a_new_password() {
    for world in worlds().await {
        let elsewhere = world.beside("Elsewhere", "bo@example.com").await;
        let (bo, zed) = (&elsewhere.admin, elsewhere.user("zed@example.com", &[]).await);
        world.mails().await;
        world.invite("Bo@Example.com", "admin", &[]).await;
        let [letter] = &*world.mails().await else { panic!("one mail") };
        assert_eq!((letter.kind.name(), &*letter.to), ("invitation_to_known_person", "Bo@Example.com"));
        let link = letter.token.clone().unwrap();
        assert!(look::look(&world.app, &anonymous(), &link).await.unwrap().known_person);
        assert_eq!(refusal(world.accept_link(&link, "bo@example.com").await), Refusal::NotSignedIn);
        // Not as somebody else, either.
        assert_eq!(refusal(accept::accept_signed_in(&world.app, &zed.caller, &link).await), Refusal::NotTheInvited);
        assert_eq!(refusal(accept::accept_signed_in(&world.app, &anonymous(), &link).await), Refusal::NotSignedIn);
        let accept::JoinedAgain { account, member, .. } =
            accept::accept_signed_in(&world.app, &bo.caller, &link).await.unwrap().value;
        assert_eq!(account, world.account);
        assert_eq!(world.line(member).await.roles, ["admin"]);
        let accounts = people::me(&world.app, &bo.caller).await.unwrap().accounts;
        assert_eq!(accounts.iter().map(|place| &*place.name).collect::<Vec<_>>(), ["Elsewhere", "Northwind Feeds"]);
    }
}

#[tokio::test]
async fn someone_who_is_in_already_under_another_address_is_told_so() {
    for world in worlds().await {
        let bo = world.user("bo@example.com", &[]).await;
        let second = world.invite("bo@home.example", "admin", &[]).await;
        let link = world.link_to("bo@home.example").await;
        prove_another(&world, &bo, "bo@home.example").await;
        let refused = refusal(accept::accept_signed_in(&world.app, &bo.caller, &link).await);
        assert_eq!(refused, Refusal::WrongState { state: "active" });
        assert_eq!(world.line(second).await.status, "invited");
        assert_eq!(world.line(bo.member).await.roles, ["user"]);
        // A former place does not stand in the way of a new one.
        world.delete(&world.admin.caller, bo.member).await.unwrap();
        let member = accept::accept_signed_in(&world.app, &bo.caller, &link).await.unwrap().value.member;
        assert_eq!((member, world.line(second).await.status), (second, "active"));
        assert_eq!(world.line(bo.member).await.status, "deleted");
        world.assert_whole().await;
    }
}

async fn prove_another(world: &World, who: &Who, email: &str) {
    people::ask_for_address(&world.app, &who.caller, email, PASSWORD).await.unwrap();
    let proof = world.link_to(email).await;
    people::prove_address(&world.app, &anonymous(), &proof, None).await.unwrap();
}

#[tokio::test]
async fn a09_a_link_dies_with_its_last_millisecond() {
    for world in worlds().await {
        for (email, early) in [("bo@example.com", true), ("cy@example.com", false)] {
            world.invite(email, "user", &[]).await;
            let link = world.link_to(email).await;
            world.pass(world.model.invitation().valid_for - TICK);
            look::look(&world.app, &anonymous(), &link).await.unwrap();
            if early {
                world.accept_link(&link, email).await.unwrap();
                continue;
            }
            world.pass(TICK);
            assert_eq!(refusal(look::look(&world.app, &anonymous(), &link).await), dead(DeadLink::Expired));
            assert_eq!(refusal(world.accept_link(&link, email).await), dead(DeadLink::Expired));
        }
    }
}

#[tokio::test]
async fn idempotency_joining_is_done_once_and_the_sessions_secret_is_shown_once() {
    for world in worlds().await {
        world.invite("bo@example.com", "user", &[]).await;
        let link = world.link_to("bo@example.com").await;
        let by = repeatable(&anonymous(), "key", 1);
        let bo = || Newcomer { email: Some("bo@home.example".to_owned()), ..newcomer("bo@example.com") };
        let first = accept::accept(&world.app, &by, &link, bo()).await.unwrap();
        let again = accept::accept(&world.app, &by, &link, bo()).await.unwrap();
        assert_eq!((first.member, first.signed_in.session), (again.member, again.signed_in.session));
        assert_eq!((first.signed_in.token.is_some(), again.signed_in.token.is_some()), (true, false));
        assert_eq!(again.to_be_proven.as_deref(), Some("bo@home.example"));
        let other = accept::accept(&world.app, &repeatable(&anonymous(), "key", 2), &link, bo()).await;
        assert_eq!(refusal(other), Refusal::IdempotencyKeyReused);
        let none = accept::accept(&world.app, &repeatable(&anonymous(), "key 2", 1), &link, bo()).await;
        assert_eq!(refusal(none), dead(DeadLink::Used));
        // The same key on another link is another key, also for someone who has a sign-in.
        let beside = world.beside("Beside", "dee@example.com").await;
        beside.invite("bo@example.com", "user", &[]).await;
        let link = beside.link_to("bo@example.com").await;
        let bo = repeatable(&who(&first, "bo@example.com").caller, "key", 1);
        for replayed in [false, true] {
            let joined = accept::accept_signed_in(&world.app, &bo, &link).await.unwrap();
            assert_eq!((joined.replayed, joined.value.account), (replayed, beside.account));
        }
        beside.assert_whole().await;
    }
}

#[tokio::test]
async fn idempotency_at_the_same_moment_one_joins_and_the_other_hears_of_it() {
    for world in worlds().await {
        for round in 0..5 {
            let email = format!("bo{round}@example.com");
            world.invite(&email, "user", &[]).await;
            let link = world.link_to(&email).await;
            let by = repeatable(&anonymous(), "key", 1);
            let join = || accept::accept(&world.app, &by, &link, newcomer(&email));
            let (one, other) = tokio::join!(join(), join());
            let (one, other) = (one.unwrap(), other.unwrap());
            assert_eq!(one.member, other.member);
            assert_ne!(one.signed_in.token.is_some(), other.signed_in.token.is_some());
        }
        world.assert_whole().await;
    }
}
