//! The cookies: the session, and a message that is shown once.

use crate::Web;
use axum::http::{HeaderMap, HeaderValue, header::COOKIE};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use roster_app::people::SignedIn;
use roster_domain::id::{AccountId, ActingId};

/// Over https the `__Host-` prefix ties the cookie to this host, to `/` and to https (RFC 6265bis).
fn session_name(web: &Web) -> &'static str {
    if web.config.https { "__Host-roster" } else { "roster" }
}

fn acting_name(web: &Web) -> &'static str {
    if web.config.https { "__Host-roster-acting" } else { "roster-acting" }
}

const FLASH: &str = "roster-flash";

/// The value of a cookie.
fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let values = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    })
}

/// The session's token, if the browser sent one.
pub(super) fn session<'h>(headers: &'h HeaderMap, web: &Web) -> Option<&'h str> {
    cookie(headers, session_name(web))
}

fn set_cookie(text: String) -> HeaderValue {
    HeaderValue::try_from(text).expect("a cookie of ASCII letters")
}

fn secure(web: &Web) -> &'static str {
    if web.config.https { "; Secure" } else { "" }
}

/// Signs a browser in; nothing where the session's secret was shown before.
pub(crate) fn session_cookie(web: &Web, signed_in: &SignedIn) -> Option<HeaderValue> {
    // 90 days: the server ends the session earlier when it isn't used.
    let (name, token, secure) = (session_name(web), signed_in.token?.encode(), secure(web));
    Some(set_cookie(format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=7776000{secure}")))
}

/// As whom the browser acts, if it says so. It is no secret: without the session it began in it opens nothing.
pub(super) fn acting(headers: &HeaderMap, web: &Web) -> Option<(AccountId, ActingId)> {
    let (account, acting) = cookie(headers, acting_name(web))?.split_once('.')?;
    Some((account.parse().ok()?, acting.parse().ok()?))
}

/// Lets a browser act as somebody. The cookie stays longer than that lasts: what is sent too late must not be done in another name.
pub(crate) fn acting_cookie(web: &Web, account: AccountId, acting: ActingId) -> HeaderValue {
    let (name, secure) = (acting_name(web), secure(web));
    set_cookie(format!("{name}={account}.{acting}; Path=/; HttpOnly; SameSite=Lax; Max-Age=7776000{secure}"))
}

/// The browser acts as nobody any more.
pub(crate) fn own_name_cookie(web: &Web) -> HeaderValue {
    set_cookie(format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", acting_name(web), secure(web)))
}

/// Signs a browser out.
pub(crate) fn signed_out_cookie(web: &Web) -> HeaderValue {
    set_cookie(format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", session_name(web), secure(web)))
}

fn support_name(web: &Web) -> &'static str {
    if web.config.https { "__Host-roster-support" } else { "roster-support" }
}

/// What the operator's browser keeps while they look into an account.
pub(super) fn support<'h>(headers: &'h HeaderMap, web: &Web) -> Option<&'h str> {
    cookie(headers, support_name(web))
}

/// Lets the operator's browser look; until it is closed, and no longer than the look lasts.
pub(crate) fn support_cookie(web: &Web, kept: &str) -> HeaderValue {
    set_cookie(format!("{}={kept}; Path=/; HttpOnly; SameSite=Lax{}", support_name(web), secure(web)))
}

/// The operator's look is over.
pub(crate) fn support_over_cookie(web: &Web) -> HeaderValue {
    set_cookie(format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", support_name(web), secure(web)))
}

/// A message for the page the browser is sent to next.
pub(crate) fn flash_cookie(web: &Web, message: &str) -> HeaderValue {
    let message: String = message.chars().take(500).collect();
    let value = BASE64_URL_SAFE_NO_PAD.encode(message);
    set_cookie(format!("{FLASH}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60{}", secure(web)))
}

/// The message the last step left, if any.
pub(crate) fn flash(headers: &HeaderMap) -> Option<String> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cookie(headers, FLASH)?).ok()?;
    String::from_utf8(bytes).ok().filter(|message| !message.is_empty())
}

/// The message was shown.
pub(crate) fn clear_flash(web: &Web) -> HeaderValue {
    set_cookie(format!("{FLASH}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", secure(web)))
}
