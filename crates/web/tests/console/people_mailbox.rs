//! GET /mailbox, /mailbox/{account}/{mail}, /mailbox/{account}/{mail}/html, /styleguide

use crate::world::{PASSWORD, World, newcomer};

/// The address of the only mail in the list.
fn only_mail(html: &str) -> &str {
    let mut found = html.split('"').filter(|part| part.starts_with("/mailbox/"));
    let only = found.next().expect("a mail");
    assert_eq!(found.next(), None, "one mail");
    only
}

#[tokio::test]
async fn mails_are_shown_with_links_that_work() {
    let world = World::with(|config| config.mailbox = true).await;
    let ann = world.ann().await;
    let reader = world.browser();
    reader.get("/mailbox").await.says(200, &["No mail yet", "Whoever reaches this server reads every mail"]);
    let (_, path) = world.invite(&ann, "bo@example.com", "Hello <Bo>").await;
    // A name that leads here and isn't ours (DNS rebinding) opens nothing.
    reader.get_at("attacker.example", "/mailbox").await.says(404, &[]).lacks("No mail yet");
    reader.get_at("localhost:8080", "/mailbox").await.says(200, &["Whoever reaches this server"]);
    let list = reader.get("/mailbox").await;
    list.says(200, &["bo@example.com", "Northwind Feeds", "Delivered", "just now"]);
    let mail = only_mail(&list.html);
    let page = reader.get(mail).await;
    let frame = format!("<iframe src=\"{mail}/html\"");
    page.says(
        200,
        &[
            &frame,
            "sandbox=\"allow-popups allow-top-navigation-by-user-activation\"",
            &format!("href=\"{path}\""),
            "Hello &lt;Bo&gt;",
        ],
    );
    let formatted = reader.get(&format!("{mail}/html")).await;
    formatted.says(200, &["<base target=\"_top\">", &path, "target=\"_top\"", "Hello &lt;Bo&gt;"]).lacks("_blank");
    let policy = formatted.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'") && policy.contains("sandbox ") && !policy.contains("script"));
    assert_eq!(formatted.headers.get_all("content-security-policy").iter().count(), 1);
    // The link works, once; then the mail says that it is over.
    world.browser().post(&path, &newcomer("Bo Li", "bo@example.com")).await.leads_to(&world.home());
    let over = reader.get(mail).await;
    over.says(200, &["The link of this mail works no longer"]).lacks(&path);
    reader.get(&format!("{mail}/html")).await.says(200, &["https://roster.example.com"]).lacks(&path);
}

#[tokio::test]
async fn mails_to_persons_are_there_too() {
    let world = World::with(|config| config.mailbox = true).await;
    world.ann().await;
    let reader = world.browser().reading("de");
    reader.post("/forgot-password", &[("email", "ann@example.com")]).await;
    let list = reader.get("/mailbox").await;
    list.says(200, &["ann@example.com", "Wartet"]);
    let mail = only_mail(&list.html);
    let page = reader.get(mail).await;
    page.says(200, &["Ann Lee &lt;ann@example.com&gt;", "href=\"/reset-password/"]).lacks(PASSWORD);
    let link = page.html.split('"').find(|part| part.starts_with("/reset-password/")).unwrap();
    reader.get(link).await.says(200, &["ann@example.com"]);
}

#[tokio::test]
async fn there_is_no_mailbox_and_no_style_guide_unless_switched_on() {
    let world = World::new().await;
    let ann = world.ann().await;
    let nil = "00000000-0000-0000-0000-000000000000";
    for path in [
        "/mailbox".to_owned(),
        format!("/mailbox/{nil}/{nil}"),
        format!("/mailbox/{nil}/{nil}/html"),
        "/styleguide".to_owned(),
    ] {
        ann.get(&path).await.says(404, &["There is nothing here"]);
    }
    let demo = World::with(|config| {
        config.mailbox = true;
        config.styleguide = true;
    })
    .await;
    demo.browser().get("/styleguide").await.says(200, &["Style guide"]);
    for path in [format!("/mailbox/{nil}/{nil}"), "/mailbox/x/y".to_owned(), format!("/mailbox/{nil}/%ff/html")] {
        assert!(matches!(demo.browser().get(&path).await.status, 404 | 400), "{path}");
    }
}
