//! Looking at jobs: how far they are, and what became of each member.

use crate::{
    App, Caller, Outcome, Revision,
    jobs::{Asker, Deed, from_json, told},
    known::AsOf,
    standing::{Need, Standing},
    undo::UNDO_MS,
    view::View,
};
use roster_domain::{
    id::{AccountId, Id, JobId, MemberId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{
    jobs::{self, JobRow},
    members, undo,
};
use std::collections::HashMap;
use uuid::Uuid;

/// The most rows a page has.
pub const MAX_PAGE: usize = 200;

/// A job and how far it is.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its id.
    pub job: JobId,
    /// What it does.
    pub deed: Deed,
    /// `running`, `done`, `cancelled`, or `failed`: it fell over a fault again and again.
    pub state: String,
    /// To how many.
    pub total: i64,
    /// For how many it is done.
    pub done: i64,
    /// For how many there was nothing to do.
    pub unchanged: i64,
    /// For how many it was refused.
    pub refused: i64,
    /// The member who asked, or in whose name it was asked.
    pub asked_by: Option<MemberId>,
    /// What they are called.
    pub asked_by_name: Option<String>,
    /// When it was asked, milliseconds.
    pub created_at: i64,
    /// When it ended.
    pub ended_at: Option<i64>,
    /// How much of what it did can be undone yet.
    pub undoable: i64,
    /// How far the account had come when it was looked at by itself: all that it did by then is in it.
    pub revision: Option<Revision>,
}

impl Job {
    /// How many wait.
    pub fn waiting(&self) -> i64 {
        if self.state == "running" { self.total - self.done - self.unchanged - self.refused } else { 0 }
    }
}

/// What became of it for one member.
#[derive(Clone, Debug)]
pub struct Item {
    /// 1, 2, …
    pub position: i64,
    /// Who.
    pub member: MemberId,
    /// What they are called, for those who may see who is here.
    pub name: Option<String>,
    /// `waiting`, `done`, `unchanged`, `refused` or `cancelled`.
    pub state: String,
    /// The first event of what was done.
    pub seq: Option<i64>,
    /// Why not.
    pub refusal: Option<Refusal>,
}

/// Whoever asked sees it, and whoever reads the log.
pub(crate) fn may_see(standing: &Standing, row: &JobRow) -> Outcome<()> {
    let by_key = |key| from_json::<Asker>(&row.asker).map(|asker| asker.is_key(key));
    let asked = match standing.account_key() {
        Some(key) => by_key(key)?,
        None => row.asked_by.is_some() && row.asked_by == standing.member(),
    };
    if asked || standing.may(RosterPermission::ReadAudit) { Ok(()) } else { Err(Refusal::NotFound.into()) }
}

/// One job.
pub async fn show(app: &App, caller: &Caller, account: AccountId, job: JobId) -> Outcome<Job> {
    app.view(caller, account, Need::Member, move |view| {
        let row = jobs::by_id(view.tx, account, job)?.ok_or(Refusal::NotFound)?;
        may_see(&view.standing, &row)?;
        let since = view.at() - UNDO_MS;
        let undoable = if row.state == "running" { 0 } else { undo::open_of_job(view.tx, account, job, since)? };
        let mut jobs = told(view, vec![row])?;
        let job = jobs.pop().ok_or(Refusal::NotFound)?;
        let AsOf { revision, access } = view.standing.as_of.ok_or(Refusal::NotFound)?;
        Ok(Job { undoable, revision: Some(Revision { account, revision, access }), ..job })
    })
    .await
}

/// The newest jobs, one's own or, for who reads the log, all; `before` is the last of the page before.
pub async fn list(
    app: &App,
    caller: &Caller,
    account: AccountId,
    before: Option<JobId>,
    limit: usize,
) -> Outcome<(Vec<Job>, Option<JobId>)> {
    let limit = limit.clamp(1, MAX_PAGE);
    app.view(caller, account, Need::Member, move |view| {
        let own = match view.standing.may(RosterPermission::ReadAudit) {
            true => None,
            false => Some(view.standing.as_member()?),
        };
        let before = before.unwrap_or_else(|| JobId::from_uuid(Uuid::max()));
        let mut rows = jobs::page(view.tx, account, before, own, crate::cursor::one_more(limit))?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = more.then(|| rows.last().map(|row| row.job)).flatten();
        Ok((told(view, rows)?, next))
    })
    .await
}

fn told(view: &mut View<'_, '_>, rows: Vec<JobRow>) -> Outcome<Vec<Job>> {
    let account = view.account();
    let ids: Vec<MemberId> = rows.iter().filter_map(|row| row.asked_by).collect();
    let names: HashMap<MemberId, String> = members::names(view.tx, account, &ids)?.into_iter().collect();
    rows.into_iter()
        .map(|row| {
            Ok(Job {
                job: row.job,
                deed: from_json(&row.deed)?,
                asked_by_name: row.asked_by.and_then(|by| names.get(&by).cloned()),
                asked_by: row.asked_by,
                state: row.state,
                total: row.total,
                done: row.done,
                unchanged: row.unchanged,
                refused: row.refused,
                created_at: row.created_at,
                ended_at: row.ended_at,
                undoable: 0,
                revision: None,
            })
        })
        .collect()
}

/// A page of the report, from after position `after`; `state`: only those.
pub async fn items(
    app: &App,
    caller: &Caller,
    account: AccountId,
    job: JobId,
    state: Option<String>,
    after: i64,
    limit: usize,
) -> Outcome<(Vec<Item>, Option<i64>)> {
    const STATES: [&str; 5] = ["waiting", "done", "unchanged", "refused", "cancelled"];
    if state.as_deref().is_some_and(|state| !STATES.contains(&state)) {
        return Err(Refusal::field("/state", "unknown_status").into());
    }
    let limit = limit.clamp(1, MAX_PAGE);
    app.view(caller, account, Need::Member, move |view| {
        let row = jobs::by_id(view.tx, account, job)?.ok_or(Refusal::NotFound)?;
        may_see(&view.standing, &row)?;
        let named = view.standing.may(RosterPermission::ReadMembers);
        let mut rows = jobs::items(view.tx, account, job, after, state.as_deref(), crate::cursor::one_more(limit))?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = more.then(|| rows.last().map(|row| row.position)).flatten();
        let items = rows.into_iter().map(|row| {
            Ok(Item {
                position: row.position,
                member: row.member,
                name: row.name.filter(|_| named),
                state: row.state,
                seq: row.seq,
                refusal: row.refusal.as_deref().map(told::read).transpose()?,
            })
        });
        Ok((items.collect::<Outcome<_>>()?, next))
    })
    .await
}
