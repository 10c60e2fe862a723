//! The language of models, key by key, as TOML gives it: shapes only, nothing is looked up yet.
//!
//! The comments on the keys are what an editor shows while a model is written: [`schema`](super::schema) carries them.

use super::{
    around::{FieldKind, ReadBy, UsersList, UsersPage},
    parts::{AskFor, HowManyRoles, InviteChoice, InviteForm, Leaving, Restoring, WhenExpired},
    raw_shared::{RawCompliance, RawCredits, RawQuotations},
    shape::{At, InOrder, Name, OneOrMore},
    text::Text,
};
use crate::role::{ActsOn, Reach};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};
use std::{borrow::Cow, collections::BTreeMap, fmt};

/// A model of Roster: roles, permissions, kinds of resource, rules and words of one product.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Roster model")]
pub(super) struct RawModel {
    /// What people call the model.
    pub name: Text,
    /// `[labels.<language>]`: whole labels for places in the console.
    #[serde(default)]
    #[schemars(schema_with = "super::schema::labels")]
    pub labels: InOrder<InOrder<Name>>,
    /// `[invitation]`: how people are invited.
    #[serde(default)]
    pub invitation: RawInvitation,
    /// `[membership]`: how people are in the account, and how they leave it.
    pub membership: RawMembership,
    /// `[[application]]`: groups of permissions that Custom switches.
    #[serde(default)]
    pub application: Vec<RawApplication>,
    /// `[[permission]]`: the product's; Roster's own need no declaration.
    #[serde(default)]
    pub permission: Vec<RawPermission>,
    /// `[[role]]`: what members can be in the account.
    #[serde(default)]
    pub role: Vec<RawRole>,
    /// `[[resource]]`: kinds of resource.
    #[serde(default)]
    pub resource: Vec<RawResource>,
    /// `[[field]]`: what is known of each member beside name and address.
    #[serde(default)]
    pub field: Vec<RawField>,
    /// `[[account_field]]`: what is known of the account beside its name; changed with `roster.manage_account`.
    #[serde(default)]
    pub account_field: Vec<RawAccountField>,
    /// `[mails]`: which change mails whom.
    #[serde(default)]
    pub mails: RawMails,
    /// `[console]`: where things stand in the console.
    #[serde(default)]
    pub console: RawConsole,
    /// `[credits]`: the account shares credits; absent: there are none.
    pub credits: Option<At<RawCredits>>,
    /// `[compliance]`: the account has a compliance status; absent: it has none.
    pub compliance: Option<At<RawCompliance>>,
    /// `[quotations]`: the account is offered quotations; absent: it isn't.
    pub quotations: Option<At<RawQuotations>>,
}

#[derive(Deserialize, JsonSchema, Default)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "Invitation")]
pub(super) struct RawInvitation {
    /// `"24h"`, `"30d"`; absent: 7 days.
    pub valid_for: Option<Name>,
    /// `"keep"` it in the list as expired, or `"remove"` it.
    pub when_expired: WhenExpired,
    /// Any of `name`, `password`, `email`, `country`, `language`; absent: name and password.
    pub asks_for: Option<Vec<At<AskFor>>>,
    /// `"lines"`: one address per line; `"list"`: type, Add, again; `"person"`: one person, with names.
    pub form: InviteForm,
    /// What whoever invites chooses in that form: any of `role`, `access`, `permissions`, `message`; absent: all. Without `role`
    /// everybody joins with the default role.
    pub choose: Option<Vec<At<InviteChoice>>>,
    /// Whether users are created, by name and address, and welcomed, if whoever creates them likes, with a link to set a password;
    /// whose address has a sign-in already confirms with it. Absent: people are invited.
    pub welcome: bool,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Membership")]
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
    pub leaving: At<Vec<At<Leaving>>>,
    /// How whoever was archived or deleted comes back: `"at_once"`, or `"by_invitation"` with their acceptance. Absent:
    /// `"by_invitation"`.
    #[serde(default)]
    pub restoring: Restoring,
    /// Rule 11, narrowed: only members all of whose roles are listed can be edited.
    pub edit_only: Option<At<Vec<Name>>>,
    /// The same for disabling, archiving and deleting.
    pub remove_only: Option<At<Vec<Name>>>,
    /// The same for acting as someone.
    pub act_as_only: Option<At<Vec<Name>>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Application")]
pub(super) struct RawApplication {
    /// A short name for code.
    #[schemars(schema_with = "super::schema::id")]
    pub id: Name,
    /// What people call it; absent: the id.
    pub label: Option<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Permission")]
pub(super) struct RawPermission {
    /// What the product asks for; `roster.` begins only Roster's own.
    #[schemars(schema_with = "super::schema::permission_id")]
    pub id: Name,
    /// Absent: the id.
    pub label: Option<Text>,
    /// A sentence that says exactly what it allows.
    #[serde(default)]
    pub help: Text,
    /// Permissions that whoever has this one has too, also Roster's own.
    #[serde(default)]
    #[schemars(schema_with = "super::schema::included")]
    pub include: Vec<Name>,
    /// The kinds of resource it is held on; absent: it is held in the account.
    pub on: Option<At<OneOrMore>>,
    /// The application it is switched with.
    pub application: Option<Name>,
    /// The compliance status, or statuses, of the account without which nobody has it.
    pub require_status: Option<At<OneOrMore>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Role")]
pub(super) struct RawRole {
    /// A short name for code, such as `admin`.
    #[schemars(schema_with = "super::schema::id")]
    pub id: Name,
    /// What people call it; absent: the id.
    pub label: Option<Text>,
    /// What it is for, in a sentence.
    #[serde(default)]
    pub help: Text,
    /// How high it stands; only the order counts.
    pub rank: u16,
    /// What it gives in the account; `"*"` for all of the product's.
    #[serde(default)]
    #[schemars(schema_with = "super::schema::permissions")]
    pub permissions: Vec<Name>,
    /// What it gives on resources (rule 5).
    #[serde(default)]
    pub on: Vec<RawOn>,
    /// What its holders can be given beyond it (rule 4).
    #[serde(default)]
    #[schemars(schema_with = "super::schema::permissions")]
    pub may_receive: Vec<Name>,
    /// On whom it may be used to edit: `"none"`, `"below"`, `"not_above"` (rule 11).
    #[serde(default)]
    pub edits: ActsOn,
    /// The same for changing someone's access to resources; absent: as `edits`.
    pub changes_access: Option<ActsOn>,
    /// The same for removing and bringing back.
    #[serde(default)]
    pub removes: ActsOn,
    /// Whether it can be given at all.
    #[serde(default = "yes")]
    pub assignable: bool,
    /// What stands in a row's menu to give it there at once, such as "Change to admin"; absent: it stands only among a member's
    /// settings.
    pub assign: Option<Text>,
    /// Whether Custom applies to its holders (rule 9).
    #[serde(default = "yes")]
    pub maskable: bool,
    /// Whether one active holder without end is enough (rule 14).
    #[serde(default)]
    pub keeps_account: bool,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "On")]
pub(super) struct RawOn {
    /// On which kind of resource.
    pub kind: Name,
    /// On which of them: `"all"`, `"own"` or `"granted"`.
    pub reach: Reach,
    /// What; `"*"` for all of the product's permissions of this kind.
    pub permissions: Vec<Name>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Resource")]
pub(super) struct RawResource {
    /// A short name for code, such as `project`.
    #[schemars(schema_with = "super::schema::id")]
    pub kind: Name,
    /// What people call one; absent: its name for code.
    pub label: Option<Text>,
    /// The heading of a list of them.
    pub plural: Option<Text>,
    /// By language and CLDR plural category: `{ en = { one = "1 site", other = "{n} sites" } }`.
    #[serde(default)]
    pub counted: BTreeMap<String, BTreeMap<At<String>, String>>,
    /// The kind above it.
    pub parent: Option<Name>,
    /// The levels of access to it, in the order they are offered in: `{ read = ["site.view"], none = [] }`. Absent: those of
    /// the parent.
    pub levels: Option<InOrder<RawLevel>>,
    /// `[resource.roles.<id>]`: what a member can be on one of them; it adds to what they have in the account.
    #[serde(default)]
    pub roles: InOrder<RawProjectRole>,
    /// The permissions that the console offers to give one by one on it; `["*"]` is all that can be held there. Absent: all, where
    /// it has no levels; else none.
    #[serde(default)]
    #[schemars(schema_with = "super::schema::permissions")]
    pub offers: Option<Vec<Name>>,
    /// The level or project role that whoever creates one gets on it.
    pub creator_becomes: Option<Name>,
    /// Roles of the account whose holders join every new one …
    #[serde(default)]
    pub joins_new: Vec<Name>,
    /// … with this level or project role.
    pub joins_as: Option<Name>,
    /// Whoever joins the account gets one of their own, called this; `{name}` is what they are called. For kinds at the root.
    pub for_members: Option<Text>,
    /// Needed to create one, on the parent or in the account; absent: `roster.manage_resources`.
    pub create_needs: Option<Name>,
    /// Needed on it to rename and change it; absent: the same.
    pub edit_needs: Option<Name>,
    /// Needed on it to delete it; absent: the same.
    pub delete_needs: Option<Name>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ProjectRole")]
pub(super) struct RawProjectRole {
    /// What people call it; absent: the id.
    pub label: Option<Text>,
    /// What it is for, in a sentence.
    #[serde(default)]
    pub help: Text,
    /// Of a single role, the button that gives it to another: "Assign as owner".
    pub assign: Option<At<Text>>,
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

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "LevelTable")]
struct RawLevelTable {
    /// What people call it; absent: the id.
    label: Option<Text>,
    /// What it gives, in a sentence.
    #[serde(default)]
    help: Text,
    /// What it gives on the resource and on what lies under it; nothing shuts out.
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

impl JsonSchema for RawLevel {
    fn schema_name() -> Cow<'static, str> {
        "Level".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (list, table) = (generator.subschema_for::<Vec<Name>>(), generator.subschema_for::<RawLevelTable>());
        json_schema!({ "anyOf": [list, table] })
    }
}

/// Something known of each member, such as their company or the day they began.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Field")]
pub(super) struct RawField {
    /// A short name for code, such as `company`.
    #[schemars(schema_with = "super::schema::id")]
    pub id: Name,
    /// `"text"`, `"choice"`, `"date"` or `"number"`.
    pub kind: FieldKind,
    /// Whether a member's profile can't be saved without it.
    #[serde(default)]
    pub required: bool,
    /// What people call it; absent: the id.
    pub label: Option<Text>,
    /// What to write there, in a sentence.
    #[serde(default)]
    pub help: Text,
    /// Of the kind `choice`, what can be chosen, in this order: `{ north = "North", south = "South" }`.
    pub choices: Option<At<InOrder<Text>>>,
}

/// Something known of the account, such as its address or its tax id.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AccountField")]
pub(super) struct RawAccountField {
    /// A short name for code, such as `tax_id`.
    #[schemars(schema_with = "super::schema::id")]
    pub id: Name,
    /// `"text"`, `"choice"`, `"date"` or `"number"`.
    pub kind: FieldKind,
    /// Whether the details can't be saved without it.
    #[serde(default)]
    pub required: bool,
    /// Who reads it: `"members"`, or `"managers"`, who may change it; absent: all members.
    #[serde(default)]
    pub read_by: ReadBy,
    /// What people call it; absent: the id.
    pub label: Option<Text>,
    /// What to write there, in a sentence.
    #[serde(default)]
    pub help: Text,
    /// Of the kind `choice`, what can be chosen, in this order: `{ north = "North", south = "South" }`.
    pub choices: Option<At<InOrder<Text>>>,
}

/// Whom each change mails; absent: as said at each, `[]`: nobody.
#[derive(Deserialize, JsonSchema, Default)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "Mails")]
pub(super) struct RawMails {
    /// An invitation was accepted; absent: `["inviter"]`.
    pub accepted: Option<Vec<Name>>,
    /// An invitation ran out; absent: `["inviter"]`.
    pub expired: Option<Vec<Name>>,
    /// The mail server of an invited address refused the invitation; absent: `["inviter"]`.
    pub refused: Option<Vec<Name>>,
    /// A member got another role or other permissions in the account; absent: `["member"]`.
    pub role_changed: Option<Vec<Name>>,
    /// A member's access to resources was changed; absent: `["member"]`.
    pub access_changed: Option<Vec<Name>>,
    /// A member was disabled, archived or deleted; absent: `["member"]`.
    pub removed: Option<Vec<Name>>,
    /// A member was enabled, or brought back at once; absent: `["member"]`.
    pub restored: Option<Vec<Name>>,
    /// Somebody begins to act as a member; absent: `["member"]`. They can read it in the console either way.
    pub acted_as: Option<Vec<Name>>,
    /// Whoever holds a dead link asks for a new one; absent: `["admins"]`.
    pub requested: Option<Vec<Name>>,
    /// A member signs in with another address; absent: `["admins"]`.
    pub address_changed: Option<Vec<Name>>,
    /// What a member may is another since the account's model was changed; absent: `[]`. One mail with all that they gain and lose.
    pub rules_changed: Option<Vec<Name>>,
    /// Somebody who joined brought their own account along; absent: `["admins"]`.
    pub merged: Option<Vec<Name>>,
    /// A member left of their own will; absent: `["admins"]`.
    pub left: Option<Vec<Name>>,
}

/// Where things stand in the console.
#[derive(Deserialize, JsonSchema, Default)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "Console")]
pub(super) struct RawConsole {
    /// Where the way to the list of members stands: `"main_menu"`, `"settings"` or `"account_menu"`.
    pub users_page: UsersPage,
    /// How that list is divided: `"states"`, a tab for all and one for each state; `"tabs"`, one for those who are in, one for those
    /// who wait, one for those who are out; `"button"`, one list and a button that shows those who are out; `"filter"`, one list
    /// whose filter shows them.
    pub users_list: UsersList,
    /// The columns of that list that are shown first: `name`, `email`, `company`, `roles`, `status`, `last_active`, `invited_by`,
    /// `joined`, `reach.<kind>` (how many resources of a kind the member reaches), `field.<id>`. Absent: name, email, roles,
    /// status, and the reach of each kind. People can show and hide each for themselves.
    pub columns: Option<At<Vec<Name>>>,
    /// Whether colleagues who are online stand in the header of every page; a click leads to the page they are on. Everybody can hide.
    pub colleagues: bool,
}
