//! What changes took the place of, for a day: enough to undo them. Erasable; the events stay.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccountId, JobId, MemberId};

record! {
    /// What a change took the place of.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct UndoRow {
        /// The first event of the change.
        pub seq: i64,
        /// The last.
        pub last_seq: i64,
        /// Whom it is about.
        pub member: MemberId,
        /// JSON: who, what was, what took its place.
        pub images: String,
        /// The job that did it.
        pub job: Option<JobId>,
        /// When, milliseconds.
        pub at: i64,
        /// The first event of what undid it.
        pub undone_by: Option<i64>,
    }
}

statements! {
    UNDO_INSERT = "insert into undo (account_id, seq, last_seq, member_id, images, job_id, at) values ($1, $2, $3, $4, $5, $6, $7)";
    UNDO_UP_TO = "select seq, last_seq, member_id, images, job_id, at, undone_by from undo where account_id = $1 and seq <= $2 order by seq desc limit 1";
    // For each event of a list the nearest change before it, if it is one of that. Each engine takes a list apart in its way.
    UNDO_OPEN =
        sqlite "select i.value, u.seq from json_each($2) as i cross join undo u where u.account_id = $1 \
            and u.seq = (select max(v.seq) from undo v where v.account_id = $1 and v.seq <= i.value) and u.last_seq >= i.value and u.at > $3 and u.undone_by is null",
        postgres "select i.v::bigint, u.seq from jsonb_array_elements_text($2::jsonb) as i(v) cross join undo u where u.account_id = $1 \
            and u.seq = (select max(v.seq) from undo v where v.account_id = $1 and v.seq <= i.v::bigint) and u.last_seq >= i.v::bigint and u.at > $3 and u.undone_by is null";
    UNDO_OPEN_OF_JOB = "select count(*) from undo where account_id = $1 and job_id = $2 and at > $3 and undone_by is null";
    UNDO_MARK = "update undo set undone_by = $3 where account_id = $1 and seq = $2";
    UNDO_FORGET = "delete from undo where account_id = $1 and at <= $2";
    UNDO_OLDEST = "select min(at) from undo where account_id = $1";
}

/// Keeps what a change took the place of.
pub fn insert(tx: &mut WriteTx<'_>, account: AccountId, row: &UndoRow) -> Result<(), DbError> {
    let UndoRow { seq, last_seq, member, images, job, at, .. } = row;
    tx.execute(&UNDO_INSERT, &[&account, seq, last_seq, member, images, job, at])?;
    Ok(())
}

/// The change that this event is one of.
pub fn of_event(tx: &mut ReadTx<'_>, account: AccountId, seq: i64) -> Result<Option<UndoRow>, DbError> {
    let row: Option<UndoRow> = tx.optional(&UNDO_UP_TO, &[&account, &seq])?;
    Ok(row.filter(|row| row.last_seq >= seq))
}

/// Which of these events can be undone, because they belong to changes that were made after `since` and not undone: each with the
/// first event of its change.
pub fn open(tx: &mut ReadTx<'_>, account: AccountId, events: &[i64], since: i64) -> Result<Vec<(i64, i64)>, DbError> {
    let list = serde_json::to_string(events).expect("numbers are always JSON");
    tx.all(&UNDO_OPEN, &[&account, &list, &since])
}

/// How much of what a job did after `since` is not undone.
pub fn open_of_job(tx: &mut ReadTx<'_>, account: AccountId, job: JobId, since: i64) -> Result<i64, DbError> {
    Ok(tx.one::<(i64,)>(&UNDO_OPEN_OF_JOB, &[&account, &job, &since])?.0)
}

/// Notes which event undid a change.
pub fn mark(tx: &mut WriteTx<'_>, account: AccountId, seq: i64, undone_by: i64) -> Result<(), DbError> {
    tx.execute(&UNDO_MARK, &[&account, &seq, &undone_by])?;
    Ok(())
}

/// Forgets what was done at `until` or before; gives when the oldest of the others was done.
pub fn forget(tx: &mut WriteTx<'_>, account: AccountId, until: i64) -> Result<Option<i64>, DbError> {
    tx.execute(&UNDO_FORGET, &[&account, &until])?;
    Ok(tx.one::<(Option<i64>,)>(&UNDO_OLDEST, &[&account])?.0)
}
