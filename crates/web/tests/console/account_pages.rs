//! GET and POST of /accounts/{account}/resources/…, /audit and /keys; and what those of another account see of any page

use crate::world::{World, newcomer};
use roster_app::keys::authenticate::authenticate;

#[tokio::test]
async fn a13_one_sees_and_does_on_resources_what_was_given_and_nothing_else_is_there() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (winter, summer) = (world.project(&ann, "Winter").await, world.project(&ann, "Summer").await);
    let shop = world.site(&ann, winter, "Shop").await;
    let secret = world.site(&ann, summer, "Secret").await;
    let (writer, _) = world.joins(&ann, "Wil", "wil@example.com", &[(winter, "read_write")]).await;
    let (reader, _) = world.joins(&ann, "Rea", "rea@example.com", &[(shop, "read_only")]).await;
    // Read-Write: changes what is there and adds new ones, under what was given only.
    let new = world.at("/resources/site/new");
    writer.get(&new).await.says(200, &["Winter"]).lacks("Summer");
    let parent = winter.to_string();
    writer.post(&new, &[("name", "Outlet"), ("parent", &parent)]).await.leads_to(&world.at("/resources/site"));
    writer.get(&world.at("/resources/site")).await.says(200, &["Outlet is created.", "Shop"]).lacks("Secret");
    writer.post(&new, &[("name", ""), ("parent", &parent)]).await.says(422, &["id=\"f-name-error\""]);
    writer
        .post(&new, &[("name", "X"), ("parent", &summer.to_string())])
        .await
        .says(422, &["There is no such thing here"]);
    writer.post(&new, &[("name", "X"), ("parent", "7")]).await.says(422, &["id=\"f-parent-error\""]);
    writer.get(&world.at("/resources/project/new")).await.says(403, &[]);
    writer.post(&world.at("/resources/project/new"), &[("name", "X")]).await.says(403, &[]);
    let rename = world.at(&format!("/resources/site/{shop}/rename"));
    let version = writer.get(&rename).await.hidden("version");
    writer.post(&rename, &[("name", "Shop 2"), ("version", &version)]).await.leads_to(&world.at("/resources/site"));
    writer.post(&rename, &[("name", "Shop 3"), ("version", &version)]).await.says(412, &["It is called Shop 2 now."]);
    writer.get(&world.at(&format!("/resources/site/{shop}/delete"))).await.says(403, &[]);
    // Read-Only: sees, and that is all.
    reader.get(&world.at("/resources/site")).await.says(200, &["Shop 2", "Winter"]).lacks("/rename").lacks("Outlet");
    reader.get(&new).await.says(403, &[]);
    reader.get(&rename).await.says(403, &[]);
    reader.post(&rename, &[("name", "Mine")]).await.says(403, &[]);
    // What cannot be reached is not there, whoever asks.
    for browser in [&writer, &reader] {
        for page in ["rename", "delete"] {
            let path = world.at(&format!("/resources/site/{secret}/{page}"));
            browser.get(&path).await.says(404, &[]).lacks("Secret");
            browser.post(&path, &[("name", "Mine")]).await.says(404, &[]).lacks("Secret");
        }
        for page in ["/resources/project", "/resources/site", "/keys", "/keys/new"] {
            browser.get(&world.at(page)).await.says(200, &[]).lacks("Secret").lacks("Summer");
        }
    }
    // An admin deletes, from the leaves up.
    let delete = world.at(&format!("/resources/project/{summer}/delete"));
    ann.post(&delete, &[]).await.says(409, &["There is still something under it."]);
    let typed = [("typed", "Secret")];
    ann.post(&world.at(&format!("/resources/site/{secret}/delete")), &typed)
        .await
        .leads_to(&world.at("/resources/site"));
    ann.get(&delete).await.says(200, &["Delete Summer?"]);
    ann.post(&delete, &[]).await.leads_to(&world.at("/resources/project"));
    ann.get(&world.at("/resources/project")).await.says(200, &["Summer is deleted.", "Winter"]);
}

#[tokio::test]
async fn f04_the_log_tells_who_did_what_to_whom_and_from_what_to_what() {
    let world = World::new().await;
    let ann = world.ann().await;
    let project = world.project(&ann, "Winter <b>").await;
    let (bo_browser, bo) = world.joins(&ann, "Bo Li", "bo@example.com", &[(project, "read_only")]).await;
    bo_browser.get(&world.at("/users")).await.says(403, &[]);
    let edit = world.at(&format!("/users/{bo}/edit"));
    let form = [("name", "Bo Li"), ("was-name", "Bo Li"), ("role", "admin"), ("was-role", "user")];
    ann.post(&edit, &form).await.leads_to(&world.at("/users"));
    let page = ann.get(&world.at("/audit")).await;
    page.says(
        200,
        &[
            "</a> changed the role of <a",
            "User</bdi> → <bdi>Admin",
            "Access to <bdi>Winter &lt;b&gt;</bdi>: </span><bdi>Read-Only",
            " accepted the invitation.",
            " tried what is not allowed: See users.",
            "The operator created the account",
            "192.0.2.",
        ],
    );
    let narrowed = async |query: &str| ann.get(&world.at(&format!("/audit?{query}"))).await;
    narrowed("kind=roles_changed").await.says(200, &["changed the role of"]).lacks("accepted the invitation.");
    narrowed(&format!("by={bo}")).await.says(200, &["tried what is not allowed"]).lacks("changed the role of");
    narrowed(&format!("about={bo}")).await.says(200, &["changed the role of", "Show all"]).lacks("created the account");
    narrowed("days=1").await.says(200, &["changed the role of"]);
    world.pass(jiff::SignedDuration::from_hours(48));
    narrowed("days=1").await.says(200, &["Nothing matches"]);
    narrowed("before=0").await.says(422, &["<!DOCTYPE html>"]);
    narrowed("kind=nonsense&by=x&days=9999999999999").await.says(200, &["Nothing matches"]);
    for _ in 0..60 {
        ann.post(&edit, &[("name", "A"), ("was-name", ""), ("role", "admin"), ("was-role", "admin")]).await;
        ann.post(&edit, &[("name", "B"), ("was-name", ""), ("role", "admin"), ("was-role", "admin")]).await;
    }
    let first = narrowed("").await;
    let older = ann.get(&first.link("<span>Older</span>")).await;
    older.says(200, &["Newest"]);
}

#[tokio::test]
async fn a_key_is_shown_once_works_within_its_permissions_and_is_revoked() {
    let world = World::new().await;
    let ann = world.ann().await;
    let bo = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    ann.get(&world.at("/keys/new"))
        .await
        .says(200, &["value=\"roster.read_members\"", "See users", "value=\"site.edit\""]);
    // Only what one may is offered.
    bo.get(&world.at("/keys/new")).await.says(200, &["value=\"site.edit\""]).lacks("roster.read_members");
    let new = world.at("/keys/new");
    let made = ann
        .post(&new, &[("label", "Nightly"), ("permissions", "roster.read_members"), ("expires_at", "2026-12-31")])
        .await;
    made.says(200, &["Your key “Nightly”", "never again"]);
    let secret = made.html.split("<textarea").nth(1).unwrap().split('>').nth(1).unwrap().split('<').next().unwrap();
    assert!(authenticate(&world.app, secret).await.unwrap().is_some());
    let list = ann.get(&world.at("/keys")).await;
    list.says(200, &["Nightly", "See users", "Ann Lee"]).lacks(secret);
    bo.get(&world.at("/keys")).await.says(200, &["No keys yet"]).lacks("Nightly");
    // The last day is the last day, not the midnight behind it.
    ann.get(&world.at("/keys")).await.says(200, &["31 Dec 2026"]).lacks("1 Jan 2027");
    let wrong = ann.post(&new, &[("label", ""), ("expires_at", "2020-01-01")]).await;
    wrong.says(422, &["id=\"f-label-error\"", "This lies in the past.", "href=\"#f-permissions\""]);
    ann.post(&new, &[("label", "X"), ("permissions", "site.view"), ("expires_at", "soon")])
        .await
        .says(422, &["not well-formed"]);
    let revoke = list.link("<span class=\"menu-text\"><bdi>Revoke");
    // Not somebody else's.
    bo.post(&revoke, &[]).await.says(404, &[]);
    ann.get(&revoke).await.says(200, &["Revoke this key?"]);
    ann.post(&revoke, &[]).await.leads_to(&world.at("/keys"));
    ann.get(&world.at("/keys")).await.says(200, &["The key is revoked.", ">Revoked<"]);
}

#[tokio::test]
async fn the_form_of_a_key_that_is_sent_again_makes_no_second_one() {
    let world = World::new().await;
    let ann = world.ann().await;
    let new = world.at("/keys/new");
    let once = ann.get(&new).await.hidden("once");
    let sent = [("once", once.as_str()), ("label", "Nightly"), ("permissions", "roster.read_members")];
    ann.post(&new, &sent).await.says(200, &["Your key “Nightly”"]);
    ann.post(&new, &sent).await.leads_to(&world.at("/keys"));
    let list = ann.get(&world.at("/keys")).await;
    list.says(200, &["“Nightly” was made already.", "shown only once"]);
    assert_eq!(list.html.matches(">Revoke").count(), 1, "{}", list.html);
}

#[tokio::test]
async fn those_of_another_account_find_nothing_here_whatever_they_ask() {
    let world = World::new().await;
    let ann = world.ann().await;
    let project = world.project(&ann, "Winter").await;
    let site = world.site(&ann, project, "Shop").await;
    let (_, bo) = world.joins(&ann, "Bo Li", "bo@example.com", &[(site, "read_only")]).await;
    let eve = world.browser();
    let path = world.beside("Contoso", "eve@example.com").await;
    let joined = eve.post(&path, &newcomer("Eve", "eve@example.com")).await;
    let theirs = joined.location.clone().unwrap();
    let member = format!("/users/{bo}");
    let pages = [
        "",
        "/users",
        "/users/invite",
        &member,
        &format!("{member}/edit"),
        &format!("{member}/access"),
        &format!("{member}/delete"),
        &format!("{member}/withdraw"),
        "/resources/site",
        "/resources/site/new",
        &format!("/resources/site/{site}/rename"),
        &format!("/resources/site/{site}/delete"),
        "/audit",
        "/keys",
        "/keys/new",
    ];
    for page in pages {
        // In our account, and our ids in theirs.
        eve.get(&world.at(page)).await.says(404, &[]).lacks("Northwind");
        let with_ours = eve.get(&format!("{theirs}{page}")).await;
        let names_ours = page.contains(&bo.to_string()) || page.contains(&site.to_string());
        assert_eq!(with_ours.status == 404, names_ours, "{page}: {}", with_ours.status);
        with_ours.lacks("bo@example.com").lacks("Shop");
    }
    let level = format!("level[{site}]");
    let id = bo.to_string();
    let fields = [
        ("addresses", "x@example.com"),
        ("role", "user"),
        (level.as_str(), "read_only"),
        ("again", &id),
        ("member", &id),
    ];
    eve.post(&format!("{theirs}/users/invite"), &fields).await.says(422, &["There is no such thing here"]);
    let report = eve.post(&format!("{theirs}/users/bulk/send-again"), &fields).await;
    report.says(422, &["<!DOCTYPE html>"]).lacks("bo@example.com");
    for deed in ["edit", "access", "delete", "withdraw", "send-again"] {
        eve.post(&format!("{theirs}{member}/{deed}"), &[("name", "Eve"), ("role", "user")]).await.says(404, &[]);
        eve.post(&world.at(&format!("{member}/{deed}")), &[("name", "Eve")]).await.says(404, &[]);
    }
    eve.get(&format!("{theirs}/audit?about={bo}")).await.says(200, &["Nothing matches"]);
}
