//! Reading the audit log.

use crate::{App, Caller, Outcome, standing::Need, view::View};
use jiff::Timestamp;
use roster_domain::{
    event::{ActorRef, Details},
    id::{AccountId, Id, MemberId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{accounts, db::timestamp, events, members};
use std::collections::HashMap;
use uuid::Uuid;

pub use roster_store::events::EventFilter;

/// The most rows a page has.
pub const MAX_PAGE: usize = 200;

/// One event, ready to be told.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its number in the account's log.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// The code of its kind.
    pub kind: String,
    /// The code of the kind of actor.
    pub actor_kind: String,
    /// The actor.
    pub actor: Option<Uuid>,
    /// What the actor is called now, if it is a member.
    pub actor_name: Option<String>,
    /// The member in whose name it was done.
    pub on_behalf_of: Option<MemberId>,
    /// What that member is called now.
    pub on_behalf_of_name: Option<String>,
    /// The code of the kind of target.
    pub target_kind: String,
    /// The target.
    pub target: Option<Uuid>,
    /// `None` once erased.
    pub details: Option<Details>,
}

/// A page of the log.
#[derive(Clone, Debug)]
pub struct AuditPage {
    /// The newest first.
    pub events: Vec<Told>,
    /// Pass as `before` to read on.
    pub next: Option<i64>,
    /// The number of the newest event there is, whatever was asked for.
    pub newest: i64,
}

/// Reads the log backwards, from before event number `before`. Needs `roster.read_audit`.
pub async fn list(
    app: &App,
    caller: &Caller,
    account: AccountId,
    filter: EventFilter,
    before: Option<i64>,
    limit: usize,
) -> Outcome<AuditPage> {
    if before.is_some_and(|before| before < 1) {
        return Err(Refusal::field("/cursor", "bad_cursor").into());
    }
    let limit = limit.clamp(1, MAX_PAGE);
    app.view(caller, account, Need::Permission(RosterPermission::ReadAudit), move |view| {
        let mut rows =
            events::page(view.tx, account, before.unwrap_or(i64::MAX), &filter, crate::cursor::one_more(limit))?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = more.then(|| rows.last().map(|row| row.seq)).flatten();
        Ok(AuditPage { newest: newest(view)?, events: told(view, rows)?, next })
    })
    .await
}

/// The number of the newest event.
pub(super) fn newest(view: &mut View<'_, '_>) -> Outcome<i64> {
    let account = view.account();
    Ok(accounts::head(view.tx, account)?.ok_or(Refusal::NotFound)?.event_seq)
}

pub(crate) fn told(view: &mut View<'_, '_>, rows: Vec<events::EventRow>) -> Outcome<Vec<Told>> {
    let account = view.account();
    let mut ids: Vec<MemberId> = rows
        .iter()
        .flat_map(|row| {
            let actor = match ActorRef::from_parts(&row.actor_kind, row.actor_id) {
                Some(ActorRef::Member(member)) => Some(member),
                _ => None,
            };
            [actor, row.on_behalf_of.map(MemberId::from_uuid)]
        })
        .flatten()
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let names: HashMap<MemberId, String> = members::names(view.tx, account, &ids)?.into_iter().collect();
    let name = |id: Option<Uuid>| id.and_then(|id| names.get(&MemberId::from_uuid(id)).cloned());
    rows.into_iter()
        .map(|row| {
            Ok(Told {
                seq: row.seq,
                at: timestamp(row.at)?,
                actor_name: name(row.actor_id),
                on_behalf_of_name: name(row.on_behalf_of),
                on_behalf_of: row.on_behalf_of.map(MemberId::from_uuid),
                kind: row.kind,
                actor_kind: row.actor_kind,
                actor: row.actor_id,
                target_kind: row.target_kind,
                target: row.target_id,
                details: row.details.and_then(|details| serde_json::from_str(&details).ok()),
            })
        })
        .collect()
}
