//! Applying a plan, in one transaction, if nothing that it rests on was changed since; and taking the last one back.

use super::{Aim, NotRestored, Plan, Proposal, mails, moved, need, plan::work_out, target::Target};
use crate::{
    Actor, App, Caller, Done, Failure, Outcome,
    scope::{Commit, Scope},
};
use roster_domain::{
    event::{Change, Event, EventKind, Target as Of},
    id::{AccountId, MemberId},
    plan::{Fate, Vanished, What},
    refusal::Refusal,
};
use roster_store::{accounts, models};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// As many members are written at a time, and as many at most together with what others change.
const CHUNK: usize = 500;
/// As often it is planned anew, where something changes between the plan and its being applied, before others are kept waiting.
const TRIES: usize = 3;

/// What was applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The version of the account's model that it is now.
    pub version: i64,
    /// How many members hold something else since.
    pub moved: u64,
    /// How many things didn't come back, because they were changed since or are gone.
    pub not_restored: u64,
    /// The first of them; empty for who may not see members.
    pub left: Vec<NotRestored>,
}

/// Which plan is applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// The one with this id: it was looked at.
    Plan(String),
    /// What is planned now, if the account's model still has this version.
    Now {
        /// 1, 2, …
        version: i64,
    },
}

impl Which {
    fn is_stale(&self, plan: &Plan) -> bool {
        match self {
            Which::Plan(id) => *id != plan.id,
            Which::Now { version } => *version != plan.version,
        }
    }
}

/// What is to be done, once it is clear that it may be.
struct Ready {
    /// The plan's id: it stands for all that this rests on.
    id: String,
    moving: Vec<MemberId>,
    not_restored: u64,
    left: Vec<NotRestored>,
}

/// Applies what a plan says of this proposal. Needs `roster.manage_model` and all that anyone gains by it.
pub async fn apply(
    app: &App,
    caller: &Caller,
    account: AccountId,
    proposal: Proposal,
    which: Which,
) -> Outcome<Done<Applied>> {
    // What was done before is said again: by now there is nothing to plan.
    if let Some(done) = app.done_in_account(caller, account, need(caller)).await? {
        return Ok(done);
    }
    for _ in 0..TRIES {
        let done = planned_and_applied(app, caller, account, &proposal, which.clone()).await;
        if matches!(which, Which::Plan(_)) || !matches!(done, Err(Failure::Refused(Refusal::PlanStale))) {
            return done;
        }
    }
    // So much happens here that it was always too late: now everybody waits.
    let operator = matches!(caller.actor, Actor::Operator);
    let write = move |scope: &mut Scope<'_, '_>| {
        let (plan, moving) = work_out(scope.tx, scope.parts, &scope.standing, &proposal, None)?;
        let ready = ready(plan, moving, &which, operator)?;
        write(scope, &proposal, &ready)
    };
    app.change_much(caller, account, need(caller), write).await
}

/// What takes long is done before anybody is kept waiting.
async fn planned_and_applied(
    app: &App,
    caller: &Caller,
    account: AccountId,
    proposal: &Proposal,
    which: Which,
) -> Outcome<Done<Applied>> {
    let operator = matches!(caller.actor, Actor::Operator);
    let asked = proposal.clone();
    let ready = app.long_view(caller, account, need(caller), move |view| {
        let (found, moving) = work_out(view.tx, view.parts, &view.standing, &asked, None)?;
        ready(found, moving, &which, operator)
    });
    let ready = ready.await?;
    let (much, proposal) = (ready.moving.len() > CHUNK, proposal.clone());
    let write = move |scope: &mut Scope<'_, '_>| write(scope, &proposal, &ready);
    if much {
        app.change_much(caller, account, need(caller), write).await
    } else {
        app.change(caller, account, need(caller), write).await
    }
}

fn ready(plan: Plan, moving: Vec<MemberId>, which: &Which, operator: bool) -> Outcome<Ready> {
    if which.is_stale(&plan) {
        return Err(Refusal::PlanStale.into());
    }
    plan.obstacle(operator).map_or(Ok(()), Err)?;
    Ok(Ready { id: plan.id, moving, not_restored: plan.not_restored, left: plan.left })
}

fn write(scope: &mut Scope<'_, '_>, proposal: &Proposal, ready: &Ready) -> Outcome<Commit<Applied>> {
    let account = scope.account();
    let head = accounts::head(scope.tx, account)?.ok_or(Refusal::NotFound)?;
    let target = Target::find(scope.tx, scope.parts, &scope.standing, &head, proposal)?;
    if target.id != ready.id {
        return Err(Refusal::PlanStale.into());
    }
    target.fits()?;
    let version = target.version + 1;
    if target.pair.new.hash() == target.pair.old.hash() {
        return Ok(scope.nothing(Applied { version: target.version, moved: 0, not_restored: 0, left: Vec::new() }));
    }
    let (hash, at, by) = (target.pair.new.hash(), scope.at(), scope.standing.member());
    let choices = serde_json::to_string(&proposal.choices).map_err(|e| Failure::broken(e.to_string()))?;
    models::put_text(scope.tx, &hash, &target.text, at)?;
    models::pin(scope.tx, account, version, &hash, &choices, at, by)?;
    for chunk in ready.moving.chunks(CHUNK) {
        moved::write(scope, &target, version, chunk)?;
    }
    models::forget_moves(scope.tx, account, version)?;
    mails::ask(scope, &target)?;
    let event = event(scope, &target, version, ready);
    // From here on the new model holds: also for the question whether somebody still keeps the account.
    scope.standing.model = Arc::clone(&target.pair.new);
    let (moved, not_restored) = (ready.moving.len() as u64, ready.not_restored);
    let left = ready.left.clone();
    Ok(scope.commit(Applied { version, moved, not_restored, left }, event))
}

fn event(scope: &Scope<'_, '_>, target: &Target, version: i64, ready: &Ready) -> Event {
    let mut changes = vec![
        Change::new("model_version", Some(target.version.to_string()), Some(version.to_string())),
        Change::new("model_plan", None, Some(target.id.clone())),
    ];
    if !ready.moving.is_empty() {
        changes.push(Change::new("members_moved", None, Some(ready.moving.len().to_string())));
    }
    if ready.not_restored > 0 {
        changes.push(Change::new("not_restored", None, Some(ready.not_restored.to_string())));
    }
    for left in &ready.left {
        let on = left.resource_name.iter().map(|name| format!(", {name}")).collect::<String>();
        let why = if left.gone { "gone" } else { "changed_since" };
        let ids = Some(left.ids.join(", ")).filter(|ids| !ids.is_empty());
        changes.push(Change::of("left", &format!("{}{on}", left.name), ids, Some(why.to_owned())));
    }
    if target.restore.is_some() {
        changes.push(Change::new("undoes", None, Some(target.version.to_string())));
    }
    // Roles always, as each member's access depends on theirs; of all else what was chosen.
    for Vanished { what, kind, id } in target.settled.all() {
        let to = match target.settled.fate(*what, kind, id) {
            Fate::Becomes(to) => Some(to.to_owned()),
            _ if *what == What::Role || target.settled.is_chosen(*what, kind, id) => None,
            _ => continue,
        };
        changes.push(match kind.is_empty() {
            true => Change::new(what.code(), Some(id.clone()), to),
            false => Change::of(what.code(), kind, Some(id.clone()), to),
        });
    }
    let name = scope.standing.account.name.clone();
    Event::new(EventKind::ModelApplied, Of::Account, name).changes(changes)
}

/// The proposal that takes the last one back.
pub fn back(choices: super::Choices) -> Proposal {
    Proposal { aim: Aim::Back, choices }
}
