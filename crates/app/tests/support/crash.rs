//! What a crash leaves: the connection is lost in the middle of a transaction, at the moment a table is written to.

use super::World;
use roster_app::{App, PasswordCost, Settings, clock::SeededEntropy, keyring::KeyRing};
use roster_store::{DbError, Engine, Sql};
use std::sync::Arc;

/// A statement that is made here, and lives as long as the test.
fn statement(text: String) -> &'static Sql {
    let text: &'static str = text.leak();
    Box::leak(Box::new(Sql::declare("CRASH", text, text)))
}

const WRITES: [&str; 3] = ["insert", "update", "delete"];

impl World {
    async fn run_all(&self, texts: Vec<String>) {
        for sql in texts.into_iter().map(statement) {
            self.write(move |tx| tx.execute(sql, &[])).await;
        }
    }

    /// From now on the connection on which this table is written to is lost there, with all that was not committed.
    pub async fn crash_at(&self, table: &str) {
        let texts = match self.engine() {
            Engine::Sqlite => WRITES
                .map(|write| {
                    format!("create trigger crash_{write} before {write} on {table} begin select raise(rollback, 'crash'); end")
                })
                .to_vec(),
            Engine::Postgres => vec![
                "create or replace function crash() returns trigger language plpgsql as \
                 'begin perform pg_terminate_backend(pg_backend_pid()); return null; end'"
                    .to_owned(),
                format!(
                    "create trigger crash before insert or update or delete on {table} for each row execute function crash()"
                ),
            ],
        };
        self.run_all(texts).await;
    }

    /// No more of that.
    pub async fn mend(&self, table: &str) {
        let texts = match self.engine() {
            Engine::Sqlite => WRITES.map(|write| format!("drop trigger crash_{write}")).to_vec(),
            Engine::Postgres => vec![format!("drop trigger crash on {table}")],
        };
        self.run_all(texts).await;
    }

    /// How many rows of the account a table has.
    pub async fn rows_in(&self, table: &str) -> i64 {
        let (account, sql) = (self.account, statement(format!("select count(*) from {table} where account_id = $1")));
        self.read(move |tx| Ok::<_, DbError>(tx.one::<(i64,)>(sql, &[&account])?.0)).await
    }

    /// The same database under a process that was just started.
    pub fn restarted(&self) -> App {
        let mut settings = Settings::new("https://roster.example.com");
        settings.password_cost = PasswordCost::Trivial;
        let keys = KeyRing::new([("k1".to_owned(), vec![7; 32])]).unwrap();
        App::new(self.app.db().clone(), self.clock.clone(), Arc::new(SeededEntropy::new(99)), keys, settings)
    }
}
