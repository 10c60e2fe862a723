//! Keys of the account: fixed when they are made, within their maker's rights and rank, and alive without them.

use crate::support::{
    RO, RW, TICK, World, days, forbidden, preset, refusal, with_acting, with_lead, worlds, worlds_of,
};
use roster_app::{
    Caller,
    access::check::{Batch, Check, Place, check},
    jobs, keys,
    keys::create::KeyOwner,
    members::{belongings::belongings, mails, remove},
    presence,
};
use roster_domain::{
    id::{Id, KeyId, MemberId},
    model::Leaving,
    refusal::{DeadLink, FieldProblem, Refusal},
};

/// With the permission for keys also for leads.
fn with_managing_lead() -> String {
    let model = with_lead().replace(
        "\"roster.restore_members\",\n]\nedits",
        "\"roster.restore_members\", \"roster.manage_keys\",\n]\nedits",
    );
    assert!(model.contains("\"roster.manage_keys\",\n]\nedits"));
    model
}

async fn allowed(world: &World, by: &Caller, member: MemberId, permission: &str) -> bool {
    let question = Check { member: Some(member), permission: permission.to_owned(), place: Place::Account };
    let batch = Batch { checks: vec![question], ..Batch::default() };
    check(&world.app, by, world.account, batch).await.unwrap()[0].allowed
}

#[tokio::test]
async fn f03_a_key_of_the_account_lives_on_when_its_maker_is_demoted_archived_and_gone() {
    for world in worlds().await {
        let [[north, one, _], _] = world.two_projects().await;
        let bo = world.another_admin("bo@example.com").await;
        let cy = world.another_admin("cy@example.com").await;
        let (id, key) = world.account_key(&bo, &["roster.check", "roster.read_members", "site.edit"]).await;
        let works = || async {
            assert_eq!(world.may(&key, one).await, ["site.view", "site.edit"]);
            assert!(world.may(&key, north).await.is_empty(), "nothing of a project is written on it");
            assert_eq!(world.sees(&key, "site").await.len(), 4);
            assert!(world.sees(&key, "project").await.is_empty());
            assert!(allowed(&world, &key, cy.member, "roster.invite").await);
            assert!(!allowed(&world, &key, MemberId::from_uuid(uuid::Uuid::max()), "roster.invite").await);
            world.rename(&key, one, &format!("At {}", world.seq().await)).await.unwrap();
        };
        works().await;
        world.set_role(&world.admin.caller, bo.member, "user").await.unwrap();
        works().await;
        world.delete(&world.admin.caller, bo.member).await.unwrap();
        works().await;
        // What it does is told as its own.
        let event = world.log().await.pop().unwrap();
        assert_eq!((&*event.actor_kind, event.actor_id, event.on_behalf_of), ("key", Some(id.uuid()), None));
        // Also of what is new.
        let project = world.project("South").await;
        let site = world.site(project, "South one").await;
        assert_eq!(world.may(&key, site).await, ["site.view", "site.edit"]);
        world.revoke(&world.admin.caller, id).await.unwrap();
        assert_eq!(refusal(world.rename(&key, one, "x").await), Refusal::NotSignedIn);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn f03_a_key_of_the_account_is_made_within_what_its_maker_holds() {
    for world in worlds_of(&with_managing_lead()).await {
        let [[_, one, _], _] = world.two_projects().await;
        let account = KeyOwner::Account;
        let bo = world.user("bo@example.com", &[(one, RW)]).await;
        let lea = world.join("lea@example.com", "lead", &[(one, RW)]).await;
        // Who doesn't manage keys makes none for the account, and the attempt is noted.
        let seq = world.seq().await;
        let refused = refusal(world.try_key_of(account, &bo.caller, &["site.view"], None).await);
        assert_eq!(refused, forbidden("roster.manage_keys"));
        assert_eq!(world.kinds_after(seq).await, ["attempt_denied"]);
        // What is held on one site only is not held on all of them.
        let refused = refusal(world.try_key_of(account, &lea.caller, &["roster.invite", "site.edit"], None).await);
        assert_eq!(refused, Refusal::NotHeld { missing: vec!["site.edit".to_owned()] });
        let refused = refusal(world.try_key_of(account, &lea.caller, &["roster.read_audit"], None).await);
        assert_eq!(refused, Refusal::NotHeld { missing: vec!["roster.read_audit".to_owned()] });
        let unknown = FieldProblem::new("/permissions/0", "unknown_permission").with("value", "site.fly");
        let refused = refusal(world.try_key_of(account, &lea.caller, &["site.fly"], None).await);
        assert_eq!(refused, Refusal::Invalid(vec![unknown]));
        // A key makes no key, whatever it may.
        let (_, key) = world.account_key(&world.admin, &["roster.manage_keys", "site.edit"]).await;
        for owner in [KeyOwner::Member, account] {
            assert_eq!(refusal(world.try_key_of(owner, &key, &["site.edit"], None).await), Refusal::SessionRequired);
        }
        // Nor does it outlast a role that ends.
        let end = world.now() + days(2);
        let cy = world.user("cy@example.com", &[]).await;
        world.set_role_until(&world.admin.caller, cy.member, "admin", days(2)).await.unwrap();
        let refused = refusal(world.try_key_of(account, &cy.caller, &["site.edit"], None).await);
        assert_eq!(refused, Refusal::NotHeld { missing: vec!["site.edit".to_owned()] });
        let made = world.try_key_of(account, &cy.caller, &["site.edit"], Some(end)).await.unwrap().value;
        let key = world.by_key(&made.secret).await.unwrap();
        world.pass(days(2) - TICK);
        assert_eq!(world.may(&key, one).await, ["site.view", "site.edit"]);
        world.pass(TICK);
        assert!(world.by_key(&made.secret).await.is_none());
    }
}

#[tokio::test]
async fn a_key_of_the_account_acts_on_members_with_the_rank_it_was_made_with() {
    for world in worlds_of(&with_managing_lead()).await {
        let lea = world.join("lea@example.com", "lead", &[]).await;
        let bo = world.user("bo@example.com", &[]).await;
        let (id, key) =
            world.account_key(&lea, &["roster.read_members", "roster.edit_members", "roster.manage_keys"]).await;
        let works = || async {
            world.edit(&key, bo.member, &format!("At {}", world.seq().await)).await.unwrap();
            let refused = refusal(world.edit(&key, world.admin.member, "x").await);
            assert_eq!(refused, Refusal::RankTooHigh { verb: "edit" });
        };
        works().await;
        // Higher or lower, its maker's rank moves without it.
        world.set_role(&world.admin.caller, lea.member, "admin").await.unwrap();
        works().await;
        world.set_role(&world.admin.caller, lea.member, "user").await.unwrap();
        works().await;
        assert_eq!(refusal(world.set_role(&key, bo.member, "user").await), forbidden("roster.change_roles"));
        // Nobody revokes what stands above them; who stands as high does.
        let (high, _) = world.account_key(&world.admin, &["site.view"]).await;
        assert_eq!(refusal(world.revoke(&key, high).await), Refusal::RankTooHigh { verb: "edit" });
        assert_eq!(refusal(world.revoke(&bo.caller, id).await), Refusal::NotFound);
        assert_eq!(refusal(world.revoke(&lea.caller, id).await), Refusal::NotFound, "its maker manages keys no more");
        world.another_admin("cy@example.com").await;
        world.revoke(&world.admin.caller, id).await.unwrap();
    }
}

#[tokio::test]
async fn what_takes_a_member_is_refused_to_a_key_of_the_account() {
    for world in worlds().await {
        let (app, account) = (&world.app, world.account);
        let (own, key) =
            world.account_key(&world.admin, &["roster.read_members", "roster.remove_members", "roster.check"]).await;
        let no = Refusal::NeedsMember;
        assert_eq!(refusal(mails::mails(app, &key, account).await), no);
        assert_eq!(refusal(mails::set_mails(app, &key, account, Vec::new()).await), no);
        assert_eq!(refusal(presence::online(app, &key, account).await), no);
        // Of keys and jobs of others it learns nothing without the permission; of itself it does.
        let (other, _) = world.key(&world.admin, &["site.view"]).await;
        assert_eq!(refusal(keys::list::list(app, &key, account, None, 10).await), no);
        assert_eq!(refusal(keys::show::show(app, &key, account, other).await), Refusal::NotFound);
        assert_eq!(keys::show::show(app, &key, account, own).await.unwrap().key, own);
        let bo = world.user("bo@example.com", &[]).await;
        let job = world.ask(&key, jobs::Deed::Delete, &[bo.member]).await.unwrap().value.job;
        assert_eq!(jobs::show::show(app, &key, account, job).await.unwrap().done, 1);
        assert_eq!(refusal(jobs::show::list(app, &key, account, None, 10).await), no);
        let (_, second) = world.account_key(&world.admin, &["roster.read_members"]).await;
        assert_eq!(refusal(jobs::show::show(app, &second, account, job).await), Refusal::NotFound);
        assert_eq!(refusal(world.leave(&key, None).await), Refusal::NotFound);
        world.revoke(&key, own).await.unwrap();
        assert_eq!(refusal(presence::online(app, &key, account).await), Refusal::NotSignedIn);
    }
}

#[tokio::test]
async fn f03_what_a_key_of_the_account_offered_is_asked_again_when_it_is_accepted() {
    for world in worlds().await {
        let [[_, one, two], _] = world.two_projects().await;
        let written = ["roster.invite", "roster.change_access", "project.view", "site.view"];
        let (id, key) = world.account_key(&world.admin, &written).await;
        let refused = refusal(world.invite_lines(&key, "ada@example.com", "admin", &[]).await);
        assert!(matches!(refused, Refusal::NotHeld { .. }), "{refused:?}");
        let refused = refusal(world.invite_lines(&key, "ada@example.com", "user", &[(one, RW)]).await);
        assert!(matches!(refused, Refusal::NotHeld { .. }), "{refused:?}");
        world.invite_by(&key, "ada@example.com", "user", &[(one, RO), (two, RO)]).await;
        world.invite_by(&key, "bea@example.com", "user", &[(one, RO)]).await;
        let ada = world.accept("ada@example.com").await;
        assert_eq!(world.may(&ada.caller, two).await, ["site.view"]);
        world.revoke(&world.admin.caller, id).await.unwrap();
        let refused = refusal(world.try_accept("bea@example.com").await);
        assert_eq!(refused, Refusal::DeadLink(DeadLink::Lapsed));
    }
}

#[tokio::test]
async fn f17_whoever_is_put_out_leaves_keys_of_the_account_that_can_be_revoked_with_it() {
    for world in worlds().await {
        let (app, account, admin) = (&world.app, world.account, &world.admin.caller);
        let bo = world.another_admin("bo@example.com").await;
        let (first, _) = world.account_key(&bo, &["roster.check"]).await;
        let (second, kept) = world.account_key(&bo, &["project.create"]).await;
        let (anns, _) = world.account_key(&world.admin, &["roster.check"]).await;
        let (_, own) = world.key(&bo, &["roster.check"]).await;
        let owns = belongings(app, admin, account, bo.member).await.unwrap();
        let listed: Vec<KeyId> = owns.account_keys.iter().map(|key| key.key).collect();
        let mut both = [first, second];
        both.sort_unstable();
        assert_eq!((listed.as_slice(), owns.keys), (both.as_slice(), 1));
        world.set_role(admin, bo.member, "user").await.unwrap();
        let out = |keys: Vec<KeyId>| {
            let estate = remove::Estate { hand_over_to: None, revoke_keys: keys };
            remove::remove(app, admin, account, bo.member, Leaving::Delete, estate)
        };
        let seq = world.seq().await;
        let refused = refusal(out(vec![first, anns]).await);
        assert_eq!(refused, Refusal::field("/revoke_keys/1", "unknown_key"));
        assert_eq!(world.seq().await, seq, "all or nothing");
        out(vec![first]).await.unwrap();
        assert_eq!(world.kinds_after(seq).await, ["key_revoked", "member_deleted"]);
        world.create(&kept, "project", None, "By the key that stays").await.unwrap();
        assert_eq!(refusal(world.create(&own, "project", None, "x").await), Refusal::NotSignedIn);
        let revoked =
            |key| async move { keys::show::show(app, admin, account, key).await.unwrap().revoked_at.is_some() };
        assert_eq!((revoked(first).await, revoked(second).await, revoked(anns).await), (true, false, false));
    }
}

#[tokio::test]
async fn nobody_makes_a_key_of_the_account_as_somebody_else() {
    for world in worlds_of(&with_acting(preset())).await {
        let bo = world.user("bo@example.com", &[]).await;
        let acting = world.act_as(&world.admin.caller, bo.member).await.unwrap();
        let refused = refusal(world.try_key_of(KeyOwner::Account, &acting, &["site.view"], None).await);
        assert_eq!(refused, Refusal::NotWhileActing);
    }
}
