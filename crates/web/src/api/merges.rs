//! Merging an account in which somebody is alone into another one (D11).

use crate::{
    Web,
    api::{
        answer,
        document::{InAccount, OfMember},
        invitations::Nothing,
        passwords::TokenBody,
    },
    archive_file,
    refusal::Problem,
    request::{AnyCaller, Ids, Person, Sent},
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use roster_app::{
    accounts::archive,
    merges::{
        look::{self, Leaving, MergePlan},
        merge, offer,
    },
};
use roster_domain::{
    id::{AccountId, MemberId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Who offers proves again who they are.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfferBody {
    /// The caller's password.
    current_password: String,
}

/// Offer somebody who is invited to bring their account along
///
/// They get a mail. An invitation that has expired is sent again first. With their own password they agree, and the account in which they are alone becomes a part of this one. Whether they
/// have one isn't told.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/merge-offer", tag = "members",
    operation_id = "offer_merge", params(OfMember), request_body = OfferBody, security(("cookie" = [])),
    extensions(("x-roster-permission" = json!("roster.invite"))),
    responses((status = 204, description = "Offered.")))]
pub(crate) async fn offer(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, input, .. }: Sent<OfferBody, AnyCaller>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&offer::offer(&web.app, &caller, account, member, &input.current_password).await?))
}

/// What would become of what.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlanBody {
    /// The account that the other becomes a part of.
    into: Uuid,
    /// What it is called.
    name: String,
    /// The accounts that the caller could bring along.
    accounts: Vec<LeavingBody>,
}

/// An account that would be no more.
#[derive(Serialize, ToSchema)]
pub(crate) struct LeavingBody {
    /// The account.
    account: Uuid,
    /// What it is called.
    name: String,
    /// What is left of its credits, in the smallest unit; null where it has none.
    credits: Option<i64>,
    /// Whether they move. Where they don't, they are lost.
    credits_move: bool,
    /// How many things there are in it. They don't move.
    things: i64,
    /// How many API keys die: the caller's own, and those of the account.
    keys: i64,
    /// What they are called; of many, the ten oldest.
    key_labels: Vec<String>,
    /// Why it can't be merged: `not_yours_to_close`, `others_are_in_it` or `credits_are_held`.
    hindrance: Option<&'static str>,
}

impl PlanBody {
    fn new(plan: MergePlan) -> PlanBody {
        let leaving = |of: Leaving| LeavingBody {
            account: answer::uuid(of.account),
            name: of.name,
            credits: of.credits.as_ref().map(|left| left.amount),
            credits_move: of.credits.as_ref().is_some_and(|left| left.moves),
            things: of.things.iter().map(|things| things.count).sum(),
            keys: of.keys,
            key_labels: of.key_labels,
            hindrance: of.hindrance,
        };
        let accounts = plan.accounts.into_iter().map(leaving).collect();
        PlanBody { into: answer::uuid(plan.into), name: plan.name, accounts }
    }
}

/// Look at what a merge would do
///
/// For the invited person, signed in, where it was offered to them. Nothing is done.
#[utoipa::path(post, path = "/invitations/merge/look", tag = "invitations", operation_id = "look_at_merge",
    request_body = TokenBody, security(("cookie" = [])),
    responses((status = 200, description = "What moves and what doesn't.", body = PlanBody)))]
pub(crate) async fn look(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<TokenBody, Person>,
) -> Result<Json<PlanBody>, Problem> {
    Ok(Json(PlanBody::new(look::look(&web.app, &caller, &input.token).await?)))
}

/// Which account is merged.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MergeBody {
    /// The last part of the invitation's link.
    token: String,
    /// The account in which the caller is alone, by its id.
    account: String,
    /// The caller's password.
    current_password: String,
}

/// Somebody joined.
#[derive(Serialize, ToSchema)]
pub(crate) struct MergedBody {
    /// The account that the other is a part of now.
    account: Uuid,
    /// The caller's place in it.
    member: Uuid,
}

/// Accept an invitation and merge an account into the inviting one
///
/// The caller becomes a member there, what is left of their credits moves, and their account is no more: its addresses answer 410. What
/// is in it does not move. It can't be undone.
#[utoipa::path(post, path = "/invitations/merge", tag = "invitations", operation_id = "merge_account",
    request_body = MergeBody, security(("cookie" = [])),
    responses((status = 201, description = "Merged.", body = MergedBody)))]
pub(crate) async fn merge(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<MergeBody, Person>,
) -> Result<Response, Problem> {
    let MergeBody { token, account, current_password } = input;
    let account = account.parse().map_err(|_| Refusal::field("/account", "malformed"))?;
    let done = merge::merge(&web.app, &caller, &token, account, &current_password).await?;
    let body = MergedBody { account: answer::uuid(done.value.account), member: answer::uuid(done.value.member) };
    Ok((StatusCode::CREATED, answer::replayed(done.replayed), Json(body)).into_response())
}

/// Download all of an account
///
/// A ZIP with its members, resources, transactions and events, each as CSV and as JSON. That it was downloaded is an event. What the
/// product itself stores is not in it.
#[utoipa::path(post, path = "/accounts/{account}/archive", tag = "accounts", operation_id = "download_archive",
    params(InAccount), extensions(("x-roster-permission" = json!("roster.close_account"))),
    responses((status = 200, description = "The file.", content_type = "application/zip", body = String)))]
pub(crate) async fn archive(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, .. }: Sent<Nothing, AnyCaller>,
) -> Result<Response, Problem> {
    archive::note(&web.app, &caller, account).await?;
    Ok(archive_file::answer(web.app.clone(), caller, account))
}
