//! The language of models, key by key, as TOML gives it: shapes only, nothing is looked up yet.

use super::{
    parts::{AskFor, HowManyRoles, InviteForm, Leaving, WhenExpired},
    text::Text,
};
use crate::role::{ActsOn, Reach};
use serde::{Deserialize, Deserializer, de};
use std::{collections::BTreeMap, fmt, marker::PhantomData};
use toml::Spanned;

/// A name with its place in the text.
pub(super) type Name = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawModel {
    /// What people call the model.
    pub name: Text,
    /// `[labels.<language>]`: whole labels for places in the console, see [`labels`](super::labels).
    #[serde(default)]
    pub labels: InOrder<InOrder<Name>>,
    /// `[invitation]`
    #[serde(default)]
    pub invitation: RawInvitation,
    /// `[membership]`
    pub membership: RawMembership,
    /// `[[application]]`: groups of permissions that Custom switches.
    #[serde(default)]
    pub application: Vec<RawApplication>,
    /// `[[permission]]`: the product's; Roster's own need no declaration.
    #[serde(default)]
    pub permission: Vec<RawPermission>,
    /// `[[role]]`
    #[serde(default)]
    pub role: Vec<RawRole>,
    /// `[[resource]]`: kinds of resource.
    #[serde(default)]
    pub resource: Vec<RawResource>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawInvitation {
    /// `"24h"`, `"30d"`; absent: 7 days.
    pub valid_for: Option<Name>,
    /// `"keep"` it in the list as expired, or `"remove"` it.
    pub when_expired: WhenExpired,
    /// Any of `name`, `password`, `email`, `country`, `language`; absent: name and password.
    pub asks_for: Option<Vec<Spanned<AskFor>>>,
    /// `"lines"`: one address per line; `"list"`: type, Add, again; `"person"`: one person, with names.
    pub form: InviteForm,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMembership {
    /// `"one"` or `"many"` roles for a member.
    #[serde(default)]
    pub roles: HowManyRoles,
    /// What holds where no role is in force (rule 3).
    pub default_role: Name,
    /// Whether people may sign themselves up; they get the default role.
    #[serde(default)]
    pub self_sign_up: bool,
    /// The ways out on offer, the recommended first: `"disable"`, `"archive"`, `"delete"`.
    pub leaving: Spanned<Vec<Spanned<Leaving>>>,
    /// Rule 11, narrowed: only members all of whose roles are listed can be edited.
    pub edit_only: Option<Spanned<Vec<Name>>>,
    /// The same for disabling, archiving and deleting.
    pub remove_only: Option<Spanned<Vec<Name>>>,
    /// The same for acting as someone.
    pub act_as_only: Option<Spanned<Vec<Name>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawApplication {
    pub id: Name,
    pub label: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPermission {
    /// Anything that doesn't begin with `roster.`.
    pub id: Name,
    /// Absent: the id.
    pub label: Option<Text>,
    /// A sentence that says exactly what it allows.
    #[serde(default)]
    pub help: Text,
    /// Permissions that whoever has this one has too, also Roster's own.
    #[serde(default)]
    pub include: Vec<Name>,
    /// The kinds of resource it is held on; absent: it is held in the account.
    pub on: Option<Spanned<OneOrMore>>,
    /// The application it is switched with.
    pub application: Option<Name>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRole {
    pub id: Name,
    pub label: Option<Text>,
    #[serde(default)]
    pub help: Text,
    /// How high it stands; only the order counts.
    pub rank: u16,
    /// What it gives in the account; `"*"` for all of the product's.
    #[serde(default)]
    pub permissions: Vec<Name>,
    /// What it gives on resources (rule 5).
    #[serde(default)]
    pub on: Vec<RawOn>,
    /// What its holders can be given beyond it (rule 4).
    #[serde(default)]
    pub may_receive: Vec<Name>,
    /// On whom it may be used to edit: `"none"`, `"below"`, `"not_above"` (rule 11).
    #[serde(default)]
    pub edits: ActsOn,
    /// The same for removing and bringing back.
    #[serde(default)]
    pub removes: ActsOn,
    /// Whether it can be given at all.
    #[serde(default = "yes")]
    pub assignable: bool,
    /// Whether Custom applies to its holders (rule 9).
    #[serde(default = "yes")]
    pub maskable: bool,
    /// Whether one active holder without end is enough (rule 14).
    #[serde(default)]
    pub keeps_account: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOn {
    pub kind: Name,
    /// `"all"`, `"own"` or `"granted"`.
    pub reach: Reach,
    pub permissions: Vec<Name>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawResource {
    pub kind: Name,
    pub label: Option<Text>,
    /// The heading of a list of them.
    pub plural: Option<Text>,
    /// By language and CLDR plural category: `{ en = { one = "1 site", other = "{n} sites" } }`.
    #[serde(default)]
    pub counted: BTreeMap<String, BTreeMap<Spanned<String>, String>>,
    /// The kind above it.
    pub parent: Option<Name>,
    /// Absent: the same as those of the parent.
    pub levels: Option<InOrder<RawLevel>>,
    /// Project roles.
    #[serde(default)]
    pub roles: InOrder<RawProjectRole>,
    /// The level or project role that whoever creates one gets on it.
    pub creator_becomes: Option<Name>,
    /// Roles of the account whose holders join every new one …
    #[serde(default)]
    pub joins_new: Vec<Name>,
    /// … with this level or project role.
    pub joins_as: Option<Name>,
    /// Needed to create one, on the parent or in the account; absent: `roster.manage_resources`.
    pub create_needs: Option<Name>,
    /// Needed on it to rename and change it; absent: the same.
    pub edit_needs: Option<Name>,
    /// Needed on it to delete it; absent: the same.
    pub delete_needs: Option<Name>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProjectRole {
    pub label: Option<Text>,
    #[serde(default)]
    pub help: Text,
    /// What it gives on the resource and on what lies under it (rule 7).
    pub permissions: Vec<Name>,
    /// Whether only one member can have it on a resource (rule 13).
    #[serde(default)]
    pub single: bool,
    /// What one must hold to receive it.
    #[serde(default)]
    pub require: Vec<Name>,
    /// What the former holder of a single role becomes.
    pub successor_becomes: Option<Name>,
}

/// A level: a list of permissions, or a table that also has a label.
pub(super) struct RawLevel {
    pub label: Option<Text>,
    pub help: Text,
    pub permissions: Vec<Name>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLevelTable {
    label: Option<Text>,
    #[serde(default)]
    help: Text,
    permissions: Vec<Name>,
}

fn yes() -> bool {
    true
}

impl<'de> Deserialize<'de> for RawLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawLevel, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = RawLevel;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of permissions, or a table with label, help and permissions")
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, seq: A) -> Result<RawLevel, A::Error> {
                let permissions = Deserialize::deserialize(de::value::SeqAccessDeserializer::new(seq))?;
                Ok(RawLevel { label: None, help: Text::default(), permissions })
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<RawLevel, A::Error> {
                let table = RawLevelTable::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(RawLevel { label: table.label, help: table.help, permissions: table.permissions })
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// `"project"` or `["project", "site"]`.
pub(super) struct OneOrMore(pub Vec<String>);

impl<'de> Deserialize<'de> for OneOrMore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<OneOrMore, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = OneOrMore;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a kind of resource, or a list of them")
            }
            fn visit_str<E: de::Error>(self, one: &str) -> Result<OneOrMore, E> {
                Ok(OneOrMore(vec![one.to_owned()]))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, seq: A) -> Result<OneOrMore, A::Error> {
                Deserialize::deserialize(de::value::SeqAccessDeserializer::new(seq)).map(OneOrMore)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A table in the order it is written in, each key with its place.
pub(super) struct InOrder<T>(pub Vec<(Name, T)>);

impl<T> Default for InOrder<T> {
    fn default() -> InOrder<T> {
        InOrder(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for InOrder<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<InOrder<T>, D::Error> {
        struct Visitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> de::Visitor<'de> for Visitor<T> {
            type Value = InOrder<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table")
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<InOrder<T>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry::<Name, T>()? {
                    entries.push(entry);
                }
                // The parser hands a table over by name; people wrote it in an order that means something.
                entries.sort_by_key(|(name, _)| name.span().start);
                Ok(InOrder(entries))
            }
        }
        deserializer.deserialize_map(Visitor(PhantomData))
    }
}
