//! What goes beyond a role, and Custom (E07, C02, C14): given within F03, in force with the answer, and told.

use crate::support::{
    TICK, Who, World, days, forbidden, having_seen, invitation, minutes, nothing, preset, preset_of, refusal,
    repeatable, worlds_of,
};
use jiff::Timestamp;
use roster_app::{
    Caller, Done, Outcome,
    access::{check::Place, permissions},
    invitations::create::{self, Invite, LineOutcome},
    members::{
        set_permissions::{ExtraWish, PermissionsWish, set_permissions},
        show,
    },
};
use roster_domain::{
    grant::Window,
    id::{Id, MemberId},
    mail::{Applications, MailKind},
    permission::RosterPermission,
    refusal::{DeadLink, FieldProblem, Refusal},
};
use roster_store::members;
use serde_json::{Value, json};

/// Applications and Custom.
fn apps() -> &'static str {
    preset_of("apps-and-permissions")
}

/// Permissions beyond the role.
fn company() -> &'static str {
    preset_of("company-and-projects")
}

fn custom(kept: &[&str]) -> PermissionsWish {
    let kept = kept.iter().map(|id| (*id).to_owned()).collect();
    PermissionsWish { extras: Vec::new(), custom: Some(kept) }
}

fn extras(given: &[(&str, Option<Timestamp>)]) -> PermissionsWish {
    let wish = |(id, until): &(&str, Option<Timestamp>)| ExtraWish {
        permission: (*id).to_owned(),
        window: Window { from: None, until: *until },
    };
    PermissionsWish { extras: given.iter().map(wish).collect(), custom: None }
}

fn not_held(missing: &[&str]) -> Refusal {
    Refusal::NotHeld { missing: missing.iter().map(|id| (*id).to_owned()).collect() }
}

fn wrong(pointer: &str, code: &'static str, value: &str) -> Refusal {
    let problem = FieldProblem::new(pointer, code);
    Refusal::Invalid(vec![if value.is_empty() { problem } else { problem.with("value", value) }])
}

impl World {
    async fn permit(&self, by: &Caller, member: MemberId, wish: PermissionsWish) -> Outcome<Done<i64>> {
        set_permissions(&self.app, by, self.account, member, wish).await
    }

    /// What somebody may of the product in the whole account.
    async fn may_in_account(&self, who: &Who) -> Vec<String> {
        let needed = RosterPermission::ReadMembers;
        let held = permissions::permissions(&self.app, &who.caller, self.account, who.member, Place::Account, needed);
        let held = held.await.unwrap().into_iter().map(|held| held.permission);
        held.filter(|id| !id.starts_with(RosterPermission::PREFIX)).collect()
    }

    async fn invite_with(
        &self,
        by: &Caller,
        email: &str,
        role: &str,
        permissions: PermissionsWish,
    ) -> Outcome<Done<Vec<LineOutcome>>> {
        let invite = Invite { permissions, ..invitation(email, role, &[]) };
        create::create(&self.app, by, self.account, invite).await
    }

    async fn last_changes(&self) -> Value {
        let event = self.log().await.pop().unwrap();
        let details: Value = serde_json::from_str(&event.details.unwrap()).unwrap();
        json!([event.kind, details["changes"]])
    }
}

#[tokio::test]
async fn e07_custom_is_in_force_when_it_is_answered_and_is_told() {
    for world in worlds_of(apps()).await {
        let bo = world.join("bo@example.com", "user", &[]).await;
        let (by, all) = (&world.admin.caller, world.may_in_account(&bo).await);
        assert!(all.len() > 10, "{all:?}");
        world.mails().await;
        let seq = world.seq().await;
        let version = world.version(bo.member).await;
        let done = world.permit(by, bo.member, custom(&["contacts.edit", "calendar.view"])).await.unwrap();
        assert_eq!((done.value, world.version(bo.member).await), (version + 1, version + 1));
        // What a listed one includes is kept with it.
        assert_eq!(world.may_in_account(&bo).await, ["contacts.view", "contacts.edit", "calendar.view"]);
        let change = json!([{ "field": "custom", "before": "*", "after": "calendar.view, contacts.edit" }]);
        assert_eq!(world.last_changes().await, json!(["permissions_changed", change]));
        let told = world.mails().await.pop().unwrap();
        let MailKind::PermissionsChanged { applications: Some(Applications::Custom(kept)), by: name, .. } = told.kind
        else {
            panic!("{told:?}")
        };
        assert_eq!((kept.len(), name.as_str(), told.to.as_str()), (3, "ann", "bo@example.com"));
        // The same again, in whatever order, is no change; nothing left is one, and All another.
        world.permit(by, bo.member, custom(&["calendar.view", "contacts.edit", "calendar.view"])).await.unwrap();
        assert_eq!((world.seq().await, world.mails().await.len()), (seq + 1, 0));
        world.permit(by, bo.member, custom(&[])).await.unwrap();
        assert!(world.may_in_account(&bo).await.is_empty());
        let shown = show::show(&world.app, by, world.account, bo.member).await.unwrap();
        assert_eq!((shown.custom, shown.permissions_fixed), (Some(Vec::new()), None));
        world.permit(by, bo.member, PermissionsWish::default()).await.unwrap();
        assert_eq!(world.may_in_account(&bo).await, all);
        let shown = show::show(&world.app, by, world.account, bo.member).await.unwrap();
        assert_eq!(shown.custom, None);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn e07_who_is_on_custom_gives_neither_all_nor_what_they_lack() {
    for world in worlds_of(apps()).await {
        let amy = world.join("amy@example.com", "admin", &[]).await;
        let bo = world.join("bo@example.com", "user", &[]).await;
        for who in [&amy, &bo] {
            world.permit(&world.admin.caller, who.member, custom(&["contacts.view"])).await.unwrap();
        }
        let (by, everything) = (&amy.caller, PermissionsWish::default);
        for target in [bo.member, amy.member] {
            assert_eq!(refusal(world.permit(by, target, everything()).await), not_held(&["*"]));
            let more = world.permit(by, target, custom(&["contacts.view", "contacts.edit"])).await;
            assert_eq!(refusal(more), not_held(&["contacts.edit"]));
        }
        assert_eq!(world.may_in_account(&bo).await, ["contacts.view"]);
        assert_eq!(refusal(world.invite_with(by, "cy@example.com", "user", everything()).await), not_held(&["*"]));
        let more = world.invite_with(by, "cy@example.com", "user", custom(&["calendar.view"])).await;
        assert_eq!(refusal(more), not_held(&["calendar.view"]));
        world.invite_with(by, "cy@example.com", "user", custom(&["contacts.view"])).await.unwrap();
        let cy = world.accept("cy@example.com").await;
        assert_eq!(world.may_in_account(&cy).await, ["contacts.view"]);
        // Less can always be given.
        world.permit(by, bo.member, custom(&[])).await.unwrap();
        assert!(world.may_in_account(&bo).await.is_empty());
        // What the inviter lost meanwhile is not given by accepting.
        world.invite_with(by, "di@example.com", "user", custom(&["contacts.view"])).await.unwrap();
        world.permit(&world.admin.caller, amy.member, custom(&[])).await.unwrap();
        let lapsed = refusal(world.try_accept("di@example.com").await);
        assert_eq!(lapsed, Refusal::DeadLink(DeadLink::Lapsed));
    }
}

#[tokio::test]
async fn e06_permissions_are_set_by_those_who_may_within_their_rank() {
    for world in worlds_of(apps()).await {
        let amy = world.join("amy@example.com", "admin", &[]).await;
        let bo = world.join("bo@example.com", "user", &[]).await;
        let (owner, wish) = (&world.admin, || custom(&["contacts.view"]));
        assert_eq!(refusal(world.permit(&bo.caller, amy.member, wish()).await), forbidden("roster.change_roles"));
        let refused = refusal(world.permit(&amy.caller, owner.member, PermissionsWish::default()).await);
        assert_eq!(refused, Refusal::RankTooHigh { verb: "edit" });
        let zed = MemberId::from_uuid(nothing().uuid());
        assert_eq!(refusal(world.permit(&amy.caller, zed, wish()).await), Refusal::NotFound);
        // Among admins it is allowed.
        let eve = world.join("eve@example.com", "admin", &[]).await;
        world.permit(&amy.caller, eve.member, wish()).await.unwrap();
        assert_eq!(world.may_in_account(&eve).await, ["contacts.view"]);
        // There is no Custom for an owner, and it sleeps in who becomes one.
        let refused = refusal(world.permit(&owner.caller, owner.member, wish()).await);
        assert_eq!(refused, wrong("/custom", "role_not_maskable", "owner"));
        world.set_role(&owner.caller, eve.member, "owner").await.unwrap();
        assert!(world.may_in_account(&eve).await.len() > 10);
    }
}

#[tokio::test]
async fn bad_wishes_are_refused_with_where_and_what() {
    for world in worlds_of(apps()).await {
        let bo = world.join("bo@example.com", "user", &[]).await;
        let by = &world.admin.caller;
        let ask = |wish| world.permit(by, bo.member, wish);
        let refused = refusal(ask(custom(&["contacts.view", "contacts.veiw"])).await);
        assert_eq!(refused, wrong("/custom/1", "unknown_permission", "contacts.veiw"));
        let refused = refusal(ask(custom(&["roster.invite"])).await);
        assert_eq!(refused, wrong("/custom/0", "not_in_application", "roster.invite"));
        let refused = refusal(ask(extras(&[("contacts.view", None)])).await);
        assert_eq!(refused, wrong("/extras/0/permission", "not_offered", "contacts.view"));
        let refused = refusal(world.invite_with(by, "cy@example.com", "owner", custom(&["contacts.view"])).await);
        assert_eq!(refused, wrong("/custom", "role_not_maskable", "owner"));
        let stale = world.permit(&having_seen(by, 77), bo.member, custom(&[])).await;
        assert!(matches!(refusal(stale), Refusal::Stale { .. }));
    }
    for world in worlds_of(preset()).await {
        let bo = world.user("bo@example.com", &[]).await;
        let refused = refusal(world.permit(&world.admin.caller, bo.member, custom(&[])).await);
        assert_eq!(refused, wrong("/custom", "no_applications", ""));
        world.delete(&world.admin.caller, bo.member).await.unwrap();
        let gone = world.permit(&world.admin.caller, bo.member, PermissionsWish::default()).await;
        assert_eq!(refusal(gone), Refusal::WrongState { state: "deleted" });
    }
    for world in worlds_of(company()).await {
        let bo = world.join("bo@example.com", "guest", &[]).await;
        let now = world.now();
        let ask = |wish| world.permit(&world.admin.caller, bo.member, wish);
        let refused = refusal(ask(extras(&[("styles", None), ("users", None), ("nothing", None)])).await);
        let Refusal::Invalid(problems) = refused else { panic!("{refused:?}") };
        let told: Vec<_> = problems.iter().map(|problem| (problem.pointer.as_str(), problem.code)).collect();
        assert_eq!(told, [("/extras/1/permission", "not_offered"), ("/extras/2/permission", "unknown_permission")]);
        let refused = refusal(ask(extras(&[("styles", None), ("styles", Some(now + days(1)))])).await);
        assert_eq!(refused, wrong("/extras/1/permission", "duplicate", "styles"));
        let refused = refusal(ask(extras(&[("styles", Some(now))])).await);
        assert_eq!(refused, wrong("/extras/0/until", "in_the_past", "styles"));
    }
}

#[tokio::test]
async fn c02_what_goes_beyond_a_role_holds_until_its_end_and_is_given_by_those_who_hold_it() {
    for world in worlds_of(company()).await {
        let (by, mia) = (&world.admin.caller, world.join("mia@example.com", "member", &[]).await);
        let end = world.now() + minutes(30);
        world.mails().await;
        world.permit(by, mia.member, extras(&[("users", Some(end)), ("styles", None)])).await.unwrap();
        assert_eq!(world.may_in_account(&mia).await, ["users", "styles"]);
        let changes = json!([
            { "field": "extra", "before": null, "after": "styles" },
            { "field": "extra", "before": null, "after": "users" },
            { "field": "extra_until", "of": "users", "before": null, "after": end.to_string() }
        ]);
        assert_eq!(world.last_changes().await, json!(["permissions_changed", changes]));
        let MailKind::PermissionsChanged { given, .. } = world.mails().await.pop().unwrap().kind else { panic!() };
        assert_eq!(given.iter().map(|given| given.until).collect::<Vec<_>>(), [None, Some(end)]);
        // She manages users now, and can't give what she lacks, nor for longer than she has it.
        let gus = world.join("gus@example.com", "member", &[]).await;
        let guest = world.join("guest@example.com", "guest", &[]).await;
        let refused = refusal(world.permit(&mia.caller, guest.member, extras(&[("comment.by_link", None)])).await);
        assert_eq!(refused, not_held(&["comment.by_link"]));
        world.permit(&mia.caller, guest.member, extras(&[("styles", None)])).await.unwrap();
        assert_eq!(world.may_in_account(&guest).await, ["styles"]);
        let refused = refusal(world.permit(&mia.caller, gus.member, extras(&[("styles", None)])).await);
        assert_eq!(refused, Refusal::RankTooHigh { verb: "edit" });
        world.pass(minutes(30) - TICK);
        assert_eq!(world.may_in_account(&mia).await, ["users", "styles"]);
        world.pass(TICK);
        assert_eq!(world.may_in_account(&mia).await, ["styles"]);
        let refused = refusal(world.permit(&mia.caller, guest.member, extras(&[])).await);
        assert_eq!(refused, forbidden("roster.change_roles"));
        // What is over may stay where it stands, and be given anew.
        world
            .permit(by, mia.member, extras(&[("users", Some(end)), ("styles", None), ("creator", None)]))
            .await
            .unwrap();
        assert_eq!(world.may_in_account(&mia).await, ["creator", "styles"]);
        world.permit(by, mia.member, extras(&[("users", None)])).await.unwrap();
        assert_eq!(world.may_in_account(&mia).await, ["users"]);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn c02_what_another_role_does_not_offer_is_dropped_and_told() {
    for world in worlds_of(company()).await {
        let (by, mia) = (&world.admin.caller, world.join("mia@example.com", "member", &[]).await);
        world.permit(by, mia.member, extras(&[("users", None), ("styles", None)])).await.unwrap();
        world.mails().await;
        world.set_role(by, mia.member, "guest").await.unwrap();
        assert_eq!(world.may_in_account(&mia).await, ["styles"]);
        let changes = json!([
            { "field": "role", "before": "member", "after": "guest" },
            { "field": "extra", "before": "users", "after": null }
        ]);
        assert_eq!(world.last_changes().await, json!(["roles_changed", changes]));
        let MailKind::RoleChanged { lost, .. } = world.mails().await.pop().unwrap().kind else { panic!() };
        assert_eq!(lost, ["Users"]);
        // Dropped is dropped: the former role brings nothing back.
        world.set_role(by, mia.member, "member").await.unwrap();
        assert_eq!(world.may_in_account(&mia).await, ["styles"]);
        // For a while only: afterwards the default role holds, which offers it.
        world.set_role_until(by, mia.member, "commentator", days(1)).await.unwrap();
        assert_eq!(world.may_in_account(&mia).await, ["comment.by_link"]);
        world.pass(days(1));
        assert_eq!(world.may_in_account(&mia).await, ["styles"]);
        world.set_role(by, mia.member, "commentator").await.unwrap();
        let (account, member) = (world.account, mia.member);
        assert!(world.read(move |tx| members::extras(tx, account, member)).await.is_empty());
    }
}

#[tokio::test]
async fn c14_an_invitation_offers_what_goes_beyond_the_role() {
    for world in worlds_of(company()).await {
        let by = &world.admin.caller;
        let refused = refusal(world.invite_with(by, "gus@example.com", "guest", extras(&[("users", None)])).await);
        assert_eq!(refused, wrong("/extras/0/permission", "not_offered", "users"));
        let wish = || extras(&[("users", None), ("creator", None)]);
        world.invite_with(by, "mia@example.com", "member", wish()).await.unwrap();
        let changes = world.last_changes().await;
        assert_eq!(changes[1][1], json!({ "field": "extra", "before": null, "after": "creator" }), "{changes}");
        let mia = world.accept("mia@example.com").await;
        assert_eq!(world.may_in_account(&mia).await, ["users", "creator"]);
        // Nobody offers what they don't hold, and a place that was withdrawn starts anew.
        let refused =
            refusal(world.invite_with(&mia.caller, "gus@example.com", "guest", extras(&[("styles", None)])).await);
        assert_eq!(refused, not_held(&["styles"]));
        world.invite_with(by, "gus@example.com", "guest", extras(&[("styles", None)])).await.unwrap();
        let gus = world.listed(Some("invited")).await[0].row.member;
        world.withdraw(by, gus).await.unwrap();
        world.invite_with(&mia.caller, "gus@example.com", "guest", extras(&[])).await.unwrap();
        assert!(world.may_in_account(&world.accept("gus@example.com").await).await.is_empty());
    }
}

#[tokio::test]
async fn f03_a_key_widens_nothing_that_is_not_written_on_it_and_a_request_is_done_once() {
    for world in worlds_of(apps()).await {
        let bo = world.join("bo@example.com", "user", &[]).await;
        world.permit(&world.admin.caller, bo.member, custom(&["contacts.view"])).await.unwrap();
        let (_, key) = world.key(&world.admin, &["roster.change_roles", "calendar.view"]).await;
        let refused = refusal(world.permit(&key, bo.member, custom(&["contacts.view", "calendar.book"])).await);
        assert!(
            matches!(&refused, Refusal::NotHeld { missing } if missing.contains(&"calendar.book".to_owned())),
            "{refused:?}"
        );
        assert!(matches!(
            refusal(world.permit(&key, bo.member, PermissionsWish::default()).await),
            Refusal::NotHeld { .. }
        ));
        let by = repeatable(&key, "key", 1);
        let wish = || custom(&["contacts.view", "calendar.view"]);
        let first = world.permit(&by, bo.member, wish()).await.unwrap();
        world.permit(&world.admin.caller, bo.member, custom(&[])).await.unwrap();
        let again = world.permit(&by, bo.member, wish()).await.unwrap();
        assert!(again.replayed && again.value == first.value);
        assert!(world.may_in_account(&bo).await.is_empty());
        let other = world.permit(&repeatable(&key, "key", 2), bo.member, wish()).await;
        assert_eq!(refusal(other), Refusal::IdempotencyKeyReused);
    }
}
