//! The browser of the tests, on pages that need no server.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

use roster_testkit::browser::Browser;
use std::{
    io::{Read, Write},
    net::TcpListener,
    thread,
};
use thirtyfour::By;

/// Serves one page on 127.0.0.1 for as long as the test process lives, and returns its address.
fn serve(headers: &'static str, page: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let answer =
                format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n{headers}\r\n{page}");
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    address
}

const SCRIPTED: &str = "data:text/html,<!doctype html><p id=p>off</p><script>p.textContent = 'on'</script>";

#[tokio::test]
async fn opens_a_page_with_and_without_scripts() {
    let Some(browser) = Browser::start().await else { return };
    browser.goto(SCRIPTED).await.unwrap();
    assert_eq!(browser.find(By::Id("p")).await.unwrap().text().await.unwrap(), "on");
    assert_eq!(browser.errors().await, Vec::<String>::new());

    let Some(browser) = Browser::options().without_javascript().start().await else { return };
    browser.goto(SCRIPTED).await.unwrap();
    assert_eq!(browser.find(By::Id("p")).await.unwrap().text().await.unwrap(), "off");
}

#[tokio::test]
async fn has_the_size_the_colours_and_the_language_it_is_given() {
    let Some(browser) = Browser::options().size(390, 844).dark().language("de-DE").start().await else { return };
    browser.goto(&serve("", "<!doctype html><meta name=viewport content='width=device-width'>")).await.unwrap();
    let seen =
        "return [innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches, navigator.language]";
    let answer = browser.execute(seen, Vec::new()).await.unwrap();
    assert_eq!(answer.json(), &serde_json::json!([390, 844, true, "de-DE"]));
    browser.resize(1000, 500).await;
    let answer = browser.execute("return [innerWidth, innerHeight]", Vec::new()).await.unwrap();
    assert_eq!(answer.json(), &serde_json::json!([1000, 500]));
    let screenshot = browser.screenshot("testkit-dark").await;
    assert!(std::fs::read(screenshot).unwrap().starts_with(b"\x89PNG"));
}

#[tokio::test]
async fn collects_errors_and_what_the_policy_blocked() {
    let Some(browser) = Browser::start().await else { return };
    let policy = "Content-Security-Policy: default-src 'self'; require-trusted-types-for 'script'\r\n";
    browser.goto(&serve(policy, "<!doctype html><p style='color: red'>x</p>")).await.unwrap();
    let violations = browser.violations().await;
    assert!(violations.len() == 1 && violations[0].contains("style"), "{violations:?}");
    assert_eq!(browser.violations().await, violations, "asking twice gives the same answer");

    browser
        .goto("data:text/html,<!doctype html><script>missing()</script><img src=http://example.com/x.png>")
        .await
        .unwrap();
    let errors = browser.errors().await;
    assert!(errors.iter().any(|line| line.contains("missing is not defined")), "{errors:?}");
    assert!(errors.iter().any(|line| line.contains("example.com")), "a page reached another machine: {errors:?}");
    assert_eq!(browser.violations().await.len(), 1);
    browser.forget_errors().await;
    assert!(browser.errors().await.is_empty());
}

#[tokio::test]
async fn asks_axe_what_is_wrong_with_a_page() {
    let Some(browser) = Browser::start().await else { return };
    let policy =
        "Content-Security-Policy: default-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'\r\n";
    let page = "<!doctype html><html lang=en><title>x</title><main><h1>x</h1><input></main>";
    browser.goto(&serve(policy, page)).await.unwrap();
    let Some(found) = browser.axe().await else { return };
    assert_eq!(found.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["label"], "{found:?}");
    assert!(found[0].nodes[0].contains("<input"));
    assert_eq!(browser.errors().await, Vec::<String>::new(), "looking at a page leaves no error in it");
}

#[tokio::test]
async fn firefox_does_the_same() {
    let Some(browser) = Browser::options().firefox().size(1000, 500).dark().language("de-DE").start().await else {
        return;
    };
    let policy =
        "Content-Security-Policy: default-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'\r\n";
    let page = "<!doctype html><html lang=en><title>x</title><main><h1>x</h1><input><b style='color: red'>x</b></main>";
    browser.goto(&serve(policy, page)).await.unwrap();
    let seen =
        "return [innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches, navigator.language]";
    let answer = browser.execute(seen, Vec::new()).await.unwrap();
    assert_eq!(answer.json(), &serde_json::json!([1000, 500, true, "de-DE"]));
    let violations = browser.violations().await;
    assert!(violations.len() == 1 && violations[0].contains("style"), "{violations:?}");
    assert_eq!(browser.violations().await, violations, "asking twice gives the same answer");
    if let Some(found) = browser.axe().await {
        assert_eq!(found.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["label"], "{found:?}");
    }
    assert_eq!(browser.errors().await, violations, "looking at a page leaves no error in it");
    browser.forget_errors().await;
    browser.goto("data:text/html,<!doctype html><script>missing()</script>").await.unwrap();
    let errors = browser.errors().await;
    assert!(errors.iter().any(|line| line.contains("missing is not defined")), "{errors:?}");

    let Some(browser) = Browser::options().firefox().without_javascript().start().await else { return };
    browser.goto(SCRIPTED).await.unwrap();
    assert_eq!(browser.find(By::Id("p")).await.unwrap().text().await.unwrap(), "off");
}
