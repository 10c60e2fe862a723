//! Email addresses: what is accepted, why something is not, and when two spellings are the same address.
//!
//! Two addresses are the same when their *normal* forms are equal; `==`, ordering and hashing of [`Email`] go by it.
//! The normal form is the local part in NFC and lower case and the domain as UTS-46 ASCII. RFC 5321 lets a server
//! tell `Ann@` from `ann@`; none that people use does, and an invitation that missed its person over a capital would
//! be the worse mistake. Compatibility look-alikes (`ﬁ`, `①`) are refused before the `@`, as UTS-39 and PRECIS ask, so
//! that no two mailboxes fall together; only full-width letters, which an input method types, are made plain.

mod lines;
mod problem;
#[cfg(test)]
mod tests;
mod typo;

pub use lines::{Line, Verdict, parse_lines};
pub use problem::EmailProblem;
pub use typo::typo_suggestion;

use crate::text::search_key;
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46, verify_dns_length};
use serde::{Deserialize, Serialize};
use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark, is_nfkc};

/// The longest address that fits the path of an SMTP command (RFC 5321, 4.5.3.1.3, less the angle brackets), in octets.
pub const MAX_LENGTH: usize = 254;
/// The longest part before the `@` (RFC 5321, 4.5.3.1.1), in octets.
pub const MAX_LOCAL_LENGTH: usize = 64;
/// Beyond this many octets an input is refused unread: no spelling of a legal address is as long.
const MAX_READ: usize = 4 * MAX_LENGTH;

/// An address that mail can be sent to, as far as its spelling goes.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email {
    written: String,
    normal: String,
}

impl Email {
    /// Reads one address. Blanks and invisible marks around it are dropped, as they come along when one copies.
    pub fn parse(text: &str) -> Result<Self, EmailProblem> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        if text.is_empty() {
            return Err(EmailProblem::Empty);
        }
        if text.len() > MAX_READ {
            return Err(EmailProblem::TooLong);
        }
        refuse_unwritable(text)?;
        let written: String = text.chars().map(plain_width).nfc().collect();
        let (local, domain) = written.split_once('@').ok_or(EmailProblem::NoAt)?;
        if domain.contains('@') {
            return Err(EmailProblem::SeveralAt);
        }
        let local_normal = normal_local(local)?;
        let domain_normal = normal_domain(domain)?;
        if local.len().max(local_normal.len()) + 1 + domain_normal.len() > MAX_LENGTH {
            return Err(EmailProblem::TooLong);
        }
        let normal = format!("{local_normal}@{domain_normal}");
        Ok(Self { written, normal })
    }

    /// The address as the person wrote it, without what surrounded it: for showing.
    pub fn as_written(&self) -> &str {
        &self.written
    }

    /// The form in which addresses are compared and looked up.
    pub fn normal(&self) -> &str {
        &self.normal
    }

    /// The domain, in ASCII and lower case.
    pub fn domain(&self) -> &str {
        self.normal.split_once('@').map_or("", |(_, domain)| domain)
    }

    /// The address for an SMTP server: the part before the `@` as written, the domain in ASCII.
    pub fn to_send(&self) -> String {
        let local = self.written.split_once('@').map_or("", |(local, _)| local);
        format!("{local}@{}", self.domain())
    }
}

/// An address in normal form as it is searched: without accents, its domain as people write it. `None`: it is the same.
pub fn searched(normal: &str) -> Option<String> {
    let (local, domain) = normal.split_once('@')?;
    let (domain, _) = Uts46::new().to_unicode(domain.as_bytes(), AsciiDenyList::EMPTY, Hyphens::Allow);
    let searched = search_key(&format!("{local}@{domain}"));
    (searched != normal).then_some(searched)
}

/// Refuses what cannot stand anywhere in an address, so that the person hears of the blank and not of "bad characters".
fn refuse_unwritable(text: &str) -> Result<(), EmailProblem> {
    for c in text.chars() {
        if c.is_control() {
            return Err(EmailProblem::ControlCharacter);
        }
        if c.is_whitespace() {
            return Err(EmailProblem::SpaceInside);
        }
        if is_invisible(c) {
            return Err(EmailProblem::InvisibleCharacter);
        }
    }
    Ok(())
}

fn normal_local(local: &str) -> Result<String, EmailProblem> {
    if local.is_empty() {
        return Err(EmailProblem::NothingBeforeAt);
    }
    if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
        return Err(EmailProblem::MisplacedDot);
    }
    // Quoted local parts are legal and unused; RFC 5321 advises against them, and they are a door for injection.
    let strange = |c: char| !c.is_ascii() && !c.is_alphanumeric() && !is_combining_mark(c);
    if local.contains('"') || local.contains(strange) || !is_nfkc(local) {
        return Err(EmailProblem::BadCharacter);
    }
    let normal: String = local.chars().flat_map(char::to_lowercase).nfc().collect();
    if local.len().max(normal.len()) > MAX_LOCAL_LENGTH {
        return Err(EmailProblem::TooLongBeforeAt);
    }
    if !email_address::EmailAddress::is_valid_local_part(local) {
        return Err(EmailProblem::BadCharacter);
    }
    Ok(normal)
}

fn normal_domain(domain: &str) -> Result<String, EmailProblem> {
    if domain.is_empty() {
        return Err(EmailProblem::NothingAfterAt);
    }
    let ascii = Uts46::new()
        .to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Ignore)
        .map_err(|_| EmailProblem::BadDomain)?;
    if ascii.len() > MAX_LENGTH {
        return Err(EmailProblem::TooLong);
    }
    if !verify_dns_length(&ascii, false) {
        return Err(EmailProblem::BadDomain);
    }
    let (_, top) = ascii.rsplit_once('.').ok_or(EmailProblem::DomainWithoutDot)?;
    // A numeric last label makes it an IP address (RFC 3696, 2), and nobody is invited at one.
    if top.bytes().all(|b| b.is_ascii_digit()) {
        return Err(EmailProblem::BadDomain);
    }
    Ok(ascii.into_owned())
}

/// Full-width forms (`ａ`, `＠`, `．`) as the plain characters they stand for.
fn plain_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Characters that nobody sees: Unicode's Default_Ignorable_Code_Point, and the interlinear marks. Among them are the
/// byte order mark, soft hyphens, zero-width blanks and everything that turns the direction of writing.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

impl FromStr for Email {
    type Err = EmailProblem;
    fn from_str(text: &str) -> Result<Self, EmailProblem> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Email {
    type Error = EmailProblem;
    fn try_from(text: String) -> Result<Self, EmailProblem> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.written
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Email({})", self.written)
    }
}

impl PartialEq for Email {
    fn eq(&self, other: &Self) -> bool {
        self.normal == other.normal
    }
}

impl Eq for Email {}

impl PartialOrd for Email {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Email {
    fn cmp(&self, other: &Self) -> Ordering {
        self.normal.cmp(&other.normal)
    }
}

impl Hash for Email {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.normal.hash(state);
    }
}
