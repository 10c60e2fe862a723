//! A running Roster whose time stands still, on each engine, and short words for what tests do with it.

use argon2::{Argon2, Params, PasswordHasher};
use jiff::{SignedDuration, Timestamp};
use roster_app::{
    Actor, App, Caller, Failure, Origin, Outcome, PasswordCost, Settings,
    clock::{ManualClock, SeededEntropy},
    keyring::KeyRing,
    mail::deliver::{self, Delivery},
    people::{self, SignedIn},
};
use roster_domain::{
    email::Email,
    id::{Id, PersonId},
    mail::MailKind,
    refusal::Refusal,
};
use roster_store::{
    Db, DbConfig, DbError, WriteTx,
    persons::{self, NewPerson},
};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use uuid::Uuid;

pub const PASSWORD: &str = "seven quiet otters paint";
pub const OTHER: &str = "eleven loud herons sleep";

/// A mail as it leaves.
#[derive(Debug)]
pub struct Letter {
    pub to: String,
    pub kind: MailKind,
    /// The last part of the link: the token.
    pub token: Option<String>,
    pub link: Option<String>,
}

pub struct World {
    pub app: App,
    pub clock: Arc<ManualClock>,
    persons: AtomicU64,
    _folder: Option<tempfile::TempDir>,
}

/// The world on each engine. Passwords cost next to nothing.
pub fn worlds() -> Vec<World> {
    worlds_at(PasswordCost::Trivial)
}

/// The world on each engine, with passwords at this cost.
pub fn worlds_at(cost: PasswordCost) -> Vec<World> {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("roster.db").display());
    let mut worlds = vec![World::open(&url, Some(folder), cost)];
    if let Some(server) = roster_testkit::postgres::postgres() {
        worlds.push(World::open(&server.fresh_database(), None, cost));
    }
    worlds
}

impl World {
    fn open(url: &str, folder: Option<tempfile::TempDir>, cost: PasswordCost) -> World {
        let db = Db::open(&DbConfig { url: url.to_owned(), readers: 4, synchronous_full: false }).unwrap();
        db.migrate().unwrap();
        let clock = Arc::new(ManualClock::new("2026-11-21T10:00:00Z".parse().unwrap()));
        let entropy = Arc::new(SeededEntropy::new(7));
        let mut settings = Settings::new("https://roster.example.com");
        settings.password_cost = cost;
        let app = App::new(db, clock.clone(), entropy, key_ring("k1"), settings);
        World { app, clock, persons: AtomicU64::new(1), _folder: folder }
    }

    /// The same database and time, with other keys for links.
    pub fn with_key(&self, key: &str) -> App {
        let (clock, entropy) = (self.clock.clone(), Arc::new(SeededEntropy::new(8)));
        App::new(self.app.db().clone(), clock, entropy, key_ring(key), self.app.settings().clone())
    }

    pub fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
    }

    pub fn now(&self) -> Timestamp {
        self.app.now()
    }

    /// Writes past the use-cases: what a test begins with.
    pub async fn write<T: Send + 'static>(
        &self,
        f: impl Fn(&mut WriteTx<'_>) -> Result<T, DbError> + Send + Sync + 'static,
    ) -> T {
        self.app.db().write(f).await.unwrap()
    }

    /// A person who signs in with this address and [`PASSWORD`].
    pub async fn person(&self, name: &'static str, email: &str) -> PersonId {
        let person = PersonId::from_uuid(Uuid::from_u128(u128::from(self.persons.fetch_add(1, Ordering::Relaxed))));
        let (email, hash, at) = (Email::parse(email).unwrap(), cheap_hash(), self.now().as_millisecond());
        self.write(move |tx| {
            let new = NewPerson { person, name, language: "de", country: None, time_zone: "UTC", at };
            persons::insert(tx, &new)?;
            assert!(persons::add_email(tx, person, &email, at, true)?);
            persons::set_password_hash(tx, person, &hash, at)
        })
        .await;
        person
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Outcome<SignedIn> {
        people::sign_in(&self.app, &anonymous(), email, password).await
    }

    /// Signs in, and is the caller from then on.
    pub async fn caller(&self, email: &str) -> Caller {
        caller(&self.sign_in(email, PASSWORD).await.unwrap())
    }

    pub async fn is_alive(&self, signed_in: &SignedIn) -> bool {
        people::authenticate(&self.app, &signed_in.token.unwrap().encode()).await.unwrap().is_some()
    }

    /// Sends what waits to be sent.
    pub async fn mails(&self) -> Vec<Letter> {
        let mut letters = Vec::new();
        for ready in deliver::claim(&self.app).await.unwrap() {
            let token = ready.link.as_ref().map(|link| link.rsplit('/').next().unwrap().to_owned());
            letters.push(Letter { to: ready.row.to_email.clone(), kind: ready.kind, token, link: ready.link });
            deliver::note(&self.app, ready.row, Delivery::Taken("250 OK".to_owned())).await.unwrap();
        }
        letters.sort_by(|a, b| (a.kind.name(), &a.to).cmp(&(b.kind.name(), &b.to)));
        letters
    }

    /// The token of the only mail that waits.
    pub async fn token(&self) -> String {
        let [letter] = &*self.mails().await else { panic!("one mail") };
        letter.token.clone().unwrap()
    }
}

fn key_ring(id: &str) -> KeyRing {
    KeyRing::new([(id.to_owned(), vec![7; 32])]).unwrap()
}

fn cheap_hash() -> String {
    let argon2 = Argon2::from(Params::new(Params::MIN_M_COST, 1, 1, None).unwrap());
    argon2.hash_password_with_salt(PASSWORD.as_bytes(), b"some salt for it").unwrap().to_string()
}

pub fn from(address: &str) -> Origin {
    Origin { address: Some(address.to_owned()), user_agent: Some("Firefox".to_owned()) }
}

/// Nobody who is known, who comes from there.
pub fn at(address: &str) -> Caller {
    Caller::anonymous(from(address))
}

pub fn anonymous() -> Caller {
    at("192.0.2.1")
}

pub fn caller(signed_in: &SignedIn) -> Caller {
    let (person, session) = (signed_in.session.person, signed_in.session.session);
    Caller::new(Actor::Person { person, session }, from("192.0.2.1"))
}

#[track_caller]
pub fn refusal<T: std::fmt::Debug>(outcome: Outcome<T>) -> Refusal {
    match outcome {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("refused? {other:?}"),
    }
}

pub fn seconds(n: i64) -> SignedDuration {
    SignedDuration::from_secs(n)
}

pub fn minutes(n: i64) -> SignedDuration {
    SignedDuration::from_mins(n)
}

pub fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

/// The shortest time there is.
pub const TICK: SignedDuration = SignedDuration::from_millis(1);
