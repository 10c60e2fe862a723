//! Search and filters above a list.

use maud::{Markup, Render, html};

use super::{FilterPanel, SafeUrl, Select, Text, icon::icon};

/// A part of a page that can be fetched anew on its own: the page answers as ever, the script takes this part.
/// `say` is what assistive technology hears when it changed, like "12 users".
pub fn live_part(id: &str, say: Option<&str>, body: impl Render) -> Markup {
    html! { div.live-part id=(id) data-say=[say] { (body) } }
}

/// A form that narrows a list. Where there is script the list follows as one types.
#[derive(Debug, Clone)]
pub struct Toolbar<'a> {
    action: SafeUrl<'a>,
    part: Text<'a>,
    search: Option<(Text<'a>, Text<'a>, Text<'a>)>,
    filters: Vec<Select<'a>>,
    panel: Option<FilterPanel<'a>>,
    beside: Option<Markup>,
    keeps: Vec<(Text<'a>, Text<'a>)>,
    apply: Text<'a>,
    end: Option<Markup>,
}

impl<'a> Toolbar<'a> {
    /// A form that gets `action` and renews the [`live_part`] with the id `part`; `apply` is the button for those
    /// without script.
    pub fn new(action: impl Into<SafeUrl<'a>>, part: impl Into<Text<'a>>, apply: impl Into<Text<'a>>) -> Self {
        Self {
            action: action.into(),
            part: part.into(),
            search: None,
            filters: Vec::new(),
            panel: None,
            beside: None,
            keeps: Vec::new(),
            apply: apply.into(),
            end: None,
        }
    }

    /// The search field.
    pub fn search(mut self, name: impl Into<Text<'a>>, label: impl Into<Text<'a>>, value: impl Into<Text<'a>>) -> Self {
        self.search = Some((name.into(), label.into(), value.into()));
        self
    }

    /// A filter.
    pub fn filter(mut self, filter: Select<'a>) -> Self {
        self.filters.push(filter.label_hidden());
        self
    }

    /// More filters, behind a button.
    pub fn panel(mut self, panel: FilterPanel<'a>) -> Self {
        self.panel = Some(panel);
        self
    }

    /// What stands behind the filters, in the form.
    pub fn beside(mut self, beside: Markup) -> Self {
        self.beside = Some(beside);
        self
    }

    /// What the address says beside, and shall go on saying: sort order, tab.
    pub fn keeps(mut self, name: impl Into<Text<'a>>, value: impl Into<Text<'a>>) -> Self {
        self.keeps.push((name.into(), value.into()));
        self
    }

    /// What stands at the end of the line, outside the form.
    pub fn end(mut self, end: impl Render) -> Self {
        self.end = Some(end.render());
        self
    }
}

impl Render for Toolbar<'_> {
    fn render(&self) -> Markup {
        html! {
            div.toolbar {
                form method="get" action=(self.action) role="search" data-live=(self.part) {
                    @for (name, value) in &self.keeps { input type="hidden" name=(name) value=(value); }
                    @if let Some((name, label, value)) = &self.search {
                        label.search {
                            (icon(icondata_lu::LuSearch))
                            input type="search" name=(name) value=(value) placeholder=(label) aria-label=(label)
                                autocomplete="off" spellcheck="false" aria-controls=(self.part);
                        }
                    }
                    @for filter in &self.filters { (filter) }
                    button.button.no-script type="submit" { (self.apply) }
                    @if let Some(panel) = &self.panel { (panel) }
                    @if let Some(beside) = &self.beside { (beside) }
                }
                @if let Some(end) = &self.end { (end) }
            }
        }
    }
}
