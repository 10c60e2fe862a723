//! `roster model undo`: the former model comes back.

use super::{
    choose::Choose,
    plan::{show, work_out},
};
use crate::{commands::ConfigFile, logs, opened, out, trouble::Trouble};
use clap::Args;
use roster_app::{
    Caller,
    models::apply::{Which, apply, back},
};
use roster_domain::id::AccountId;

/// Take the last model of an account back
#[derive(Debug, Args)]
pub struct Undo {
    /// The account
    #[arg(long, value_name = "ID")]
    account: AccountId,
    #[command(flatten)]
    choose: Choose,
    #[command(flatten)]
    config: ConfigFile,
}

impl Undo {
    /// Takes it back.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        opened::with_app(&self.config.load()?, async |app| {
            let proposal = back(self.choose.choices()?);
            let found = work_out(app, self.account, &proposal).await?;
            show(self.account, &found);
            let which = Which::Now { version: found.version };
            let applied = apply(app, &Caller::operator(), self.account, proposal, which).await?.value;
            out::line(&format!("The former model is back, as version {}.", applied.version));
            Ok(())
        })
    }
}
