//! The few named differences between the two engines, and nothing else that knows them.
//!
//! A statement is one portable text. Where SQLite and PostgreSQL spell the same thing differently, the text uses one of
//! these words and the word is written out for the engine at hand:
//!
//! | in the statement | SQLite | PostgreSQL |
//! |---|---|---|
//! | `in uuids($n)` | `in (select unhex(value) from json_each($n))` | `in (select value::uuid from jsonb_array_elements_text($n::jsonb))` |
//! | `in texts($n)` | `in (select value from json_each($n))` | `in (select value from jsonb_array_elements_text($n::jsonb))` |
//! | … `for update` at the end (also `for update skip locked`) | nothing: there is one writer | as it stands |
//!
//! With the first two, one statement takes any number of keys, so that nobody asks the database row by row:
//!
//! ```
//! use roster_store::{db::{DbError, ReadTx}, dialect::uuid_list, statements};
//! use uuid::Uuid;
//!
//! statements! {
//!     NAMES_OF_MEMBERS = "select name from members where account_id = $1 and member_id in uuids($2) order by name";
//! }
//!
//! fn names(tx: &mut ReadTx<'_>, account: Uuid, members: &[Uuid]) -> Result<Vec<(String,)>, DbError> {
//!     tx.all(&NAMES_OF_MEMBERS, &[&account, &uuid_list(members)])
//! }
//! ```

use std::{borrow::Cow, fmt::Write};
use uuid::Uuid;

/// The database that stands behind a [`Db`](crate::db::Db).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, one file, one machine.
    Sqlite,
    /// A server, for more than one machine.
    Postgres,
}

/// UUIDs as one parameter, for `in uuids($n)`. Also takes the domain's identifiers.
pub fn uuid_list<I: AsUuid>(ids: &[I]) -> String {
    let mut list = String::with_capacity(2 + 35 * ids.len());
    list.push('[');
    for (position, id) in ids.iter().enumerate() {
        let comma = if position == 0 { "" } else { "," };
        // Plain hexadecimal digits: `unhex` of SQLite takes no hyphens, and a cast of PostgreSQL does without.
        write!(list, "{comma}\"{}\"", id.as_uuid().simple()).expect("writing to a string does not fail");
    }
    list.push(']');
    list
}

/// Texts as one parameter, for `in texts($n)`.
pub fn text_list<S: AsRef<str>>(texts: &[S]) -> String {
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    serde_json::to_string(&texts).expect("a list of texts is always JSON")
}

/// Rows as one parameter, for `json_each($n)` and `jsonb_array_elements($n)`.
pub(crate) fn json(rows: &impl serde::Serialize) -> String {
    serde_json::to_string(rows).expect("tuples of texts and numbers are always JSON")
}

/// A UUID in such a row, as both engines read it.
pub(crate) fn hex(id: impl AsUuid) -> String {
    id.as_uuid().simple().to_string()
}

/// What [`uuid_list`] takes.
pub trait AsUuid {
    /// The UUID itself.
    fn as_uuid(&self) -> Uuid;
}

impl AsUuid for Uuid {
    fn as_uuid(&self) -> Uuid {
        *self
    }
}

/// Writes a portable statement out for one engine.
pub(crate) fn write(engine: Engine, text: &'static str) -> Cow<'static, str> {
    let (uuids, texts) = match engine {
        Engine::Sqlite => ("(select unhex(value) from json_each($n))", "(select value from json_each($n))"),
        Engine::Postgres => (
            "(select value::uuid from jsonb_array_elements_text($n::jsonb))",
            "(select value from jsonb_array_elements_text($n::jsonb))",
        ),
    };
    let text = write_list(Cow::Borrowed(text), "uuids($", uuids);
    let text = write_list(text, "texts($", texts);
    match engine {
        Engine::Sqlite => without_lock(text),
        Engine::Postgres => text,
    }
}

/// Replaces each `word($3)` by the form, with `$3` for its `$n`.
fn write_list<'t>(text: Cow<'t, str>, word: &str, form: &str) -> Cow<'t, str> {
    if !text.contains(word) {
        return text;
    }
    let mut pieces = text.split(word);
    let mut written = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (number, rest) = piece.split_once(')').unwrap_or((piece, ""));
        written.push_str(&form.replace("$n", &format!("${number}")));
        written.push_str(rest);
    }
    Cow::Owned(written)
}

fn without_lock(text: Cow<'static, str>) -> Cow<'static, str> {
    let trimmed = text.trim_end();
    let kept = trimmed.strip_suffix("skip locked").map_or(trimmed, str::trim_end).strip_suffix("for update");
    match kept {
        Some(kept) => Cow::Owned(kept.to_owned()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portable_text_is_left_alone() {
        let text = "select 1 where $1 = 'for update'";
        assert!(matches!(write(Engine::Sqlite, text), Cow::Borrowed(t) if t == text));
        assert!(matches!(write(Engine::Postgres, text), Cow::Borrowed(t) if t == text));
    }

    #[test]
    fn lists_are_written_for_each_engine() {
        let text = "select a from t where b in uuids($12) and c in texts($2) for update skip locked";
        assert_eq!(
            write(Engine::Sqlite, text).trim_end(),
            "select a from t where b in (select unhex(value) from json_each($12)) and c in (select value from json_each($2))"
        );
        assert_eq!(
            write(Engine::Postgres, text),
            "select a from t where b in (select value::uuid from jsonb_array_elements_text($12::jsonb)) \
             and c in (select value from jsonb_array_elements_text($2::jsonb)) for update skip locked"
        );
    }

    #[test]
    fn lists_of_keys_are_json() {
        assert_eq!(uuid_list::<Uuid>(&[]), "[]");
        assert_eq!(
            uuid_list(&[Uuid::nil(), Uuid::max()]),
            r#"["00000000000000000000000000000000","ffffffffffffffffffffffffffffffff"]"#
        );
        assert_eq!(text_list(&["a\"b", "ü"]), r#"["a\"b","ü"]"#);
    }
}
