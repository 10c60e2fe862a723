//! What the operator configured and the use-cases need.

use crate::PasswordCost;
use jiff::SignedDuration;

/// For how long a closed account can be brought back, unless the operator says otherwise.
pub const GRACE_PERIOD: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Who creates accounts, beside the operator; and the TOML text of the model that these have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhoCreates {
    /// Nobody.
    Operator,
    /// Whoever is signed in.
    Anyone {
        /// The model.
        model: String,
    },
    /// Whoever is signed in and has the installation's key.
    WithKey {
        /// The model.
        model: String,
        /// SHA-256 of the key.
        hash: [u8; 32],
    },
}

/// Settings of the installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The address under which people reach the console, without a slash at the end: `https://roster.example.com`.
    pub public_url: String,
    /// The host in it, for Message-IDs.
    pub mail_domain: String,
    /// Reads mail in a page instead of sending it (demo, or switched on explicitly on loopback).
    pub mailbox: bool,
    /// For how long a closed account can be brought back.
    pub grace_period: SignedDuration,
    /// Who creates accounts.
    pub creation: WhoCreates,
    /// What hashing a password costs. Nothing an operator can set: it is less for tests and made-up data only.
    pub password_cost: PasswordCost,
}

impl Settings {
    /// Settings for a public address such as `https://roster.example.com`.
    pub fn new(public_url: &str) -> Settings {
        let public_url = public_url.trim_end_matches('/').to_owned();
        let host = public_url.split_once("://").map_or(public_url.as_str(), |(_, rest)| rest);
        let host = host.split(['/', ':']).next().unwrap_or("localhost").to_owned();
        Settings {
            public_url,
            mail_domain: host,
            mailbox: false,
            grace_period: GRACE_PERIOD,
            creation: WhoCreates::Operator,
            password_cost: PasswordCost::Owasp,
        }
    }
}
