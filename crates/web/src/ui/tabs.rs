//! Tabs: links to other views of the same thing.

use maud::{Markup, Render, html};

use super::{SafeUrl, Text};

/// One tab.
#[derive(Debug, Clone)]
pub struct Tab<'a> {
    label: Text<'a>,
    href: SafeUrl<'a>,
    count: Option<Text<'a>>,
    current: bool,
}

impl<'a> Tab<'a> {
    /// A tab.
    pub fn new(label: impl Into<Text<'a>>, href: impl Into<SafeUrl<'a>>) -> Self {
        Self { label: label.into(), href: href.into(), count: None, current: false }
    }

    /// How many things are behind it, written as the language writes numbers.
    pub fn count(mut self, count: impl Into<Text<'a>>) -> Self {
        self.count = Some(count.into());
        self
    }

    /// The one that is open.
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }
}

/// A row of tabs.
#[derive(Debug, Clone)]
pub struct Tabs<'a> {
    label: Text<'a>,
    tabs: Vec<Tab<'a>>,
}

impl<'a> Tabs<'a> {
    /// `label` names the row for assistive technology.
    pub fn new(label: impl Into<Text<'a>>, tabs: impl IntoIterator<Item = Tab<'a>>) -> Self {
        Self { label: label.into(), tabs: tabs.into_iter().collect() }
    }
}

impl Render for Tabs<'_> {
    fn render(&self) -> Markup {
        html! {
            nav.tabs aria-label=(self.label) {
                ul {
                    @for tab in &self.tabs {
                        li {
                            a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                                (tab.label)
                                @if let Some(count) = &tab.count { " " span.count { (count) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
