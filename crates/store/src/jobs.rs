//! Bulk jobs: what is done to many members, chunk by chunk, and what became of it for each.

use crate::{DbError, ReadTx, WriteTx, dialect::uuid_list, record, statements};
use roster_domain::id::{AccountId, JobId, MemberId};
use serde::Serialize;

record! {
    /// A job as stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct JobRow {
        /// Its id.
        pub job: JobId,
        /// JSON: what is done.
        pub deed: String,
        /// JSON: who asked, from where.
        pub asker: String,
        /// The member who asked, or in whose name it was asked.
        pub asked_by: Option<MemberId>,
        /// `running`, `done`, `cancelled` or `failed`.
        pub state: String,
        /// To how many.
        pub total: i64,
        /// For how many it is done.
        pub done: i64,
        /// For how many there was nothing to do.
        pub unchanged: i64,
        /// For how many it was refused.
        pub refused: i64,
        /// How often in a row a chunk fell over a fault.
        pub tries: i64,
        /// When it was asked, milliseconds.
        pub created_at: i64,
        /// When it ended.
        pub ended_at: Option<i64>,
    }
}

impl JobRow {
    /// How many were taken; also the position of the last of them.
    pub fn taken(&self) -> i64 {
        self.done + self.unchanged + self.refused
    }
}

record! {
    /// Someone whose turn it is.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct WaitingRow {
        /// 1, 2, …
        pub position: i64,
        /// Who.
        pub member: MemberId,
        /// The first event of the change that is to be undone.
        pub undoes: Option<i64>,
    }
}

record! {
    /// What became of it for one member.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ItemRow {
        /// 1, 2, …
        pub position: i64,
        /// Who.
        pub member: MemberId,
        /// What they are called now; `None`: there is nobody with this id.
        pub name: Option<String>,
        /// `waiting`, `done`, `unchanged`, `refused` or `cancelled`.
        pub state: String,
        /// The first event of what was done.
        pub seq: Option<i64>,
        /// JSON: why not.
        pub refusal: Option<String>,
    }
}

/// The outcome for one member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settled {
    /// Whose turn it was.
    #[serde(rename = "p")]
    pub position: i64,
    /// `done`, `unchanged` or `refused`.
    #[serde(rename = "s")]
    pub state: &'static str,
    /// The first event of what was done.
    #[serde(rename = "q")]
    pub seq: Option<i64>,
    /// JSON: why not.
    #[serde(rename = "r")]
    pub refusal: Option<String>,
}

statements! {
    JOB_INSERT = "insert into jobs (account_id, job_id, deed, asker, asked_by, state, total, done, unchanged, refused, tries, created_at) \
        values ($1, $2, $3, $4, $5, 'running', $6, 0, 0, 0, 0, $7)";
    JOB_BY_ID = "select job_id, deed, asker, asked_by, state, total, done, unchanged, refused, tries, created_at, ended_at from jobs where account_id = $1 and job_id = $2";
    JOBS_PAGE = "select job_id, deed, asker, asked_by, state, total, done, unchanged, refused, tries, created_at, ended_at from jobs \
        where account_id = $1 and job_id < $2 and (cast($3 as uuid) is null or asked_by = $3) order by job_id desc limit $4";
    JOB_SAVE = "update jobs set state = $3, total = $4, done = $5, unchanged = $6, refused = $7, ended_at = $8, tries = $9 where account_id = $1 and job_id = $2";
    // Takes a list apart, each engine in its way.
    JOB_ITEMS_INSERT =
        sqlite "insert into job_items (account_id, job_id, position, member_id, state) select $1, $2, key + 1, unhex(value), 'waiting' from json_each($3)",
        postgres "insert into job_items (account_id, job_id, position, member_id, state) \
            select cast($1 as uuid), cast($2 as uuid), i.n, i.v::uuid, 'waiting' from jsonb_array_elements_text($3::jsonb) with ordinality as i(v, n)";
    // The newest first: what was done last is taken back first.
    JOB_ITEMS_UNDOING = "insert into job_items (account_id, job_id, position, member_id, undoes, state) \
        select j.account_id, j.job_id, row_number() over (order by u.seq desc), u.member_id, u.seq, 'waiting' \
        from jobs j join undo u on u.account_id = j.account_id where j.account_id = $1 and j.job_id = $2 and u.account_id = $1 and u.job_id = $3 and u.undone_by is null and u.at > $4";
    JOB_ITEMS_WAITING = "select position, member_id, undoes from job_items \
        where account_id = $1 and job_id = $2 and position > $3 and state = 'waiting' order by position limit $4";
    JOB_ITEMS_SETTLE =
        sqlite "update job_items set state = i.value ->> 's', seq = i.value ->> 'q', refusal = i.value ->> 'r' from json_each($3) as i \
            where account_id = $1 and job_id = $2 and position = i.value ->> 'p'",
        postgres "update job_items set state = i.s, seq = i.q, refusal = i.r from jsonb_to_recordset($3::jsonb) as i(p bigint, s text, q bigint, r text) \
            where account_id = $1 and job_id = $2 and position = i.p";
    JOB_ITEMS_SETTLE_REST = "update job_items set state = $4, refusal = $5 where account_id = $1 and job_id = $2 and position > $3";
    JOB_ITEMS_PAGE = "select i.position, i.member_id, case when m.name = '' then m.email else m.name end, i.state, i.seq, i.refusal from job_items i \
        left join members m on m.account_id = i.account_id and m.member_id = i.member_id \
        where i.account_id = $1 and i.job_id = $2 and i.position > $3 and (cast($4 as text) is null or i.state = $4) order by i.position limit $5";
    JOB_ITEMS_REFUSED = "select member_id, undoes from job_items where account_id = $1 and job_id = $2 and state = 'refused' order by position";
    JOB_ITEMS_FORGET = "delete from job_items where account_id = $1 and job_id = $2";
    JOB_FORGET = "delete from jobs where account_id = $1 and job_id = $2";
}

/// What a new job starts with.
pub struct NewJob<'a> {
    /// Its id.
    pub job: JobId,
    /// JSON: what is done.
    pub deed: &'a str,
    /// JSON: who asked, from where.
    pub asker: &'a str,
    /// The member who asked, or in whose name it was asked.
    pub asked_by: Option<MemberId>,
    /// To how many.
    pub total: i64,
    /// When.
    pub at: i64,
}

/// Adds a job without its items.
pub fn insert(tx: &mut WriteTx<'_>, account: AccountId, new: &NewJob<'_>) -> Result<(), DbError> {
    tx.execute(&JOB_INSERT, &[&account, &new.job, &new.deed, &new.asker, &new.asked_by, &new.total, &new.at])?;
    Ok(())
}

/// Adds those it is about, in this order.
pub fn add_members(tx: &mut WriteTx<'_>, account: AccountId, job: JobId, members: &[MemberId]) -> Result<u64, DbError> {
    tx.execute(&JOB_ITEMS_INSERT, &[&account, &job, &uuid_list(members)])
}

/// Adds those for whom something that job `of` did after `since` can still be undone.
pub fn add_undoing(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    job: JobId,
    of: JobId,
    since: i64,
) -> Result<u64, DbError> {
    tx.execute(&JOB_ITEMS_UNDOING, &[&account, &job, &of, &since])
}

/// One job.
pub fn by_id(tx: &mut ReadTx<'_>, account: AccountId, job: JobId) -> Result<Option<JobRow>, DbError> {
    tx.optional(&JOB_BY_ID, &[&account, &job])
}

/// The newest jobs from before `before` backwards, of all or of whoever asked.
pub fn page(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    before: JobId,
    asked_by: Option<MemberId>,
    limit: i64,
) -> Result<Vec<JobRow>, DbError> {
    tx.all(&JOBS_PAGE, &[&account, &before, &asked_by, &limit])
}

/// Writes back a job's state and counts.
pub fn save(tx: &mut WriteTx<'_>, account: AccountId, row: &JobRow) -> Result<(), DbError> {
    let JobRow { job, state, total, done, unchanged, refused, ended_at, tries, .. } = row;
    tx.execute(&JOB_SAVE, &[&account, job, state, total, done, unchanged, refused, ended_at, tries])?;
    Ok(())
}

/// Up to `limit` whose turn it is after those up to position `after`.
pub fn waiting(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    job: JobId,
    after: i64,
    limit: i64,
) -> Result<Vec<WaitingRow>, DbError> {
    tx.all(&JOB_ITEMS_WAITING, &[&account, &job, &after, &limit])
}

/// Notes what became of it, in one statement.
pub fn settle(tx: &mut WriteTx<'_>, account: AccountId, job: JobId, settled: &[Settled]) -> Result<u64, DbError> {
    let list = serde_json::to_string(settled).expect("texts and numbers are always JSON");
    tx.execute(&JOB_ITEMS_SETTLE, &[&account, &job, &list])
}

/// Notes the same for all after position `after`.
pub fn settle_rest(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    job: JobId,
    after: i64,
    state: &str,
    refusal: Option<&str>,
) -> Result<u64, DbError> {
    tx.execute(&JOB_ITEMS_SETTLE_REST, &[&account, &job, &after, &state, &refusal])
}

/// A page of the report; `state`: only those.
pub fn items(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    job: JobId,
    after: i64,
    state: Option<&str>,
    limit: i64,
) -> Result<Vec<ItemRow>, DbError> {
    tx.all(&JOB_ITEMS_PAGE, &[&account, &job, &after, &state, &limit])
}

/// Those for whom it was refused, and what was to be undone.
pub fn refused(tx: &mut ReadTx<'_>, account: AccountId, job: JobId) -> Result<Vec<(MemberId, Option<i64>)>, DbError> {
    tx.all(&JOB_ITEMS_REFUSED, &[&account, &job])
}

/// Forgets a job and its report; the events stay.
pub fn forget(tx: &mut WriteTx<'_>, account: AccountId, job: JobId) -> Result<(), DbError> {
    tx.execute(&JOB_ITEMS_FORGET, &[&account, &job])?;
    tx.execute(&JOB_FORGET, &[&account, &job])?;
    Ok(())
}
