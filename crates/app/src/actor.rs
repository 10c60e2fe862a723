//! Who asks, and from where.

use jiff::Timestamp;
use roster_domain::{
    event::Target,
    id::{AccountId, ActingId, KeyId, PersonId, SessionId, SupportId},
};
use serde::{Deserialize, Serialize};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A signed-in person. Which member that is, and what they may, is found in the account asked for.
    Person {
        /// The person.
        person: PersonId,
        /// Their session.
        session: SessionId,
    },
    /// A signed-in person who acts as another member of one account (B12): good there only, and for nothing that is a person's own.
    Acting {
        /// The person who acts.
        person: PersonId,
        /// Their session.
        session: SessionId,
        /// The account.
        account: AccountId,
        /// The time of acting; as whom, and whether it is over, is found in the account.
        acting: ActingId,
    },
    /// An API key; good in its account only.
    Key {
        /// The key's account.
        account: AccountId,
        /// The key.
        key: KeyId,
    },
    /// The operator in a browser, let in to look (A14): good in its account only, and changes nothing.
    Support {
        /// The account.
        account: AccountId,
        /// The look; whether it is over is found in the account.
        support: SupportId,
    },
    /// The operator at the command line: creates accounts, never changes members.
    Operator,
    /// Roster itself, doing what was due.
    System,
    /// Nobody who is known: the holder of a link, or someone who wants to sign in.
    Anonymous,
}

/// Where a request came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The IP address.
    pub address: Option<String>,
    /// The client's name for itself, cut to 200 characters.
    pub user_agent: Option<String>,
}

/// A request that may be sent twice and shall be done once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idempotency {
    /// The client's key.
    pub key: String,
    /// SHA-256 of method, path and body: the same key with another request is refused. It is sealed before it is stored: a body may
    /// have a password in it.
    pub digest: [u8; 32],
}

/// Who asks, from where, and on which conditions.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who.
    pub actor: Actor,
    /// From where.
    pub origin: Origin,
    /// The version of the thing that the caller has seen (`If-Match`); `None`: whatever it is.
    pub seen_version: Option<i64>,
    /// They have not said which, and have to.
    pub must_say_version: bool,
    /// Set when the request may be sent twice.
    pub idempotency: Option<Idempotency>,
    /// Nobody did this: a page that stays open asks by itself. It makes nobody active, and is no denied attempt.
    pub by_itself: bool,
    /// What the request names in its path, whether it is there or not: the log of denied attempts says about whom (F04).
    pub about: Option<Target>,
}

impl Caller {
    /// A caller without conditions.
    pub fn new(actor: Actor, origin: Origin) -> Caller {
        Caller {
            actor,
            origin,
            seen_version: None,
            must_say_version: false,
            idempotency: None,
            by_itself: false,
            about: None,
        }
    }

    /// The same request by whoever acts, in their own name.
    pub fn in_own_name(&self) -> Caller {
        let actor = match self.actor {
            Actor::Acting { person, session, .. } => Actor::Person { person, session },
            actor => actor,
        };
        Caller { actor, ..self.clone() }
    }

    /// The same caller, asked for by a page that stays open.
    pub fn by_itself(&self) -> Caller {
        Caller { by_itself: true, ..self.clone() }
    }

    /// Nobody who is known, who came from here.
    pub fn anonymous(origin: Origin) -> Caller {
        Caller::new(Actor::Anonymous, origin)
    }

    /// Roster itself.
    pub fn system() -> Caller {
        Caller::new(Actor::System, Origin::default())
    }

    /// The operator at the command line.
    pub fn operator() -> Caller {
        Caller::new(Actor::Operator, Origin::default())
    }
}

/// A session that was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveSession {
    /// Whose.
    pub person: PersonId,
    /// Which.
    pub session: SessionId,
    /// Until when, if nothing ends it before.
    pub expires_at: Timestamp,
}
