//! The language of models as a JSON Schema: editors that know it complete and check a model while it is written.

use super::{
    labels::{KEYS, OWN_PREFIX},
    name::MAX_NAME,
    raw::RawModel,
};
use crate::permission::RosterPermission;
use schemars::{Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use serde_json::{Map, Value, json};

/// The JSON Schema of a model's text. It knows every key and what may stand there; what a text means as a whole is known
/// only by [`Model::compile`](super::Model::compile).
pub fn schema() -> Value {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<RawModel>().to_value()
}

/// What every id looks like: see [`check_name`](super::name::check_name).
pub(super) fn id_pattern() -> String {
    format!("^[a-z][a-z0-9_.]{{0,{}}}$", MAX_NAME - 1)
}

/// The id of something that the model declares.
pub(super) fn id(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": id_pattern() })
}

/// The id of a permission that the model declares.
pub(super) fn permission_id(_: &mut SchemaGenerator) -> Schema {
    let own = format!("^{}", RosterPermission::PREFIX.replace('.', "\\."));
    json_schema!({ "type": "string", "pattern": id_pattern(), "not": { "pattern": own } })
}

/// A list of permissions, among which Roster's own are known beforehand.
pub(super) fn permissions(_: &mut SchemaGenerator) -> Schema {
    let known: Vec<_> = roster().chain(["*"]).collect();
    json_schema!({
        "type": "array",
        "items": { "anyOf": [{ "type": "string", "enum": known }, { "type": "string", "pattern": id_pattern() }] },
    })
}

/// The same without `*`, which includes nothing.
pub(super) fn included(_: &mut SchemaGenerator) -> Schema {
    let known: Vec<_> = roster().collect();
    json_schema!({
        "type": "array",
        "items": { "anyOf": [{ "type": "string", "enum": known }, { "type": "string", "pattern": id_pattern() }] },
    })
}

fn roster() -> impl Iterator<Item = &'static str> {
    RosterPermission::ALL.iter().map(|permission| permission.id())
}

/// `[labels.<language>]`, with the places that the console has words for.
pub(super) fn labels(_: &mut SchemaGenerator) -> Schema {
    let places: Map<String, Value> = KEYS
        .iter()
        .map(|label| (label.key.to_owned(), json!({ "type": "string", "minLength": 1, "description": label.place })))
        .collect();
    json_schema!({
        "type": "object",
        "description": "Whole labels for places in the console, by language: [labels.en]",
        "additionalProperties": {
            "type": "object",
            "properties": places,
            "patternProperties": { (format!("^{}", OWN_PREFIX.replace('.', "\\."))): { "type": "string", "minLength": 1 } },
            "additionalProperties": false,
        },
    })
}
