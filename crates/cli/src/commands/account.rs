//! `roster account`: the operator creates accounts; what is in them is their admins' business.

pub mod create;
pub mod list;

use clap::Subcommand;

/// Create and list accounts
#[derive(Debug, Subcommand)]
pub enum Account {
    Create(create::Create),
    List(list::List),
}
