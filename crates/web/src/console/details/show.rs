//! The page: for every member what the model lets them read; for those who may change it, also what it was before.

use super::told;
use crate::{
    console::{PageError, visit::InAccount},
    ui::{Button, Definitions, Heading, card},
};
use axum::response::Response;
use maud::{Markup, html};
use roster_app::{
    audit::list::Told,
    details::{
        field_of,
        show::{Details, show as details},
    },
};
use roster_domain::permission::RosterPermission;

/// The page.
pub(crate) async fn show(at: InAccount) -> Result<Response, PageError> {
    let shown = details(&at.visit.web.app, &at.visit.caller, at.here.account).await?;
    let (t, title) = (at.visit.t, at.details_label());
    let mut heading = Heading::new(title.clone());
    if shown.changeable {
        let change = Button::link(at.path("/details/edit"), t.get("details-edit"));
        heading = heading.action(change.icon(icondata_lu::LuPencil).primary().panel());
    }
    let mut facts = Definitions::new().fact(t.get("details-name"), html! { bdi { (shown.name) } });
    for (declared, value) in &shown.fields {
        let value = if value.is_empty() { "—".to_owned() } else { told(&at, &declared.field, value) };
        facts = facts.fact(declared.field.label.get(at.tag()).to_owned(), html! { bdi { (value) } });
    }
    let body = html! { (heading) (card(None, facts)) (history(&at, &shown)) (closing(&at)) };
    Ok(at.console(title, body))
}

/// The way out, for those who may take it.
fn closing(at: &InAccount) -> Markup {
    let t = at.visit.t;
    html! {
        @if at.here.may(RosterPermission::CloseAccount) && !at.visit.is_guest() {
            (card(None, html! {
                p { (t.with("close-means", &[("account", at.here.name.as_str().into())])) }
                div.actions { (Button::link(at.path("/close"), t.get("close-title")).danger().panel()) }
            }))
        }
    }
}

/// Who changed what, and what it was before.
fn history(at: &InAccount, shown: &Details) -> Markup {
    let t = at.visit.t;
    html! {
        @if !shown.history.is_empty() {
            section.stack aria-labelledby="details-history" {
                h2 id="details-history" { (t.get("details-history")) }
                div.stack-wide { @for event in &shown.history { (change(at, shown, event)) } }
            }
        }
    }
}

fn change(at: &InAccount, shown: &Details, event: &Told) -> Markup {
    let t = at.visit.t;
    let by = event.on_behalf_of_name.as_ref().or(event.actor_name.as_ref());
    let by = by.cloned().unwrap_or_else(|| t.get("audit-somebody-gone").into_owned());
    let field = |changed: &str| {
        let id = field_of(changed).to_owned();
        shown.fields.iter().map(|(declared, _)| &declared.field).find(move |field| field.id == *id.as_str())
    };
    let value = |changed: &str, value: &Option<String>| match (value, field(changed)) {
        (None, _) => "—".to_owned(),
        (Some(value), Some(field)) => told(at, field, value),
        (Some(value), None) => value.clone(),
    };
    html! {
        div.event {
            p { b.name { bdi { (by) } } ", " (at.ago(event.at.as_millisecond())) }
            @match &event.details {
                None => p { small { (t.get("audit-erased")) } },
                Some(details) => ul {
                    @for change in &details.changes {
                        li {
                            span.muted { (at.detail_label(field_of(&change.field))) ": " }
                            bdi { (value(&change.field, &change.before)) } " → "
                            bdi { (value(&change.field, &change.after)) }
                        }
                    }
                }
            }
        }
    }
}
