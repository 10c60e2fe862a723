//! Whole pages.

use maud::{DOCTYPE, Markup, html};

use super::{Confirm, Panel, Shell, Text, Toast, icon::mark};
use crate::assets;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the person's system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// What stands around a page for people who are not signed in.
#[derive(Debug, Clone)]
pub struct Bare<'a> {
    /// The product's name; it ends the page's title.
    pub product: Text<'a>,
    /// "Skip to content".
    pub skip: Text<'a>,
    /// What stands at the foot, like a language switch.
    pub footer: Option<Markup>,
}

/// A page to be: language and title first, then what is special, at last [`Page::console`], [`Page::panel`],
/// [`Page::confirm`] or [`Page::card`].
#[derive(Debug, Clone)]
pub struct Page<'a> {
    language: Text<'a>,
    right_to_left: bool,
    theme: Theme,
    title: Text<'a>,
    banner: Option<Markup>,
    toast: Option<Toast<'a>>,
}

impl<'a> Page<'a> {
    /// A page in this language (BCP 47) with this title, without the product's name.
    pub fn new(language: impl Into<Text<'a>>, title: impl Into<Text<'a>>) -> Self {
        Self {
            language: language.into(),
            right_to_left: false,
            theme: Theme::System,
            title: title.into(),
            banner: None,
            toast: None,
        }
    }

    /// The language is written from right to left.
    pub fn right_to_left(mut self, right_to_left: bool) -> Self {
        self.right_to_left = right_to_left;
        self
    }

    /// Light or dark, if the person chose.
    pub fn theme(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self
    }

    /// A [`super::banner`] over the page.
    pub fn banner(mut self, banner: Option<Markup>) -> Self {
        self.banner = banner;
        self
    }

    /// What the last step did.
    pub fn toast(mut self, toast: Option<Toast<'a>>) -> Self {
        self.toast = toast;
        self
    }

    /// A page of the console. `body` begins with a [`super::Heading`].
    pub fn console(&self, shell: &Shell<'_>, body: Markup) -> Markup {
        self.in_shell(shell, html! { main.page id="main" tabindex="-1" { (body) } })
    }

    /// A page that links with `panel()` show in a panel.
    pub fn panel(&self, shell: &Shell<'_>, panel: &Panel<'_>) -> Markup {
        self.in_shell(shell, html! { main.sheet id="main" tabindex="-1" data-panel-body { (panel) } })
    }

    /// A page that links with `dialog()` show in a dialog.
    pub fn confirm(&self, shell: &Shell<'_>, confirm: &Confirm<'_>) -> Markup {
        self.in_shell(shell, html! { main.sheet.narrow id="main" tabindex="-1" data-panel-body { (confirm) } })
    }

    /// A page for people who are not signed in: one card in the middle.
    pub fn card(&self, bare: &Bare<'_>, body: Markup) -> Markup {
        let body = html! {
            div.bare {
                header.bare-brand { (mark()) span { (bare.product) } }
                main.bare-card id="main" tabindex="-1" { (body) }
                @if let Some(footer) = &bare.footer { footer.foot { (footer) } }
            }
        };
        self.whole(&bare.product, &bare.skip, body)
    }

    fn in_shell(&self, shell: &Shell<'_>, main: Markup) -> Markup {
        let body = html! {
            (shell.top())
            (main)
            @if let Some(footer) = &shell.footer { footer.foot { (footer) } }
            @if let Some(shortcuts) = &shell.shortcuts {
                dialog.dialog id="shortcuts" aria-labelledby="shortcuts-title" {
                    form.confirm method="dialog" {
                        h1 id="shortcuts-title" { (shortcuts.title) }
                        dl.facts {
                            @for (key, does) in &shortcuts.keys { div { dt { kbd { (key) } } dd { (does) } } }
                        }
                        footer.confirm-foot { button.button type="submit" autofocus { (shortcuts.close) } }
                    }
                }
            }
            @if let Some(words) = &shell.words.discard {
                dialog.dialog id="discard" aria-labelledby="discard-title" {
                    form.confirm method="dialog" {
                        h1 id="discard-title" { (words.question) }
                        footer.confirm-foot {
                            button.button type="submit" value="keep" autofocus { (words.keep) }
                            button.button.danger type="submit" value="discard" { (words.discard) }
                        }
                    }
                }
            }
        };
        self.whole(&shell.product, &shell.words.skip, body)
    }

    fn whole(&self, product: &str, skip: &str, body: Markup) -> Markup {
        let direction = if self.right_to_left { "rtl" } else { "ltr" };
        let theme = match self.theme {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        };
        html! {
            (DOCTYPE)
            html lang=(self.language) dir=(direction) data-theme=[theme] {
                head {
                    meta charset="utf-8";
                    title { (self.title) " · " (product) }
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    link rel="icon" type="image/svg+xml" href=(assets::icon_path());
                    link rel="stylesheet" href=(assets::css_path());
                    script type="module" src=(assets::js_path()) {}
                }
                body {
                    a.skip href="#main" { (skip) }
                    @if let Some(banner) = &self.banner { (banner) }
                    (body)
                    div.toasts { @if let Some(toast) = &self.toast { (toast) } }
                }
            }
        }
    }
}
