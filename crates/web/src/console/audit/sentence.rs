//! One event as a sentence, with what changed below it.

use crate::{console::visit::InAccount, text::Value};
use maud::{Markup, html};
use roster_app::{audit::list::Told, details};
use roster_domain::{
    event::{ActorRef, Change, EventKind},
    id::{Id, MemberId},
    permission::RosterPermission,
};

/// Stand in the sentence where names come, and are then replaced by them: nobody can type these.
const ACTOR: &str = "\u{E000}";
const SUBJECT: &str = "\u{E001}";

/// An event on a page.
pub(super) struct Sentence<'e> {
    pub(super) at: &'e InAccount,
    pub(super) event: &'e Told,
}

impl Sentence<'_> {
    /// The sentence, and before → after.
    pub(super) fn show(&self) -> Markup {
        let changes = self.event.details.as_ref().map(|details| details.changes.as_slice()).unwrap_or_default();
        self.with(html! { @if !changes.is_empty() { ul { @for change in changes { li { (self::change(self.at, change)) } } } } })
    }

    /// The sentence alone.
    pub(super) fn told(&self) -> Markup {
        self.with(Markup::default())
    }

    fn with(&self, changes: Markup) -> Markup {
        let (t, details) = (self.at.visit.t, self.event.details.as_ref());
        let values = [("actor", Value::from(ACTOR)), ("subject", Value::from(SUBJECT))];
        let told = t.find_with(&format!("event-{}", self.event.kind), &values);
        // A newer version may have written what this one has no words for.
        let told = told.unwrap_or_else(|| format!("{ACTOR}: {} {SUBJECT}", self.event.kind));
        html! {
            div.event {
                p { (self.named(&told)) }
                (changes)
                @if let Some(note) = details.and_then(|details| details.note.as_deref()) { p { small { bdi { (note) } } } }
                @if details.is_none() { p { small { (t.get("audit-erased")) } } }
            }
        }
    }

    /// The sentence with its names put in.
    fn named(&self, told: &str) -> Markup {
        let mut rest = told;
        let mut parts = Vec::new();
        while let Some(place) = rest.find([ACTOR, SUBJECT].map(|mark| mark.chars().next().unwrap_or_default())) {
            let mark = &rest[place..place + ACTOR.len()];
            parts.push((&rest[..place], Some(mark == ACTOR)));
            rest = &rest[place + ACTOR.len()..];
        }
        parts.push((rest, None));
        html! {
            @for (text, name) in parts {
                (text)
                @match name { Some(true) => (self.actor()), Some(false) => (self.subject()), None => {} }
            }
        }
    }

    fn actor(&self) -> Markup {
        let (t, event) = (self.at.visit.t, self.event);
        let named = |name: &Option<String>| name.clone().unwrap_or_else(|| t.get("audit-somebody-gone").into_owned());
        match ActorRef::from_parts(&event.actor_kind, event.actor) {
            Some(ActorRef::Member(member)) => html! {
                (self.member(Some(member), &named(&event.actor_name)))
                @if event.on_behalf_of.is_some() && event.kind != EventKind::ActingEnded.code() {
                    " (" (t.get("audit-acting-as")) " "
                    (self.member(event.on_behalf_of, &named(&event.on_behalf_of_name))) ")"
                }
            },
            Some(ActorRef::System) if event.on_behalf_of.is_some() => {
                self.member(event.on_behalf_of, &named(&event.on_behalf_of_name))
            }
            Some(ActorRef::Key(_)) if event.on_behalf_of.is_none() => html! { (t.get("audit-account-key")) },
            Some(ActorRef::Key(_)) => html! {
                (self.member(event.on_behalf_of, &named(&event.on_behalf_of_name))) " (" (t.get("audit-with-key")) ")"
            },
            Some(ActorRef::Operator) => html! { (t.get("audit-operator")) },
            Some(ActorRef::System) => html! { (self.at.visit.web.config.product) },
            Some(ActorRef::Person(_) | ActorRef::Anonymous) | None => html! { (t.get("audit-somebody")) },
        }
    }

    fn member(&self, member: Option<MemberId>, name: &str) -> Markup {
        match member.filter(|_| self.at.here.may(RosterPermission::ReadMembers)) {
            Some(member) => html! { a.name href=(self.at.user(member, "")) { bdi { (name) } } },
            None => html! { b.name { bdi { (name) } } },
        }
    }

    fn subject(&self) -> Markup {
        let subject = self.event.details.as_ref().and_then(|details| details.subject.as_deref()).unwrap_or("—");
        if self.event.kind == EventKind::AttemptDenied.code() {
            return html! { (self.denied(subject)) };
        }
        if self.event.target_kind == "job" {
            return self.job(subject);
        }
        match (self.event.target_kind.as_str(), self.event.target) {
            ("member", Some(id)) => self.member(Some(MemberId::from_uuid(id)), subject),
            _ => html! { b.name { bdi { (subject) } } },
        }
    }

    /// What was done to many.
    fn job(&self, deed: &str) -> Markup {
        let told = self.at.visit.t.find(&format!("deed-{deed}")).map_or_else(|| deed.to_owned(), |it| it.into_owned());
        let job = self.event.target.map(|job| self.at.job(Id::from_uuid(job), ""));
        html! { @match job { Some(job) => { a.name href=(job) { (told) } }, None => { b.name { (told) } } } }
    }

    /// What was tried: a permission that is missing, or the code of another refusal with what it is about.
    fn denied(&self, what: &str) -> String {
        let (code, about) = what.split_once(": ").unwrap_or((what, ""));
        match self.at.visit.t.find(&format!("denied-{code}")) {
            Some(told) if about.is_empty() => told.into_owned(),
            Some(told) => {
                let labels: Vec<String> = about.split(", ").map(|id| self.at.held_label(id)).collect();
                format!("{told} ({})", labels.join(", "))
            }
            None => self.at.permission_label(what),
        }
    }
}

/// One value before and after.
pub(super) fn change(at: &InAccount, change: &Change) -> Markup {
    if change.field == "field" {
        return profile_field(at, change);
    }
    let t = at.visit.t;
    let field = match t.find(&format!("field-{}", change.field)) {
        Some(label) => label.into_owned(),
        None => at.detail_label(details::field_of(&change.field)),
    };
    let value = |value: &Option<String>| match value.as_deref() {
        None | Some("") => "—".to_owned(),
        Some(value) => self::value(at, &change.field, value),
    };
    let (before, after) = (value(&change.before), value(&change.after));
    html! {
        span.muted { (field) @if let Some(of) = &change.of { " " bdi { (self::of(at, &change.field, of)) } } ": " }
        @if change.before.is_some() { bdi { (before) } " → " }
        bdi { (after) }
    }
}

/// The same of a profile field of the model.
fn profile_field(at: &InAccount, change: &Change) -> Markup {
    let id = change.of.as_deref().unwrap_or_default();
    let declared = at.declared_field(id);
    let label = declared.map_or(id, |field| field.label.get(at.tag()));
    let words = |text: &String| declared.map_or_else(|| text.clone(), |field| at.field_words(field, text.clone()));
    let value = |value: &Option<String>| value.as_ref().map_or_else(|| "—".to_owned(), words);
    html! {
        span.muted { bdi { (label) } ": " }
        bdi { (value(&change.before)) } " → " bdi { (value(&change.after)) }
    }
}

/// One among many: what it is called already, but for permissions.
fn of(at: &InAccount, field: &str, of: &str) -> String {
    if field.starts_with("extra_") { at.permission_label(of) } else { of.to_owned() }
}

/// Ids as people call them.
fn value(at: &InAccount, field: &str, value: &str) -> String {
    let each = |label: &dyn Fn(&str) -> String| value.split(", ").map(label).collect::<Vec<_>>().join(", ");
    match field {
        "status" => at.status_label(value),
        "presence" => {
            at.visit.t.find(&format!("field-presence-{value}")).map_or_else(|| value.to_owned(), |it| it.into_owned())
        }
        "role" => each(&|id| at.role_label(id)),
        "custom" if value == "*" => at.visit.t.get("audit-all").into_owned(),
        "permissions" | "extra" | "custom" => each(&|id| at.permission_label(id)),
        "key_of" => at.visit.t.get("keys-account").into_owned(),
        "compliance" => at.compliance_status_label(value),
        "left" => why_left(value).map_or_else(|| value.to_owned(), |key| at.visit.t.get(key).into_owned()),
        "access" | "access_of" => at.access_label(value),
        "purge_at" | "ends_at" | "access_from" | "access_until" | "role_from" | "role_until" | "extra_from"
        | "extra_until" => match value.parse() {
            Ok(time) => at.visit.t.date_time(time, &at.visit.zone()),
            Err(_) => value.to_owned(),
        },
        _ => value.to_owned(),
    }
}

/// Why something did not come back.
fn why_left(value: &str) -> Option<&'static str> {
    match value {
        "gone" => Some("model-left-gone"),
        "changed_since" => Some("model-left-changed"),
        _ => None,
    }
}
