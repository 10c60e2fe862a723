//! A choice from a list that is too long to show.

use maud::{Markup, Render, html};

use super::{Text, field::Frame};

/// One entry of a [`Select`].
#[derive(Debug, Clone)]
pub struct SelectOption<'a> {
    /// What is sent.
    pub value: Text<'a>,
    /// What is shown.
    pub label: Text<'a>,
}

impl<'a> SelectOption<'a> {
    /// An entry.
    pub fn new(value: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

impl<'a, V: Into<Text<'a>>, L: Into<Text<'a>>> From<(V, L)> for SelectOption<'a> {
    fn from((value, label): (V, L)) -> Self {
        Self::new(value, label)
    }
}

/// The browser's own drop-down list.
#[derive(Debug, Clone)]
pub struct Select<'a> {
    frame: Frame<'a>,
    options: Vec<SelectOption<'a>>,
    selected: Text<'a>,
    autocomplete: Option<&'static str>,
    label_hidden: bool,
    required: bool,
}

impl<'a> Select<'a> {
    /// A list with its label; entries may be given as pairs of value and label.
    pub fn new<O: Into<SelectOption<'a>>>(
        name: impl Into<Text<'a>>,
        label: impl Into<Text<'a>>,
        options: impl IntoIterator<Item = O>,
    ) -> Self {
        Self {
            frame: Frame::new(name, label),
            options: options.into_iter().map(Into::into).collect(),
            selected: Text::default(),
            autocomplete: None,
            label_hidden: false,
            required: false,
        }
    }

    /// The value that is chosen now.
    pub fn selected(mut self, value: impl Into<Text<'a>>) -> Self {
        self.selected = value.into();
        self
    }

    /// A help below the list.
    pub fn hint(mut self, hint: impl Into<Text<'a>>) -> Self {
        self.frame.hint = Some(hint.into());
        self
    }

    /// What is wrong with what was sent, if anything.
    pub fn error(mut self, error: Option<impl Into<Text<'a>>>) -> Self {
        self.frame.error = error.map(Into::into);
        self
    }

    /// What the browser may fill in, like `country`.
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    /// Keeps the label for assistive technology only, where the place explains the list.
    pub fn label_hidden(mut self) -> Self {
        self.label_hidden = true;
        self
    }

    /// One entry with a value must be chosen.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Another id than the one made from the name.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.frame.id = id.into();
        self
    }
}

impl Render for Select<'_> {
    fn render(&self) -> Markup {
        let frame = &self.frame;
        let label = self.label_hidden.then_some(&frame.label);
        let list = html! {
            select.input id=(frame.id) name=(frame.name) autocomplete=[self.autocomplete] required[self.required]
                aria-label=[label] aria-invalid=[frame.invalid()] aria-describedby=[frame.described_by()] {
                @for option in &self.options {
                    option value=(option.value) selected[option.value == self.selected] { (option.label) }
                }
            }
        };
        if self.label_hidden {
            html! { (list) (frame.notes()) }
        } else {
            frame.around(&list)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_entry_is_the_only_one_selected() {
        let shown =
            Select::new("role", "Role", [("admin", "Admin"), ("user", "User")]).selected("user").render().into_string();
        assert!(shown.contains("<option value=\"user\" selected>User</option>"), "{shown}");
        assert_eq!(shown.matches(" selected").count(), 1, "{shown}");
    }

    #[test]
    fn a_hidden_label_still_names_the_list() {
        let shown = Select::new("l", "Level of <x>", [("a", "A")]).label_hidden().render().into_string();
        assert!(shown.contains("aria-label=\"Level of &lt;x&gt;\"") && !shown.contains("<label"), "{shown}");
    }
}
