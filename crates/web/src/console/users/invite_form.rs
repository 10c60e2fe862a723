//! The form for inviting: what was typed, and how it is shown (A03–A05).

use super::{
    Errors,
    edit::several,
    edit_form::ticked,
    invite_report::Report,
    invite_whom::Whom,
    particulars::{self, Particulars},
    permits::{self, Permits},
    same_as::{self, Answer},
    tree::{Chosen, GROUPS, Resources, chosen, search},
};
use crate::{
    console::{sent::Pairs, visit::InAccount},
    ui::{Button, Choice, Field, Panel, Radios},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    invitations::create::{AccessWish, Invite},
    members::particulars::Particulars as Known,
};
use roster_domain::{
    grant::Window,
    id::MemberId,
    model::{InviteChoice, InviteForm as Form, Role},
    permission::RosterPermission,
    refusal::Refusal,
    role::RoleIx,
};

/// The form's own fields, as refusals name them.
pub(super) const FIELDS: [&str; 9] = {
    let [name, given, family, company, fields] = particulars::FIELDS;
    [name, given, family, company, fields, "addresses", "role", "roles", "message"]
};

/// What was typed and chosen.
#[derive(Default)]
pub(super) struct InviteForm {
    pub(super) whom: Whom,
    pub(super) about: Particulars,
    /// The ids of the roles; one, unless the model lets somebody have several.
    pub(super) roles: Vec<String>,
    pub(super) access: Chosen,
    pub(super) permits: Permits,
    pub(super) message: String,
    /// Whom to send an invitation again.
    pub(super) again: Vec<MemberId>,
    /// What is searched among the resources.
    pub(super) search: String,
    /// What became of the wish for a colleague's access.
    pub(super) answer: Option<Answer>,
    /// What is worth a second look before anything is sent.
    pub(super) doubt: Option<Markup>,
}

impl InviteForm {
    /// An empty form, with the role that most people have.
    pub(super) fn empty(at: &InAccount) -> InviteForm {
        let model = &at.here.model;
        let roles = vec![model[model.membership().default_role].id.to_string()];
        InviteForm { roles, permits: Permits::fresh(at), ..InviteForm::default() }
    }

    pub(super) fn read(at: &InAccount, sent: &Pairs) -> InviteForm {
        let mut access = chosen(sent, &GROUPS);
        access.retain(|_, pick| !pick.id.is_empty());
        // Where the model asks for none, everybody joins with the role that most people have.
        let roles: Vec<String> = match at.here.model.invitation().choose.contains(&InviteChoice::Role) {
            true if several(at) => sent.all::<String>("role").into_iter().filter(|role| !role.is_empty()).collect(),
            true => vec![sent.get("role").to_owned()],
            false => InviteForm::empty(at).roles,
        };
        let held = permits::roles(at, &roles);
        InviteForm {
            whom: Whom::read(at, sent),
            about: Particulars::read(sent, ""),
            roles,
            access,
            permits: permits_of(at, sent, &held),
            message: sent.raw("message").to_owned(),
            again: sent.all("again"),
            search: search(sent).unwrap_or_default(),
            answer: None,
            doubt: None,
        }
    }

    /// What is to be done; refused where a day is none.
    pub(super) fn input(&self, at: &InAccount) -> Result<Invite, Refusal> {
        let mut access = Vec::new();
        for ((resource, sort), pick) in &self.access {
            let until = at.end_of(&pick.until, "/access").map_err(|problem| Refusal::Invalid(vec![problem]))?;
            let window = Window { from: None, until };
            access.extend(pick.given(*sort).map(|what| AccessWish { resource: *resource, what, window }));
        }
        access.sort_by_key(|wish| wish.resource);
        let permissions = self.permits.wish(at, &Permits::default(), &[], None)?;
        let (addresses, roles, message) = (self.whom.addresses(), self.roles.clone(), self.message.clone());
        // Whoever invites one person says who that is (E05).
        let about =
            if at.here.model.invitation().form == Form::Person { self.about.known(at) } else { Known::default() };
        if at.names_apart() && about.name.is_empty() {
            return Err(Refusal::field("/given_name", "empty"));
        }
        Ok(Invite { addresses, roles, access, permissions, message, about })
    }

    /// Takes over what a colleague has.
    pub(super) fn fill(&mut self, at: &InAccount, answer: Answer) {
        if let Answer::Found(same) = &answer {
            if let Some(roles) = same_as::roles(at, same) {
                self.roles = roles;
            }
            if at.here.model.invitation().choose.contains(&InviteChoice::Permissions) {
                self.permits = Permits::like(at, &same.permissions);
            }
            self.access = at.picks(&same.access);
            self.search.clear();
        }
        self.answer = Some(answer);
    }

    /// The panel; with what is wrong, or with what became of those who were typed before.
    pub(super) fn show(
        &self,
        at: &InAccount,
        status: StatusCode,
        resources: &Resources,
        errors: &Errors,
        report: Option<&Report>,
    ) -> Response {
        let t = at.visit.t;
        let (list, post) = (at.path("/users"), at.path("/users/invite"));
        let title = at.title("invite.title", "invite", "invite-title");
        let valid = t.duration(at.here.model.invitation().valid_for);
        let chooses = |what| at.here.model.invitation().choose.contains(&what);
        let again = report.is_some() || self.doubt.is_some() || self.answer.is_some() || !self.search.is_empty();
        let leave = match report {
            // Something was done: the list below is no longer true.
            Some(_) => Button::link(list.clone(), t.get("done")),
            None => Button::cancel(list.clone(), t.get("cancel")),
        };
        let send = match self.doubt {
            Some(_) => t.get("invite-anyway").into_owned(),
            None => at.label("invite.send", "invite-send"),
        };
        let panel = Panel::new(title.clone(), list, t.get("close"))
            .lead(t.with("invite-lead", &[("time", valid.into())]))
            .post(post)
            .body(html! {
                (errors.summary(at))
                @if let Some(doubt) = &self.doubt { (doubt) }
                @if let Some(report) = report { (report.show(at)) }
                @let first = errors.is_empty() && !again;
                @if at.here.model.invitation().form == Form::Person {
                    (self.about.names(at, errors, !at.names_apart(), first))
                    (self.whom.show(at, errors.of("addresses"), false))
                    (self.about.rest(at, errors))
                } @else {
                    (self.whom.show(at, errors.of("addresses"), first))
                }
                @if chooses(InviteChoice::Role) {
                    (same_as::field(at, self.answer.as_ref()))
                    (self.roles(at, errors))
                }
                @if chooses(InviteChoice::Permissions) {
                    @for (role, declared) in at.here.model.roles() {
                        @if declared.assignable { (self.permits.extras(at, role)) }
                    }
                    @if !at.here.model.in_applications().is_empty() { (self.permits.mask(at)) }
                }
                @if chooses(InviteChoice::Access) { (self.tree(at, resources)) }
                @if chooses(InviteChoice::Message) {
                    (Field::textarea("message", t.get("invite-message")).aside(t.get("optional")).rows(2)
                        .value(self.message.as_str()).error(errors.of("message")))
                }
            })
            .footer(html! { (leave) (Button::submit(send).primary()) });
        at.panel(status, title, &panel)
    }

    fn roles(&self, at: &InAccount, errors: &Errors) -> Markup {
        let error = errors.of("role").or(errors.of("roles"));
        if several(at) {
            let offered = at.here.model.roles().filter(|(ix, _)| at.here.could_give_role(*ix)).map(|(_, role)| role);
            return ticked(at, offered, &self.roles, error, |_| Markup::default());
        }
        let choices = at.here.model.roles().filter(|(ix, _)| at.here.could_give_role(*ix)).map(|(_, role)| {
            let choice = Choice::new(role.id.to_string(), role.label.get(at.tag()).to_owned());
            if role.help.is_empty() { choice } else { choice.hint(role.help.get(at.tag()).to_owned()) }
        });
        let chosen = self.roles.first().cloned().unwrap_or_default();
        html! { (Radios::new("role", at.label("column.roles", "role"), choices).selected(chosen).error(error)) }
    }

    fn tree(&self, at: &InAccount, resources: &Resources) -> Markup {
        let t = at.visit.t;
        if at.here.model.kinds().len() == 0 {
            return Markup::default();
        }
        html! {
            div.field {
                h2.group-title {
                    (at.label("access", "access-title")) span.label-aside { (t.get("optional")) }
                }
                @if let Some((roles, count)) = needs_no_access(at) {
                    p.field-hint {
                        (t.with("invite-access-not-needed", &[("roles", roles.into()), ("count", count.into())]))
                    }
                }
                @if resources.is_empty() {
                    p.field-hint { (t.get("access-nothing-there")) }
                } @else {
                    (resources.tree(at, "invite-access", &self.access))
                }
            }
        }
    }
}

/// Where nobody is asked about permissions, nobody gives less than all, as far as they have it.
fn permits_of(at: &InAccount, sent: &Pairs, roles: &[RoleIx]) -> Permits {
    match at.here.model.invitation().choose.contains(&InviteChoice::Permissions) {
        true => Permits::read(at, sent, roles),
        false => Permits::fresh(at),
    }
}

/// The roles that have everything everywhere anyway, if there are any, and how many they are (A05).
fn needs_no_access(at: &InAccount) -> Option<(String, usize)> {
    let model = &at.here.model;
    let products = |kind| model.on_kind(kind).iter().filter(|ix| RosterPermission::at(*ix).is_none());
    let everywhere =
        |role: &Role| model.kinds().all(|(kind, _)| products(kind).all(|ix| role.on_all(kind).contains(ix)));
    let labels: Vec<&str> = model
        .roles()
        .filter(|(_, role)| role.assignable && everywhere(role))
        .map(|(_, role)| role.label.get(at.tag()))
        .collect();
    (!labels.is_empty()).then(|| (labels.join(", "), labels.len()))
}
