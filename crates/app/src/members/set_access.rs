//! Adding, changing and taking away a member's access to resources (A11).

use crate::{
    App, Caller, Done, Outcome,
    invitations::create::{AccessWish, MAX_ACCESS, place},
    members::{gifts, state},
    scope::{Letter, Scope},
    standing::Need,
};
use roster_domain::{
    access::Verb,
    event::{Change, Event, EventKind, Target},
    grant::{GrantRecord, GrantWhat, Window},
    id::{AccountId, MemberId, ResourceId},
    language::Language,
    mail::{AccessChange, MailKind},
    member::MemberRecord,
    model::Model,
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};
use roster_store::{
    db::{millis, timestamp},
    grants, members,
};
use std::collections::HashSet;

/// One wish: a level on a resource, or with `None` no access given there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessEdit {
    /// On what.
    pub resource: ResourceId,
    /// The level's id; `None`: what was given there is taken away.
    pub level: Option<String>,
    /// When it counts; nothing to say where it is taken away.
    pub window: Window,
}

/// Changes the given resources and leaves all others as they are; gives the new version.
pub async fn set_access(
    app: &App,
    caller: &Caller,
    account: AccountId,
    member: MemberId,
    edits: Vec<AccessEdit>,
) -> Outcome<Done<i64>> {
    check(&edits)?;
    app.change(caller, account, Need::Permission(RosterPermission::ChangeAccess), move |scope| {
        let row = members::by_id(scope.tx, account, member)?.ok_or(Refusal::NotFound)?;
        let target = scope.standing.record_of(scope.tx, &row)?;
        scope.standing.may_act_on(Verb::ChangeAccess, &target)?;
        scope.expect_version(row.version)?;
        if !matches!(row.status.as_str(), "active" | "invited" | "disabled") {
            return Err(Refusal::WrongState { state: state(&row.status) }.into());
        }

        let mut after = target.clone();
        let listed = grants::listed(scope.tx, account, member)?;
        let mut done = Vec::new();
        for (index, edit) in edits.iter().enumerate() {
            let standing = listed.iter().find(|grant| grant.resource == edit.resource && grant.slot == grants::LEVEL);
            let before = standing.map(|grant| Stood {
                level: grant.value.clone(),
                from_at: grant.from_at,
                until_at: grant.until_at,
            });
            if before == edit.stands() {
                continue;
            }
            let pointer = format!("/access/{index}");
            let name = standing.map(|grant| grant.name.as_str());
            done.push(apply(scope, &pointer, &mut after, edit, before, name)?);
        }
        if done.is_empty() {
            return Ok(scope.nothing(row.version));
        }
        // The change as a whole: also what a nearer level lets through when it goes away.
        scope.standing.may_give(scope.tx, Some(&target), &after)?;
        members::touch(scope.tx, account, member)?;
        if row.status == "active" && scope.standing.member() != Some(member) {
            mail(scope, &row, &done)?;
        }
        let subject = if row.name.is_empty() { &row.email } else { &row.name };
        let event = Event::new(EventKind::AccessChanged, Target::Member(member), subject)
            .changes(done.iter().flat_map(Applied::changes).collect::<Vec<_>>());
        Ok(scope.commit(row.version + 1, event))
    })
    .await
}

/// What can be refused without asking the database.
fn check(edits: &[AccessEdit]) -> Outcome<()> {
    let mut problems = Vec::new();
    if edits.len() > MAX_ACCESS {
        problems.push(FieldProblem::new("/access", "too_many").with("limit", MAX_ACCESS.to_string()));
    }
    let mut seen = HashSet::new();
    for (index, edit) in edits.iter().enumerate() {
        // Which of the two was meant nobody knows.
        if !seen.insert(edit.resource) {
            problems.push(FieldProblem::new(format!("/access/{index}/resource"), "duplicate"));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
}

/// A level as it is stored, with its times.
#[derive(Clone, PartialEq, Eq)]
struct Stood {
    level: String,
    from_at: Option<i64>,
    until_at: Option<i64>,
}

impl AccessEdit {
    fn stands(&self) -> Option<Stood> {
        let level = self.level.clone()?;
        Some(Stood { level, from_at: self.window.from.map(millis), until_at: self.window.until.map(millis) })
    }
}

/// One change that was made.
struct Applied {
    name: String,
    before: Option<Stood>,
    after: Option<Stood>,
}

impl Applied {
    /// What the log says: the level, and beginning and end where they changed.
    fn changes(&self) -> Vec<Change> {
        let (before, after) = (self.before.as_ref(), self.after.as_ref());
        let level = |of: Option<&Stood>| of.map(|stood| stood.level.clone());
        let mut changes = vec![Change::of("access", &self.name, level(before), level(after))];
        let time = |at: Option<i64>| at.and_then(|at| timestamp(at).ok()).map(|at| at.to_string());
        for (field, of) in [("access_from", Stood::begins as fn(&Stood) -> _), ("access_until", Stood::ends)] {
            let (was, is) = (before.and_then(of), after.and_then(of));
            if was != is && after.is_some() {
                changes.push(Change::of(field, &self.name, time(was), time(is)));
            }
        }
        changes
    }
}

impl Stood {
    fn begins(&self) -> Option<i64> {
        self.from_at
    }

    fn ends(&self) -> Option<i64> {
        self.until_at
    }
}

/// Writes one wish, and into `after` what the judge will be asked about.
fn apply(
    scope: &mut Scope<'_, '_>,
    pointer: &str,
    after: &mut MemberRecord,
    edit: &AccessEdit,
    before: Option<Stood>,
    name: Option<&str>,
) -> Outcome<Applied> {
    let (account, at, member) = (scope.account(), scope.at(), after.member);
    let is_level = |grant: &GrantRecord| grant.resource == edit.resource && matches!(grant.what, GrantWhat::Level(_));
    after.grants = after.grants.all().iter().filter(|grant| !is_level(grant)).copied().collect();
    let Some(level) = &edit.level else {
        grants::remove(scope.tx, account, member, edit.resource, grants::LEVEL)?;
        return Ok(Applied { name: name.unwrap_or_default().to_owned(), before, after: None });
    };
    let wish = AccessWish { resource: edit.resource, level: level.clone(), window: edit.window };
    let place = place(scope, pointer, &wish)?;
    let what = GrantWhat::Level(place.level);
    after.grants.add(GrantRecord { resource: edit.resource, what, window: edit.window });
    let by = scope.standing.member();
    let (from_at, until_at) = (edit.window.from.map(millis), edit.window.until.map(millis));
    let grant = grants::GrantRow::level(member, edit.resource, level.clone(), by, at);
    grants::put(scope.tx, account, &grants::GrantRow { from_at, until_at, ..grant })?;
    Ok(Applied { name: place.name, before, after: edit.stands() })
}

fn mail(scope: &mut Scope<'_, '_>, row: &members::MemberRow, done: &[Applied]) -> Outcome<()> {
    let language = gifts::language_of(row);
    let model = scope.standing.model.clone();
    let changes = done
        .iter()
        .map(|done| AccessChange {
            resource: done.name.clone(),
            before: done.before.as_ref().map(|stood| level_label(&model, &stood.level, language)),
            after: done.after.as_ref().map(|stood| level_label(&model, &stood.level, language)),
            until: done.after.as_ref().and_then(Stood::ends).and_then(|at| timestamp(at).ok()),
        })
        .collect();
    let kind =
        MailKind::AccessChanged { account: scope.standing.account.name.clone(), by: scope.standing.my_name(), changes };
    scope.mail(&Letter { kind: &kind, to: &row.email, name: &row.name, language, link: None })?;
    Ok(())
}

/// What people call a level: as the first kind that declares it says.
pub(crate) fn level_label(model: &Model, id: &str, language: Language) -> String {
    let declared = model.level(id).and_then(|level| model.kinds().find_map(|(_, kind)| kind.level(level)));
    declared.map_or_else(|| id.to_owned(), |level| level.label.get(language.tag()).to_owned())
}
