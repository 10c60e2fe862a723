//! The ways out of the account: disabling, archiving, deleting (A10, B14, C04, D08, E10).

use super::{belongings, called};
use crate::{
    console::{
        PageError,
        sent::{Named, Sent},
        visit::InAccount,
    },
    ui::{Button, Confirm, Notice, Panel, Tone},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    members::{
        list::MemberLine,
        remove::{Estate, remove},
        restore_preview::no_way_back,
        show::{MemberProfile, show as profile},
    },
};
use roster_domain::{id::MemberId, lifecycle::Step, member::MemberStatus, model::Leaving, refusal::Refusal};

impl InAccount {
    /// Whether the model has this step for someone as they stand.
    pub(super) fn has_step(&self, line: &MemberLine, step: Step) -> bool {
        let status = MemberStatus::from_code(&line.row.status);
        status.is_some_and(|status| step.leads(status, line.row.person.is_some(), self.here.model.membership()).is_ok())
    }

    /// The ways out that are on offer for someone, the recommended first.
    pub(super) fn ways_out(&self, line: &MemberLine) -> Vec<Leaving> {
        let leaving = self.here.model.membership().leaving.iter().copied();
        leaving.filter(|way| self.has_step(line, way.step())).collect()
    }

    /// Whether the model has no other word for deleting someone.
    fn calls_it_deleting(&self) -> bool {
        *self.way_label(Leaving::Delete) == *self.visit.t.get("delete")
    }

    /// What a way out is called.
    pub(super) fn way_label(&self, way: Leaving) -> String {
        let code = way.step().code();
        self.label(&format!("leave.{code}"), code)
    }
}

/// The question; for those who cannot be put out, why not and what to do first.
pub(crate) async fn show(at: InAccount, Named(member): Named<MemberId>, way: Leaving) -> Result<Response, PageError> {
    let profile = profile(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
    if !at.has_step(&profile.line, way.step()) {
        return Err(Refusal::WrongState { state: profile.line.status }.into());
    }
    match &profile.not_removable {
        Some(refusal @ Refusal::Forbidden { .. }) => Err(refusal.clone().into()),
        Some(refusal) => Ok(refused(&at, &profile, way, StatusCode::OK, refusal)),
        None => {
            let title = at.visit.t.with("owns-title", &[("name", called(&profile.line).into())]);
            let owns = belongings::part(&at, member, title, true, way != Leaving::Disable).await?;
            let back = no_way_back(&at.visit.web.app, &at.visit.caller, at.here.account, member).await?;
            Ok(question(&at, &profile, way, back.as_ref(), owns))
        }
    }
}

/// Puts them out.
pub(crate) async fn submit(
    at: InAccount,
    Named(member): Named<MemberId>,
    Sent(sent): Sent,
    way: Leaving,
) -> Result<Response, PageError> {
    let (app, account) = (&at.visit.web.app, at.here.account);
    let profile = profile(app, &at.visit.caller, account, member).await?;
    let caller = at.having_seen(sent.version());
    let to = sent.some("hand_over_to").and_then(|_| sent.all::<MemberId>("hand_over_to").pop());
    let estate = Estate { hand_over_to: to, revoke_keys: sent.all("revoke_keys") };
    match remove(app, &caller, account, member, way, estate).await {
        Ok(done) => {
            let undo = done.undo.map(|seq| at.undo_path(seq));
            let name = ("name", called(&profile.line).into());
            let status = match way {
                Leaving::Disable => "disabled",
                Leaving::Archive => "archived",
                Leaving::Delete => "deleted",
            };
            let said = match way {
                Leaving::Delete if at.calls_it_deleting() => at.visit.t.with("delete-done", &[name]),
                _ => at.visit.t.with("out-done", &[name, ("status", at.status_label(status).into())]),
            };
            Ok(at.visit.go_undoable(&at.back(&sent), &said, undo.as_deref()))
        }
        Err(Failure::Refused(
            refusal @ (Refusal::RoleNotRemovable { .. }
            | Refusal::NotYourself
            | Refusal::LastKeeper
            | Refusal::NeedsSuccessor { .. }
            | Refusal::RankTooHigh { .. }
            | Refusal::HolderOutOfReach { .. }
            | Refusal::NotHeld { .. }
            | Refusal::Invalid(_)),
        )) => {
            let status = crate::refusal::status(&refusal);
            Ok(refused(&at, &profile, way, status, &refusal))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// `no_back`: why whoever puts them out could not let them in again.
fn question(
    at: &InAccount,
    profile: &MemberProfile,
    way: Leaving,
    no_back: Option<&Refusal>,
    owns: Markup,
) -> Response {
    let (t, line, code) = (at.visit.t, &profile.line, way.step().code());
    // It is called as the button is, in the model's words.
    let label = at.way_label(way);
    let ways = [Leaving::Disable, Leaving::Archive, Leaving::Delete];
    let title = match ways.map(|way| way.step().code()).into_iter().find(|code| *t.get(code) == *label) {
        Some(code) => t.with(&format!("{code}-question"), &[("name", called(line).into())]),
        None => t.with("out-question", &[("name", called(line).into()), ("deed", label.clone().into())]),
    };
    // Where there is nothing to give access to, nothing is counted.
    let means = match at.reach_that_ends(line) {
        none if none.is_empty() => t.get("delete-means-all").into_owned(),
        reach => t.with("delete-means", &[("reach", reach.into())]),
    };
    let action = at.user(line.row.member, &format!("/{code}"));
    let confirm = Confirm::new(title.clone(), action, label, at.path("/users"), t.get("keep"))
        .danger()
        .sends("version", line.row.version.to_string())
        .body(html! {
            p { (means) }
            @match no_back {
                None => { p { (t.get(&format!("{code}-means-more"))) } }
                Some(refusal) => {
                    p { (t.get(&format!("{code}-means-kept"))) }
                    (Notice::new(Tone::Warn, html! { p { (at.refusal(refusal)) } }).title(t.get("out-no-way-back")))
                }
            }
            (instead(at, line, way))
            (owns)
        });
    at.confirm(StatusCode::OK, title, &confirm)
}

/// Where another way out is recommended, it is said, and stands one click away (B14).
fn instead(at: &InAccount, line: &MemberLine, way: Leaving) -> Markup {
    let Some(first) = at.ways_out(line).first().copied().filter(|first| *first != way) else { return html! {} };
    let (t, code) = (at.visit.t, first.step().code());
    let path = at.user(line.row.member, &format!("/{code}"));
    let body = html! {
        p { (t.get(&format!("{code}-means-more"))) }
        div.actions { (Button::link(path, at.way_label(first)).small().dialog()) }
    };
    html! { (Notice::new(Tone::Info, body).title(t.with("out-recommended", &[("way", at.way_label(first).into())]))) }
}

fn refused(at: &InAccount, profile: &MemberProfile, way: Leaving, status: StatusCode, refusal: &Refusal) -> Response {
    let (t, line) = (at.visit.t, &profile.line);
    let key = if way == Leaving::Delete && at.calls_it_deleting() { "delete-not-possible" } else { "out-not-possible" };
    let title = t.with(key, &[("name", called(line).into())]);
    let list = at.path("/users");
    let edit = matches!(refusal, Refusal::RoleNotRemovable { .. }) && profile.editable;
    let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
        .body(html! { p { (at.refusal(refusal)) } })
        .footer(html! {
            (Button::cancel(list, t.get("close")))
            @if edit { (Button::link(at.user(line.row.member, "/edit"), at.label("edit", "edit")).primary().panel()) }
        });
    at.panel(status, title, &panel)
}
