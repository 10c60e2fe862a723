//! Undoing a change of roles, permissions or access, or that somebody was put out, for a day.
//!
//! It is a change like any other: made from what the former one took the place of, asked of whoever undoes, now, with an event of
//! its own that can be undone in turn. It brings back no session, key, mail or credit, and nothing at all where something was
//! changed since or is gone: then it says what.

mod back;
pub(crate) mod image;
pub mod preview;

use crate::{
    App, Caller, Done, Failure, Outcome,
    scope::{Housekeeping, Scope},
    standing::Need,
};
use image::Image;
use roster_domain::{
    event::{Change, Event},
    id::{AccountId, Id, MemberId},
    refusal::Refusal,
};
use roster_store::{
    db::millis,
    due::{self, DueKind},
    undo,
};

/// For how long a change can be undone: a day.
pub const UNDO_MS: i64 = 86_400_000;

/// How many accounts are gone through at a time, and for how long they are leased.
const BATCH: i64 = 100;
const LEASE_MS: i64 = 60_000;

/// Undoes the change that event `seq` of the account is one of.
pub async fn undo(app: &App, caller: &Caller, account: AccountId, seq: i64) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Member, move |scope| {
        let events = undo_one(scope, seq)?;
        Ok(scope.commit_all((), events))
    })
    .await
}

/// The same of one of many.
pub(crate) fn undo_one(scope: &mut Scope<'_, '_>, seq: i64) -> Outcome<Vec<Event>> {
    let account = scope.account();
    let row = undo::of_event(scope.tx, account, seq)?.ok_or(Refusal::NotUndoable)?;
    if row.at + UNDO_MS <= scope.at() {
        return Err(Refusal::NotUndoable.into());
    }
    if row.undone_by.is_some() {
        return Err(Refusal::AlreadyUndone.into());
    }
    let images: Vec<Image> =
        serde_json::from_str(&row.images).map_err(|e| Failure::broken(format!("what a change replaced: {e}")))?;
    let mut members: Vec<MemberId> = Vec::new();
    for image in &images {
        if !members.contains(&image.member) {
            members.push(image.member);
        }
    }
    let mut events = Vec::new();
    for member in members {
        // Backwards, as it was made.
        let deltas = images.iter().rev().filter(|image| image.member == member).map(|image| &image.delta);
        events.extend(back::put_back(scope, row.last_seq, member, deltas.collect())?);
    }
    back::one_holder_each(scope, row.last_seq, &images)?;
    let next = scope.next_seq();
    undo::mark(scope.tx, account, row.seq, next)?;
    let undoes = Change::new("undoes", None, Some(row.seq.to_string()));
    Ok(events.into_iter().map(|event| event.changes([undoes.clone()])).collect())
}

/// Forgets what can't be undone any more; gives in how many accounts.
pub async fn forget_due(app: &App) -> Outcome<usize> {
    let at = millis(app.now());
    let next = app.parts.db.read_fast(move |tx| Ok::<_, Failure>(due::next(tx, DueKind::UndoForgotten)?)).await?;
    if next.is_none_or(|next| next > at) {
        return Ok(0);
    }
    let claimed = app
        .housekeep(Housekeeping::Due, move |tx, fresh| {
            let now = millis(fresh.now);
            Ok(due::claim(tx, DueKind::UndoForgotten, now, BATCH, now + LEASE_MS)?)
        })
        .await?;
    let count = claimed.len();
    for (account, _) in claimed {
        app.housekeep(Housekeeping::Jobs, move |tx, fresh| {
            // Whoever keeps something new at this moment holds this lock.
            roster_store::accounts::lock_head(tx, account)?;
            match undo::forget(tx, account, millis(fresh.now) - UNDO_MS)? {
                Some(oldest) => due::set(tx, account, DueKind::UndoForgotten, account.uuid(), oldest + UNDO_MS)?,
                None => due::clear(tx, account, DueKind::UndoForgotten, account.uuid())?,
            }
            Ok(())
        })
        .await?;
    }
    Ok(count)
}
