//! What stands around every page of the console: product, account, main menu, profile.

use icondata_core::Icon;
use maud::{Markup, html};

use super::{Menu, MenuItem, SafeUrl, Text, avatar, icon::icon, icon::mark};

/// The words of the shell itself.
#[derive(Debug, Clone)]
pub struct ShellWords<'a> {
    /// "Skip to content".
    pub skip: Text<'a>,
    /// The name of the main menu, for assistive technology.
    pub main_menu: Text<'a>,
    /// What to ask before a half-filled panel is closed; without it nothing is asked.
    pub discard: Option<Discard<'a>>,
}

/// The question before a half-filled panel is closed.
#[derive(Debug, Clone)]
pub struct Discard<'a> {
    /// "Discard what you entered?"
    pub question: Text<'a>,
    /// "Keep editing".
    pub keep: Text<'a>,
    /// "Discard".
    pub discard: Text<'a>,
}

/// One entry of the main menu.
#[derive(Debug, Clone)]
pub struct NavItem<'a> {
    label: Text<'a>,
    href: SafeUrl<'a>,
    icon: Option<Icon>,
    current: bool,
}

impl<'a> NavItem<'a> {
    /// An entry.
    pub fn new(label: impl Into<Text<'a>>, href: impl Into<SafeUrl<'a>>) -> Self {
        Self { label: label.into(), href: href.into(), icon: None, current: false }
    }

    /// With an icon.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Whether this page belongs to it.
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }
}

/// The account one is in, and the way to the others.
#[derive(Debug, Clone)]
pub struct Switcher<'a> {
    /// The account's name.
    pub name: Text<'a>,
    /// What the button does, for assistive technology ("Switch account").
    pub label: Text<'a>,
    /// The accounts, the present one marked with [`MenuItem::current`]. With one only, and nothing of it, there is no menu.
    pub accounts: Vec<MenuItem<'a>>,
    /// What the menu leads to in the present account, before the others.
    pub of_it: Vec<MenuItem<'a>>,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct Profile<'a> {
    /// The person's name.
    pub name: Text<'a>,
    /// The address they signed in with.
    pub email: Text<'a>,
    /// What the button does, for assistive technology ("Your profile").
    pub label: Text<'a>,
    /// The lines of the menu; "Sign out" is a [`MenuItem::post`].
    pub items: Vec<MenuItem<'a>>,
}

/// What the keyboard does.
#[derive(Debug, Clone)]
pub struct Shortcuts<'a> {
    /// "Keyboard shortcuts".
    pub title: Text<'a>,
    /// The key, and what it does.
    pub keys: Vec<(Text<'a>, Text<'a>)>,
    /// "Close".
    pub close: Text<'a>,
}

/// The frame of a console page.
#[derive(Debug, Clone)]
pub struct Shell<'a> {
    /// The product's name; it ends every page's title.
    pub product: Text<'a>,
    /// Where the product's mark leads.
    pub home: SafeUrl<'a>,
    /// The shell's own words.
    pub words: ShellWords<'a>,
    /// The account, if one is chosen.
    pub account: Option<Switcher<'a>>,
    /// The main menu.
    pub nav: Vec<NavItem<'a>>,
    /// Who is signed in.
    pub profile: Option<Profile<'a>>,
    /// What stands before the profile: colleagues who are online, a language switch.
    pub extra: Option<Markup>,
    /// What the keyboard does, for whoever presses `?`: keys and what they do.
    pub shortcuts: Option<Shortcuts<'a>>,
    /// What stands at the foot of every page.
    pub footer: Option<Markup>,
}

impl<'a> Shell<'a> {
    /// A frame with nothing in it but the product; fill the rest with struct update syntax.
    pub fn new(product: impl Into<Text<'a>>, home: impl Into<SafeUrl<'a>>, words: ShellWords<'a>) -> Self {
        Self {
            product: product.into(),
            home: home.into(),
            words,
            account: None,
            nav: Vec::new(),
            profile: None,
            extra: None,
            shortcuts: None,
            footer: None,
        }
    }

    pub(super) fn top(&self) -> Markup {
        html! {
            header.top {
                div.top-start {
                    a.brand href=(self.home) aria-label=(self.product) title=(self.product) { (mark()) }
                    @match &self.account {
                        Some(account) => (account.button()),
                        None => span.account-name { (self.product) },
                    }
                }
                @if !self.nav.is_empty() {
                    nav.main-nav aria-label=(self.words.main_menu) {
                        ul {
                            @for item in &self.nav {
                                li {
                                    a href=(item.href) aria-current=[item.current.then_some("page")] {
                                        @if let Some(data) = item.icon { (icon(data)) }
                                        (item.label)
                                    }
                                }
                            }
                        }
                    }
                }
                div.top-end {
                    @if let Some(extra) = &self.extra { (extra) }
                    @if let Some(profile) = &self.profile { (profile.button()) }
                }
            }
        }
    }
}

impl Switcher<'_> {
    fn button(&self) -> Markup {
        if self.accounts.len() < 2 && self.of_it.is_empty() {
            return html! { span.account-name { bdi { (self.name) } } };
        }
        let inside = html! {
            span.account-name { bdi { (self.name) } }
            span.visually-hidden { ", " (self.label) }
            (icon(icondata_lu::LuChevronsUpDown))
        };
        let menu = Menu::custom("shell-accounts", "top-button", None, inside);
        let menu = self.of_it.iter().cloned().fold(menu, Menu::item);
        let menu = if self.of_it.is_empty() { menu } else { menu.separator() };
        let others = self.accounts.iter().filter(|_| self.accounts.len() > 1);
        let menu = others.cloned().fold(menu, Menu::item);
        html! { (menu) }
    }
}

impl Profile<'_> {
    fn button(&self) -> Markup {
        // Its name stands in it, because an attribute would hide the initials that are seen.
        let inside = html! { (avatar(&self.name)) span.visually-hidden { (self.label) } };
        let menu = Menu::custom("shell-profile", "top-button round", None, inside);
        let menu = menu.head(html! { b { bdi { (self.name) } } small { (self.email) } });
        let menu = self.items.iter().cloned().fold(menu, Menu::item);
        html! { (menu) }
    }
}
