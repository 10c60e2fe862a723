//! Mails to those who may something else since another model was applied: chunk by chunk, and nobody waits for them.
//!
//! What somebody may is compared when the mail is written, between the model that they know of and the one that holds by then. Whoever
//! was not written to yet when the next one was applied, or the last one taken back, so gets one mail about both, or none.

use super::{
    report::Place,
    tally::{Sets, sets},
    target::Target,
    walk::{CHUNK, One, Walk},
};
use crate::{
    App, Caller, Failure, Outcome,
    held::Held,
    members::{gifts, set_permissions::permission_label, set_role},
    scope::{Commit, Housekeeping, Letter, Scope},
    standing::Need,
};
use roster_domain::{
    id::{AccountId, Id, MemberId},
    language::Language,
    mail::{MailKind, RuleLine, RulePlace},
    model::{MailedChange, Model},
    permission::PermissionSet,
};
use roster_store::{
    db::{millis, timestamp},
    due::{self, DueKind},
    members::{self, MemberRow},
    models::{self, MailsRow, VersionRow},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many accounts are taken at a time, for how long they are leased, and when one that isn't open is looked at again.
const BATCH: i64 = 10;
const LEASE_MS: i64 = 60_000;
const LATER_MS: i64 = 3_600_000;
/// No more are written while a chunk of the account's mails waits to be sent: an invitation doesn't stand behind a hundred thousand of these,
/// and who waits longest is told of what holds by then.
const PAUSE_MS: i64 = 2_000;
/// Mails that a server has put off for longer than this don't count: five hundred dead addresses must not keep the others waiting for days.
const SOON_MS: i64 = 600_000;
/// As many lines a mail has of what is gained, and of what is lost.
const LISTED: usize = 20;

/// Whether a change from one to the other is mailed: one of both says so. Whoever was mailed about a model hears of its end, too.
pub(super) fn wanted(old: &Model, new: &Model) -> bool {
    [old, new].into_iter().any(|model| model.mails().mails(MailedChange::RulesChanged))
}

/// They are to be written, once this is kept.
pub(super) fn ask(scope: &mut Scope<'_, '_>, target: &Target) -> Outcome<()> {
    if !wanted(&target.pair.old, &target.pair.new) {
        return Ok(());
    }
    let (account, at) = (scope.account(), scope.at());
    models::put_mails(scope.tx, account, target.version, MemberId::from_uuid(Uuid::nil()))?;
    Ok(due::set(scope.tx, account, DueKind::ModelMails, account.uuid(), at)?)
}

/// Writes the next mails in each account where some are due; gives in how many. Cheap when there is none.
pub async fn write_due(app: &App) -> Outcome<usize> {
    let at = millis(app.now());
    let next = app.parts.db.read_fast(move |tx| Ok::<_, Failure>(due::next(tx, DueKind::ModelMails)?)).await?;
    if next.is_none_or(|next| next > at) {
        return Ok(0);
    }
    let claimed = app
        .housekeep(Housekeeping::Due, move |tx, fresh| {
            let now = millis(fresh.now);
            Ok(due::claim(tx, DueKind::ModelMails, now, BATCH, now + LEASE_MS)?)
        })
        .await?;
    let (count, mut first_failure) = (claimed.len(), None);
    for (account, _) in claimed {
        // One that fails must not keep the others waiting; it is due again when its lease is over.
        if let Err(failure) = chunk(app, account).await {
            first_failure.get_or_insert(failure);
        }
    }
    first_failure.map_or(Ok(count), Err)
}

async fn chunk(app: &App, account: AccountId) -> Outcome<()> {
    app.change(&Caller::system(), account, Need::System, move |scope| {
        let now = scope.at();
        let next = match scope.standing.account.status.as_str() {
            "open" if due::mails_waiting(scope.tx, account, now + SOON_MS, CHUNK)? >= CHUNK => Some(now + PAUSE_MS),
            "open" => write(scope)?.then_some(now),
            "suspended" | "closed" => Some(now + LATER_MS),
            _ => None,
        };
        match next {
            Some(at) => due::set(scope.tx, account, DueKind::ModelMails, account.uuid(), at)?,
            None => due::clear(scope.tx, account, DueKind::ModelMails, account.uuid())?,
        }
        Ok::<Commit<()>, _>(scope.commit_chunk(()))
    })
    .await?;
    Ok(())
}

/// Writes the next ones; whether more are to be written.
fn write(scope: &mut Scope<'_, '_>) -> Outcome<bool> {
    let account = scope.account();
    let rows = models::newest_mails(scope.tx, account)?;
    let Some(MailsRow { version, after }) = rows.first().cloned() else { return Ok(false) };
    let until = rows.get(1).map(|older| older.after);
    let missed = scope.standing.model_version - version;
    let versions = models::versions(scope.tx, account, i64::MAX, missed + 1)?;
    let [newest, ..] = versions.as_slice() else { return Err(Failure::broken("mails about no model")) };
    let [.., successor, _] = versions.as_slice() else { return Err(Failure::broken("mails about the first model")) };
    let target = Target::between(scope.tx, scope.parts, &scope.standing, &versions)?;
    let mut ones = Vec::new();
    if wanted(&target.pair.old, &target.pair.new) {
        ones = Walk::new(&target, &scope.standing).next(scope.tx, Some(after), CHUNK)?;
    }
    let last = ones.last().map(|one| one.row.member).filter(|last| until.is_none_or(|until| *last < until));
    ones.retain(|one| until.is_none_or(|until| one.row.member <= until));
    let by = newest.applied_by;
    let name = members::names(scope.tx, account, by.as_slice())?.pop().map(|(_, name)| name);
    let mut told = Vec::new();
    for one in ones.iter().filter(|one| knew(&one.row, successor) && Some(one.row.member) != by) {
        told.extend(said(scope, &target, one, name.clone()).map(|kind| (&one.row, kind)));
    }
    let letters = told.iter().map(|(row, kind)| {
        let language = gifts::language_of(row);
        Letter { kind, to: &row.email, name: &row.name, language, link: None }
    });
    scope.mail_all(&letters.collect::<Vec<_>>())?;
    match last {
        Some(last) => models::put_mails(scope.tx, account, version, last)?,
        None => models::mails_done(scope.tx, account, version)?,
    }
    Ok(last.is_some() || rows.len() > 1)
}

/// Whoever came in later knows of nothing else.
fn knew(row: &MemberRow, successor: &VersionRow) -> bool {
    row.status == "active" && row.joined_at.unwrap_or(row.created_at) < successor.applied_at
}

/// What is said to whom something changes for, all of it at once; of another role alone, whoever may the same by it hears as after any
/// change of roles.
fn said(scope: &Scope<'_, '_>, target: &Target, one: &One, by: Option<String>) -> Option<MailKind> {
    let (moved, _) = sets(target, one, &one.places);
    if moved.is_empty() {
        return role_changed(scope, target, &one.row, [&one.was, &one.is], by);
    }
    let language = gifts::language_of(&one.row);
    let (gained, more_gained) = listed(target, &moved, language, |(gained, _)| gained);
    let (lost, more_lost) = listed(target, &moved, language, |(_, lost)| lost);
    let account = scope.standing.account.name.clone();
    Some(MailKind::RulesChanged { account, by, gained, lost, more: more_gained + more_lost })
}

/// What is said of another role, if it is another one: `held` is what was held, and what is.
pub(super) fn role_changed(
    scope: &Scope<'_, '_>,
    target: &Target,
    row: &MemberRow,
    [was, is]: [&Held; 2],
    by: Option<String>,
) -> Option<MailKind> {
    if was.roles == is.roles {
        return None;
    }
    let language = gifts::language_of(row);
    let labels = |model: &Model, held: &Held| {
        let ids: Vec<String> = held.roles.iter().map(|role| role.id.clone()).collect();
        set_role::labels(model, &ids, language)
    };
    let lost = was.extras.iter().filter(|extra| !is.extras.iter().any(|kept| kept.id == extra.id));
    Some(MailKind::RoleChanged {
        account: scope.standing.account.name.clone(),
        by: by.unwrap_or_else(|| scope.standing.account.name.clone()),
        before: labels(&target.pair.old, was),
        after: labels(&target.pair.new, is),
        until: is.roles.iter().filter_map(|role| role.until_at).min().and_then(|until| timestamp(until).ok()),
        lost: lost.map(|extra| permission_label(&target.pair.old, &extra.id, language)).collect(),
    })
}

/// The first lines, and how many more there are.
fn listed(
    target: &Target,
    moved: &BTreeMap<Place, Sets>,
    language: Language,
    which: impl Fn(&Sets) -> &PermissionSet,
) -> (Vec<RuleLine>, usize) {
    let pair = &target.pair;
    let label = |id: &str| {
        let model = if pair.new.permission(id).is_some() { &pair.new } else { &pair.old };
        permission_label(model, id, language)
    };
    let lines = moved.iter().flat_map(|(place, sets)| which(sets).iter().map(move |permission| (place, permission)));
    let lines: Vec<_> = lines.collect();
    let line = |(place, permission): &(&Place, _)| RuleLine {
        permission: label(pair.id(*permission).as_str()),
        place: told(target, place, language),
    };
    (lines.iter().take(LISTED).map(line).collect(), lines.len().saturating_sub(LISTED))
}

fn told(target: &Target, place: &Place, language: Language) -> RulePlace {
    let models = [&target.pair.new, &target.pair.old];
    let kind = |id: &String| {
        let label = models.iter().find_map(|model| Some(model[model.kind(id)?].label.get(language.tag()).to_owned()));
        label.unwrap_or_else(|| id.clone())
    };
    match place {
        Place::Account => RulePlace::Account,
        Place::Everywhere { kind: id } => RulePlace::Everywhere { kind: kind(id) },
        Place::On { kind: id } => RulePlace::On { kind: kind(id) },
        Place::Over { role: id } => {
            let label =
                models.iter().find_map(|model| Some(model[model.role(id)?].label.get(language.tag()).to_owned()));
            RulePlace::Over { role: label.unwrap_or_else(|| id.clone()) }
        }
    }
}
