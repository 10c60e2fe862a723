//! The installation's keys, from which the secrets of links are derived instead of being stored.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::{collections::BTreeMap, fmt};
use uuid::Uuid;

/// The keys, the current one and former ones that still verify.
#[derive(Clone)]
pub struct KeyRing {
    current: String,
    keys: BTreeMap<String, Vec<u8>>,
}

/// Why a key ring can't be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyRingError {
    /// No key at all.
    #[error("the key ring is empty: give at least one key")]
    Empty,
    /// A key under 256 bits.
    #[error("key {0:?} has {1} bytes: at least 32 are needed")]
    TooShort(String, usize),
    /// Two keys with one id.
    #[error("key id {0:?} is given twice")]
    Duplicate(String),
}

impl KeyRing {
    /// A ring from keys as (id, bytes); the first is the current one.
    pub fn new(keys: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<KeyRing, KeyRingError> {
        let mut current = None;
        let mut ring = BTreeMap::new();
        for (id, key) in keys {
            if key.len() < 32 {
                return Err(KeyRingError::TooShort(id, key.len()));
            }
            if ring.insert(id.clone(), key).is_some() {
                return Err(KeyRingError::Duplicate(id));
            }
            current.get_or_insert(id);
        }
        Ok(KeyRing { current: current.ok_or(KeyRingError::Empty)?, keys: ring })
    }

    /// The id of the key that new links are derived from.
    pub fn current(&self) -> &str {
        &self.current
    }

    /// The 256-bit secret of a link: HMAC-SHA-256(key, purpose ‖ 0 ‖ id ‖ generation). `None` when the key has left the ring.
    pub fn derive(&self, key_id: &str, purpose: &str, id: Uuid, generation: i64) -> Option<[u8; 32]> {
        let mut mac = mac(self.keys.get(key_id)?, purpose);
        mac.update(id.as_bytes());
        mac.update(&generation.to_be_bytes());
        Some(mac.finalize().into_bytes().into())
    }

    /// A digest as it may be stored: HMAC-SHA-256(current key, purpose ‖ 0 ‖ digest). Whoever reads the database can't try what
    /// may have been digested, a password for example.
    pub fn seal(&self, purpose: &str, digest: &[u8; 32]) -> [u8; 32] {
        let mut mac = mac(&self.keys[&self.current], purpose);
        mac.update(digest);
        mac.finalize().into_bytes().into()
    }

    /// Whether this is the digest sealed, with the current key or a former one.
    pub fn is_seal_of(&self, seal: &[u8], purpose: &str, digest: &[u8; 32]) -> bool {
        self.keys.values().any(|key| {
            let mut mac = mac(key, purpose);
            mac.update(digest);
            mac.verify_slice(seal).is_ok()
        })
    }
}

fn mac(key: &[u8], purpose: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    mac
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyRing").field("current", &self.current).field("keys", &self.keys.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(ids: &[&str]) -> KeyRing {
        KeyRing::new(ids.iter().map(|id| (id.to_string(), id.as_bytes().repeat(32)))).unwrap()
    }

    #[test]
    fn a_secret_depends_on_key_purpose_id_and_generation() {
        let ring = ring(&["a", "b"]);
        let id = Uuid::from_u128(7);
        let base = ring.derive("a", "invitation", id, 1).unwrap();
        assert_eq!(ring.derive("a", "invitation", id, 1), Some(base));
        assert_ne!(ring.derive("b", "invitation", id, 1), Some(base));
        assert_ne!(ring.derive("a", "password_reset", id, 1), Some(base));
        assert_ne!(ring.derive("a", "invitation", Uuid::from_u128(8), 1), Some(base));
        assert_ne!(ring.derive("a", "invitation", id, 2), Some(base));
        assert_eq!(ring.derive("gone", "invitation", id, 1), None);
    }

    #[test]
    fn a_seal_depends_on_key_purpose_and_digest_and_outlives_a_new_key() {
        let (old, both) = (ring(&["a"]), ring(&["b", "a"]));
        let (digest, other) = ([1; 32], [2; 32]);
        let seal = old.seal("request", &digest);
        assert!(old.is_seal_of(&seal, "request", &digest) && both.is_seal_of(&seal, "request", &digest));
        assert!(!old.is_seal_of(&seal, "request", &other) && !old.is_seal_of(&seal, "else", &digest));
        assert!(!ring(&["b"]).is_seal_of(&seal, "request", &digest));
        assert!(seal != digest && seal != both.seal("request", &digest));
    }

    #[test]
    fn short_double_or_no_keys_are_refused_and_keys_are_never_printed() {
        assert_eq!(KeyRing::new([]).unwrap_err(), KeyRingError::Empty);
        assert_eq!(KeyRing::new([("a".into(), vec![1; 31])]).unwrap_err(), KeyRingError::TooShort("a".into(), 31));
        let twice = KeyRing::new([("a".into(), vec![1; 32]), ("a".into(), vec![2; 32])]);
        assert_eq!(twice.unwrap_err(), KeyRingError::Duplicate("a".into()));
        assert_eq!(format!("{:?}", ring(&["a"])), r#"KeyRing { current: "a", keys: 1 }"#);
    }
}
