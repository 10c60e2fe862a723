//! Erasing what is left of a closed account, a chunk at a time, until nothing is there but the bare facts: the account's row without a
//! name, its head, which models it had, and its events without their details.

use crate::{DbError, ReadTx, Sql, WriteTx, dialect, due::DueKind, statements};
use roster_domain::id::{AccountId, PersonId};

statements! {
    PURGE_ACCESS_REQUESTS = "delete from access_requests where account_id = $1 and request_id in (select request_id from access_requests where account_id = $1 limit $2)";
    PURGE_ADDRESS_PROPOSALS = "delete from address_proposals where account_id = $1 and member_id in (select member_id from address_proposals where account_id = $1 limit $2)";
    PURGE_LOST_ACCESS = "delete from lost_access where account_id = $1 and (member_id, resource_id) in (select member_id, resource_id from lost_access where account_id = $1 limit $2)";
    PURGE_MODEL_MAILS = "delete from model_mails where account_id = $1 and version in (select version from model_mails where account_id = $1 limit $2)";
    PURGE_MODEL_MOVES = "delete from model_moves where account_id = $1 and (version, member_id) in (select version, member_id from model_moves where account_id = $1 limit $2)";
    PURGE_PRESENCE = "delete from presence where account_id = $1 and member_id in (select member_id from presence where account_id = $1 limit $2)";
    PURGE_TRANSFERS = "delete from transfers where account_id = $1 and transfer_id in (select transfer_id from transfers where account_id = $1 limit $2)";
    PURGE_SILENCES = "delete from silences where account_id = $1 and (member_id, change) in (select member_id, change from silences where account_id = $1 limit $2)";
    PURGE_LIST_COLUMNS = "delete from list_columns where account_id = $1 and member_id in (select member_id from list_columns where account_id = $1 limit $2)";
    PURGE_UNDO = "delete from undo where account_id = $1 and seq in (select seq from undo where account_id = $1 limit $2)";
    PURGE_JOB_ITEMS = "delete from job_items where account_id = $1 and (job_id, position) in (select job_id, position from job_items where account_id = $1 limit $2)";
    PURGE_JOBS = "delete from jobs where account_id = $1 and job_id in (select job_id from jobs where account_id = $1 limit $2)";
    PURGE_ACTING_SESSIONS = "delete from acting_sessions where account_id = $1 and acting_id in (select acting_id from acting_sessions where account_id = $1 limit $2)";
    PURGE_SUPPORT_ACCESSES = "delete from support_accesses where account_id = $1 and support_id in (select support_id from support_accesses where account_id = $1 limit $2)";
    PURGE_API_KEYS = "delete from api_keys where account_id = $1 and key_id in (select key_id from api_keys where account_id = $1 limit $2)";
    PURGE_IDEMPOTENCY = "delete from idempotency where account_id = $1 and (actor, key) in (select actor, key from idempotency where account_id = $1 limit $2)";
    PURGE_DENIALS = "delete from denials where account_id = $1 and (actor, permission, minute) in (select actor, permission, minute from denials where account_id = $1 limit $2)";
    PURGE_SIGN_UPS = "delete from sign_ups where account_id = $1 and sign_up_id in (select sign_up_id from sign_ups where account_id = $1 limit $2)";
    PURGE_QUOTATIONS = "delete from quotations where account_id = $1 and quotation_id in (select quotation_id from quotations where account_id = $1 limit $2)";
    PURGE_CREDIT_HOLDS = "delete from credit_holds where account_id = $1 and seq in (select seq from credit_holds where account_id = $1 limit $2)";
    PURGE_CREDIT_LOTS = "delete from credit_lots where account_id = $1 and seq in (select seq from credit_lots where account_id = $1 limit $2)";
    PURGE_CREDIT_ENTRIES = "delete from credit_entries where account_id = $1 and seq in (select seq from credit_entries where account_id = $1 order by seq desc limit $2)";
    PURGE_ACCOUNT_COMPLIANCE = "delete from account_compliance where account_id = $1 and account_id in (select account_id from account_compliance where account_id = $1 limit $2)";
    PURGE_ACCOUNT_DETAILS = "delete from account_details where account_id = $1 and field in (select field from account_details where account_id = $1 limit $2)";
    PURGE_MERGE_OFFERS = "delete from merge_offers where account_id = $1 and member_id in (select member_id from merge_offers where account_id = $1 limit $2)";
    PURGE_RESOURCE_ATTRIBUTES = "delete from resource_attributes where account_id = $1 and resource_id in (select resource_id from resource_attributes where account_id = $1 limit $2)";
    PURGE_INVITATIONS = "delete from invitations where account_id = $1 and invitation_id in (select invitation_id from invitations where account_id = $1 limit $2)";
    PURGE_GRANTS = "delete from grants where account_id = $1 and (member_id, resource_id, slot) in (select member_id, resource_id, slot from grants where account_id = $1 limit $2)";
    PURGE_RESOURCE_PATHS = "delete from resource_paths where account_id = $1 and (resource_id, depth) in (select resource_id, depth from resource_paths where account_id = $1 limit $2)";
    PURGE_RESOURCES = "delete from resources where account_id = $1 and resource_id in (select resource_id from resources where account_id = $1 limit $2)";
    PURGE_MEMBER_MASKS = "delete from member_masks where account_id = $1 and (member_id, permission) in (select member_id, permission from member_masks where account_id = $1 limit $2)";
    PURGE_MEMBER_EXTRAS = "delete from member_extras where account_id = $1 and (member_id, permission) in (select member_id, permission from member_extras where account_id = $1 limit $2)";
    PURGE_MEMBER_ROLES = "delete from member_roles where account_id = $1 and (member_id, role) in (select member_id, role from member_roles where account_id = $1 limit $2)";
    PURGE_MEMBERS = "delete from members where account_id = $1 and member_id in (select member_id from members where account_id = $1 limit $2)";
    PURGE_OUTBOX = "delete from outbox where account_id = $1 and mail_id in (select mail_id from outbox where account_id = $1 limit $2)";
    PURGE_EVENT_DETAILS = "delete from event_details where account_id = $1 and seq in (select seq from event_details where account_id = $1 limit $2)";
    // Nothing lies under anything any more, so that they can go in any order.
    PURGE_RESOURCES_UNTIE = "update resources set parent_id = null, owner_id = null where account_id = $1 and resource_id in \
        (select resource_id from resources where account_id = $1 and (parent_id is not null or owner_id is not null) limit $2)";
    // All but the line by which the purge itself is found again after a crash.
    PURGE_DUE = "delete from due where account_id = $1 and kind <> $3 and (kind, id) in (select kind, id from due where account_id = $1 and kind <> $3 limit $2)";
    PURGE_PERSONS = "select person_id from members where account_id = $1 and person_id is not null limit $2";
    PURGE_PERSONS_OF_MEMBERS = "update members set person_id = null where account_id = $1 and person_id in uuids($2)";
    PURGE_PLACES = "delete from person_accounts where account_id = $1 and person_id in uuids($2)";
    // In one order always, so that two nodes can't wait for each other's rows.
    PERSONS_LONELY = "select person_id from persons where person_id in uuids($1) \
        and not exists (select 1 from person_accounts where person_accounts.person_id = persons.person_id) order by person_id for update";
    ERASE_SESSIONS = "delete from sessions where person_id in uuids($1)";
    ERASE_SIGN_INS = "delete from sign_ins where person_id in uuids($1)";
    ERASE_LINKS = "delete from person_links where person_id in uuids($1)";
    ERASE_CREDENTIALS = "delete from person_credentials where person_id in uuids($1)";
    ERASE_MAILS = "delete from outbox where account_id = $1 and invitation_id is null and to_email in \
        (select email from person_emails where person_id in uuids($2))";
    ERASE_MAILS_DUE = "delete from due where account_id = $1 and kind = $3 and id in (select mail_id from outbox where account_id = $1 and invitation_id is null and to_email in \
        (select email from person_emails where person_id in uuids($2)))";
    ERASE_FOLLOWING = "delete from due where account_id = $1 and kind = $3 and id in uuids($2)";
    ERASE_EMAILS = "delete from person_emails where person_id in uuids($1)";
    ERASE_PERSONS = "delete from persons where person_id in uuids($1)";
}

/// The tables that are emptied, in this order: what refers to others goes first.
const STEPS: &[&Sql] = &[
    &PURGE_ACCESS_REQUESTS,
    &PURGE_ADDRESS_PROPOSALS,
    &PURGE_LOST_ACCESS,
    &PURGE_MODEL_MAILS,
    &PURGE_MODEL_MOVES,
    &PURGE_PRESENCE,
    &PURGE_TRANSFERS,
    &PURGE_SILENCES,
    &PURGE_LIST_COLUMNS,
    &PURGE_UNDO,
    &PURGE_JOB_ITEMS,
    &PURGE_JOBS,
    &PURGE_ACTING_SESSIONS,
    &PURGE_SUPPORT_ACCESSES,
    &PURGE_API_KEYS,
    &PURGE_IDEMPOTENCY,
    &PURGE_DENIALS,
    &PURGE_SIGN_UPS,
    &PURGE_QUOTATIONS,
    &PURGE_CREDIT_HOLDS,
    &PURGE_CREDIT_LOTS,
    &PURGE_CREDIT_ENTRIES,
    &PURGE_ACCOUNT_COMPLIANCE,
    &PURGE_ACCOUNT_DETAILS,
    &PURGE_MERGE_OFFERS,
    &PURGE_RESOURCE_ATTRIBUTES,
    &PURGE_INVITATIONS,
    &PURGE_GRANTS,
    &PURGE_RESOURCE_PATHS,
    &PURGE_RESOURCES_UNTIE,
    &PURGE_RESOURCES,
    &PURGE_MEMBER_MASKS,
    &PURGE_MEMBER_EXTRAS,
    &PURGE_MEMBER_ROLES,
    &PURGE_MEMBERS,
    &PURGE_OUTBOX,
    &PURGE_EVENT_DETAILS,
];

/// The names of the statements that empty a table, one for each.
pub fn emptied() -> Vec<&'static str> {
    let steps = STEPS.iter().map(|step| step.name()).filter(|name| *name != PURGE_RESOURCES_UNTIE.name());
    steps.chain([PURGE_DUE.name()]).collect()
}

/// Deletes up to `limit` rows of an account; gives how many there were. None: nothing is left.
pub fn chunk(tx: &mut WriteTx<'_>, account: AccountId, limit: i64) -> Result<u64, DbError> {
    for step in STEPS {
        let gone = tx.execute(step, &[&account, &limit])?;
        if gone > 0 {
            return Ok(gone);
        }
    }
    tx.execute(&PURGE_DUE, &[&account, &limit, &DueKind::AccountPurge.code()])
}

/// Up to `limit` persons who have, or had, a place in the account.
pub fn persons(tx: &mut ReadTx<'_>, account: AccountId, limit: i64) -> Result<Vec<PersonId>, DbError> {
    let rows: Vec<(PersonId,)> = tx.all(&PURGE_PERSONS, &[&account, &limit])?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// These persons have no place in the account any more; gives how many had one.
pub fn leave(tx: &mut WriteTx<'_>, account: AccountId, persons: &[PersonId]) -> Result<u64, DbError> {
    let list = dialect::uuid_list(persons);
    tx.execute(&PURGE_PERSONS_OF_MEMBERS, &[&account, &list])?;
    tx.execute(&PURGE_PLACES, &[&account, &list])
}

/// Which of these persons are in no account at all. They are locked.
pub fn lonely(tx: &mut WriteTx<'_>, persons: &[PersonId]) -> Result<Vec<PersonId>, DbError> {
    let rows: Vec<(PersonId,)> = tx.all(&PERSONS_LONELY, &[&dialect::uuid_list(persons)])?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// Erases persons: their sign-in, what is known of them, and what was mailed to them outside of accounts.
pub fn erase(tx: &mut WriteTx<'_>, persons: &[PersonId]) -> Result<(), DbError> {
    let (list, none) = (dialect::uuid_list(persons), AccountId::INSTALLATION);
    tx.execute(&ERASE_SESSIONS, &[&list])?;
    tx.execute(&ERASE_SIGN_INS, &[&list])?;
    tx.execute(&ERASE_LINKS, &[&list])?;
    tx.execute(&ERASE_CREDENTIALS, &[&list])?;
    tx.execute(&ERASE_MAILS_DUE, &[&none, &list, &DueKind::Mail.code()])?;
    tx.execute(&ERASE_MAILS, &[&none, &list])?;
    tx.execute(&ERASE_FOLLOWING, &[&none, &list, &DueKind::AddressChange.code()])?;
    tx.execute(&ERASE_EMAILS, &[&list])?;
    tx.execute(&ERASE_PERSONS, &[&list])?;
    Ok(())
}
