//! GET and POST of /users/{member}/merge and /invitations/{token}/merge

use crate::world::{PASSWORD, World, newcomer};

#[tokio::test]
async fn d11_an_admin_offers_and_the_person_sees_what_moves_and_agrees() {
    let world = World::of("shared-workspaces").await;
    let ann = world.ann().await;
    let bo = world.browser();
    bo.post(
        &world.beside_of("shared-workspaces", "Bo <Surveys>", "bo@example.com").await,
        &newcomer("Bo Li", "bo@example.com"),
    )
    .await;
    let (member, path) = world.invite_as(&ann, "bo@example.com", "member", "").await;
    let merge = format!("{path}/merge");
    bo.get(&path).await.says(200, &["Join Northwind Feeds"]).lacks(&merge);
    bo.get(&merge).await.says(410, &[]);
    // The offer.
    let offer = world.at(&format!("/users/{member}/merge"));
    ann.get(&world.at("/users")).await.says(200, &[&format!("href=\"{offer}\"")]);
    ann.get(&offer).await.says(200, &["bo@example.com becomes a member here", "It cannot be undone", "Your password"]);
    ann.post(&offer, &[("current_password", "not it")]).await.says(422, &["Your password"]);
    ann.post(&offer, &[("current_password", PASSWORD)]).await.leads_to(&world.at("/users"));
    // It is in the profile's menu, too, and says that one is out.
    let profile = world.at(&format!("/users/{member}"));
    ann.get(&profile).await.says(
        200,
        &["Offered to merge", &offer, &format!("{profile}/copy-link"), &format!("action=\"{profile}/send-again\"")],
    );
    ann.get(&offer).await.says(200, &["An offer is out already since"]);
    let letter = world.letter("bo@example.com").await;
    assert_eq!(letter.path, path);
    // The other side.
    let stranger = world.browser().get(&merge).await;
    assert!(stranger.status == 303 && stranger.location.unwrap().starts_with("/sign-in?next="));
    bo.get(&path).await.says(200, &[&format!("href=\"{merge}\""), "Join Northwind Feeds"]);
    let plan = bo.get(&merge).await;
    plan.says(
        200,
        &[
            "Merge your account into Northwind Feeds",
            "Bo &lt;Surveys&gt;",
            "1 workspace",
            "stays behind",
            "It cannot be undone",
        ],
    );
    let account = plan.html.split("name=\"account\"").nth(1).unwrap().split("value=\"").nth(1).unwrap();
    let account = account.split('"').next().unwrap().to_owned();
    // All of it, before it goes.
    let archive = bo.post(&format!("/accounts/{account}/archive"), &[]).await;
    assert_eq!(archive.headers["content-type"], "application/zip");
    archive.says(
        200,
        &[
            "members.csv",
            "members.json",
            "events.json",
            "bo@example.com",
            "Bo Li’s workspace",
            "\"kind\":\"workspace\"",
        ],
    );
    ann.post(&format!("/accounts/{account}/archive"), &[]).await.says(404, &[]);
    bo.post(&merge, &[("account", &account), ("current_password", "not it")]).await.says(422, &["Bo &lt;Surveys&gt;"]);
    bo.post(&merge, &[("account", ""), ("current_password", PASSWORD)]).await.says(422, &[]);
    bo.post(&merge, &[("account", &account), ("current_password", PASSWORD)]).await.leads_to(&world.home());
    // The old address says where it went, to him alone.
    let old = bo.get(&format!("/accounts/{account}/users")).await;
    old.says(410, &["This account has moved", "a part of", "Northwind Feeds", &format!("href=\"{}\"", world.home())]);
    ann.get(&format!("/accounts/{account}/users")).await.says(404, &[]).lacks("a part of");
    bo.get("/").await.leads_to(&world.home());
    ann.get(&world.at("/audit")).await.says(200, &["brought the account ", "Bo &lt;Surveys&gt;"]);
}
