//! By keys alone: users are created, acted as, disabled and enabled.

use crate::{
    hand::Hand,
    house::House,
    walk::{PASSWORD, found, join},
};
use thirtyfour::Key;

#[tokio::test(flavor = "multi_thread")]
async fn b05_to_b14_users_are_created_acted_as_disabled_and_enabled_by_keys_alone() {
    let (Some(house), Some(ann), Some(ed)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    let founder = found(&house, "customers-and-vendors", "Oak Works", "ann@example.com");
    join(&ann, &founder, "Ann Lee", "Accept invitation").await;
    ann.press("Users").await;
    ann.row_reads("Ann Lee", "Admin").await;

    // A full name and an address are enough; two roles by the space bar.
    ann.enter(Key::Tab, "New user").await;
    ann.has_focus("Full name").await;
    ann.keys("Ed Moss").await;
    ann.keys(Key::Tab).await;
    ann.has_focus("Email").await;
    ann.keys("ed@example.com").await;
    for role in ["Employee", "Vendor"] {
        ann.go(Key::Tab, role).await;
        ann.keys(Key::Space).await;
    }
    ann.enter(Key::Tab, "Save").await;
    ann.reads("Ed Moss is created, and the welcome mail is on its way.").await;
    let mail = house.mail.wait_for_mail("ed@example.com", 1).await.remove(0);
    ed.open(mail.link("/invitations/")).await;
    ed.fill("Choose a password", PASSWORD).await;
    ed.press("Save and go in").await;
    ed.reads("Welcome to Oak Works").await;

    // Acting as somebody: the reason has the focus, and the banner's end is one of the first keys away.
    ann.enter(Key::Tab, "Users").await;
    ann.row_reads("Ed Moss", "Employee, Vendor").await;
    ann.act_on("Ed Moss", "Act as this user").await;
    ann.has_focus("Why?").await;
    ann.keys("Ed can't find his jig").await;
    ann.enter(Key::Tab, "Begin").await;
    ann.reads("You are acting as Ed Moss.").await;
    ann.enter(Key::Tab, "End it").await;
    ann.reads("You are yourself again.").await;

    // Disabled, shown by its button, and let in again.
    ann.enter(Key::Tab, "Users").await;
    ann.row_reads("Ed Moss", "Employee, Vendor").await;
    ann.act_on("Ed Moss", "Disable").await;
    ann.reads("Disable Ed Moss?").await;
    ann.enter(Key::Tab, "Disable").await;
    ann.reads("Ed Moss is now “Disabled”.").await;
    ann.enter(Key::Tab, "Show disabled users").await;
    ann.row_reads("Ed Moss", "Disabled").await;
    ann.act_on("Ed Moss", "Enable").await;
    ann.reads("Let Ed Moss in again?").await;
    ann.enter(Key::Tab, "Enable").await;
    ann.reads("Ed Moss is now “Active”.").await;
    ann.is_clean().await;
}
