//! Mails as a real server receives them (F05).

use super::process::{Installation, Running};
use roster_testkit::smtp::{Refusal, SmtpServer};

/// The rows of `roster mail queue`, each as its words.
fn queue(installation: &Installation, state: &str) -> Vec<Vec<String>> {
    let ran = installation.run(&["mail", "queue", "--state", state]).good();
    ran.stdout.lines().skip(3).map(|line| line.split_whitespace().map(str::to_owned).collect()).collect()
}

/// The rows, once there are any.
fn wait_for(installation: &Installation, state: &str) -> Vec<Vec<String>> {
    for _ in 0..200 {
        let rows = queue(installation, state);
        if !rows.is_empty() {
            return rows;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("no mail is {state}: {}", installation.run(&["mail", "queue"]).stdout);
}

#[test]
fn f05_a_queued_mail_arrives_in_both_parts_with_its_message_id() {
    let Some(server) = SmtpServer::start() else { return };
    let installation = Installation::with_mail(&server);
    let running = installation.serve();
    // From another process, while the server runs.
    let link = installation.create_account("ann@example.org", &["--mail"]);
    let mail = server.wait_for_mail_blocking("ann@example.org", 1).remove(0);
    assert_eq!(mail.links.iter().filter(|found| **found == link).count(), 1, "{:?}", mail.links);
    assert!(mail.text.contains(&link) && mail.html.contains(&link), "{}", mail.text);
    assert!(mail.subject.contains("Northwind"), "{}", mail.subject);
    assert!(mail.header("Content-Type").is_some_and(|kind| kind.starts_with("multipart/alternative")));
    let id = mail.header("Message-ID").unwrap();
    assert!(id.starts_with('<') && id.ends_with("@roster.example.com>"), "{id}");
    let sent = wait_for(&installation, "sent");
    assert_eq!(sent[0][2..7], ["sent", "1", "0", "ann@example.org", "invitation"], "{sent:?}");
    let said = running.end();
    assert!(said.contains("mail sent") && !said.contains(link.rsplit('/').next().unwrap()), "{said}");
}

#[test]
fn f05_a_refused_mail_is_shown_with_the_servers_answer_and_not_tried_again() {
    let Some(server) = SmtpServer::start() else { return };
    server.refuse("ann@example.org", Refusal::Permanent);
    let installation = Installation::with_mail(&server);
    installation.create_account("ann@example.org", &["--mail"]);
    let running = installation.serve();
    let refused = wait_for(&installation, "refused");
    assert_eq!(refused[0][2..6], ["refused", "1", "0", "ann@example.org"], "{refused:?}");
    assert!(refused[0].join(" ").ends_with("550 5.1.1 No such mailbox"), "{refused:?}");
    running.end();
    assert!(server.mails().is_empty() && queue(&installation, "queued").is_empty());
    let verified = installation.run(&["audit", "verify"]).good();
    assert!(verified.stdout.ends_with(": whole, 3 events\n"), "the refusal is an event: {verified:#?}");
}

#[test]
fn f05_the_mailbox_marks_mails_as_delivered_without_sending_them() {
    let installation = Installation::with_mailbox();
    installation.create_account("ann@example.org", &["--mail"]);
    let running: Running = installation.serve();
    let sent = wait_for(&installation, "sent");
    assert!(sent[0].join(" ").ends_with("kept in the mailbox of this machine"), "{sent:?}");
    running.end();
}
