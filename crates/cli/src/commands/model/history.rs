//! `roster model history`: the models that an account had, and what each changed.

use crate::{commands::ConfigFile, logs, opened, out, trouble::Trouble};
use clap::Args;
use roster_app::{
    Caller,
    models::history::{MAX_PAGE, history},
};
use roster_domain::{
    id::AccountId,
    model::{Changed, Difference},
};

/// Show the models that an account had, the newest first, and what each changed
#[derive(Debug, Args)]
pub struct History {
    /// The account
    #[arg(long, value_name = "ID")]
    account: AccountId,
    #[command(flatten)]
    config: ConfigFile,
}

impl History {
    /// Shows them.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        opened::with_app(&self.config.load()?, async |app| {
            let mut before = None;
            loop {
                let (versions, next) = history(app, &Caller::operator(), self.account, before, MAX_PAGE).await?;
                for version in versions {
                    let by = version.applied_by_name.unwrap_or_else(|| "the operator".to_owned());
                    out::line(&format!("{}  {}  {by}  {}", version.version, version.applied_at, version.hash));
                    version.differences.iter().for_each(|difference| out::line(&format!("    {}", told(difference))));
                }
                if next.is_none() {
                    return Ok(());
                }
                before = next;
            }
        })
    }
}

fn told(difference: &Difference) -> String {
    let on = if difference.kind.is_empty() { String::new() } else { format!(" of {}", difference.kind) };
    let of = format!("{} {}{on}", difference.part.code(), difference.id);
    match &difference.change {
        Changed::Added => format!("{of}: added"),
        Changed::Removed => format!("{of}: removed"),
        Changed::List { key, on, added, removed } => {
            let signed = |sign: char, ids: &[String]| ids.iter().map(|id| format!(" {sign}{id}")).collect::<String>();
            let on = if on.is_empty() { String::new() } else { format!(" {on}") };
            format!("{of}: {key}{on}{}{}", signed('+', added), signed('-', removed))
        }
        Changed::Value { key, before, after } => format!("{of}: {key} {before:?} -> {after:?}"),
    }
}
