//! GET and POST of a user's /access: with an end, searched among many, filled in from a colleague; and a resource's /move and /delete

use crate::world::{Browser, Page, World};
use roster_app::resources::upsert::{Entry, upsert};
use roster_domain::id::{MemberId, ResourceId};

fn level(resource: ResourceId) -> String {
    format!("level[{resource}]")
}

fn until(resource: ResourceId) -> String {
    format!("until[{resource}]")
}

async fn save(world: &World, by: &Browser, member: MemberId, fields: &[(String, &str)]) -> Page {
    let path = world.at(&format!("/users/{member}/access"));
    let version = by.get(&path).await.hidden("version");
    let mut sent = vec![("version", version.as_str())];
    sent.extend(fields.iter().map(|(name, value)| (name.as_str(), *value)));
    by.post(&path, &sent).await
}

#[tokio::test]
async fn access_and_roles_end_with_the_day_that_was_chosen() {
    let world = World::new().await;
    let ann = world.ann().await;
    let project = world.project(&ann, "Winter").await;
    let site = world.site(&ann, project, "Shop").await;
    let (bo_browser, bo) = world.joins(&ann, "Bo Li", "bo@example.com", &[]).await;
    let path = world.at(&format!("/users/{bo}/access"));
    save(&world, &ann, bo, &[(level(site), "read_write"), (until(site), "soon")]).await.says(422, &["not well-formed"]);
    save(&world, &ann, bo, &[(level(site), "read_write"), (until(site), "2026-11-20")])
        .await
        .says(422, &["This lies in the past.", "value=\"2026-11-20\""]);
    let saved = save(&world, &ann, bo, &[(level(site), "read_write"), (until(site), "2026-11-22")]).await;
    saved.leads_to(&world.at("/users"));
    let profile = world.at(&format!("/users/{bo}"));
    ann.get(&profile).await.says(200, &["Read-Write <small>until 22 Nov 2026</small>"]);
    let form = ann.get(&path).await;
    form.says(200, &["type=\"date\" name=\"until[", "value=\"2026-11-22\"", "Last day of the access to Shop"]);
    // A later end is given; what isn't touched keeps its end.
    let was = (format!("was[{site}]"), "read_write");
    let was_until = (format!("was-until[{site}]"), "2026-11-22");
    let more = [was.clone(), was_until.clone(), (level(site), "read_write"), (until(site), "2026-11-23")];
    save(&world, &ann, bo, &more).await.leads_to(&world.at("/users"));
    ann.get(&profile).await.says(200, &["until 23 Nov 2026"]);
    ann.get(&world.at("/audit")).await.says(200, &["Until then, access to <bdi>Shop</bdi>", "24 Nov 2026, 00:00"]);
    // Ann lives in Berlin: 23:00 UTC is the end of her day.
    world.pass(jiff::SignedDuration::from_secs((2 * 24 + 13) * 3600 - 1));
    bo_browser.get(&world.at("/resources/site")).await.says(200, &["Shop"]);
    world.pass(jiff::SignedDuration::from_secs(1));
    bo_browser.get(&world.at("/resources/site")).await.lacks("Shop");
    ann.get(&profile).await.lacks("until 23 Nov 2026");
    // A role, too.
    let edit = world.at(&format!("/users/{bo}/edit"));
    let form = ann.get(&edit).await;
    form.says(200, &["Last day in this role", "Afterwards the role is User."]);
    let fields =
        [("name", "Bo Li"), ("was-name", "Bo Li"), ("role", "admin"), ("was-role", "user"), ("until", "2026-11-24")];
    ann.post(&edit, &fields).await.leads_to(&world.at("/users"));
    ann.get(&world.at("/users")).await.says(200, &["Admin <small>until 24 Nov 2026</small>"]);
    bo_browser.get(&world.at("/users")).await.says(200, &["ann@example.com"]);
    world.pass(jiff::SignedDuration::from_hours(24));
    bo_browser.get(&world.at("/users")).await.says(403, &[]);
    ann.get(&profile).await.lacks("until 24 Nov 2026");
}

#[tokio::test]
async fn an_end_that_gives_way_to_more_is_told_before_it_is_saved() {
    let world = World::new().await;
    let ann = world.ann().await;
    let project = world.project(&ann, "Winter").await;
    let site = world.site(&ann, project, "Shop").await;
    let (_, bo) = world.joins(&ann, "Bo Li", "bo@example.com", &[(project, "read_write")]).await;
    let fields = [
        (format!("was[{project}]"), "read_write"),
        (level(project), "read_write"),
        (level(site), "read_only"),
        (until(site), "2026-12-24"),
    ];
    let asked = save(&world, &ann, bo, &fields).await;
    asked.says(
        200,
        &["the user has more than before", "When this ends, there is more: Read-Write, from Winter.", "data-unsaved"],
    );
    assert_eq!(world.given(&ann, bo).await.len(), 1, "nothing is saved yet");
    assert_eq!(asked.hidden("sure"), "1");
    let mut sure = fields.to_vec();
    sure.push(("sure".to_owned(), "1"));
    save(&world, &ann, bo, &sure).await.leads_to(&world.at("/users"));
    assert_eq!(world.given(&ann, bo).await.len(), 2);
    // The other way round nothing rises, and nobody is asked.
    let down = [
        (format!("was[{project}]"), "read_write"),
        (level(project), "read_only"),
        (level(site), "read_write"),
        (until(site), "2026-12-25"),
    ];
    save(&world, &ann, bo, &down).await.leads_to(&world.at("/users"));
}

#[tokio::test]
async fn any_of_many_sites_is_found_without_script_and_what_was_ticked_stays() {
    let world = World::new().await;
    let ann = world.ann().await;
    let entry = |n: usize| Entry {
        kind: "project".to_owned(),
        external_id: format!("p{n}"),
        name: if n < 2 { "Twin".to_owned() } else { format!("Project {n:04}") },
        parent: None,
        attributes: None,
    };
    let entries = (0..2_000).map(entry).collect();
    upsert(&world.app, &world.caller(&ann).await, world.account, entries).await.unwrap();
    let (_, bo) = world.joins(&ann, "Bo Li", "bo@example.com", &[]).await;
    let path = world.at(&format!("/users/{bo}/access"));
    let first = ann.get(&path).await;
    first.says(200, &["There is more than is shown.", "data-find=\"access\""]).lacks("Project 1999");
    assert!(first.html.len() < 400_000, "{}", first.html.len());
    let found = ann.get(&format!("{path}?q=project+1999")).await;
    found.says(200, &["Project 1999", "value=\"project 1999\""]).lacks("Project 1998");
    let id = found.html.split("name=\"level[").nth(1).unwrap().split(']').next().unwrap().to_owned();
    let (ticked, version) = (format!("level[{id}]"), found.hidden("version"));
    let on = format!("until[{id}]");
    let searched = [
        ("version", version.as_str()),
        (ticked.as_str(), "read_only"),
        (on.as_str(), "2026-12-24"),
        ("q", "project 0777"),
        ("find", "1"),
    ];
    let next = ann.post(&path, &searched).await;
    next.says(200, &["Project 0777", "1 more is chosen and not shown here.", "data-unsaved"]).lacks("Project 1999");
    assert_eq!((next.hidden(&ticked), next.hidden(&on)), ("read_only".to_owned(), "2026-12-24".to_owned()));
    ann.post(&path, &[("version", &version), ("q", "nothing at all"), ("find", "1")]).await.says(200, &["Nothing"]);
    assert!(world.given(&ann, bo).await.is_empty());
    let kept = [("version", version.as_str()), (ticked.as_str(), "read_only"), ("q", "project 0777")];
    ann.post(&path, &kept).await.leads_to(&world.at("/users"));
    assert_eq!(world.given(&ann, bo).await, [("Project 1999".to_owned(), "read_only".to_owned())]);
    // What was given is there from the start, beyond the cut.
    ann.get(&path).await.says(200, &["Project 1999", "There is more than is shown."]);
    // Two of one name are told apart by the product's names.
    ann.get(&format!("{path}?q=twin")).await.says(200, &["<small>p0</small>", "<small>p1</small>"]);
    let invite = world.at("/users/invite");
    ann.get(&format!("{invite}?q=project+1999")).await.says(200, &["Project 1999"]).lacks("Project 1998");
    let form = [
        ("addresses", "cy@example.com"),
        ("role", "admin"),
        (ticked.as_str(), "read_only"),
        ("q", "0777"),
        ("find", "1"),
    ];
    let page = ann.post(&invite, &form).await;
    page.says(200, &["cy@example.com", "value=\"admin\" checked", "Project 0777"]);
    assert_eq!(page.hidden(&ticked), "read_only");
}

#[tokio::test]
async fn f15_a_form_is_filled_in_as_a_colleague_has_it() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (winter, summer) = (world.project(&ann, "Winter").await, world.project(&ann, "Summer").await);
    let levels = [(winter, "read_write"), (summer, "none")];
    world.joins(&ann, "Bo Li", "bo@example.com", &levels).await;
    let (_, cy) = world.joins(&ann, "Cy Ode", "cy@example.com", &[(summer, "read_only")]).await;
    let invite = world.at("/users/invite");
    ann.get(&invite).await.says(200, &["Same access as…"]);
    let form = |like| [("addresses", "new@example.com"), ("role", "admin"), ("like", like), ("fill", "1")];
    ann.post(&invite, &form("nobody")).await.says(200, &["nobody here of that name", "new@example.com"]);
    let which = ann.post(&invite, &form("example.com")).await;
    which.says(200, &["Whom do you mean?", "Bo Li · bo@example.com", "Cy Ode"]);
    let filled = ann.post(&invite, &form("bo li")).await;
    let selected = |page: &Page, resource: ResourceId, level: &str| {
        let row =
            page.html.split(&format!("name=\"level[{resource}]\"")).nth(1).unwrap().split("</select>").next().unwrap();
        assert!(row.contains(&format!("value=\"{level}\" selected")), "{row}");
    };
    filled.says(200, &["This is what Bo Li has. Nothing is saved yet.", "value=\"user\" checked", "new@example.com"]);
    selected(&filled, winter, "read_write");
    selected(&filled, summer, "none");
    // Chosen by the button, in the access panel: what they have and Bo has not is taken away, when it is saved.
    let path = world.at(&format!("/users/{cy}/access"));
    let bo = world.member(&ann, "bo@example.com").await.to_string();
    let version = ann.get(&path).await.hidden("version");
    let was = format!("was[{summer}]");
    let page = ann.post(&path, &[("version", &version), (&was, "read_only"), ("fill", &bo)]).await;
    page.says(200, &["This is what Bo Li has.", "data-unsaved"]);
    selected(&page, winter, "read_write");
    selected(&page, summer, "none");
    assert_eq!(world.given(&ann, cy).await, [("Summer".to_owned(), "read_only".to_owned())]);
}

#[tokio::test]
async fn a_site_is_moved_once_it_was_seen_who_gains_and_loses() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (winter, summer) = (world.project(&ann, "Winter").await, world.project(&ann, "Summer").await);
    let shop = world.site(&ann, winter, "Shop").await;
    let (loses, _) = world.joins(&ann, "Lou", "lou@example.com", &[(winter, "read_write")]).await;
    let (gains, _) = world.joins(&ann, "Gia", "gia@example.com", &[(summer, "read_only")]).await;
    ann.get(&world.at("/resources/site")).await.says(200, &[&format!("/resources/site/{shop}/move")]);
    ann.get(&world.at("/resources/project")).await.lacks("/move");
    let path = world.at(&format!("/resources/site/{shop}/move"));
    let form = ann.get(&path).await;
    form.says(200, &["Move Shop", "Summer", "Show who gains and loses"]).lacks("name=\"go\"");
    let version = form.hidden("version");
    let to = summer.to_string();
    ann.post(&path, &[("version", &version), ("look", "1")]).await.says(422, &["Please fill this in."]);
    // Going without having looked is looking.
    let looked = ann.post(&path, &[("version", &version), ("parent", &to), ("go", "1")]).await;
    looked.says(
        200,
        &["Winter → Summer", "1 user gains something, 1 user loses something.", "Gia", "Lou", "See the site"],
    );
    assert_eq!(looked.hidden("looked"), to);
    gains.get(&world.at("/resources/site")).await.lacks("Shop");
    let go = [("version", version.as_str()), ("parent", &to), ("looked", &to), ("go", "1")];
    ann.post(&path, &go).await.leads_to(&world.at("/resources/site"));
    ann.get(&world.at("/resources/site")).await.says(200, &["Shop is moved.", "Summer"]);
    gains.get(&world.at("/resources/site")).await.says(200, &["Shop"]);
    loses.get(&path).await.says(404, &[]);
    gains.get(&path).await.says(403, &[]);
    let back = winter.to_string();
    let stale = [("version", version.as_str()), ("parent", &back), ("looked", &back), ("go", "1")];
    ann.post(&path, &stale).await.says(412, &["Someone changed this in the meantime."]);
    ann.get(&world.at(&format!("/resources/project/{winter}/move"))).await.says(404, &[]);
    ann.get(&world.at("/audit")).await.says(200, &["moved <b", "Lies under", "Winter</bdi> → <bdi>Summer"]);
}

#[tokio::test]
async fn what_others_lie_under_is_not_offered_to_be_deleted() {
    let world = World::new().await;
    let ann = world.ann().await;
    let project = world.project(&ann, "Winter").await;
    let path = world.at(&format!("/resources/project/{project}/delete"));
    let yes = "<button class=\"button danger\" type=\"submit\">";
    ann.get(&path).await.says(200, &[yes]);
    world.site(&ann, project, "North").await;
    ann.get(&path).await.says(200, &["There is still something under it. Delete that first."]).lacks(yes);
}

#[tokio::test]
async fn the_question_before_a_deletion_says_how_many_lose_access() {
    let world = World::new().await;
    let ann = world.ann().await;
    let project = world.project(&ann, "Winter").await;
    world.joins(&ann, "Bo Li", "bo@example.com", &[(project, "read_only")]).await;
    let fields = [("addresses", "cy@example.com"), ("role", "user"), (&*level(project), "read_only")];
    ann.post(&world.at("/users/invite"), &fields).await.leads_to(&world.at("/users?status=invited"));
    let link = world.letter("cy@example.com").await.path;
    let path = world.at(&format!("/resources/project/{project}/delete"));
    let question = ann.get(&path).await;
    question.says(
        200,
        &["1 user loses the access that was given on it.", "1 invited user will not get the access that was offered"],
    );
    question.says(200, &["Type the name to delete it: Winter"]);
    // What can't be undone and takes from others is typed out.
    let version = question.hidden("version");
    for typed in ["", "winter", "Summer"] {
        let again = ann.post(&path, &[("version", &*version), ("typed", typed)]).await;
        again.says(422, &["This is not the name.", "1 user loses the access that was given on it."]);
    }
    ann.post(&path, &[("version", &*version), ("typed", " Winter ")]).await.leads_to(&world.at("/resources/project"));
    ann.get(&world.at("/audit")).await.says(200, &["Access of <bdi>Bo Li</bdi>", "Users with access"]);
    let cy = world.browser();
    cy.post(&link, &crate::world::newcomer("Cy", "cy@example.com")).await.leads_to(&world.home());
    cy.get(&world.at("/resources/project")).await.says(200, &["has been deleted meanwhile: Winter."]);
}
