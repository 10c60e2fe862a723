//! The merge itself: one transaction over both accounts.

use super::{credits_move, hindrance};
use crate::{
    App, Caller, Done, Outcome,
    clock::Fresh,
    credits::ledger::{Ledger, Line, Said},
    invitations::{
        accept::{Accepted, JoinedAgain, holder, invited, join_known},
        look::{decode, hide_account},
    },
    members::gifts,
    people::{check_current, signed_in},
    scope::{Letter, Scope},
    standing::Need,
};
use roster_domain::{
    credits::EntryKind,
    event::{Change, Event, EventKind, Target},
    id::{AccountId, PersonId},
    mail::MailKind,
    refusal::Refusal,
};
use roster_store::{api_keys, credits, due, merges, person_accounts};

/// How many kinds of ends the credits may have that move.
const MOST_LOTS: i64 = 1_000;

/// Accepts an invitation and makes `account`, in which the person is alone, a part of the inviting one. It can't be undone. Needs the
/// person's password, `roster.close_account` in their account, and that an admin of the other one offered it.
pub async fn merge(
    app: &App,
    caller: &Caller,
    link: &str,
    account: AccountId,
    password: &str,
) -> Outcome<Done<JoinedAgain>> {
    let token = decode(link)?;
    let (person, _) = signed_in(caller)?;
    if account == token.account {
        return Err(Refusal::field("/account", "into_itself").into());
    }
    check_current(app, person, password).await?;
    let holder = holder(caller, format_args!("merge {} {person}", token.invitation));
    let by = Caller { idempotency: None, ..caller.clone() };
    let there = app.fresh();
    let done = app
        .change_both(&holder, token.account, account, Need::Link, move |scope| {
            let (row, member) = invited(scope, &token, person)?;
            let (invited, email) = (member.member, member.email.clone());
            merges::offered(scope.tx, token.account, invited)?.ok_or(Refusal::NotFound)?;
            merges::forget(scope.tx, token.account, invited)?;
            let left = leave(scope, &by, account, there.clone(), person)?;
            let mut events = Vec::new();
            if !left.credits.is_empty() {
                let said = Said { reference: String::new(), note: left.name.clone() };
                let mut ledger = Ledger::open(scope)?;
                for part in &left.credits {
                    let line = Line { until: part.until, ..Line::new(EntryKind::Allocation, part.amount, &said) };
                    ledger.add(scope, &line)?;
                }
                events = ledger.close(scope)?;
            }
            let (name, language) = (member.name.clone(), gifts::language_of(&member));
            let joined = join_known(scope, (row, member), person)?;
            let kind =
                MailKind::AccountMerged { account: scope.standing.account.name.clone(), former: left.name.clone() };
            scope.mail(&Letter { kind: &kind, to: &email, name: &name, language, link: None })?;
            let event = Event::new(EventKind::AccountJoined, Target::Member(invited), &left.name);
            events.push(event);
            Ok(joined.and(events))
        })
        .await
        .map_err(hide_account)?;
    let Done { value: Accepted { member, lost, .. }, revision, replayed, undo } = done;
    Ok(Done { value: JoinedAgain { account: token.account, member, lost }, revision, replayed, undo })
}

/// What somebody brings along.
struct Left {
    /// What their account was called.
    name: String,
    credits: Vec<Part>,
}

/// Credits with one end.
struct Part {
    amount: i64,
    until: Option<i64>,
}

/// The leaving account's side: its credits go, its keys die, and it is a part of the other from now on.
fn leave(scope: &mut Scope<'_, '_>, by: &Caller, account: AccountId, fresh: Fresh, person: PersonId) -> Outcome<Left> {
    let (into, into_name) = (scope.account(), scope.standing.account.name.clone());
    let decimals = scope.standing.model.credits().map(|credits| credits.decimals);
    let mut there = scope.beside(by, account, Need::Member, fresh)?;
    let (at, me) = (there.at(), there.standing.as_member()?);
    if let Some(code) = hindrance(there.tx, &there.standing, me, at)? {
        return Err(Refusal::field("/account", code).into());
    }
    let name = there.standing.account.name.clone();
    let (mut events, mut parts) = (Vec::new(), Vec::new());
    if credits_move(&there, decimals) {
        let mut ledger = Ledger::open(&mut there)?;
        let mut left = credits::newest(there.tx, account)?.available();
        for lot in credits::lots(there.tx, account, (0, 0), MOST_LOTS)? {
            let amount = lot.left.min(left);
            left -= amount;
            parts.push(Part { amount, until: Some(lot.expires_at) });
        }
        parts.push(Part { amount: left, until: None });
        parts.retain(|part| part.amount > 0);
        let amount: i64 = parts.iter().map(|part| part.amount).sum();
        if amount > 0 {
            let said = Said { reference: String::new(), note: into_name.clone() };
            ledger.add(&mut there, &Line::new(EntryKind::Spending, amount, &said))?;
        }
        events = ledger.close(&mut there)?;
    }
    api_keys::revoke_of_member(there.tx, account, me, at)?;
    person_accounts::remove(there.tx, person, account)?;
    if !merges::merge(there.tx, account, into, at)? {
        return Err(Refusal::NotFound.into());
    }
    // Nothing happens in it by itself any more.
    due::put_off_all(there.tx, account)?;
    let change = Change::new("merged_into", None, Some(into_name));
    events.push(Event::new(EventKind::AccountMerged, Target::Account, &name).changes([change]));
    let commit = there.commit_all((), events);
    there.keep(commit)?;
    Ok(Left { name, credits: parts })
}
