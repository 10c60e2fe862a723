//! When others acted as a member: they themself can read it, and whoever reads the audit log.

use crate::{App, Caller, Outcome, standing::Need};
use roster_domain::{
    id::{AccountId, ActingId, MemberId},
    permission::RosterPermission,
    refusal::Refusal,
};
use roster_store::{acting, members};
use std::collections::HashMap;

/// How many are shown; the audit log has all of them.
const NEWEST: i64 = 20;

/// A time in which somebody acted as a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActedAs {
    /// Its id.
    pub acting: ActingId,
    /// Who acted.
    pub actor: MemberId,
    /// What they are called, or else their address.
    pub actor_name: String,
    /// Why, in their words.
    pub reason: String,
    /// In milliseconds since 1970.
    pub started_at: i64,
    /// When it ended; `None`: it goes on.
    pub ended_at: Option<i64>,
}

/// The newest times in which others acted as a member.
pub async fn list(app: &App, caller: &Caller, account: AccountId, member: MemberId) -> Outcome<Vec<ActedAs>> {
    app.view(caller, account, Need::Member, move |view| {
        if view.standing.member() != Some(member) {
            view.standing.require(RosterPermission::ReadAudit)?;
            members::by_id(view.tx, account, member)?.ok_or(Refusal::NotFound)?;
        }
        let (rows, now) = (acting::of_member(view.tx, account, member, NEWEST)?, view.at());
        let mut actors: Vec<MemberId> = rows.iter().map(|row| row.actor).collect();
        actors.sort_unstable();
        actors.dedup();
        let names = members::by_ids(view.tx, account, &actors)?;
        let names: HashMap<MemberId, String> =
            names.into_iter().map(|row| (row.member, if row.name.is_empty() { row.email } else { row.name })).collect();
        let told = rows.into_iter().map(|row| ActedAs {
            acting: row.acting,
            actor: row.actor,
            actor_name: names.get(&row.actor).cloned().unwrap_or_default(),
            reason: row.reason,
            started_at: row.started_at,
            // What nobody ended is over all the same.
            ended_at: row.ended_at.or((row.expires_at <= now).then_some(row.expires_at)),
        });
        Ok(told.collect())
    })
    .await
}
