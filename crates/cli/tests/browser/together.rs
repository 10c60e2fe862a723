//! Two admins at work at the same time: what each sees of the other's work, and what is said before anything is sent.

use crate::{
    hand::Hand,
    house::House,
    walk::{create, found, join_from},
};

const MODEL: &str = "sites-and-projects";

async fn users(hand: &Hand) {
    hand.press("User Management").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f07_f11_f12_f13_f15_f24_two_admins_invite_and_edit_and_nothing_is_lost_between_them() {
    let (Some(house), Some(ann), Some(cy)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    join_from("Germany", &ann, &found(&house, MODEL, "Northwind Feeds", "ann@example.com"), "Ann Lee").await;
    create(&ann, "Projects", "Project", "Spring catalogue").await;

    // F24: a typing error is flagged while one types, and nothing is sent by that.
    users(&ann).await;
    ann.press("Invite users").await;
    ann.fill("Email addresses", "cy@gmial.com").await;
    ann.reads("Did you mean cy@gmail.com?").await;
    ann.fill("Email addresses", "cy@example.com").await;
    ann.tick("Admin").await;
    ann.press("Save").await;
    ann.reads("1 invitation sent.").await;
    join_from("Germany", &cy, house.mail.wait_for_mail("cy@example.com", 1).await[0].link("/invitations/"), "Cy Ode")
        .await;

    // F13: whoever invited hears of it, and can do without.
    let heard = house.mail.wait_for_mail("ann@example.com", 1).await.remove(0);
    assert!(heard.text.contains("Cy Ode"), "{}", heard.text);
    ann.press("Your profile").await;
    ann.press("Mails to me").await;
    assert!(ann.is_ticked("Somebody accepts my invitation").await);
    ann.tick("Somebody accepts my invitation").await;
    ann.press("Save").await;
    ann.reads("Mails to me").await;

    users(&ann).await;
    ann.press("Invite users").await;
    ann.fill("Email addresses", "bo@example.com").await;
    ann.tick("User").await;
    ann.select("Spring catalogue", "Read-Write").await;
    ann.press("Save").await;
    ann.reads("1 invitation sent.").await;
    let Some(bo) = Hand::start().await else { return };
    join_from("Germany", &bo, house.mail.wait_for_mail("bo@example.com", 1).await[0].link("/invitations/"), "Bo Li")
        .await;

    // F07: both have the same panel open; who saves second sees what the first changed, and loses nothing.
    for hand in [&ann, &cy] {
        users(hand).await;
        hand.choose_in_row("Bo Li", "Edit").await;
        hand.reads("Only those who manage users see it.").await;
    }
    cy.fill("Name", "Bo Linden").await;
    cy.press("Save").await;
    cy.row_reads("Bo Linden", "bo@example.com").await;
    ann.fill("Note", "Knows the harbour").await;
    ann.press("Save").await;
    ann.reads("Someone else saved in the meantime").await;
    assert_eq!(ann.value("Note").await, "Knows the harbour");
    assert_eq!(ann.value("Name").await, "Bo Linden");
    ann.is_well("saved-in-the-meantime").await;
    ann.press("Save").await;
    ann.reads("Bo Linden is saved.").await;
    users(&cy).await;
    cy.choose_in_row("Bo Linden", "Edit").await;
    assert_eq!(cy.value("Note").await, "Knows the harbour");
    cy.press("Close").await;

    // F15: the same access as a colleague, shown before it is saved.
    users(&ann).await;
    ann.press("Invite users").await;
    ann.fill("Email addresses", "dee@example.com").await;
    ann.press("Same access as…").await;
    ann.fill("Name or address of a colleague", "bo@example.com").await;
    ann.press("Fill in").await;
    ann.reads("This is what Bo Linden has. Nothing is saved yet.").await;
    ann.press("Save").await;
    ann.reads("1 invitation sent.").await;
    let first = house.mail.wait_for_mail("dee@example.com", 1).await.remove(0);

    // F11, F12: who is invited already is offered another mail by the same form; the one before is dead.
    users(&cy).await;
    cy.press("Invite users").await;
    cy.fill("Email addresses", "dee@example.com").await;
    cy.tick("User").await;
    cy.press("Save").await;
    cy.reads("Is invited already").await;
    cy.tick("Send again: dee@example.com").await;
    cy.fill("Email addresses", "").await;
    cy.press("Save").await;
    cy.reads("1 invitation sent again.").await;
    let again = house.mail.wait_for_mail("dee@example.com", 2).await.remove(1);
    let Some(dee) = Hand::start().await else { return };
    dee.open(first.link("/invitations/")).await;
    dee.reads("This link does not work").await;
    join_from("Germany", &dee, again.link("/invitations/"), "Dee Roy").await;
    dee.press("Projects").await;
    dee.reads("Spring catalogue").await;

    // Nobody was told of what they didn't want to hear.
    assert_eq!(house.mail.wait_for_mail("ann@example.com", 1).await.len(), 1);
    for hand in [&ann, &cy, &bo, &dee] {
        hand.is_clean().await;
    }
    house.run(&["doctor", "--verify"]);
}
