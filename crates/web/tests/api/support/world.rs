//! A running Roster whose time stands still, on SQLite and on PostgreSQL.

use axum::Router;
use jiff::SignedDuration;
use roster_app::{
    App, PasswordCost, Settings,
    clock::{ManualClock, SeededEntropy},
    keyring::KeyRing,
};
use roster_store::{Db, DbConfig};
use roster_web::{WebConfig, router};
use std::{future::Future, sync::Arc};

pub const PASSWORD: &str = "seven quiet otters paint";

pub struct World {
    pub app: App,
    pub router: Router,
    clock: Arc<ManualClock>,
    _folder: Option<tempfile::TempDir>,
}

impl World {
    /// On SQLite.
    pub fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("roster.db").display());
        World::open(&url, Some(folder))
    }

    fn open(url: &str, folder: Option<tempfile::TempDir>) -> World {
        let db = Db::open(&DbConfig { url: url.to_owned(), readers: 2, synchronous_full: false }).unwrap();
        db.migrate().unwrap();
        let clock = Arc::new(ManualClock::new("2026-11-21T10:00:00Z".parse().unwrap()));
        let keys = KeyRing::new([("k1".to_owned(), vec![7; 32])]).unwrap();
        let mut settings = Settings::new("https://roster.example.com");
        settings.password_cost = PasswordCost::Trivial;
        let app = App::new(db, clock.clone(), Arc::new(SeededEntropy::new(7)), keys, settings);
        let router = router(app.clone(), WebConfig::new("https://roster.example.com"));
        World { app, router, clock, _folder: folder }
    }

    pub fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
    }
}

/// Runs a test on each engine.
pub async fn worlds<F: Future<Output = ()>>(test: impl Fn(World) -> F) {
    test(World::new()).await;
    if let Some(server) = roster_testkit::postgres::postgres() {
        test(World::open(&server.fresh_database(), None)).await;
    }
}
