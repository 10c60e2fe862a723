//! By keys alone: users are invited, given sites, promoted and deleted.

use crate::{
    hand::Hand,
    house::House,
    walk::{create, found, join_from},
};
use thirtyfour::Key;

#[tokio::test(flavor = "multi_thread")]
async fn a03_to_a12_users_are_invited_given_sites_promoted_and_deleted_by_keys_alone() {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    join_from("Germany", &ann, &found(&house, "sites-and-projects", "Northwind Feeds", "ann@example.com"), "Ann Lee")
        .await;
    create(&ann, "Projects", "Project", "Spring catalogue").await;
    ann.press("User Management").await;
    ann.row_reads("Ann Lee", "Admin").await;

    // Many addresses in one field, one per line; the role by the arrows, the access by its first letters.
    ann.enter(Key::Tab, "Invite users").await;
    ann.has_focus("Email addresses").await;
    ann.keys("bo@example.com").await;
    ann.keys(Key::Enter).await;
    ann.keys("cy@example.com").await;
    ann.go(Key::Tab, "User").await;
    ann.go(Key::Tab, "Access to Spring catalogue").await;
    ann.keys("Read-W").await;
    ann.enter(Key::Tab, "Save").await;
    ann.reads("2 invitations sent.").await;
    ann.has_focus("Invite users").await;
    let mails = house.mail.wait_for_mail("bo@example.com", 1).await;
    join_from("Germany", &bo, mails[0].link("/invitations/"), "Bo Li").await;

    // A user becomes an admin in the panel, and a user again, whose access is asked about next.
    ann.enter(Key::Tab, "All").await;
    ann.row_reads("Bo Li", "User").await;
    ann.act_on("Bo Li", "Edit").await;
    ann.reads("Only those who manage users see it.").await;
    ann.go(Key::Tab, "User").await;
    ann.go(Key::Up, "Admin").await;
    ann.enter(Key::Tab, "Save").await;
    ann.row_reads("Bo Li", "Admin").await;
    ann.act_on("Bo Li", "Edit").await;
    ann.reads("Only those who manage users see it.").await;
    ann.go(Key::Tab, "Admin").await;
    ann.go(Key::Down, "User").await;
    ann.enter(Key::Tab, "Save").await;
    ann.reads("Access to projects and sites").await;
    ann.go(Key::Tab, "Access to Spring catalogue").await;
    ann.keys("Read-O").await;
    ann.enter(Key::Tab, "Save").await;
    ann.row_reads("Bo Li", "User").await;

    // "Delete" in the drop-down, after a question.
    ann.act_on("Bo Li", "Delete").await;
    ann.reads("Delete Bo Li?").await;
    ann.enter(Key::Tab, "Delete").await;
    ann.reads("Bo Li is deleted.").await;
    ann.is_clean().await;
}
