//! Offering one's role to a successor.

use super::{VALID_FOR, role_label};
use crate::{
    Actor, App, Caller, Done, Outcome,
    members::{called, gifts},
    people::check_current,
    scope::{Letter, LinkRef},
    standing::{Need, Standing},
};
use jiff::Timestamp;
use roster_domain::{
    access,
    event::{Change, Event, EventKind, Target},
    id::{AccountId, Id, MemberId, TransferId},
    mail::MailKind,
    refusal::{FieldProblem, Refusal},
    role::RoleIx,
};
use roster_store::{
    ReadTx,
    db::millis,
    due::{self, DueKind},
    members::{self, MemberRow},
    transfers::{self, TransferRow},
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An offer that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Started {
    /// Its id.
    pub transfer: TransferId,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
}

/// Offers the caller's role to another active member. The password is asked for again: a browser left open must not be enough to give
/// the account away.
pub async fn start(
    app: &App,
    caller: &Caller,
    account: AccountId,
    to: MemberId,
    current_password: &str,
) -> Outcome<Done<Started>> {
    // Nobody else does this for them: to a key there is no such thing.
    let Actor::Person { person, .. } = caller.actor else {
        app.view(caller, account, Need::Member, |view| view.standing.in_own_name()).await?;
        return Err(Refusal::NotFound.into());
    };
    // First what no password is needed for: nobody types it in vain.
    app.view(caller, account, Need::Member, move |view| look(&view.standing, view.tx, to).map(drop)).await?;
    check_current(app, person, current_password).await?;
    app.change(caller, account, Need::Member, move |scope| {
        let (role, holder, successor) = look(&scope.standing, scope.tx, to)?;
        let (transfer, expires_at): (TransferId, _) = (scope.id(), scope.now() + VALID_FOR);
        let id = scope.standing.model[role].id.to_string();
        let row = TransferRow {
            transfer,
            from: holder.member,
            to,
            role: id.clone(),
            state: "open".to_owned(),
            created_at: scope.at(),
            expires_at: millis(expires_at),
            closed_at: None,
        };
        if !transfers::insert(scope.tx, account, &row)? {
            return Err(Refusal::WrongState { state: "offered" }.into());
        }
        due::set(scope.tx, account, DueKind::TransferEnd, transfer.uuid(), row.expires_at)?;
        let (name, link) = (scope.standing.account.name.clone(), Some(LinkRef::Transfer(transfer)));
        let language = gifts::language_of(&successor);
        let role = role_label(&scope.standing.model, &id, language);
        let kind =
            MailKind::TransferOffered { account: name.clone(), by: called(&holder).to_owned(), role, expires_at };
        scope.mail(&Letter { kind: &kind, to: &successor.email, name: &successor.name, language, link })?;
        let language = gifts::language_of(&holder);
        let role = role_label(&scope.standing.model, &id, language);
        let kind = MailKind::TransferStarted { account: name, to: called(&successor).to_owned(), role, expires_at };
        scope.mail(&Letter { kind: &kind, to: &holder.email, name: &holder.name, language, link })?;
        let event = Event::new(EventKind::TransferStarted, Target::Member(to), called(&successor));
        Ok(scope.commit(Started { transfer, expires_at }, event.changes([Change::new("role", None, Some(id))])))
    })
    .await
}

/// The role that the caller can hand over, and both of them; refused where there is no such role, or nobody who could get it.
fn look(standing: &Standing, tx: &mut ReadTx<'_>, to: MemberId) -> Outcome<(RoleIx, Arc<MemberRow>, MemberRow)> {
    let model = &standing.model;
    let role = standing.record().and_then(|me| access::hands_over(model, me, standing.now)).ok_or_else(|| {
        let missing = model.roles().filter(|(_, role)| role.keeps_account).map(|(_, role)| role.id.to_string());
        Refusal::NotHeld { missing: missing.collect() }
    })?;
    let holder = standing.me.clone().ok_or(Refusal::NotFound)?;
    let successor = members::by_id(tx, standing.account.account, to)?;
    let successor = successor.filter(|row| row.status == "active" && row.member != holder.member);
    let successor = successor.ok_or_else(|| Refusal::Invalid(vec![FieldProblem::new("/to", "no_heir")]))?;
    let theirs = standing.record_of(tx, &successor)?;
    if theirs.roles.iter().any(|held| held.what == role && held.window.until.is_none()) {
        return Err(Refusal::Invalid(vec![FieldProblem::new("/to", "has_role_already")]).into());
    }
    Ok((role, holder, successor))
}
