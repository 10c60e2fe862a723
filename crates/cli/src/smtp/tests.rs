//! Against a real server.

use super::*;
use crate::config::Secret;
use roster_testkit::smtp::{Refusal, Security, SmtpServer};
use std::fs;

fn config(server: &SmtpServer, security: SmtpSecurity) -> SmtpConfig {
    SmtpConfig {
        host: server.host().to_owned(),
        port: server.port(),
        security,
        login: None,
        from: "Roster <roster@example.com>".parse().unwrap(),
        timeout: Duration::from_secs(5),
        authority: server.authority().map(|file| fs::read(file).unwrap()),
    }
}

fn mail() -> OutgoingMail<'static> {
    OutgoingMail {
        to: "ann@example.org",
        to_name: "Änn, \"A.\"",
        message_id: "0190-1@roster.example.com",
        date: "2026-11-21T10:00:00Z".parse().unwrap(),
        subject: "You’re invited\nBcc: eve@example.org",
        html: "<p><a href=\"https://roster.example.com/i/abc\">Open</a> — ü</p>",
        text: "Open https://roster.example.com/i/abc — ü",
    }
}

#[test]
fn a_mail_arrives_as_it_was_written() {
    let Some(server) = SmtpServer::start() else { return };
    let delivered = SmtpSender::new(&config(&server, SmtpSecurity::None)).unwrap().send(&mail()).unwrap();
    assert!(delivered.response.contains("Kept as 000001.eml"), "{delivered:?}");
    let received = server.wait_for_mail_blocking("ann@example.org", 1).remove(0);
    assert_eq!(received.header("Message-ID"), Some("<0190-1@roster.example.com>"));
    assert_eq!(received.header("Auto-Submitted"), Some("auto-generated"));
    assert_eq!(received.header("Date"), Some("Sat, 21 Nov 2026 10:00:00 +0000"));
    assert_eq!(received.header("From"), Some("Roster <roster@example.com>"));
    assert_eq!(received.envelope_from, "roster@example.com");
    assert_eq!(received.text.trim(), mail().text);
    assert_eq!(received.html.trim(), mail().html);
    assert_eq!(received.links, ["https://roster.example.com/i/abc"]);
    assert_eq!(
        (received.header("Bcc"), received.envelope_to.len()),
        (None, 1),
        "a subject adds no header and no recipient"
    );
}

#[test]
fn a_mail_goes_over_starttls_and_over_tls_with_a_login() {
    for (theirs, ours) in [(Security::StartTls, SmtpSecurity::StartTls), (Security::Tls, SmtpSecurity::Tls)] {
        let Some(server) = SmtpServer::options().security(theirs).login("roster", "secret").start() else { return };
        let mut config = config(&server, ours);
        config.login = Some(("roster".to_owned(), Secret::new("secret".to_owned())));
        let sender = SmtpSender::new(&config).unwrap();
        sender.check().unwrap();
        sender.send(&mail()).unwrap();
        sender.send(&mail()).unwrap();
        assert!(server.wait_for_mail_blocking("ann@example.org", 2).iter().all(|mail| mail.encrypted));

        config.login = Some(("roster".to_owned(), Secret::new("wrong".to_owned())));
        let error = SmtpSender::new(&config).unwrap().send(&mail()).unwrap_err();
        assert!(
            matches!(&error, SendError::Unreachable(text) if text.contains("535")),
            "our mistake, not theirs: {error:?}"
        );
    }
}

#[test]
fn a_server_that_can_not_be_trusted_gets_nothing() {
    for (theirs, ours) in [(Security::StartTls, SmtpSecurity::StartTls), (Security::Tls, SmtpSecurity::Tls)] {
        let Some(server) = SmtpServer::options().security(theirs).start() else { return };
        let unknown = SmtpConfig { authority: None, ..config(&server, ours) };
        let error = SmtpSender::new(&unknown).unwrap().send(&mail()).unwrap_err();
        assert!(matches!(error, SendError::Unreachable(_)), "{error:?}");
        assert!(server.mails().is_empty());
    }
    let Some(server) = SmtpServer::start() else { return };
    let error = SmtpSender::new(&config(&server, SmtpSecurity::StartTls)).unwrap().send(&mail()).unwrap_err();
    assert!(matches!(error, SendError::Unreachable(_)), "STARTTLS is not offered, so nothing is sent: {error:?}");
    assert!(server.mails().is_empty());
}

#[test]
fn no_and_not_now_are_told_apart() {
    let Some(server) = SmtpServer::start() else { return };
    let sender = SmtpSender::new(&config(&server, SmtpSecurity::None)).unwrap();
    server.refuse("ann@example.org", Refusal::Permanent);
    let error = sender.send(&mail()).unwrap_err();
    assert_eq!(error, SendError::Permanent { code: 550, text: "5.1.1 No such mailbox".to_owned() });
    server.refuse("ann@example.org", Refusal::Temporary);
    let error = sender.send(&mail()).unwrap_err();
    assert_eq!(error, SendError::Temporary { code: 451, text: "4.7.1 Try again later".to_owned() });
    server.refuse("ann@example.org", Refusal::Answer("530 5.7.0 Sign in first".to_owned()));
    assert!(matches!(sender.send(&mail()).unwrap_err(), SendError::Unreachable(text) if text.contains("Sign in")));
    server.accept("ann@example.org");
    sender.send(&mail()).unwrap();
}

#[test]
fn a_server_that_is_silent_or_gone_is_unreachable_until_it_is_back() {
    let Some(server) = SmtpServer::start() else { return };
    let mut config = config(&server, SmtpSecurity::None);
    config.timeout = Duration::from_millis(300);
    let sender = SmtpSender::new(&config).unwrap();
    for refusal in [Refusal::Drop, Refusal::Silence] {
        server.refuse("ann@example.org", refusal);
        assert!(matches!(sender.send(&mail()), Err(SendError::Unreachable(_))));
    }
    server.accept("ann@example.org");
    sender.send(&mail()).unwrap();
    drop(server);
    assert!(matches!(sender.send(&mail()), Err(SendError::Unreachable(_))));
    assert!(sender.check().is_err());
    let Some(server) = SmtpServer::options().port(config.port).start() else { return };
    sender.send(&mail()).unwrap();
    assert_eq!(server.mails().len(), 1);
}

#[test]
fn what_is_no_address_is_not_sent() {
    let Some(server) = SmtpServer::start() else { return };
    let sender = SmtpSender::new(&config(&server, SmtpSecurity::None)).unwrap();
    for to in ["ann", "ann@example.org\r\nRCPT TO:<eve@example.org>", "", "a b@example.org"] {
        assert!(matches!(sender.send(&OutgoingMail { to, ..mail() }), Err(SendError::Malformed(_))), "{to:?}");
    }
    assert!(server.mails().is_empty());
}
