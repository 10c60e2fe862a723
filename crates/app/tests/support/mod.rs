//! A running Roster on each engine, with one account, whose time stands still; and a short word for each thing tests do with it.
#![allow(dead_code, reason = "each test file uses a part of it")]

mod crash;
mod dump;
mod inbox;
mod looks;
mod verbs;

pub use inbox::Letter;
pub use verbs::{invitation, nothing};

use jiff::{SignedDuration, Timestamp};
use roster_app::{
    Actor, App, Caller, Failure, Idempotency, Origin, Outcome, PasswordCost, Settings,
    accounts::create::{self, CreateAccount, CreatedAccount},
    clock::{ManualClock, SeededEntropy},
    invitations::accept::{self, Joined, Newcomer},
    keyring::KeyRing,
};
use roster_domain::{
    id::{AccountId, MemberId, PersonId},
    model::{Model, presets},
    refusal::Refusal,
};
use roster_store::{Db, DbConfig, Engine};
use std::sync::{Arc, Mutex};

pub const PASSWORD: &str = "seven quiet otters paint";

/// The levels of the model under test.
pub const RW: &str = "read_write";
pub const RO: &str = "read_only";
pub const NONE: &str = "none";

/// Someone who is in the account.
#[derive(Clone, Debug)]
pub struct Who {
    pub member: MemberId,
    pub person: PersonId,
    pub email: String,
    pub caller: Caller,
}

pub struct World {
    pub app: App,
    pub clock: Arc<ManualClock>,
    pub account: AccountId,
    pub model: Arc<Model>,
    /// The first admin.
    pub admin: Who,
    inbox: Arc<Mutex<Vec<Letter>>>,
    _folder: Option<Arc<tempfile::TempDir>>,
}

/// The text of the model with projects and sites.
pub fn preset() -> &'static str {
    presets().iter().find(|preset| preset.id == "sites-and-projects").expect("it comes with Roster").text
}

/// The text of another model that comes with Roster.
pub fn preset_of(id: &str) -> &'static str {
    presets().iter().find(|preset| preset.id == id).expect("it comes with Roster").text
}

/// The model under test with a role between admin and user: who holds it manages users, and reaches only what they are given.
pub fn with_lead() -> String {
    let lead = r#"
[[role]]
id = "lead"
label = { en = "Lead" }
rank = 50
permissions = [
    "roster.read_members", "roster.invite", "roster.change_roles", "roster.edit_members", "roster.change_access",
    "roster.remove_members", "roster.restore_members",
]
edits = "below"
removes = "below"

[[permission]]
id = "project.create""#;
    let text = preset().replacen("[[permission]]\nid = \"project.create\"", lead.trim_start(), 1);
    assert!(text.contains("id = \"lead\""));
    text.replace("remove_only = [\"user\"]", "remove_only = [\"user\", \"lead\"]")
}

/// The same, with admins who may act as others.
pub fn with_acting(text: &str) -> String {
    let end = text.find("id = \"admin\"").expect("there are admins");
    let (before, after) = text.split_at(end);
    format!("{before}{}", after.replacen("\"roster.invite\",", "\"roster.invite\", \"roster.act_as\",", 1))
}

/// An account with this model and its first admin, on each engine.
pub async fn worlds() -> impl Iterator<Item = World> {
    worlds_of(preset()).await
}

/// As [`worlds`], with another model.
pub async fn worlds_of(model: &str) -> impl Iterator<Item = World> {
    let mut worlds = vec![sqlite(model, 7).await];
    if let Some(server) = roster_testkit::postgres::postgres() {
        worlds.push(World::open(&server.fresh_database(), None, model, 7).await);
    }
    // Shown where a test fails.
    worlds.into_iter().inspect(|world| eprintln!("on {:?}", world.engine()))
}

/// An account on SQLite only; what is random comes from the seed.
pub async fn sqlite(model: &str, seed: u64) -> World {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let url = format!("sqlite:{}", folder.path().join("roster.db").display());
    World::open(&url, Some(folder), model, seed).await
}

/// An account on PostgreSQL only, unless its tests are left out.
pub async fn postgres(model: &str, seed: u64) -> Option<World> {
    let server = roster_testkit::postgres::postgres()?;
    Some(World::open(&server.fresh_database(), None, model, seed).await)
}

impl World {
    async fn open(url: &str, folder: Option<Arc<tempfile::TempDir>>, model: &str, seed: u64) -> World {
        let db = Db::open(&DbConfig { url: url.to_owned(), readers: 4, synchronous_full: false }).unwrap();
        db.migrate().unwrap();
        let clock = Arc::new(ManualClock::new("2026-11-21T10:00:00Z".parse().unwrap()));
        let mut settings = Settings::new("https://roster.example.com");
        settings.password_cost = PasswordCost::Trivial;
        let keys = KeyRing::new([("k1".to_owned(), vec![7; 32])]).unwrap();
        let app = App::new(db, clock.clone(), Arc::new(SeededEntropy::new(seed)), keys, settings);
        World::found(app, clock, folder, model, "Northwind Feeds", "ann@example.com").await
    }

    /// One more account in the same database.
    pub async fn beside(&self, name: &str, admin: &str) -> World {
        self.beside_of(preset(), name, admin).await
    }

    /// As [`beside`](Self::beside), with another model.
    pub async fn beside_of(&self, model: &str, name: &str, admin: &str) -> World {
        let world = World::found(self.app.clone(), self.clock.clone(), self._folder.clone(), model, name, admin).await;
        World { inbox: self.inbox.clone(), ..world }
    }

    async fn found(
        app: App,
        clock: Arc<ManualClock>,
        folder: Option<Arc<tempfile::TempDir>>,
        text: &str,
        name: &str,
        admin: &str,
    ) -> World {
        let input =
            CreateAccount { name: name.to_owned(), model: text.to_owned(), admin: admin.to_owned(), mail: false };
        let CreatedAccount { account, link, .. } = create::create(&app, &operator(), input).await.unwrap().value;
        let joined = accept::accept(&app, &anonymous(), token_of(&link), newcomer(admin)).await.unwrap();
        let model = Arc::new(Model::compile(text).unwrap());
        World { admin: who(&joined, admin), app, clock, account, model, inbox: Arc::default(), _folder: folder }
    }

    pub fn engine(&self) -> Engine {
        self.app.db().engine()
    }

    pub fn now(&self) -> Timestamp {
        self.app.now()
    }

    pub fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
    }
}

/// Who has just joined.
pub fn who(joined: &Joined, email: &str) -> Who {
    let session = joined.signed_in.session;
    let actor = Actor::Person { person: session.person, session: session.session };
    let caller = Caller::new(actor, from("192.0.2.1"));
    Who { member: joined.member, person: session.person, email: email.to_owned(), caller }
}

pub fn from(address: &str) -> Origin {
    Origin { address: Some(address.to_owned()), user_agent: Some("Firefox".to_owned()) }
}

pub fn anonymous() -> Caller {
    Caller::new(Actor::Anonymous, from("192.0.2.9"))
}

pub fn operator() -> Caller {
    Caller::operator()
}

/// What someone new says of themself; called by what stands before the `@`.
pub fn newcomer(email: &str) -> Newcomer {
    let name = email.split('@').next().unwrap_or_default().to_owned();
    Newcomer {
        name,
        password: PASSWORD.to_owned(),
        email: None,
        country: Some("DE".to_owned()),
        language: "en".to_owned(),
        time_zone: "Europe/Berlin".to_owned(),
    }
}

/// The last part of a link.
pub fn token_of(link: &str) -> &str {
    link.rsplit('/').next().unwrap_or_default()
}

/// The caller, who has seen this version.
pub fn having_seen(caller: &Caller, version: i64) -> Caller {
    Caller { seen_version: Some(version), ..caller.clone() }
}

/// The caller, whose request may be sent twice. Two bodies of one number are the same request.
pub fn repeatable(caller: &Caller, key: &str, body: u8) -> Caller {
    let idempotency = Some(Idempotency { key: key.to_owned(), digest: [body; 32] });
    Caller { idempotency, ..caller.clone() }
}

#[track_caller]
pub fn refusal<T: std::fmt::Debug>(outcome: Outcome<T>) -> Refusal {
    match outcome {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("refused? {other:?}"),
    }
}

pub fn forbidden(permission: &str) -> Refusal {
    Refusal::Forbidden { permission: permission.to_owned() }
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
