//! One event, at an address that can be handed on.

use super::{
    filter::kind_label,
    list::{from_where, undoes},
    sentence::{self, Sentence},
    undo::Seq,
};
use crate::{
    console::{PageError, query, sent::Named, visit::InAccount},
    ui::{Button, Definitions, Heading, card},
};
use axum::response::Response;
use maud::{Markup, html};
use roster_app::audit::{list::Told, show};

impl InAccount {
    /// Where an event is shown.
    pub(super) fn event(&self, seq: i64) -> String {
        self.path(&format!("/audit/{seq}"))
    }
}

/// The page.
pub(crate) async fn show(at: InAccount, Named(Seq(seq)): Named<Seq>) -> Result<Response, PageError> {
    let event = show::show(&at.visit.web.app, &at.visit.caller, at.here.account, seq).await?;
    let undoes = undoes(&at, &at.visit.caller, std::slice::from_ref(&event)).await?;
    let t = at.visit.t;
    let title = kind_label(&at, &event.kind);
    let mut heading = Heading::new(title.clone()).back(at.path("/audit"), t.get("audit-title"));
    if undoes.contains_key(&seq) {
        heading = heading.action(Button::link(at.undo_path(seq), t.get("undo")).icon(icondata_lu::LuUndo2).dialog());
    }
    let body = html! {
        (heading)
        (card(None, Sentence { at: &at, event: &event }.told()))
        (changes(&at, &event))
        (card(None, facts(&at, &event)))
        (others(&at, &event))
    };
    Ok(at.console(title, body))
}

/// Before and after.
fn changes(at: &InAccount, event: &Told) -> Markup {
    let t = at.visit.t;
    let changes = event.details.as_ref().map(|details| details.changes.as_slice()).unwrap_or_default();
    html! {
        @if !changes.is_empty() {
            (card(Some(&t.get("log-changed")), html! {
                ul.plain { @for change in changes { li { (sentence::change(at, change)) } } }
            }))
        }
    }
}

fn facts(at: &InAccount, event: &Told) -> Definitions<'static> {
    let (t, zone) = (at.visit.t, at.visit.zone());
    let mut facts = Definitions::new().fact(t.get("log-number"), t.number(event.seq)).fact(
        t.get("audit-when"),
        html! {
            time datetime=(event.at.to_string()) { (t.date_time(event.at, &zone)) } " (" (at.visit.me.time_zone) ")"
        },
    );
    if let Some(details) = &event.details {
        if details.address.is_some() {
            facts = facts.fact(t.get("audit-from-where"), from_where(event));
        }
        if let Some(agent) = &details.user_agent {
            facts = facts.fact(t.get("log-client"), html! { bdi { (agent) } });
        }
    }
    facts
}

/// What else there is to see.
fn others(at: &InAccount, event: &Told) -> Markup {
    let t = at.visit.t;
    let narrowed = |name, id: Option<String>| Some(at.path("/audit") + &query([(name, Some(id?.as_str()))]));
    let by =
        narrowed("by", event.on_behalf_of.map(|id| id.to_string()).or_else(|| event.actor.map(|id| id.to_string())));
    let about = narrowed("about", event.target.map(|id| id.to_string()));
    html! {
        div.actions {
            @if let Some(by) = by { (Button::link(by, t.get("log-all-by")).small()) }
            @if let Some(about) = about { (Button::link(about, t.get("log-all-about")).small()) }
        }
    }
}
