//! D02: credits belong to the account: one balance, spent by all, never more than there is, and once for each request.

use crate::support::{TICK, Who, World, days, forbidden, minutes, preset_of, refusal, repeatable, worlds, worlds_of};
use jiff::Timestamp;
use roster_app::{
    Caller, Done, Outcome,
    credits::{
        Posted, Said,
        add::{Add, add},
        balance, end_hold,
        end_hold::End,
        expire::expire_due,
        history::{self, EntryFilter},
        hold::{self, Hold},
        refund::{self, Refund},
        spend,
        verify::{Verdict, verify},
    },
};
use roster_domain::{
    credits::{Broken, MAX_AMOUNT},
    refusal::{FieldProblem, Refusal},
};
use roster_store::{accounts, sql};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The model that shares credits.
pub const SHARING: &str = "shared-workspaces";

static KEYS: AtomicUsize = AtomicUsize::new(0);

/// The caller with a request of its own.
pub fn once(caller: &Caller) -> Caller {
    repeatable(caller, &format!("request {}", KEYS.fetch_add(1, Ordering::Relaxed)), 0)
}

fn said(reference: &str) -> Said {
    Said { reference: reference.to_owned(), note: String::new() }
}

impl World {
    pub async fn buy(&self, by: &Caller, amount: i64, expires_at: Option<Timestamp>) -> Outcome<Done<Posted>> {
        add(&self.app, by, self.account, Add { bought: true, amount, expires_at, said: said("invoice") }).await
    }

    pub async fn spend(&self, by: &Caller, amount: i64) -> Outcome<Done<Posted>> {
        spend::spend(&self.app, by, self.account, amount, said("order")).await
    }

    pub async fn set_aside(&self, by: &Caller, amount: i64, until: Option<Timestamp>) -> Outcome<Done<Posted>> {
        hold::hold(&self.app, by, self.account, Hold { amount, until, said: said("order") }).await
    }

    pub async fn end(&self, by: &Caller, hold: i64, end: End) -> Outcome<Done<Posted>> {
        end_hold::end_hold(&self.app, by, self.account, hold, end, said("order")).await
    }

    pub async fn give_back(&self, by: &Caller, of: i64, amount: Option<i64>) -> Outcome<Done<Posted>> {
        refund::refund(&self.app, by, self.account, Refund { of, amount, expires_at: None, said: said("sorry") }).await
    }

    /// The balance, and how much of it is set aside.
    pub async fn has(&self) -> (i64, i64) {
        let has = balance::balance(&self.app, &self.admin.caller, self.account, None).await.unwrap();
        (has.balance.balance, has.balance.held)
    }

    /// The kinds and amounts of all entries, the oldest first.
    pub async fn ledger(&self) -> Vec<(String, i64)> {
        let page = history::history(&self.app, &self.admin.caller, self.account, EntryFilter::default(), None, 1_000);
        let entries = page.await.unwrap().entries;
        entries.into_iter().rev().map(|entry| (entry.row.kind, entry.row.amount)).collect()
    }

    /// The ledger replays to what is stored.
    pub async fn assert_sum(&self) {
        let verdict = verify(&self.app, self.account).await.unwrap();
        let Verdict::Whole { balance, .. } = verdict else { panic!("{verdict:?}") };
        assert_eq!(balance, self.has().await.0);
    }
}

async fn member(world: &World, email: &str) -> Who {
    world.join(email, "member", &[]).await
}

#[tokio::test]
async fn d02_one_balance_is_spent_by_all_and_never_overdrawn() {
    for world in worlds_of(preset_of(SHARING)).await {
        let admin = world.admin.caller.clone();
        let bo = member(&world, "bo@example.com").await;
        assert_eq!(world.buy(&once(&admin), 100, None).await.unwrap().value, Posted { seq: 1, balance: 100, held: 0 });
        assert_eq!(world.spend(&once(&bo.caller), 30).await.unwrap().value.balance, 70);
        assert_eq!(world.spend(&once(&admin), 30).await.unwrap().value.balance, 40);
        let refused = refusal(world.spend(&once(&bo.caller), 41).await);
        assert_eq!(refused, Refusal::InsufficientCredits { available: 40, wanted: 41 });
        assert_eq!(world.spend(&once(&bo.caller), 40).await.unwrap().value, Posted { seq: 4, balance: 0, held: 0 });
        assert_eq!(
            refusal(world.spend(&once(&bo.caller), 1).await),
            Refusal::InsufficientCredits { available: 0, wanted: 1 }
        );
        assert_eq!(world.has().await, (0, 0));
        world.assert_sum().await;
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn d02_a_retried_request_spends_once_and_without_a_key_not_at_all() {
    for world in worlds_of(preset_of(SHARING)).await {
        let admin = world.admin.caller.clone();
        let buy = once(&admin);
        for _ in 0..3 {
            assert_eq!(world.buy(&buy, 100, None).await.unwrap().value.balance, 100);
        }
        let spend = repeatable(&admin, "spend", 1);
        assert!(!world.spend(&spend, 60).await.unwrap().replayed);
        for _ in 0..3 {
            let again = world.spend(&spend, 60).await.unwrap();
            assert!(again.replayed);
            assert_eq!(again.value, Posted { seq: 2, balance: 40, held: 0 });
        }
        let other = refusal(world.spend(&repeatable(&admin, "spend", 2), 1).await);
        assert_eq!(other, Refusal::IdempotencyKeyReused);
        // What was refused was not done, and can be sent again when there is enough.
        let late = repeatable(&admin, "late", 1);
        refusal(world.spend(&late, 60).await);
        world.buy(&once(&admin), 20, None).await.unwrap();
        assert_eq!(world.spend(&late, 60).await.unwrap().value.balance, 0);
        for without in [
            world.buy(&admin, 1, None).await,
            world.spend(&admin, 1).await,
            world.set_aside(&admin, 1, None).await,
            world.end(&admin, 1, End::Release).await,
            world.give_back(&admin, 2, None).await,
        ] {
            assert_eq!(refusal(without), Refusal::IdempotencyKeyRequired);
        }
        world.assert_sum().await;
    }
}

#[tokio::test]
async fn d02_what_is_held_is_nobody_elses_until_it_is_released_or_captured() {
    for world in worlds_of(preset_of(SHARING)).await {
        let admin = world.admin.caller.clone();
        world.buy(&once(&admin), 100, None).await.unwrap();
        let hold = world.set_aside(&once(&admin), 70, None).await.unwrap().value;
        assert_eq!(hold, Posted { seq: 2, balance: 100, held: 70 });
        let refused = refusal(world.spend(&once(&admin), 31).await);
        assert_eq!(refused, Refusal::InsufficientCredits { available: 30, wanted: 31 });
        refusal(world.set_aside(&once(&admin), 31, None).await);
        let most = |max: i64| {
            Refusal::Invalid(vec![FieldProblem::new("/amount", "amount_too_large").with("max", max.to_string())])
        };
        assert_eq!(refusal(world.end(&once(&admin), hold.seq, End::Capture(Some(71))).await), most(70));
        let captured = world.end(&once(&admin), hold.seq, End::Capture(Some(50))).await.unwrap().value;
        assert_eq!(captured, Posted { seq: 3, balance: 50, held: 0 });
        for end in [End::Release, End::Capture(None)] {
            let again = refusal(world.end(&once(&admin), hold.seq, end).await);
            assert_eq!(again, Refusal::WrongState { state: "ended" });
        }
        assert_eq!(
            refusal(world.end(&once(&admin), 1, End::Release).await),
            Refusal::NotFound,
            "a purchase is no hold"
        );
        assert_eq!(refusal(world.end(&once(&admin), 99, End::Release).await), Refusal::NotFound);
        let hold = world.set_aside(&once(&admin), 50, None).await.unwrap().value;
        let release = once(&admin);
        for _ in 0..2 {
            assert_eq!(world.end(&release, hold.seq, End::Release).await.unwrap().value.held, 0);
        }
        // A hold ends by itself, too, and before anybody spends.
        world.set_aside(&once(&admin), 50, Some(world.now() + minutes(10))).await.unwrap();
        world.pass(minutes(10) - TICK);
        refusal(world.spend(&once(&admin), 1).await);
        world.pass(TICK);
        assert_eq!(world.spend(&once(&admin), 1).await.unwrap().value, Posted { seq: 8, balance: 49, held: 0 });
        let kinds: Vec<_> = world.ledger().await.into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, ["purchase", "hold", "capture", "hold", "release", "hold", "release", "spending"]);
        world.assert_sum().await;
    }
}

#[tokio::test]
async fn d02_a_refund_gives_back_what_was_spent_and_never_more() {
    for world in worlds_of(preset_of(SHARING)).await {
        let admin = world.admin.caller.clone();
        world.buy(&once(&admin), 100, None).await.unwrap();
        let spent = world.spend(&once(&admin), 60).await.unwrap().value.seq;
        let most = |max: i64| {
            Refusal::Invalid(vec![FieldProblem::new("/amount", "amount_too_large").with("max", max.to_string())])
        };
        assert_eq!(refusal(world.give_back(&once(&admin), spent, Some(61)).await), most(60));
        assert_eq!(world.give_back(&once(&admin), spent, Some(20)).await.unwrap().value.balance, 60);
        assert_eq!(refusal(world.give_back(&once(&admin), spent, Some(41)).await), most(40));
        assert_eq!(world.give_back(&once(&admin), spent, None).await.unwrap().value.balance, 100);
        assert_eq!(
            refusal(world.give_back(&once(&admin), spent, None).await),
            Refusal::WrongState { state: "refunded" }
        );
        assert_eq!(refusal(world.give_back(&once(&admin), 1, None).await), Refusal::field("/of", "not_a_spending"));
        assert_eq!(refusal(world.give_back(&once(&admin), 99, None).await), Refusal::NotFound);
        world.assert_sum().await;
    }
}

#[tokio::test]
async fn d02_what_ends_soonest_is_spent_first_and_what_is_left_of_it_goes_by_itself() {
    for world in worlds_of(preset_of(SHARING)).await {
        let admin = world.admin.caller.clone();
        let (one, two) = (world.now() + days(1), world.now() + days(2));
        world.buy(&once(&admin), 10, None).await.unwrap();
        world.buy(&once(&admin), 20, Some(two)).await.unwrap();
        world.buy(&once(&admin), 30, Some(one)).await.unwrap();
        world.spend(&once(&admin), 25).await.unwrap();
        assert_eq!(world.expire().await, 0);
        world.pass(days(1));
        // Nothing of what is held ends.
        let held = world.set_aside(&once(&admin), 30, None).await.unwrap().value;
        assert_eq!((held.balance, held.held), (30, 30), "5 of 30 went first");
        world.pass(days(1));
        assert_eq!(world.expire().await, 1);
        assert_eq!(world.has().await, (30, 30));
        let released = world.end(&once(&admin), held.seq, End::Release).await.unwrap().value;
        assert_eq!((released.balance, released.held), (10, 0), "free again, and over at once");
        assert_eq!(world.has().await, (10, 0));
        let ledger = world.ledger().await;
        let expected = [
            ("purchase", 10),
            ("purchase", 20),
            ("purchase", 30),
            ("spending", -25),
            ("expiry", -5),
            ("hold", 0),
            ("release", 0),
            ("expiry", -20),
        ];
        assert_eq!(ledger, expected.map(|(kind, amount)| (kind.to_owned(), amount)));
        // What ended by itself is nobody's doing.
        let log = world.log().await;
        let expired: Vec<_> = log.iter().filter(|event| event.kind == "credits_expired").collect();
        assert_eq!(expired.len(), 2);
        assert!(expired.iter().all(|event| event.actor_kind == "system"));
        world.assert_sum().await;
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn d02_quiet_accounts_lose_what_ended_and_nothing_is_left_to_do() {
    for world in worlds_of(preset_of(SHARING)).await {
        let admin = world.admin.caller.clone();
        world.buy(&once(&admin), 10, Some(world.now() + days(1))).await.unwrap();
        world.buy(&once(&admin), 7, Some(world.now() + days(3))).await.unwrap();
        world.pass(days(1));
        assert_eq!(world.expire().await, 1);
        assert_eq!(world.has().await, (7, 0));
        assert_eq!(world.expire().await, 0);
        // Spent in time: what was planned for its end finds nothing, and is planned no more.
        world.spend(&once(&admin), 7).await.unwrap();
        world.pass(days(2));
        let before = world.seq().await;
        assert_eq!(world.expire().await, 1);
        assert_eq!(world.expire().await, 0);
        assert_eq!(world.seq().await, before);
        assert_eq!(world.has().await, (0, 0));
        world.assert_sum().await;
    }
}

impl World {
    async fn expire(&self) -> usize {
        expire_due(&self.app).await.unwrap()
    }
}

#[tokio::test]
async fn d02_amounts_and_words_are_bounded_and_told_field_by_field() {
    for world in worlds_of(preset_of(SHARING)).await {
        let admin = world.admin.caller.clone();
        for (amount, code) in [(0, "amount_too_small"), (-5, "amount_too_small"), (MAX_AMOUNT + 1, "amount_too_large")]
        {
            for outcome in [
                world.buy(&once(&admin), amount, None).await,
                world.spend(&once(&admin), amount).await,
                world.set_aside(&once(&admin), amount, None).await,
            ] {
                let Refusal::Invalid(problems) = refusal(outcome) else { panic!("{amount}") };
                assert_eq!((problems[0].pointer.as_str(), problems[0].code), ("/amount", code));
            }
        }
        let wrong = Add {
            bought: false,
            amount: 0,
            expires_at: Some(world.now()),
            said: Said { reference: "x".repeat(201), note: "a\0b".to_owned() },
        };
        let Refusal::Invalid(problems) = refusal(add(&world.app, &once(&admin), world.account, wrong).await) else {
            panic!()
        };
        let told: Vec<_> = problems.iter().map(|problem| (problem.pointer.as_str(), problem.code)).collect();
        assert_eq!(
            told,
            [
                ("/amount", "amount_too_small"),
                ("/expires_at", "in_the_past"),
                ("/reference", "too_long"),
                ("/note", "control_character")
            ]
        );
        assert_eq!(world.ledger().await, []);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn d04_members_spend_and_see_the_balance_and_admins_add_and_see_the_transactions() {
    for world in worlds_of(preset_of(SHARING)).await {
        let admin = world.admin.caller.clone();
        let bo = member(&world, "bo@example.com").await.caller;
        assert_eq!(refusal(world.buy(&once(&bo), 1, None).await), forbidden("roster.buy_credits"));
        world.buy(&once(&admin), 50, None).await.unwrap();
        let spent = world.spend(&once(&bo), 20).await.unwrap().value.seq;
        assert_eq!(refusal(world.give_back(&once(&bo), spent, None).await), forbidden("roster.buy_credits"));
        let at = world.now();
        let shown = balance::balance(&world.app, &bo, world.account, None).await.unwrap();
        assert_eq!((shown.balance.balance, shown.sees_transactions, shown.adds), (30, false, false));
        let past = balance::balance(&world.app, &bo, world.account, Some(at)).await;
        assert_eq!(refusal(past), forbidden("roster.read_transactions"));
        let read = |by: Caller, filter: EntryFilter| {
            let (app, account) = (world.app.clone(), world.account);
            async move { history::history(&app, &by, account, filter, None, 10).await }
        };
        assert_eq!(refusal(read(bo.clone(), EntryFilter::default()).await), forbidden("roster.read_transactions"));
        let kind = |kind: &str| EntryFilter { kind: Some(kind.to_owned()), ..EntryFilter::default() };
        let page = read(admin.clone(), kind("spending")).await.unwrap();
        assert_eq!(page.entries.len(), 1);
        assert_eq!(page.entries[0].member_name.as_deref(), Some("bo"), "who made it");
        let Refusal::Invalid(problems) = refusal(read(admin.clone(), kind("gift")).await) else { panic!() };
        assert_eq!(problems[0].code, "unknown_kind");
        // The balance of any date.
        world.pass(days(1));
        world.spend(&once(&admin), 5).await.unwrap();
        for (moment, had) in [(at, 0), (at + TICK, 30), (at + days(1), 30), (world.now() + TICK, 25)] {
            let has = balance::balance(&world.app, &admin, world.account, Some(moment)).await.unwrap();
            assert_eq!(has.balance.balance, had, "{moment}");
        }
        let over_time = balance::over_time(&world.app, &admin, world.account, vec![at, at + days(1)]).await.unwrap();
        assert_eq!(over_time, [(at, 0), (at + days(1), 30)]);
        let many = balance::over_time(&world.app, &admin, world.account, vec![at; 401]).await;
        assert!(matches!(refusal(many), Refusal::Invalid(_)));
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn a_model_without_credits_has_none() {
    for world in worlds().await {
        let admin = world.admin.caller.clone();
        assert_eq!(refusal(world.buy(&once(&admin), 1, None).await), forbidden("roster.buy_credits"));
        assert_eq!(refusal(balance::balance(&world.app, &admin, world.account, None).await), Refusal::NotFound);
    }
}

#[tokio::test]
async fn spending_moves_the_log_and_not_what_is_remembered_of_members() {
    for world in worlds_of(preset_of(SHARING)).await {
        let account = world.account;
        let head = || world.read(move |tx| Ok(accounts::head(tx, account)?.unwrap()));
        let admin = world.admin.caller.clone();
        let before = head().await;
        world.buy(&once(&admin), 10, None).await.unwrap();
        world.spend(&once(&admin), 10).await.unwrap();
        let after = head().await;
        assert_eq!(after.event_seq, before.event_seq + 2, "an event each");
        assert_eq!((after.revision, after.access_revision), (before.revision, before.access_revision));
    }
}

sql!(TAMPER_WITH_ENTRY, "update credit_entries set amount = amount + 1 where account_id = $1 and seq = 2");

#[tokio::test]
async fn d02_a_ledger_that_was_tampered_with_is_found_out() {
    for world in worlds_of(preset_of(SHARING)).await {
        let admin = world.admin.caller.clone();
        world.buy(&once(&admin), 10, None).await.unwrap();
        world.spend(&once(&admin), 4).await.unwrap();
        world.assert_sum().await;
        world.tamper(&TAMPER_WITH_ENTRY).await;
        let found = verify(&world.app, world.account).await.unwrap();
        assert_eq!(found, Verdict::Broken(Broken { seq: 2, why: "the balance after it isn't the sum" }));
    }
}
