//! `roster audit`: what an operator may ask of the audit logs, without reading them.

pub mod verify;

use clap::Subcommand;

/// Verify the audit logs
#[derive(Debug, Subcommand)]
pub enum Audit {
    Verify(verify::Verify),
}
