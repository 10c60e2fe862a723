//! GET and POST /support/{token}, POST /accounts/{account}/support/end

use crate::world::World;
use jiff::SignedDuration;
use roster_app::support;

const REASON: &str = "Ticket <4711>";

impl World {
    /// The path of a link with which the operator can look for an hour.
    async fn support_link(&self) -> String {
        let link = support::grant(&self.app, self.account, REASON, 1).await.unwrap().value.link;
        link.strip_prefix("https://roster.example.com").unwrap().to_owned()
    }
}

#[tokio::test]
async fn a14_the_operator_looks_under_a_banner_and_changes_nothing() {
    let world = World::new().await;
    let ann = world.ann().await;
    let bo = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    let member = world.member(&ann, "bo@example.com").await;
    world.letters().await;
    let link = world.support_link().await;
    let letter = world.letter("ann@example.com").await;
    assert_eq!((letter.kind.name(), letter.path.as_str()), ("support_access", world.home().as_str()));
    // Opening the link shows what it is; only the button begins.
    let operator = world.browser();
    for _ in 0..2 {
        operator.get(&link).await.says(200, &["Look into Northwind Feeds", "Ticket &lt;4711&gt;", "Begin"]);
    }
    operator.post(&link, &[]).await.leads_to(&world.home());
    world.browser().post(&link, &[]).await.says(410, &["This link is over"]);
    operator.get(&link).await.says(410, &["It works once"]);
    for path in ["/users", "/audit", "/details", "/resources/project"] {
        operator
            .get(&world.at(path))
            .await
            .says(200, &["You look into this account as the operator", "End it"])
            .lacks("/sign-out");
    }
    operator.get(&world.at(&format!("/users/{member}"))).await.says(200, &["Bo Li", "You can change nothing"]);
    for (path, sent) in [
        (format!("/users/{member}/delete"), vec![("sure", "yes")]),
        ("/users/invite".to_owned(), vec![("addresses", "eve@example.com"), ("role", "admin")]),
        ("/details/edit".to_owned(), vec![("name", "Mine")]),
    ] {
        operator.post(&world.at(&path), &sent).await.says(403, &["You were let in to look, and can change nothing."]);
    }
    for path in ["/me", "/accounts"] {
        operator.get(path).await.says(403, &["You only look here"]);
    }
    // Beside the pages, where nothing would be noted, there is nothing to be seen.
    for path in ["members", "events", "keys", "model", "overview"] {
        let beside = operator.get(&format!("/v1/accounts/{}/{path}", world.account)).await;
        beside.says(403, &["session_required"]).lacks("ann@example.com");
    }
    // The admin reads a line on each page, the user nothing; the log says what was looked at.
    ann.get(&world.at("/users")).await.says(200, &["The operator can look into this account, until"]);
    bo.get(&world.at("/resources/project")).await.says(200, &[]).lacks("The operator can look");
    ann.get(&world.at("/audit"))
        .await
        .says(200, &["came to look at", "/details", "Looked at by the operator", "Ticket &lt;4711&gt;"]);
    // One click of an admin ends it.
    bo.post(&world.at("/support/end"), &[]).await.says(403, &[]);
    ann.post(&world.at("/support/end"), &[]).await.leads_to(&world.home());
    ann.get(&world.at("/users")).await.says(200, &["look into this account is over."]).lacks("The operator can look");
    let over = operator.get(&world.at("/users")).await;
    assert_eq!(over.status, 303, "{}", over.html);
    over.lacks("Bo Li");
}

#[tokio::test]
async fn a14_the_operator_ends_their_own_look_and_time_ends_it_too() {
    let world = World::new().await;
    let _ann = world.ann().await;
    let operator = world.browser();
    operator.post(&world.support_link().await, &[]).await.leads_to(&world.home());
    operator.post(&world.at("/support/end"), &[]).await.says(200, &["Your look is over"]);
    assert_eq!(operator.get(&world.at("/users")).await.status, 303);
    let link = world.support_link().await;
    operator.post(&link, &[]).await.leads_to(&world.home());
    world.pass(SignedDuration::from_hours(1));
    assert_eq!(operator.get(&world.at("/users")).await.status, 303);
    let late = world.support_link().await;
    world.pass(SignedDuration::from_hours(1));
    operator.get(&late).await.says(410, &["This link is over"]);
}
