//! The routes as `openapi.json` describes them, and requests made from that description alone.

use super::Ask;
use crate::document::committed;
use serde_json::{Map, Value, json};

#[derive(Clone, Debug)]
pub struct Route {
    /// `operationId`.
    pub id: String,
    pub method: String,
    pub path: String,
    pub parameters: Vec<Parameter>,
    /// Roster's own permission that it asks for.
    pub permission: Option<String>,
    /// No key may ask it: only somebody who is signed in.
    pub for_people: bool,
    body: Option<Value>,
    schemas: Value,
}

#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: String,
    pub place: String,
    pub required: bool,
    pub is_id: bool,
}

/// Where an id stands in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Path(String),
    Query(String),
    /// A JSON pointer into the body.
    Body(String),
}

impl Place {
    /// What the id is called there.
    pub fn name(&self) -> &str {
        match self {
            Place::Path(name) | Place::Query(name) => name,
            Place::Body(pointer) => pointer.trim_end_matches("/id").rsplit('/').next().unwrap(),
        }
    }
}

/// Every route of the API.
pub fn routes() -> Vec<Route> {
    let document = committed();
    let schemas = document["components"]["schemas"].clone();
    let mut routes = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            routes.push(Route {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase(),
                path: path.clone(),
                parameters: parameters.iter().map(Parameter::new).collect(),
                permission: operation["x-roster-permission"].as_str().map(str::to_owned),
                for_people: operation["security"] == json!([{ "cookie": [] }]),
                body: operation.pointer("/requestBody/content/application~1json/schema").cloned(),
                schemas: schemas.clone(),
            });
        }
    }
    routes
}

impl Parameter {
    fn new(parameter: &Value) -> Parameter {
        Parameter {
            name: parameter["name"].as_str().unwrap().to_owned(),
            place: parameter["in"].as_str().unwrap().to_owned(),
            required: parameter["required"] == true,
            is_id: is_id(&parameter["schema"]),
        }
    }
}

fn is_id(schema: &Value) -> bool {
    schema["format"] == "uuid"
}

impl Route {
    /// Whether it changes something that has versions, and asks which of them was seen.
    pub fn is_versioned(&self) -> bool {
        self.parameters.iter().any(|parameter| parameter.name == "If-Match")
    }

    pub fn takes_body(&self) -> bool {
        self.body.is_some()
    }

    pub fn is_in_account(&self) -> bool {
        self.path.contains("{account}")
    }

    /// Its account is that of the key, and its refusals are sentences.
    pub fn is_authzen(&self) -> bool {
        self.path.starts_with("/access/")
    }

    /// It answers what isn't known with a "no", or with nothing, instead of refusing it.
    pub fn decides(&self) -> bool {
        self.is_authzen() || self.id == "check"
    }

    pub fn query(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.place == "query" && parameter.name == name)
    }

    /// The path with its parameters filled in.
    pub fn path_with(&self, value: impl Fn(&str) -> String) -> String {
        let mut path = self.path.clone();
        for parameter in self.parameters.iter().filter(|parameter| parameter.place == "path") {
            path = path.replace(&format!("{{{}}}", parameter.name), &value(&parameter.name));
        }
        path
    }

    /// Every place where an id stands.
    pub fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        for parameter in self.parameters.iter().filter(|parameter| parameter.is_id) {
            places.push(match parameter.place.as_str() {
                "path" => Place::Path(parameter.name.clone()),
                "query" => Place::Query(parameter.name.clone()),
                other => panic!("an id in {other}"),
            });
        }
        if let Some(body) = &self.body {
            self.fill(body, "", &mut |place| {
                places.push(place.clone());
                String::new()
            });
        }
        places
    }

    /// The request with these ids. What isn't an id is something that is right (see [`sample`]); what may be left out is, but
    /// for ids.
    pub fn ask(&self, id: impl Fn(&Place) -> String, cursor: Option<&str>) -> Ask {
        let mut path = self.path_with(|name| id(&Place::Path(name.to_owned())));
        let mut separator = '?';
        for parameter in self.parameters.iter().filter(|parameter| parameter.place == "query") {
            let value = match parameter.name.as_str() {
                "cursor" => cursor.map(str::to_owned),
                name if parameter.is_id => Some(id(&Place::Query(name.to_owned()))),
                name if parameter.required => Some(sample(name).as_str().unwrap().to_owned()),
                _ => None,
            };
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                path.push_str(&format!("{separator}{}={value}", parameter.name));
                separator = '&';
            }
        }
        let mut ask = Ask::with_method(&self.method, path);
        if self.is_versioned() {
            ask = ask.header("if-match", "*");
        }
        // What is done once only is asked for with a name of its own each time.
        if self.parameters.iter().any(|parameter| parameter.name == "Idempotency-Key" && parameter.required) {
            ask = ask.header("idempotency-key", format!("{} {}", self.id, ask_number()));
        }
        match &self.body {
            Some(body) => ask.json(&self.fill(body, "", &mut |place| id(place))),
            None => ask,
        }
    }

    fn resolve<'s>(&'s self, schema: &'s Value) -> &'s Value {
        let named = |schema: &Value| schema.get("$ref").is_some();
        let either = schema["oneOf"].as_array().and_then(|all| all.iter().find(|one| named(one)));
        match either.unwrap_or(schema)["$ref"].as_str() {
            Some(name) => &self.schemas[name.rsplit('/').next().unwrap()],
            None => schema,
        }
    }

    fn fill(&self, schema: &Value, pointer: &str, id: &mut impl FnMut(&Place) -> String) -> Value {
        let schema = self.resolve(schema);
        if is_id(schema) || (self.is_authzen() && pointer.ends_with("/id")) {
            return id(&Place::Body(pointer.to_owned())).into();
        }
        if let Some(properties) = schema["properties"].as_object() {
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            let mut object = Map::new();
            for (name, property) in properties {
                // One of several has to be there, which no schema says.
                let named = name == "name" && properties.contains_key("given_name");
                let one = name == "action" || named || (pointer.ends_with("/access/0") && name == "level");
                // Or only one of two may be: those who are named, or those who match.
                if name == "filter" && properties.contains_key("members") {
                    continue;
                }
                if required.contains(&json!(name)) || self.has_ids(property) || one {
                    object.insert(name.clone(), self.fill(property, &format!("{pointer}/{name}"), id));
                }
            }
            return object.into();
        }
        if self.has_ids(schema)
            && let Some(items) = schema.get("items")
        {
            return json!([self.fill(items, &format!("{pointer}/0"), id)]);
        }
        match pointer {
            "/page" => json!({}),
            _ if pointer.ends_with("/subject/type") => json!("member"),
            _ if pointer.ends_with("/resource/type") => json!("site"),
            _ if pointer.ends_with("/action/name") => json!("site.view"),
            _ => sample(pointer.rsplit('/').next().unwrap_or_default()),
        }
    }

    fn has_ids(&self, schema: &Value) -> bool {
        let schema = self.resolve(schema);
        is_id(schema)
            || schema["properties"].as_object().is_some_and(|all| {
                all.iter().any(|(name, one)| (self.is_authzen() && name == "id") || self.has_ids(one))
            })
            || schema.get("items").is_some_and(|items| self.has_ids(items))
    }
}

/// A number that no other request has.
fn ask_number() -> usize {
    static NUMBER: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}

/// Something right for each field that is no id. A new field needs a line here.
fn sample(name: &str) -> Value {
    match name {
        "account" => json!("0190a000-0000-7000-8000-000000000000"),
        "amount" | "hold" | "of" => json!(1),
        "status" => json!("passed"),
        "text" | "title" => json!("Fresh"),
        "action" => json!("resend"),
        "addresses" => json!(["fresh@elsewhere.example"]),
        "custom" => Value::Null,
        "extras" => json!([]),
        "current_password" | "password" | "new_password" => json!("nine brave badgers dig"),
        "email" => json!("fresh@elsewhere.example"),
        "hidden" => json!(true),
        "kind" => json!("site"),
        "label" | "name" => json!("Fresh"),
        "mails" => json!([]),
        "level" => json!("read_only"),
        "model" => json!(roster_domain::model::presets()[0].text),
        "permission" => json!("site.view"),
        "plan" => json!("0123456789abcdef0123456789abcdef"),
        "permissions" => json!(["site.view"]),
        "resources" => json!([{ "kind": "project", "external_id": "fresh", "name": "Fresh" }]),
        "reason" => json!("A look at what they see"),
        "role" => json!("user"),
        "token" => json!("x"),
        other => panic!("what is right for {other:?}?"),
    }
}
