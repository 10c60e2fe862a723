//! GET and POST /accounts/{account}/users/{member}/invitation, …/copy-link, …/password-link, /accounts/{account}/mails

use crate::world::{World, newcomer};
use jiff::SignedDuration;

#[tokio::test]
async fn e09_f12_an_invitation_is_changed_in_place() {
    let world = World::new().await;
    let ann = world.ann().await;
    ann.post(
        &world.at("/users/invite"),
        &[("addresses", "bo@exmaple.com"), ("role", "user"), ("doubted", "exmaple.com")],
    )
    .await;
    let bo = world.member(&ann, "bo@exmaple.com").await;
    let path = world.at(&format!("/users/{bo}/invitation"));
    let page = ann.get(&path).await;
    page.says(200, &["Invitation of bo@exmaple.com", "value=\"bo@exmaple.com\"", "Send a mail with a new link"]);
    ann.get(&world.at("/users?status=invited")).await.says(200, &["Change invitation", "Copy link"]);
    let sent = [("email", "bo@example.com"), ("name", "Bo Li"), ("role", "admin"), ("message", "Hi")];
    ann.post(&path, &sent).await.leads_to(&world.at("/users"));
    ann.get(&world.at("/users?status=invited")).await.says(
        200,
        &["The invitation of Bo Li is changed, and a new mail is on its way.", "Bo Li", "bo@example.com", "Admin"],
    );
    let letter = world.letter("bo@example.com").await;
    let browser = world.browser();
    browser.get(&letter.path).await.says(200, &["as Admin", "value=\"Bo Li\""]);
    // What is wrong stays to be corrected.
    let wrong = [("email", "ann@example.com"), ("name", "Bo Li"), ("role", "user"), ("message", "")];
    ann.post(&path, &wrong).await.says(409, &["Somebody here has this address already.", "value=\"ann@example.com\""]);
    let wrong = [("email", "bo@"), ("name", "Bo Li"), ("role", "user"), ("message", "")];
    ann.post(&path, &wrong).await.says(422, &["There is nothing after the @."]);
    browser.post(&letter.path, &newcomer("Bo Li", "bo@example.com")).await;
    ann.get(&path).await.says(409, &["not possible"]);
}

#[tokio::test]
async fn f14_the_link_is_shown_once_and_the_address_waits_to_be_confirmed() {
    let world = World::new().await;
    let ann = world.ann().await;
    ann.post(&world.at("/users/invite"), &[("addresses", "bo@example.com"), ("role", "user")]).await;
    let mailed = world.letter("bo@example.com").await;
    let bo = world.member(&ann, "bo@example.com").await;
    let path = world.at(&format!("/users/{bo}/copy-link"));
    ann.get(&path).await.says(200, &["Make a link for bo@example.com?", "is dead then", "confirm the address"]);
    let page = ann.post(&path, &[]).await;
    page.says(200, &["shown this once", "https://roster.example.com/invitations/"]);
    let link = page.html.split("https://roster.example.com").nth(1).unwrap();
    let link = link.split(['<', '"']).next().unwrap().to_owned();
    ann.get(&world.at("/users?status=invited")).await.says(200, &["Link copied"]);
    let browser = world.browser();
    browser.get(&mailed.path).await.says(410, &["This link does not work"]);
    browser.post(&link, &newcomer("Bo Li", "bo@example.com")).await.leads_to(&world.home());
    browser.get("/me").await.says(200, &["Not confirmed yet."]);
    browser.get("/me/address").await.says(200, &["value=\"bo@example.com\""]);
    ann.get(&world.at(&format!("/users/{bo}"))).await.says(200, &["not confirmed by mail yet"]);
    let proof = world.letter("bo@example.com").await;
    browser.post(&proof.path, &[]).await;
    browser.get("/me").await.lacks("Not confirmed yet.");
}

#[tokio::test]
async fn d07_who_asks_for_a_new_link_is_granted_one_by_one_click() {
    let world = World::new().await;
    let ann = world.ann().await;
    ann.post(&world.at("/users/invite"), &[("addresses", "bo@example.com"), ("role", "user")]).await;
    let letter = world.letter("bo@example.com").await;
    let bo = world.member(&ann, "bo@example.com").await;
    world.pass(SignedDuration::from_hours(30 * 24));
    let browser = world.browser();
    browser.get(&letter.path).await.says(410, &["This invitation has run out", "Ask for a new invitation"]);
    browser.post(&format!("{}/ask-again", letter.path), &[]).await.says(200, &["We have passed it on"]);
    // The mail leads to the page with the button; the list says it, too.
    let mail = world.letter("ann@example.com").await;
    assert_eq!(
        (mail.kind.name(), &*mail.path),
        ("new_invitation_wanted", &*world.at(&format!("/users/{bo}/invitation")))
    );
    // Her session did not live that long.
    let ann = world.sign_in("ann@example.com").await;
    ann.get(&mail.path).await.says(200, &["bo@example.com asks for a new invitation", "Invite again"]);
    ann.get(&world.at("/users"))
        .await
        .says(200, &["Somebody asks for a new invitation", "Invite again: bo@example.com"]);
    ann.post(&world.at(&format!("/users/{bo}/send-again")), &[]).await;
    ann.get(&world.at("/users")).await.lacks("asks for a new invitation");
    let letter = world.letter("bo@example.com").await;
    browser.post(&letter.path, &newcomer("Bo Li", "bo@example.com")).await.leads_to(&world.home());
}

#[tokio::test]
async fn b13_a_password_link_is_sent_after_asking() {
    let world = World::new().await;
    let ann = world.ann().await;
    let browser = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    let bo = world.member(&ann, "bo@example.com").await;
    let path = world.at(&format!("/users/{bo}/password-link"));
    ann.get(&world.at("/users")).await.says(200, &["Send password link"]);
    ann.get(&path).await.says(200, &["Send Bo Li a link to choose a new password?"]);
    ann.post(&path, &[]).await.leads_to(&world.at("/users"));
    let letter = world.letter("bo@example.com").await;
    assert_eq!(letter.kind.name(), "password_reset");
    browser.get(&letter.path).await.says(200, &["For bo@example.com"]);
    browser.get(&path).await.says(403, &["You have no access"]);
    browser.post(&path, &[]).await.says(403, &["You have no access"]);
}

#[tokio::test]
async fn f13_one_chooses_what_one_is_mailed_about() {
    let world = World::new().await;
    let ann = world.ann().await;
    let page = ann.get(&world.at("/mails")).await;
    page.says(200, &["Mails to me", "value=\"accepted\" checked", "Somebody accepts my invitation"]);
    ann.post(&world.at("/mails"), &[("mails", "expired")]).await.leads_to(&world.at("/mails"));
    ann.get(&world.at("/mails")).await.says(200, &["value=\"expired\" checked"]).lacks("value=\"accepted\" checked");
}

#[tokio::test]
async fn f24_a_domain_that_is_new_here_is_flagged_and_not_blocked() {
    let world = World::new().await;
    let ann = world.ann().await;
    let page = ann.post(&world.at("/users/verdicts"), &[("addresses", "bo@example.com\nli@elsewhere.example")]).await;
    page.says(200, &["Nobody here has an address at elsewhere.example yet."]).lacks("address at example.com");
    ann.post(&world.at("/users/hints"), &[("email", "li@gmial.com")]).await.says(200, &["Did you mean li@gmail.com?"]);
    assert_eq!(ann.post(&world.at("/users/hints"), &[("email", "li@example.com")]).await.html, "");
    // The forms for one address at a time ask for the same while one types.
    for model in ["apps-and-permissions", "shared-workspaces", "company-and-projects"] {
        let world = World::of(model).await;
        let (ann, hints) = (world.ann().await, world.at("/users/hints"));
        ann.get(&world.at("/users/invite")).await.says(200, &[&format!("data-verdicts=\"{hints}\"")]);
        ann.post(&hints, &[("address", "li@gmial.com")]).await.says(200, &["Did you mean li@gmail.com?"]);
    }
    let sent = [("addresses", "li@elsewhere.example\nli@gmial.com"), ("role", "user")];
    // Without script nothing said so while one typed: it is said once, before anything is sent.
    let told = ann.post(&world.at("/users/invite"), &sent).await;
    told.says(422, &["Please look at this once more", "address at elsewhere.example", "Did you mean li@gmail.com?"]);
    told.says(422, &["Invite anyway", "name=\"doubted\" value=\"gmial.com\""]);
    assert!(world.letters().await.iter().all(|letter| !letter.to.starts_with("li@")), "nothing was sent");
    let sent = [&sent[..], &[("doubted", "elsewhere.example"), ("doubted", "gmial.com")]].concat();
    ann.post(&world.at("/users/invite"), &sent).await.leads_to(&world.at("/users?status=invited"));
    // Where users are created, too; what was said while one typed is not asked again.
    let world = World::of("customers-and-vendors").await;
    let ann = world.ann().await;
    let new = [("name", "Li Wu"), ("email", "li@gmial.com")];
    ann.post(&world.at("/users/new"), &new).await.says(422, &["Did you mean li@gmail.com?", "Save anyway"]);
    let hints = ann.post(&world.at("/users/hints"), &[("email", "li@gmial.com")]).await;
    hints.says(200, &["name=\"doubted\" value=\"gmial.com\""]);
    let new = [&new[..], &[("doubted", "gmial.com")]].concat();
    ann.post(&world.at("/users/new"), &new).await.leads_to(&world.at("/users?status=invited"));
}

#[tokio::test]
async fn b05_a_copied_link_tells_nobody_whether_its_address_has_a_sign_in() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (known, new) = ("cy@example.com", "bo@example.com");
    let elsewhere = world.beside("Contoso", known).await;
    world.browser().post(&elsewhere, &newcomer("Cy Ode", known)).await;
    let mut pages = Vec::new();
    for email in [known, new] {
        ann.post(&world.at("/users/invite"), &[("addresses", email), ("role", "user")]).await;
        let member = world.member(&ann, email).await;
        let page = ann.post(&world.at(&format!("/users/{member}/copy-link")), &[]).await;
        let link = page.html.split("https://roster.example.com").nth(1).unwrap();
        let link = link.split(['<', '"']).next().unwrap().to_owned();
        let page = world.browser().get(&link).await;
        // Both ways in stand there, whoever it is for.
        page.says(200, &["name=\"password\"", "Have you signed in here before?", "Sign in to accept"]);
        pages.push(page.html.replace(&link, "").replace(&link.replace('/', "%2F"), "").replace(email, ""));
        if email == known {
            let sign_in = format!("/sign-in?next={}", link.replace('/', "%2F"));
            let stranger = world.browser();
            stranger.post(&link, &newcomer("Cy Ode", known)).await.leads_to(&sign_in);
            assert!(!stranger.is_signed_in());
        }
    }
    assert_eq!(pages[0], pages[1], "the same page but for the address");
}

#[tokio::test]
async fn f07_of_two_who_change_one_invitation_the_second_sees_both_and_loses_nothing() {
    let world = World::new().await;
    let ann = world.ann().await;
    ann.post(&world.at("/users/invite"), &[("addresses", "bo@example.com"), ("role", "user")]).await;
    let bo = world.member(&ann, "bo@example.com").await;
    let path = world.at(&format!("/users/{bo}/invitation"));
    let (first, second) = (ann.get(&path).await, ann.get(&path).await);
    let was = [("was-email", "bo@example.com"), ("was-name", ""), ("was-role", "user"), ("was-message", "")];
    let send = async |version: &str, name: &str, role: &str| {
        let typed =
            [("version", version), ("email", "bo@example.com"), ("name", name), ("role", role), ("message", "")];
        ann.post(&path, &[&typed[..], &was[..]].concat()).await
    };
    send(&first.hidden("version"), "Bo Li", "user").await.leads_to(&world.at("/users"));
    // The second gave another role, and never touched the name.
    let told = send(&second.hidden("version"), "", "admin").await;
    told.says(412, &["Bo Li", "value=\"Bo Li\"", "name=\"was-name\" value=\"Bo Li\"", "unchanged"]);
    let version = told.hidden("version");
    let typed =
        [("version", &*version), ("email", "bo@example.com"), ("name", "Bo Li"), ("role", "admin"), ("message", "")];
    let was = [("was-email", "bo@example.com"), ("was-name", "Bo Li"), ("was-role", "user"), ("was-message", "")];
    ann.post(&path, &[&typed[..], &was[..]].concat()).await.leads_to(&world.at("/users"));
    ann.get(&world.at("/users?status=invited")).await.says(200, &["Bo Li", "Admin"]);
}

#[tokio::test]
async fn f10_f12_those_that_ran_out_are_withdrawn_or_sent_again_many_at_once_from_their_tab() {
    let world = World::new().await;
    let ann = world.ann().await;
    for email in ["bo@example.com", "cy@example.com"] {
        ann.post(&world.at("/users/invite"), &[("addresses", email), ("role", "user")]).await;
    }
    world.pass(SignedDuration::from_hours(24 * 31));
    roster_app::invitations::expire::expire_due(&world.app).await.unwrap();
    let ann = world.sign_in("ann@example.com").await;
    let tab = ann.get(&world.at("/users?status=expired")).await;
    let (again, withdraw) = (world.at("/users/bulk/send-again"), world.at("/users/bulk/withdraw"));
    tab.says(200, &["bo@example.com", "cy@example.com", &again, &withdraw, "value=\"expired\""]);
    let ids = [world.member(&ann, "bo@example.com").await, world.member(&ann, "cy@example.com").await]
        .map(|id| id.to_string());
    let both = [("member", &*ids[0]), ("member", &*ids[1])];
    ann.post(&withdraw, &both).await.says(200, &["bo@example.com", "cy@example.com", "name=\"sure\""]);
    ann.post(&withdraw, &[&both[..], &[("sure", "yes")]].concat()).await;
    ann.get(&world.at("/users?status=expired")).await.lacks("bo@example.com").lacks("cy@example.com");
}
