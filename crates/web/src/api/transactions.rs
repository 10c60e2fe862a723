//! `/v1/accounts/{account}/credits/transactions`: the ledger, in pages and as a file.

use crate::{
    Web,
    api::{
        answer::{self, Page, time},
        document::InAccount,
    },
    csv_file::For,
    ledger_file,
    refusal::Problem,
    request::{AnyCaller, Ids, Moment, Query, page_size},
};
use axum::{Json, extract::State, response::Response};
use jiff::Timestamp;
use roster_app::credits::history::{self, Entry, EntryFilter};
use roster_domain::{
    id::{AccountId, MemberId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// An entry of the ledger.
#[derive(Serialize, ToSchema)]
pub(crate) struct TransactionBody {
    /// Its number, from 1 without gaps.
    transaction: i64,
    /// When; never before the one before.
    at: Timestamp,
    /// `allocation`, `purchase`, `refund`, `merge`, `spending`, `hold`, `release`, `capture` or `expiry`.
    kind: String,
    /// The change of the balance.
    amount: i64,
    /// The change of what is set aside.
    held: i64,
    /// The balance after it.
    balance: i64,
    /// How much of that is set aside.
    balance_held: i64,
    /// The entry that it is about: the spending that is given back, the hold that ends, the credits that ended.
    of: Option<i64>,
    /// When the credits that it brought end; of a hold: when it is released by itself.
    expires_at: Option<Timestamp>,
    /// `member`, `key`, or `system` for what happened by itself.
    actor: String,
    /// Who did it, or in whose name a key did.
    member: Option<Uuid>,
    /// What they are called now.
    member_name: Option<String>,
    /// The product's own word for what it was about.
    reference: String,
    /// What was noted.
    note: String,
}

impl TransactionBody {
    fn new(entry: Entry) -> TransactionBody {
        let Entry { row, member_name } = entry;
        TransactionBody {
            transaction: row.seq,
            at: time(row.at),
            kind: row.kind,
            amount: row.amount,
            held: row.held,
            balance: row.balance,
            balance_held: row.set_aside,
            of: row.of,
            expires_at: row.expires_at.map(time),
            actor: row.actor_kind,
            member: row.member.map(answer::uuid),
            member_name,
            reference: row.reference,
            note: row.note,
        }
    }
}

/// Which entries.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TransactionsQuery {
    /// Only of this kind.
    kind: Option<String>,
    /// Only what this member did, or a key in their name.
    member: Option<Uuid>,
    /// Only from then on: a time (RFC 3339), or a date, which begins at midnight UTC.
    #[param(value_type = Option<Timestamp>)]
    from: Option<Moment>,
    /// Only before then: a time or a date, as above.
    #[param(value_type = Option<Timestamp>)]
    until: Option<Moment>,
    /// How many on a page, at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where to go on: the `next` of the page before.
    cursor: Option<String>,
}

/// List transactions
#[utoipa::path(get, path = "/accounts/{account}/credits/transactions", tag = "credits", operation_id = "list_transactions",
    params(InAccount, TransactionsQuery), extensions(("x-roster-permission" = json!("roster.read_transactions"))),
    responses((status = 200, description = "A page of the ledger, the newest first.", body = Page<TransactionBody>)))]
pub(crate) async fn list(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
    Query(query): Query<TransactionsQuery>,
) -> Result<Json<Page<TransactionBody>>, Problem> {
    let (before, size) = (query.cursor.as_deref().map(before).transpose()?, page_size(query.limit)?);
    let filter = filter(query.kind, query.member, query.from, query.until);
    let page = history::history(&web.app, &caller, account, filter, before, size).await?;
    let items = page.entries.into_iter().map(TransactionBody::new).collect();
    Ok(Json(Page { items, next: page.next.map(|next| next.to_string()) }))
}

/// Which entries go into the file.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportQuery {
    /// Only of this kind.
    kind: Option<String>,
    /// Only what this member did, or a key in their name.
    member: Option<Uuid>,
    /// Only from then on: a time (RFC 3339), or a date, which begins at midnight UTC.
    #[param(value_type = Option<Timestamp>)]
    from: Option<Moment>,
    /// Only before then: a time or a date, as above.
    #[param(value_type = Option<Timestamp>)]
    until: Option<Moment>,
}

/// Export transactions
///
/// All that fit the filter, as CSV (RFC 4180, UTF-8), the newest first. That they were exported is an event.
#[utoipa::path(get, path = "/accounts/{account}/credits/transactions/export", tag = "credits",
    operation_id = "export_transactions", params(InAccount, ExportQuery),
    extensions(("x-roster-permission" = json!("roster.read_transactions"))),
    responses((status = 200, description = "The file.", content_type = "text/csv", body = String)))]
pub(crate) async fn export(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
    Query(query): Query<ExportQuery>,
) -> Result<Response, Problem> {
    let filter = filter(query.kind, query.member, query.from, query.until);
    history::note_export(&web.app, &caller, account, &filter).await?;
    Ok(ledger_file::answer(web.app.clone(), caller, account, filter, For::Programs))
}

/// The cursor is the number of the last entry.
fn before(cursor: &str) -> Result<i64, Refusal> {
    cursor.parse().map_err(|_| Refusal::field("/cursor", "bad_cursor"))
}

fn filter(kind: Option<String>, member: Option<Uuid>, from: Option<Moment>, until: Option<Moment>) -> EntryFilter {
    let millis = |moment: Moment| moment.0.as_millisecond();
    let member = member.map(answer::id::<MemberId>);
    EntryFilter { kind, member, from: from.map(millis), until: until.map(millis) }
}
