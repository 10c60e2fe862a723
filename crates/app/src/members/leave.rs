//! Leaving an account of one's own will (F19): into the list of former members where the model keeps one, else off the lists.

use crate::{
    Actor, App, Caller, Done, Outcome,
    members::{called, ended, gifts, hand_over::hand_over_one, sole::must_be_followed, take},
    scope::{Letter, LinkRef, Scope},
    standing::Need,
};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::{AccountId, MemberId},
    lifecycle::Step,
    mail::MailKind,
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{members, person_accounts};

/// Whether the caller is the only one who keeps the account, and can't leave it yet (F02).
pub async fn keeps_it_alone(app: &App, caller: &Caller, account: AccountId) -> Outcome<bool> {
    app.view(caller, account, Need::Member, move |view| {
        let (now, me, model) = (view.at(), view.standing.as_member()?, view.standing.model.clone());
        let (mut mine, mut others) = (false, false);
        for (_, role) in model.roles().filter(|(_, role)| role.keeps_account) {
            // Of two at least one is somebody else.
            let keepers = members::keepers(view.tx, account, role.id.as_str(), now, 2)?;
            mine |= keepers.contains(&me);
            others |= keepers.iter().any(|keeper| *keeper != me);
        }
        Ok(mine && !others)
    })
    .await
}

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
        tell_admins(scope, &row, hand_over_to)?;
        let kind = MailKind::LeftAccount { account: scope.standing.account.name.clone() };
        let language = gifts::language_of(&row);
        scope.mail(&Letter { kind: &kind, to: &row.email, name: &row.name, language, link: None })?;
        let change = Change::new("status", Some(before), Some(row.status.clone()));
        events.push(Event::new(EventKind::MemberLeft, Target::Member(me), called(&row)).changes([change]));
        Ok(scope.commit_all((), events))
    })
    .await
}

/// Writes to those who manage the users, with the way to the place that is empty now.
fn tell_admins(scope: &mut Scope<'_, '_>, row: &members::MemberRow, hand_over_to: Option<MemberId>) -> Outcome<()> {
    let account = scope.account();
    let handed_to = match hand_over_to {
        Some(to) => members::by_id(scope.tx, account, to)?.map(|to| called(&to).to_owned()),
        None => None,
    };
    let mut admins = gifts::holders(scope, RosterPermission::EditMembers, gifts::MOST_ADMINS)?;
    admins.retain(|admin| admin.member != row.member);
    let kind = MailKind::MemberLeft {
        account: scope.standing.account.name.clone(),
        name: called(row).to_owned(),
        email: row.email.clone(),
        handed_to,
    };
    scope.tell(&admins, &kind, LinkRef::Profile(row.member))
}
