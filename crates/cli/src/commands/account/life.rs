//! `roster account suspend`, `resume`, `close`, `restore`: whether an account can be reached. What is in it stays as it is.

use crate::{commands::ConfigFile, logs, opened, out, trouble::Trouble};
use clap::Args;
use roster_app::accounts::{close, reopen, suspend};
use roster_domain::id::AccountId;

/// Which account.
#[derive(Debug, Args)]
pub struct Which {
    /// The account's id, as `roster account list` shows it
    #[arg(long, value_name = "ID")]
    pub account: AccountId,
    #[command(flatten)]
    pub config: ConfigFile,
}

/// Which account, and why.
#[derive(Debug, Args)]
pub struct Reasoned {
    #[command(flatten)]
    pub which: Which,
    /// Why: the account's admins read it
    #[arg(long)]
    pub reason: String,
}

/// Suspend an account: nobody reaches it, and no key works in it
#[derive(Debug, Args)]
pub struct Suspend {
    #[command(flatten)]
    input: Reasoned,
}

/// Open a suspended account again
#[derive(Debug, Args)]
pub struct Resume {
    #[command(flatten)]
    which: Which,
}

/// Close an account: it is gone for everybody, and purged when its time is over; until then it can be brought back
#[derive(Debug, Args)]
pub struct Close {
    #[command(flatten)]
    input: Reasoned,
}

/// Bring a closed account back
#[derive(Debug, Args)]
pub struct Restore {
    #[command(flatten)]
    which: Which,
}

impl Suspend {
    /// Suspends it.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        let Reasoned { which, reason } = self.input;
        opened::with_app(&which.config.load()?, async |app| Ok(suspend::suspend(app, which.account, &reason).await?))?;
        out::line("The account is suspended, and its admins are mailed. `roster account resume` opens it again.");
        Ok(())
    }
}

impl Resume {
    /// Opens it.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        let which = self.which;
        opened::with_app(&which.config.load()?, async |app| Ok(suspend::resume(app, which.account).await?))?;
        out::line("The account is open again, and its admins are mailed.");
        Ok(())
    }
}

impl Close {
    /// Closes it.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        let Reasoned { which, reason } = self.input;
        let done = opened::with_app(&which.config.load()?, async |app| {
            Ok(close::close_by_operator(app, which.account, &reason).await?.value)
        })?;
        out::line(&format!(
            "The account is closed, and its admins are mailed. Until {} they, and `roster account restore`, can bring it back.",
            done.purge_at
        ));
        Ok(())
    }
}

impl Restore {
    /// Brings it back.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        let which = self.which;
        opened::with_app(&which.config.load()?, async |app| Ok(reopen::reopen_by_operator(app, which.account).await?))?;
        out::line("The account is back, and its admins are mailed.");
        Ok(())
    }
}
