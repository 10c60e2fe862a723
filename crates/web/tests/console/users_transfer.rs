//! GET and POST /accounts/{account}/users/{member}/transfer; GET …/transfers/{transfer} and its answers

use crate::world::{PASSWORD, World};

#[tokio::test]
async fn f20_the_owner_hands_over_and_the_successor_accepts_from_the_mail() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let bo_browser = world.colleague_as(&ann, "Bo Li", "bo@example.com", "administrator").await;
    let (bo, me) = (world.member(&ann, "bo@example.com").await, world.member(&ann, "ann@example.com").await);
    let ask = world.at(&format!("/users/{bo}/transfer"));
    world.letters().await;
    ann.get(&world.at(&format!("/users/{bo}"))).await.says(200, &["Hand over: Company Owner", &ask]);
    ann.get(&world.at(&format!("/users/{me}"))).await.says(200, &["You can hand over your role (Company Owner)"]);
    // Who has no such role is offered none; nobody hands over to themself.
    bo_browser.get(&world.at(&format!("/users/{me}"))).await.says(200, &[]).lacks("/transfer\"");
    ann.get(&world.at(&format!("/users/{me}"))).await.lacks("/transfer\"");
    let asked = ann.get(&ask).await;
    asked.says(200, &["Hand over to Bo Li: Company Owner", "Administrator", "name=\"current_password\""]);
    let wrong = ann.post(&ask, &[("current_password", "guess")]).await;
    wrong.says(422, &["This is not your current password."]);
    let sent = ann.post(&ask, &[("current_password", PASSWORD)]).await;
    let page = sent.location.clone().unwrap();
    ann.get(&page).await.says(200, &["Waits for an answer", "Take the offer back"]);
    assert_eq!(world.letter("ann@example.com").await.kind.name(), "transfer_started");
    let letter = world.letter("bo@example.com").await;
    assert_eq!((letter.kind.name(), &letter.path), ("transfer_offered", &page));
    bo_browser.get(&world.at(&format!("/users/{bo}"))).await.says(200, &["Ann Lee wants to hand over to you", &page]);
    bo_browser.get(&page).await.says(200, &["Ann Lee hands over to you: Company Owner", ">Accept<", ">Decline<"]);
    bo_browser.post(&format!("{page}/accept"), &[]).await.leads_to(&page);
    bo_browser.get(&page).await.says(200, &["It is yours now.", "Accepted"]);
    assert_eq!(world.letter("ann@example.com").await.kind.name(), "transfer_done");
    assert_eq!(world.letter("bo@example.com").await.kind.name(), "transfer_received");
    ann.get(&world.at(&format!("/users/{me}"))).await.says(200, &["Administrator"]);
    // A second click, and an old page.
    bo_browser.post(&format!("{page}/accept"), &[]).await.says(409, &["This was accepted already."]);
    let audit = bo_browser.get(&world.at("/audit")).await;
    audit.says(200, &["took over the role of", "offered their role to"]);
}

#[tokio::test]
async fn f20_declined_and_taken_back() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let bo_browser = world.colleague_as(&ann, "Bo Li", "bo@example.com", "member").await;
    let bo = world.member(&ann, "bo@example.com").await;
    let ask = world.at(&format!("/users/{bo}/transfer"));
    world.letters().await;
    let page = ann.post(&ask, &[("current_password", PASSWORD)]).await.location.clone().unwrap();
    ann.post(&ask, &[("current_password", PASSWORD)]).await.says(409, &["Your role is offered to somebody already."]);
    world.letters().await;
    bo_browser.post(&format!("{page}/decline"), &[]).await.leads_to(&world.home());
    assert_eq!(world.letter("ann@example.com").await.kind.name(), "transfer_ended");
    let page = ann.post(&ask, &[("current_password", PASSWORD)]).await.location.clone().unwrap();
    world.letters().await;
    ann.post(&format!("{page}/withdraw"), &[]).await.leads_to(&world.home());
    bo_browser.get(&page).await.says(200, &["Taken back"]).lacks(">Accept<");
    assert_eq!(world.letter("bo@example.com").await.kind.name(), "transfer_ended");
}
