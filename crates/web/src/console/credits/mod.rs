//! The account's credits: what there is, what became of it, and adding to it.

pub(crate) mod add;
pub(crate) mod export;
pub(crate) mod show;

use crate::console::{PageError, sent::Pairs, visit::InAccount};
use roster_app::{Caller, credits::history::EntryFilter};
use roster_domain::{
    id::MemberId,
    model::Credits,
    refusal::{FieldProblem, Refusal},
};

/// How many days back, as offered.
pub(super) const DAYS: [i64; 3] = [30, 90, 365];

impl InAccount {
    /// The account's credits, or a page that is not there.
    pub(super) fn credits(&self) -> Result<&Credits, PageError> {
        Ok(self.here.model.credits().ok_or(Refusal::NotFound)?)
    }

    /// What credits are called here.
    pub(crate) fn credits_label(&self) -> String {
        let label = self.here.model.credits().and_then(|credits| credits.label.as_ref());
        label.map_or_else(|| self.visit.t.get("credits-title").into_owned(), |label| label.get(self.tag()).to_owned())
    }

    /// An amount as people read it: "1,250 credits".
    pub(crate) fn amount(&self, amount: i64) -> String {
        let t = self.visit.t;
        let Some(credits) = self.here.model.credits() else { return t.number(amount) };
        let (number, unit) = (t.amount(amount, credits.decimals), credits.unit.get(self.tag()));
        if unit.is_empty() { number } else { format!("{number} {unit}") }
    }

    /// An amount as it was typed.
    pub(super) fn read_amount(&self, text: &str, pointer: &str) -> Result<i64, FieldProblem> {
        let decimals = self.here.model.credits().map_or(0, |credits| credits.decimals);
        let example = self.visit.t.amount(12 * 10_i64.pow(u32::from(decimals)), decimals);
        let bad = || FieldProblem::new(pointer, "bad_amount").with("example", example);
        roster_domain::credits::read_plain(text, decimals).ok_or_else(bad)
    }

    /// The caller of a form that is done once, however often it is sent: the form was given a name when it was shown.
    pub(super) fn once(&self, sent: &Pairs) -> Caller {
        self.visit.once(sent)
    }
}

/// Which transactions are asked for.
fn filter(at: &InAccount, asked: &Pairs) -> EntryFilter {
    let days: Option<i64> = asked.some("days").and_then(|days| days.parse().ok()).filter(|days| DAYS.contains(days));
    let since = days.and_then(|days| at.now().checked_sub(jiff::SignedDuration::from_hours(24 * days)).ok());
    EntryFilter {
        kind: asked.some("kind").map(str::to_owned),
        member: asked.some("by").and_then(|by| by.parse::<MemberId>().ok()),
        from: since.map(|since| since.as_millisecond()),
        until: None,
    }
}
