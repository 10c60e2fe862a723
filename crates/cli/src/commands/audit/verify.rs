//! `roster audit verify`: whether an account's log is whole.

use crate::{
    commands::{ConfigFile, account},
    logs, opened, out,
    trouble::Trouble,
};
use clap::Args;
use roster_app::{
    Failure,
    audit::verify::{Verdict, verify},
};
use roster_domain::id::AccountId;

/// Verify that no event of an account's audit log is missing, changed or added
#[derive(Debug, Args)]
pub struct Verify {
    /// Only this account, by its id; otherwise all
    #[arg(long, value_name = "ID")]
    account: Option<AccountId>,
    #[command(flatten)]
    config: ConfigFile,
}

impl Verify {
    /// Verifies.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        let all_whole = opened::with_app(&self.config.load()?, async |app| {
            let accounts = match self.account {
                Some(account) => vec![account],
                None => account::list::all(app).await?.into_iter().map(|account| account.row.account).collect(),
            };
            let mut all_whole = true;
            for account in accounts {
                let verdict = match verify(app, account).await {
                    Err(Failure::Refused(_)) => {
                        return Err(Trouble::wrong(format!("--account: there is no account {account}")));
                    }
                    other => other?,
                };
                match verdict {
                    Verdict::Whole { events } => out::line(&format!("{account}: whole, {events} events")),
                    Verdict::Broken { seq, why } => {
                        all_whole = false;
                        out::line(&format!("{account}: broken at event {seq}: {why}"));
                    }
                }
            }
            Ok(all_whole)
        })?;
        if all_whole { Ok(()) } else { Err(Trouble::Found) }
    }
}
