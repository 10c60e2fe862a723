//! "Done": what the last step did, at the edge of the page.

use maud::{Markup, Render, html};

use super::{Text, Tone, icon::icon};

/// A message after something was done. Errors belong into the form, not here.
#[derive(Debug, Clone)]
pub struct Toast<'a> {
    tone: Tone,
    text: Text<'a>,
    close: Text<'a>,
    action: Option<Markup>,
}

impl<'a> Toast<'a> {
    /// `close` is the name of the cross that takes it away.
    pub fn new(tone: Tone, text: impl Into<Text<'a>>, close: impl Into<Text<'a>>) -> Self {
        Self { tone, text: text.into(), close: close.into(), action: None }
    }

    /// A link or a small form beside the text, like "Undo". It then stays until it is taken away.
    pub fn action(mut self, action: Markup) -> Self {
        self.action = Some(action);
        self
    }
}

impl Render for Toast<'_> {
    fn render(&self) -> Markup {
        // An open <dialog> that is not modal: its `method="dialog"` form closes it without script.
        html! {
            dialog class={ "toast " (self.tone.class()) } open aria-label=(self.text) data-stays[self.action.is_some()] {
                (icon(self.tone.icon()))
                p { (self.text) }
                @if let Some(action) = &self.action { (action) }
                form method="dialog" {
                    button.toast-close type="submit" aria-label=(self.close) title=(self.close) {
                        (icon(icondata_lu::LuX))
                    }
                }
            }
        }
    }
}
