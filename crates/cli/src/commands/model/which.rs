//! Which accounts a model is for.

use crate::{commands::account::list, trouble::Trouble};
use clap::Args;
use roster_app::{App, models::history::hex};
use roster_domain::id::AccountId;
use std::{fs, path::Path};

/// Which accounts.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Which {
    /// The account
    #[arg(long, value_name = "ID")]
    account: Option<AccountId>,
    /// All accounts whose model has this SHA-256 now, as `roster model history` shows it; or `all`
    #[arg(long, value_name = "HASH|all")]
    accounts_with: Option<String>,
}

impl Which {
    /// Their ids, the oldest first.
    pub async fn find(&self, app: &App) -> Result<Vec<AccountId>, Trouble> {
        if let Some(account) = self.account {
            return Ok(vec![account]);
        }
        let wanted = self.accounts_with.as_deref().unwrap_or("all");
        let mut found = Vec::new();
        for row in list::all(app).await?.into_iter().map(|listed| listed.row) {
            // What was purged, or became a part of another account, has no members any more.
            let there = !matches!(row.status.as_str(), "purged" | "merged");
            let hash = row.model.as_deref().map(hex).unwrap_or_default();
            if there && (wanted == "all" || hash.eq_ignore_ascii_case(wanted)) {
                found.push(row.account);
            }
        }
        match found.is_empty() {
            false => Ok(found),
            true if wanted == "all" => Err(Trouble::failed("there is no account")),
            true => Err(Trouble::failed(
                "no account has this model: `roster model history` shows the whole SHA-256 of each",
            )),
        }
    }

    /// Whether one account is named.
    pub fn is_one(&self) -> bool {
        self.account.is_some()
    }
}

/// The text of a file.
pub fn text_of(file: &Path) -> Result<String, Trouble> {
    let bytes = fs::read(file).map_err(|error| Trouble::wrong(format!("{} can't be read: {error}", file.display())))?;
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let byte = error.as_bytes()[before.len()];
        Trouble::wrong(format!("{}:{line}: byte 0x{byte:02x} isn't UTF-8; save the file as UTF-8", file.display()))
    })
}
