//! Two people edit the same thing: what the second typed, put to what the first has saved meanwhile (F07).

use crate::{
    console::visit::InAccount,
    ui::{Column, Notice, Row, Table, Tone},
};
use maud::{Markup, html};

/// One field: what the form was made from, what was typed into it, and what stands now.
pub(crate) struct Threefold<'v> {
    pub(crate) label: String,
    pub(crate) was: &'v str,
    pub(crate) mine: &'v str,
    pub(crate) now: &'v str,
}

impl<'v> Threefold<'v> {
    /// What the form goes on with: what was typed; where nothing was typed, what stands now.
    pub(crate) fn merged(&self) -> &'v str {
        if self.mine == self.was { self.now } else { self.mine }
    }

    /// Whether the other changed it.
    fn was_changed(&self) -> bool {
        self.now != self.was
    }
}

/// Says side by side what the other changed and what was typed. `show` makes a value readable.
pub(crate) fn told(at: &InAccount, fields: &[Threefold<'_>], show: impl Fn(&str) -> String) -> Markup {
    let t = at.visit.t;
    let changed: Vec<&Threefold<'_>> = fields.iter().filter(|field| field.was_changed()).collect();
    let value = |text: &str| if text.is_empty() { "—".to_owned() } else { show(text) };
    let rows = changed.iter().map(|field| {
        let mine = if field.mine == field.was { t.get("stale-untouched").into_owned() } else { value(field.mine) };
        Row::new().cell(field.label.clone()).cell(value(field.was)).cell(value(field.now)).cell(mine)
    });
    let table = Table::new(t.get("stale-title"))
        .column(Column::new(t.get("stale-field")))
        .column(Column::new(t.get("stale-was")))
        .column(Column::new(t.get("stale-now")))
        .column(Column::new(t.get("stale-mine")))
        .rows(rows);
    html! {
        div.stack id="error-summary" role="alert" tabindex="-1" {
            (Notice::new(Tone::Warn, html! { (t.get("stale-what-now")) }).title(t.get("stale-title")))
            @if !changed.is_empty() { (table) }
        }
    }
}
