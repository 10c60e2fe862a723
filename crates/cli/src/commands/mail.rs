//! `roster mail`: the operator's look at the mails.

pub mod queue;

use clap::Subcommand;

/// Look at the mails
#[derive(Debug, Subcommand)]
pub enum Mail {
    Queue(queue::Queue),
}
