//! `/v1/accounts/{account}/transfers`: a role that keeps the account goes from its holder to a successor.

use crate::{
    Web,
    api::{
        answer::{self, All, time},
        document::{InAccount, OfTransfer},
        invitations::Nothing,
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Sent},
};
use axum::{Json, extract::State, response::Response};
use jiff::Timestamp;
use roster_app::transfers::{
    accept::accept as take, decline::decline as refuse, show, start::start as offer, withdraw::withdraw as take_back,
};
use roster_domain::id::{AccountId, TransferId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Who shall get the role.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SuccessorBody {
    /// An active member who doesn't have it.
    to: Uuid,
    /// The caller's password.
    current_password: String,
}

/// An offer that was made.
#[derive(Serialize, ToSchema)]
pub(crate) struct OfferedBody {
    /// Its id.
    id: Uuid,
    /// Until when it can be accepted.
    expires_at: Timestamp,
}

/// The offer of a role.
#[derive(Serialize, ToSchema)]
pub(crate) struct TransferBody {
    /// Its id.
    id: Uuid,
    /// The member who holds the role.
    from: Uuid,
    /// What they are called.
    from_name: String,
    /// The member who shall get it.
    to: Uuid,
    /// What they are called.
    to_name: String,
    /// The role's id.
    role: String,
    /// The id of the role that the holder gets instead.
    becomes: String,
    /// `open`, `accepted`, `declined`, `withdrawn`, `expired`, or `lapsed`: one of the two is out, or the holder has the role no more.
    state: &'static str,
    /// When it was offered.
    created_at: Timestamp,
    /// Until when it can be accepted.
    expires_at: Timestamp,
}

impl TransferBody {
    fn new(offer: show::Transfer) -> TransferBody {
        TransferBody {
            id: answer::uuid(offer.transfer),
            from: answer::uuid(offer.from),
            from_name: offer.from_name,
            to: answer::uuid(offer.to),
            to_name: offer.to_name,
            role: offer.role,
            becomes: offer.becomes,
            state: offer.state,
            created_at: time(offer.created_at),
            expires_at: time(offer.expires_at),
        }
    }
}

/// Offer one's role to a successor
///
/// For the signed-in holder of a role that keeps the account, whether or not the role can be assigned; to a key there is no such thing. The
/// successor accepts within seven days; then the role is theirs, and the former holder gets the next lower one. Both are mailed. One
/// offer of a holder is open at a time.
#[utoipa::path(post, path = "/accounts/{account}/transfers", tag = "members", operation_id = "offer_role",
    params(InAccount), request_body = SuccessorBody,
    responses((status = 201, description = "Offered; both are mailed.", body = OfferedBody)))]
pub(crate) async fn start(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<SuccessorBody, AnyCaller>,
) -> Result<Response, Problem> {
    let to = answer::id(input.to);
    let done = offer(&web.app, &caller, account, to, &input.current_password).await?;
    let body = OfferedBody { id: answer::uuid(done.value.transfer), expires_at: done.value.expires_at };
    Ok(answer::created(&format!("/v1/accounts/{account}/transfers/{}", done.value.transfer), &done, body))
}

/// List open offers of roles
///
/// Those that concern the caller, as the holder or as the successor.
#[utoipa::path(get, path = "/accounts/{account}/transfers", tag = "members", operation_id = "list_role_offers",
    params(InAccount),
    responses((status = 200, description = "The oldest first.", body = All<TransferBody>)))]
pub(crate) async fn list(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
) -> Result<Json<All<TransferBody>>, Problem> {
    let offers = show::list(&web.app, &caller, account).await?;
    Ok(All::of(offers, TransferBody::new))
}

/// Show the offer of a role
///
/// For its holder and the successor; for all others there is no such thing.
#[utoipa::path(get, path = "/accounts/{account}/transfers/{transfer}", tag = "members",
    operation_id = "show_role_offer", params(OfTransfer),
    responses((status = 200, description = "How it stands.", body = TransferBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, transfer)): Ids<(AccountId, TransferId)>,
) -> Result<Json<TransferBody>, Problem> {
    Ok(Json(TransferBody::new(show::show(&web.app, &caller, account, transfer).await?)))
}

/// Accept the offer of a role
///
/// For the successor. The role is theirs at once, and the former holder has the next lower one.
#[utoipa::path(post, path = "/accounts/{account}/transfers/{transfer}/accept", tag = "members",
    operation_id = "accept_role", params(OfTransfer),
    responses((status = 204, description = "Accepted; both are mailed.")))]
pub(crate) async fn accept(
    State(web): State<Web>,
    Ids((account, transfer)): Ids<(AccountId, TransferId)>,
    Sent { caller, .. }: Sent<Nothing, AnyCaller>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&take(&web.app, &caller, account, transfer).await?))
}

/// Decline the offer of a role
///
/// For the successor. Everything stays as it is, and the holder is told.
#[utoipa::path(post, path = "/accounts/{account}/transfers/{transfer}/decline", tag = "members",
    operation_id = "decline_role", params(OfTransfer),
    responses((status = 204, description = "Declined.")))]
pub(crate) async fn decline(
    State(web): State<Web>,
    Ids((account, transfer)): Ids<(AccountId, TransferId)>,
    Sent { caller, .. }: Sent<Nothing, AnyCaller>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&refuse(&web.app, &caller, account, transfer).await?))
}

/// Withdraw the offer of a role
///
/// For the holder, as long as it was not accepted.
#[utoipa::path(delete, path = "/accounts/{account}/transfers/{transfer}", tag = "members",
    operation_id = "withdraw_role_offer", params(OfTransfer),
    responses((status = 204, description = "Withdrawn; the successor is told.")))]
pub(crate) async fn withdraw(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, transfer)): Ids<(AccountId, TransferId)>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&take_back(&web.app, &caller, account, transfer).await?))
}
