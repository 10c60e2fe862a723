//! All that a database holds, as text: to see that something is nowhere in it.

use super::World;
use roster_store::{DbError, ReadTx, Sql, db::Value, statements};

statements! {
    DUMP_ACCOUNTS = "select * from accounts";
    DUMP_ACCOUNT_HEADS = "select * from account_heads";
    DUMP_MODEL_TEXTS = "select * from model_texts";
    DUMP_ACCOUNT_MODELS = "select * from account_models";
    DUMP_ACCOUNT_DETAILS = "select * from account_details";
    DUMP_MEMBERS = "select * from members";
    DUMP_MEMBER_ROLES = "select * from member_roles";
    DUMP_MEMBER_EXTRAS = "select * from member_extras";
    DUMP_MEMBER_MASKS = "select * from member_masks";
    DUMP_RESOURCES = "select * from resources";
    DUMP_RESOURCE_PATHS = "select * from resource_paths";
    DUMP_GRANTS = "select * from grants";
    DUMP_INVITATIONS = "select * from invitations";
    DUMP_SIGN_UPS = "select * from sign_ups";
    DUMP_LIST_COLUMNS = "select * from list_columns";
    DUMP_SILENCES = "select * from silences";
    DUMP_EVENTS = "select * from events";
    DUMP_EVENT_DETAILS = "select * from event_details";
    DUMP_DENIALS = "select * from denials";
    DUMP_CREDIT_ENTRIES = "select * from credit_entries";
    DUMP_CREDIT_LOTS = "select * from credit_lots";
    DUMP_CREDIT_HOLDS = "select * from credit_holds";
    DUMP_ACCOUNT_COMPLIANCE = "select * from account_compliance";
    DUMP_QUOTATIONS = "select * from quotations";
    DUMP_API_KEYS = "select * from api_keys";
    DUMP_IDEMPOTENCY = "select * from idempotency";
    DUMP_ACTING_SESSIONS = "select * from acting_sessions";
    DUMP_JOBS = "select * from jobs";
    DUMP_JOB_ITEMS = "select * from job_items";
    DUMP_UNDO = "select * from undo";
    DUMP_SUPPORT_ACCESSES = "select * from support_accesses";
    DUMP_ACCESS_REQUESTS = "select * from access_requests";
    DUMP_ADDRESS_PROPOSALS = "select * from address_proposals";
    DUMP_LOST_ACCESS = "select * from lost_access";
    DUMP_MODEL_MAILS = "select * from model_mails";
    DUMP_MODEL_MOVES = "select * from model_moves";
    DUMP_PRESENCE = "select * from presence";
    DUMP_MERGE_OFFERS = "select * from merge_offers";
    DUMP_MERGED_ACCOUNTS = "select * from merged_accounts";
    DUMP_RESOURCE_ATTRIBUTES = "select * from resource_attributes";
    DUMP_TRANSFERS = "select * from transfers";
    DUMP_SIGN_IN_FAILURES = "select * from sign_in_failures";
    DUMP_SIGN_INS = "select * from sign_ins";
    DUMP_DUE = "select * from due";
    DUMP_OUTBOX = "select * from outbox";
    DUMP_PERSONS = "select * from persons";
    DUMP_PERSON_EMAILS = "select * from person_emails";
    DUMP_PERSON_CREDENTIALS = "select * from person_credentials";
    DUMP_SESSIONS = "select * from sessions";
    DUMP_PERSON_LINKS = "select * from person_links";
    DUMP_PERSON_ACCOUNTS = "select * from person_accounts";
    DUMP_THROTTLES = "select * from throttles";

    ADDRESSES = "select email from members where account_id = $1";
    DUMP_TABLES =
        sqlite "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'",
        postgres "select table_name::text from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'";
}

/// Every table but the one in which the migrations stand.
const TABLES: &[&Sql] = &[
    &DUMP_ACCOUNTS,
    &DUMP_ACCOUNT_HEADS,
    &DUMP_MODEL_TEXTS,
    &DUMP_ACCOUNT_MODELS,
    &DUMP_ACCOUNT_DETAILS,
    &DUMP_MEMBERS,
    &DUMP_MEMBER_ROLES,
    &DUMP_MEMBER_EXTRAS,
    &DUMP_MEMBER_MASKS,
    &DUMP_RESOURCES,
    &DUMP_RESOURCE_PATHS,
    &DUMP_GRANTS,
    &DUMP_INVITATIONS,
    &DUMP_SIGN_UPS,
    &DUMP_LIST_COLUMNS,
    &DUMP_SILENCES,
    &DUMP_EVENTS,
    &DUMP_EVENT_DETAILS,
    &DUMP_DENIALS,
    &DUMP_CREDIT_ENTRIES,
    &DUMP_CREDIT_LOTS,
    &DUMP_CREDIT_HOLDS,
    &DUMP_ACCOUNT_COMPLIANCE,
    &DUMP_QUOTATIONS,
    &DUMP_API_KEYS,
    &DUMP_IDEMPOTENCY,
    &DUMP_ACTING_SESSIONS,
    &DUMP_JOBS,
    &DUMP_JOB_ITEMS,
    &DUMP_UNDO,
    &DUMP_SUPPORT_ACCESSES,
    &DUMP_ACCESS_REQUESTS,
    &DUMP_ADDRESS_PROPOSALS,
    &DUMP_LOST_ACCESS,
    &DUMP_MODEL_MAILS,
    &DUMP_MODEL_MOVES,
    &DUMP_PRESENCE,
    &DUMP_MERGE_OFFERS,
    &DUMP_MERGED_ACCOUNTS,
    &DUMP_RESOURCE_ATTRIBUTES,
    &DUMP_TRANSFERS,
    &DUMP_SIGN_IN_FAILURES,
    &DUMP_SIGN_INS,
    &DUMP_DUE,
    &DUMP_OUTBOX,
    &DUMP_PERSONS,
    &DUMP_PERSON_EMAILS,
    &DUMP_PERSON_CREDENTIALS,
    &DUMP_SESSIONS,
    &DUMP_PERSON_LINKS,
    &DUMP_PERSON_ACCOUNTS,
    &DUMP_THROTTLES,
];

/// Every row of every table.
fn rows(tx: &mut ReadTx<'_>) -> Result<Vec<String>, DbError> {
    let known: Vec<String> =
        TABLES.iter().map(|table| table.name().trim_start_matches("DUMP_").to_lowercase()).collect();
    for (table,) in tx.all::<(String,)>(&DUMP_TABLES, &[])? {
        assert!(table.contains("migration") || known.contains(&table), "{table} is not looked through");
    }
    let mut rows = Vec::new();
    for table in TABLES {
        tx.each(table, &[], |row| {
            let mut text = table.name().to_owned();
            for column in 0..row.columns() {
                match row.value(column)? {
                    Value::Bytes(bytes) => text.push_str(&format!(" {}", String::from_utf8_lossy(bytes))),
                    other => text.push_str(&format!(" {other:?}")),
                }
            }
            rows.push(text);
            Ok(())
        })?;
    }
    Ok(rows)
}

impl World {
    /// The rows in which one of these texts stands, whatever the table.
    pub async fn rows_with(&self, texts: &[&str]) -> Vec<String> {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        let all = self.app.db().read(rows).await.unwrap();
        all.into_iter().filter(|row| texts.iter().any(|text| row.contains(text.as_str()))).collect()
    }

    /// All there is, in one order.
    pub async fn everything(&self) -> Vec<String> {
        let mut all = self.app.db().read(rows).await.unwrap();
        all.sort_unstable();
        all
    }

    /// The address of every member there ever was in the account.
    pub async fn every_address(&self) -> Vec<String> {
        let account = self.account;
        let all = self.app.db().read(move |tx| tx.all::<(String,)>(&ADDRESSES, &[&account])).await.unwrap();
        all.into_iter().map(|(address,)| address).collect()
    }
}
