//! A form or a page about one thing, which slides in from the side where there is script.

use maud::{Markup, Render, html};

use super::{Button, SafeUrl, Text, breakable};

/// A page's content with a title, a way out, a body that scrolls and buttons that stay in sight.
#[derive(Debug, Clone)]
pub struct Panel<'a> {
    title: Text<'a>,
    lead: Option<Text<'a>>,
    back: SafeUrl<'a>,
    close: Text<'a>,
    post: Option<SafeUrl<'a>>,
    body: Markup,
    footer: Option<Markup>,
}

impl<'a> Panel<'a> {
    /// `back` is where one comes from and returns to; `close` is the name of the cross that leads there.
    pub fn new(title: impl Into<Text<'a>>, back: impl Into<SafeUrl<'a>>, close: impl Into<Text<'a>>) -> Self {
        Self {
            title: title.into(),
            lead: None,
            back: back.into(),
            close: close.into(),
            post: None,
            body: Markup::default(),
            footer: None,
        }
    }

    /// A line below the title, like whom it is about.
    pub fn lead(mut self, lead: impl Into<Text<'a>>) -> Self {
        self.lead = Some(lead.into());
        self
    }

    /// The whole is one form, posted here. Without it the body may have forms of its own.
    pub fn post(mut self, action: impl Into<SafeUrl<'a>>) -> Self {
        self.post = Some(action.into());
        self
    }

    /// What is in it.
    pub fn body(mut self, body: Markup) -> Self {
        self.body = body;
        self
    }

    /// The buttons.
    pub fn footer(mut self, footer: Markup) -> Self {
        self.footer = Some(footer);
        self
    }

    fn inside(&self) -> Markup {
        html! {
            header.panel-head {
                div {
                    h1 id="panel-title" { (breakable(&self.title)) }
                    @if let Some(lead) = &self.lead { p.lead { (lead) } }
                }
                (Button::cancel(self.back.clone(), self.close.clone()).quiet().icon_only(icondata_lu::LuX))
            }
            div.panel-body { (self.body) }
            @if let Some(footer) = &self.footer { footer.panel-foot { (footer) } }
        }
    }
}

impl Render for Panel<'_> {
    fn render(&self) -> Markup {
        html! {
            @match &self.post {
                Some(action) => form.panel-frame method="post" action=(action) novalidate { (self.inside()) },
                None => div.panel-frame { (self.inside()) },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_out_is_a_link_with_a_name() {
        let shown = Panel::new("Invite", "/members", "Close").render().into_string();
        assert!(shown.contains("href=\"/members\" data-panel-close aria-label=\"Close\""), "{shown}");
    }

    #[test]
    fn only_a_panel_that_posts_is_a_form() {
        assert!(Panel::new("A", "/", "X").post("/p").render().into_string().starts_with("<form"));
        assert!(!Panel::new("A", "/", "X").render().into_string().contains("<form"));
    }
}
