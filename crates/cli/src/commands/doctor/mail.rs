//! Whether the mail server can be reached, trusted and signed in to.

use super::Findings;
use crate::{
    config::{Config, Mail, SmtpSecurity},
    smtp::SmtpSender,
};

pub(super) fn look(config: &Config, findings: &mut Findings) {
    let Mail::Smtp(smtp) = &config.mail else { return };
    let server = format!("{}:{}", smtp.host, smtp.port);
    if let Err(error) = SmtpSender::new(smtp).and_then(|sender| sender.check()) {
        return findings
            .bad("mail", format!("{server}: {error}. Check smtp.host, smtp.port, smtp.security and the login"));
    }
    let how = match smtp.security {
        SmtpSecurity::Tls => "over TLS",
        SmtpSecurity::StartTls => "over STARTTLS",
        SmtpSecurity::None => "in the clear, on this machine",
    };
    findings.good("mail", format!("{server} answers {how}; mail comes from {}", smtp.from));
}
