//! The form for giving somebody access to a resource: whom, and what (F23, C15).

use super::{
    OfKind,
    gift::{Fields, Gift, offers_something},
};
use crate::{
    console::{PageError, form::Problems, sent::Pairs, visit::InAccount},
    ui::{Button, Choice, Field, Notice, Panel, Radios, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    access::given_there::GivenThere,
    members::list::{MemberFilter, MemberLine, MemberPage, list},
    resources::list::VisibleResource,
};
use roster_domain::{
    email::Email,
    id::{MemberId, ResourceId},
    model::Kind,
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};

/// How many one chooses from; a search finds the others.
const CHOICES: usize = 8;

/// Sent along once it was told what would be replaced.
pub(super) const SURE: &str = "sure";

/// Who is to have it.
pub(super) enum Whom {
    /// A user of the account.
    Member(MemberId),
    /// Whoever has this address: a user, or somebody new.
    Address(Email),
}

/// The form, with what was sent.
pub(super) struct Form<'f> {
    pub(super) at: &'f InAccount,
    pub(super) kind: &'f Kind,
    pub(super) seen: VisibleResource,
    pub(super) sent: &'f Pairs,
    pub(super) gift: Gift,
    /// Who can be chosen; nobody for those who may not see who there is: they name an address.
    found: Option<MemberPage>,
}

impl<'f> Form<'f> {
    pub(super) async fn load(
        at: &'f InAccount,
        of: &OfKind,
        resource: ResourceId,
        sent: &'f Pairs,
    ) -> Result<Form<'f>, PageError> {
        let (_, kind) = at.kind(of)?;
        let seen = at.resource(kind, resource).await?;
        at.must_on(&seen, RosterPermission::ChangeAccess)?;
        if !offers_something(at, kind) {
            return Err(Refusal::NotFound.into());
        }
        let filter = MemberFilter { search: sent.some("q").map(str::to_owned), ..MemberFilter::of_status("active") };
        let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
        let found = match at.here.may(RosterPermission::ReadMembers) {
            true => Some(list(app, caller, account, filter, None, CHOICES).await?),
            false => None,
        };
        Ok(Form { at, kind, seen, sent, gift: Gift::read(sent), found })
    }

    /// Who, and that it is something.
    pub(super) fn whom(&self) -> Result<Whom, Vec<FieldProblem>> {
        let (member, typed) = (self.sent.get("member").parse::<MemberId>(), self.sent.some("email"));
        let mut problems = Vec::new();
        let whom = match (member, typed.filter(|_| self.takes_addresses())) {
            (Ok(_), Some(_)) => Err(FieldProblem::new("/email", "one_or_the_other")),
            (Ok(member), None) => Ok(Whom::Member(member)),
            (Err(_), Some(typed)) => {
                Email::parse(typed).map(Whom::Address).map_err(|problem| FieldProblem::new("/email", problem.code()))
            }
            (Err(_), None) => Err(FieldProblem::new(if self.found.is_some() { "/member" } else { "/email" }, "empty")),
        };
        if self.gift.is_empty() || self.shuts_out() {
            problems.push(FieldProblem::new(format!("/{}", self.first_field()), "empty"));
        }
        match whom {
            Ok(whom) if problems.is_empty() => Ok(whom),
            Ok(_) => Err(problems),
            Err(problem) => Err(std::iter::once(problem).chain(problems).collect()),
        }
    }

    /// Whether a level is chosen that is none to give.
    fn shuts_out(&self) -> bool {
        let model = &self.at.here.model;
        let chosen = self.gift.0.get("level").map(|part| part.id.as_str());
        let level = chosen.map(|id| self.kind.levels.iter().find(|level| *model[level.level].as_str() == *id));
        level.is_some_and(|level| level.is_none_or(|level| level.permissions.is_empty()))
    }

    fn first_field(&self) -> &'static str {
        let roles = self.kind.project_roles.iter().any(|role| !self.at.here.model[*role].single);
        match (self.kind.levels.is_empty(), roles) {
            (false, _) => "level",
            (true, true) => "role",
            (true, false) => "permission",
        }
    }

    /// Whether the one who looks may bring somebody new into the account, too.
    pub(super) fn invites(&self) -> bool {
        self.at.here.may(RosterPermission::Invite)
    }

    /// What the fields are called.
    pub(super) fn labels(&self) -> [(&'static str, &'static str); 5] {
        [
            ("member", "who-whom"),
            ("email", if self.found.is_some() { "who-email" } else { "email" }),
            ("level", "access-level"),
            ("role", "gift-role"),
            ("permission", "gift-permissions"),
        ]
    }

    fn takes_addresses(&self) -> bool {
        self.invites() || self.found.is_none()
    }

    /// Where one goes from here: to who has access, as far as one may see that.
    pub(super) fn back(&self) -> String {
        match self.at.may_here_or_on(&self.seen, RosterPermission::ReadMembers) {
            true => self.at.of_members(self.kind, self.seen.row.resource, ""),
            false => self.at.of_kind(self.kind, ""),
        }
    }

    /// What they have there in a slot that is given anew, and other than it is given; as labels.
    pub(super) fn replaced(&self, them: &GivenThere) -> Vec<String> {
        let stored = Gift::stored(self.at, &them.given);
        let differs =
            |(slot, part): &(&String, &super::gift::Part)| self.gift.0.get(*slot).is_some_and(|mine| mine != *part);
        let replaced = stored.0.iter().filter(differs).map(|(slot, part)| (slot.clone(), part.clone()));
        Gift(replaced.collect()).labels(self.at)
    }

    pub(super) fn replaces(&self, them: &GivenThere, had: &[String]) -> Markup {
        let what = had.join(" · ");
        let told = self.at.visit.t.with("who-replaces", &[("name", them.called().into()), ("what", what.into())]);
        html! {
            (Notice::new(Tone::Warn, html! { (told) }))
            input type="hidden" name=(SURE) value=(them.member);
        }
    }

    pub(super) fn page(&self, status: StatusCode, problems: &Problems, before: Markup) -> Response {
        let (at, t, row) = (self.at, self.at.visit.t, &self.seen.row);
        let list = self.back();
        let title = t.with("who-give-title", &[("name", row.name.as_str().into())]);
        let error = |field: &str| problems.of(field);
        let fields = Fields {
            at,
            kind: self.kind,
            gift: &self.gift,
            was: None,
            held: &self.seen.permissions,
            otherwise: &[],
            error: &error,
        };
        let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
            .lead(self.seen.way())
            .post(at.of_members(self.kind, row.resource, "/give"))
            .body(html! {
                (problems.summary(t))
                (before)
                @if let Some(found) = &self.found {
                    (self.finder())
                    (self.choose(found, problems))
                }
                (self.newcomer(problems))
                (fields.show())
            })
            .footer(html! {
                (Button::cancel(list, t.get("cancel"))) (Button::submit(t.get("who-give")).primary())
            });
        at.panel(status, title, &panel)
    }

    fn finder(&self) -> Markup {
        let t = self.at.visit.t;
        html! {
            div.toolbar {
                label.search {
                    (crate::ui::icon(icondata_lu::LuSearch))
                    input type="search" name="q" value=(self.sent.get("q")) placeholder=(t.get("members-search"))
                        aria-label=(t.get("members-search")) autocomplete="off" spellcheck="false";
                }
                (Button::submit(t.get("access-search")).sends("find", "1"))
            }
        }
    }

    fn choose(&self, found: &MemberPage, problems: &Problems) -> Markup {
        let t = self.at.visit.t;
        let choices = found.members.iter().map(|line| self.choice(line));
        let chosen = self.sent.get("member").to_owned();
        html! {
            @if found.members.is_empty() {
                p.field-hint { (t.get("nothing-found")) }
            } @else {
                @for line in &found.members {
                    input type="hidden" name={ "version[" (line.row.member) "]" } value=(line.row.version);
                }
                (Radios::new("member", t.get("who-whom"), choices).selected(chosen).error(problems.of("member")))
                @if found.next.is_some() { p.field-hint { (t.get("who-more")) } }
            }
        }
    }

    fn choice(&self, line: &MemberLine) -> Choice<'static> {
        let (at, row) = (self.at, &line.row);
        let named = !row.name.trim().is_empty();
        let label = if named { format!("{} · {}", row.name, row.email) } else { row.email.clone() };
        let all = line.reach.iter().any(|reach| reach.all && reach.kind == *self.kind.id.as_str());
        let choice = Choice::new(row.member.to_string(), label);
        if all {
            choice.hint(at.visit.t.with("who-reaches-all", &[("roles", at.role_labels(&line.roles).into())]))
        } else {
            choice
        }
    }

    /// Somebody who is no user yet is invited, with the role that is everybody's, and this; and where one can't choose, a user is named
    /// by their address.
    fn newcomer(&self, problems: &Problems) -> Markup {
        let (at, t, model) = (self.at, self.at.visit.t, &self.at.here.model);
        let role = model[model.membership().default_role].label.get(at.tag()).to_owned();
        let (chosen, invites) = (self.found.is_some(), self.invites());
        let label = t.get(if chosen { "who-email" } else { "email" });
        let field = Field::email("email", label).value(self.sent.get("email").to_owned()).error(problems.of("email"));
        let field = if chosen { field.aside(t.get("optional")) } else { field.required().autofocus() };
        let field = match invites {
            true => field.hint(t.with("who-email-hint", &[("role", role.into())])),
            false => field.hint(t.get("who-email-of-user")),
        };
        html! { @if self.takes_addresses() { (field) } }
    }
}
