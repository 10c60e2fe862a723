//! Nobody gives what they do not hold, or acts on someone beyond their rank (F03): on every path, and with keys.

use crate::support::{NONE, RO, RW, TICK, World, days, refusal, with_lead, worlds, worlds_of};
use roster_domain::refusal::{DeadLink, Refusal};

fn not_held(missing: &[&str]) -> Refusal {
    Refusal::NotHeld { missing: missing.iter().map(|id| (*id).to_owned()).collect() }
}

fn too_high(verb: &'static str) -> Refusal {
    Refusal::RankTooHigh { verb }
}

fn not_assignable(role: &str) -> Refusal {
    Refusal::RoleNotAssignable { role: role.to_owned() }
}

const ALL_RW: [&str; 5] = ["project.view", "project.edit", "site.create", "site.view", "site.edit"];

async fn denied(world: &World) -> usize {
    world.log().await.iter().filter(|event| event.kind == "attempt_denied").count()
}

#[tokio::test]
async fn f03_an_invitation_offers_no_more_than_the_inviter_holds() {
    for world in worlds_of(&with_lead()).await {
        let [[north, one, two], _] = world.two_projects().await;
        let lead = world.join("lead@example.com", "lead", &[(one, RO), (two, RW)]).await;
        let before = denied(&world).await;
        for (role, access, expected) in [
            ("admin", vec![], not_assignable("admin")),
            ("user", vec![(one, RW)], not_held(&["site.edit"])),
            ("user", vec![(two, RW), (one, RW)], not_held(&["site.edit"])),
            ("lead", vec![(one, RW)], not_held(&["site.edit"])),
            ("user", vec![(north, RO)], Refusal::field("/access/0/resource", "unknown_resource")),
        ] {
            let refused = refusal(world.invite_lines(&lead.caller, "x@example.com", role, &access).await);
            assert_eq!(refused, expected, "{role} {access:?}");
        }
        assert!(world.addresses(Some("invited")).await.is_empty());
        // One event for each thing that was tried, at most one a minute.
        assert_eq!(denied(&world).await - before, 2);
        world.invite_by(&lead.caller, "bo@example.com", "lead", &[(one, RO), (two, RW)]).await;
        world.invite_by(&lead.caller, "cy@example.com", "user", &[(one, NONE), (two, RO)]).await;
        let bo = world.accept("bo@example.com").await;
        assert_eq!(world.may(&bo.caller, two).await, ["site.view", "site.edit"]);
    }
}

#[tokio::test]
async fn f03_what_the_inviter_lost_meanwhile_is_not_given_at_acceptance() {
    for world in worlds_of(&with_lead()).await {
        let [[_, one, _], _] = world.two_projects().await;
        let lead = world.join("lead@example.com", "lead", &[(one, RW)]).await;
        for (email, level) in [("bo@example.com", RW), ("cy@example.com", RO)] {
            world.invite_by(&lead.caller, email, "user", &[(one, level)]).await;
        }
        let link = world.link_to("bo@example.com").await;
        world.set_access(&world.admin.caller, lead.member, one, RO).await.unwrap();
        let refused = refusal(world.accept_link(&link, "bo@example.com").await);
        assert_eq!(refused, Refusal::DeadLink(DeadLink::Lapsed));
        let cy = world.accept("cy@example.com").await;
        assert_eq!(world.may(&cy.caller, one).await, ["site.view"]);
        // Had again, given again.
        world.set_access(&world.admin.caller, lead.member, one, RW).await.unwrap();
        world.accept_link(&link, "bo@example.com").await.unwrap();
    }
}

#[tokio::test]
async fn f03_access_is_given_within_ones_own() {
    for world in worlds_of(&with_lead()).await {
        let [[north, one, two], [south, ..]] = world.two_projects().await;
        let lead = world.join("lead@example.com", "lead", &[(north, RO), (two, RW)]).await;
        let bo = world.user("bo@example.com", &[(one, RO), (south, RW)]).await;
        let set = |level: &'static str, on| world.set_access(&lead.caller, bo.member, on, level);
        assert_eq!(refusal(set(RW, one).await), not_held(&["site.edit"]));
        assert_eq!(refusal(set(RW, north).await), not_held(&["project.edit", "site.create"]));
        assert_eq!(refusal(set(RO, south).await), Refusal::field("/access/0/resource", "unknown_resource"));
        assert_eq!(world.access(bo.member).await, ["North one: read_only", "South: read_write"]);
        set(RW, two).await.unwrap();
        set("", one).await.unwrap();
        set(RO, north).await.unwrap();
        // Not to themself, and not to those above or beside.
        let own = world.set_access(&lead.caller, lead.member, one, RW).await;
        assert_eq!(refusal(own), too_high("edit"));
        let above = world.set_access(&lead.caller, world.admin.member, one, RO).await;
        assert_eq!(refusal(above), too_high("edit"));
    }
}

#[tokio::test]
async fn f03_a_nearer_level_that_goes_away_gives_what_lies_above_it() {
    for world in worlds_of(&with_lead()).await {
        let [[north, one, two], _] = world.two_projects().await;
        let lead = world.join("lead@example.com", "lead", &[(north, RO), (two, RW)]).await;
        let bo = world.user("bo@example.com", &[(north, RW), (one, NONE), (two, RO)]).await;
        // Taking "no access" away is giving Read-Write, which the lead does not hold there.
        let refused = refusal(world.set_access(&lead.caller, bo.member, one, "").await);
        assert_eq!(refused, not_held(&["site.edit"]));
        assert!(world.may(&bo.caller, one).await.is_empty());
        // On the other site they hold it.
        world.set_access(&lead.caller, bo.member, two, "").await.unwrap();
        assert_eq!(world.may(&bo.caller, two).await, ["site.view", "site.edit"]);
        world.set_access(&lead.caller, bo.member, one, RO).await.unwrap();
        world.set_access(&world.admin.caller, bo.member, one, "").await.unwrap();
        assert_eq!(world.may(&bo.caller, one).await, ["site.view", "site.edit"]);
    }
}

#[tokio::test]
async fn f03_roles_are_given_up_to_ones_own_rank_to_those_below() {
    for world in worlds_of(&with_lead()).await {
        let lead = world.join("lead@example.com", "lead", &[]).await;
        let other = world.join("other@example.com", "lead", &[]).await;
        let bo = world.user("bo@example.com", &[]).await;
        let set = |member, role: &'static str| world.set_role(&lead.caller, member, role);
        assert_eq!(refusal(set(bo.member, "admin").await), not_assignable("admin"));
        assert_eq!(refusal(set(world.admin.member, "user").await), too_high("edit"));
        assert_eq!(refusal(set(other.member, "user").await), too_high("edit"));
        assert_eq!(refusal(set(lead.member, "admin").await), too_high("edit"));
        let refused = refusal(world.edit(&lead.caller, world.admin.member, "x").await);
        assert_eq!(refused, too_high("edit"));
        set(bo.member, "lead").await.unwrap();
        assert_eq!(refusal(set(bo.member, "user").await), too_high("edit"));
    }
}

#[tokio::test]
async fn f03_people_are_removed_only_below_ones_own_rank() {
    for world in worlds_of(&with_lead()).await {
        let lead = world.join("lead@example.com", "lead", &[]).await;
        let other = world.join("other@example.com", "lead", &[]).await;
        let bo = world.user("bo@example.com", &[]).await;
        for member in [world.admin.member, other.member] {
            assert_eq!(refusal(world.delete(&lead.caller, member).await), too_high("remove"));
        }
        assert_eq!(refusal(world.delete(&lead.caller, lead.member).await), Refusal::NotYourself);
        world.delete(&lead.caller, bo.member).await.unwrap();
        // An offer above one's own rank is not one's own to take back or to repeat.
        let cy = world.invite("cy@example.com", "admin", &[]).await;
        assert_eq!(refusal(world.withdraw(&lead.caller, cy).await), too_high("edit"));
        assert_eq!(refusal(world.send_again(&lead.caller, cy).await), too_high("edit"));
    }
}

#[tokio::test]
async fn f03_sending_again_is_giving_all_of_it_anew() {
    for world in worlds_of(&with_lead()).await {
        let [[_, one, two], _] = world.two_projects().await;
        let lead = world.join("lead@example.com", "lead", &[(one, RO), (two, RW)]).await;
        let waiting = world.invite("bo@example.com", "user", &[(one, RW)]).await;
        let former = world.user("cy@example.com", &[(one, RW), (two, RW)]).await;
        world.delete(&world.admin.caller, former.member).await.unwrap();
        world.pass(days(1));
        for member in [waiting, former.member] {
            assert_eq!(refusal(world.send_again(&lead.caller, member).await), not_held(&["site.edit"]));
        }
        world.pass(world.model.invitation().valid_for - days(1));
        assert_eq!(refusal(world.send_again(&lead.caller, waiting).await), not_held(&["site.edit"]));
        assert_eq!(world.line(waiting).await.status, "expired");
        world.set_access(&world.admin.caller, lead.member, one, RW).await.unwrap();
        for member in [waiting, former.member] {
            world.send_again(&lead.caller, member).await.unwrap();
        }
        world.pass(world.model.invitation().valid_for - TICK);
        world.accept("bo@example.com").await;
    }
}

#[tokio::test]
async fn f03_a_key_gives_no_more_than_is_written_on_it() {
    for world in worlds().await {
        let [[_, one, _], _] = world.two_projects().await;
        let (_, key) = world
            .key(&world.admin, &["roster.invite", "roster.change_access", "roster.change_roles", "site.view"])
            .await;
        let refused = refusal(world.invite_lines(&key, "x@example.com", "user", &[(one, RW)]).await);
        let Refusal::NotHeld { missing } = refused else { panic!("{refused:?}") };
        assert!(missing.iter().all(|id| ALL_RW.contains(&&**id)) && missing.contains(&"site.edit".to_owned()));
        let refused = refusal(world.invite_lines(&key, "x@example.com", "admin", &[]).await);
        assert!(matches!(refused, Refusal::NotHeld { .. }), "{refused:?}");
        world.invite_by(&key, "bo@example.com", "user", &[(one, NONE)]).await;
        let bo = world.accept("bo@example.com").await;
        assert!(matches!(refusal(world.set_access(&key, bo.member, one, RW).await), Refusal::NotHeld { .. }));
        assert!(matches!(refusal(world.set_role(&key, bo.member, "admin").await), Refusal::NotHeld { .. }));
        assert_eq!(world.access(bo.member).await, ["North one: none"]);
        // What was given by other hands is not given by taking something else away.
        world.set_access(&world.admin.caller, bo.member, one, RW).await.unwrap();
        world.set_access(&key, bo.member, one, "").await.unwrap();
        assert!(world.access(bo.member).await.is_empty());
    }
}

#[tokio::test]
async fn f03_a_key_makes_no_key_and_ends_none_but_itself() {
    for world in worlds().await {
        let made = world.try_key(&world.admin.caller, &["roster.invite", "site.edit"], None).await.unwrap();
        let key = world.by_key(&made.value.secret).await.unwrap();
        // Else what leaked once would outlive its being revoked.
        assert_eq!(refusal(world.try_key(&key, &["site.edit"], None).await), Refusal::SessionRequired);
        let (other, _) = world.key(&world.admin, &["roster.invite"]).await;
        assert_eq!(refusal(world.revoke(&key, other).await), Refusal::NotFound);
        world.revoke(&key, made.value.key).await.unwrap();
        assert!(world.by_key(&made.value.secret).await.is_none());
    }
}
