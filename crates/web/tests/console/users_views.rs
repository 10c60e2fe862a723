//! GET …/users as the model divides it, POST …/users/columns, and what the page weighs

use crate::world::{Browser, World};

async fn invite(world: &World, by: &Browser, lines: &str, role: &str) {
    by.post(&world.at("/users/invite"), &[("given_name", "Di"), ("addresses", lines), ("role", role)]).await;
}

async fn put_out(world: &World, by: &Browser, email: &str, way: &str) {
    let member = world.member(by, email).await;
    let path = world.at(&format!("/users/{member}/{way}"));
    let version = by.get(&path).await.hidden("version");
    by.post(&path, &[("version", version.as_str())]).await;
}

#[tokio::test]
async fn b03_a_button_shows_disabled_users_and_hides_them_again() {
    let world = World::of("customers-and-vendors").await;
    let ann = world.ann().await;
    world.colleague_as(&ann, "Bo Li", "bo@example.com", "employee").await;
    put_out(&world, &ann, "bo@example.com", "disable").await;
    let page = ann.get(&world.at("/users")).await;
    page.says(200, &["Show disabled users"]).lacks("bo@example.com").lacks("class=\"tabs\"");
    let with = ann.get(&page.link("Show disabled users")).await;
    with.says(200, &["bo@example.com", "Hide disabled users", "name=\"out\" value=\"yes\""]);
    ann.get(&with.link("Hide disabled users")).await.lacks("bo@example.com");
    // F26: who is searched for and disabled is told.
    let none = ann.get(&world.at("/users?q=bo")).await;
    ann.get(&none.link("1 match")).await.says(200, &["bo@example.com"]);
}

#[tokio::test]
async fn c05_the_filter_shows_archived_users_or_hides_them() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    world.colleague_as(&ann, "Bo Li", "bo@example.com", "member").await;
    put_out(&world, &ann, "bo@example.com", "archive").await;
    let page = ann.get(&world.at("/users")).await;
    page.says(200, &["Archived users", ">No</option>", "<span>Apply</span></button>"])
        .lacks("bo@example.com")
        .lacks("class=\"tabs\"");
    ann.get(&world.at("/users?out=yes")).await.says(200, &["bo@example.com", ">Deleted</span>", "Ann Lee"]);
    ann.get(&world.at("/users?out=")).await.lacks("bo@example.com");
    // Who was here within ninety days is not among those who were not.
    ann.get(&world.at("/users?out=yes&active=90")).await.says(200, &["Nobody matches"]);
    ann.get(&world.at("/users?status=archived")).await.says(200, &["bo@example.com"]).lacks("<bdi>Ann Lee</bdi></a>");
    // Nobody is there because of the filter: it is said, and taken off in one click.
    let none = ann.get(&world.at("/users?status=invited")).await;
    none.says(200, &["Nobody matches", "Clear filters"]).lacks("Nobody here yet");
    assert_eq!(none.link("Clear filters"), world.at("/users"));
}

#[tokio::test]
async fn c05_the_filter_narrows_to_a_project_and_the_exports_follow() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    world.colleague_as(&ann, "Bo Li", "bo@example.com", "member").await;
    world.colleague_as(&ann, "Cy Oh", "cy@example.com", "guest").await;
    ann.post(&world.at("/resources/project/new"), &[("name", "Dam")]).await;
    let page = ann.get(&world.at("/users")).await;
    page.says(200, &["name=\"resource\"", ">Dam</option>", "cy@example.com"]);
    let project = page.html.split(">Dam</option>").next().unwrap().rsplit("value=\"").next().unwrap();
    let project = project.trim_end_matches('"').to_owned();
    let dam = ann.get(&world.at(&format!("/users?resource={project}"))).await;
    dam.says(200, &["Ann Lee", "bo@example.com", "Export these 2 users", "name=\"resource\" value=\""]);
    dam.lacks("cy@example.com").says(200, &["selected>Dam</option>", "Clear filters"]);
    // The order and the tabs keep it, and who has access leads here.
    dam.says(200, &[&format!("resource={project}&amp;sort=email")]);
    let who = ann.get(&world.at(&format!("/resources/project/{project}/members"))).await;
    who.says(200, &[&format!("/users?resource={project}"), "Show in the list of users"]);
    let file = ann.post(&world.at("/users/bulk/export"), &[("matching", "yes"), ("resource", &project)]).await;
    file.says(200, &["bo@example.com"]).lacks("cy@example.com");
    let nothing = ann.get(&world.at("/users?resource=01900000-0000-7000-8000-000000000000")).await;
    nothing.says(200, &["Nobody matches", "Clear filters"]).lacks("bo@example.com");
    ann.get(&world.at("/users?resource=x")).await.says(422, &[]);
}

#[tokio::test]
async fn e03_tabs_with_counts_open_on_active() {
    let world = World::of("apps-and-permissions").await;
    let ann = world.ann().await;
    for (name, email) in [("Bo Li", "bo@example.com"), ("Cy Oh", "cy@example.com")] {
        world.colleague_as(&ann, name, email, "user").await;
    }
    put_out(&world, &ann, "cy@example.com", "archive").await;
    invite(&world, &ann, "di@example.com", "user").await;
    let page = ann.get(&world.at("/users")).await;
    for tab in
        ["Active <span class=\"count\">2<", "Pending <span class=\"count\">1<", "Archived <span class=\"count\">1<"]
    {
        page.says(200, &[tab]);
    }
    page.says(200, &["bo@example.com", "aria-current=\"page\">Active"]).lacks("cy@example.com").lacks("di@example.com");
    assert_eq!(
        page.html.split("class=\"tabs\"").nth(1).unwrap().split("</nav>").next().unwrap().matches("<li>").count(),
        3
    );
    let pending = ann.get(&page.link("Pending")).await;
    pending.says(200, &["di@example.com", "aria-current=\"page\">Pending"]).lacks("bo@example.com");
    ann.get(&page.link("Archived")).await.says(200, &["cy@example.com"]).lacks("bo@example.com");
    ann.get(&world.at("/users?q=cy")).await.says(200, &["1 match in “Archived”"]);
}

#[tokio::test]
async fn c08_columns_are_chosen_and_remembered_for_each_person() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let bo = world.colleague_as(&ann, "Bo Li", "bo@example.com", "administrator").await;
    let heads = |page: &crate::world::Page| {
        ["Projects", "Company", "Last active"]
            .map(|head| page.html.contains(&format!("data-label=\"{head}\"")))
            .to_vec()
    };
    assert_eq!(heads(&ann.get(&world.at("/users")).await), [true, false, true]);
    let (path, list) = (world.at("/users/columns"), world.at("/users?q=ann"));
    let chosen = [("column", "name"), ("column", "company"), ("column", "last_active"), ("back", list.as_str())];
    ann.post(&path, &chosen).await.leads_to(&list);
    assert_eq!(heads(&ann.get(&list).await), [false, true, true]);
    assert_eq!(heads(&bo.get(&world.at("/users")).await), [true, false, true], "everybody for themself");
    ann.post(&path, &[("column", "shoe_size")]).await.says(422, &["shoe_size"]);
    assert_eq!(heads(&ann.get(&list).await), [false, true, true]);
    ann.post(&path, &[("model", "yes")]).await.leads_to(&world.at("/users"));
    assert_eq!(heads(&ann.get(&world.at("/users")).await), [true, false, true]);
}

#[tokio::test]
async fn fifty_users_weigh_less_than_fifteen_kilobytes() {
    let world = World::of("sites-and-projects").await;
    let ann = world.ann().await;
    let lines: Vec<String> =
        (0..70).map(|n| format!("marta.kowalski{n:02}@subsidiary-{}.example.com", n % 7)).collect();
    invite(&world, &ann, &lines.join("\n"), "user").await;
    let weight = ann.weight(&world.at("/users")).await;
    assert!(weight < 15 * 1024, "{weight} bytes");
}

#[tokio::test]
async fn d05_all_holds_the_invitations_that_ran_out_where_these_stay() {
    let world = World::of("shared-workspaces").await;
    let ann = world.ann().await;
    world.invite_as(&ann, "bo@example.com", "member", "").await;
    world.pass(jiff::SignedDuration::from_hours(49));
    let ann = world.sign_in("ann@example.com").await;
    ann.get(&world.at("/users")).await.says(200, &["bo@example.com", "Expired"]);
    ann.get(&world.at("/users?status=expired")).await.says(200, &["bo@example.com"]);
    // Where one that ran out leaves the list, it is not among all (A09).
    let world = World::new().await;
    let ann = world.ann().await;
    world.invite_as(&ann, "bo@example.com", "user", "").await;
    world.pass(jiff::SignedDuration::from_hours(24 * 31));
    let ann = world.sign_in("ann@example.com").await;
    ann.get(&world.at("/users")).await.says(200, &["ann@example.com"]).lacks("bo@example.com");
}
