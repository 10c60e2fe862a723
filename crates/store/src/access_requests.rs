//! What members ask an admin for, and how it was answered.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccessRequestId, AccountId, MemberId};

record! {
    /// A request.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct AccessRequestRow {
        /// Its id.
        pub request: AccessRequestId,
        /// Who asks.
        pub member: MemberId,
        /// What for: `resource:<id>`, `permission:<id>` or `page:<path>`.
        pub target: String,
        /// What was missing on the resource.
        pub permission: Option<String>,
        /// What it is needed for.
        pub word: String,
        /// `open`, `given` or `declined`.
        pub state: String,
        /// When it was asked, or asked again; milliseconds since 1970.
        pub asked_at: i64,
        /// When it was answered.
        pub decided_at: Option<i64>,
        /// By which member.
        pub decided_by: Option<MemberId>,
        /// What they were called then.
        pub decided_name: String,
        /// A word to the one who asked.
        pub answer: String,
    }
}

statements! {
    ACCESS_REQUEST_INSERT = "insert into access_requests (account_id, request_id, member_id, target, permission, word, state, asked_at, decided_name, answer) \
        values ($1, $2, $3, $4, $5, $6, 'open', $7, '', '')";
    ACCESS_REQUEST = "select request_id, member_id, target, permission, word, state, asked_at, decided_at, decided_by, decided_name, answer \
        from access_requests where account_id = $1 and request_id = $2";
    ACCESS_REQUEST_LATEST = "select request_id, member_id, target, permission, word, state, asked_at, decided_at, decided_by, decided_name, answer \
        from access_requests where account_id = $1 and member_id = $2 and target = $3 order by request_id desc limit 1";
    ACCESS_REQUEST_AGAIN = "update access_requests set asked_at = $3, word = $4, permission = $5 \
        where account_id = $1 and request_id = $2 and state = 'open'";
    ACCESS_REQUEST_DECIDE = "update access_requests set state = $3, decided_at = $4, decided_by = $5, decided_name = $6, answer = $7 \
        where account_id = $1 and request_id = $2 and state = 'open'";
    // Newest first: ids are in the order of their making.
    ACCESS_REQUESTS_OF_STATE = "select request_id, member_id, target, permission, word, state, asked_at, decided_at, decided_by, decided_name, answer \
        from access_requests where account_id = $1 and state = $2 and request_id < $3 order by request_id desc limit $4";
}

/// Adds an open request.
pub fn insert(tx: &mut WriteTx<'_>, account: AccountId, row: &AccessRequestRow) -> Result<(), DbError> {
    tx.execute(
        &ACCESS_REQUEST_INSERT,
        &[&account, &row.request, &row.member, &row.target, &row.permission, &row.word, &row.asked_at],
    )?;
    Ok(())
}

/// One request.
pub fn by_id(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    request: AccessRequestId,
) -> Result<Option<AccessRequestRow>, DbError> {
    tx.optional(&ACCESS_REQUEST, &[&account, &request])
}

/// What a member asked last about a target.
pub fn latest(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    member: MemberId,
    target: &str,
) -> Result<Option<AccessRequestRow>, DbError> {
    tx.optional(&ACCESS_REQUEST_LATEST, &[&account, &member, &target])
}

/// An open request is asked once more.
pub fn again(tx: &mut WriteTx<'_>, account: AccountId, row: &AccessRequestRow) -> Result<(), DbError> {
    tx.execute(&ACCESS_REQUEST_AGAIN, &[&account, &row.request, &row.asked_at, &row.word, &row.permission])?;
    Ok(())
}

/// Keeps how an open request was answered; whether it was open.
pub fn decide(tx: &mut WriteTx<'_>, account: AccountId, row: &AccessRequestRow) -> Result<bool, DbError> {
    let decided = tx.execute(
        &ACCESS_REQUEST_DECIDE,
        &[&account, &row.request, &row.state, &row.decided_at, &row.decided_by, &row.decided_name, &row.answer],
    )?;
    Ok(decided == 1)
}

/// A page of one state, the newest first, from before this one backwards.
pub fn page(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    state: &str,
    before: AccessRequestId,
    limit: i64,
) -> Result<Vec<AccessRequestRow>, DbError> {
    tx.all(&ACCESS_REQUESTS_OF_STATE, &[&account, &state, &before, &limit])
}
