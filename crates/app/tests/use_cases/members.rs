//! Members: another role, out, and in again (A10, A12, F11).

use crate::support::{RO, RW, World, refusal, worlds};
use roster_app::{Caller, people};
use roster_domain::{
    id::ResourceId,
    refusal::{FieldProblem, Refusal},
};
use serde_json::{Value, json};

/// What the newest event says changed.
async fn newest_changes(world: &World) -> Value {
    let details: Value = serde_json::from_str(&world.log().await.pop().unwrap().details.unwrap()).unwrap();
    details["changes"].clone()
}

#[tokio::test]
async fn a10_an_admin_is_made_a_user_before_they_can_be_deleted() {
    for world in worlds().await {
        let bo = world.another_admin("bo@example.com").await;
        let refused = refusal(world.delete(&world.admin.caller, bo.member).await);
        assert_eq!(refused, Refusal::RoleNotRemovable { role: "admin".to_owned() });
        assert_eq!(world.line(bo.member).await.status, "active");
        world.set_role(&world.admin.caller, bo.member, "user").await.unwrap();
        world.delete(&world.admin.caller, bo.member).await.unwrap();
        assert_eq!(world.line(bo.member).await.status, "deleted");
        assert_eq!(world.addresses(Some("deleted")).await, ["bo@example.com"]);
        assert_eq!(world.addresses(None).await, ["ann@example.com"]);
    }
}

#[tokio::test]
async fn a10_whoever_is_deleted_has_nothing_from_the_next_request_on() {
    for world in worlds().await {
        let [[north, one, _], _] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[(north, RW)]).await;
        world.mails().await;
        world.delete(&world.admin.caller, bo.member).await.unwrap();
        assert_eq!(world.sent().await, [("removed_from_account", "bo@example.com".to_owned())]);
        for resource in [north, one] {
            assert!(world.may(&bo.caller, resource).await.is_empty());
        }
        assert_eq!(refusal(world.rename(&bo.caller, one, "Mine").await), Refusal::NotFound);
        assert_eq!(refusal(world.create(&bo.caller, "site", Some(north), "Mine").await), Refusal::NotFound);
        // The person is still one, elsewhere.
        assert!(people::me(&world.app, &bo.caller).await.unwrap().accounts.is_empty());
        let refused = refusal(world.delete(&world.admin.caller, bo.member).await);
        assert_eq!(refused, Refusal::WrongState { state: "deleted" });
        let refused = refusal(world.set_role(&world.admin.caller, bo.member, "admin").await);
        assert_eq!(refused, Refusal::WrongState { state: "deleted" });
        let refused = refusal(world.set_access(&world.admin.caller, bo.member, one, RO).await);
        assert_eq!(refused, Refusal::WrongState { state: "deleted" });
        let refused = refusal(world.edit(&world.admin.caller, bo.member, "a note").await);
        assert_eq!(refused, Refusal::WrongState { state: "deleted" });
    }
}

#[tokio::test]
async fn a10_nobody_deletes_themself_or_who_has_not_joined() {
    for world in worlds().await {
        world.another_admin("bo@example.com").await;
        let refused = refusal(world.delete(&world.admin.caller, world.admin.member).await);
        assert_eq!(refused, Refusal::NotYourself);
        let cy = world.invite("cy@example.com", "user", &[]).await;
        let refused = refusal(world.delete(&world.admin.caller, cy).await);
        assert_eq!(refused, Refusal::WrongState { state: "invited" });
    }
}

#[tokio::test]
async fn f11_a_deleted_user_is_invited_again_as_they_were() {
    for world in worlds().await {
        let [[_, one, two], _] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[(one, RW), (two, RO)]).await;
        world.delete(&world.admin.caller, bo.member).await.unwrap();
        world.mails().await;
        world.send_again(&world.admin.caller, bo.member).await.unwrap();
        assert_eq!(world.sent().await, [("invitation_to_known_person", "bo@example.com".to_owned())]);
        assert!(world.may(&bo.caller, one).await.is_empty(), "not before it is accepted");
        assert_eq!(world.line(bo.member).await.status, "invited");
        assert_eq!(world.accept_as(&bo).await.unwrap(), bo.member);
        assert_eq!(world.may(&bo.caller, one).await, ["site.view", "site.edit"]);
        assert_eq!(world.may(&bo.caller, two).await, ["site.view"]);
        assert_eq!(people::me(&world.app, &bo.caller).await.unwrap().accounts.len(), 1);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn f11_what_was_withdrawn_from_a_former_member_can_be_sent_again() {
    for world in worlds().await {
        let bo = world.user("bo@example.com", &[]).await;
        world.delete(&world.admin.caller, bo.member).await.unwrap();
        world.send_again(&world.admin.caller, bo.member).await.unwrap();
        world.withdraw(&world.admin.caller, bo.member).await.unwrap();
        let outcome = world.invite_lines(&world.admin.caller, "bo@example.com", "user", &[]).await.unwrap().value;
        assert!(format!("{outcome:?}").contains("Former"), "they were here: {outcome:?}");
        world.send_again(&world.admin.caller, bo.member).await.unwrap();
        world.accept_as(&bo).await.unwrap();
    }
}

async fn sets(world: &World, by: &Caller, resources: &[ResourceId]) -> Vec<Vec<String>> {
    let mut sets = Vec::new();
    for resource in resources {
        sets.push(world.may(by, *resource).await);
    }
    sets
}

#[tokio::test]
async fn a12_what_slept_under_admin_revives_and_a_user_becomes_admin_whatever_their_access() {
    for world in worlds().await {
        let [[north, one, two], [south, three, four]] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[(north, RO), (two, RW), (three, RW)]).await;
        world.mails().await;
        let all = [north, one, two, south, three, four];
        let before = sets(&world, &bo.caller, &all).await;
        assert_eq!(before[1], ["site.view"]);
        assert_eq!(before[2], ["site.view", "site.edit"]);
        assert!(before[3].is_empty() && before[5].is_empty());

        world.set_role(&world.admin.caller, bo.member, "admin").await.unwrap();
        assert_eq!(newest_changes(&world).await, json!([{"field": "role", "before": "user", "after": "admin"}]));
        assert_eq!(world.sent().await, [("role_changed", "bo@example.com".to_owned())]);
        let as_admin = sets(&world, &bo.caller, &all).await;
        assert_eq!(as_admin[0], ["project.view", "project.edit", "project.delete", "site.create"]);
        assert!(as_admin[1..].iter().all(|set| set.len() >= 3));
        let reach = world.line(bo.member).await.reach;
        assert!(reach.iter().all(|reach| reach.all && reach.count == if reach.kind == "site" { 4 } else { 2 }));
        assert_eq!(world.access(bo.member).await.len(), 3, "it sleeps, and the panel shows it");

        world.set_role(&world.admin.caller, bo.member, "user").await.unwrap();
        assert_eq!(sets(&world, &bo.caller, &all).await, before);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn a12_access_can_be_given_while_it_sleeps() {
    for world in worlds().await {
        let [[_, one, _], _] = world.two_projects().await;
        let bo = world.another_admin("bo@example.com").await;
        world.set_access(&world.admin.caller, bo.member, one, RO).await.unwrap();
        assert!(world.may(&bo.caller, one).await.len() > 1);
        world.set_role(&world.admin.caller, bo.member, "user").await.unwrap();
        assert_eq!(world.may(&bo.caller, one).await, ["site.view"]);
        assert_eq!(world.sees(&bo.caller, "site").await, ["North one"]);
    }
}

#[tokio::test]
async fn a12_a_role_that_is_unknown_or_the_same_changes_nothing() {
    for world in worlds().await {
        let bo = world.user("bo@example.com", &[]).await;
        let (seq, version) = (world.seq().await, world.version(bo.member).await);
        let unknown = FieldProblem::new("/role", "unknown_role").with("value", "owner");
        let refused = refusal(world.set_role(&world.admin.caller, bo.member, "owner").await);
        assert_eq!(refused, Refusal::Invalid(vec![unknown]));
        assert_eq!(world.set_role(&world.admin.caller, bo.member, "user").await.unwrap().value, version);
        assert_eq!((world.seq().await, world.version(bo.member).await), (seq, version));
    }
}

#[tokio::test]
async fn a12_the_role_of_one_who_is_invited_can_be_changed_too() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let link = world.link_to("bo@example.com").await;
        world.set_role(&world.admin.caller, bo, "admin").await.unwrap();
        assert!(world.mails().await.is_empty(), "nothing is in force yet that they should hear of");
        world.accept_link(&link, "bo@example.com").await.unwrap();
        assert_eq!(world.line(bo).await.roles, ["admin"]);
    }
}

#[tokio::test]
async fn a13_admins_edit_other_admins_and_see_what_changed_told() {
    for world in worlds().await {
        let bo = world.another_admin("bo@example.com").await;
        let version = world.version(bo.member).await;
        let edited = world.edit(&world.admin.caller, bo.member, " on leave ").await.unwrap();
        assert_eq!((edited.value, world.version(bo.member).await), (version + 1, version + 1));
        assert_eq!(newest_changes(&world).await, json!([{"field": "note", "before": "", "after": "on leave"}]));
        let seq = world.seq().await;
        assert_eq!(world.edit(&bo.caller, bo.member, "on leave").await.unwrap().value, version + 1);
        assert_eq!(world.seq().await, seq, "nothing changed");
        let refused = refusal(world.edit(&world.admin.caller, bo.member, &"x".repeat(4_001)).await);
        let long = FieldProblem::new("/note", "too_long").with("limit", "4000");
        assert_eq!(refused, Refusal::Invalid(vec![long]));
        let refused = refusal(world.edit(&world.admin.caller, bo.member, "on\0leave").await);
        assert_eq!(refused, Refusal::Invalid(vec![FieldProblem::new("/note", "control_character")]));
    }
}
