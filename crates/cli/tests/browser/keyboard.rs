//! The main flows by keys alone: no pointer is touched. After each the focus is where the person was, never nowhere.

use crate::{
    hand::Hand,
    house::House,
    walk::{PASSWORD, create, found, join},
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
    ann.go(Key::Tab, "+ Add").await;
    ann.keys(Key::Enter).await;
    ann.has_focus("Email").await;
    ann.keys(Key::Escape).await;
    ann.has_focus("+ Add").await;
    ann.keys(Key::Enter).await;
    ann.has_focus("Email").await;
    ann.keys("bo@example.com").await;
    ann.go(Key::Tab, "Guest").await;
    ann.go(Key::Up, "Member").await;
    ann.go(Key::Tab, "Send").await;
    ann.keys(Key::Enter).await;
    ann.reads("1 invitation sent.").await;
    ann.has_focus("+ Add").await;
    let mails = house.mail.wait_for_mail("bo@example.com", 1).await;
    join(&bo, mails[0].link("/invitations/"), "Bo Li", "Accept invitation").await;
    bo.reads("Welcome to Harbour Studio").await;

    // Edit the role, from the row's menu: the arrows go through it, Escape closes it.
    ann.press("Users").await;
    ann.row_reads("Bo Li", "Member").await;
    ann.go(Key::Tab, "Actions for Bo Li").await;
    ann.keys(Key::Enter).await;
    ann.go(Key::Down, "Permissions").await;
    ann.keys(Key::Escape).await;
    ann.has_focus("Actions for Bo Li").await;
    ann.keys(Key::Enter).await;
    ann.go(Key::Down, "Edit").await;
    ann.keys(Key::Enter).await;
    ann.reads("Administrator information").await;
    ann.go(Key::Tab, "Member").await;
    ann.go(Key::Down, "Guest").await;
    ann.go(Key::Tab, "Save").await;
    ann.keys(Key::Enter).await;
    // Access: the page that comes next begins at its top; the list is chosen from by the first letters.
    ann.reads("The role no longer reaches everything").await;
    ann.go(Key::Tab, "Access to Lighthouse").await;
    ann.keys("Pa").await;
    ann.go(Key::Tab, "Save").await;
    ann.keys(Key::Enter).await;
    ann.row_reads("Bo Li", "1 project").await;
    ann.go(Key::Tab, "1 project").await;
    ann.keys(Key::Enter).await;
    ann.reads("Single permissions").await;
    ann.keys(Key::Escape).await;
    ann.has_focus("1 project").await;

    // Many at once: the space bar selects, the bar follows in the order of the keys.
    ann.go(Key::Tab, "Select all").await;
    ann.go(Key::Tab, "Select Bo Li").await;
    ann.keys(Key::Space).await;
    ann.reads("1 selected").await;
    ann.go(Key::Tab, "Clear").await;
    ann.keys(Key::Enter).await;
    ann.has_focus("Select all").await;
    ann.go(Key::Tab, "Select Bo Li").await;
    ann.keys(Key::Space).await;
    ann.go(Key::Tab, "Delete").await;
    ann.keys(Key::Enter).await;
    ann.reads("Delete: 1 user?").await;
    ann.go(Key::Tab, "Delete").await;
    ann.keys(Key::Enter).await;
    ann.reads("Done for 1 user: Delete.").await;
    // The way back is beside what was said.
    ann.go(Key::Tab, "Undo").await;
    ann.keys(Key::Enter).await;
    ann.reads("Undone").await;

    // The log: narrowed as one chooses, and the choice keeps the focus while the list is renewed.
    ann.go(Key::Tab, "Audit log").await;
    ann.keys(Key::Enter).await;
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
    ann.reads("Keyboard shortcuts").await;
    ann.keys(Key::Escape).await;
    ann.has_focus("Export as CSV").await;
    ann.is_clean().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn d05_to_d10_members_are_invited_made_admin_and_removed_by_keys_alone() {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    let founder = found(&house, "shared-workspaces", "Orbit Maps", "ann@example.com");
    join(&ann, &founder, "Ann Lee", "Accept invitation").await;
    ann.reads("Welcome to Orbit Maps").await;

    // The menu in the upper right: opened, closed again, and gone through by the arrows.
    ann.browser.refresh().await.unwrap();
    ann.reads("Workspaces").await;
    ann.go(Key::Tab, "Workspace:").await;
    ann.keys(Key::Enter).await;
    ann.go(Key::Down, "Members").await;
    ann.keys(Key::Escape).await;
    ann.has_focus("Workspace:").await;
    ann.keys(Key::Enter).await;
    ann.go(Key::Down, "Members").await;
    ann.keys(Key::Enter).await;
    ann.row_reads("Ann Lee", "Admin").await;

    // Type, Add, again: the field has the focus each time; one that was added by mistake is taken off.
    ann.go(Key::Tab, "Invite member").await;
    ann.keys(Key::Enter).await;
    ann.has_focus("Email").await;
    for email in ["bo@example.com", "cy@example.com", "dee@example.com"] {
        ann.keys(email).await;
        ann.keys(Key::Enter).await;
        ann.reads(email).await;
        ann.has_focus("Email").await;
    }
    ann.go(Key::Tab, "Remove dee@example.com").await;
    ann.keys(Key::Enter).await;
    ann.has_focus("Email").await;
    ann.go(Key::Tab, "Send invites").await;
    ann.keys(Key::Enter).await;
    ann.reads("2 invitations sent.").await;
    ann.has_focus("Invite member").await;
    let mails = house.mail.wait_for_mail("bo@example.com", 1).await;
    join(&bo, mails[0].link("/invitations/"), "Bo Li", "Accept invitation").await;
    bo.reads("Welcome to Orbit Maps").await;
    assert_eq!(house.mail.mails_to("dee@example.com").len(), 0);

    // "Change to admin" and back, in the row's menu.
    ann.go(Key::Tab, "Active").await;
    ann.keys(Key::Enter).await;
    ann.row_reads("Bo Li", "Member").await;
    for (change, role) in [("Change to admin", "Admin"), ("Change to member", "Member")] {
        ann.go(Key::Tab, "Actions for Bo Li").await;
        ann.keys(Key::Enter).await;
        ann.go(Key::Down, change).await;
        ann.keys(Key::Enter).await;
        ann.row_reads("Bo Li", role).await;
    }

    // "Remove user": asked first; Escape leaves everything as it was, and the focus where it came from.
    ann.go(Key::Tab, "Actions for Bo Li").await;
    ann.keys(Key::Enter).await;
    ann.go(Key::Down, "Remove user").await;
    ann.keys(Key::Enter).await;
    ann.reads("What Bo Li owns").await;
    ann.keys(Key::Escape).await;
    ann.has_focus("Actions for Bo Li").await;
    ann.keys(Key::Enter).await;
    ann.go(Key::Down, "Remove user").await;
    ann.keys(Key::Enter).await;
    ann.reads("What Bo Li owns").await;
    ann.go(Key::Tab, "Remove user").await;
    ann.keys(Key::Enter).await;
    ann.reads("Bo Li is deleted.").await;
    ann.is_clean().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e01_to_e10_users_are_invited_with_single_permissions_edited_archived_and_restored_by_keys_alone() {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    let founder = found(&house, "apps-and-permissions", "Corner Salon", "ann@example.com");
    join(&ann, &founder, "Ann Lee", "Accept invitation").await;
    ann.reads("Welcome to Corner Salon").await;

    // Avatar, Settings, the column on the left.
    ann.browser.refresh().await.unwrap();
    ann.reads("Corner Salon").await;
    ann.go(Key::Tab, "Your profile").await;
    ann.keys(Key::Enter).await;
    ann.go(Key::Down, "Settings").await;
    ann.keys(Key::Enter).await;
    ann.reads("Business settings").await;
    ann.go(Key::Tab, "Users").await;
    ann.keys(Key::Enter).await;
    ann.row_reads("Ann Lee", "Owner").await;

    // The panel: names, address, role, and permissions one by one; the focus shows what each of them does (E08).
    ann.go(Key::Tab, "+ Invite user").await;
    ann.keys(Key::Enter).await;
    ann.has_focus("First name").await;
    ann.keys("Bo").await;
    ann.keys(Key::Tab).await;
    ann.keys("Li").await;
    ann.keys(Key::Tab).await;
    ann.has_focus("Email").await;
    ann.keys("bo@example.com").await;
    ann.go(Key::Tab, "User").await;
    ann.go(Key::Tab, "All").await;
    ann.go(Key::Down, "Custom").await;
    ann.go(Key::Tab, "Refund").await;
    ann.reads("Give a customer money back, wholly or in part.").await;
    ann.keys(Key::Space).await;
    ann.go(Key::Tab, "Invite user").await;
    ann.keys(Key::Enter).await;
    ann.reads("1 invitation sent.").await;
    ann.has_focus("+ Invite user").await;
    let mails = house.mail.wait_for_mail("bo@example.com", 1).await;
    bo.open(mails[0].link("/invitations/")).await;
    bo.fill("Choose a password", PASSWORD).await;
    bo.press("Accept invitation").await;
    bo.reads("Welcome to Corner Salon").await;

    // The same panel, from the row's menu (E09).
    ann.go(Key::Tab, "Active").await;
    ann.keys(Key::Enter).await;
    ann.row_reads("Bo Li", "User").await;
    ann.go(Key::Tab, "Actions for Bo Li").await;
    ann.keys(Key::Enter).await;
    ann.go(Key::Down, "Edit").await;
    ann.keys(Key::Enter).await;
    ann.has_focus("First name").await;
    assert!(!ann.is_ticked("Refund").await, "it was switched off by the space bar");
    ann.keys(Key::Tab).await;
    ann.has_focus("Last name").await;
    ann.keys("Linden").await;
    ann.go(Key::Tab, "Edit user").await;
    ann.keys(Key::Enter).await;
    ann.reads("Bo Linden is saved.").await;

    // Archived, found among the archived by the tabs, and brought back.
    ann.go(Key::Tab, "Actions for Bo Linden").await;
    ann.keys(Key::Enter).await;
    ann.go(Key::Down, "Archive").await;
    ann.keys(Key::Enter).await;
    ann.go(Key::Tab, "Archive").await;
    ann.keys(Key::Enter).await;
    ann.reads("Bo Linden is now “Archived”.").await;
    ann.go(Key::Tab, "Archived").await;
    ann.keys(Key::Enter).await;
    ann.row_reads("Bo Linden", "bo@example.com").await;
    ann.go(Key::Tab, "Actions for Bo Linden").await;
    ann.keys(Key::Enter).await;
    ann.go(Key::Down, "Restore").await;
    ann.keys(Key::Enter).await;
    ann.go(Key::Tab, "Restore").await;
    ann.keys(Key::Enter).await;
    ann.reads("Bo Linden is now “Active”.").await;
    ann.is_clean().await;
}
