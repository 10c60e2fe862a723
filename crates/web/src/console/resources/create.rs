//! Creating a resource, where one may.

use super::OfKind;
use crate::{
    console::{
        PageError,
        form::Problems,
        sent::{Asked, Pairs, Sent},
        visit::InAccount,
    },
    ui::{Button, Field, Panel, Select},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{
    Failure, Outcome,
    resources::{
        choose::{Choose, choose},
        create::{CreateResource, create},
        list::VisibleResource,
    },
};
use roster_domain::{id::ResourceId, model::Kind, refusal::Refusal, resource::KindIx};

/// The most parents that are offered.
const MOST: usize = 1_000;

/// What one may create a resource of this kind under.
pub(super) async fn parents(at: &InAccount, kind: KindIx) -> Outcome<Vec<VisibleResource>> {
    let model = &at.here.model;
    let Some(above) = model[kind].parent else { return Ok(Vec::new()) };
    let asked = Choose { kind: Some(model[above].id.to_string()), most: MOST, ..Choose::default() };
    let mut found = choose(&at.visit.web.app, &at.visit.caller, at.here.account, asked).await?.resources;
    found.retain(|resource| at.may_on(resource, model[kind].create_needs));
    Ok(found)
}

/// The form.
pub(crate) async fn show(at: InAccount, of: OfKind, Asked(asked): Asked) -> Result<Response, PageError> {
    let (ix, kind) = at.kind(&of)?;
    let parents = parents(&at, ix).await?;
    let held = at.here.permissions.contains(kind.create_needs);
    if if kind.parent.is_some() { parents.is_empty() } else { !held } {
        return Err(Refusal::Forbidden { permission: at.here.model[kind.create_needs].id.to_string() }.into());
    }
    Ok(form(&at, StatusCode::OK, kind, &parents, &asked, &Problems::none()))
}

/// Creates.
pub(crate) async fn submit(at: InAccount, of: OfKind, Sent(sent): Sent) -> Result<Response, PageError> {
    let (ix, kind) = at.kind(&of)?;
    let parent = sent
        .some("parent")
        .map(|text| text.parse::<ResourceId>().map_err(|_| Refusal::field("/parent", "unknown_resource")));
    let input = |parent| CreateResource {
        kind: kind.id.to_string(),
        parent,
        name: sent.get("name").to_owned(),
        external_id: None,
    };
    let done = match parent.transpose() {
        Ok(parent) => create(&at.visit.web.app, &at.visit.caller, at.here.account, input(parent)).await,
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(_) => {
            let said = at.visit.t.with("resources-created", &[("name", sent.get("name").into())]);
            Ok(at.visit.go(&at.of_kind(kind, ""), &said))
        }
        Err(Failure::Refused(Refusal::Invalid(problems))) => {
            let above = kind.parent.map(|parent| at.here.model[parent].label.get(at.tag()).to_owned());
            let problems = Problems::new(at.visit.t, &problems).called(at.visit.t, &[("name", "name")]);
            let problems = problems.named("parent", above.unwrap_or_default());
            let parents = parents(&at, ix).await?;
            Ok(form(&at, StatusCode::UNPROCESSABLE_ENTITY, kind, &parents, &sent, &problems))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn form(
    at: &InAccount,
    status: StatusCode,
    kind: &Kind,
    parents: &[VisibleResource],
    values: &Pairs,
    problems: &Problems,
) -> Response {
    let (t, model) = (at.visit.t, &at.here.model);
    let (label, list) = (kind.label.get(at.tag()).to_owned(), at.of_kind(kind, ""));
    let title = t.with("resources-new", &[("kind", label.into())]);
    let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
        .post(at.of_kind(kind, "/new"))
        .body(html! {
            (problems.summary(t))
            (Field::text("name", t.get("name")).value(values.get("name")).max_length(200).autofocus().error(problems.of("name")))
            @if let Some(parent) = kind.parent {
                @let options = parents.iter().map(|parent| (parent.row.resource.to_string(), parent.row.name.as_str()));
                (Select::new("parent", model[parent].label.get(at.tag()), options).selected(values.get("parent"))
                    .error(problems.of("parent")))
            }
        })
        .footer(html! { (Button::cancel(list, t.get("cancel"))) (Button::submit(t.get("resources-create")).primary()) });
    at.panel(status, title, &panel)
}
