//! By keys alone: members are invited, made admin and removed.

use crate::{
    hand::Hand,
    house::House,
    walk::{found, join},
};
use thirtyfour::Key;

#[tokio::test(flavor = "multi_thread")]
async fn d05_to_d10_members_are_invited_made_admin_and_removed_by_keys_alone() {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    let founder = found(&house, "shared-workspaces", "Orbit Maps", "ann@example.com");
    join(&ann, &founder, "Ann Lee", "Accept invitation").await;
    ann.reads("Welcome to Orbit Maps").await;

    // The menu in the upper right: opened, closed again, and gone through by the arrows.
    ann.browser.refresh().await.unwrap();
    ann.reads("Workspaces").await;
    ann.enter(Key::Tab, "Workspace:").await;
    ann.go(Key::Down, "Members").await;
    ann.keys(Key::Escape).await;
    ann.has_focus("Workspace:").await;
    ann.keys(Key::Enter).await;
    ann.enter(Key::Down, "Members").await;
    ann.row_reads("Ann Lee", "Admin").await;

    // Type, Add, again: the field has the focus each time; one that was added by mistake is taken off.
    ann.enter(Key::Tab, "Invite member").await;
    ann.has_focus("Email").await;
    for email in ["bo@example.com", "cy@example.com", "dee@example.com"] {
        ann.keys(email).await;
        ann.keys(Key::Enter).await;
        ann.reads(email).await;
        ann.has_focus("Email").await;
    }
    ann.enter(Key::Tab, "Remove dee@example.com").await;
    ann.has_focus("Email").await;
    ann.enter(Key::Tab, "Send invites").await;
    ann.reads("2 invitations sent.").await;
    ann.has_focus("Invite member").await;
    let mails = house.mail.wait_for_mail("bo@example.com", 1).await;
    join(&bo, mails[0].link("/invitations/"), "Bo Li", "Accept invitation").await;
    bo.reads("Welcome to Orbit Maps").await;
    assert_eq!(house.mail.mails_to("dee@example.com").len(), 0);

    // "Change to admin" and back, in the row's menu.
    ann.enter(Key::Tab, "Active").await;
    ann.row_reads("Bo Li", "Member").await;
    for (change, role) in [("Change to admin", "Admin"), ("Change to member", "Member")] {
        ann.act_on("Bo Li", change).await;
        ann.row_reads("Bo Li", role).await;
    }

    // "Remove user": asked first; Escape leaves everything as it was, and the focus where it came from.
    ann.act_on("Bo Li", "Remove user").await;
    ann.reads("What Bo Li owns").await;
    ann.keys(Key::Escape).await;
    ann.has_focus("Actions for Bo Li").await;
    ann.keys(Key::Enter).await;
    ann.enter(Key::Down, "Remove user").await;
    ann.reads("What Bo Li owns").await;
    ann.enter(Key::Tab, "Remove user").await;
    ann.reads("Bo Li is now “Removed”.").await;
    ann.is_clean().await;
}
