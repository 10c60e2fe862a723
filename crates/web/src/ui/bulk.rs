//! What can be done with everything that is selected in a list.

use maud::{Markup, Render, html};

use super::{Button, Text};

/// A bar that appears as soon as a row of a [`super::Table::selectable`] with the same id is selected.
///
/// It is a form of its own, and the boxes in the rows belong to it by its id: so rows may have menus with forms.
#[derive(Debug, Clone)]
pub struct BulkBar<'a> {
    id: Text<'a>,
    label: Text<'a>,
    selected: Text<'a>,
    extra: Markup,
    buttons: Vec<Button<'a>>,
}

impl<'a> BulkBar<'a> {
    /// `label` names the bar; `selected` is shown after the number, like "selected".
    pub fn new(id: impl Into<Text<'a>>, label: impl Into<Text<'a>>, selected: impl Into<Text<'a>>) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            selected: selected.into(),
            extra: Markup::default(),
            buttons: Vec::new(),
        }
    }

    /// Fields between the number and the actions.
    pub fn extra(mut self, extra: Markup) -> Self {
        self.extra = extra;
        self
    }

    /// One of the actions; use [`Button::submit_to`], and [`Button::reset`] to select nothing.
    pub fn button(mut self, button: Button<'a>) -> Self {
        self.buttons.push(button);
        self
    }
}

impl Render for BulkBar<'_> {
    fn render(&self) -> Markup {
        html! {
            form.bulk id=(self.id) method="post" aria-label=(self.label) {
                span.bulk-count { output data-bulk-count {} " " (self.selected) }
                (self.extra)
                @for button in &self.buttons { (button) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{Column, Row, Table};

    #[test]
    fn boxes_belong_to_the_bar_and_not_to_a_form_around_them() {
        let bar = BulkBar::new("bulk", "Selected users", "selected").button(Button::submit_to("/delete", "Delete"));
        let table = Table::new("Users").column(Column::new("Name")).selectable("bulk", "All");
        let table = table.row(Row::new().select("member", "7", "Amira").cell("Amira")).render().into_string();
        assert!(bar.render().into_string().contains("<form class=\"bulk\" id=\"bulk\" method=\"post\""));
        assert!(table.contains("form=\"bulk\" name=\"member\"") && !table.contains("<form"), "{table}");
    }
}
