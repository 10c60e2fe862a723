//! `roster account list`: the accounts of this installation.

use crate::{commands::ConfigFile, logs, opened, out, trouble::Trouble};
use clap::Args;
use jiff::Timestamp;
use roster_app::{
    App, Caller,
    accounts::list::{self, AccountRow, MAX_PAGE},
};
use roster_domain::id::AccountId;

/// List the accounts
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    config: ConfigFile,
}

impl List {
    /// Lists them.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        let accounts = opened::with_app(&self.config.load()?, all)?;
        if accounts.is_empty() {
            out::line("There is no account yet: `roster account create` makes one.");
            return Ok(());
        }
        let rows: Vec<_> = accounts
            .into_iter()
            .map(|account| [account.account.to_string(), account.status, day(account.created_at), account.name])
            .collect();
        out::table(["ID", "STATUS", "CREATED", "NAME"], &rows);
        Ok(())
    }
}

/// All accounts, the oldest first.
pub async fn all(app: &App) -> Result<Vec<AccountRow>, Trouble> {
    let mut accounts: Vec<AccountRow> = Vec::new();
    loop {
        let after = accounts.last().map_or(AccountId::INSTALLATION, |last| last.account);
        let page = list::list(app, &Caller::operator(), after, MAX_PAGE).await?;
        let is_last = page.len() < MAX_PAGE;
        accounts.extend(page);
        if is_last {
            return Ok(accounts);
        }
    }
}

fn day(millis: i64) -> String {
    Timestamp::from_millisecond(millis).map(|at| at.strftime("%Y-%m-%d").to_string()).unwrap_or_default()
}
