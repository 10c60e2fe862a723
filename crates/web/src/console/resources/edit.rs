//! Changing what somebody was given on a resource (C11): a level, a project role, single permissions, and until when.

use super::{
    OfKind,
    gift::{self, Fields, Gift},
};
use crate::{
    console::{
        PageError,
        sent::{Asked, Named, Pairs, Sent},
        users::merge::{Threefold, told},
        visit::InAccount,
    },
    ui::{Button, Notice, Panel, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    access::given_there::{GivenThere, given_there},
    members::set_access::set_access,
    resources::list::VisibleResource,
};
use roster_domain::{
    id::{MemberId, ResourceId},
    model::Kind,
    permission::RosterPermission,
    refusal::Refusal,
};
use std::collections::BTreeSet;

/// Where the form was opened from, if that was not the list of those who have access: the panel of the user's access.
const BACK: &str = "back";

/// The panel.
pub(crate) async fn show(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Named(member): Named<MemberId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let edited = Edited::load(&at, &of, resource, member, &asked).await?;
    let now = Gift::stored(&at, &edited.them.given);
    let form = Form { gift: &now, was: &now, version: edited.them.version, before: Markup::default(), unsaved: false };
    Ok(edited.page(StatusCode::OK, &form))
}

/// Saves what was changed.
pub(crate) async fn submit(
    at: InAccount,
    of: OfKind,
    Named(resource): Named<ResourceId>,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
) -> Result<Response, PageError> {
    let edited = Edited::load(&at, &of, resource, member, &sent).await?;
    let (mine, was) = (Gift::read(&sent), Gift::was(&sent));
    let done = match mine.edits(&at, resource, &was, &edited.them.given) {
        Ok(edits) => {
            let caller = at.having_seen(sent.version());
            set_access(&at.visit.web.app, &caller, at.here.account, member, edits).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(_) => {
            let names = [("name", edited.them.called().into()), ("resource", edited.seen.row.name.as_str().into())];
            Ok(at.visit.go(&edited.list(), &at.visit.t.with("gift-saved", &names)))
        }
        Err(Failure::Refused(refusal @ (Refusal::NotFound | Refusal::Forbidden { .. }))) => Err(refusal.into()),
        Err(Failure::Refused(Refusal::Stale { .. })) => Ok(edited.stale(&mine, &was)),
        Err(Failure::Refused(refusal)) => {
            let before = html! { (Notice::new(Tone::Danger, html! { (at.refusal(&refusal)) })) };
            let version = sent.version().unwrap_or(edited.them.version);
            let form = Form { gift: &mine, was: &was, version, before, unsaved: true };
            Ok(edited.page(crate::refusal::status(&refusal), &form))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Whose access to what.
struct Edited<'f> {
    at: &'f InAccount,
    kind: &'f Kind,
    seen: VisibleResource,
    them: GivenThere,
    sent: &'f Pairs,
}

/// What the form shows, and was made from.
struct Form<'f> {
    gift: &'f Gift,
    was: &'f Gift,
    version: i64,
    before: Markup,
    /// Something is chosen that is not saved.
    unsaved: bool,
}

impl<'f> Edited<'f> {
    async fn load(
        at: &'f InAccount,
        of: &OfKind,
        resource: ResourceId,
        member: MemberId,
        sent: &'f Pairs,
    ) -> Result<Edited<'f>, PageError> {
        let (_, kind) = at.kind(of)?;
        let seen = at.resource(kind, resource).await?;
        at.must_on(&seen, RosterPermission::ChangeAccess)?;
        let (app, caller, account) = (&at.visit.web.app, &at.visit.caller, at.here.account);
        let them = given_there(app, caller, account, resource, member, RosterPermission::ReadMembers).await?;
        if !them.changeable {
            // Refused in words, and noted for what was tried.
            set_access(app, caller, account, member, Vec::new()).await?;
            return Err(Refusal::NotFound.into());
        }
        Ok(Edited { at, kind, seen, them, sent })
    }

    /// Where one goes on.
    fn list(&self) -> String {
        match self.sent.some(BACK) {
            Some("user") => self.at.user(self.them.member, "/access"),
            _ => self.at.of_members(self.kind, self.seen.row.resource, ""),
        }
    }

    /// Somebody else saved meanwhile: both are shown, and nothing is lost (F07).
    fn stale(&self, mine: &Gift, was: &Gift) -> Response {
        let (at, now) = (self.at, Gift::stored(self.at, &self.them.given));
        let (was, mine, current) = (was.items(), mine.items(), now.items());
        let slots: BTreeSet<&String> = was.keys().chain(mine.keys()).chain(current.keys()).collect();
        let text = |of: &'_ std::collections::BTreeMap<String, String>, slot: &String| {
            of.get(slot).cloned().unwrap_or_default()
        };
        let rows: Vec<(&String, [String; 3])> =
            slots.into_iter().map(|slot| (slot, [text(&was, slot), text(&mine, slot), text(&current, slot)])).collect();
        let fields: Vec<Threefold<'_>> = rows
            .iter()
            .map(|(slot, [was, mine, now])| Threefold { label: gift::slot_label(at, slot), was, mine, now })
            .collect();
        let merged = rows.iter().zip(&fields).map(|((slot, _), field)| ((*slot).clone(), field.merged().to_owned()));
        let merged = Gift::from_items(merged);
        let before = told(at, &fields, |text| gift::label(at, text));
        let form = Form { gift: &merged, was: &now, version: self.them.version, before, unsaved: true };
        self.page(StatusCode::PRECONDITION_FAILED, &form)
    }

    fn page(&self, status: StatusCode, form: &Form<'_>) -> Response {
        let (at, t, resource) = (self.at, self.at.visit.t, self.seen.row.resource);
        let list = self.list();
        let fields = Fields {
            at,
            kind: self.kind,
            gift: form.gift,
            was: Some(form.was),
            held: &self.seen.permissions,
            otherwise: &self.them.otherwise,
            error: &|_| None,
        };
        let names = [("name", self.them.called().into()), ("resource", self.seen.row.name.as_str().into())];
        let title = t.with("gift-title", &names);
        let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
            .lead(self.seen.way())
            .post(at.of_members(self.kind, resource, &format!("/{}/edit", self.them.member)))
            .body(html! {
                (form.before)
                input type="hidden" name="version" value=(form.version) data-unsaved[form.unsaved];
                @if let Some(back) = self.sent.some(BACK) { input type="hidden" name=(BACK) value=(back); }
                (fields.show())
            })
            .footer(html! {
                (Button::cancel(list, t.get("cancel")))
                (Button::submit(at.label("edit.save", "save")).primary())
            });
        at.panel(status, title, &panel)
    }
}
