//! Takes values out of the layers, and notes everything that is wrong instead of stopping at the first.

use super::{
    ConfigError, Secret, ServerKey,
    keys::{KEYS, find, variable},
    layers::{Layers, Value, What},
    parse,
    problem::Place,
};
use std::{
    io,
    path::{Path, PathBuf},
};
use url::Url;

pub(super) struct Reader<'a> {
    layers: Layers,
    open: &'a dyn Fn(&Path) -> io::Result<String>,
    secret_files: Vec<PathBuf>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(layers: Layers, open: &'a dyn Fn(&Path) -> io::Result<String>) -> Self {
        Self { layers, open, secret_files: Vec::new() }
    }

    /// The value of a key, parsed; nothing where it is missing, or wrong, which is noted.
    pub(super) fn get<T>(&mut self, key: &str, parse: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        let value = self.value(key)?;
        self.check(key, &value, parse)
    }

    /// [`Self::get`], where it is a mistake to leave it out.
    pub(super) fn required<T>(&mut self, key: &str, parse: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        if self.value(key).is_none() {
            self.missing(key);
        }
        self.get(key, parse)
    }

    /// The value of a key as it stands.
    pub(super) fn value(&self, key: &str) -> Option<Value> {
        self.layers.values.get(find(key).name).cloned()
    }

    /// Whether any key of this section is given.
    pub(super) fn has_section(&self, section: &str) -> bool {
        self.layers.values.keys().any(|key| key.split_once('.').is_some_and(|(first, _)| first == section))
    }

    /// Parses a value, and notes what would be right where it can't be parsed.
    pub(super) fn check<T>(&mut self, key: &str, value: &Value, parse: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        let parsed = parse(value);
        if parsed.is_none() {
            let key = find(key);
            let shown = if key.secret { "this" } else { &parse::shown(value) };
            self.note(value.place.clone(), &format!("{}: {shown} does not do: write {}", key.name, key.expected));
        }
        parsed
    }

    /// The value of a secret key, or the text of the file that `KEY_file` names. It stands where the key or the file's name does.
    pub(super) fn secret(&mut self, key: &str) -> Option<Value> {
        let file = self.secret_file(key);
        let value = self.value(key);
        if file.is_some() && value.is_some() {
            self.problem_at(key, &format!("both {key} and {key}_file are given: remove one of the two"));
        }
        file.or(value)
    }

    /// The text of the file that `KEY_file` names.
    pub(super) fn secret_file(&mut self, key: &str) -> Option<Value> {
        let name = format!("{key}_file");
        let place = self.value(&name)?.place;
        let text = self.file(&name)?;
        Some(Value { what: What::Text(text.trim().to_owned()), place })
    }

    /// The text of the file that a key names.
    pub(super) fn file(&mut self, key: &str) -> Option<String> {
        let value = self.value(key)?;
        let path = self.check(key, &value, parse::text)?;
        self.read_file(key, &path, &value)
    }

    fn read_file(&mut self, key: &str, path: &str, value: &Value) -> Option<String> {
        let path = self.base(value).join(path);
        match (self.open)(&path) {
            Ok(text) => {
                let is_secret =
                    KEYS.iter().any(|known| known.secret && key.strip_suffix("_file").unwrap_or(key) == known.name);
                self.secret_files.extend(is_secret.then_some(path));
                Some(text)
            }
            Err(error) => {
                self.note(value.place.clone(), &format!("{key}: {} can't be read: {error}", path.display()));
                None
            }
        }
    }

    /// The files that were read because they hold secrets.
    pub(super) fn take_secret_files(&mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.secret_files)
    }

    /// Whether a secret stands in the configuration file itself.
    pub(super) fn file_holds_secrets(&self) -> bool {
        let in_file = |value: &Value| matches!(value.place, Place::File { .. });
        let secrets = self.layers.values.iter().filter(|(key, value)| find(key).secret && in_file(value));
        secrets.into_iter().any(|(key, value)| match (*key, &value.what) {
            // Of the ring's keys each may name a file instead.
            ("keys", What::List(keys)) => keys.iter().any(|key| match &key.what {
                What::Table(entries) => entries.iter().any(|(name, _)| name == "secret"),
                _ => true,
            }),
            // A path is no secret; an address may hold a password.
            ("database", What::Text(text)) => Url::parse(text).is_ok_and(|url| url.password().is_some()),
            _ => true,
        })
    }

    /// What a relative path begins from: the file's folder, or for variables the working folder.
    pub(super) fn base(&self, value: &Value) -> PathBuf {
        if value.is_variable() { PathBuf::new() } else { self.layers.folder.clone() }
    }

    /// The key ring as a list of tables.
    pub(super) fn key_tables(&mut self, value: &Value) -> Option<Vec<ServerKey>> {
        let What::List(tables) = &value.what else { return self.check("keys", value, |_| None) };
        let keys: Vec<_> = tables.iter().filter_map(|table| self.key_table(table)).collect();
        (keys.len() == tables.len()).then_some(keys)
    }

    fn key_table(&mut self, table: &Value) -> Option<ServerKey> {
        let What::Table(entries) = &table.what else { return self.check("keys", table, |_| None) };
        let (mut id, mut secret) = (None, None);
        for (name, value) in entries {
            match name.as_str() {
                "id" => id = self.check("keys", value, parse::key_id),
                "secret" if secret.is_none() => secret = self.check("keys", value, parse::key_secret),
                "secret_file" if secret.is_none() => {
                    let path = self.check("keys", value, parse::text)?;
                    let text = self.read_file("keys", &path, value)?;
                    let text = Value { what: What::Text(text.trim().to_owned()), place: value.place.clone() };
                    secret = self.check("keys", &text, parse::key_secret);
                }
                "secret" | "secret_file" => {
                    self.note(value.place.clone(), "keys: both secret and secret_file are given: remove one")
                }
                _ => self.note(
                    value.place.clone(),
                    &format!("there is no {name} in keys: write id, and secret or secret_file"),
                ),
            }
        }
        let named = |name: &str| entries.iter().any(|(entry, _)| entry == name);
        if !named("id") || !(named("secret") || named("secret_file")) {
            return self.check("keys", table, |_| None);
        }
        Some(ServerKey { id: id?, secret: Secret::new(secret?) })
    }

    /// Whether there is a value for this key, or a file that should hold it, right or wrong.
    pub(super) fn is_given(&self, key: &str) -> bool {
        self.value(key).is_some() || self.layers.values.contains_key(format!("{key}_file").as_str())
    }

    /// Notes that a key is missing, unless something was wrong with it already.
    pub(super) fn missing(&mut self, key: &str) {
        if !self.is_given(key) {
            let (expected, variable) = (find(key).expected, variable(key));
            // A secret had better stand in a file of its own.
            let file = format!("{key}_file");
            let file =
                KEYS.iter().find(|key| key.name == file).map(|key| format!("; or {}, {}", key.name, key.expected));
            let file = file.unwrap_or_default();
            self.problem(&format!("{key} is missing: write {expected}{file}; or set {variable}"));
        }
    }

    /// Notes a mistake that stands nowhere.
    pub(super) fn problem(&mut self, what: &str) {
        self.note(Place::Nowhere, what);
    }

    /// Notes a mistake where this key stands.
    pub(super) fn problem_at(&mut self, key: &str, what: &str) {
        let file = self.layers.values.get(format!("{key}_file").as_str());
        let place = self.value(key).or_else(|| file.cloned()).map_or(Place::Nowhere, |value| value.place);
        self.note(place, &format!("{key}: {what}"));
    }

    fn note(&mut self, place: Place, what: &str) {
        self.layers.problems.push((place, what.to_owned()));
    }

    /// The warnings, where nothing was wrong.
    pub(super) fn finish(self) -> Result<Vec<String>, ConfigError> {
        let Layers { problems, warnings, .. } = self.layers;
        if problems.is_empty() {
            return Ok(warnings);
        }
        Err(ConfigError::new(problems.into_iter().map(|(place, what)| format!("{place}{what}")).collect()))
    }
}
