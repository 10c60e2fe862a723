//! Nobody can lock an account out (F02): on every path there is, also against two requests at the same moment.

use crate::support::{Who, World, minutes, preset, refusal, worlds, worlds_of};
use roster_app::Failure;
use roster_domain::refusal::Refusal;
use roster_store::members;
use std::sync::Arc;

#[tokio::test]
async fn f02_the_only_admin_cannot_stop_being_one() {
    for world in worlds().await {
        let ann = world.admin.clone();
        // Who is only invited, or has another role, does not count.
        world.invite("bo@example.com", "admin", &[]).await;
        world.user("cy@example.com", &[]).await;
        let seq = world.seq().await;
        assert_eq!(refusal(world.set_role(&ann.caller, ann.member, "user").await), Refusal::LastKeeper);
        // Nothing is done, and the log tells of the attempt.
        assert_eq!(world.kinds_after(seq).await, ["attempt_denied"]);
        assert_eq!(world.line(ann.member).await.roles, ["admin"]);
        assert_eq!(refusal(world.delete(&ann.caller, ann.member).await), Refusal::NotYourself);

        world.accept("bo@example.com").await;
        world.set_role(&ann.caller, ann.member, "user").await.unwrap();
        let keepers = keepers(&world).await;
        assert_eq!(keepers, 1);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn f02_a_key_cannot_do_it_either() {
    for world in worlds().await {
        let all = ["roster.change_roles", "roster.edit_members", "roster.remove_members"];
        let (_, key) = world.key(&world.admin, &all).await;
        assert_eq!(refusal(world.set_role(&key, world.admin.member, "user").await), Refusal::LastKeeper);
        let bo = world.another_admin("bo@example.com").await;
        world.set_role(&key, world.admin.member, "user").await.unwrap();
        let (_, key) = world.key(&bo, &all).await;
        assert_eq!(refusal(world.set_role(&key, bo.member, "user").await), Refusal::LastKeeper);
    }
}

#[tokio::test]
async fn f02_before_the_first_admin_has_joined_nobody_is_missed() {
    use crate::support::operator;
    use roster_app::accounts::create::{self, CreateAccount};
    for world in worlds().await {
        let input = CreateAccount {
            name: "New".to_owned(),
            model: preset().to_owned(),
            admin: "new@example.com".to_owned(),
            mail: true,
        };
        create::create(&world.app, &operator(), input).await.unwrap();
        assert_eq!(world.sent().await, [("invitation", "new@example.com".to_owned())]);
        world.pass(world.model.invitation().valid_for);
        assert_eq!(world.sweep().await, 1);
    }
}

async fn keepers(world: &World) -> usize {
    let (account, at) = (world.account, world.now().as_millisecond());
    let role = world.model[world.model.founder_role()].id.to_string();
    world.read(move |tx| members::keepers(tx, account, &role, at, 100)).await.len()
}

/// What one of two wants to do at the same moment as the other.
#[derive(Clone, Copy, Debug)]
enum Wish {
    DemoteOther,
    DemoteSelf,
    DeleteOther,
}

/// Both at once, and whether each was done. Whoever was too late is told why.
async fn at_once(world: &Arc<World>, [one, two]: [&Who; 2], wishes: [Wish; 2]) -> [bool; 2] {
    let start = |me: &Who, other: &Who, wish| {
        let (world, me, other) = (world.clone(), me.clone(), other.member);
        tokio::spawn(async move {
            match wish {
                Wish::DemoteOther => world.set_role(&me.caller, other, "user").await.map(|_| ()),
                Wish::DemoteSelf => world.set_role(&me.caller, me.member, "user").await.map(|_| ()),
                Wish::DeleteOther => world.delete(&me.caller, other).await.map(|_| ()),
            }
        })
    };
    let (one, two) = (start(one, two, wishes[0]), start(two, one, wishes[1]));
    [one.await.unwrap(), two.await.unwrap()].map(|outcome| match outcome {
        Ok(()) => true,
        Err(Failure::Refused(Refusal::LastKeeper | Refusal::Forbidden { .. } | Refusal::NotFound)) => false,
        Err(other) => panic!("{other:?}"),
    })
}

/// Brings back whoever lost the role or their place.
async fn bring_back(world: &World, admins: [&Who; 2]) {
    // One is not invited again more than a few times an hour.
    world.pass(minutes(60));
    for who in admins {
        let roles = world.row(who.member).await;
        let by = if who.member == admins[0].member { admins[1] } else { admins[0] };
        if roles.status == "deleted" {
            world.send_again(&by.caller, who.member).await.unwrap();
            world.accept_as(who).await.unwrap();
        }
        if keepers(world).await < 2 {
            // Only one of the two may do this; for the other it is refused.
            let _ = world.set_role(&by.caller, who.member, "admin").await;
        }
    }
    assert_eq!(keepers(world).await, 2);
}

async fn fifty_rounds(world: World, wishes: [Wish; 2]) {
    let world = Arc::new(world);
    let (ann, bo) = (world.admin.clone(), world.another_admin("bo@example.com").await);
    for round in 0..50 {
        let done = at_once(&world, [&ann, &bo], wishes).await;
        let what = format!("{wishes:?} in round {round} on {:?}: {done:?}", world.engine());
        assert_eq!(done.iter().filter(|done| **done).count(), 1, "{what}");
        assert_eq!(keepers(&world).await, 1, "{what}");
        bring_back(&world, [&ann, &bo]).await;
    }
    world.assert_whole().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f02_two_admins_who_demote_each_other_at_the_same_moment_leave_one() {
    for world in worlds().await {
        fifty_rounds(world, [Wish::DemoteOther; 2]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f02_two_admins_who_step_down_at_the_same_moment_leave_one() {
    for world in worlds().await {
        fifty_rounds(world, [Wish::DemoteSelf; 2]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f02_two_admins_who_delete_each_other_at_the_same_moment_leave_one() {
    // As in the model under test, but that admins can be deleted as they are.
    let model = preset().replace("remove_only = [\"user\"]", "");
    for world in worlds_of(&model).await {
        fifty_rounds(world, [Wish::DeleteOther, Wish::DeleteOther]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f02_one_who_steps_down_while_being_deleted_leaves_the_other() {
    let model = preset().replace("remove_only = [\"user\"]", "");
    for world in worlds_of(&model).await {
        let world = Arc::new(world);
        let (ann, bo) = (world.admin.clone(), world.another_admin("bo@example.com").await);
        for _ in 0..20 {
            at_once(&world, [&ann, &bo], [Wish::DemoteSelf, Wish::DeleteOther]).await;
            assert!(keepers(&world).await >= 1);
            bring_back(&world, [&ann, &bo]).await;
        }
    }
}

#[tokio::test]
async fn f25_only_the_one_who_alone_keeps_the_account_is_told() {
    use roster_app::accounts::enter::enter;
    for world in worlds().await {
        let alone = async |who: &Who| enter(&world.app, &who.caller, world.account).await.unwrap().alone;
        let cy = world.user("cy@example.com", &[]).await;
        assert_eq!((alone(&world.admin).await, alone(&cy).await), (true, false));
        // Who is only invited is no second yet.
        world.invite("bo@example.com", "admin", &[]).await;
        assert!(alone(&world.admin).await);
        let bo = world.accept("bo@example.com").await;
        assert_eq!((alone(&world.admin).await, alone(&bo).await), (false, false));
        // Nor is one whose role ends by itself.
        world.set_role_until(&world.admin.caller, bo.member, "admin", minutes(30)).await.unwrap();
        assert_eq!((alone(&world.admin).await, alone(&bo).await), (true, false));
        world.assert_whole().await;
    }
}
