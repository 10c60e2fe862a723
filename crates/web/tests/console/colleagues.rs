//! Avatars of colleagues in the header, GET /accounts/{account}/colleagues/{member}, and POST …/hide-me and …/show-me

use crate::world::World;

#[tokio::test]
async fn c09_a_click_on_a_colleague_leads_to_where_they_are() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let bo = world.colleague_as(&ann, "Bo Li", "bo@example.com", "administrator").await;
    let gus = world.colleague_as(&ann, "Gus Oh", "gus@example.com", "guest").await;
    let (bo_id, gus_id) = (world.member(&ann, "bo@example.com").await, world.member(&ann, "gus@example.com").await);
    let to_bo = world.at(&format!("/colleagues/{bo_id}"));
    let (users, audit) = (world.at("/users"), world.at("/audit"));
    bo.get(&format!("{users}?q=secret")).await.says(200, &[]);
    ann.get(&audit).await.says(200, &["Online now", "Bo Li: go to the page they are on", &to_bo]);
    // Where they are now, not where they were when the page was made; without what they look for.
    ann.get(&to_bo).await.leads_to(&users);
    bo.get(&audit).await.says(200, &["Ann Lee: go to the page they are on"]);
    ann.get(&to_bo).await.leads_to(&audit);
    // A page that was fetched ahead was not looked at, nor a part of one, nor one that is not there.
    bo.fetch_ahead(&users).await.says(200, &[]);
    bo.get(&world.at("/users/x")).await.says(404, &[]);
    ann.get(&to_bo).await.leads_to(&audit);

    // One's own page is not open to others, and says so.
    gus.get(&world.at("/mails")).await.says(200, &[]).lacks("Bo Li");
    let closed = "Gus Oh is on a page that isn’t open to you";
    ann.get(&audit).await.says(200, &[closed]).lacks("Gus Oh: go to");
    ann.get(&world.at(&format!("/colleagues/{gus_id}"))).await.says(200, &[closed]);
    // Who may not read the users is told of nobody, whatever is asked.
    gus.get(&to_bo).await.says(404, &[]).lacks("Bo Li");
    ann.get(&world.at("/colleagues/00000000-0000-7000-8000-000000000000")).await.says(404, &[]);
    ann.get(&world.at("/colleagues/x")).await.says(404, &[]);

    bo.get(&users).await.says(200, &["Hide where I am"]);
    bo.post(&world.at("/colleagues/hide-me"), &[]).await.leads_to(&world.at(""));
    bo.get(&users).await.says(200, &["Show where I am", "Ann Lee: go to"]);
    ann.get(&audit).await.says(200, &["Shown</bdi> → <bdi>Hidden"]).lacks("Bo Li: go to");
    bo.post(&world.at("/colleagues/show-me"), &[]).await.leads_to(&world.at(""));
    bo.get(&users).await.says(200, &["Hide where I am"]);
    ann.get(&audit).await.says(200, &["Bo Li: go to the page they are on"]);

    // Elsewhere the model doesn't ask for it.
    let world = World::new().await;
    let ann = world.ann().await;
    let bo = world.colleague_as(&ann, "Bo Li", "bo@example.com", "admin").await;
    bo.get(&world.at("/users")).await.says(200, &[]).lacks("Hide where I am");
    ann.get(&world.at("/audit")).await.says(200, &[]).lacks("Online now");
}
