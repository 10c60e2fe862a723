//! Something to know, in the page or above it.

use maud::{Markup, Render, html};

use super::{Text, Tone, icon::icon};

/// A message in the page, where it matters.
#[derive(Debug, Clone)]
pub struct Notice<'a> {
    tone: Tone,
    title: Option<Text<'a>>,
    body: Markup,
}

impl<'a> Notice<'a> {
    /// A message.
    pub fn new(tone: Tone, body: impl Render) -> Self {
        Self { tone, title: None, body: body.render() }
    }

    /// A short line above it.
    pub fn title(mut self, title: impl Into<Text<'a>>) -> Self {
        self.title = Some(title.into());
        self
    }
}

impl Render for Notice<'_> {
    fn render(&self) -> Markup {
        html! {
            div class={ "notice " (self.tone.class()) } {
                (icon(self.tone.icon()))
                div.notice-text {
                    @if let Some(title) = &self.title { p.notice-title { (title) } }
                    div { (self.body) }
                }
            }
        }
    }
}

/// A line over the whole page, on every page as long as it is true: acting as somebody, a demo, a failing mail server.
/// `label` names it among the page's landmarks.
pub fn banner(tone: Tone, label: &str, text: &Markup, action: &Markup) -> Markup {
    html! {
        aside class={ "banner " (tone.class()) } aria-label=(label) {
            (icon(tone.icon())) p { (text) } (action)
        }
    }
}
