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

/// Makes something that access can be given to, from its page in the menu.
pub async fn create(hand: &Hand, page: &str, button: &str, name: &str) {
    hand.press(page).await;
    hand.press(button).await;
    hand.fill("Name", name).await;
    hand.press("Create").await;
    hand.reads(name).await;
}
