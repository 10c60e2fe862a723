//! Colleagues who are online (C09): what is told of them to whom, on this node and on others, and that each can hide.

use crate::{
    memory::another_node,
    support::{TICK, World, minutes, preset, refusal, worlds, worlds_of},
};
use roster_app::{
    App, Caller, activity,
    presence::{self, ONLINE_MS},
};
use roster_domain::{id::MemberId, refusal::Refusal};

fn shown() -> String {
    preset().replacen("[console]\n", "[console]\ncolleagues = true\n", 1)
}

/// Whom the caller sees, and on which page.
async fn seen_at(node: &App, world: &World, by: &Caller) -> Vec<(MemberId, Option<String>)> {
    let online = presence::online(node, by, world.account).await.unwrap();
    online.colleagues.into_iter().map(|colleague| (colleague.member, colleague.page)).collect()
}

async fn seen(world: &World, by: &Caller) -> Vec<(MemberId, Option<String>)> {
    seen_at(&world.app, world, by).await
}

#[tokio::test]
async fn c09_colleagues_are_seen_where_they_are_as_far_as_ones_rights_go() {
    for world in worlds_of(&shown()).await {
        let (quay, dam) = (world.project("Quay").await, world.project("Dam").await);
        let bo = world.user("bo@example.com", &[(quay, "read_only")]).await;
        let cy = world.user("cy@example.com", &[(quay, "read_only"), (dam, "read_only")]).await;
        let admin = &world.admin;
        let look = |member, page: &str| presence::note(&world.app, world.account, member, page);
        let page = |page: &str| Some(page.to_owned());
        assert_eq!(seen(&world, &admin.caller).await, []);
        look(admin.member, "/users?q=secret");
        look(cy.member, &format!("/resources/project/{quay}/members"));
        // Nobody sees themself; who may read the members sees all; who may not sees who is where they may be, too.
        let on_quay = page(&format!("/resources/project/{quay}/members"));
        assert_eq!(seen(&world, &admin.caller).await, [(cy.member, on_quay.clone())]);
        // The page itself lists who reaches it: it stays closed to them, so where that is isn't told.
        assert_eq!(seen(&world, &bo.caller).await, [(cy.member, None)]);
        assert_eq!(seen(&world, &cy.caller).await, []);
        // At a form one is met at the page of what it changes.
        look(cy.member, &format!("/resources/project/{quay}/rename"));
        assert_eq!(seen(&world, &admin.caller).await, [(cy.member, on_quay)]);
        // A page of something that is not there for them is as if nobody were anywhere.
        look(cy.member, &format!("/resources/project/{dam}/members"));
        assert_eq!(seen(&world, &bo.caller).await, []);
        // What is searched for is nobody's business, nor is one's own page.
        look(cy.member, "/mails");
        assert_eq!(seen(&world, &admin.caller).await, [(cy.member, None)]);
        world.set_role(&admin.caller, bo.member, "admin").await.unwrap();
        let of_bo = seen(&world, &bo.caller).await;
        assert!(of_bo.contains(&(admin.member, page("/users"))) && of_bo.contains(&(cy.member, None)), "{of_bo:?}");
        // Whoever is gone is gone at once, and so is whoever looked long ago.
        world.delete(&admin.caller, cy.member).await.unwrap();
        assert_eq!(seen(&world, &bo.caller).await, [(admin.member, page("/users"))]);
        world.pass(minutes(ONLINE_MS / 60_000));
        assert_eq!(seen(&world, &bo.caller).await.len(), 1);
        world.pass(TICK);
        assert_eq!(seen(&world, &bo.caller).await, []);
        // Not another account's.
        look(admin.member, "/users");
        let other = world.beside_of(&shown(), "Elsewhere", "zed@example.com").await;
        assert_eq!(seen(&other, &other.admin.caller).await, []);
        let refused = refusal(presence::online(&world.app, &other.admin.caller, world.account).await);
        assert_eq!(refused, Refusal::NotFound);
    }
}

#[tokio::test]
async fn c09_each_can_hide_on_every_node_and_a_model_that_shows_nobody_shows_nobody() {
    for world in worlds_of(&shown()).await {
        let bo = world.user("bo@example.com", &[]).await;
        let elsewhere = another_node(&world);
        let by = &world.admin.caller;
        presence::note(&elsewhere, world.account, bo.member, "/resources/site");
        // Another node knows when it was written down.
        assert_eq!(seen(&world, by).await, []);
        activity::flush(&elsewhere).await.unwrap();
        let there = [(bo.member, Some("/resources/site".to_owned()))];
        assert_eq!(seen(&world, by).await, there);
        assert_eq!(seen_at(&elsewhere, &world, by).await, there);
        let seq = world.seq().await;
        for _ in 0..2 {
            presence::hide(&world.app, &bo.caller, world.account, true).await.unwrap();
        }
        assert_eq!(world.kinds_after(seq).await, ["member_edited"]);
        // Also where it was noted, and whatever is noted still.
        presence::note(&elsewhere, world.account, bo.member, "/resources/site");
        activity::flush(&elsewhere).await.unwrap();
        for node in [&world.app, &elsewhere] {
            assert_eq!(seen_at(node, &world, by).await, []);
            assert!(presence::online(node, &bo.caller, world.account).await.unwrap().hides);
        }
        presence::hide(&world.app, &bo.caller, world.account, false).await.unwrap();
        world.pass(TICK);
        presence::note(&elsewhere, world.account, bo.member, "/resources/project");
        activity::flush(&elsewhere).await.unwrap();
        assert_eq!(seen(&world, by).await, [(bo.member, Some("/resources/project".to_owned()))]);
    }
    for world in worlds().await {
        let bo = world.user("bo@example.com", &[]).await;
        presence::note(&world.app, world.account, bo.member, "/resources/site");
        assert_eq!(seen(&world, &world.admin.caller).await, []);
    }
}
