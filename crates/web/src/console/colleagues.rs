//! Colleagues who are online (C09): their avatars in the header, the way to where they are, and hiding from them.

use crate::{
    console::{
        PageError,
        sent::Named,
        visit::{InAccount, Visit},
    },
    ui::{Empty, Heading, MenuItem, avatar},
};
use axum::{
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use roster_app::{
    Outcome,
    accounts::enter::Here,
    members::show,
    presence::{self, Colleague, Online},
};
use roster_domain::{id::MemberId, permission::RosterPermission, refusal::Refusal};

/// How many stand in the header; the others are counted.
const SHOWN: usize = 5;

/// Whether somebody looks: not a browser that fetches ahead, nor a part of a page that is asked for again.
pub(super) fn is_look(parts: &Parts) -> bool {
    parts.method.is_safe() && !parts.headers.contains_key("sec-purpose") && !parts.headers.contains_key("x-part")
}

/// Who is online, for a page that is looked at.
pub(super) async fn online(visit: &Visit, here: &Here) -> Outcome<Online> {
    match here.model.console().colleagues && here.acting.is_none() && visit.looks {
        true => presence::online(&visit.web.app, &visit.caller, here.account).await,
        false => Ok(Online::default()),
    }
}

impl InAccount {
    fn shows_colleagues(&self) -> bool {
        self.here.model.console().colleagues && !self.visit.is_acting()
    }

    /// Notes that the one who looks is on this page.
    pub(super) fn note_presence(&self) {
        // Whoever follows somebody is on their way.
        let rest = self.visit.path.strip_prefix(&self.path("")).filter(|rest| !rest.starts_with("/colleagues/"));
        let is_seen = self.shows_colleagues() && self.visit.looks && !self.online.hides;
        if let (Some(rest), Some(member), true) = (rest, self.here.member, is_seen) {
            presence::note(&self.visit.web.app, self.here.account, member, rest);
        }
    }

    /// The avatars for the header.
    pub(super) fn colleagues(&self) -> Option<Markup> {
        let (t, colleagues) = (self.visit.t, &self.online.colleagues);
        let more = colleagues.len().saturating_sub(SHOWN);
        let go = |name: &str| t.with("colleague-go", &[("name", name.into())]);
        let closed = |name: &str| t.with("colleague-closed", &[("name", name.into())]);
        (!colleagues.is_empty()).then(|| {
            html! {
                nav.colleagues aria-label=(t.get("colleagues-online")) {
                    ul {
                        @for colleague in colleagues.iter().take(SHOWN) {
                            li {
                                @if colleague.page.is_some() {
                                    a href=(self.path(&format!("/colleagues/{}", colleague.member))) title=(go(&colleague.name)) {
                                        (avatar(&colleague.name)) span.visually-hidden { (go(&colleague.name)) }
                                    }
                                } @else {
                                    span.closed title=(closed(&colleague.name)) {
                                        (avatar(&colleague.name)) span.visually-hidden { (closed(&colleague.name)) }
                                    }
                                }
                            }
                        }
                        @if more > 0 { li { small { "+" (t.number(i64::try_from(more).unwrap_or(i64::MAX))) } } }
                    }
                }
            }
        })
    }

    /// The line of the profile's menu that hides or shows oneself.
    pub(super) fn presence_item(&self) -> Option<MenuItem<'static>> {
        let (label, path) = match self.online.hides {
            true => ("presence-show", "/colleagues/show-me"),
            false => ("presence-hide", "/colleagues/hide-me"),
        };
        self.shows_colleagues().then(|| MenuItem::post(self.visit.t.get(label), self.path(path)))
    }
}

/// Goes to where a colleague is now.
pub(crate) async fn follow(at: InAccount, Named(member): Named<MemberId>) -> Result<Response, PageError> {
    let online = presence::online(&at.visit.web.app, &at.visit.caller, at.here.account).await?;
    let colleague = online.colleagues.into_iter().find(|colleague| colleague.member == member);
    let t = at.visit.t;
    let (name, said) = match colleague {
        Some(Colleague { page: Some(page), .. }) => return Ok(Redirect::to(&at.path(&page)).into_response()),
        Some(colleague) => (colleague.name.clone(), t.with("colleague-closed", &[("name", colleague.name.into())])),
        // Gone since the page was made. Whoever may not see who is here is told of nobody.
        None if at.here.may(RosterPermission::ReadMembers) => {
            let profile = show::show(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
            (profile.line.row.name, t.get("colleague-gone").into_owned())
        }
        None => return Err(Refusal::NotFound.into()),
    };
    let body = html! {
        (Heading::new(name.clone()))
        (Empty::new(icondata_lu::LuUserX, said))
    };
    Ok(at.console(name, body))
}

/// Hides from the others.
pub(crate) async fn hide_me(at: InAccount) -> Result<Response, PageError> {
    set(&at, true, "presence-hidden").await
}

/// Lets the others see where one is.
pub(crate) async fn show_me(at: InAccount) -> Result<Response, PageError> {
    set(&at, false, "presence-shown").await
}

async fn set(at: &InAccount, hides: bool, said: &str) -> Result<Response, PageError> {
    presence::hide(&at.visit.web.app, &at.visit.caller, at.here.account, hides).await?;
    Ok(at.visit.go(&at.path(""), &at.visit.t.find(said).unwrap_or_default()))
}
