//! `roster account`: the operator creates, suspends, closes and restores accounts; what is in them is their admins' business.

pub mod create;
pub mod life;
pub mod list;
pub mod support;

use crate::trouble::Trouble;
use clap::Subcommand;

/// Create, list, suspend, close and restore accounts
#[derive(Debug, Subcommand)]
pub enum Account {
    Create(create::Create),
    List(list::List),
    Suspend(life::Suspend),
    Resume(life::Resume),
    Close(life::Close),
    Restore(life::Restore),
    SupportAccess(support::SupportAccess),
    SupportEnd(support::SupportEnd),
    Recover(support::Recover),
}

impl Account {
    /// Does it.
    pub fn run(self) -> Result<(), Trouble> {
        match self {
            Account::Create(create) => create.run(),
            Account::List(list) => list.run(),
            Account::Suspend(suspend) => suspend.run(),
            Account::Resume(resume) => resume.run(),
            Account::Close(close) => close.run(),
            Account::Restore(restore) => restore.run(),
            Account::SupportAccess(access) => access.run(),
            Account::SupportEnd(end) => end.run(),
            Account::Recover(recover) => recover.run(),
        }
    }
}
