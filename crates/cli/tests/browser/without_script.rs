//! The main flows in a browser that runs no script: every control is a link or a form first.

use crate::{
    hand::With,
    house::House,
    walk::{create, found, join},
};

#[tokio::test(flavor = "multi_thread")]
async fn c01_to_c14_users_are_invited_join_and_are_edited_deleted_and_restored_without_script() {
    walk(With::NO_SCRIPT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn c01_to_c14_users_are_invited_join_and_are_edited_deleted_and_restored_without_script_in_firefox() {
    walk(With::FIREFOX_NO_SCRIPT).await;
}

async fn walk(with: With) {
    let Some(house) = House::start() else { return };
    let (Some(ann), Some(bo)) = (with.start().await, with.start().await) else { return };
    let founder = found(&house, "company-and-projects", "Harbour Studio", "ann@example.com");
    join(&ann, &founder, "Ann Lee", "Accept invitation").await;
    create(&ann, "Projects", "Project", "Lighthouse").await;

    // Invited on a page of its own.
    ann.press("Users").await;
    ann.press("+ Add").await;
    ann.fill("Email", "bo@example.com").await;
    ann.tick("Member").await;
    ann.press("Send").await;
    ann.reads("1 invitation sent.").await;
    let mails = house.mail.wait_for_mail("bo@example.com", 1).await;
    join(&bo, mails[0].link("/invitations/"), "Bo Li", "Accept invitation").await;
    bo.reads("Welcome to Harbour Studio").await;

    // Searched by a button, sorted by a link.
    ann.press("Users").await;
    ann.fill("Search", "bo").await;
    ann.press("Search").await;
    ann.row_reads("Bo Li", "Member").await;
    assert!(!ann.text().await.contains("1 match in"), "{}", ann.text().await);
    ann.press("Users").await;
    ann.press("Email").await;
    ann.row_reads("Bo Li", "Member").await;

    // Edited; a mistake is told on the same page.
    ann.choose_in_row("Bo Li", "Edit").await;
    ann.fill("Name", "").await;
    ann.press("Save").await;
    ann.reads("Please look at one field again").await;
    ann.fill("Name", "Bo Lindqvist").await;
    ann.tick("Guest").await;
    ann.press("Save").await;
    ann.reads("The role no longer reaches everything").await;
    ann.select("Access to Lighthouse", "Participant").await;
    ann.press("Save").await;
    ann.row_reads("Bo Lindqvist", "1 project").await;

    // Deleted after a question, and taken back by the message.
    ann.choose_in_row("Bo Lindqvist", "Delete").await;
    ann.press("Delete").await;
    ann.reads("Undo").await;
    ann.press("Undo").await;
    ann.press("Users").await;
    ann.row_reads("Bo Lindqvist", "Guest").await;

    // Many at once, deleted for good this time, found among the archived and restored.
    ann.tick_row("Bo Lindqvist").await;
    ann.press("Delete").await;
    ann.reads("Delete: 1 user?").await;
    ann.press("Delete").await;
    ann.reads("Done for 1 user: Delete.").await;
    ann.press("Users").await;
    ann.press("Filter").await;
    ann.select("Archived users", "Yes").await;
    ann.press("Apply").await;
    ann.row_reads("Bo Lindqvist", "Deleted").await;
    ann.choose_in_row("Bo Lindqvist", "Restore").await;
    ann.press("Restore").await;
    // After what tells of the changes before comes the link with which they come back.
    let mut count = 2;
    let back = loop {
        let mail = house.mail.wait_for_mail("bo@example.com", count).await.remove(count - 1);
        if mail.text.contains("/invitations/") {
            break mail;
        }
        count += 1;
    };
    bo.open(back.link("/invitations/")).await;
    bo.press("Join Harbour Studio").await;
    bo.reads("Welcome to Harbour Studio").await;

    // The log, narrowed by a form.
    ann.press("Audit log").await;
    ann.fill("Search", "Lighthouse").await;
    ann.press("Apply").await;
    ann.reads("Lighthouse").await;
    assert!(!ann.text().await.contains("invited"), "{}", ann.text().await);
    ann.is_clean().await;
    bo.is_clean().await;
}
