//! The SMTP server of the tests, seen by a client.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

use lettre::{
    Message, SmtpTransport, Transport,
    message::MultiPart,
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
    },
};
use roster_testkit::smtp::{Refusal, Security, SmtpServer};
use std::{fs, time::Duration};

fn mail(to: &str) -> Message {
    Message::builder()
        .from("Roster <roster@example.com>".parse().unwrap())
        .to(to.parse().unwrap())
        .subject("You’re invited")
        .multipart(MultiPart::alternative_plain_html(
            "Open https://roster.example.com/i/abc?x=1&y=2".to_owned(),
            "<a href=\"https://roster.example.com/i/abc?x=1&amp;y=2\">Open</a>".to_owned(),
        ))
        .unwrap()
}

fn transport(server: &SmtpServer, security: Security) -> lettre::transport::smtp::SmtpTransportBuilder {
    let tls = || {
        let authority = fs::read(server.authority().unwrap()).unwrap();
        let parameters = TlsParameters::builder(server.host().to_owned());
        parameters.add_root_certificate(Certificate::from_pem(&authority).unwrap()).build().unwrap()
    };
    let tls = match security {
        Security::None => Tls::None,
        Security::StartTls => Tls::Required(tls()),
        Security::Tls => Tls::Wrapper(tls()),
    };
    SmtpTransport::builder_dangerous(server.host()).port(server.port()).tls(tls).timeout(Some(Duration::from_secs(5)))
}

#[test]
fn receives_a_mail_in_the_clear() {
    let Some(server) = SmtpServer::start() else { return };
    transport(&server, Security::None).build().send(&mail("ann@example.org")).unwrap();
    let received = server.wait_for_mail_blocking("ANN@example.org", 1);
    assert_eq!(received.len(), 1);
    let received = &received[0];
    assert_eq!(received.subject, "You’re invited");
    assert_eq!(received.envelope_from, "roster@example.com");
    assert_eq!(received.header("to"), Some("ann@example.org"));
    assert_eq!(received.links, ["https://roster.example.com/i/abc?x=1&y=2"]);
    assert!(received.text.starts_with("Open https") && received.html.starts_with("<a href"));
    assert!(!received.encrypted);
    assert!(server.mails_to("bob@example.org").is_empty());
}

#[tokio::test]
async fn receives_a_mail_over_starttls_and_over_tls() {
    for security in [Security::StartTls, Security::Tls] {
        let Some(server) = SmtpServer::options().security(security).start() else { return };
        let transport = transport(&server, security).build();
        tokio::task::spawn_blocking(move || transport.send(&mail("ann@example.org")).unwrap()).await.unwrap();
        assert!(server.wait_for_mail("ann@example.org", 1).await[0].encrypted, "{security:?}");
    }
}

#[test]
fn refuses_mail_in_the_clear_where_tls_is_asked_for() {
    let Some(server) = SmtpServer::options().security(Security::StartTls).start() else { return };
    let error = transport(&server, Security::None).build().send(&mail("ann@example.org")).unwrap_err();
    assert_eq!(error.status().map(u16::from), Some(530), "{error}");
}

#[test]
fn takes_mail_only_after_the_right_password() {
    let Some(server) = SmtpServer::options().security(Security::StartTls).login("roster", "secret").start() else {
        return;
    };
    let send = |password: &str| {
        let login = Credentials::new("roster".to_owned(), password.to_owned());
        transport(&server, Security::StartTls).credentials(login).build().send(&mail("ann@example.org"))
    };
    assert_eq!(send("wrong").unwrap_err().status().map(u16::from), Some(535));
    send("secret").unwrap();
    assert_eq!(server.mails().len(), 1);
}

#[test]
fn refuses_whom_it_is_told_to_refuse_until_told_otherwise() {
    let Some(server) = SmtpServer::start() else { return };
    let transport = transport(&server, Security::None).timeout(Some(Duration::from_millis(500))).build();
    let send = || transport.send(&mail("Ann@example.org"));
    server.refuse("ann@example.org", Refusal::Permanent);
    assert_eq!(send().unwrap_err().status().map(u16::from), Some(550));
    server.refuse("ann@example.org", Refusal::Temporary);
    assert_eq!(send().unwrap_err().status().map(u16::from), Some(451));
    server.refuse("ann@example.org", Refusal::Answer("552 5.2.2 Mailbox full".to_owned()));
    assert!(send().unwrap_err().to_string().contains("Mailbox full"));
    server.refuse("ann@example.org", Refusal::Drop);
    assert_eq!(send().unwrap_err().status(), None);
    server.refuse("ann@example.org", Refusal::Silence);
    assert_eq!(send().unwrap_err().status(), None);
    assert!(server.mails().is_empty());
    server.accept("ann@example.org");
    send().unwrap();
    assert_eq!(server.mails_to("ann@example.org").len(), 1);
}

#[test]
fn is_gone_when_dropped_and_can_come_back_on_the_same_port() {
    let Some(server) = SmtpServer::start() else { return };
    let transport = transport(&server, Security::None).build();
    let port = server.port();
    drop(server);
    assert!(transport.send(&mail("ann@example.org")).is_err());
    let Some(server) = SmtpServer::options().port(port).start() else { return };
    transport.send(&mail("ann@example.org")).unwrap();
    assert_eq!(server.mails().len(), 1);
}
