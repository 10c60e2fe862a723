//! POST /accounts/{account}/users/bulk/send-again, for who did not come in time

use crate::world::World;
use jiff::SignedDuration;

#[tokio::test]
async fn c03_c14_whoever_did_not_accept_in_a_day_shows_so_and_is_sent_a_new_link() {
    let world = World::of("company-and-projects").await;
    let ann = world.ann().await;
    let (bo, old) = world.invite_as(&ann, "bo@example.com", "member", "").await;
    let list = world.at("/users");
    ann.get(&list).await.says(200, &["Invited", "bo@example.com"]);
    world.pass(SignedDuration::from_hours(24) - SignedDuration::from_secs(1));
    world.browser().get(&old).await.says(200, &["Accept invitation"]);
    world.pass(SignedDuration::from_secs(1));
    world.browser().get(&old).await.says(410, &["This invitation has run out"]);
    let late = ann.get(&world.at("/users?status=expired")).await;
    late.says(200, &["bo@example.com", "Not accepted", "Resend invite"]);
    // From the bar, with whoever is ticked.
    let ticked = bo.to_string();
    ann.post(&world.at("/users/bulk/send-again"), &[("member", &ticked)]).await.leads_to(&list);
    let new = world.letter("bo@example.com").await.path;
    assert_ne!(new, old);
    ann.get(&world.at("/users?status=invited")).await.says(200, &["bo@example.com"]);
    world.browser().get(&old).await.says(410, &[]);
    world.browser().get(&new).await.says(200, &["Accept invitation"]);
    world.pass(SignedDuration::from_hours(24));
    world.browser().get(&new).await.says(410, &["This invitation has run out"]);
}
