//! What another model makes of API keys.

use super::{
    report::{KeyLoss, Place},
    rights::Rights,
    target::Target,
    walk::{CHUNK, One, Walk},
};
use crate::{Failure, Outcome, standing::read_bounds};
use roster_domain::{
    access,
    id::{Id, KeyId, MemberId},
    permission::PermissionSet,
    plan::Sides,
};
use roster_store::{ReadTx, api_keys, db::millis, members};
use std::collections::{BTreeSet, HashMap};

/// Keys that are good and can do less afterwards: what is written on them means less, or whose they are loses it in the account. What a
/// key of the account gains is asked of whoever gives it, as of a member.
pub(super) fn losses(
    tx: &mut ReadTx<'_>,
    target: &Target,
    walk: &mut Walk<'_>,
    rights: &mut Rights<'_>,
) -> Outcome<Vec<KeyLoss>> {
    let (account, now, pair) = (walk.account(), millis(walk.now()), &target.pair);
    let mut found = Vec::new();
    let mut after = KeyId::from_uuid(uuid::Uuid::nil());
    loop {
        let rows = api_keys::page(tx, account, None, after, CHUNK)?;
        let Some(last) = rows.last() else { return Ok(found) };
        after = last.key;
        let alive =
            |row: &&api_keys::KeyRow| row.revoked_at.is_none() && row.expires_at.is_none_or(|until| until > now);
        let rows: Vec<api_keys::KeyRow> = rows.iter().filter(alive).cloned().collect();
        let of: BTreeSet<MemberId> = rows.iter().filter(|row| row.bounds.is_none()).map(|row| row.member).collect();
        let holders = members::by_ids(tx, account, &of.into_iter().collect::<Vec<_>>())?;
        let holders: HashMap<MemberId, One> =
            walk.these(tx, holders)?.into_iter().map(|one| (one.row.member, one)).collect();
        for row in rows {
            let (label, of_account) = (row.label.clone(), row.bounds.is_some());
            if let Some(bounds) = &row.bounds {
                let lost = account_key(target, walk, rights, row.key, bounds)?;
                if !lost.is_empty() {
                    let lost = pair.ids(&lost);
                    found.push(KeyLoss { key: row.key, label, member: row.member, of_account, lost });
                }
                continue;
            }
            let ids: Vec<String> = serde_json::from_str(&row.permissions)
                .map_err(|e| Failure::broken(format!("an API key's permissions: {e}")))?;
            let before = pair.old.closed(ids.iter().filter_map(|id| pair.old.permission(id)));
            let is = pair.joined(&pair.new.closed(ids.iter().filter_map(|id| pair.new.permission(id))));
            let mut lost = before.difference(&is);
            if let Some(one) = holders.get(&row.member) {
                let by_holder: PermissionSet =
                    one.base.account.shifts.iter().flat_map(|shift| shift.lost.iter()).collect();
                lost.unite(&by_holder.intersection(&before));
            }
            if !lost.is_empty() {
                found.push(KeyLoss { key: row.key, label, member: row.member, of_account, lost: pair.ids(&lost) });
            }
        }
    }
}

/// What a key of the account loses: what the new model doesn't have, or not there, and what it could do to members if the roles whose
/// rank it has are gone. What was fixed when it was made is never more by another model; but over members it may more where these roles
/// stand higher, or act on others.
fn account_key(
    target: &Target,
    walk: &Walk<'_>,
    rights: &mut Rights<'_>,
    key: KeyId,
    bounds: &str,
) -> Outcome<PermissionSet> {
    let pair = &target.pair;
    let record = |model| {
        let bounds = read_bounds(model, bounds)?;
        Ok::<_, Failure>(access::key_record(model, key, &bounds, PermissionSet::new()))
    };
    let (before, after) = (record(&pair.old)?, record(&pair.new)?);
    let sides = Sides { before: &before, after: &after, now: walk.now() };
    let everywhere = target.kinds().into_iter().map(|kind| {
        let moved = pair.everywhere(&sides, &kind);
        (Place::Everywhere { kind }, moved)
    });
    let over = pair.old.roles().map(|(ix, role)| {
        let place = Place::Over { role: role.id.to_string() };
        (place, pair.over(&sides, ix, target.role_after(role)))
    });
    let mut lost = PermissionSet::new();
    for (place, moved) in std::iter::once((Place::Account, pair.in_account(&sides))).chain(everywhere).chain(over) {
        rights.check_key(place, &moved);
        moved.shifts.iter().for_each(|shift| lost.unite(&shift.lost));
    }
    Ok(lost)
}
