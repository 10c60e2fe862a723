//! The top of a page, and the sections below it.

use maud::{Markup, Render, html};

use super::{SafeUrl, Text, breakable, icon::mirrored_icon};

/// A page's title with what can be done there.
#[derive(Debug, Clone)]
pub struct Heading<'a> {
    title: Text<'a>,
    lead: Option<Markup>,
    back: Option<(SafeUrl<'a>, Text<'a>)>,
    actions: Vec<Markup>,
}

impl<'a> Heading<'a> {
    /// A title; there is one per page.
    pub fn new(title: impl Into<Text<'a>>) -> Self {
        Self { title: title.into(), lead: None, back: None, actions: Vec::new() }
    }

    /// A line below it.
    pub fn lead(mut self, lead: impl Render) -> Self {
        self.lead = Some(lead.render());
        self
    }

    /// A link above it, to the page this one belongs to.
    pub fn back(mut self, href: impl Into<SafeUrl<'a>>, label: impl Into<Text<'a>>) -> Self {
        self.back = Some((href.into(), label.into()));
        self
    }

    /// A button at the end of the line; the main one last.
    pub fn action(mut self, action: impl Render) -> Self {
        self.actions.push(action.render());
        self
    }
}

impl Render for Heading<'_> {
    fn render(&self) -> Markup {
        html! {
            header.heading {
                div {
                    @if let Some((href, label)) = &self.back {
                        a.back href=(href) { (mirrored_icon(icondata_lu::LuChevronLeft)) (label) }
                    }
                    h1 { (breakable(&self.title)) }
                    @if let Some(lead) = &self.lead { p.lead { (lead) } }
                }
                @if !self.actions.is_empty() {
                    div.actions { @for action in &self.actions { (action) } }
                }
            }
        }
    }
}

/// A section of a page in a frame, with a heading where it has one.
pub fn card(title: Option<&str>, body: impl Render) -> Markup {
    html! {
        section.card {
            @if let Some(title) = title { h2 { (title) } }
            (body)
        }
    }
}
