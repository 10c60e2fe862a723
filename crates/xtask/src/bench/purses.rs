//! Who spends: accounts with credits, each with a key.

use super::{build, files::Files, plan::Spending};
use serde_json::Value;
use std::process::Command;

/// How many accounts have credits; the first of them is the hot one.
pub const ACCOUNTS: usize = 1_000;

/// Makes them in the database, before a server is there.
pub fn fill(files: &Files, model: &str) -> Result<Vec<Spending>, String> {
    let database = format!("sqlite:{}", files.path("bench.db").display());
    let mut command = Command::new(build::program("examples/purses"));
    command.args([&database, model, &ACCOUNTS.to_string()]);
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let made: Value = serde_json::from_slice(&output.stdout).map_err(|error| format!("{command:?}: {error}"))?;
    let one = |purse: &Value| {
        let path = format!("/v1/accounts/{}/credits/spendings", purse[0].as_str()?);
        Some(Spending { path, bearer: format!("Bearer {}", purse[1].as_str()?) })
    };
    let purses = made["purses"].as_array().into_iter().flatten().map(one).collect::<Option<Vec<Spending>>>();
    purses.filter(|purses| purses.len() == ACCOUNTS).ok_or_else(|| format!("{command:?} says something else"))
}
