//! Deleting a resource, with all access to it.

use super::{OfKind, members::how_many};
use crate::{
    console::{
        PageError,
        sent::{Named, Sent},
        visit::InAccount,
    },
    ui::{Confirm, Field, Notice, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    resources::{
        delete::{Loss, delete, look as look_at_loss},
        list::{VisibleResource, show as look},
    },
};
use roster_domain::{id::ResourceId, model::Kind, refusal::Refusal};

/// The question.
pub(crate) async fn show(at: InAccount, of: OfKind, Named(resource): Named<ResourceId>) -> Result<Response, PageError> {
    let (_, kind) = at.kind(&of)?;
    let seen = look(&at.visit.web.app, &at.visit.caller, at.here.account, resource).await?;
    if !at.may_on(&seen, kind.delete_needs) {
        return Err(Refusal::Forbidden { permission: at.here.model[kind.delete_needs].id.to_string() }.into());
    }
    let loss = look_at_loss(&at.visit.web.app, &at.visit.caller, at.here.account, resource).await?;
    let who = how_many(&at, kind, &seen).await?;
    Ok(question(&at, StatusCode::OK, kind, &seen, Lost { loss, who }, Wrong::default()))
}

/// Deletes.
pub(crate) async fn submit(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let (_, kind) = at.kind(&of)?;
    let (app, account) = (&at.visit.web.app, at.here.account);
    let seen = look(app, &at.visit.caller, account, resource).await?;
    let loss = look_at_loss(app, &at.visit.caller, account, resource).await?;
    if loss.under == 0 && takes_from_somebody(&loss) && sent.get("typed") != seen.row.name.trim() {
        let lost = Lost { loss, who: how_many(&at, kind, &seen).await? };
        let wrong = Wrong { typed: Some(at.visit.t.get("resources-delete-typed").into_owned()), ..Wrong::default() };
        return Ok(question(&at, StatusCode::UNPROCESSABLE_ENTITY, kind, &seen, lost, wrong));
    }
    match delete(app, &at.having_seen(sent.version()), account, resource).await {
        Ok(_) => {
            let said = at.visit.t.with("resources-deleted", &[("name", seen.row.name.as_str().into())]);
            Ok(at.visit.go(&at.of_kind(kind, ""), &said))
        }
        Err(Failure::Refused(refusal @ (Refusal::WrongState { .. } | Refusal::Stale { .. }))) => {
            let loss = look_at_loss(app, &at.visit.caller, account, resource).await?;
            let lost = Lost { loss, who: how_many(&at, kind, &seen).await? };
            let wrong = Wrong { why: Some(at.refusal(&refusal)), ..Wrong::default() };
            Ok(question(&at, crate::refusal::status(&refusal), kind, &seen, lost, wrong))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// What goes with it.
struct Lost {
    loss: Loss,
    who: Option<Markup>,
}

/// Why it is asked again.
#[derive(Default)]
struct Wrong {
    why: Option<String>,
    /// What is wrong with the name that was typed.
    typed: Option<String>,
}

/// It can't be undone, and others lose something by it: whoever means it types the name.
fn takes_from_somebody(loss: &Loss) -> bool {
    loss.members + loss.invitations > 0
}

fn question(
    at: &InAccount,
    status: StatusCode,
    kind: &Kind,
    seen: &VisibleResource,
    Lost { loss, who }: Lost,
    wrong: Wrong,
) -> Response {
    let t = at.visit.t;
    let title = t.with("delete-question", &[("name", seen.row.name.as_str().into())]);
    let action = at.of_kind(kind, &format!("/{}/delete", seen.row.resource));
    let confirm = Confirm::new(title.clone(), action, t.get("delete"), at.of_kind(kind, ""), t.get("keep"))
        .danger()
        .sends("version", seen.row.version.to_string())
        .hindered(loss.under > 0)
        .body(html! {
            @if loss.under > 0 {
                (Notice::new(Tone::Warn, html! { (at.refusal(&Refusal::WrongState { state: "not_empty" })) }))
            } @else if let Some(why) = wrong.why {
                (Notice::new(Tone::Danger, html! { (why) }))
            }
            @if let Some(who) = who { (who) }
            @if loss.members > 0 { p { (t.with("resources-delete-members", &[("count", loss.members.into())])) } }
            @if loss.invitations > 0 {
                p { (t.with("resources-delete-invitations", &[("count", loss.invitations.into())])) }
            }
            @if loss.under == 0 { p { (t.get("resources-delete-means")) } }
            @if loss.under == 0 && takes_from_somebody(&loss) {
                (Field::text("typed", t.with("resources-delete-type", &[("name", seen.row.name.as_str().into())]))
                    .autocomplete("off").required().error(wrong.typed))
            }
        });
    at.confirm(status, title, &confirm)
}
