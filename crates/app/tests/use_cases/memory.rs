//! Questions that are answered from memory: never from before a change of this node, and of others' for a moment at most.

use crate::support::{NONE, RO, TICK, Who, World, worlds};
use jiff::SignedDuration;
use roster_app::{
    App, PasswordCost, Settings,
    access::check::{self, Batch, Check, Place},
    clock::SeededEntropy,
    keyring::KeyRing,
    keys::authenticate::authenticate,
};
use roster_domain::id::ResourceId;
use roster_store::sql;
use std::sync::Arc;

const MOMENT: SignedDuration = SignedDuration::from_millis(500);

/// Another node on the same database.
pub fn another_node(world: &World) -> App {
    let keys = KeyRing::new([("k1".to_owned(), vec![7; 32])]).unwrap();
    let settings = Settings { password_cost: PasswordCost::Trivial, ..Settings::new("https://roster.example.com") };
    App::new(world.app.db().clone(), world.clock.clone(), Arc::new(SeededEntropy::new(9)), keys, settings)
}

/// Whether this node says that they may look at it.
async fn may(node: &App, world: &World, who: &Who, on: ResourceId, at_least: Option<String>) -> bool {
    let check = Check { member: Some(who.member), permission: "project.view".to_owned(), place: Place::Resource(on) };
    let batch = Batch { checks: vec![check], at_least, ..Batch::default() };
    check::check(node, &who.caller, world.account, batch).await.unwrap()[0].allowed
}

#[tokio::test]
async fn a_change_is_in_force_at_once_here_and_within_a_moment_elsewhere() {
    for world in worlds().await {
        let (elsewhere, by) = (another_node(&world), world.admin.caller.clone());
        let project = world.project("Harbour").await;
        let bea = world.user("bea@example.com", &[(project, RO)]).await;
        for _ in 0..2 {
            assert!(may(&world.app, &world, &bea, project, None).await);
            assert!(may(&elsewhere, &world, &bea, project, None).await);
        }
        let taken = world.set_access(&by, bea.member, project, NONE).await.unwrap().revision.encode();
        assert!(!may(&world.app, &world, &bea, project, None).await, "here at once");
        // Nobody waits who says how new the answer has to be.
        assert!(!may(&elsewhere, &world, &bea, project, Some(taken)).await, "at least as new");
        world.set_access(&by, bea.member, project, RO).await.unwrap();
        assert!(may(&world.app, &world, &bea, project, None).await, "here at once");
        world.pass(MOMENT);
        assert!(may(&elsewhere, &world, &bea, project, None).await, "elsewhere a moment later");
    }
}

#[tokio::test]
async fn what_nobody_changed_is_remembered_for_a_moment_and_no_longer() {
    sql!(BEHIND_OUR_BACK, "delete from grants where account_id = $1");
    for world in worlds().await {
        let project = world.project("Harbour").await;
        let bea = world.user("bea@example.com", &[(project, RO)]).await;
        // Once to read it, once to see that it is remembered although it is gone.
        assert!(may(&world.app, &world, &bea, project, None).await);
        let account = world.account;
        world.write(move |tx| tx.execute(&BEHIND_OUR_BACK, &[&account])).await;
        world.pass(MOMENT - TICK);
        assert!(may(&world.app, &world, &bea, project, None).await);
        // What is remembered outlives the moment as long as no right has moved: inviting somebody moves none.
        world.invite("cem@example.com", "user", &[]).await;
        assert!(may(&world.app, &world, &bea, project, None).await);
        world.create(&world.admin.caller, "project", None, "Mill").await.unwrap();
        assert!(!may(&world.app, &world, &bea, project, None).await);
    }
}

#[tokio::test]
async fn a_revoked_key_is_dead_at_once_here_and_within_a_moment_elsewhere() {
    for world in worlds().await {
        let elsewhere = another_node(&world);
        let project = world.project("Harbour").await;
        let key = world.try_key(&world.admin.caller, &["roster.check"], None).await.unwrap().value;
        let of_admin = |caller| Who { caller, ..world.admin.clone() };
        let asking = of_admin(world.by_key(&key.secret).await.unwrap());
        for node in [&world.app, &elsewhere] {
            assert!(may(node, &world, &asking, project, None).await);
            assert!(authenticate(node, &key.secret).await.unwrap().is_some(), "from memory");
        }
        let mut wrong = key.secret.clone().into_bytes();
        let last = wrong.len() - 5;
        wrong[last] = if wrong[last] == b'A' { b'B' } else { b'A' };
        let wrong = String::from_utf8(wrong).unwrap();
        assert!(authenticate(&world.app, &wrong).await.unwrap().is_none(), "another secret");
        world.revoke(&world.admin.caller, key.key).await.unwrap();
        assert!(authenticate(&world.app, &key.secret).await.unwrap().is_none(), "here at once");
        world.pass(MOMENT);
        assert!(authenticate(&elsewhere, &key.secret).await.unwrap().is_none(), "elsewhere a moment later");
    }
}
