//! How an offer of a role stands: for the two whom it concerns.

use super::state_at;
use crate::{App, Caller, Failure, Outcome, standing::Need, view::View};
use roster_domain::{
    access,
    id::{AccountId, MemberId, TransferId},
    refusal::Refusal,
    role::RoleIx,
};
use roster_store::{
    members,
    transfers::{self, TransferRow},
};
use std::collections::HashMap;

/// An offer of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Its id.
    pub transfer: TransferId,
    /// Who holds the role.
    pub from: MemberId,
    /// What they are called.
    pub from_name: String,
    /// Who shall get it.
    pub to: MemberId,
    /// What they are called.
    pub to_name: String,
    /// The role's id.
    pub role: String,
    /// The id of what the holder becomes, as the model says now.
    pub becomes: String,
    /// `open`, `accepted`, `declined`, `withdrawn`, `expired`, or `lapsed`: one of the two is out, or the holder has the role no more.
    pub state: &'static str,
    /// When it was offered, in milliseconds since 1970.
    pub created_at: i64,
    /// Until when it can be accepted.
    pub expires_at: i64,
    /// The caller is who can accept it.
    pub mine_to_accept: bool,
}

/// What the caller could hand over, and what they would become: the ids of both roles; nothing where they hold no such role.
pub async fn mine(app: &App, caller: &Caller, account: AccountId) -> Outcome<Option<(String, String)>> {
    app.view(caller, account, Need::Member, move |view| {
        let model = view.standing.model.clone();
        let role = view.standing.record().and_then(|me| access::hands_over(&model, me, view.standing.now));
        let id = |role: RoleIx| model[role].id.to_string();
        Ok(role.and_then(|role| Some((id(role), id(next(view, role)?)))))
    })
    .await
}

fn next(view: &View<'_, '_>, role: RoleIx) -> Option<RoleIx> {
    access::steps_down_to(&view.standing.model, role).next()
}

/// The open offers that concern the caller.
pub async fn list(app: &App, caller: &Caller, account: AccountId) -> Outcome<Vec<Transfer>> {
    app.view(caller, account, Need::Member, move |view| {
        let me = view.standing.as_member()?;
        let now = view.at();
        let rows = transfers::open_of_member(view.tx, account, me)?;
        told(view, rows.into_iter().filter(|row| state_at(row, now) == "open").collect())
    })
    .await
}

/// One offer, for the two whom it concerns.
pub async fn show(app: &App, caller: &Caller, account: AccountId, transfer: TransferId) -> Outcome<Transfer> {
    app.view(caller, account, Need::Member, move |view| {
        let row = transfers::by_id(view.tx, account, transfer)?.ok_or(Refusal::NotFound)?;
        let me = view.standing.member();
        if me != Some(row.from) && me != Some(row.to) {
            return Err(Refusal::NotFound.into());
        }
        Ok(told(view, vec![row])?.pop().ok_or(Refusal::NotFound)?)
    })
    .await
}

fn told(view: &mut View<'_, '_>, rows: Vec<TransferRow>) -> Outcome<Vec<Transfer>> {
    let (account, now, me) = (view.account(), view.at(), view.standing.member());
    let mut ids: Vec<MemberId> = rows.iter().flat_map(|row| [row.from, row.to]).collect();
    ids.sort_unstable();
    ids.dedup();
    let both = members::by_ids(view.tx, account, &ids)?;
    let mut holders = HashMap::new();
    for row in both.iter().filter(|row| rows.iter().any(|offer| offer.from == row.member)) {
        let record = view.standing.record_of(view.tx, row)?;
        holders.insert(row.member, access::hands_over(&view.standing.model, &record, view.standing.now));
    }
    let name = |member: MemberId| {
        let row = both.iter().find(|row| row.member == member);
        row.map(|row| crate::members::called(row).to_owned())
            .ok_or_else(|| Failure::broken("a transfer without its members"))
    };
    let model = &view.standing.model;
    rows.into_iter()
        .map(|row| {
            let role = model.role(&row.role);
            let held = role.is_some() && holders.get(&row.from).copied().flatten() == role;
            let becomes = role.and_then(|role| next(view, role));
            Ok(Transfer {
                from_name: name(row.from)?,
                to_name: name(row.to)?,
                becomes: becomes.map(|role| model[role].id.to_string()).unwrap_or_default(),
                state: match state_at(&row, now) {
                    "open" if !held => "lapsed",
                    state => state,
                },
                mine_to_accept: me == Some(row.to),
                transfer: row.transfer,
                from: row.from,
                to: row.to,
                role: row.role,
                created_at: row.created_at,
                expires_at: row.expires_at,
            })
        })
        .collect()
}
