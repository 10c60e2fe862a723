//! GET and POST of a user's /act-as, POST /accounts/{account}/acting/end, and the banner in between

use crate::world::World;
use jiff::SignedDuration;

#[tokio::test]
async fn b12_a_banner_on_every_page_says_as_whom_and_ends_it_with_one_click() {
    let world = World::of("customers-and-vendors").await;
    let ann = world.ann().await;
    let (_, path) = world.invite_as(&ann, "emil@example.com", "employee", "").await;
    let emil = world.browser();
    emil.post(&path, &crate::world::newcomer("Emil <Ek>", "emil@example.com")).await.leads_to(&world.home());
    let member = world.member(&ann, "emil@example.com").await;
    let act_as = world.at(&format!("/users/{member}/act-as"));
    ann.get(&world.at(&format!("/users/{member}"))).await.says(200, &["Act as this user", &act_as]);
    ann.get(&act_as).await.says(200, &["Act as Emil &lt;Ek&gt;", "name=\"reason\"", "with both names"]);
    ann.post(&act_as, &[("reason", " ")]).await.says(422, &["Please fill this in."]);
    ann.post(&act_as, &[("reason", "The list is empty for you")]).await.leads_to(&world.home());

    let banner = "You are acting as Emil &lt;Ek&gt;.";
    let end = world.at("/acting/end");
    for page in ["/resources/project", "/resources/project/new", &format!("/users/{member}")] {
        let shown = ann.get(&world.at(page)).await;
        shown.says(200, &[banner, &end]).lacks("href=\"/me\"").lacks("/keys\"");
    }
    // Also where it says no.
    ann.get(&world.at("/resources/nothing")).await.says(404, &[&end]);
    ann.get(&world.at("/users")).await.says(403, &[banner]);
    for closed in ["/me", "/me/password", "/me/address", "/accounts", "/"] {
        ann.get(closed)
            .await
            .says(403, &["You are acting as somebody else.", "Not while you act as somebody else", &end]);
    }
    ann.get(&world.at("/keys")).await.says(403, &["Not while you act as somebody else"]);
    ann.post("/me", &[("name", "Not me")]).await.says(403, &["Not while you act"]);

    ann.post(&end, &[]).await.leads_to(&world.home());
    ann.get(&world.at("/users")).await.says(200, &["You are yourself again."]).lacks("You are acting as");
    ann.get("/me").await.says(200, &[]).lacks("You are acting as");
    // Emil reads it on his page; the log tells both.
    let own = emil.get(&world.at(&format!("/users/{member}"))).await;
    own.says(200, &["Who acted as this user", "Ann Lee", "The list is empty for you"]);
    ann.get(&world.at("/audit")).await.says(200, &["began to act as", "stopped acting as"]);
    // A second click on the end is harmless.
    ann.post(&end, &[]).await.leads_to(&world.home());
}

#[tokio::test]
async fn b12_what_is_sent_too_late_is_done_in_nobodys_name() {
    let world = World::of("customers-and-vendors").await;
    let ann = world.ann().await;
    let (_, path) = world.invite_as(&ann, "emil@example.com", "employee", "").await;
    world.browser().post(&path, &crate::world::newcomer("Emil", "emil@example.com")).await;
    let member = world.member(&ann, "emil@example.com").await;
    ann.post(&world.at(&format!("/users/{member}/act-as")), &[("reason", "why")]).await.leads_to(&world.home());
    world.pass(SignedDuration::from_mins(60));
    let late = ann.post(&world.at("/resources/project/new"), &[("name", "Late")]).await;
    late.says(403, &["Acting as somebody else is over", &world.at("/acting/end")]);
    ann.post(&world.at("/acting/end"), &[]).await.leads_to(&world.home());
    ann.get(&world.at("/resources/project")).await.says(200, &[]).lacks("Late");
    // Signing out ends it, too.
    ann.post(&world.at(&format!("/users/{member}/act-as")), &[("reason", "why")]).await.leads_to(&world.home());
    ann.post("/sign-out", &[]).await.leads_to("/sign-in");
    assert!(!ann.is_signed_in());
    ann.get("/sign-in").await.says(200, &[]).lacks("acting");
}
