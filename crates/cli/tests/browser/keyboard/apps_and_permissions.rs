//! By keys alone: users are invited with single permissions, edited, archived and restored.

use crate::{
    hand::Hand,
    house::House,
    walk::{PASSWORD, found, join},
};
use thirtyfour::Key;

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
