//! Roles and access with a beginning and an end: in force and gone to the millisecond, and given within F03.

use crate::support::{NONE, RO, RW, TICK, days, minutes, refusal, with_lead, worlds, worlds_of};
use roster_app::{
    invitations::create::{self, AccessWish, Invite},
    members::set_access::{AccessEdit, set_access},
};
use roster_domain::{grant::Window, mail::MailKind, refusal::Refusal};
use serde_json::{Value, json};

fn not_held(missing: &[&str]) -> Refusal {
    Refusal::NotHeld { missing: missing.iter().map(|id| (*id).to_owned()).collect() }
}

#[tokio::test]
async fn access_is_in_force_until_its_end_and_gone_with_it() {
    for world in worlds().await {
        let [[north, one, _], _] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[(north, RO)]).await;
        world.mails().await;
        let end = world.now() + minutes(30);
        let version = world.give_until(&world.admin.caller, bo.member, one, RW, minutes(30)).await.unwrap().value;
        assert_eq!(version, world.version(bo.member).await);
        let event = world.log().await.pop().unwrap();
        let details: Value = serde_json::from_str(&event.details.unwrap()).unwrap();
        let expected = json!([
            { "field": "access", "of": "North one", "before": null, "after": RW },
            { "field": "access_until", "of": "North one", "before": null, "after": end.to_string() }
        ]);
        assert_eq!(details["changes"], expected);
        let told = world.mails().await.pop().unwrap().kind;
        let MailKind::AccessChanged { changes, .. } = told else { panic!("{told:?}") };
        assert_eq!(changes[0].until, Some(end));
        // The same again is no change; a later end is one.
        let seq = world.seq().await;
        world.give_until(&world.admin.caller, bo.member, one, RW, minutes(30)).await.unwrap();
        assert_eq!(world.seq().await, seq);
        world.pass(minutes(30) - TICK);
        assert_eq!(world.may(&bo.caller, one).await, ["site.view", "site.edit"]);
        assert_eq!(world.line(bo.member).await.reach[1].count, 2);
        world.pass(TICK);
        // What lies above holds again.
        assert_eq!(world.may(&bo.caller, one).await, ["site.view"]);
        world.give_until(&world.admin.caller, bo.member, one, NONE, minutes(1)).await.unwrap();
        assert_eq!(world.line(bo.member).await.reach[1].count, 1);
        assert!(world.may(&bo.caller, one).await.is_empty());
        world.pass(minutes(1));
        assert_eq!(world.may(&bo.caller, one).await, ["site.view"]);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn access_begins_when_it_is_said_to_and_bad_times_are_refused() {
    for world in worlds().await {
        let [[_, one, _], _] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[]).await;
        let give = |from, until| {
            let window = Window { from, until };
            let edits = vec![AccessEdit::level(one, Some(RO.to_owned()), window)];
            set_access(&world.app, &world.admin.caller, world.account, bo.member, edits)
        };
        let now = world.now();
        let wrong = |code| Refusal::field("/access/0/until", code);
        assert_eq!(refusal(give(None, Some(now)).await), wrong("in_the_past"));
        assert_eq!(refusal(give(Some(now + days(2)), Some(now + days(2))).await), wrong("ends_before_it_begins"));
        give(Some(now + days(1)), Some(now + days(2))).await.unwrap();
        assert!(world.may(&bo.caller, one).await.is_empty());
        world.pass(days(1));
        assert_eq!(world.may(&bo.caller, one).await, ["site.view"]);
        world.pass(days(1));
        assert!(world.may(&bo.caller, one).await.is_empty());
    }
}

#[tokio::test]
async fn f03_a_longer_end_is_a_gift_that_the_giver_holds_as_long() {
    for world in worlds_of(&with_lead()).await {
        let [[_, one, two], _] = world.two_projects().await;
        let lead = world.join("lead@example.com", "lead", &[(two, RW)]).await;
        world.give_until(&world.admin.caller, lead.member, one, RW, days(10)).await.unwrap();
        let bo = world.user("bo@example.com", &[]).await;
        let give = |time| world.give_until(&lead.caller, bo.member, one, RW, time);
        give(days(5)).await.unwrap();
        give(days(10)).await.unwrap();
        assert_eq!(refusal(give(days(10) + TICK).await), not_held(&["site.view", "site.edit"]));
        let endless = world.set_access(&lead.caller, bo.member, one, RW).await;
        assert_eq!(refusal(endless), not_held(&["site.view", "site.edit"]));
        // A shorter one is none, and the admin may extend it.
        give(days(1)).await.unwrap();
        world.set_access(&world.admin.caller, bo.member, one, RW).await.unwrap();
        // "No access" for a while gives what comes after it: held without end by nobody but the admin.
        world.set_access(&lead.caller, bo.member, one, NONE).await.unwrap();
        world.pass(days(10));
        assert!(world.may(&lead.caller, one).await.is_empty());
    }
}

#[tokio::test]
async fn f02_a_role_with_an_end_never_keeps_the_account_and_the_default_role_follows_it() {
    for world in worlds().await {
        let ann = &world.admin;
        let bo = world.user("bo@example.com", &[]).await;
        let refused = refusal(world.set_role_until(&ann.caller, ann.member, "admin", days(100)).await);
        assert_eq!(refused, Refusal::LastKeeper);
        world.set_role_until(&ann.caller, bo.member, "admin", days(1)).await.unwrap();
        let event = world.log().await.pop().unwrap();
        let details: Value = serde_json::from_str(&event.details.unwrap()).unwrap();
        let until = (world.now() + days(1)).to_string();
        let expected = json!([
            { "field": "role", "before": "user", "after": "admin" },
            { "field": "role_until", "before": null, "after": until }
        ]);
        assert_eq!(details["changes"], expected);
        let line = world.line(bo.member).await;
        assert_eq!((line.roles, line.role_ends.len()), (vec!["admin".to_owned()], 1));
        // They may do everything meanwhile, but leave the account without one who stays.
        assert_eq!(refusal(world.set_role(&bo.caller, ann.member, "user").await), Refusal::LastKeeper);
        world.pass(days(1) - TICK);
        world.set_role(&bo.caller, bo.member, "admin").await.expect_err("nobody gives themself a longer end");
        let cy = world.invite_by(&bo.caller, "cy@example.com", "user", &[]).await;
        world.pass(TICK);
        let refused = refusal(world.invite_lines(&bo.caller, "dee@example.com", "user", &[]).await);
        assert!(matches!(refused, Refusal::Forbidden { .. }), "{refused:?}");
        let line = world.line(bo.member).await;
        assert_eq!((line.roles, line.role_ends.len()), (vec!["user".to_owned()], 0));
        // Who invited can't any more, and so it lapses.
        refusal(world.try_accept("cy@example.com").await);
        assert_eq!(world.line(cy).await.status, "invited");
        let wrong = refusal(world.set_role_until(&ann.caller, bo.member, "user", -minutes(1)).await);
        assert_eq!(wrong, Refusal::field("/until", "in_the_past"));
        world.set_role(&ann.caller, bo.member, "admin").await.unwrap();
        world.set_role(&bo.caller, ann.member, "user").await.unwrap();
    }
}

#[tokio::test]
async fn a05_an_invitation_offers_access_with_an_end() {
    for world in worlds().await {
        let [[_, one, _], _] = world.two_projects().await;
        let invite = |until| {
            let access = vec![AccessWish::level(one, RW, Window::until(until))];
            let invite = Invite {
                addresses: "bo@example.com".to_owned(),
                roles: vec!["user".to_owned()],
                access,
                permissions: Default::default(),
                message: String::new(),
                about: Default::default(),
            };
            create::create(&world.app, &world.admin.caller, world.account, invite)
        };
        let refused = refusal(invite(world.now()).await);
        assert_eq!(refused, Refusal::field("/access/0/until", "in_the_past"));
        invite(world.now() + days(2)).await.unwrap();
        let bo = world.accept("bo@example.com").await;
        world.pass(days(2) - TICK);
        assert_eq!(world.may(&bo.caller, one).await, ["site.view", "site.edit"]);
        world.pass(TICK);
        assert!(world.may(&bo.caller, one).await.is_empty());
    }
}
