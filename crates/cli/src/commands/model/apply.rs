//! `roster model apply`: another model for one account, or for all that share one.

use super::{
    choose::Choose,
    plan::{show, work_out},
    which::{Which, text_of},
};
use crate::{commands::ConfigFile, logs, opened, out, trouble::Trouble};
use clap::Args;
use roster_app::{
    App, Caller,
    models::{Aim, Proposal, apply::apply},
};
use roster_domain::id::AccountId;
use std::path::PathBuf;

/// Apply another model to accounts, one after the other; who has it already is passed over, so it can be run again
#[derive(Debug, Args)]
pub struct Apply {
    /// The file with the model
    file: PathBuf,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    choose: Choose,
    /// The plan that was looked at, of one account: without it, what is planned now is applied
    #[arg(long, value_name = "PLAN", conflicts_with = "accounts_with")]
    plan: Option<String>,
    #[command(flatten)]
    config: ConfigFile,
}

impl Apply {
    /// Applies it.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        let proposal = Proposal { aim: Aim::Text(text_of(&self.file)?), choices: self.choose.choices()? };
        opened::with_app(&self.config.load()?, async |app| {
            let mut refused = 0;
            for account in self.which.find(app).await? {
                match one(app, account, &proposal, self.plan.clone()).await {
                    Ok(()) => {}
                    Err(trouble) if self.which.is_one() => return Err(trouble),
                    // One account's rules stand in no other's way.
                    Err(trouble) => {
                        refused += 1;
                        out::line(&format!("Account {account}: {trouble}"));
                    }
                }
            }
            if refused == 0 { Ok(()) } else { Err(Trouble::failed(format!("{refused} accounts keep their model"))) }
        })
    }
}

async fn one(app: &App, account: AccountId, proposal: &Proposal, plan: Option<String>) -> Result<(), Trouble> {
    let found = work_out(app, account, proposal).await?;
    if found.differences.is_empty() && found.lines == 0 {
        out::line(&format!("Account {account}: its model means the same already."));
        return Ok(());
    }
    show(account, &found);
    let plan = plan.unwrap_or(found.id);
    let applied = apply(app, &Caller::operator(), account, proposal.clone(), plan).await?.value;
    out::line(&format!("Account {account}: applied as version {}.", applied.version));
    Ok(())
}
