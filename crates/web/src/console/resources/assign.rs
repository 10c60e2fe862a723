//! Giving a project role that only one can have to another, at once (C10): "Assign as owner".

use super::{OfKind, members};
use crate::{
    console::{
        PageError,
        sent::{Named, Pairs, Sent},
        visit::InAccount,
    },
    ui::{Notice, Tone},
};
use axum::response::Response;
use maud::html;
use roster_app::{
    Failure,
    access::given_there::given_there,
    members::set_access::{AccessEdit, set_access},
};
use roster_domain::{
    grant::Window,
    id::{MemberId, ResourceId},
    model::{Kind, ProjectRole},
    permission::RosterPermission,
    refusal::Refusal,
};

/// Gives it. What is refused is told above the list.
pub(crate) async fn submit(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    assign(&at, &of, resource, member, sent.get("role")).await
}

pub(super) async fn assign(
    at: &InAccount,
    of: &OfKind,
    resource: ResourceId,
    member: MemberId,
    role: &str,
) -> Result<Response, PageError> {
    let (ix, kind) = at.kind(of)?;
    let seen = at.resource(kind, resource).await?;
    at.must_on(&seen, RosterPermission::ChangeAccess)?;
    let declared = at.handed_over(kind).find(|declared| declared.id == *role).ok_or(Refusal::NotFound)?;
    let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
    let them = given_there(app, caller, account, resource, member, RosterPermission::ReadMembers).await?;
    let edit = AccessEdit::role(resource, Some(role.to_owned()), Window::ALWAYS);
    match set_access(app, caller, account, member, vec![edit]).await {
        Ok(_) => {
            let names = [
                ("name", them.called().into()),
                ("role", declared.label.get(at.tag()).into()),
                ("resource", seen.row.name.as_str().into()),
            ];
            let said = at.visit.t.with("who-assigned", &names);
            Ok(at.visit.go(&at.of_members(kind, resource, ""), &said))
        }
        Err(Failure::Refused(refusal @ (Refusal::NotFound | Refusal::Forbidden { .. }))) => Err(refusal.into()),
        Err(Failure::Refused(refusal)) => {
            let told = at.visit.t.with("who-not-assigned", &[("name", them.called().into())]);
            let notice = html! { (Notice::new(Tone::Danger, html! { (at.refusal(&refusal)) }).title(told)) };
            members::page(at, (ix, kind), resource, &Pairs::default(), crate::refusal::status(&refusal), notice).await
        }
        Err(failure) => Err(failure.into()),
    }
}

impl InAccount {
    /// The roles on this kind that only one can have: they are handed over, not given and taken away.
    pub(super) fn handed_over(&self, kind: &Kind) -> impl Iterator<Item = &ProjectRole> {
        let roles: Vec<&ProjectRole> = kind.project_roles.iter().map(|role| &self.here.model[*role]).collect();
        roles.into_iter().filter(|role| role.single)
    }

    /// The words on the button for it.
    pub(super) fn assign_label(&self, role: &ProjectRole) -> String {
        let otherwise = || self.visit.t.with("who-assign", &[("role", role.label.get(self.tag()).into())]);
        role.assign.as_ref().map_or_else(otherwise, |label| label.get(self.tag()).to_owned())
    }
}
