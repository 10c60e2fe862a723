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
    scope::{Letter, LinkRef, Scope},
    standing::Need,
};
use roster_domain::{
    credits::EntryKind,
    event::{Change, Event, EventKind, Target},
    id::{AccountId, MemberId, PersonId},
    language::Language,
    mail::{Brought, MailAmount, MailKind, StayedBehind},
    model::Kind,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{api_keys, credits, due, members, merges, person_accounts, persons};

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
            let offer = merges::offered(scope.tx, token.account, invited)?.ok_or(Refusal::NotFound)?;
            merges::forget(scope.tx, token.account, invited)?;
            let language = persons::by_id(scope.tx, person)?.and_then(|me| Language::from_tag(&me.language));
            let language = language.unwrap_or(Language::English);
            let left = leave(scope, &by, account, there.clone(), (person, language))?;
            let joined = join_known(scope, (row, member), person)?;
            let mut events = bring(scope, &left, invited)?;
            let offered_by = members::by_id(scope.tx, token.account, offer.offered_by)?.map(|by| by.name);
            let name = members::by_id(scope.tx, token.account, invited)?.ok_or(Refusal::NotFound)?.name;
            let kind = MailKind::AccountMerged {
                account: scope.standing.account.name.clone(),
                former: left.name.clone(),
                by: offered_by.clone(),
                role: gifts::role_label(scope, invited, language)?,
                brought: left.brought.clone(),
            };
            scope.mail(&Letter { kind: &kind, to: &email, name: &name, language, link: None })?;
            tell_admins(scope, invited, &left, (&name, &email, offered_by.as_deref()))?;
            let event = Event::new(EventKind::AccountJoined, Target::Member(invited), &left.name);
            events.push(event.changes([Change::new("offered_by", None, offered_by)]));
            Ok(joined.and(events))
        })
        .await
        .map_err(hide_account)?;
    let Done { value: Accepted { member, lost, .. }, revision, replayed, undo } = done;
    Ok(Done { value: JoinedAgain { account: token.account, member, lost }, revision, replayed, undo })
}

/// Adds what is left of their credits, one entry for each end, as theirs who agreed.
fn bring(scope: &mut Scope<'_, '_>, left: &Left, member: MemberId) -> Outcome<Vec<Event>> {
    if left.credits.is_empty() {
        return Ok(Vec::new());
    }
    let said = Said { reference: String::new(), note: left.name.clone() };
    let mut ledger = Ledger::open(scope)?;
    for part in &left.credits {
        let line = Line::new(EntryKind::Merge, part.amount, &said);
        ledger.add(scope, &Line { until: part.until, member: Some(member), ..line })?;
    }
    ledger.close(scope)
}

/// Writes to the admins of the inviting account, but for the one who came, should they be one now.
fn tell_admins(
    scope: &mut Scope<'_, '_>,
    member: MemberId,
    left: &Left,
    (name, email, by): (&str, &str, Option<&str>),
) -> Outcome<()> {
    let mut admins = gifts::holders(scope, RosterPermission::EditMembers, gifts::MOST_ADMINS)?;
    admins.retain(|admin| admin.member != member);
    for language in Language::ALL {
        let readers: Vec<_> = admins.iter().filter(|admin| gifts::language_of(admin) == language).cloned().collect();
        if readers.is_empty() {
            continue;
        }
        let unit = scope.standing.model.credits().map(|credits| credits.unit.get(language.tag()).to_owned());
        let credits = left.brought.credits.clone();
        let kind = MailKind::AccountJoined {
            account: scope.standing.account.name.clone(),
            name: name.to_owned(),
            email: email.to_owned(),
            former: left.name.clone(),
            by: by.map(str::to_owned),
            role: gifts::role_label(scope, member, language)?,
            credits: credits.map(|amount| MailAmount { unit: unit.unwrap_or_default(), ..amount }),
        };
        scope.tell(&readers, &kind, LinkRef::Profile(member))?;
    }
    Ok(())
}

/// What somebody brings along.
struct Left {
    /// What their account was called.
    name: String,
    credits: Vec<Part>,
    /// What they are told of it.
    brought: Brought,
}

/// Credits with one end.
struct Part {
    amount: i64,
    until: Option<i64>,
}

/// The leaving account's side: its credits go, its keys die, and it is a part of the other from now on.
fn leave(
    scope: &mut Scope<'_, '_>,
    by: &Caller,
    account: AccountId,
    fresh: Fresh,
    (person, language): (PersonId, Language),
) -> Outcome<Left> {
    let (into, into_name) = (scope.account(), scope.standing.account.name.clone());
    let decimals = scope.standing.model.credits().map(|credits| credits.decimals);
    let mut there = scope.beside(by, account, Need::Member, fresh)?;
    let (at, me) = (there.at(), there.standing.as_member()?);
    if let Some(code) = hindrance(there.tx, &there.standing, me, at)? {
        return Err(Refusal::field("/account", code).into());
    }
    let name = there.standing.account.name.clone();
    let (mut events, mut parts) = (Vec::new(), Vec::new());
    let mut brought = brought(&mut there, language)?;
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
        brought.credits = brought.lost.take();
    }
    api_keys::revoke_all(there.tx, account, at)?;
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
    Ok(Left { name, credits: parts, brought })
}

/// What there is in the leaving account, as its person is told; of the credits, that they are lost.
fn brought(there: &mut Scope<'_, '_>, language: Language) -> Outcome<Brought> {
    let (account, at, model) = (there.account(), there.at(), there.standing.model.clone());
    let told = |(kind, count): (&Kind, i64)| StayedBehind { label: kind.plural.get(language.tag()).to_owned(), count };
    let mut lost = None;
    if let Some(unit) = model.credits() {
        let amount = credits::newest(there.tx, account)?.available();
        let shown = MailAmount { amount, decimals: unit.decimals, unit: unit.unit.get(language.tag()).to_owned() };
        lost = (amount > 0).then_some(shown);
    }
    Ok(Brought {
        credits: None,
        lost,
        keys: api_keys::count_good(there.tx, account, at)?,
        stayed: super::things(there.tx, account, &model)?.into_iter().map(told).collect(),
    })
}
