//! A signed-in person who looks at a page, and the account they look at.

use crate::{
    Web,
    console::{PageError, sign_in},
    request::{MaybeSession, clear_flash, flash, flash_cookie, remember_language},
    text::Text,
    ui::{Bare, Discard, MenuItem, NavItem, Page, Panel, Profile, SafeUrl, Shell, ShellWords, Switcher, Toast, Tone},
};
use axum::{
    extract::{FromRequestParts, Path},
    http::{StatusCode, header::SET_COOKIE, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use jiff::tz::TimeZone;
use maud::Markup;
use roster_app::{
    Actor, Caller,
    accounts::enter::{Here, enter},
    people::{self, Me},
};
use roster_domain::{id::AccountId, permission::RosterPermission, refusal::Refusal};
use std::collections::HashMap;

/// A signed-in person on a page. Everybody else is sent to sign in, and back.
pub(crate) struct Visit {
    pub(crate) web: Web,
    pub(crate) caller: Caller,
    pub(crate) me: Me,
    pub(crate) t: &'static Text,
    pub(crate) path: String,
    flash: Option<String>,
}

impl FromRequestParts<Web> for Visit {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        let MaybeSession(caller) = MaybeSession::from_request_parts(parts, web).await?;
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        if !matches!(caller.actor, Actor::Person { .. }) {
            let next = if parts.method.is_safe() { path } else { "/".to_owned() };
            return Err(PageError::SignIn(next));
        }
        let me = people::me(&web.app, &caller).await?;
        remember_language(me.language);
        let t = Text::for_language(me.language);
        Ok(Visit { web: web.clone(), caller, me, t, path, flash: flash(&parts.headers) })
    }
}

/// A signed-in member on a page of an account: the path's `{account}`.
pub(crate) struct InAccount {
    pub(crate) visit: Visit,
    pub(crate) here: Here,
}

impl FromRequestParts<Web> for InAccount {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        let visit = Visit::from_request_parts(parts, web).await?;
        let Path(names) =
            Path::<HashMap<String, String>>::from_request_parts(parts, web).await.map_err(|_| Refusal::NotFound)?;
        let account: AccountId = names.get("account").and_then(|text| text.parse().ok()).ok_or(Refusal::NotFound)?;
        let here = enter(&web.app, &visit.caller, account).await?;
        let last = visit.me.accounts.iter().max_by_key(|account| account.last_used_at);
        // A page that the browser fetched ahead was not chosen by anybody.
        let chosen = parts.method.is_safe() && !parts.headers.contains_key("sec-purpose");
        if chosen && last.is_some_and(|last| last.account != account) {
            people::choose_account(&web.app, &visit.caller, account).await?;
        }
        Ok(InAccount { visit, here })
    }
}

/// The start: the account that was used last, or where one may choose.
pub(crate) async fn start(visit: Visit) -> Response {
    let last = visit.me.accounts.iter().max_by_key(|account| account.last_used_at);
    match last {
        Some(last) => Redirect::to(&format!("/accounts/{}", last.account)).into_response(),
        None => Redirect::to("/accounts").into_response(),
    }
}

impl Visit {
    /// The frame around pages that are in no account.
    pub(crate) fn shell(&self) -> Shell<'_> {
        self.frame(None)
    }

    fn frame(&self, here: Option<&Here>) -> Shell<'_> {
        let t = self.t;
        let words = ShellWords {
            skip: t.get("skip-to-content"),
            main_menu: t.get("main-navigation"),
            discard: Some(Discard {
                question: t.get("discard-question"),
                keep: t.get("discard-keep"),
                discard: t.get("discard-discard"),
            }),
        };
        let accounts: Vec<MenuItem<'_>> = self
            .me
            .accounts
            .iter()
            .map(|account| {
                let current = here.is_some_and(|here| here.account == account.account);
                MenuItem::link(account.name.clone(), format!("/accounts/{}", account.account)).current(current)
            })
            .collect();
        let switcher =
            here.map(|here| Switcher { name: here.name.clone().into(), label: t.get("switch-account"), accounts });
        let mails = here.map(|here| format!("/accounts/{}/mails", here.account));
        let mails = mails.map(|path| MenuItem::link(t.get("my-mails-title"), path));
        let (profile, out) = (MenuItem::link(t.get("profile"), "/me"), MenuItem::post(t.get("sign-out"), "/sign-out"));
        let items = std::iter::once(profile).chain(mails).chain([out]).collect();
        let profile = Profile {
            name: self.me.name.clone().into(),
            email: self.me.email.as_written().to_owned().into(),
            label: t.get("your-account"),
            items,
        };
        Shell { account: switcher, profile: Some(profile), ..Shell::new(self.web.config.product.clone(), "/", words) }
    }

    /// The zone whose time the person lives by.
    pub(crate) fn zone(&self) -> TimeZone {
        TimeZone::get(&self.me.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// A page with this title, in the person's language, with what the last step left to say.
    pub(crate) fn page(&self, title: impl Into<crate::ui::Text<'static>>) -> Page<'_> {
        let toast = self.flash.clone().map(|text| Toast::new(Tone::Ok, text, self.t.get("close")));
        Page::new(self.me.language.tag(), title).right_to_left(self.t.dir() == "rtl").toast(toast)
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
}

impl InAccount {
    /// The path of a page of this account: `path("/users")`.
    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/accounts/{}{rest}", self.here.account)
    }

    /// The model's words for a place in the console, or our own.
    pub(crate) fn label(&self, key: &str, otherwise: &str) -> String {
        let language = self.visit.me.language.tag();
        match self.here.model.label(language, key) {
            Some(label) => label.to_owned(),
            None => self.visit.t.get(otherwise).into_owned(),
        }
    }

    /// The frame with this account's menu. What one may not open isn't in it (A01).
    pub(crate) fn shell(&self) -> Shell<'_> {
        let t = self.visit.t;
        let mut nav = Vec::new();
        let current = |path: &str| self.visit.path.starts_with(path);
        let mut entry = |label: String, path: String, icon| {
            let here = current(&path);
            nav.push(NavItem::new(label, path).icon(icon).current(here));
        };
        if self.here.may(RosterPermission::ReadMembers) {
            entry(self.label("page", "members-title"), self.path("/users"), icondata_lu::LuUsers);
        }
        for (_, kind) in self.here.model.kinds() {
            let plural = kind.plural.get(self.visit.me.language.tag()).to_owned();
            entry(plural, self.path(&format!("/resources/{}", kind.id)), icondata_lu::LuFolder);
        }
        if self.here.may(RosterPermission::ReadAudit) {
            entry(t.get("audit-title").into_owned(), self.path("/audit"), icondata_lu::LuScrollText);
        }
        entry(t.get("keys-title").into_owned(), self.path("/keys"), icondata_lu::LuKeyRound);
        Shell { nav, ..self.visit.frame(Some(&self.here)) }
    }

    /// A console page.
    pub(crate) fn console(&self, title: impl Into<crate::ui::Text<'static>>, body: Markup) -> Response {
        self.visit.answer(StatusCode::OK, self.visit.page(title).console(&self.shell(), body))
    }

    /// A page that opens in a panel where there is script.
    pub(crate) fn panel(&self, status: StatusCode, title: String, panel: &Panel<'_>) -> Response {
        self.visit.answer(status, self.visit.page(title).panel(&self.shell(), panel))
    }
}

/// The frame of pages for people who are not signed in.
pub(crate) fn bare<'a>(web: &Web, t: &'static Text) -> Bare<'a> {
    Bare { product: web.config.product.clone().into(), skip: t.get("skip-to-content"), footer: None }
}

/// A page for people who are not signed in: one card.
pub(crate) fn bare_page(web: &Web, t: &'static Text, title: &str, body: Markup) -> Markup {
    Page::new(t.language().tag(), title).right_to_left(t.dir() == "rtl").card(&bare(web, t), body)
}

/// Who is signed in, if anybody is; the page then speaks their language.
pub(crate) async fn person_of(web: &Web, caller: &Caller) -> Result<Option<Me>, PageError> {
    if !matches!(caller.actor, Actor::Person { .. }) {
        return Ok(None);
    }
    let me = people::me(&web.app, caller).await?;
    remember_language(me.language);
    Ok(Some(me))
}

/// A path on this site to go on to; anything else is the start.
pub(crate) fn safe_next(next: Option<&str>) -> String {
    let next = next.filter(|next| SafeUrl::on_this_site(*next).is_some());
    next.filter(|next| !next.starts_with(sign_in::PATH)).unwrap_or("/").to_owned()
}
