//! A set of permissions: a bit for each, without allocation up to 256 of them.

use super::PermissionIx;
use smallvec::SmallVec;
use std::sync::LazyLock;

const BITS: usize = u64::BITS as usize;

/// A set of permissions of one compiled model.
///
/// There are never zero words at the end, so that equal sets are equal in memory.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct PermissionSet(SmallVec<[u64; 4]>);

static EMPTY: LazyLock<PermissionSet> = LazyLock::new(PermissionSet::new);

impl PermissionSet {
    /// The empty set, where a reference to one is needed.
    pub fn empty() -> &'static PermissionSet {
        &EMPTY
    }

    /// The empty set.
    pub fn new() -> PermissionSet {
        PermissionSet::default()
    }

    /// Adds one; whether it was new.
    pub fn insert(&mut self, permission: PermissionIx) -> bool {
        let (word, bit) = (permission.index() / BITS, 1 << (permission.index() % BITS));
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        let new = self.0[word] & bit == 0;
        self.0[word] |= bit;
        new
    }

    /// Takes one away.
    pub fn remove(&mut self, permission: PermissionIx) {
        if let Some(word) = self.0.get_mut(permission.index() / BITS) {
            *word &= !(1 << (permission.index() % BITS));
            self.trim();
        }
    }

    /// Whether it is in the set.
    pub fn contains(&self, permission: impl Into<PermissionIx>) -> bool {
        let place = permission.into().index();
        self.0.get(place / BITS).is_some_and(|word| word & (1 << (place % BITS)) != 0)
    }

    /// Whether nothing is in the set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many are in the set.
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Adds all of `other`.
    pub fn unite(&mut self, other: &PermissionSet) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, theirs) in self.0.iter_mut().zip(&other.0) {
            *word |= theirs;
        }
    }

    /// Keeps only what is also in `other`.
    pub fn intersect(&mut self, other: &PermissionSet) {
        self.0.truncate(other.0.len());
        for (word, theirs) in self.0.iter_mut().zip(&other.0) {
            *word &= theirs;
        }
        self.trim();
    }

    /// Takes away all of `other`.
    pub fn subtract(&mut self, other: &PermissionSet) {
        for (word, theirs) in self.0.iter_mut().zip(&other.0) {
            *word &= !theirs;
        }
        self.trim();
    }

    /// What is in either.
    pub fn union(&self, other: &PermissionSet) -> PermissionSet {
        let mut set = self.clone();
        set.unite(other);
        set
    }

    /// What is in both.
    pub fn intersection(&self, other: &PermissionSet) -> PermissionSet {
        let mut set = self.clone();
        set.intersect(other);
        set
    }

    /// What is here and not in `other`.
    pub fn difference(&self, other: &PermissionSet) -> PermissionSet {
        let mut set = self.clone();
        set.subtract(other);
        set
    }

    /// Whether both have something in common.
    pub fn intersects(&self, other: &PermissionSet) -> bool {
        self.0.iter().zip(&other.0).any(|(word, theirs)| word & theirs != 0)
    }

    /// Whether all of it is in `other`.
    pub fn is_subset(&self, other: &PermissionSet) -> bool {
        self.0.len() <= other.0.len() && self.0.iter().zip(&other.0).all(|(word, theirs)| word & !theirs == 0)
    }

    /// Each one, in the order of their places.
    pub fn iter(&self) -> impl Iterator<Item = PermissionIx> + '_ {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let bits = (0..BITS).filter(move |bit| word & (1 << bit) != 0);
            bits.map(move |bit| PermissionIx::at(at * BITS + bit))
        })
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

impl FromIterator<PermissionIx> for PermissionSet {
    fn from_iter<I: IntoIterator<Item = PermissionIx>>(permissions: I) -> PermissionSet {
        let mut set = PermissionSet::new();
        set.extend(permissions);
        set
    }
}

impl Extend<PermissionIx> for PermissionSet {
    fn extend<I: IntoIterator<Item = PermissionIx>>(&mut self, permissions: I) {
        for permission in permissions {
            self.insert(permission);
        }
    }
}

impl std::fmt::Debug for PermissionSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter().map(PermissionIx::index)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::btree_set, prelude::*};
    use std::collections::BTreeSet;

    fn set(places: &BTreeSet<u16>) -> PermissionSet {
        places.iter().map(|place| PermissionIx(*place)).collect()
    }

    proptest! {
        #[test]
        fn it_does_what_a_set_of_numbers_does(a in btree_set(0u16..700, 0..20), b in btree_set(0u16..700, 0..20)) {
            let (x, y) = (set(&a), set(&b));
            prop_assert_eq!(x.union(&y), set(&a.union(&b).copied().collect()));
            prop_assert_eq!(x.intersection(&y), set(&a.intersection(&b).copied().collect()));
            prop_assert_eq!(x.difference(&y), set(&a.difference(&b).copied().collect()));
            prop_assert_eq!(x.intersects(&y), !a.is_disjoint(&b));
            prop_assert_eq!(x.is_subset(&y), a.is_subset(&b));
            prop_assert_eq!(x.is_empty(), a.is_empty());
            prop_assert_eq!(x.len(), a.len());
            prop_assert_eq!(x.iter().map(|place| place.0).collect::<BTreeSet<_>>(), a.clone());
            let mut fewer = x;
            for place in &b {
                fewer.remove(PermissionIx(*place));
            }
            prop_assert_eq!(fewer, set(&a.difference(&b).copied().collect()));
        }
    }
}
