//! One mail, as it looks to the one who gets it.

use super::{PATH, page, path, recipient, state, zone_of};
use crate::{
    Web,
    console::{PageError, visit::person_of},
    mail::{MailContext, RenderedMail, render},
    request::{MaybeSession, OwnHost, current_language},
    text::Text,
    ui::{Definitions, Field, Heading, Notice, SafeUrl, Tone, card},
};
use axum::{
    extract::{Path, State},
    http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, tz::TimeZone};
use maud::{Markup, html};
use roster_app::{
    Failure,
    mail::{deliver::Ready, queue},
};
use roster_domain::refusal::Refusal;

/// What the mail may do inside the page: show itself, and lead on when its link is clicked.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-top-navigation-by-user-activation";

/// The page about the mail.
pub(crate) async fn show(
    _: OwnHost,
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
    Path(ids): Path<(String, String)>,
) -> Result<Response, PageError> {
    let zone = zone_of(person_of(&web, &caller).await?.map(|me| me.time_zone));
    let t = Text::for_language(current_language());
    let mail = find(&web, &ids).await?;
    let rendered = rendered(&web, &mail)?;
    let body = html! {
        (Heading::new(rendered.subject.clone()).back(PATH, t.get("mailbox-title")))
        @if mail.link_died() { (Notice::new(Tone::Warn, html! { (t.get("mailbox-link-dead")) })) }
        (card(None, facts(&web, t, &zone, &mail)))
        (card(Some(&t.get("mailbox-as-html")), html! {
            // Its links open in the whole window, by a click only.
            iframe src={ (path(&mail.row)) "/html" } title=(rendered.subject) width="100%" height="760" frameborder="0"
                sandbox="allow-popups allow-top-navigation-by-user-activation" {}
        }))
        (card(None, Field::textarea("text", t.get("mailbox-as-text")).value(rendered.text.clone()).read_only()))
    };
    Ok(page(&web, t, &rendered.subject, body).into_response())
}

/// The formatted part alone, for the frame in the page.
pub(crate) async fn formatted(
    _: OwnHost,
    State(web): State<Web>,
    Path(ids): Path<(String, String)>,
) -> Result<Response, PageError> {
    let mail = find(&web, &ids).await?;
    let html = in_whole_window(&rendered(&web, &mail)?.html);
    let headers = [(CONTENT_TYPE, "text/html; charset=utf-8"), (CONTENT_SECURITY_POLICY, MAIL_POLICY)];
    Ok((headers, html).into_response())
}

async fn find(web: &Web, (account, mail): &(String, String)) -> Result<Ready, Failure> {
    let (Ok(account), Ok(mail)) = (account.parse(), mail.parse()) else { return Err(Refusal::NotFound.into()) };
    queue::show(&web.app, account, mail).await
}

/// A dead link is shown as a link to the start, so that the mail can be read at all.
fn rendered(web: &Web, mail: &Ready) -> Result<RenderedMail, Failure> {
    let link = Some(mail.link.as_deref().unwrap_or(&web.app.settings().public_url));
    let context = MailContext { product: &web.config.product, link };
    render(&mail.kind, &recipient(&mail.row), context).map_err(|problem| Failure::broken(format!("a mail: {problem}")))
}

fn facts(web: &Web, t: &'static Text, zone: &TimeZone, mail: &Ready) -> Markup {
    let row = &mail.row;
    let to = if row.to_name.is_empty() { row.to_email.clone() } else { format!("{} <{}>", row.to_name, row.to_email) };
    let at = Timestamp::from_millisecond(row.queued_at).unwrap_or_default();
    let mut facts = Definitions::new().fact(t.get("mailbox-to"), html! { bdi { (to) } });
    if let Some(account) = mail.kind.account() {
        facts = facts.fact(t.get("account-title"), html! { bdi { (account) } });
    }
    facts = facts.fact(t.get("mailbox-when"), html! { (t.date_time(at, zone)) });
    facts = facts.fact(
        t.get("status"),
        html! {
            (state(t, row))
            @if !row.last_answer.is_empty() { " " small { (row.last_answer) } }
        },
    );
    let path = mail.link.as_deref().and_then(|link| link.strip_prefix(&web.app.settings().public_url));
    if let Some(href) = path.and_then(|path| SafeUrl::on_this_site(path.to_owned())) {
        facts = facts.fact(t.get("mailbox-link"), html! { a href=(href) { (t.get("mailbox-open-link")) } });
    }
    html! { (facts) }
}

/// Links of the mail leave the frame they are shown in.
fn in_whole_window(html: &str) -> String {
    html.replace("target=\"_blank\"", "target=\"_top\"").replacen("<head>", "<head><base target=\"_top\">", 1)
}
