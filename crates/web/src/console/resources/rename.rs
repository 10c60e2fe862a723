//! Renaming a resource.

use super::OfKind;
use crate::{
    console::{
        PageError,
        form::Problems,
        sent::{Named, Sent},
        visit::InAccount,
    },
    ui::{Confirm, Field, Notice, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{
    Failure,
    resources::{
        list::{VisibleResource, show as look},
        rename::rename,
    },
};
use roster_domain::{id::ResourceId, model::Kind, refusal::Refusal};

/// The form.
pub(crate) async fn show(at: InAccount, of: OfKind, Named(resource): Named<ResourceId>) -> Result<Response, PageError> {
    let (_, kind) = at.kind(&of)?;
    let seen = look(&at.visit.web.app, &at.visit.caller, at.here.account, resource).await?;
    if !at.may_on(&seen, kind.edit_needs) {
        return Err(Refusal::Forbidden { permission: at.here.model[kind.edit_needs].id.to_string() }.into());
    }
    Ok(form(&at, StatusCode::OK, kind, &seen, &seen.row.name, &Problems::none(), None))
}

/// Renames.
pub(crate) async fn submit(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (_, kind) = at.kind(&of)?;
    let (app, account, name) = (&at.visit.web.app, at.here.account, sent.get("name"));
    let done = rename(app, &at.having_seen(sent.version()), account, resource, name.to_owned()).await;
    let (status, problems, stale) = match done {
        Ok(_) => {
            let said = at.visit.t.with("resources-renamed", &[("name", name.into())]);
            return Ok(at.visit.go(&at.of_kind(kind, ""), &said));
        }
        Err(Failure::Refused(Refusal::Invalid(problems))) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            Problems::new(at.visit.t, &problems).called(at.visit.t, &[("name", "name")]),
            false,
        ),
        Err(Failure::Refused(Refusal::Stale { .. })) => (StatusCode::PRECONDITION_FAILED, Problems::none(), true),
        Err(failure) => return Err(failure.into()),
    };
    let seen = look(app, &at.visit.caller, account, resource).await?;
    // What the other called it meanwhile stands above what was typed (F07).
    let other = stale.then(|| seen.row.name.clone());
    Ok(form(&at, status, kind, &seen, name, &problems, other))
}

fn form(
    at: &InAccount,
    status: StatusCode,
    kind: &Kind,
    seen: &VisibleResource,
    name: &str,
    problems: &Problems,
    other: Option<String>,
) -> Response {
    let t = at.visit.t;
    let title = t.with("resources-rename-title", &[("name", seen.row.name.as_str().into())]);
    let action = at.of_kind(kind, &format!("/{}/rename", seen.row.resource));
    let confirm = Confirm::new(title.clone(), action, t.get("save"), at.of_kind(kind, ""), t.get("cancel"))
        .sends("version", seen.row.version.to_string())
        .body(html! {
            @if let Some(other) = other {
                (Notice::new(Tone::Warn, html! { (t.with("resources-stale", &[("name", other.as_str().into())])) })
                    .title(t.get("stale-title")))
            }
            (Field::text("name", t.get("name")).value(name).max_length(200).autofocus().error(problems.of("name")))
        });
    at.confirm(status, title, &confirm)
}
