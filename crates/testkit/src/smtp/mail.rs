//! A mail as the server received it.

use mail_parser::{MessageParser, MimeHeaders};

/// A mail as the server received it, envelope included.
#[derive(Debug, Clone)]
pub struct ReceivedMail {
    /// Who the sending server said it comes from.
    pub envelope_from: String,
    /// Who it was delivered to: also those that no header names.
    pub envelope_to: Vec<String>,
    /// Whether it came over TLS.
    pub encrypted: bool,
    /// Every header, in order, as text.
    pub headers: Vec<(String, String)>,
    /// The subject, decoded.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The addresses of all links, of the HTML part first, then of the text part, each once.
    pub links: Vec<String>,
    /// The whole mail, byte for byte, without the envelope.
    pub raw: Vec<u8>,
}

impl ReceivedMail {
    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The only link that contains `part`.
    ///
    /// # Panics
    /// Where there is none, or more than one.
    pub fn link(&self, part: &str) -> &str {
        let found: Vec<_> = self.links.iter().filter(|link| link.contains(part)).collect();
        assert_eq!(found.len(), 1, "one link with {part:?} among {:?} in {:?}", self.links, self.subject);
        found[0]
    }

    pub(super) fn is_for(&self, address: &str) -> bool {
        self.envelope_to.iter().any(|to| to.eq_ignore_ascii_case(address))
    }

    pub(super) fn parse(bytes: &[u8]) -> Self {
        let (mut envelope_from, mut envelope_to, mut encrypted) = (String::new(), Vec::new(), false);
        let mut raw = bytes;
        while let Some((name, value, rest)) = envelope_line(raw) {
            match name {
                "From" => envelope_from = value,
                "To" => envelope_to.push(value),
                _ => encrypted = value == "yes",
            }
            raw = rest;
        }
        let message = MessageParser::default().parse(raw).expect("what the server received is a mail");
        let headers = message
            .headers_raw()
            .map(|(name, value)| (name.to_owned(), value.split_whitespace().collect::<Vec<_>>().join(" ")))
            .collect();
        let part = |kind: &str| {
            let part =
                message.parts.iter().find(|part| part.content_type().is_some_and(|it| it.subtype() == Some(kind)));
            part.and_then(|part| part.text_contents()).unwrap_or_default().to_owned()
        };
        let (text, html) = (part("plain"), part("html"));
        let mut links: Vec<String> = Vec::new();
        for link in hrefs(&html).into_iter().chain(urls(&text)) {
            if !links.contains(&link) {
                links.push(link);
            }
        }
        let subject = message.subject().unwrap_or_default().to_owned();
        Self { envelope_from, envelope_to, encrypted, headers, subject, text, html, links, raw: raw.to_vec() }
    }
}

/// The lines that the server put in front: `X-Envelope-…: value`.
fn envelope_line(bytes: &[u8]) -> Option<(&str, String, &[u8])> {
    let line = bytes.strip_prefix(b"X-Envelope-")?;
    let end = line.windows(2).position(|pair| pair == b"\r\n")?;
    let (name, value) = std::str::from_utf8(&line[..end]).ok()?.split_once(": ")?;
    Some((name, value.to_owned(), &line[end + 2..]))
}

fn hrefs(html: &str) -> Vec<String> {
    html.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|link| link.replace("&amp;", "&"))
        .collect()
}

fn urls(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || "<>\"()".contains(c))
        .filter(|word| word.starts_with("https://") || word.starts_with("http://"))
        .map(|word| word.trim_end_matches(['.', ',']).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_link_once_in_both_parts() {
        let mail = ReceivedMail::parse(
            b"X-Envelope-From: a@b.test\r\nX-Envelope-To: c@d.test\r\nX-Envelope-To: hidden@d.test\r\nX-Envelope-TLS: yes\r\n\
              Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n\
              --x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nOpen https://r.test/a?b=1&c=2.\r\n\
              --x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<a href=\"https://r.test/a?b=1&amp;c=2\">x</a>\r\n--x--\r\n",
        );
        assert_eq!(mail.links, ["https://r.test/a?b=1&c=2"]);
        assert_eq!(mail.link("/a?"), "https://r.test/a?b=1&c=2");
        assert_eq!(mail.subject, "Grüße");
        assert_eq!(mail.envelope_to, ["c@d.test", "hidden@d.test"]);
        assert!(mail.encrypted && mail.is_for("HIDDEN@d.test") && !mail.is_for("x@d.test"));
        assert!(mail.raw.starts_with(b"Subject: "));
    }
}
