//! Pages that say no: unknown paths, forbidden ones, methods that are not there.

use crate::world::World;

#[tokio::test]
async fn what_is_not_there_is_said_in_the_language_of_the_reader() {
    let world = World::with(|config| config.product = "Acme Users".to_owned()).await;
    let stranger = world.browser().reading("de");
    let page = stranger.get("/nowhere?x=%3Cscript%3E").await;
    page.says(404, &["<html lang=\"de\"", "Hier ist nichts", "Acme Users", "href=\"/\""]).lacks("<script>");
    assert!(page.headers.contains_key("x-request-id"));
    // An address that takes no such request is none.
    stranger.get("/sign-out").await.says(404, &["Hier ist nichts"]);
    stranger.post("/forgot-password/x", &[]).await.says(404, &[]);
}

#[tokio::test]
async fn a01_who_may_not_is_told_so_and_an_account_of_others_is_not_there() {
    let world = World::new().await;
    let ann = world.ann().await;
    let bo = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    let users = format!("{}/users", world.home());
    ann.get(&users).await.says(200, &[]);
    bo.get(&users).await.says(403, &["You have no access to this page", "Ask an admin of your account"]);
    let other = world.beside("Contoso", "cy@example.com").await;
    let cy = world.browser();
    cy.post(&other, &crate::world::newcomer("Cy Ode", "cy@example.com")).await;
    cy.get(&users).await.says(404, &["There is nothing here"]).lacks("Northwind");
}

#[tokio::test]
async fn pages_may_only_be_what_they_are() {
    let world = World::new().await;
    let page = world.browser().get("/sign-in").await;
    let header = |name: &str| page.headers[name].to_str().unwrap();
    assert!(header("content-security-policy").contains("script-src 'self'"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("referrer-policy"), "same-origin");
    assert_eq!(header("cache-control"), "no-store");
    page.lacks("style=\"").lacks("onclick");
}

#[tokio::test]
async fn a_form_that_another_site_sends_does_nothing() {
    let world = World::new().await;
    let ann = world.ann().await;
    for path in ["/sign-out", "/me", "/me/sign-out-everywhere"] {
        ann.post_from_elsewhere(path).await.says(403, &["This came from another site"]);
    }
    assert!(ann.is_signed_in());
    ann.get("/me").await.says(200, &["Ann Lee"]);
}
