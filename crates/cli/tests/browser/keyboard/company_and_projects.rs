//! By keys alone: users are added, edited, given access and deleted.

use crate::{
    hand::Hand,
    house::House,
    walk::{create, found, join},
};
use thirtyfour::Key;

#[tokio::test(flavor = "multi_thread")]
async fn c01_to_c14_users_are_invited_edited_given_access_and_deleted_by_keys_alone() {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    let founder = found(&house, "company-and-projects", "Harbour Studio", "ann@example.com");
    join(&ann, &founder, "Ann Lee", "Accept invitation").await;
    create(&ann, "Projects", "Project", "Lighthouse").await;
    ann.press("Users").await;
    ann.reads("Ann Lee").await;

    // The first key leads past the menus.
    ann.browser.refresh().await.unwrap();
    ann.reads("Ann Lee").await;
    ann.keys(Key::Tab).await;
    ann.has_focus("Skip to content").await;
    // Invite: the panel has the focus, Escape gives it back to what opened it.
    ann.enter(Key::Tab, "+ Add").await;
    ann.has_focus("Email").await;
    ann.keys(Key::Escape).await;
    ann.has_focus("+ Add").await;
    ann.keys(Key::Enter).await;
    ann.has_focus("Email").await;
    ann.keys("bo@example.com").await;
    ann.go(Key::Tab, "Guest").await;
    ann.go(Key::Up, "Member").await;
    ann.enter(Key::Tab, "Send").await;
    ann.reads("1 invitation sent.").await;
    ann.has_focus("+ Add").await;
    let mails = house.mail.wait_for_mail("bo@example.com", 1).await;
    join(&bo, mails[0].link("/invitations/"), "Bo Li", "Accept invitation").await;
    bo.reads("Welcome to Harbour Studio").await;

    // Edit the role, from the row's menu: the arrows go through it, Escape closes it.
    ann.press("Users").await;
    ann.row_reads("Bo Li", "Member").await;
    ann.enter(Key::Tab, "Actions for Bo Li").await;
    ann.go(Key::Down, "Permissions").await;
    ann.keys(Key::Escape).await;
    ann.has_focus("Actions for Bo Li").await;
    ann.keys(Key::Enter).await;
    ann.enter(Key::Down, "Edit").await;
    ann.reads("Administrator information").await;
    ann.go(Key::Tab, "Member").await;
    ann.go(Key::Down, "Guest").await;
    ann.enter(Key::Tab, "Save").await;
    // Access: the page that comes next begins at its top; the list is chosen from by the first letters.
    ann.reads("The role no longer reaches everything").await;
    ann.go(Key::Tab, "Access to Lighthouse").await;
    ann.keys("Pa").await;
    ann.enter(Key::Tab, "Save").await;
    ann.row_reads("Bo Li", "1 project").await;
    ann.enter(Key::Tab, "1 project").await;
    ann.reads("Single permissions").await;
    ann.keys(Key::Escape).await;
    ann.has_focus("1 project").await;

    // Many at once: the space bar selects, the bar follows in the order of the keys.
    ann.go(Key::Tab, "Select all").await;
    ann.go(Key::Tab, "Select Bo Li").await;
    ann.keys(Key::Space).await;
    ann.reads("1 selected").await;
    ann.enter(Key::Tab, "Clear").await;
    ann.has_focus("Select all").await;
    ann.go(Key::Tab, "Select Bo Li").await;
    ann.keys(Key::Space).await;
    ann.enter(Key::Tab, "Delete").await;
    ann.reads("Delete: 1 user?").await;
    ann.enter(Key::Tab, "Delete").await;
    ann.reads("Done for 1 user: Delete.").await;
    // The way back is beside what was said.
    ann.enter(Key::Tab, "Undo").await;
    ann.reads("Undone").await;

    // The log: narrowed as one chooses, and the choice keeps the focus while the list is renewed.
    ann.enter(Key::Tab, "Audit log").await;
    ann.reads("From where").await;
    ann.keys("/").await;
    ann.keys("Lighthouse").await;
    for _ in 0..100 {
        if !ann.text().await.contains("invited") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(!ann.text().await.contains("invited"), "{}", ann.text().await);
    ann.reads("Lighthouse").await;
    for _ in "Lighthouse".chars() {
        ann.keys(Key::Backspace).await;
    }
    ann.reads("invited").await;
    // The keys are told by one of them, and it gives the focus back.
    ann.go(Key::Tab, "Export as CSV").await;
    ann.keys("?").await;
    for said in ["Keyboard shortcuts", "Go to the search", "Open a menu", "Shift + click", "Close a panel"] {
        ann.reads(said).await;
    }
    ann.keys(Key::Escape).await;
    ann.has_focus("Export as CSV").await;
    ann.is_clean().await;
}
