//! Answering what a member asks for: giving it, as far as one may give it at all (F03), or declining with a word.

use super::{Wanted, ask::LONGEST_WORD, seen};
use crate::{
    App, Caller, Done, Outcome,
    members::{
        gifts,
        given::Given,
        set_access::{self, AccessEdit},
        set_permissions::{ExtraWish, PermissionsWish, set_permissions_one},
        set_role::{self, RoleWish, set_role_one},
    },
    scope::{Letter, Scope},
    standing::Need,
};
use jiff::Timestamp;
use roster_domain::{
    event::{Event, EventKind, Target},
    grant::Window,
    id::{AccessRequestId, AccountId},
    mail::MailKind,
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
    text::has_control_characters,
};
use roster_store::{
    access_requests::{self, AccessRequestRow},
    db::timestamp,
    members::{self, MemberRow},
};

/// What is given to whoever asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gift {
    /// This, on the resource they asked for.
    There(Given),
    /// A single permission: on the resource they asked for, or, where they asked for it in the account, beyond their role.
    Permission(String),
    /// Another role.
    Role(String),
}

/// Gives what was asked for, until then or without end.
pub async fn give(
    app: &App,
    caller: &Caller,
    account: AccountId,
    request: AccessRequestId,
    gift: Option<Gift>,
    until: Option<Timestamp>,
) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Member, move |scope| {
        let (row, member) = open(scope, request)?;
        // Whoever may not answer is not told what is missing.
        let gift = gift.as_ref().ok_or_else(|| Refusal::field("/level", "empty"))?;
        let mut events = given(scope, &Wanted::read(&row.target), &member, gift, until)?;
        close(scope, row, "given", String::new())?;
        let called = if member.name.is_empty() { &member.email } else { &member.name };
        events.push(Event::new(EventKind::AccessRequestGranted, Target::Member(member.member), called));
        Ok(scope.commit_all((), events))
    })
    .await
}

/// Declines, with a word to whoever asked; they are written to.
pub async fn decline(
    app: &App,
    caller: &Caller,
    account: AccountId,
    request: AccessRequestId,
    word: String,
) -> Outcome<Done<()>> {
    let word = word.trim().to_owned();
    if word.chars().count() > LONGEST_WORD {
        let problem = FieldProblem::new("/word", "too_long").with("limit", LONGEST_WORD.to_string());
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    if has_control_characters(&word) {
        return Err(Refusal::field("/word", "control_character").into());
    }
    app.change(caller, account, Need::Member, move |scope| {
        let (row, member) = open(scope, request)?;
        let kind = MailKind::AccessDeclined {
            account: scope.standing.account.name.clone(),
            by: scope.standing.my_name(),
            asked_at: timestamp(row.asked_at)?,
            word: Some(word.clone()).filter(|word| !word.is_empty()),
        };
        close(scope, row, "declined", word.clone())?;
        let language = gifts::language_of(&member);
        scope.mail(&Letter { kind: &kind, to: &member.email, name: &member.name, language, link: None })?;
        let called = if member.name.is_empty() { &member.email } else { &member.name };
        let event = Event::new(EventKind::AccessRequestDeclined, Target::Member(member.member), called);
        Ok(scope.commit((), if word.is_empty() { event } else { event.note(word.clone()) }))
    })
    .await
}

/// An open request that the caller may answer, and who asked. Any other is not there for them.
fn open(scope: &mut Scope<'_, '_>, request: AccessRequestId) -> Outcome<(AccessRequestRow, MemberRow)> {
    let account = scope.account();
    let row = access_requests::by_id(scope.tx, account, request)?.ok_or(Refusal::NotFound)?;
    let shown = seen(scope.tx, &scope.standing, vec![row], 1)?;
    let row = shown.into_iter().next().ok_or(Refusal::NotFound)?.row;
    match row.state.as_str() {
        "open" => {}
        "given" => return Err(Refusal::WrongState { state: "given" }.into()),
        _ => return Err(Refusal::WrongState { state: "declined" }.into()),
    }
    let member = members::by_id(scope.tx, account, row.member)?.ok_or(Refusal::NotFound)?;
    Ok((row, member))
}

fn given(
    scope: &mut Scope<'_, '_>,
    wanted: &Wanted,
    member: &MemberRow,
    gift: &Gift,
    until: Option<Timestamp>,
) -> Outcome<Vec<Event>> {
    let window = Window { from: None, until };
    match (gift, wanted) {
        (Gift::There(_) | Gift::Permission(_), Wanted::Resource(resource)) => {
            set_access::may_change(scope, &[*resource])?;
            let what = match gift {
                Gift::There(what) => what.clone(),
                Gift::Permission(id) | Gift::Role(id) => Given::Permission(id.clone()),
            };
            let edit = AccessEdit { resource: *resource, what: set_access::Wanted::Give(what), window };
            set_access::set_access_one(scope, member, &[edit])
        }
        (Gift::Permission(given), Wanted::Permission(id)) if given == id => {
            scope.standing.require(RosterPermission::ChangeRoles)?;
            let event = set_permissions_one(scope, member, |stored| {
                let wish = |extra: &members::TimedRow| ExtraWish {
                    permission: extra.id.clone(),
                    window: crate::standing::window(extra.from_at, extra.until_at).unwrap_or(Window::ALWAYS),
                };
                let others = stored.extras.iter().filter(|extra| extra.id != *id).map(wish);
                let new = ExtraWish { permission: id.clone(), window };
                PermissionsWish { extras: others.chain([new]).collect(), custom: stored.custom.clone() }
            })?;
            Ok(event.into_iter().collect())
        }
        (Gift::Role(role), Wanted::Permission(_) | Wanted::Page(_)) => {
            scope.standing.require(RosterPermission::ChangeRoles)?;
            let new = set_role::wanted(scope, &RoleWish { role: role.clone(), window })?;
            Ok(set_role_one(scope, member, new)?.into_iter().collect())
        }
        // Something that was not asked for.
        _ => Err(Refusal::field("/give", "not_asked_for").into()),
    }
}

fn close(scope: &mut Scope<'_, '_>, row: AccessRequestRow, state: &str, answer: String) -> Outcome<()> {
    let account = scope.account();
    let decided = AccessRequestRow {
        state: state.to_owned(),
        decided_at: Some(scope.at()),
        decided_by: scope.standing.member(),
        decided_name: scope.standing.my_name(),
        answer,
        ..row
    };
    match access_requests::decide(scope.tx, account, &decided)? {
        true => Ok(()),
        false => Err(Refusal::NotFound.into()),
    }
}
