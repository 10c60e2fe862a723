//! Invitations that run out, and sending them again (A09, F12, F11).

use crate::support::{RO, RW, TICK, World, anonymous, minutes, refusal, worlds};
use roster_app::{invitations::request, members::count::count};
use roster_domain::{
    id::Id,
    refusal::{DeadLink, Refusal},
};

/// Moves the time to the last moment of an invitation that was just made.
fn to_the_last_moment(world: &World) {
    world.pass(world.model.invitation().valid_for - TICK);
}

async fn ask(world: &World, link: &str) -> Vec<(&'static str, String)> {
    request::request(&world.app, &anonymous(), link).await.unwrap();
    world.sent().await
}

#[tokio::test]
async fn the_tabs_count_what_changed_and_what_only_time_changed() {
    for world in worlds().await {
        let counted = async || {
            let counts = count(&world.app, &world.admin.caller, world.account).await.unwrap();
            ["active", "invited", "expired", "deleted"].map(|status| counts.get(status).copied().unwrap_or(0))
        };
        assert_eq!(counted().await, [1, 0, 0, 0]);
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let _ = world.invite("cy@example.com", "user", &[]).await;
        assert_eq!(counted().await, [1, 2, 0, 0]);
        world.withdraw(&world.admin.caller, bo).await.unwrap();
        assert_eq!(counted().await, [1, 1, 0, 1]);
        to_the_last_moment(&world);
        assert_eq!(counted().await, [1, 1, 0, 1]);
        world.pass(TICK);
        assert_eq!(counted().await, [1, 0, 1, 1], "nothing was changed, and one is too old");
    }
}

#[tokio::test]
async fn a09_an_invitation_runs_out_to_the_millisecond_and_is_noted_once() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        world.mails().await;
        to_the_last_moment(&world);
        assert_eq!(world.sweep().await, 0);
        assert_eq!(world.line(bo).await.status, "invited");

        world.pass(TICK);
        // Also before anybody swept.
        assert_eq!(world.line(bo).await.status, "expired");
        assert!(world.addresses(Some("invited")).await.is_empty());
        assert_eq!(world.addresses(Some("expired")).await, ["bo@example.com"]);
        assert_eq!(world.addresses(None).await, ["ann@example.com"], "it has left the list");

        let seq = world.seq().await;
        for _ in 0..3 {
            world.sweep().await;
            world.pass(minutes(2));
        }
        let log = world.log_after(seq).await;
        let told: Vec<_> = log.iter().map(|event| (&*event.kind, &*event.actor_kind, event.target_id)).collect();
        assert_eq!(told, [("invitation_expired", "system", Some(bo.uuid()))]);
        assert_eq!(world.sent().await, [("invitation_expired", "ann@example.com".to_owned())]);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn a09_what_was_accepted_withdrawn_or_sent_again_does_not_run_out() {
    for world in worlds().await {
        world.user("bo@example.com", &[]).await;
        let cy = world.invite("cy@example.com", "user", &[]).await;
        world.withdraw(&world.admin.caller, cy).await.unwrap();
        let di = world.invite("di@example.com", "user", &[]).await;
        to_the_last_moment(&world);
        world.send_again(&world.admin.caller, di).await.unwrap();
        let seq = world.seq().await;
        world.pass(TICK);
        world.sweep().await;
        assert!(world.kinds_after(seq).await.is_empty());
        assert_eq!(world.addresses(Some("invited")).await, ["di@example.com"]);
        to_the_last_moment(&world);
        world.sweep().await;
        assert_eq!(world.kinds_after(seq).await, ["invitation_expired"]);
    }
}

#[tokio::test]
async fn a09_hundreds_run_out_at_once() {
    for world in worlds().await {
        let lines: String = (0..250).map(|n| format!("n{n}@example.com\n")).collect();
        world.invite_lines(&world.admin.caller, &lines, "user", &[]).await.unwrap();
        world.mails().await;
        world.pass(world.model.invitation().valid_for);
        let seq = world.seq().await;
        let mut swept = 0;
        while let more @ 1.. = world.sweep().await {
            swept += more;
        }
        assert_eq!((swept, world.kinds_after(seq).await.len()), (250, 250));
        assert_eq!(world.mails().await.len(), 250);
    }
}

#[tokio::test]
async fn f12_sending_again_keeps_role_and_access_before_and_after_it_ran_out() {
    for world in worlds().await {
        let [[_, one, two], _] = world.two_projects().await;
        let access = [(one, RW), (two, RO)];
        for (email, late, swept) in
            [("bo@example.com", false, false), ("cy@example.com", true, false), ("di@example.com", true, true)]
        {
            let member = world.invite(email, "user", &access).await;
            world.mails().await;
            world.pass(minutes(1));
            if late {
                world.pass(world.model.invitation().valid_for);
            }
            if swept {
                world.sweep().await;
                world.mails().await;
            }
            let seq = world.seq().await;
            world.send_again(&world.admin.caller, member).await.unwrap();
            assert_eq!(world.kinds_after(seq).await, ["invitation_resent"]);
            assert_eq!(world.sent().await, [("invitation", email.to_owned())]);
            let line = world.line(member).await;
            let until = (world.now() + world.model.invitation().valid_for).as_millisecond();
            let delivery = line.invitation.unwrap();
            assert_eq!((line.status, delivery.expires_at), ("invited", until));
            assert_eq!(delivery.sent_at, world.now().as_millisecond());
            let who = world.accept(email).await;
            assert_eq!(world.line(who.member).await.roles, ["user"]);
            assert_eq!(world.may(&who.caller, one).await, ["site.view", "site.edit"]);
            assert_eq!(world.may(&who.caller, two).await, ["site.view"]);
        }
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn f12_sending_again_leaves_out_a_site_that_is_gone() {
    for world in worlds().await {
        let [[_, one, two], _] = world.two_projects().await;
        let bo = world.invite("bo@example.com", "user", &[(one, RW), (two, RO)]).await;
        world.pass(world.model.invitation().valid_for);
        world.delete_resource(&world.admin.caller, one).await.unwrap();
        world.send_again(&world.admin.caller, bo).await.unwrap();
        let bo = world.accept("bo@example.com").await;
        assert_eq!(world.sees(&bo.caller, "site").await, ["North two"]);
    }
}

#[tokio::test]
async fn f12_many_times_sent_again_the_newest_link_alone_is_good() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let mut links = vec![world.link_to("bo@example.com").await];
        for _ in 0..4 {
            world.send_again(&world.admin.caller, bo).await.unwrap();
            links.push(world.link_to("bo@example.com").await);
        }
        let newest = links.pop().unwrap();
        for link in links {
            let refused = refusal(world.accept_link(&link, "bo@example.com").await);
            assert_eq!(refused, Refusal::DeadLink(DeadLink::Unknown));
        }
        world.accept_link(&newest, "bo@example.com").await.unwrap();
        let refused = refusal(world.send_again(&world.admin.caller, bo).await);
        assert_eq!(refused, Refusal::WrongState { state: "active" });
    }
}

#[tokio::test]
async fn f12_a_mail_that_still_waits_is_replaced_and_not_sent_besides() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        world.send_again(&world.admin.caller, bo).await.unwrap();
        assert_eq!(world.sent().await, [("invitation", "bo@example.com".to_owned())]);
    }
}

#[tokio::test]
async fn a09_whoever_holds_a_dead_link_asks_for_a_new_one_and_the_admins_hear_of_it_once_an_hour() {
    for world in worlds().await {
        world.another_admin("cy@example.com").await;
        world.user("di@example.com", &[]).await;
        world.invite("bo@example.com", "user", &[]).await;
        let link = world.link_to("bo@example.com").await;
        assert!(ask(&world, &link).await.is_empty(), "a living link is to be used");
        world.pass(world.model.invitation().valid_for);
        let wanted = ["ann@example.com", "cy@example.com"].map(|to| ("new_invitation_wanted", to.to_owned()));
        let seq = world.seq().await;
        assert_eq!(ask(&world, &link).await, wanted);
        assert_eq!(world.kinds_after(seq).await, ["invitation_requested"]);
        world.pass(minutes(60) - TICK);
        assert!(ask(&world, &link).await.is_empty());
        assert_eq!(world.kinds_after(seq).await, ["invitation_requested"]);
        world.pass(TICK);
        assert_eq!(ask(&world, &link).await, wanted);

        // A link that is none tells nothing and writes to nobody.
        let made_up = format!("{}A", &link[..link.len() - 1]);
        let bo = world.listed(Some("expired")).await.pop().unwrap().row.member;
        world.withdraw(&world.admin.caller, bo).await.unwrap();
        world.pass(minutes(60));
        for link in [&made_up, &link] {
            assert!(ask(&world, link).await.is_empty());
        }
    }
}

#[tokio::test]
async fn a09_nobody_is_told_who_is_not_there_any_more() {
    for world in worlds().await {
        let cy = world.another_admin("cy@example.com").await;
        world.invite_by(&cy.caller, "bo@example.com", "user", &[]).await;
        world.set_role(&world.admin.caller, cy.member, "user").await.unwrap();
        world.delete(&world.admin.caller, cy.member).await.unwrap();
        world.mails().await;
        world.pass(world.model.invitation().valid_for);
        let seq = world.seq().await;
        world.sweep().await;
        assert_eq!(world.kinds_after(seq).await, ["invitation_expired"]);
        assert!(world.mails().await.is_empty());
    }
}

#[tokio::test]
async fn f12_nobodys_mailbox_is_flooded() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        for _ in 0..6 {
            world.send_again(&world.admin.caller, bo).await.unwrap();
        }
        let refused = refusal(world.send_again(&world.admin.caller, bo).await);
        assert_eq!(refused, Refusal::Throttled { retry_after: 3_600 });
        assert_eq!(world.mails().await.len(), 1);
        world.pass(minutes(60));
        world.send_again(&world.admin.caller, bo).await.unwrap();
    }
}
