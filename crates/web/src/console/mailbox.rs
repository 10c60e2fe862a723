//! The mailbox: in the demo mails are read here instead of being sent. Whoever reaches the server reads them all.

pub(crate) mod mail;

use crate::{
    Web,
    console::{PageError, visit::person_of},
    mail::{Recipient, subject},
    request::{MaybeSession, OwnHost, current_language},
    text::Text,
    ui::{Column, Empty, Heading, Notice, Page, Row, SafeUrl, Shell, ShellWords, Table, Tone, badge},
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, tz::TimeZone};
use maud::{Markup, html};
use roster_app::mail::{
    deliver::kind_of,
    queue::{self, MailRow},
};
use roster_domain::language::Language;

/// Where it is.
pub(super) const PATH: &str = "/mailbox";
/// How many mails are shown.
const NEWEST: usize = 200;

pub(crate) async fn show(
    _: OwnHost,
    State(web): State<Web>,
    MaybeSession(caller): MaybeSession,
) -> Result<Response, PageError> {
    let zone = zone_of(person_of(&web, &caller).await?.map(|me| me.time_zone));
    let t = Text::for_language(current_language());
    let mails = queue::newest(&web.app, None, NEWEST).await?;
    let mut table = Table::new(t.get("mailbox-title"))
        .column(Column::new(t.get("mailbox-subject")))
        .column(Column::new(t.get("mailbox-to")))
        .column(Column::new(t.get("account-title")))
        .column(Column::new(t.get("mailbox-when")))
        .column(Column::new(t.get("status")));
    for mail in &mails {
        table = table.row(line(&web, t, &zone, mail)?);
    }
    let body = html! {
        (Heading::new(t.get("mailbox-title")).lead(html! { (t.get("mailbox-explanation")) }))
        (Notice::new(Tone::Warn, html! { (t.get("mailbox-open-to-all")) }))
        @if mails.is_empty() {
            (Empty::new(icondata_lu::LuMail, t.get("mailbox-empty")).text(t.get("mailbox-empty-hint")))
        } @else {
            (table)
        }
    };
    Ok(page(&web, t, &t.get("mailbox-title"), body).into_response())
}

fn line(web: &Web, t: &'static Text, zone: &TimeZone, mail: &MailRow) -> Result<Row<'static>, PageError> {
    let kind = kind_of(mail)?;
    let at = Timestamp::from_millisecond(mail.queued_at).unwrap_or_default();
    let href = SafeUrl::from(path(mail));
    let account = kind.account().unwrap_or_default().to_owned();
    Ok(Row::new()
        .cell(html! { a.person-name href=(href) { bdi { (subject(&kind, &recipient(mail), &web.config.product)) } } })
        .cell(html! { bdi { (mail.to_email) } })
        .cell(html! { @if !account.is_empty() { bdi { (account) } } })
        .cell(html! { (t.relative(at, web.app.now(), zone)) })
        .cell(state(t, mail)))
}

fn path(mail: &MailRow) -> String {
    format!("{PATH}/{}/{}", mail.account, mail.mail)
}

fn recipient(mail: &MailRow) -> Recipient {
    Recipient {
        name: mail.to_name.clone(),
        email: mail.to_email.clone(),
        language: Language::from_tag(&mail.language).unwrap_or_default(),
        zone: TimeZone::UTC,
    }
}

fn state(t: &'static Text, mail: &MailRow) -> Markup {
    let tone = match mail.state.as_str() {
        "sent" => Tone::Ok,
        "refused" => Tone::Danger,
        "dropped" => Tone::Neutral,
        _ => Tone::Info,
    };
    let label = t.find(&format!("mailbox-state-{}", mail.state)).unwrap_or_else(|| mail.state.clone().into());
    badge(tone, &label)
}

fn zone_of(name: Option<String>) -> TimeZone {
    name.and_then(|name| TimeZone::get(&name).ok()).unwrap_or(TimeZone::UTC)
}

/// The frame: nobody has to be signed in.
fn page(web: &Web, t: &'static Text, title: &str, body: Markup) -> Markup {
    let words = ShellWords { skip: t.get("skip-to-content"), main_menu: t.get("main-navigation"), discard: None };
    let shell = Shell::new(web.config.product.clone(), "/", words);
    Page::new(t.language().tag(), title).right_to_left(t.dir() == "rtl").console(&shell, body)
}
