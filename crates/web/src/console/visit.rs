//! A signed-in person who looks at a page, and the account they look at.

mod account;
mod answer;
mod frame;
mod menu;

pub(crate) use answer::bare_page;

use crate::{
    Web,
    console::{PageError, close, colleagues, sent::Pairs, sign_in},
    request::{
        ActingNow, Looking, MaybeSession, Place, current_language, flash, remember_acting, remember_language,
        remember_looking, remember_place,
    },
    text::Text,
    ui::SafeUrl,
};
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use jiff::tz::TimeZone;
use roster_app::{
    Actor, Caller, Failure, Idempotency,
    accounts::{
        enter::{Here, enter},
        reopen,
    },
    people::{self, Me},
    presence::Online,
    support,
};
use roster_domain::{
    email::Email,
    id::{AccountId, Id},
    refusal::Refusal,
};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// So long after it was noted that somebody is in an account it is noted again.
const USED_AGAIN_MS: i64 = 60 * 60_000;

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
        let long_ago = web.app.now().as_millisecond() - USED_AGAIN_MS;
        if chosen && last.is_some_and(|last| last.account != account || last.last_used_at < long_ago) {
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

    /// The zone whose time the person lives by.
    pub(crate) fn zone(&self) -> TimeZone {
        TimeZone::get(&self.me.time_zone).unwrap_or(TimeZone::UTC)
    }
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
