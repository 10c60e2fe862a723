//! The file and the environment, brought into one list of values that know where they stand.

use super::{
    ConfigError,
    keys::{KEYS, nearest, variable},
    problem::Place,
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) what: What,
    pub(super) place: Place,
}

/// What a value is. From the environment everything is text.
#[derive(Debug, Clone)]
pub(super) enum What {
    Text(String),
    Integer(i64),
    Boolean(bool),
    List(Vec<Value>),
    Table(Vec<(String, Value)>),
    /// A float or a date: no key takes them.
    Other(String),
}

impl Value {
    pub(super) fn as_text(&self) -> Option<&str> {
        match &self.what {
            What::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether numbers, booleans and lists may be written as text.
    pub(super) fn is_variable(&self) -> bool {
        matches!(self.place, Place::Variable(_))
    }
}

/// All values by key, and what could not be made sense of.
#[derive(Debug, Default)]
pub(super) struct Layers {
    pub(super) values: BTreeMap<&'static str, Value>,
    pub(super) problems: Vec<(Place, String)>,
    pub(super) warnings: Vec<String>,
    /// What relative paths in the file begin from.
    pub(super) folder: PathBuf,
}

impl Layers {
    /// A file that is no TOML is the only thing that is refused here: without it, every key would seem to be missing.
    pub(super) fn read(file: Option<(&Path, &str)>, variables: &BTreeMap<String, String>) -> Result<Self, ConfigError> {
        let mut layers = Self::default();
        if let Some((path, text)) = file {
            layers.folder = path.parent().map(Path::to_owned).unwrap_or_default();
            layers.read_file(path, text)?;
        }
        layers.read_variables(variables);
        Ok(layers)
    }

    fn read_file(&mut self, path: &Path, text: &str) -> Result<(), ConfigError> {
        let place = |offset| Place::at(path, text, offset);
        let table = DeTable::parse(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            ConfigError::new(vec![format!("{}this is not TOML: {}", place(offset), error.message())])
        })?;
        self.read_table("", table.get_ref(), &place);
        Ok(())
    }

    fn read_table(&mut self, section: &str, table: &DeTable<'_>, place: &dyn Fn(usize) -> Place) {
        for (key, value) in table {
            let name = format!("{section}{}", key.get_ref());
            let prefix = format!("{name}.");
            if let Some(key) = KEYS.iter().find(|key| key.name == name) {
                self.values.insert(key.name, convert(value, place));
            } else if section.is_empty() && KEYS.iter().any(|key| key.name.starts_with(&prefix)) {
                match value.get_ref() {
                    DeValue::Table(table) => self.read_table(&prefix, table, place),
                    _ => self.problems.push((place(key.span().start), format!("{name} is a section: write [{name}]"))),
                }
            } else {
                let sections = KEYS.iter().filter_map(|key| key.name.split_once('.').map(|(section, _)| section));
                let meant = nearest(&name, KEYS.iter().map(|key| key.name).chain(sections));
                self.problems.push((place(key.span().start), unknown(&name, meant)));
            }
        }
    }

    fn read_variables(&mut self, variables: &BTreeMap<String, String>) {
        let names: BTreeMap<String, &'static str> = KEYS.iter().map(|key| (variable(key.name), key.name)).collect();
        // A secret set here replaces the file's, whichever way that gave it.
        for (variable, key) in &names {
            if variables.contains_key(variable) {
                let twin = key.strip_suffix("_file").map_or_else(|| format!("{key}_file"), str::to_owned);
                self.values.remove(twin.as_str());
            }
        }
        for (name, text) in variables.iter().filter(|(name, _)| name.starts_with("ROSTER_")) {
            let place = Place::Variable(name.clone());
            if let Some(key) = names.get(name) {
                self.values.insert(key, Value { what: What::Text(text.clone()), place });
            } else if let Some(meant) = nearest(name, names.keys().map(String::as_str)) {
                self.problems.push((place, unknown(name, Some(meant))));
            } else if !is_of_others(name) {
                self.warnings.push(format!("{name} is set, but is no variable of Roster's"));
            }
        }
    }
}

/// Variables that begin like ours: those of the tests, and those Kubernetes sets for a service of our name.
fn is_of_others(name: &str) -> bool {
    ["ROSTER_TEST_", "ROSTER_SKIP_", "ROSTER_SERVICE_", "ROSTER_PORT"].iter().any(|prefix| name.starts_with(prefix))
}

fn unknown(name: &str, meant: Option<&str>) -> String {
    match meant {
        Some(meant) => format!("there is no {name}: did you mean {meant}?"),
        None => format!("there is no {name}: remove it"),
    }
}

fn convert(value: &Spanned<DeValue<'_>>, place: &dyn Fn(usize) -> Place) -> Value {
    let what = match value.get_ref() {
        DeValue::String(text) => What::Text(text.to_string()),
        DeValue::Integer(integer) => match i64::from_str_radix(&integer.as_str().replace('_', ""), integer.radix()) {
            Ok(integer) => What::Integer(integer),
            Err(_) => What::Other(integer.as_str().to_owned()),
        },
        DeValue::Boolean(boolean) => What::Boolean(*boolean),
        DeValue::Array(array) => What::List(array.iter().map(|value| convert(value, place)).collect()),
        DeValue::Table(table) => {
            let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
                let key: &toml::de::DeString<'_> = key.get_ref();
                (key.to_string(), convert(value, place))
            };
            What::Table(table.iter().map(entry).collect())
        }
        DeValue::Float(float) => What::Other(float.as_str().to_owned()),
        DeValue::Datetime(datetime) => What::Other(datetime.to_string()),
    };
    Value { what, place: place(value.span().start) }
}
