//! What somebody shall have on one resource, as fields of a form: a level, a project role, single permissions, each with its last
//! day (F23, C11).

use crate::{
    console::{sent::Pairs, users::permits, visit::InAccount},
    ui::{Choice, Field, Radios},
};
use maud::{Markup, html};
use roster_app::{
    access::given_there::MembersGrantRow,
    members::{
        given::{AccessWish, Given},
        set_access::{AccessEdit, Wanted},
        show::LEVEL,
    },
};
use roster_domain::{
    grant::Window,
    id::ResourceId,
    model::{Kind, ProjectRole},
    permission::PermissionIx,
    refusal::{FieldProblem, Refusal},
};
use std::collections::{BTreeMap, BTreeSet};

/// The fields, and the group of last days: `until[level]`, `until[role]`, `until[permission:<id>]`.
const ROLE: &str = "role";
const PERMISSION: &str = "permission";
const UNTIL: &str = "until";

/// What the form was made from: `was[<slot>]`.
const WAS: &str = "was";

/// One thing that is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) id: String,
    /// The last day, as a field for dates has it; empty: without end.
    pub(super) until: String,
}

/// What is given, by slot: `level`, `role`, `permission:<id>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Gift(pub(super) BTreeMap<String, Part>);

impl Part {
    /// As one text, to be sent along and compared.
    fn joined(&self) -> String {
        format!("{}|{}", self.id, self.until)
    }

    fn split(text: &str) -> Part {
        let (id, until) = text.split_once('|').unwrap_or((text, ""));
        Part { id: id.to_owned(), until: until.to_owned() }
    }
}

impl Gift {
    /// As a form sent it.
    pub(super) fn read(sent: &Pairs) -> Gift {
        let ends: BTreeMap<String, &str> = sent.group::<String>(UNTIL).into_iter().collect();
        let mut parts = BTreeMap::new();
        let mut add = |slot: String, id: &str| {
            let until = ends.get(&slot).copied().unwrap_or_default().to_owned();
            parts.insert(slot, Part { id: id.to_owned(), until });
        };
        for slot in [LEVEL, ROLE] {
            sent.some(slot).into_iter().for_each(|id| add(slot.to_owned(), id));
        }
        for id in sent.all::<String>(PERMISSION) {
            add(format!("{PERMISSION}:{id}"), &id);
        }
        Gift(parts)
    }

    /// What the form that was sent was made from.
    pub(super) fn was(sent: &Pairs) -> Gift {
        Gift::from_items(sent.group::<String>(WAS).into_iter().map(|(slot, text)| (slot, text.to_owned())))
    }

    /// As it is stored, without what is over.
    pub(super) fn stored(at: &InAccount, given: &[MembersGrantRow]) -> Gift {
        let now = at.now().as_millisecond();
        let stands = given.iter().filter(|grant| grant.until_at.is_none_or(|until| until > now));
        let part = |grant: &MembersGrantRow| {
            let what = Given::stored(&grant.slot, &grant.value);
            let until = grant.until_at.map(|until| at.last_day(until)).unwrap_or_default();
            (slot(&what), Part { id: what.id().to_owned(), until })
        };
        Gift(stands.map(part).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A text for each thing that can be changed (F07).
    pub(super) fn items(&self) -> BTreeMap<String, String> {
        self.0.iter().map(|(slot, part)| (slot.clone(), part.joined())).collect()
    }

    /// The inverse of [`items`](Self::items).
    pub(super) fn from_items(items: impl IntoIterator<Item = (String, String)>) -> Gift {
        let given = items.into_iter().map(|(slot, text)| (slot, Part::split(&text)));
        Gift(given.filter(|(_, part)| !part.id.is_empty()).collect())
    }

    /// What is given, in words, each with its end.
    pub(super) fn labels(&self, at: &InAccount) -> Vec<String> {
        self.0.values().map(|part| label(at, &part.joined())).collect()
    }

    /// What is to be changed for this to stand where `was` stood. A day that was not touched keeps the very moment that is stored.
    pub(super) fn edits(
        &self,
        at: &InAccount,
        resource: ResourceId,
        was: &Gift,
        stored: &[MembersGrantRow],
    ) -> Result<Vec<AccessEdit>, Refusal> {
        let slots: BTreeSet<&String> = self.0.keys().chain(was.0.keys()).collect();
        let mut edits = Vec::new();
        for slot in slots {
            let (mine, before) = (self.0.get(slot), was.0.get(slot));
            if mine == before {
                continue;
            }
            let edit = |what, window| AccessEdit { resource, what, window };
            let Some(part) = mine else {
                edits.push(edit(taken(slot), Window::ALWAYS));
                continue;
            };
            let time = |at: Option<i64>| at.and_then(|at| jiff::Timestamp::from_millisecond(at).ok());
            let row = stored.iter().find(|grant| self::slot(&Given::stored(&grant.slot, &grant.value)) == *slot);
            let until = match row.filter(|_| before.is_some_and(|before| before.until == part.until)) {
                Some(row) => time(row.until_at),
                None => end(at, part)?,
            };
            let from = row.and_then(|row| time(row.from_at)).filter(|from| until.is_none_or(|until| *from < until));
            edits.push(edit(Wanted::Give(given(slot, &part.id)), Window { from, until }));
        }
        Ok(edits)
    }

    /// The same as wishes for somebody who has nothing yet.
    pub(super) fn wishes(&self, at: &InAccount, resource: ResourceId) -> Result<Vec<AccessWish>, Refusal> {
        let wish = |(slot, part): (&String, &Part)| {
            let window = Window { from: None, until: end(at, part)? };
            Ok(AccessWish { resource, what: given(slot, &part.id), window })
        };
        self.0.iter().map(wish).collect()
    }
}

fn end(at: &InAccount, part: &Part) -> Result<Option<jiff::Timestamp>, Refusal> {
    at.end_of(&part.until, "/until").map_err(|problem: FieldProblem| Refusal::Invalid(vec![problem]))
}

/// The slot of a form: there is one for the level, one for the project role, and one for each permission.
fn slot(what: &Given) -> String {
    match what {
        Given::Level(_) => LEVEL.to_owned(),
        Given::Role(_) => ROLE.to_owned(),
        Given::Permission(id) => format!("{PERMISSION}:{id}"),
    }
}

fn given(slot: &str, id: &str) -> Given {
    match slot {
        LEVEL => Given::Level(id.to_owned()),
        ROLE => Given::Role(id.to_owned()),
        _ => Given::Permission(id.to_owned()),
    }
}

fn taken(slot: &str) -> Wanted {
    match slot.split_once(':') {
        Some((_, id)) => Wanted::Not(id.to_owned()),
        None if slot == LEVEL => Wanted::NoLevel,
        None => Wanted::NoRole,
    }
}

/// What a slot is called where both sides of a change are shown.
pub(super) fn slot_label(at: &InAccount, slot: &str) -> String {
    let t = at.visit.t;
    match slot.split_once(':') {
        Some((_, id)) => at.permission_label(id),
        None if slot == LEVEL => t.get("access-level").into_owned(),
        None => t.get("gift-role").into_owned(),
    }
}

/// A joined part in words.
pub(super) fn label(at: &InAccount, joined: &str) -> String {
    let part = Part::split(joined);
    let label = at.access_label(&part.id);
    if part.until.is_empty() { label } else { format!("{label}, {}", part.until) }
}

/// The fields for what can be given on one kind of resource.
pub(super) struct Fields<'f> {
    pub(super) at: &'f InAccount,
    pub(super) kind: &'f Kind,
    /// What the form begins with.
    pub(super) gift: &'f Gift,
    /// What the form was made from; `None` where something is given for the first time, and nothing taken away.
    pub(super) was: Option<&'f Gift>,
    /// Ids of what the one who gives may there: nobody gives more.
    pub(super) held: &'f [String],
    /// Ids of what the receiver may there anyway.
    pub(super) otherwise: &'f [String],
    /// What is wrong with the fields of this name.
    pub(super) error: &'f dyn Fn(&str) -> Option<String>,
}

/// Whether there is anything on this kind that somebody can simply be given.
pub(super) fn offers_something(at: &InAccount, kind: &Kind) -> bool {
    let roles = kind.project_roles.iter().any(|role| !at.here.model[*role].single);
    kind.levels.iter().any(|level| !level.permissions.is_empty()) || roles || !kind.offers.is_empty()
}

impl Fields<'_> {
    pub(super) fn show(&self) -> Markup {
        html! {
            @if let Some(was) = self.was {
                @for (slot, text) in was.items() { input type="hidden" name={ (WAS) "[" (slot) "]" } value=(text); }
            }
            (self.level())
            (self.role())
            (self.permissions())
        }
    }

    fn nothing(&self) -> Option<Choice<'static>> {
        self.was.map(|_| Choice::new("", self.at.visit.t.get("access-not-given")))
    }

    fn last_day(&self, slot: &str) -> Markup {
        let (t, until) = (self.at.visit.t, self.part(slot).map(|part| part.until.clone()).unwrap_or_default());
        let field = Field::date(format!("{UNTIL}[{slot}]"), t.get("gift-last-day")).aside(t.get("optional"));
        html! { (field.value(until)) }
    }

    fn part(&self, slot: &str) -> Option<&Part> {
        self.gift.0.get(slot)
    }

    fn selected(&self, slot: &str) -> String {
        self.part(slot).map(|part| part.id.clone()).unwrap_or_default()
    }

    fn level(&self) -> Markup {
        let (at, t, model) = (self.at, self.at.visit.t, &self.at.here.model);
        // A level that shuts out is none that one gives.
        let shown = |level: &&roster_domain::model::Level| self.was.is_some() || !level.permissions.is_empty();
        let choices = self.kind.levels.iter().filter(shown).map(|level| {
            Choice::new(model[level.level].to_string(), level.label.get(at.tag()).to_owned())
                .hint(level.help.get(at.tag()).to_owned())
        });
        html! {
            @if !self.kind.levels.is_empty() {
                (Radios::new(LEVEL, t.get("access-level"), self.nothing().into_iter().chain(choices))
                    .selected(self.selected(LEVEL)).error((self.error)(LEVEL)))
                (self.last_day(LEVEL))
            }
        }
    }

    fn role(&self) -> Markup {
        let (at, t, model) = (self.at, self.at.visit.t, &self.at.here.model);
        let roles = || self.kind.project_roles.iter().map(|role| &model[*role]);
        let held = self.was.and_then(|was| was.0.get(ROLE)).map(|part| part.id.as_str());
        // Whoever has what only one can have keeps it until another follows.
        if let Some(role) = roles().find(|role| role.single && held.is_some_and(|held| role.id == held)) {
            return self.held_alone(role);
        }
        let choices = roles().filter(|role| !role.single).map(|role| {
            let choice = Choice::new(role.id.to_string(), role.label.get(at.tag()).to_owned());
            if role.help.is_empty() { choice } else { choice.hint(role.help.get(at.tag()).to_owned()) }
        });
        html! {
            @if roles().any(|role| !role.single) {
                (Radios::new(ROLE, t.get("gift-role"), self.nothing().into_iter().chain(choices))
                    .selected(self.selected(ROLE)).error((self.error)(ROLE)))
                (self.last_day(ROLE))
            }
        }
    }

    fn held_alone(&self, role: &ProjectRole) -> Markup {
        let t = self.at.visit.t;
        html! {
            div.field {
                b { (role.label.get(self.at.tag())) }
                p.field-hint { (t.get("gift-held-alone")) }
                input type="hidden" name=(ROLE) value=(role.id);
            }
        }
    }

    /// Those that are offered and can be given by the one who looks, and those that are given.
    fn permissions(&self) -> Markup {
        let (t, model) = (self.at.visit.t, &self.at.here.model);
        let has = |ix: &PermissionIx| self.gift.0.contains_key(&format!("{PERMISSION}:{}", model[*ix].id));
        let was = |ix: &PermissionIx| {
            self.was.is_some_and(|was| was.0.contains_key(&format!("{PERMISSION}:{}", model[*ix].id)))
        };
        let held = |ix: &PermissionIx| self.held.iter().any(|id| *model[*ix].id.as_str() == **id);
        let there = model.permissions().map(|(ix, _)| ix);
        let shown: Vec<PermissionIx> =
            there.filter(|ix| has(ix) || was(ix) || (self.kind.offers.contains(*ix) && held(ix))).collect();
        html! {
            @if !shown.is_empty() {
                fieldset.field.choices id="f-permission" tabindex="-1" {
                    legend { (t.get("gift-permissions")) }
                    div.stack {
                        @for ix in &shown { (self.permission(*ix)) }
                    }
                    p.field-hint { (t.get("gift-permissions-hint")) }
                    @if let Some(error) = (self.error)(PERMISSION) { p.field-error { (error) } }
                }
            }
            @if self.kind.offers.iter().any(|ix| !held(&ix)) { p.field-hint { (t.get("gift-not-held")) } }
        }
    }

    fn permission(&self, ix: PermissionIx) -> Markup {
        let (at, t) = (self.at, self.at.visit.t);
        let permission = &at.here.model[ix];
        let slot = format!("{PERMISSION}:{}", permission.id);
        let part = self.part(&slot);
        let label = at.permission_label(permission.id.as_str());
        let mut checkbox = permits::checkbox(at, PERMISSION, permission, part.is_some());
        if self.otherwise.iter().any(|id| *permission.id.as_str() == **id) {
            checkbox = checkbox.hint(t.get("gift-anyway"));
        }
        html! {
            div.toolbar {
                (checkbox)
                input.input.small type="date" name={ (UNTIL) "[" (slot) "]" }
                    value=(part.map(|part| part.until.as_str()).unwrap_or_default())
                    aria-label=(t.with("permissions-last-day-of", &[("name", label.into())]));
            }
        }
    }
}
