//! `/v1/accounts/{account}/members/{member}/sign-in` and `…/address-proposal`: whether a member can sign in, and what helps them.

use crate::{
    Web,
    api::{
        answer::{self, time},
        document::OfMember,
        invitations::Nothing,
    },
    refusal::Problem,
    request::{AnyCaller, Ids, Sent},
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use roster_app::members::{
    propose_address::{self, Proposal},
    sign_in_state::{self, FailureRow, SignInMail, SignInState},
};
use roster_domain::id::{AccountId, MemberId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How it stands with a member's sign-in.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignInStateBody {
    /// Nothing stands in the way.
    can_sign_in: bool,
    /// What does, the first to be seen to first: `invited`, `expired`, `disabled`, `archived`, `deleted`, `no_password` (a link to choose
    /// one helps) or `blocked` (too many wrong passwords).
    obstacles: Vec<&'static str>,
    /// When they last signed in.
    last_sign_in: Option<Timestamp>,
    /// What failed within a week.
    failures: Vec<FailureBody>,
    /// Until when they are refused for too many wrong passwords.
    blocked_until: Option<Timestamp>,
    /// Until when no more links to choose a password are sent.
    no_links_until: Option<Timestamp>,
    /// The newest mails that help them in.
    mails: Vec<SignInMailBody>,
    /// Another address that was proposed for them.
    proposal: Option<ProposalBody>,
}

/// Tries that failed for one reason.
#[derive(Serialize, ToSchema)]
pub(crate) struct FailureBody {
    /// `wrong_password` or `throttled`.
    reason: String,
    /// How many there were.
    tries: i64,
    /// When the first was.
    first_at: Timestamp,
    /// When the last was.
    last_at: Timestamp,
}

/// A mail that helps somebody in.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignInMailBody {
    /// `invitation`, `password_reset`, `prove_email` or `proposed_email`.
    kind: String,
    /// `queued`, `sending`, `sent`, `refused` or `dropped`.
    state: String,
    /// What the mail server said last.
    answer: String,
    /// When it was written.
    queued_at: Timestamp,
    /// When the mail server took it.
    sent_at: Option<Timestamp>,
    /// When its link dies.
    link_until: Timestamp,
    /// When its link was used.
    used_at: Option<Timestamp>,
}

/// An address that waits to be confirmed.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProposalBody {
    /// The address.
    email: String,
    /// When it was proposed.
    proposed_at: Timestamp,
    /// Until when it can be confirmed.
    expires_at: Timestamp,
    /// That is over.
    expired: bool,
}

impl SignInStateBody {
    fn new(state: SignInState) -> SignInStateBody {
        SignInStateBody {
            can_sign_in: state.obstacles.is_empty(),
            obstacles: state.obstacles.iter().map(|obstacle| obstacle.code()).collect(),
            last_sign_in: state.last_sign_in.map(time),
            failures: state.failures.into_iter().map(FailureBody::new).collect(),
            blocked_until: state.blocked_until.map(time),
            no_links_until: state.no_links_until.map(time),
            mails: state.mails.into_iter().map(SignInMailBody::new).collect(),
            proposal: state.proposal.map(ProposalBody::new),
        }
    }
}

impl FailureBody {
    fn new(row: FailureRow) -> FailureBody {
        let FailureRow { reason, tries, first_at, last_at } = row;
        FailureBody { reason, tries, first_at: time(first_at), last_at: time(last_at) }
    }
}

impl SignInMailBody {
    fn new(mail: SignInMail) -> SignInMailBody {
        SignInMailBody {
            kind: mail.kind,
            state: mail.state,
            answer: mail.answer,
            queued_at: time(mail.queued_at),
            sent_at: mail.sent_at.map(time),
            link_until: time(mail.link_until),
            used_at: mail.used_at.map(time),
        }
    }
}

impl ProposalBody {
    fn new(proposal: Proposal) -> ProposalBody {
        let Proposal { email, proposed_at, expires_at, expired } = proposal;
        ProposalBody { email, proposed_at: time(proposed_at), expires_at: time(expires_at), expired }
    }
}

/// Show whether a member can sign in
///
/// Only what concerns their sign-in as such: nothing of their other accounts, nor of what was done there.
#[utoipa::path(get, path = "/accounts/{account}/members/{member}/sign-in", tag = "members",
    operation_id = "show_sign_in", params(OfMember),
    extensions(("x-roster-permission" = json!("roster.edit_members"))),
    responses((status = 200, description = "How it stands.", body = SignInStateBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
) -> Result<Json<SignInStateBody>, Problem> {
    let state = sign_in_state::sign_in_state(&web.app, &caller, account, member).await?;
    Ok(Json(SignInStateBody::new(state)))
}

/// Let a member try passwords again
///
/// Forgets their wrong passwords, at most three times an hour.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/sign-in/unblock", tag = "members",
    operation_id = "unblock_sign_in", params(OfMember),
    extensions(("x-roster-permission" = json!("roster.edit_members"))),
    responses((status = 204, description = "They can try again; or they could already.")))]
pub(crate) async fn unblock(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, .. }: Sent<Nothing, AnyCaller>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&sign_in_state::lift_block(&web.app, &caller, account, member).await?))
}

/// Another address to sign in with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProposedBody {
    /// The address.
    email: String,
}

/// Propose another sign-in address for a member
///
/// A link is mailed to it, and the address they sign in with now is told. Until the person opens the link and gives their password,
/// everything stays as it is. The answer is the same when somebody else signs in with that address. As long as a member is only
/// invited, edit the invitation instead.
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/address-proposal", tag = "members",
    operation_id = "propose_address", params(OfMember), request_body = ProposedBody,
    extensions(("x-roster-permission" = json!("roster.edit_members"))),
    responses((status = 202, description = "It waits to be confirmed.")))]
pub(crate) async fn propose_address(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, input, .. }: Sent<ProposedBody, AnyCaller>,
) -> Result<Response, Problem> {
    let done = propose_address::propose(&web.app, &caller, account, member, &input.email).await?;
    Ok((StatusCode::ACCEPTED, answer::revised(&done)).into_response())
}

/// Withdraw a proposed address
///
/// The link is dead at once.
#[utoipa::path(delete, path = "/accounts/{account}/members/{member}/address-proposal", tag = "members",
    operation_id = "withdraw_address_proposal", params(OfMember),
    extensions(("x-roster-permission" = json!("roster.edit_members"))),
    responses((status = 204, description = "Nothing is proposed any more.")))]
pub(crate) async fn withdraw_proposal(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&propose_address::withdraw_proposal(&web.app, &caller, account, member).await?))
}
