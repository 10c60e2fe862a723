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
        strangers(&browser, &address, dark).await;
        for person in &people {
            let taken = look(&browser, &address, person, dark).await;
            states(&browser, &address, person, dark).await;
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
        for (look, width) in looks(dark) {
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

/// What is seen without signing in: the ways in, invitations from the mailbox, links that are dead, what is not there.
async fn strangers(browser: &Browser, address: &str, dark: bool) {
    browser.delete_all_cookies().await.unwrap();
    let mut pages = vec![
        ("sign-in".to_owned(), "/sign-in".to_owned()),
        ("forgot-password".to_owned(), "/forgot-password".to_owned()),
        ("dead-link".to_owned(), "/invitations/cut-short".to_owned()),
        ("not-found".to_owned(), "/nothing/here".to_owned()),
        ("mailbox".to_owned(), "/mailbox".to_owned()),
        ("styleguide".to_owned(), "/styleguide".to_owned()),
    ];
    browser.goto(format!("{address}/mailbox")).await.unwrap();
    let mails =
        "return [...document.querySelectorAll('a[href^=\"/mailbox/\"]')].map((link) => link.getAttribute('href'))";
    let mails: Vec<String> = browser.execute(mails, vec![]).await.unwrap().convert().unwrap();
    for (n, mail) in mails.iter().take(8).enumerate() {
        browser.goto(format!("{address}{mail}")).await.unwrap();
        let link = "return document.querySelector('main a[href*=\"/invitations/\"], main a[href*=\"-password/\"]')?.href ?? ''";
        let link: String = browser.execute(link, vec![]).await.unwrap().convert().unwrap();
        pages.push((format!("mail-{n}"), mail.clone()));
        if !link.is_empty() {
            pages.push((format!("mail-{n}-link"), link.replace(address, "")));
        }
    }
    for (name, path) in pages {
        browser.goto(format!("{address}{path}")).await.unwrap();
        for (look, width) in looks(dark) {
            picture(browser, &format!("strangers/{name}.{look}"), width).await;
        }
    }
}

/// Panels, menus, dialogs and mistakes, as they lie over the list of users; and what it says where there is nobody.
async fn states(browser: &Browser, address: &str, person: &SignIn, dark: bool) {
    browser.goto(format!("{address}/")).await.unwrap();
    let here = "return document.querySelector('a[href$=\"/users\"]')?.getAttribute('href') ?? ''";
    let list: String = browser.execute(here, vec![]).await.unwrap().convert().unwrap();
    if list.is_empty() {
        return;
    }
    for (name, query, act) in [
        ("menu", "", "document.querySelectorAll('td button[popovertarget]')[1]?.click()"),
        ("filter", "", "document.querySelector('[popovertarget=users-filter]')?.click()"),
        ("selected", "", "document.querySelectorAll('td.select input')[0]?.click()"),
        ("invite-panel", "", "document.querySelector('.heading a[data-panel]')?.click()"),
        ("edit-panel", "", "document.querySelectorAll('td a[data-panel][href$=\"/edit\"]')[0]?.click()"),
        ("access-panel", "", "document.querySelectorAll('td a[data-panel][href$=\"/access\"]')[0]?.click()"),
        ("leave-dialog", "", "document.querySelector('a[data-panel=dialog].danger, .menu-item.danger')?.click()"),
        ("keys", "", "document.getElementById('shortcuts')?.showModal()"),
        ("nobody", "?q=nobody-is-called-so", ""),
    ] {
        for (look, width) in looks(dark) {
            browser.resize(width, 900).await;
            browser.goto(format!("{address}{list}{query}")).await.unwrap();
            browser.execute(act, vec![]).await.unwrap();
            // A panel slides in.
            tokio::time::sleep(std::time::Duration::from_millis(900)).await;
            let name = format!("{}/{}/state-{name}.{look}", file_name(&person.account), file_name(&person.role));
            std::fs::create_dir_all(target_folder().join("screenshots").join(Path::new(&name).parent().unwrap()))
                .unwrap();
            browser.screenshot(&name).await;
        }
    }
    browser.resize(1280, 800).await;
}

fn looks(dark: bool) -> Vec<(&'static str, u32)> {
    if dark { vec![("dark", 1280)] } else { vec![("light", 1280), ("phone", 390)] }
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
