//! Showing the compliance status: to every member of the account (D03).

use crate::{App, Caller, Outcome, standing::Need};
use jiff::Timestamp;
use roster_domain::{
    id::{AccountId, MemberId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{compliance, db::timestamp, members};

/// The status as it stands.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The model's id for it.
    pub status: String,
    /// What all members can read about it.
    pub note: String,
    /// When it was set; `None`: it never was, the model's first holds.
    pub changed_at: Option<Timestamp>,
    /// Who set it, and what they are called now.
    pub changed_by: Option<(MemberId, String)>,
    /// 0 until it was set.
    pub version: i64,
    /// Whether the caller may change it.
    pub changeable: bool,
}

/// Shows the status. An account whose model has none has none.
pub async fn show(app: &App, caller: &Caller, account: AccountId) -> Outcome<Shown> {
    app.view(caller, account, Need::Member, move |view| {
        let row = compliance::of(view.tx, account)?;
        let declared = view.standing.model.compliance().ok_or(Refusal::NotFound)?;
        let status = declared.at(row.as_ref().map(|row| row.status.as_str())).id.to_string();
        let changeable = view.may(RosterPermission::SetCompliance);
        let Some(row) = row else {
            let (note, changed_at, changed_by) = (String::new(), None, None);
            return Ok(Shown { status, note, changed_at, changed_by, version: 0, changeable });
        };
        let by = row.changed_by.map(|by| members::names(view.tx, account, &[by])).transpose()?;
        Ok(Shown {
            status,
            note: row.note,
            changed_at: Some(timestamp(row.changed_at)?),
            changed_by: by.and_then(|named| named.into_iter().next()),
            version: row.version,
            changeable,
        })
    })
    .await
}
