//! Moving a resource under another one: where to is chosen, who gains and who loses is shown, and then it is done.

use super::{OfKind, members::how_many};
use crate::{
    console::{
        PageError,
        form::Problems,
        sent::{Asked, Named, Pairs, Sent},
        visit::InAccount,
    },
    ui::{Button, Column, Notice, Panel, Row, Select, Table, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure, Outcome,
    resources::{
        choose::{Choices, Choose, choose},
        list::{VisibleResource, show as look},
        relocate::{self, Outlook},
    },
};
use roster_domain::{id::ResourceId, model::Kind, refusal::Refusal, resource::KindIx};

/// The most places that are offered at once; a search finds the others.
const MOST: usize = 200;

/// How many of those who gain or lose are listed.
const LISTED: usize = 20;

/// Where to, first of all.
pub(crate) async fn show(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let form = Form::load(&at, &of, resource, &asked).await?;
    let looked = match asked.some("parent") {
        Some(_) => form.look(&at).await,
        None => Ok(None),
    };
    form.answer(&at, looked)
}

/// Looks; and once the very same was looked at, moves.
pub(crate) async fn submit(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let form = Form::load(&at, &of, resource, &sent).await?;
    let seen = sent.some("looked").and_then(|looked| looked.parse::<ResourceId>().ok());
    let (Some(to), true) = (form.to, sent.some("go").is_some() && seen.is_some() && seen == form.to) else {
        let looked = match sent.some("find") {
            Some(_) => Ok(None),
            None => form.look(&at).await,
        };
        return form.answer(&at, looked);
    };
    let caller = at.having_seen(sent.version());
    match relocate::relocate(&at.visit.web.app, &caller, at.here.account, resource, to).await {
        Ok(_) => {
            let name = form.seen.row.name.as_str();
            let said = at.visit.t.with("resources-moved", &[("name", name.into())]);
            Ok(at.visit.go(&at.of_kind(form.kind, ""), &said))
        }
        Err(Failure::Refused(refusal)) => form.answer(&at, Err(refusal.into())),
        Err(failure) => Err(failure.into()),
    }
}

struct Form<'a> {
    kind: &'a Kind,
    above: &'a Kind,
    seen: VisibleResource,
    places: Choices,
    to: Option<ResourceId>,
    search: String,
    who: Option<Markup>,
}

impl<'a> Form<'a> {
    async fn load(at: &'a InAccount, of: &OfKind, resource: ResourceId, sent: &Pairs) -> Result<Form<'a>, PageError> {
        let (ix, kind): (KindIx, &Kind) = at.kind(of)?;
        let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
        let seen = look(app, caller, account, resource).await?;
        let model = &at.here.model;
        if *seen.row.kind != *kind.id.as_str() {
            return Err(Refusal::NotFound.into());
        }
        if !at.may_on(&seen, kind.edit_needs) {
            return Err(Refusal::Forbidden { permission: model[kind.edit_needs].id.to_string() }.into());
        }
        let Some(above) = model[ix].parent else { return Err(Refusal::NotFound.into()) };
        let (to, search) = (sent.get("parent").parse().ok(), sent.get("q").to_owned());
        let asked = Choose {
            keep: to.into_iter().collect(),
            search: Some(search.clone()),
            kind: Some(model[above].id.to_string()),
            most: MOST,
            newcomer: false,
        };
        let mut places = choose(app, caller, account, asked).await?;
        places
            .resources
            .retain(|place| *place.row.kind == *model[above].id.as_str() && at.may_on(place, kind.create_needs));
        // Where it lies it needs not be moved to.
        places.resources.retain(|place| Some(place.row.resource) != seen.row.parent);
        let who = how_many(at, kind, &seen).await?;
        Ok(Form { kind, above: &model[above], seen, places, to, search, who })
    }

    async fn look(&self, at: &InAccount) -> Outcome<Option<Outlook>> {
        let Some(to) = self.to else { return Err(Refusal::field("/parent", "empty").into()) };
        let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
        Ok(Some(relocate::look(app, caller, account, self.seen.row.resource, to).await?))
    }

    fn answer(&self, at: &InAccount, looked: Outcome<Option<Outlook>>) -> Result<Response, PageError> {
        match looked {
            Ok(outlook) => Ok(self.page(at, StatusCode::OK, &Problems::none(), None, outlook.as_ref())),
            Err(Failure::Refused(Refusal::Invalid(problems))) => {
                let label = self.above.label.get(at.tag()).to_owned();
                let problems = Problems::new(at.visit.t, &problems).named("parent", label);
                Ok(self.page(at, StatusCode::UNPROCESSABLE_ENTITY, &problems, None, None))
            }
            Err(Failure::Refused(refusal @ (Refusal::NotHeld { .. } | Refusal::Stale { .. }))) => {
                let status = crate::refusal::status(&refusal);
                Ok(self.page(at, status, &Problems::none(), Some(at.refusal(&refusal)), None))
            }
            Err(failure) => Err(failure.into()),
        }
    }

    fn page(
        &self,
        at: &InAccount,
        status: StatusCode,
        problems: &Problems,
        why: Option<String>,
        outlook: Option<&Outlook>,
    ) -> Response {
        let (t, row) = (at.visit.t, &self.seen.row);
        let (list, label) = (at.of_kind(self.kind, ""), self.above.label.get(at.tag()));
        let title = t.with("resources-move-title", &[("name", row.name.as_str().into())]);
        let held = outlook.is_none_or(|outlook| outlook.missing.is_empty());
        let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
            .lead(self.seen.way())
            .post(at.of_kind(self.kind, &format!("/{}/move", row.resource)))
            .body(html! {
                (problems.summary(t))
                @if let Some(why) = &why { (Notice::new(Tone::Danger, html! { (why) })) }
                @if let Some(who) = &self.who { (who) }
                input type="hidden" name="version" value=(row.version);
                @if self.places.cut || !self.search.is_empty() { (self.finder(at)) }
                @if self.places.resources.is_empty() {
                    p.field-hint { (t.get(if self.search.is_empty() { "resources-move-nowhere" } else { "nothing-found" })) }
                } @else {
                    (self.choice(at, label, problems))
                }
                @if let Some(outlook) = outlook { (self.told(at, outlook)) }
            })
            .footer(html! {
                (Button::cancel(list, t.get("cancel")))
                @let look = Button::submit(t.get("resources-move-look")).sends("look", "1");
                (if outlook.is_some() { look } else { look.primary() })
                @if outlook.is_some() && held {
                    (Button::submit(t.get("resources-move")).sends("go", "1").primary())
                }
            });
        at.panel(status, title, &panel)
    }

    fn finder(&self, at: &InAccount) -> Markup {
        let t = at.visit.t;
        html! {
            div.toolbar {
                label.search {
                    (crate::ui::icon(icondata_lu::LuSearch))
                    input type="search" name="q" value=(self.search) placeholder=(t.get("access-find"))
                        aria-label=(t.get("access-find")) autocomplete="off" spellcheck="false";
                }
                (Button::submit(t.get("access-search")).sends("find", "1").small())
            }
        }
    }

    fn choice(&self, at: &InAccount, label: &str, problems: &Problems) -> Select<'static> {
        let named = |place: &VisibleResource| {
            let path: Vec<&str> =
                std::iter::once(place.row.name.as_str()).chain(place.under.iter().map(String::as_str)).collect();
            (place.row.resource.to_string(), path.join(" ‹ "))
        };
        let first = (String::new(), at.visit.t.get("resources-move-choose").into_owned());
        let options = std::iter::once(first).chain(self.places.resources.iter().map(named));
        let chosen = self.to.map(|to| to.to_string()).unwrap_or_default();
        Select::new("parent", label.to_owned(), options).selected(chosen).error(problems.of("parent"))
    }

    /// Who gains and who loses what.
    fn told(&self, at: &InAccount, outlook: &Outlook) -> Markup {
        let t = at.visit.t;
        let labels = |ids: &[String]| ids.iter().map(|id| at.permission_label(id)).collect::<Vec<_>>().join(", ");
        let rows = outlook.members.iter().take(LISTED).map(|moved| {
            Row::new()
                .cell(html! { b.name { bdi { (moved.name) } } })
                .cell(labels(&moved.gains))
                .cell(labels(&moved.loses))
        });
        let more = (outlook.members.len().max(outlook.gain.max(outlook.lose)))
            .saturating_sub(outlook.members.len().min(LISTED));
        let counts = [("gain", outlook.gain.into()), ("lose", outlook.lose.into())];
        let table = Table::new(t.get("resources-move-who"))
            .column(Column::new(t.get("name")))
            .column(Column::new(t.get("resources-move-gains")))
            .column(Column::new(t.get("resources-move-loses")))
            .rows(rows);
        html! {
            input type="hidden" name="looked" value=(self.to.map(|to| to.to_string()).unwrap_or_default());
            div.stack {
                h2 { (outlook.from) " → " (outlook.to) }
                @if outlook.along > 0 { p { (t.with("resources-move-along", &[("count", outlook.along.into())])) } }
                p { (t.with("resources-move-counts", &counts)) }
                @if !outlook.members.is_empty() { (table) }
                @if more > 0 && !outlook.members.is_empty() {
                    p.field-hint { (t.with("resources-move-more", &[("count", more.into())])) }
                }
                @if !outlook.missing.is_empty() {
                    (Notice::new(Tone::Danger, html! {
                        (at.refusal(&Refusal::NotHeld { missing: outlook.missing.clone() }))
                    }))
                }
            }
        }
    }
}
