//! All that a model says, as lists and values by part and name.

use super::{Lists, Part, Values};
use crate::{
    grant::GrantWhat,
    model::{Counted, Kind, MailedChange, Model, Role, Text},
    permission::{PermissionSet, RosterPermission},
    resource::KindIx,
    role::{Reach, RoleIx},
};
use std::{collections::BTreeMap, fmt::Debug};

/// What is said of one thing.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) lists: Lists,
    pub(super) values: Values,
}

impl Facts {
    fn list(&mut self, key: &'static str, on: &str, ids: Vec<String>) {
        if !ids.is_empty() {
            self.lists.entry((key, on.to_owned())).or_default().extend(ids);
        }
    }

    fn value(&mut self, key: &'static str, value: impl Into<String>) {
        self.values.insert(key, value.into());
    }

    /// A word of the model's language.
    fn word(&mut self, key: &'static str, word: &impl Debug) {
        self.value(key, snake(&format!("{word:?}")));
    }
}

type Thing = (Part, String, String);

pub(super) fn facts(model: &Model) -> BTreeMap<Thing, Facts> {
    let mut all = BTreeMap::new();
    let mut add = |part, kind: &str, id: &str, facts| all.insert((part, kind.to_owned(), id.to_owned()), facts);
    for (_, declared) in model.roles() {
        add(Part::Role, "", &declared.id, role(model, declared));
    }
    for (_, declared) in model.permissions().skip(RosterPermission::ALL.len()) {
        let mut facts = Facts::default();
        let included = declared.includes.iter().filter(|ix| model[*ix].id != declared.id);
        facts.list("include", "", included.map(|ix| model[ix].id.to_string()).collect());
        facts.list("on", "", declared.on.iter().map(|kind| model[*kind].id.to_string()).collect());
        facts.list("require_status", "", declared.require_status.iter().map(ToString::to_string).collect());
        facts.value("application", declared.application.map(|ix| model[ix].id.to_string()).unwrap_or_default());
        words(&mut facts, [("label", &declared.label), ("help", &declared.help)]);
        add(Part::Permission, "", &declared.id, facts);
    }
    for (ix, declared) in model.kinds() {
        add(Part::Resource, "", &declared.id, kind(model, declared));
        for level in &declared.levels {
            let mut facts = Facts::default();
            facts.list("permissions", "", ids(model, &level.permissions));
            words(&mut facts, [("label", &level.label), ("help", &level.help)]);
            add(Part::Level, &declared.id, &model[level.level], facts);
        }
        for role in &declared.project_roles {
            add(Part::ProjectRole, &declared.id, &model[*role].id, project_role(model, ix, *role));
        }
    }
    for (_, declared) in model.applications() {
        let mut facts = Facts::default();
        words(&mut facts, [("label", &declared.label)]);
        add(Part::Application, "", &declared.id, facts);
    }
    for field in model.fields() {
        let mut facts = Facts::default();
        facts.word("kind", &field.kind);
        facts.value("required", field.required.to_string());
        facts.list("choices", "", field.choices.iter().map(|choice| choice.id.to_string()).collect());
        words(&mut facts, [("label", &field.label), ("help", &field.help)]);
        add(Part::Field, "", &field.id, facts);
    }
    for (name, facts) in rules(model) {
        add(Part::Rule, "", name, facts);
    }
    for (language, labels) in model.labels() {
        for (key, label) in labels {
            let mut facts = Facts::default();
            facts.value("text", label);
            add(Part::Label, "", &format!("{language}.{key}"), facts);
        }
    }
    all
}

fn role(model: &Model, role: &Role) -> Facts {
    let mut facts = Facts::default();
    facts.list("permissions", "", ids(model, &role.permissions));
    facts.list("may_receive", "", ids(model, &role.may_receive));
    for on in &role.on {
        let key = match on.reach {
            Reach::All => "on.all",
            Reach::Own => "on.own",
            Reach::Granted => "on.granted",
        };
        facts.list(key, &model[on.kind].id, ids(model, &on.permissions));
    }
    facts.value("rank", role.rank.0.to_string());
    facts.word("edits", &role.edits);
    facts.word("changes_access", &role.changes_access);
    facts.word("removes", &role.removes);
    for (key, value) in
        [("assignable", role.assignable), ("maskable", role.maskable), ("keeps_account", role.keeps_account)]
    {
        facts.value(key, value.to_string());
    }
    words(&mut facts, [("label", &role.label), ("help", &role.help)]);
    facts
}

fn kind(model: &Model, kind: &Kind) -> Facts {
    let mut facts = Facts::default();
    let what = |what: Option<GrantWhat>| match what {
        None => String::new(),
        Some(GrantWhat::Level(level)) => model[level].to_string(),
        Some(GrantWhat::Role(role)) => model[role].id.to_string(),
        Some(GrantWhat::Permission(permission)) => model[permission].id.to_string(),
    };
    facts.list("offers", "", ids(model, &kind.offers));
    facts.list("joins_new", "", roles(model, &kind.joins_new));
    facts.value("parent", kind.parent.map(|parent| model[parent].id.to_string()).unwrap_or_default());
    facts.value("creator_becomes", what(kind.creator_becomes));
    facts.value("joins_as", what(kind.joins_as));
    facts.value("create_needs", model[kind.create_needs].id.to_string());
    facts.value("edit_needs", model[kind.edit_needs].id.to_string());
    facts.value("delete_needs", model[kind.delete_needs].id.to_string());
    words(&mut facts, [("label", &kind.label), ("plural", &kind.plural)]);
    facts.value("counted", counted(&kind.counted));
    facts
}

fn project_role(model: &Model, kind: KindIx, role: crate::grant::ProjectRoleIx) -> Facts {
    let mut facts = Facts::default();
    let role = &model[role];
    debug_assert_eq!(role.kind, kind, "a kind lists its own");
    facts.list("permissions", "", ids(model, &role.permissions));
    facts.list("require", "", ids(model, &role.require));
    facts.value("single", role.single.to_string());
    facts.value("successor_becomes", role.successor_becomes.map(|role| model[role].id.to_string()).unwrap_or_default());
    words(&mut facts, [("label", &role.label), ("help", &role.help)]);
    if let Some(assign) = &role.assign {
        words(&mut facts, [("assign", assign)]);
    }
    facts
}

/// The rules that are about no single thing.
fn rules(model: &Model) -> Vec<(&'static str, Facts)> {
    let (invitation, membership) = (model.invitation(), model.membership());
    let mut invite = Facts::default();
    invite.value("valid_for", format!("{:#}", invitation.valid_for));
    invite.word("when_expired", &invitation.when_expired);
    invite.word("form", &invitation.form);
    invite.value("welcome", invitation.welcome.to_string());
    invite.list("asks_for", "", invitation.asks_for.iter().map(|ask| snake(&format!("{ask:?}"))).collect());
    invite.list("choose", "", invitation.choose.iter().map(|choice| snake(&format!("{choice:?}"))).collect());
    let mut members = Facts::default();
    members.word("roles", &membership.roles);
    members.value("default_role", model[membership.default_role].id.to_string());
    members.value("self_sign_up", membership.self_sign_up.to_string());
    members.word("restoring", &membership.restoring);
    members.list("leaving", "", membership.leaving.iter().map(|way| snake(&format!("{way:?}"))).collect());
    for (key, only) in [
        ("edit_only", &membership.edit_only),
        ("remove_only", &membership.remove_only),
        ("act_as_only", &membership.act_as_only),
    ] {
        members.list(key, "", only.as_ref().map(|only| roles(model, only)).unwrap_or_default());
    }
    let mut mails = Facts::default();
    let mailed = MailedChange::ALL.into_iter().filter(|(change, _)| model.mails().mails(*change));
    mails.list("sent", "", mailed.map(|(_, key)| key.to_owned()).collect());
    let mut console = Facts::default();
    console.word("users_page", &model.console().users_page);
    let columns = model.console().columns.iter().map(|column| match column {
        crate::model::Column::Reach(kind) => format!("reach.{}", model[*kind].id),
        crate::model::Column::Field(field) => format!("field.{field}"),
        plain => snake(&format!("{plain:?}")),
    });
    console.list("columns", "", columns.collect());
    let mut about = Facts::default();
    words(&mut about, [("name", model.name())]);
    about.value("credits", whole(&model.credits()));
    about.value("compliance", whole(&model.compliance()));
    about.value("quotations", whole(&model.quotations()));
    vec![("invitation", invite), ("membership", members), ("mails", mails), ("console", console), ("account", about)]
}

/// Whether it is there, and a short sign of what it says, which is different where anything in it is.
fn whole(part: &Option<&impl Debug>) -> String {
    use sha2::{Digest, Sha256};
    part.map(|part| {
        let digest = Sha256::digest(format!("{part:?}"));
        digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
    })
    .unwrap_or_default()
}

fn ids(model: &Model, set: &PermissionSet) -> Vec<String> {
    set.iter().map(|ix| model[ix].id.to_string()).collect()
}

fn roles(model: &Model, roles: &[RoleIx]) -> Vec<String> {
    roles.iter().map(|role| model[*role].id.to_string()).collect()
}

fn words<'a>(facts: &mut Facts, texts: impl IntoIterator<Item = (&'static str, &'a Text)>) {
    for (key, text) in texts {
        let said = text.languages().map(|language| format!("{language}: {}", text.get(language)));
        facts.value(key, said.collect::<Vec<_>>().join(" · "));
    }
}

fn counted(counted: &Counted) -> String {
    let said = |language| {
        let forms = ["one", "few", "many", "other"].map(|form| counted.get(language, form, 0).unwrap_or_default());
        format!("{language}: {}", forms.join("/"))
    };
    counted.languages().map(said).collect::<Vec<_>>().join(" · ")
}

/// `NotAbove` as the model writes it: `not_above`.
fn snake(word: &str) -> String {
    let mut snake = String::new();
    for (place, c) in word.chars().enumerate() {
        if c.is_ascii_uppercase() && place > 0 {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}
