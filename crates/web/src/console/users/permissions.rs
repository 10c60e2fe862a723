//! What a user may beyond the role, and what Custom leaves of the applications (E07, C02).

use super::{
    Errors,
    belongings::{SEEN, unfit},
    called, field_errors,
    merge::{Threefold, told},
    permits::{Permits, maskable, offers, roles},
};
use crate::{
    console::{
        PageError,
        sent::{Named, Pairs, Sent},
        visit::InAccount,
    },
    ui::{Button, Notice, Panel, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    jobs::ask::Which,
    members::{
        list::MemberLine,
        set_permissions::{PermissionsWish, set_permissions},
        show::{MemberProfile, show as profile},
        unfit::{Meant, Permissions, unfit_after},
    },
};
use roster_domain::{access::Verb, id::MemberId, permission::RosterPermission, refusal::Refusal};
use std::collections::{BTreeMap, BTreeSet};

/// What the form was made from: `was[<item>]`.
const WAS: &str = "was";

/// What a form was made from, as it says.
pub(super) fn was_items(sent: &Pairs) -> Items {
    sent.group::<String>(WAS).into_iter().map(|(item, value)| (item, value.to_owned())).collect()
}

/// The same as fields that nobody sees.
pub(super) fn was_fields(items: &Items) -> Markup {
    html! {
        @for (item, value) in items { input type="hidden" name={ (WAS) "[" (item) "]" } value=(value); }
    }
}

/// Whether there is anything to set for someone with these roles, by the one who looks.
pub(super) fn settable(at: &InAccount, line: &MemberLine) -> bool {
    let roles = roles(at, &line.roles);
    let stays = matches!(line.status, "active" | "invited" | "expired" | "disabled");
    let anything = maskable(at, &roles) || roles.iter().any(|role| offers(at, *role));
    stays && anything && at.here.may_act_on(Verb::ChangePermissions, line.row.member, &line.roles)
}

/// The panel. Where the model has nothing to set there is none.
pub(crate) async fn show(at: InAccount, Named(member): Named<MemberId>) -> Result<Response, PageError> {
    let profile = load(&at, member).await?;
    let now = stored(&at, &profile);
    Ok(Form::new(&now, now.items(), profile.line.row.version).show(&at, StatusCode::OK, &profile))
}

/// Saves; or ticks all or nothing of an application, and saves nothing yet.
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (app, account) = (&at.visit.web.app, at.here.account);
    if !at.here.may(RosterPermission::ChangeRoles) {
        // Refused and noted for what was tried.
        set_permissions(app, &at.visit.caller, account, member, PermissionsWish::default()).await?;
    }
    let now = load(&at, member).await?;
    let items = was_items(&sent);
    let was = Permits::from_items(&at, &items);
    let mine = Permits::read(&at, &sent, &roles(&at, &now.line.roles)).or_asleep(&sent, &was);
    let version = sent.version().unwrap_or(now.line.row.version);
    if Permits::pressed(&sent) {
        let form = Form { unsaved: true, ..Form::new(&mine, items, version) };
        return Ok(form.show(&at, StatusCode::OK, &now));
    }
    let wish = mine.wish(&at, &was, &now.extras, now.custom.as_ref());
    if let (Ok(wish), None) = (&wish, sent.some(SEEN)) {
        let meant = Meant { roles: None, permissions: Some(Permissions::All(wish.clone())) };
        let lost = unfit_after(app, &at.visit.caller, account, Which::Members(vec![member]), meant).await?;
        if !lost.is_empty() {
            let form = Form { before: unfit(&at, &lost), unsaved: true, ..Form::new(&mine, items, version) };
            return Ok(form.show(&at, StatusCode::OK, &now));
        }
    }
    let done = match wish {
        Ok(wish) => set_permissions(app, &at.having_seen(sent.version()), account, member, wish).await,
        Err(refusal) => Err(refusal.into()),
    };
    let undo = match done {
        Ok(done) => done.undo.map(|seq| at.undo_path(seq)),
        Err(Failure::Refused(refusal @ (Refusal::NotFound | Refusal::Forbidden { .. }))) => return Err(refusal.into()),
        Err(Failure::Refused(Refusal::Stale { .. })) => {
            let now = load(&at, member).await?;
            return Ok(stale(&at, &now, &mine, &was));
        }
        Err(Failure::Refused(refusal)) => {
            let errors = field_errors(&at, &refusal, &[]);
            let form = Form { errors, unsaved: true, ..Form::new(&mine, items, version) };
            return Ok(form.show(&at, crate::refusal::status(&refusal), &now));
        }
        Err(failure) => return Err(failure.into()),
    };
    let said = at.visit.t.with("permissions-done", &[("name", called(&now.line).into())]);
    Ok(at.visit.go_undoable(&at.back(&sent), &said, undo.as_deref()))
}

async fn load(at: &InAccount, member: MemberId) -> Result<MemberProfile, PageError> {
    let profile = profile(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
    if let Some(refusal) = &profile.permissions_fixed {
        return Err(refusal.clone().into());
    }
    if settable(at, &profile.line) { Ok(profile) } else { Err(Refusal::NotFound.into()) }
}

pub(super) fn stored(at: &InAccount, profile: &MemberProfile) -> Permits {
    Permits::of(at, &profile.extras, profile.custom.as_ref())
}

/// Somebody else saved meanwhile: both are shown, and nothing is lost.
fn stale(at: &InAccount, profile: &MemberProfile, mine: &Permits, was: &Permits) -> Response {
    let now = stored(at, profile);
    let (was, mine, current) = (was.items(), mine.items(), now.items());
    let rows = rows(&was, &mine, &current);
    let fields = threefold(at, &rows);
    let merged = Permits::from_items(at, &merged(&rows, &fields));
    let before = told(at, &fields, |value| value_label(at, value));
    let form = Form { before, unsaved: true, ..Form::new(&merged, now.items(), profile.line.row.version) };
    form.show(at, StatusCode::PRECONDITION_FAILED, profile)
}

/// What was, what was typed and what stands now.
type Values = [String; 3];
type Items = BTreeMap<String, String>;

/// Every single thing that any of the three says something of.
pub(super) fn rows<'i>(was: &'i Items, mine: &'i Items, now: &'i Items) -> Vec<(&'i String, Values)> {
    let keys: BTreeSet<&String> = was.keys().chain(mine.keys()).chain(now.keys()).collect();
    let value = |of: &Items, key: &String| of.get(key).cloned().unwrap_or_default();
    keys.into_iter().map(|key| (key, [value(was, key), value(mine, key), value(now, key)])).collect()
}

/// The same to be put side by side.
pub(super) fn threefold<'r>(at: &InAccount, rows: &'r [(&String, Values)]) -> Vec<Threefold<'r>> {
    let label = |key: &str| match key.split_once(':') {
        Some((_, id)) => at.permission_label(id),
        None => at.visit.t.get("permissions-applications").into_owned(),
    };
    rows.iter().map(|(key, [was, mine, now])| Threefold { label: label(key), was, mine, now }).collect()
}

/// What the form goes on with.
pub(super) fn merged(rows: &[(&String, Values)], fields: &[Threefold<'_>]) -> Items {
    rows.iter().zip(fields).map(|((key, _), field)| ((*key).clone(), field.merged().to_owned())).collect()
}

/// A value as people read it.
pub(super) fn value_label(at: &InAccount, value: &str) -> String {
    match value {
        "all" => at.visit.t.get("permissions-all").into_owned(),
        "custom" => at.visit.t.get("permissions-custom").into_owned(),
        "on" => "✓".to_owned(),
        day => day.to_owned(),
    }
}

struct Form<'f> {
    chosen: &'f Permits,
    was: Items,
    version: i64,
    errors: Errors,
    before: Markup,
    /// Something is chosen that is not saved.
    unsaved: bool,
}

impl<'f> Form<'f> {
    fn new(chosen: &'f Permits, was: Items, version: i64) -> Form<'f> {
        Form { chosen, was, version, errors: Errors::default(), before: Markup::default(), unsaved: false }
    }

    fn show(&self, at: &InAccount, status: StatusCode, profile: &MemberProfile) -> Response {
        let (t, line, list) = (at.visit.t, &profile.line, at.path("/users"));
        let roles = roles(at, &line.roles);
        let panel = Panel::new(t.get("permissions-title"), list.clone(), t.get("close"))
            .lead(format!("{} · {}", called(line), at.role_labels(&line.roles)))
            .post(at.user(line.row.member, "/permissions"))
            .body(html! {
                (self.errors.summary(at))
                (self.before)
                input type="hidden" name="version" value=(self.version) data-unsaved[self.unsaved];
                (was_fields(&self.was))
                @for role in &roles { (self.chosen.extras(at, *role)) }
                @if maskable(at, &roles) {
                    (self.chosen.mask(at))
                } @else if !at.here.model.in_applications().is_empty() {
                    (Notice::new(Tone::Info, html! {
                        (t.with("permissions-not-maskable", &[("roles", at.role_labels(&line.roles).into())]))
                    }))
                }
            })
            .footer(html! { (Button::cancel(list, t.get("cancel"))) (Button::submit(t.get("save")).primary()) });
        at.panel(status, t.with("permissions-of", &[("name", called(line).into())]), &panel)
    }
}
