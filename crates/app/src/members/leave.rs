//! Leaving an account of one's own will (F19): into the list of former members where the model keeps one, else off the lists.

use crate::{
    Actor, App, Caller, Done, Outcome,
    members::{called, ended, gifts, hand_over::hand_over_one, sole::must_be_followed, take},
    scope::Letter,
    standing::Need,
};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::{AccountId, MemberId},
    lifecycle::Step,
    mail::MailKind,
    refusal::Refusal,
};
use roster_store::{members, person_accounts};

/// Leaves. Refused while nobody else could keep the account (F02), or nobody follows them in what only one can have. What one owns goes
/// to `hand_over_to`, if anyone is named.
pub async fn leave(
    app: &App,
    caller: &Caller,
    account: AccountId,
    hand_over_to: Option<MemberId>,
) -> Outcome<Done<()>> {
    // Nobody else does this for them: to a key there is no such thing.
    let Actor::Person { person, .. } = caller.actor else { return Err(Refusal::NotFound.into()) };
    app.change(caller, account, Need::Member, move |scope| {
        let at = scope.at();
        let me = scope.standing.as_member()?;
        let mut row = members::by_id(scope.tx, account, me)?.ok_or(Refusal::NotFound)?;
        let mut events = match hand_over_to {
            Some(to) => hand_over_one(scope, &row, to, "/hand_over_to")?,
            None => Vec::new(),
        };
        must_be_followed(scope, me)?;
        let before = row.status.clone();
        take(scope, &mut row, Step::Leave)?;
        row.left_at = Some(at);
        members::save(scope.tx, account, &row)?;
        ended::end_sessions_of(scope.tx, account, me, at)?;
        if row.status == "deleted" {
            person_accounts::remove(scope.tx, person, account)?;
        }
        let kind = MailKind::LeftAccount { account: scope.standing.account.name.clone() };
        let language = gifts::language_of(&row);
        scope.mail(&Letter { kind: &kind, to: &row.email, name: &row.name, language, link: None })?;
        let change = Change::new("status", Some(before), Some(row.status.clone()));
        events.push(Event::new(EventKind::MemberLeft, Target::Member(me), called(&row)).changes([change]));
        Ok(scope.commit_all((), events))
    })
    .await
}
