//! What a person sees when there is nothing to see: forbidden, not found, gone, broken.

use maud::{Markup, Render, html};

use super::{Button, Text};

/// The content of an error page; put it into [`super::Page::console`] or [`super::Page::card`].
#[derive(Debug, Clone)]
pub struct ErrorPage<'a> {
    status: u16,
    title: Text<'a>,
    text: Text<'a>,
    reference: Option<(Text<'a>, Text<'a>)>,
    actions: Vec<Button<'a>>,
    more: Option<Markup>,
}

impl<'a> ErrorPage<'a> {
    /// A page for this HTTP status, with a kind sentence.
    pub fn new(status: u16, title: impl Into<Text<'a>>, text: impl Into<Text<'a>>) -> Self {
        Self { status, title: title.into(), text: text.into(), reference: None, actions: Vec::new(), more: None }
    }

    /// A label and the number under which the operator finds what happened.
    pub fn reference(mut self, label: impl Into<Text<'a>>, number: impl Into<Text<'a>>) -> Self {
        self.reference = Some((label.into(), number.into()));
        self
    }

    /// A way on.
    pub fn action(mut self, action: Button<'a>) -> Self {
        self.actions.push(action);
        self
    }

    /// More below, like a form to ask for a new invitation.
    pub fn more(mut self, more: Markup) -> Self {
        self.more = Some(more);
        self
    }
}

impl Render for ErrorPage<'_> {
    fn render(&self) -> Markup {
        html! {
            div.error-page {
                p.error-status { (self.status) }
                h1 { (self.title) }
                p { (self.text) }
                @if let Some(more) = &self.more { (more) }
                @if !self.actions.is_empty() { div.actions { @for action in &self.actions { (action) } } }
                @if let Some((label, number)) = &self.reference { p.reference { (label) " " code { (number) } } }
            }
        }
    }
}
