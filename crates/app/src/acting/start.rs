//! Beginning to act as another member (B12).

use crate::{
    App, Caller, Done, Outcome, accounts,
    members::{gifts, state},
    people::signed_in,
    scope::Letter,
    standing::Need,
};
use jiff::{SignedDuration, Timestamp};
use roster_domain::{
    access::Verb,
    event::{Event, EventKind, Target},
    id::{AccountId, ActingId, Id, MemberId},
    mail::MailKind,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{
    acting::{self, ActingRow},
    db::millis,
    due::{self, DueKind},
    members,
};
use serde::{Deserialize, Serialize};

/// After this long it ends by itself.
pub const AT_MOST: SignedDuration = SignedDuration::from_hours(1);

/// A time of acting that has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acting {
    /// Its id.
    pub acting: ActingId,
    /// As whom.
    pub member: MemberId,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// Begins to act as a member of lower rank, in the one browser that asks. They can read who did, when and why, and are told by mail
/// unless the model says otherwise.
pub async fn start(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    reason: &str,
) -> Outcome<Done<Acting>> {
    let (reason, by) = (accounts::reason(reason)?, caller.clone());
    app.change(caller, account, Need::Permission(RosterPermission::ActAs), move |scope| {
        scope.standing.in_own_name()?;
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let target = scope.standing.record_of(scope.tx, &row)?;
        scope.standing.may_act_on(Verb::ActAs, &target)?;
        if row.status != "active" {
            return Err(Refusal::WrongState { state: state(&row.status) }.into());
        }
        // A key has nothing that could act: it is bound to the browser somebody sits at.
        let (_, session) = signed_in(&by)?;
        let actor = scope.standing.as_member()?;
        let (acting, until): (ActingId, _) = (scope.id(), scope.now() + AT_MOST);
        let new = ActingRow {
            acting,
            member,
            actor,
            session,
            reason: reason.clone(),
            started_at: scope.at(),
            expires_at: millis(until),
            ended_at: None,
        };
        acting::insert(scope.tx, account, &new)?;
        due::set(scope.tx, account, DueKind::ActingEnd, acting.uuid(), new.expires_at)?;
        let kind = MailKind::ActedAs {
            account: scope.standing.account.name.clone(),
            by: scope.standing.my_name(),
            reason: reason.clone(),
            until,
        };
        let language = gifts::language_of(&row);
        scope.mail(&Letter { kind: &kind, to: &row.email, name: &row.name, language, link: None })?;
        let event = Event::new(EventKind::ActingStarted, Target::Member(member), &row.name).note(reason.clone());
        Ok(scope.commit(Acting { acting, member, expires_at: until }, event))
    })
    .await
}
