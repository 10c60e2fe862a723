//! The model's text as TOML gives it: shapes only, nothing is looked up yet.

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
    pub name: Text,
    #[serde(default)]
    pub labels: InOrder<InOrder<Name>>,
    #[serde(default)]
    pub invitation: RawInvitation,
    pub membership: RawMembership,
    #[serde(default)]
    pub application: Vec<RawApplication>,
    #[serde(default)]
    pub permission: Vec<RawPermission>,
    #[serde(default)]
    pub role: Vec<RawRole>,
    #[serde(default)]
    pub resource: Vec<RawResource>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawInvitation {
    pub valid_for: Option<Name>,
    pub when_expired: WhenExpired,
    pub asks_for: Option<Vec<Spanned<AskFor>>>,
    pub form: InviteForm,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMembership {
    #[serde(default)]
    pub roles: HowManyRoles,
    pub default_role: Name,
    #[serde(default)]
    pub self_sign_up: bool,
    pub leaving: Spanned<Vec<Spanned<Leaving>>>,
    pub edit_only: Option<Spanned<Vec<Name>>>,
    pub remove_only: Option<Spanned<Vec<Name>>>,
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
    pub id: Name,
    pub label: Option<Text>,
    #[serde(default)]
    pub help: Text,
    #[serde(default)]
    pub include: Vec<Name>,
    pub on: Option<Spanned<OneOrMore>>,
    pub application: Option<Name>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRole {
    pub id: Name,
    pub label: Option<Text>,
    #[serde(default)]
    pub help: Text,
    pub rank: u16,
    #[serde(default)]
    pub permissions: Vec<Name>,
    #[serde(default)]
    pub on: Vec<RawOn>,
    #[serde(default)]
    pub may_receive: Vec<Name>,
    #[serde(default)]
    pub edits: ActsOn,
    #[serde(default)]
    pub removes: ActsOn,
    #[serde(default = "yes")]
    pub assignable: bool,
    #[serde(default = "yes")]
    pub maskable: bool,
    #[serde(default)]
    pub keeps_account: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOn {
    pub kind: Name,
    pub reach: Reach,
    pub permissions: Vec<Name>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawResource {
    pub kind: Name,
    pub label: Option<Text>,
    pub plural: Option<Text>,
    #[serde(default)]
    pub counted: BTreeMap<String, BTreeMap<Spanned<String>, String>>,
    pub parent: Option<Name>,
    /// Absent: the same as those of the parent.
    pub levels: Option<InOrder<RawLevel>>,
    #[serde(default)]
    pub roles: InOrder<RawProjectRole>,
    pub creator_becomes: Option<Name>,
    #[serde(default)]
    pub joins_new: Vec<Name>,
    pub joins_as: Option<Name>,
    pub create_needs: Option<Name>,
    pub edit_needs: Option<Name>,
    pub delete_needs: Option<Name>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProjectRole {
    pub label: Option<Text>,
    #[serde(default)]
    pub help: Text,
    pub permissions: Vec<Name>,
    #[serde(default)]
    pub single: bool,
    #[serde(default)]
    pub require: Vec<Name>,
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
