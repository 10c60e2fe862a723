//! Signing oneself up (B10).

use crate::support::{
    PASSWORD, TICK, World, anonymous, days, from, minutes, newcomer, preset_of, refusal, who, worlds, worlds_of,
};
use jiff::SignedDuration;
use roster_app::{
    Actor, Caller, Once, Outcome,
    invitations::accept::Joined,
    members::create::{self as new, CreateUser},
    people, sign_up,
};
use roster_domain::{
    id::MemberId,
    language::Language,
    mail::MailKind,
    refusal::{DeadLink, Refusal},
};

async fn shops() -> impl Iterator<Item = World> {
    worlds_of(preset_of("customers-and-vendors")).await
}

/// A stranger at one address of the net.
fn stranger(number: u8) -> Caller {
    Caller::new(Actor::Anonymous, from(&format!("198.51.100.{number}")))
}

impl World {
    async fn wish(&self, email: &str) -> Outcome<Once<()>> {
        sign_up::ask(&self.app, &anonymous(), self.account, email, Language::English).await
    }

    /// An admin makes a user, who is mailed a link to come in.
    async fn cy_is_created(&self) -> MemberId {
        let input = CreateUser {
            about: "Cy Ode".into(),
            email: "cy@example.com".to_owned(),
            welcome: Some(Default::default()),
            ..CreateUser::default()
        };
        new::create(&self.app, &self.admin.caller, self.account, input).await.unwrap().value.member
    }

    async fn sign_up(&self, email: &str) -> Outcome<Joined> {
        let link = self.link_to(email).await;
        sign_up::complete(&self.app, &anonymous(), &link, newcomer(email)).await
    }
}

#[tokio::test]
async fn b10_an_address_is_proven_first_and_its_owner_is_in_with_the_default_role() {
    for world in shops().await {
        let seq = world.seq().await;
        world.wish("Bo@example.com").await.unwrap();
        assert_eq!(world.seq().await, seq, "nothing is made before the link is opened");
        assert!(world.addresses(None).await.iter().all(|email| !email.eq_ignore_ascii_case("bo@example.com")));
        assert_eq!(world.sent().await, [("sign_up", "Bo@example.com".to_owned())]);
        let joined = world.sign_up("Bo@example.com").await.unwrap();
        assert_eq!(world.kinds_after(seq).await, ["member_signed_up"]);
        let line = world.line(joined.member).await;
        assert_eq!((line.status, &*line.roles), ("active", &["customer".to_owned()][..]));
        let bo = who(&joined, "bo@example.com");
        assert!(people::me(&world.app, &bo.caller).await.unwrap().proven);
        people::sign_in(&world.app, &anonymous(), "bo@example.com", PASSWORD).await.unwrap();
        // The link works once.
        let refused = refusal(world.sign_up("Bo@example.com").await);
        assert_eq!(refused, Refusal::DeadLink(DeadLink::Used));
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn b10_where_it_is_off_nobody_is_told_that_there_is_an_account() {
    for world in worlds().await {
        assert_eq!(refusal(world.wish("bo@example.com").await), Refusal::NotFound);
        assert_eq!(refusal(sign_up::account(&world.app, world.account).await.map(|_| ())), Refusal::NotFound);
        let nowhere: roster_domain::id::AccountId = "0190a000-0000-7000-8000-000000000000".parse().unwrap();
        assert_eq!(refusal(sign_up::account(&world.app, nowhere).await.map(|_| ())), Refusal::NotFound);
        assert!(world.mails().await.is_empty());
        // A link of an account that has it opens nothing here.
        let shop = world.beside_of(preset_of("customers-and-vendors"), "Shop", "zoe@example.com").await;
        shop.wish("bo@example.com").await.unwrap();
        let link = shop.link_to("bo@example.com").await;
        let cut = &link[..link.len() - 1];
        let refused = refusal(sign_up::complete(&world.app, &anonymous(), cut, newcomer("bo@example.com")).await);
        assert_eq!(refused, Refusal::DeadLink(DeadLink::Unknown));
    }
}

#[tokio::test]
async fn b10_whoever_asks_sees_no_difference_and_only_the_owner_is_told() {
    for world in shops().await {
        let cy = world.cy_is_created().await;
        world.wish("di@example.com").await.unwrap();
        let di = who(&world.sign_up("di@example.com").await.unwrap(), "di@example.com");
        world.delete(&world.admin.caller, di.member).await.unwrap();
        world.mails().await;
        for email in ["ann@example.com", "cy@example.com", "di@example.com", "new@example.com"] {
            world.wish(email).await.unwrap();
        }
        let told = [
            ("sign_up", "new@example.com"),
            ("sign_up_closed", "di@example.com"),
            ("sign_up_not_needed", "ann@example.com"),
            ("welcome", "cy@example.com"),
        ];
        assert_eq!(world.sent().await, told.map(|(kind, to)| (kind, to.to_owned())));
        // Cy gets what was meant for Cy.
        let cy_joined = world.accept("cy@example.com").await;
        assert_eq!(cy_joined.member, cy);
    }
}

#[tokio::test]
async fn b10_asking_reminds_of_an_open_invitation_and_never_makes_it_last() {
    for world in shops().await {
        let cy = world.cy_is_created().await;
        let (first, ends) = (world.link_to("cy@example.com").await, world.line(cy).await.row.invited_until);
        world.pass(days(2));
        world.wish("cy@example.com").await.unwrap();
        let reminder = world.mails().await.pop().unwrap();
        let MailKind::Welcome(says) = &reminder.kind else { panic!("{:?}", reminder.kind) };
        assert_eq!(says.by, world.line(world.admin.member).await.row.name, "not Roster: whoever created them");
        assert_eq!(Some(says.expires_at.as_millisecond()), ends);
        assert_eq!(reminder.token, Some(first), "the link they have goes on working");
        assert_eq!(world.line(cy).await.row.invited_until, ends, "a stranger makes no invitation last");
        assert_eq!(world.log().await.last().unwrap().kind, "invitation_reminded");
        world.pass(days(5));
        world.wish("cy@example.com").await.unwrap();
        assert_eq!(world.sent().await, [("sign_up", "cy@example.com".to_owned())], "the invitation is over");
    }
}

#[tokio::test]
async fn b10_somebody_with_a_sign_in_elsewhere_uses_it_and_nobody_else_can() {
    for world in shops().await {
        let other = world.beside("Northwind", "zoe@example.com").await;
        let una = other.user("una@example.com", &[]).await;
        world.mails().await;
        world.wish("zoe@example.com").await.unwrap();
        let link = world.link_to("zoe@example.com").await;
        let refused = refusal(sign_up::complete(&world.app, &anonymous(), &link, newcomer("zoe@example.com")).await);
        assert_eq!(refused, Refusal::NotSignedIn, "never a new password for someone who has one");
        let refused = sign_up::complete_signed_in(&world.app, &una.caller, &link).await.map(|_| ());
        assert_eq!(refusal(refused), Refusal::NotTheInvited);
        let done = sign_up::complete_signed_in(&world.app, &other.admin.caller, &link).await.unwrap();
        assert_eq!(world.line(done.value.member).await.roles, ["customer"]);
        world.pass(minutes(61));
        world.wish("zoe@example.com").await.unwrap();
        assert_eq!(world.sent().await, [("sign_up_not_needed", "zoe@example.com".to_owned())]);
    }
}

#[tokio::test]
async fn b10_a_link_dies_after_a_day_and_a_bad_address_or_password_is_refused() {
    for world in shops().await {
        assert!(matches!(refusal(world.wish("bo at example").await), Refusal::Invalid(_)));
        world.wish("bo@example.com").await.unwrap();
        let link = world.link_to("bo@example.com").await;
        let face = sign_up::look(&world.app, &link).await.unwrap();
        assert_eq!((&*face.email, face.known_person, &*face.inviter), ("bo@example.com", false, ""));
        let weak = roster_app::invitations::accept::Newcomer { password: "short".into(), ..newcomer("bo@example.com") };
        let refused = refusal(sign_up::complete(&world.app, &anonymous(), &link, weak).await);
        assert!(matches!(refused, Refusal::Invalid(_)));
        world.pass(days(1) - TICK);
        sign_up::look(&world.app, &link).await.unwrap();
        world.pass(TICK);
        let refused = refusal(world.sign_up_with(&link).await);
        assert_eq!(refused, Refusal::DeadLink(DeadLink::Expired));
    }
}

impl World {
    async fn sign_up_with(&self, link: &str) -> Outcome<Joined> {
        sign_up::complete(&self.app, &anonymous(), link, newcomer("bo@example.com")).await
    }
}

#[tokio::test]
async fn b10_nobody_floods_an_address_or_an_account_from_one_place() {
    for world in shops().await {
        for _ in 0..3 {
            world.wish("bo@example.com").await.unwrap();
        }
        assert!(matches!(refusal(world.wish("bo@example.com").await), Refusal::Throttled { .. }));
        world.pass(SignedDuration::from_hours(1));
        world.mails().await;
        let ask = async |number: u8, email: String| {
            sign_up::ask(&world.app, &stranger(number), world.account, &email, Language::English).await
        };
        let mut done = 0;
        while ask(1, format!("a{done}@example.com")).await.is_ok() {
            done += 1;
        }
        assert_eq!(done, 20, "from one client");
        ask(2, "b@example.com".to_owned()).await.unwrap();
    }
}

#[tokio::test]
async fn b10_two_who_go_on_at_once_with_one_link_become_one() {
    for world in shops().await {
        world.wish("bo@example.com").await.unwrap();
        let link = world.link_to("bo@example.com").await;
        let (one, two) = tokio::join!(world.sign_up_with(&link), world.sign_up_with(&link));
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
        assert_eq!(world.addresses(None).await.iter().filter(|email| *email == "bo@example.com").count(), 1);
    }
}
