//! Drop-downs: a button that opens a list of links and small forms.

use icondata_core::Icon;
use maud::{Markup, Render, html};

use super::{
    SafeUrl, Text,
    button::Opens,
    icon::{Drawn, icon},
};

/// One line of a [`Menu`].
#[derive(Debug, Clone)]
pub struct MenuItem<'a> {
    label: Text<'a>,
    note: Option<Text<'a>>,
    goes: Goes<'a>,
    icon: Option<Icon>,
    opens: Opens,
    danger: bool,
    current: bool,
}

#[derive(Debug, Clone)]
enum Goes<'a> {
    Link(SafeUrl<'a>),
    Post { action: SafeUrl<'a>, sends: Vec<(Text<'a>, Text<'a>)> },
}

impl<'a> MenuItem<'a> {
    fn new(label: impl Into<Text<'a>>, goes: Goes<'a>) -> Self {
        Self { label: label.into(), note: None, goes, icon: None, opens: Opens::Page, danger: false, current: false }
    }

    /// Goes somewhere.
    pub fn link(label: impl Into<Text<'a>>, href: impl Into<SafeUrl<'a>>) -> Self {
        Self::new(label, Goes::Link(href.into()))
    }

    /// Does something at once: a form of its own.
    pub fn post(label: impl Into<Text<'a>>, action: impl Into<SafeUrl<'a>>) -> Self {
        Self::new(label, Goes::Post { action: action.into(), sends: Vec::new() })
    }

    /// What a [`MenuItem::post`] sends along.
    pub fn sends(mut self, name: impl Into<Text<'a>>, value: impl Into<Text<'a>>) -> Self {
        if let Goes::Post { sends, .. } = &mut self.goes {
            sends.push((name.into(), value.into()));
        }
        self
    }

    /// A second, quieter line.
    pub fn note(mut self, note: impl Into<Text<'a>>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// With an icon.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The link opens as a panel from the side where there is script.
    pub fn panel(mut self) -> Self {
        self.opens = Opens::Panel;
        self
    }

    /// The link opens as a dialog in the middle where there is script: for confirmations.
    pub fn dialog(mut self) -> Self {
        self.opens = Opens::Dialog;
        self
    }

    /// Takes something away.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Where one is now.
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }

    fn inside(&self, drawn: &Drawn) -> Markup {
        html! {
            @if let Some(data) = self.icon { (drawn.icon(data)) }
            span.menu-text {
                bdi { (self.label) }
                @if let Some(note) = &self.note { small { (note) } }
            }
            @if self.current { (icon(icondata_lu::LuCheck)) }
        }
    }

    fn line(&self, drawn: &Drawn) -> Markup {
        let class = if self.danger { "menu-item danger" } else { "menu-item" };
        html! {
            @match &self.goes {
                Goes::Link(href) => {
                    a class=(class) href=(href) data-panel=[self.opens.attribute()]
                        aria-current=[self.current.then_some("true")] { (self.inside(drawn)) }
                }
                Goes::Post { action, sends } => {
                    form method="post" action=(action) {
                        @for (name, value) in sends { input type="hidden" name=(name) value=(value); }
                        button class=(class) type="submit" { (self.inside(drawn)) }
                    }
                }
            }
        }
    }
}

impl Render for MenuItem<'_> {
    fn render(&self) -> Markup {
        self.line(&Drawn::once("", std::iter::empty()))
    }
}

/// A button and the list it opens. Must not stand inside a form if it has [`MenuItem::post`] lines.
#[derive(Debug, Clone)]
pub struct Menu<'a> {
    id: Text<'a>,
    label: Option<Text<'a>>,
    class: &'static str,
    inside: Inside,
    head: Option<Markup>,
    groups: Vec<Vec<MenuItem<'a>>>,
}

/// What stands in the button.
#[derive(Debug, Clone)]
enum Inside {
    Icon(Icon),
    Any(Markup),
}

impl<'a> Menu<'a> {
    /// A button with any content; `class` is its look. `label` is its accessible name, where the content is not enough.
    pub fn custom(id: impl Into<Text<'a>>, class: &'static str, label: Option<Text<'a>>, inside: Markup) -> Self {
        Self { id: id.into(), label, class, inside: Inside::Any(inside), head: None, groups: vec![Vec::new()] }
    }

    /// A button with a label and a small arrow.
    pub fn button(id: impl Into<Text<'a>>, label: &str) -> Self {
        let inside = html! { span { (label) } (icon(icondata_lu::LuChevronDown)) };
        Self::custom(id, "button", None, inside)
    }

    /// The arrow at the end of a row; `label` says whose menu it is.
    pub fn row(id: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        let inside = Inside::Icon(icondata_lu::LuChevronDown);
        Self { inside, ..Self::custom(id, "button quiet icon-only small", Some(label.into()), Markup::default()) }
    }

    /// What stands above the lines and is not one.
    pub fn head(mut self, head: Markup) -> Self {
        self.head = Some(head);
        self
    }

    /// The next line.
    pub fn item(mut self, item: MenuItem<'a>) -> Self {
        match self.groups.last_mut() {
            Some(group) => group.push(item),
            None => self.groups.push(vec![item]),
        }
        self
    }

    /// The next line, if there is one.
    pub fn maybe(self, item: Option<MenuItem<'a>>) -> Self {
        match item {
            Some(item) => self.item(item),
            None => self,
        }
    }

    /// A thin line: what comes after is of another sort.
    pub fn separator(mut self) -> Self {
        self.groups.push(Vec::new());
        self
    }
}

impl Menu<'_> {
    /// The icons that it has.
    pub(super) fn icons(&self) -> impl Iterator<Item = Icon> {
        let button = match &self.inside {
            Inside::Icon(icon) => Some(*icon),
            Inside::Any(_) => None,
        };
        button.into_iter().chain(self.groups.iter().flatten().filter_map(|item| item.icon))
    }

    /// The menu, where these icons are drawn already.
    pub(super) fn with(&self, drawn: &Drawn) -> Markup {
        html! {
            button class=(self.class) type="button" popovertarget=(self.id) aria-label=[&self.label]
                title=[&self.label] {
                @match &self.inside { Inside::Icon(data) => (drawn.icon(data)), Inside::Any(inside) => (inside) }
            }
            div.menu id=(self.id) popover="auto" {
                @if let Some(head) = &self.head { div.menu-head { (head) } }
                @for group in self.groups.iter().filter(|group| !group.is_empty()) {
                    ul { @for item in group { li { (item.line(drawn)) } } }
                }
            }
        }
    }
}

impl Render for Menu<'_> {
    fn render(&self) -> Markup {
        self.with(&Drawn::once("", std::iter::empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_opens_its_own_list() {
        let menu = Menu::row("m-7", "Amira's menu").item(MenuItem::link("Edit", "/e").panel());
        let shown = menu.render().into_string();
        assert!(shown.contains("popovertarget=\"m-7\" aria-label=\"Amira's menu\""), "{shown}");
        assert!(shown.contains("id=\"m-7\" popover"), "{shown}");
    }

    #[test]
    fn what_is_done_at_once_is_a_form() {
        let item = MenuItem::post("Resend", "/r").sends("id", "\"7").render().into_string();
        assert!(item.contains("<form method=\"post\" action=\"/r\">"), "{item}");
        assert!(item.contains("name=\"id\" value=\"&quot;7\""), "{item}");
    }

    #[test]
    fn empty_groups_leave_no_line() {
        let shown =
            Menu::button("m", "Menu").separator().item(MenuItem::link("A", "/a")).separator().render().into_string();
        assert_eq!(shown.matches("<ul>").count(), 1, "{shown}");
    }
}
