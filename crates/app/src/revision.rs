//! Revision tokens: how far an account had come when a change was answered. A later question can demand an answer that is no
//! older.
//!
//! A token is no secret and proves nothing: whoever makes one up is only told that nobody here has come so far.

use crate::{App, Failure, Outcome, known::AsOf};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use roster_domain::{
    id::{AccountId, Id},
    refusal::Refusal,
};
use roster_store::accounts::{self, HeadRow};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// How far an account has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Which account.
    pub account: AccountId,
    /// Moves with every change.
    pub revision: i64,
    /// Moves with every change of anyone's rights.
    pub access: i64,
}

/// Enough of a checksum to tell a cut or mistyped token.
const CHECK: usize = 4;
/// The account, two numbers, the checksum.
const LENGTH: usize = 16 + 8 + 8 + CHECK;

impl Revision {
    /// Where the account stands by its head.
    pub(crate) fn of(account: AccountId, head: &HeadRow) -> Revision {
        Revision { account, revision: head.revision, access: head.access_revision }
    }

    /// The token that is handed out.
    pub fn encode(&self) -> String {
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.extend_from_slice(self.account.uuid().as_bytes());
        bytes.extend_from_slice(&self.revision.to_be_bytes());
        bytes.extend_from_slice(&self.access.to_be_bytes());
        let check = Sha256::digest(&bytes);
        bytes.extend_from_slice(&check[..CHECK]);
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a token; `None` for anything that can't be one.
    pub fn decode(text: &str) -> Option<Revision> {
        // Looking at the length first keeps a megabyte of nonsense from being decoded.
        if text.len() != LENGTH.div_ceil(3) * 4 {
            return None;
        }
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let (rest, check) = bytes.split_at_checked(LENGTH - CHECK)?;
        if Sha256::digest(rest)[..CHECK] != *check {
            return None;
        }
        let number = |at: usize| Some(i64::from_be_bytes(rest.get(at..at + 8)?.try_into().ok()?));
        Some(Revision {
            account: Id::from_uuid(Uuid::from_slice(rest.get(..16)?).ok()?),
            revision: number(16)?,
            access: number(24)?,
        })
    }

    /// Reads what a question demands; refused if it is no token, or one of another account.
    pub(crate) fn demanded(text: &str, account: AccountId) -> Outcome<Revision> {
        let token = Revision::decode(text).filter(|token| token.account == account);
        token.ok_or_else(|| Refusal::field("/at_least", "bad_revision").into())
    }

    /// Refuses to answer from an account that has not come as far.
    pub(crate) fn met_by(&self, as_of: AsOf) -> Outcome<()> {
        if self.revision > as_of.revision || self.access > as_of.access {
            return Err(Refusal::RevisionAhead.into());
        }
        Ok(())
    }
}

impl App {
    /// How far an account has come by now.
    pub(crate) async fn revision(&self, account: AccountId) -> Outcome<Revision> {
        let read = self.parts.db.read_fast(move |tx| Ok::<_, Failure>(accounts::head(tx, account)?));
        Ok(Revision::of(account, &read.await?.ok_or(Refusal::NotFound)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> Revision {
        Revision { account: Id::from_uuid(Uuid::from_u128(7)), revision: 1_000_000, access: 12 }
    }

    #[test]
    fn a_token_survives_the_journey_and_nothing_else_is_one() {
        let text = token().encode();
        assert_eq!(Revision::decode(&text), Some(token()));
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(Revision::decode(&String::from_utf8(bytes).unwrap()), None);
            assert_eq!(Revision::decode(&text[..at]), None);
        }
        assert_eq!(Revision::decode(&format!("{text}A")), None);
        assert_eq!(Revision::decode(&"ä".repeat(24)), None);
    }

    #[test]
    fn it_is_met_by_an_account_that_has_come_as_far() {
        let at = |revision, access| AsOf { revision, access };
        assert!(token().met_by(at(1_000_000, 12)).is_ok());
        assert!(token().met_by(at(1_000_001, 13)).is_ok());
        for behind in [at(999_999, 12), at(1_000_000, 11)] {
            assert!(matches!(token().met_by(behind), Err(Failure::Refused(Refusal::RevisionAhead))));
        }
    }
}
