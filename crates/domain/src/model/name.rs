//! Names: the ids a model gives to its parts, and the numbers they become once it is compiled.

use std::fmt;

/// The longest name, in bytes.
pub const MAX_NAME: usize = 64;

/// Why a text is not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name is 1 to 64 characters from a-z, 0-9, \"_\" and \".\", and begins with a letter")]
pub struct BadName;

/// Whether `text` is a name: `[a-z][a-z0-9_.]*`, at most 64 bytes.
pub fn check_name(text: &str) -> Result<(), BadName> {
    let rest = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.');
    match text.as_bytes() {
        [b'a'..=b'z', tail @ ..] if tail.len() < MAX_NAME && tail.iter().all(|byte| rest(*byte)) => Ok(()),
        _ => Err(BadName),
    }
}

/// Declares types for ids that stay strings at the edges: in the database, in the API, in the model's text.
macro_rules! names {
    ($($(#[$doc:meta])* $name:ident;)+) => { $(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(std::sync::Arc<str>);
        impl $name {
            /// Reads a name: `[a-z][a-z0-9_.]*`, at most 64 bytes.
            pub fn new(text: &str) -> Result<Self, $crate::model::name::BadName> {
                $crate::model::name::check_name(text).map(|()| Self(text.into()))
            }
            /// The name as text.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::model::name::BadName;
            fn from_str(text: &str) -> Result<Self, Self::Err> { Self::new(text) }
        }
        impl TryFrom<String> for $name {
            type Error = $crate::model::name::BadName;
            fn try_from(text: String) -> Result<Self, Self::Error> { Self::new(&text) }
        }
        impl From<$name> for String {
            fn from(name: $name) -> String { name.0.as_ref().to_owned() }
        }
        impl std::ops::Deref for $name {
            type Target = str;
            fn deref(&self) -> &str { &self.0 }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str { &self.0 }
        }
        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool { &*self.0 == other }
        }
        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool { &*self.0 == *other }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, "{:?}", &*self.0) }
        }
    )+ };
}
pub(crate) use names;

/// Declares types for the places of things in a compiled model. They mean nothing without that model.
macro_rules! places {
    ($($(#[$doc:meta])* $name:ident;)+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub(crate) u16);
        impl $name {
            pub(crate) fn at(place: usize) -> Self { Self(u16::try_from(place).unwrap_or(u16::MAX)) }
            /// The place as a number, for tables of one's own beside the model's.
            pub fn index(self) -> usize { usize::from(self.0) }
        }
    )+ };
}
pub(crate) use places;

/// The known name that was probably meant, for "did you mean". `patience` is how many letters may still be compared with
/// letters; once it is used up nothing is guessed any more, however many names there are to compare.
pub(crate) fn nearest<'a>(
    wanted: &str,
    known: impl IntoIterator<Item = &'a str>,
    patience: &mut usize,
) -> Option<&'a str> {
    let length = wanted.chars().take(2 * MAX_NAME).count();
    // Of short names one letter: two of three or four would make anything of anything.
    let far = if length < 5 { 1 } else { 2.max(length / 3) };
    let mut best = None;
    for name in known.into_iter().filter(|name| name.len().abs_diff(length) <= far) {
        *patience = patience.checked_sub(length * name.len()).or_else(|| {
            *patience = 0;
            None
        })?;
        let distance = strsim::damerau_levenshtein(wanted, name);
        if distance <= far && best.is_none_or(|best| (distance, name) < best) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// `a`, `b` or `c`.
pub(crate) fn one_of<T: fmt::Display>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<_> = names.into_iter().map(|name| format!("\"{name}\"")).collect();
    match names.as_slice() {
        [] => "nothing: there is none".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_lower_case_words() {
        for good in ["a", "site.edit", "read_write", "x9", &"a".repeat(64)] {
            assert_eq!(check_name(good), Ok(()), "{good}");
        }
        for bad in ["", "9a", "_a", ".a", "A", "a b", "a-b", "ä", "a*", &"a".repeat(65)] {
            assert_eq!(check_name(bad), Err(BadName), "{bad}");
        }
    }

    #[test]
    fn the_nearest_name_is_found_and_a_far_one_is_not() {
        let nearest = |wanted: &str, mut patience| nearest(wanted, ["site.view", "site.edit"], &mut patience);
        assert_eq!(nearest("site.edti", 1000), Some("site.edit"));
        assert_eq!(nearest("zebra", 1000), None);
        let short = |wanted: &str, mut patience| super::nearest(wanted, ["dev", "on"], &mut patience);
        assert_eq!((short("dve", 1000), short("icon", 1000), short("hr", 1000)), (Some("dev"), None, None));
        assert_eq!(nearest(&"site.edit".repeat(100_000), 1000), None, "nothing is as long as this");
        assert_eq!(nearest("site.edti", 100), None, "there is no end to it otherwise");
    }
}
