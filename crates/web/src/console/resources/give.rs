//! Giving somebody access to a resource, from the resource's side: whom, and how much (F23).

use super::OfKind;
use crate::{
    console::{
        PageError,
        form::Problems,
        sent::{Asked, Named, Pairs, Sent},
        visit::InAccount,
    },
    ui::{Button, Choice, Notice, Panel, Radios, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    access::given_there::{GivenThere, given_there},
    members::{
        list::{MemberFilter, MemberLine, MemberPage, list},
        set_access::{AccessEdit, set_access},
        show::{GrantOnRow, LEVEL},
    },
    resources::list::VisibleResource,
};
use roster_domain::{
    grant::Window,
    id::{MemberId, ResourceId},
    model::{Kind, Level},
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};

/// How many one chooses from; a search finds the others.
const CHOICES: usize = 8;

/// Sent along once it was told whose access would be replaced.
const SURE: &str = "sure";

/// The panel. `?q=` begins with a search.
pub(crate) async fn show(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let form = Form::load(&at, &of, resource, &asked).await?;
    Ok(form.page(StatusCode::OK, &Problems::none(), Markup::default()))
}

/// Gives; or searches, and gives nothing yet.
pub(crate) async fn submit(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let form = Form::load(&at, &of, resource, &sent).await?;
    if sent.some("find").is_some() {
        return Ok(form.page(StatusCode::OK, &Problems::none(), Markup::default()));
    }
    let (member, level) = match form.chosen() {
        Ok(chosen) => chosen,
        Err(problems) => {
            let problems = Problems::new(at.visit.t, &problems);
            return Ok(form.page(StatusCode::UNPROCESSABLE_ENTITY, &problems, Markup::default()));
        }
    };
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let them = given_there(app, caller, account, resource, member, RosterPermission::ReadMembers).await?;
    if let Some(had) = form.replaced(&them, &level).filter(|_| sent.get(SURE) != member.to_string()) {
        return Ok(form.page(StatusCode::OK, &Problems::none(), form.replaces(&them, had)));
    }
    let versions = sent.group::<MemberId>("version");
    let version = versions.iter().find(|(of, _)| *of == member).and_then(|(_, version)| version.parse().ok());
    let edit = AccessEdit::level(resource, Some(level), Window::ALWAYS);
    match set_access(app, &at.having_seen(version), account, member, vec![edit]).await {
        Ok(_) => {
            let names = [("name", them.called().into()), ("resource", form.seen.row.name.as_str().into())];
            let said = at.visit.t.with("who-given", &names);
            Ok(at.visit.go(&at.of_members(form.kind, resource, ""), &said))
        }
        Err(Failure::Refused(refusal @ (Refusal::NotFound | Refusal::Forbidden { .. }))) => Err(refusal.into()),
        Err(Failure::Refused(refusal)) => {
            let why = Notice::new(Tone::Danger, html! { (at.refusal(&refusal)) });
            Ok(form.page(crate::refusal::status(&refusal), &Problems::none(), html! { (why) }))
        }
        Err(failure) => Err(failure.into()),
    }
}

struct Form<'f> {
    at: &'f InAccount,
    kind: &'f Kind,
    seen: VisibleResource,
    sent: &'f Pairs,
    found: MemberPage,
}

impl<'f> Form<'f> {
    async fn load(
        at: &'f InAccount,
        of: &OfKind,
        resource: ResourceId,
        sent: &'f Pairs,
    ) -> Result<Form<'f>, PageError> {
        let (_, kind) = at.kind(of)?;
        let seen = at.resource(kind, resource).await?;
        at.must_on(&seen, RosterPermission::ChangeAccess)?;
        let filter = MemberFilter {
            search: sent.some("q").map(str::to_owned),
            status: Some("active".to_owned()),
            ..MemberFilter::default()
        };
        let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
        let found = list(app, caller, account, filter, None, CHOICES).await?;
        Ok(Form { at, kind, seen, sent, found })
    }

    /// The levels that give something.
    fn levels(&self) -> impl Iterator<Item = (&str, &Level)> {
        let model = &self.at.here.model;
        let giving = self.kind.levels.iter().filter(|level| !level.permissions.is_empty());
        giving.map(|level| (model[level.level].as_str(), level))
    }

    /// Who and which level.
    fn chosen(&self) -> Result<(MemberId, String), Vec<FieldProblem>> {
        let (member, level) = (self.sent.get("member").parse::<MemberId>(), self.sent.get("level"));
        match (member, self.levels().any(|(id, _)| id == level)) {
            (Ok(member), true) => Ok((member, level.to_owned())),
            (member, known) => {
                let empty = |is: bool, pointer: &str| is.then(|| FieldProblem::new(pointer, "empty"));
                Err(empty(member.is_err(), "/member").into_iter().chain(empty(!known, "/level")).collect())
            }
        }
    }

    /// What they have there already, if it is something else and not over.
    fn replaced<'g>(&self, them: &'g GivenThere, level: &str) -> Option<&'g GrantOnRow> {
        let now = self.at.now().as_millisecond();
        let stands = |grant: &&GrantOnRow| grant.slot == LEVEL && grant.until_at.is_none_or(|until| until > now);
        let same = |grant: &&GrantOnRow| {
            grant.value == level && grant.from_at.is_none_or(|from| from <= now) && grant.until_at.is_none()
        };
        them.given.iter().find(stands).filter(|grant| !same(grant))
    }

    fn replaces(&self, them: &GivenThere, had: &GrantOnRow) -> Markup {
        let (at, t) = (self.at, self.at.visit.t);
        let level = at.level_label(&had.value);
        let what = had.until_at.map_or(level.clone(), |until| format!("{level}, {}", at.until(until)));
        let told = t.with("who-replaces", &[("name", them.called().into()), ("what", what.into())]);
        html! {
            (Notice::new(Tone::Warn, html! { (told) }))
            input type="hidden" name=(SURE) value=(them.member);
        }
    }

    fn page(&self, status: StatusCode, problems: &Problems, before: Markup) -> Response {
        let (at, t, row) = (self.at, self.at.visit.t, &self.seen.row);
        let list = at.of_members(self.kind, row.resource, "");
        let title = t.with("who-give-title", &[("name", row.name.as_str().into())]);
        let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
            .lead(self.seen.under.join(" › "))
            .post(at.of_members(self.kind, row.resource, "/give"))
            .body(html! {
                (problems.summary(t))
                (before)
                (self.finder())
                (self.whom(problems))
                (self.how_much(problems))
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
                (Button::submit(t.get("search")).sends("find", "1").small())
            }
        }
    }

    fn whom(&self, problems: &Problems) -> Markup {
        let t = self.at.visit.t;
        let choices = self.found.members.iter().map(|line| self.choice(line));
        let chosen = self.sent.get("member").to_owned();
        html! {
            @if self.found.members.is_empty() {
                p.field-hint { (t.get("nothing-found")) }
            } @else {
                @for line in &self.found.members {
                    input type="hidden" name={ "version[" (line.row.member) "]" } value=(line.row.version);
                }
                (Radios::new("member", t.get("who-whom"), choices).selected(chosen).error(problems.of("member")))
                @if self.found.next.is_some() { p.field-hint { (t.get("who-more")) } }
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

    fn how_much(&self, problems: &Problems) -> Radios<'static> {
        let (at, t) = (self.at, self.at.visit.t);
        let choices = self.levels().map(|(id, level)| {
            Choice::new(id.to_owned(), level.label.get(at.tag()).to_owned()).hint(level.help.get(at.tag()).to_owned())
        });
        Radios::new("level", t.get("access-level"), choices)
            .selected(self.sent.get("level").to_owned())
            .error(problems.of("level"))
    }
}
