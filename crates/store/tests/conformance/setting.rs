//! Where the tests take place: a migrated database on each engine, and in it an account beside its neighbour.

use crate::{
    neighbours::belongings,
    support::{Scratch, empty, open, sqlite},
};
use roster_domain::id::{AccountId, Id};
use roster_store::{Db, DbError, WriteTx, accounts};
use std::sync::OnceLock;
use uuid::Uuid;

/// Any identifier.
pub fn id<I: Id>(number: u128) -> I {
    I::from_uuid(Uuid::from_u128(number))
}

/// The account that a test is about.
pub fn ours() -> AccountId {
    id(0x0a)
}

/// The account beside it, with the same rows under the same ids.
pub fn theirs() -> AccountId {
    id(0x0b)
}

/// A migrated database on each engine.
pub fn on_both() -> Vec<(Db, Scratch)> {
    let open = |scratch: Scratch| {
        let db = scratch.open();
        db.migrate().unwrap();
        (db, scratch)
    };
    empty().into_iter().map(open).collect()
}

/// Writes and expects no refusal.
pub async fn write<T: Send + 'static>(
    db: &Db,
    f: impl Fn(&mut WriteTx<'_>) -> Result<T, DbError> + Send + Sync + 'static,
) -> T {
    db.write(f).await.unwrap()
}

/// Writes and expects a refusal.
pub async fn refused(db: &Db, f: impl Fn(&mut WriteTx<'_>) -> Result<(), DbError> + Send + Sync + 'static) -> DbError {
    db.write(f).await.expect_err("it must be refused")
}

/// The refusal of a second row under the same key; `constraint` is `table(column, column)`.
pub fn unique(constraint: &str) -> DbError {
    DbError::Unique { constraint: constraint.to_owned() }
}

/// Prepares rows for an account.
pub type Prepare = fn(&mut WriteTx<'_>, AccountId) -> Result<(), DbError>;

/// Opens our account and our neighbour's, each with the same rows under the same ids.
pub async fn with_a_neighbour(db: &Db, rows: Prepare) {
    write(db, move |tx| open_both_accounts(tx, rows)).await;
}

fn open_both_accounts(tx: &mut WriteTx<'_>, rows: Prepare) -> Result<(), DbError> {
    for account in [ours(), theirs()] {
        accounts::insert(tx, account, "Harbour Studio", 1)?;
        rows(tx, account)?;
    }
    Ok(())
}

/// The end of a test that leaves nothing behind: its transaction is undone.
enum End {
    Reached,
    Failed(DbError),
}

impl From<DbError> for End {
    fn from(error: DbError) -> Self {
        End::Failed(error)
    }
}

/// Databases in which nothing is ever committed. That of PostgreSQL is shared: to create one takes longer than to use it.
fn on_both_without_traces() -> Vec<(Db, Option<Scratch>)> {
    static SHARED: OnceLock<Db> = OnceLock::new();
    let scratch = sqlite();
    let db = scratch.open();
    db.migrate().unwrap();
    let mut all = vec![(db, Some(scratch))];
    if let Some(server) = roster_testkit::postgres::postgres() {
        let shared = SHARED.get_or_init(|| {
            let db = open(&server.fresh_database());
            db.migrate().unwrap();
            db
        });
        all.push((shared.clone(), None));
    }
    all
}

/// Tries functions in our account, on both engines. The neighbour has the same rows under the same ids: whatever is read must
/// be as if they were not there, and none of them may change.
pub async fn beside_a_neighbour(rows: Prepare, act: Prepare) {
    for (db, _scratch) in on_both_without_traces() {
        let end = db.write(move |tx| {
            open_both_accounts(tx, rows)?;
            let before = belongings(tx, theirs())?;
            act(tx, ours())?;
            assert_eq!(belongings(tx, theirs())?, before, "the neighbour's rows were touched");
            Err::<(), End>(End::Reached)
        });
        match end.await {
            Err(End::Reached) => {}
            Err(End::Failed(why)) => panic!("{:?}: {why:?}", db.engine()),
            Ok(()) => unreachable!("a test without traces ends with an undone transaction"),
        }
    }
}
