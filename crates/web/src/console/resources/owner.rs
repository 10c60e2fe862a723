//! Handing one resource to somebody else (D09).

use super::OfKind;
use crate::{
    console::{
        PageError,
        sent::{Named, Sent},
        visit::InAccount,
    },
    ui::{Confirm, Notice, Select, SelectOption, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{
    Failure,
    members::list::{MAX_PAGE, MemberFilter, list},
    resources::{list::VisibleResource, set_owner::set_owner},
};
use roster_domain::{
    id::{MemberId, ResourceId},
    model::Kind,
    permission::RosterPermission,
    refusal::Refusal,
};

/// The question: to whom?
pub(crate) async fn show(at: InAccount, of: OfKind, Named(resource): Named<ResourceId>) -> Result<Response, PageError> {
    let (_, kind) = at.kind(&of)?;
    let seen = at.resource(kind, resource).await?;
    at.must_on(&seen, RosterPermission::ChangeAccess)?;
    form(&at, StatusCode::OK, kind, &seen, None).await
}

/// Hands it over.
pub(crate) async fn submit(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (_, kind) = at.kind(&of)?;
    let seen = at.resource(kind, resource).await?;
    at.must_on(&seen, RosterPermission::ChangeAccess)?;
    let (app, account) = (&at.visit.web.app, at.here.account);
    let done = match sent.get("to").parse::<MemberId>() {
        Ok(to) => set_owner(app, &at.having_seen(sent.version()), account, resource, to).await,
        Err(_) => Err(Refusal::field("/to", "empty").into()),
    };
    match done {
        Ok(_) => {
            let said = at.visit.t.with("resources-handed-over", &[("name", seen.row.name.as_str().into())]);
            Ok(at.visit.go(&at.of_kind(kind, ""), &said))
        }
        Err(Failure::Refused(refusal)) if refusal != Refusal::NotFound => {
            let told = at.refusal(&refusal);
            form(&at, crate::refusal::status(&refusal), kind, &seen, Some(told)).await
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn form(
    at: &InAccount,
    status: StatusCode,
    kind: &Kind,
    seen: &VisibleResource,
    told: Option<String>,
) -> Result<Response, PageError> {
    let t = at.visit.t;
    let filter = MemberFilter::of_status("active");
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let members = list(app, caller, account, filter, None, MAX_PAGE).await?;
    let others =
        members.members.iter().filter(|one| Some(one.row.member) != seen.owner.as_ref().map(|owner| owner.member));
    let options = others.map(|one| {
        let name = if one.row.name.is_empty() {
            one.row.email.clone()
        } else {
            format!("{} ({})", one.row.name, one.row.email)
        };
        SelectOption::new(one.row.member.to_string(), name)
    });
    let options: Vec<_> = options.collect();
    let title = t.with("resources-hand-over-title", &[("name", seen.row.name.as_str().into())]);
    let action = at.of_kind(kind, &format!("/{}/owner", seen.row.resource));
    let yes = t.get("resources-hand-over");
    let confirm = Confirm::new(title.clone(), action, yes, at.of_kind(kind, ""), t.get("cancel"))
        .sends("version", seen.row.version.to_string())
        .body(html! {
            @if let Some(told) = told { (Notice::new(Tone::Danger, html! { (told) })) }
            p { (t.get("resources-hand-over-means")) }
            (Select::new("to", t.get("resources-hand-over-to"), options))
        });
    Ok(at.confirm(status, title, &confirm))
}
