//! Sends one mail by SMTP, and tells apart a server that says no, one that says not now, and one that does not answer.
//!
//! What calls this decides what follows: only [`SendError::Permanent`] means that trying again is useless.

#[cfg(test)]
mod tests;

use crate::config::{SmtpConfig, SmtpSecurity};
use jiff::Timestamp;
use lettre::{
    Message, SmtpTransport, Transport,
    address::AddressError,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{
        self, PoolConfig,
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
    },
};
use std::time::{Duration, SystemTime};

/// Connections that are kept open between mails. The mail loop sends a few at a time.
const CONNECTIONS: u32 = 4;
/// Servers close idle connections after a few minutes: we do so first.
const IDLE: Duration = Duration::from_secs(60);
/// "Authentication required", "mechanism too weak", "credentials invalid", "encryption required": said about us, not about the mail.
const ABOUT_US: [u16; 4] = [530, 534, 535, 538];

/// Sends mail through one server. Blocks: call it from a thread that may.
#[derive(Debug, Clone)]
pub struct SmtpSender {
    transport: SmtpTransport,
    from: Mailbox,
}

/// What is sent.
#[derive(Debug, Clone, Copy)]
pub struct OutgoingMail<'a> {
    /// The address it goes to.
    pub to: &'a str,
    /// Their name, or empty.
    pub to_name: &'a str,
    /// Without angle brackets. The same at every try, so that who gets it twice can tell.
    pub message_id: &'a str,
    /// When it was written: the same at every try, too.
    pub date: Timestamp,
    /// One line.
    pub subject: &'a str,
    /// For those who read HTML.
    pub html: &'a str,
    /// For those who don't.
    pub text: &'a str,
}

/// The server took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// What it said: often the number under which its log knows the mail.
    pub response: String,
}

/// It did not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The server will never take this mail for this recipient.
    #[error("{code} {text}")]
    Permanent {
        /// 5xx.
        code: u16,
        /// What it said.
        text: String,
    },
    /// The server does not take it now.
    #[error("{code} {text}")]
    Temporary {
        /// 4xx.
        code: u16,
        /// What it said.
        text: String,
    },
    /// No answer, no connection, no trust, or a server that does not talk to us: nothing is known about this mail.
    #[error("the mail server can't be used: {0}")]
    Unreachable(String),
    /// This can't be a mail: an address or a header that no server may be sent.
    #[error("this is no mail: {0}")]
    Malformed(String),
}

impl SmtpSender {
    /// Prepares to send through the configured server; connects when the first mail is sent.
    pub fn new(config: &SmtpConfig) -> Result<Self, SendError> {
        let tls = match config.security {
            SmtpSecurity::None => Tls::None,
            SmtpSecurity::StartTls => Tls::Required(tls_parameters(config)?),
            SmtpSecurity::Tls => Tls::Wrapper(tls_parameters(config)?),
        };
        let pool = PoolConfig::new().max_size(CONNECTIONS).idle_timeout(IDLE);
        let mut transport = SmtpTransport::builder_dangerous(&config.host)
            .port(config.port)
            .tls(tls)
            .timeout(Some(config.timeout))
            .pool_config(pool);
        if let Some((name, password)) = &config.login {
            transport = transport.credentials(Credentials::new(name.clone(), password.expose().clone()));
        }
        Ok(Self { transport: transport.build(), from: config.from.clone() })
    }

    /// Whether the server can be reached, trusted and signed in to.
    pub fn check(&self) -> Result<(), SendError> {
        match self.transport.test_connection() {
            Ok(true) => Ok(()),
            Ok(false) => Err(SendError::Unreachable("it does not answer as a mail server does".to_owned())),
            Err(error) => Err(SendError::Unreachable(error.to_string())),
        }
    }

    /// Sends a mail and waits for the server's word.
    pub fn send(&self, mail: &OutgoingMail<'_>) -> Result<Delivered, SendError> {
        let message = self.message(mail)?;
        match self.transport.send(&message) {
            Ok(response) => Ok(Delivered { response: response.message().collect::<Vec<_>>().join(" ") }),
            Err(error) => Err(self.judge(&error)),
        }
    }

    fn judge(&self, error: &smtp::Error) -> SendError {
        let Some(code) = error.status().map(u16::from) else { return SendError::Unreachable(error.to_string()) };
        let text = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
        // A no may be meant for us and not for the mail: a server that has blocked our address greets everyone so.
        if ABOUT_US.contains(&code) || (error.is_permanent() && self.check().is_err()) {
            return SendError::Unreachable(format!("{code} {text}"));
        }
        if error.is_permanent() { SendError::Permanent { code, text } } else { SendError::Temporary { code, text } }
    }

    fn message(&self, mail: &OutgoingMail<'_>) -> Result<Message, SendError> {
        let to = mail.to.parse().map_err(|error: AddressError| SendError::Malformed(error.to_string()))?;
        let name = (!mail.to_name.is_empty()).then(|| mail.to_name.to_owned());
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(name, to))
            .subject(mail.subject)
            .message_id(Some(format!("<{}>", mail.message_id)))
            .date(SystemTime::from(mail.date))
            // Holiday replies and the like stay away from what a machine wrote (RFC 3834).
            .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
            .multipart(MultiPart::alternative_plain_html(mail.text.to_owned(), mail.html.to_owned()))
            .map_err(|error| SendError::Malformed(error.to_string()))
    }
}

fn tls_parameters(config: &SmtpConfig) -> Result<TlsParameters, SendError> {
    let unusable = |error: smtp::Error| SendError::Unreachable(error.to_string());
    let mut parameters = TlsParameters::builder(config.host.clone());
    if let Some(authority) = &config.authority {
        parameters = parameters.add_root_certificate(Certificate::from_pem(authority).map_err(unusable)?);
    }
    parameters.build().map_err(unusable)
}
