//! The use-cases of Roster: one verb, one file. The console, the API and the command line all enter here.
//!
//! A use-case tells its whole story on one screen: who may (the [`scope`] asks), what the rule is (`roster-domain`),
//! what is written (`roster-store`), and which event says so. It knows no transport and no words.

pub mod access;
pub mod access_requests;
pub mod accounts;
pub mod acting;
pub mod activity;
pub mod actor;
pub mod audit;
mod cache;
pub mod clock;
pub mod compliance;
mod confirmed;
pub mod credits;
mod cursor;
pub mod details;
pub mod failure;
mod held;
pub mod invitations;
pub mod jobs;
pub mod keyring;
pub mod keys;
mod known;
pub mod mail;
pub mod members;
pub mod merges;
pub mod models;
mod once;
mod passwords;
pub mod people;
pub mod presence;
pub mod quotations;
pub mod resources;
pub mod revision;
pub mod scope;
pub mod settings;
pub mod sign_up;
mod standing;
pub mod support;
mod throttle;
pub mod token;
pub mod transfers;
pub mod undo;
mod view;

pub use actor::{Actor, Caller, Idempotency, Origin};
pub use confirmed::Changes;
pub use failure::{Failure, Outcome};
pub use once::Once;
pub use passwords::PasswordCost;
pub use revision::Revision;
pub use scope::Done;
pub use settings::Settings;
pub use standing::Standing;

use cache::Models;
use clock::{Clock, Entropy, Fresh};
use confirmed::Confirmed;
use keyring::KeyRing;
use known::Known;
use members::{count::CountsKept, holdings::Holdings};
use passwords::Passwords;
use people::SeenSessions;
use roster_domain::id::AccountId;
use roster_store::Db;
use std::sync::{Arc, Mutex};

/// A running Roster: the database and what the use-cases are handed besides their input. Cheap to clone.
#[derive(Clone)]
pub struct App {
    parts: Arc<Parts>,
}

pub(crate) struct Parts {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) keys: KeyRing,
    pub(crate) models: Models,
    pub(crate) known: Known,
    pub(crate) confirmed: Confirmed,
    pub(crate) holdings: Holdings,
    pub(crate) counts: CountsKept,
    pub(crate) passwords: Passwords,
    pub(crate) seen: SeenSessions,
    pub(crate) active: activity::Active,
    pub(crate) present: presence::Present,
    pub(crate) settings: Settings,
    /// With which account this node's next turn of sending mails begins.
    pub(crate) mail_turn: Mutex<AccountId>,
    /// Wakes whoever does the jobs on this node.
    pub(crate) job_asked: tokio::sync::Notify,
}

impl App {
    /// Puts the parts together. The database must be migrated.
    pub fn new(db: Db, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>, keys: KeyRing, settings: Settings) -> App {
        let passwords = Passwords::new(settings.password_cost);
        let (models, seen, active) = (Models::default(), SeenSessions::default(), activity::Active::default());
        let (holdings, counts) = (Holdings::default(), CountsKept::default());
        let parts = Parts {
            db,
            clock,
            entropy,
            keys,
            models,
            known: Known::default(),
            confirmed: Confirmed::default(),
            holdings,
            counts,
            passwords,
            seen,
            active,
            present: presence::Present::default(),
            settings,
            mail_turn: Mutex::new(AccountId::INSTALLATION),
            job_asked: tokio::sync::Notify::new(),
        };
        App { parts: Arc::new(parts) }
    }

    /// The database, for the command line's own questions (reachable? migrated?). Nothing is changed through it: see
    /// `crates/tidy`.
    pub fn db(&self) -> &Db {
        &self.parts.db
    }

    /// What the operator configured.
    pub fn settings(&self) -> &Settings {
        &self.parts.settings
    }

    /// Tells of changes of an account on this node; what happens on another one is seen by looking.
    pub fn changes(&self, account: AccountId) -> Changes {
        self.parts.confirmed.watch(account)
    }

    /// The time, for showing "3 minutes ago".
    pub fn now(&self) -> jiff::Timestamp {
        self.parts.clock.now()
    }

    /// How many members are remembered for the judge, and about how many bytes they take together.
    pub fn remembered(&self) -> (u64, u64) {
        self.parts.known.records()
    }

    /// The time as it is stored, for who only looks.
    pub(crate) fn moment(&self) -> jiff::Timestamp {
        clock::stored(self.now())
    }

    /// A name for a request that no other has: what a form carries so that it is done once, however often it is sent.
    pub fn request_name(&self) -> String {
        self.fresh().id::<roster_domain::id::LinkId>().to_string()
    }

    pub(crate) fn fresh(&self) -> Fresh {
        Fresh::draw(self.parts.clock.as_ref(), self.parts.entropy.as_ref())
    }
}

/// Whether requests can be answered: the database is reachable and its schema is current. Otherwise why not.
pub async fn ready(app: &App) -> Result<(), String> {
    let db = app.parts.db.clone();
    let asked = tokio::task::spawn_blocking(move || db.ping().and_then(|()| db.pending_migrations())).await;
    match asked {
        Ok(Ok(pending)) if pending.is_empty() => Ok(()),
        Ok(Ok(pending)) => Err(format!("{} migrations are not applied", pending.len())),
        Ok(Err(error)) => Err(error.to_string()),
        Err(error) => Err(error.to_string()),
    }
}
