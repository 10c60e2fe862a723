//! What would come back with somebody who is out, before it is asked for (C06, F03).

use crate::support::{RO, RW, World, days, preset, refusal, with_lead, worlds, worlds_of};
use roster_app::{
    Caller, Outcome,
    jobs::ask::Which,
    members::restore_preview::{ComingBack, Fate, preview, preview_many},
};
use roster_domain::{id::MemberId, refusal::Refusal};

impl World {
    async fn coming_back(&self, by: &Caller, member: MemberId) -> Outcome<ComingBack> {
        preview(&self.app, by, self.account, member).await
    }
}

fn access(back: &ComingBack) -> Vec<(&str, &str, Fate)> {
    back.access.iter().map(|thing| (thing.name.as_str(), thing.given.id(), thing.fate)).collect()
}

#[tokio::test]
async fn c06_what_comes_back_is_seen_before_and_is_what_comes_back() {
    for world in worlds().await {
        let ann = world.admin.caller.clone();
        let [[_, one, two], [_, other, _]] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[(one, RW), (two, RO)]).await;
        world.give_until(&ann, bo.member, other, RO, days(1)).await.unwrap();
        // Who is in doesn't come back.
        assert_eq!(refusal(world.coming_back(&ann, bo.member).await), Refusal::WrongState { state: "active" });
        world.delete(&ann, bo.member).await.unwrap();
        world.pass(days(1));
        world.delete_resource(&ann, two).await.unwrap();
        let back = world.coming_back(&ann, bo.member).await.unwrap();
        assert_eq!((back.status, back.refusal.clone()), ("invited", None));
        assert_eq!(back.roles.iter().map(|role| (&*role.id, role.fate)).collect::<Vec<_>>(), [("user", Fate::Back)]);
        assert_eq!(access(&back), [("North one", RW, Fate::Back), ("South one", RO, Fate::Over)]);
        assert_eq!(back.lost, [("site".to_owned(), "North two".to_owned())]);
        world.restore(&ann, bo.member).await.unwrap();
        world.accept_as(&bo).await.unwrap();
        assert!(!world.may(&bo.caller, one).await.is_empty());
        assert!(world.may(&bo.caller, other).await.is_empty());
        // They are back, and what is gone is not told again.
        world.delete(&ann, bo.member).await.unwrap();
        assert!(world.coming_back(&ann, bo.member).await.unwrap().lost.is_empty());
    }
}

#[tokio::test]
async fn c06_f03_what_the_one_who_looks_may_not_give_is_named() {
    for world in worlds_of(&with_lead()).await {
        let ann = world.admin.caller.clone();
        let [[_, one, _], [_, other, _]] = world.two_projects().await;
        let lead = world.join("lee@example.com", "lead", &[(one, RO)]).await;
        let bo = world.user("bo@example.com", &[(one, RW), (other, RO)]).await;
        world.delete(&ann, bo.member).await.unwrap();
        let back = world.coming_back(&lead.caller, bo.member).await.unwrap();
        // What they don't see has no name.
        assert_eq!(access(&back), [("North one", RW, Fate::NotYours), ("", RO, Fate::NotYours)]);
        assert!(matches!(back.refusal, Some(Refusal::NotHeld { .. })), "{:?}", back.refusal);
        assert_eq!(back.refusal, Some(refusal(world.restore(&lead.caller, bo.member).await)));
        let una = world.user("una@example.com", &[]).await;
        assert_eq!(
            refusal(world.coming_back(&una.caller, bo.member).await),
            Refusal::Forbidden { permission: "roster.restore_members".to_owned() }
        );
        let admins = world.coming_back(&ann, bo.member).await.unwrap();
        assert_eq!(admins.refusal, None);
        assert!(admins.access.iter().all(|thing| thing.fate == Fate::Back));
    }
}

#[tokio::test]
async fn c06_what_the_model_lost_meanwhile_is_named() {
    for world in worlds_of(preset()).await {
        let ann = world.admin.caller.clone();
        let bo = world.user("bo@example.com", &[]).await;
        world.delete(&ann, bo.member).await.unwrap();
        roster_store::sql!(GONE, "update member_roles set role = 'gone' where account_id = $1 and role = 'user'");
        assert_eq!(world.tamper(&GONE).await, 1);
        let back = world.coming_back(&ann, bo.member).await.unwrap();
        assert_eq!(back.roles[0].fate, Fate::Gone);
        assert_eq!(back.refusal, Some(refusal(world.restore(&ann, bo.member).await)));
    }
}

#[tokio::test]
async fn c06_of_many_it_is_told_who_does_not_come_back_and_who_with_less() {
    for world in worlds_of(&with_lead()).await {
        let ann = world.admin.caller.clone();
        let [[_, one, two], [_, other, _]] = world.two_projects().await;
        let lead = world.join("lee@example.com", "lead", &[(one, RW), (two, RW)]).await;
        let bo = world.user("bo@example.com", &[(one, RO), (two, RO)]).await;
        let cy = world.user("cy@example.com", &[(other, RO)]).await;
        let di = world.user("di@example.com", &[]).await;
        for who in [&bo, &cy] {
            world.delete(&ann, who.member).await.unwrap();
        }
        world.delete_resource(&ann, two).await.unwrap();
        let which = || Which::Members(vec![bo.member, cy.member, di.member]);
        let back = preview_many(&world.app, &lead.caller, world.account, which()).await.unwrap();
        assert_eq!(back.looked_at, 3);
        let mut refused: Vec<_> = back.refused.iter().map(|(member, _, why)| (*member, why.code())).collect();
        refused.sort();
        let mut expected = vec![(cy.member, "not_held"), (di.member, "wrong_state")];
        expected.sort();
        assert_eq!(refused, expected);
        assert_eq!(back.lost, [(bo.member, "bo".to_owned(), vec!["North two".to_owned()])]);
        let refused = refusal(preview_many(&world.app, &di.caller, world.account, which()).await);
        assert_eq!(refused.code(), "forbidden");
    }
}
