//! How far a plan has come that is being worked out: in a large account that takes a while, and the script asks meanwhile.

use crate::{
    console::{PageError, visit::InAccount},
    text::Value,
};
use maud::{Markup, html};
use roster_app::{
    Outcome,
    members::count::count,
    models::{Plan, Proposal, plan},
};
use roster_domain::{
    id::{AccountId, MemberId},
    permission::RosterPermission,
};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

/// Whose plan, and in which account.
type Whose = (AccountId, Option<MemberId>);

/// The plans that are being worked out on this node, and at how many users each has looked.
#[derive(Default)]
pub(crate) struct Underway(Mutex<HashMap<Whose, Arc<AtomicU64>>>);

impl Underway {
    fn known(&self) -> MutexGuard<'_, HashMap<Whose, Arc<AtomicU64>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self, whose: Whose) -> Counted<'_> {
        let looked_at = Arc::new(AtomicU64::new(0));
        self.known().insert(whose, looked_at.clone());
        Counted { underway: self, whose, looked_at }
    }

    fn looked_at(&self, whose: Whose) -> Option<u64> {
        self.known().get(&whose).map(|looked_at| looked_at.load(Ordering::Relaxed))
    }
}

/// Is there as long as a plan is worked out.
struct Counted<'u> {
    underway: &'u Underway,
    whose: Whose,
    looked_at: Arc<AtomicU64>,
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        let mut known = self.underway.known();
        // A later one of the same admin, from another tab, goes on.
        if known.get(&self.whose).is_some_and(|now| Arc::ptr_eq(now, &self.looked_at)) {
            known.remove(&self.whose);
        }
    }
}

/// Works out a plan, and keeps count of those who were looked at.
pub(super) async fn work_out(at: &InAccount, proposal: Proposal) -> Outcome<Plan> {
    let web = &at.visit.web;
    let counted = web.planning.begin(whose(at));
    let looked_at = counted.looked_at.clone();
    let progress: plan::Progress = Arc::new(move |members| looked_at.store(members, Ordering::Relaxed));
    plan::plan(&web.app, &at.visit.caller, at.here.account, proposal, Some(progress)).await
}

fn whose(at: &InAccount) -> Whose {
    (at.here.account, at.here.member)
}

/// How far it has come: a part of a page, for the script; empty where none is worked out.
pub(crate) async fn show(at: InAccount) -> Result<Markup, PageError> {
    at.manages_model()?;
    let Some(looked_at) = at.visit.web.planning.looked_at(whose(&at)) else { return Ok(html! {}) };
    let all = match at.here.may(RosterPermission::ReadMembers) {
        true => {
            let counts = count(&at.visit.web.app, &at.visit.caller, at.here.account).await?;
            Some(counts.values().sum::<i64>())
        }
        false => None,
    };
    let t = at.visit.t;
    let number = |number: i64| Value::from(t.number(number));
    let seen = i64::try_from(looked_at).unwrap_or(i64::MAX);
    let told = match all {
        Some(all) => t.with("model-progress-of", &[("seen", number(seen.min(all))), ("all", number(all))]),
        None => t.with("model-progress", &[("seen", number(seen))]),
    };
    Ok(html! {
        p.field-hint { (told) }
        progress max=[all] value=[all.map(|all| seen.min(all))] aria-label=(told) {}
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use roster_domain::id::Id;
    use uuid::Uuid;

    #[test]
    fn each_admin_sees_how_far_the_own_plan_has_come_and_only_as_long_as_it_is_worked_out() {
        let underway = Underway::default();
        let of = |member: u128| {
            (AccountId::from_uuid(Uuid::from_u128(1)), Some(MemberId::from_uuid(Uuid::from_u128(member))))
        };
        let first = underway.begin(of(2));
        first.looked_at.store(500, Ordering::Relaxed);
        assert_eq!((underway.looked_at(of(2)), underway.looked_at(of(3))), (Some(500), None));
        let second = underway.begin(of(2));
        drop(first);
        assert_eq!(underway.looked_at(of(2)), Some(0), "the one from the other tab goes on");
        drop(second);
        assert_eq!(underway.looked_at(of(2)), None);
    }
}
