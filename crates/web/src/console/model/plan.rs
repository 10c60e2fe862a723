//! The plan on a page: what is different, who gains and who loses.

use super::{forms, words};
use crate::{
    console::{sent::Pairs, visit::InAccount},
    text::Value,
    ui::{Column, Heading, Notice, Row, Table, Tone, card},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::models::{Affected, Change, Plan, what_if::WhatIf};
use roster_domain::id::MemberId;

/// As many changes are shown of a long plan; the file has all.
const SHOWN: usize = 200;

/// The page of a plan that has no editor: taking the last model back.
pub(super) fn page(at: &InAccount, status: StatusCode, plan: &Markup) -> Response {
    let t = at.visit.t;
    let title = t.get("model-undo-title");
    let heading = Heading::new(title.clone()).lead(t.get("model-undo-lead").into_owned());
    let heading = heading.back(at.path("/model/history"), t.get("model-history"));
    at.console_with(status, words::owned(&title), html! { (heading) (plan) })
}

/// The plan, and what can be done with it.
pub(super) fn shown(at: &InAccount, plan: &Plan, sent: &Pairs, told: Option<&str>, asked: &[WhatIf]) -> Markup {
    let t = at.visit.t;
    let values: [(&str, Value<'_>); 3] =
        [("seen", plan.looked_at.into()), ("gaining", plan.gaining.into()), ("losing", plan.losing.into())];
    html! {
        @if let Some(told) = told { (Notice::new(Tone::Danger, html! { (told) })) }
        @if plan.differences.is_empty() {
            (Notice::new(Tone::Info, html! { (t.get("model-same")) }))
        } @else {
            (card(Some(&*t.get("model-differences")), html! {
                ul { @for difference in &plan.differences { li { (words::difference(at, difference)) } } }
            }))
        }
        (card(Some(&*t.get("model-who")), html! {
            p { (t.with("model-counts", &values)) }
            (changes(at, &plan.by_role))
            @if !plan.members.is_empty() {
                details {
                    summary { (t.get("model-by-member")) }
                    @for affected in &plan.members { (member(at, affected)) }
                    @if plan.affected > plan.members.len() as u64 { p.muted { (t.get("model-more-in-file")) } }
                }
            }
            @if !plan.keys.is_empty() {
                h3 { (t.get("model-keys")) }
                ul {
                    @for key in &plan.keys { li { b { bdi { (key.label) } } @if key.of_account { " (" (t.get("audit-account-key")) ")" } " – " (permissions(at, &key.lost)) } }
                }
            }
        }))
        (forms::forms(at, plan, sent, asked))
    }
}

fn permissions(at: &InAccount, ids: &[String]) -> String {
    ids.iter().map(|id| at.permission_label(id)).collect::<Vec<_>>().join(", ")
}

fn changes(at: &InAccount, changes: &[Change]) -> Markup {
    let t = at.visit.t;
    if changes.is_empty() {
        return html! {};
    }
    let table = Table::new(t.get("model-who").into_owned())
        .column(Column::new(t.get("model-change")))
        .column(Column::new(t.get("model-where")))
        .column(Column::new(t.get("model-with-role")))
        .column(Column::new(t.get("model-users")).number())
        .rows(changes.iter().take(SHOWN).map(|change| {
            let roles = if change.roles.is_empty() { "—".to_owned() } else { at.role_labels(&change.roles) };
            let status = words::standing(at, change.standing);
            let key = if change.gained { "model-gain" } else { "model-lose" };
            let label = at.permission_label(&change.permission);
            Row::new()
                .cell(t.with(key, &[("permission", label.into())]))
                .cell(words::place(at, &change.place, None))
                .cell(html! { (roles) @if let Some(status) = &status { " " small { (status) } } })
                .cell(change.members.to_string())
        }));
    html! { (table) @if changes.len() > SHOWN { p.muted { (t.get("model-more-in-file")) } } }
}

pub(super) fn named(at: &InAccount, member: MemberId, name: &str) -> Markup {
    html! { p { a.name href=(crate::ui::SafeUrl::from(at.user(member, ""))) { bdi { (name) } } } }
}

pub(super) fn member(at: &InAccount, affected: &Affected) -> Markup {
    let t = at.visit.t;
    html! {
        (named(at, affected.member, &affected.name))
        ul {
            @for line in affected.lines.iter().take(SHOWN) {
                @let key = if line.gained { "model-gain" } else { "model-lose" };
                li {
                    (t.with(key, &[("permission", at.permission_label(&line.permission).into())])) " "
                    (words::place(at, &line.place, line.resource_name.as_deref()))
                    @if let Some(from) = line.from { " (" (t.get("model-from")) " " (from.to_string()) ")" }
                }
            }
            @for held in affected.disappears.iter().take(SHOWN) { li { (words::disappears(at, held)) } }
        }
    }
}
