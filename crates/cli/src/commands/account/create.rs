//! `roster account create`: a new account, and the link with which its first admin joins.

use crate::{commands::ConfigFile, logs, opened, out, trouble::Trouble};
use clap::Args;
use roster_app::{
    Caller,
    accounts::create::{self, CreateAccount},
};
use roster_domain::{email::Email, model::Model, text::name_problem};

/// Create an account, and print the one-time link for its first admin
#[derive(Debug, Args)]
pub struct Create {
    /// What the account is called
    #[arg(long)]
    name: String,
    /// The address of the first admin
    #[arg(long, value_name = "EMAIL")]
    admin: String,
    /// The file with the model (roles, permissions, rules and words), or the name of one that comes with Roster
    #[arg(long, value_name = "FILE|PRESET")]
    model: String,
    /// Mail the link to the admin, too
    #[arg(long)]
    mail: bool,
    #[command(flatten)]
    config: ConfigFile,
}

impl Create {
    /// Creates it.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        if name_problem(&self.name).is_some() {
            return Err(Trouble::wrong("--name: a name is one line of 1 to 200 characters"));
        }
        if let Err(problem) = Email::parse(&self.admin) {
            return Err(Trouble::wrong(format!("--admin: {problem}")));
        }
        let model = opened::text_of("--model", &self.model)?;
        if Model::compile(&model).is_err() {
            return Err(Trouble::wrong(format!(
                "--model: {0} is not a model that makes sense: `roster model check {0}` says where and why",
                self.model
            )));
        }
        let config = self.config.load()?;
        let input = CreateAccount { name: self.name, model, admin: self.admin, mail: self.mail };
        let (admin, mail) = (input.admin.clone(), input.mail);
        let created =
            opened::with_app(&config, async |app| Ok(create::create(app, &Caller::operator(), input).await?.value))?;
        out::line(&format!("Account {} is created.", created.account));
        out::line(&format!("With this link {admin} becomes its first admin. It works once; hand it over safely:"));
        out::line("");
        out::line(&created.link);
        if mail {
            out::line("");
            out::line("The same link is queued as a mail; it leaves as soon as `roster serve` runs.");
        }
        Ok(())
    }
}
