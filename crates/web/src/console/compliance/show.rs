//! The page: for every member of the account (D03).

use super::status_badge;
use crate::{
    console::{PageError, visit::InAccount},
    ui::{Button, Definitions, Heading, card},
};
use axum::response::Response;
use maud::html;
use roster_app::compliance::show as compliance;

/// The page.
pub(crate) async fn show(at: InAccount) -> Result<Response, PageError> {
    let declared = at.compliance()?;
    let shown = compliance::show(&at.visit.web.app, &at.visit.caller, at.here.account).await?;
    let (t, title) = (at.visit.t, at.compliance_label());
    let mut heading = Heading::new(title.clone());
    let help = declared.help.get(at.tag());
    if !help.is_empty() {
        heading = heading.lead(help.to_owned());
    }
    if shown.changeable {
        let change = Button::link(at.path("/compliance/change"), t.get("compliance-change"));
        heading = heading.action(change.icon(icondata_lu::LuPencil).primary().panel());
    }
    let means = declared.status(&shown.status).map(|status| status.help.get(at.tag())).unwrap_or_default();
    let mut facts = Definitions::new().fact(
        t.get("compliance-status"),
        html! { (status_badge(&at, &shown.status)) @if !means.is_empty() { " " (means) } },
    );
    if !shown.note.is_empty() {
        facts = facts.fact(t.get("compliance-note"), html! { bdi { (shown.note) } });
    }
    if let Some(changed_at) = shown.changed_at {
        facts = facts.fact(t.get("compliance-since"), at.ago(changed_at.as_millisecond()));
    }
    if let Some((_, name)) = &shown.changed_by {
        facts = facts.fact(t.get("compliance-by"), html! { bdi { (name) } });
    }
    Ok(at.console(title, html! { (heading) (card(None, facts)) }))
}
