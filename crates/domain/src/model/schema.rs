//! The language of models as a JSON Schema: editors that know it complete and check a model while it is written.

use super::{
    labels::{KEYS, OWN_PREFIX},
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

/// A list of permissions, among which Roster's own are known beforehand.
pub(super) fn permissions(_: &mut SchemaGenerator) -> Schema {
    let known: Vec<_> = RosterPermission::ALL.iter().map(|permission| permission.id()).chain(["*"]).collect();
    json_schema!({
        "type": "array",
        "items": { "anyOf": [{ "type": "string", "enum": known }, { "type": "string" }] },
    })
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
