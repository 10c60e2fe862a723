//! "Same access as…" (F15): what a colleague has, without what the caller can't give.

use crate::support::{NONE, RO, RW, days, forbidden, nothing, preset_of, refusal, with_lead, worlds_of};
use roster_app::{
    Caller,
    members::{
        same_access::{LeftOut, same_access},
        set_permissions::{ExtraWish, PermissionsWish, set_permissions},
    },
};
use roster_domain::{
    grant::Window,
    id::{Id, MemberId, ResourceId},
    model::Model,
    refusal::Refusal,
};

#[tokio::test]
async fn f15_what_a_colleague_has_is_read_within_what_one_could_give() {
    for world in worlds_of(&with_lead()).await {
        let [[north, one, two], [south, ..]] = world.two_projects().await;
        let (app, account) = (&world.app, world.account);
        let bo = world.user("bo@example.com", &[(north, RO), (one, NONE), (south, RW)]).await;
        world.give_until(&world.admin.caller, bo.member, two, RW, days(5)).await.unwrap();
        let same = same_access(app, &world.admin.caller, account, bo.member).await.unwrap();
        let given = |access: &[roster_app::invitations::create::AccessWish]| -> Vec<(ResourceId, String, bool)> {
            access.iter().map(|wish| (wish.resource, wish.what.id().to_owned(), wish.window.until.is_some())).collect()
        };
        let all = [(north, RO, false), (one, NONE, false), (two, RW, true), (south, RW, false)];
        let all = all.map(|(resource, level, ends)| (resource, level.to_owned(), ends));
        assert_eq!(given(&same.access), all);
        assert_eq!((same.name.as_str(), same.roles[0].role.as_str()), ("bo", "user"));
        assert!(same.left_out.is_empty() && same.more_left_out == 0);
        // Who holds less is told what they can't give; of what they don't see, only how much.
        let lead = world.join("lead@example.com", "lead", &[(north, RO)]).await;
        let same = same_access(app, &lead.caller, account, bo.member).await.unwrap();
        assert_eq!(given(&same.access), all[..2]);
        assert_eq!(same.left_out, [LeftOut::Access { name: "North two".to_owned(), id: RW.to_owned() }]);
        assert_eq!(same.more_left_out, 1);
        let same = same_access(app, &lead.caller, account, world.admin.member).await.unwrap();
        assert!(same.roles.is_empty());
        assert_eq!(same.left_out[0], LeftOut::Role("admin".to_owned()));
        // What is over is nobody's.
        world.pass(days(5));
        let same = same_access(app, &world.admin.caller, account, bo.member).await.unwrap();
        assert_eq!(same.access.len(), 3);
        let refused = refusal(same_access(app, &bo.caller, account, lead.member).await);
        assert_eq!(refused, forbidden("roster.read_members"));
        let nobody = MemberId::from_uuid(nothing().uuid());
        assert_eq!(refusal(same_access(app, &world.admin.caller, account, nobody).await), Refusal::NotFound);
        world.delete(&world.admin.caller, bo.member).await.unwrap();
        let refused = refusal(same_access(app, &world.admin.caller, account, bo.member).await);
        assert_eq!(refused, Refusal::WrongState { state: "deleted" });
    }
}

#[tokio::test]
async fn f15_permissions_of_applications_and_beyond_the_role_are_read_too() {
    for world in worlds_of(preset_of("apps-and-permissions")).await {
        let (app, ann) = (&world.app, world.admin.caller.clone());
        let custom = |ids: &[&str]| PermissionsWish {
            extras: Vec::new(),
            custom: Some(ids.iter().map(|id| (*id).to_owned()).collect()),
        };
        let all: Vec<String> = Model::compile(preset_of("apps-and-permissions"))
            .map(|model| model.in_applications().iter().map(|ix| model[ix].id.to_string()).collect())
            .unwrap();
        let (one, two) = (all[0].as_str(), all[1].as_str());
        let bo = world.join("bo@example.com", "user", &[]).await;
        set_permissions(app, &ann, world.account, bo.member, custom(&[one, two])).await.unwrap();
        let look = async |by: &Caller, of: MemberId| same_access(app, by, world.account, of).await.unwrap();
        let same = look(&ann, bo.member).await;
        assert_eq!(same.permissions, custom(&[one, two]));
        assert_eq!(same.roles[0].role, "user");
        assert!(look(&ann, world.admin.member).await.permissions.custom.is_none());
        // Whoever is on Custom takes over what they have themself, and is told of the rest.
        let dee = world.join("dee@example.com", "admin", &[]).await;
        set_permissions(app, &ann, world.account, dee.member, custom(&[one])).await.unwrap();
        let same = look(&dee.caller, bo.member).await;
        assert_eq!(same.permissions, custom(&[one]));
        assert_eq!(same.left_out, [LeftOut::Permission(two.to_owned())]);
        let cy = world.join("cy@example.com", "user", &[]).await;
        let same = look(&dee.caller, cy.member).await;
        assert_eq!(same.permissions, custom(&[one]));
        assert_eq!(same.left_out.len(), all.len() - 1);
    }
    for world in worlds_of(preset_of("company-and-projects")).await {
        let (app, ann) = (&world.app, world.admin.caller.clone());
        let bo = world.join("bo@example.com", "member", &[]).await;
        let extras = vec![ExtraWish { permission: "creator".to_owned(), window: Window::ALWAYS }];
        let wish = PermissionsWish { extras, custom: None };
        set_permissions(app, &ann, world.account, bo.member, wish.clone()).await.unwrap();
        let same = same_access(app, &ann, world.account, bo.member).await.unwrap();
        assert_eq!(same.permissions, wish);
    }
}
