//! What a model gives by rules of its own, whoever has what today: what new things begin with, and what is needed to make, change
//! and delete them. Whoever changes such a rule holds what it gives (rule 12).

use super::pair::Pair;
use crate::{
    grant::GrantWhat,
    model::{Kind, Model},
    permission::{PermissionIx, PermissionSet},
    resource::KindIx,
};

/// What has to be held because a rule gives it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Demand {
    /// On every resource of this kind; `None`: in the account.
    pub kind: Option<String>,
    /// What, in the row of the [`Pair`].
    pub permissions: PermissionSet,
}

/// Everything that the new model's rules give and the old one's didn't.
pub fn demands(pair: &Pair) -> Vec<Demand> {
    let mut demands = Vec::new();
    let mut add = |kind: Option<&str>, permissions: PermissionSet| {
        if !permissions.is_empty() {
            demands.push(Demand { kind: kind.map(str::to_owned), permissions });
        }
    };
    for (ix, kind) in pair.new.kinds() {
        let Some(old_ix) = pair.old.kind(&kind.id) else { continue };
        let old = &pair.old[old_ix];
        let needs = |old: PermissionIx, new: PermissionIx| match pair.old[old].id == pair.new[new].id {
            true => PermissionSet::new(),
            false => PermissionSet::from_iter([old]),
        };
        let above = old.parent.map(|parent| pair.old[parent].id.as_str());
        add(above, needs(old.create_needs, kind.create_needs));
        add(Some(&kind.id), needs(old.edit_needs, kind.edit_needs));
        add(Some(&kind.id), needs(old.delete_needs, kind.delete_needs));
        for (before, after) in [
            (old.creator_becomes, kind.creator_becomes),
            (old.joins_as.filter(|_| !joins_more(pair, old, kind)), kind.joins_as),
        ] {
            for below in pair.kind_and_below(&kind.id) {
                let has = given(&pair.new, ix, after, &below);
                let had = given(&pair.old, old_ix, before, &below);
                add(Some(&below), pair.joined(&has).difference(&had));
            }
        }
    }
    if pair.new.membership().self_sign_up {
        sign_up(pair, &mut add);
    }
    demands
}

/// Whether holders of other roles than before join what is new.
fn joins_more(pair: &Pair, old: &Kind, new: &Kind) -> bool {
    let before: Vec<&str> = old.joins_new.iter().map(|role| pair.old[*role].id.as_str()).collect();
    new.joins_new.iter().any(|role| !before.contains(&pair.new[*role].id.as_str()))
}

/// What a grant that the model makes on a resource of kind `on` gives on those of another kind at or under it.
fn given(model: &Model, on: KindIx, what: Option<GrantWhat>, below: &str) -> PermissionSet {
    let (Some(what), Some(below)) = (what, model.kind(below)) else { return PermissionSet::new() };
    let all = match what {
        GrantWhat::Level(level) => model[on].level(level).map(|level| level.permissions.clone()),
        GrantWhat::Role(role) => Some(model[role].permissions.clone()),
        GrantWhat::Permission(permission) => Some(model[permission].includes.clone()),
    };
    all.unwrap_or_default().intersection(model.on_kind(below))
}

/// Whoever signs themself up gets the default role.
fn sign_up(pair: &Pair, add: &mut impl FnMut(Option<&str>, PermissionSet)) {
    let (was, is) = (pair.old.membership(), pair.new.membership());
    let (old, new) = (&pair.old[was.default_role], &pair.new[is.default_role]);
    let before = |set: &PermissionSet| if was.self_sign_up { set.clone() } else { PermissionSet::new() };
    add(None, pair.joined(&new.permissions).difference(&before(&old.permissions)));
    for (ix, kind) in pair.new.kinds() {
        let had = pair.old.kind(&kind.id).map(|kind| before(old.on_all(kind))).unwrap_or_default();
        add(Some(&kind.id), pair.joined(new.on_all(ix)).difference(&had));
    }
}
