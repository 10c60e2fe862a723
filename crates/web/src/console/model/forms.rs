//! What can be done with a plan: choose where those go who hold what disappears, ask about somebody, take all lines along, apply it.
//! Each is a form of its own, so that the enter key does what the field is for.

use super::{NOTHING, plan, words};
use crate::{
    console::{sent::Pairs, visit::InAccount},
    ui::{Button, Field, Notice, SafeUrl, Select, Tone, card},
};
use maud::{Markup, html};
use roster_app::models::{Plan, VanishedHeld, what_if::WhatIf};
use roster_domain::permission::RosterPermission;

/// All of them.
pub(super) fn forms(at: &InAccount, plan: &Plan, sent: &Pairs, asked: &[WhatIf]) -> Markup {
    let t = at.visit.t;
    let obstacle = plan.obstacle(false);
    let open = plan.vanished.iter().any(|held| held.choice.is_none());
    html! {
        @if !plan.vanished.is_empty() { (choices(at, plan, sent)) }
        @if plan.lines > 0 || !plan.vanished.is_empty() {
            @if at.here.may(RosterPermission::ReadMembers) {
                (what_if(at, plan, sent, asked))
                form method="post" action=(at.path("/model/lines")) {
                    (carried(plan, sent))
                    (Button::submit(t.get("model-file")))
                }
            }
            @if plan.mails { (Notice::new(Tone::Info, html! { (t.get("model-mails")) })) }
        }
        @if plan.not_restored > 0 {
            (Notice::new(Tone::Warn, html! { (t.with("model-not-restored", &[("count", plan.not_restored.to_string().into())]))
                @if !plan.left.is_empty() {
                    ul { @for left in &plan.left { li { (words::left(at, left)) } } }
                    @if plan.not_restored > plan.left.len() as u64 { p { "…" } }
                }
            }))
        }
        @if let Some(refusal) = obstacle.as_ref().filter(|_| !open) {
            (Notice::new(Tone::Danger, html! { (at.refusal(refusal)) }))
        }
        @if obstacle.is_none() && !plan.differences.is_empty() { (apply(at, plan, sent)) }
    }
}

/// What goes along with each: the plan, the text, and what was chosen for it, as it was sent: the plan's id stands for that.
fn carried(plan: &Plan, sent: &Pairs) -> Markup {
    html! {
        (text(plan, sent))
        @for (name, to) in sent.group::<String>("choose").iter().filter(|(_, to)| !to.is_empty()) {
            input type="hidden" name=(format!("choose[{name}]")) value=(to);
        }
    }
}

fn text(plan: &Plan, sent: &Pairs) -> Markup {
    html! {
        input type="hidden" name="plan" value=(plan.id);
        input type="hidden" name="back" value=(sent.get("back"));
        input type="hidden" name="model" value=(super::text(sent));
    }
}

/// Typed is the account's name.
fn apply(at: &InAccount, plan: &Plan, sent: &Pairs) -> Markup {
    let t = at.visit.t;
    html! {
        form.stack method="post" action=(at.path("/model/apply")) {
            (carried(plan, sent))
            (Field::text("confirm", t.with("model-confirm", &[("name", at.here.name.as_str().into())]))
                .hint(t.get("model-confirm-hint")))
            div.actions { (Button::submit(t.get("model-apply")).danger()) }
        }
    }
}

/// What it would mean for somebody, found by name or address.
fn what_if(at: &InAccount, plan: &Plan, sent: &Pairs, asked: &[WhatIf]) -> Markup {
    let t = at.visit.t;
    let who = sent.get("who");
    let form = html! {
        form.stack method="post" action=(at.path("/model")) data-progress=(at.path("/model/progress")) {
            (carried(plan, sent))
            (Field::text("who", t.get("model-what-if-who")).value(who.to_owned()).hint(t.get("model-what-if-hint")))
            div.actions { (Button::submit(t.get("model-what-if-show"))) }
        }
        @if !who.is_empty() && asked.is_empty() { p { (t.with("model-what-if-nobody", &[("who", who.into())])) } }
        @for one in asked {
            @match &one.affected {
                Some(affected) => (plan::member(at, affected)),
                None => { (plan::named(at, one.member, &one.name)) p.muted { (t.get("model-what-if-same")) } }
            }
        }
    };
    card(Some(&*t.get("model-what-if")), form)
}

fn choices(at: &InAccount, plan: &Plan, sent: &Pairs) -> Markup {
    let t = at.visit.t;
    let form = html! {
        form.stack method="post" action=(at.path("/model")) data-progress=(at.path("/model/progress")) {
            (text(plan, sent))
            p { (t.get("model-vanished-lead")) }
            @for held in &plan.vanished { (choice(at, held)) }
            div.actions { (Button::submit(t.get("model-plan-again")).primary()) }
        }
    };
    card(Some(&*t.get("model-vanished")), form)
}

fn choice(at: &InAccount, held: &VanishedHeld) -> Markup {
    let t = at.visit.t;
    let name = format!("choose[{} {} {}]", held.what.code(), held.kind, held.id);
    let count = held.active + held.invited + held.out;
    let label = t.with(
        "model-choose",
        &[("what", words::held(at, held.what, &held.kind, &held.id).into()), ("count", count.to_string().into())],
    );
    let nothing = (NOTHING.to_owned(), t.get("model-nothing").into_owned());
    let mut options = vec![(String::new(), t.get("model-open").into_owned())];
    options.extend(held.options.iter().map(|instead| (instead.id.clone(), instead.label.get(at.tag()).to_owned())));
    options.push(nothing);
    let chosen = match &held.choice {
        None => String::new(),
        Some(None) => NOTHING.to_owned(),
        Some(Some(to)) => to.clone(),
    };
    let more = held.active + held.invited + held.out > held.holders.len() as u64;
    html! {
        (Select::new(name, label, options).selected(chosen))
        @if !held.holders.is_empty() {
            details {
                summary { (t.get("model-holders")) }
                ul {
                    @for holder in &held.holders {
                        li {
                            a.name href=(SafeUrl::from(at.user(holder.member, ""))) { bdi { (holder.name) } }
                            @if let Some(status) = words::standing(at, holder.standing) { " " small { (status) } }
                        }
                    }
                }
                @if more { p.muted { (t.get("model-more-in-file")) } }
            }
        }
    }
}
