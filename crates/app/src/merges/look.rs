//! The dry run: what would become of each account that the invited person could bring along.

use super::hindrance;
use crate::{
    App, Caller, Failure, Outcome,
    invitations::look::{decode, hide_account, living},
    people::{self, signed_in},
    standing::Need,
};
use roster_domain::{
    id::AccountId,
    model::{Counted, Credits, Text},
    refusal::{DeadLink, Refusal},
};
use roster_store::{api_keys, credits, merges, persons};

/// How many accounts are looked at.
const MOST: usize = 20;
/// How many of the keys that die are named.
const NAMED_KEYS: i64 = 10;

/// What would become of what.
#[derive(Clone, Debug)]
pub struct MergePlan {
    /// The account that the other becomes a part of.
    pub into: AccountId,
    /// What it is called.
    pub name: String,
    /// The role that the person gets there, in all languages.
    pub role: Text,
    /// The accounts that the person could bring along.
    pub accounts: Vec<Leaving>,
}

/// An account that would be no more.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// The account.
    pub account: AccountId,
    /// What it is called.
    pub name: String,
    /// What is left of its credits, where it has any.
    pub credits: Option<LeftOver>,
    /// What is in it and does not move: how many of each kind.
    pub things: Vec<Things>,
    /// How many API keys die: the person's, and those of the account.
    pub keys: i64,
    /// What the oldest of them are called.
    pub key_labels: Vec<String>,
    /// Why it can't be merged, as a stable code.
    pub hindrance: Option<&'static str>,
}

/// What is left of an account's credits.
#[derive(Clone, Debug)]
pub struct LeftOver {
    /// In the smallest unit.
    pub amount: i64,
    /// What they are called, and how they are counted.
    pub unit: Credits,
    /// Whether they move: the other account has credits, and counts them alike.
    pub moves: bool,
}

/// How many things of a kind there are.
#[derive(Clone, Debug)]
pub struct Things {
    /// What people call many.
    pub plural: Text,
    /// What people call a number of them.
    pub counted: Counted,
    /// How many.
    pub count: i64,
}

/// Looks, for the invited person who holds the link, where it was offered. Nothing is done.
pub async fn look(app: &App, caller: &Caller, link: &str) -> Outcome<MergePlan> {
    let (person, _) = signed_in(caller)?;
    let (token, parts) = (decode(link)?, app.parts.clone());
    let anonymous = Caller::anonymous(caller.origin.clone());
    let (name, role, decimals) = app
        .view(&anonymous, token.account, Need::Link, move |view| {
            let now = view.at();
            let (row, member) = living(view.tx, &parts, &token, now)?;
            let mine = persons::emails(view.tx, person)?.iter().any(|email| email.email_key == member.email_key);
            if !mine {
                return Err(Refusal::NotTheInvited.into());
            }
            merges::offered(view.tx, token.account, row.member)?.ok_or(Refusal::NotFound)?;
            let roles = roster_store::members::roles(view.tx, token.account, row.member)?;
            let model = &view.standing.model;
            let role = roles.iter().find_map(|role| model.role(&role.id)).unwrap_or(model.membership().default_role);
            let decimals = model.credits().map(|credits| credits.decimals);
            Ok((view.standing.account.name.clone(), model[role].label.clone(), decimals))
        })
        .await
        .map_err(hide_account)?;
    let mine = people::accounts(app, caller).await?;
    let mut accounts = Vec::new();
    for one in mine.into_iter().filter(|one| one.account != token.account).take(MOST) {
        match leaving(app, caller, one.account, decimals).await {
            Ok(leaving) => accounts.push(leaving),
            // It was closed meanwhile, or they were put out.
            Err(Failure::Refused(Refusal::NotFound | Refusal::AccountMerged { .. })) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(MergePlan { into: token.account, name, role, accounts })
}

/// Whether it was offered to the holder of a link at all.
pub async fn is_offered(app: &App, caller: &Caller, link: &str) -> Outcome<bool> {
    match look(app, caller, link).await {
        Ok(plan) => Ok(!plan.accounts.is_empty()),
        Err(Failure::Refused(
            Refusal::NotSignedIn | Refusal::NotTheInvited | Refusal::NotFound | Refusal::DeadLink(DeadLink::Unknown),
        )) => Ok(false),
        Err(failure) => Err(failure),
    }
}

async fn leaving(app: &App, caller: &Caller, account: AccountId, decimals: Option<u8>) -> Outcome<Leaving> {
    app.view(caller, account, Need::Member, move |view| {
        let (now, me) = (view.at(), view.standing.as_member()?);
        let model = view.standing.model.clone();
        let unit = model.credits().cloned();
        let credits = match unit {
            Some(unit) => {
                let amount = credits::newest(view.tx, account)?.available();
                Some(LeftOver { amount, moves: decimals == Some(unit.decimals), unit })
            }
            None => None,
        };
        let things = super::things(view.tx, account, &model)?.into_iter();
        let things =
            things.map(|(kind, count)| Things { plural: kind.plural.clone(), counted: kind.counted.clone(), count });
        let named = api_keys::good(view.tx, account, now, NAMED_KEYS)?;
        Ok(Leaving {
            account,
            name: view.standing.account.name.clone(),
            credits,
            things: things.collect(),
            keys: api_keys::count_good(view.tx, account, now)?,
            key_labels: named.into_iter().map(|(_, label)| label).collect(),
            hindrance: hindrance(view.tx, &view.standing, me, now)?,
        })
    })
    .await
}
