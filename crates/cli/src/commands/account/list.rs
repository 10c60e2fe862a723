//! `roster account list`: the accounts of this installation.

use crate::{commands::ConfigFile, logs, opened, out, trouble::Trouble};
use clap::Args;
use jiff::Timestamp;
use roster_app::{
    App, Caller,
    accounts::list::{self, Listed, MAX_PAGE},
};
use roster_domain::id::AccountId;

/// List the accounts
#[derive(Debug, Args)]
pub struct List {
    /// Only those that are open, suspended, closed or purged
    #[arg(long, value_name = "STATUS", value_parser = ["open", "suspended", "closed", "purged"])]
    status: Option<String>,
    #[command(flatten)]
    config: ConfigFile,
}

impl List {
    /// Lists them.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        let mut accounts = opened::with_app(&self.config.load()?, all)?;
        if accounts.is_empty() {
            out::line("There is no account yet: `roster account create` makes one.");
            return Ok(());
        }
        accounts.retain(|account| self.status.as_ref().is_none_or(|status| account.row.status == *status));
        let rows: Vec<_> = accounts.into_iter().map(line).collect();
        out::table(["ID", "STATUS", "CREATED", "MEMBERS", "MODEL", "NAME"], &rows);
        Ok(())
    }
}

fn line(account: Listed) -> [String; 6] {
    let Listed { row, model } = account;
    let status = match row.purge_at {
        Some(purge_at) => format!("{} until {}", row.status, day(purge_at)),
        None => row.status,
    };
    [row.account.to_string(), status, day(row.created_at), row.members.to_string(), model, row.name]
}

/// All accounts, the oldest first.
pub async fn all(app: &App) -> Result<Vec<Listed>, Trouble> {
    let mut accounts: Vec<Listed> = Vec::new();
    loop {
        let after = accounts.last().map_or(AccountId::INSTALLATION, |last| last.row.account);
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
