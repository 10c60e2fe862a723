//! Asking for something to be done to many members.

use crate::{
    App, Caller, Done, Outcome,
    jobs::{Asker, CHUNK, Deed, LEASE_MS, MOST, deed::under, from_json, show, to_json, work},
    members::{
        list::{MemberFilter, MemberSort},
        narrowed::checked,
    },
    scope::Scope,
    standing::Standing,
    undo::UNDO_MS,
};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::{AccountId, Id, JobId, MemberId},
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};
use roster_store::{
    ReadTx,
    due::{self, DueKind},
    jobs, judged,
    member_list::{self, Place},
};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// To whom.
#[derive(Clone, Debug)]
pub enum Which {
    /// These, in this order.
    Members(Vec<MemberId>),
    /// All who match at this moment, by name; whoever comes to match later is not concerned.
    Matching(MemberFilter),
}

/// A job that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Its id.
    pub job: JobId,
    /// How many it is about.
    pub total: i64,
}

/// Asks; a small job is done before the answer.
pub async fn ask(app: &App, caller: &Caller, account: AccountId, deed: Deed, which: Which) -> Outcome<Done<Asked>> {
    let by = caller.clone();
    let need = deed.need();
    let asked = app
        .change(caller, account, need, move |scope| {
            deed.check(scope)?;
            let at = scope.at();
            let ids = ids(scope.tx, &scope.standing, at, &which)?;
            begin(scope, &by, &deed, |scope, job| Ok(jobs::add_members(scope.tx, account, job, &ids)?))
        })
        .await?;
    begun(app, account, asked).await
}

/// Asks for what a job refused to be tried again, by whoever asks now.
pub async fn again(app: &App, caller: &Caller, account: AccountId, job: JobId) -> Outcome<Done<Asked>> {
    let by = caller.clone();
    let asked = app
        .change(caller, account, crate::standing::Need::Member, move |scope| {
            let row = jobs::by_id(scope.tx, account, job)?.ok_or(Refusal::NotFound)?;
            show::may_see(&scope.standing, &row)?;
            if row.state == "running" {
                return Err(Refusal::WrongState { state: "running" }.into());
            }
            let deed: Deed = from_json(&row.deed)?;
            scope.standing.meets(deed.need())?;
            if let Deed::Undo(of) = deed {
                return begin(scope, &by, &deed, |scope, job| add_undoing(scope, job, of));
            }
            let ids: Vec<MemberId> =
                jobs::refused(scope.tx, account, job)?.into_iter().map(|(member, _)| member).collect();
            deed.check(scope)?;
            begin(scope, &by, &deed, |scope, job| Ok(jobs::add_members(scope.tx, account, job, &ids)?))
        })
        .await?;
    begun(app, account, asked).await
}

/// Asks for all that a job did, and that was not undone yet, to be undone.
pub async fn undo(app: &App, caller: &Caller, account: AccountId, job: JobId) -> Outcome<Done<Asked>> {
    let by = caller.clone();
    let asked = app
        .change(caller, account, crate::standing::Need::Member, move |scope| {
            let row = jobs::by_id(scope.tx, account, job)?.ok_or(Refusal::NotFound)?;
            show::may_see(&scope.standing, &row)?;
            if row.state == "running" {
                return Err(Refusal::WrongState { state: "running" }.into());
            }
            begin(scope, &by, &Deed::Undo(job), |scope, new| add_undoing(scope, new, job))
        })
        .await?;
    begun(app, account, asked).await
}

fn add_undoing(scope: &mut Scope<'_, '_>, job: JobId, of: JobId) -> Outcome<u64> {
    let (account, since) = (scope.account(), scope.at() - UNDO_MS);
    match jobs::add_undoing(scope.tx, account, job, of, since)? {
        0 => Err(Refusal::NotUndoable.into()),
        many => Ok(many),
    }
}

/// Notes the job and those it is about, and when its first chunk is due.
fn begin(
    scope: &mut Scope<'_, '_>,
    by: &Caller,
    deed: &Deed,
    add: impl FnOnce(&mut Scope<'_, '_>, JobId) -> Outcome<u64>,
) -> Outcome<crate::scope::Commit<Asked>> {
    let (account, at, job) = (scope.account(), scope.at(), scope.id::<JobId>());
    let asked_by = scope.standing.member();
    let (text, asker) = (to_json(deed)?, to_json(&Asker::of(by))?);
    jobs::insert(scope.tx, account, &jobs::NewJob { job, deed: &text, asker: &asker, asked_by, total: 0, at })?;
    let total = i64::try_from(add(scope, job)?).unwrap_or(i64::MAX);
    if total == 0 {
        return Err(Refusal::field("/members", "empty").into());
    }
    let mut row = jobs::by_id(scope.tx, account, job)?.ok_or(Refusal::NotFound)?;
    row.total = total;
    jobs::save(scope.tx, account, &row)?;
    // Whoever asked for a few does them at once, and has the time of a lease for it.
    let first = if is_small(total) { at + LEASE_MS } else { at };
    due::set(scope.tx, account, DueKind::Job, job.uuid(), first)?;
    let event = Event::new(EventKind::JobAsked, Target::Job(job), deed.code()).changes([Change::new(
        "users",
        None,
        Some(total.to_string()),
    )]);
    Ok(scope.commit(Asked { job, total }, event))
}

fn is_small(total: i64) -> bool {
    usize::try_from(total).is_ok_and(|total| total <= CHUNK)
}

/// Does a small job at once. What fails now is done later: the job is there.
async fn begun(app: &App, account: AccountId, asked: Done<Asked>) -> Outcome<Done<Asked>> {
    if !asked.replayed && is_small(asked.value.total) {
        if let Err(failure) = work::to_the_end(app, account, asked.value.job).await {
            tracing::warn!(?failure, "a small job is put off");
        }
    } else {
        app.parts.job_asked.notify_one();
    }
    Ok(asked)
}

/// The ids, each once.
pub(crate) fn ids(tx: &mut ReadTx<'_>, standing: &Standing, now: i64, which: &Which) -> Outcome<Vec<MemberId>> {
    let ids = match which {
        Which::Members(ids) => {
            let mut seen = HashSet::new();
            ids.iter().copied().filter(|id| seen.insert(*id)).collect()
        }
        Which::Matching(filter) => matching(tx, standing, now, filter)?,
    };
    match ids.len() {
        0 => Err(Refusal::field("/members", "empty").into()),
        1..=MOST => known(tx, standing.account.account, which, ids),
        _ => {
            let problem = FieldProblem::new("/members", "too_many").with("limit", MOST.to_string());
            Err(Refusal::Invalid(vec![problem]).into())
        }
    }
}

/// Refuses ids that nobody has, or had.
pub(crate) fn known(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    which: &Which,
    ids: Vec<MemberId>,
) -> Outcome<Vec<MemberId>> {
    /// So many are named; whoever sends more has mixed up something else.
    const NAMED: usize = 20;
    let Which::Members(asked) = which else { return Ok(ids) };
    let there: HashSet<MemberId> = judged::states(tx, account, &ids)?.into_iter().map(|row| row.member).collect();
    let unknown = asked.iter().enumerate().filter(|(_, id)| !there.contains(id));
    let problem = |index| FieldProblem::new(format!("/members/{index}"), "unknown_member");
    let problems: Vec<FieldProblem> = unknown.map(|(index, _)| problem(index)).take(NAMED).collect();
    if problems.is_empty() { Ok(ids) } else { Err(Refusal::Invalid(problems).into()) }
}

/// Page by page, so that only the ids stay; one more than may be, so that too many are noticed.
fn matching(tx: &mut ReadTx<'_>, standing: &Standing, now: i64, filter: &MemberFilter) -> Outcome<Vec<MemberId>> {
    const PAGE: i64 = 500;
    standing.require(RosterPermission::ReadMembers)?;
    let filter = under("/filter", checked(tx, standing, filter.clone()))?;
    let (account, sort) = (standing.account.account, MemberSort::default());
    let mut ids: Vec<MemberId> = Vec::new();
    let mut after: Option<Place> = None;
    while ids.len() <= MOST {
        let page = member_list::page(tx, account, &filter, sort, after.as_ref(), now, PAGE)?;
        ids.extend(page.iter().map(|(row, _)| row.member));
        let full = page.len() == usize::try_from(PAGE).unwrap_or_default();
        after = page.into_iter().next_back().map(|(_, place)| place).filter(|_| full);
        if after.is_none() {
            break;
        }
    }
    Ok(ids)
}
