//! What became of the credits: the ledger, read backwards.

use crate::{App, Caller, Done, Outcome, cursor::one_more, standing::Need};
use roster_domain::{
    credits::EntryKind,
    event::{Event, EventKind, Target},
    id::{AccountId, MemberId},
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};
use roster_store::{credits, members};
use std::collections::HashMap;

pub use roster_store::credits::{EntryFilter, EntryRow};

/// The most rows a page has.
pub const MAX_PAGE: usize = 1_000;

/// An entry with the name of who made it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The entry.
    pub row: EntryRow,
    /// What the member is called now who made it, or in whose name a key did.
    pub member_name: Option<String>,
}

/// A page of the ledger.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// The newest first.
    pub entries: Vec<Entry>,
    /// Pass as `before` to read on.
    pub next: Option<i64>,
}

/// Reads the ledger backwards, from before entry `before`. Needs `roster.read_transactions`.
pub async fn history(
    app: &App,
    caller: &Caller,
    account: AccountId,
    filter: EntryFilter,
    before: Option<i64>,
    limit: usize,
) -> Outcome<Ledger> {
    check(&filter, before)?;
    let limit = limit.clamp(1, MAX_PAGE);
    app.view(caller, account, Need::Permission(RosterPermission::ReadTransactions), move |view| {
        view.model.credits().ok_or(Refusal::NotFound)?;
        let mut rows = credits::page(view.tx, account, before.unwrap_or(i64::MAX), &filter, one_more(limit))?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = more.then(|| rows.last().map(|row| row.seq)).flatten();
        let mut ids: Vec<MemberId> = rows.iter().filter_map(|row| row.member).collect();
        ids.sort_unstable();
        ids.dedup();
        let names: HashMap<MemberId, String> = members::names(view.tx, account, &ids)?.into_iter().collect();
        let named = |row: EntryRow| {
            let member_name = row.member.and_then(|member| names.get(&member).cloned());
            Entry { row, member_name }
        };
        Ok(Ledger { entries: rows.into_iter().map(named).collect(), next })
    })
    .await
}

/// Notes that the transactions are taken out of the house; what is read afterwards is asked for page by page.
pub async fn note_export(app: &App, caller: &Caller, account: AccountId, filter: &EntryFilter) -> Outcome<Done<()>> {
    check(filter, None)?;
    app.change(caller, account, Need::Permission(RosterPermission::ReadTransactions), move |scope| {
        scope.standing.model.credits().ok_or(Refusal::NotFound)?;
        let name = scope.standing.account.name.clone();
        Ok(scope.commit((), Event::new(EventKind::TransactionsExported, Target::Account, name)))
    })
    .await
}

fn check(filter: &EntryFilter, before: Option<i64>) -> Outcome<()> {
    if before.is_some_and(|before| before < 1) {
        return Err(Refusal::field("/cursor", "bad_cursor").into());
    }
    if let Some(kind) = filter.kind.as_deref().filter(|kind| EntryKind::from_code(kind).is_none()) {
        return Err(Refusal::Invalid(vec![FieldProblem::new("/kind", "unknown_kind").with("value", kind)]).into());
    }
    Ok(())
}
