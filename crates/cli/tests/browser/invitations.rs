//! Invitations that wait: the link is handed on by oneself, or the invitation is taken back.

use crate::{
    hand::Hand,
    house::House,
    walk::{found, invite, join},
};

#[tokio::test(flavor = "multi_thread")]
async fn f10_f14_a_link_is_copied_once_and_an_invitation_withdrawn_and_the_mailed_links_die() {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    let link = found(&house, "company-and-projects", "Harbour Studio", "ann@example.com");
    join(&ann, &link, "Ann Lee", "Accept invitation").await;

    // F14: a new secret, shown once; the mailed one dies; the address is not proven by it.
    let mailed = invite(&house, &ann, "bo@example.com", "Member").await;
    ann.press("Users").await;
    ann.choose_in_row("bo@example.com", "Copy link").await;
    ann.reads("A link that was mailed before is dead then.").await;
    ann.press("Make the link").await;
    ann.reads("The link is shown this once").await;
    ann.is_well("copied-link").await;
    let copied = ann.value("Link").await;
    ann.press("Close").await;
    assert_ne!(mailed, copied);
    bo.open(&mailed).await;
    bo.reads("This link does not work").await;
    join(&bo, &copied, "Bo Li", "Accept invitation").await;
    bo.reads("Welcome to Harbour Studio").await;
    ann.press("Users").await;
    ann.press("Bo Li").await;
    ann.reads("(not confirmed by mail yet)").await;
    let mail = house.letter("bo@example.com", "Confirm your address", 1).await;
    bo.open(mail.link("/confirm-address/")).await;
    bo.press("Confirm this address").await;
    bo.reads("You sign in with bo@example.com now.").await;
    ann.press("Users").await;
    ann.press("Bo Li").await;
    ann.reads("bo@example.com").await;
    assert!(!ann.text().await.contains("not confirmed by mail"), "{}", ann.text().await);

    // F10: withdrawn, the link is dead at once.
    let mailed = invite(&house, &ann, "cy@example.com", "Guest").await;
    ann.press("Users").await;
    ann.choose_in_row("cy@example.com", "Withdraw").await;
    ann.reads("The link in the mail is dead at once.").await;
    ann.press("Withdraw").await;
    ann.reads("The invitation of cy@example.com is withdrawn.").await;
    let Some(cy) = Hand::start().await else { return };
    cy.open(&mailed).await;
    cy.reads("This link does not work").await;
    ann.is_clean().await;
    house.run(&["doctor", "--verify"]);
}
