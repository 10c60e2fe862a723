//! Why a command did not do what it was asked to: one clear sentence with what to do, and the exit code.

use crate::config::ConfigError;
use roster_app::Failure;
use roster_domain::{language::Language, refusal::Refusal};
use roster_store::DbError;
use roster_web::{text::Text, words};
use std::{fmt, process::ExitCode};

/// What the exit codes mean, as `roster --help` says it.
pub const EXIT_CODES: &str = "Exit codes:\n  \
    0  done; a check found nothing wrong\n  \
    1  it could not be done, or a check found something wrong\n  \
    2  the command line or the configuration is wrong";

/// Why a command ended without success.
#[derive(Debug)]
pub enum Trouble {
    /// The command line or the configuration is wrong.
    Wrong(String),
    /// It could not be done.
    Failed(String),
    /// A check found something wrong and has said what.
    Found,
}

impl Trouble {
    /// The command line or the configuration is wrong.
    pub fn wrong(sentence: impl Into<String>) -> Trouble {
        Trouble::Wrong(sentence.into())
    }

    /// It could not be done.
    pub fn failed(sentence: impl Into<String>) -> Trouble {
        Trouble::Failed(sentence.into())
    }

    /// The code the process ends with.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Trouble::Wrong(_) => ExitCode::from(2),
            Trouble::Failed(_) | Trouble::Found => ExitCode::FAILURE,
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Wrong(sentence) | Trouble::Failed(sentence) => f.write_str(sentence),
            Trouble::Found => Ok(()),
        }
    }
}

impl From<ConfigError> for Trouble {
    fn from(error: ConfigError) -> Trouble {
        Trouble::Wrong(error.to_string())
    }
}

impl From<DbError> for Trouble {
    fn from(error: DbError) -> Trouble {
        Trouble::Failed(format!("{error}; `roster doctor` shows what is reachable"))
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Trouble {
        Trouble::Failed(match failure {
            Failure::Refused(refusal) => refused(&refusal),
            Failure::Unavailable(why) => format!("{why}; nothing was changed. `roster doctor` shows what is reachable"),
            Failure::CommitUnknown => {
                "the database did not say whether it was saved: look before you try again".to_owned()
            }
            Failure::KeyGone(key) => {
                format!(
                    "a link needs the key {key:?}, which is not in the key ring: put it back into `keys` or `keys_file`"
                )
            }
            Failure::Broken(why) => format!("this should not happen, please report it: {why}"),
        })
    }
}

/// A refusal in words. The operator's commands check what they are given before they ask, so few are ever read.
pub fn refused(refusal: &Refusal) -> String {
    let english = Text::for_language(Language::English);
    let mut sentence = words::refusal(english, refusal);
    if let Refusal::Invalid(problems) = refusal {
        for problem in problems {
            let field = problem.pointer.trim_start_matches('/');
            sentence.push_str(&format!("\n{field}: {}", words::problem(english, problem)));
        }
    }
    sentence
}
