//! Identifiers: UUID version 7 (RFC 9562), one type per thing, so that a member's id can't stand where an account's belongs.
//!
//! Nothing here draws randomness: an id is made by the caller from a time and 10 random bytes.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// What every identifier can do, for code that is generic over them.
pub trait Id: Copy + Eq + Ord + fmt::Display + Send + Sync + 'static {
    /// Wraps a UUID that came from the database or the wire.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The UUID, for the database and the wire.
    fn uuid(&self) -> Uuid;
    /// A new id: the 48-bit millisecond time in front (so that new rows lie together in an index), randomness behind.
    fn new(at: Timestamp, random: [u8; 10]) -> Self {
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        Self::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);
        impl Id for $name {
            fn from_uuid(uuid: Uuid) -> Self { Self(uuid) }
            fn uuid(&self) -> Uuid { self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.hyphenated().fmt(f) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, concat!(stringify!($name), "({})"), self.0) }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> { Uuid::try_parse(text).map(Self) }
        }
    )+ };
}

ids! {
    /// A tenant.
    AccountId;
    /// A human with a sign-in; global, in no account.
    PersonId;
    /// A person's (or an invited address's) place in one account.
    MemberId;
    /// Something access is given to: a project, a site, …
    ResourceId;
    /// One outstanding offer to join.
    InvitationId;
    /// A signed-in browser.
    SessionId;
    /// A time in which one member acts as another.
    ActingId;
    /// A time in which the operator may look into an account.
    SupportId;
    /// An API key.
    KeyId;
    /// A mail in the outbox.
    MailId;
    /// Something offered to an account, to be accepted once.
    QuotationId;
    /// What a member asks an admin for.
    AccessRequestId;
    /// Somebody's wish to sign up, before they have shown that they read the mail of their address.
    SignUpId;
    /// A one-time link that belongs to a person: password reset, proof of an address.
    LinkId;
    /// Something that is done to many members, one after the other.
    JobId;
    /// A role on its way from its holder to their successor.
    TransferId;
}

impl AccountId {
    /// The nil UUID: the installation itself, under which mails and throttles of persons stand that belong to no account.
    pub const INSTALLATION: AccountId = AccountId(Uuid::nil());
}
