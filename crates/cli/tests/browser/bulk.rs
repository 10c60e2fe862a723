//! Many users at once in the system with a company: ticked, changed by a dialog, told by mail, taken back by the message.

use crate::{hand::Hand, house::House};

const PASSWORD: &str = "a lantern under the old bridge";

async fn join(hand: &Hand, link: &str, name: &str) {
    hand.open(link).await;
    hand.fill("Your name", name).await;
    hand.fill("Choose a password", PASSWORD).await;
    hand.press("Accept invitation").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn c01_c02_c13_users_are_ticked_changed_and_taken_back() {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    let words = ["account", "create", "--name", "Harbour Studio", "--admin", "ann@example.com"];
    let printed = house.run(&[&words[..], &["--model", "company-and-projects"]].concat());
    let link = printed.split_whitespace().find(|word| word.contains("/invitations/")).unwrap();
    join(&ann, link, "Ann Lee").await;
    ann.press("Users").await;
    ann.press("+ Add").await;
    ann.fill("Email", "bo@example.com").await;
    ann.press("Add").await;
    ann.fill("Email", "cy@example.com").await;
    ann.tick("Member").await;
    ann.press("Send").await;
    ann.reads("cy@example.com").await;
    let mails = house.mail.wait_for_mail("bo@example.com", 1).await;
    join(&bo, mails[0].link("/invitations/"), "Bo Li").await;

    // C01: "Select a user by checkbox, an action bar appears; Edit, choose a new role, Save. The user gets a mail."
    ann.press("Users").await;
    ann.reads("Bo Li").await;
    ann.tick_row("Bo Li").await;
    ann.tick_row("cy@example.com").await;
    ann.reads("2 selected").await;
    ann.press("Edit").await;
    ann.reads("Change 2 users").await;
    ann.tick("Guest").await;
    ann.press("Save").await;
    ann.reads("Done for 2 users").await;
    let mails = house.mail.wait_for_mail("bo@example.com", 2).await;
    assert!(mails[1].text.contains("Guest") && mails[1].text.contains("Ann Lee"), "{}", mails[1].text);

    // The message holds the way back.
    ann.press("Undo").await;
    ann.reads("Undone").await;
    let mails = house.mail.wait_for_mail("bo@example.com", 3).await;
    assert!(mails[2].text.contains("Member"), "{}", mails[2].text);
    ann.is_clean().await;

    // C13: per user what was done, and what was refused and why.
    ann.press("Users").await;
    ann.tick_row("Bo Li").await;
    ann.tick_row("cy@example.com").await;
    ann.press("Delete").await;
    ann.reads("Delete: 2 users?").await;
    ann.press("Delete").await;
    for said in ["Bo Li", "Done", "cy@example.com", "Refused", "Try the refused again"] {
        ann.reads(said).await;
    }
    let mails = house.mail.wait_for_mail("bo@example.com", 4).await;
    assert!(mails[3].text.contains("Harbour Studio"), "{}", mails[3].text);
    ann.is_clean().await;
}
