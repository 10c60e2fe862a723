//! `roster doctor`: what is configured, what is reachable, what is unsafe.

mod configured;
mod data;
mod mail;

use crate::{commands::ConfigFile, logs, opened, out, trouble::Trouble};
use clap::Args;

/// Check the installation: what is configured, what is reachable, what is unsafe
#[derive(Debug, Args)]
pub struct Doctor {
    /// Also verify the audit logs and the credits of all accounts; takes a while where there are many
    #[arg(long)]
    verify: bool,
    #[command(flatten)]
    config: ConfigFile,
}

/// What was found, a line for each thing that was looked at.
#[derive(Debug, Default)]
struct Findings(Vec<(Level, &'static str, String)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Good,
    /// It works, and may be meant so.
    Look,
    /// It does not work, or is unsafe for certain.
    Bad,
}

impl Findings {
    fn good(&mut self, what: &'static str, says: impl Into<String>) {
        self.0.push((Level::Good, what, says.into()));
    }

    fn look(&mut self, what: &'static str, says: impl Into<String>) {
        self.0.push((Level::Look, what, says.into()));
    }

    fn bad(&mut self, what: &'static str, says: impl Into<String>) {
        self.0.push((Level::Bad, what, says.into()));
    }

    fn count(&self, level: Level) -> usize {
        self.0.iter().filter(|(found, ..)| *found == level).count()
    }
}

impl Doctor {
    /// Looks at everything, and says what it found.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        let config = self.config.load()?;
        let mut findings = Findings::default();
        configured::look(&config, &mut findings);
        let runtime = opened::small_runtime()?;
        data::look(&config, &runtime, self.verify, &mut findings);
        mail::look(&config, &mut findings);
        for (level, what, says) in &findings.0 {
            let level = match level {
                Level::Good => "ok     ",
                Level::Look => "warning",
                Level::Bad => "error  ",
            };
            out::line(&format!("{level}  {what:<12}  {says}"));
        }
        let (errors, warnings) = (findings.count(Level::Bad), findings.count(Level::Look));
        out::line("");
        out::line(&format!("Errors: {errors}. Warnings: {warnings}."));
        if errors == 0 { Ok(()) } else { Err(Trouble::Found) }
    }
}
