//! Applying a plan, in one transaction, if nothing that it rests on was changed since; and taking the last one back.

use super::{Aim, Proposal, mails, moves, need, plan::work_out, target::Target};
use crate::{
    Actor, App, Caller, Done, Failure, Outcome,
    held::Held,
    members::gifts,
    scope::{Letter, Scope},
    undo::image::{Delta, Swap},
};
use roster_domain::{
    event::{Change, Event, EventKind, Target as Of},
    id::{AccountId, MemberId},
    plan::{Fate, What},
    refusal::Refusal,
};
use roster_store::{
    accounts,
    grants::{self, GrantRow},
    members::{self, MemberRow},
    models,
};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, sync::Arc};

/// As many members are written at a time, and as many at most together with what others change.
const CHUNK: usize = 500;

/// What was applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The version of the account's model that it is now.
    pub version: i64,
    /// How many members hold something else since.
    pub moved: u64,
    /// How many things didn't come back, because they were changed since or are gone.
    pub not_restored: u64,
}

/// Applies what `plan`, the id of a plan, says of this proposal. Needs `roster.manage_model` and all that anyone gains by it.
pub async fn apply(
    app: &App,
    caller: &Caller,
    account: AccountId,
    proposal: Proposal,
    plan: String,
) -> Outcome<Done<Applied>> {
    let operator = matches!(caller.actor, Actor::Operator);
    let (asked, wanted) = (proposal.clone(), plan.clone());
    // What takes long is done before anybody is kept waiting: the plan's id stands for all of it.
    let (moving, not_restored) = app
        .long_view(caller, account, need(caller), move |view| {
            let (found, moving) = work_out(view, &asked, None)?;
            if found.id != wanted {
                return Err(Refusal::PlanStale.into());
            }
            found.obstacle(operator).map_or(Ok(()), Err)?;
            Ok((moving, found.not_restored))
        })
        .await?;
    let much = moving.len() > CHUNK;
    let write = move |scope: &mut Scope<'_, '_>| {
        let head = accounts::head(scope.tx, account)?.ok_or(Refusal::NotFound)?;
        let target = Target::find(scope.tx, scope.parts, &scope.standing, &head, &proposal)?;
        if target.id != plan {
            return Err(Refusal::PlanStale.into());
        }
        target.fits()?;
        let version = target.version + 1;
        if target.pair.new.hash() == target.pair.old.hash() {
            return Ok(scope.nothing(Applied { version: target.version, moved: 0, not_restored: 0 }));
        }
        let (hash, at, by) = (target.pair.new.hash(), scope.at(), scope.standing.member());
        models::put_text(scope.tx, &hash, &target.text, at)?;
        let choices = serde_json::to_string(&proposal.choices).map_err(|e| Failure::broken(e.to_string()))?;
        models::pin(scope.tx, account, version, &hash, &choices, at, by)?;
        for chunk in moving.chunks(CHUNK) {
            write_moves(scope, &target, version, chunk)?;
        }
        models::forget_moves(scope.tx, account, version)?;
        mails::ask(scope, &target)?;
        let event = event(scope, &target, version, moving.len(), not_restored);
        // From here on the new model holds: also for the question whether somebody still keeps the account.
        scope.standing.model = Arc::clone(&target.pair.new);
        Ok(scope.commit(Applied { version, moved: moving.len() as u64, not_restored }, event))
    };
    if much {
        app.change_much(caller, account, need(caller), write).await
    } else {
        app.change(caller, account, need(caller), write).await
    }
}

/// Writes what these members hold afterwards, and keeps what they held.
fn write_moves(scope: &mut Scope<'_, '_>, target: &Target, version: i64, ids: &[MemberId]) -> Outcome<()> {
    let account = scope.account();
    let rows = members::by_ids(scope.tx, account, ids)?;
    let mut held = Held::of_rows(scope.tx, account, &rows)?;
    let mut images: HashMap<MemberId, Vec<Delta>> = HashMap::new();
    if let Some(restore) = target.restore {
        for (member, text) in models::moves_of(scope.tx, account, restore, ids)? {
            images.insert(member, moves::images(&text)?);
        }
    }
    let on: Vec<_> = images.values().flat_map(|images| moves::resources(images)).collect();
    let there = scope.standing.chains(scope.tx, &on)?;
    let (mut given, mut moved) = (Vec::new(), Vec::new());
    for row in rows {
        let was = held.remove(&row.member).unwrap_or_default();
        let images = images.remove(&row.member).unwrap_or_default();
        let is = moves::after(target, &was, &images, |resource| there.contains_key(&resource)).held;
        let deltas = moves::deltas(&was, &is);
        for delta in &deltas {
            given.extend(write(scope, &row, delta)?);
        }
        moved.push((row.member, serde_json::to_string(&deltas).map_err(|e| Failure::broken(e.to_string()))?));
        tell(scope, target, &row, [&was, &is])?;
    }
    grants::put_many(scope.tx, account, &given)?;
    models::put_moves(scope.tx, account, version, &moved)?;
    Ok(members::touch_all(scope.tx, account, ids)?)
}

/// Writes it, but for a grant that is given: all of them are written together.
fn write(scope: &mut Scope<'_, '_>, row: &MemberRow, delta: &Delta) -> Outcome<Option<GrantRow>> {
    let (account, member) = (scope.account(), row.member);
    match delta {
        Delta::Roles(Swap { after, .. }) => members::set_roles(scope.tx, account, member, after)?,
        Delta::Extras(Swap { after, .. }) => members::set_extras(scope.tx, account, member, after)?,
        Delta::Custom(Swap { after, .. }) => members::set_mask(scope.tx, account, member, after.as_deref())?,
        Delta::Access { resource, slot, swap, .. } => match swap.after.clone() {
            None => grants::remove(scope.tx, account, member, *resource, slot)?,
            Some(access) => {
                let grant = GrantRow::level(member, *resource, access.value, scope.standing.member(), scope.at());
                let (from_at, until_at) = (access.from_at, access.until_at);
                return Ok(Some(GrantRow { slot: slot.clone(), from_at, until_at, by_model: false, ..grant }));
            }
        },
        Delta::Place(_) => {}
    }
    Ok(None)
}

/// Tells whoever has another role now, as after any change of roles; where what rights move is mailed, that is the one mail about it.
fn tell(scope: &mut Scope<'_, '_>, target: &Target, row: &MemberRow, held: [&Held; 2]) -> Outcome<()> {
    let told_later = mails::wanted(&target.pair.old, &target.pair.new);
    if told_later || row.status != "active" || scope.standing.member() == Some(row.member) {
        return Ok(());
    }
    let Some(kind) = mails::role_changed(scope, target, row, held, Some(scope.standing.my_name())) else {
        return Ok(());
    };
    let language = gifts::language_of(row);
    scope.mail(&Letter { kind: &kind, to: &row.email, name: &row.name, language, link: None })
}

fn event(scope: &Scope<'_, '_>, target: &Target, version: i64, moved: usize, not_restored: u64) -> Event {
    let mut changes = vec![
        Change::new("model_version", Some(target.version.to_string()), Some(version.to_string())),
        Change::new("model_plan", None, Some(target.id.clone())),
    ];
    if moved > 0 {
        changes.push(Change::new("members_moved", None, Some(moved.to_string())));
    }
    if not_restored > 0 {
        changes.push(Change::new("not_restored", None, Some(not_restored.to_string())));
    }
    if target.restore.is_some() {
        changes.push(Change::new("undoes", None, Some(target.version.to_string())));
    }
    for vanished in target.settled.all().filter(|vanished| vanished.what == What::Role) {
        let to = match target.settled.fate(vanished.what, "", &vanished.id) {
            Fate::Becomes(to) => Some(to.to_owned()),
            _ => None,
        };
        changes.push(Change::new("role", Some(vanished.id.clone()), to));
    }
    let name = scope.standing.account.name.clone();
    Event::new(EventKind::ModelApplied, Of::Account, name).changes(changes)
}

/// The proposal that takes the last one back.
pub fn back(choices: super::Choices) -> Proposal {
    Proposal { aim: Aim::Back, choices }
}
