//! A user's settings in one panel: names, company, roles, permissions and the note (A12, B01, C07, E09).

use super::{
    belongings::{SEEN, unfit},
    called,
    edit_form::{Form, asks_permissions},
    field_errors,
    merge::{Threefold, told},
    particulars::{self, Particulars},
    permissions::{merged, rows, stored, threefold, value_label, was_items},
    permits::{Permits, roles},
    same_as,
};
use crate::console::{
    PageError,
    sent::{Named, Pairs, Sent},
    visit::InAccount,
};
use axum::{http::StatusCode, response::Response};
use maud::Markup;
use roster_app::{
    Failure,
    jobs::ask::Which,
    members::{
        edit::{EditMember, edit},
        list::MemberLine,
        set_role::{RoleWish, set_roles},
        show::{MemberProfile, show as profile},
        unfit::{Meant, Permissions, unfit_after},
    },
};
use roster_domain::{grant::Window, id::MemberId, model::HowManyRoles, permission::RosterPermission, refusal::Refusal};

/// The form's own fields, as refusals name them.
const FIELDS: [&str; 9] = {
    let [name, given, family, company, fields] = particulars::FIELDS;
    [name, given, family, company, fields, "role", "roles", "until", "note"]
};

/// What can be set, as text; also what the form was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    pub(super) about: Particulars,
    /// The ids of the roles, in the model's order.
    pub(super) roles: Vec<String>,
    /// The last day in the role, as a field for dates has it; where somebody can have several, it is not asked for.
    pub(super) until: String,
    pub(super) note: String,
}

impl Settings {
    pub(super) fn of(at: &InAccount, line: &MemberLine) -> Settings {
        let until = match several(at) {
            true => String::new(),
            false => line.role_ends.first().map(|(_, until)| at.last_day(*until)).unwrap_or_default(),
        };
        let (about, note) = (Particulars::of(line), line.row.note.clone());
        Settings { about, roles: in_order(at, line.roles.clone()), until, note }
    }

    /// What was typed.
    fn read(at: &InAccount, sent: &Pairs) -> Settings {
        let get = |name: &str| sent.get(name).replace("\r\n", "\n");
        let roles = sent.all::<String>("role").into_iter().filter(|role| !role.is_empty()).collect();
        let about = Particulars::read(sent, "");
        Settings { about, roles: in_order(at, roles), until: get("until"), note: get("note") }
    }

    /// What the form was made from.
    fn read_was(at: &InAccount, sent: &Pairs) -> Settings {
        let get = |name: &str| sent.get(&format!("was-{name}")).replace("\r\n", "\n");
        let roles = get("role").split(' ').filter(|role| !role.is_empty()).map(str::to_owned).collect();
        let about = Particulars::read(sent, "was-");
        Settings { about, roles: in_order(at, roles), until: get("until"), note: get("note") }
    }

    /// The roles as one value of a form.
    pub(super) fn joined(&self) -> String {
        self.roles.join(" ")
    }
}

/// Whether somebody can have several roles here.
pub(super) fn several(at: &InAccount) -> bool {
    at.here.model.membership().roles == HowManyRoles::Many
}

fn in_order(at: &InAccount, mut ids: Vec<String>) -> Vec<String> {
    ids.sort_by_key(|id| at.here.model.role(id));
    ids
}

/// The form.
pub(crate) async fn show(at: InAccount, Named(member): Named<MemberId>) -> Result<Response, PageError> {
    let profile = profile(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
    if let Some(refusal) = &profile.not_editable {
        return Err(refusal.clone().into());
    }
    Ok(Form::of(&at, &profile).show(&at, StatusCode::OK, &profile))
}

/// What was sent.
struct Sending {
    mine: Settings,
    was: Settings,
    /// What may be done beyond the roles, and what the form was made from; where the form asks for it.
    permits: Option<(Permits, Permits)>,
    seen: Option<i64>,
}

impl Sending {
    fn read(at: &InAccount, sent: &Pairs, profile: &MemberProfile) -> Sending {
        let (mine, was) = (Settings::read(at, sent), Settings::read_was(at, sent));
        let items = was_items(sent);
        let permits = (!items.is_empty() && asks_permissions(at, profile)).then(|| {
            let was = Permits::from_items(at, &items);
            (Permits::read(at, sent, &roles(at, &mine.roles)).or_asleep(sent, &was), was)
        });
        Sending { mine, was, permits, seen: sent.version() }
    }

    /// Whether anything is changed but roles and permissions.
    fn words(&self) -> bool {
        self.mine.about != self.was.about || self.mine.note != self.was.note
    }

    /// What is changed.
    fn input(&self, at: &InAccount, before: &MemberProfile) -> Result<EditMember, Refusal> {
        let (mine, was) = (&self.mine, &self.was);
        let until = at.end_of(&mine.until, "/until").map_err(|problem| Refusal::Invalid(vec![problem]))?;
        let changed = (&mine.roles, &mine.until) != (&was.roles, &was.until);
        // One that somebody has already and keeps, keeps its times, too.
        let wish = |role: &String| {
            let ends = before.line.role_ends.iter().find(|(held, _)| several(at) && held == role);
            let ends = ends.and_then(|(_, until)| jiff::Timestamp::from_millisecond(*until).ok());
            RoleWish { role: role.clone(), window: Window { from: None, until: ends.or(until) } }
        };
        let wished = changed.then(|| mine.roles.iter().map(wish).collect::<Vec<_>>());
        // Where one has to be chosen, nothing chosen is nothing changed.
        let wished = wished.filter(|roles| several(at) || !roles.is_empty());
        let permissions = match &self.permits {
            Some((mine, was)) if mine != was => Some(mine.wish(at, was, &before.extras, before.custom.as_ref())?),
            _ => None,
        };
        Ok(EditMember {
            name: mine.about.renamed(at, &was.about),
            company: mine.about.moved(&was.about),
            fields: mine.about.refilled(at, &was.about),
            note: (mine.note != was.note).then(|| mine.note.clone()),
            roles: wished,
            permissions,
        })
    }

    /// The form with what was typed.
    fn form(&self, at: &InAccount, profile: &MemberProfile) -> Form {
        let mut form = Form::of(at, profile);
        form.values = self.mine.clone();
        if let Some((mine, _)) = &self.permits {
            form.permits = mine.clone();
        }
        form.unsaved = true;
        form
    }
}

/// Saves. Whoever had everything and has now what is given to them is shown that next (A12).
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (app, account) = (&at.visit.web.app, at.here.account);
    let before = profile(app, &at.visit.caller, account, member).await?;
    let sending = Sending::read(&at, &sent, &before);
    // Enter presses the first button of the form, too: with nobody typed it saves.
    let answer = same_as::asked(&at, &sent).await?;
    if answer.is_some() && before.not_editable.is_none() {
        let mut form = sending.form(&at, &before);
        form.fill(&at, answer);
        return Ok(form.show(&at, StatusCode::OK, &before));
    }
    if Permits::pressed(&sent) && before.not_editable.is_none() {
        return Ok(sending.form(&at, &before).show(&at, StatusCode::OK, &before));
    }
    if let Some(asked) = asked_first(&at, &before, &sending, &sent).await? {
        return Ok(asked);
    }
    let undo = match save(&at, &before, &sending).await {
        Ok(undo) => undo.map(|seq| at.undo_path(seq)),
        Err(Failure::Refused(Refusal::Stale { .. })) => return Ok(stale(&at, &before, &sending)),
        Err(Failure::Refused(refusal @ (Refusal::Forbidden { .. } | Refusal::NotFound))) => return Err(refusal.into()),
        Err(Failure::Refused(refusal)) => {
            let mut form = sending.form(&at, &before);
            form.errors = field_errors(&at, &refusal, &FIELDS);
            return Ok(form.show(&at, crate::refusal::status(&refusal), &before));
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

/// The question whether somebody shall keep what only one can have without what it takes, once.
async fn asked_first(
    at: &InAccount,
    before: &MemberProfile,
    sending: &Sending,
    sent: &Pairs,
) -> Result<Option<Response>, PageError> {
    let member = before.line.row.member;
    let Ok(EditMember { roles, permissions, .. }) = sending.input(at, before) else { return Ok(None) };
    if sent.some(SEEN).is_some() || (roles.is_none() && permissions.is_none()) {
        return Ok(None);
    }
    let meant = Meant { roles, permissions: permissions.map(Permissions::All) };
    let (app, caller, which) = (&at.visit.web.app, &at.visit.caller, Which::Members(vec![member]));
    let lost = unfit_after(app, caller, at.here.account, which, meant).await?;
    Ok((!lost.is_empty()).then(|| {
        let form = Form { before: unfit(at, &lost), ..sending.form(at, before) };
        form.show(at, StatusCode::OK, before)
    }))
}

async fn save(at: &InAccount, before: &MemberProfile, sending: &Sending) -> Result<Option<i64>, Failure> {
    let (app, caller, account) = (&at.visit.web.app, at.having_seen(sending.seen), at.here.account);
    let member = before.line.row.member;
    match sending.input(at, before)? {
        // Also someone who may change roles and nothing else gets here.
        EditMember { roles: Some(roles), permissions: None, .. } if !sending.words() => {
            set_roles(app, &caller, account, member, roles).await.map(|done| done.undo)
        }
        input => edit(app, &caller, account, member, input).await.map(|done| done.undo),
    }
}

/// Somebody else saved meanwhile: both are shown, and nothing is lost.
fn stale(at: &InAccount, now: &MemberProfile, sending: &Sending) -> Response {
    let (t, current) = (at.visit.t, Settings::of(at, &now.line));
    let (mine, was) = (&sending.mine, &sending.was);
    let joined = [was.joined(), mine.joined(), current.joined()];
    let field = |label: String, was, mine, now| Threefold { label, was, mine, now };
    let about = Particulars::threefold(at, &was.about, &mine.about, &current.about);
    let own = [
        field(at.label("column.roles", "role"), &joined[0], &joined[1], &joined[2]),
        field(t.get("edit-role-until").into_owned(), &was.until, &mine.until, &current.until),
        field(at.label("note", "edit-note"), &was.note, &mine.note, &current.note),
    ];
    let roles: Vec<String> = own[0].merged().split(' ').filter(|id| !id.is_empty()).map(str::to_owned).collect();
    let mut form = Form::of(at, now);
    form.values = Settings {
        about: Particulars::merged(&about),
        roles,
        until: own[1].merged().to_owned(),
        note: own[2].merged().to_owned(),
    };
    let fields: Vec<Threefold<'_>> = about.into_iter().map(|(_, field)| field).chain(own).collect();
    let labels = |ids: &str| ids.split(' ').map(|id| at.role_label(id)).collect::<Vec<_>>().join(", ");
    form.before = told_of(at, &fields, &sending.permits, &mut form.permits, now, labels);
    form.unsaved = true;
    form.show(at, StatusCode::PRECONDITION_FAILED, now)
}

/// Settings and permissions in one table; what the form goes on with of the latter goes into `chosen`.
fn told_of<'v>(
    at: &InAccount,
    fields: &[Threefold<'v>],
    permits: &Option<(Permits, Permits)>,
    chosen: &mut Permits,
    now: &MemberProfile,
    role_labels: impl Fn(&str) -> String,
) -> Markup {
    let Some((mine, was)) = permits else { return told(at, fields, role_labels) };
    let (was, mine, current) = (was.items(), mine.items(), stored(at, now).items());
    let rows = rows(&was, &mine, &current);
    let more = threefold(at, &rows);
    *chosen = Permits::from_items(at, &merged(&rows, &more));
    let copy = |field: &Threefold<'v>| Threefold { label: field.label.clone(), ..*field };
    let all: Vec<Threefold<'_>> = fields.iter().map(copy).chain(more).collect();
    let known = |value: &str| value.split(' ').all(|id| at.here.model.role(id).is_some());
    told(at, &all, |value| if known(value) { role_labels(value) } else { value_label(at, value) })
}
