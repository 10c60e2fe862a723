//! Tokens people and programs carry: what a link, a session cookie or an API key looks like from outside.
//!
//! All are base64url without padding over fixed-length parts, so that a token that was cut short, or is of another kind,
//! is simply not one. Whoever holds a token proves nothing until its secret was compared in constant time.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use roster_domain::id::{AccountId, Id, InvitationId, KeyId, LinkId, PersonId, SessionId, SignUpId, SupportId};
use sha2::{Digest, Sha256};
use std::fmt;
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// Two ids that find a row, and the 256-bit secret that must match it. Never printed.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Parts {
    owner: Uuid,
    id: Uuid,
    secret: [u8; 32],
}

impl Parts {
    fn encode(&self) -> String {
        let mut bytes = [0; 64];
        bytes[..16].copy_from_slice(self.owner.as_bytes());
        bytes[16..32].copy_from_slice(self.id.as_bytes());
        bytes[32..].copy_from_slice(&self.secret);
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    fn decode(text: &str) -> Option<Parts> {
        // 64 bytes are 86 characters; looking at the length first keeps a megabyte of nonsense from being decoded.
        if text.len() != 86 {
            return None;
        }
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        Some(Parts {
            owner: Uuid::from_slice(bytes.get(..16)?).ok()?,
            id: Uuid::from_slice(bytes.get(16..32)?).ok()?,
            secret: bytes.get(32..)?.try_into().ok()?,
        })
    }
}

macro_rules! tokens {
    ($($(#[$doc:meta])* $name:ident($owner:ident: $Owner:ty, $id:ident: $Id:ty, $prefix:literal);)+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub struct $name {
            /// Whose it is: finds the shard.
            pub $owner: $Owner,
            /// Which one it is.
            pub $id: $Id,
            /// What proves it.
            pub secret: [u8; 32],
        }
        impl $name {
            /// The text that is handed out.
            pub fn encode(&self) -> String {
                let parts = Parts { owner: self.$owner.uuid(), id: self.$id.uuid(), secret: self.secret };
                format!("{}{}", $prefix, parts.encode())
            }
            /// Reads a token; `None` for anything that can't be one.
            pub fn decode(text: &str) -> Option<Self> {
                let parts = Parts::decode(text.strip_prefix($prefix)?)?;
                Some(Self { $owner: Id::from_uuid(parts.owner), $id: Id::from_uuid(parts.id), secret: parts.secret })
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).field(stringify!($id), &self.$id).finish_non_exhaustive()
            }
        }
    )+ };
}

tokens! {
    /// The link of an invitation.
    InvitationToken(account: AccountId, invitation: InvitationId, "");
    /// A link that belongs to a person: password reset, proof of an address.
    PersonToken(person: PersonId, link: LinkId, "");
    /// A link to sign up.
    SignUpToken(account: AccountId, sign_up: SignUpId, "");
    /// The operator's way to look into an account: the link, and what their browser keeps.
    SupportToken(account: AccountId, support: SupportId, "");
    /// A browser's session.
    SessionToken(person: PersonId, session: SessionId, "");
    /// An API key. The prefix lets secret scanners find it.
    KeyToken(account: AccountId, key: KeyId, "rsk_");
}

/// What is stored of a secret that isn't derived. A plain hash is enough: the secret has 256 random bits.
pub fn hash_secret(secret: &[u8; 32]) -> [u8; 32] {
    Sha256::digest(secret).into()
}

/// The same of a secret that the operator chose, which is long enough for it.
pub fn hash_text(secret: &str) -> [u8; 32] {
    Sha256::digest(secret).into()
}

/// Compares secrets or their hashes without telling by the time taken where they differ.
pub fn same_secret(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> KeyToken {
        KeyToken { account: Id::from_uuid(Uuid::from_u128(1)), key: Id::from_uuid(Uuid::from_u128(2)), secret: [3; 32] }
    }

    #[test]
    fn a_token_survives_the_journey_and_nothing_else_is_one() {
        let text = token().encode();
        assert_eq!(KeyToken::decode(&text), Some(token()));
        for end in 0..text.len() {
            assert_eq!(KeyToken::decode(&text[..end]), None, "cut at {end}");
        }
        assert_eq!(KeyToken::decode(&format!("{text}A")), None);
        assert_eq!(KeyToken::decode(&text.replace("rsk_", "rsk+")), None);
        assert_eq!(KeyToken::decode(&"ä".repeat(45)), None);
    }

    #[test]
    fn a_secret_is_never_printed() {
        assert!(!format!("{:?}", token()).contains("3, 3"));
    }
}
