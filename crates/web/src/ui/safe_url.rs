//! Addresses that may stand in a page.

use maud::Render;

use super::Text;

/// Where a link that must not be followed leads: nowhere.
const NOWHERE: &str = "#";

/// An address that is safe in `href` and `action`: a path on this site, `https:` or `mailto:`.
///
/// The template engine escapes quotes but does not look at schemes, so `javascript:` would pass; here it does not.
/// Converting from a string replaces what is refused by a link to nowhere; [`SafeUrl::parse`] tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeUrl<'a>(Text<'a>);

impl<'a> SafeUrl<'a> {
    /// The address, if it may stand in a page.
    pub fn parse(address: impl Into<Text<'a>>) -> Option<Self> {
        let address = address.into();
        (is_on_this_site(&address) || is_https(&address) || is_mailto(&address)).then_some(Self(address))
    }

    /// The address, if it stays on this site: for "go back to" parameters and redirects.
    pub fn on_this_site(address: impl Into<Text<'a>>) -> Option<Self> {
        let address = address.into();
        is_on_this_site(&address).then_some(Self(address))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn or_nowhere(address: Text<'a>) -> Self {
        Self::parse(address).unwrap_or(Self(Text::Borrowed(NOWHERE)))
    }
}

/// Browsers drop tabs and line breaks from addresses and read `\` as `/`, so none of them may occur anywhere.
fn has_only_plain_characters(address: &str) -> bool {
    !address.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\')
}

fn is_on_this_site(address: &str) -> bool {
    let local = (address.starts_with('/') && !address.starts_with("//")) || address.starts_with(['?', '#']);
    // A page has hundreds of these: one look at each byte, of many at once.
    local && address.bytes().fold(true, |good, byte| good & byte.is_ascii_graphic() & (byte != b'\\'))
}

fn is_https(address: &str) -> bool {
    let Some(rest) = strip_scheme(address, "https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // `https://bank.example@evil.example` shows one name and leads to another.
    !host.is_empty() && !host.contains('@') && has_only_plain_characters(address)
}

fn is_mailto(address: &str) -> bool {
    strip_scheme(address, "mailto:").is_some_and(|rest| !rest.is_empty()) && has_only_plain_characters(address)
}

fn strip_scheme<'t>(address: &'t str, scheme: &str) -> Option<&'t str> {
    let (start, rest) = address.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

impl<'a> From<&'a str> for SafeUrl<'a> {
    fn from(address: &'a str) -> Self {
        Self::or_nowhere(address.into())
    }
}

impl<'a> From<&'a String> for SafeUrl<'a> {
    fn from(address: &'a String) -> Self {
        Self::or_nowhere(address.into())
    }
}

impl From<String> for SafeUrl<'_> {
    fn from(address: String) -> Self {
        Self::or_nowhere(address.into())
    }
}

impl Render for SafeUrl<'_> {
    fn render_to(&self, out: &mut String) {
        let special = |byte: u8| (byte == b'&') | (byte == b'"') | (byte == b'<') | (byte == b'>');
        // Most have nothing to escape.
        if self.0.bytes().fold(false, |any, byte| any | special(byte)) {
            self.0.render_to(out);
        } else {
            out.push_str(&self.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_https_and_mail_are_let_through() {
        for good in [
            "/",
            "/a/1?x=%20#y",
            "?sort=name",
            "#main",
            "https://example.com/x",
            "HTTPS://example.com",
            "mailto:a@b.test",
        ] {
            assert_eq!(SafeUrl::parse(good).as_ref().map(SafeUrl::as_str), Some(good));
        }
    }

    #[test]
    fn everything_else_leads_nowhere() {
        for bad in [
            "",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "http://example.com",
            "//evil.test",
            "/\\evil.test",
            "\\\\evil.test",
            "/\t/evil.test",
            "/\u{0}x",
            "https://",
            "https:///x",
            "https://bank.test@evil.test",
            "mailto:",
            "members",
            "https:é",
        ] {
            assert_eq!(SafeUrl::parse(bad), None, "{bad:?}");
            assert_eq!(SafeUrl::from(bad).as_str(), "#", "{bad:?}");
        }
    }

    #[test]
    fn what_is_special_is_escaped() {
        for address in ["/a?x=1&y=2", "/a?\"", "?<b>", "/plain"] {
            let expected = html_of(address);
            assert_eq!(SafeUrl::from(address).render().into_string(), expected);
        }
    }

    fn html_of(text: &str) -> String {
        text.render().into_string()
    }

    #[test]
    fn a_redirect_stays_on_this_site() {
        assert!(SafeUrl::on_this_site("/a/1").is_some());
        assert!(SafeUrl::on_this_site("https://example.com").is_none());
        assert!(SafeUrl::on_this_site("//example.com").is_none());
    }
}
