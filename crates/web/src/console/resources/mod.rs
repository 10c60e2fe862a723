//! The resources of one kind: what one may see of them, and what one may do.

pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod list;
pub(crate) mod relocate;
pub(crate) mod rename;

use crate::console::{PageError, sent::Named, sent::PathId, visit::InAccount};
use roster_app::resources::list::VisibleResource;
use roster_domain::{model::Kind, permission::PermissionIx, refusal::Refusal, resource::KindIx};
use std::{convert::Infallible, str::FromStr};

/// The kind that the path names, which the model may know or not.
pub(crate) struct KindName(String);

impl FromStr for KindName {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(KindName(text.to_owned()))
    }
}

impl PathId for KindName {
    const NAME: &'static str = "kind";
}

/// The kind in the path, as the account's model has it.
pub(crate) type OfKind = Named<KindName>;

impl InAccount {
    /// The kind, or a page that is not there.
    fn kind(&self, Named(KindName(name)): &OfKind) -> Result<(KindIx, &Kind), PageError> {
        let model = &self.here.model;
        let kind = model.kind(name).ok_or(Refusal::NotFound)?;
        Ok((kind, &model[kind]))
    }

    /// The path of the pages of a kind.
    fn of_kind(&self, kind: &Kind, rest: &str) -> String {
        self.path(&format!("/resources/{}{rest}", kind.id))
    }

    /// Whether the caller holds this on a resource they see.
    fn may_on(&self, resource: &VisibleResource, permission: PermissionIx) -> bool {
        let id = &self.here.model[permission].id;
        resource.permissions.iter().any(|held| *id == **held)
    }
}
