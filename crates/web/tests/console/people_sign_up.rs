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
