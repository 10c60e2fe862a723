//! GET /accounts/{account}/users/{member}/sign-in, POST …/unblock; GET and POST …/address; what comes back in …/restore; the
//! sessions on /me

use crate::world::{PASSWORD, World};

#[tokio::test]
async fn f16_can_she_sign_in_with_the_button_that_helps() {
    let world = World::of("customers-and-vendors").await;
    let ann = world.ann().await;
    let bo_browser = world.colleague_as(&ann, "Bo Li", "bo@example.com", "employee").await;
    let bo = world.member(&ann, "bo@example.com").await;
    let path = |rest: &str| world.at(&format!("/users/{bo}{rest}"));
    ann.get(&path("")).await.says(200, &[&path("/sign-in")]);
    ann.get(&path("/sign-in"))
        .await
        .says(200, &["Can Bo Li sign in?", "Yes. Nothing stands in the way.", "Last signed in"]);
    let stranger = world.browser();
    for _ in 0..10 {
        stranger.post("/sign-in", &[("email", "bo@example.com"), ("password", "guess")]).await;
    }
    stranger.post("/sign-in", &[("email", "bo@example.com"), ("password", PASSWORD)]).await.says(429, &[]);
    let shown = ann.get(&path("/sign-in")).await;
    shown.says(200, &["Too many wrong passwords", "Wrong password", "10 times", "Let them try again now"]);
    ann.post(&path("/unblock"), &[]).await.leads_to(&path("/sign-in"));
    ann.get(&path("/sign-in")).await.says(200, &["They can try again.", "Nothing stands in the way."]);
    stranger.post("/sign-in", &[("email", "bo@example.com"), ("password", PASSWORD)]).await.leads_to("/");
    // A link that was sent, and what became of it.
    ann.post(&path("/password-link"), &[]).await;
    ann.get(&path("/sign-in")).await.says(200, &["Link for a new password", "Waits to be sent"]);
    world.letters().await;
    ann.get(&path("/sign-in")).await.says(200, &["Link for a new password", "Sent"]);
    let asked = ann.get(&path("/disable")).await;
    ann.post(&path("/disable"), &[("version", &asked.hidden("version"))]).await;
    ann.get(&path("/sign-in")).await.says(200, &["Disabled here.", &path("/enable")]);
    // Who may not help isn't asked.
    let cy = world.colleague_as(&ann, "Cy Ode", "cy@example.com", "employee").await;
    cy.get(&path("/sign-in")).await.says(403, &[]);
    drop(bo_browser);
}

#[tokio::test]
async fn e09_an_address_is_proposed_waits_and_is_confirmed_with_the_password() {
    let world = World::new().await;
    let ann = world.ann().await;
    world.colleague(&ann, "Bo Li", "bo@example.com").await;
    let bo = world.member(&ann, "bo@example.com").await;
    let path = |rest: &str| world.at(&format!("/users/{bo}{rest}"));
    ann.get(&path("/address")).await.says(200, &["Another sign-in address for Bo Li", "The old address is told."]);
    ann.post(&path("/address"), &[("email", "bo")]).await.says(422, &["The @ is missing.", "value=\"bo\""]);
    ann.post(&path("/address"), &[("email", "bo@home.example")]).await.leads_to(&path("/sign-in"));
    ann.get(&path("/sign-in")).await.says(200, &["Proposed, waiting to be confirmed: bo@home.example", "Take it back"]);
    let link = world.letter("bo@home.example").await.path;
    assert_eq!(world.letter("bo@example.com").await.kind.name(), "address_proposed_too");
    let stranger = world.browser();
    stranger.get(&link).await.says(200, &["Confirm your new address", "name=\"current_password\""]);
    stranger.post(&link, &[]).await.says(422, &[]);
    stranger.post(&link, &[("current_password", "guess")]).await.says(422, &["This is not your current password."]);
    stranger.post(&link, &[("current_password", PASSWORD)]).await.says(200, &["You sign in with bo@home.example now."]);
    ann.get(&path("/sign-in")).await.lacks("Proposed");
    ann.get(&path("")).await.says(200, &["bo@home.example"]);
    ann.post(&path("/address"), &[("email", "bo@work.example")]).await;
    let link = world.letter("bo@work.example").await.path;
    ann.post(&path("/address/withdraw"), &[]).await.leads_to(&path("/sign-in"));
    stranger.get(&link).await.says(410, &[]);
}

#[tokio::test]
async fn c06_before_somebody_comes_back_it_is_shown_what_does_and_what_cannot() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let bo_browser = world.colleague_as(&ann, "Bo Li", "bo@example.com", "administrator").await;
    let bo = world.member(&ann, "bo@example.com").await;
    let project = world.at("/resources/project");
    for name in ["Winter", "Summer"] {
        bo_browser.post(&world.at("/resources/project/new"), &[("name", name)]).await.leads_to(&project);
    }
    let path = |verb: &str| world.at(&format!("/users/{bo}/{verb}"));
    let asked = ann.get(&path("archive")).await;
    let me = world.member(&ann, "ann@example.com").await.to_string();
    ann.post(&path("archive"), &[("version", &asked.hidden("version")), ("hand_over_to", &me)]).await;
    let page = ann.get(&project).await;
    let delete = page.html.split('"').find(|part| part.ends_with("/delete")).unwrap().to_owned();
    let asked = ann.get(&delete).await;
    ann.post(&delete, &[("version", &asked.hidden("version")), ("sure", "yes"), ("typed", "Summer")])
        .await
        .leads_to(&project);
    let asked = ann.get(&path("restore")).await;
    asked
        .says(200, &["Bring Bo Li back?", "Administrator", "This cannot come back, because it was deleted meanwhile:"]);
    asked.says(200, &["<bdi>Winter</bdi>: Participant", "<li><bdi>Summer</bdi></li>"]);
}

#[tokio::test]
async fn c06_before_many_come_back_it_is_shown_who_would_not() {
    let world = World::new().await;
    let ann = world.ann().await;
    world.colleague(&ann, "Bo Li", "bo@example.com").await;
    world.colleague(&ann, "Cy Ode", "cy@example.com").await;
    let (bo, cy) = (world.member(&ann, "bo@example.com").await, world.member(&ann, "cy@example.com").await);
    let delete = world.at(&format!("/users/{bo}/delete"));
    let asked = ann.get(&delete).await;
    ann.post(&delete, &[("version", &asked.hidden("version"))]).await.leads_to(&world.at("/users"));
    let (bo, cy) = (bo.to_string(), cy.to_string());
    let asked = ann.post(&world.at("/users/bulk/restore"), &[("member", &bo), ("member", &cy)]).await;
    asked.says(
        200,
        &["One of them does not come back:", "<bdi>Cy Ode</bdi>: This is not possible while the user is active."],
    );
}

#[tokio::test]
async fn f17_whose_a_thing_is_and_that_they_are_gone_stands_in_the_list() {
    let world = World::of("shared-workspaces").await;
    let ann = world.ann().await;
    let bo_browser = world.colleague_as(&ann, "Bo Li", "bo@example.com", "member").await;
    let bo = world.member(&ann, "bo@example.com").await;
    let list = world.at("/resources/workspace");
    bo_browser.post(&world.at("/resources/workspace/new"), &[("name", "Winter")]).await.leads_to(&list);
    ann.get(&list).await.says(200, &["<bdi>Bo Li</bdi>"]).lacks("former member");
    let delete = world.at(&format!("/users/{bo}/delete"));
    let asked = ann.get(&delete).await;
    ann.post(&delete, &[("version", &asked.hidden("version"))]).await;
    ann.get(&list).await.says(200, &["<bdi>Bo Li</bdi>", "former member"]);
    ann.get(&world.at(&format!("/users/{bo}"))).await.says(200, &["Still owns, although no longer in here:", "Winter"]);
}

#[tokio::test]
async fn ones_sessions_stand_on_ones_page_and_are_ended_there() {
    let world = World::new().await;
    let ann = world.ann().await;
    let (second, third) = (world.sign_in("ann@example.com").await, world.sign_in("ann@example.com").await);
    let page = ann.get("/me").await;
    page.says(200, &["This one", "in use now", "End all others", "A browser we do not know"]);
    let end = page.html.split('"').find(|part| part.ends_with("/end")).unwrap().to_owned();
    ann.post(&end, &[]).await.leads_to("/me");
    let signed_in = [second.get("/me").await.status, third.get("/me").await.status];
    assert_eq!(signed_in.iter().filter(|status| **status == 200).count(), 1);
    ann.post("/me/sessions/nonsense/end", &[]).await.says(404, &[]);
    ann.post("/me/sessions/end-others", &[]).await.leads_to("/me");
    ann.get("/me").await.says(200, &["You are signed out everywhere but here."]).lacks("End all others");
    second.get("/me").await.leads_to("/sign-in?next=%2Fme");
    third.get("/me").await.leads_to("/sign-in?next=%2Fme");
}
