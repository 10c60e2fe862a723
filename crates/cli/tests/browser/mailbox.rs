//! The mailbox page: a mail is read in its frame, and its link, clicked there, opens in the whole window.

use crate::{hand::Hand, house::House};

const PASSWORD: &str = "a lantern under the old bridge";

#[tokio::test(flavor = "multi_thread")]
async fn f05_without_a_mail_server_a_page_shows_the_mail_and_its_link_leads_out_of_the_frame() {
    let (Some(house), Some(ann)) = (House::with_mailbox(), Hand::start().await) else { return };
    let printed = house.run(&[
        "account",
        "create",
        "--name",
        "Northwind Feeds",
        "--admin",
        "ann@example.com",
        "--model",
        "sites-and-projects",
    ]);
    ann.open(printed.split_whitespace().find(|word| word.contains("/invitations/")).unwrap()).await;
    ann.is_for_everybody("mailbox").await;
    ann.fill("Your name", "Ann Lee").await;
    ann.fill("Choose a password", PASSWORD).await;
    ann.select("Country", "Germany").await;
    ann.press("Accept invitation").await;
    ann.reads("Welcome to Northwind Feeds!").await;
    for (page, says) in [("/me", "Your profile"), ("/accounts", "Your accounts")] {
        ann.open(&format!("{}{page}", house.address)).await;
        ann.reads(says).await;
        ann.is_for_everybody("mailbox").await;
    }

    // The password is forgotten; the mail is in the mailbox.
    ann.open(&format!("{}/forgot-password", house.address)).await;
    ann.fill("Email", "ann@example.com").await;
    ann.press("Send the link").await;
    ann.reads("Look at your mail").await;
    ann.open(&format!("{}/mailbox", house.address)).await;
    ann.press("Choose a new password").await;
    ann.reads("Open the link of this mail").await;
    ann.is_for_everybody("mailbox").await;
    ann.browser.enter_frame(0).await.unwrap();
    ann.press("Choose a new password").await;
    ann.browser.enter_default_frame().await.unwrap();
    ann.reads("For ann@example.com").await;
    ann.fill("New password", "seven quiet otters paint").await;
    ann.press("Save and sign in").await;
    ann.reads("Your password is changed.").await;
    ann.is_clean().await;
}
