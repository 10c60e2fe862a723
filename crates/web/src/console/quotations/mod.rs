//! What is offered to the account.

pub(crate) mod decide;
pub(crate) mod issue;
pub(crate) mod list;
pub(crate) mod show;
pub(crate) mod withdraw;

use crate::{
    console::visit::InAccount,
    ui::{Tone, badge},
};
use maud::Markup;

impl InAccount {
    /// What quotations are called here, as a heading.
    pub(crate) fn quotations_label(&self) -> String {
        let label = self.here.model.quotations().and_then(|quotations| quotations.label.as_ref());
        label
            .map_or_else(|| self.visit.t.get("quotations-title").into_owned(), |label| label.get(self.tag()).to_owned())
    }
}

/// The state as a badge.
fn state_badge(at: &InAccount, state: &str) -> Markup {
    let tone = match state {
        "open" => Tone::Info,
        "accepted" => Tone::Ok,
        _ => Tone::Neutral,
    };
    badge(tone, &at.visit.t.get(&format!("quotations-state-{state}")))
}
