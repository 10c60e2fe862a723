//! What `roster` can be asked to do: one file per verb.

mod account;
mod audit;
mod config;
mod demo;
mod doctor;
mod mail;
mod migrate;
mod model;
mod serve;

use crate::{
    config::Config,
    trouble::{EXIT_CODES, Trouble},
};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// User management for products with accounts: console, REST API and command line in one binary.
#[derive(Debug, Parser)]
#[command(name = "roster", version, after_help = EXIT_CODES)]
pub struct Roster {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    Serve(serve::Serve),
    Demo(demo::Demo),
    #[command(subcommand)]
    Account(account::Account),
    Migrate(migrate::Migrate),
    Doctor(doctor::Doctor),
    Config(config::ListKeys),
    #[command(subcommand)]
    Mail(mail::Mail),
    #[command(subcommand)]
    Model(model::Model),
    #[command(subcommand)]
    Audit(audit::Audit),
}

impl Command {
    /// Does it.
    pub fn run(self) -> Result<(), Trouble> {
        match self {
            Command::Serve(serve) => serve.run(),
            Command::Demo(demo) => demo.run(),
            Command::Account(account) => account.run(),
            Command::Migrate(migrate) => migrate.run(),
            Command::Doctor(doctor) => doctor.run(),
            Command::Config(list) => list.run(),
            Command::Mail(mail::Mail::Queue(queue)) => queue.run(),
            Command::Model(model::Model::Check(check)) => check.run(),
            Command::Model(model::Model::Schema(schema)) => schema.run(),
            Command::Model(model::Model::Plan(plan)) => plan.run(),
            Command::Model(model::Model::Apply(apply)) => apply.run(),
            Command::Model(model::Model::Undo(undo)) => undo.run(),
            Command::Model(model::Model::History(history)) => history.run(),
            Command::Audit(audit::Audit::Verify(verify)) => verify.run(),
        }
    }
}

/// Where the configuration is.
#[derive(Debug, Args)]
pub struct ConfigFile {
    /// The configuration; every key may also be an environment variable (smtp.host is ROSTER_SMTP_HOST)
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

impl ConfigFile {
    /// Reads it, and the environment.
    pub fn load(&self) -> Result<Config, Trouble> {
        Config::load(self.config.as_deref()).map_err(|error| match self.config {
            Some(_) => error.into(),
            None => Trouble::wrong(format!("{error}\nno configuration is named: add --config FILE")),
        })
    }
}
