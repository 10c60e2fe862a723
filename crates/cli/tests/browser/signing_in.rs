//! Whether somebody can sign in, and with which address: what an admin sees and does about it, and what the person does with the
//! mails.

use crate::{
    hand::Hand,
    house::House,
    walk::{PASSWORD, colleague, found, join, sign_in},
};

const MODEL: &str = "company-and-projects";

#[tokio::test(flavor = "multi_thread")]
async fn f16_an_admin_sees_why_she_cannot_sign_in_and_helps_with_one_click() {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    join(&ann, &found(&house, MODEL, "Harbour Studio", "ann@example.com"), "Ann Lee", "Accept invitation").await;
    let Some(first) = colleague(&house, &ann, "Bo Li", "bo@example.com", "Member").await else { return };
    drop(first);

    // The password is forgotten, and tried too often.
    bo.open(&format!("{}/sign-in", house.address)).await;
    for _ in 0..10 {
        bo.fill("Email", "bo@example.com").await;
        bo.fill("Password", "I believe it was this").await;
        bo.press("Sign in").await;
        bo.reads("You are not signed in").await;
    }
    sign_in(&house, &bo, "bo@example.com", PASSWORD).await;
    bo.reads("There were too many attempts in a short time.").await;
    bo.is_well("sign-in-blocked").await;

    // Profile → "Sign-in": the failures with their reason, the block, and beside it the button that lifts it.
    ann.press("Users").await;
    ann.press("Bo Li").await;
    ann.press("More").await;
    ann.press("Sign-in").await;
    for said in ["Can Bo Li sign in?", "Too many wrong passwords", "Wrong password", "10 times", "Last signed in"] {
        ann.reads(said).await;
    }
    ann.is_well("can-she-sign-in").await;
    ann.press("Let them try again now").await;
    ann.reads("They can try again.").await;
    ann.reads("Yes. Nothing stands in the way.").await;
    ann.press("Send password link").await;
    ann.reads("Send Bo Li a link to choose a new password?").await;
    ann.press("Send the link").await;
    ann.reads("A link to choose a new password is on its way to Bo Li.").await;

    // From the mail: a new password, and in.
    let mail = house.letter("bo@example.com", "Choose a new password", 1).await;
    bo.open(mail.link("/reset-password/")).await;
    bo.reads("For bo@example.com").await;
    bo.fill("New password", "seven quiet otters paint").await;
    bo.press("Save and sign in").await;
    bo.reads("Your password is changed.").await;
    bo.press("Projects").await;

    // What became of the mail and its link.
    ann.press("Users").await;
    ann.press("Bo Li").await;
    ann.press("More").await;
    ann.press("Sign-in").await;
    for said in ["Link for a new password", "Sent", "Opened and used", "Nothing stands in the way"] {
        ann.reads(said).await;
    }
    ann.is_clean().await;
    bo.is_clean().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e09_f18_another_address_is_proposed_or_chosen_and_confirmed_from_its_mail() {
    let (Some(house), Some(ann)) = (House::start(), Hand::start().await) else { return };
    join(&ann, &found(&house, MODEL, "Harbour Studio", "ann@example.com"), "Ann Lee", "Accept invitation").await;
    let Some(bo) = colleague(&house, &ann, "Bo Li", "bo@example.com", "Member").await else { return };

    // E09: "afterwards the admin proposes, the person confirms from the new address, the old one is told."
    ann.press("Users").await;
    ann.press("Bo Li").await;
    ann.press("Propose another address").await;
    ann.reads("Another sign-in address for Bo Li").await;
    ann.is_well("address-proposal").await;
    ann.fill("New address", "bo@home.example").await;
    ann.press("Send the link").await;
    ann.reads("A link is on its way to bo@home.example.").await;
    ann.reads("Proposed, waiting to be confirmed: bo@home.example").await;
    ann.is_well("address-proposed").await;
    let told = house.letter("bo@example.com", "Ann Lee proposes another address for your sign-in", 1).await;
    assert!(!told.links.iter().any(|link| link.contains("/confirm-address/")), "the old one only hears of it");
    let mail = house.letter("bo@home.example", "Ann Lee proposes this address for your sign-in", 1).await;
    // Whoever reads the mail needs the password, too: the admin doesn't become the user this way.
    ann.open(mail.link("/confirm-address/")).await;
    ann.reads("an admin proposed this address").await;
    ann.fill("Current password", "is it this one?").await;
    ann.press("Confirm this address").await;
    ann.reads("This is not your current password.").await;
    bo.open(mail.link("/confirm-address/")).await;
    bo.is_well("address-confirmation").await;
    bo.fill("Current password", PASSWORD).await;
    bo.press("Confirm this address").await;
    bo.reads("Done. You sign in with bo@home.example now.").await;
    house.letter("bo@example.com", "Your sign-in address was changed", 1).await;
    ann.open(&format!("{}/", house.address)).await;
    ann.press("Users").await;
    ann.row_reads("Bo Li", "bo@home.example").await;

    // F18: their own wish: the new one verified, the old one told, the admins told.
    bo.press("Change address").await;
    bo.is_well("address-change").await;
    bo.fill("New address", "bo@work.example").await;
    bo.fill("Current password", PASSWORD).await;
    bo.press("Send the link").await;
    bo.reads("We have sent a link to bo@work.example.").await;
    assert!(bo.text().await.contains("bo@home.example"), "until then everything stays");
    let mail = house.letter("bo@work.example", "Confirm your address", 1).await;
    bo.open(mail.link("/confirm-address/")).await;
    bo.press("Confirm this address").await;
    bo.reads("Done. You sign in with bo@work.example now.").await;
    let told = house.letter("bo@home.example", "Your sign-in address was changed", 1).await;
    assert!(told.text.contains("bo@work.example"), "{}", told.text);
    let told = house.letter("ann@example.com", "Bo Li signs in with another address now", 2).await;
    assert!(told.text.contains("bo@work.example"), "{}", told.text);
    let Some(again) = Hand::start().await else { return };
    sign_in(&house, &again, "bo@home.example", PASSWORD).await;
    again.reads("You are not signed in").await;
    sign_in(&house, &again, "bo@work.example", PASSWORD).await;
    again.press("Projects").await;
    ann.is_clean().await;
    bo.is_clean().await;
    house.run(&["doctor", "--verify"]);
}
