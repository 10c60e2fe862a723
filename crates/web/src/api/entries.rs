//! Entries of a batch: each is read for itself, so that what is wrong with one is said of it and keeps none from being answered.

use roster_domain::refusal::FieldProblem;
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use std::{borrow::Cow, fmt};
use uuid::Uuid;

/// An entry as it was sent, whatever it is.
#[derive(Debug)]
pub(crate) enum Entry {
    /// An object: its fields in their order.
    Object(Vec<(Name, Sent)>),
    /// Something else.
    Other,
}

/// The name of a field.
#[derive(Debug, Clone)]
pub(crate) struct Name(Cow<'static, str>);

/// Names that stand in every entry of a batch: they need no memory of their own.
const USUAL: [&str; 5] = ["member", "permission", "resource", "kind", "external_id"];

/// The value of a field.
#[derive(Debug, Clone)]
pub(crate) enum Sent {
    Null,
    Text(String),
    Object(Vec<(Name, Sent)>),
    Other,
}

/// Where an entry stands, or an object within it.
#[derive(Clone, Copy, Debug)]
struct Place {
    list: &'static str,
    at: usize,
    within: Option<&'static str>,
}

/// A field of an entry, with where it stands.
#[derive(Debug)]
pub(crate) struct Loose {
    place: Place,
    name: &'static str,
    sent: Sent,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.list, self.at)?;
        self.within.map_or(Ok(()), |within| write!(f, "/{within}"))
    }
}

impl Entry {
    /// These fields and no others, of the entry at this place of a list.
    pub(crate) fn fields<const N: usize>(
        self,
        list: &'static str,
        at: usize,
        names: [&'static str; N],
    ) -> Result<[Loose; N], FieldProblem> {
        let place = Place { list, at, within: None };
        match self {
            Entry::Object(sent) => place.fields(sent, names),
            Entry::Other => Err(FieldProblem::new(place.to_string(), "wrong_type").with("expected", "an object")),
        }
    }
}

impl Place {
    fn fields<const N: usize>(
        self,
        sent: Vec<(Name, Sent)>,
        names: [&'static str; N],
    ) -> Result<[Loose; N], FieldProblem> {
        let mut fields = names.map(|name| Loose { place: self, name, sent: Sent::Null });
        let mut seen = [false; N];
        for (Name(name), value) in sent {
            let here = || format!("{self}/{}", name.replace('~', "~0").replace('/', "~1"));
            let Some(field) = names.iter().position(|known| *known == name) else {
                return Err(FieldProblem::new(here(), "unknown_field"));
            };
            if std::mem::replace(&mut seen[field], true) {
                return Err(FieldProblem::new(here(), "duplicate"));
            }
            fields[field].sent = value;
        }
        Ok(fields)
    }
}

impl Loose {
    /// What is wrong with it: most often nobody asks where it stands.
    fn problem(&self, code: &'static str) -> FieldProblem {
        FieldProblem::new(format!("{}/{}", self.place, self.name), code)
    }

    /// Refused if it is missing.
    pub(crate) fn required(self) -> Result<Loose, FieldProblem> {
        match self.sent {
            Sent::Null => Err(self.problem("missing")),
            _ => Ok(self),
        }
    }

    /// `None` if it is missing or null.
    pub(crate) fn given(self) -> Option<Loose> {
        (!matches!(self.sent, Sent::Null)).then_some(self)
    }

    /// As a text.
    pub(crate) fn text(mut self) -> Result<String, FieldProblem> {
        match &mut self.sent {
            // PostgreSQL can't store it.
            Sent::Text(text) if text.contains('\0') => Err(self.problem("control_character")),
            Sent::Text(text) => Ok(std::mem::take(text)),
            _ => Err(self.no_text()),
        }
    }

    /// The fields of an object, these and no others; whatever else it is comes back.
    pub(crate) fn object<const N: usize>(
        self,
        names: [&'static str; N],
    ) -> Result<Result<[Loose; N], Loose>, FieldProblem> {
        match self.sent {
            Sent::Object(sent) => Place { within: Some(self.name), ..self.place }.fields(sent, names).map(Ok),
            _ => Ok(Err(self)),
        }
    }

    fn no_text(&self) -> FieldProblem {
        self.problem("wrong_type").with("expected", "a string")
    }

    /// As a UUID.
    pub(crate) fn uuid(self) -> Result<Uuid, FieldProblem> {
        match &self.sent {
            Sent::Text(text) => Uuid::try_parse(text).map_err(|_| self.problem("malformed")),
            _ => Err(self.no_text()),
        }
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Entry, D::Error> {
        value.deserialize_any(Whatever(|sent| match sent {
            Seen::Object(fields) => Entry::Object(fields),
            Seen::Value(_) => Entry::Other,
        }))
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Name, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Name;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_str<E>(self, text: &str) -> Result<Name, E> {
                let usual = USUAL.into_iter().find(|usual| *usual == text);
                Ok(Name(usual.map_or_else(|| Cow::Owned(text.to_owned()), Cow::Borrowed)))
            }
        }
        value.deserialize_str(Text)
    }
}

impl<'de> Deserialize<'de> for Sent {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Sent, D::Error> {
        value.deserialize_any(Whatever(|sent| match sent {
            Seen::Object(fields) => Sent::Object(fields),
            Seen::Value(value) => value,
        }))
    }
}

enum Seen {
    Object(Vec<(Name, Sent)>),
    Value(Sent),
}

/// Takes any JSON, and makes of it what is wanted.
struct Whatever<F>(F);

impl<T, F: FnOnce(Seen) -> T> Whatever<F> {
    fn value(self, sent: Sent) -> T {
        (self.0)(Seen::Value(sent))
    }
}

impl<'de, T, F: FnOnce(Seen) -> T> Visitor<'de> for Whatever<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_unit<E>(self) -> Result<T, E> {
        Ok(self.value(Sent::Null))
    }

    fn visit_bool<E>(self, _: bool) -> Result<T, E> {
        Ok(self.value(Sent::Other))
    }

    fn visit_i64<E>(self, _: i64) -> Result<T, E> {
        Ok(self.value(Sent::Other))
    }

    fn visit_u64<E>(self, _: u64) -> Result<T, E> {
        Ok(self.value(Sent::Other))
    }

    fn visit_f64<E>(self, _: f64) -> Result<T, E> {
        Ok(self.value(Sent::Other))
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok(self.value(Sent::Text(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<T, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(self.value(Sent::Other))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut fields = Vec::with_capacity(3);
        while let Some(name) = map.next_key::<Name>()? {
            fields.push((name, map.next_value::<Sent>()?));
        }
        Ok((self.0)(Seen::Object(fields)))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<(String, Option<Uuid>), FieldProblem> {
        let entry: Entry = serde_json::from_str(json).unwrap();
        let [name, id] = entry.fields("/all", 3, ["name", "id"])?;
        Ok((name.required()?.text()?, id.given().map(Loose::uuid).transpose()?))
    }

    #[test]
    fn an_entry_is_read_or_told_what_is_wrong_with_it() {
        let nil = Uuid::nil();
        assert_eq!(read(r#"{"name":"a"}"#), Ok(("a".to_owned(), None)));
        assert_eq!(read(&format!(r#"{{"id":"{nil}","name":"a\"b"}}"#)), Ok(("a\"b".to_owned(), Some(nil))));
        assert_eq!(read(r#"{"name":"a","id":null}"#), Ok(("a".to_owned(), None)));
        for (json, pointer, code) in [
            ("null", "/all/3", "wrong_type"),
            ("[{}]", "/all/3", "wrong_type"),
            ("\"name\"", "/all/3", "wrong_type"),
            ("1e3", "/all/3", "wrong_type"),
            ("-1", "/all/3", "wrong_type"),
            ("true", "/all/3", "wrong_type"),
            ("{}", "/all/3/name", "missing"),
            (r#"{"name":7}"#, "/all/3/name", "wrong_type"),
            (r#"{"name":{"a":[1]}}"#, "/all/3/name", "wrong_type"),
            (r#"{"name":[]}"#, "/all/3/name", "wrong_type"),
            (r#"{"name":"a\u0000"}"#, "/all/3/name", "control_character"),
            (r#"{"name":"a","id":"x"}"#, "/all/3/id", "malformed"),
            (r#"{"name":"a","name":"b"}"#, "/all/3/name", "duplicate"),
            (r#"{"name":"a","i/d":"b"}"#, "/all/3/i~1d", "unknown_field"),
        ] {
            let problem = read(json).unwrap_err();
            assert_eq!((problem.pointer.as_str(), problem.code), (pointer, code), "{json}");
        }
    }
}
