//! `roster config`: every key of the configuration.

use crate::{config, out, trouble::Trouble};
use clap::Args;

/// List every key of the configuration, its environment variable, and what to write
#[derive(Debug, Args)]
pub struct ListKeys {}

impl ListKeys {
    /// Lists them.
    pub fn run(self) -> Result<(), Trouble> {
        for (name, variable, expected) in config::keys() {
            out::line(&format!("{name}  ({variable})\n    {expected}"));
        }
        Ok(())
    }
}
