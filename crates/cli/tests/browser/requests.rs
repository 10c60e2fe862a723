//! Pages that say no, and whom one asks then; the account with one admin; the operator who looks.

use crate::{
    hand::Hand,
    house::House,
    walk::{account_of, create, found, join_from},
};

const MODEL: &str = "sites-and-projects";

/// Invites an address as Admin or User from the form that is open; gives the link of the mail.
async fn invited(house: &House, hand: &Hand, email: &str, role: &str) -> String {
    hand.fill("Email addresses", email).await;
    hand.tick(role).await;
    hand.press("Save").await;
    hand.reads("1 invitation sent.").await;
    house.letter(email, "Northwind Feeds", 1).await.link("/invitations/").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn f21_a_page_that_says_no_asks_an_admin_and_one_click_answers() {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    join_from("Germany", &ann, &found(&house, MODEL, "Northwind Feeds", "ann@example.com"), "Ann Lee").await;
    create(&ann, "Projects", "Project", "Spring catalogue").await;
    ann.press("Spring catalogue").await;
    ann.reads("Spring catalogue").await;
    let page = ann.browser.current_url().await.unwrap();
    ann.press("User Management").await;
    ann.press("Invite users").await;
    let link = invited(&house, &ann, "bo@example.com", "User").await;
    join_from("Germany", &bo, &link, "Bo Li").await;

    // What is hidden looks like what is not there; one can ask all the same, and no admin is named.
    bo.open(page.as_str()).await;
    bo.reads("There is nothing here").await;
    for not in ["Spring catalogue", "Ann Lee", "ann@example.com"] {
        assert!(!bo.text().await.contains(not), "{not}");
    }
    bo.is_well("no-access").await;
    bo.fill("What do you need it for?", "The shop window for Monday").await;
    bo.press("Ask an admin").await;
    bo.reads("The admins know.").await;

    // The admins are mailed, and one click gives it.
    let mail = house.letter("ann@example.com", "Bo Li asks for access in Northwind Feeds", 1).await;
    assert!(mail.text.contains("The shop window for Monday"), "{}", mail.text);
    ann.open(mail.link("/requests")).await;
    for said in ["Requests (1)", "Bo Li", "Spring catalogue", "The shop window for Monday"] {
        ann.reads(said).await;
    }
    ann.is_well("requests").await;
    ann.select("What to give", "Read-Write").await;
    ann.press("Give access").await;
    ann.reads("It is given, and they have been told.").await;
    ann.reads("Nobody waits for an answer").await;
    ann.is_well("requests-answered").await;
    let told = house.letter("bo@example.com", "Your access in Northwind Feeds has changed", 1).await;
    assert!(told.text.contains("Spring catalogue: Read-Write (new)"), "{}", told.text);
    bo.press("Projects").await;
    bo.reads("Spring catalogue").await;

    // Or it is declined, with a word.
    bo.open(&format!("{}/audit", account_of(&bo).await)).await;
    bo.reads("You have no access to this page").await;
    bo.press("Ask an admin").await;
    bo.reads("The admins know.").await;
    let mail = house.letter("ann@example.com", "Bo Li asks for access in Northwind Feeds", 2).await;
    ann.open(mail.link("/requests")).await;
    ann.fill("A word to Bo Li", "Ask me, I will look it up.").await;
    ann.press("Decline").await;
    ann.reads("It is declined, and they have been told.").await;
    let told = house.letter("bo@example.com", "Your request in Northwind Feeds", 1).await;
    assert!(told.text.contains("Ask me, I will look it up."), "{}", told.text);
    ann.is_clean().await;
    bo.is_clean().await;
    house.run(&["doctor", "--verify"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn f25_the_only_admin_is_told_to_add_a_second_until_there_is_one() {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    join_from("Germany", &ann, &found(&house, MODEL, "Northwind Feeds", "ann@example.com"), "Ann Lee").await;
    ann.press("User Management").await;
    ann.reads("You are the only one who can manage this account.").await;
    ann.is_well("add-a-second").await;
    ann.press("Add a second “Admin”").await;
    let link = invited(&house, &ann, "bo@example.com", "Admin").await;
    ann.press("User Management").await;
    ann.reads("You are the only one who can manage this account.").await;
    join_from("Germany", &bo, &link, "Bo Li").await;
    for admin in [&ann, &bo] {
        admin.press("User Management").await;
        admin.row_reads("Bo Li", "Active").await;
        assert!(!admin.text().await.contains("Add a second"), "{}", admin.text().await);
    }
    ann.is_clean().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a14_the_operator_looks_under_a_banner_changes_nothing_and_an_admin_ends_it() {
    let (Some(house), Some(ann), Some(operator)) = (House::start(), Hand::start().await, Hand::start().await) else {
        return;
    };
    join_from("Germany", &ann, &found(&house, MODEL, "Northwind Feeds", "ann@example.com"), "Ann Lee").await;
    let account = account_of(&ann).await;
    let id = account.rsplit('/').next().unwrap();
    let words = ["account", "support-access", "--account", id, "--reason", "Ticket 4711", "--hours", "2"];
    let printed = house.run(&words);
    let link = printed.split_whitespace().find(|word| word.contains("/support/")).unwrap();

    // The admins are mailed before anybody looks.
    let mail = house.letter("ann@example.com", "The operator can look into Northwind Feeds", 1).await;
    assert!(mail.text.contains("Ticket 4711") && mail.text.contains("change nothing"), "{}", mail.text);
    operator.open(link).await;
    for said in ["Look into Northwind Feeds", "Ticket 4711"] {
        operator.reads(said).await;
    }
    operator.is_well("support-link").await;
    operator.press("Begin").await;
    operator.press("User Management").await;
    operator.row_reads("Ann Lee", "Admin").await;
    operator.reads("You look into this account as the operator").await;
    operator.is_well("support-look").await;
    // Whatever it is, nothing is changed.
    operator.open(&format!("{account}/users/invite")).await;
    operator.fill("Email addresses", "eve@example.com").await;
    operator.tick("Admin").await;
    operator.press("Save").await;
    operator.reads("You were let in to look, and can change nothing.").await;
    assert_eq!(house.mail.mails_to("eve@example.com").len(), 0);

    // The admin reads it on every page, sees in the log what was looked at, and ends it with one click.
    ann.press("Audit log").await;
    for said in ["The operator can look into this account, until", "came to look at", "Ticket 4711"] {
        ann.reads(said).await;
    }
    ann.is_well("support-admin").await;
    ann.press("End it").await;
    ann.reads("look into this account is over.").await;
    operator.open(&format!("{account}/users")).await;
    operator.reads("Sign in").await;
    assert!(!operator.text().await.contains("Ann Lee"), "{}", operator.text().await);
    operator.open(link).await;
    operator.reads("This link is over").await;
    operator.is_well("support-over").await;
    ann.is_clean().await;
    house.run(&["doctor", "--verify"]);
}
