//! How the model arranges the console: where the users are, the columns of their list, and the form that invites.

use crate::world::{Page, World};

/// What stands above the columns of a list, without the one of the rows' menus.
fn columns(page: &Page) -> Vec<&str> {
    let heads = page.html.split("role=\"columnheader\" scope=\"col\"").skip(1);
    let heads = heads.filter_map(|head| head.split_once('>')?.1.split("</th>").next());
    // Those the list can be sorted by are links.
    let words =
        heads.map(|head| head.strip_prefix("<a ").and_then(|link| link.split_once('>')).map_or(head, |it| it.1));
    words.filter_map(|head| head.split('<').next()).filter(|head| !head.is_empty()).collect()
}

#[tokio::test]
async fn e01_and_e02_users_are_in_the_settings_with_the_columns_of_the_model() {
    let world = World::of("apps-and-permissions").await;
    let ann = world.ann().await;
    let page = ann.get(&world.at("/users")).await;
    // In the avatar's menu, and under its heading in the left column; not in the main menu.
    let settings = world.at("/settings");
    page.says(200, &[&format!("href=\"{settings}\""), "<h2 class=\"group-title\">Business settings</h2>"]);
    let users = format!("href=\"{}\"", world.at("/users"));
    assert_eq!(page.html.matches(&users).count(), 1, "the left column: {}", page.html);
    ann.get(&settings).await.leads_to(&world.at("/users"));
    // The login address stands under the name; there is no column for it, nor for the status.
    let shown = columns(&page);
    assert_eq!(shown, ["Name", "Role", "Last active"]);
    page.says(200, &["<span class=\"person-email\">ann@example.com</span>"]);
}

#[tokio::test]
async fn a02_and_b02_columns_stand_in_the_order_of_the_model() {
    for (preset, expected) in [
        ("sites-and-projects", vec!["Name", "Email", "Role", "Status", "Sites"]),
        ("customers-and-vendors", vec!["Name", "Email", "Company", "Groups", "Status"]),
        ("company-and-projects", vec!["Name", "Email", "Role", "Status", "Projects", "Last active"]),
    ] {
        let world = World::of(preset).await;
        let page = world.ann().await.get(&world.at("/users")).await;
        let shown = columns(&page);
        assert_eq!(shown, expected, "{preset}");
    }
}

#[tokio::test]
async fn d05_members_are_in_the_menu_of_the_accounts_name() {
    let world = World::of("shared-workspaces").await;
    let ann = world.ann().await;
    let page = ann.get(&world.at("/resources/workspace")).await;
    let menu = page.html.split("id=\"shell-accounts\"").nth(1).expect("a menu");
    let menu = menu.split("</ul>").next().unwrap();
    assert!(menu.contains(&world.at("/users")) && menu.contains("Members"), "{menu}");
    let main = page.html.split("class=\"main-nav\"").nth(1).unwrap().split("</nav>").next().unwrap();
    assert!(!main.contains("/users\""), "{main}");
}

#[tokio::test]
async fn d06_addresses_are_added_one_after_the_other_and_join_as_member() {
    let world = World::of("shared-workspaces").await;
    let ann = world.ann().await;
    let path = world.at("/users/invite");
    let form = ann.get(&path).await;
    form.says(200, &["Invite members", "name=\"address\"", ">Add<", "Send invites"]);
    form.lacks("name=\"role\"").lacks("name=\"message\"").lacks("<textarea");
    let added = ann.post(&path, &[("address", "bo@example.com"), ("add", "1")]).await;
    added.says(200, &["name=\"added\" value=\"bo@example.com\"", "aria-label=\"Remove bo@example.com\""]);
    // The same again is there once; what is no address stays in the field, and is told.
    let again = [("added", "bo@example.com"), ("address", "BO@example.com"), ("add", "1")];
    assert_eq!(ann.post(&path, &again).await.html.matches("name=\"added\"").count(), 1);
    let bad = ann.post(&path, &[("added", "bo@example.com"), ("address", "nobody"), ("add", "1")]).await;
    bad.says(200, &["name=\"added\" value=\"bo@example.com\"", "value=\"nobody\"", "The @ is missing."]);
    // Who is a user already is told before anything is sent; and can be taken off.
    let known = [("added", "bo@example.com"), ("address", "ann@example.com"), ("add", "1")];
    ann.post(&path, &known).await.says(200, &["ann@example.com", "already"]);
    let off = [("added", "bo@example.com"), ("added", "cy@example.com"), ("drop", "bo@example.com")];
    ann.post(&path, &off).await.says(200, &["value=\"cy@example.com\""]).lacks("value=\"bo@example.com\"");
    ann.post(&path, &[("role", "admin")]).await.says(422, &["id=\"f-addresses-error\""]);
    // What is typed and not added goes along. A role that was not asked for is none.
    let sent =
        [("added", "bo@example.com"), ("added", "cy@example.com"), ("address", "di@example.com"), ("role", "admin")];
    ann.post(&path, &sent).await.leads_to(&world.at("/users?status=invited"));
    for to in ["bo@example.com", "cy@example.com", "di@example.com"] {
        world.letter(to).await;
    }
    let page = ann.get(&world.at("/users?status=invited")).await;
    page.says(200, &["bo@example.com", "cy@example.com", "di@example.com", "Member"]).lacks("<span>Admin</span>");
}
