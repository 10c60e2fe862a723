//! Handing over a role that keeps the account: offered, declined, taken back, accepted, each told by mail to the other.

use crate::{
    hand::Hand,
    house::House,
    walk::{PASSWORD, colleague, found, join},
};

/// Opens the profile of this user and offers them the role there.
async fn offer(hand: &Hand, to: &str) {
    hand.press("Users").await;
    hand.press(to).await;
    hand.press("More").await;
    hand.press("Hand over: Company Owner").await;
    hand.fill("Current password", PASSWORD).await;
    hand.press("Send the offer").await;
    hand.reads("The offer is on its way.").await;
    hand.reads("Waits for an answer").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f20_the_owner_hands_over_and_the_successor_answers_from_the_mail() {
    let (Some(house), Some(ann)) = (House::start(), Hand::start().await) else { return };
    let link = found(&house, "company-and-projects", "Harbour Studio", "ann@example.com");
    join(&ann, &link, "Ann Lee", "Accept invitation").await;
    let Some(bo) = colleague(&house, &ann, "Bo Li", "bo@example.com", "Member").await else { return };

    // What it means is said, and the password is asked for again.
    ann.press("Users").await;
    ann.press("Bo Li").await;
    ann.press("More").await;
    ann.press("Hand over: Company Owner").await;
    for said in ["Hand over to Bo Li: Company Owner", "Bo Li becomes", "You become", "Administrator"] {
        ann.reads(said).await;
    }
    ann.is_well("transfer-question").await;
    ann.fill("Current password", "not it").await;
    ann.press("Send the offer").await;
    ann.reads("This is not your current password.").await;
    ann.press("Cancel").await;
    offer(&ann, "Bo Li").await;
    ann.is_well("transfer-offered").await;
    let told = house.letter("ann@example.com", "You offered your role in Harbour Studio to Bo Li", 1).await;
    assert!(told.text.contains("If that was not you"), "{}", told.text);

    // Declined: the owner hears of it, and everything stays.
    let asked = house.letter("bo@example.com", "Ann Lee wants to hand over Harbour Studio to you", 1).await;
    bo.open(asked.link("/transfers/")).await;
    bo.reads("Ann Lee hands over to you: Company Owner").await;
    bo.is_well("transfer-asked").await;
    bo.press("Decline").await;
    bo.reads("You have declined. Everything stays as it is.").await;
    house.letter("ann@example.com", "Bo Li did not take over your role", 1).await;
    ann.press("Users").await;
    ann.row_reads("Ann Lee", "Company Owner").await;

    // Accepted: both are told, and the former owner has the next lower role.
    offer(&ann, "Bo Li").await;
    let asked = house.letter("bo@example.com", "Ann Lee wants to hand over Harbour Studio to you", 2).await;
    bo.open(asked.link("/transfers/")).await;
    bo.press("Accept").await;
    bo.reads("It is yours now.").await;
    bo.reads("Accepted").await;
    let told = house.letter("ann@example.com", "Bo Li took over your role in Harbour Studio", 1).await;
    assert!(told.text.contains("You are now: Administrator."), "{}", told.text);
    house.letter("bo@example.com", "Harbour Studio has been handed over to you", 1).await;
    ann.press("Users").await;
    ann.row_reads("Bo Li", "Company Owner").await;
    ann.row_reads("Ann Lee", "Administrator").await;

    // Taken back: the link of the mail says so and offers nothing any more.
    offer(&bo, "Ann Lee").await;
    let asked = house.letter("ann@example.com", "Bo Li wants to hand over Harbour Studio to you", 1).await;
    bo.press("Take the offer back").await;
    bo.reads("The offer is taken back.").await;
    house.letter("ann@example.com", "Bo Li took back the offer of a role", 1).await;
    ann.open(asked.link("/transfers/")).await;
    ann.reads("Taken back").await;
    assert!(!ann.text().await.contains("If you accept"), "{}", ann.text().await);
    ann.is_clean().await;
    bo.is_clean().await;
    house.run(&["doctor", "--verify"]);
}
