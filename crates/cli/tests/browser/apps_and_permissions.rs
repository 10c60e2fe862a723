//! The document of the system with applications and permissions, from top to bottom: as owner, as newcomer with the mail, as admin
//! and as user.

use crate::{
    hand::{Hand, With},
    house::House,
    walk::{PASSWORD, found, join},
};

const MODEL: &str = "apps-and-permissions";

/// "Click on your profile picture in the top-right corner. Then, click on Settings. From the column on the left, click on Users
/// underneath Business Settings."
async fn users(hand: &Hand) {
    hand.press("Your profile").await;
    hand.press("Settings").await;
    hand.reads("Business settings").await;
    hand.press("Users").await;
    hand.reads("Last active").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e01_to_e12_users_are_invited_with_permissions_edited_and_archived() {
    the_document(With::SCRIPT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e01_to_e12_users_are_invited_with_permissions_edited_and_archived_without_script() {
    the_document(With::NO_SCRIPT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e01_to_e12_users_are_invited_with_permissions_edited_and_archived_in_firefox() {
    the_document(With::FIREFOX).await;
}

async fn the_document(with: With) {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), with.start().await, with.start().await) else { return };
    join(&ann, &found(&house, MODEL, "Corner Salon", "ann@example.com"), "Ann Lee", "Accept invitation").await;
    users(&ann).await;
    for heading in ["Name", "Role", "Last active"] {
        ann.reads(heading).await;
    }
    ann.row_reads("Ann Lee", "ann@example.com").await;
    ann.row_reads("Ann Lee", "Owner").await;

    // "Click on + Invite User in the top right corner": four fields, and the permissions in the same panel.
    ann.press("+ Invite user").await;
    ann.fill("First name", "Bo").await;
    ann.fill("Last name", "Li").await;
    ann.fill("Email", "bo@example.com").await;
    ann.tick("User").await;
    assert!(ann.is_ticked("All").await, "E07: on All by default");
    ann.tick("Custom").await;
    // "You can hover over each permission to see a tooltip that explains exactly what each one does."
    match with.script {
        true => ann.hover("Refund").await,
        false => ann.press("What “Refund” means").await,
    }
    ann.reads("Give a customer money back, wholly or in part.").await;
    if with.script {
        ann.is_for_everybody("invite-with-permissions").await;
    }
    ann.tick("Refund").await;
    ann.tick("Export reports").await;
    ann.press("Invite user").await;
    ann.reads("1 invitation sent.").await;
    ann.row_reads("Bo Li", "bo@example.com").await;

    if with.script {
        ann.is_for_everybody("users-with-one-pending").await;
    }

    // E03: the tabs, each with its count.
    for tab in ["Active 1", "Pending 1", "Archived 0"] {
        ann.reads(tab).await;
    }
    // E09: as long as it isn't accepted, also the address can be edited.
    ann.choose_in_row("Bo Li", "Change invitation").await;
    ann.fill("Email", "bo.li@example.com").await;
    ann.press("Save").await;
    ann.reads("The invitation of Bo Li is changed").await;
    ann.press("Pending 1").await;
    ann.row_reads("Bo Li", "bo.li@example.com").await;
    let old = house.mail.wait_for_mail("bo@example.com", 1).await.remove(0);
    bo.open(old.link("/invitations/")).await;
    bo.reads("This link does not work").await;
    let mail = house.mail.wait_for_mail("bo.li@example.com", 1).await.remove(0);
    bo.open(mail.link("/invitations/")).await;
    assert_eq!(bo.value("Your name").await, "Bo Li", "E05: as the one who invites wrote it");
    bo.fill("Choose a password", PASSWORD).await;
    bo.press("Accept invitation").await;
    bo.reads("Welcome to Corner Salon").await;
    bo.press("Your profile").await;
    assert!(!bo.source().await.contains("/users\""), "E01: users have no list of users");

    // E04, E09: found as one types; "hover over the user … the edit icon appears … the same menu … Edit User".
    users(&ann).await;
    ann.fill("Search by name or email", "bo.li").await;
    if !with.script {
        ann.press("Search").await;
    }
    ann.reads("Export this 1 user").await;
    ann.choose_in_row("Bo Li", "Edit").await;
    assert_eq!((ann.value("First name").await, ann.value("Last name").await), ("Bo".to_owned(), "Li".to_owned()));
    assert!(ann.is_ticked("Custom").await && !ann.is_ticked("Refund").await);
    ann.fill("Last name", "Linden").await;
    ann.tick("Admin").await;
    ann.tick("All").await;
    ann.press("Edit user").await;
    ann.reads("Bo Linden is saved.").await;
    users(&ann).await;
    ann.row_reads("Bo Linden", "Admin").await;

    // E06: an admin invites and sets permissions, and stands below owners.
    bo.open(&format!("{}/", house.address)).await;
    users(&bo).await;
    bo.row_reads("Bo Linden", "Admin").await;
    bo.press("+ Invite user").await;
    bo.fill("First name", "Cy").await;
    bo.fill("Email", "cy@example.com").await;
    assert!(!bo.text().await.contains("Uses every application and manages everyone"), "an admin makes no owner");
    bo.tick("User").await;
    bo.press("Invite user").await;
    bo.reads("1 invitation sent.").await;
    users(&bo).await;
    bo.lacks_in_row("Ann Lee", "Edit").await;
    bo.lacks_in_row("Ann Lee", "Archive").await;

    // E10: "Archive": they move to Archived, lose all access, and can be brought back.
    users(&ann).await;
    ann.choose_in_row("Bo Linden", "Archive").await;
    ann.press("Archive").await;
    ann.reads("Bo Linden is now “Archived”.").await;
    bo.open(&format!("{}/", house.address)).await;
    bo.reads("You are in no account yet").await;
    ann.press("Archived 1").await;
    ann.choose_in_row("Bo Linden", "Restore").await;
    ann.press("Restore").await;
    ann.reads("Bo Linden is now “Active”.").await;
    users(&ann).await;
    ann.row_reads("Bo Linden", "Admin").await;
    bo.open(&format!("{}/", house.address)).await;
    users(&bo).await;
    ann.is_clean().await;
    bo.is_clean().await;
    house.run(&["doctor", "--verify"]);
}
