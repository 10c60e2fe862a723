//! `roster migrate`: brings the database's schema up to date.

use crate::{commands::ConfigFile, logs, opened, out, trouble::Trouble};
use clap::Args;

/// Bring the database's schema up to date; make a backup before
#[derive(Debug, Args)]
pub struct Migrate {
    /// Only say what is still to be applied (exit code 1 if anything is)
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    config: ConfigFile,
}

impl Migrate {
    /// Migrates, or looks.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        let config = self.config.load()?;
        let db = opened::database(&config.database)?;
        let names = if self.check {
            db.pending_migrations().map_err(opened::unknown_schema)?
        } else {
            db.migrate().map_err(opened::unknown_schema)?.applied
        };
        let done = if self.check { "to be applied" } else { "applied" };
        names.iter().for_each(|name| out::line(&format!("{done}: {name}")));
        if names.is_empty() {
            out::line("The database is up to date.");
        } else if self.check {
            return Err(Trouble::Found);
        }
        Ok(())
    }
}
