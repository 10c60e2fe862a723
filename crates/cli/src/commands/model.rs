//! `roster model`: working on a model's text, and changing the models of live accounts.

pub mod apply;
pub mod check;
mod choose;
pub mod history;
pub mod plan;
pub mod schema;
pub mod undo;
mod which;

use clap::Subcommand;

/// Work on models: their text, and those of live accounts
#[derive(Debug, Subcommand)]
pub enum Model {
    Check(check::Check),
    Schema(schema::Schema),
    Plan(plan::Plan),
    Apply(apply::Apply),
    Undo(undo::Undo),
    History(history::History),
}
