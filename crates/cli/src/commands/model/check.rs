//! `roster model check`: what is wrong with a model's text, where, and what to write instead.

use crate::{out, trouble::Trouble};
use clap::Args;
use roster_domain::model::Model;
use std::{fs, path::PathBuf};

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
        let text = fs::read_to_string(&self.file);
        let text = text.map_err(|error| Trouble::wrong(format!("{file} can't be read: {error}")))?;
        match Model::compile(&text) {
            Ok(model) => {
                let (roles, permissions) = (model.roles().len(), model.permissions().len());
                out::line(&format!("{file} is a good model: {roles} roles, {permissions} permissions."));
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
