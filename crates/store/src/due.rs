//! Everything that happens by itself at a time.

use crate::{DbError, ReadTx, WriteTx, statements};
use roster_domain::id::{AccountId, Id, MailId};
use uuid::Uuid;

/// What is due. The closed list of timed work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueKind {
    /// A mail is to be sent; the id is the mail's.
    Mail,
    /// An invitation runs out; the id is the invitation's.
    InvitationExpiry,
    /// A person signs in with another address, and not all accounts know it yet; the id is the person's.
    AddressChange,
    /// Acting as somebody is over; the id is that of the time of acting.
    ActingEnd,
    /// The offer of a role is over; the id is the transfer's.
    TransferEnd,
    /// Credits end, or a hold of credits does; the id is the account's.
    Credits,
    /// A bulk job waits for its next chunk; the id is the job's.
    Job,
    /// A bulk job ended long enough ago to be forgotten; the id is the job's.
    JobForgotten,
    /// A closed account's time is over; the id is the account's.
    AccountPurge,
    /// The operator's look into an account is over; the id is that of the look.
    SupportEnd,
    /// Mails about another model are to be written; the id is the account's.
    ModelMails,
    /// The oldest images for undoing are too old; the id is the account's.
    UndoForgotten,
}

impl DueKind {
    /// The stored code.
    pub fn code(self) -> &'static str {
        match self {
            DueKind::Mail => "mail",
            DueKind::InvitationExpiry => "invitation_expiry",
            DueKind::AddressChange => "address_change",
            DueKind::ActingEnd => "acting_end",
            DueKind::TransferEnd => "transfer_end",
            DueKind::Credits => "credits",
            DueKind::Job => "job",
            DueKind::JobForgotten => "job_forgotten",
            DueKind::AccountPurge => "account_purge",
            DueKind::SupportEnd => "support_end",
            DueKind::ModelMails => "model_mails",
            DueKind::UndoForgotten => "undo_forgotten",
        }
    }
}

statements! {
    DUE_SET = "insert into due (account_id, kind, id, at) values ($1, $2, $3, $4) on conflict (account_id, kind, id) do update set at = excluded.at";
    DUE_SET_ONCE = "insert into due (account_id, kind, id, at) values ($1, $2, $3, $4) on conflict (account_id, kind, id) do nothing";
    DUE_CLEAR = "delete from due where account_id = $1 and kind = $2 and id = $3";
    // The end of a closed account and of the operator's look come whether it is open or not.
    DUE_PUT_OFF = "update due set at = at + $2 where account_id = $1 and at < $2 and kind not in ('account_purge', 'support_end')";
    DUE_TAKE_UP = "update due set at = at - $2 where account_id = $1 and at >= $2";
    // Over all accounts: the loops' only question.
    DUE_NEXT = "select min(at) from due where kind = $1";
    // Claims by moving the time on, so that another node, or this one after a crash, takes it up when the lease is over.
    DUE_CLAIM = sqlite "update due set at = $4 where (account_id, kind, id) in (select account_id, kind, id from due where kind = $1 and at <= $2 order by at, account_id, id limit $3) returning account_id, id",
        // In a part of its own the selection runs once, whatever the plan: run again, it would lock other rows.
        postgres "with taken as materialized (select account_id, kind, id from due where kind = $1 and at <= $2 order by at, account_id, id limit $3 for update skip locked) \
            update due set at = $4 where (account_id, kind, id) in (select account_id, kind, id from taken) returning account_id, id";
    // Over all accounts: those that have a mail that is due, from one on, in the order of their ids. From each to the next is one step
    // in the index, however many mails lie between.
    MAILS_TURN = "with recursive turn(account_id) as (\
            select (select d.account_id from due d where d.kind = 'mail' and d.account_id >= $1 order by d.account_id limit 1) \
            union all select (select d.account_id from due d where d.kind = 'mail' and d.account_id > t.account_id order by d.account_id limit 1) \
            from turn t where t.account_id is not null) \
        select t.account_id from turn t where t.account_id is not null \
        and exists (select 1 from due d where d.kind = 'mail' and d.account_id = t.account_id and d.at <= $2) limit $3";
    // Of each of these accounts the mails that are due longest. A subquery of SQLite's can't be joined to what stands before it.
    MAILS_CLAIM =
        sqlite "update due set at = $4 where (account_id, kind, id) in (\
            select d.account_id, d.kind, d.id from (select unhex(value) as account_id from json_each($1)) t cross join due d \
            where d.account_id = t.account_id and d.kind = 'mail' and d.id in (\
                select n.id from due n where n.kind = 'mail' and n.account_id = t.account_id and n.at <= $2 order by n.at, n.id limit $3)) \
            returning account_id, id",
        postgres "with taken as materialized (select d.account_id, d.kind, d.id \
            from (select value::uuid as account_id from jsonb_array_elements_text($1::jsonb)) t cross join lateral (\
                select n.account_id, n.kind, n.id from due n where n.kind = 'mail' and n.account_id = t.account_id and n.at <= $2 \
                order by n.at, n.id limit $3 for update skip locked) d) \
            update due set at = $4 where (account_id, kind, id) in (select account_id, kind, id from taken) returning account_id, id";
    MAILS_WAITING = "select count(*) from (select 1 from due where account_id = $1 and kind = 'mail' and at <= $2 limit $3) n";
    DUE_QUEUED = "insert into due (account_id, kind, id, at) select account_id, 'mail', mail_id, queued_at from outbox where account_id = $1 and mail_id in uuids($2)";
}

/// How far away it lies what waits for its account to be opened: no clock gets there.
const AWAY_MS: i64 = 1 << 52;

/// Sets or moves when something is due.
pub fn set(tx: &mut WriteTx<'_>, account: AccountId, kind: DueKind, id: Uuid, at: i64) -> Result<(), DbError> {
    tx.execute(&DUE_SET, &[&account, &kind.code(), &id, &at])?;
    Ok(())
}

/// Sets when something is due, unless that is set already.
pub fn set_once(tx: &mut WriteTx<'_>, account: AccountId, kind: DueKind, id: Uuid, at: i64) -> Result<(), DbError> {
    tx.execute(&DUE_SET_ONCE, &[&account, &kind.code(), &id, &at])?;
    Ok(())
}

/// Something is done, or is not to be done any more.
pub fn clear(tx: &mut WriteTx<'_>, account: AccountId, kind: DueKind, id: Uuid) -> Result<(), DbError> {
    tx.execute(&DUE_CLEAR, &[&account, &kind.code(), &id])?;
    Ok(())
}

/// The account isn't open any more: nothing that happens by itself happens in it until it is.
pub fn put_off_all(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    tx.execute(&DUE_PUT_OFF, &[&account, &AWAY_MS])?;
    Ok(())
}

/// The account is open again: what was put off is due when it was, or at once.
pub fn take_up_all(tx: &mut WriteTx<'_>, account: AccountId) -> Result<(), DbError> {
    tx.execute(&DUE_TAKE_UP, &[&account, &AWAY_MS])?;
    Ok(())
}

/// The same for one thing that came up while the account wasn't open.
pub fn put_off(tx: &mut WriteTx<'_>, account: AccountId, kind: DueKind, id: Uuid, at: i64) -> Result<(), DbError> {
    set(tx, account, kind, id, at + AWAY_MS)
}

/// These mails, which were queued just now, are due at once.
pub(crate) fn queued(tx: &mut WriteTx<'_>, account: AccountId, mails: &[MailId]) -> Result<(), DbError> {
    tx.execute(&DUE_QUEUED, &[&account, &crate::dialect::uuid_list(mails)])?;
    Ok(())
}

/// How many mails of an account are due until then, as far as `most`.
pub fn mails_waiting(tx: &mut ReadTx<'_>, account: AccountId, until: i64, most: i64) -> Result<i64, DbError> {
    Ok(tx.one::<(i64,)>(&MAILS_WAITING, &[&account, &until, &most])?.0)
}

/// When the next thing of this kind is due.
pub fn next(tx: &mut ReadTx<'_>, kind: DueKind) -> Result<Option<i64>, DbError> {
    Ok(tx.one::<(Option<i64>,)>(&DUE_NEXT, &[&kind.code()])?.0)
}

/// Takes up to `limit` things that are due and leases them until `lease_until`.
pub fn claim(
    tx: &mut WriteTx<'_>,
    kind: DueKind,
    now: i64,
    limit: i64,
    lease_until: i64,
) -> Result<Vec<(AccountId, Uuid)>, DbError> {
    let mut claimed: Vec<(AccountId, Uuid)> = tx.all(&DUE_CLAIM, &[&kind.code(), &now, &limit, &lease_until])?;
    // `returning` promises no order; ids are in that of their making.
    claimed.sort_unstable();
    Ok(claimed)
}

/// Takes up to `limit` mails that are due and leases them until `lease_until`: as many from each account whose turn it is. With them comes
/// the account with which the next turn begins, when this one began with `first`. However many mails one account has, the others' leave
/// in between.
pub fn claim_mails(
    tx: &mut WriteTx<'_>,
    first: AccountId,
    now: i64,
    limit: i64,
    lease_until: i64,
) -> Result<(Vec<(AccountId, Uuid)>, AccountId), DbError> {
    let mut turn: Vec<AccountId> = Vec::new();
    for from in [first, AccountId::INSTALLATION] {
        let room = limit - i64::try_from(turn.len()).unwrap_or(limit);
        let found: Vec<(AccountId,)> = tx.all(&MAILS_TURN, &[&from, &now, &room])?;
        // The second time round, up to where it began.
        let found = found.into_iter().map(|(account,)| account).filter(|account| from == first || *account < first);
        turn.extend(found);
        if first == AccountId::INSTALLATION {
            break;
        }
    }
    let Some(last) = turn.last() else { return Ok((Vec::new(), first)) };
    let next = AccountId::from_uuid(Uuid::from_u128(last.uuid().as_u128().wrapping_add(1)));
    let each = (limit / i64::try_from(turn.len()).unwrap_or(limit)).max(1);
    let accounts = crate::dialect::uuid_list(&turn);
    let mut claimed: Vec<(AccountId, Uuid)> = tx.all(&MAILS_CLAIM, &[&accounts, &now, &each, &lease_until])?;
    claimed.sort_unstable();
    Ok((claimed, next))
}
