//! What narrows a list beside the search, behind a button.

use maud::{Markup, Render, html};

use super::{Button, SafeUrl, Text, icon::icon};

/// A button and the panel it opens, inside the form of a [`super::Toolbar`]. What is chosen there holds once it is applied.
#[derive(Debug, Clone)]
pub struct FilterPanel<'a> {
    id: Text<'a>,
    label: Text<'a>,
    apply: Text<'a>,
    count: usize,
    fields: Vec<Markup>,
    clear: Option<(SafeUrl<'a>, Text<'a>)>,
}

impl<'a> FilterPanel<'a> {
    /// A panel without fields; `apply` is the button that sends the form.
    pub fn new(id: impl Into<Text<'a>>, label: impl Into<Text<'a>>, apply: impl Into<Text<'a>>) -> Self {
        Self { id: id.into(), label: label.into(), apply: apply.into(), count: 0, fields: Vec::new(), clear: None }
    }

    /// How many of its fields say something.
    pub fn count(mut self, count: usize) -> Self {
        self.count = count;
        self
    }

    /// The next field.
    pub fn field(mut self, field: impl Render) -> Self {
        self.fields.push(field.render());
        self
    }

    /// Where the list is without any of it: a link beside the button, so that it is seen why the list is short.
    pub fn clear(mut self, href: impl Into<SafeUrl<'a>>, label: impl Into<Text<'a>>) -> Self {
        self.clear = Some((href.into(), label.into()));
        self
    }
}

impl Render for FilterPanel<'_> {
    fn render(&self) -> Markup {
        html! {
            button.button type="button" popovertarget=(self.id) {
                (icon(icondata_lu::LuListFilter))
                span { (self.label) }
                @if self.count > 0 { " " span.count { (self.count) } }
            }
            div.menu.box id=(self.id) popover="auto" role="group" aria-label=(self.label) {
                @for field in &self.fields { (field) }
                div.box-foot { (Button::submit(self.apply.clone()).small().primary()) }
            }
            @if let Some((href, label)) = &self.clear {
                a.button.quiet id={ (self.id) "-clear" } data-renews href=(href) { (label) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Select;

    #[test]
    fn the_button_says_how_much_is_filtered() {
        let panel = FilterPanel::new("f", "Filter", "Apply").field(Select::new("role", "Role", [("a", "A")]));
        assert!(!panel.clone().render().into_string().contains("class=\"count\""));
        let shown = panel.count(2).clear("/users", "Clear").render().into_string();
        assert!(shown.contains("<span class=\"count\">2</span>") && shown.contains("href=\"/users\""), "{shown}");
        assert!(shown.contains("popovertarget=\"f\"") && shown.contains("id=\"f\" popover"), "{shown}");
    }
}
