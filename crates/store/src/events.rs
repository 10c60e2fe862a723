//! The audit log: append, read, verify.

use crate::{
    DbError, ReadTx, WriteTx,
    dialect::{hex, json},
    record, statements,
};
use roster_domain::id::AccountId;
use uuid::Uuid;

record! {
    /// One event as it is stored; the details are `None` once they were erased.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct EventRow {
        /// Its number in the account's log.
        pub seq: i64,
        /// Milliseconds since 1970.
        pub at: i64,
        /// The code of its kind.
        pub kind: String,
        /// The code of the kind of actor.
        pub actor_kind: String,
        /// The actor.
        pub actor_id: Option<Uuid>,
        /// The member in whose name it was done.
        pub on_behalf_of: Option<Uuid>,
        /// The code of the kind of target.
        pub target_kind: String,
        /// The target.
        pub target_id: Option<Uuid>,
        /// The hash of the event before.
        pub prev_hash: Vec<u8>,
        /// SHA-256(salt ‖ details).
        pub details_digest: Vec<u8>,
        /// The salt.
        pub salt: Option<Vec<u8>>,
        /// JSON of the details.
        pub details: Option<String>,
    }
}

/// Which events to list; `None` means any.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    /// Only of this kind.
    pub kind: Option<String>,
    /// Only by this actor.
    pub actor: Option<Uuid>,
    /// Only about this target.
    pub target: Option<Uuid>,
    /// Only at or after, milliseconds.
    pub from: Option<i64>,
    /// Only before, milliseconds.
    pub until: Option<i64>,
}

statements! {
    EVENT_INSERT = "insert into events (account_id, seq, at, kind, actor_kind, actor_id, on_behalf_of, target_kind, target_id, prev_hash, details_digest) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    EVENT_DETAILS_INSERT = "insert into event_details (account_id, seq, salt, details) values ($1, $2, $3, $4)";
    EVENTS_INSERT =
        sqlite "insert into events (account_id, seq, at, kind, actor_kind, actor_id, on_behalf_of, target_kind, target_id, prev_hash, details_digest) \
            select $1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, unhex(value ->> 4), unhex(value ->> 5), value ->> 6, unhex(value ->> 7), \
            unhex(value ->> 8), unhex(value ->> 9) from json_each($2)",
        postgres "insert into events (account_id, seq, at, kind, actor_kind, actor_id, on_behalf_of, target_kind, target_id, prev_hash, details_digest) \
            select $1::uuid, (value ->> 0)::bigint, (value ->> 1)::bigint, value ->> 2, value ->> 3, (value ->> 4)::uuid, (value ->> 5)::uuid, \
            value ->> 6, (value ->> 7)::uuid, decode(value ->> 8, 'hex'), decode(value ->> 9, 'hex') from jsonb_array_elements($2::jsonb)";
    EVENTS_DETAILS_INSERT =
        sqlite "insert into event_details (account_id, seq, salt, details) \
            select $1, value ->> 0, unhex(value ->> 1), value ->> 2 from json_each($2)",
        postgres "insert into event_details (account_id, seq, salt, details) \
            select $1::uuid, (value ->> 0)::bigint, decode(value ->> 1, 'hex'), value ->> 2 from jsonb_array_elements($2::jsonb)";
    // Four ways to read backwards, so that each finds its index: $2 before which number, $3 how many, $4 and $5 from and until when;
    // a null switches a condition off.
    EVENTS_BEFORE = "select e.seq, e.at, e.kind, e.actor_kind, e.actor_id, e.on_behalf_of, e.target_kind, e.target_id, e.prev_hash, e.details_digest, d.salt, d.details \
        from events e left join event_details d on d.account_id = e.account_id and d.seq = e.seq \
        where e.account_id = $1 and e.seq < $2 and (cast($4 as bigint) is null or e.at >= $4) and (cast($5 as bigint) is null or e.at < $5) \
        order by e.seq desc limit $3";
    EVENTS_OF_KIND = "select e.seq, e.at, e.kind, e.actor_kind, e.actor_id, e.on_behalf_of, e.target_kind, e.target_id, e.prev_hash, e.details_digest, d.salt, d.details \
        from events e left join event_details d on d.account_id = e.account_id and d.seq = e.seq \
        where e.account_id = $1 and e.kind = $6 and e.seq < $2 and (cast($4 as bigint) is null or e.at >= $4) and (cast($5 as bigint) is null or e.at < $5) \
        order by e.seq desc limit $3";
    EVENTS_ABOUT_TARGET = "select e.seq, e.at, e.kind, e.actor_kind, e.actor_id, e.on_behalf_of, e.target_kind, e.target_id, e.prev_hash, e.details_digest, d.salt, d.details \
        from events e left join event_details d on d.account_id = e.account_id and d.seq = e.seq \
        where e.account_id = $1 and e.target_id = $7 and e.seq < $2 and (cast($4 as bigint) is null or e.at >= $4) and (cast($5 as bigint) is null or e.at < $5) \
        and (cast($6 as text) is null or e.kind = $6) and (cast($8 as uuid) is null or e.actor_id = $8 or e.on_behalf_of = $8) \
        order by e.seq desc limit $3";
    // Done by someone, or in their name: the newest of each, then the newest of both.
    EVENTS_BY_ACTOR = "select e.seq, e.at, e.kind, e.actor_kind, e.actor_id, e.on_behalf_of, e.target_kind, e.target_id, e.prev_hash, e.details_digest, d.salt, d.details \
        from events e left join event_details d on d.account_id = e.account_id and d.seq = e.seq \
        where e.account_id = $1 and e.seq in (\
            select seq from (select a.seq from events a where a.account_id = $1 and a.actor_id = $8 and a.seq < $2 \
                and (cast($4 as bigint) is null or a.at >= $4) and (cast($5 as bigint) is null or a.at < $5) \
                and (cast($6 as text) is null or a.kind = $6) and (cast($7 as uuid) is null or a.target_id = $7) \
                order by a.seq desc limit $3) as done \
            union select seq from (select b.seq from events b where b.account_id = $1 and b.on_behalf_of = $8 and b.seq < $2 \
                and (cast($4 as bigint) is null or b.at >= $4) and (cast($5 as bigint) is null or b.at < $5) \
                and (cast($6 as text) is null or b.kind = $6) and (cast($7 as uuid) is null or b.target_id = $7) \
                order by b.seq desc limit $3) as in_their_name) \
        order by e.seq desc limit $3";
    EVENTS_AFTER = "select e.seq, e.at, e.kind, e.actor_kind, e.actor_id, e.on_behalf_of, e.target_kind, e.target_id, e.prev_hash, e.details_digest, d.salt, d.details \
        from events e left join event_details d on d.account_id = e.account_id and d.seq = e.seq \
        where e.account_id = $1 and e.seq > $2 order by e.seq limit $3";
    DENIAL_COUNT = "insert into denials (account_id, actor, permission, minute, attempts) values ($1, $2, $3, $4, 1) \
        on conflict (account_id, actor, permission, minute) do update set attempts = denials.attempts + 1 returning attempts";
    DENIALS_FORGET = "delete from denials where account_id = $1 and minute < $2";
}

/// One event and its details, ready to be stored.
pub struct NewEvent<'a> {
    /// The bare fact.
    pub fact: roster_domain::event::Fact<'a>,
    /// The hash of the event before.
    pub prev_hash: &'a [u8],
    /// SHA-256(salt ‖ details).
    pub details_digest: [u8; 32],
    /// The salt.
    pub salt: [u8; 16],
    /// JSON.
    pub details: &'a str,
}

/// Appends an event; its `seq` must be the next one under the locked head.
pub fn append(tx: &mut WriteTx<'_>, event: &NewEvent<'_>) -> Result<(), DbError> {
    let fact = &event.fact;
    tx.execute(
        &EVENT_INSERT,
        &[
            &fact.account,
            &fact.seq,
            &fact.at.as_millisecond(),
            &fact.kind,
            &fact.actor_kind,
            &fact.actor_id,
            &fact.on_behalf_of,
            &fact.target_kind,
            &fact.target_id,
            &event.prev_hash.to_vec(),
            &event.details_digest.to_vec(),
        ],
    )?;
    tx.execute(&EVENT_DETAILS_INSERT, &[&fact.account, &fact.seq, &event.salt.to_vec(), &event.details])?;
    Ok(())
}

/// The same of many of one account, whose numbers follow one another, in two statements.
pub fn append_all(tx: &mut WriteTx<'_>, account: AccountId, events: &[NewEvent<'_>]) -> Result<(), DbError> {
    if events.is_empty() {
        return Ok(());
    }
    let facts = events.iter().map(|event| {
        let fact = &event.fact;
        let [actor, behalf, target] = [fact.actor_id, fact.on_behalf_of, fact.target_id].map(|id| id.map(hex));
        let (at, prev, digest) = (fact.at.as_millisecond(), digits(event.prev_hash), digits(&event.details_digest));
        (fact.seq, at, fact.kind, fact.actor_kind, actor, behalf, fact.target_kind, target, prev, digest)
    });
    tx.execute(&EVENTS_INSERT, &[&account, &json(&facts.collect::<Vec<_>>())])?;
    let details = events.iter().map(|event| (event.fact.seq, digits(&event.salt), event.details));
    tx.execute(&EVENTS_DETAILS_INSERT, &[&account, &json(&details.collect::<Vec<_>>())])?;
    Ok(())
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A page of the log, newest first, from before `before` backwards.
pub fn page(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    before: i64,
    filter: &EventFilter,
    limit: i64,
) -> Result<Vec<EventRow>, DbError> {
    let EventFilter { kind, actor, target, from, until } = filter;
    match (actor, target, kind) {
        (_, Some(_), _) => tx.all(&EVENTS_ABOUT_TARGET, &[&account, &before, &limit, from, until, kind, target, actor]),
        (Some(_), None, _) => tx.all(&EVENTS_BY_ACTOR, &[&account, &before, &limit, from, until, kind, target, actor]),
        (None, None, Some(_)) => tx.all(&EVENTS_OF_KIND, &[&account, &before, &limit, from, until, kind]),
        (None, None, None) => tx.all(&EVENTS_BEFORE, &[&account, &before, &limit, from, until]),
    }
}

/// A page of the log, oldest first, from after `after` on: for verification and for followers.
pub fn after(tx: &mut ReadTx<'_>, account: AccountId, after: i64, limit: i64) -> Result<Vec<EventRow>, DbError> {
    tx.all(&EVENTS_AFTER, &[&account, &after, &limit])
}

/// Counts a denied attempt and gives how many there were in this minute.
pub fn count_denial(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    actor: &str,
    permission: &str,
    minute: i64,
) -> Result<i64, DbError> {
    Ok(tx.one::<(i64,)>(&DENIAL_COUNT, &[&account, &actor, &permission, &minute])?.0)
}

/// Forgets the counts of an account from before this minute; the events stay.
pub fn forget_denials(tx: &mut WriteTx<'_>, account: AccountId, before_minute: i64) -> Result<u64, DbError> {
    tx.execute(&DENIALS_FORGET, &[&account, &before_minute])
}
