//! GET and POST /me, /me/address, /me/password; POST /me/sign-out-everywhere; GET /accounts, /

use crate::world::{OTHER, PASSWORD, World};
use jiff::SignedDuration;

#[tokio::test]
async fn says_who_one_is_and_where() {
    let world = World::new().await;
    let ann = world.ann().await;
    let page = ann.get("/me").await;
    page.says(
        200,
        &[
            "name=\"name\" value=\"Ann Lee\"",
            "ann@example.com",
            "<option value=\"DE\" selected>Germany</option>",
            "<option value=\"en\" selected>English</option>",
            "<option value=\"Europe/Berlin\" selected>Europe/Berlin</option>",
            "Northwind Feeds",
            "Admin",
            "action=\"/me/sign-out-everywhere\"",
        ],
    );
}

#[tokio::test]
async fn what_is_kept_of_oneself_is_downloaded_from_ones_own_page() {
    let world = World::new().await;
    let ann = world.ann().await;
    ann.get("/me").await.says(200, &["href=\"/me/data\"", "Download my data"]);
    let file = ann.get("/me/data").await;
    file.says(
        200,
        &[
            "\"email\":\"ann@example.com\"",
            "\"this_one\":true",
            "\"name\":\"Northwind Feeds\",\"suspended\":false",
            "\"Admin\"",
        ],
    );
    let kept: serde_json::Value = serde_json::from_str(&file.html).unwrap();
    assert_eq!((kept["accounts"].as_array().unwrap().len(), kept["sessions"].as_array().unwrap().len()), (1, 1));
    assert_eq!(world.browser().get("/me/data").await.status, 303);
}

#[tokio::test]
async fn what_one_says_of_oneself_is_saved_and_the_console_follows() {
    let world = World::new().await;
    let ann = world.ann().await;
    let about = [
        ("name", "Ann Lee-Öz"),
        ("language", "de"),
        ("country", ""),
        ("time_zone", "America/New_York"),
        ("version", "1"),
    ];
    ann.post("/me", &about).await.leads_to("/me");
    ann.get("/me").await.says(200, &["<html lang=\"de\"", "Gespeichert", "value=\"Ann Lee-Öz\"", "Keine Angabe"]);
    // Another window knew the older state: what was typed stays, and is not saved over it.
    let stale = ann.post("/me", &[("name", "Annie"), ("language", "de"), ("time_zone", "UTC"), ("version", "1")]).await;
    stale.says(409, &["value=\"Annie\"", "name=\"version\" value=\"2\"", "Inzwischen"]);
    ann.get("/me").await.says(200, &["value=\"Ann Lee-Öz\""]);
    let wrong = [("name", ""), ("language", "tlh"), ("country", "XX"), ("time_zone", "Mars/Olympus"), ("version", "2")];
    let wrong = ann.post("/me", &wrong).await;
    wrong.says(
        422,
        &["id=\"f-name-error\"", "id=\"f-language-error\"", "id=\"f-country-error\"", "id=\"f-time-zone-error\""],
    );
}

#[tokio::test]
async fn the_password_is_changed_by_whoever_knows_it_and_other_sessions_end() {
    let world = World::new().await;
    let ann = world.ann().await;
    let elsewhere = world.browser();
    elsewhere.post("/sign-in", &[("email", "ann@example.com"), ("password", PASSWORD)]).await.leads_to("/");
    ann.get("/me/password").await.says(200, &["autocomplete=\"current-password\"", "autocomplete=\"new-password\""]);
    let wrong = ann.post("/me/password", &[("current_password", "guess"), ("new_password", OTHER)]).await;
    wrong.says(422, &["This is not your current password.", "href=\"#f-current-password\""]).lacks(OTHER);
    let weak = ann.post("/me/password", &[("current_password", PASSWORD), ("new_password", "annleeannlee")]).await;
    weak.says(422, &["id=\"f-new-password-error\""]);
    ann.post("/me/password", &[("current_password", PASSWORD), ("new_password", OTHER)]).await.leads_to("/me");
    ann.get("/me").await.says(200, &["Your password is changed. You were signed out everywhere else."]);
    elsewhere.get("/me").await.leads_to("/sign-in?next=%2Fme");
}

#[tokio::test]
async fn the_address_moves_only_with_the_password_and_through_its_mail() {
    let world = World::new().await;
    let ann = world.ann().await;
    let bo = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    ann.get("/me/address").await.says(200, &["You sign in with ann@example.com until"]);
    let send = async |email: &str, password: &str| {
        ann.post("/me/address", &[("email", email), ("current_password", password)]).await
    };
    send("ann@example.net", "guess")
        .await
        .says(422, &["This is not your current password.", "value=\"ann@example.net\""]);
    send("ann", PASSWORD).await.says(422, &["The @ is missing."]);
    send("ANN@example.com", PASSWORD).await.says(422, &["This is what it is already."]);
    // Somebody else's address is answered as a free one.
    send("bo@example.com", PASSWORD).await.leads_to("/me");
    ann.get("/me").await.says(200, &["We have sent a link to bo@example.com.", "ann@example.com"]);
    assert!(world.letter("bo@example.com").await.path.is_empty(), "a mail without a link");
    send("ann@example.net", PASSWORD).await.leads_to("/me");
    let path = world.letter("ann@example.net").await.path;
    ann.post(&path, &[]).await.leads_to("/me");
    ann.get("/me").await.says(200, &["Done. You sign in with ann@example.net now."]).lacks("ann@example.com");
    assert!(bo.is_signed_in());
}

#[tokio::test]
async fn all_sessions_end_at_once() {
    let world = World::new().await;
    let ann = world.ann().await;
    let elsewhere = world.browser();
    elsewhere.post("/sign-in", &[("email", "ann@example.com"), ("password", PASSWORD)]).await.leads_to("/");
    ann.post("/me/sign-out-everywhere", &[]).await.leads_to("/sign-in");
    assert!(!ann.is_signed_in());
    ann.get("/sign-in").await.says(200, &["You are signed out everywhere."]);
    ann.get("/sign-in").await.lacks("You are signed out everywhere.");
    elsewhere.get("/me").await.leads_to("/sign-in?next=%2Fme");
}

#[tokio::test]
async fn the_accounts_are_listed_and_the_one_used_last_is_found_next_time() {
    let world = World::new().await;
    let ann = world.ann().await;
    let bo = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    world.pass(SignedDuration::from_hours(48));
    let other = world.beside("Contoso", "bo@example.com").await;
    let home = bo.post(&format!("{other}/join"), &[]).await.location.unwrap();
    bo.get("/accounts").await.says(200, &["Contoso", "Northwind Feeds", "Admin", "User", "2 days ago", "just now"]);
    bo.get("/").await.leads_to(&home);
    world.pass(SignedDuration::from_hours(1));
    bo.get(&world.home()).await;
    bo.get("/").await.leads_to(&world.home());
}

#[tokio::test]
async fn whoever_is_in_no_account_is_told_what_to_wait_for() {
    let world = World::new().await;
    let ann = world.ann().await;
    let bo = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    world.remove(&ann, &bo).await;
    bo.get("/").await.leads_to("/accounts");
    bo.get("/accounts").await.says(200, &["You are in no account yet", "a mail with a link comes to you"]);
    bo.get(&world.home()).await.says(404, &[]);
}

#[tokio::test]
async fn nobody_sees_the_pages_of_a_person_without_signing_in() {
    let world = World::new().await;
    let stranger = world.browser();
    for path in ["/me", "/me/address", "/me/password", "/accounts"] {
        stranger.get(path).await.leads_to(&format!("/sign-in?next={}", path.replace('/', "%2F")));
    }
    stranger.get("/").await.leads_to("/sign-in");
    for path in ["/me", "/me/address", "/me/password", "/me/sign-out-everywhere"] {
        stranger.post(path, &[("name", "Eve")]).await.leads_to("/sign-in");
    }
}
