//! Going and coming back: what is owned is handed over, what comes back is seen before, what was done is undone, and one leaves.

use crate::{
    hand::Hand,
    house::House,
    walk::{account_of, colleague, create, found, join},
};

const MODEL: &str = "company-and-projects";

/// A company with its owner.
async fn company() -> Option<(House, Hand)> {
    let (house, ann) = (House::start()?, Hand::start().await?);
    join(&ann, &found(&house, MODEL, "Harbour Studio", "ann@example.com"), "Ann Lee", "Accept invitation").await;
    Some((house, ann))
}

/// Shows those who are out, too.
async fn with_those_who_are_out(hand: &Hand) {
    hand.press("Users").await;
    hand.press("Filter").await;
    hand.select("Archived users", "Yes").await;
    hand.press("Apply").await;
    hand.row_reads("Bo Li", "Deleted").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f17_what_somebody_owns_is_listed_and_handed_over_in_the_dialog_that_removes_them() {
    let Some((house, ann)) = company().await else { return };
    let Some(bo) = colleague(&house, &ann, "Bo Li", "bo@example.com", "Administrator").await else { return };
    let Some(cy) = colleague(&house, &ann, "Cy Ode", "cy@example.com", "Administrator").await else { return };
    for project in ["Lighthouse", "Breakwater"] {
        create(&bo, "Projects", "Project", project).await;
    }
    bo.press("Users").await;
    bo.press("+ Add").await;
    bo.fill("Email", "di@example.com").await;
    bo.tick("Guest").await;
    bo.press("Send").await;
    bo.reads("1 invitation sent.").await;

    ann.press("Users").await;
    ann.choose_in_row("Bo Li", "Delete").await;
    for said in ["What Bo Li owns", "Lighthouse", "Breakwater", "1 invitation that waits or ran out"] {
        ann.reads(said).await;
    }
    ann.is_well("removal-with-belongings").await;
    ann.select("Hand over to", "Cy Ode").await;
    ann.press("Delete").await;
    ann.reads("Bo Li is now “Deleted”.").await;
    house.letter("bo@example.com", "You are no longer in Harbour Studio", 1).await;
    cy.press("Projects").await;
    cy.press("Lighthouse").await;
    cy.row_reads("Cy Ode", "Project Owner").await;
    assert!(!cy.text().await.contains("Bo Li"), "{}", cy.text().await);
    // The invitation is Cy's now: she hears that it was accepted.
    let mail = house.mail.wait_for_mail("di@example.com", 1).await.remove(0);
    let Some(di) = Hand::start().await else { return };
    join(&di, mail.link("/invitations/"), "Di Roe", "Accept invitation").await;
    house.letter("cy@example.com", "Your access in Harbour Studio has changed", 1).await;
    house.letter("cy@example.com", "Di Roe has joined", 1).await;
    ann.is_clean().await;
    house.run(&["doctor", "--verify"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn c06_before_somebody_comes_back_it_is_seen_what_does_and_what_cannot() {
    let Some((house, ann)) = company().await else { return };
    let Some(bo) = colleague(&house, &ann, "Bo Li", "bo@example.com", "Administrator").await else { return };
    for project in ["Lighthouse", "Breakwater"] {
        create(&bo, "Projects", "Project", project).await;
    }
    ann.press("Users").await;
    ann.choose_in_row("Bo Li", "Delete").await;
    // C12: no project is left without its owner.
    ann.reads("What only one user can have is to be taken over by somebody: choose who.").await;
    ann.select("Hand over to", "Ann Lee").await;
    ann.press("Delete").await;
    ann.reads("Bo Li is now “Deleted”.").await;
    ann.press("Projects").await;
    ann.choose_in_row("Breakwater", "Delete").await;
    ann.fill("Type the name to delete it", "Breakwater").await;
    ann.press("Delete").await;
    ann.reads("Breakwater is deleted.").await;

    with_those_who_are_out(&ann).await;
    ann.choose_in_row("Bo Li", "Restore").await;
    for said in [
        "Bring Bo Li back?",
        "A mail with a link goes to bo@example.com.",
        "Administrator",
        "Lighthouse: Participant",
        "This cannot come back, because it was deleted meanwhile:",
        "Breakwater",
    ] {
        ann.reads(said).await;
    }
    ann.is_well("restore-preview").await;
    ann.press("Restore").await;
    ann.reads("Bo Li is now “Invited”.").await;
    let mail = house.letter("bo@example.com", "invites you to Harbour Studio", 2).await;
    bo.open(mail.link("/invitations/")).await;
    bo.press("Join Harbour Studio").await;
    bo.reads("Welcome to Harbour Studio").await;
    bo.press("Projects").await;
    bo.press("Lighthouse").await;
    bo.row_reads("Bo Li", "Participant").await;
    bo.row_reads("Ann Lee", "Project Owner").await;
    bo.press("Users").await;
    bo.row_reads("Bo Li", "Administrator").await;
    ann.is_clean().await;
    bo.is_clean().await;
    house.run(&["doctor", "--verify"]);
}

// What stands in the way of it is said: `undo` in the use-cases' tests.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_undone_from_the_message_and_a_removal_from_its_line_in_the_log() {
    let Some((house, ann)) = company().await else { return };
    let Some(bo) = colleague(&house, &ann, "Bo Li", "bo@example.com", "Member").await else { return };

    // The message that follows a change holds the way back; whoever heard of the one hears of the other.
    ann.press("Users").await;
    ann.choose_in_row("Bo Li", "Edit").await;
    ann.tick("Administrator").await;
    ann.press("Save").await;
    ann.reads("Bo Li is saved.").await;
    ann.row_reads("Bo Li", "Administrator").await;
    ann.press("Undo").await;
    ann.reads("Undone.").await;
    ann.row_reads("Bo Li", "Member").await;
    for role in ["Administrator", "Member"] {
        house.letter("bo@example.com", &format!("Your role in Harbour Studio is now {role}"), 1).await;
    }

    // From the log: first what would come back, then it does, at once, with what was theirs.
    create(&ann, "Projects", "Project", "Lighthouse").await;
    ann.press("Users").await;
    ann.choose_in_row("Bo Li", "Delete").await;
    ann.press("Delete").await;
    ann.reads("Bo Li is now “Deleted”.").await;
    bo.open(&format!("{}/", house.address)).await;
    bo.reads("You are in no account yet").await;
    ann.press("Audit log").await;
    ann.press_in_row("Bo Li", "Undo").await;
    ann.reads("Undo this?").await;
    ann.reads("Bo Li").await;
    ann.is_well("undo-question").await;
    ann.press("Undo").await;
    ann.reads("Undone.").await;
    ann.press("Users").await;
    ann.row_reads("Bo Li", "Member").await;
    bo.open(&format!("{}/", house.address)).await;
    bo.press("Projects").await;
    ann.is_clean().await;
    bo.is_clean().await;
    house.run(&["doctor", "--verify"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn f19_one_leaves_with_ones_own_hand_and_the_owner_is_told_why_not_yet() {
    let Some((house, ann)) = company().await else { return };
    let Some(bo) = colleague(&house, &ann, "Bo Li", "bo@example.com", "Member").await else { return };
    let account = account_of(&bo).await;

    // Without a list of users, too: from where one's accounts are.
    bo.press("Your profile").await;
    bo.press("Your accounts").await;
    bo.reads("Harbour Studio").await;
    bo.is_well("your-accounts").await;
    bo.choose_in_row("Harbour Studio", "Leave this account").await;
    bo.reads("All your access in this account ends at once").await;
    bo.is_well("leave-question").await;
    bo.press("Keep").await;
    bo.choose_in_row("Harbour Studio", "Leave this account").await;
    bo.press("Leave").await;
    bo.reads("You have left Harbour Studio.").await;
    bo.reads("You are in no account any more").await;
    house.letter("bo@example.com", "You have left Harbour Studio", 1).await;
    bo.open(&account).await;
    bo.reads("There is nothing here").await;
    with_those_who_are_out(&ann).await;

    // F02: whoever alone keeps the account is told what to do first.
    ann.press("Your profile").await;
    ann.press("Your accounts").await;
    ann.choose_in_row("Harbour Studio", "Leave this account").await;
    ann.reads("You cannot leave yet").await;
    ann.reads("Somebody else must have the role “Company Owner” first.").await;
    ann.press("Close").await;
    ann.is_clean().await;
    bo.is_clean().await;
    house.run(&["doctor", "--verify"]);
}
