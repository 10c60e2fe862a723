//! Quotations: accepted once, by those who hold the permission, with the text that was offered.

use crate::{
    credits::{SHARING, once},
    support::{TICK, World, days, forbidden, preset_of, refusal, worlds, worlds_of},
};
use roster_app::{
    Caller, Done, Failure, Outcome,
    quotations::{
        decide::decide,
        issue::{self, Issue},
        list::{self, Quotation},
        withdraw::withdraw,
    },
};
use roster_domain::{
    id::{Id, QuotationId},
    refusal::Refusal,
};
use std::sync::Arc;

fn offer(world: &World, amount: i64) -> Issue {
    Issue {
        title: "Tasking: harbour".to_owned(),
        text: "Two images,\ncloud-free.".to_owned(),
        amount: Some(amount),
        reference: "T-1".to_owned(),
        valid_until: Some(world.now() + days(2)),
    }
}

impl World {
    async fn offer(&self, by: &Caller, new: Issue) -> Outcome<Done<QuotationId>> {
        issue::issue(&self.app, by, self.account, new).await
    }

    async fn decide(&self, by: &Caller, quotation: QuotationId, accept: bool) -> Outcome<Done<()>> {
        decide(&self.app, by, self.account, quotation, accept).await
    }

    async fn quotation(&self, quotation: QuotationId) -> Quotation {
        let shown = list::show(&self.app, &self.admin.caller, self.account, quotation).await.unwrap();
        shown.items.into_iter().next().unwrap()
    }
}

#[tokio::test]
async fn d04_who_may_accepts_a_quotation_once_and_it_is_paid_from_the_credits() {
    for world in worlds_of(preset_of(SHARING)).await {
        let admin = world.admin.caller.clone();
        let bo = world.join("bo@example.com", "member", &[]).await.caller;
        assert_eq!(refusal(world.offer(&bo, offer(&world, 40)).await), forbidden("roster.issue_quotations"));
        let quotation = world.offer(&admin, offer(&world, 40)).await.unwrap().value;
        for accept in [true, false] {
            assert_eq!(refusal(world.decide(&bo, quotation, accept).await), forbidden("roster.accept_quotations"));
        }
        let listed = list::list(&world.app, &bo, world.account, None, None, 10).await;
        assert_eq!(refusal(listed), forbidden("roster.accept_quotations"));
        let poor = refusal(world.decide(&admin, quotation, true).await);
        assert_eq!(poor, Refusal::InsufficientCredits { available: 0, wanted: 40 });
        assert_eq!(world.quotation(quotation).await.state, "open", "nothing was half done");
        world.buy(&once(&admin), 100, None).await.unwrap();
        let accept = once(&admin);
        for _ in 0..2 {
            world.decide(&accept, quotation, true).await.unwrap();
        }
        assert_eq!(world.has().await, (60, 0));
        for accept in [true, false] {
            let again = refusal(world.decide(&admin, quotation, accept).await);
            assert_eq!(again, Refusal::WrongState { state: "accepted" });
        }
        let taken_back = withdraw(&world.app, &admin, world.account, quotation).await;
        assert_eq!(refusal(taken_back), Refusal::WrongState { state: "accepted" });
        let kept = world.quotation(quotation).await.row;
        assert_eq!((kept.text.as_str(), kept.state.as_str()), ("Two images,\ncloud-free.", "accepted"));
        assert_eq!((kept.decided_name.as_str(), kept.entry_seq), ("ann", Some(2)));
        let log = world.log().await;
        let kinds: Vec<_> = log.iter().rev().take(2).map(|event| event.kind.as_str()).collect();
        assert_eq!(kinds, ["quotation_accepted", "credits_spent"]);
        assert!(log.last().unwrap().details.as_ref().unwrap().contains("text_sha256"));
        world.assert_sum().await;
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn a_quotation_is_declined_withdrawn_or_runs_out_and_is_then_closed() {
    for world in worlds_of(preset_of(SHARING)).await {
        let admin = world.admin.caller.clone();
        let mut made = Vec::new();
        for _ in 0..3 {
            made.push(world.offer(&admin, offer(&world, 10)).await.unwrap().value);
        }
        world.decide(&admin, made[0], false).await.unwrap();
        withdraw(&world.app, &admin, world.account, made[1]).await.unwrap();
        world.pass(days(2) - TICK);
        assert_eq!(world.quotation(made[2]).await.state, "open");
        world.pass(TICK);
        for (quotation, state) in made.iter().zip(["declined", "withdrawn", "expired"]) {
            assert_eq!(world.quotation(*quotation).await.state, state);
            assert_eq!(refusal(world.decide(&admin, *quotation, true).await), Refusal::WrongState { state });
        }
        let nothing = QuotationId::from_uuid(uuid::Uuid::nil());
        assert_eq!(refusal(world.decide(&admin, nothing, true).await), Refusal::NotFound);
        let open = list::list(&world.app, &admin, world.account, Some("open".to_owned()), None, 10).await.unwrap();
        assert_eq!(open.items.len(), 1);
        let page = list::list(&world.app, &admin, world.account, None, None, 2).await.unwrap();
        let rest = list::list(&world.app, &admin, world.account, None, page.next, 2).await.unwrap();
        assert_eq!((page.items.len(), rest.items.len(), rest.next), (2, 1, None));
        let unknown = list::list(&world.app, &admin, world.account, Some("lost".to_owned()), None, 2).await;
        assert!(matches!(refusal(unknown), Refusal::Invalid(_)));
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn what_is_offered_is_complete() {
    for world in worlds_of(preset_of(SHARING)).await {
        let admin = world.admin.caller.clone();
        let wrong = Issue {
            title: " ".to_owned(),
            text: String::new(),
            amount: None,
            reference: "a\nb".to_owned(),
            valid_until: Some(world.now()),
        };
        let Refusal::Invalid(problems) = refusal(world.offer(&admin, wrong).await) else { panic!() };
        let told: Vec<_> = problems.iter().map(|problem| (problem.pointer.as_str(), problem.code)).collect();
        assert_eq!(
            told,
            [
                ("/title", "empty"),
                ("/text", "empty"),
                ("/reference", "control_character"),
                ("/valid_until", "in_the_past"),
                ("/amount", "empty")
            ]
        );
    }
    for world in worlds().await {
        let listed = list::list(&world.app, &world.admin.caller, world.account, None, None, 2).await;
        assert_eq!(refusal(listed), Refusal::NotFound, "a model without quotations has none");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_quotation_that_two_accept_at_the_same_moment_is_accepted_and_paid_once() {
    for world in worlds_of(preset_of(SHARING)).await {
        let admin = world.admin.caller.clone();
        world.buy(&once(&admin), 1_000, None).await.unwrap();
        let world = Arc::new(world);
        for round in 1..=5 {
            let quotation = world.offer(&admin, offer(&world, 10)).await.unwrap().value;
            let tries: Vec<_> = (0..4)
                .map(|_| {
                    let (world, admin) = (world.clone(), admin.clone());
                    tokio::spawn(async move { world.decide(&admin, quotation, true).await })
                })
                .collect();
            let mut accepted = 0;
            for one in tries {
                match one.await.unwrap() {
                    Ok(_) => accepted += 1,
                    Err(Failure::Refused(Refusal::WrongState { state: "accepted" })) => {}
                    Err(other) => panic!("{other:?}"),
                }
            }
            assert_eq!(accepted, 1);
            assert_eq!(world.has().await.0, 1_000 - 10 * round);
        }
        world.assert_sum().await;
    }
}
