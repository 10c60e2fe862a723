//! `/v1/accounts/{account}/credits`: what the account has, and how it comes and goes.

use crate::{
    Web,
    api::{answer, document::InAccount},
    refusal::Problem,
    request::{AnyCaller, Ids, Moment, Query, Sent},
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use roster_app::{
    Done,
    credits::{
        Posted, Said,
        add::{Add, add},
        balance,
        end_hold::{End, end_hold},
        hold::{self, Hold},
        refund::{self, Refund},
        spend,
    },
};
use roster_domain::{credits::MAX_AMOUNT, id::AccountId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What an account has. Amounts are whole numbers of the smallest unit.
#[derive(Serialize, ToSchema)]
pub(crate) struct BalanceBody {
    /// All there is.
    #[schema(example = 12_500)]
    balance: i64,
    /// How much of it is set aside.
    #[schema(example = 500)]
    held: i64,
    /// What can be spent.
    #[schema(example = 12_000)]
    available: i64,
    /// How many digits people read behind the point.
    decimals: u8,
    /// The number of the newest entry of the ledger; 0: there is none yet.
    transaction: i64,
}

/// Since when.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct BalanceQuery {
    /// What there was right before then: a time (RFC 3339), or a date, which begins at midnight UTC. Needs
    /// `roster.read_transactions`.
    #[param(value_type = Option<Timestamp>)]
    at: Option<Moment>,
}

/// Show the balance
///
/// To every member of an account whose model has credits.
#[utoipa::path(get, path = "/accounts/{account}/credits", tag = "credits", operation_id = "show_credits",
    params(InAccount, BalanceQuery),
    responses((status = 200, description = "What the account has.", body = BalanceBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
    Query(query): Query<BalanceQuery>,
) -> Result<Json<BalanceBody>, Problem> {
    let has = balance::balance(&web.app, &caller, account, query.at.map(|at| at.0)).await?;
    Ok(Json(BalanceBody {
        balance: has.balance.balance,
        held: has.balance.held,
        available: has.balance.available(),
        decimals: has.decimals,
        transaction: has.balance.seq,
    }))
}

/// An entry of the ledger that was made, and what there is after it.
#[derive(Serialize, ToSchema)]
pub(crate) struct PostedBody {
    /// The number of the entry.
    #[schema(example = 17)]
    transaction: i64,
    /// The balance after it.
    balance: i64,
    /// How much of that is set aside.
    held: i64,
    /// What can be spent.
    available: i64,
}

fn posted(done: &Done<Posted>) -> Response {
    let Posted { seq, balance, held } = done.value;
    let body = PostedBody { transaction: seq, balance, held, available: balance - held };
    (StatusCode::CREATED, answer::revised(done), Json(body)).into_response()
}

/// Credits that come.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddBody {
    /// How many, in the smallest unit.
    #[schema(minimum = 1, maximum = 1_000_000_000_000_i64, example = 10_000)]
    amount: i64,
    /// From then on they can't be spent any more; null: they don't end.
    #[serde(default)]
    expires_at: Option<Timestamp>,
    /// The product's own word for it, such as an invoice's number.
    #[serde(default)]
    #[schema(max_length = 200, example = "INV-2026-0815")]
    reference: String,
    /// For people to read.
    #[serde(default)]
    #[schema(max_length = 1000)]
    note: String,
}

impl AddBody {
    fn read(self, bought: bool) -> Add {
        let AddBody { amount, expires_at, reference, note } = self;
        Add { bought, amount, expires_at, said: Said { reference, note } }
    }
}

/// Record a purchase
///
/// The product's billing tells what was bought. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/accounts/{account}/credits/purchases", tag = "credits", operation_id = "record_purchase",
    params(InAccount), request_body = AddBody, extensions(("x-roster-permission" = json!("roster.buy_credits"))),
    responses((status = 201, description = "Recorded.", body = PostedBody)))]
pub(crate) async fn purchase(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<AddBody, AnyCaller>,
) -> Result<Response, Problem> {
    Ok(posted(&add(&web.app, &caller, account, input.read(true)).await?))
}

/// Allocate credits
///
/// What comes without being paid for: with a plan, as a welcome. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/accounts/{account}/credits/allocations", tag = "credits", operation_id = "allocate_credits",
    params(InAccount), request_body = AddBody, extensions(("x-roster-permission" = json!("roster.buy_credits"))),
    responses((status = 201, description = "Allocated.", body = PostedBody)))]
pub(crate) async fn allocate(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<AddBody, AnyCaller>,
) -> Result<Response, Problem> {
    Ok(posted(&add(&web.app, &caller, account, input.read(false)).await?))
}

/// Credits that go.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpendBody {
    /// How many, in the smallest unit.
    #[schema(minimum = 1, maximum = 1_000_000_000_000_i64, example = 250)]
    amount: i64,
    /// The product's own word for it, such as an order's number.
    #[serde(default)]
    #[schema(max_length = 200, example = "order-4711")]
    reference: String,
    /// For people to read.
    #[serde(default)]
    #[schema(max_length = 1000)]
    note: String,
}

/// Spend credits
///
/// From the one balance of the account, never more than there is. Credits that end soonest go first. Needs an
/// `Idempotency-Key`.
#[utoipa::path(post, path = "/accounts/{account}/credits/spendings", tag = "credits", operation_id = "spend_credits",
    params(InAccount), request_body = SpendBody, extensions(("x-roster-permission" = json!("roster.spend_credits"))),
    responses((status = 201, description = "Spent.", body = PostedBody)))]
pub(crate) async fn spend(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<SpendBody, AnyCaller>,
) -> Result<Response, Problem> {
    let SpendBody { amount, reference, note } = input;
    Ok(posted(&spend::spend(&web.app, &caller, account, amount, Said { reference, note }).await?))
}

/// Credits that are set aside.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HoldBody {
    /// How many, in the smallest unit.
    #[schema(minimum = 1, maximum = 1_000_000_000_000_i64, example = 300)]
    amount: i64,
    /// When they are released by themselves; null: never.
    #[serde(default)]
    until: Option<Timestamp>,
    /// The product's own word for it.
    #[serde(default)]
    #[schema(max_length = 200, example = "order-4711")]
    reference: String,
    /// For people to read.
    #[serde(default)]
    #[schema(max_length = 1000)]
    note: String,
}

/// Hold credits
///
/// Nobody else can spend them until they are captured or released. The number of the entry is the hold's. Needs an
/// `Idempotency-Key`.
#[utoipa::path(post, path = "/accounts/{account}/credits/holds", tag = "credits", operation_id = "hold_credits",
    params(InAccount), request_body = HoldBody, extensions(("x-roster-permission" = json!("roster.spend_credits"))),
    responses((status = 201, description = "Set aside.", body = PostedBody)))]
pub(crate) async fn hold(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<HoldBody, AnyCaller>,
) -> Result<Response, Problem> {
    let HoldBody { amount, until, reference, note } = input;
    let new = Hold { amount, until, said: Said { reference, note } };
    Ok(posted(&hold::hold(&web.app, &caller, account, new).await?))
}

/// Which hold is released.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReleaseBody {
    /// The number of the entry that set the credits aside.
    #[schema(example = 17)]
    hold: i64,
    /// For people to read.
    #[serde(default)]
    #[schema(max_length = 1000)]
    note: String,
}

/// Release a hold
///
/// All of it can be spent again. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/accounts/{account}/credits/releases", tag = "credits", operation_id = "release_credits",
    params(InAccount), request_body = ReleaseBody, extensions(("x-roster-permission" = json!("roster.spend_credits"))),
    responses((status = 201, description = "Released.", body = PostedBody)))]
pub(crate) async fn release(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<ReleaseBody, AnyCaller>,
) -> Result<Response, Problem> {
    let said = Said { reference: String::new(), note: input.note };
    Ok(posted(&end_hold(&web.app, &caller, account, input.hold, End::Release, said).await?))
}

/// Which hold is captured.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaptureBody {
    /// The number of the entry that set the credits aside.
    #[schema(example = 17)]
    hold: i64,
    /// How many of them are spent; the rest can be spent again. Null: all.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 1_000_000_000_000_i64)]
    amount: Option<i64>,
    /// The product's own word for it.
    #[serde(default)]
    #[schema(max_length = 200, example = "order-4711")]
    reference: String,
    /// For people to read.
    #[serde(default)]
    #[schema(max_length = 1000)]
    note: String,
}

/// Capture a hold
///
/// What was set aside is spent, all of it or a part. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/accounts/{account}/credits/captures", tag = "credits", operation_id = "capture_credits",
    params(InAccount), request_body = CaptureBody, extensions(("x-roster-permission" = json!("roster.spend_credits"))),
    responses((status = 201, description = "Captured.", body = PostedBody)))]
pub(crate) async fn capture(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<CaptureBody, AnyCaller>,
) -> Result<Response, Problem> {
    let CaptureBody { hold, amount, reference, note } = input;
    let said = Said { reference, note };
    Ok(posted(&end_hold(&web.app, &caller, account, hold, End::Capture(amount), said).await?))
}

/// What is given back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefundBody {
    /// The number of the entry with which it was spent: a spending or a capture.
    #[schema(example = 17)]
    of: i64,
    /// How many; null: all that is left of it.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 1_000_000_000_000_i64)]
    amount: Option<i64>,
    /// From then on they can't be spent any more; null: they don't end.
    #[serde(default)]
    expires_at: Option<Timestamp>,
    /// The product's own word for it.
    #[serde(default)]
    #[schema(max_length = 200)]
    reference: String,
    /// For people to read.
    #[serde(default)]
    #[schema(max_length = 1000)]
    note: String,
}

/// Refund a spending
///
/// All of it or a part, never more than was spent. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/accounts/{account}/credits/refunds", tag = "credits", operation_id = "refund_credits",
    params(InAccount), request_body = RefundBody, extensions(("x-roster-permission" = json!("roster.buy_credits"))),
    responses((status = 201, description = "Given back.", body = PostedBody)))]
pub(crate) async fn refund(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<RefundBody, AnyCaller>,
) -> Result<Response, Problem> {
    let RefundBody { of, amount, expires_at, reference, note } = input;
    let back = Refund { of, amount, expires_at, said: Said { reference, note } };
    Ok(posted(&refund::refund(&web.app, &caller, account, back).await?))
}

const _: () = assert!(MAX_AMOUNT == 1_000_000_000_000, "the document says so");
