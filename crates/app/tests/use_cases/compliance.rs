//! D03: the compliance status belongs to the account, all its members see it, and permissions may ask for one.

use crate::{
    credits::SHARING,
    support::{Who, World, forbidden, having_seen, preset_of, refusal, worlds, worlds_of},
};
use roster_app::{
    Caller, Done, Outcome,
    access::{
        check::{Batch, Check, Place, check},
        reachers::{Reachers, reachers},
    },
    accounts,
    compliance::{set, show},
};
use roster_domain::{permission::RosterPermission, refusal::Refusal};

const ORDER: &str = "data.order_restricted";

impl World {
    async fn set_compliance(&self, by: &Caller, status: &str, note: &str) -> Outcome<Done<i64>> {
        set::set(&self.app, by, self.account, status.to_owned(), note.to_owned()).await
    }

    async fn may_order(&self, who: &Who) -> bool {
        let here = accounts::enter::enter(&self.app, &who.caller, self.account).await.unwrap();
        here.permissions.contains(here.model.permission(ORDER).unwrap())
    }
}

#[tokio::test]
async fn d03_all_members_see_the_one_status_and_what_asks_for_it_follows_at_once() {
    for world in worlds_of(preset_of(SHARING)).await {
        let bo = world.join("bo@example.com", "member", &[]).await;
        let shown = show::show(&world.app, &bo.caller, world.account).await.unwrap();
        assert_eq!((shown.status.as_str(), shown.version, shown.changeable), ("not_started", 0, false));
        assert!(!world.may_order(&bo).await && !world.may_order(&world.admin).await);
        assert_eq!(refusal(world.set_compliance(&bo.caller, "passed", "").await), forbidden("roster.set_compliance"));
        let admin = world.admin.caller.clone();
        let done = world.set_compliance(&having_seen(&admin, 0), "passed", " All checks are done. ").await.unwrap();
        assert_eq!(done.value, 1);
        let shown = show::show(&world.app, &bo.caller, world.account).await.unwrap();
        assert_eq!((shown.status.as_str(), shown.note.as_str()), ("passed", "All checks are done."));
        assert_eq!(shown.changed_by, Some((world.admin.member, "ann".to_owned())));
        assert_eq!(shown.changed_at, Some(world.now()));
        assert!(world.may_order(&bo).await && world.may_order(&world.admin).await);
        // F07: whoever saw another status is told.
        let stale = world.set_compliance(&having_seen(&admin, 0), "failed", "").await;
        assert_eq!(refusal(stale), Refusal::Stale { current: 1 });
        world.set_compliance(&having_seen(&admin, 1), "failed", "").await.unwrap();
        assert!(!world.may_order(&bo).await);
        // The same again changes nothing.
        let before = world.seq().await;
        world.set_compliance(&admin, "failed", "").await.unwrap();
        assert_eq!(world.seq().await, before);
        let last = world.log().await.pop().unwrap();
        assert_eq!(last.kind, "compliance_changed");
        assert!(last.details.unwrap().contains(r#""before":"passed","after":"failed""#));
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn d03_what_asks_for_a_status_is_withheld_however_many_are_asked_about_at_once() {
    for world in worlds_of(preset_of(SHARING)).await {
        let [bo, cy] =
            [world.join("bo@example.com", "member", &[]).await, world.join("cy@example.com", "member", &[]).await];
        let all = [&bo, &cy, &world.admin];
        let asked = async || {
            let one =
                |who: &&Who| Check { member: Some(who.member), permission: ORDER.to_owned(), place: Place::Account };
            let batch = Batch { checks: all.iter().map(one).collect(), ..Batch::default() };
            let decisions = check(&world.app, &world.admin.caller, world.account, batch).await.unwrap();
            decisions.into_iter().map(|decision| decision.allowed).collect::<Vec<_>>()
        };
        let lists = async || {
            let asked = Reachers { place: Place::Account, permission: Some(ORDER.to_owned()) };
            let needed = RosterPermission::ReadMembers;
            let page = reachers(&world.app, &world.admin.caller, world.account, asked, needed, None, 50).await;
            page.unwrap().members.len()
        };
        assert_eq!((asked().await, lists().await), (vec![false; 3], 0));
        world.set_compliance(&world.admin.caller.clone(), "passed", "").await.unwrap();
        assert_eq!((asked().await, lists().await), (vec![true; 3], 3));
        world.set_compliance(&world.admin.caller.clone(), "failed", "").await.unwrap();
        assert_eq!((lists().await, asked().await), (0, vec![false; 3]));
    }
}

#[tokio::test]
async fn d03_only_declared_statuses_and_words_that_can_be_kept_are_taken() {
    for world in worlds_of(preset_of(SHARING)).await {
        let admin = world.admin.caller.clone();
        let Refusal::Invalid(problems) = refusal(world.set_compliance(&admin, "great", &"x".repeat(1_001)).await)
        else {
            panic!()
        };
        let told: Vec<_> = problems.iter().map(|problem| (problem.pointer.as_str(), problem.code)).collect();
        assert_eq!(told, [("/status", "unknown_compliance_status"), ("/note", "too_long")]);
        let must = Caller { must_say_version: true, ..admin };
        assert_eq!(refusal(world.set_compliance(&must, "passed", "").await), Refusal::PreconditionRequired);
    }
    for world in worlds().await {
        let shown = show::show(&world.app, &world.admin.caller, world.account).await;
        assert_eq!(refusal(shown), Refusal::NotFound, "a model without one has none");
    }
}
