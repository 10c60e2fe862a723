//! GET …/overview

use crate::world::World;
use jiff::SignedDuration;

#[tokio::test]
async fn the_overview_leads_to_who_it_counts() {
    let world = World::of("apps-and-permissions").await;
    let ann = world.ann().await;
    world.colleague_as(&ann, "Bo Li", "bo@example.com", "user").await;
    world.pass(SignedDuration::from_hours(24 * 40));
    let ann = world.sign_in("ann@example.com").await;
    world.invite_as(&ann, "cy@example.com", "user", "").await;
    let page = ann.get(&world.at("/overview")).await;
    page.says(200, &["<b>2</b><span>Active</span>", "<b>1</b><span>Pending</span>", "Seats over time", "role=\"img\""]);
    page.says(200, &["aria-current=\"page\">13 weeks", "<title>"]).lacks("style=");
    let idle = page.link("Not active for 30 days");
    ann.get(&idle).await.says(200, &["bo@example.com"]);
    // The numbers of both pictures, as tables.
    assert_eq!(page.html.matches("The numbers as a table").count(), 2);
    ann.get(&world.at("/overview?period=month")).await.says(200, &["aria-current=\"page\">30 days"]);
    ann.get(&world.at("/overview?period=decade")).await.says(200, &["aria-current=\"page\">13 weeks"]);
}

#[tokio::test]
async fn the_overview_is_for_those_who_see_the_users_and_the_log() {
    let world = World::new().await;
    let ann = world.ann().await;
    ann.get(&world.at("/users")).await.says(200, &["/overview\""]);
    let bo = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    bo.get(&world.at("/overview")).await.says(403, &[]);
    bo.get(&world.at("/resources/project")).await.lacks("/overview\"");
    let german = ann.reading("de");
    let version = german.get("/me").await.hidden("version");
    let about = [("name", "Ann Lee"), ("language", "de"), ("country", ""), ("time_zone", "UTC")];
    german.post("/me", &[&about[..], &[("version", version.as_str())]].concat()).await;
    german.get(&world.at("/overview")).await.says(200, &["Überblick", "Seit 90 Tagen nicht aktiv"]);
}
