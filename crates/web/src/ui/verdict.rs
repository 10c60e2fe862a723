//! What will become of each line somebody pasted.

use maud::{Markup, Render, html};

use super::{Text, Tone, icon::icon};

/// A list of lines with a verdict each, as a preview while typing and as the answer after sending.
#[derive(Debug, Clone, Default)]
pub struct Verdicts<'a> {
    summary: Option<Text<'a>>,
    lines: Vec<(Tone, Text<'a>, Text<'a>)>,
}

impl<'a> Verdicts<'a> {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// The whole in a sentence, like "3 will be invited, 1 has a mistake".
    pub fn summary(mut self, summary: impl Into<Text<'a>>) -> Self {
        self.summary = Some(summary.into());
        self
    }

    /// What becomes of a line, and why.
    pub fn line(mut self, tone: Tone, line: impl Into<Text<'a>>, verdict: impl Into<Text<'a>>) -> Self {
        self.lines.push((tone, line.into(), verdict.into()));
        self
    }
}

impl Render for Verdicts<'_> {
    fn render(&self) -> Markup {
        html! {
            div.verdicts {
                @if let Some(summary) = &self.summary { p { (summary) } }
                @if !self.lines.is_empty() {
                    // Long lists scroll: the focus makes that possible with the keyboard.
                    ul tabindex="0" {
                        @for (tone, line, verdict) in &self.lines {
                            li class=(tone.class()) { (icon(tone.icon())) bdi { (line) } span { (verdict) } }
                        }
                    }
                }
            }
        }
    }
}
