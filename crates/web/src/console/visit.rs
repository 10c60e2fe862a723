//! A signed-in person who looks at a page, and the account they look at.

use crate::{
    Web,
    console::{PageError, acting, close, colleagues, sent::Pairs, sign_in},
    request::{
        ActingNow, Looking, MaybeSession, Place, clear_flash, current_language, flash, flash_cookie, remember_acting,
        remember_language, remember_looking, remember_place,
    },
    text::Text,
    ui::{
        Bare, Button, Discard, Menu, MenuItem, NavItem, Page, Panel, Profile, SafeUrl, Shell, ShellWords, Shortcuts,
        Switcher, Toast, Tone, icon,
    },
};
use axum::{
    extract::{FromRequestParts, Path},
    http::{StatusCode, header::SET_COOKIE, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use roster_app::{
    Actor, Caller, Failure, Idempotency,
    accounts::{
        enter::{Here, Space, enter},
        reopen,
    },
    people::{self, Me},
    presence::Online,
    support,
};
use roster_domain::{
    email::Email,
    id::{AccountId, Id},
    model::UsersPage,
    permission::RosterPermission,
    refusal::Refusal,
};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Stands between where something is undone and what is said of it: nobody can type it.
const UNDOES: char = '\u{1f}';

/// A signed-in person on a page. Everybody else is sent to sign in, and back.
pub(crate) struct Visit {
    pub(crate) web: Web,
    pub(crate) caller: Caller,
    pub(crate) me: Me,
    pub(crate) t: &'static Text,
    pub(crate) path: String,
    /// Whether somebody looks at a whole page.
    pub(super) looks: bool,
    flash: Option<String>,
}

impl FromRequestParts<Web> for Visit {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        let visit = Visit::of(parts, web).await?;
        if visit.is_acting() {
            // Who acts as somebody stays in the account.
            return Err(Refusal::NotWhileActing.into());
        }
        if visit.is_looking() {
            return Err(Refusal::LookOnly.into());
        }
        Ok(visit)
    }
}

impl Visit {
    async fn of(parts: &mut Parts, web: &Web) -> Result<Visit, PageError> {
        let MaybeSession(caller) = MaybeSession::from_request_parts(parts, web).await?;
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        if matches!(caller.actor, Actor::Support { .. }) {
            return Ok(Visit::of_the_operator(web, caller, path));
        }
        let own = caller.in_own_name();
        if !matches!(own.actor, Actor::Person { .. }) {
            let next = if parts.method.is_safe() { path } else { "/".to_owned() };
            return Err(PageError::SignIn(next));
        }
        // Whoever acts as somebody goes on reading in their own language and time.
        let me = people::me(&web.app, &own).await?;
        remember_language(me.language);
        let t = Text::for_language(me.language);
        let looks = colleagues::is_look(parts);
        Ok(Visit { web: web.clone(), caller, me, t, path, looks, flash: flash(&parts.headers) })
    }
}

impl Visit {
    /// The operator, who is let in to look and is nobody in particular.
    fn of_the_operator(web: &Web, caller: Caller, path: String) -> Visit {
        let language = current_language();
        let t = Text::for_language(language);
        let email = Email::parse("operator@roster.invalid").expect("a fixed address");
        let me = Me {
            person: Id::from_uuid(uuid::Uuid::nil()),
            name: t.get("support-operator").into_owned(),
            email,
            proven: true,
            language,
            country: None,
            time_zone: "UTC".to_owned(),
            version: 0,
            accounts: Vec::new(),
        };
        Visit { web: web.clone(), caller, me, t, path, looks: false, flash: None }
    }

    /// Whether this is the operator, who only looks.
    pub(crate) fn is_looking(&self) -> bool {
        matches!(self.caller.actor, Actor::Support { .. })
    }

    /// Whether it isn't somebody who is here in their own name.
    pub(crate) fn is_guest(&self) -> bool {
        self.is_acting() || self.is_looking()
    }

    /// Notes what the operator looks at, and remembers to tell of it.
    async fn tell_of_looks(&self, here: &Here) -> Result<(), PageError> {
        if self.is_looking() {
            support::looked(&self.web.app, &self.caller, &self.path).await?;
        }
        if let Some(last) = here.support.iter().map(|look| look.until).max() {
            let until = self.t.date_time(last, &self.zone());
            remember_looking(Looking { account: here.account, until, mine: self.is_looking() });
        }
        Ok(())
    }
}

/// A signed-in member on a page of an account: the path's `{account}`.
pub(crate) struct InAccount {
    pub(crate) visit: Visit,
    pub(crate) here: Here,
    pub(super) online: Online,
}

impl FromRequestParts<Web> for InAccount {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        let visit = Visit::of(parts, web).await?;
        let Path(names) =
            Path::<HashMap<String, String>>::from_request_parts(parts, web).await.map_err(|_| Refusal::NotFound)?;
        let account: AccountId = names.get("account").and_then(|text| text.parse().ok()).ok_or(Refusal::NotFound)?;
        let here = match enter(&web.app, &visit.caller, account).await {
            // It is closed, and they can bring it back.
            Err(Failure::Refused(Refusal::NotFound))
                if reopen::show(&web.app, &visit.caller, account).await.is_ok() =>
            {
                return Err(PageError::Elsewhere(close::path(account)));
            }
            entered => entered?,
        };
        visit.tell_of_looks(&here).await?;
        if visit.is_looking() {
            // Nobody's colleague, and nobody who could ask for more.
            return Ok(InAccount { visit, here, online: Online::default() });
        }
        if let Some(acting) = &here.acting {
            remember_acting(ActingNow { account, name: Some(acting.name.clone()) });
            return Ok(InAccount { visit, here, online: Online::default() });
        }
        let path = parts.uri.path().strip_prefix(&format!("/accounts/{account}")).unwrap_or_default();
        remember_place(Place { account, path: path.to_owned() });
        let last = visit.me.accounts.iter().max_by_key(|account| account.last_used_at);
        // A page that the browser fetched ahead was not chosen by anybody.
        let chosen = parts.method.is_safe() && !parts.headers.contains_key("sec-purpose");
        if chosen && last.is_some_and(|last| last.account != account) {
            people::choose_account(&web.app, &visit.caller, account).await?;
        }
        let online = colleagues::online(&visit, &here).await?;
        Ok(InAccount { visit, here, online })
    }
}

/// The start: the account that was used last, or where one may choose.
pub(crate) async fn start(visit: Visit) -> Response {
    let open = visit.me.accounts.iter().filter(|account| !account.suspended);
    match open.max_by_key(|account| account.last_used_at) {
        Some(last) => Redirect::to(&format!("/accounts/{}", last.account)).into_response(),
        None => Redirect::to("/accounts").into_response(),
    }
}

impl Visit {
    /// Whether the browser acts as somebody.
    pub(crate) fn is_acting(&self) -> bool {
        matches!(self.caller.actor, Actor::Acting { .. })
    }

    /// The caller, whose form is done once, however often it is sent.
    pub(crate) fn once(&self, sent: &Pairs) -> Caller {
        let named = sent.some("once").filter(|name| name.len() <= 64);
        let digest = Sha256::digest(format!("{} {sent:?}", self.path)).into();
        let idempotency = named.map(|name| Idempotency { key: format!("form {name}"), digest });
        Caller { idempotency, ..self.caller.clone() }
    }

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
        // Whoever acts as somebody stays in the account, and reaches nobody's profile.
        let others = self.me.accounts.iter().filter(|_| !self.is_guest());
        let accounts: Vec<MenuItem<'_>> = others
            .map(|account| {
                let current = here.is_some_and(|here| here.account == account.account);
                MenuItem::link(account.name.clone(), format!("/accounts/{}", account.account)).current(current)
            })
            .collect();
        let (name, label) = (here.map(|here| here.name.clone()), t.get("switch-account"));
        let switcher = name.map(|name| Switcher { name: name.into(), label, accounts, of_it: Vec::new() });
        let first = match here.filter(|_| self.is_acting()) {
            Some(here) => MenuItem::post(t.get("acting-end"), acting::end_path(here.account)),
            None if self.is_looking() => {
                MenuItem::post(t.get("support-end"), format!("{}/support/end", self.account_path(here)))
            }
            None => MenuItem::link(t.get("profile"), "/me"),
        };
        let mails = here.filter(|_| !self.is_guest()).map(|here| format!("/accounts/{}/mails", here.account));
        let mails = mails.map(|path| MenuItem::link(t.get("my-mails-title"), path));
        let out = (!self.is_looking()).then(|| MenuItem::post(t.get("sign-out"), "/sign-out"));
        let mine = (!self.is_guest()).then(|| MenuItem::link(t.get("accounts-title"), "/accounts"));
        let items = std::iter::once(first).chain(self.own_place(here)).chain(mails).chain(mine).chain(out).collect();
        let profile = Profile {
            name: self.me.name.clone().into(),
            email: if self.is_looking() { String::new() } else { self.me.email.as_written().to_owned() }.into(),
            label: t.get("your-account"),
            items,
        };
        let home =
            here.filter(|_| self.is_guest()).map_or("/".to_owned(), |here| format!("/accounts/{}", here.account));
        let keys =
            vec![("/", t.get("shortcut-search")), ("?", t.get("shortcut-help")), ("Esc", t.get("shortcut-escape"))];
        let shortcuts = Some(Shortcuts { title: t.get("shortcuts-title"), keys, close: t.get("close") });
        Shell {
            account: switcher,
            profile: Some(profile),
            shortcuts,
            ..Shell::new(self.web.config.product.clone(), home, words)
        }
    }

    /// The way to what the account has of oneself, also for whoever sees no list of its members.
    fn own_place(&self, here: Option<&Here>) -> Option<MenuItem<'static>> {
        let (here, member) = here.filter(|_| !self.is_guest()).and_then(|here| Some((here, here.member?)))?;
        let label = self.t.with("your-place", &[("account", here.name.as_str().into())]);
        Some(MenuItem::link(label, format!("/accounts/{}/users/{member}", here.account)))
    }

    fn account_path(&self, here: Option<&Here>) -> String {
        here.map_or_else(String::new, |here| format!("/accounts/{}", here.account))
    }

    /// The zone whose time the person lives by.
    pub(crate) fn zone(&self) -> TimeZone {
        TimeZone::get(&self.me.time_zone).unwrap_or(TimeZone::UTC)
    }

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

    /// The frame with this account's menu. What one may not open isn't in it (A01).
    pub(crate) fn shell(&self) -> Shell<'_> {
        let t = self.visit.t;
        let mut nav = Vec::new();
        let current = |path: &str| self.visit.path.starts_with(path);
        let mut entry = |label: String, path: String, icon| {
            let here = current(&path);
            nav.push(NavItem::new(label, path).icon(icon).current(here));
        };
        let in_menu = self.users_page() == UsersPage::MainMenu;
        if in_menu && self.here.may(RosterPermission::ReadMembers) {
            entry(self.label("page", "members-title"), self.path("/users"), icondata_lu::LuUsers);
        }
        // What waits for an answer is in sight until it is answered.
        if self.here.requests > 0 || current(&self.path("/requests")) {
            let label = match self.here.requests {
                0 => t.get("requests-title").into_owned(),
                count => t.with("requests-title-count", &[("count", count.into())]),
            };
            entry(label, self.path("/requests"), icondata_lu::LuInbox);
        }
        for (_, kind) in self.here.model.kinds() {
            let plural = kind.plural.get(self.visit.me.language.tag()).to_owned();
            entry(plural, self.path(&format!("/resources/{}", kind.id)), icondata_lu::LuFolder);
        }
        if self.here.model.credits().is_some() {
            entry(self.credits_label(), self.path("/credits"), icondata_lu::LuCoins);
        }
        let quotes = [RosterPermission::AcceptQuotations, RosterPermission::IssueQuotations];
        if self.here.model.quotations().is_some() && quotes.into_iter().any(|permission| self.here.may(permission)) {
            entry(self.quotations_label(), self.path("/quotations"), icondata_lu::LuFileText);
        }
        if self.here.model.compliance().is_some() {
            entry(self.compliance_label(), self.path("/compliance"), icondata_lu::LuShieldCheck);
        }
        if self.users_page() != UsersPage::Settings {
            self.rest_of_menu().into_iter().for_each(|(label, path, icon)| entry(label, path, icon));
        }
        let mut shell = Shell { nav, ..self.visit.frame(Some(&self.here)) };
        if let Some(account) = shell.account.as_mut().filter(|_| self.has_details()) {
            let details = MenuItem::link(self.details_label(), self.path("/details"));
            account.of_it.push(details.icon(icondata_lu::LuBuilding2));
        }
        shell.extra = match (self.colleagues(), self.spaces()) {
            (Some(colleagues), Some(spaces)) => Some(html! { (colleagues) (spaces) }),
            (colleagues, spaces) => colleagues.or(spaces),
        };
        if let (Some(profile), Some(item)) = (&mut shell.profile, self.presence_item()) {
            profile.items.insert(1, item);
        }
        let users =
            || MenuItem::link(self.label("page", "members-title"), self.path("/users")).icon(icondata_lu::LuUsers);
        match (self.users_page(), &mut shell.account, &mut shell.profile) {
            (UsersPage::AccountMenu, Some(account), _) if self.here.may(RosterPermission::ReadMembers) => {
                account.of_it.insert(0, users());
            }
            (UsersPage::Settings, _, Some(profile)) => {
                let settings = MenuItem::link(t.get("settings"), self.path("/settings"));
                profile.items.insert(0, settings.icon(icondata_lu::LuSettings));
            }
            _ => {}
        }
        shell
    }

    /// In the upper right, where everybody has one of their own: the one that is looked at, the ways to the members and to the others
    /// (D05).
    fn spaces(&self) -> Option<Markup> {
        let spaces = self.here.spaces.as_ref()?;
        let (t, model) = (self.visit.t, &self.here.model);
        let kind = model.kind(&spaces.kind).map(|kind| &model[kind])?;
        let child = kind.children.first().map(|child| &model[*child]);
        let path = |space: &Space| match child {
            Some(child) => {
                self.of_kind(child, "") + &super::query([("under", Some(space.resource.to_string().as_str()))])
            }
            None => self.of_members(kind, space.resource, ""),
        };
        let looked_at = |space: &&Space| self.visit.path.contains(&space.resource.to_string());
        let current = spaces.some.iter().find(looked_at).or(spaces.some.iter().find(|space| space.own));
        let inside = html! {
            span.visually-hidden { (kind.label.get(self.visit.me.language.tag())) ": " }
            span.account-name { bdi { (current.map_or("—", |space| space.name.as_str())) } }
            (icon(icondata_lu::LuChevronsUpDown))
        };
        let menu = Menu::custom("shell-space", "top-button", None, inside);
        let menu = match self.here.may(RosterPermission::ReadMembers) {
            true => menu
                .item(
                    MenuItem::link(self.label("page", "members-title"), self.path("/users")).icon(icondata_lu::LuUsers),
                )
                .separator(),
            false => menu,
        };
        let menu = spaces.some.iter().fold(menu, |menu, space| {
            let here = current.is_some_and(|current| current.resource == space.resource);
            menu.item(MenuItem::link(space.name.clone(), path(space)).current(here))
        });
        let all = spaces.more.then(|| MenuItem::link(t.get("resources-all"), self.of_kind(kind, "")));
        Some(html! { (menu.maybe(all)) })
    }

    /// Where the way to the list of users stands, by the model.
    fn users_page(&self) -> UsersPage {
        self.here.model.console().users_page
    }

    /// The audit log, the keys and the rules.
    fn rest_of_menu(&self) -> Vec<(String, String, icondata_core::Icon)> {
        let t = self.visit.t;
        let audit = (t.get("audit-title").into_owned(), self.path("/audit"), icondata_lu::LuScrollText);
        let keys = (t.get("keys-title").into_owned(), self.path("/keys"), icondata_lu::LuKeyRound);
        let model = (t.get("model-title").into_owned(), self.path("/model"), icondata_lu::LuScale);
        let manages = self.here.may(RosterPermission::ManageModel) && !self.visit.is_guest();
        let keys = (!self.visit.is_guest()).then_some(keys);
        let audit = self.here.may(RosterPermission::ReadAudit).then_some(audit);
        audit.into_iter().chain(keys).chain(manages.then_some(model)).collect()
    }

    /// What stands in the left column of the settings, where the model puts the users there (E01).
    pub(crate) fn settings(&self) -> Vec<(String, String, icondata_core::Icon)> {
        let users = (self.label("page", "members-title"), self.path("/users"), icondata_lu::LuUsers);
        let users = self.here.may(RosterPermission::ReadMembers).then_some(users);
        users.into_iter().chain(self.rest_of_menu()).collect()
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

/// The frame of pages for people who are not signed in.
pub(crate) fn bare<'a>(web: &Web, t: &'static Text) -> Bare<'a> {
    Bare { product: web.config.product.clone().into(), skip: t.get("skip-to-content"), footer: None }
}

/// A page for people who are not signed in: one card.
pub(crate) fn bare_page(web: &Web, t: &'static Text, title: &str, body: Markup) -> Markup {
    Page::new(t.language().tag(), title)
        .right_to_left(t.dir() == "rtl")
        .banner(acting::banner(t))
        .card(&bare(web, t), body)
}

/// Who is signed in, if anybody is; the page then speaks their language.
pub(crate) async fn person_of(web: &Web, caller: &Caller) -> Result<Option<Me>, PageError> {
    if matches!(caller.actor, Actor::Acting { .. }) {
        return Err(Refusal::NotWhileActing.into());
    }
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
