//! The models that an account has and had, and what each changed.

use super::need;
use crate::{App, Caller, Failure, Outcome, cursor::one_more};
use jiff::Timestamp;
use roster_domain::{
    id::{AccountId, MemberId},
    model::{Difference, differences},
};
use roster_store::{db::timestamp, members, models};
use std::collections::HashMap;

/// As many are told at a time.
pub const MAX_PAGE: usize = 50;

/// The model that an account has.
#[derive(Clone, Debug)]
pub struct Current {
    /// 1, 2, …
    pub version: i64,
    /// Its text.
    pub text: String,
    /// SHA-256 of the text, in hexadecimal digits.
    pub hash: String,
}

/// A model that an account has or had.
#[derive(Clone, Debug)]
pub struct Version {
    /// 1, 2, …
    pub version: i64,
    /// SHA-256 of its text, in hexadecimal digits.
    pub hash: String,
    /// Since when.
    pub applied_at: Timestamp,
    /// The member who applied it; `None`: the operator.
    pub applied_by: Option<MemberId>,
    /// What they are called now.
    pub applied_by_name: Option<String>,
    /// What it changed; empty for the first.
    pub differences: Vec<Difference>,
}

/// The model that the account has. Needs `roster.manage_model`.
pub async fn current(app: &App, caller: &Caller, account: AccountId) -> Outcome<Current> {
    app.view(caller, account, need(caller), move |view| {
        let hash = view.standing.model.hash();
        let text = models::text(view.tx, &hash)?.ok_or_else(|| Failure::broken("a model without its text"))?;
        Ok(Current { version: view.standing.model_version, text, hash: hex(&hash) })
    })
    .await
}

/// The newest first, from before version `before` backwards. Needs `roster.manage_model`.
pub async fn history(
    app: &App,
    caller: &Caller,
    account: AccountId,
    before: Option<i64>,
    limit: usize,
) -> Outcome<(Vec<Version>, Option<i64>)> {
    let limit = limit.clamp(1, MAX_PAGE);
    app.view(caller, account, need(caller), move |view| {
        let rows = models::versions(view.tx, account, before.unwrap_or(i64::MAX), one_more(limit))?;
        let mut by: Vec<MemberId> = rows.iter().filter_map(|row| row.applied_by).collect();
        by.sort_unstable();
        by.dedup();
        let names: HashMap<MemberId, String> = members::names(view.tx, account, &by)?.into_iter().collect();
        let mut compiled = Vec::new();
        for row in &rows {
            compiled.push(view.parts.models.get(view.tx, &row.hash)?);
        }
        let mut versions = Vec::new();
        for (place, row) in rows.iter().take(limit).enumerate() {
            let former = compiled.get(place + 1);
            versions.push(Version {
                version: row.version,
                hash: hex(&row.hash),
                applied_at: timestamp(row.applied_at)?,
                applied_by: row.applied_by,
                applied_by_name: row.applied_by.and_then(|by| names.get(&by).cloned()),
                differences: former.map(|former| differences(former, &compiled[place])).unwrap_or_default(),
            });
        }
        let next = (rows.len() > limit).then(|| versions.last().map(|last| last.version)).flatten();
        Ok((versions, next))
    })
    .await
}

/// As a hash is shown.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
