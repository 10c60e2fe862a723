//! The guide's first hour as somebody does it who keeps to the browser: a model of one's own, the first admin, an invitation with access,
//! and the mail read in the mailbox. What the guide does in a terminal is tried in `tests/roster/guide.rs`.

use crate::{
    hand::Hand,
    house::House,
    walk::{PASSWORD, create, found},
};
use std::{fs, path::Path};

/// The model that the guide begins with.
fn cookbooks() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide/first-hour.md");
    let page = fs::read_to_string(page).unwrap();
    let (_, model) = page.split_once("```toml cookbooks.toml\n").unwrap();
    model.split_once("\n```").unwrap().0.to_owned()
}

/// Accepts as a guide's reader does.
async fn accept(hand: &Hand, name: &str) {
    hand.fill("Your name", name).await;
    hand.fill("Choose a password", PASSWORD).await;
    hand.press("Accept invitation").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_hour_in_the_browser_ends_with_a_mail_read_and_somebody_who_accepted() {
    let (Some(house), Some(you), Some(bo)) = (House::with_mailbox(), Hand::start().await, Hand::start().await) else {
        return;
    };
    let model = house.file("cookbooks.toml", &cookbooks());
    you.open(&found(&house, &model, "Corner Kitchen", "you@example.com")).await;
    you.reads("You are invited to Corner Kitchen as Chef.").await;
    accept(&you, "Ann Lee").await;
    you.reads("Welcome to Corner Kitchen!").await;
    for page in ["People", "Books", "Audit log", "API keys"] {
        you.reads(page).await;
    }
    for book in ["Soups", "Cakes"] {
        create(&you, "Books", "Book", book).await;
    }

    you.press("People").await;
    you.press("Invite people").await;
    you.reads("7 days").await;
    you.fill("Email", "bo@example.com").await;
    you.tick("Cook").await;
    you.select("Soups", "Write").await;
    you.press("Send invitations").await;
    you.reads("1 invitation sent.").await;
    you.row_reads("bo@example.com", "Cook").await;

    bo.open(&format!("{}/mailbox", house.address)).await;
    bo.row_reads("bo@example.com", "Delivered").await;
    bo.press("Ann Lee invites you to Corner Kitchen").await;
    bo.press("Open the link of this mail").await;
    bo.reads("Ann Lee invites you to Corner Kitchen as Cook.").await;
    accept(&bo, "Bo Li").await;
    bo.press("Books").await;
    bo.row_reads("Soups", "Write").await;
    bo.reads("1 Book").await;
    assert!(!bo.text().await.contains("Cakes"), "{}", bo.text().await);
    assert!(!bo.text().await.contains("People"), "{}", bo.text().await);
    bo.is_well("first-hour").await;
    for hand in [&you, &bo] {
        hand.is_clean().await;
    }
    house.run(&["doctor", "--verify"]);
}
