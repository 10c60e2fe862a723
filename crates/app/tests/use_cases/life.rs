//! Out of the account and in again: disabling, archiving, deleting, enabling, restoring (B14, C04, C06, E10, D08, A10).

use crate::support::{
    Who, World, forbidden, having_seen, minutes, preset, preset_of, refusal, with_lead, worlds, worlds_of,
};
use roster_app::{
    Caller,
    members::{
        given::Given,
        set_access::{AccessEdit, Wanted, set_access},
        set_permissions::{ExtraWish, PermissionsWish, set_permissions},
        show::show,
    },
    people,
};
use roster_domain::{
    grant::Window,
    id::{MemberId, ResourceId},
    mail::MailKind,
    refusal::{FieldProblem, Refusal},
};

/// The model of a company, with every way out on offer.
fn company() -> String {
    let text = preset_of("company-and-projects");
    let all = text.replace("leaving = [\"archive\"]", "leaving = [\"disable\", \"archive\", \"delete\"]");
    assert_ne!(text, all);
    all
}

/// All that a member was given and that is noted of them, as a text to be compared.
async fn everything(world: &World, member: MemberId) -> String {
    let profile = show(&world.app, &world.admin.caller, world.account, member).await.unwrap();
    let (row, line) = (&profile.line.row, &profile.line);
    format!(
        "{:?}",
        (
            (&row.name, &row.email, &row.company, &row.fields, &row.note, &row.language, &row.country),
            (&line.roles, &line.reach, &profile.extras, &profile.custom, &profile.access),
            (row.joined_at.is_some(), row.person),
        )
    )
}

async fn give(world: &World, member: MemberId, on: ResourceId, what: Given) {
    let edit = AccessEdit { resource: on, what: Wanted::Give(what), window: Window::ALWAYS };
    set_access(&world.app, &world.admin.caller, world.account, member, vec![edit]).await.unwrap();
}

/// Somebody with a role, a permission beyond it, a role and a permission on a project, and a note.
async fn rich(world: &World, email: &str) -> (Who, ResourceId) {
    let project = world.project("Winter").await;
    let who = world.join(email, "member", &[]).await;
    let extra = ExtraWish { permission: "creator".to_owned(), window: Window::ALWAYS };
    let wish = PermissionsWish { extras: vec![extra], custom: None };
    set_permissions(&world.app, &world.admin.caller, world.account, who.member, wish).await.unwrap();
    give(world, who.member, project, Given::Role("participant".to_owned())).await;
    give(world, who.member, project, Given::Permission("project.share".to_owned())).await;
    world.edit(&world.admin.caller, who.member, "Knows the old site.").await.unwrap();
    world.mails().await;
    (who, project)
}

#[tokio::test]
async fn b14_whoever_is_disabled_has_nothing_at_once_and_all_of_it_when_enabled() {
    for world in worlds_of(preset_of("customers-and-vendors")).await {
        let project = world.project("Hall").await;
        let bo = world.join("bo@example.com", "employee", &[]).await;
        give(&world, bo.member, project, Given::Role("participant".to_owned())).await;
        world.edit(&world.admin.caller, bo.member, "Likes mornings.").await.unwrap();
        let elsewhere = world.beside("Other", "cy@example.com").await;
        elsewhere.invite("bo@example.com", "user", &[]).await;
        let there = elsewhere.accept_as(&bo).await.unwrap();
        let (_, key) = world.key(&bo, &["project.edit"]).await;
        let (before, may, by_key) =
            (everything(&world, bo.member).await, world.may(&bo.caller, project).await, world.may(&key, project).await);
        assert!(may.len() > 1 && by_key.contains(&"project.edit".to_owned()));
        world.mails().await;

        let seq = world.seq().await;
        world.disable(&world.admin.caller, bo.member).await.unwrap();
        assert_eq!(world.kinds_after(seq).await, ["member_disabled"]);
        assert_eq!(world.sent().await, [("disabled_in_account", "bo@example.com".to_owned())]);
        assert_eq!(world.line(bo.member).await.status, "disabled");
        // The very next request, with the session and with the key.
        assert!(world.may(&bo.caller, project).await.is_empty());
        assert_eq!(refusal(world.rename(&bo.caller, project, "Mine").await), Refusal::NotFound);
        assert!(matches!(refusal(world.rename(&key, project, "Mine").await), Refusal::NotSignedIn | Refusal::NotFound));
        // Their other account is not touched.
        let places = people::me(&world.app, &bo.caller).await.unwrap().accounts;
        assert_eq!(places.iter().map(|place| place.member).collect::<Vec<_>>(), [there]);

        let seq = world.seq().await;
        world.enable(&world.admin.caller, bo.member).await.unwrap();
        assert_eq!(world.kinds_after(seq).await, ["member_enabled"]);
        let told = world.mails().await.pop().unwrap();
        assert_eq!(told.to, "bo@example.com");
        assert!(matches!(told.kind, MailKind::BackInAccount { role, .. } if role == "Employee"));
        assert_eq!(everything(&world, bo.member).await, before);
        assert_eq!(world.may(&bo.caller, project).await, may);
        // A key that was revoked stays so.
        assert_eq!(refusal(world.rename(&key, project, "Mine").await), Refusal::NotSignedIn);
        assert_eq!(people::me(&world.app, &bo.caller).await.unwrap().accounts.len(), 2);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn b14_what_cannot_be_disabled_or_enabled_is_refused_with_the_reason() {
    for world in worlds_of(preset_of("customers-and-vendors")).await {
        let ann = world.admin.clone();
        let (bo, cy) =
            (world.join("bo@example.com", "employee", &[]).await, world.another_admin("cy@example.com").await);
        let dee = world.invite("dee@example.com", "customer", &[]).await;
        assert_eq!(refusal(world.disable(&bo.caller, cy.member).await), forbidden("roster.remove_members"));
        assert_eq!(refusal(world.disable(&ann.caller, ann.member).await), Refusal::NotYourself);
        assert_eq!(refusal(world.disable(&ann.caller, dee).await), Refusal::WrongState { state: "invited" });
        assert_eq!(refusal(world.enable(&ann.caller, bo.member).await), Refusal::WrongState { state: "active" });
        assert_eq!(refusal(world.restore(&ann.caller, bo.member).await), Refusal::WrongState { state: "active" });
        assert_eq!(refusal(world.archive(&ann.caller, bo.member).await), Refusal::NotOnOffer { verb: "archive" });
        let version = world.version(bo.member).await;
        let stale = refusal(world.disable(&having_seen(&ann.caller, version - 1), bo.member).await);
        assert_eq!(stale, Refusal::Stale { current: version });
        world.disable(&ann.caller, bo.member).await.unwrap();
        assert_eq!(refusal(world.disable(&ann.caller, bo.member).await), Refusal::WrongState { state: "disabled" });
        let (_, key) = world.key(&ann, &["roster.remove_members"]).await;
        assert_eq!(refusal(world.enable(&key, bo.member).await), forbidden("roster.restore_members"));
        // Who is disabled can be deleted, and is then brought back by an invitation.
        world.delete(&ann.caller, bo.member).await.unwrap();
        assert_eq!(refusal(world.enable(&ann.caller, bo.member).await), Refusal::WrongState { state: "deleted" });
        assert_eq!(world.restore(&ann.caller, bo.member).await.unwrap().value, "invited");
        world.accept_as(&bo).await.unwrap();
        assert_eq!(world.line(bo.member).await.roles, ["employee"]);
    }
}

#[tokio::test]
async fn f02_the_last_keeper_is_put_out_on_no_way() {
    for world in worlds_of(&company().replace("assignable = false", "assignable = true")).await {
        let ann = world.admin.clone();
        let bo = world.join("bo@example.com", "company_owner", &[]).await;
        // Whoever keeps the account only for a while doesn't.
        world.set_role_until(&ann.caller, bo.member, "company_owner", minutes(60)).await.unwrap();
        let model = company().replace("assignable = false", "assignable = true");
        assert!(model.contains("removes = \"below\""));
        for refused in [
            refusal(world.disable(&bo.caller, ann.member).await),
            refusal(world.archive(&bo.caller, ann.member).await),
            refusal(world.delete(&bo.caller, ann.member).await),
        ] {
            assert!(matches!(refused, Refusal::LastKeeper | Refusal::RankTooHigh { .. }), "{refused:?}");
        }
        assert_eq!(world.line(ann.member).await.status, "active");
    }
    for world in worlds_of(preset_of("customers-and-vendors")).await {
        let (ann, bo) = (world.admin.clone(), world.another_admin("bo@example.com").await);
        world.set_role_until(&ann.caller, bo.member, "admin", minutes(60)).await.unwrap();
        assert_eq!(refusal(world.disable(&bo.caller, ann.member).await), Refusal::LastKeeper);
        assert_eq!(refusal(world.delete(&bo.caller, ann.member).await), Refusal::LastKeeper);
        world.set_role(&ann.caller, bo.member, "admin").await.unwrap();
        world.disable(&bo.caller, ann.member).await.unwrap();
    }
}

#[tokio::test]
async fn c04_c06_whoever_was_archived_comes_back_as_they_were_when_they_accept() {
    for world in worlds_of(&company()).await {
        let (bo, project) = rich(&world, "bo@example.com").await;
        let (before, may) = (everything(&world, bo.member).await, world.may(&bo.caller, project).await);
        world.archive(&world.admin.caller, bo.member).await.unwrap();
        assert_eq!(world.sent().await, [("removed_from_account", "bo@example.com".to_owned())]);
        assert_eq!(world.addresses(Some("archived")).await, ["bo@example.com"]);
        assert_eq!(world.addresses(None).await, ["ann@example.com"]);
        assert!(world.may(&bo.caller, project).await.is_empty());
        assert!(people::me(&world.app, &bo.caller).await.unwrap().accounts.is_empty());

        assert_eq!(world.restore(&world.admin.caller, bo.member).await.unwrap().value, "invited");
        assert_eq!(world.sent().await, [("invitation_to_known_person", "bo@example.com".to_owned())]);
        assert_eq!(world.line(bo.member).await.status, "invited");
        assert!(world.may(&bo.caller, project).await.is_empty(), "not before they accept");
        // The link is good for 24 hours.
        let until = world.row(bo.member).await.invited_until.unwrap();
        assert_eq!(until - world.now().as_millisecond(), 24 * 3_600_000);
        assert_eq!(world.accept_as(&bo).await.unwrap(), bo.member);
        assert_eq!(everything(&world, bo.member).await, before);
        assert_eq!(world.may(&bo.caller, project).await, may);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn e10_whoever_was_archived_comes_back_at_once_with_custom_as_it_was() {
    for world in worlds_of(preset_of("apps-and-permissions")).await {
        let bo = world.join("bo@example.com", "user", &[]).await;
        let kept = vec!["contacts.view".to_owned()];
        let wish = PermissionsWish { extras: Vec::new(), custom: Some(kept) };
        set_permissions(&world.app, &world.admin.caller, world.account, bo.member, wish).await.unwrap();
        world.edit(&world.admin.caller, bo.member, "Starts in May.").await.unwrap();
        let before = everything(&world, bo.member).await;
        world.mails().await;
        world.archive(&world.admin.caller, bo.member).await.unwrap();
        assert!(people::me(&world.app, &bo.caller).await.unwrap().accounts.is_empty());
        let seq = world.seq().await;
        assert_eq!(world.restore(&world.admin.caller, bo.member).await.unwrap().value, "active");
        assert_eq!(world.kinds_after(seq).await, ["member_restored"]);
        let sent = world.sent().await;
        assert_eq!(sent.last().unwrap(), &("removed_from_account", "bo@example.com".to_owned()));
        assert_eq!(sent[0].0, "back_in_account");
        assert_eq!(everything(&world, bo.member).await, before);
        assert_eq!(people::me(&world.app, &bo.caller).await.unwrap().accounts.len(), 1);
        assert_eq!(
            refusal(world.restore(&world.admin.caller, bo.member).await),
            Refusal::WrongState { state: "active" }
        );
        assert_eq!(
            refusal(world.disable(&world.admin.caller, bo.member).await),
            Refusal::NotOnOffer { verb: "disable" }
        );
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn f03_nobody_brings_back_more_than_they_could_give() {
    let model = with_lead().replace("leaving = [\"delete\"]", "leaving = [\"disable\", \"archive\", \"delete\"]");
    for world in worlds_of(&model).await {
        let [[_, one, two], _] = world.two_projects().await;
        let lead = world.join("lee@example.com", "lead", &[(one, "read_write")]).await;
        let bo = world.user("bo@example.com", &[(one, "read_write"), (two, "read_only")]).await;
        let ann = world.admin.caller.clone();
        let lacks = Refusal::NotHeld { missing: vec!["site.view".to_owned()] };
        world.disable(&lead.caller, bo.member).await.unwrap();
        assert_eq!(refusal(world.enable(&lead.caller, bo.member).await), lacks);
        assert_eq!(world.line(bo.member).await.status, "disabled");
        world.archive(&lead.caller, bo.member).await.unwrap();
        assert_eq!(refusal(world.restore(&lead.caller, bo.member).await), lacks);
        // Nor whom they don't reach.
        let admin = world.another_admin("cy@example.com").await;
        world.set_role(&ann, admin.member, "user").await.unwrap();
        world.disable(&ann, admin.member).await.unwrap();
        world.set_role(&ann, admin.member, "admin").await.unwrap();
        assert_eq!(refusal(world.enable(&lead.caller, admin.member).await), Refusal::RankTooHigh { verb: "edit" });
        world.enable(&ann, admin.member).await.unwrap();
        // A link that nobody who may invite stands for would be dead.
        let (_, key) = world.key(&world.admin, &["roster.restore_members", "site.view", "site.edit"]).await;
        let refused = refusal(world.restore(&key, bo.member).await);
        assert!(matches!(refused, Refusal::Forbidden { .. } | Refusal::NotHeld { .. }), "{refused:?}");
        assert_eq!(world.restore(&ann, bo.member).await.unwrap().value, "invited");
        world.accept_as(&bo).await.unwrap();
        assert_eq!(world.access(bo.member).await, ["North one: read_write", "North two: read_only"]);
    }
}

#[tokio::test]
async fn c06_a_role_that_is_gone_is_named_and_nothing_comes_back() {
    for world in worlds().await {
        let bo = world.user("bo@example.com", &[]).await;
        world.delete(&world.admin.caller, bo.member).await.unwrap();
        roster_store::sql!(GONE, "update member_roles set role = 'gone' where account_id = $1 and role = 'user'");
        assert_eq!(world.tamper(&GONE).await, 1);
        let gone = FieldProblem::new("/role", "unknown_role").with("value", "gone");
        assert_eq!(refusal(world.restore(&world.admin.caller, bo.member).await), Refusal::Invalid(vec![gone]));
        assert_eq!(world.line(bo.member).await.status, "deleted");
    }
}

#[tokio::test]
async fn a10_d08_a_way_out_that_is_not_on_offer_is_refused() {
    for world in worlds_of(preset()).await {
        let bo = world.user("bo@example.com", &[]).await;
        let ann: &Caller = &world.admin.caller;
        assert_eq!(refusal(world.disable(ann, bo.member).await), Refusal::NotOnOffer { verb: "disable" });
        assert_eq!(refusal(world.archive(ann, bo.member).await), Refusal::NotOnOffer { verb: "archive" });
        assert_eq!(world.line(bo.member).await.status, "active");
    }
    for world in worlds_of(preset_of("shared-workspaces")).await {
        let bo = world.join("bo@example.com", "member", &[]).await;
        let cy = world.another_admin("cy@example.com").await;
        let refused = refusal(world.delete(&world.admin.caller, cy.member).await);
        assert_eq!(refused, Refusal::RoleNotRemovable { role: "admin".to_owned() });
        world.delete(&world.admin.caller, bo.member).await.unwrap();
        assert_eq!(world.line(bo.member).await.status, "deleted");
    }
}
