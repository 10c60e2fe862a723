//! The document of the system with a company, its users and the teams of its projects, from top to bottom: as owner, as newcomer
//! with the mail, as user. C05, C08 and C09 have walks of their own.

use crate::{
    hand::Hand,
    house::House,
    walk::{create, found, join},
};

const MODEL: &str = "company-and-projects";

#[tokio::test(flavor = "multi_thread")]
async fn c01_to_c07_and_c14_company_users_are_added_changed_deleted_and_restored() {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    join(&ann, &found(&house, MODEL, "Harbour Studio", "ann@example.com"), "Ann Lee", "Accept invitation").await;

    // C14: "+ Add": address, company role, permissions, a personal message; a link that is good for 24 hours.
    ann.press("Users").await;
    ann.press("+ Add").await;
    ann.reads("24 hours").await;
    ann.fill("Email", "bo@example.com").await;
    ann.tick("Member").await;
    ann.fill("Personal message", "The boats are waiting.").await;
    ann.press("Send").await;
    ann.reads("1 invitation sent.").await;
    ann.press("Users").await;
    ann.row_reads("bo@example.com", "Invited").await;
    let mail = house.mail.wait_for_mail("bo@example.com", 1).await.remove(0);
    assert!(mail.text.contains("The boats are waiting.") && mail.text.contains("Member"), "{}", mail.text);

    // C03: "Resend invite": a new mail, and the old link is dead.
    ann.press("Users").await;
    ann.tick_row("bo@example.com").await;
    ann.press("Resend invite").await;
    let again = house.mail.wait_for_mail("bo@example.com", 2).await.remove(1);
    bo.open(mail.link("/invitations/")).await;
    bo.reads("This link does not work").await;
    join(&bo, again.link("/invitations/"), "Bo Li", "Accept invitation").await;
    bo.reads("Welcome to Harbour Studio").await;
    assert!(!bo.text().await.contains("Users"), "a member has no list of users");

    // "Select the checkbox next to the user … Edit … select a new role … Save … a notification email."
    ann.press("Users").await;
    ann.tick_row("Bo Li").await;
    ann.press("Edit").await;
    ann.tick("Administrator").await;
    ann.press("Save").await;
    ann.row_reads("Bo Li", "Administrator").await;
    let told = house.mail.wait_for_mail("bo@example.com", 3).await.remove(2);
    assert!(told.subject.contains("Administrator") && told.text.contains("Ann Lee"), "{}", told.text);
    ann.tick_row("Bo Li").await;
    ann.press("Edit").await;
    ann.tick("Member").await;
    ann.press("Save").await;
    ann.row_reads("Bo Li", "Member").await;
    house.mail.wait_for_mail("bo@example.com", 4).await;

    // "Select one or multiple permissions … Available permissions depend on the selected role … a notification email."
    ann.tick_row("Bo Li").await;
    ann.press("Edit").await;
    ann.tick("Creator").await;
    ann.tick("Styles").await;
    ann.press("Save").await;
    let told = house.mail.wait_for_mail("bo@example.com", 5).await.remove(4);
    assert!(told.text.contains("Creator") && told.text.contains("Styles"), "{}", told.text);
    // What a role doesn't offer is named before Save, then dropped.
    ann.press("Users").await;
    ann.tick_row("Bo Li").await;
    ann.press("Edit").await;
    ann.reads("Takes away what was given beyond the role: Creator.").await;
    ann.tick("Guest").await;
    ann.press("Save").await;
    let told = house.mail.wait_for_mail("bo@example.com", 6).await.remove(5);
    assert!(told.text.contains("Guest") && told.text.contains("Creator"), "{}", told.text);
    ann.row_reads("Bo Li", "Guest").await;

    // C07: "Click the user's name … Edit to change the user role, update permissions, or add a note in the Administrator
    // information".
    ann.press("Bo Li").await;
    ann.press("Edit").await;
    ann.tick("Member").await;
    ann.tick("Creator").await;
    ann.fill("Administrator information", "Knows the harbour master.").await;
    ann.reads("The user may ask to read it.").await;
    ann.press("Save").await;
    ann.reads("Bo Li is saved.").await;
    ann.press("Users").await;
    ann.press("Bo Li").await;
    for said in ["Administrator information", "Knows the harbour master.", "Member", "Creator"] {
        ann.reads(said).await;
    }
    let told = house.mail.wait_for_mail("bo@example.com", 8).await;
    assert!(
        told[6..].iter().any(|mail| mail.text.contains("Creator"))
            && told[6..].iter().any(|mail| mail.subject.contains("Member"))
    );
    create(&bo, "Projects", "Project", "Lighthouse").await;

    // "Select Delete … Click the Delete button to confirm … a Deleted status … a notification email."
    ann.press("Users").await;
    ann.tick_row("Bo Li").await;
    ann.press("Delete").await;
    ann.reads("Delete: 1 user?").await;
    ann.press("Delete").await;
    // C12: another owner is chosen before this one goes.
    ann.reads("What only one user can have is to be taken over by somebody first, on: Lighthouse.").await;
    ann.press("Users").await;
    ann.choose_in_row("Bo Li", "Delete").await;
    ann.select("Hand over to", "Ann Lee").await;
    ann.press("Delete").await;
    ann.reads("Bo Li is now “Deleted”.").await;
    house.letter("bo@example.com", "You are no longer in Harbour Studio", 1).await;
    bo.open(&format!("{}/", house.address)).await;
    bo.reads("You are in no account yet").await;

    // "Select Restore … an Invited status … an email with a sign-up link": as they were, on acceptance.
    ann.press("Users").await;
    assert!(!ann.text().await.contains("Bo Li"), "C05: whoever is deleted is not among the users");
    ann.press("Filter").await;
    ann.select("Archived users", "Yes").await;
    ann.press("Apply").await;
    ann.row_reads("Bo Li", "Deleted").await;
    ann.tick_row("Bo Li").await;
    ann.press("Restore").await;
    ann.press("Restore").await;
    ann.reads("Done for 1 user: Restore.").await;
    ann.press("Users").await;
    ann.row_reads("Bo Li", "Invited").await;
    let link = house.letter("bo@example.com", "invites you to Harbour Studio", 3).await;
    bo.open(link.link("/invitations/")).await;
    bo.press("Join Harbour Studio").await;
    bo.reads("Welcome to Harbour Studio").await;
    bo.reads("Lighthouse").await;
    ann.press("Users").await;
    ann.row_reads("Bo Li", "Member").await;
    ann.press("Bo Li").await;
    for said in ["Knows the harbour master.", "Creator", "Participant"] {
        ann.reads(said).await;
    }
    ann.is_clean().await;
    bo.is_clean().await;
    house.run(&["doctor", "--verify"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn c10_to_c15_the_team_of_a_project_is_led_added_to_and_left() {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    join(&ann, &found(&house, MODEL, "Harbour Studio", "ann@example.com"), "Ann Lee", "Accept invitation").await;
    create(&ann, "Projects", "Project", "Lighthouse").await;

    // C15: "+" on the Team tab: a new address joins as Guest, with permissions in the project.
    ann.press("Lighthouse").await;
    ann.reads("Lighthouse · Team").await;
    ann.press("+").await;
    ann.reads("joins as Guest").await;
    ann.fill("Or somebody new", "bo@example.com").await;
    ann.tick("Participant").await;
    ann.tick("Comment").await;
    ann.press("Give access").await;
    ann.reads("bo@example.com is invited, with access to Lighthouse.").await;
    let mail = house.mail.wait_for_mail("bo@example.com", 1).await.remove(0);
    join(&bo, mail.link("/invitations/"), "Bo Li", "Accept invitation").await;
    bo.reads("Lighthouse").await;

    // C11: "Select Edit … one or multiple permissions … Save … a notification email."
    let team = ann.browser.current_url().await.unwrap();
    ann.open(team.as_str()).await;
    ann.row_reads("Bo Li", "Comment").await;
    ann.tick_row("Bo Li").await;
    ann.press("Edit").await;
    ann.tick("Share").await;
    ann.press("Save").await;
    ann.row_reads("Bo Li", "Share").await;
    let told = house.mail.wait_for_mail("bo@example.com", 2).await.remove(1);
    assert!(told.text.contains("Lighthouse") && told.text.contains("Share"), "{}", told.text);

    // C10: "This role can be assigned to another user who has Team and Users permissions."
    ann.tick_row("Bo Li").await;
    ann.press("Assign as owner").await;
    ann.reads("Bo Li can’t have this yet").await;
    ann.press("Users").await;
    ann.choose_in_row("Bo Li", "Edit").await;
    ann.tick("Administrator").await;
    ann.press("Save").await;
    ann.row_reads("Bo Li", "Administrator").await;
    house.mail.wait_for_mail("bo@example.com", 3).await;
    ann.open(team.as_str()).await;
    ann.tick_row("Bo Li").await;
    ann.press("Assign as owner").await;
    ann.reads("Bo Li is Project Owner of Lighthouse now.").await;
    ann.row_reads("Ann Lee", "Participant").await;
    let told = house.mail.wait_for_mail("bo@example.com", 4).await.remove(3);
    assert!(told.text.contains("Project Owner"), "{}", told.text);
    let told = house.mail.wait_for_mail("ann@example.com", 1).await;
    assert!(told.iter().all(|mail| !mail.text.contains("Project Owner")), "nobody is told of what they did themselves");

    // C12: "Select Delete … confirm … removed from the Project but will remain a company user"; the owner can't be.
    ann.choose_in_row("Bo Li", "Delete").await;
    ann.press("Delete").await;
    ann.reads("Somebody has to have this").await;
    ann.press("Keep").await;
    ann.press("+").await;
    ann.fill("Or somebody new", "cy@example.com").await;
    ann.tick("Participant").await;
    ann.press("Give access").await;
    let mail = house.mail.wait_for_mail("cy@example.com", 1).await.remove(0);
    let Some(cy) = Hand::start().await else { return };
    join(&cy, mail.link("/invitations/"), "Cy Dahl", "Accept invitation").await;
    bo.open(team.as_str()).await;
    bo.tick_row("Cy Dahl").await;
    bo.press("Delete").await;
    bo.reads("Take away the access").await;
    bo.press("Delete").await;
    bo.reads("is taken away.").await;
    bo.press("Users").await;
    bo.row_reads("Cy Dahl", "Guest").await;
    ann.is_clean().await;
    bo.is_clean().await;
    house.run(&["doctor", "--verify"]);
}
