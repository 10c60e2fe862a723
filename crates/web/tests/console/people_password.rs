//! GET and POST /forgot-password, /reset-password/{token}, /confirm-address/{token}

use crate::world::{OTHER, PASSWORD, World};
use jiff::SignedDuration;
use roster_domain::mail::MailKind;

#[tokio::test]
async fn a_forgotten_password_is_answered_the_same_whoever_asks() {
    let world = World::new().await;
    world.ann().await;
    let browser = world.browser();
    browser.get("/forgot-password").await.says(200, &["autocomplete=\"username\"", "Send the link"]);
    let known = browser.post("/forgot-password", &[("email", "ann@example.com")]).await;
    let unknown = browser.post("/forgot-password", &[("email", "eve@example.com")]).await;
    known.says(200, &["Look at your mail", "ann@example.com"]);
    assert_eq!(known.html.replace("ann@", "eve@"), unknown.html);
    let letters = world.letters().await;
    let resets: Vec<_> =
        letters.iter().filter(|letter| matches!(letter.kind, MailKind::PasswordReset { .. })).collect();
    assert_eq!(resets.len(), 1);
    assert_eq!(resets[0].to, "ann@example.com");
    // What is no address is said to be none; that tells nothing about anybody.
    browser.post("/forgot-password", &[("email", "ann")]).await.says(422, &["The @ is missing.", "value=\"ann\""]);
}

#[tokio::test]
async fn a_new_password_is_chosen_once_and_signs_in() {
    let world = World::new().await;
    let ann = world.ann().await;
    let browser = world.browser();
    browser.post("/forgot-password", &[("email", "ann@example.com")]).await;
    let path = world.letter("ann@example.com").await.path;
    browser.get(&path).await.says(200, &["For ann@example.com", "autocomplete=\"new-password\""]);
    let weak = browser.post(&path, &[("password", "short")]).await;
    weak.says(422, &["This password is too short.", "href=\"#f-password\""]);
    browser.post(&path, &[("password", OTHER)]).await.leads_to("/");
    assert!(browser.is_signed_in());
    let start = browser.post("/sign-out", &[]).await;
    start.leads_to("/sign-in");
    ann.get("/me").await.leads_to("/sign-in?next=%2Fme");
    // The link is over, and a new one can be had.
    let dead = world.browser().get(&path).await;
    dead.says(410, &["This link does not work any more", "href=\"/forgot-password\"", "Send me a new link"]);
    world.browser().post(&path, &[("password", OTHER)]).await.says(410, &[]);
    let sign_in = world.browser();
    sign_in.post("/sign-in", &[("email", "ann@example.com"), ("password", OTHER)]).await.leads_to("/");
}

#[tokio::test]
async fn links_that_are_over_or_cut_short_are_dead() {
    let world = World::new().await;
    world.ann().await;
    let browser = world.browser();
    browser.post("/forgot-password", &[("email", "ann@example.com")]).await;
    let path = world.letter("ann@example.com").await.path;
    browser.get(&path[..path.len() - 1]).await.says(410, &[]);
    // A link of one kind is none of the other.
    browser.get(&path.replace("reset-password", "confirm-address")).await.says(410, &["href=\"/me\""]);
    world.pass(SignedDuration::from_hours(1));
    browser.get(&path).await.says(410, &["This link does not work any more"]);
}

#[tokio::test]
async fn the_reset_page_is_throttled_for_an_address_nobody_has_too() {
    let world = World::new().await;
    world.ann().await;
    for email in ["ann@example.com", "eve@example.com"] {
        let browser = world.browser();
        for _ in 0..3 {
            browser.post("/forgot-password", &[("email", email)]).await.says(200, &[]);
        }
        browser.post("/forgot-password", &[("email", email)]).await.says(429, &["A little slower, please"]);
    }
}

#[tokio::test]
async fn an_address_is_confirmed_with_a_click_not_by_looking() {
    let world = World::new().await;
    let ann = world.ann().await;
    let wish = [("email", "ann@example.net"), ("current_password", PASSWORD)];
    ann.post("/me/address", &wish).await.leads_to("/me");
    let path = world.letter("ann@example.net").await.path;
    // Read on another device, where nobody is signed in.
    let phone = world.browser();
    for _ in 0..2 {
        phone.get(&path).await.says(200, &["Confirm your new address", "ann@example.net"]);
    }
    phone.post(&path, &[]).await.says(200, &["You sign in with ann@example.net now.", "href=\"/sign-in\""]);
    phone.get(&path).await.says(410, &["This link does not work any more"]);
    phone.post(&path, &[]).await.says(410, &[]);
    phone.post("/sign-in", &[("email", "ann@example.net"), ("password", PASSWORD)]).await.leads_to("/");
}
