//! `roster account support-access`, `support-end` and `recover`: the operator's way in, never without a trace.

use crate::{
    commands::account::life::{Reasoned, Which},
    logs, opened, out,
    trouble::Trouble,
};
use clap::Args;
use roster_app::{accounts::recover, support};

/// Let yourself into an account, to look: its admins are mailed, and every page you open is noted in its audit log
#[derive(Debug, Args)]
pub struct SupportAccess {
    #[command(flatten)]
    input: Reasoned,
    /// For how long, from 1 to 72
    #[arg(long, value_parser = clap::value_parser!(i64).range(1..=support::MOST_HOURS))]
    hours: i64,
}

/// End your look into an account before its time
#[derive(Debug, Args)]
pub struct SupportEnd {
    #[command(flatten)]
    which: Which,
}

/// Make a member an admin where no admin can be reached: everybody in the account is mailed
#[derive(Debug, Args)]
pub struct Recover {
    #[command(flatten)]
    input: Reasoned,
    /// The address of an active member
    #[arg(long, value_name = "EMAIL")]
    make_admin: String,
}

impl SupportAccess {
    /// Lets in.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        let Reasoned { which, reason } = self.input;
        let granted = opened::with_app(&which.config.load()?, async |app| {
            Ok(support::grant(app, which.account, &reason, self.hours).await?.value)
        })?;
        out::line(&format!(
            "Until {} you can look into the account, and change nothing. Its admins are mailed.",
            granted.until
        ));
        out::line("With this link you begin. It works once:");
        out::line("");
        out::line(&granted.link);
        Ok(())
    }
}

impl SupportEnd {
    /// Ends it.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        let which = self.which;
        let ended = opened::with_app(&which.config.load()?, async |app| {
            Ok(support::end_by_operator(app, which.account).await?)
        })?;
        out::line(if ended { "Your look into the account is over." } else { "There is none that could be ended." });
        Ok(())
    }
}

impl Recover {
    /// Makes an admin.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        let Reasoned { which, reason } = self.input;
        let email = self.make_admin;
        opened::with_app(&which.config.load()?, async |app| {
            Ok(recover::recover(app, which.account, &email, &reason).await?)
        })?;
        out::line(&format!("{email} is an admin of the account now, and everybody in it is mailed."));
        Ok(())
    }
}
