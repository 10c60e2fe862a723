//! `cargo xtask openapi`, `cargo xtask reference`: files that are written from the code.
//!
//! This program knows nothing of the other crates, so that it is built in a moment; an example of theirs does the work.

use std::process::{Command, ExitCode};

/// A file that is made from the code, and the example that makes it.
pub struct Written {
    file: &'static str,
    package: &'static str,
    example: &'static str,
}

/// The document of the API.
pub const OPENAPI: Written = Written { file: "crates/web/openapi.json", package: "roster-web", example: "openapi" };

/// Writes the generated pages of the reference.
pub fn reference() -> ExitCode {
    if [LIFECYCLE, PERMISSIONS].iter().all(Written::is_written) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The members' lifecycle.
const LIFECYCLE: Written =
    Written { file: "docs/reference/lifecycle.md", package: "roster-domain", example: "reference" };

/// Roster's own permissions.
const PERMISSIONS: Written =
    Written { file: "docs/reference/permissions.md", package: "roster-web", example: "permissions" };

impl Written {
    /// Writes it anew.
    pub fn write(&self) -> ExitCode {
        if self.is_written() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn is_written(&self) -> bool {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let arguments = ["run", "--quiet", "-p", self.package, "--example", self.example, "--", self.file];
        match Command::new(cargo).args(arguments).status() {
            Ok(status) if status.success() => {
                println!("{} is written", self.file);
                true
            }
            Ok(_) => false,
            Err(error) => {
                println!("cargo can't be started: {error}");
                false
            }
        }
    }
}
