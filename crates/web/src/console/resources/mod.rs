//! The resources of one kind: what one may see of them, and what one may do.

pub(crate) mod assign;
pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod edit;
mod gift;
pub(crate) mod give;
mod give_form;
pub(crate) mod list;
pub(crate) mod members;
pub(crate) mod owner;
pub(crate) mod relocate;
pub(crate) mod rename;
pub(crate) mod take;

use crate::console::{PageError, sent::Named, sent::PathId, visit::InAccount};
use roster_app::resources::list::VisibleResource;
use roster_domain::{
    id::ResourceId,
    model::Kind,
    permission::{PermissionIx, RosterPermission},
    refusal::Refusal,
    resource::KindIx,
};
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
    pub(super) fn kind(&self, Named(KindName(name)): &OfKind) -> Result<(KindIx, &Kind), PageError> {
        let model = &self.here.model;
        let kind = model.kind(name).ok_or(Refusal::NotFound)?;
        Ok((kind, &model[kind]))
    }

    /// The path of the pages of a kind.
    pub(crate) fn of_kind(&self, kind: &Kind, rest: &str) -> String {
        self.path(&format!("/resources/{}{rest}", kind.id))
    }

    /// A resource of this kind, if the caller sees it.
    async fn resource(&self, kind: &Kind, resource: ResourceId) -> Result<VisibleResource, PageError> {
        let (app, caller, account) = (&self.visit.web.app, &self.visit.caller, self.here.account);
        let seen = roster_app::resources::list::show(app, caller, account, resource).await?;
        if *seen.row.kind == *kind.id.as_str() { Ok(seen) } else { Err(Refusal::NotFound.into()) }
    }

    /// Whether the caller holds one of Roster's own permissions in the account, or there.
    fn may_here_or_on(&self, resource: &VisibleResource, permission: RosterPermission) -> bool {
        self.here.may(permission) || self.may_on(resource, permission.ix())
    }

    /// Refuses who doesn't.
    fn must_on(&self, resource: &VisibleResource, permission: RosterPermission) -> Result<(), PageError> {
        if self.may_here_or_on(resource, permission) {
            return Ok(());
        }
        Err(Refusal::Forbidden { permission: permission.id().to_owned() }.into())
    }

    /// Whether the caller holds this on a resource they see: there, or in the account if it is one of Roster's own.
    fn may_on(&self, resource: &VisibleResource, permission: PermissionIx) -> bool {
        let id = &self.here.model[permission].id;
        let in_account = RosterPermission::at(permission).is_some() && self.here.permissions.contains(permission);
        in_account || resource.permissions.iter().any(|held| *id == **held)
    }
}
