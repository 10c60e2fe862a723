//! The document of the system with projects and sites, from top to bottom: as admin, as newcomer with the mail, as user.

use crate::{
    hand::{Hand, With},
    house::House,
};

const PASSWORD: &str = "a lantern under the old bridge";

/// Joins by a link that came by mail or from the operator.
async fn join(hand: &Hand, link: &str, name: &str) {
    hand.open(link).await;
    hand.fill("Your name", name).await;
    hand.fill("Choose a password", PASSWORD).await;
    hand.select("Country", "Germany").await;
    hand.select("Language", "English").await;
    hand.press("Accept invitation").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a01_to_a15_as_the_document_tells_it() {
    the_document(With::SCRIPT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a01_to_a15_as_the_document_tells_it_without_script() {
    the_document(With::NO_SCRIPT).await;
}

async fn the_document(with: With) {
    let (Some(house), Some(admin)) = (House::start(), with.start().await) else { return };

    // The operator makes the account; the first admin joins by the link.
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
    let link = printed.split_whitespace().find(|word| word.contains("/invitations/")).unwrap();
    join(&admin, link, "Ann Lee").await;

    // "Go to User Management from your account's main menu": an overview of all users associated with the account.
    admin.press("User Management").await;
    for seen in ["Ann Lee", "ann@example.com", "Admin", "Active"] {
        admin.reads(seen).await;
    }

    // A project with two sites, to give access to.
    admin.press("Projects").await;
    admin.press("Project").await;
    admin.fill("Name", "Spring catalogue").await;
    admin.press("Create").await;
    admin.reads("Spring catalogue").await;
    for site in ["Shop Berlin", "Shop Lyon"] {
        admin.press("Sites").await;
        admin.press("Site").await;
        admin.fill("Name", site).await;
        admin.select("Project", "Spring catalogue").await;
        admin.press("Create").await;
        admin.reads(site).await;
    }

    // "Select INVITE USERS in the top right-hand corner": one address per line, a role, access to a site.
    admin.press("User Management").await;
    admin.press("Invite users").await;
    admin.fill("Email addresses", "bo.li@example.com\nnot an address\nBO.LI@example.com\nann@example.com").await;
    admin.tick("User").await;
    admin.select("Shop Berlin", "Read-Write").await;
    admin.press("Save").await;
    for said in ["not an address", "There is a space inside the address."] {
        admin.reads(said).await;
    }
    admin.press("Done").await;
    admin.is_clean().await;

    // "The users you invited now receive an email prompting them to accept": name, password, address, country, language.
    let mails = house.mail.wait_for_mail("bo.li@example.com", 1).await;
    assert_eq!(mails.len(), 1, "one mail for one address, however often it was typed");
    assert!(mails[0].text.contains("Ann Lee"), "{}", mails[0].text);
    let Some(bo) = with.start().await else { return };
    let link = mails[0].link("/invitations/");
    bo.open(link).await;
    assert_eq!(bo.value("Email").await, "bo.li@example.com", "A07: the field holds the invited address");
    join(&bo, link, "Bo Li").await;

    // "After accepting the invitation, your new users will have access": exactly what was chosen, and no more.
    bo.press("Sites").await;
    bo.reads("Shop Berlin").await;
    assert!(!bo.text().await.contains("Shop Lyon"), "A13: what is not given is invisible");
    assert!(!bo.text().await.contains("User Management"), "A01: for user admins only");
    let users = admin.browser.current_url().await.unwrap();
    bo.open(users.as_str()).await;
    bo.reads("You have no access to this page").await;
    bo.is_clean().await;

    // "Select the button showing the number of sites the user has access to": add, change, delete access.
    admin.press("User Management").await;
    admin.press_in_row("Bo Li", "1 site").await;
    admin.select("Shop Berlin", "Read-Only").await;
    admin.select("Shop Lyon", "Read-Write").await;
    admin.press("Save").await;
    admin.reads("2 sites").await;
    bo.open(&format!("{}/", house.address)).await;
    bo.press("Sites").await;
    bo.reads("Shop Lyon").await;

    // "Select Edit … change their role": a user becomes an admin, whatever their access, and a user again.
    for (role, next) in [("Admin", None), ("User", Some("Access to projects and sites"))] {
        admin.press("User Management").await;
        admin.choose_in_row("Bo Li", "Edit").await;
        admin.tick(role).await;
        admin.press("Save").await;
        if let Some(next) = next {
            admin.reads(next).await;
            admin.press("Save").await;
        }
        admin.reads("Bo Li").await;
    }

    // "Confirm the person you want to remove is a user … select the arrow … select Delete."
    admin.press("User Management").await;
    admin.choose_in_row("Bo Li", "Delete").await;
    admin.press("Delete").await;
    admin.reads("Ann Lee").await;
    house.mail.wait_for_mail("bo.li@example.com", 2).await;
    bo.open(users.as_str()).await;
    bo.reads("There is nothing here").await;

    // Everything of it stands in the audit log, and the log is whole.
    admin.press("Audit log").await;
    for said in ["Bo Li", "Shop Lyon"] {
        admin.reads(said).await;
    }
    admin.is_clean().await;
    house.run(&["doctor", "--verify"]);
}
