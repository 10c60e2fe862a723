//! `/v1/accounts/{account}/overview`: how an account grows.

use crate::{
    Web,
    api::document::InAccount,
    refusal::Problem,
    request::{AnyCaller, Ids, Query},
};
use axum::{Json, extract::State};
use jiff::Timestamp;
use roster_app::accounts::overview::{Overview, Period, Sent, Step, overview};
use roster_domain::{id::AccountId, refusal::Refusal};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// How an account grows.
#[derive(Serialize, ToSchema)]
pub(crate) struct OverviewBody {
    /// `month`, `quarter` or `year`.
    period: &'static str,
    /// How many are in now.
    seats: i64,
    /// How many are invited and may still join.
    invited: i64,
    /// How many invitations ran out and were not sent again.
    expired: i64,
    /// How many who are in were not active for so long.
    inactive: InactiveBody,
    /// The days, or the weeks, of the period; the oldest first.
    steps: Vec<OverviewStepBody>,
}

/// How many who are in were not active for so long; whoever joined before and was never active is among them. More than 10,000 are
/// told as 10,001.
#[derive(Serialize, ToSchema)]
pub(crate) struct InactiveBody {
    /// For thirty days.
    days_30: i64,
    /// For ninety days.
    days_90: i64,
    /// Never.
    never: i64,
}

/// A day or a week, by UTC.
#[derive(Serialize, ToSchema)]
pub(crate) struct OverviewStepBody {
    /// When it begins.
    from: Timestamp,
    /// The moment after it.
    until: Timestamp,
    /// How many were in at its end: of those who are in now, or left since.
    seats: i64,
    /// The invitations that were first sent in it, by what became of them.
    invitations: OverviewSentBody,
}

/// Invitations by what became of them.
#[derive(Serialize, ToSchema)]
pub(crate) struct OverviewSentBody {
    /// All of them.
    sent: i64,
    /// They joined.
    accepted: i64,
    /// They may still join.
    open: i64,
    /// It ran out.
    expired: i64,
    /// It was withdrawn.
    withdrawn: i64,
}

impl From<Step> for OverviewStepBody {
    fn from(step: Step) -> OverviewStepBody {
        let Step { from, until, seats, sent } = step;
        let all = sent.all();
        let Sent { accepted, open, expired, withdrawn } = sent;
        OverviewStepBody {
            from,
            until,
            seats,
            invitations: OverviewSentBody { sent: all, accepted, open, expired, withdrawn },
        }
    }
}

/// How far back.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OverviewQuery {
    /// `month` (thirty days, day by day), `quarter` (thirteen weeks, week by week; also left out) or `year` (fifty-two weeks).
    period: Option<String>,
}

/// Show how the account grows
///
/// Seats over time, what became of invitations, and how many were not active for long. Needs `roster.read_members`, too.
#[utoipa::path(get, path = "/accounts/{account}/overview", tag = "accounts", operation_id = "show_overview",
    params(InAccount, OverviewQuery), extensions(("x-roster-permission" = json!("roster.read_audit"))),
    responses((status = 200, description = "The figures.", body = OverviewBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
    Query(query): Query<OverviewQuery>,
) -> Result<Json<OverviewBody>, Problem> {
    let known = |code: String| Period::from_code(&code).ok_or_else(|| Refusal::field("/period", "unknown_period"));
    let period = query.period.map(known).transpose()?.unwrap_or_default();
    let Overview { steps, seats, invited, expired, not_active_30, not_active_90, never_active } =
        overview(&web.app, &caller, account, period).await?;
    let inactive = InactiveBody { days_30: not_active_30, days_90: not_active_90, never: never_active };
    let steps = steps.into_iter().map(OverviewStepBody::from).collect();
    Ok(Json(OverviewBody { period: period.code(), seats, invited, expired, inactive, steps }))
}
