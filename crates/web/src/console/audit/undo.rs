//! Undoing what an event tells of: what would come back, or what stands in the way.

use crate::{
    console::{
        PageError,
        sent::{Named, PathId, Sent},
        visit::InAccount,
    },
    ui::{Button, Confirm, Panel},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::{
    Failure,
    undo::{
        preview::{UndoStep, preview},
        undo,
    },
};
use roster_domain::refusal::Refusal;
use std::{num::ParseIntError, str::FromStr};

/// An event's number in a path.
#[derive(Clone, Copy)]
pub(crate) struct Seq(pub(super) i64);

impl FromStr for Seq {
    type Err = ParseIntError;
    fn from_str(text: &str) -> Result<Seq, ParseIntError> {
        text.parse().map(Seq)
    }
}

impl PathId for Seq {
    const NAME: &'static str = "seq";
}

impl InAccount {
    /// Where the change that an event is one of is undone.
    pub(crate) fn undo_path(&self, seq: i64) -> String {
        self.path(&format!("/audit/{seq}/undo"))
    }
}

/// What would come back.
pub(crate) async fn show(at: InAccount, Named(seq): Named<Seq>) -> Result<Response, PageError> {
    let seen = preview(&at.visit.web.app, &at.visit.caller, at.here.account, seq.0).await?;
    match seen.refusal {
        None => Ok(question(&at, seq, &seen.steps)),
        Some(refusal @ (Refusal::NotFound | Refusal::Forbidden { .. })) => Err(refusal.into()),
        Some(refusal) => Ok(in_the_way(&at, StatusCode::OK, &refusal)),
    }
}

/// Undoes.
pub(crate) async fn submit(at: InAccount, Named(seq): Named<Seq>, Sent(sent): Sent) -> Result<Response, PageError> {
    match undo(&at.visit.web.app, &at.visit.caller, at.here.account, seq.0).await {
        Ok(done) => {
            let back = sent
                .some("back")
                .filter(|path| path.starts_with(&at.path("/")))
                .and_then(crate::ui::SafeUrl::on_this_site);
            let back = back.map_or_else(|| at.path("/users"), |path| path.as_str().to_owned());
            let redo = done.undo.map(|seq| at.undo_path(seq));
            Ok(at.visit.go_undoable(&back, &at.visit.t.get("undo-done"), redo.as_deref()))
        }
        Err(Failure::Refused(refusal @ (Refusal::NotFound | Refusal::Forbidden { .. }))) => Err(refusal.into()),
        Err(Failure::Refused(refusal)) => Ok(in_the_way(&at, crate::refusal::status(&refusal), &refusal)),
        Err(failure) => Err(failure.into()),
    }
}

fn question(at: &InAccount, seq: Seq, steps: &[UndoStep]) -> Response {
    let t = at.visit.t;
    let title = t.get("undo-question").into_owned();
    let confirm = Confirm::new(title.clone(), at.undo_path(seq.0), t.get("undo"), at.path("/audit"), t.get("keep"))
        .sends("back", at.path("/audit"))
        .body(html! {
            @for step in steps { (self::step(at, step)) }
            p.muted { (t.get("undo-means")) }
        });
    at.confirm(StatusCode::OK, title, &confirm)
}

fn step(at: &InAccount, step: &UndoStep) -> Markup {
    html! {
        p { b { bdi { (step.name) } } }
        ul { @for change in &step.changes { li { (super::sentence::change(at, change)) } } }
    }
}

fn in_the_way(at: &InAccount, status: StatusCode, refusal: &Refusal) -> Response {
    let (t, list) = (at.visit.t, at.path("/audit"));
    let title = t.get("undo-not-possible").into_owned();
    let panel = Panel::new(title.clone(), list.clone(), t.get("close"))
        .body(html! { p { (at.refusal(refusal)) } })
        .footer(html! { (Button::cancel(list, t.get("close"))) });
    at.panel(status, title, &panel)
}
