//! The plan on a page: what is different, who gains and who loses, where those go who hold what disappears; and the form that
//! applies it.

use super::{NOTHING, words};
use crate::{
    console::{sent::Pairs, visit::InAccount},
    text::Value,
    ui::{Button, Column, Field, Heading, Notice, Row, Select, Table, Tone, card},
};
use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use roster_app::models::{Affected, Change, Plan, VanishedHeld};

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

/// The plan, and the form that applies it.
pub(super) fn shown(at: &InAccount, plan: &Plan, sent: &Pairs, told: Option<&str>) -> Markup {
    let t = at.visit.t;
    let values: [(&str, Value<'_>); 3] = [
        ("seen", plan.looked_at.to_string().into()),
        ("gaining", plan.gaining.to_string().into()),
        ("losing", plan.losing.to_string().into()),
    ];
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
                    @for key in &plan.keys { li { b { bdi { (key.label) } } " – " (permissions(at, &key.lost)) } }
                }
            }
        }))
        (form(at, plan, sent))
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
        .column(Column::new(t.get("model-users")).number())
        .column(Column::new(t.get("model-with-role")))
        .column(Column::new(t.get("model-change")))
        .column(Column::new(t.get("model-where")))
        .rows(changes.iter().take(SHOWN).map(|change| {
            let roles = if change.roles.is_empty() { "—".to_owned() } else { at.role_labels(&change.roles) };
            let status = words::standing(at, change.standing);
            let key = if change.gained { "model-gain" } else { "model-lose" };
            let label = at.permission_label(&change.permission);
            Row::new()
                .cell(change.members.to_string())
                .cell(html! { (roles) @if let Some(status) = &status { " " small { (status) } } })
                .cell(t.with(key, &[("permission", label.into())]))
                .cell(words::place(at, &change.place, None))
        }));
    html! { (table) @if changes.len() > SHOWN { p.muted { (t.get("model-more-in-file")) } } }
}

fn member(at: &InAccount, affected: &Affected) -> Markup {
    let t = at.visit.t;
    html! {
        p { a.name href=(crate::ui::SafeUrl::from(at.user(affected.member, ""))) { bdi { (affected.name) } } }
        ul {
            @for line in affected.lines.iter().take(SHOWN) {
                @let key = if line.gained { "model-gain" } else { "model-lose" };
                li {
                    (t.with(key, &[("permission", at.permission_label(&line.permission).into())])) " "
                    (words::place(at, &line.place, line.resource_name.as_deref()))
                    @if let Some(from) = line.from { " (" (t.get("model-from")) " " (from.to_string()) ")" }
                }
            }
        }
    }
}

/// The choices, the text and the plan go along; typed is the account's name.
fn form(at: &InAccount, plan: &Plan, sent: &Pairs) -> Markup {
    let t = at.visit.t;
    let obstacle = plan.obstacle(false);
    let open = plan.vanished.iter().any(|held| held.choice.is_none());
    let nothing = plan.differences.is_empty();
    html! {
        form.stack method="post" action=(at.path("/model/apply")) {
            input type="hidden" name="plan" value=(plan.id);
            input type="hidden" name="back" value=(sent.get("back"));
            input type="hidden" name="model" value=(super::text(sent));
            @if !plan.vanished.is_empty() {
                (card(Some(&*t.get("model-vanished")), html! {
                    p { (t.get("model-vanished-lead")) }
                    @for held in &plan.vanished { (choice(at, held)) }
                    (Button::submit_to(at.path("/model"), t.get("model-plan-again")))
                }))
            }
            @if plan.not_restored > 0 {
                (Notice::new(Tone::Warn, html! { (t.with("model-not-restored", &[("count", plan.not_restored.to_string().into())])) }))
            }
            @if let Some(refusal) = obstacle.as_ref().filter(|_| !open) {
                (Notice::new(Tone::Danger, html! { (at.refusal(refusal)) }))
            }
            @if plan.lines > 0 { div { (Button::submit_to(at.path("/model/lines"), t.get("model-file"))) } }
            @if obstacle.is_none() && !nothing {
                (Field::text("confirm", t.with("model-confirm", &[("name", at.here.name.as_str().into())]))
                    .hint(t.get("model-confirm-hint")))
                div.actions { (Button::submit(t.get("model-apply")).danger()) }
            }
        }
    }
}

fn choice(at: &InAccount, held: &VanishedHeld) -> Markup {
    let t = at.visit.t;
    let name = format!("choose[{} {} {}]", held.what.code(), held.kind, held.id);
    let count = held.active + held.invited + held.out;
    let label =
        t.with("model-choose", &[("what", words::vanished(at, held).into()), ("count", count.to_string().into())]);
    let nothing = (NOTHING.to_owned(), t.get("model-nothing").into_owned());
    let mut options = vec![(String::new(), t.get("model-open").into_owned())];
    options.extend(held.options.iter().map(|id| (id.clone(), id.clone())));
    options.push(nothing);
    let chosen = match &held.choice {
        None => String::new(),
        Some(None) => NOTHING.to_owned(),
        Some(Some(to)) => to.clone(),
    };
    html! { (Select::new(name, label, options).selected(chosen)) }
}
