//! GET and POST /accounts/{account}/users/new

use crate::world::World;

const FORM: [(&str, &str); 4] = [("name", "Bo Li"), ("email", "bo@example.com"), ("tell", "on"), ("subject", "")];

#[tokio::test]
async fn b05_b06_b07_b08_the_form_asks_for_name_and_address_and_proposes_a_mail() {
    let world = World::of("customers-and-vendors").await;
    let ann = world.ann().await;
    ann.get(&world.at("/users")).await.says(200, &[&format!("href=\"{}\"", world.at("/users/new")), "New user"]);
    ann.get(&world.at("/users/new")).await.says(
        200,
        &[
            "name=\"name\"",
            "name=\"email\"",
            "name=\"tell\" value=\"on\" checked",
            "name=\"subject\"",
            "Send me a copy",
            "Left blank: Customer.",
            "value=\"vendor\"",
            "<span>Save</span>",
        ],
    );
    let mut sent = FORM.to_vec();
    sent.extend([("preview", "yes"), ("message", "At last!"), ("roles", "vendor")]);
    let page = ann.post(&world.at("/users/new"), &sent).await;
    page.says(
        200,
        &["The mail: Welcome to Northwind Feeds", "At last!", "value=\"Bo Li\"", "value=\"vendor\" checked"],
    );
    assert!(world.letters().await.iter().all(|letter| letter.to != "bo@example.com"), "it was only shown");
}

#[tokio::test]
async fn b06_b09_a_user_is_created_and_gets_in_with_the_mail() {
    let world = World::of("customers-and-vendors").await;
    let ann = world.ann().await;
    let mut sent = FORM.to_vec();
    sent.extend([("copy", "on"), ("roles", "vendor"), ("roles", "employee")]);
    ann.post(&world.at("/users/new"), &sent).await.leads_to(&world.at("/users?status=invited"));
    ann.get(&world.at("/users?status=invited")).await.says(200, &["Bo Li is created", "Bo Li", "Employee, Vendor"]);
    assert_eq!(world.letter("ann@example.com").await.kind.name(), "welcome_copy");
    let letter = world.letter("bo@example.com").await;
    let bo = world.browser();
    let page = bo.get(&letter.path).await;
    page.says(200, &["Welcome to Northwind Feeds", "Ann Lee has added you", "name=\"password\""])
        .lacks("name=\"name\"");
    bo.post(&letter.path, &[("password", crate::world::PASSWORD), ("time_zone", "UTC")]).await.leads_to(&world.home());
    ann.get(&world.at("/users")).await.says(200, &["Bo Li", "Active"]);
}

#[tokio::test]
async fn b06_who_is_not_told_yet_is_told_from_the_row() {
    let world = World::of("customers-and-vendors").await;
    let ann = world.ann().await;
    let sent = [("name", "Bo Li"), ("email", "bo@example.com")];
    ann.post(&world.at("/users/new"), &sent).await.leads_to(&world.at("/users?status=invited"));
    let bo = world.member(&ann, "bo@example.com").await;
    let page = ann.get(&world.at("/users")).await;
    page.says(200, &["Not told yet", "Send welcome email"]);
    assert!(world.letters().await.iter().all(|letter| letter.to != "bo@example.com"));
    ann.post(&world.at(&format!("/users/{bo}/send-again")), &[]).await;
    assert_eq!(world.letter("bo@example.com").await.kind.name(), "welcome");
    ann.get(&world.at("/users")).await.says(200, &["Not signed in yet"]).lacks("Not told yet");
}

#[tokio::test]
async fn b05_what_is_wrong_is_said_and_what_was_typed_stays() {
    let world = World::of("customers-and-vendors").await;
    let ann = world.ann().await;
    let post = async |fields: &[(&str, &str)]| ann.post(&world.at("/users/new"), fields).await;
    post(&[("name", ""), ("email", "bo@")]).await.says(422, &["There is nothing after the @.", "value=\"bo@\""]);
    post(&[("name", "Ann"), ("email", "ann@example.com")]).await.says(409, &["See who it is", "value=\"Ann\""]);
    // Where people are invited there is no such form.
    let other = World::new().await;
    let ann = other.ann().await;
    ann.get(&other.at("/users/new")).await.says(404, &["There is nothing here"]);
}
