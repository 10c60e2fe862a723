//! The one place where a refusal or a fault becomes an HTTP status and a problem document (RFC 9457).

use crate::{text::Text, words};
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use roster_app::Failure;
use roster_domain::{
    language::Language,
    refusal::{DeadLink, Refusal},
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use utoipa::ToSchema;

/// The status of a refusal. No wildcard arm: a new refusal is decided on here.
pub fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotSignedIn | Refusal::WrongCredentials => StatusCode::UNAUTHORIZED,
        Refusal::NotFound => StatusCode::NOT_FOUND,
        Refusal::Forbidden { .. }
        | Refusal::RankTooHigh { .. }
        | Refusal::RoleNotAssignable { .. }
        | Refusal::NotHeld { .. }
        | Refusal::NotYourself
        | Refusal::NotTheInvited => StatusCode::FORBIDDEN,
        Refusal::RoleNotRemovable { .. }
        | Refusal::LastKeeper
        | Refusal::WrongState { .. }
        | Refusal::AddressTaken { .. }
        | Refusal::AccountNotOpen => StatusCode::CONFLICT,
        Refusal::Invalid(_) | Refusal::IdempotencyKeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Stale { .. } => StatusCode::PRECONDITION_FAILED,
        Refusal::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
        Refusal::DeadLink(DeadLink::Expired | DeadLink::Used | DeadLink::Lapsed | DeadLink::Unknown) => {
            StatusCode::GONE
        }
        Refusal::Throttled { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
    }
}

/// A problem document.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProblemDocument {
    /// A URI reference that names the kind of problem: `/problems/<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in a sentence.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code: what programs decide by.
    pub code: String,
    /// The permission that is missing, the version that stands now, …: what the code speaks of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// The version that stands now, where the request was about another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_version: Option<i64>,
    /// Each wrong field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
}

/// A wrong field.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProblemField {
    /// Where: a JSON pointer (RFC 6901) into the body, or the name of a parameter or header after a slash.
    pub pointer: String,
    /// What is wrong, as a stable code.
    pub code: String,
    /// What is wrong and what would be right, in a sentence.
    pub detail: String,
}

/// How an API request ends when it doesn't succeed.
#[derive(Debug)]
pub struct Problem(pub Failure);

impl<E: Into<Failure>> From<E> for Problem {
    fn from(error: E) -> Problem {
        Problem(error.into())
    }
}

/// The status of any failure; faults of ours are logged here, once.
pub(crate) fn status_of(failure: &Failure) -> StatusCode {
    match failure {
        Failure::Refused(refusal) => status(refusal),
        Failure::Unavailable(_) | Failure::CommitUnknown => {
            tracing::warn!(?failure, "the database could not do its part");
            StatusCode::SERVICE_UNAVAILABLE
        }
        Failure::Broken(_) => {
            tracing::error!(?failure, "a fault of ours");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = status_of(&self.0);
        let document = document(&self.0, status);
        let mut response = (status, Json(document)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        match &self.0 {
            Failure::Refused(Refusal::Throttled { retry_after }) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(*retry_after));
            }
            Failure::Refused(Refusal::NotSignedIn) => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Failure::Unavailable(_) | Failure::CommitUnknown => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(1));
            }
            Failure::Refused(_) | Failure::Broken(_) => {}
        }
        response
    }
}

fn document(failure: &Failure, status: StatusCode) -> ProblemDocument {
    // Programs read codes; whoever reads the sentences is a developer.
    let t = Text::for_language(Language::English);
    let mut document = ProblemDocument {
        kind: String::new(),
        title: String::new(),
        status: status.as_u16(),
        code: String::new(),
        missing: Vec::new(),
        current_version: None,
        errors: Vec::new(),
    };
    match failure {
        Failure::Refused(refusal) => {
            refusal.code().clone_into(&mut document.code);
            document.title = words::refusal(t, refusal);
            match refusal {
                Refusal::Forbidden { permission } => document.missing.push(permission.clone()),
                Refusal::NotHeld { missing } => document.missing.clone_from(missing),
                Refusal::Stale { current } => document.current_version = Some(*current),
                Refusal::Invalid(problems) => {
                    document.errors = problems
                        .iter()
                        .map(|problem| ProblemField {
                            pointer: problem.pointer.clone(),
                            code: problem.code.to_owned(),
                            detail: words::problem(t, problem),
                        })
                        .collect();
                }
                Refusal::NotSignedIn
                | Refusal::WrongCredentials
                | Refusal::NotFound
                | Refusal::RankTooHigh { .. }
                | Refusal::RoleNotRemovable { .. }
                | Refusal::RoleNotAssignable { .. }
                | Refusal::LastKeeper
                | Refusal::NotYourself
                | Refusal::PreconditionRequired
                | Refusal::IdempotencyKeyReused
                | Refusal::WrongState { .. }
                | Refusal::AddressTaken { .. }
                | Refusal::DeadLink(_)
                | Refusal::Throttled { .. }
                | Refusal::NotTheInvited
                | Refusal::AccountNotOpen
                | Refusal::TooLarge { .. } => {}
            }
        }
        Failure::CommitUnknown => fault(&mut document, "commit_unknown", t.get("fault-commit_unknown")),
        Failure::Unavailable(_) => fault(&mut document, "unavailable", t.get("fault-unavailable")),
        Failure::Broken(_) => fault(&mut document, "internal", t.get("fault-internal")),
    }
    document.kind = format!("/problems/{}", document.code);
    document
}

fn fault(document: &mut ProblemDocument, code: &str, title: Cow<'static, str>) {
    code.clone_into(&mut document.code);
    document.title = title.into_owned();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_is_told_with_its_code_and_never_as_a_fault() {
        for refusal in Refusal::samples() {
            let (code, failure) = (refusal.code(), Failure::from(refusal));
            let status = status_of(&failure);
            assert!(status.is_client_error(), "{code}: {status}");
            let told = document(&failure, status);
            assert_eq!(told.code, code);
            assert!(!told.title.is_empty(), "{code}");
        }
    }
}
