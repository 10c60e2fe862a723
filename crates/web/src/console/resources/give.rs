//! Giving somebody access to a resource, from the resource's side: to a user, or to an address that is invited with it (F23, C15).

use super::{
    OfKind,
    gift::Gift,
    give_form::{Form, SURE, Whom},
};
use crate::{
    console::{
        PageError,
        form::Problems,
        sent::{Asked, Named, Sent},
        users::{invite_report::why, permits::Permits},
        visit::InAccount,
    },
    ui::{Notice, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    access::given_there::{GivenThere, given_there, given_to_address},
    invitations::create::{Invite, Invited, create},
    members::set_access::set_access,
};
use roster_domain::{
    email::Email,
    id::{MemberId, ResourceId},
    permission::RosterPermission,
    refusal::Refusal,
};

/// The panel. `?q=` begins with a search.
pub(crate) async fn show(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let form = Form::load(&at, &of, resource, &asked).await?;
    Ok(form.page(StatusCode::OK, &Problems::none(), Markup::default()))
}

/// Gives; or searches, and gives nothing yet.
pub(crate) async fn submit(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let form = Form::load(&at, &of, resource, &sent).await?;
    if sent.some("find").is_some() {
        return Ok(form.page(StatusCode::OK, &Problems::none(), Markup::default()));
    }
    match form.whom() {
        Ok(Whom::Member(member)) => {
            let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
            let them = given_there(app, caller, account, resource, member, RosterPermission::ReadMembers).await?;
            form.give(them).await
        }
        Ok(Whom::Address(email)) if form.invites() => form.invite(&email).await,
        Ok(Whom::Address(email)) => form.give_to(&email).await,
        Err(problems) => {
            let problems = Problems::new(at.visit.t, &problems).called(at.visit.t, &form.labels());
            Ok(form.page(StatusCode::UNPROCESSABLE_ENTITY, &problems, Markup::default()))
        }
    }
}

impl Form<'_> {
    /// To somebody who has a place here already; what they have is replaced only once that was told.
    async fn give(&self, them: GivenThere) -> Result<Response, PageError> {
        let (at, resource, member) = (self.at, self.seen.row.resource, them.member);
        let (app, account) = (&at.visit.web.app, at.here.account);
        let replaced = self.replaced(&them);
        if !replaced.is_empty() && self.sent.get(SURE) != member.to_string() {
            return Ok(self.page(StatusCode::OK, &Problems::none(), self.replaces(&them, &replaced)));
        }
        let versions = self.sent.group::<MemberId>("version");
        let version = versions.iter().find(|(of, _)| *of == member).and_then(|(_, version)| version.parse().ok());
        let done = match self.gift.edits(at, resource, &Gift::default(), &[]) {
            Ok(edits) => set_access(app, &at.having_seen(version), account, member, edits).await,
            Err(refusal) => Err(refusal.into()),
        };
        match done {
            Ok(_) => {
                let names = [("name", them.called().into()), ("resource", self.seen.row.name.as_str().into())];
                // Whoever has not come yet has nothing yet, whether or not they have a sign-in elsewhere.
                let key = match &*them.status {
                    "invited" => "who-given-invited",
                    "disabled" => "who-given-disabled",
                    _ => "who-given",
                };
                let said = at.visit.t.with(key, &names);
                Ok(at.visit.go(&self.back(), &said))
            }
            Err(failure) => self.refused(failure),
        }
    }

    /// To whoever has this address here.
    async fn give_to(&self, email: &Email) -> Result<Response, PageError> {
        let (at, resource) = (self.at, self.seen.row.resource);
        let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
        let needed = RosterPermission::ChangeAccess;
        match given_to_address(app, caller, account, resource, email.clone(), needed).await {
            Ok(them) => self.give(them).await,
            Err(Failure::Refused(Refusal::Invalid(problems))) => {
                let problems = Problems::new(at.visit.t, &problems).called(at.visit.t, &self.labels());
                Ok(self.page(StatusCode::UNPROCESSABLE_ENTITY, &problems, Markup::default()))
            }
            Err(failure) => Err(failure.into()),
        }
    }

    /// An address: invited with this if it is new here, and if it is a user's, they are given it.
    async fn invite(&self, email: &Email) -> Result<Response, PageError> {
        let (at, t, resource) = (self.at, self.at.visit.t, self.seen.row.resource);
        let model = &at.here.model;
        let input = || -> Result<Invite, Refusal> {
            Ok(Invite {
                addresses: email.as_written().to_owned(),
                roles: vec![model[model.membership().default_role].id.to_string()],
                access: self.gift.wishes(at, resource)?,
                permissions: Permits::fresh(at).wish(at, &Permits::default(), &[], None)?,
                message: String::new(),
                about: Default::default(),
            })
        };
        let done = match input() {
            Ok(input) => create(&at.visit.web.app, &at.visit.caller, at.here.account, input).await,
            Err(refusal) => Err(refusal.into()),
        };
        let outcome = match done {
            Ok(done) => done.value.into_iter().next().map(|line| line.outcome).ok_or(Refusal::NotFound)?,
            Err(failure) => return self.refused(failure),
        };
        match outcome {
            Invited::Invited { .. } => {
                let names = [("email", email.as_written().into()), ("resource", self.seen.row.name.as_str().into())];
                Ok(at.visit.go(&self.back(), &t.with("who-invited", &names)))
            }
            Invited::AlreadyMember { .. } | Invited::AlreadyInvited { .. } => self.give_to(email).await,
            other => {
                let told = html! { (Notice::new(Tone::Danger, html! { (why(at, &other)) })) };
                Ok(self.page(StatusCode::UNPROCESSABLE_ENTITY, &Problems::none(), told))
            }
        }
    }

    fn refused(&self, failure: Failure) -> Result<Response, PageError> {
        match failure {
            Failure::Refused(refusal @ (Refusal::NotFound | Refusal::Forbidden { .. })) => Err(refusal.into()),
            Failure::Refused(refusal) => {
                let told = html! { (Notice::new(Tone::Danger, html! { (self.at.refusal(&refusal)) })) };
                Ok(self.page(crate::refusal::status(&refusal), &Problems::none(), told))
            }
            failure => Err(failure.into()),
        }
    }
}
