//! A user's settings: name, company and profile fields, role, note (A12).

use super::{
    Errors, called, field_errors,
    merge::{Threefold, told},
    particulars::{self, Particulars},
};
use crate::{
    console::{
        PageError,
        sent::{Named, Pairs, Sent},
        visit::InAccount,
    },
    ui::{Button, Choice, Field, Panel, Radios},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    members::{
        edit::{EditMember, edit},
        list::MemberLine,
        set_role::{RoleWish, set_role},
        show::{MemberProfile, show as profile},
    },
};
use roster_domain::{
    access::not_offered,
    grant::{Timed, Window},
    id::MemberId,
    permission::RosterPermission,
    refusal::Refusal,
    role::RoleIx,
};

const FIELDS: [&str; 8] = {
    let [name, given, family, company, fields] = particulars::FIELDS;
    [name, given, family, company, fields, "role", "until", "note"]
};

/// What can be set, as text; also what the form was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Settings {
    about: Particulars,
    role: String,
    /// The last day in the role, as a field for dates has it.
    until: String,
    note: String,
}

impl Settings {
    fn of(at: &InAccount, line: &MemberLine) -> Settings {
        let role = line.roles.first().cloned().unwrap_or_default();
        let until = line.role_ends.first().map(|(_, until)| at.last_day(*until)).unwrap_or_default();
        Settings { about: Particulars::of(line), role, until, note: line.row.note.clone() }
    }

    fn read(sent: &Pairs, prefix: &str) -> Settings {
        let get = |name: &str| sent.get(&format!("{prefix}{name}")).replace("\r\n", "\n");
        let about = Particulars::read(sent, prefix);
        Settings { about, role: get("role"), until: get("until"), note: get("note") }
    }
}

/// The form.
pub(crate) async fn show(at: InAccount, Named(member): Named<MemberId>) -> Result<Response, PageError> {
    let profile = profile(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
    if let Some(refusal) = &profile.not_editable {
        return Err(refusal.clone().into());
    }
    let now = Settings::of(&at, &profile.line);
    Ok(form(&at, StatusCode::OK, &profile, &now, &Errors::default(), Markup::default()))
}

/// Saves. Whoever had everything and has now what is given to them is shown that next (A12).
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (app, account) = (&at.visit.web.app, at.here.account);
    let (mine, was) = (Settings::read(&sent, ""), Settings::read(&sent, "was-"));
    let before = profile(app, &at.visit.caller, account, member).await?;
    let undo = match save(&at, member, sent.version(), &mine, &was).await {
        Ok(undo) => undo.map(|seq| at.undo_path(seq)),
        Err(Failure::Refused(Refusal::Stale { .. })) => return Ok(stale(&at, &before, &mine, &was)),
        Err(Failure::Refused(Refusal::Forbidden { permission })) => {
            return Err(Refusal::Forbidden { permission }.into());
        }
        Err(Failure::Refused(Refusal::NotFound)) => return Err(Refusal::NotFound.into()),
        Err(Failure::Refused(refusal)) => {
            let errors = field_errors(&at, &refusal, &FIELDS);
            let status = crate::refusal::status(&refusal);
            return Ok(form(&at, status, &before, &mine, &errors, Markup::default()));
        }
        Err(failure) => return Err(failure.into()),
    };
    let after = profile(app, &at.visit.caller, account, member).await?;
    let said = at.visit.t.with("edit-done", &[("name", called(&after.line).into())]);
    let had_all = |line: &MemberLine| line.reach.iter().any(|reach| reach.all);
    let next = if had_all(&before.line) && !had_all(&after.line) && at.here.may(RosterPermission::ChangeAccess) {
        at.user(member, "/access?next=role")
    } else {
        at.back(&sent)
    };
    Ok(at.visit.go_undoable(&next, &said, undo.as_deref()))
}

async fn save(
    at: &InAccount,
    member: MemberId,
    seen: Option<i64>,
    mine: &Settings,
    was: &Settings,
) -> Result<Option<i64>, Failure> {
    let (app, caller, account) = (&at.visit.web.app, at.having_seen(seen), at.here.account);
    let changed = (&mine.role, &mine.until) != (&was.role, &was.until);
    let role = Some(mine.role.clone()).filter(|role| !role.is_empty() && changed);
    let until = at.end_of(&mine.until, "/until").map_err(|problem| Failure::from(Refusal::Invalid(vec![problem])))?;
    let role = role.map(|role| RoleWish { role, window: Window { from: None, until } });
    let words = mine.about != was.about || mine.note != was.note;
    match role {
        // Also someone who may change roles and nothing else gets here.
        Some(role) if !words => set_role(app, &caller, account, member, role).await.map(|done| done.undo),
        role => {
            let input = EditMember {
                name: mine.about.renamed(at, &was.about),
                company: mine.about.moved(&was.about),
                fields: mine.about.refilled(at, &was.about),
                note: (mine.note != was.note).then(|| mine.note.clone()),
                role,
            };
            edit(app, &caller, account, member, input).await.map(|done| done.undo)
        }
    }
}

/// Somebody else saved meanwhile: both are shown, and nothing is lost.
fn stale(at: &InAccount, now: &MemberProfile, mine: &Settings, was: &Settings) -> Response {
    let t = at.visit.t;
    let current = Settings::of(at, &now.line);
    let about = Particulars::threefold(at, &was.about, &mine.about, &current.about);
    let fields = [
        Threefold { label: at.label("column.roles", "role"), was: &was.role, mine: &mine.role, now: &current.role },
        Threefold {
            label: t.get("edit-role-until").into_owned(),
            was: &was.until,
            mine: &mine.until,
            now: &current.until,
        },
        Threefold { label: t.get("edit-note").into_owned(), was: &was.note, mine: &mine.note, now: &current.note },
    ];
    let merged = Settings {
        about: Particulars::merged(&about),
        role: fields[0].merged().to_owned(),
        until: fields[1].merged().to_owned(),
        note: fields[2].merged().to_owned(),
    };
    let all: Vec<Threefold<'_>> = about.into_iter().map(|(_, field)| field).chain(fields).collect();
    let told = told(at, &all, |value| at.role_label(value));
    form(at, StatusCode::PRECONDITION_FAILED, now, &merged, &Errors::default(), told)
}

fn form(
    at: &InAccount,
    status: StatusCode,
    profile: &MemberProfile,
    values: &Settings,
    errors: &Errors,
    before: Markup,
) -> Response {
    let (t, line) = (at.visit.t, &profile.line);
    let now = Settings::of(at, line);
    let list = at.path("/users");
    let title = at.label("edit", "edit");
    let words = at.here.may(RosterPermission::EditMembers);
    let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
        .lead(lead(line))
        .post(at.user(line.row.member, "/edit"))
        .body(html! {
            (errors.summary(at))
            (before)
            input type="hidden" name="version" value=(line.row.version);
            (now.about.hidden(at, "was-"))
            @for (name, value) in [
                ("was-role", &now.role),
                ("was-until", &now.until),
                ("was-note", &now.note),
            ] {
                input type="hidden" name=(name) value=(value);
            }
            h2 { (t.get("edit-settings")) }
            @if words {
                @if !line.row.name.is_empty() { (values.about.names(at, errors, false, false)) }
                (values.about.rest(at, errors))
            } @else {
                (now.about.hidden(at, ""))
            }
            (roles(at, profile, &values.role, errors))
            @if at.here.may(RosterPermission::ChangeRoles) {
                (Field::date("until", t.get("edit-role-until")).aside(t.get("optional")).value(values.until.as_str())
                    .hint(t.with("edit-role-until-hint", &[("role", default_role(at).into())])).error(errors.of("until")))
            } @else {
                input type="hidden" name="until" value=(now.until);
            }
            @if words {
                (Field::textarea("note", t.get("edit-note")).rows(3).value(values.note.as_str())
                    .hint(t.get("edit-note-hint")).error(errors.of("note")))
            } @else {
                input type="hidden" name="note" value=(now.note);
            }
        })
        .footer(html! {
            (Button::cancel(list, t.get("cancel")))
            (Button::submit(at.label("edit.save", "save")).primary())
        });
    at.panel(status, format!("{title}: {}", called(line)), &panel)
}

/// What holds when the role is over.
fn default_role(at: &InAccount) -> String {
    let model = &at.here.model;
    model[model.membership().default_role].label.get(at.tag()).to_owned()
}

/// Whom the panel is about.
fn lead(line: &MemberLine) -> String {
    let (name, email) = (called(line), &line.row.email);
    if name == email { email.clone() } else { format!("{name} · {email}") }
}

/// What was given beyond the role and goes with another one (C02).
fn loses(at: &InAccount, profile: &MemberProfile, role: RoleIx) -> String {
    let now = at.now().as_millisecond();
    let stands = profile.extras.iter().filter(|extra| extra.until_at.is_none_or(|until| until > now));
    let extras = stands.filter_map(|extra| at.here.model.permission(&extra.id));
    let lost = not_offered(&at.here.model, Timed::always(role), extras);
    let names: Vec<String> = lost.iter().map(|ix| at.permission_label(at.here.model[*ix].id.as_str())).collect();
    if names.is_empty() {
        names.concat()
    } else {
        at.visit.t.with("permissions-loses", &[("names", names.join(", ").into())])
    }
}

/// The roles that can be given, and the one that is held.
fn roles(at: &InAccount, profile: &MemberProfile, held: &str, errors: &Errors) -> Radios<'static> {
    let may = at.here.may(RosterPermission::ChangeRoles);
    let offered = at.here.model.roles().filter(|(_, role)| role.assignable || *role.id.as_str() == *held);
    let choices = offered.map(|(ix, role)| {
        let choice = Choice::new(role.id.to_string(), role.label.get(at.tag()).to_owned());
        let choice = choice.disabled(!may && *role.id.as_str() != *held);
        let hint = format!("{} {}", role.help.get(at.tag()), loses(at, profile, ix)).trim().to_owned();
        if hint.is_empty() { choice } else { choice.hint(hint) }
    });
    Radios::new("role", at.label("column.roles", "role"), choices).selected(held.to_owned()).error(errors.of("role"))
}
