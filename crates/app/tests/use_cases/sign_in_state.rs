//! "Can she sign in?" (F16), and another sign-in address that an admin proposes (E09).

use crate::support::{
    PASSWORD, TICK, Who, World, anonymous, days, from, minutes, preset_of, refusal, worlds, worlds_of,
};
use roster_app::{
    Caller, Outcome,
    mail::deliver::{self, Delivery},
    members::{
        password_link::send_password_link,
        propose_address::{VALID_FOR, propose, withdraw_proposal},
        sign_in_state::{Obstacle, SignInState, lift_block, sign_in_state},
    },
    people,
};
use roster_domain::{
    id::MemberId,
    refusal::{DeadLink, FieldProblem, Refusal},
};

impl World {
    async fn sign_in_of(&self, by: &Caller, member: MemberId) -> Outcome<SignInState> {
        sign_in_state(&self.app, by, self.account, member).await
    }

    async fn state(&self, who: &Who) -> SignInState {
        self.sign_in_of(&self.admin.caller, who.member).await.unwrap()
    }

    async fn try_password(&self, from_where: &str, email: &str, password: &str) -> Option<Refusal> {
        let caller = Caller::anonymous(from(from_where));
        people::sign_in(&self.app, &caller, email, password).await.err().map(|failure| match failure {
            roster_app::Failure::Refused(refusal) => refusal,
            other => panic!("{other:?}"),
        })
    }
}

#[tokio::test]
async fn f16_the_last_sign_in_and_what_failed_are_told_with_their_reason() {
    for world in worlds().await {
        let bo = world.user("bo@example.com", &[]).await;
        let joined = world.now().as_millisecond();
        let state = world.state(&bo).await;
        assert_eq!((state.obstacles, state.last_sign_in, state.failures.len()), (vec![], Some(joined), 0));
        world.pass(minutes(1));
        for _ in 0..3 {
            assert_eq!(
                world.try_password("192.0.2.50", "bo@example.com", "guess").await,
                Some(Refusal::WrongCredentials)
            );
        }
        // The other account's admin's, and nobody's, tries are not theirs.
        world.try_password("192.0.2.50", "ann@example.com", "guess").await;
        world.try_password("192.0.2.50", "nobody@example.com", "guess").await;
        let failures = world.state(&bo).await.failures;
        let told: Vec<_> = failures.iter().map(|row| (row.reason.as_str(), row.tries, row.last_at)).collect();
        assert_eq!(told, [("wrong_password", 3, joined + 60_000)]);
        world.pass(minutes(1));
        assert_eq!(world.try_password("192.0.2.50", "bo@example.com", PASSWORD).await, None);
        assert_eq!(world.state(&bo).await.last_sign_in, Some(joined + 120_000));
        // It is told of for a week, and then forgotten.
        world.pass(days(7));
        assert_eq!(world.state(&bo).await.failures, []);
        people::sweep(&world.app).await.unwrap();
    }
}

#[tokio::test]
async fn f16_a_block_is_seen_and_lifted_but_not_often() {
    for world in worlds().await {
        let (ann, app) = (world.admin.caller.clone(), &world.app);
        let bo = world.user("bo@example.com", &[]).await;
        let blocked = async || {
            for _ in 0..10 {
                world.try_password("192.0.2.50", "bo@example.com", "guess").await;
            }
            let refused = world.try_password("192.0.2.50", "bo@example.com", PASSWORD).await;
            assert!(matches!(refused, Some(Refusal::Throttled { .. })), "{refused:?}");
        };
        // Where nothing is to be lifted, nothing is.
        let seq = world.seq().await;
        lift_block(app, &ann, world.account, bo.member).await.unwrap();
        assert_eq!(world.seq().await, seq);
        blocked().await;
        let state = world.state(&bo).await;
        assert_eq!(state.obstacles, [Obstacle::Blocked]);
        assert_eq!(state.blocked_until, Some((world.now() + minutes(15)).as_millisecond()));
        let reasons: Vec<_> = state.failures.iter().map(|row| (row.reason.as_str(), row.tries)).collect();
        assert_eq!(reasons, [("throttled", 1), ("wrong_password", 10)]);
        lift_block(app, &ann, world.account, bo.member).await.unwrap();
        assert_eq!(world.kinds_after(seq).await, ["sign_in_unblocked"]);
        assert_eq!(world.state(&bo).await.obstacles, []);
        assert_eq!(world.try_password("192.0.2.50", "bo@example.com", PASSWORD).await, None);
        for _ in 0..2 {
            blocked().await;
            lift_block(app, &ann, world.account, bo.member).await.unwrap();
        }
        blocked().await;
        let refused = refusal(lift_block(app, &ann, world.account, bo.member).await);
        assert!(matches!(refused, Refusal::Throttled { .. }), "{refused:?}");
        world.pass(minutes(15));
        assert_eq!(world.state(&bo).await.obstacles, [], "it ends by itself");
    }
}

#[tokio::test]
async fn f16_mails_are_told_with_what_the_mail_server_said_and_none_of_another_account() {
    for world in worlds().await {
        let (ann, app) = (world.admin.caller.clone(), &world.app);
        let bo = world.user("bo@example.com", &[]).await;
        let other = world.beside("Second", "two@example.com").await;
        other.invite("bo@example.com", "user", &[]).await;
        let there = other.accept_as(&bo).await.unwrap();
        world.mails().await;
        people::forgot_password(app, &anonymous(), "bo@example.com").await.unwrap();
        for ready in deliver::claim(app).await.unwrap() {
            deliver::note(app, ready.row, Delivery::Refused("550 mailbox full".to_owned())).await.unwrap();
        }
        let mails = world.state(&bo).await.mails;
        let told: Vec<_> = mails.iter().map(|mail| (&*mail.kind, &*mail.state, &*mail.answer)).collect();
        assert_eq!(told, [("password_reset", "refused", "550 mailbox full")]);
        // An admin sends another; in the other account nobody is told of it.
        send_password_link(app, &ann, world.account, bo.member).await.unwrap();
        let mails = world.state(&bo).await.mails;
        assert_eq!(mails.iter().map(|mail| &*mail.state).collect::<Vec<_>>(), ["queued"]);
        let elsewhere = sign_in_state(app, &other.admin.caller, other.account, there).await.unwrap();
        assert_eq!(elsewhere.mails, []);
        // Who waits for their invitation has that.
        let waits = world.invite("cy@example.com", "user", &[]).await;
        let state = world.sign_in_of(&ann, waits).await.unwrap();
        assert_eq!(
            (state.obstacles, state.mails[0].kind.as_str(), state.last_sign_in),
            (vec![Obstacle::Invited], "invitation", None)
        );
        people::forgot_password(app, &anonymous(), "bo@example.com").await.unwrap();
        assert!(world.state(&bo).await.no_links_until.is_some());
    }
}

#[tokio::test]
async fn f16_who_is_out_is_told_so_and_who_may_not_help_sees_nothing() {
    for world in worlds_of(preset_of("customers-and-vendors")).await {
        let ann = world.admin.caller.clone();
        let bo = world.join("bo@example.com", "employee", &[]).await;
        let cy = world.join("cy@example.com", "employee", &[]).await;
        world.disable(&ann, bo.member).await.unwrap();
        assert_eq!(world.state(&bo).await.obstacles, [Obstacle::Disabled]);
        world.delete(&ann, bo.member).await.unwrap();
        assert_eq!(world.state(&bo).await.obstacles, [Obstacle::Deleted]);
        let forbidden = Refusal::Forbidden { permission: "roster.edit_members".to_owned() };
        assert_eq!(refusal(world.sign_in_of(&cy.caller, bo.member).await), forbidden);
        assert_eq!(refusal(lift_block(&world.app, &cy.caller, world.account, bo.member).await), forbidden);
        assert_eq!(
            refusal(lift_block(&world.app, &ann, world.account, bo.member).await),
            Refusal::WrongState { state: "deleted" }
        );
    }
    // Nor who is beneath them.
    for world in worlds_of(preset_of("company-and-projects")).await {
        let cy = world.join("cy@example.com", "administrator", &[]).await;
        let refused = refusal(world.sign_in_of(&cy.caller, world.admin.member).await);
        assert_eq!(refused, Refusal::RankTooHigh { verb: "edit" });
    }
}

#[tokio::test]
async fn e09_the_person_confirms_from_the_new_address_with_their_password_and_the_old_one_is_told() {
    for world in worlds().await {
        let (ann, app) = (world.admin.caller.clone(), &world.app);
        let bo = world.user("bo@example.com", &[]).await;
        world.mails().await;
        let seq = world.seq().await;
        propose(app, &ann, world.account, bo.member, "bo@work.example").await.unwrap();
        assert_eq!(world.kinds_after(seq).await, ["address_proposed"]);
        let link = world.link_to("bo@work.example").await;
        assert_eq!(world.inbox_of("address_proposed_too").await, ["bo@example.com"]);
        // Until then everything is as it was, and the admin sees that it waits.
        assert_eq!(world.line(bo.member).await.row.email, "bo@example.com");
        let waits = world.state(&bo).await.proposal.unwrap();
        assert_eq!((waits.email.as_str(), waits.expired), ("bo@work.example", false));
        assert_eq!(waits.expires_at, (world.now() + VALID_FOR).as_millisecond());
        // The link alone is not enough: the admin could have named an address of their own.
        assert!(people::look_at_address(app, &link).await.unwrap().asks_password);
        let wrong = |code| Refusal::Invalid(vec![FieldProblem::new("/current_password", code)]);
        assert_eq!(refusal(people::prove_address(app, &anonymous(), &link, None).await), wrong("empty"));
        assert_eq!(refusal(people::prove_address(app, &anonymous(), &link, Some("guess")).await), wrong("wrong"));
        people::prove_address(app, &anonymous(), &link, Some(PASSWORD)).await.unwrap();
        assert_eq!(world.inbox_of("address_changed").await, ["bo@example.com"]);
        assert_eq!(world.line(bo.member).await.row.email, "bo@work.example");
        assert_eq!(world.state(&bo).await.proposal, None);
        assert_eq!(world.try_password("192.0.2.1", "bo@work.example", PASSWORD).await, None);
        assert_eq!(world.try_password("192.0.2.1", "bo@example.com", PASSWORD).await, Some(Refusal::WrongCredentials));
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn e09_it_is_withdrawn_replaced_or_runs_out_and_nobody_learns_whose_an_address_is() {
    for world in worlds().await {
        let (ann, app, account) = (world.admin.caller.clone(), &world.app, world.account);
        let bo = world.user("bo@example.com", &[]).await;
        let dead = Refusal::DeadLink(DeadLink::Unknown);
        let prove = async |link: &str| people::prove_address(app, &anonymous(), link, Some(PASSWORD)).await;
        propose(app, &ann, account, bo.member, "bo@one.example").await.unwrap();
        let one = world.link_to("bo@one.example").await;
        propose(app, &ann, account, bo.member, "bo@two.example").await.unwrap();
        let two = world.link_to("bo@two.example").await;
        assert_eq!(refusal(prove(&one).await), dead);
        withdraw_proposal(app, &ann, account, bo.member).await.unwrap();
        assert_eq!(refusal(prove(&two).await), dead);
        assert_eq!(world.state(&bo).await.proposal, None);
        // Somebody else's, in an account nobody here knows of: it looks the same, and only they are told.
        let other = world.beside("Second", "two@example.com").await;
        world.mails().await;
        propose(app, &ann, account, bo.member, "two@example.com").await.unwrap();
        assert!(world.state(&bo).await.proposal.is_some_and(|waits| !waits.expired));
        assert_eq!(world.inbox_of("address_in_use").await, ["two@example.com"]);
        let _ = other;
        propose(app, &ann, account, bo.member, "bo@three.example").await.unwrap();
        let three = world.link_to("bo@three.example").await;
        world.pass(VALID_FOR - TICK);
        assert!(people::look_at_address(app, &three).await.is_ok());
        world.pass(TICK);
        assert_eq!(refusal(prove(&three).await), Refusal::DeadLink(DeadLink::Expired));
        assert!(world.state(&bo).await.proposal.unwrap().expired);
        assert_eq!(world.line(bo.member).await.row.email, "bo@example.com");
    }
}

#[tokio::test]
async fn e09_who_may_propose_what_for_whom_and_how_often() {
    for world in worlds().await {
        let (ann, app, account) = (world.admin.caller.clone(), &world.app, world.account);
        let bo = world.user("bo@example.com", &[]).await;
        let waits = world.invite("cy@example.com", "user", &[]).await;
        let ask = async |by: &Caller, member, email: &str| propose(app, by, account, member, email).await;
        let field = |code| Refusal::Invalid(vec![FieldProblem::new("/email", code)]);
        assert_eq!(refusal(ask(&ann, bo.member, "nowhere").await), field("no_at"));
        assert_eq!(refusal(ask(&ann, bo.member, "BO@example.com").await), field("unchanged"));
        let taken = Refusal::AddressTaken { member: Some(waits) };
        assert_eq!(refusal(ask(&ann, bo.member, "cy@example.com").await), taken);
        // Before they have come it is simply edited.
        assert_eq!(refusal(ask(&ann, waits, "x@example.com").await), Refusal::WrongState { state: "invited" });
        let forbidden = Refusal::Forbidden { permission: "roster.edit_members".to_owned() };
        assert_eq!(refusal(ask(&bo.caller, bo.member, "x@example.com").await), forbidden);
        for number in 0..5 {
            ask(&ann, bo.member, &format!("bo{number}@example.net")).await.unwrap();
        }
        assert!(matches!(refusal(ask(&ann, bo.member, "bo5@example.net").await), Refusal::Throttled { .. }));
    }
}
