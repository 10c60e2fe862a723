//! `roster model`: working on a model's text.

pub mod check;
pub mod schema;

use clap::Subcommand;

/// Work on the text of a model
#[derive(Debug, Subcommand)]
pub enum Model {
    Check(check::Check),
    Schema(schema::Schema),
}
