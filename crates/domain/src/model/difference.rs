//! What is different between two models, in the terms of a model: a role added, a permission taken from a role, a level changed.
//!
//! Compared is what the models mean, not how they are written: comments, the order and the ways to write the same are no difference.

mod facts;

use crate::model::Model;
use facts::facts;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A part of a model.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A role.
    Role,
    /// A permission of the product.
    Permission,
    /// A kind of resource.
    Resource,
    /// A level on a kind of resource.
    Level,
    /// A project role on a kind of resource.
    ProjectRole,
    /// An application.
    Application,
    /// A profile field.
    Field,
    /// A rule that isn't about one of these.
    Rule,
    /// Words of the console.
    Label,
}

impl Part {
    /// Every one, in the order they are told in.
    pub const ALL: [Part; 9] = [
        Part::Role,
        Part::Permission,
        Part::Resource,
        Part::Level,
        Part::ProjectRole,
        Part::Application,
        Part::Field,
        Part::Rule,
        Part::Label,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Part::Role => "role",
            Part::Permission => "permission",
            Part::Resource => "resource",
            Part::Level => "level",
            Part::ProjectRole => "project_role",
            Part::Application => "application",
            Part::Field => "field",
            Part::Rule => "rule",
            Part::Label => "label",
        }
    }
}

/// One difference.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Difference {
    /// In which part.
    pub part: Part,
    /// For levels and project roles: of which kind of resource; otherwise empty.
    pub kind: String,
    /// Which one.
    pub id: String,
    /// What became of it.
    #[serde(flatten)]
    pub change: Changed,
}

/// What became of a part of a model.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Changed {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// A list of permissions, roles or kinds has others.
    List {
        /// Which list: `permissions`, `include`, `may_receive`, …; for what a role gives on resources, its reach: `on.all`.
        key: String,
        /// For `on.…`: the kind of resource; otherwise empty.
        on: String,
        /// What is new in it.
        added: Vec<String>,
        /// What is no longer in it.
        removed: Vec<String>,
    },
    /// A value is another one.
    Value {
        /// Which.
        key: String,
        /// What it was; empty: nothing.
        before: String,
        /// What it is; empty: nothing.
        after: String,
    },
}

/// Everything that is different in `new`, in the order of a model's parts and their ids.
pub fn differences(old: &Model, new: &Model) -> Vec<Difference> {
    let (before, after) = (facts(old), facts(new));
    let mut found = Vec::new();
    let mut things: Vec<_> = before.keys().chain(after.keys()).collect();
    things.sort_unstable();
    things.dedup();
    for thing in things {
        let (part, kind, id) = thing;
        let mut add = |change| found.push(Difference { part: *part, kind: kind.clone(), id: id.clone(), change });
        match (before.get(thing), after.get(thing)) {
            (None, Some(is)) => {
                add(Changed::Added);
                // What it gives is the news; what it is called stands in the model.
                lists(&BTreeMap::new(), &is.lists).for_each(&mut add);
            }
            (Some(_), None) => add(Changed::Removed),
            (Some(was), Some(is)) => {
                lists(&was.lists, &is.lists).for_each(&mut add);
                values(&was.values, &is.values).for_each(&mut add);
            }
            (None, None) => {}
        }
    }
    found
}

type Lists = BTreeMap<(&'static str, String), Vec<String>>;
type Values = BTreeMap<&'static str, String>;

fn lists<'a>(before: &'a Lists, after: &'a Lists) -> impl Iterator<Item = Changed> + 'a {
    let mut keys: Vec<_> = before.keys().chain(after.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    let none = Vec::new();
    keys.into_iter().filter_map(move |key| {
        let (was, is) = (before.get(key).unwrap_or(&none), after.get(key).unwrap_or(&none));
        let more = |these: &[String], than: &[String]| -> Vec<String> {
            these.iter().filter(|id| !than.contains(id)).cloned().collect()
        };
        let (added, removed) = (more(is, was), more(was, is));
        let same = added.is_empty() && removed.is_empty();
        (!same).then(|| Changed::List { key: key.0.to_owned(), on: key.1.clone(), added, removed })
    })
}

fn values<'a>(before: &'a Values, after: &'a Values) -> impl Iterator<Item = Changed> + 'a {
    let mut keys: Vec<_> = before.keys().chain(after.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter().filter_map(|key| {
        let value = |values: &Values| values.get(key).cloned().unwrap_or_default();
        let (was, is) = (value(before), value(after));
        (was != is).then(|| Changed::Value { key: (*key).to_owned(), before: was, after: is })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::presets;

    fn told(old: &str, new: &str) -> Vec<String> {
        let [old, new] = [old, new].map(|text| Model::compile(text).unwrap_or_else(|found| panic!("{found:?}")));
        let ids = |list: &[String]| list.join(",");
        let one = |it: Difference| {
            let of = format!("{} {}{}{}", it.part.code(), it.kind, if it.kind.is_empty() { "" } else { "/" }, it.id);
            match it.change {
                Changed::Added => format!("{of} added"),
                Changed::Removed => format!("{of} removed"),
                Changed::List { key, on, added, removed } => {
                    format!("{of}: {key} {on} +[{}] -[{}]", ids(&added), ids(&removed))
                }
                Changed::Value { key, before, after } => format!("{of}: {key} {before:?} -> {after:?}"),
            }
        };
        differences(&old, &new).into_iter().map(one).collect()
    }

    fn text() -> &'static str {
        presets().iter().map(|preset| preset.text).find(|text| text.contains("remove_only = [\"user\"]")).unwrap()
    }

    #[test]
    fn f08_what_means_the_same_is_no_difference() {
        let written_otherwise = format!("# a comment\n{}", text().replace("roles = \"one\"\n", ""));
        assert_eq!(told(text(), &written_otherwise), Vec::<String>::new());
        for preset in presets() {
            assert_eq!(told(preset.text, preset.text), Vec::<String>::new(), "{}", preset.id);
        }
    }

    #[test]
    fn f08_differences_are_told_in_the_terms_of_the_model() {
        let new = text()
            .replacen("    \"roster.export\",\n", "", 1)
            .replacen("rank = 80", "rank = 90", 1)
            .replace("remove_only = [\"user\"]", "remove_only = [\"user\", \"admin\"]");
        assert_eq!(
            told(text(), &new),
            [
                "role admin: permissions  +[] -[roster.export]",
                "role admin: rank \"80\" -> \"90\"",
                "rule membership: remove_only  +[admin] -[]",
            ]
        );
        let back = told(&new, text());
        assert_eq!(back.first().map(String::as_str), Some("role admin: permissions  +[roster.export] -[]"));
    }
}
