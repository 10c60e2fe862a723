//! Words for what a plan says: differences, places, what disappears.

use crate::console::visit::InAccount;
use maud::{Markup, html};
use roster_app::models::{Disappears, NotRestored, Place, Whose};
use roster_domain::{
    model::{Changed, Difference},
    plan::What,
};

/// A word of ours as a text of its own.
pub(super) fn owned(text: &str) -> String {
    text.to_owned()
}

/// "Role Admin: no longer gives …".
pub(super) fn difference(at: &InAccount, difference: &Difference) -> Markup {
    let t = at.visit.t;
    let part = t.get(&format!("model-part-{}", difference.part.code()));
    let ids = |ids: &[String]| ids.iter().map(|id| named(at, id)).collect::<Vec<_>>().join(", ");
    html! {
        (part) " " b { bdi { (difference.id) } }
        @if !difference.kind.is_empty() { " (" (kind(at, &difference.kind)) ")" }
        ": "
        @match &difference.change {
            Changed::Added => { (t.get("model-added")) }
            Changed::Removed => { (t.get("model-removed")) }
            Changed::List { key, on, added, removed } => {
                code { (key) } @if !on.is_empty() { " " (kind(at, on)) } " "
                @if !added.is_empty() { "+ " (ids(added)) " " }
                @if !removed.is_empty() { "− " (ids(removed)) }
            }
            Changed::Value { key, before, after } => {
                code { (key) } " " bdi { (or_dash(before)) } " → " bdi { (or_dash(after)) }
            }
        }
    }
}

fn or_dash(value: &str) -> &str {
    if value.is_empty() { "—" } else { value }
}

/// A permission by what it is called; whatever else stands in a list, by its id.
fn named(at: &InAccount, id: &str) -> String {
    at.permission_label(id)
}

/// What people call a kind of resource.
fn kind(at: &InAccount, id: &str) -> String {
    let model = &at.here.model;
    model.kind(id).map_or_else(|| id.to_owned(), |kind| model[kind].label.get(at.tag()).to_owned())
}

/// Where something is gained or lost.
pub(super) fn place(at: &InAccount, place: &Place, resource: Option<&str>) -> Markup {
    let t = at.visit.t;
    match place {
        Place::Account => html! { (t.get("model-in-account")) },
        Place::Everywhere { kind: id } => html! { (t.with("model-everywhere", &[("kind", kind(at, id).into())])) },
        Place::On { kind: id } => html! {
            (t.with("model-on", &[("kind", kind(at, id).into())])) @if let Some(name) = resource { " – " bdi { (name) } }
        },
        Place::Over { role } => html! { (t.with("model-over", &[("role", at.role_label(role).into())])) },
    }
}

/// That somebody isn't in yet, or is out for a while.
pub(super) fn standing(at: &InAccount, standing: Whose) -> Option<String> {
    match standing {
        Whose::Active => None,
        Whose::Invited => Some(at.status_label("invited")),
        Whose::Disabled => Some(at.status_label("disabled")),
    }
}

/// What disappears: "Level read_write (Site)".
pub(super) fn held(at: &InAccount, what: What, of: &str, id: &str) -> String {
    let part = at.visit.t.get(&format!("model-part-{}", what.code()));
    match of.is_empty() {
        true => format!("{part} {id}"),
        false => format!("{part} {id} ({})", kind(at, of)),
    }
}

/// What a member holds that disappears, where, and what takes its place.
pub(super) fn disappears(at: &InAccount, one: &Disappears) -> Markup {
    let what = held(at, one.what, &one.kind, &one.id);
    html! {
        (at.visit.t.with("model-disappears", &[("what", what.into())]))
        @if let Some(name) = &one.resource_name { " – " bdi { (name) } }
        @if let Some(to) = &one.becomes { " → " bdi { (to) } }
    }
}

/// What doesn't come back to a member, and why.
pub(super) fn left(at: &InAccount, left: &NotRestored) -> Markup {
    let why = if left.gone { "model-left-gone" } else { "model-left-changed" };
    html! {
        b { bdi { (left.name) } } ": " (held(at, left.what, &left.kind, &left.ids.join(", ")))
        @if let Some(name) = &left.resource_name { " – " bdi { (name) } }
        " – " (at.visit.t.get(why))
    }
}
