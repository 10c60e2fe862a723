//! A member asks for access they lack; those who may give it hear of it, at most once an hour.

use super::Wanted;
use crate::{
    App, Caller, Done, Outcome,
    held::state_of,
    members::gifts,
    scope::{LinkRef, Scope},
    standing::Need,
    throttle::REQUESTS_PER_MEMBER,
};
use roster_domain::{
    access,
    event::{Event, EventKind, Target},
    id::{AccountId, ResourceId},
    language::Language,
    mail::MailKind,
    member::MemberRecord,
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
    resource::Chain,
    text::has_control_characters,
};
use roster_store::{
    access_requests::{self, AccessRequestRow},
    judged,
    members::{self, MemberRow},
    resources,
};

/// The same can be asked once in this time.
const PAUSE_MS: i64 = 3_600_000;

/// The longest word to the admins, in characters.
pub const LONGEST_WORD: usize = 500;

/// How many are looked at to find them.
const LOOKED_AT: i64 = 200;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What for.
    pub wanted: Wanted,
    /// What is missing on a resource, by its id; what the model doesn't know is left out.
    pub permission: Option<String>,
    /// What it is needed for; may be empty.
    pub word: String,
}

/// Asks. The answer is the same whether there is such a thing, whether anyone was written to, and whether it was asked before.
pub async fn ask(app: &App, caller: &Caller, account: AccountId, input: Ask) -> Outcome<Done<()>> {
    check(&input)?;
    app.change(caller, account, Need::Member, move |scope| {
        let (at, member) = (scope.at(), scope.standing.as_member()?);
        if let Wanted::Permission(id) = &input.wanted {
            let problem = || FieldProblem::new("/permission", "unknown_permission").with("value", id);
            super::permission(&scope.standing, id).ok_or_else(|| Refusal::Invalid(vec![problem()]))?;
        }
        REQUESTS_PER_MEMBER.count(scope.tx, &format!("{account}/{member}"), at)?;
        let target = input.wanted.stored();
        let last = access_requests::latest(scope.tx, account, member, &target)?;
        let lately = |row: &AccessRequestRow| at < row.decided_at.unwrap_or(row.asked_at) + PAUSE_MS;
        if last.as_ref().is_some_and(lately) {
            return Ok(scope.nothing(()));
        }
        let known = |id: &String| scope.standing.model.permission(id).is_some();
        let permission = input.permission.clone().filter(known);
        let word = input.word.trim().to_owned();
        let request = match last.filter(|row| row.state == "open") {
            Some(row) => AccessRequestRow { asked_at: at, word, permission, ..row },
            None => AccessRequestRow {
                request: scope.id(),
                member,
                target,
                permission,
                word,
                state: "open".to_owned(),
                asked_at: at,
                decided_at: None,
                decided_by: None,
                decided_name: String::new(),
                answer: String::new(),
            },
        };
        match access_requests::by_id(scope.tx, account, request.request)? {
            Some(_) => access_requests::again(scope.tx, account, &request)?,
            None => access_requests::insert(scope.tx, account, &request)?,
        }
        let event = tell(scope, &input.wanted, &request)?;
        Ok(scope.commit((), event))
    })
    .await
}

fn check(input: &Ask) -> Outcome<()> {
    let word = input.word.trim();
    if word.chars().count() > LONGEST_WORD {
        let problem = FieldProblem::new("/word", "too_long").with("limit", LONGEST_WORD.to_string());
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    if has_control_characters(word) {
        return Err(Refusal::field("/word", "control_character").into());
    }
    Ok(())
}

/// Writes to those who may give it, each in their language, and says what the log does.
fn tell(scope: &mut Scope<'_, '_>, wanted: &Wanted, request: &AccessRequestRow) -> Outcome<Event> {
    let account = scope.account();
    let (mut target, mut subject) = (Target::Account, None);
    let admins = match wanted {
        Wanted::Resource(resource) => match resources::by_id(scope.tx, account, *resource)? {
            Some(row) => {
                let chain = scope.standing.chain(scope.tx, *resource)?;
                (target, subject) = (Target::Resource(*resource), Some(row.name));
                on_resource(scope, &chain)?
            }
            None => gifts::holders(scope, RosterPermission::ChangeAccess, gifts::MOST_ADMINS)?,
        },
        Wanted::Permission(id) => in_account(scope, id)?,
        Wanted::Page(_) => gifts::holders(scope, RosterPermission::ChangeAccess, gifts::MOST_ADMINS)?,
    };
    let label = |scope: &Scope<'_, '_>, language: Language| match wanted {
        Wanted::Permission(id) => {
            let model = &scope.standing.model;
            model.permission(id).map(|ix| model[ix].label.get(language.tag()).to_owned())
        }
        _ => subject.clone(),
    };
    let admins: Vec<MemberRow> = admins.into_iter().filter(|row| row.member != request.member).collect();
    let word = Some(request.word.clone()).filter(|word| !word.is_empty());
    for language in Language::ALL {
        let readers: Vec<MemberRow> =
            admins.iter().filter(|row| gifts::language_of(row) == language).cloned().collect();
        if readers.is_empty() {
            continue;
        }
        let kind = MailKind::AccessWanted {
            account: scope.standing.account.name.clone(),
            by: called(scope),
            what: label(scope, language),
            word: word.clone(),
        };
        scope.tell(&readers, &kind, LinkRef::Requests)?;
    }
    let subject = match wanted {
        Wanted::Permission(_) => label(scope, Language::English),
        Wanted::Resource(_) => subject,
        Wanted::Page(path) => Some(path.clone()),
    };
    let event = Event::new(EventKind::AccessRequested, target, subject.unwrap_or_else(|| "—".to_owned()));
    Ok(match word {
        Some(word) => event.note(word),
        None => event,
    })
}

fn called(scope: &Scope<'_, '_>) -> String {
    let me = scope.standing.me.as_ref();
    me.map(|me| if me.name.is_empty() { me.email.clone() } else { me.name.clone() }).unwrap_or_default()
}

/// Those who see the resource and may change who has access to it.
fn on_resource(scope: &mut Scope<'_, '_>, chain: &Chain) -> Outcome<Vec<MemberRow>> {
    let account = scope.account();
    let needed = RosterPermission::ChangeAccess.ix();
    let model = scope.standing.model.clone();
    let gives = |role: &roster_domain::model::Role| {
        role.permissions.contains(needed) || role.on.iter().any(|reached| reached.permissions.contains(needed))
    };
    let roles: Vec<&str> = model.roles().filter(|(_, role)| gives(role)).map(|(_, role)| role.id.as_str()).collect();
    let way: Vec<_> = chain.links.iter().map(|link| link.resource).collect();
    let near = judged::candidates_near(scope.tx, account, &way, &roles, None, LOOKED_AT)?;
    let ids: Vec<_> = near.into_iter().map(|row| row.member).collect();
    let rows = members::by_ids(scope.tx, account, &ids)?;
    let records = records(scope, &rows, &way)?;
    let (open, now) = (scope.standing.is_open(), scope.now());
    let may = |record: &MemberRecord| {
        let there = access::resource_set(&model, record, open, chain, now);
        !there.is_empty() && (there.contains(needed) || access::account_set(&model, record, open, now).contains(needed))
    };
    let may: Vec<_> = records.iter().filter(|record| may(record)).map(|record| record.member).collect();
    Ok(rows.into_iter().filter(|row| may.contains(&row.member)).take(gifts::MOST_ADMINS).collect())
}

/// What the judge needs to know of these, as far as it matters on these resources.
fn records(scope: &mut Scope<'_, '_>, rows: &[MemberRow], on: &[ResourceId]) -> Outcome<Vec<MemberRecord>> {
    let states: Vec<_> = rows.iter().map(state_of).collect();
    Ok(scope.standing.records_of(scope.tx, &states, Some(on))?.into_values().collect())
}

/// Those who may change what others may in the account, and hold it themselves, as far as there are any.
fn in_account(scope: &mut Scope<'_, '_>, id: &str) -> Outcome<Vec<MemberRow>> {
    let rows = gifts::holders(scope, RosterPermission::ChangeRoles, gifts::MOST_ADMINS)?;
    let Some(wanted) = super::permission(&scope.standing, id) else { return Ok(rows) };
    let records = records(scope, &rows, &[])?;
    let (model, open, now) = (scope.standing.model.clone(), scope.standing.is_open(), scope.now());
    let holds = |record: &MemberRecord| access::account_set(&model, record, open, now).contains(wanted);
    let may: Vec<_> = records.iter().filter(|record| holds(record)).map(|record| record.member).collect();
    match may.is_empty() {
        true => Ok(rows),
        false => Ok(rows.into_iter().filter(|row| may.contains(&row.member)).collect()),
    }
}
