//! The compliance status of the account.

pub(crate) mod change;
pub(crate) mod show;

use crate::{
    console::{PageError, visit::InAccount},
    ui::{Tone, badge},
};
use maud::Markup;
use roster_domain::{
    model::{self, Compliance},
    refusal::Refusal,
};

impl InAccount {
    /// What the model says of the status, or a page that is not there.
    pub(super) fn compliance(&self) -> Result<&Compliance, PageError> {
        Ok(self.here.model.compliance().ok_or(Refusal::NotFound)?)
    }

    /// What the status is called here, as a heading.
    pub(crate) fn compliance_label(&self) -> String {
        let label = self.here.model.compliance().and_then(|compliance| compliance.label.as_ref());
        label
            .map_or_else(|| self.visit.t.get("compliance-title").into_owned(), |label| label.get(self.tag()).to_owned())
    }

    /// What a status is called; one that is gone from the model, by its id.
    pub(crate) fn compliance_status_label(&self, id: &str) -> String {
        let status = self.here.model.compliance().and_then(|compliance| compliance.status(id));
        status.map_or_else(|| id.to_owned(), |status| status.label.get(self.tag()).to_owned())
    }
}

/// A status as a badge.
fn status_badge(at: &InAccount, id: &str) -> Markup {
    let status = at.here.model.compliance().and_then(|compliance| compliance.status(id));
    let tone = match status.map(|status| status.tone) {
        Some(model::Tone::Good) => Tone::Ok,
        Some(model::Tone::Warning) => Tone::Warn,
        Some(model::Tone::Bad) => Tone::Danger,
        Some(model::Tone::Neutral) | None => Tone::Neutral,
    };
    badge(tone, &at.compliance_status_label(id))
}
