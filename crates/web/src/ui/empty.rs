//! Nothing here yet.

use icondata_core::Icon;
use maud::{Markup, Render, html};

use super::{Text, icon::icon};

/// What stands in the place of a list that is empty: why, and what to do.
#[derive(Debug, Clone)]
pub struct Empty<'a> {
    icon: Icon,
    title: Text<'a>,
    text: Option<Text<'a>>,
    action: Option<Markup>,
}

impl<'a> Empty<'a> {
    /// An empty place.
    pub fn new(icon: Icon, title: impl Into<Text<'a>>) -> Self {
        Self { icon, title: title.into(), text: None, action: None }
    }

    /// A sentence more.
    pub fn text(mut self, text: impl Into<Text<'a>>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// What to do about it.
    pub fn action(mut self, action: impl Render) -> Self {
        self.action = Some(action.render());
        self
    }
}

impl Render for Empty<'_> {
    fn render(&self) -> Markup {
        html! {
            div.empty {
                span.empty-icon { (icon(self.icon)) }
                h2 { (self.title) }
                @if let Some(text) = &self.text { p { (text) } }
                @if let Some(action) = &self.action { (action) }
            }
        }
    }
}
