//! Everything that the database holds of one account, to see that nobody touched it.

use crate::setting::{on_both, write};
use roster_domain::id::AccountId;
use roster_store::{DbError, ReadTx, Sql, statements};

statements! {
    ALL_ACCESS_REQUESTS = "select * from access_requests where account_id = $1";
    ALL_ACCOUNTS = "select * from accounts where account_id = $1";
    ALL_ACCOUNT_DETAILS = "select * from account_details where account_id = $1";
    ALL_ACCOUNT_HEADS = "select * from account_heads where account_id = $1";
    ALL_ACCOUNT_MODELS = "select * from account_models where account_id = $1";
    ALL_ACTING_SESSIONS = "select * from acting_sessions where account_id = $1";
    ALL_API_KEYS = "select * from api_keys where account_id = $1";
    ALL_DENIALS = "select * from denials where account_id = $1";
    ALL_DUE = "select * from due where account_id = $1";
    ALL_EVENT_DETAILS = "select * from event_details where account_id = $1";
    ALL_EVENTS = "select * from events where account_id = $1";
    ALL_GRANTS = "select * from grants where account_id = $1";
    ALL_IDEMPOTENCY = "select * from idempotency where account_id = $1";
    ALL_INVITATIONS = "select * from invitations where account_id = $1";
    ALL_JOBS = "select * from jobs where account_id = $1";
    ALL_JOB_ITEMS = "select * from job_items where account_id = $1";
    ALL_LIST_COLUMNS = "select * from list_columns where account_id = $1";
    ALL_MEMBER_EXTRAS = "select * from member_extras where account_id = $1";
    ALL_MEMBER_MASKS = "select * from member_masks where account_id = $1";
    ALL_MEMBER_ROLES = "select * from member_roles where account_id = $1";
    ALL_MEMBERS = "select * from members where account_id = $1";
    ALL_MERGE_OFFERS = "select * from merge_offers where account_id = $1";
    ALL_MERGED_ACCOUNTS = "select * from merged_accounts where account_id = $1";
    ALL_OUTBOX = "select * from outbox where account_id = $1";
    ALL_PERSON_ACCOUNTS = "select * from person_accounts where account_id = $1";
    ALL_PERSON_LINKS = "select * from person_links where account_id = $1";
    ALL_RESOURCE_ATTRIBUTES = "select * from resource_attributes where account_id = $1";
    ALL_PRESENCE = "select * from presence where account_id = $1";
    ALL_RESOURCE_PATHS = "select * from resource_paths where account_id = $1";
    ALL_RESOURCES = "select * from resources where account_id = $1";
    ALL_ACCOUNT_COMPLIANCE = "select * from account_compliance where account_id = $1";
    ALL_CREDIT_ENTRIES = "select * from credit_entries where account_id = $1";
    ALL_CREDIT_HOLDS = "select * from credit_holds where account_id = $1";
    ALL_CREDIT_LOTS = "select * from credit_lots where account_id = $1";
    ALL_QUOTATIONS = "select * from quotations where account_id = $1";
    ALL_SUPPORT_ACCESSES = "select * from support_accesses where account_id = $1";
    ALL_MODEL_MAILS = "select * from model_mails where account_id = $1";
    ALL_MODEL_MOVES = "select * from model_moves where account_id = $1";
    ALL_UNDO = "select * from undo where account_id = $1";
    ALL_SIGN_UPS = "select * from sign_ups where account_id = $1";
    ALL_TRANSFERS = "select * from transfers where account_id = $1";
    ALL_ADDRESS_PROPOSALS = "select * from address_proposals where account_id = $1";
    ALL_LOST_ACCESS = "select * from lost_access where account_id = $1";
    ALL_SILENCES = "select * from silences where account_id = $1";

    TABLES_OF_ACCOUNTS =
        sqlite "select t.name from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table' and c.name = 'account_id'",
        postgres "select table_name::text from information_schema.columns where column_name = 'account_id' and table_schema = current_schema()";
}

const BELONGINGS: [&Sql; 44] = [
    &ALL_ACCESS_REQUESTS,
    &ALL_ACCOUNTS,
    &ALL_ACCOUNT_DETAILS,
    &ALL_ACCOUNT_HEADS,
    &ALL_ACCOUNT_MODELS,
    &ALL_ACTING_SESSIONS,
    &ALL_API_KEYS,
    &ALL_DENIALS,
    &ALL_DUE,
    &ALL_EVENT_DETAILS,
    &ALL_EVENTS,
    &ALL_GRANTS,
    &ALL_IDEMPOTENCY,
    &ALL_INVITATIONS,
    &ALL_JOBS,
    &ALL_JOB_ITEMS,
    &ALL_SUPPORT_ACCESSES,
    &ALL_MODEL_MAILS,
    &ALL_MODEL_MOVES,
    &ALL_UNDO,
    &ALL_LIST_COLUMNS,
    &ALL_MEMBER_EXTRAS,
    &ALL_MEMBER_MASKS,
    &ALL_MEMBER_ROLES,
    &ALL_MEMBERS,
    &ALL_MERGE_OFFERS,
    &ALL_MERGED_ACCOUNTS,
    &ALL_OUTBOX,
    &ALL_PERSON_ACCOUNTS,
    &ALL_PERSON_LINKS,
    &ALL_RESOURCE_ATTRIBUTES,
    &ALL_PRESENCE,
    &ALL_RESOURCE_PATHS,
    &ALL_RESOURCES,
    &ALL_TRANSFERS,
    &ALL_ADDRESS_PROPOSALS,
    &ALL_LOST_ACCESS,
    &ALL_ACCOUNT_COMPLIANCE,
    &ALL_CREDIT_ENTRIES,
    &ALL_CREDIT_HOLDS,
    &ALL_CREDIT_LOTS,
    &ALL_QUOTATIONS,
    &ALL_SIGN_UPS,
    &ALL_SILENCES,
];

/// The names of the statements, one for each table.
pub fn watched() -> Vec<String> {
    BELONGINGS.iter().map(|statement| statement.name().to_owned()).collect()
}

/// Every row of an account in every table, as text.
pub fn belongings(tx: &mut ReadTx<'_>, account: AccountId) -> Result<Vec<String>, DbError> {
    let mut rows = Vec::new();
    for statement in BELONGINGS {
        tx.each(statement, &[&account], |row| {
            let mut text = statement.name().to_owned();
            for column in 0..row.columns() {
                text.push_str(&format!(" {:?}", row.value(column)?));
            }
            rows.push(text);
            Ok(())
        })?;
    }
    rows.sort();
    Ok(rows)
}

#[tokio::test]
async fn no_table_of_accounts_is_forgotten() {
    for (db, _scratch) in on_both() {
        let tables = write(&db, |tx| tx.all::<(String,)>(&TABLES_OF_ACCOUNTS, &[])).await;
        let mut expected: Vec<String> =
            tables.into_iter().map(|(table,)| format!("ALL_{}", table.to_uppercase())).collect();
        let mut watched: Vec<String> = BELONGINGS.iter().map(|statement| statement.name().to_owned()).collect();
        expected.sort();
        watched.sort();
        assert_eq!(watched, expected);
    }
}
