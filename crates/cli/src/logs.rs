//! The log: one event a line on standard error, for people or for machines. Secrets never come here: they have types that
//! don't print.

use crate::config::{Log, LogFormat};
use std::io::{IsTerminal, stderr};
use tracing_subscriber::EnvFilter;

/// Begins to log.
pub fn start(log: &Log) {
    // The configuration was refused if this is no filter.
    let filter = EnvFilter::builder().parse_lossy(&log.level);
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr);
    // That a log is there already happens in tests only, and then there is one.
    let _ = match log.format {
        LogFormat::Text => lines.with_ansi(stderr().is_terminal()).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
}

/// For commands that talk to a person: only what they should look at.
pub fn quiet() {
    start(&Log { level: "warn".to_owned(), format: LogFormat::Text });
}
