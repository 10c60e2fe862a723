//! Taking away what users were given on a resource, one or several (F23, C12). They stay users of the account.

use super::{OfKind, members};
use crate::{
    console::{
        PageError,
        sent::{Asked, Named, Pairs, Sent},
        visit::InAccount,
    },
    ui::{Confirm, Notice, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    access::given_there::{GivenThere, MembersGrantRow, given_to},
    members::{
        given::Given,
        set_access::{AccessEdit, Wanted, set_access},
    },
    resources::list::VisibleResource,
};
use roster_domain::{
    grant::Window,
    id::{MemberId, ResourceId},
    model::Kind,
    permission::RosterPermission,
    refusal::Refusal,
    resource::KindIx,
};

/// The question about one.
pub(crate) async fn show(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Named(member): Named<MemberId>,
) -> Result<Response, PageError> {
    Ok(Taken::load(&at, &of, resource, vec![member]).await?.question(StatusCode::OK, &Markup::default()))
}

/// The question about several: `?member=` as often as there are.
pub(crate) async fn show_many(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    Ok(Taken::load(&at, &of, resource, asked.all("member")).await?.question(StatusCode::OK, &Markup::default()))
}

/// Takes away from one.
pub(crate) async fn submit(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    Taken::load(&at, &of, resource, vec![member]).await?.take(sent.version()).await
}

/// Takes away from several.
pub(crate) async fn submit_many(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    Taken::load(&at, &of, resource, sent.all("member")).await?.take(sent.version()).await
}

/// What is taken away, from whom.
struct Taken<'f> {
    at: &'f InAccount,
    ix: KindIx,
    kind: &'f Kind,
    seen: VisibleResource,
    them: Vec<GivenThere>,
}

impl<'f> Taken<'f> {
    /// Those of them who were given anything there.
    async fn load(
        at: &'f InAccount,
        of: &OfKind,
        resource: ResourceId,
        members: Vec<MemberId>,
    ) -> Result<Taken<'f>, PageError> {
        let (ix, kind) = at.kind(of)?;
        let seen = at.resource(kind, resource).await?;
        at.must_on(&seen, RosterPermission::ChangeAccess)?;
        let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
        let mut them = given_to(app, caller, account, resource, members, RosterPermission::ReadMembers).await?;
        them.retain(|one| !one.given.is_empty());
        if them.is_empty() { Err(Refusal::NotFound.into()) } else { Ok(Taken { at, ix, kind, seen, them }) }
    }

    /// From each by itself: what is refused to one is done to the others, and told. `version` is that of the only one.
    async fn take(&self, version: Option<i64>) -> Result<Response, PageError> {
        let (at, t, resource) = (self.at, self.at.visit.t, self.seen.row.resource);
        let caller = at.having_seen(version.filter(|_| self.them.len() == 1));
        let (mut done, mut refused, mut status) = (Vec::new(), Vec::new(), StatusCode::OK);
        for one in &self.them {
            match set_access(&at.visit.web.app, &caller, at.here.account, one.member, edits(resource, &one.given)).await
            {
                Ok(_) => done.push(one.called()),
                Err(Failure::Refused(refusal @ Refusal::Forbidden { .. })) => return Err(refusal.into()),
                Err(Failure::Refused(refusal)) => {
                    status = crate::refusal::status(&refusal);
                    refused.push((one.called(), at.refusal(&refusal)));
                }
                Err(failure) => return Err(failure.into()),
            }
        }
        let list = at.of_members(self.kind, resource, "");
        let names = [("name", done.join(", ").into()), ("resource", self.seen.row.name.as_str().into())];
        if refused.is_empty() {
            return Ok(at.visit.go(&list, &t.with("who-removed", &names)));
        }
        let told = html! {
            @if !done.is_empty() { (Notice::new(Tone::Ok, html! { (t.with("who-removed", &names)) })) }
            @for (name, why) in refused {
                (Notice::new(Tone::Danger, html! { @if self.them.len() > 1 { b { (name) } " " } (why) }))
            }
        };
        if done.is_empty() {
            return Ok(self.question(status, &told));
        }
        members::page(at, (self.ix, self.kind), resource, &Pairs::default(), StatusCode::OK, told).await
    }

    fn question(&self, status: StatusCode, told: &Markup) -> Response {
        let (at, t, resource) = (self.at, self.at.visit.t, self.seen.row.resource);
        let names: Vec<&str> = self.them.iter().map(GivenThere::called).collect();
        let values = [("name", names.join(", ").into()), ("resource", self.seen.row.name.as_str().into())];
        let list = at.of_members(self.kind, resource, "");
        let (title, action) = match &self.them[..] {
            [one] => (t.with("who-remove-title", &values), format!("/{}/remove", one.member)),
            _ => {
                let values = [("count", self.them.len().into()), ("resource", self.seen.row.name.as_str().into())];
                (t.with("who-remove-many-title", &values), "/remove".to_owned())
            }
        };
        let action = at.of_members(self.kind, resource, &action);
        let remove = at.label("who.remove", "remove");
        let mut confirm = Confirm::new(title.clone(), action, remove, list, t.get("keep")).danger().body(html! {
            (told)
            ul.plain {
                @for one in &self.them {
                    li {
                        @if self.them.len() > 1 { bdi { (one.called()) } ": " }
                        @for (turn, grant) in one.given.iter().enumerate() {
                            @if turn > 0 { ", " }
                            b { (at.access_label(&grant.value)) } " " small { (at.since_until(None, grant.until_at)) }
                        }
                    }
                }
            }
            p { (t.get("who-remove-means")) }
        });
        for one in &self.them {
            confirm = match self.them.len() {
                1 => confirm.sends("version", one.version.to_string()),
                _ => confirm.sends("member", one.member.to_string()),
            };
        }
        at.confirm(status, title, &confirm)
    }
}

/// All that was given there.
fn edits(resource: ResourceId, given: &[MembersGrantRow]) -> Vec<AccessEdit> {
    let mut wanted = Vec::new();
    for grant in given {
        let what = match Given::stored(&grant.slot, &grant.value) {
            Given::Level(_) => Wanted::NoLevel,
            Given::Role(_) => Wanted::NoRole,
            Given::Permission(_) => Wanted::NoPermissions,
        };
        if !wanted.contains(&what) {
            wanted.push(what);
        }
    }
    wanted.into_iter().map(|what| AccessEdit { resource, what, window: Window::ALWAYS }).collect()
}
