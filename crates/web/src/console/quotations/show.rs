//! One quotation: all of its text, and what can be done.

use super::state_badge;
use crate::{
    console::{PageError, sent::Named, visit::InAccount},
    ui::{Button, Definitions, Heading, card},
};
use axum::response::Response;
use maud::html;
use roster_app::quotations::list::show as look;
use roster_domain::{id::QuotationId, refusal::Refusal};

/// The page.
pub(crate) async fn show(at: InAccount, Named(quotation): Named<QuotationId>) -> Result<Response, PageError> {
    let seen = look(&at.visit.web.app, &at.visit.caller, at.here.account, quotation).await?;
    let (accepts, issues) = (seen.accepts, seen.issues);
    let one = seen.items.into_iter().next().ok_or(Refusal::NotFound)?;
    let (row, t) = (one.row, at.visit.t);
    let action =
        |verb: &str, key: &str| Button::link(at.path(&format!("/quotations/{quotation}/{verb}")), t.get(key)).dialog();
    let mut heading = Heading::new(row.title.clone()).back(at.path("/quotations"), at.quotations_label());
    if one.state == "open" {
        if issues {
            heading = heading.action(action("withdraw", "quotations-withdraw"));
        }
        if accepts {
            heading = heading
                .action(action("decline", "quotations-decline"))
                .action(action("accept", "quotations-accept").primary());
        }
    }
    let mut facts = Definitions::new().fact(t.get("quotations-state"), state_badge(&at, one.state));
    if let Some(amount) = row.amount {
        facts = facts.fact(t.get("quotations-amount"), at.amount(amount));
    }
    if !row.reference.is_empty() {
        facts = facts.fact(t.get("credits-reference"), html! { bdi { (row.reference) } });
    }
    if let Some(until) = row.valid_until {
        facts = facts.fact(t.get("quotations-valid-until"), at.end(until));
    }
    facts = facts.fact(t.get("quotations-issued"), at.ago(row.issued_at));
    if let Some(decided_at) = row.decided_at {
        let by = if row.decided_name.is_empty() { t.get("audit-somebody").into_owned() } else { row.decided_name };
        let state = t.get(&format!("quotations-state-{}", one.state));
        facts = facts.fact(state, html! { bdi { (by) } ", " (at.ago(decided_at)) });
    }
    let body = html! {
        (heading)
        (card(None, facts))
        (card(Some(&t.get("quotations-text")), html! { @for line in row.text.lines() { p { bdi { (line) } } } }))
    };
    Ok(at.console(row.title, body))
}
