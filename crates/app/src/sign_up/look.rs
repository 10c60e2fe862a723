//! Looking at an account's public address, and at the link that was mailed.

use super::{decode, living, offered};
use crate::{App, Caller, Failure, Origin, Outcome, invitations::look::InvitationFace, standing::Need};
use roster_domain::{
    id::AccountId,
    model::{AskFor, Text},
    refusal::{DeadLink, Refusal},
};
use roster_store::{accounts, db::timestamp, persons};

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

/// How many accounts are looked at to find that there is but one.
const FEW: i64 = 10;

/// The account that somebody means who knows nothing but the installation's address: the only one that is open, if people sign
/// themselves up there.
pub async fn only(app: &App) -> Outcome<Option<AccountId>> {
    let few = app.parts.db.read(|tx| accounts::first(tx, AccountId::INSTALLATION, FEW)).await?;
    let is_few = i64::try_from(few.len()).is_ok_and(|count| count < FEW);
    let mut open = few.into_iter().filter(|(_, status)| status == "open");
    match (open.next(), open.next()) {
        (Some((only, _)), None) if is_few => offers(app, only).await,
        _ => Ok(None),
    }
}

/// The same account, if people sign themselves up there.
pub async fn offers(app: &App, id: AccountId) -> Outcome<Option<AccountId>> {
    match account(app, id).await {
        Ok(_) => Ok(Some(id)),
        Err(Failure::Refused(_)) => Ok(None),
        Err(failure) => Err(failure),
    }
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
        Failure::Refused(Refusal::NotFound) => super::dead(DeadLink::Unknown),
        other => other,
    })
}
