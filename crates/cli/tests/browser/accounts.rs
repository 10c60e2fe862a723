//! Accounts as a whole: several for one person, what is known of one, closing and bringing back, merging.

use crate::{
    hand::Hand,
    house::House,
    walk::{PASSWORD, account_of, colleague, create, found, join, sign_in},
};

const COMPANY: &str = "company-and-projects";
const SHARED: &str = "shared-workspaces";

#[tokio::test(flavor = "multi_thread")]
async fn f01_d01_a_second_account_is_created_and_one_switches_between_them() {
    let more = format!("[accounts]\ncreation = \"anyone\"\nmodel = \"{SHARED}\"\n");
    let (Some(house), Some(ann)) = (House::start_with(&more), Hand::start().await) else { return };
    join(&ann, &found(&house, COMPANY, "Harbour Studio", "ann@example.com"), "Ann Lee", "Accept invitation").await;
    create(&ann, "Projects", "Project", "Lighthouse").await;
    let first = account_of(&ann).await;

    ann.press("Your profile").await;
    ann.press("Your accounts").await;
    ann.press("Create an account").await;
    ann.is_well("create-account").await;
    ann.press("Create an account").await;
    ann.reads("Please fill this in.").await;
    ann.fill("What it is called", "Orbit Maps").await;
    ann.press("Create an account").await;
    ann.reads("Orbit Maps is yours now.").await;
    ann.is_well("second-account").await;
    let second = account_of(&ann).await;
    assert_ne!(first, second);
    // It speaks its own model's words, and has nothing of the first.
    ann.press("Workspaces").await;
    ann.reads("Ann Lee’s workspace").await;
    assert!(!ann.text().await.contains("Lighthouse"), "{}", ann.text().await);

    // The switcher, and the account that was used last.
    ann.press("Orbit Maps, Switch account").await;
    ann.press("Harbour Studio").await;
    ann.press("Projects").await;
    ann.reads("Lighthouse").await;
    ann.is_well("switched").await;
    let both =
        [("Orbit Maps", "Harbour Studio", "Storage", &second), ("Harbour Studio", "Orbit Maps", "Projects", &first)];
    for (name, other, page, last) in both {
        ann.press(&format!("{other}, Switch account")).await;
        ann.press(name).await;
        ann.reads(page).await;
        let Some(again) = Hand::start().await else { return };
        sign_in(&house, &again, "ann@example.com", PASSWORD).await;
        again.reads(page).await;
        assert_eq!(account_of(&again).await, *last);
    }
    ann.is_clean().await;
    house.run(&["doctor", "--verify"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn d13_admins_change_the_organization_details_and_see_what_they_were() {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    join(&ann, &found(&house, SHARED, "Orbit Maps", "ann@example.com"), "Ann Lee", "Accept invitation").await;
    let link = invite_member(&house, &ann, "bo@example.com").await;
    join(&bo, &link, "Bo Li", "Accept invitation").await;

    ann.press("Orbit Maps, Switch account").await;
    ann.press("Organization details").await;
    for (city, tax) in [("Bremen", "DE 111"), ("Kiel", "DE 222")] {
        ann.press("Edit details").await;
        ann.fill("City", city).await;
        ann.fill("Tax id", tax).await;
        ann.is_well("details-edit").await;
        ann.press("Save").await;
        ann.reads("The details are saved.").await;
    }
    for said in ["What changed", "City: Bremen → Kiel", "Tax id: DE 111 → DE 222", "City: — → Bremen", "Ann Lee"]
    {
        ann.reads(said).await;
    }
    ann.is_well("details").await;

    // A member reads what the model lets them, changes nothing, and sees no history.
    bo.press("Orbit Maps, Switch account").await;
    bo.press("Organization details").await;
    bo.reads("Kiel").await;
    for not in ["DE 222", "Tax id", "Edit details", "What changed", "Close this account"] {
        assert!(!bo.text().await.contains(not), "{not}");
    }
    bo.open(&format!("{}/details/edit", account_of(&bo).await)).await;
    bo.reads("You have no access to this page").await;
    ann.is_clean().await;
    house.run(&["doctor", "--verify"]);
}

/// In the system with shared workspaces: an admin invites an address; gives the link of the mail.
async fn invite_member(house: &House, hand: &Hand, email: &str) -> String {
    hand.press("Orbit Maps, Switch account").await;
    hand.press("Members").await;
    hand.press("Invite member").await;
    hand.fill("Email", email).await;
    hand.press("Send invites").await;
    hand.reads("1 invitation sent.").await;
    house.letter(email, "Orbit Maps", 1).await.link("/invitations/").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn d12_an_account_is_closed_with_name_and_password_and_another_admin_brings_it_back() {
    let (Some(house), Some(ann)) = (House::start(), Hand::start().await) else { return };
    join(&ann, &found(&house, COMPANY, "Harbour Studio", "ann@example.com"), "Ann Lee", "Accept invitation").await;
    let Some(bo) = colleague(&house, &ann, "Bo Li", "bo@example.com", "Member").await else { return };
    create(&ann, "Projects", "Project", "Lighthouse").await;
    let account = account_of(&ann).await;
    // Somebody is asked who hasn't come yet.
    let waiting = crate::walk::invite(&house, &ann, "di@example.com", "Guest").await;

    ann.press("Harbour Studio, Switch account").await;
    ann.press("Account details").await;
    ann.press("Close this account").await;
    ann.is_well("close-question").await;
    ann.fill("Type the account’s name", "Harbour").await;
    ann.fill("Your password", PASSWORD).await;
    ann.press("Close the account").await;
    ann.reads("This is not what the account is called.").await;
    ann.fill("Type the account’s name", "Harbour Studio").await;
    ann.fill("Your password", "not it").await;
    ann.press("Close the account").await;
    ann.reads("This is not your current password.").await;
    ann.fill("Your password", PASSWORD).await;
    ann.press("Close the account").await;
    ann.reads("Harbour Studio is closed").await;
    ann.is_well("closed").await;

    // Everybody is out at once, whoever is invited finds a dead link, and nobody learns that there was an account.
    bo.open(&account).await;
    bo.reads("There is nothing here").await;
    assert!(!bo.text().await.contains("Harbour Studio"), "{}", bo.text().await);
    bo.open(&format!("{}/", house.address)).await;
    bo.reads("You are in no account yet").await;
    let Some(di) = Hand::start().await else { return };
    di.open(&waiting).await;
    di.reads("This link does not work").await;
    di.is_well("link-of-a-closed-account").await;

    // All who could have closed it are mailed, and each can undo it: from any browser, by the mail.
    let mail = house.letter("ann@example.com", "Harbour Studio was closed", 1).await;
    assert!(mail.text.contains("Ann Lee closed Harbour Studio"), "{}", mail.text);
    let Some(again) = Hand::start().await else { return };
    again.open(mail.link("/closed")).await;
    again.fill("Email", "ann@example.com").await;
    again.fill("Password", PASSWORD).await;
    again.press("Sign in").await;
    again.reads("Harbour Studio is closed").await;
    again.press("Bring it back").await;
    again.reads("Harbour Studio is back.").await;
    house.letter("ann@example.com", "Harbour Studio is back", 1).await;
    bo.open(&format!("{}/", house.address)).await;
    bo.press("Projects").await;
    join(&di, &waiting, "Di Roe", "Accept invitation").await;
    di.reads("Welcome to Harbour Studio").await;
    ann.open(&account).await;
    ann.press("Audit log").await;
    for said in ["Ann Lee closed Harbour Studio", "Ann Lee brought Harbour Studio back"] {
        ann.reads(said).await;
    }
    ann.is_clean().await;
    bo.is_clean().await;
    house.run(&["doctor", "--verify"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn d11_whoever_is_invited_brings_their_account_along() {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    join(&ann, &found(&house, SHARED, "Orbit Maps", "ann@example.com"), "Ann Lee", "Accept invitation").await;
    join(&bo, &found(&house, SHARED, "Bo Surveys", "bo@example.com"), "Bo Li", "Accept invitation").await;
    bo.press("Credits").await;
    bo.press("Add credits").await;
    bo.fill("Amount", "70").await;
    bo.press("Add credits").await;
    bo.reads("70").await;
    let old = account_of(&bo).await;

    // The admin offers it, with the password.
    invite_member(&house, &ann, "bo@example.com").await;
    ann.choose_in_row("bo@example.com", "Offer to merge").await;
    ann.reads("It cannot be undone: not by you, not by them, and not by us.").await;
    ann.is_well("merge-offer").await;
    ann.fill("Your password", PASSWORD).await;
    ann.press("Offer to merge").await;
    ann.reads("gets a mail and decides.").await;

    // The person sees what moves and what doesn't, and agrees with theirs.
    let mail = house.letter("bo@example.com", "Orbit Maps", 2).await;
    bo.open(mail.link("/invitations/")).await;
    bo.reads("You may bring along an account in which you are alone.").await;
    bo.is_well("merge-invitation").await;
    bo.press("See what would move").await;
    for said in [
        "Merge your account into Orbit Maps",
        "You become a member of Orbit Maps, as Member.",
        "70 credits move to Orbit Maps.",
        "1 workspace stays behind and is gone.",
        "It cannot be undone",
        "Download all of it first",
    ] {
        bo.reads(said).await;
    }
    bo.is_well("merge-plan").await;
    bo.fill("Your password", "not it").await;
    bo.press("Merge into Orbit Maps for good").await;
    bo.reads("This is not your current password.").await;
    bo.fill("Your password", PASSWORD).await;
    bo.press("Merge into Orbit Maps for good").await;
    bo.reads("You are a member of Orbit Maps, and your account is a part of it.").await;
    bo.press("Credits").await;
    bo.reads("70").await;

    // The old addresses say where it went, to them alone; signing in leads to the new account.
    bo.open(&format!("{old}/users")).await;
    bo.reads("This account has moved").await;
    bo.is_well("merged-away").await;
    ann.open(&format!("{old}/users")).await;
    ann.reads("There is nothing here").await;
    let Some(again) = Hand::start().await else { return };
    sign_in(&house, &again, "bo@example.com", PASSWORD).await;
    again.reads("Orbit Maps").await;
    again.press("Your profile").await;
    again.press("Your accounts").await;
    assert!(!again.text().await.contains("Bo Surveys"), "{}", again.text().await);
    ann.open(&format!("{}/", house.address)).await;
    ann.press("Audit log").await;
    ann.reads("Bo Li brought the account Bo Surveys").await;
    ann.is_clean().await;
    bo.is_clean().await;
    house.run(&["doctor", "--verify"]);
}
