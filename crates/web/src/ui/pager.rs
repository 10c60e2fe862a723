//! The next page of a long list.

use maud::{Markup, Render, html};

use super::{Button, SafeUrl, Text};

/// Links to the pages before and after: lists go on from a cursor, so there are no page numbers.
#[derive(Debug, Clone)]
pub struct Pager<'a> {
    label: Text<'a>,
    note: Option<Text<'a>>,
    previous: (Text<'a>, Option<SafeUrl<'a>>),
    next: (Text<'a>, Option<SafeUrl<'a>>),
}

impl<'a> Pager<'a> {
    /// `label` names it for assistive technology; a direction without an address is shown but leads nowhere.
    pub fn new(
        label: impl Into<Text<'a>>,
        previous: (impl Into<Text<'a>>, Option<SafeUrl<'a>>),
        next: (impl Into<Text<'a>>, Option<SafeUrl<'a>>),
    ) -> Self {
        Self {
            label: label.into(),
            note: None,
            previous: (previous.0.into(), previous.1),
            next: (next.0.into(), next.1),
        }
    }

    /// How much there is, like "50 of 981,233".
    pub fn note(mut self, note: impl Into<Text<'a>>) -> Self {
        self.note = Some(note.into());
        self
    }
}

impl Render for Pager<'_> {
    fn render(&self) -> Markup {
        let has_pages = self.previous.1.is_some() || self.next.1.is_some();
        html! {
            div.pager {
                @if let Some(note) = &self.note { p { (note) } }
                @if has_pages {
                    nav aria-label=(self.label) { (direction(&self.previous)) (direction(&self.next)) }
                }
            }
        }
    }
}

fn direction<'a>((label, href): &(Text<'a>, Option<SafeUrl<'a>>)) -> Button<'a> {
    match href {
        Some(href) => Button::link(href.clone(), label.clone()).small(),
        None => Button::link("#", label.clone()).small().disabled(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_page_leads_no_further() {
        let shown =
            Pager::new("Pages", ("Previous", Some("/a?before=x".into())), ("Next", None)).render().into_string();
        assert_eq!(shown.matches("<a ").count(), 1, "{shown}");
        assert_eq!(shown.matches("aria-disabled=\"true\"").count(), 1, "{shown}");
    }

    #[test]
    fn a_single_page_has_no_links() {
        assert!(!Pager::new("Pages", ("P", None), ("N", None)).note("3 users").render().into_string().contains("<nav"));
    }
}
