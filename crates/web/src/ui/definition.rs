//! Facts about one thing: name and value, line by line.

use maud::{Markup, Render, html};

use super::Text;

/// A list of facts.
#[derive(Debug, Clone, Default)]
pub struct Definitions<'a> {
    facts: Vec<(Text<'a>, Markup, Option<Markup>)>,
}

impl<'a> Definitions<'a> {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// The next fact.
    pub fn fact(mut self, name: impl Into<Text<'a>>, value: impl Render) -> Self {
        self.facts.push((name.into(), value.render(), None));
        self
    }

    /// The next fact, with a link or button to change it.
    pub fn changeable(mut self, name: impl Into<Text<'a>>, value: impl Render, change: impl Render) -> Self {
        self.facts.push((name.into(), value.render(), Some(change.render())));
        self
    }
}

impl Render for Definitions<'_> {
    fn render(&self) -> Markup {
        html! {
            dl.facts {
                @for (name, value, change) in &self.facts {
                    div {
                        dt { (name) }
                        dd { (value) }
                        @if let Some(change) = change { dd.change { (change) } }
                    }
                }
            }
        }
    }
}
