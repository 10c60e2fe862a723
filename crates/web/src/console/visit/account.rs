//! A page of an account: its addresses, its words, and how it is put together.

use super::InAccount;
use crate::{
    console::PageError,
    ui::{Panel, SafeUrl},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_domain::{model::UsersPage, permission::RosterPermission, refusal::Refusal};

impl InAccount {
    /// The path of a page of this account: `path("/users")`.
    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/accounts/{}{rest}", self.here.account)
    }

    /// Refuses who lacks one of Roster's own permissions in the account: for forms that are shown before a use-case asks.
    pub(crate) fn must(&self, permission: RosterPermission) -> Result<(), PageError> {
        if self.here.may(permission) {
            return Ok(());
        }
        Err(Refusal::Forbidden { permission: permission.id().to_owned() }.into())
    }

    /// The model's words for a place in the console, or our own.
    pub(crate) fn label(&self, key: &str, otherwise: &str) -> String {
        let language = self.visit.me.language.tag();
        match self.here.model.label(language, key) {
            Some(label) => label.to_owned(),
            None => self.visit.t.get(otherwise).into_owned(),
        }
    }

    /// The same for the title of what a button opens: where the model has no words for it, those of the button.
    pub(crate) fn title(&self, key: &str, button: &str, otherwise: &str) -> String {
        let of = |key| self.here.model.label(self.tag(), key);
        let label = of(key).or_else(|| of(button).map(|label| label.trim_start_matches(['+', ' '])));
        label.filter(|label| !label.is_empty()).map_or_else(|| self.visit.t.get(otherwise).into_owned(), str::to_owned)
    }

    /// A console page. Those of the settings have these beside them.
    pub(crate) fn console(&self, title: impl Into<crate::ui::Text<'static>>, body: Markup) -> Response {
        self.console_with(StatusCode::OK, title, body)
    }

    /// The same with another status.
    pub(crate) fn console_with(
        &self,
        status: StatusCode,
        title: impl Into<crate::ui::Text<'static>>,
        body: Markup,
    ) -> Response {
        if status == StatusCode::OK {
            self.note_presence();
        }
        let settings = self.settings();
        let here = |path: &str| self.visit.path.starts_with(path);
        let beside = self.users_page() == UsersPage::Settings && settings.iter().any(|(_, path, _)| here(path));
        let section = self.label("page.section", "settings");
        let body = match beside {
            false => body,
            true => html! {
                div.settings {
                    nav.main-nav aria-label=(section) {
                        h2.group-title { (section) }
                        ul {
                            @for (label, path, icon) in settings {
                                li {
                                    a href=(SafeUrl::from(path.clone())) aria-current=[here(&path).then_some("page")] {
                                        (crate::ui::icon(icon)) (label)
                                    }
                                }
                            }
                        }
                    }
                    div.stack-wide { (body) }
                }
            },
        };
        self.visit.answer(status, self.visit.page(title).console(&self.shell(), body))
    }

    /// A page that opens in a panel where there is script.
    pub(crate) fn panel(&self, status: StatusCode, title: String, panel: &Panel<'_>) -> Response {
        self.visit.answer(status, self.visit.page(title).panel(&self.shell(), panel))
    }
}
