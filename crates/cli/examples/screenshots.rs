//! Takes a picture of each page of the demo, as each role of each account: light, dark, and as wide as a phone. Run by
//! `cargo xtask screenshots`.
//!
//! The pages are found as people find them, by following links. Of pages that differ only in whom they are about, the first
//! is taken.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a task for those who work on the house")]

use roster_testkit::{browser::Browser, guard::Guarded, target_folder};
use std::{
    collections::{BTreeSet, VecDeque},
    path::Path,
};
use thirtyfour::By;

const PASSWORD: &str = "blue-otter-lantern";
/// More is not a page any more, but a list.
const TALLEST: u32 = 2_400;

/// Someone the demo names.
struct SignIn {
    account: String,
    role: String,
    email: String,
}

#[tokio::main]
async fn main() {
    let only = std::env::args().nth(1).unwrap_or_default();
    let roster = target_folder().join("debug/roster");
    let demo = Guarded::start(&roster, |folder| {
        let words = ["demo", "--listen", "127.0.0.1:0", "--dir"];
        words.map(str::to_owned).into_iter().chain([folder.join("data").display().to_string()]).collect()
    });
    let address: String = demo.wait_for(|line| Some(line.strip_prefix("Open")?.trim().to_owned()));
    demo.wait_for(|line| line.starts_with("ACCOUNT").then_some(()));
    let lines = std::iter::repeat_with(|| demo.wait_for(|line| Some(line.to_owned())));
    let table = lines.take_while(|line| !line.is_empty()).filter_map(|line| {
        let columns: Vec<&str> = line.split("  ").map(str::trim).filter(|part| !part.is_empty()).collect();
        let [account, role, email] = columns[..] else { return None };
        Some(SignIn { account: account.to_owned(), role: role.to_owned(), email: email.to_owned() })
    });
    let people: Vec<SignIn> = table.filter(|person| person.account.contains(&only)).collect();
    for dark in [false, true] {
        let options = if dark { Browser::options().dark() } else { Browser::options() };
        let Some(browser) = options.start().await else { return };
        for person in &people {
            let taken = look(&browser, &address, person, dark).await;
            println!("{} as {}, {}: {taken} pages", person.account, person.role, if dark { "dark" } else { "light" });
        }
    }
    println!("{}", target_folder().join("screenshots").display());
}

/// Signs in, follows every link, and takes a picture of each kind of page.
async fn look(browser: &Browser, address: &str, person: &SignIn, dark: bool) -> usize {
    browser.resize(1280, 800).await;
    browser.delete_all_cookies().await.unwrap();
    browser.goto(format!("{address}/sign-in")).await.unwrap();
    browser.find(By::Name("email")).await.unwrap().send_keys(&person.email).await.unwrap();
    browser.find(By::Name("password")).await.unwrap().send_keys(PASSWORD).await.unwrap();
    browser.find(By::Css("main form button[type=submit]")).await.unwrap().click().await.unwrap();
    let mut shapes = BTreeSet::new();
    let mut open: VecDeque<String> = ["/".to_owned(), "/me".to_owned(), "/accounts".to_owned()].into();
    while let Some(path) = open.pop_front() {
        browser.goto(format!("{address}{path}")).await.unwrap();
        let shape = shape(browser.current_url().await.unwrap().as_str().trim_start_matches(address));
        if !shapes.insert(shape.clone()) {
            continue;
        }
        for (look, width) in if dark { vec![("dark", 1280)] } else { vec![("light", 1280), ("phone", 390)] } {
            let name =
                format!("{}/{}/{}.{look}", file_name(&person.account), file_name(&person.role), file_name(&shape));
            picture(browser, &name, width).await;
        }
        let links = "return [...document.querySelectorAll('a[href^=\"/\"]')].map((link) => link.getAttribute('href'))";
        let links: Vec<String> = browser.execute(links, vec![]).await.unwrap().convert().unwrap();
        for link in links {
            let known = shapes.contains(&self::shape(&link))
                || open.iter().any(|other| self::shape(other) == self::shape(&link));
            if !known && !link.starts_with("/assets") && !link.starts_with("/docs") {
                open.push_back(link);
            }
        }
    }
    shapes.len()
}

async fn picture(browser: &Browser, name: &str, width: u32) {
    browser.resize(width, 800).await;
    let height = browser.execute("return document.documentElement.scrollHeight", vec![]).await.unwrap();
    let height = height.convert::<u32>().unwrap().clamp(800, TALLEST);
    browser.resize(width, height).await;
    let folder = target_folder().join("screenshots").join(Path::new(name).parent().unwrap());
    std::fs::create_dir_all(folder).unwrap();
    browser.screenshot(name).await;
    browser.resize(1280, 800).await;
}

/// What kind of page an address leads to: without whom it is about, and without what a list is narrowed to.
fn shape(link: &str) -> String {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    let part = |part: &str| match part.len() {
        32.. => "{id}".to_owned(),
        _ if part.parse::<u64>().is_ok() => "{n}".to_owned(),
        _ => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn file_name(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    text.trim_matches('-').replace("-accounts--id", "").replace("accounts--id--", "")
}
