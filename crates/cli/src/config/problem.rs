//! What is wrong with a configuration: every place, and what would be right.

use std::{fmt, io, path::Path};

/// Where a value stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// In the file, both counted from 1.
    File { path: String, line: usize, column: usize },
    /// In the environment.
    Variable(String),
    /// Nowhere: it is missing.
    Nowhere,
}

impl Place {
    /// The place of a byte in a text.
    pub(super) fn at(path: &Path, text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Self::File { path: path.display().to_string(), line, column }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, line, column } => write!(f, "{path}:{line}:{column}: "),
            Self::Variable(name) => write!(f, "{name}: "),
            Self::Nowhere => Ok(()),
        }
    }
}

/// Everything that is wrong with a configuration, a line each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConfigError {
    lines: Vec<String>,
}

impl ConfigError {
    pub(super) fn new(lines: Vec<String>) -> Self {
        Self { lines }
    }

    pub(super) fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::new(vec![format!("{}: the configuration can't be read: {error}", path.display())])
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines.join("\n"))
    }
}

impl std::error::Error for ConfigError {}
