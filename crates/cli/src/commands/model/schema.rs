//! `roster model schema`: what editors need to know of the language of models.

use crate::{out, trouble::Trouble};
use clap::Args;
use roster_domain::model;

/// Print the JSON Schema of models, with which editors complete and check them
///
/// Keep it beside the model, and name it in the model's first line: `#:schema ./roster-model.json`
#[derive(Debug, Args)]
pub struct Schema {}

impl Schema {
    /// Prints it.
    pub fn run(self) -> Result<(), Trouble> {
        out::line(&format!("{:#}", model::schema()));
        Ok(())
    }
}
