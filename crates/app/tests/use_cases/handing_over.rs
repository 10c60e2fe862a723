//! What somebody owns, handed over when they go; and going of one's own will (F17, F19, D09).

use crate::support::{World, forbidden, preset_of, refusal, with_lead, worlds, worlds_of};
use roster_app::{
    jobs::{Deed, PermissionsEdit, ask::Which, foresee::foresee},
    members::{
        belongings::{Belongings, belongings},
        given::Given,
        leave::keeps_it_alone,
        preview_role::preview_role,
        set_access::{AccessEdit, set_access},
        set_permissions::{ExtraWish, PermissionsWish, set_permissions},
        unfit::{Meant, Permissions, unfit_after},
    },
    people,
};
use roster_domain::{
    grant::Window,
    id::{MemberId, ResourceId},
    mail::MailKind,
    model::Leaving,
    permission::RosterPermission,
    refusal::{DeadLink, FieldProblem, Refusal},
};
use roster_store::{grants, resources};

impl World {
    async fn belongings(&self, member: MemberId) -> Belongings {
        belongings(&self.app, &self.admin.caller, self.account, member).await.unwrap()
    }

    async fn owner(&self, resource: ResourceId) -> Option<MemberId> {
        let account = self.account;
        self.read(move |tx| resources::by_id(tx, account, resource)).await.unwrap().owner
    }

    /// The slots of a member on a resource.
    async fn slots(&self, member: MemberId, on: ResourceId) -> Vec<String> {
        let account = self.account;
        let listed = self.read(move |tx| grants::listed(tx, account, member)).await;
        listed.into_iter().filter(|grant| grant.resource == on).map(|grant| grant.slot).collect()
    }
}

fn nobody(pointer: &str) -> Refusal {
    Refusal::Invalid(vec![FieldProblem::new(pointer, "no_heir")])
}

#[tokio::test]
async fn d09_f17_what_a_removed_user_owned_stays_and_is_handed_over() {
    for world in worlds_of(preset_of("shared-workspaces")).await {
        let ann = world.admin.clone();
        let (bo, cy) =
            (world.join("bo@example.com", "member", &[]).await, world.join("cy@example.com", "member", &[]).await);
        let workspace = world.create(&bo.caller, "workspace", None, "Bo's").await.unwrap().value;
        assert_eq!(world.owner(workspace).await, Some(bo.member));
        let owns = world.belongings(bo.member).await;
        // The one they got when they joined is theirs, too.
        assert_eq!(owns.owned_count, 2);
        assert!(owns.owned.iter().any(|one| one.name == "Bo's"), "{owns:?}");
        let seen = world.may(&cy.caller, workspace).await;
        assert!(!seen.is_empty());
        // Without naming anyone it stays theirs, and the others reach it as before (D09).
        world.delete(&ann.caller, bo.member).await.unwrap();
        assert_eq!(world.owner(workspace).await, Some(bo.member));
        assert_eq!(world.may(&cy.caller, workspace).await, seen);
        // And can be handed over later.
        world.mails().await;
        let seq = world.seq().await;
        world.hand_over(&ann.caller, bo.member, cy.member).await.unwrap();
        assert_eq!(world.kinds_after(seq).await, ["handed_over"]);
        assert_eq!(world.sent().await, [("handed_over", "cy@example.com".to_owned())]);
        assert_eq!(world.owner(workspace).await, Some(cy.member));
        assert!(world.belongings(bo.member).await.is_nothing());
        // There is nothing any more, and nothing is told of it.
        let seq = world.seq().await;
        world.hand_over(&ann.caller, bo.member, cy.member).await.unwrap();
        assert_eq!(world.seq().await, seq);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn f17_in_one_change_somebody_goes_and_another_takes_over() {
    for world in worlds_of(preset_of("company-and-projects")).await {
        let ann = world.admin.clone();
        let bo = world.join("bo@example.com", "administrator", &[]).await;
        let cy = world.join("cy@example.com", "administrator", &[]).await;
        let project = world.create(&bo.caller, "project", None, "Winter").await.unwrap().value;
        world.invite_by(&bo.caller, "dee@example.com", "member", &[]).await;
        let link = world.link_to("dee@example.com").await;
        world.key(&bo, &["project.view"]).await;
        let owns = world.belongings(bo.member).await;
        assert_eq!(owns.sole[0].role.as_deref(), Some("owner"));
        assert_eq!((owns.keys, owns.invitations), (1, 1));
        world.mails().await;

        // Nobody who isn't in takes anything over, and then nobody goes either.
        let nowhere = roster_domain::id::Id::from_uuid(uuid::Uuid::nil());
        for to in [bo.member, nowhere] {
            let refused = refusal(world.remove(&ann.caller, bo.member, Leaving::Archive, to).await);
            assert_eq!(refused, nobody("/hand_over_to"));
        }
        assert_eq!(world.line(bo.member).await.status, "active");

        world.remove(&ann.caller, bo.member, Leaving::Archive, cy.member).await.unwrap();
        assert_eq!(world.line(bo.member).await.status, "archived");
        assert_eq!(world.slots(cy.member, project).await, ["role:owner"]);
        assert_eq!(world.slots(bo.member, project).await, ["role:participant"]);
        let kinds: Vec<&str> = world.sent().await.into_iter().map(|(kind, _)| kind).collect();
        assert!(kinds.contains(&"removed_from_account") && kinds.contains(&"access_changed"), "{kinds:?}");
        // The invitation stands, because somebody stands for it.
        world.accept_link(&link, "dee@example.com").await.unwrap();
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn f17_an_invitation_that_nobody_takes_over_lapses() {
    for world in worlds_of(preset_of("company-and-projects")).await {
        let bo = world.join("bo@example.com", "administrator", &[]).await;
        world.invite_by(&bo.caller, "dee@example.com", "member", &[]).await;
        let link = world.link_to("dee@example.com").await;
        world.archive(&world.admin.caller, bo.member).await.unwrap();
        let dead = refusal(world.accept_link(&link, "dee@example.com").await);
        assert_eq!(dead, Refusal::DeadLink(DeadLink::Lapsed));
    }
}

/// Whoever was demoted can't have their old offers stood for by somebody who never agreed to them.
#[tokio::test]
async fn f17_f03_an_invitation_one_could_not_send_any_more_is_handed_to_nobody() {
    for world in worlds_of(preset_of("company-and-projects")).await {
        let ann = world.admin.clone();
        let bo = world.join("bo@example.com", "administrator", &[]).await;
        world.invite_by(&bo.caller, "dee@example.com", "administrator", &[]).await;
        let link = world.link_to("dee@example.com").await;
        world.set_role(&ann.caller, bo.member, "member").await.unwrap();
        world.leave(&bo.caller, Some(ann.member)).await.unwrap();
        let dead = refusal(world.accept_link(&link, "dee@example.com").await);
        assert_eq!(dead, Refusal::DeadLink(DeadLink::Lapsed));
        assert!(world.log().await.iter().all(|event| event.kind != "handed_over"));
        // What whoever puts somebody out could send themselves stands.
        let cy = world.join("cy@example.com", "administrator", &[]).await;
        world.invite_by(&cy.caller, "eve@example.com", "administrator", &[]).await;
        let link = world.link_to("eve@example.com").await;
        world.remove(&ann.caller, cy.member, Leaving::Archive, ann.member).await.unwrap();
        world.accept_link(&link, "eve@example.com").await.unwrap();
    }
}

#[tokio::test]
async fn f17_f03_nobody_hands_over_what_they_could_not_give() {
    let model = with_lead().replace("leaving = [\"delete\"]", "leaving = [\"archive\"]");
    for world in worlds_of(&model).await {
        let lead = world.join("lee@example.com", "lead", &[]).await;
        let (bo, cy) = (world.user("bo@example.com", &[]).await, world.user("cy@example.com", &[]).await);
        assert_eq!(refusal(world.hand_over(&bo.caller, bo.member, cy.member).await), forbidden("roster.change_access"));
        assert_eq!(refusal(world.hand_over(&world.admin.caller, bo.member, bo.member).await), nobody("/to"));
        // With nothing to be handed over there is nothing to be refused.
        world.hand_over(&lead.caller, bo.member, cy.member).await.unwrap();
        let shown = belongings(&world.app, &cy.caller, world.account, bo.member).await;
        assert_eq!(refusal(shown), forbidden("roster.remove_members"));
        assert!(belongings(&world.app, &cy.caller, world.account, cy.member).await.unwrap().is_nothing());
    }
}

#[tokio::test]
async fn f19_one_leaves_and_has_nothing_there_any_more() {
    for world in worlds().await {
        let [[_, one, _], _] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[(one, "read_write")]).await;
        let (_, key) = world.key(&bo, &["site.edit"]).await;
        // Nobody else does it for them.
        assert_eq!(refusal(world.leave(&key, None).await), Refusal::NotFound);
        world.mails().await;
        let seq = world.seq().await;
        world.leave(&bo.caller, None).await.unwrap();
        assert_eq!(world.kinds_after(seq).await, ["member_left"]);
        let told = [("left_account", "bo@example.com".to_owned()), ("member_left", "ann@example.com".to_owned())];
        assert_eq!(world.sent().await, told);
        assert_eq!(world.line(bo.member).await.status, "deleted");
        assert!(world.may(&bo.caller, one).await.is_empty());
        assert!(people::me(&world.app, &bo.caller).await.unwrap().accounts.is_empty());
        assert_eq!(refusal(world.leave(&bo.caller, None).await), Refusal::NotFound);
        // F02: the only admin stays until there is another, and can know it beforehand.
        assert!(keeps_it_alone(&world.app, &world.admin.caller, world.account).await.unwrap());
        assert_eq!(refusal(world.leave(&world.admin.caller, None).await), Refusal::LastKeeper);
        assert_eq!(world.line(world.admin.member).await.status, "active");
        let cy = world.another_admin("cy@example.com").await;
        assert!(!keeps_it_alone(&world.app, &cy.caller, world.account).await.unwrap());
        world.leave(&cy.caller, Some(world.admin.member)).await.unwrap();
        assert_eq!(world.line(cy.member).await.status, "deleted");
        let told = world.mails().await.into_iter().find(|mail| mail.kind.name() == "member_left").unwrap();
        let MailKind::MemberLeft { handed_to, email, .. } = told.kind else { panic!("{told:?}") };
        assert_eq!((email.as_str(), handed_to.as_deref()), ("cy@example.com", Some("ann")));
        world.assert_whole().await;
    }
    // Where the model keeps a list of former members, one stands in it.
    for world in worlds_of(preset_of("apps-and-permissions")).await {
        let bo = world.join("bo@example.com", "user", &[]).await;
        world.leave(&bo.caller, None).await.unwrap();
        assert_eq!(world.line(bo.member).await.status, "archived");
    }
}

#[tokio::test]
async fn f17_f19_whoever_leaves_hands_over_only_what_they_may_give() {
    for world in worlds_of(preset_of("company-and-projects")).await {
        let bo = world.join("bo@example.com", "member", &[]).await;
        let cy = world.join("cy@example.com", "administrator", &[]).await;
        let project = world.project("Winter").await;
        let participant = AccessEdit::role(project, Some("participant".to_owned()), Window::ALWAYS);
        set_access(&world.app, &world.admin.caller, world.account, bo.member, vec![participant]).await.unwrap();
        assert_eq!(Given::stored("role:participant", "participant").id(), "participant");
        assert_eq!(refusal(world.leave(&bo.caller, Some(bo.member)).await), nobody("/hand_over_to"));
        assert_eq!(world.line(bo.member).await.status, "active");
        world.leave(&bo.caller, Some(cy.member)).await.unwrap();
        assert_eq!(world.line(bo.member).await.status, "archived");
        // Brought back, they have what they had.
        world.restore(&world.admin.caller, bo.member).await.unwrap();
        world.accept_as(&bo).await.unwrap();
        assert_eq!(world.slots(bo.member, project).await, ["role:participant"]);
    }
}

#[tokio::test]
async fn d09_f17_whose_a_thing_is_says_that_they_are_gone() {
    for world in worlds_of(preset_of("shared-workspaces")).await {
        let ann = world.admin.caller.clone();
        let bo = world.join("bo@example.com", "member", &[]).await;
        let cy = world.join("cy@example.com", "member", &[]).await;
        let workspace = world.create(&bo.caller, "workspace", None, "Bo's").await.unwrap().value;
        let owner = async |who: &roster_app::Caller| {
            let shown = roster_app::resources::list::show(&world.app, who, world.account, workspace).await.unwrap();
            shown.owner.map(|owner| (owner.name, owner.former))
        };
        assert_eq!(owner(&ann).await, Some(("bo".to_owned(), false)));
        assert_eq!(owner(&bo.caller).await, Some(("bo".to_owned(), false)));
        world.delete(&ann, bo.member).await.unwrap();
        assert_eq!(owner(&ann).await, Some(("bo".to_owned(), true)));
        world.hand_over(&ann, bo.member, cy.member).await.unwrap();
        assert_eq!(owner(&ann).await, Some(("cy".to_owned(), false)));
    }
}

/// A Member of the company who may manage users and create projects, and so could lead one.
async fn lead(world: &World, email: &str) -> crate::support::Who {
    let who = world.join(email, "member", &[]).await;
    permit(world, who.member, &["users", "creator"]).await;
    who
}

async fn permit(world: &World, member: MemberId, permissions: &[&str]) {
    let extra = |id: &&str| ExtraWish { permission: (*id).to_owned(), window: Window::ALWAYS };
    let wish = PermissionsWish { extras: permissions.iter().map(extra).collect(), custom: None };
    set_permissions(&world.app, &world.admin.caller, world.account, member, wish).await.unwrap();
}

fn follow(on: &[&str]) -> Refusal {
    Refusal::NeedsSuccessor { on: on.iter().map(|name| (*name).to_owned()).collect() }
}

#[tokio::test]
async fn c12_f17_f19_a_projects_owner_is_followed_before_they_go() {
    for world in worlds_of(preset_of("company-and-projects")).await {
        let ann = world.admin.clone();
        let (bo, cy) = (lead(&world, "bo@example.com").await, lead(&world, "cy@example.com").await);
        let project = world.create(&bo.caller, "project", None, "Winter").await.unwrap().value;
        let summer = world.create(&bo.caller, "project", None, "Summer").await.unwrap().value;
        let seq = world.seq().await;
        // Neither by others, nor in bulk, nor of their own will.
        assert_eq!(refusal(world.archive(&ann.caller, bo.member).await), follow(&["Summer", "Winter"]));
        assert_eq!(refusal(world.leave(&bo.caller, None).await), follow(&["Summer", "Winter"]));
        assert_eq!(world.seq().await, seq, "nothing was done");
        let job = world.ask(&ann.caller, Deed::Archive, &[bo.member, cy.member]).await.unwrap().value.job;
        assert_eq!(
            world.outcomes(job).await.into_iter().collect::<std::collections::BTreeMap<_, _>>(),
            [(bo.member, "needs_successor".to_owned()), (cy.member, "done".to_owned())].into()
        );
        let dee = lead(&world, "dee@example.com").await;
        // The one who leads the projects may hand them over, without being able to change access in the account; to one who could be
        // their owner.
        let owns = belongings(&world.app, &bo.caller, world.account, bo.member).await.unwrap();
        assert_eq!((owns.sole_count, owns.owned_count, owns.may_hand_over), (2, 0, true));
        let gus = world.join("gus@example.com", "guest", &[]).await;
        let lacks = FieldProblem::new("/access", "receiver_lacks_permissions").with("missing", "users, project.team");
        assert_eq!(refusal(world.leave(&bo.caller, Some(gus.member)).await), Refusal::Invalid(vec![lacks]));
        assert_eq!(world.line(bo.member).await.status, "active");
        let team = AccessEdit::permission(project, "project.team".to_owned(), Window::ALWAYS);
        let there = AccessEdit::permission(summer, "project.team".to_owned(), Window::ALWAYS);
        set_access(&world.app, &ann.caller, world.account, dee.member, vec![team, there]).await.unwrap();
        world.leave(&bo.caller, Some(dee.member)).await.unwrap();
        assert_eq!(world.line(bo.member).await.status, "archived");
        for on in [project, summer] {
            assert!(world.slots(dee.member, on).await.contains(&"role:owner".to_owned()));
            assert_eq!(world.slots(bo.member, on).await, ["role:participant"]);
        }
        // Once another was assigned on the team itself, there is nothing left to hand over.
        let owner = |on| AccessEdit::role(on, Some("owner".to_owned()), Window::ALWAYS);
        set_access(&world.app, &ann.caller, world.account, ann.member, vec![owner(project), owner(summer)])
            .await
            .unwrap();
        world.archive(&ann.caller, dee.member).await.unwrap();
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn b14_f17_who_is_disabled_is_the_owner_still_and_is_followed_before_they_are_archived() {
    let text =
        preset_of("company-and-projects").replace("leaving = [\"archive\"]", "leaving = [\"disable\", \"archive\"]");
    for world in worlds_of(&text).await {
        let ann = world.admin.caller.clone();
        let bo = lead(&world, "bo@example.com").await;
        let project = world.create(&bo.caller, "project", None, "Winter").await.unwrap().value;
        world.disable(&ann, bo.member).await.unwrap();
        assert_eq!(world.slots(bo.member, project).await, ["role:owner"]);
        assert_eq!(refusal(world.archive(&ann, bo.member).await), follow(&["Winter"]));
        let foreseen = foresee(
            &world.app,
            &ann,
            world.account,
            RosterPermission::RemoveMembers,
            Which::Members(vec![bo.member, world.admin.member]),
        );
        let alone = foreseen.await.unwrap().alone;
        assert_eq!(alone.iter().map(|(who, thing)| (&**who, &*thing.name)).collect::<Vec<_>>(), [("bo", "Winter")]);
        world.hand_over(&ann, bo.member, world.admin.member).await.unwrap();
        world.archive(&ann, bo.member).await.unwrap();
    }
}

#[tokio::test]
async fn c10_before_an_owner_loses_what_that_takes_it_is_said() {
    for world in worlds_of(preset_of("company-and-projects")).await {
        let ann = world.admin.caller.clone();
        let bo = lead(&world, "bo@example.com").await;
        let project = world.create(&bo.caller, "project", None, "Winter").await.unwrap().value;
        let team = AccessEdit::permission(project, "project.team".to_owned(), Window::ALWAYS);
        set_access(&world.app, &ann, world.account, bo.member, vec![team]).await.unwrap();
        let look = async |role: &str| {
            let outlook = preview_role(&world.app, &ann, world.account, bo.member, role.to_owned().into()).await;
            outlook.unwrap().unfit.into_iter().map(|thing| thing.name).collect::<Vec<_>>()
        };
        // A Guest is not offered Users; an Administrator has it.
        assert_eq!(look("guest").await, ["Winter"]);
        assert!(look("administrator").await.is_empty() && look("member").await.is_empty());
        let after = async |roles: Option<&str>, edit: PermissionsEdit| {
            let meant = Meant {
                roles: roles.map(|role| vec![role.to_owned().into()]),
                permissions: Some(Permissions::Edit(edit)),
            };
            let which = Which::Members(vec![bo.member, world.admin.member]);
            let lost = unfit_after(&world.app, &ann, world.account, which, meant).await.unwrap();
            lost.into_iter().map(|(who, thing)| (who, thing.name)).collect::<Vec<_>>()
        };
        let take = |id: &str| PermissionsEdit { take: vec![id.to_owned()], ..PermissionsEdit::default() };
        let winter = [("bo".to_owned(), "Winter".to_owned())];
        assert_eq!(after(None, take("users")).await, winter);
        assert_eq!(after(Some("guest"), PermissionsEdit::default()).await, winter);
        assert!(after(None, take("creator")).await.is_empty());
        // They keep it all the same; what they lack already is not said again.
        world.set_role(&ann, bo.member, "guest").await.unwrap();
        assert!(world.slots(bo.member, project).await.contains(&"role:owner".to_owned()));
        assert!(after(None, take("styles")).await.is_empty());
    }
}

#[tokio::test]
async fn c10_f03_whom_the_callers_rank_does_not_reach_is_named() {
    for world in worlds_of(preset_of("company-and-projects")).await {
        let (bo, cy) = (lead(&world, "bo@example.com").await, lead(&world, "cy@example.com").await);
        let project = world.project("Winter").await;
        let team = || vec![AccessEdit::permission(project, "project.team".to_owned(), Window::ALWAYS)];
        for member in [bo.member, cy.member] {
            set_access(&world.app, &world.admin.caller, world.account, member, team()).await.unwrap();
        }
        let owner = vec![AccessEdit::role(project, Some("owner".to_owned()), Window::ALWAYS)];
        let refused = refusal(set_access(&world.app, &bo.caller, world.account, cy.member, owner).await);
        let holder = world.line(world.admin.member).await.row.name;
        assert_eq!(refused, Refusal::HolderOutOfReach { holder, on: "Winter".to_owned() });
    }
}
