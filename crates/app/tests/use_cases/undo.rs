//! Undoing for a day what was changed of roles, permissions and access, and that somebody was put out.

use crate::support::{
    RO, RW, TICK, World, days, minutes, preset_of, refusal, repeatable, with_lead, worlds, worlds_of,
};
use roster_app::{
    access::{explained::explained, told::Way},
    jobs::{Deed, ask, show as job},
    members::{
        set_access::{AccessEdit, set_access},
        set_permissions::{ExtraWish, PermissionsWish, set_permissions},
        set_role::RoleWish,
        show as profile,
    },
    undo::{
        self,
        preview::{preview, undoable},
    },
};
use roster_domain::{
    grant::Window,
    id::{MemberId, ResourceId},
    refusal::Refusal,
};
use std::collections::BTreeMap;

/// What somebody holds, in one line.
async fn holds(world: &World, member: MemberId) -> String {
    let shown = profile::show(&world.app, &world.admin.caller, world.account, member).await.unwrap();
    let extras: Vec<String> = shown.extras.iter().map(|extra| extra.id.clone()).collect();
    let access: Vec<String> = shown.access.iter().map(|it| format!("{}={}", it.name, it.value)).collect();
    let line = shown.line;
    format!("{} {} +{} {:?} [{}]", line.status, line.roles.join(","), extras.join(","), shown.custom, access.join(","))
}

/// When a role and what goes beyond it was given, and by whom.
async fn given(world: &World, member: MemberId) -> Vec<String> {
    let told = explained(&world.app, &world.admin.caller, world.account, member, None).await.unwrap();
    let ways = told.held.into_iter().flat_map(|held| held.ways);
    let told = ways.filter_map(|way| {
        let given = way.given();
        let by = given.by.as_ref().map(|(_, name)| name.clone());
        match &way {
            Way::Role { role, .. } | Way::RoleOn { role, .. } => Some(format!("{role} {:?} {by:?}", given.since)),
            Way::Extra { permission, .. } => Some(format!("+{permission} {:?} {by:?}", given.since)),
            Way::Grant { .. } => None,
        }
    });
    let told: std::collections::BTreeSet<String> = told.collect();
    told.into_iter().collect()
}

#[tokio::test]
async fn f23_since_when_a_role_and_what_goes_beyond_it_hold_comes_back_with_them() {
    for world in worlds_of(preset_of("company-and-projects")).await {
        let by = &world.admin.caller;
        let bo = world.join("bo@example.com", "member", &[]).await;
        let joined = world.now().as_millisecond();
        world.pass(days(2));
        let creator = ExtraWish { permission: "creator".to_owned(), window: Window::ALWAYS };
        let wish = PermissionsWish { extras: vec![creator.clone()], custom: None };
        set_permissions(&world.app, by, world.account, bo.member, wish).await.unwrap();
        let later = world.now().as_millisecond();
        let expected =
            [format!("+creator Some({later}) Some(\"ann\")"), format!("member Some({joined}) Some(\"ann\")")];
        assert_eq!(given(&world, bo.member).await, expected);
        // The same again, and something beside it, is no new giving of what stood.
        world.pass(days(1));
        let styles = ExtraWish { permission: "styles".to_owned(), window: Window::ALWAYS };
        let wish = PermissionsWish { extras: vec![creator, styles], custom: None };
        set_permissions(&world.app, by, world.account, bo.member, wish).await.unwrap();
        assert!(given(&world, bo.member).await.contains(&expected[0]));
        world.set_role(by, bo.member, "member").await.unwrap();
        // Another role, and undone; out, and brought back: all of it is as old as it was.
        let before = given(&world, bo.member).await;
        world.pass(minutes(9));
        let seq = world.set_role(by, bo.member, "commentator").await.unwrap().undo.unwrap();
        assert_ne!(given(&world, bo.member).await, before);
        world.undo(by, seq).await.unwrap();
        assert_eq!(given(&world, bo.member).await, before);
        let seq = world.archive(by, bo.member).await.unwrap().undo.unwrap();
        world.undo(by, seq).await.unwrap();
        assert_eq!(given(&world, bo.member).await, before);
        world.assert_whole().await;
    }
}

fn changed_by(name: &str) -> Refusal {
    Refusal::ChangedSince { by: name.to_owned() }
}

#[tokio::test]
async fn a_role_comes_back_with_what_went_with_it_and_the_undoing_can_be_undone() {
    for world in worlds_of(preset_of("company-and-projects")).await {
        let by = &world.admin.caller;
        let bo = world.join("bo@example.com", "member", &[]).await;
        let wish = PermissionsWish {
            extras: vec![ExtraWish { permission: "creator".to_owned(), window: Window::ALWAYS }],
            custom: None,
        };
        set_permissions(&world.app, by, world.account, bo.member, wish).await.unwrap();
        let before = holds(&world, bo.member).await;
        let seq = world.set_role(by, bo.member, "commentator").await.unwrap().undo.unwrap();
        let after = holds(&world, bo.member).await;
        assert_ne!(before, after);
        world.mails().await;

        // Looking changes nothing.
        let at = world.seq().await;
        let shown = preview(&world.app, by, world.account, seq).await.unwrap();
        assert_eq!((shown.refusal, shown.steps.len()), (None, 1));
        let told: Vec<_> = shown.steps[0].changes.iter().map(|it| (&*it.field, it.after.as_deref())).collect();
        assert_eq!(told, [("role", Some("member")), ("extra", Some("creator"))]);
        assert_eq!((world.seq().await, holds(&world, bo.member).await), (at, after.clone()));
        assert!(world.mails().await.is_empty());

        let done = world.undo(by, seq).await.unwrap();
        assert_eq!(holds(&world, bo.member).await, before);
        assert_eq!(world.kinds_after(at).await, ["roles_changed"]);
        assert_eq!(world.sent().await, [("role_changed", "bo@example.com".to_owned())]);
        assert_eq!(refusal(world.undo(by, seq).await), Refusal::AlreadyUndone);
        // As any change.
        world.undo(by, done.undo.unwrap()).await.unwrap();
        assert_eq!(holds(&world, bo.member).await, after);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn what_is_no_such_change_or_too_long_ago_is_not_undone() {
    for world in worlds().await {
        let by = &world.admin.caller;
        let bo = world.user("bo@example.com", &[]).await;
        let joined = world.seq().await;
        let edited = world.edit(by, bo.member, "a note").await.unwrap();
        assert_eq!(edited.undo, None);
        for seq in [joined, world.seq().await, 0, -1, i64::MAX] {
            assert_eq!(refusal(world.undo(by, seq).await), Refusal::NotUndoable, "{seq}");
            let shown = preview(&world.app, by, world.account, seq).await.unwrap();
            assert_eq!(shown.refusal, Some(Refusal::NotUndoable));
        }
        let seq = world.set_role(by, bo.member, "admin").await.unwrap().undo.unwrap();
        let events = vec![joined, seq];
        let can = async || undoable(&world.app, by, world.account, events.clone()).await.unwrap();
        world.pass(days(1) - TICK);
        assert_eq!(can().await, BTreeMap::from([(seq, seq)]));
        assert_eq!(preview(&world.app, by, world.account, seq).await.unwrap().refusal, None);
        world.pass(TICK);
        assert!(can().await.is_empty());
        assert_eq!(refusal(world.undo(by, seq).await), Refusal::NotUndoable);
        // Then it is forgotten.
        assert_eq!(undo::forget_due(&world.app).await.unwrap(), 1);
        assert_eq!(undo::forget_due(&world.app).await.unwrap(), 0);
        assert_eq!(refusal(world.undo(by, seq).await), Refusal::NotUndoable);
    }
}

#[tokio::test]
async fn what_was_changed_since_stays_and_is_named() {
    for world in worlds().await {
        let by = &world.admin.caller;
        let [[north, one, _], _] = world.two_projects().await;
        let cy = world.another_admin("cy@example.com").await;
        let bo = world.user("bo@example.com", &[]).await;
        let role = world.set_role(by, bo.member, "admin").await.unwrap().undo.unwrap();
        let access = world.set_accesses(by, bo.member, &[(one, RW), (north, RO)]).await.unwrap().undo.unwrap();
        // Something else of theirs stands in nobody's way.
        world.edit(&cy.caller, bo.member, "a note").await.unwrap();
        assert_eq!(preview(&world.app, by, world.account, role).await.unwrap().refusal, None);

        world.set_role(&cy.caller, bo.member, "user").await.unwrap();
        world.set_access(&cy.caller, bo.member, one, RO).await.unwrap();
        let before = holds(&world, bo.member).await;
        for seq in [role, access] {
            assert_eq!(refusal(world.undo(by, seq).await), changed_by("cy"));
        }
        assert_eq!(holds(&world, bo.member).await, before, "not even half of it");
        // As it was: so it may.
        world.set_access(&cy.caller, bo.member, one, RW).await.unwrap();
        world.undo(by, access).await.unwrap();
        assert!(world.access(bo.member).await.is_empty());
        // Who is out has nothing to undo but that.
        let last = world.set_access(by, bo.member, one, RO).await.unwrap().undo.unwrap();
        world.delete(&cy.caller, bo.member).await.unwrap();
        assert_eq!(refusal(world.undo(by, last).await), changed_by("cy"));
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn access_comes_back_as_it_was_unless_its_place_is_gone() {
    for world in worlds().await {
        let by = &world.admin.caller;
        let [[north, one, two], _] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[(one, RW)]).await;
        world.give_until(by, bo.member, two, RO, days(9)).await.unwrap();
        let before = world.row(bo.member).await;
        let had = holds(&world, bo.member).await;
        let edits = [(one, ""), (two, RW), (north, RO)];
        let seq = world.set_accesses(by, bo.member, &edits).await.unwrap().undo.unwrap();
        world.mails().await;
        world.undo(by, seq).await.unwrap();
        assert_eq!(holds(&world, bo.member).await, had);
        assert_eq!(world.sent().await, [("access_changed", "bo@example.com".to_owned())]);
        assert_eq!(world.may(&bo.caller, one).await, ["site.view", "site.edit"]);
        world.pass(days(9));
        assert!(world.may(&bo.caller, two).await.is_empty(), "it ends when it would have ended");
        assert!(world.row(bo.member).await.version > before.version);

        let seq = world.set_access(by, bo.member, one, RO).await.unwrap().undo.unwrap();
        world.delete_resource(by, one).await.unwrap();
        let gone = Refusal::GoneSince { what: "North one".to_owned() };
        assert_eq!(refusal(world.undo(by, seq).await), gone);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn b14_who_was_put_out_is_back_as_they_were_without_keys() {
    for world in worlds().await {
        let by = &world.admin.caller;
        let [[north, one, _], _] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[(north, RW)]).await;
        let (_, key) = world.key(&bo, &["site.view", "site.edit"]).await;
        assert_eq!(world.may(&key, one).await, ["site.view", "site.edit"]);
        let had = holds(&world, bo.member).await;
        let seq = world.delete(by, bo.member).await.unwrap().undo.unwrap();
        world.mails().await;
        let done = world.undo(by, seq).await.unwrap();
        assert_eq!(holds(&world, bo.member).await, had);
        assert_eq!(world.may(&bo.caller, one).await, ["site.view", "site.edit"]);
        assert_eq!(world.sent().await, [("back_in_account", "bo@example.com".to_owned())]);
        let with_key = roster_app::resources::list::show(&world.app, &key, world.account, one).await;
        assert_eq!(refusal(with_key), Refusal::NotSignedIn, "what was revoked stays revoked");
        let mine = roster_app::people::me(&world.app, &bo.caller).await.unwrap();
        assert!(mine.accounts.iter().any(|account| account.account == world.account));
        // The other way round it is what it was: they are out.
        world.undo(by, done.undo.unwrap()).await.unwrap();
        assert_eq!(world.row(bo.member).await.status, "deleted");
        assert!(world.may(&bo.caller, one).await.is_empty());
        // Whoever was invited anew meanwhile is left alone.
        world.send_again(by, bo.member).await.unwrap();
        assert_eq!(refusal(world.undo(by, seq).await), Refusal::AlreadyUndone);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn f03_f02_undoing_is_asked_of_whoever_undoes_and_now() {
    for world in worlds_of(&with_lead()).await {
        let by = &world.admin.caller;
        let [[north, ..], [south, ..]] = world.two_projects().await;
        let lead = world.join("lee@example.com", "lead", &[(north, RW)]).await;
        let bo = world.user("bo@example.com", &[(south, RW)]).await;
        let cy = world.another_admin("cy@example.com").await;
        // Giving back an admin's role is for admins.
        let demoted = world.set_role(by, cy.member, "user").await.unwrap().undo.unwrap();
        assert_eq!(refusal(world.undo(&lead.caller, demoted).await).code(), "role_not_assignable");
        // So is what one doesn't reach oneself, and who has it.
        let taken = world.set_access(by, bo.member, south, "").await.unwrap().undo.unwrap();
        let refused = refusal(world.undo(&lead.caller, taken).await);
        assert_eq!(refused, Refusal::GoneSince { what: "South".to_owned() }, "they can't see it");
        let out = world.delete(by, bo.member).await.unwrap().undo.unwrap();
        world.undo(&lead.caller, out).await.unwrap();
        // And nobody without the right.
        let up = world.set_role(by, cy.member, "admin").await.unwrap().undo.unwrap();
        assert_eq!(refusal(world.undo(&bo.caller, up).await).code(), "forbidden");
        // F02: the one who keeps the account stays, whatever is undone.
        world.set_role_until(&cy.caller, world.admin.member, "admin", days(3)).await.unwrap();
        assert_eq!(refusal(world.undo(by, up).await), Refusal::LastKeeper);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn c10_who_stepped_back_for_another_is_owner_again() {
    for world in worlds_of(preset_of("company-and-projects")).await {
        let by = &world.admin.caller;
        let project = world.project("Harbour").await;
        let admin = |email| world.join(email, "administrator", &[]);
        let (bo, cy) = (admin("bo@example.com").await, admin("cy@example.com").await);
        let owner = |to: MemberId, on: ResourceId| {
            let edit = AccessEdit::role(on, Some("owner".to_owned()), Window::ALWAYS);
            set_access(&world.app, by, world.account, to, vec![edit])
        };
        owner(bo.member, project).await.unwrap();
        let had = [holds(&world, bo.member).await, holds(&world, cy.member).await];
        let seq = owner(cy.member, project).await.unwrap().undo.unwrap();
        assert_ne!(had[0], holds(&world, bo.member).await);
        world.undo(by, seq).await.unwrap();
        assert_eq!(had, [holds(&world, bo.member).await, holds(&world, cy.member).await]);
        // A third one stands in the way.
        let seq = owner(cy.member, project).await.unwrap().undo.unwrap();
        owner(bo.member, project).await.unwrap();
        assert!(matches!(refusal(world.undo(by, seq).await), Refusal::ChangedSince { .. }));
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn c13_what_a_job_did_is_undone_by_another_but_where_something_is_in_the_way() {
    for world in worlds().await {
        let by = &world.admin.caller;
        let (app, account) = (&world.app, world.account);
        let cy = world.another_admin("cy@example.com").await;
        let mut members = Vec::new();
        for name in ["bo", "di", "ed"] {
            members.push(world.user(&format!("{name}@example.com"), &[]).await.member);
        }
        let deed = Deed::Change { role: Some(RoleWish::from("admin".to_owned())), permissions: None };
        let asked = world.ask(by, deed, &members).await.unwrap().value;
        world.set_role(&cy.caller, members[1], "user").await.unwrap();
        let shown = job::show(app, by, account, asked.job).await.unwrap();
        assert_eq!(shown.undoable, 3);
        let by = repeatable(by, "undo", 1);
        let undone = ask::undo(app, &by, account, asked.job).await.unwrap();
        assert!(ask::undo(app, &by, account, asked.job).await.unwrap().replayed);
        assert_eq!(world.job(undone.value.job).await, "done 3/2/0/1");
        let told: Vec<(MemberId, String)> = world.outcomes(undone.value.job).await;
        let told: Vec<(MemberId, &str)> = told.iter().map(|(member, what)| (*member, what.as_str())).collect();
        assert_eq!(told, [(members[2], "done"), (members[1], "changed_since"), (members[0], "done")]);
        for member in &members {
            assert_eq!(world.line(*member).await.roles, ["user"]);
        }
        // And that, too, can be undone.
        let by = &world.admin.caller;
        let again = ask::undo(app, by, account, undone.value.job).await.unwrap().value;
        assert_eq!(world.job(again.job).await, "done 2/2/0/0");
        assert_eq!(world.line(members[0]).await.roles, ["admin"]);
        world.pass(days(1));
        assert_eq!(refusal(ask::undo(app, by, account, again.job).await), Refusal::NotUndoable);
        world.assert_whole().await;
    }
}
