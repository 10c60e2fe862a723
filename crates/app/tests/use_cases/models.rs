//! What the models that come with Roster need of the use-cases, each in an account of its own.

use crate::support::{World, refusal, worlds_of};
use roster_app::{
    Caller,
    accounts::enter::enter,
    members::list::{MemberFilter, list},
};
use roster_domain::{access::Verb, id::ResourceId, model::presets, permission::RosterPermission, refusal::Refusal};

/// The text of the first model that comes with Roster in which this stands.
fn model_with(piece: &str) -> &'static str {
    presets().iter().map(|preset| preset.text).find(|text| text.contains(piece)).unwrap()
}

#[tokio::test]
async fn f01_in_every_model_people_of_every_role_join_and_see_what_their_role_says() {
    for preset in presets() {
        for world in worlds_of(preset.text).await {
            let roles: Vec<_> = world.model.roles().filter(|(_, role)| role.assignable).map(|(ix, _)| ix).collect();
            for role in roles {
                let role = &world.model[role];
                let who = world.join(&format!("{}@example.com", role.id.replace('_', ".")), &role.id, &[]).await;
                let seen = list(&world.app, &who.caller, world.account, MemberFilter::default(), None, 50).await;
                let may = role.permissions.contains(RosterPermission::ReadMembers);
                assert_eq!(seen.is_ok(), may, "{}: {} lists the users", preset.id, role.id);
            }
        }
    }
}

async fn rename(world: &World, by: &Caller, resource: ResourceId) -> Result<(), Refusal> {
    match world.rename(by, resource, "Renamed").await {
        Ok(_) => Ok(()),
        failed => Err(refusal(failed)),
    }
}

#[tokio::test]
async fn d01_and_d09_whoever_makes_a_workspace_owns_it_and_all_others_see_it() {
    for world in worlds_of(model_with("reach = \"own\"")).await {
        let (ann, bo) =
            (world.join("ann2@example.com", "member", &[]).await, world.join("bo@example.com", "member", &[]).await);
        let workspace = world.create(&ann.caller, "workspace", None, "Ann's").await.unwrap().value;
        let asset = world.create(&ann.caller, "asset", Some(workspace), "Mosaic").await.unwrap().value;
        assert_eq!(rename(&world, &ann.caller, workspace).await, Ok(()));
        assert_eq!(rename(&world, &ann.caller, asset).await, Ok(()));
        for theirs in [workspace, asset] {
            let refused = rename(&world, &bo.caller, theirs).await;
            assert!(matches!(refused, Err(Refusal::Forbidden { .. })), "seen, and not changed: {refused:?}");
        }
        world.delete(&world.admin.caller, ann.member).await.unwrap();
        assert_eq!(rename(&world, &world.admin.caller, asset).await, Ok(()));
        let refused = rename(&world, &bo.caller, asset).await;
        assert!(matches!(refused, Err(Refusal::Forbidden { .. })), "it stays visible: {refused:?}");
    }
}

#[tokio::test]
async fn c01_administrators_do_not_edit_each_other_and_the_owner_does() {
    for world in worlds_of(model_with("id = \"company_owner\"")).await {
        let ann = world.join("ann2@example.com", "administrator", &[]).await;
        let bo = world.join("bo@example.com", "administrator", &[]).await;
        assert_eq!(
            refusal(world.set_role(&ann.caller, bo.member, "member").await),
            Refusal::RankTooHigh { verb: "edit" }
        );
        assert_eq!(
            refusal(world.set_role(&ann.caller, world.admin.member, "member").await),
            Refusal::RankTooHigh { verb: "edit" }
        );
        let lines = world.invite_lines(&world.admin.caller, "cy@example.com", "company_owner", &[]).await;
        assert!(matches!(refusal(lines), Refusal::RoleNotAssignable { .. }));
        world.set_role(&world.admin.caller, bo.member, "member").await.unwrap();
    }
}

#[tokio::test]
async fn e06_an_admin_stands_below_owners() {
    for world in worlds_of(model_with("id = \"owner\"\nlabel")).await {
        let ann = world.join("ann2@example.com", "admin", &[]).await;
        let bo = world.join("bo@example.com", "admin", &[]).await;
        assert_eq!(
            refusal(world.set_role(&ann.caller, world.admin.member, "user").await),
            Refusal::RankTooHigh { verb: "edit" }
        );
        let here = enter(&world.app, &ann.caller, world.account).await.unwrap();
        let offered = |verb, role: &str| here.may_act_on(verb, bo.member, &[role.to_owned()]);
        let edits = ["owner", "admin", "user"].map(|role| offered(Verb::Edit, role));
        assert_eq!(edits, [false, true, true], "what the list offers in a row");
        assert!(!offered(Verb::ActAs, "user") && !here.may_act_on(Verb::Archive, ann.member, &["admin".to_owned()]));
        let lines = world.invite_lines(&ann.caller, "cy@example.com", "owner", &[]).await;
        assert!(matches!(refusal(lines), Refusal::RoleNotAssignable { .. }));
        world.set_role(&ann.caller, bo.member, "user").await.unwrap();
    }
}
