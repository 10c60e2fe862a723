//! The document of the system with shared workspaces, from top to bottom: as admin, as newcomer with the mail, as member.

use crate::{
    hand::{Hand, With},
    house::House,
    walk::{PASSWORD, create, found, join},
};

const MODEL: &str = "shared-workspaces";

/// "In the upper right corner, click your workspace name → Members."
async fn members(hand: &Hand) {
    hand.press("Orbit Maps, Switch account").await;
    hand.press("Members").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn d01_and_d05_to_d10_members_are_invited_share_everything_and_are_removed() {
    members_come_and_go(With::SCRIPT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn d01_and_d05_to_d10_members_are_invited_share_everything_and_are_removed_without_script() {
    members_come_and_go(With::NO_SCRIPT).await;
}

async fn members_come_and_go(with: With) {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), with.start().await, with.start().await) else { return };
    join(&ann, &found(&house, MODEL, "Orbit Maps", "ann@example.com"), "Ann Lee", "Accept invitation").await;
    create(&ann, "Workspaces", "Workspace", "Ann's desk").await;

    // "Click Invite member. Fill in the email of a user you want to invite and click Add. Click Send invites."
    members(&ann).await;
    ann.press("Invite member").await;
    ann.reads("2 days").await;
    for email in ["bo@example.com", "cy@example.com"] {
        ann.fill("Email", email).await;
        ann.press("Add").await;
        ann.reads(email).await;
    }
    ann.press("Send invites").await;
    ann.reads("2 invitations sent.").await;
    ann.press("All 3").await;
    for email in ["bo@example.com", "cy@example.com"] {
        ann.row_reads(email, "Pending").await;
        ann.row_reads(email, "Member").await;
        assert_eq!(house.mail.wait_for_mail(email, 1).await.len(), 1, "D06: one mail each");
    }
    let mail = house.mail.wait_for_mail("bo@example.com", 1).await.remove(0);
    join(&bo, mail.link("/invitations/"), "Bo Li", "Accept invitation").await;

    // D05: every user sees the members, with names, emails, roles and who is pending; a member acts on nobody.
    members(&bo).await;
    for (row, said) in [("Ann Lee", "ann@example.com"), ("Ann Lee", "Admin"), ("cy@example.com", "Pending")] {
        bo.row_reads(row, said).await;
    }
    for not in ["Invite member", "Remove user", "Change to admin"] {
        assert!(!bo.source().await.contains(not), "D04: {not}");
    }
    // D01: "sharing data, algorithms, and results from your workspaces": each sees the other's.
    bo.press("Workspaces").await;
    bo.row_reads("Ann's desk", "See").await;
    create(&bo, "Workspaces", "Workspace", "Bo's desk").await;
    bo.press("Storage").await;
    bo.press("Asset").await;
    bo.fill("Name", "Delta scene").await;
    bo.select("Workspace", "Bo's desk").await;
    bo.press("Create").await;
    bo.reads("Delta scene").await;
    ann.press("Workspaces").await;
    ann.reads("Bo's desk").await;
    ann.press("Storage").await;
    ann.row_reads("Delta scene", "Bo's desk").await;

    // "If the user is a member, click Change to admin. If the user is an admin, click Change to member."
    members(&ann).await;
    ann.choose_in_row("Bo Li", "Change to admin").await;
    ann.row_reads("Bo Li", "Admin").await;
    let told = house.mail.wait_for_mail("bo@example.com", 2).await.remove(1);
    assert!(told.subject.contains("Admin"), "{}", told.subject);
    // D08: "To remove a user, their role must be Member."
    members(&bo).await;
    bo.choose_in_row("Ann Lee", "Remove user").await;
    bo.reads("This is not possible for Ann Lee").await;
    bo.press("Close").await;
    ann.choose_in_row("Bo Li", "Change to member").await;
    ann.row_reads("Bo Li", "Member").await;
    house.mail.wait_for_mail("bo@example.com", 3).await;

    // "Click Remove user and confirm": their workspace and assets stay (D09).
    ann.choose_in_row("Bo Li", "Remove user").await;
    ann.reads("What Bo Li owns").await;
    ann.press("Remove user").await;
    ann.reads("Bo Li is now “Removed”.").await;
    let told = house.mail.wait_for_mail("bo@example.com", 4).await.remove(3);
    assert!(told.subject.contains("You are no longer in Orbit Maps"), "{}", told.subject);
    bo.open(&format!("{}/", house.address)).await;
    bo.reads("You are in no account yet").await;
    ann.press("Workspaces").await;
    ann.reads("Bo's desk").await;
    ann.press("Storage").await;
    ann.reads("Delta scene").await;
    ann.is_clean().await;
    house.run(&["doctor", "--verify"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn d02_to_d04_the_permission_table_holds_in_the_console_for_member_and_admin() {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    join(&ann, &found(&house, MODEL, "Orbit Maps", "ann@example.com"), "Ann Lee", "Accept invitation").await;
    create(&ann, "Workspaces", "Workspace", "Ann's desk").await;
    ann.press("Storage").await;
    ann.press("Asset").await;
    ann.fill("Name", "Delta scene").await;
    ann.select("Workspace", "Ann's desk").await;
    ann.press("Create").await;
    ann.reads("Delta scene").await;
    // "Invite new users": Admin.
    members(&ann).await;
    ann.press("Invite member").await;
    ann.fill("Email", "bo@example.com").await;
    ann.press("Send invites").await;
    let mail = house.mail.wait_for_mail("bo@example.com", 1).await.remove(0);
    join(&bo, mail.link("/invitations/"), "Bo Li", "Accept invitation").await;
    bo.reads("Welcome to Orbit Maps").await;

    // "Switch workspaces", "See storage assets of other account users": both.
    for hand in [&ann, &bo] {
        hand.press("Workspaces").await;
        hand.reads("Ann's desk").await;
        hand.press("Storage").await;
        hand.reads("Delta scene").await;
    }
    // "Buy credits", "View transaction history": Admin; the balance is seen by all.
    ann.press("Credits").await;
    ann.press("Add credits").await;
    ann.fill("Amount", "500").await;
    ann.press("Add credits").await;
    for said in ["500", "Transactions", "Purchase"] {
        ann.reads(said).await;
    }
    bo.press("Credits").await;
    bo.reads("500").await;
    for not in ["Transactions", "Add credits", "Export as CSV"] {
        assert!(!bo.text().await.contains(not), "D04: {not}");
    }
    // D03: the compliance status is everybody's to read; who may set it is not everybody.
    for hand in [&ann, &bo] {
        hand.press("Compliance status").await;
        hand.reads("Not started").await;
    }
    assert!(!bo.text().await.contains("Change status"));
    // "Accept tasking quotations": Admin; it is paid from the account's credits.
    ann.press("Quotations").await;
    ann.press("New quotation").await;
    ann.fill("Quotation", "Coast in spring").await;
    ann.fill("Amount", "120").await;
    ann.fill("What is offered", "Twelve pictures, one a week.").await;
    ann.press("Offer").await;
    ann.press("Quotations").await;
    ann.press("Coast in spring").await;
    ann.reads("Twelve pictures, one a week.").await;
    let quotation = ann.browser.current_url().await.unwrap();
    ann.press("Accept").await;
    ann.reads("You have 500").await;
    ann.press("Accept").await;
    ann.reads("Accepted.").await;
    ann.press("Credits").await;
    ann.reads("380").await;

    // The rest is the admins' alone, and whoever tries the address is refused and noted: it says so, and does nothing.
    members(&ann).await;
    ann.press("Bo Li").await;
    let profile = ann.browser.current_url().await.unwrap();
    let account = profile.as_str().split("/users/").next().unwrap().to_owned();
    for closed in [
        format!("{account}/users/invite"),
        format!("{profile}/edit"),
        format!("{profile}/delete"),
        format!("{account}/credits/add"),
        format!("{account}/compliance/change"),
        format!("{quotation}/accept"),
        format!("{account}/audit"),
        format!("{account}/details/edit"),
        format!("{account}/close"),
    ] {
        bo.open(&closed).await;
        bo.reads("You have no access to this page").await;
    }
    ann.press("Audit log").await;
    ann.reads("Bo Li").await;

    // "Modify organization details": members read them, admins change them.
    ann.press("Orbit Maps, Switch account").await;
    ann.press("Organization details").await;
    ann.press("Edit details").await;
    ann.fill("City", "Graz").await;
    ann.press("Save").await;
    ann.reads("The details are saved.").await;
    bo.open(&format!("{account}/details")).await;
    bo.reads("Graz").await;
    assert!(!bo.text().await.contains("Close this account"));
    // "Delete an account": it is not there any more, for nobody.
    ann.press("Close this account").await;
    ann.fill("Type the account’s name: Orbit Maps", "Orbit Maps").await;
    ann.fill("Your password", PASSWORD).await;
    ann.press("Close the account").await;
    ann.reads("Nobody reaches it.").await;
    bo.open(&account).await;
    bo.reads("There is nothing here").await;
    bo.open(&format!("{}/", house.address)).await;
    bo.reads("You are in no account yet").await;
    ann.is_clean().await;
    bo.is_clean().await;
    house.run(&["doctor", "--verify"]);
}
