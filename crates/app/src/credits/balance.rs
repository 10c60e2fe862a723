//! What the account has: now for all its members, at any date for those who see the transactions.

use crate::{App, Caller, Outcome, standing::Need};
use jiff::Timestamp;
use roster_domain::{
    credits::Balance,
    id::AccountId,
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};
use roster_store::{credits, db::millis};

/// The most moments that are asked about at once.
pub const MAX_MOMENTS: usize = 400;

/// What the account has, or had right before a moment; and whether the caller sees how it came to that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Has {
    /// The balance, and what is set aside of it.
    pub balance: Balance,
    /// Of which digits stand behind the point.
    pub decimals: u8,
    /// Whether the caller may see the transactions.
    pub sees_transactions: bool,
    /// Whether the caller may add credits.
    pub adds: bool,
}

/// Shows the balance; one of the past needs `roster.read_transactions`.
pub async fn balance(app: &App, caller: &Caller, account: AccountId, at: Option<Timestamp>) -> Outcome<Has> {
    app.view(caller, account, Need::Member, move |view| {
        let decimals = view.model.credits().ok_or(Refusal::NotFound)?.decimals;
        let balance = match at {
            None => credits::newest(view.tx, account)?,
            Some(at) => {
                view.standing.require(RosterPermission::ReadTransactions)?;
                credits::newest_before(view.tx, account, millis(at))?
            }
        };
        let sees_transactions = view.may(RosterPermission::ReadTransactions);
        Ok(Has { balance, decimals, sees_transactions, adds: view.may(RosterPermission::BuyCredits) })
    })
    .await
}

/// The balance right before each of these moments, the oldest first. Needs `roster.read_transactions`.
pub async fn over_time(
    app: &App,
    caller: &Caller,
    account: AccountId,
    moments: Vec<Timestamp>,
) -> Outcome<Vec<(Timestamp, i64)>> {
    if moments.len() > MAX_MOMENTS {
        let problem = FieldProblem::new("/moments", "too_many").with("limit", MAX_MOMENTS.to_string());
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    app.view(caller, account, Need::Permission(RosterPermission::ReadTransactions), move |view| {
        view.model.credits().ok_or(Refusal::NotFound)?;
        let moments: Vec<i64> = moments.into_iter().map(millis).collect();
        let found = credits::balances_before(view.tx, account, &moments)?;
        found.into_iter().map(|(at, balance)| Ok((roster_store::db::timestamp(at)?, balance))).collect()
    })
    .await
}
