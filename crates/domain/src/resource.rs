//! Resources: what access is given to. Their kinds are declared in the model; they form trees.

use crate::{
    id::{MemberId, ResourceId},
    model::name::{names, places},
};

names! {
    /// The id of a kind of resource (`project`), as the model declares it.
    KindId;
}

places! {
    /// A kind of resource of a compiled model.
    KindIx;
}

/// One resource on the way up.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ChainLink {
    /// Which.
    pub resource: ResourceId,
    /// What kind it is of.
    pub kind: KindIx,
    /// The member it belongs to, if to any (for the reach `own`).
    pub owner: Option<MemberId>,
}

/// A resource and its ancestors: the resource itself comes first, the root last. The empty chain is no resource, and nobody
/// has anything there.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Chain {
    /// From the resource up to the root.
    pub links: Vec<ChainLink>,
}

impl Chain {
    /// The resource the chain begins at.
    pub fn resource(&self) -> Option<ResourceId> {
        self.links.first().map(|link| link.resource)
    }

    /// The kind of the resource the chain begins at.
    pub fn kind(&self) -> Option<KindIx> {
        self.links.first().map(|link| link.kind)
    }
}
