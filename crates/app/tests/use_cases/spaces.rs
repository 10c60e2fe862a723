//! Workspaces that everybody has one of, and what products put into them (D01, D09).

use crate::support::{Who, World, having_seen, nothing, preset_of, refusal, worlds_of};
use roster_app::{
    Caller, Outcome,
    accounts::enter::{Space, enter},
    resources::{
        describe::describe,
        list::{ResourceFilter, VisibleResource, list_some, show},
        set_owner::set_owner,
        upsert::{Entry, Upserted, upsert},
    },
};
use roster_domain::{id::ResourceId, mail::MailKind, refusal::Refusal, resource::Attributes};

const SHARED: &str = "shared-workspaces";

impl World {
    async fn spaces(&self, who: &Who) -> Vec<Space> {
        let here = enter(&self.app, &who.caller, self.account).await.unwrap();
        here.spaces.expect("everybody has one").some
    }

    async fn own_space(&self, who: &Who) -> ResourceId {
        let spaces = self.spaces(who).await;
        let own: Vec<_> = spaces.iter().filter(|space| space.own).collect();
        assert_eq!(own.len(), 1, "{spaces:?}");
        own[0].resource
    }

    async fn finds(&self, by: &Caller, kind: &str, search: &str, under: Option<ResourceId>) -> Vec<VisibleResource> {
        let filter =
            ResourceFilter { search: (!search.is_empty()).then(|| search.to_owned()), under, ..Default::default() };
        list_some(&self.app, by, self.account, kind.to_owned(), filter, None, 50).await.unwrap().resources
    }

    async fn register(&self, by: &Caller, entries: Vec<Entry>) -> Outcome<Vec<Upserted>> {
        Ok(upsert(&self.app, by, self.account, entries).await?.value)
    }
}

fn said(size: i64, link: &str) -> Attributes {
    Attributes { size: Some(size), media_type: Some("image/tiff".to_owned()), link: Some(link.to_owned()) }
}

fn asset(id: &str, name: &str, space: &str, attributes: Option<Attributes>) -> Entry {
    Entry {
        kind: "asset".to_owned(),
        external_id: id.to_owned(),
        name: name.to_owned(),
        parent: Some(space.to_owned()),
        attributes,
    }
}

#[tokio::test]
async fn d01_everybody_who_joins_has_a_workspace_and_everybody_sees_and_switches_to_all() {
    for world in worlds_of(preset_of(SHARED)).await {
        let before = world.seq().await;
        let bo = world.join("bo@example.com", "member", &[]).await;
        let mut kinds = world.kinds_after(before).await;
        kinds.retain(|kind| kind.starts_with("resource") || kind.contains("accepted"));
        assert_eq!(kinds, ["invitation_accepted", "resource_created"]);
        for who in [&world.admin, &bo] {
            let names: Vec<_> = world.spaces(who).await.into_iter().map(|space| space.name).collect();
            let mut sorted = names.clone();
            sorted.sort();
            assert_eq!(sorted, ["ann’s workspace", "bo’s workspace"]);
            assert!(names[0].starts_with(&who.email[..2]), "one's own first: {names:?}");
        }
        // Both may look into both: the model says so.
        let theirs = world.own_space(&world.admin).await;
        assert!(!world.may(&bo.caller, theirs).await.is_empty());
        // Whoever comes back has the one they had.
        world.delete(&world.admin.caller, bo.member).await.unwrap();
        assert_eq!(world.finds(&world.admin.caller, "workspace", "", None).await.len(), 2);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn d01_a_product_registers_assets_and_they_are_found_as_it_said() {
    for world in worlds_of(preset_of(SHARED)).await {
        let admin = world.admin.caller.clone();
        let bo = world.join("bo@example.com", "member", &[]).await;
        let workspace = Entry {
            kind: "workspace".to_owned(),
            external_id: "w".to_owned(),
            name: "Shared".to_owned(),
            parent: None,
            attributes: None,
        };
        let entries = vec![
            workspace.clone(),
            asset("a1", "Harbour", "w", Some(said(12, "https://files.example/1"))),
            asset("a2", "Pier", "w", None),
            asset("a3", "Bad", "w", Some(said(1, "javascript:alert(1)"))),
            asset("a4", "Bad", "w", Some(said(-1, "https://files.example/1"))),
        ];
        let done = world.register(&admin, entries.clone()).await.unwrap();
        let refused = |field: &str, code: &str| Upserted::Refused { field: field.to_owned(), code: code.to_owned() };
        assert_eq!(done[3..], [refused("link", "not_a_link"), refused("size", "not_a_size")]);
        let before = world.seq().await;
        world.register(&admin, entries[..3].to_vec()).await.unwrap();
        assert_eq!(world.seq().await, before, "the same again changes nothing");
        let again = vec![
            asset("a1", "Harbour", "w", Some(said(13, "https://files.example/1"))),
            asset("a2", "Pier", "w", Some(said(5, "https://files.example/2"))),
        ];
        let done = world.register(&admin, again).await.unwrap();
        assert!(done.iter().all(|one| matches!(one, Upserted::Updated { .. })), "{done:?}");
        // What is not said stays said.
        world.register(&admin, vec![asset("a1", "Harbour", "w", None)]).await.unwrap();
        for who in [&admin, &bo.caller] {
            let found = world.finds(who, "asset", "HARB", None).await;
            let [harbour] = &found[..] else { panic!("{found:?}") };
            assert_eq!(harbour.attributes, said(13, "https://files.example/1"));
        }
        let space = world.finds(&admin, "workspace", "shared", None).await[0].row.resource;
        assert_eq!(world.finds(&bo.caller, "asset", "", Some(space)).await.len(), 2);
        assert!(world.finds(&bo.caller, "asset", "", Some(world.own_space(&bo).await)).await.is_empty());
        assert!(world.finds(&bo.caller, "asset", "", Some(nothing())).await.is_empty());
        // One by one, in the version one has seen.
        let one = world.finds(&admin, "asset", "pier", None).await.remove(0);
        let before = having_seen(&admin, one.row.version - 1);
        let stale = describe(&world.app, &before, world.account, one.row.resource, said(9, "https://a.example"));
        assert_eq!(refusal(stale.await), Refusal::Stale { current: one.row.version });
        let done = describe(&world.app, &admin, world.account, one.row.resource, said(9, " https://a.example ")).await;
        assert_eq!(done.unwrap().value, one.row.version + 1);
        let shown = show(&world.app, &admin, world.account, one.row.resource).await.unwrap();
        assert_eq!((shown.attributes, shown.row.version), (said(9, "https://a.example"), one.row.version + 1));
        let wrong = describe(&world.app, &admin, world.account, one.row.resource, said(9, "ftp://a.example")).await;
        assert_eq!(refusal(wrong), Refusal::field("/link", "not_a_link"));
        assert_eq!(world.log().await.last().unwrap().kind, "resource_described");
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn d09_what_a_removed_user_had_stays_is_marked_and_can_be_handed_over() {
    for world in worlds_of(preset_of(SHARED)).await {
        let admin = world.admin.caller.clone();
        let bo = world.join("bo@example.com", "member", &[]).await;
        let cy = world.join("cy@example.com", "member", &[]).await;
        let space = world.own_space(&bo).await;
        let asset = world.create(&bo.caller, "asset", Some(space), "Harbour").await.unwrap().value;
        world.delete(&admin, bo.member).await.unwrap();
        for who in [&admin, &cy.caller] {
            for (kind, resource) in [("workspace", space), ("asset", asset)] {
                let found = world.finds(who, kind, "", None).await;
                let one = found.iter().find(|one| one.row.resource == resource).expect("it stays");
                let owner = one.owner.as_ref().unwrap();
                assert_eq!((owner.member, owner.name.as_str(), owner.former), (bo.member, "bo", true));
            }
        }
        world.mails().await;
        let hand = async |by: &Caller, what: ResourceId, to| set_owner(&world.app, by, world.account, what, to).await;
        assert_eq!(
            refusal(hand(&cy.caller, space, cy.member).await),
            crate::support::forbidden("roster.change_access")
        );
        assert_eq!(refusal(hand(&admin, space, bo.member).await), Refusal::field("/to", "no_heir"));
        assert_eq!(refusal(hand(&admin, nothing(), cy.member).await), Refusal::NotFound);
        let before = world.seq().await;
        hand(&admin, space, cy.member).await.unwrap();
        hand(&admin, space, cy.member).await.unwrap();
        assert_eq!(world.kinds_after(before).await, ["handed_over"], "once");
        let mails = world.mails().await;
        let MailKind::HandedOver { from, things, .. } = &mails[0].kind else { panic!("{mails:?}") };
        assert_eq!((from.as_str(), things.len(), mails.len()), ("bo", 1, 1));
        let shown = show(&world.app, &cy.caller, world.account, asset).await.unwrap();
        let owner = shown.owner.unwrap();
        assert_eq!((owner.member, owner.former), (cy.member, false), "what lies in it goes along");
        world.assert_whole().await;
    }
}
