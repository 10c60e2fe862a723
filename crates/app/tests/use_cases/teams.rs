//! Project roles and single permissions on resources: given, taken over, taken away, and by the model itself
//! (rules 7, 12 and 13; B08, B11, C10–C12).

use crate::support::{World, refusal, worlds, worlds_of};
use roster_app::{
    Caller, Done, Outcome,
    access::{
        check::Place,
        given_there::{awaited, given_there},
        reachers::{Reachers, reachers},
    },
    invitations::create::{self, AccessWish, Invite},
    members::{
        given::Given,
        preview_role::{RoleOutlook, Shift, preview_role},
        set_access::{AccessEdit, Wanted, set_access},
        set_permissions::{ExtraWish, PermissionsWish, set_permissions},
    },
    resources::{
        create::{CreateResource, create as create_resource},
        upsert::{Entry, upsert},
    },
};
use roster_domain::{
    grant::Window,
    id::{MemberId, ResourceId},
    mail::MailKind,
    model::{Leaving, presets},
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};
use roster_store::grants;
use serde_json::{Value, json};
use std::{collections::HashMap, sync::Arc};

fn preset(name: &str) -> &'static str {
    presets().iter().find(|preset| preset.id == name).unwrap().text
}

/// A company with projects: an Administrator and others in it, and who founded it.
fn projects() -> &'static str {
    preset("company-and-projects")
}

fn role(on: ResourceId, id: &str) -> AccessEdit {
    AccessEdit::role(on, Some(id.to_owned()), Window::ALWAYS)
}

fn permission(on: ResourceId, id: &str) -> AccessEdit {
    AccessEdit::permission(on, id.to_owned(), Window::ALWAYS)
}

fn problem(pointer: &str, code: &'static str) -> Refusal {
    Refusal::field(pointer, code)
}

impl World {
    async fn give(&self, by: &Caller, to: MemberId, edits: Vec<AccessEdit>) -> Outcome<Done<i64>> {
        set_access(&self.app, by, self.account, to, edits).await
    }

    async fn new_project(&self, by: &Caller, name: &str) -> ResourceId {
        let input =
            CreateResource { kind: "project".to_owned(), parent: None, name: name.to_owned(), external_id: None };
        create_resource(&self.app, by, self.account, input).await.unwrap().value
    }

    /// What a member has there, as slots, and whether the model gave it.
    async fn holds(&self, member: MemberId, on: ResourceId) -> Vec<String> {
        let account = self.account;
        let listed = self.app.db().read(move |tx| grants::listed(tx, account, member)).await.unwrap();
        listed.into_iter().filter(|grant| grant.resource == on).map(|grant| grant.slot).collect()
    }

    /// The changes of the newest events, the newest last.
    async fn newest_changes(&self, count: usize) -> Vec<Value> {
        let log = self.log().await;
        let details = log[log.len() - count..].iter().map(|event| event.details.clone().unwrap());
        details.map(|details| serde_json::from_str::<Value>(&details).unwrap()["changes"].clone()).collect()
    }
}

#[tokio::test]
async fn project_roles_and_single_permissions_are_given_listed_mailed_and_taken_away() {
    for world in worlds_of(projects()).await {
        let admin = world.admin.caller.clone();
        let atlas = world.new_project(&admin, "Atlas").await;
        let gus = world.join("gus@example.com", "guest", &[]).await;
        world.mails().await;
        let version = world.version(gus.member).await;
        let edits = vec![role(atlas, "participant"), permission(atlas, "project.comment")];
        let done = world.give(&admin, gus.member, edits.clone()).await.unwrap();
        assert_eq!(done.value, version + 1);
        assert_eq!(world.version(gus.member).await, version + 1);
        assert_eq!(world.holds(gus.member, atlas).await, ["permission:project.comment", "role:participant"]);
        assert_eq!(world.may(&gus.caller, atlas).await, ["project.view", "project.comment"]);
        let changes = json!([
            { "field": "access", "of": "Atlas", "before": null, "after": "participant" },
            { "field": "access", "of": "Atlas", "before": null, "after": "project.comment" }
        ]);
        assert_eq!(world.newest_changes(1).await, [changes]);
        let told = world.mails().await.pop().unwrap().kind;
        let MailKind::AccessChanged { changes, .. } = told else { panic!("{told:?}") };
        let labels: Vec<_> = changes.iter().map(|change| change.after.clone().unwrap()).collect();
        assert_eq!(labels, ["Participant", "Comment"]);
        // The same again is no change.
        let seq = world.seq().await;
        assert_eq!(world.give(&admin, gus.member, edits).await.unwrap().value, version + 1);
        assert_eq!(world.seq().await, seq);
        // One permission of two, then all, then the role.
        world.give(&admin, gus.member, vec![permission(atlas, "project.share")]).await.unwrap();
        let edit = |what| vec![AccessEdit { resource: atlas, what, window: Window::ALWAYS }];
        world.give(&admin, gus.member, edit(Wanted::Not("project.comment".to_owned()))).await.unwrap();
        assert_eq!(world.holds(gus.member, atlas).await, ["permission:project.share", "role:participant"]);
        world.give(&admin, gus.member, edit(Wanted::NoPermissions)).await.unwrap();
        assert_eq!(world.may(&gus.caller, atlas).await, ["project.view"]);
        world.give(&admin, gus.member, edit(Wanted::NoRole)).await.unwrap();
        assert!(world.holds(gus.member, atlas).await.is_empty() && world.may(&gus.caller, atlas).await.is_empty());
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn what_the_kind_does_not_have_or_is_wished_twice_is_refused_by_its_field() {
    for world in worlds_of(projects()).await {
        let admin = world.admin.caller.clone();
        let atlas = world.new_project(&admin, "Atlas").await;
        let gus = world.join("gus@example.com", "guest", &[]).await;
        let unknown = FieldProblem::new("/access/0/permission", "unknown_permission").with("value", "project.fly");
        let cases = [
            (vec![role(atlas, "captain")], problem("/access/0/role", "unknown_project_role")),
            (vec![permission(atlas, "project.fly")], Refusal::Invalid(vec![unknown])),
            (vec![permission(atlas, "styles")], problem("/access", "not_on_this_kind")),
            (
                vec![AccessEdit::level(atlas, Some("read_only".to_owned()), Window::ALWAYS)],
                problem("/access/0/level", "unknown_level"),
            ),
            (
                vec![role(atlas, "participant"), AccessEdit::role(atlas, None, Window::ALWAYS)],
                problem("/access/1/resource", "duplicate"),
            ),
            (
                vec![permission(atlas, "project.view"), permission(atlas, "project.view")],
                problem("/access/1/resource", "duplicate"),
            ),
        ];
        for (edits, expected) in cases {
            assert_eq!(refusal(world.give(&admin, gus.member, edits).await), expected);
        }
        assert!(world.holds(gus.member, atlas).await.is_empty());
    }
}

#[tokio::test]
async fn nobody_gives_a_project_role_that_holds_more_than_they_have_there() {
    for world in worlds_of(projects()).await {
        let admin = world.admin.caller.clone();
        let atlas = world.new_project(&admin, "Atlas").await;
        let (lea, gus) =
            (world.join("lea@example.com", "guest", &[]).await, world.join("gus@example.com", "guest", &[]).await);
        // Without the permission, neither here nor there.
        let forbidden = Refusal::Forbidden { permission: "roster.change_access".to_owned() };
        assert_eq!(refusal(world.give(&lea.caller, gus.member, vec![role(atlas, "participant")]).await), forbidden);
        // With it on the project alone (C11): there, and no further than what one has.
        world.give(&admin, lea.member, vec![permission(atlas, "project.team")]).await.unwrap();
        world.give(&lea.caller, gus.member, vec![role(atlas, "participant")]).await.unwrap();
        assert_eq!(world.holds(gus.member, atlas).await, ["role:participant"]);
        let share = vec![permission(atlas, "project.share")];
        let missing = Refusal::NotHeld { missing: vec!["project.share".to_owned()] };
        assert_eq!(refusal(world.give(&lea.caller, gus.member, share).await), missing);
        // And not on another project.
        let basalt = world.new_project(&admin, "Basalt").await;
        assert_eq!(refusal(world.give(&lea.caller, gus.member, vec![role(basalt, "participant")]).await), forbidden);
        // Nor for those above.
        let above =
            world.give(&lea.caller, world.admin.member, vec![AccessEdit::role(atlas, None, Window::ALWAYS)]).await;
        assert_eq!(refusal(above), Refusal::RankTooHigh { verb: "edit" });
        world.assert_whole().await;
    }
}

/// A Member who may lead a project: with Users in the company, and Team there.
async fn leader(world: &World, email: &str, on: ResourceId) -> MemberId {
    let who = world.join(email, "administrator", &[]).await;
    world.give(&world.admin.caller, who.member, vec![role(on, "participant")]).await.unwrap();
    who.member
}

#[tokio::test]
async fn c10_an_owner_is_followed_by_one_who_holds_what_it_requires_and_becomes_participant() {
    for world in worlds_of(projects()).await {
        let admin = world.admin.caller.clone();
        let atlas = world.new_project(&admin, "Atlas").await;
        assert_eq!(world.holds(world.admin.member, atlas).await, ["role:owner"]);
        let gus = world.join("gus@example.com", "guest", &[]).await;
        // Team in the project is not enough: Users in the company is missing.
        let lacks = |missing: &str| {
            let problem = FieldProblem::new("/access", "receiver_lacks_permissions");
            Refusal::Invalid(vec![problem.with("missing", missing)])
        };
        let owner = || vec![role(atlas, "owner")];
        assert_eq!(refusal(world.give(&admin, gus.member, owner()).await), lacks("users, project.team"));
        let with_team = vec![role(atlas, "owner"), permission(atlas, "project.team")];
        assert_eq!(refusal(world.give(&admin, gus.member, with_team).await), lacks("users"));

        let (first, second) =
            (leader(&world, "one@example.com", atlas).await, leader(&world, "two@example.com", atlas).await);
        world.give(&admin, first, owner()).await.unwrap();
        assert_eq!(world.holds(first, atlas).await, ["role:owner"]);
        assert_eq!(world.holds(world.admin.member, atlas).await, ["role:participant"]);
        world.mails().await;
        let version = world.version(first).await;
        world.give(&admin, second, owner()).await.unwrap();
        assert_eq!(world.holds(first, atlas).await, ["role:participant"]);
        assert_eq!(world.holds(second, atlas).await, ["role:owner"]);
        assert_eq!(world.version(first).await, version + 1);
        let [stepped_back, followed] = &world.newest_changes(2).await[..] else { panic!() };
        assert_eq!(
            stepped_back,
            &json!([{ "field": "access", "of": "Atlas", "before": "owner", "after": "participant" }])
        );
        let expected = json!([
            { "field": "access", "of": "Atlas", "before": "participant", "after": "owner" },
            { "field": "former_holder", "of": "Atlas", "before": null, "after": "one" }
        ]);
        assert_eq!(followed, &expected);
        let mut told: Vec<_> = world.mails().await.into_iter().map(|mail| mail.to).collect();
        told.sort();
        assert_eq!(told, ["one@example.com", "two@example.com"]);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn c12_an_owner_does_not_go_before_another_is_there() {
    for world in worlds_of(projects()).await {
        let admin = world.admin.caller.clone();
        let atlas = world.new_project(&admin, "Atlas").await;
        let first = leader(&world, "one@example.com", atlas).await;
        world.give(&admin, first, vec![role(atlas, "owner")]).await.unwrap();
        let needs = problem("/access/0/role", "needs_successor");
        let away = vec![AccessEdit::role(atlas, None, Window::ALWAYS)];
        assert_eq!(refusal(world.give(&admin, first, away.clone()).await), needs);
        assert_eq!(refusal(world.give(&admin, first, vec![role(atlas, "participant")]).await), needs);
        assert_eq!(world.holds(first, atlas).await, ["role:owner"]);
        // Another is assigned, and the former can go.
        world.give(&admin, world.admin.member, vec![role(atlas, "owner")]).await.unwrap();
        world.give(&admin, first, away).await.unwrap();
        assert!(world.holds(first, atlas).await.is_empty());
        world.assert_whole().await;
    }
}

/// Who leads a team without holding anything in the company changes what those below and beside have there, and nobody else.
#[tokio::test]
async fn c11_whoever_holds_team_in_a_project_sees_whose_access_there_is_theirs_to_change() {
    for world in worlds_of(projects()).await {
        let admin = world.admin.caller.clone();
        let atlas = world.new_project(&admin, "Atlas").await;
        let (lea, gus) =
            (world.join("lea@example.com", "guest", &[]).await, world.join("gus@example.com", "guest", &[]).await);
        world
            .give(&admin, lea.member, vec![role(atlas, "participant"), permission(atlas, "project.team")])
            .await
            .unwrap();
        world
            .give(&admin, gus.member, vec![role(atlas, "participant"), permission(atlas, "project.share")])
            .await
            .unwrap();
        let ada = world.invite("ada@example.com", "guest", &[]).await;
        world.give(&admin, ada, vec![role(atlas, "participant")]).await.unwrap();
        let needed = RosterPermission::ReadMembers;
        let asked = || Reachers { place: Place::Resource(atlas), permission: None };
        let who = async |by: &Caller| {
            let page = reachers(&world.app, by, world.account, asked(), needed, None, 10).await.unwrap();
            page.members.into_iter().map(|one| (one.member, one.changeable)).collect::<HashMap<_, _>>()
        };
        let seen = who(&lea.caller).await;
        assert_eq!(seen, HashMap::from([(lea.member, true), (gus.member, true), (world.admin.member, false)]));
        // What somebody was given there, and what they may without it.
        let there =
            async |by: &Caller, of: MemberId| given_there(&world.app, by, world.account, atlas, of, needed).await;
        let found = there(&lea.caller, gus.member).await.unwrap();
        let slots: Vec<_> = found.given.iter().map(|grant| grant.slot.as_str()).collect();
        assert_eq!((slots, found.changeable), (vec!["permission:project.share", "role:participant"], true));
        assert!(found.otherwise.is_empty(), "{:?}", found.otherwise);
        let above = there(&lea.caller, world.admin.member).await.unwrap();
        assert!(!above.changeable && above.otherwise.contains(&"project.pro".to_owned()));
        let waiting = awaited(&world.app, &lea.caller, world.account, atlas, needed).await.unwrap();
        assert_eq!(waiting.iter().map(|one| (one.member, one.status.as_str())).collect::<Vec<_>>(), [(ada, "invited")]);
        // Who holds none of it is told nothing.
        let forbidden = Refusal::Forbidden { permission: "roster.read_members".to_owned() };
        assert_eq!(refusal(there(&gus.caller, lea.member).await), forbidden);
        assert_eq!(refusal(awaited(&world.app, &gus.caller, world.account, atlas, needed).await), forbidden);
    }
}

#[tokio::test]
async fn what_only_one_has_is_not_offered_to_those_who_may_never_come_nor_for_a_while() {
    for world in worlds_of(projects()).await {
        let admin = world.admin.caller.clone();
        let atlas = world.new_project(&admin, "Atlas").await;
        let invited = world.invite("ada@example.com", "administrator", &[]).await;
        let only = FieldProblem::new("/access/0/role", "only_for_members");
        let only = Refusal::Invalid(vec![only.with("value", "owner").with("name", "Atlas")]);
        assert_eq!(refusal(world.give(&admin, invited, vec![role(atlas, "owner")]).await), only);
        let invite = |what: Given| Invite {
            access: vec![AccessWish { resource: atlas, what, window: Window::ALWAYS }],
            ..crate::support::invitation("gus@example.com", "guest", &[])
        };
        let offered = create::create(&world.app, &admin, world.account, invite(Given::Role("owner".to_owned()))).await;
        assert_eq!(refusal(offered), only);
        // Others are, and count when they come.
        create::create(&world.app, &admin, world.account, invite(Given::Role("participant".to_owned()))).await.unwrap();
        let gus = world.accept("gus@example.com").await;
        assert_eq!(world.may(&gus.caller, atlas).await, ["project.view"]);
        let until = Window::until(world.now() + jiff::SignedDuration::from_hours(1));
        let one = leader(&world, "one@example.com", atlas).await;
        let timed = vec![AccessEdit { window: until, ..role(atlas, "owner") }];
        assert_eq!(refusal(world.give(&admin, one, timed).await), problem("/access/0/role", "single_has_no_times"));
        let gone = vec![AccessEdit { window: until, ..permission(atlas, "project.share") }];
        world.give(&admin, gus.member, gone).await.unwrap();
        assert_eq!(world.may(&gus.caller, atlas).await, ["project.view", "project.share"]);
        world.pass(jiff::SignedDuration::from_hours(1));
        assert_eq!(world.may(&gus.caller, atlas).await, ["project.view"]);
    }
}

#[tokio::test]
async fn an_offer_lapses_when_the_inviter_could_not_give_the_project_role_any_more() {
    for world in worlds_of(projects()).await {
        let admin = world.admin.caller.clone();
        let atlas = world.new_project(&admin, "Atlas").await;
        let ada = world.join("ada@example.com", "administrator", &[]).await;
        let wish =
            AccessWish { resource: atlas, what: Given::Permission("project.pro".to_owned()), window: Window::ALWAYS };
        let input = Invite { access: vec![wish], ..crate::support::invitation("gus@example.com", "guest", &[]) };
        create::create(&world.app, &ada.caller, world.account, input).await.unwrap();
        world.set_role(&admin, ada.member, "member").await.unwrap();
        let lapsed = Refusal::DeadLink(roster_domain::refusal::DeadLink::Lapsed);
        assert_eq!(refusal(world.try_accept("gus@example.com").await), lapsed);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_are_made_owner_at_once_one_is() {
    for world in worlds_of(projects()).await {
        let atlas = world.new_project(&world.admin.caller, "Atlas").await;
        let mut candidates = vec![world.admin.member];
        for number in 0..3 {
            candidates.push(leader(&world, &format!("p{number}@example.com"), atlas).await);
        }
        let world = Arc::new(world);
        for round in 0..5 {
            let tries: Vec<_> = (1..=2)
                .map(|step| {
                    let (world, to) = (world.clone(), candidates[(round + step) % candidates.len()]);
                    let by = world.admin.caller.clone();
                    tokio::spawn(async move { world.give(&by, to, vec![role(atlas, "owner")]).await })
                })
                .collect();
            for one in tries {
                one.await.unwrap().unwrap();
            }
            let mut owners = 0;
            for member in &candidates {
                let holds = world.holds(*member, atlas).await;
                owners += usize::from(holds == ["role:owner"]);
                assert_eq!(holds.len(), 1, "{holds:?}");
            }
            assert_eq!(owners, 1);
        }
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn b11_admins_join_every_new_project_and_nobody_else() {
    for world in worlds_of(preset("customers-and-vendors")).await {
        let other = world.join("bea@example.com", "admin", &[]).await;
        let gone = world.join("leo@example.com", "admin", &[]).await;
        world.delete(&world.admin.caller, gone.member).await.unwrap();
        let emil = world.join("emil@example.com", "employee", &[]).await;
        let cora = world.join("cora@example.com", "customer", &[]).await;
        let version = world.version(other.member).await;
        // Whoever creates it is on it, and so are the admins.
        let atlas = world.new_project(&emil.caller, "Atlas").await;
        for on in [emil.member, other.member, world.admin.member] {
            assert_eq!(world.holds(on, atlas).await, ["role:participant"]);
        }
        assert!(world.holds(cora.member, atlas).await.is_empty() && world.holds(gone.member, atlas).await.is_empty());
        assert_eq!(world.version(other.member).await, version + 1);
        let joined = json!({ "field": "joined", "before": null, "after": "2" });
        assert!(world.newest_changes(1).await[0].as_array().unwrap().contains(&joined));
        // An admin creates: everybody once.
        let basalt = world.new_project(&world.admin.caller, "Basalt").await;
        assert_eq!(world.holds(world.admin.member, basalt).await, ["role:participant"]);
        assert!(world.holds(emil.member, basalt).await.is_empty());
        // Many at once.
        let entry = |n: usize| Entry {
            kind: "project".to_owned(),
            external_id: format!("p{n}"),
            name: format!("Project {n}"),
            parent: None,
            attributes: None,
        };
        let entries: Vec<_> = (0..40).map(entry).collect();
        upsert(&world.app, &world.admin.caller, world.account, entries).await.unwrap();
        assert_eq!(world.line(other.member).await.reach[0].count, 42);
        assert_eq!(world.version(other.member).await, version + 3);
        // Others are brought in by an admin.
        world.give(&world.admin.caller, cora.member, vec![role(basalt, "participant")]).await.unwrap();
        assert_eq!(world.may(&cora.caller, basalt).await, ["project.view", "project.comment", "project.approve"]);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn b11_who_was_invited_as_admin_when_a_project_was_made_joins_it_on_acceptance() {
    for world in worlds_of(preset("customers-and-vendors")).await {
        let before = world.new_project(&world.admin.caller, "Before").await;
        world.pass(jiff::SignedDuration::from_secs(1));
        for (email, role) in [("bea@example.com", "admin"), ("cora@example.com", "customer")] {
            world.invite(email, role, &[]).await;
        }
        world.pass(jiff::SignedDuration::from_secs(1));
        let meanwhile = world.new_project(&world.admin.caller, "Meanwhile").await;
        let bea = world.accept("bea@example.com").await;
        assert_eq!(world.holds(bea.member, meanwhile).await, ["role:participant"]);
        assert!(world.holds(bea.member, before).await.is_empty(), "it was no new one then");
        let joined = json!({ "field": "joined", "before": null, "after": "1" });
        assert!(world.newest_changes(1).await[0].as_array().unwrap().contains(&joined));
        let cora = world.accept("cora@example.com").await;
        assert!(world.holds(cora.member, meanwhile).await.is_empty());
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn c02_before_another_role_is_given_it_is_said_what_is_dropped_gained_and_lost() {
    for world in worlds_of(projects()).await {
        let admin = world.admin.caller.clone();
        let mia = world.join("mia@example.com", "member", &[]).await;
        let extras = ["styles", "creator"].map(|id| ExtraWish { permission: id.to_owned(), window: Window::ALWAYS });
        let wish = PermissionsWish { extras: extras.to_vec(), custom: None };
        set_permissions(&world.app, &admin, world.account, mia.member, wish).await.unwrap();
        let look = async |by: &Caller, role: &str| {
            preview_role(&world.app, by, world.account, mia.member, role.to_owned().into()).await
        };
        let seq = world.seq().await;
        let outlook = look(&admin, "guest").await.unwrap();
        assert_eq!(outlook.dropped, ["creator"]);
        let shift = |kind: Option<&str>, gains: &[&str], loses: &[&str]| Shift {
            kind: kind.map(str::to_owned),
            gains: gains.iter().map(|id| (*id).to_owned()).collect(),
            loses: loses.iter().map(|id| (*id).to_owned()).collect(),
        };
        let expected =
            [shift(None, &[], &["creator"]), shift(Some("project"), &[], &["project.view", "project.comment"])];
        assert_eq!(outlook.shifts, expected);
        assert_eq!(look(&admin, "member").await.unwrap(), RoleOutlook::default());
        assert!(look(&admin, "administrator").await.unwrap().shifts[0].gains.contains(&"users".to_owned()));
        assert_eq!(world.seq().await, seq, "nothing is done");
        // Refused as giving it would be.
        let unknown = FieldProblem::new("/role", "unknown_role").with("value", "emperor");
        assert_eq!(refusal(look(&admin, "emperor").await), Refusal::Invalid(vec![unknown]));
        let owner = Refusal::RoleNotAssignable { role: "company_owner".to_owned() };
        assert_eq!(refusal(look(&admin, "company_owner").await), owner);
        let forbidden = Refusal::Forbidden { permission: "roster.change_roles".to_owned() };
        assert_eq!(refusal(look(&mia.caller, "guest").await), forbidden);
    }
}

#[tokio::test]
async fn what_was_possible_with_levels_still_is() {
    for world in worlds().await {
        let [[north, one, _], _] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[(north, crate::support::RO)]).await;
        let unknown = refusal(world.give(&world.admin.caller, bo.member, vec![role(one, "owner")]).await);
        assert_eq!(unknown, problem("/access/0/role", "unknown_project_role"));
        world.give(&world.admin.caller, bo.member, vec![permission(one, "site.edit")]).await.unwrap();
        assert_eq!(world.may(&bo.caller, one).await, ["site.view", "site.edit"]);
        assert_eq!(world.holds(bo.member, north).await, ["level"]);
    }
}

#[tokio::test]
async fn b14_c06_whoever_created_a_project_is_its_owner_again_unless_another_followed() {
    let text = projects().replace("leaving = [\"archive\"]", "leaving = [\"disable\", \"archive\"]");
    for world in worlds_of(&text).await {
        let admin = &world.admin.caller;
        let bo = world.join("bo@example.com", "member", &[]).await;
        let extras = vec![ExtraWish { permission: "creator".to_owned(), window: Window::ALWAYS }];
        let wish = PermissionsWish { extras, custom: None };
        set_permissions(&world.app, admin, world.account, bo.member, wish).await.unwrap();
        // Nobody could assign it to a Member: it asks for Users and Team. The model gave it to whoever created the project.
        let lighthouse = world.new_project(&bo.caller, "Lighthouse").await;
        let before = world.may(&bo.caller, lighthouse).await;
        world.disable(admin, bo.member).await.unwrap();
        assert!(world.may(&bo.caller, lighthouse).await.is_empty());
        world.enable(admin, bo.member).await.unwrap();
        assert_eq!(world.holds(bo.member, lighthouse).await, ["role:owner"]);
        assert_eq!(world.may(&bo.caller, lighthouse).await, before);
        // For good they go only when another has it, and come back as what is left to them.
        world.remove(admin, bo.member, Leaving::Archive, world.admin.member).await.unwrap();
        assert_eq!(world.restore(admin, bo.member).await.unwrap().value, "invited");
        world.accept_as(&bo).await.unwrap();
        assert_eq!(world.holds(bo.member, lighthouse).await, ["role:participant"]);
    }
}
