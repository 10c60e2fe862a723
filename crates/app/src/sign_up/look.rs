//! Looking at an account's public address, and at the link that was mailed.

use super::{decode, living, offered};
use crate::{App, Caller, Origin, Outcome, invitations::look::InvitationFace, standing::Need};
use roster_domain::{
    id::AccountId,
    model::{AskFor, Text},
    refusal::{DeadLink, Refusal},
};
use roster_store::{db::timestamp, persons};

/// An account in which people sign themselves up.
#[derive(Clone, Debug)]
pub struct OpenAccount {
    /// Its name.
    pub name: String,
    /// What the role is called that they get, in all languages.
    pub role: Text,
}

/// The account, if people sign themselves up there; any other isn't there.
pub async fn account(app: &App, account: AccountId) -> Outcome<OpenAccount> {
    app.view(&Caller::anonymous(Origin::default()), account, Need::Link, move |view| {
        offered(&view.standing)?;
        let model = &view.standing.model;
        let role = model[model.membership().default_role].label.clone();
        Ok(OpenAccount { name: view.standing.account.name.clone(), role })
    })
    .await
}

/// What the holder of a mailed link is shown and asked: as if they were invited with the default role by nobody.
pub async fn look(app: &App, link: &str) -> Outcome<InvitationFace> {
    let (token, parts) = (decode(link)?, app.parts.clone());
    let seen = app
        .view(&Caller::anonymous(Origin::default()), token.account, Need::Link, move |view| {
            offered(&view.standing)?;
            let now = view.at();
            let (row, email) = living(view.tx, &parts, &token, now)?;
            let model = &view.standing.model;
            let mut asks_for = model.invitation().asks_for.clone();
            // Nobody has said what they are called, and the address is the one they have proven.
            asks_for.retain(|ask| *ask != AskFor::Email);
            if !asks_for.contains(&AskFor::Name) {
                asks_for.insert(0, AskFor::Name);
            }
            Ok(InvitationFace {
                account: view.standing.account.name.clone(),
                inviter: String::new(),
                roles: vec![model[model.membership().default_role].label.clone()],
                message: String::new(),
                expires_at: timestamp(row.expires_at)?,
                asks_for,
                known_person: persons::by_email_key(view.tx, email.normal())?.is_some(),
                handed_on: false,
                name: String::new(),
                welcome: false,
                email: row.email,
            })
        })
        .await;
    seen.map_err(|failure| match failure {
        crate::Failure::Refused(Refusal::NotFound) => super::dead(DeadLink::Unknown),
        other => other,
    })
}
