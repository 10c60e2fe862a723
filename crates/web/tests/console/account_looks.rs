//! The pages of an account in a real browser: usable for everybody, nothing blocked, nothing wider than the screen

use crate::world::{PASSWORD, World};
use roster_testkit::browser::Browser;
use std::{future::pending, net::TcpListener, time::Duration};

/// A page's address, and what to press on it before looking.
type Look<'a> = (&'a str, Option<&'a str>);

async fn sign_in(browser: &Browser, site: &str, email: &str) {
    browser.goto(&format!("{site}/sign-in")).await.unwrap();
    let fill = format!(
        "document.querySelector('[name=email]').value = '{email}';
         document.querySelector('[name=password]').value = '{PASSWORD}';
         document.querySelector('form[action=\"/sign-in\"]').requestSubmit();"
    );
    browser.execute(&fill, Vec::new()).await.unwrap();
    until(browser, "!location.pathname.startsWith('/sign-in') && document.readyState === 'complete'").await;
}

async fn until(browser: &Browser, condition: &str) {
    for _ in 0..200 {
        let answer = browser.execute(&format!("return Boolean({condition})"), Vec::new()).await;
        if answer.is_ok_and(|answer| answer.json() == &serde_json::json!(true)) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("never true: {condition}");
}

async fn look(browser: &Browser, address: &str, press: Option<&str>) {
    browser.goto(address).await.unwrap();
    if let Some(selector) = press {
        browser.execute(&format!("document.querySelector('{selector}').click()"), Vec::new()).await.unwrap();
        // Until it has slid in: colours are measured as they are seen.
        let settled = "document.querySelector('dialog:modal') && document.getAnimations().length === 0";
        until(browser, settled).await;
    }
    let wider = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    let wider = browser.execute(wider, Vec::new()).await.unwrap();
    assert_eq!(wider.json(), &serde_json::json!(0), "{address} is wider than the screen");
    if let Some(found) = browser.axe().await {
        assert!(found.is_empty(), "{address} {press:?}: {found:#?}");
    }
    assert_eq!(browser.errors().await, Vec::<String>::new(), "{address} {press:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_an_account_are_for_everybody_wide_and_narrow_light_and_dark() {
    let Some(light) = Browser::options().size(390, 844).start().await else { return };
    let Some(dark) = Browser::options().dark().start().await else { return };
    let world = World::new().await;
    let ann = world.ann().await;
    let project = world.project(&ann, "Winter").await;
    let site = world
        .site(&ann, project, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft")
        .await;
    let long = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft";
    let (_, bo) = world.joins(&ann, long, "bo@example.com", &[(site, "read_only")]).await;
    let waiting = "somebody.with.a.very.long.address@a-rather-long-domain.example.com";
    ann.post(
        &world.at("/users/invite"),
        &[("addresses", waiting), ("role", "user"), ("doubted", "a-rather-long-domain.example.com")],
    )
    .await;
    ann.post(&world.at("/keys/new"), &[("label", "Nightly"), ("permissions", "site.view")]).await.says(200, &[]);
    let (cy, me) = (world.member(&ann, waiting).await, world.member(&ann, "ann@example.com").await);

    // Browsers take localhost for as safe as https, so that even there the cookies are those of a real installation.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    tokio::spawn(roster_web::serve(listener, world.router.clone(), pending()));
    let (profile, waits, mine) = (format!("/users/{bo}"), format!("/users/{cy}"), format!("/users/{me}"));
    let (edit, access, delete) = (format!("{profile}/edit"), format!("{profile}/access"), format!("{mine}/delete"));
    let rename = format!("/resources/site/{site}/rename");
    let (who, reach) = (format!("/resources/site/{site}/members"), format!("{profile}/reach/site"));
    let (give, take) = (format!("{who}/give"), format!("{who}/{bo}/remove"));
    let (gone, narrowed) = (format!("/resources/site/{site}/delete"), format!("/users?resource={site}"));
    let looks: [Look<'_>; 28] = [
        ("/users", None),
        ("/users?status=invited", None),
        ("/users?q=nobody", None),
        ("/users", Some("a[href$=\"/users/invite\"]")),
        ("/users", Some("td a.button[href$=\"/access\"]")),
        (&profile, None),
        (&waits, None),
        (&edit, None),
        (&access, None),
        (&delete, None),
        ("/resources/site", None),
        (&rename, None),
        (&who, None),
        (&give, None),
        (&take, None),
        (&reach, None),
        (&gone, None),
        ("/overview", None),
        ("/overview?period=year", None),
        (&narrowed, None),
        ("/audit", None),
        ("/requests", None),
        ("/model", None),
        ("/model/history", None),
        ("/mails", None),
        ("/leave", None),
        ("/keys", None),
        ("/keys", Some("a[href$=\"/keys/new\"]")),
    ];
    for browser in [&light, &dark] {
        sign_in(browser, &address, "ann@example.com").await;
        for (path, press) in looks {
            look(browser, &format!("{address}{}", world.at(path)), press).await;
        }
        for path in ["/me", "/me/address", "/me/password", "/me/erase", "/accounts"] {
            look(browser, &format!("{address}{path}"), None).await;
        }
    }
}
