//! GET of a resource's /members, GET and POST of its /members/give and /members/{member}/remove, GET of a user's /reach/{kind}

use crate::world::World;
use roster_app::resources::upsert::{Entry, upsert};

#[tokio::test]
async fn f23_a_resource_says_who_reaches_it_how_and_since_when() {
    let world = World::new().await;
    let ann = world.ann().await;
    let project = world.project(&ann, "Winter <b>").await;
    let site = world.site(&ann, project, "Shop").await;
    let (_, bo) = world.joins(&ann, "Bo Li", "bo@example.com", &[(site, "read_write")]).await;
    let (reader, cy) = world.joins(&ann, "Cy Ode", "cy@example.com", &[(project, "read_only")]).await;
    world.joins(&ann, "Nil", "nil@example.com", &[(project, "read_write"), (site, "none")]).await;
    let path = world.at(&format!("/resources/site/{site}/members"));
    ann.get(&world.at("/resources/site")).await.says(200, &[&format!("href=\"{path}\""), "Who has access"]);
    let page = ann.get(&path).await;
    page.says(
        200,
        &[
            "Who has access to Shop",
            "ann@example.com",
            "As Admin",
            "Read-Write, given here <small>since 21 Nov 2026, given by Ann Lee</small>",
            "Read-Only, given on Winter &lt;b&gt; <small>since 21 Nov 2026, given by Ann Lee</small>",
            "3 users have access",
        ],
    );
    page.lacks("Nil");
    // Only what was given here is taken away here.
    page.says(200, &[&format!("{path}/{bo}/remove")]).lacks(&format!("{path}/{cy}/remove"));
    let writing = ann.get(&format!("{path}?permission=site.edit")).await;
    writing.says(200, &["Bo Li", "As Admin", "value=\"site.edit\" selected"]).lacks("Cy Ode");
    ann.get(&format!("{path}?permission=site.fly")).await.says(422, &[]);
    ann.get(&format!("{path}?cursor=x")).await.says(422, &[]);
    // Whoever sees the resource and may not see the others is told so; of another kind it is not there.
    reader.get(&path).await.says(403, &[]).lacks("Bo Li");
    reader.get(&world.at("/resources/site")).await.says(200, &["Shop"]).lacks("/members");
    ann.get(&world.at(&format!("/resources/project/{site}/members"))).await.says(404, &[]);
    // The other way round.
    let reach = world.at(&format!("/users/{cy}/reach/site"));
    ann.get(&world.at(&format!("/users/{cy}"))).await.says(200, &[&format!("href=\"{reach}\""), "What they can reach"]);
    let reached = ann.get(&reach).await;
    reached.says(200, &["What Cy Ode can reach", "Shop", "Read-Only, given on Winter &lt;b&gt;", &path]);
    let above = ann.get(&world.at(&format!("/users/{cy}/reach/project"))).await;
    above.says(200, &["Read-Only, given here <small>since 21 Nov 2026, given by Ann Lee</small>"]);
    reader.get(&reach).await.says(200, &["Shop"]).lacks(&path);
    reader.get(&world.at(&format!("/users/{bo}/reach/site"))).await.says(403, &[]);
    ann.get(&world.at(&format!("/users/{bo}/reach/project"))).await.says(200, &["Nothing can be reached here"]);
    ann.get(&world.at(&format!("/users/{bo}/reach/planet"))).await.says(404, &[]);
    // Before it is deleted or moved, it is said how many that are.
    for page in ["delete", "move"] {
        let page = ann.get(&world.at(&format!("/resources/site/{site}/{page}"))).await;
        page.says(200, &[&format!("href=\"{path}\">3 users have access</a>")]);
    }
}

#[tokio::test]
async fn f23_access_is_given_and_taken_away_where_the_resource_is() {
    let world = World::new().await;
    let ann = world.ann().await;
    let site = {
        let project = world.project(&ann, "Winter").await;
        world.site(&ann, project, "Shop").await
    };
    let (browser, bo) = world.joins(&ann, "Bo Li", "bo@example.com", &[]).await;
    let path = world.at(&format!("/resources/site/{site}/members"));
    let give = format!("{path}/give");
    ann.get(&path).await.says(200, &[&give]);
    let form = ann.get(&give).await;
    form.says(200, &["Give access to Shop", "Bo Li · bo@example.com", "Reaches everything here already: Admin"]);
    // Not giving anything isn't giving access.
    form.says(200, &["value=\"read_only\""]).lacks("value=\"none\"");
    ann.post(&give, &[("q", "nobody"), ("find", "1")]).await.says(200, &["Nothing found"]).lacks("Bo Li");
    ann.get(&format!("{give}?q=bo")).await.says(200, &["Bo Li"]).lacks("Ann Lee ·");
    ann.post(&give, &[]).await.says(422, &["id=\"f-member-error\"", "id=\"f-level-error\""]);
    let who = bo.to_string();
    let version = format!("version[{bo}]");
    let none = [("member", who.as_str()), ("level", "none")];
    ann.post(&give, &none).await.says(422, &["id=\"f-level-error\""]);
    let old = form.hidden(&version);
    let fields = |level, version_is| [("member", who.as_str()), ("level", level), (version.as_str(), version_is)];
    ann.post(&give, &fields("read_only", &old)).await.leads_to(&path);
    ann.get(&path).await.says(200, &["Bo Li has access to Shop now.", "Read-Only, given here"]);
    browser.get(&world.at("/resources/site")).await.says(200, &["Shop"]);
    // What is there is replaced once it was said, and only as it was seen.
    let asked = ann.post(&give, &fields("read_write", &old)).await;
    asked.says(200, &["Bo Li has access here already: Read-Only.", "value=\"read_write\" checked"]);
    assert_eq!(world.given(&ann, bo).await, [("Shop".to_owned(), "read_only".to_owned())]);
    let (sure, new) = (("sure", who.as_str()), asked.hidden(&version));
    let [member, level, seen] = fields("read_write", &old);
    ann.post(&give, &[member, level, seen, sure]).await.says(412, &["Someone changed this in the meantime."]);
    let [member, level, seen] = fields("read_write", &new);
    ann.post(&give, &[member, level, seen, sure]).await.leads_to(&path);
    assert_eq!(world.given(&ann, bo).await, [("Shop".to_owned(), "read_write".to_owned())]);
    // Nobody else gives or takes.
    let remove = format!("{path}/{bo}/remove");
    browser.get(&give).await.says(403, &[]);
    browser.post(&give, &fields("read_write", &new)).await.says(403, &[]);
    browser.get(&remove).await.says(403, &[]);
    browser.post(&remove, &[]).await.says(403, &[]);
    // Taken away, as it was seen.
    let question = ann.get(&remove).await;
    question.says(200, &["Take away the access of Bo Li to Shop?", "Read-Write", "still counts"]);
    ann.post(&remove, &[("version", &new)]).await.says(412, &["Someone changed this in the meantime."]);
    ann.post(&remove, &[("version", &question.hidden("version"))]).await.leads_to(&path);
    ann.get(&path).await.says(200, &["What was given to Bo Li on Shop is taken away."]).lacks("bo@example.com");
    assert!(world.given(&ann, bo).await.is_empty());
    browser.get(&world.at("/resources/site")).await.lacks("Shop");
    ann.get(&remove).await.says(404, &[]);
    ann.get(&world.at("/audit")).await.says(200, &["Access to <bdi>Shop</bdi>"]);
}

#[tokio::test]
async fn long_lists_go_on() {
    let world = World::new().await;
    let ann = world.ann().await;
    let entry = |n: usize| Entry {
        kind: "project".to_owned(),
        external_id: format!("p{n}"),
        name: format!("Project {n:04}"),
        parent: None,
        attributes: None,
    };
    upsert(&world.app, &world.caller(&ann).await, world.account, (0..70).map(entry).collect()).await.unwrap();
    let me = world.member(&ann, "ann@example.com").await;
    let first = ann.get(&world.at(&format!("/users/{me}/reach/project"))).await;
    first.says(200, &["Project 0000", "As Admin"]).lacks("Project 0069");
    let next = ann.get(&first.link("<span>Next</span>")).await;
    next.says(200, &["Project 0069", "First page"]).lacks("Project 0000");
}
