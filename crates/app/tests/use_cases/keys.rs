//! API keys: what a key may is what is written on it and what its member may, whenever it is used.

use crate::support::{RO, RW, TICK, days, forbidden, refusal, with_lead, worlds, worlds_of};
use roster_app::keys::list;
use roster_domain::{
    id::Id,
    refusal::{FieldProblem, Refusal},
};

#[tokio::test]
async fn a_key_may_what_is_written_on_it_and_what_its_member_may() {
    for world in worlds().await {
        let [[north, one, two], _] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[(north, RO), (two, RW)]).await;
        let (_, wide) = world.key(&bo, &["site.edit", "project.view"]).await;
        let (_, narrow) = world.key(&bo, &["site.view"]).await;
        assert_eq!(world.may(&wide, one).await, ["site.view"], "the member may no more");
        assert_eq!(world.may(&wide, two).await, ["site.view", "site.edit"]);
        assert_eq!(world.may(&narrow, two).await, ["site.view"], "the key may no more");
        assert!(world.may(&narrow, north).await.is_empty());
        assert_eq!(world.sees(&narrow, "site").await, ["North one", "North two"]);
        assert!(world.sees(&narrow, "project").await.is_empty());
        assert_eq!(refusal(world.rename(&narrow, two, "x").await), forbidden("site.edit"));
        world.rename(&wide, two, "x").await.unwrap();
        let refused = refusal(world.invite_lines(&wide, "x@example.com", "user", &[]).await);
        assert_eq!(refused, forbidden("roster.invite"));
        // F03: nor does a key sleep until its maker rises.
        let asleep = world.try_key(&bo.caller, &["site.edit", "roster.invite"], None).await;
        assert_eq!(refusal(asleep), Refusal::NotHeld { missing: vec!["roster.invite".to_owned()] });
        // Whatever the member gains or loses, the key gains up to its words, and loses.
        world.set_role(&world.admin.caller, bo.member, "admin").await.unwrap();
        assert_eq!(world.may(&wide, one).await, ["site.view", "site.edit"]);
        assert_eq!(world.may(&narrow, one).await, ["site.view"]);
        let (_, inviting) = world.key(&bo, &["roster.invite"]).await;
        world.invite_by(&inviting, "cy@example.com", "user", &[]).await;
        world.set_role(&world.admin.caller, bo.member, "user").await.unwrap();
        assert_eq!(world.may(&wide, one).await, ["site.view"]);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn what_a_key_does_is_told_as_the_keys_on_its_members_behalf() {
    for world in worlds().await {
        let (id, key) = world.key(&world.admin, &["project.create", "roster.invite"]).await;
        world.create(&key, "project", None, "By a key").await.unwrap();
        let event = world.log().await.pop().unwrap();
        assert_eq!((&*event.actor_kind, event.actor_id), ("key", Some(id.uuid())));
        assert_eq!(event.on_behalf_of, Some(world.admin.member.uuid()));
        refusal(world.set_role(&key, world.admin.member, "user").await);
        let event = world.log().await.pop().unwrap();
        assert_eq!((&*event.kind, &*event.actor_kind), ("attempt_denied", "key"));
        let bo = world.invite_by(&key, "bo@example.com", "user", &[]).await;
        assert_eq!(world.line(bo).await.invitation.unwrap().invited_by, Some(world.admin.member));
    }
}

#[tokio::test]
async fn a_key_dies_to_the_millisecond_when_revoked_and_with_its_member() {
    for world in worlds().await {
        let until = world.now() + days(1);
        let made = world.try_key(&world.admin.caller, &["site.view"], Some(until)).await.unwrap().value;
        let key = world.by_key(&made.secret).await.unwrap();
        world.pass(days(1) - TICK);
        assert!(world.by_key(&made.secret).await.is_some());
        world.pass(TICK);
        assert!(world.by_key(&made.secret).await.is_none());
        // Also whoever was let in a moment before.
        let refused = refusal(world.create(&key, "project", None, "x").await);
        assert_eq!(refused, Refusal::NotSignedIn);

        let made = world.try_key(&world.admin.caller, &["project.create"], None).await.unwrap().value;
        let key = world.by_key(&made.secret).await.unwrap();
        world.revoke(&world.admin.caller, made.key).await.unwrap();
        assert!(world.by_key(&made.secret).await.is_none());
        assert_eq!(refusal(world.create(&key, "project", None, "x").await), Refusal::NotSignedIn);
        let seq = world.seq().await;
        world.revoke(&world.admin.caller, made.key).await.unwrap();
        assert_eq!(world.seq().await, seq, "revoked once");

        let site = world.two_projects().await[0][1];
        let bo = world.user("bo@example.com", &[(site, RW)]).await;
        let made = world.try_key(&bo.caller, &["site.edit"], None).await.unwrap().value;
        let key = world.by_key(&made.secret).await.unwrap();
        assert!(!world.may(&key, site).await.is_empty());
        world.delete(&world.admin.caller, bo.member).await.unwrap();
        assert!(world.by_key(&made.secret).await.is_none());
        assert_eq!(refusal(world.rename(&key, site, "x").await), Refusal::NotSignedIn);
        // It stays dead when its member is back.
        world.send_again(&world.admin.caller, bo.member).await.unwrap();
        world.accept_as(&bo).await.unwrap();
        assert!(world.by_key(&made.secret).await.is_none());
    }
}

#[tokio::test]
async fn a_key_is_good_in_its_account_only_and_uncut() {
    for world in worlds().await {
        let other = world.beside("Elsewhere", "zed@example.com").await;
        let made = world.try_key(&world.admin.caller, &["project.create"], None).await.unwrap().value;
        let key = world.by_key(&made.secret).await.unwrap();
        assert_eq!(refusal(other.create(&key, "project", None, "x").await), Refusal::NotFound);
        let secret = &made.secret;
        let wrong = [
            secret[..secret.len() - 1].to_owned(),
            format!("{secret}A"),
            secret.replace("rsk_", ""),
            format!("{}AAAA", &secret[..secret.len() - 4]),
            String::new(),
        ];
        for bearer in wrong {
            assert!(world.by_key(&bearer).await.is_none(), "{bearer}");
        }
    }
}

#[tokio::test]
async fn keys_are_ones_own_and_those_who_manage_them_see_all() {
    for world in worlds().await {
        let bo = world.user("bo@example.com", &[]).await;
        let (theirs, _) = world.key(&bo, &["site.view"]).await;
        let (anns, _) = world.key(&world.admin, &["site.view"]).await;
        let listed = |by: &crate::support::Who| {
            let (app, by, account) = (world.app.clone(), by.caller.clone(), world.account);
            async move {
                let rows = list::list(&app, &by, account, None, 10).await.unwrap();
                rows.into_iter().map(|row| row.key).collect::<Vec<_>>()
            }
        };
        assert_eq!(listed(&bo).await, [theirs]);
        let mut both = [theirs, anns];
        both.sort_unstable();
        assert_eq!(listed(&world.admin).await, both);
        assert_eq!(refusal(world.revoke(&bo.caller, anns).await), Refusal::NotFound);
        world.revoke(&world.admin.caller, theirs).await.unwrap();
        assert_eq!(world.log().await.pop().unwrap().kind, "key_revoked");
    }
}

#[tokio::test]
async fn a_key_without_sense_is_refused_with_its_fields() {
    for world in worlds().await {
        let by = &world.admin.caller;
        let unknown = FieldProblem::new("/permissions/1", "unknown_permission").with("value", "site.fly");
        let refused = refusal(world.try_key(by, &["site.view", "site.fly"], None).await);
        assert_eq!(refused, Refusal::Invalid(vec![unknown]));
        assert_eq!(refusal(world.try_key(by, &[], None).await), Refusal::field("/permissions", "empty"));
        let refused = refusal(world.try_key(by, &["site.view"], Some(world.now())).await);
        assert_eq!(refused, Refusal::field("/expires_at", "in_the_past"));
    }
}

#[tokio::test]
async fn whoever_manages_keys_reaches_no_higher_than_their_rank() {
    let model = with_lead().replace(
        "\"roster.restore_members\",\n]\nedits",
        "\"roster.restore_members\", \"roster.manage_keys\",\n]\nedits",
    );
    assert!(model.contains("\"roster.manage_keys\",\n]\nedits"));
    for world in worlds_of(&model).await {
        let lea = world.join("lea@example.com", "lead", &[]).await;
        let bo = world.user("bo@example.com", &[]).await;
        let (anns, ann) = world.key(&world.admin, &["site.view"]).await;
        let (bos, _) = world.key(&bo, &["site.view"]).await;
        let seq = world.seq().await;
        assert_eq!(refusal(world.revoke(&lea.caller, anns).await), Refusal::RankTooHigh { verb: "edit" });
        assert_eq!(world.kinds_after(seq).await, ["attempt_denied"]);
        assert!(list::list(&world.app, &ann, world.account, None, 10).await.is_ok(), "it still works");
        world.revoke(&lea.caller, bos).await.unwrap();
        world.revoke(&world.admin.caller, anns).await.unwrap();
    }
}
