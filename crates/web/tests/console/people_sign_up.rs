//! GET and POST /join/{account}, GET and POST /sign-up/{token}, POST /sign-up/{token}/join

use crate::world::{PASSWORD, World};

#[tokio::test]
async fn b10_the_public_page_mails_a_link_and_the_link_leads_in() {
    let world = World::of("customers-and-vendors").await;
    let ann = world.ann().await;
    let public = format!("/join/{}", world.account);
    ann.get(&world.at("/users")).await.says(200, &["People can sign themselves up at", &public]);
    let bo = world.browser();
    bo.get(&public).await.says(200, &["Join Northwind Feeds", "Send me the link"]);
    bo.post(&public, &[("email", "bo@")]).await.says(422, &["There is nothing after the @."]);
    for email in ["bo@example.com", "ann@example.com"] {
        bo.post(&public, &[("email", email)]).await.says(200, &["Look at your mail", email]);
    }
    assert_eq!(world.letter("ann@example.com").await.kind.name(), "sign_up_not_needed");
    let link = world.letter("bo@example.com").await.path;
    bo.get(&link).await.says(200, &["You join as Customer.", "name=\"name\"", "name=\"password\""]);
    bo.post(&link, &[("name", "Bo Li"), ("password", "short")]).await.says(422, &["too short", "value=\"Bo Li\""]);
    bo.post(&link, &[("name", "Bo Li"), ("password", PASSWORD)]).await.leads_to(&world.home());
    ann.get(&world.at("/users")).await.says(200, &["Bo Li", "Customer"]);
    world.browser().get(&link).await.says(410, &["This link was used already"]);
}

#[tokio::test]
async fn b10_where_it_is_off_the_page_is_not_there() {
    let world = World::new().await;
    let ann = world.ann().await;
    ann.get(&world.at("/users")).await.lacks("sign themselves up");
    let browser = world.browser();
    for account in [world.account.to_string(), "0190a000-0000-7000-8000-000000000000".to_owned(), "x".to_owned()] {
        browser.get(&format!("/join/{account}")).await.says(404, &["There is nothing here"]);
        browser.post(&format!("/join/{account}"), &[("email", "bo@example.com")]).await.says(404, &["nothing here"]);
    }
    browser.get("/sign-up/x").await.says(410, &["This link does not work any more"]);
}

#[tokio::test]
async fn b10_the_sign_in_page_leads_to_the_only_account_that_can_be_meant() {
    let world = World::of("customers-and-vendors").await;
    let stranger = world.browser();
    let join = format!("/join/{}", world.account);
    // Whoever opens the installation's address comes to the page where one signs in, and can sign up from there.
    stranger.get("/").await.leads_to("/sign-in");
    stranger.get("/sign-in").await.says(200, &["No sign-in yet?", &join]);
    let wrong = [("email", "bo@example.com"), ("password", "wrong horse battery")];
    stranger.post("/sign-in", &wrong).await.says(422, &[&join]);
    // Beside another nobody is told that there is either; whoever comes by an account's own address is led to that one.
    world.beside("Moor & Sons", "zoe@example.com").await;
    stranger.get("/sign-in").await.says(200, &[]).lacks("/join/");
    let own = format!("/sign-in?next=%2Faccounts%2F{}%2Fusers", world.account);
    stranger.get(&own).await.says(200, &[&join]);
    let nowhere = "/sign-in?next=%2Faccounts%2F0190a000-0000-7000-8000-000000000000";
    stranger.get(nowhere).await.says(200, &[]).lacks("/join/");
}

#[tokio::test]
async fn b10_where_people_are_invited_no_page_leads_to_a_form_that_is_not_there() {
    let world = World::new().await;
    world.browser().get("/sign-in").await.says(200, &[]).lacks("/join/");
    let own = format!("/sign-in?next=%2Faccounts%2F{}", world.account);
    world.browser().get(&own).await.says(200, &[]).lacks("/join/");
}

#[tokio::test]
async fn b10_a_newer_link_kills_the_older_one() {
    let world = World::of("customers-and-vendors").await;
    let stranger = world.browser();
    let join = format!("/join/{}", world.account);
    stranger.post(&join, &[("email", "bo@example.com")]).await.says(200, &[]);
    let older = world.letter("bo@example.com").await.path;
    stranger.post(&join, &[("email", "BO@example.com")]).await.says(200, &[]);
    let newer = world.letter("BO@example.com").await.path;
    stranger.get(&older).await.says(410, &["This link does not work any more"]);
    stranger.get(&newer).await.says(200, &["You join as Customer."]);
}
