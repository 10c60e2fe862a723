//! GET and POST /accounts/{account}/close, …/closed, /accounts/new and /me/erase; suspended accounts; the switcher

use crate::world::{PASSWORD, World, newcomer};
use jiff::SignedDuration;
use roster_app::{
    accounts::{purge, suspend},
    settings::WhoCreates,
    token::hash_text,
};
use roster_domain::model::presets;

#[tokio::test]
async fn d12_an_admin_closes_the_account_and_another_brings_it_back() {
    let world = World::new().await;
    let ann = world.ann().await;
    let cy = world.colleague_as(&ann, "Cy Ode", "cy@example.com", "admin").await;
    let bo = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    bo.get(&world.home()).await.says(303, &[]);
    bo.get("/accounts").await.says(200, &["Welcome to Northwind Feeds!"]);
    world.letters().await;
    let (close, closed) = (world.at("/close"), world.at("/closed"));
    ann.get(&world.at("/details")).await.says(200, &["Close this account"]);
    bo.get(&close).await.says(403, &[]);
    bo.post(&close, &[("name", "Northwind Feeds"), ("current_password", PASSWORD)]).await.says(403, &[]);
    ann.get(&closed).await.says(404, &[]);
    ann.get(&close).await.says(200, &["Type the account’s name: Northwind Feeds", "21 Dec 2026", "Your password"]);
    let wrong = [("name", "Northwind"), ("current_password", PASSWORD)];
    ann.post(&close, &wrong).await.says(422, &["This is not what the account is called.", "value=\"Northwind\""]);
    let wrong = [("name", "Northwind Feeds"), ("current_password", "guess")];
    ann.post(&close, &wrong).await.says(422, &["This is not your current password."]);
    ann.post(&close, &[("name", "Northwind Feeds"), ("current_password", PASSWORD)]).await.leads_to(&closed);
    // A second click, and what another window still shows.
    ann.post(&close, &[("name", "Northwind Feeds"), ("current_password", PASSWORD)]).await.leads_to(&closed);
    ann.post(&world.at("/details/edit"), &[("name", "Mine")]).await.leads_to(&closed);
    ann.get(&closed).await.says(200, &["Northwind Feeds is closed", "21 Dec 2026", "Bring it back"]);
    // It is not there any more; whoever can bring it back is led to where that is done.
    for path in ["", "/users", "/audit"] {
        bo.get(&world.at(path)).await.says(404, &[]).lacks("Northwind");
        cy.get(&world.at(path)).await.leads_to(&closed);
    }
    bo.get(&closed).await.says(404, &[]);
    bo.post(&closed, &[]).await.says(404, &[]);
    bo.get("/accounts").await.says(200, &["You are in no account yet"]).lacks("Northwind");
    cy.get("/accounts").await.says(200, &["Closed accounts that you can bring back", "Northwind Feeds", &closed]);
    let letter = world.letter("cy@example.com").await;
    assert_eq!((letter.kind.name(), letter.path.as_str()), ("account_closed", closed.as_str()));
    cy.post(&closed, &[]).await.leads_to(&world.home());
    cy.get(&world.at("/users")).await.says(200, &["Northwind Feeds is back."]);
    bo.get(&world.home()).await.says(303, &[]);
    ann.get(&world.at("/audit")).await.says(200, &["closed", "brought", "Erased for good"]);
    // After the grace period there is no way back.
    ann.post(&close, &[("name", "Northwind Feeds"), ("current_password", PASSWORD)]).await.leads_to(&closed);
    world.pass(SignedDuration::from_hours(30 * 24));
    let ann = world.sign_in("ann@example.com").await;
    while purge::purge_due(&world.app).await.unwrap() > 0 {}
    let sign_in = format!("/sign-in?next={}", closed.replace('/', "%2F"));
    ann.get(&closed).await.leads_to(&sign_in).lacks("Northwind");
}

#[tokio::test]
async fn a_suspended_account_has_a_page_that_says_so() {
    let world = World::new().await;
    let ann = world.ann().await;
    let bo = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    suspend::suspend(&world.app, world.account, "unpaid").await.unwrap();
    for path in ["", "/users", "/details"] {
        bo.get(&world.at(path)).await.says(403, &["This account is suspended", "talk to the operator"]).lacks("unpaid");
    }
    bo.get("/").await.leads_to("/accounts");
    bo.get("/accounts").await.says(200, &["Northwind Feeds", "Suspended"]);
    world.browser().get(&world.home()).await.says(303, &[]);
    suspend::resume(&world.app, world.account).await.unwrap();
    bo.get("/").await.leads_to(&world.home());
}

#[tokio::test]
async fn f01_one_person_in_two_accounts_has_two_names_and_roles_and_switches_between_them() {
    let world = World::new().await;
    let ann = world.ann().await;
    let bo = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    // The same person is the admin of another account, under another name.
    let founder = world.beside("Harbour Studio", "bo@example.com").await;
    bo.post(&format!("{founder}/join"), &[]).await.says(303, &[]);
    let accounts = bo.get("/accounts").await;
    accounts.says(200, &["Northwind Feeds", "Harbour Studio", "Admin", "User"]);
    let harbour = accounts.html.split("href=\"/accounts/").skip(1).map(|rest| rest.split('"').next().unwrap());
    let harbour = harbour.map(|id| format!("/accounts/{id}")).find(|path| *path != world.home() && path.len() == 46);
    let harbour = harbour.unwrap();
    world.pass(SignedDuration::from_secs(1));
    // Both stand in the switcher, wherever one is; the one that was used last is where one starts.
    bo.get(&format!("{harbour}/users")).await.says(200, &["Harbour Studio", "Northwind Feeds", &world.home()]);
    bo.get("/").await.leads_to(&harbour);
    world.pass(SignedDuration::from_secs(1));
    bo.get(&world.at("/resources/project")).await.says(200, &["Harbour Studio", &harbour]);
    let again = world.sign_in("bo@example.com").await;
    again.get("/").await.leads_to(&world.home());
    // An admin there is a user here.
    bo.get(&format!("{harbour}/details/edit")).await.says(200, &[]);
    bo.get(&world.at("/details/edit")).await.says(403, &[]);
    // The one that is suspended is not where one starts, and says so.
    suspend::suspend(&world.app, world.account, "unpaid").await.unwrap();
    again.get("/").await.leads_to(&harbour);
    again.get(&world.home()).await.says(403, &["This account is suspended"]);
    again.get("/accounts").await.says(200, &["Suspended", "Harbour Studio"]);
}

#[tokio::test]
async fn d12_who_is_in_no_account_any_more_erases_themself() {
    let world = World::new().await;
    let ann = world.ann().await;
    let bo = world.colleague(&ann, "Bo Li", "bo@example.com").await;
    bo.get("/me").await.says(200, &["You are in accounts still."]).lacks("/me/erase");
    bo.post("/me/erase", &[("current_password", PASSWORD)]).await.says(409, &["Leave them first"]);
    world.remove(&ann, &bo).await;
    bo.get("/me").await.says(200, &["/me/erase"]);
    bo.get("/me/erase").await.says(200, &["nothing of it can be brought back"]);
    bo.post("/me/erase", &[("current_password", "guess")]).await.says(422, &["This is not your current password."]);
    bo.post("/me/erase", &[("current_password", PASSWORD)]).await.says(200, &["You are erased"]);
    assert!(!bo.is_signed_in());
    let tried = world.browser();
    tried.post("/sign-in", &[("email", "bo@example.com"), ("password", PASSWORD)]).await;
    assert!(!tried.is_signed_in());
}

#[tokio::test]
async fn accounts_are_created_by_people_only_where_the_operator_lets_them() {
    let model = presets()[0].text.to_owned();
    let world = World::new().await;
    let ann = world.ann().await;
    ann.get("/accounts").await.says(200, &[]).lacks("/accounts/new");
    ann.get("/accounts/new").await.says(404, &[]);
    ann.post("/accounts/new", &[("name", "Mine")]).await.says(404, &[]);

    let world = World::where_people_create(WhoCreates::Anyone { model: model.clone() }).await;
    let ann = world.ann().await;
    ann.get("/accounts").await.says(200, &["/accounts/new", "Create an account"]);
    let once = ann.get("/accounts/new").await.hidden("once");
    ann.post("/accounts/new", &[("once", &once), ("name", " ")]).await.says(422, &["Please fill this in."]);
    let sent = [("once", once.as_str()), ("name", "Quay <Studio>")];
    let made = ann.post("/accounts/new", &sent).await;
    let path = made.location.clone().unwrap();
    ann.post("/accounts/new", &sent).await.leads_to(&path);
    ann.get(&format!("{path}/details")).await.says(200, &["Quay &lt;Studio&gt;", "Close this account"]);
    ann.get("/accounts").await.says(200, &["Quay &lt;Studio&gt;", "Northwind Feeds"]);

    let with_key = WhoCreates::WithKey { model, hash: hash_text("a key of the installation") };
    let world = World::where_people_create(with_key).await;
    let ann = world.ann().await;
    ann.get("/accounts/new").await.says(200, &["Installation key"]);
    let wrong = [("name", "Quay"), ("installation_key", "another")];
    ann.post("/accounts/new", &wrong).await.says(422, &["This is not the key of this installation."]).lacks("another");
    let right = [("name", "Quay"), ("installation_key", "a key of the installation")];
    assert_eq!(ann.post("/accounts/new", &right).await.status, 303);
    world.browser().post("/accounts/new", &newcomer("x", "y")).await.says(303, &[]);
}
