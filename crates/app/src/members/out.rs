//! The ways out of an account, as far as they are alike: nothing of the member is in force from the next request on, and all
//! that was entered stays noted, so that they can be brought back as they were.

use crate::{
    Outcome,
    members::{called, ended, gifts, sole::must_be_followed, take},
    scope::{Letter, Scope},
    undo::image::{Delta, Place, Swap},
};
use roster_domain::{
    access::Verb,
    event::{Change, Event, EventKind, Target},
    lifecycle::Step,
    mail::MailKind,
    model::Leaving,
};
use roster_store::{members, person_accounts};

/// Puts one member out, in a change that more may happen in; gives the event that says so. The version is the caller's to expect.
pub(crate) fn put_out(scope: &mut Scope<'_, '_>, mut row: members::MemberRow, way: Leaving) -> Outcome<Event> {
    let target = scope.standing.record_of(scope.tx, &row)?;
    let (step, verb, event) = match way {
        Leaving::Disable => (Step::Disable, Verb::Disable, EventKind::MemberDisabled),
        Leaving::Archive => (Step::Archive, Verb::Archive, EventKind::MemberArchived),
        Leaving::Delete => (Step::Delete, Verb::Delete, EventKind::MemberDeleted),
    };
    scope.standing.may_act_on(verb, &target)?;
    // Who is out for a while has it still when they are back; who goes, goes from it, too.
    if way != Leaving::Disable && matches!(&*row.status, "active" | "disabled") {
        must_be_followed(scope, row.member)?;
    }
    let (account, at, before) = (scope.account(), scope.at(), row.status.clone());
    let was = Place::of(&row);
    take(scope, &mut row, step)?;
    if way != Leaving::Disable {
        row.left_at = Some(at);
    }
    scope.took_the_place_of(row.member, Delta::Place(Swap { before: was, after: Place::of(&row) }));
    members::save(scope.tx, account, &row)?;
    ended::end_sessions_of(scope.tx, account, row.member, at)?;
    // Who is archived may come back: until then the address they are asked at follows them.
    if let Some(person) = row.person.filter(|_| way == Leaving::Delete) {
        person_accounts::remove(scope.tx, person, account)?;
    }
    // Who was out already hears nothing new.
    if matches!(&*before, "active" | "disabled") {
        tell(scope, &row, way)?;
    }
    let change = Change::new("status", Some(before), Some(row.status.clone()));
    Ok(Event::new(event, Target::Member(row.member), called(&row)).changes([change]))
}

fn tell(scope: &mut Scope<'_, '_>, row: &members::MemberRow, way: Leaving) -> Outcome<()> {
    let (account, by) = (scope.standing.account.name.clone(), scope.standing.my_name());
    let kind = match way {
        Leaving::Disable => MailKind::DisabledInAccount { account, by },
        Leaving::Archive | Leaving::Delete => MailKind::RemovedFromAccount { account, by },
    };
    let language = gifts::language_of(row);
    scope.mail(&Letter { kind: &kind, to: &row.email, name: &row.name, language, link: None })
}
