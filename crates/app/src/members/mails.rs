//! What a member wants to be mailed about others, for themself.

use crate::{App, Caller, Done, Outcome, standing::Need};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::AccountId,
    model::{MailedChange, Model},
    refusal::{FieldProblem, Refusal},
};
use roster_store::{members, silences};

/// A change that one can be mailed about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailChoice {
    /// Which.
    pub change: MailedChange,
    /// Whether one is.
    pub mailed: bool,
}

/// The changes that the model mails and a member can do without.
fn on_offer(model: &Model) -> impl Iterator<Item = MailedChange> {
    let all = MailedChange::ALL.into_iter().map(|(change, _)| change);
    all.filter(|change| change.is_about_others() && model.mails().mails(*change))
}

/// What the caller is mailed about.
pub async fn mails(app: &App, caller: &Caller, account: AccountId) -> Outcome<Vec<MailChoice>> {
    app.view(caller, account, Need::Member, move |view| {
        let me = view.standing.as_member()?;
        let silent = silences::of(view.tx, account, me)?;
        let choice =
            |change: MailedChange| MailChoice { change, mailed: !silent.iter().any(|silent| silent == change.key()) };
        Ok(on_offer(&view.standing.model).map(choice).collect())
    })
    .await
}

/// Sets what the caller is mailed about: all that they want, by the keys of the model.
pub async fn set_mails(app: &App, caller: &Caller, account: AccountId, wanted: Vec<String>) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Member, move |scope| {
        // What somebody is mailed about stays theirs alone (B12).
        scope.standing.in_own_name()?;
        scope.standing.as_member()?;
        let me = scope.standing.me.clone().ok_or(Refusal::NotFound)?;
        let offered: Vec<&str> = on_offer(&scope.standing.model).map(MailedChange::key).collect();
        let unknown = wanted.iter().position(|key| !offered.contains(&key.as_str()));
        if let Some(index) = unknown {
            let problem = FieldProblem::new(format!("/mails/{index}"), "unknown_mail").with("value", &wanted[index]);
            return Err(Refusal::Invalid(vec![problem]).into());
        }
        let silent: Vec<&str> = offered.iter().copied().filter(|key| !wanted.iter().any(|it| it == key)).collect();
        let before = silences::of(scope.tx, account, me.member)?;
        let mut after: Vec<String> = silent.iter().map(|key| (*key).to_owned()).collect();
        after.sort_unstable();
        if before == after {
            return Ok(scope.nothing(()));
        }
        silences::set(scope.tx, account, me.member, &silent)?;
        members::touch(scope.tx, account, me.member)?;
        let change = Change::new("no_mails_about", Some(before.join(", ")), Some(after.join(", ")));
        let event = Event::new(EventKind::MemberEdited, Target::Member(me.member), &me.name);
        Ok(scope.commit((), event.changes([change])))
    })
    .await
}
