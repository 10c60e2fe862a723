//! `/v1/accounts/{account}/quotations`: what is offered to the account.

use crate::{
    Web,
    api::{
        answer::{self, Made, Page, time},
        document::{InAccount, OfQuotation},
        invitations::Nothing,
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Query, Sent, page_size},
};
use axum::{Json, extract::State, response::Response};
use jiff::Timestamp;
use roster_app::quotations::{
    decide,
    issue::{self, Issue},
    list::{self, Quotation},
    withdraw,
};
use roster_domain::{
    id::{AccountId, QuotationId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Something offered to the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct QuotationBody {
    /// Its id.
    id: Uuid,
    /// What it is about, in a line.
    title: String,
    /// All of it. It never changes: what was accepted is what was offered.
    text: String,
    /// What it costs in credits, in the smallest unit.
    amount: Option<i64>,
    /// The product's own word for it.
    reference: String,
    /// `open`, `accepted`, `declined`, `withdrawn`, or `expired` for an open one whose time is over.
    state: String,
    /// Until when it can be accepted; null: until it is withdrawn.
    valid_until: Option<Timestamp>,
    /// When it was offered.
    issued_at: Timestamp,
    /// The member who offered it, or in whose name a key did.
    issued_by: Option<Uuid>,
    /// When it was accepted, declined or withdrawn.
    decided_at: Option<Timestamp>,
    /// By which member.
    decided_by: Option<Uuid>,
    /// What they were called then.
    decided_by_name: Option<String>,
    /// The entry of the ledger with which it was paid.
    transaction: Option<i64>,
}

impl QuotationBody {
    fn new(quotation: Quotation) -> QuotationBody {
        let Quotation { row, state } = quotation;
        QuotationBody {
            id: answer::uuid(row.quotation),
            title: row.title,
            text: row.text,
            amount: row.amount,
            reference: row.reference,
            state: state.to_owned(),
            valid_until: row.valid_until.map(time),
            issued_at: time(row.issued_at),
            issued_by: row.issued_by.map(answer::uuid),
            decided_at: row.decided_at.map(time),
            decided_by: row.decided_by.map(answer::uuid),
            decided_by_name: Some(row.decided_name).filter(|name| !name.is_empty()),
            transaction: row.entry_seq,
        }
    }
}

/// Which quotations.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct QuotationsQuery {
    /// Only those that are `open` (also when their time is over), `accepted`, `declined` or `withdrawn`.
    state: Option<String>,
    /// How many on a page, at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where to go on: the `next` of the page before.
    cursor: Option<String>,
}

/// List quotations
///
/// Needs `roster.accept_quotations` or `roster.issue_quotations`.
#[utoipa::path(get, path = "/accounts/{account}/quotations", tag = "quotations", operation_id = "list_quotations",
    params(InAccount, QuotationsQuery),
    responses((status = 200, description = "A page of quotations, the newest first.", body = Page<QuotationBody>)))]
pub(crate) async fn list(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
    Query(query): Query<QuotationsQuery>,
) -> Result<Json<Page<QuotationBody>>, Problem> {
    let (before, size) = (query.cursor.as_deref().map(before).transpose()?, page_size(query.limit)?);
    let page = list::list(&web.app, &caller, account, query.state, before, size).await?;
    let items = page.items.into_iter().map(QuotationBody::new).collect();
    Ok(Json(Page { items, next: page.next.map(|next| next.to_string()) }))
}

/// The cursor is the id of the last quotation.
fn before(cursor: &str) -> Result<QuotationId, Refusal> {
    cursor.parse().map_err(|_| Refusal::field("/cursor", "bad_cursor"))
}

/// A new quotation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct IssueBody {
    /// What it is about, in a line.
    #[schema(max_length = 200, example = "Tasking: Harbour, 12 km²")]
    title: String,
    /// All of it, as it will be kept.
    #[schema(max_length = 20_000)]
    text: String,
    /// What it costs in credits, in the smallest unit. Needed where accepting spends them.
    #[schema(minimum = 1, maximum = 1_000_000_000_000_i64, example = 4_200)]
    #[serde(default)]
    amount: Option<i64>,
    /// The product's own word for it.
    #[serde(default)]
    #[schema(max_length = 200)]
    reference: String,
    /// Until when it can be accepted; null: until it is withdrawn.
    #[serde(default)]
    valid_until: Option<Timestamp>,
}

/// Offer a quotation
///
/// Its text never changes afterwards: to offer another, withdraw it and offer anew.
#[utoipa::path(post, path = "/accounts/{account}/quotations", tag = "quotations", operation_id = "issue_quotation",
    params(InAccount), request_body = IssueBody, extensions(("x-roster-permission" = json!("roster.issue_quotations"))),
    responses((status = 201, description = "Offered; `Location` says where.", body = Made)))]
pub(crate) async fn issue(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<IssueBody, AnyCaller>,
) -> Result<Response, Problem> {
    let IssueBody { title, text, amount, reference, valid_until } = input;
    let done = issue::issue(&web.app, &caller, account, Issue { title, text, amount, reference, valid_until }).await?;
    let location = format!("/v1/accounts/{account}/quotations/{}", done.value);
    Ok(answer::created(&location, &done, Made { id: answer::uuid(done.value) }))
}

/// Show a quotation
///
/// Needs `roster.accept_quotations` or `roster.issue_quotations`.
#[utoipa::path(get, path = "/accounts/{account}/quotations/{quotation}", tag = "quotations",
    operation_id = "show_quotation", params(OfQuotation),
    responses((status = 200, description = "The quotation.", body = QuotationBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, quotation)): Ids<(AccountId, QuotationId)>,
) -> Result<Json<QuotationBody>, Problem> {
    let shown = list::show(&web.app, &caller, account, quotation).await?;
    let one = shown.items.into_iter().next().ok_or(Refusal::NotFound)?;
    Ok(Json(QuotationBody::new(one)))
}

/// Accept a quotation
///
/// Once, for good. Where the model says so, the amount is spent from the account's credits.
#[utoipa::path(post, path = "/accounts/{account}/quotations/{quotation}/accept", tag = "quotations",
    operation_id = "accept_quotation", params(OfQuotation),
    extensions(("x-roster-permission" = json!("roster.accept_quotations"))),
    responses((status = 204, description = "Accepted.")))]
pub(crate) async fn accept(
    State(web): State<Web>,
    Ids((account, quotation)): Ids<(AccountId, QuotationId)>,
    Sent { caller, .. }: Sent<Nothing, AnyCaller>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&decide::decide(&web.app, &caller, account, quotation, true).await?))
}

/// Decline a quotation
///
/// Once, for good.
#[utoipa::path(post, path = "/accounts/{account}/quotations/{quotation}/decline", tag = "quotations",
    operation_id = "decline_quotation", params(OfQuotation),
    extensions(("x-roster-permission" = json!("roster.accept_quotations"))),
    responses((status = 204, description = "Declined.")))]
pub(crate) async fn decline(
    State(web): State<Web>,
    Ids((account, quotation)): Ids<(AccountId, QuotationId)>,
    Sent { caller, .. }: Sent<Nothing, AnyCaller>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&decide::decide(&web.app, &caller, account, quotation, false).await?))
}

/// Withdraw a quotation
///
/// As long as nobody has answered it.
#[utoipa::path(delete, path = "/accounts/{account}/quotations/{quotation}", tag = "quotations",
    operation_id = "withdraw_quotation", params(OfQuotation),
    extensions(("x-roster-permission" = json!("roster.issue_quotations"))),
    responses((status = 204, description = "Withdrawn.")))]
pub(crate) async fn withdraw(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, quotation)): Ids<(AccountId, QuotationId)>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&withdraw::withdraw(&web.app, &caller, account, quotation).await?))
}
