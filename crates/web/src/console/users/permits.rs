//! What goes beyond a role, and Custom, as fields of a form (E07, C02): used where one invites and where one edits.

use crate::{
    console::{account_words::permission_key, sent::Pairs, visit::InAccount},
    ui::{Button, Checkbox, Choice, Radios},
};
use maud::{Markup, html};
use roster_app::members::{
    set_permissions::{ExtraWish, PermissionsWish},
    show::TimedRow,
};
use roster_domain::{
    grant::Window,
    model::{Application, Permission},
    permission::{PermissionIx, PermissionSet},
    refusal::Refusal,
    role::RoleIx,
};
use std::collections::{BTreeMap, BTreeSet};

/// All or Custom; and there, as values, what is kept.
const MASK: &str = "mask";
const KEEP: &str = "keep";
/// The buttons that tick all of an application, or nothing.
const TICK: &str = "tick";

/// What is chosen, and the last day where there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Permits {
    custom: bool,
    keep: BTreeSet<String>,
    extras: BTreeMap<String, String>,
}

impl Permits {
    /// As it is stored, without what is over.
    pub(super) fn of(at: &InAccount, extras: &[TimedRow], custom: Option<&Vec<String>>) -> Permits {
        let (model, now) = (&at.here.model, at.now().as_millisecond());
        let listed = |kept: &Vec<String>| model.mask(kept.iter().filter_map(|id| model.permission(id)));
        let keep = custom.map_or_else(|| model.in_applications().clone(), listed);
        let stands = extras.iter().filter(|extra| extra.until_at.is_none_or(|until| until > now));
        let last = |extra: &TimedRow| extra.until_at.map(|until| at.last_day(until)).unwrap_or_default();
        let extras = stands.map(|extra| (extra.id.clone(), last(extra))).collect();
        Permits { custom: custom.is_some(), keep: ids(at, &keep), extras }
    }

    /// Where nobody has chosen yet: All, or where the one who chooses is on Custom, what they have.
    pub(crate) fn fresh(at: &InAccount) -> Permits {
        let all = at.here.model.in_applications();
        let mine = all.intersection(&at.here.permissions);
        let custom = !all.is_subset(&at.here.permissions);
        Permits { custom, keep: ids(at, if custom { &mine } else { all }), extras: BTreeMap::new() }
    }

    /// As a colleague has it.
    pub(super) fn like(at: &InAccount, wish: &PermissionsWish) -> Permits {
        let keep = match &wish.custom {
            Some(kept) => kept.iter().cloned().collect(),
            None => ids(at, at.here.model.in_applications()),
        };
        let last =
            |extra: &ExtraWish| extra.window.until.map(|until| at.last_day(until.as_millisecond())).unwrap_or_default();
        let extras = wish.extras.iter().map(|extra| (extra.permission.clone(), last(extra))).collect();
        Permits { custom: wish.custom.is_some(), keep, extras }
    }

    /// As a form sent it; of extras only those under the names for these roles.
    pub(super) fn read(at: &InAccount, sent: &Pairs, roles: &[RoleIx]) -> Permits {
        let mut keep: BTreeSet<String> = sent.all::<String>(KEEP).into_iter().collect();
        let ticked = sent.some(TICK).and_then(|value| value.rsplit_once(' '));
        if let Some((application, all)) = ticked {
            let found = at.here.model.applications().find(|(_, one)| *one.id.as_str() == *application);
            for permission in found.iter().flat_map(|(_, one)| &one.permissions) {
                let id = at.here.model[*permission].id.to_string();
                if all == "all" {
                    keep.insert(id)
                } else {
                    keep.remove(&id)
                };
            }
        }
        let mut extras = BTreeMap::new();
        for role in roles {
            let name = extra_name(at, *role);
            let ends: BTreeMap<String, &str> = sent.group::<String>(&until_name(&name)).into_iter().collect();
            for id in sent.all::<String>(&name) {
                let until = ends.get(&id).copied().unwrap_or_default().to_owned();
                extras.insert(id, until);
            }
        }
        Permits { custom: sent.get(MASK) == "custom" || ticked.is_some(), keep, extras }
    }

    /// With All or Custom as it was, where the form has no such field: it sleeps.
    pub(super) fn or_asleep(self, sent: &Pairs, was: &Permits) -> Permits {
        match sent.some(MASK) {
            Some(_) => self,
            None => Permits { custom: was.custom, keep: was.keep.clone(), ..self },
        }
    }

    /// Whether a button was pressed that only ticks.
    pub(super) fn pressed(sent: &Pairs) -> bool {
        sent.some(TICK).is_some()
    }

    /// What is wished. A day that was not touched keeps the very moment that is stored, and an untouched list the list.
    pub(crate) fn wish(
        &self,
        at: &InAccount,
        was: &Permits,
        stored: &[TimedRow],
        custom: Option<&Vec<String>>,
    ) -> Result<PermissionsWish, Refusal> {
        let mut extras = Vec::new();
        for (id, until) in &self.extras {
            let before = stored.iter().find(|extra| extra.id == *id);
            let time = |at: Option<i64>| at.and_then(|at| jiff::Timestamp::from_millisecond(at).ok());
            let untouched = before.filter(|_| was.extras.get(id) == Some(until));
            let until = match untouched {
                Some(stored) => time(stored.until_at),
                None => at.end_of(until, "/extras").map_err(|problem| Refusal::Invalid(vec![problem]))?,
            };
            let from =
                before.and_then(|stored| time(stored.from_at)).filter(|from| until.is_none_or(|end| *from < end));
            extras.push(ExtraWish { permission: id.clone(), window: Window { from, until } });
        }
        let same = self.custom == was.custom && self.keep == was.keep;
        let custom = match self.custom {
            _ if same => custom.cloned(),
            true => Some(self.keep.iter().cloned().collect()),
            false => None,
        };
        Ok(PermissionsWish { extras, custom })
    }

    /// One line for each thing that can be changed: to be sent along, and compared (F07).
    pub(super) fn items(&self) -> BTreeMap<String, String> {
        let mut items = BTreeMap::from([("mask".to_owned(), if self.custom { "custom" } else { "all" }.to_owned())]);
        if self.custom {
            items.extend(self.keep.iter().map(|id| (format!("keep:{id}"), "on".to_owned())));
        }
        let extra = |(id, until): (&String, &String)| {
            (format!("extra:{id}"), if until.is_empty() { "on".to_owned() } else { until.clone() })
        };
        items.extend(self.extras.iter().map(extra));
        items
    }

    /// The inverse of [`items`](Self::items).
    pub(super) fn from_items(at: &InAccount, items: &BTreeMap<String, String>) -> Permits {
        let custom = items.get("mask").is_some_and(|mask| mask == "custom");
        let group = |prefix: &'static str| {
            let on = items.iter().filter(|(_, value)| !value.is_empty());
            on.filter_map(move |(key, value)| Some((key.strip_prefix(prefix)?.to_owned(), value.clone())))
        };
        let keep = match custom {
            true => group("keep:").map(|(id, _)| id).collect(),
            false => ids(at, at.here.model.in_applications()),
        };
        let day = |(id, until): (String, String)| (id, if until == "on" { String::new() } else { until });
        Permits { custom, keep, extras: group("extra:").map(day).collect() }
    }

    /// All or Custom, application by application.
    pub(super) fn mask(&self, at: &InAccount) -> Markup {
        let t = at.visit.t;
        let choices = [
            Choice::new("all", t.get("permissions-all")).hint(t.get("permissions-all-hint")),
            Choice::new("custom", t.get("permissions-custom")).hint(t.get("permissions-custom-hint")),
        ];
        html! {
            (Radios::new(MASK, t.get("permissions-applications"), choices)
                .selected(if self.custom { "custom" } else { "all" }))
            @for (_, application) in at.here.model.applications() { (self.application(at, application)) }
        }
    }

    fn application(&self, at: &InAccount, application: &Application) -> Markup {
        let t = at.visit.t;
        let label = application.label.get(at.tag());
        let button = |key: &str, what: &str| {
            Button::submit(t.get(key).into_owned()).sends(TICK, format!("{} {what}", application.id)).small().quiet()
        };
        html! {
            fieldset.field.choices.kept {
                legend { (label) }
                div.stack {
                    @for permission in &application.permissions {
                        @let declared = &at.here.model[*permission];
                        (checkbox(at, KEEP, declared, self.keep.contains(declared.id.as_str())))
                    }
                }
                div.actions { (button("permissions-tick-all", "all")) (button("permissions-tick-none", "none")) }
            }
        }
    }

    /// What may be given beyond this role; nothing where it is nothing.
    pub(super) fn extras(&self, at: &InAccount, role: RoleIx) -> Markup {
        let (t, name) = (at.visit.t, extra_name(at, role));
        let label = at.here.model[role].label.get(at.tag()).to_owned();
        let held = |permission: &Permission| self.extras.get(permission.id.as_str());
        html! {
            @if offers(at, role) {
                // With script it is there only while the role is chosen.
                fieldset.field.choices data-of-role=(at.here.model[role].id) {
                    legend { (t.with("permissions-beyond", &[("role", label.into())])) }
                    div.stack {
                        @for permission in at.here.model[role].may_receive.iter().map(|ix| &at.here.model[ix]) {
                            @let of = at.permission_label(permission.id.as_str());
                            div.toolbar {
                                (checkbox(at, &name, permission, held(permission).is_some()))
                                input.input.small type="date" name={ (until_name(&name)) "[" (permission.id) "]" }
                                    value=(held(permission).map(String::as_str).unwrap_or_default())
                                    aria-label=(t.with("permissions-last-day-of", &[("name", of.into())]));
                            }
                        }
                    }
                    p.field-hint { (t.get("permissions-beyond-hint")) }
                }
            }
        }
    }
}

/// Whether anything may be given beyond this role.
pub(super) fn offers(at: &InAccount, role: RoleIx) -> bool {
    !at.here.model[role].may_receive.is_empty()
}

/// Whether Custom means anything to someone with these roles.
pub(super) fn maskable(at: &InAccount, roles: &[RoleIx]) -> bool {
    let model = &at.here.model;
    !model.in_applications().is_empty() && roles.iter().all(|role| model[*role].maskable)
}

/// The roles with these ids; of somebody without any, the model's default role.
pub(super) fn roles(at: &InAccount, ids: &[String]) -> Vec<RoleIx> {
    let model = &at.here.model;
    let found: Vec<RoleIx> = ids.iter().filter_map(|id| model.role(id)).collect();
    if found.is_empty() { vec![model.membership().default_role] } else { found }
}

/// What a permission is good for, in a sentence; may be empty.
pub(super) fn help(at: &InAccount, permission: &Permission) -> String {
    match at.visit.t.find(&format!("{}.help", permission_key(permission.id.as_str()))) {
        Some(ours) => ours.into_owned(),
        None => permission.help.get(at.tag()).to_owned(),
    }
}

/// A box to tick for a permission, with what it does and includes.
pub(crate) fn checkbox(at: &InAccount, name: &str, permission: &Permission, checked: bool) -> Checkbox<'static> {
    let (id, model) = (permission.id.to_string(), &at.here.model);
    let label = at.permission_label(&id);
    let included = permission.includes.iter().filter(|ix| *model[*ix].id.as_str() != *id);
    let included: Vec<String> = included.map(|ix| at.permission_label(model[ix].id.as_str())).collect();
    let mut text = help(at, permission);
    if !included.is_empty() {
        let told = at.visit.t.with("permissions-includes", &[("names", included.join(", ").into())]);
        text = format!("{text} {told}").trim().to_owned();
    }
    let about = at.visit.t.with("keys-about", &[("name", label.as_str().into())]);
    let checkbox = Checkbox::new(name.to_owned(), label).value(id).checked(checked);
    if text.is_empty() { checkbox } else { checkbox.tip(about, text) }
}

fn extra_name(at: &InAccount, role: RoleIx) -> String {
    format!("extra-{}", at.here.model[role].id)
}

fn until_name(extra: &str) -> String {
    format!("{extra}-until")
}

fn ids(at: &InAccount, set: &PermissionSet) -> BTreeSet<String> {
    set.iter().map(|ix: PermissionIx| at.here.model[ix].id.to_string()).collect()
}
