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
    ann.enter(Key::Tab, "Your profile").await;
    ann.enter(Key::Down, "Settings").await;
    ann.reads("Business settings").await;
    ann.enter(Key::Tab, "Users").await;
    ann.row_reads("Ann Lee", "Owner").await;

    // The panel: names, address, role, and permissions one by one; the focus shows what each of them does (E08).
    ann.enter(Key::Tab, "+ Invite user").await;
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
    ann.enter(Key::Tab, "Invite user").await;
    ann.reads("1 invitation sent.").await;
    ann.has_focus("+ Invite user").await;
    let mails = house.mail.wait_for_mail("bo@example.com", 1).await;
    bo.open(mails[0].link("/invitations/")).await;
    bo.fill("Choose a password", PASSWORD).await;
    bo.press("Accept invitation").await;
    bo.reads("Welcome to Corner Salon").await;

    // The same panel, from the row's menu (E09).
    ann.enter(Key::Tab, "Active").await;
    ann.row_reads("Bo Li", "User").await;
    ann.act_on("Bo Li", "Edit").await;
    ann.has_focus("First name").await;
    assert!(!ann.is_ticked("Refund").await, "it was switched off by the space bar");
    ann.keys(Key::Tab).await;
    ann.has_focus("Last name").await;
    ann.keys("Linden").await;
    ann.enter(Key::Tab, "Edit user").await;
    ann.reads("Bo Linden is saved.").await;

    // Archived, found among the archived by the tabs, and brought back.
    ann.act_on("Bo Linden", "Archive").await;
    ann.enter(Key::Tab, "Archive").await;
    ann.reads("Bo Linden is now “Archived”.").await;
    ann.enter(Key::Tab, "Archived").await;
    ann.row_reads("Bo Linden", "bo@example.com").await;
    ann.act_on("Bo Linden", "Restore").await;
    ann.enter(Key::Tab, "Restore").await;
    ann.reads("Bo Linden is now “Active”.").await;
    ann.is_clean().await;
}
