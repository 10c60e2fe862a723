//! The recovery command: where no admin of an account can be reached, the operator makes one of its members an admin (A14).
//!
//! Whether somebody can be reached no machine knows; it knows when they were last there. Everybody in the account is mailed, so that
//! it can't be done quietly.

use crate::{
    App, Caller, Done, Outcome,
    members::{called, gifts},
    scope::{Letter, LinkRef, Scope},
    standing::Need,
};
use jiff::SignedDuration;
use roster_domain::{
    email::Email,
    event::{Change, Event, EventKind, Target},
    id::{AccountId, Id, MemberId},
    mail::MailKind,
    model::HowManyRoles,
    refusal::{FieldProblem, Refusal},
};
use roster_store::{db::millis, members};
use uuid::Uuid;

/// Whoever keeps the account and was there within this time can be reached.
pub const REACHABLE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How many keepers are looked at, and how many members are read at a time.
const MOST: i64 = 1_000;
const PAGE: i64 = 500;

/// Makes the active member with this address an admin. Refused while anybody can be reached who keeps the account.
pub async fn recover(app: &App, account: AccountId, email: &str, reason: &str) -> Outcome<Done<MemberId>> {
    let reason = super::reason(reason)?;
    let email = Email::parse(email).map_err(|problem| Refusal::field("/make_admin", problem.code()))?;
    app.change(&Caller::operator(), account, Need::Operator, move |scope| {
        if scope.standing.account.status == "closed" {
            return Err(Refusal::WrongState { state: "closed" }.into());
        }
        let row = members::by_email(scope.tx, account, email.normal())?;
        let row = row.filter(|row| row.status == "active" && row.person.is_some());
        let row = row.ok_or_else(|| Refusal::Invalid(vec![FieldProblem::new("/make_admin", "no_active_member")]))?;
        if somebody_is_reachable(scope)? {
            return Err(Refusal::AdminReachable.into());
        }
        let (role, before) = give(scope, &row)?;
        let label = scope.standing.model[scope.standing.model.founder_role()].label.clone();
        mail_everybody(scope, &row, &label, &reason)?;
        let change = Change::new("role", Some(before), Some(role));
        let event = Event::new(EventKind::AccountRecovered, Target::Member(row.member), called(&row));
        Ok(scope.commit(row.member, event.changes([change]).note(reason.clone())))
    })
    .await
}

/// Whether anybody who keeps the account was there lately.
fn somebody_is_reachable(scope: &mut Scope<'_, '_>) -> Outcome<bool> {
    let (account, at) = (scope.account(), scope.at());
    let since = millis(scope.now() - REACHABLE);
    let model = scope.standing.model.clone();
    for (_, role) in model.roles().filter(|(_, role)| role.keeps_account) {
        let keepers = members::keepers(scope.tx, account, role.id.as_str(), at, MOST)?;
        let rows = members::by_ids(scope.tx, account, &keepers)?;
        if rows.iter().any(|row| row.last_active_at.max(row.joined_at).is_some_and(|last| last >= since)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Gives the highest role that keeps the account; gives its id, and those that were held before.
fn give(scope: &mut Scope<'_, '_>, row: &members::MemberRow) -> Outcome<(String, String)> {
    let account = scope.account();
    let model = scope.standing.model.clone();
    let role = model[model.founder_role()].id.to_string();
    let held = members::roles(scope.tx, account, row.member)?;
    let before = held.iter().map(|held| held.id.clone()).collect::<Vec<_>>().join(", ");
    let mut roles = match model.membership().roles {
        HowManyRoles::One => Vec::new(),
        HowManyRoles::Many => held,
    };
    roles.retain(|held| held.id != role);
    roles.push(members::TimedRow::always(role.clone(), None, scope.at()));
    members::set_roles(scope.tx, account, row.member, &roles)?;
    members::touch(scope.tx, account, row.member)?;
    Ok((role, before))
}

fn mail_everybody(
    scope: &mut Scope<'_, '_>,
    admin: &members::MemberRow,
    label: &roster_domain::model::Text,
    reason: &str,
) -> Outcome<()> {
    let account = scope.account();
    let mut after = Some(MemberId::from_uuid(Uuid::nil()));
    while let Some(from) = after {
        let page = members::page_by_id(scope.tx, account, from, PAGE)?;
        after = page.last().map(|last| last.member);
        for row in page.iter().filter(|row| row.status == "active") {
            let language = gifts::language_of(row);
            let kind = MailKind::AccountRecovered {
                account: scope.standing.account.name.clone(),
                name: called(admin).to_owned(),
                role: label.get(language.tag()).to_owned(),
                reason: reason.to_owned(),
            };
            let link = Some(LinkRef::Account);
            scope.mail(&Letter { kind: &kind, to: &row.email, name: &row.name, language, link })?;
        }
    }
    Ok(())
}
