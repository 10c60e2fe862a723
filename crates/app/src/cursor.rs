//! Cursors: where the next page of a list begins. Opaque to clients; a tampered one is refused, not obeyed.

use crate::{Failure, Outcome};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use roster_domain::refusal::Refusal;
use sha2::{Digest, Sha256};
use std::fmt::Debug;
use uuid::Uuid;

/// The last row's place: its sort key and its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) key: String,
    pub(crate) id: Uuid,
}

/// Enough of a checksum to tell a cut or mistyped cursor. It is no secret: a cursor only says where to go on, and what is
/// found there is judged like everything else.
const CHECK: usize = 4;

impl Cursor {
    fn encode(&self) -> String {
        let mut bytes = self.id.as_bytes().to_vec();
        bytes.extend_from_slice(self.key.as_bytes());
        let check = Sha256::digest(&bytes);
        bytes.extend_from_slice(&check[..CHECK]);
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    fn decode(text: &str) -> Outcome<Cursor> {
        let bad = || Failure::from(Refusal::field("/cursor", "bad_cursor"));
        if text.len() > 4096 {
            return Err(bad());
        }
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| bad())?;
        let (rest, check) = bytes.split_at_checked(bytes.len().saturating_sub(CHECK)).ok_or_else(bad)?;
        let (id, key) = rest.split_at_checked(16).ok_or_else(bad)?;
        if Sha256::digest(rest)[..CHECK] != *check {
            return Err(bad());
        }
        let key = String::from_utf8(key.to_vec()).map_err(|_| bad())?;
        // No name has this character, and no database takes it.
        if key.contains('\0') {
            return Err(bad());
        }
        Ok(Cursor { key, id: Uuid::from_slice(id).map_err(|_| bad())? })
    }
}

/// What a cursor begins with that is good for one query only: a name alone would lead into the middle of another list.
const QUERY: usize = 8;

fn digest(query: &impl Debug) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{query:?}")))[..QUERY].to_owned()
}

impl Cursor {
    /// A cursor that is good for this query alone.
    pub(crate) fn encode_for(self, query: &impl Debug) -> String {
        Cursor { key: digest(query) + &self.key, ..self }.encode()
    }

    /// The same, refused where it was made for another one.
    pub(crate) fn decode_for(text: &str, query: &impl Debug) -> Outcome<Cursor> {
        let Cursor { key, id } = Cursor::decode(text)?;
        let key =
            key.strip_prefix(&digest(query)).ok_or_else(|| Refusal::field("/cursor", "cursor_of_another_list"))?;
        Ok(Cursor { key: key.to_owned(), id })
    }
}

/// One row more than asked for tells whether there is a next page.
pub(crate) fn one_more(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX - 1) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_the_journey_and_a_tampered_one_is_refused() {
        let cursor = Cursor { key: "zoë öz".into(), id: Uuid::from_u128(5) };
        let text = cursor.encode();
        assert_eq!(Cursor::decode(&text).unwrap(), cursor);
        for index in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[index] = if bytes[index] == b'A' { b'B' } else { b'A' };
            let tampered = String::from_utf8(bytes).unwrap();
            assert!(Cursor::decode(&tampered).is_err(), "{tampered}");
            assert!(Cursor::decode(&text[..index]).is_err());
        }
    }

    #[test]
    fn a_cursor_is_good_for_the_query_it_was_made_for() {
        let cursor = Cursor { key: "zoë".into(), id: Uuid::from_u128(5) };
        let text = cursor.clone().encode_for(&("site", Some("a")));
        assert_eq!(Cursor::decode_for(&text, &("site", Some("a"))).unwrap(), cursor);
        for other in [("site", None), ("site", Some("b")), ("project", Some("a"))] {
            assert!(Cursor::decode_for(&text, &other).is_err(), "{other:?}");
        }
        assert!(Cursor::decode_for(&cursor.encode(), &("site", Some("a"))).is_err());
    }

    #[test]
    fn a_forged_cursor_that_no_database_takes_is_refused() {
        let forged = Cursor { key: "a\0b".into(), id: Uuid::from_u128(5) };
        assert!(Cursor::decode(&forged.encode()).is_err());
    }
}
