//! Lists of permissions: names looked up, `*` filled in, includes followed, and each checked against where it stands.

use super::{Builder, Name};
use crate::{
    permission::{PermissionIx, PermissionSet, RosterPermission},
    resource::KindIx,
};

/// Where a list of permissions is in force.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Where {
    /// In the whole account.
    Account,
    /// On resources of one kind.
    On(KindIx),
    /// On resources of one kind and on what lies under them.
    OnAndUnder(KindIx),
}

/// What a permission is named for: what to write instead depends on it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Whoever has the role, the level or the project role holds it.
    Gives,
    /// It can be given.
    CanBeGiven,
    /// It is asked for.
    Needs,
}

impl Builder<'_> {
    /// All that can be held at a place.
    pub(super) fn holdable(&self, place: Where) -> &PermissionSet {
        match place {
            Where::Account => &self.on_account,
            Where::On(kind) => &self.on_kind[kind.index()],
            Where::OnAndUnder(kind) => &self.on_and_under[kind.index()],
        }
    }

    /// Reads a list: the permissions named in it, `*` filled in, nothing included followed yet.
    pub(super) fn listed(&mut self, names: &[Name], place: Where) -> PermissionSet {
        let (mut set, star) = self.named(names, place, Use::CanBeGiven);
        if star {
            set.unite(&self.product(place));
        }
        set
    }

    /// Reads a list and adds all that is included, as far as it can be held there.
    pub(super) fn given(&mut self, names: &[Name], place: Where) -> PermissionSet {
        let (named, star) = self.named(names, place, Use::Gives);
        let mut set = self.closed(&named, place);
        if star {
            // The same for everyone who writes it here: found once.
            if !self.stars.contains_key(&place) {
                let all = self.closed(&self.product(place), place);
                self.stars.insert(place, all);
            }
            set.unite(&self.stars[&place]);
        }
        set
    }

    /// The permissions named in a list, and whether `*` is among them.
    fn named(&mut self, names: &[Name], place: Where, used: Use) -> (PermissionSet, bool) {
        let (mut set, mut star) = (PermissionSet::new(), false);
        for name in self.problems.once_each(names) {
            let id = name.get_ref().as_str();
            if id == "*" {
                star = true;
            } else if id.ends_with('*') {
                self.problems.add(
                    name.span(),
                    format!("{id:?} is no pattern that there is"),
                    "write \"*\" for all of the product's permissions; name each of Roster's own, no pattern matches them",
                );
            } else {
                set.extend(self.holdable_named(name, place, used));
            }
        }
        (set, star)
    }

    /// The product's permissions that can be held at a place: what `*` stands for.
    fn product(&self, place: Where) -> PermissionSet {
        self.holdable(place).iter().filter(|ix| RosterPermission::at(*ix).is_none()).collect()
    }

    /// These and all they include, as far as it can be held there.
    fn closed(&self, listed: &PermissionSet, place: Where) -> PermissionSet {
        let mut set = PermissionSet::new();
        listed.iter().for_each(|ix| set.unite(&self.permissions[ix.index()].includes));
        set.intersect(self.holdable(place));
        set
    }

    /// Looks up one permission that can be held at a place.
    pub(super) fn holdable_named(&mut self, name: &Name, place: Where, used: Use) -> Option<PermissionIx> {
        let ix = self.permission_named(name)?;
        if !self.holdable(place).contains(ix) && !self.problems.kinds_are_spoilt() {
            let (wrong, instead) = self.misplaced(ix, place, used);
            self.problems.add(name.span(), wrong, instead);
        }
        Some(ix)
    }

    /// Looks up one permission.
    pub(super) fn permission_named(&mut self, name: &Name) -> Option<PermissionIx> {
        self.problems.find("permission", name.get_ref(), name.span(), &self.permission_ids)
    }

    /// Why a permission can't stand in a place, and what to write instead.
    fn misplaced(&self, ix: PermissionIx, place: Where, used: Use) -> (String, String) {
        let permission = &self.permissions[ix.index()];
        let (id, kinds) = (&permission.id, self.kind_names(&permission.on));
        match place {
            Where::Account => {
                let instead = match used {
                    Use::Gives => {
                        format!("move it into on = [{{ kind = {kinds}, reach = \"all\", permissions = […] }}]")
                    }
                    Use::CanBeGiven => {
                        format!("take it out: it is given on a {kinds}, to anybody who is in the account")
                    }
                    Use::Needs => "name a permission that is held in the account".to_owned(),
                };
                (format!("{id:?} is held on a {kinds}, not in the account"), instead)
            }
            Where::On(kind) | Where::OnAndUnder(kind) => {
                let here = &self.kinds[kind.index()].id;
                let wrong = if permission.on.is_empty() {
                    format!("{id:?} is held in the account, not on a {here:?}")
                } else {
                    format!("{id:?} is held on a {kinds}, not on a {here:?}")
                };
                let instead = match (RosterPermission::at(ix).is_some(), used) {
                    (true, Use::Gives) => "move it into the role's permissions".to_owned(),
                    (true, Use::CanBeGiven) => "take it out here".to_owned(),
                    (true, Use::Needs) => format!("name a permission that is held on a {here:?}"),
                    (false, _) => format!("take it out here, or declare it with on = {here:?}"),
                };
                (wrong, instead)
            }
        }
    }

    fn kind_names(&self, kinds: &[KindIx]) -> String {
        crate::model::name::one_of(kinds.iter().map(|kind| &*self.kinds[kind.index()].id))
    }
}
