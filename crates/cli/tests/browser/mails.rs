//! What becomes of a mail, as the one who caused it and the operator see it: taken, put off, refused, and sent once in the end,
//! whatever ends in between.

use crate::{
    hand::Hand,
    house::House,
    walk::{found, join_from},
};
use roster_testkit::smtp::{ReceivedMail, Refusal};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn f05_a_mail_that_is_put_off_is_seen_survives_a_crash_and_arrives_once() {
    let (Some(mut house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else {
        return;
    };
    house.mail.refuse("bo@example.com", Refusal::Temporary);
    house.mail.refuse("dee@example.com", Refusal::Permanent);
    join_from("Germany", &ann, &found(&house, "sites-and-projects", "Northwind Feeds", "ann@example.com"), "Ann Lee")
        .await;
    ann.press("User Management").await;
    ann.press("Invite users").await;
    ann.fill("Email addresses", "bo@example.com\ncy@example.com\ndee@example.com").await;
    ann.tick("User").await;
    ann.press("Save").await;
    ann.reads("3 invitations sent.").await;

    // One is taken, one is never taken, which the inviter hears by mail, and one is put off.
    assert_eq!(house.mail.wait_for_mail("cy@example.com", 1).await.len(), 1);
    let told = house.letter("ann@example.com", "could not be delivered", 1).await;
    assert!(told.text.contains("dee@example.com") && told.text.contains("550 5.1.1 No such mailbox"), "{}", told.text);
    invited(&ann).await;
    ann.row_reads("cy@example.com", "Delivered").await;
    ann.row_reads("dee@example.com", "Refused by the mail server: 550 5.1.1 No such mailbox").await;
    ann.row_reads("bo@example.com", "Waiting to be sent: 451 4.7.1 Try again later").await;
    ann.is_well("mails-and-what-became-of-them").await;

    // The operator sees the queue, with what the server said.
    let queue = house.run(&["mail", "queue"]);
    assert!(queue.starts_with("Mails: "), "{queue}");
    is_listed(&queue, "bo@example.com", "queued 1 0", "451 4.7.1 Try again later");
    is_listed(&queue, "cy@example.com", "sent 1 0", "");
    is_listed(&queue, "dee@example.com", "refused 1 0", "550 5.1.1 No such mailbox");

    // The process dies, and comes back: what waited waits on, and is sent once.
    house.restart();
    house.mail.accept("bo@example.com");
    let mail = arrived(&house, "bo@example.com").await;
    is_listed(&house.run(&["mail", "queue", "--state", "sent"]), "bo@example.com", "sent 2 0", "");
    invited(&ann).await;
    ann.row_reads("bo@example.com", "Delivered").await;
    join_from("Germany", &bo, mail.link("/invitations/"), "Bo Li").await;
    for (address, count) in [("bo@example.com", 1), ("cy@example.com", 1), ("dee@example.com", 0)] {
        assert_eq!(house.mail.mails_to(address).len(), count, "{address}");
    }

    // Where mails are sent, no page shows them.
    bo.open(&format!("{}/mailbox", house.address)).await;
    bo.reads("There is nothing here").await;
    ann.is_clean().await;
    house.run(&["doctor", "--verify"]);
}

/// The list of those who were invited, as it is now.
async fn invited(hand: &Hand) {
    hand.press("User Management").await;
    hand.press("Invited 3").await;
}

/// That line of the operator's list: state, tries and repeats, and the end of the server's answer.
fn is_listed(queue: &str, to: &str, state: &str, answer: &str) {
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = queue.lines().map(words).find(|line| line.contains(&format!("{to} invitation")));
    let line = line.unwrap_or_else(|| panic!("{to} is not in:\n{queue}"));
    assert!(line.contains(&format!(" {state} {to}")) && line.ends_with(answer), "{line}");
}

/// Waits for a mail that was put off: longer than the first pause of half a minute, and than what another node would wait for.
async fn arrived(house: &House, to: &str) -> ReceivedMail {
    for _ in 0..900 {
        if let Some(mail) = house.mail.mails_to(to).pop() {
            return mail;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("no mail to {to}: {}", house.run(&["mail", "queue"]))
}
