//! Taking access away on the resource on which it was given (F23).

use super::OfKind;
use crate::{
    console::{
        PageError,
        sent::{Named, Sent},
        visit::InAccount,
    },
    ui::{Confirm, Notice, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::html;
use roster_app::{
    Failure,
    access::given_there::{GivenThere, GrantOnRow, given_there},
    members::{
        set_access::{AccessEdit, set_access},
        show::LEVEL,
    },
    resources::list::VisibleResource,
};
use roster_domain::{
    grant::Window,
    id::{MemberId, ResourceId},
    model::Kind,
    permission::RosterPermission,
    refusal::Refusal,
};

/// The question.
pub(crate) async fn show(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Named(member): Named<MemberId>,
) -> Result<Response, PageError> {
    Ok(Taken::load(&at, &of, resource, member).await?.question(StatusCode::OK, None))
}

/// Takes away.
pub(crate) async fn submit(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let taken = Taken::load(&at, &of, resource, member).await?;
    let edit = AccessEdit::level(resource, None, Window::ALWAYS);
    let caller = at.having_seen(sent.version());
    match set_access(&at.visit.web.app, &caller, at.here.account, member, vec![edit]).await {
        Ok(_) => {
            let names = [("name", taken.them.called().into()), ("resource", taken.seen.row.name.as_str().into())];
            let said = at.visit.t.with("who-removed", &names);
            Ok(at.visit.go(&at.of_members(taken.kind, resource, ""), &said))
        }
        Err(Failure::Refused(refusal @ (Refusal::NotFound | Refusal::Forbidden { .. }))) => Err(refusal.into()),
        Err(Failure::Refused(refusal)) => {
            let (status, why) = (crate::refusal::status(&refusal), at.refusal(&refusal));
            Ok(taken.question(status, Some(why)))
        }
        Err(failure) => Err(failure.into()),
    }
}

struct Taken<'f> {
    at: &'f InAccount,
    kind: &'f Kind,
    seen: VisibleResource,
    them: GivenThere,
    level: GrantOnRow,
}

impl<'f> Taken<'f> {
    async fn load(
        at: &'f InAccount,
        of: &OfKind,
        resource: ResourceId,
        member: MemberId,
    ) -> Result<Taken<'f>, PageError> {
        let (_, kind) = at.kind(of)?;
        let seen = at.resource(kind, resource).await?;
        at.must_on(&seen, RosterPermission::ChangeAccess)?;
        let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
        let them = given_there(app, caller, account, resource, member, RosterPermission::ReadMembers).await?;
        let level = them.given.iter().find(|grant| grant.slot == LEVEL).cloned().ok_or(Refusal::NotFound)?;
        Ok(Taken { at, kind, seen, them, level })
    }

    fn question(&self, status: StatusCode, why: Option<String>) -> Response {
        let (at, t, resource) = (self.at, self.at.visit.t, self.seen.row.resource);
        let names = [("name", self.them.called().into()), ("resource", self.seen.row.name.as_str().into())];
        let title = t.with("who-remove-title", &names);
        let action = at.of_members(self.kind, resource, &format!("/{}/remove", self.them.member));
        let list = at.of_members(self.kind, resource, "");
        let confirm = Confirm::new(title.clone(), action, t.get("remove"), list, t.get("keep"))
            .danger()
            .sends("version", self.them.version.to_string())
            .body(html! {
                @if let Some(why) = why { (Notice::new(Tone::Danger, html! { (why) })) }
                p { b { (at.level_label(&self.level.value)) } " " (at.since_until(None, self.level.until_at)) }
                p { (t.get("who-remove-means")) }
            });
        at.confirm(status, title, &confirm)
    }
}
