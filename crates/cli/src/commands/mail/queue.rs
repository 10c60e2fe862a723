//! `roster mail queue`: what waits, what went, and what the mail server said (F05).

use crate::{commands::ConfigFile, logs, opened, out, trouble::Trouble};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use roster_app::mail::queue::{MailRow, counts, newest};
use roster_domain::mail::MailKind;

/// List the newest mails: what waits, what went, and what the mail server said
#[derive(Debug, Args)]
pub struct Queue {
    /// Only mails in this state
    #[arg(long, value_enum)]
    state: Option<State>,
    /// How many, at most
    #[arg(long, default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    config: ConfigFile,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum State {
    /// Waits to be sent, perhaps again
    Queued,
    /// Is on its way
    Sending,
    /// The mail server took it
    Sent,
    /// The mail server will never take it
    Refused,
    /// Was not sent, because its link was dead by then
    Dropped,
}

impl State {
    fn code(self) -> &'static str {
        match self {
            State::Queued => "queued",
            State::Sending => "sending",
            State::Sent => "sent",
            State::Refused => "refused",
            State::Dropped => "dropped",
        }
    }
}

impl Queue {
    /// Lists them.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        let state = self.state.map(|state| state.code().to_owned());
        let (counts, mails) = opened::with_app(&self.config.load()?, async |app| {
            Ok((counts(app).await?, newest(app, state, self.limit).await?))
        })?;
        let counts: Vec<_> = counts.iter().map(|(state, count)| format!("{count} {state}")).collect();
        let counts = if counts.is_empty() { "none yet".to_owned() } else { counts.join(", ") };
        out::line(&format!("Mails: {counts}"));
        if !mails.is_empty() {
            out::line("");
            let headings = ["QUEUED", "STATE", "TRIES", "REPEATS", "TO", "KIND", "LAST ANSWER"];
            out::table(headings, &mails.into_iter().map(row).collect::<Vec<_>>());
        }
        Ok(())
    }
}

fn row(mail: MailRow) -> [String; 7] {
    let kind = serde_json::from_str::<MailKind>(&mail.params).map_or("unknown", |kind| kind.name());
    let queued = Timestamp::from_millisecond(mail.queued_at).map(|at| at.strftime("%Y-%m-%d %H:%M:%SZ").to_string());
    [
        queued.unwrap_or_default(),
        mail.state,
        mail.attempts.to_string(),
        mail.repeats.to_string(),
        mail.to_email,
        kind.to_owned(),
        mail.last_answer,
    ]
}
