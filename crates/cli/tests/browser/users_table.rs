//! The users' table with script: search as one types, sort, columns, filter, selection, the file, tips.

use crate::{hand::Hand, house::House};
use serde_json::Value;
use std::time::Duration;
use thirtyfour::{By, Key, WebElement};

const PASSWORD: &str = "a lantern under the old bridge";

/// An account of a model, and its first admin at a browser.
async fn account(house: &House, model: &str) -> Option<Hand> {
    let hand = Hand::start().await?;
    let words = ["account", "create", "--name", "Harbour Studio", "--admin", "ann@example.com", "--model", model];
    let printed = house.run(&words);
    let link = printed.split_whitespace().find(|word| word.contains("/invitations/")).unwrap();
    hand.open(link).await;
    hand.fill("Your name", "Ann Lee").await;
    hand.fill("Choose a password", PASSWORD).await;
    if model == "sites-and-projects" {
        hand.select("Country", "Germany").await;
        hand.select("Language", "English").await;
    }
    hand.press("Accept invitation").await;
    Some(hand)
}

async fn search_field(hand: &Hand) -> WebElement {
    hand.browser.find(By::Css("input[type=search]")).await.unwrap()
}

/// Waits until the address ends like this.
async fn address_ends(hand: &Hand, end: &str) {
    for _ in 0..100 {
        if hand.browser.current_url().await.unwrap().as_str().ends_with(end) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{} does not end with {end}", hand.browser.current_url().await.unwrap());
}

async fn run(hand: &Hand, script: &str) -> Value {
    hand.browser.execute(script, Vec::new()).await.unwrap().json().clone()
}

async fn axe(hand: &Hand, what: &str) {
    if let Some(found) = hand.browser.axe().await {
        assert!(found.is_empty(), "{what}: {found:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b02_f26_e04_the_list_follows_as_one_types_sorts_and_selects() {
    let Some(house) = House::start() else { return };
    let Some(ann) = account(&house, "sites-and-projects").await else { return };
    ann.press("User Management").await;
    ann.press("Invite users").await;
    let lines: Vec<String> = (0..60).map(|n| format!("user{n:02}@example.com")).collect();
    ann.fill("Email addresses", &lines.join("\n")).await;
    ann.press("Save").await;
    ann.reads("50 of 60").await;

    // E04: as one types, without a button; the address holds it, the field keeps the focus.
    ann.press("User Management").await;
    let field = search_field(&ann).await;
    field.send_keys("user07").await.unwrap();
    address_ends(&ann, "/users?q=user07").await;
    ann.reads("1 user").await;
    assert!(!ann.text().await.contains("user08"), "{}", ann.text().await);
    assert_eq!(run(&ann, "return document.activeElement.type").await, "search");
    // F26: what is not here is said to be there, in one click.
    ann.press("Active 1").await;
    ann.reads("1 match in “Invited”").await;
    axe(&ann, "nobody found").await;
    ann.press("1 match in “Invited”").await;
    address_ends(&ann, "/users?status=invited&q=user07").await;
    // The tabs go along with what is typed.
    search_field(&ann).await.send_keys(Key::Control + "a").await.unwrap();
    search_field(&ann).await.send_keys("user1").await.unwrap();
    address_ends(&ann, "q=user1").await;
    ann.reads("10 users").await;
    ann.press("All 61").await;
    address_ends(&ann, "/users?q=user1").await;
    // Back is the view before.
    ann.browser.back().await.unwrap();
    address_ends(&ann, "/users?status=invited&q=user1").await;

    // B02: a click on a head sorts; once more the other way round.
    ann.press("User Management").await;
    ann.press("Email").await;
    address_ends(&ann, "?sort=email").await;
    ann.press("Email").await;
    address_ends(&ann, "?sort=-email").await;
    let first = run(&ann, "return document.querySelector('tbody .person-name').textContent").await;
    assert_eq!(first, "user59@example.com");
    assert_eq!(
        run(&ann, "return document.querySelector('th[aria-sort=descending]').textContent.trim()").await,
        "Email"
    );
    axe(&ann, "sorted").await;

    // The shift key takes all between; all that match can be meant, on other pages, too.
    ann.tick_row("user59@example.com").await;
    ann.reads("1 selected").await;
    run(&ann, "document.querySelectorAll('td.select input')[4].dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }))").await;
    ann.reads("5 selected").await;
    ann.tick("Select all 61 that match").await;
    ann.reads("61 selected").await;
    ann.press("Clear").await;

    // F22, B04: two files. Sent by the page's own forms, as a click does.
    let file = "const done = arguments[0]; const form = document.querySelector('form[action$=\"/users/export\"]'); \
        fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) }) \
        .then(async (r) => done([r.headers.get('content-disposition'), (await r.text()).split('\\r\\n').length]))";
    let told = ann.browser.execute_async(file, Vec::new()).await.unwrap().json().clone();
    assert_eq!(told, serde_json::json!(["attachment; filename=\"all-users.csv\"", 63]));
    ann.press("Export all users").await;
    ann.reads("Export all users").await;
    assert!(ann.browser.current_url().await.unwrap().as_str().ends_with("?sort=-email"), "the page stays");
    ann.is_clean().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn c05_c08_columns_and_the_filter_are_applied_and_columns_are_remembered() {
    let Some(house) = House::start() else { return };
    let Some(ann) = account(&house, "company-and-projects").await else { return };
    ann.press("Users").await;
    // "… → enable the Projects toggle → click Apply": off, and on again.
    ann.press("Columns").await;
    axe(&ann, "the columns").await;
    ann.tick("Projects").await;
    ann.tick("Company").await;
    ann.press("Apply").await;
    let heads = "return [...document.querySelectorAll('th')].map((th) => th.innerText.trim()).filter(Boolean).join()";
    for _ in 0..100 {
        if run(&ann, heads).await.as_str().unwrap().contains("Company") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    ann.browser.refresh().await.unwrap();
    let shown = run(&ann, heads).await;
    assert!(shown.as_str().unwrap().contains("Company") && !shown.as_str().unwrap().contains("Projects"), "{shown}");
    ann.press("Columns").await;
    ann.tick("Projects").await;
    ann.press("Apply").await;
    ann.reads("Projects").await;

    // "Click the Filter button; Archived users: No, Yes; Apply."
    ann.press("Filter").await;
    ann.select("Archived users", "Yes").await;
    axe(&ann, "the filter").await;
    ann.press("Apply").await;
    address_ends(&ann, "out=yes").await;
    ann.press("Filter 1").await;
    ann.press("Clear filters").await;
    address_ends(&ann, "/users").await;
    ann.is_clean().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a03_the_list_behind_the_form_follows_though_something_is_left_to_correct() {
    let Some(house) = House::start() else { return };
    let Some(ann) = account(&house, "sites-and-projects").await else { return };
    ann.press("User Management").await;
    ann.press("Invited 0").await;
    ann.reads("Nobody here yet").await;
    ann.press("Invite users").await;
    ann.fill("Email addresses", "bo@example.com\nnot an address").await;
    ann.press("Save").await;
    ann.reads("1 invitation sent.").await;
    let behind = "return document.querySelector('main').textContent.includes('bo@example.com')";
    for left in (0..50).rev() {
        if run(&ann, behind).await == true {
            break;
        }
        assert!(left > 0, "the list behind the panel is the old one");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    axe(&ann, "what is left to correct").await;
    ann.press("Show who is invited").await;
    address_ends(&ann, "/users?status=invited").await;
    ann.row_reads("bo@example.com", "Ann Lee").await;
    ann.is_clean().await;
}
