//! The document of the system of customers, employees, vendors and admins, from top to bottom: as admin, as newcomer with the
//! mail, as user.

use crate::{
    hand::{Hand, With},
    house::House,
    walk::{PASSWORD, create, found, join},
};

const MODEL: &str = "customers-and-vendors";

/// Opens the welcome mail's link: all that is asked for is a password.
async fn welcomed(hand: &Hand, link: &str) {
    hand.open(link).await;
    hand.fill("Choose a password", PASSWORD).await;
    hand.press("Save and go in").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b01_to_b11_users_are_created_welcomed_and_sign_themselves_up() {
    created(With::SCRIPT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b01_to_b11_users_are_created_welcomed_and_sign_themselves_up_without_script() {
    created(With::NO_SCRIPT).await;
}

async fn created(with: With) {
    let (Some(house), Some(ann)) = (House::start(), with.start().await) else { return };
    join(&ann, &found(&house, MODEL, "Oak Works", "ann@example.com"), "Ann Lee", "Accept invitation").await;
    create(&ann, "Projects", "Project", "Bench 7").await;

    // "The last button there on the top-right corner is New User": a full name and an address are enough; the welcome mail is
    // recommended, with a subject and a copy for oneself; roles left blank; a project.
    ann.press("Users").await;
    ann.press("New user").await;
    ann.reads("Left blank: Customer.").await;
    ann.fill("Full name", "Cleo Diaz").await;
    ann.fill("Email", "cleo@example.com").await;
    assert!(ann.is_ticked("Send a welcome mail").await, "B06: recommended, so ticked by default");
    ann.fill("Subject of the mail", "Your way into our workshop").await;
    ann.tick("Send me a copy").await;
    ann.select("Bench 7", "On the project").await;
    ann.press("Save").await;
    ann.reads("Cleo Diaz is created, and the welcome mail is on its way.").await;
    ann.press("Users").await;
    for said in ["cleo@example.com", "Customer", "Not signed in yet"] {
        ann.row_reads("Cleo Diaz", said).await;
    }
    let mail = house.mail.wait_for_mail("cleo@example.com", 1).await.remove(0);
    assert_eq!(mail.subject, "Your way into our workshop");
    let copy = house.mail.wait_for_mail("ann@example.com", 1).await.remove(0);
    assert!(copy.text.contains("cleo@example.com") && copy.subject.contains("Your way into our workshop"));
    assert!(!copy.links.iter().any(|link| link.contains("/invitations/")), "B06: the copy has no link");

    // Unticked: nobody is told, until "Send welcome email".
    ann.press("New user").await;
    ann.fill("Full name", "Ed Moss").await;
    ann.fill("Email", "ed@example.com").await;
    ann.tick("Send a welcome mail").await;
    ann.tick("Employee").await;
    ann.tick("Vendor").await;
    ann.press("Save").await;
    ann.reads("Ed Moss is created and not told yet.").await;
    ann.press("Users").await;
    for said in ["Not told yet", "Employee, Vendor"] {
        ann.row_reads("Ed Moss", said).await;
    }
    assert_eq!(house.mail.mails_to("ed@example.com").len(), 0, "B06");
    ann.choose_in_row("Ed Moss", "Send welcome email").await;
    ann.row_reads("Ed Moss", "Not signed in yet").await;
    let welcome = house.mail.wait_for_mail("ed@example.com", 1).await.remove(0);
    ann.is_clean().await;

    // "They can log in using the information emailed to them": a customer, on the one project, and no list of users.
    let Some(cleo) = with.start().await else { return };
    welcomed(&cleo, mail.link("/invitations/")).await;
    cleo.reads("Bench 7").await;
    assert!(!cleo.text().await.contains("Users"), "{}", cleo.text().await);
    cleo.open(mail.link("/invitations/")).await;
    cleo.reads("This invitation was accepted already").await;
    cleo.open(&format!("{}/", house.address)).await;

    // B11: an employee's own project: they are on it, and so is every admin; a customer isn't.
    let Some(ed) = with.start().await else { return };
    welcomed(&ed, welcome.link("/invitations/")).await;
    create(&ed, "Projects", "Project", "Jig 12").await;
    ann.press("Projects").await;
    ann.press("Jig 12").await;
    for on_it in ["Ann Lee", "Ed Moss"] {
        ann.row_reads(on_it, "On the project").await;
    }
    assert!(!ann.text().await.contains("Cleo Diaz"));
    cleo.press("Projects").await;
    assert!(!cleo.text().await.contains("Jig 12"));
    // "An admin will need to go in and do so manually by clicking on the user's name."
    ann.press("Users").await;
    ann.press("Cleo Diaz").await;
    ann.press("Change access").await;
    ann.select("Jig 12", "On the project").await;
    ann.press("Save").await;
    ann.reads("The access of Cleo Diaz is saved.").await;
    cleo.press("Projects").await;
    cleo.reads("Jig 12").await;

    // "Users can also create their own accounts on your OS by going to": the address is verified first.
    ann.press("Users").await;
    let page = ann.text().await;
    let public = page.split_whitespace().find(|word| word.contains("/join/")).unwrap();
    let Some(dee) = with.start().await else { return };
    dee.open(public).await;
    dee.reads("Join Oak Works").await;
    dee.fill("Email", "dee@example.com").await;
    dee.press("Send me the link").await;
    dee.reads("Look at your mail").await;
    let link = house.mail.wait_for_mail("dee@example.com", 1).await.remove(0);
    dee.open(link.link("/sign-up/")).await;
    dee.reads("You join as Customer.").await;
    dee.fill("Your name", "Dee Park").await;
    dee.fill("Choose a password", PASSWORD).await;
    dee.press("Join").await;
    dee.reads("Welcome to Oak Works").await;
    ann.press("Users").await;
    ann.row_reads("Dee Park", "Customer").await;

    // B05: whoever has a sign-in already joins only after confirming; the admin sees no difference.
    let Some(pia) = with.start().await else { return };
    join(&pia, &found(&house, MODEL, "Pine Works", "pia@example.com"), "Pia Roy", "Accept invitation").await;
    ann.press("New user").await;
    ann.fill("Full name", "Pia Roy").await;
    ann.fill("Email", "pia@example.com").await;
    ann.press("Save").await;
    ann.reads("Pia Roy is created, and the welcome mail is on its way.").await;
    ann.press("Users").await;
    ann.row_reads("Pia Roy", "Not signed in yet").await;
    let mail = house.mail.wait_for_mail("pia@example.com", 1).await.remove(0);
    pia.open(mail.link("/invitations/")).await;
    pia.reads("You are signed in as pia@example.com.").await;
    pia.press("Join Oak Works").await;
    pia.reads("Welcome to Oak Works").await;
    ann.press("Users").await;
    ann.row_reads("Pia Roy", "Active").await;
    house.run(&["doctor", "--verify"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn b12_to_b15_admins_sign_in_as_users_send_password_links_disable_and_delete() {
    managed(With::SCRIPT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b12_to_b15_admins_sign_in_as_users_send_password_links_disable_and_delete_without_script() {
    managed(With::NO_SCRIPT).await;
}

async fn managed(with: With) {
    let (Some(house), Some(ann), Some(ed)) = (House::start(), with.start().await, with.start().await) else { return };
    join(&ann, &found(&house, MODEL, "Oak Works", "ann@example.com"), "Ann Lee", "Accept invitation").await;
    ann.press("Users").await;
    ann.press("New user").await;
    ann.fill("Full name", "Ed Moss").await;
    ann.fill("Email", "ed@example.com").await;
    ann.tick("Employee").await;
    ann.press("Save").await;
    let mail = house.mail.wait_for_mail("ed@example.com", 1).await.remove(0);
    assert!(mail.text.contains("The link works once"), "{}", mail.text);
    welcomed(&ed, mail.link("/invitations/")).await;
    create(&ed, "Projects", "Project", "Jig 12").await;

    // "Admins can also login as users": a reason, a banner on every page, one click ends it; the profile stays closed.
    ann.press("Users").await;
    ann.choose_in_row("Ed Moss", "Act as this user").await;
    ann.fill("Why?", "Ed can't find his jig").await;
    ann.press("Begin").await;
    ann.reads("You are acting as Ed Moss.").await;
    ann.reads("Jig 12").await;
    create(&ann, "Projects", "Project", "Clamp 3").await;
    ann.open(&format!("{}/me", house.address)).await;
    ann.reads("You are acting as").await;
    assert!(!ann.text().await.contains("Change password"), "{}", ann.text().await);
    ann.open(&house.address).await;
    ann.press("End it").await;
    ann.reads("You are yourself again.").await;
    ann.press("Audit log").await;
    for said in ["Ann Lee began to act as Ed Moss.", "Clamp 3", "Ann Lee (as Ed Moss) created Clamp 3."] {
        ann.reads(said).await;
    }
    let told = house.mail.wait_for_mail("ed@example.com", 2).await.remove(1);
    assert!(told.text.contains("Ed can't find his jig"), "{}", told.text);

    // "Send a user their password in case they forget it": a link to choose a new one, from the admin or asked for.
    ann.press("Users").await;
    ann.choose_in_row("Ed Moss", "Send password link").await;
    ann.press("Send the link").await;
    ann.reads("A link to choose a new password is on its way to Ed Moss.").await;
    let link = house.mail.wait_for_mail("ed@example.com", 3).await.remove(2);
    ed.open(link.link("/reset-password/")).await;
    ed.fill("New password", "a kettle behind the grey door").await;
    ed.press("Save and sign in").await;
    ed.reads("Your password is changed.").await;
    ed.open(link.link("/reset-password/")).await;
    ed.reads("This link does not work any more").await;
    house.mail.wait_for_mail("ed@example.com", 4).await;
    let Some(elsewhere) = with.start().await else { return };
    elsewhere.open(&house.address).await;
    elsewhere.press("Forgot your password?").await;
    elsewhere.fill("Email", "ed@example.com").await;
    elsewhere.press("Send the link").await;
    elsewhere.reads("Look at your mail").await;
    let link = house.mail.wait_for_mail("ed@example.com", 5).await.remove(4);
    elsewhere.open(link.link("/reset-password/")).await;
    elsewhere.reads("For ed@example.com").await;

    // "Disable, or delete a user. We recommend disabling": the dialog says so, and it is one click away.
    ann.press("Users").await;
    ann.choose_in_row("Ed Moss", "Delete").await;
    ann.reads("Recommended: Disable").await;
    ann.press("Disable").await;
    ann.reads("Disable Ed Moss?").await;
    ann.press("Disable").await;
    ann.reads("Ed Moss is now “Disabled”.").await;
    let told = house.mail.wait_for_mail("ed@example.com", 6).await.remove(5);
    assert!(told.text.contains("paused your access to Oak Works"), "{}", told.text);
    let start = format!("{}/", house.address);
    ed.open(&start).await;
    ed.reads("You are in no account yet").await;
    // "In the future you can just re-enable their account and not have to enter their information in anew."
    // B03: who is disabled is shown once one asks for it.
    ann.press("Show disabled users 1").await;
    ann.choose_in_row("Ed Moss", "Enable").await;
    ann.reads("Let Ed Moss in again?").await;
    ann.press("Enable").await;
    ann.reads("Ed Moss is now “Active”.").await;
    ann.row_reads("Ed Moss", "Employee").await;
    ed.open(&start).await;
    ed.reads("Jig 12").await;
    // Deleted, where it was made in error.
    ann.press("Users").await;
    ann.choose_in_row("Ed Moss", "Delete").await;
    ann.press("Delete").await;
    ann.reads("Ed Moss is deleted.").await;
    ed.open(&start).await;
    ed.reads("You are in no account yet").await;
    ann.is_clean().await;
    house.run(&["doctor", "--verify"]);
}
