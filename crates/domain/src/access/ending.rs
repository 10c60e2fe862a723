//! What comes after access with an end: a lower level that ends gives way to what lies above it.

use crate::{grant::LevelIx, model::Model, permission::PermissionSet, resource::KindIx};

/// Whether somebody has more on a resource of this kind, or on what may lie under it, once the level `ending` on it is over and
/// `above`, which is granted farther up, decides instead (rule 6).
pub fn ending_raises(model: &Model, kind: KindIx, ending: LevelIx, above: LevelIx) -> bool {
    let gives = |level: LevelIx| {
        let declared = model.get_kind(kind).and_then(|kind| kind.level(level));
        let set = declared.map(|level| level.permissions.clone()).unwrap_or_default();
        let mut here = PermissionSet::new();
        model.kind_and_below(kind).into_iter().for_each(|below| here.unite(&set.intersection(model.on_kind(below))));
        here
    };
    !gives(above).difference(&gives(ending)).is_empty()
}
