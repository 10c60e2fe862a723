//! GET and POST /sign-in, POST /sign-out

use crate::world::{PASSWORD, World};

fn credentials<'a>(email: &'a str, password: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("email", email), ("password", password)]
}

#[tokio::test]
async fn signs_in_goes_on_and_signs_out() {
    let world = World::new().await;
    world.ann().await;
    let browser = world.browser();
    // Who is not signed in is asked to, and led back.
    let asked = browser.get("/me").await;
    asked.leads_to("/sign-in?next=%2Fme");
    browser.get("/sign-in?next=%2Fme").await.says(
        200,
        &[
            "name=\"next\" value=\"/me\"",
            "autocomplete=\"username\"",
            "autocomplete=\"current-password\"",
            "Please sign in to go on.",
        ],
    );
    let mut fields = credentials(" ANN@Example.com ", PASSWORD);
    fields.push(("next", "/me"));
    browser.post("/sign-in", &fields).await.leads_to("/me");
    assert!(browser.is_signed_in());
    // Whoever is signed in needs no form.
    browser.get("/sign-in?next=%2Fme").await.leads_to("/me");
    browser.post("/sign-out", &[]).await.leads_to("/sign-in");
    assert!(!browser.is_signed_in());
    browser.get("/me").await.leads_to("/sign-in?next=%2Fme");
}

#[tokio::test]
async fn a_wrong_address_and_a_wrong_password_look_the_same() {
    let world = World::new().await;
    world.ann().await;
    let browser = world.browser();
    let sentence = "This email address and password do not belong together.";
    let mut pages = Vec::new();
    for (email, password) in [("ann@example.com", "wrong"), ("eve@example.com", PASSWORD), ("no address", ""), ("", "")]
    {
        let page = browser.post("/sign-in", &credentials(email, password)).await;
        page.says(422, &[sentence, "role=\"alert\""]).lacks(PASSWORD);
        pages.push(page.html.replace(&format!("value=\"{email}\""), "value=\"\""));
    }
    assert!(pages.windows(2).all(|pair| pair[0] == pair[1]), "the pages differ");
    assert!(!browser.is_signed_in());
}

#[tokio::test]
async fn too_many_tries_are_stopped_and_the_page_says_for_how_long() {
    let world = World::new().await;
    world.ann().await;
    let browser = world.browser();
    for _ in 0..10 {
        browser.post("/sign-in", &credentials("ann@example.com", "wrong")).await.says(422, &[]);
    }
    let stopped = browser.post("/sign-in", &credentials("ann@example.com", PASSWORD)).await;
    stopped.says(429, &["There were too many attempts in a short time. Wait 15 minutes and try again."]);
    assert!(!browser.is_signed_in());
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let world = World::new().await;
    world.ann().await;
    for next in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/sign-in?next=x"]
    {
        let browser = world.browser();
        let mut fields = credentials("ann@example.com", PASSWORD);
        fields.push(("next", next));
        browser.post("/sign-in", &fields).await.leads_to("/");
        let after = browser.post("/sign-out?next=%2F%2Fevil.example", &[]).await;
        after.leads_to("/");
    }
}

#[tokio::test]
async fn speaks_the_language_of_the_browser() {
    let world = World::new().await;
    let page = world.browser().reading("de-AT,en;q=0.5").get("/sign-in").await;
    page.says(200, &["<html lang=\"de\" dir=\"ltr\">", "<h1>Anmelden</h1>", "Passwort vergessen?"]);
}

#[tokio::test]
async fn what_is_no_form_is_refused_with_a_page() {
    let world = World::new().await;
    let browser = world.browser();
    for body in [b"email=%ff%fe&password=x".to_vec(), b"\xff\xfe".to_vec(), b"email=a&email=b&password=c".to_vec()] {
        let page = browser.post_raw("/sign-in", body).await;
        page.says(422, &["<!DOCTYPE html>"]);
    }
    let page = browser.post_raw("/sign-in", vec![b'a'; 3 << 20]).await;
    page.says(413, &["<!DOCTYPE html>"]);
}
