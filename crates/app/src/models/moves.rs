//! What becomes of what a member holds: another thing takes the place of one that is gone, or what a former change moved comes back.

use super::target::Target;
use crate::{
    Failure, Outcome,
    held::Held,
    undo::image::{Access, Delta, Swap},
};
use roster_domain::{
    id::ResourceId,
    plan::{Fate, Settled, What},
};
use roster_store::{grants::MemberGrantRow, members::TimedRow};

/// What a member holds afterwards.
pub(super) struct After {
    pub(super) held: Held,
    /// What they hold once what was moved is back, before anything takes the place of what is gone; `None`: as before.
    pub(super) back: Option<Held>,
    /// What was moved and doesn't come back.
    pub(super) stays: Vec<Stays>,
}

/// Something that was moved and doesn't come back.
pub(super) struct Stays {
    pub(super) what: What,
    /// On which kind of resource; otherwise empty.
    pub(super) kind: String,
    /// The ids of what was held.
    pub(super) ids: Vec<String>,
    pub(super) resource: Option<ResourceId>,
    /// The resource is gone; otherwise something was changed since.
    pub(super) gone: bool,
}

impl Stays {
    fn of(delta: &Delta, gone: bool) -> Stays {
        let lost = |swap: &Swap<Vec<TimedRow>>| {
            let lost = swap.before.iter().filter(|was| !swap.after.iter().any(|is| is.id == was.id));
            lost.map(|was| was.id.clone()).collect()
        };
        let in_account = |what, ids| Stays { what, kind: String::new(), ids, resource: None, gone };
        match delta {
            Delta::Roles(swap) => in_account(What::Role, lost(swap)),
            Delta::Extras(swap) => in_account(What::Permission, lost(swap)),
            Delta::Custom(swap) => {
                let is = swap.after.as_deref().unwrap_or_default();
                let lost = swap.before.iter().flatten().filter(|id| !is.contains(id)).cloned().collect();
                in_account(What::Permission, lost)
            }
            Delta::Access { resource, name: kind, slot, swap } => {
                let ids = swap.before.iter().map(|access| access.value.clone()).collect();
                Stays { what: slot_of(slot), kind: kind.clone(), ids, resource: Some(*resource), gone }
            }
            // No model lets anybody in or out.
            Delta::Place(_) => in_account(What::Role, Vec::new()),
        }
    }
}

fn slot_of(slot: &str) -> What {
    match slot.split_once(':') {
        None => What::Level,
        Some(("role", _)) => What::ProjectRole,
        Some(_) => What::Permission,
    }
}

/// Something that the new model doesn't have, and that somebody holds.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Vanishes<'h> {
    pub(super) what: What,
    /// On which kind of resource; empty where that says nothing of it.
    pub(super) kind: &'h str,
    pub(super) id: &'h str,
    pub(super) resource: Option<ResourceId>,
}

/// All of it that disappears.
pub(super) fn vanishing<'h>(settled: &Settled, held: &'h Held) -> Vec<Vanishes<'h>> {
    let in_account = |what| move |id: &'h str| Vanishes { what, kind: "", id, resource: None };
    let roles = held.roles.iter().map(|role| role.id.as_str()).map(in_account(What::Role));
    let extras = held.extras.iter().map(|extra| extra.id.as_str());
    let custom = held.custom.iter().flatten().map(String::as_str);
    let permissions = extras.chain(custom).map(in_account(What::Permission));
    let grants = held.grants.iter().map(|grant| {
        let what = slot_of(&grant.slot);
        let kind = if what == What::Permission { "" } else { grant.kind.as_str() };
        Vanishes { what, kind, id: &grant.value, resource: Some(grant.resource) }
    });
    let all = roles.chain(permissions).chain(grants);
    all.filter(|one| settled.fate(one.what, one.kind, one.id) != Fate::Stays).collect()
}

/// What was moved for a member's sake.
pub(super) fn images(text: &str) -> Outcome<Vec<Delta>> {
    serde_json::from_str(text).map_err(|e| Failure::broken(format!("what a model moved: {e}")))
}

/// The resources that they are about.
pub(super) fn resources(images: &[Delta]) -> impl Iterator<Item = ResourceId> + '_ {
    images.iter().filter_map(|delta| match delta {
        Delta::Access { resource, .. } => Some(*resource),
        _ => None,
    })
}

/// What becomes of it; `images`: what is taken back of what was moved before, as far as its resources are `there`.
pub(super) fn after(target: &Target, held: &Held, images: &[Delta], there: impl Fn(ResourceId) -> bool) -> After {
    let (mut new, mut stays) = (held.clone(), Vec::new());
    for delta in images.iter().rev() {
        let gone = resources(std::slice::from_ref(delta)).any(|resource| !there(resource));
        if gone || !put_back(&mut new, held, delta) {
            stays.push(Stays::of(delta, gone));
        }
    }
    let back = (!images.is_empty()).then(|| new.clone());
    move_on(&target.settled, &mut new);
    After { held: new, back, stays }
}

/// What a member held before these were made, whatever became of it since.
pub(super) fn unwind(held: &mut Held, images: &[Delta]) {
    images.iter().rev().for_each(|delta| set_back(held, delta));
}

/// Whether it came back: only where nothing has changed it since.
fn put_back(new: &mut Held, held: &Held, delta: &Delta) -> bool {
    let as_it_was_left = match delta {
        Delta::Roles(swap) => held.roles == swap.after,
        Delta::Extras(swap) => held.extras == swap.after,
        Delta::Custom(swap) => held.custom == swap.after,
        Delta::Access { resource, slot, swap, .. } => {
            let here = |grant: &&MemberGrantRow| grant.resource == *resource && grant.slot == *slot;
            held.grants.iter().find(here).map(access) == swap.after
        }
        Delta::Place(_) => false,
    };
    if as_it_was_left {
        set_back(new, delta);
    }
    as_it_was_left
}

fn set_back(new: &mut Held, delta: &Delta) {
    match delta {
        Delta::Roles(swap) => new.roles.clone_from(&swap.before),
        Delta::Extras(swap) => new.extras.clone_from(&swap.before),
        Delta::Custom(swap) => new.custom.clone_from(&swap.before),
        Delta::Access { resource, name: kind, slot, swap } => {
            let here = |grant: &&MemberGrantRow| grant.resource == *resource && grant.slot == *slot;
            new.grants.retain(|grant| !here(&grant));
            new.grants.extend(swap.before.as_ref().map(|before| MemberGrantRow {
                resource: *resource,
                kind: kind.clone(),
                slot: slot.clone(),
                value: before.value.clone(),
                from_at: before.from_at,
                until_at: before.until_at,
            }));
        }
        Delta::Place(_) => {}
    }
}

fn access(grant: &MemberGrantRow) -> Access {
    Access { value: grant.value.clone(), from_at: grant.from_at, until_at: grant.until_at }
}

/// Who has both, keeps the one that they have.
fn move_on(settled: &Settled, held: &mut Held) {
    timed(settled, What::Role, &mut held.roles);
    timed(settled, What::Permission, &mut held.extras);
    let gone = |id: &String| fate(settled, What::Permission, "", id) != Some(id.as_str());
    if let Some(custom) = held.custom.as_mut().filter(|custom| custom.iter().any(gone)) {
        let mut kept: Vec<String> =
            custom.iter().filter_map(|id| fate(settled, What::Permission, "", id)).map(str::to_owned).collect();
        kept.sort_unstable();
        kept.dedup();
        *custom = kept;
    }
    let moves = |grant: &MemberGrantRow| moved(settled, grant) != Some((grant.slot.clone(), grant.value.clone()));
    if !held.grants.iter().any(moves) {
        return;
    }
    let (going, mut staying): (Vec<_>, Vec<_>) = std::mem::take(&mut held.grants).into_iter().partition(moves);
    for mut grant in going {
        let Some((slot, value)) = moved(settled, &grant) else { continue };
        let taken = |other: &MemberGrantRow| other.resource == grant.resource && other.slot == slot;
        if !staying.iter().any(taken) {
            (grant.slot, grant.value) = (slot, value);
            staying.push(grant);
        }
    }
    held.grants = staying;
}

fn timed(settled: &Settled, what: What, all: &mut Vec<TimedRow>) {
    let moves = |row: &TimedRow| fate(settled, what, "", &row.id) != Some(row.id.as_str());
    if !all.iter().any(moves) {
        return;
    }
    let (going, mut staying): (Vec<_>, Vec<_>) = std::mem::take(all).into_iter().partition(moves);
    for row in going {
        let Some(to) = fate(settled, what, "", &row.id) else { continue };
        if !staying.iter().any(|other| other.id == to) {
            staying.push(TimedRow { id: to.to_owned(), ..row });
        }
    }
    staying.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    *all = staying;
}

/// Slot and value afterwards; `None`: it is taken away.
fn moved(settled: &Settled, grant: &MemberGrantRow) -> Option<(String, String)> {
    let (what, prefix) = (slot_of(&grant.slot), grant.slot.split_once(':').map(|(prefix, _)| prefix));
    let kind = if what == What::Permission { "" } else { grant.kind.as_str() };
    let to = fate(settled, what, kind, &grant.value)?;
    let slot = prefix.map_or_else(|| grant.slot.clone(), |prefix| format!("{prefix}:{to}"));
    Some((slot, to.to_owned()))
}

fn fate<'a>(settled: &'a Settled, what: What, kind: &str, id: &'a str) -> Option<&'a str> {
    match settled.fate(what, kind, id) {
        Fate::Stays => Some(id),
        Fate::Becomes(to) => Some(to),
        Fate::Goes | Fate::Open => None,
    }
}

/// What took the place of what. The kind of a resource stands where the log has its name: nobody reads it there.
pub(super) fn deltas(was: &Held, is: &Held) -> Vec<Delta> {
    let mut deltas = Vec::new();
    if was.roles != is.roles {
        deltas.push(Delta::Roles(Swap { before: was.roles.clone(), after: is.roles.clone() }));
    }
    if was.extras != is.extras {
        deltas.push(Delta::Extras(Swap { before: was.extras.clone(), after: is.extras.clone() }));
    }
    if was.custom != is.custom {
        deltas.push(Delta::Custom(Swap { before: was.custom.clone(), after: is.custom.clone() }));
    }
    let mut places: Vec<(_, &str, &str)> = was
        .grants
        .iter()
        .chain(&is.grants)
        .map(|grant| (grant.resource, grant.slot.as_str(), grant.kind.as_str()))
        .collect();
    places.sort_unstable();
    places.dedup();
    for (resource, slot, kind) in places {
        let of =
            |held: &Held| held.grants.iter().find(|grant| grant.resource == resource && grant.slot == slot).map(access);
        let swap = Swap { before: of(was), after: of(is) };
        if swap.before != swap.after {
            deltas.push(Delta::Access { resource, name: kind.to_owned(), slot: slot.to_owned(), swap });
        }
    }
    deltas
}
