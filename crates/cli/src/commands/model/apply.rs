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
    models::{
        Aim, Proposal,
        apply::{Which as WhichPlan, apply},
    },
};
use roster_domain::id::AccountId;
use std::{
    io::{IsTerminal, stderr, stdin},
    path::PathBuf,
};

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
    /// Don't ask before many accounts are changed; needed where nobody sits at a terminal
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    config: ConfigFile,
}

impl Apply {
    /// Applies it.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        let proposal = Proposal { aim: Aim::Text(text_of(&self.file)?), choices: self.choose.choices()? };
        opened::with_app(&self.config.load()?, async |app| {
            let accounts = self.which.find(app).await?;
            if self.which.is_one() {
                let Some(planned) = planned(app, accounts[0], &proposal).await? else { return Ok(()) };
                return change(app, &planned, &proposal, self.plan.clone()).await;
            }
            self.many(app, accounts, &proposal).await
        })
    }

    /// Nothing is changed before all that would be is counted and agreed to.
    async fn many(&self, app: &App, accounts: Vec<AccountId>, proposal: &Proposal) -> Result<(), Trouble> {
        let (mut plans, mut refused) = (Vec::new(), 0);
        // One account's rules stand in no other's way.
        let mut keeps = |account, trouble| {
            refused += 1;
            out::line(&format!("Account {account}: {trouble}"));
        };
        for account in accounts {
            match planned(app, account, proposal).await {
                Ok(planned) => plans.extend(planned),
                Err(trouble) => keeps(account, trouble),
            }
        }
        if !plans.is_empty() {
            self.agreed(&plans)?;
        }
        for planned in plans {
            if let Err(trouble) = change(app, &planned, proposal, None).await {
                keeps(planned.account, trouble);
            }
        }
        if refused == 0 {
            Ok(())
        } else {
            Err(Trouble::failed(if refused == 1 {
                "1 account keeps its model".to_owned()
            } else {
                format!("{refused} accounts keep their model")
            }))
        }
    }

    /// Whether all of it is to be done.
    fn agreed(&self, plans: &[Planned]) -> Result<(), Trouble> {
        let affected: u64 = plans.iter().map(|planned| planned.affected).sum();
        let counted = format!(
            "This changes what {} of {} may.",
            out::counted(affected, "member"),
            out::counted(plans.len(), "account")
        );
        if self.yes {
            out::line(&counted);
            return Ok(());
        }
        if !stdin().is_terminal() {
            return Err(Trouble::wrong(format!("{counted} Nothing was changed: say --yes if that is what you want")));
        }
        out::complain(&format!("{counted} Type {} to go on:", plans.len()));
        let mut typed = String::new();
        let read = stdin().read_line(&mut typed);
        if read.is_ok() && typed.trim() == plans.len().to_string() {
            return Ok(());
        }
        Err(Trouble::failed("Nothing was changed."))
    }
}

/// A plan that was shown.
struct Planned {
    account: AccountId,
    version: i64,
    affected: u64,
}

/// Works it out and shows it; `None`: there is nothing to do.
async fn planned(app: &App, account: AccountId, proposal: &Proposal) -> Result<Option<Planned>, Trouble> {
    let found = work_out(app, account, proposal).await?;
    if found.differences.is_empty() && found.lines == 0 {
        out::line(&format!("Account {account}: its model means the same already."));
        return Ok(None);
    }
    show(account, &found);
    Ok(Some(Planned { account, version: found.version, affected: found.affected }))
}

/// Applies what was shown, or the plan that was looked at before.
async fn change(app: &App, planned: &Planned, proposal: &Proposal, plan: Option<String>) -> Result<(), Trouble> {
    if stderr().is_terminal() {
        out::complain("Applying it …");
    }
    let which = plan.map_or(WhichPlan::Now { version: planned.version }, WhichPlan::Plan);
    let applied = apply(app, &Caller::operator(), planned.account, proposal.clone(), which).await?.value;
    out::line(&format!("Account {}: applied as version {}.", planned.account, applied.version));
    Ok(())
}
