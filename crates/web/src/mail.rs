//! Mails as they are sent: subject, HTML and plain text, made from the kind at the moment of sending, in the language of
//! the one who reads them.
//!
//! Names, addresses and messages come from people, so none of them is trusted: they stand on one line, they are escaped
//! in HTML, and they cannot turn the direction of the text about. Nothing is loaded from elsewhere when a mail is opened.

mod content;
mod html;
mod plain;
#[cfg(test)]
mod tests;

use crate::text::Text;
use jiff::tz::TimeZone;
use roster_domain::{language::Language, mail::MailKind};

/// Whom a mail goes to, and how they read.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Their name; empty when nobody knows it yet.
    pub name: String,
    /// The address the mail goes to.
    pub email: String,
    /// The language they read.
    pub language: Language,
    /// The zone whose time they live by; UTC when nobody knows it yet.
    pub zone: TimeZone,
}

/// What a mail needs besides its kind.
#[derive(Clone, Copy, Debug)]
pub struct MailContext<'a> {
    /// What the installation calls itself.
    pub product: &'a str,
    /// The link behind the button: made at sending, never stored. For kinds that need none it may lead to a page.
    pub link: Option<&'a str>,
}

/// A mail ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedMail {
    /// One line, without control characters.
    pub subject: String,
    /// The formatted part.
    pub html: String,
    /// The plain part; it says the same.
    pub text: String,
}

/// Why a mail cannot be made: always a mistake of the caller, never of what people typed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenderProblem {
    /// The kind is senseless without a link.
    #[error("a mail of the kind {0} needs a link")]
    LinkMissing(&'static str),
    /// The link is not an http or https address.
    #[error("the link of the mail is not an http or https address")]
    LinkUnsafe,
    /// The layout is not MJML.
    #[error("the layout of the mail cannot be rendered: {0}")]
    Layout(String),
}

/// Makes the mail.
pub fn render(kind: &MailKind, to: &Recipient, context: MailContext<'_>) -> Result<RenderedMail, RenderProblem> {
    match context.link {
        None if kind.needs_link() => return Err(RenderProblem::LinkMissing(kind.name())),
        Some(link) if !is_web_address(link) => return Err(RenderProblem::LinkUnsafe),
        _ => {}
    }
    let text = Text::for_language(to.language);
    let content = content::content(kind, to, context, text);
    let html = html::html(&content, text)?;
    let plain = plain::plain(&content);
    Ok(RenderedMail { subject: content.subject, html, text: plain })
}

/// The subject alone, for lists.
pub(crate) fn subject(kind: &MailKind, to: &Recipient, product: &str) -> String {
    content::content(kind, to, MailContext { product, link: None }, Text::for_language(to.language)).subject
}

fn is_web_address(link: &str) -> bool {
    let scheme = link.starts_with("https://") || link.starts_with("http://");
    scheme && link.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\'))
}
