//! How every walk begins: the operator makes an account, and its first admin joins by the link.

use crate::{hand::Hand, house::House};

/// Everybody's password.
pub const PASSWORD: &str = "a lantern under the old bridge";

/// The operator makes an account of this model; gives the link for its first admin.
pub fn found(house: &House, model: &str, account: &str, admin: &str) -> String {
    let printed = house.run(&["account", "create", "--name", account, "--admin", admin, "--model", model]);
    printed.split_whitespace().find(|word| word.contains("/invitations/")).unwrap().to_owned()
}

/// Joins by a link that came by mail or from the operator, where a name and a password are asked for.
pub async fn join(hand: &Hand, link: &str, name: &str, accept: &str) {
    hand.open(link).await;
    hand.fill("Your name", name).await;
    hand.fill("Choose a password", PASSWORD).await;
    hand.press(accept).await;
}

/// The same where a country is asked for, too.
pub async fn join_from(country: &str, hand: &Hand, link: &str, name: &str) {
    hand.open(link).await;
    hand.fill("Your name", name).await;
    hand.fill("Choose a password", PASSWORD).await;
    hand.select("Country", country).await;
    hand.press("Accept invitation").await;
    hand.reads("Welcome to").await;
}

/// Makes something that access can be given to, from its page in the menu.
pub async fn create(hand: &Hand, page: &str, button: &str, name: &str) {
    hand.press(page).await;
    hand.press(button).await;
    hand.fill("Name", name).await;
    hand.press("Create").await;
    hand.reads(name).await;
}

/// In the system with a company: somebody invites an address; gives the link of the mail.
pub async fn invite(house: &House, hand: &Hand, email: &str, role: &str) -> String {
    hand.press("Users").await;
    hand.press("+ Add").await;
    hand.fill("Email", email).await;
    hand.tick(role).await;
    hand.press("Send").await;
    hand.reads("1 invitation sent.").await;
    house.mail.wait_for_mail(email, 1).await.remove(0).link("/invitations/").to_owned()
}

/// In the system with a company: somebody else joins, invited by mail.
pub async fn colleague(house: &House, by: &Hand, name: &str, email: &str, role: &str) -> Option<Hand> {
    let hand = Hand::start().await?;
    let link = invite(house, by, email, role).await;
    join(&hand, &link, name, "Accept invitation").await;
    hand.reads("Welcome to").await;
    Some(hand)
}

/// The page of the account that somebody is looking at, without its end: `…/accounts/{id}`.
pub async fn account_of(hand: &Hand) -> String {
    let address = hand.browser.current_url().await.unwrap();
    address.as_str().split('/').take(5).collect::<Vec<_>>().join("/")
}

/// Signs in with an address and everybody's password.
pub async fn sign_in(house: &House, hand: &Hand, email: &str, password: &str) {
    hand.open(&format!("{}/sign-in", house.address)).await;
    hand.fill("Email", email).await;
    hand.fill("Password", password).await;
    hand.press("Sign in").await;
}
