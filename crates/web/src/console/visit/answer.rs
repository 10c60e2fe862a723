//! How a visit is answered: a page, or the way on with something to say there; and the pages of those who are not signed in.

use super::Visit;
use crate::{
    Web,
    console::acting,
    request::{clear_flash, flash_cookie},
    text::Text,
    ui::{Bare, Button, Page, SafeUrl, Toast, Tone},
};
use axum::{
    http::{StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

/// Stands between where something is undone and what is said of it: nobody can type it.
const UNDOES: char = '\u{1f}';

impl Visit {
    /// A page with this title, in the person's language, with what the last step left to say.
    pub(crate) fn page(&self, title: impl Into<crate::ui::Text<'static>>) -> Page<'_> {
        let toast = self.flash.as_deref().map(|flash| self.toast(flash));
        Page::new(self.me.language.tag(), title)
            .right_to_left(self.t.dir() == "rtl")
            .banner(acting::banner(self.t))
            .toast(toast)
    }

    /// What the last step did, and the button that undoes it.
    fn toast(&self, flash: &str) -> Toast<'static> {
        let (undo, text) = flash.split_once(UNDOES).unwrap_or(("", flash));
        let toast = Toast::new(Tone::Ok, text.to_owned(), self.t.get("close"));
        let is_undo = undo.starts_with("/accounts/") && undo.ends_with("/undo");
        match SafeUrl::on_this_site(undo.to_owned()).filter(|_| is_undo) {
            Some(undo) => toast.action(html! {
                form method="post" action=(undo) {
                    (Button::submit(self.t.get("undo")).sends("back", self.path.clone()).small())
                }
            }),
            None => toast,
        }
    }

    /// Answers with a page. A message that was shown is not shown again.
    pub(crate) fn answer(&self, status: StatusCode, page: Markup) -> Response {
        let mut response = (status, page).into_response();
        if self.flash.is_some() {
            response.headers_mut().append(SET_COOKIE, clear_flash(&self.web));
        }
        response
    }

    /// Sends the browser on, with something to say there.
    pub(crate) fn go(&self, path: &str, message: &str) -> Response {
        let mut response = Redirect::to(path).into_response();
        response.headers_mut().append(SET_COOKIE, flash_cookie(&self.web, message));
        response
    }

    /// The same, with the way to undo it at hand.
    pub(crate) fn go_undoable(&self, path: &str, message: &str, undo: Option<&str>) -> Response {
        match undo {
            Some(undo) => self.go(path, &format!("{undo}{UNDOES}{message}")),
            None => self.go(path, message),
        }
    }
}

/// The frame of pages for people who are not signed in.
fn bare<'a>(web: &Web, t: &'static Text) -> Bare<'a> {
    Bare { product: web.config.product.clone().into(), skip: t.get("skip-to-content"), footer: None }
}

/// A page for people who are not signed in: one card.
pub(crate) fn bare_page(web: &Web, t: &'static Text, title: &str, body: Markup) -> Markup {
    Page::new(t.language().tag(), title)
        .right_to_left(t.dir() == "rtl")
        .banner(acting::banner(t))
        .card(&bare(web, t), body)
}
