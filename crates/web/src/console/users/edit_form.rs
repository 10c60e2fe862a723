//! The panel in which a user's settings are edited.

use super::{
    Errors, called,
    edit::{Settings, several},
    permissions::{stored, was_fields},
    permits::{Permits, maskable, offers, roles},
    same_as::{self, Answer},
};
use crate::{
    console::visit::InAccount,
    ui::{Button, Checkbox, Choice, Field, Panel, Radios},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::members::{list::MemberLine, show::MemberProfile};
use roster_domain::{
    access::{Verb, not_offered},
    grant::Timed,
    model::Role,
    permission::RosterPermission,
    role::RoleIx,
};

/// What the panel shows.
pub(super) struct Form {
    pub(super) values: Settings,
    pub(super) permits: Permits,
    pub(super) errors: Errors,
    /// What is said above the fields.
    pub(super) before: Markup,
    /// Something is chosen that is not saved.
    pub(super) unsaved: bool,
    /// What became of the wish for a colleague's access.
    pub(super) answer: Option<Answer>,
}

impl Form {
    /// As it stands now.
    pub(super) fn of(at: &InAccount, profile: &MemberProfile) -> Form {
        let (values, permits) = (Settings::of(at, &profile.line), stored(at, profile));
        Form { values, permits, errors: Errors::default(), before: Markup::default(), unsaved: false, answer: None }
    }

    /// Takes over the roles and permissions of a colleague (F15).
    pub(super) fn fill(&mut self, at: &InAccount, answer: Option<Answer>) {
        if let Some(Answer::Found(same)) = &answer {
            if let Some(roles) = same_as::roles(at, same) {
                self.values.roles = roles;
                let until = same.roles.first().filter(|_| !several(at)).and_then(|wish| wish.window.until);
                self.values.until = until.map(|until| at.last_day(until.as_millisecond())).unwrap_or_default();
            }
            self.permits = Permits::like(at, &same.permissions);
        }
        self.answer = answer;
        self.unsaved = true;
    }

    pub(super) fn show(&self, at: &InAccount, status: StatusCode, profile: &MemberProfile) -> Response {
        let (t, line) = (at.visit.t, &profile.line);
        let list = at.path("/users");
        let title = at.label("edit", "edit");
        let words = at.here.may(RosterPermission::EditMembers);
        let may_change = at.here.may_act_on(Verb::ChangeRoles, line.row.member, &line.roles);
        let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
            .lead(lead(line))
            .post(at.user(line.row.member, "/edit"))
            .body(html! {
                (self.errors.summary(at))
                (self.before)
                (made_from(at, line, self.unsaved))
                h2 { (t.get("edit-settings")) }
                @if words { (self.who(at, line)) } @else { (self.untouched(at)) }
                @if may_change {
                    (same_as::field(at, self.answer.as_ref()))
                    (same_as::access_too(at, self.answer.as_ref(), line.row.member))
                }
                (self.roles(at, profile, may_change))
                @if profile.keys > 0 { p.field-hint { (t.with("edit-keys", &[("count", profile.keys.into())])) } }
                (self.until(at, may_change))
                (self.permissions(at, profile))
                @if words {
                    (Field::textarea("note", at.label("note", "edit-note")).rows(3).value(self.values.note.as_str())
                        .hint(t.get("edit-note-hint")).error(self.errors.of("note")))
                }
            })
            .footer(html! {
                (Button::cancel(list, t.get("cancel")))
                (Button::submit(at.label("edit.save", "save")).primary())
            });
        at.panel(status, format!("{title}: {}", called(line)), &panel)
    }

    /// Names, company and profile fields.
    fn who(&self, at: &InAccount, line: &MemberLine) -> Markup {
        let about = &self.values.about;
        html! {
            // Whoever has not come yet says their name themself.
            @if !line.row.name.is_empty() { (about.names(at, &self.errors, false, false)) }
            (about.rest(at, &self.errors))
        }
    }

    /// What whoever may only change roles sends along.
    fn untouched(&self, at: &InAccount) -> Markup {
        html! {
            (self.values.about.hidden(at, ""))
            input type="hidden" name="note" value=(self.values.note);
        }
    }

    /// The roles that can be given, and those that are held.
    fn roles(&self, at: &InAccount, profile: &MemberProfile, may: bool) -> Markup {
        let held = |role: &Role| self.values.roles.iter().any(|id| *role.id.as_str() == **id);
        let offered: Vec<(RoleIx, &Role)> =
            at.here.model.roles().filter(|(ix, role)| at.here.could_give_role(*ix) || held(role)).collect();
        if several(at) {
            return self.ticked_roles(at, &offered, may);
        }
        let choices = offered.into_iter().map(|(ix, role)| {
            let choice = Choice::new(role.id.to_string(), role.label.get(at.tag()).to_owned());
            let choice = choice.disabled(!may && !held(role));
            let hint = format!("{} {}", role.help.get(at.tag()), loses(at, profile, ix)).trim().to_owned();
            if hint.is_empty() { choice } else { choice.hint(hint) }
        });
        let error = self.errors.of("role").or(self.errors.of("roles"));
        let radios = Radios::new("role", at.label("column.roles", "role"), choices);
        html! { (radios.selected(self.values.roles.first().cloned().unwrap_or_default()).error(error)) }
    }

    /// Several at once.
    fn ticked_roles(&self, at: &InAccount, offered: &[(RoleIx, &Role)], may: bool) -> Markup {
        let error = self.errors.of("roles").or(self.errors.of("role"));
        html! {
            @if may {
                (ticked(at, offered.iter().map(|(_, role)| *role), &self.values.roles, error))
            } @else {
                fieldset.field.choices disabled {
                    (ticked(at, offered.iter().map(|(_, role)| *role), &self.values.roles, error))
                }
                @for role in &self.values.roles { input type="hidden" name="role" value=(role); }
            }
        }
    }

    /// The last day in the role.
    fn until(&self, at: &InAccount, may: bool) -> Markup {
        let (t, until) = (at.visit.t, &self.values.until);
        html! {
            @if may && !several(at) {
                (Field::date("until", t.get("edit-role-until")).aside(t.get("optional")).value(until.as_str())
                    .hint(t.with("edit-role-until-hint", &[("role", default_role(at).into())]))
                    .error(self.errors.of("until")))
            } @else {
                input type="hidden" name="until" value=(until);
            }
        }
    }

    /// What may be given beyond each role that can be chosen, and Custom; as where one invites.
    fn permissions(&self, at: &InAccount, profile: &MemberProfile) -> Markup {
        if !asks_permissions(at, profile) {
            return Markup::default();
        }
        let held = roles(at, &profile.line.roles);
        let offered = at.here.model.roles().filter(|(ix, _)| at.here.could_give_role(*ix) || held.contains(ix));
        html! {
            (was_fields(&stored(at, profile).items()))
            @for (role, _) in offered { (self.permits.extras(at, role)) }
            @if maskable(at, &held) { (self.permits.mask(at)) }
        }
    }
}

/// The roles as boxes, where somebody can have several; with none ticked the default role holds (B07).
pub(super) fn ticked<'m>(
    at: &InAccount,
    offered: impl IntoIterator<Item = &'m Role>,
    chosen: &[String],
    error: Option<String>,
) -> Markup {
    let blank = at.visit.t.with("new-user-roles-hint", &[("role", default_role(at).into())]);
    html! {
        fieldset.field.choices id="f-role" tabindex="-1" {
            legend { (at.label("column.roles", "role")) }
            p.field-hint { (blank) }
            div.stack {
                @for role in offered {
                    @let held = chosen.iter().any(|id| *role.id.as_str() == **id);
                    (Checkbox::new("role", role.label.get(at.tag()).to_owned()).value(role.id.to_string()).checked(held)
                        .hint(role.help.get(at.tag()).to_owned()))
                }
            }
            @if let Some(error) = error { p.field-error { (error) } }
        }
    }
}

/// Whether there is anything to set beyond the roles that somebody has or can be given.
pub(super) fn asks_permissions(at: &InAccount, profile: &MemberProfile) -> bool {
    let line = &profile.line;
    let held = roles(at, &line.roles);
    let mut offered = at.here.model.roles().filter(|(ix, _)| at.here.could_give_role(*ix) || held.contains(ix));
    let stays = matches!(line.status, "active" | "invited" | "expired" | "disabled");
    let may = stays && at.here.may_act_on(Verb::ChangePermissions, line.row.member, &line.roles);
    may && profile.permissions_fixed.is_none() && (maskable(at, &held) || offered.any(|(role, _)| offers(at, role)))
}

/// What the form is made from, to be compared when it comes back (F07).
fn made_from(at: &InAccount, line: &MemberLine, unsaved: bool) -> Markup {
    let now = Settings::of(at, line);
    html! {
        input type="hidden" name="version" value=(line.row.version) data-unsaved[unsaved];
        (now.about.hidden(at, "was-"))
        @for (name, value) in [
            ("was-role", &now.joined()),
            ("was-until", &now.until),
            ("was-note", &now.note),
        ] {
            input type="hidden" name=(name) value=(value);
        }
    }
}

/// What holds when the role is over, or none is given.
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
    match names.is_empty() {
        true => String::new(),
        false => at.visit.t.with("permissions-loses", &[("names", names.join(", ").into())]),
    }
}
