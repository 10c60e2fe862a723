//! F08: what is applied: the plan that was looked at or the one of this moment, once, and with a line in the log for all that it moves.

use super::plan::{role_becomes, to};
use crate::support::{RO, RW, World, operator, preset, refusal, with_lead, worlds, worlds_of};
use roster_app::{
    Caller, Idempotency,
    models::{
        Choices, Proposal,
        apply::{Which, apply, back},
    },
};
use roster_domain::{
    event::{Change, Details},
    id::{Id, MemberId},
    refusal::Refusal,
};
use roster_store::events::EventRow;
use std::collections::BTreeMap;

impl World {
    /// The newest event about a member, or about the account: its kind, and what changed.
    async fn newest_about(&self, member: Option<MemberId>) -> (String, Vec<Change>) {
        let kind = if member.is_some() { "member" } else { "account" };
        let log = self.log().await;
        let about = |event: &&EventRow| {
            event.target_kind == kind && (member.is_none() || event.target_id == member.map(|member| member.uuid()))
        };
        let event = log.iter().rev().find(about).unwrap();
        let details: Details = serde_json::from_str(event.details.as_deref().unwrap()).unwrap();
        (event.kind.clone(), details.changes)
    }
}

#[tokio::test]
async fn f08_without_a_plan_what_is_planned_now_is_applied_from_the_version_that_was_seen() {
    for world in worlds().await {
        let admin = &world.admin.caller;
        let uma = world.user("uma@example.com", &[]).await;
        let less = preset().replacen("    \"roster.export\",\n", "", 1);
        world.plan(admin, &to(&less)).await.unwrap();
        world.set_role(admin, uma.member, "admin").await.unwrap();
        let now = |version| Which::Now { version };
        let done = apply(&world.app, admin, world.account, to(&less), now(1)).await.unwrap();
        assert_eq!(done.value.version, 2);
        // Taking back the one that was seen never takes back the next one.
        let stale = apply(&world.app, &operator(), world.account, back(Choices::default()), now(1)).await;
        assert_eq!(refusal(stale), Refusal::PlanStale);
        apply(&world.app, &operator(), world.account, back(Choices::default()), now(2)).await.unwrap();
    }
}

#[tokio::test]
async fn f08_while_somebody_changes_something_all_the_time_what_is_planned_now_is_applied_all_the_same() {
    for world in worlds().await {
        let admin = world.admin.caller.clone();
        let uma = world.user("uma@example.com", &[]).await;
        let texts = [preset().replacen("    \"roster.export\",\n", "", 1), preset().to_owned()];
        let mut version = 1;
        let churn = async {
            for number in 0.. {
                let role = if number % 2 == 0 { "admin" } else { "user" };
                world.set_role(&admin, uma.member, role).await.unwrap();
            }
        };
        let applies = async {
            for text in texts.iter().cycle().take(6) {
                let which = Which::Now { version };
                version = apply(&world.app, &operator(), world.account, to(text), which).await.unwrap().value.version;
            }
        };
        tokio::select! { () = churn => unreachable!(), () = applies => {} }
        assert_eq!(version, 7);
    }
}

#[tokio::test]
async fn f08_a_request_that_is_sent_twice_is_answered_alike_and_done_once() {
    for world in worlds_of(&with_lead()).await {
        let admin = &world.admin.caller;
        world.join("lia@example.com", "lead", &[]).await;
        let chosen = role_becomes(preset(), "lead", Some("user"));
        let undo = back(Choices::default());
        for (key, proposal) in [("apply", &chosen), ("undo", &undo)] {
            let once = Idempotency { key: key.to_owned(), digest: [7; 32] };
            let by = Caller { idempotency: Some(once.clone()), ..admin.clone() };
            let plan = Which::Plan(world.plan(admin, proposal).await.unwrap().id);
            let first = apply(&world.app, &by, world.account, proposal.clone(), plan.clone()).await.unwrap();
            let again = apply(&world.app, &by, world.account, proposal.clone(), plan.clone()).await.unwrap();
            assert_eq!((first.replayed, again.replayed), (false, true));
            assert_eq!((&again.value, again.revision), (&first.value, first.revision));
            let other = Idempotency { digest: [8; 32], ..once };
            let by = Caller { idempotency: Some(other), ..admin.clone() };
            let other = apply(&world.app, &by, world.account, proposal.clone(), plan).await;
            assert_eq!(refusal(other), Refusal::IdempotencyKeyReused);
        }
    }
}

#[tokio::test]
async fn f08_and_a01_the_log_names_all_that_was_chosen_and_has_a_line_for_each_who_was_moved() {
    for world in worlds_of(&with_lead()).await {
        let admin = &world.admin.caller;
        let project = world.project("Dam").await;
        let lia = world.join("lia@example.com", "lead", &[]).await;
        let wim = world.user("wim@example.com", &[(project, RW)]).await;
        let rea = world.user("rea@example.com", &[(project, RO)]).await;
        let text = preset().replace("read_write", "editing");
        let ways = |id: &str, other: &str| BTreeMap::from([(id.to_owned(), Some(other.to_owned()))]);
        let levels = ["project", "site"].map(|kind| (kind.to_owned(), ways(RW, "editing")));
        let choices = Choices { levels: levels.into(), ..role_becomes(&text, "lead", Some("user")).choices };
        let proposal = Proposal { choices, ..to(&text) };
        let plan = world.plan(admin, &proposal).await.unwrap().id;
        world.apply(admin, &proposal).await.unwrap();
        let change = |field: &str, of: Option<&str>, before: Option<&str>, after: Option<&str>| {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            Change { field: field.to_owned(), of: owned(of), before: owned(before), after: owned(after) }
        };
        let named = change("model_plan", None, None, Some(&plan));
        let told = world.newest_about(None).await;
        assert_eq!(told.0, "model_applied");
        for chosen in [
            named.clone(),
            change("members_moved", None, None, Some("2")),
            change("role", None, Some("lead"), Some("user")),
            change("level", Some("project"), Some(RW), Some("editing")),
            change("level", Some("site"), Some(RW), Some("editing")),
        ] {
            assert!(told.1.contains(&chosen), "{chosen:?} in {told:?}");
        }
        let told = world.newest_about(Some(lia.member)).await;
        assert_eq!(told.0, "roles_changed");
        assert_eq!(told.1, [change("role", None, Some("lead"), Some("user")), named.clone()]);
        let told = world.newest_about(Some(wim.member)).await;
        assert_eq!(told.0, "access_changed");
        assert_eq!(told.1, [change("access", Some("Dam"), Some(RW), Some("editing")), named.clone()]);
        assert!(!world.newest_about(Some(rea.member)).await.1.contains(&named), "who isn't moved has none");
        // And when it is taken back.
        world.apply(admin, &back(Choices::default())).await.unwrap();
        let told = world.newest_about(Some(wim.member)).await;
        assert_eq!(told.1[0], change("access", Some("Dam"), Some("editing"), Some(RW)));
        world.assert_whole().await;
    }
}
