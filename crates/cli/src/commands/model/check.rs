//! `roster model check`: what is wrong with a model's text, where, and what to write instead.

use super::which::text_of;
use crate::{out, trouble::Trouble};
use clap::Args;
use roster_domain::{model::Model, permission::RosterPermission};
use std::path::PathBuf;

/// Check the text of a model: says line, column, what is wrong and what to write instead
#[derive(Debug, Args)]
pub struct Check {
    /// The file with the model
    file: PathBuf,
}

impl Check {
    /// Checks it.
    pub fn run(self) -> Result<(), Trouble> {
        let file = self.file.display();
        let text = text_of(&self.file)?;
        match Model::compile(&text) {
            Ok(model) => {
                let own = model.permissions().filter(|(_, one)| !one.id.as_str().starts_with(RosterPermission::PREFIX));
                let (roles, own) = (out::counted(model.roles().len(), "role"), out::counted(own.count(), "permission"));
                let kinds = out::counted(model.kinds().len(), "kind");
                out::line(&format!("{file} is a good model: {roles}, {own} of its own, {kinds} of resource."));
                Ok(())
            }
            Err(problems) => {
                for problem in problems {
                    out::line(&format!("{file}:{}:{}: {}", problem.line, problem.column, problem.wrong));
                    out::line(&problem.underlined(&text));
                }
                Err(Trouble::Found)
            }
        }
    }
}
