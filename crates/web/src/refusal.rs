//! The one place where a refusal or a fault becomes an HTTP status and a problem document (RFC 9457).

use crate::{text::Text, words};
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use roster_app::Failure;
use roster_domain::{
    id::Id,
    language::Language,
    refusal::{DeadLink, FieldProblem, Refusal},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The status of a refusal. No wildcard arm: a new refusal is decided on here.
pub fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotSignedIn | Refusal::WrongCredentials => StatusCode::UNAUTHORIZED,
        Refusal::NotFound => StatusCode::NOT_FOUND,
        Refusal::Forbidden { .. }
        | Refusal::RankTooHigh { .. }
        | Refusal::HolderOutOfReach { .. }
        | Refusal::RoleNotAssignable { .. }
        | Refusal::NotHeld { .. }
        | Refusal::NotYourself
        | Refusal::NotWhileActing
        | Refusal::ActingOver
        | Refusal::AccountSuspended
        | Refusal::NeedsMember
        | Refusal::SessionRequired
        | Refusal::LookOnly
        | Refusal::NotTheInvited => StatusCode::FORBIDDEN,
        Refusal::RoleNotRemovable { .. }
        | Refusal::NeedsSuccessor { .. }
        | Refusal::LastKeeper
        | Refusal::AdminReachable
        | Refusal::StillAMember
        | Refusal::WrongState { .. }
        | Refusal::NotOnOffer { .. }
        | Refusal::AddressTaken { .. }
        | Refusal::InsufficientCredits { .. }
        | Refusal::RevisionAhead
        | Refusal::ChangedSince { .. }
        | Refusal::GoneSince { .. }
        | Refusal::AlreadyUndone
        | Refusal::NotUndoable
        | Refusal::NoFormerModel
        | Refusal::PlanStale => StatusCode::CONFLICT,
        Refusal::Invalid(_) | Refusal::IdempotencyKeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Stale { .. } => StatusCode::PRECONDITION_FAILED,
        Refusal::PreconditionRequired | Refusal::IdempotencyKeyRequired => StatusCode::PRECONDITION_REQUIRED,
        Refusal::DeadLink(DeadLink::Expired | DeadLink::Used | DeadLink::Lapsed | DeadLink::Unknown) => {
            StatusCode::GONE
        }
        Refusal::AccountMerged { .. } => StatusCode::GONE,
        Refusal::Throttled { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
    }
}

/// A problem document.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProblemDocument {
    /// A URI reference that names the kind of problem: `/problems/<code>`, which leads to what is said of it.
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
    /// The account that this one is a part of now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<uuid::Uuid>,
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
pub enum Problem {
    /// A use-case, or the reading of what it needs, said no.
    Failed(Failure),
    /// The request isn't one that leads to a use-case.
    Protocol(Protocol),
}

/// What can be wrong with a request before it is about anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// The address is there, and doesn't take this method.
    MethodNotAllowed,
    /// `Accept` leaves out JSON.
    NotAcceptable,
    /// The body isn't said to be JSON.
    UnsupportedMediaType,
    /// Another site made a browser send it.
    CrossSite,
    /// What is shown as an API key is none, or none any more.
    InvalidKey,
}

impl Protocol {
    /// Every one.
    pub const ALL: [Protocol; 5] = [
        Protocol::MethodNotAllowed,
        Protocol::NotAcceptable,
        Protocol::UnsupportedMediaType,
        Protocol::CrossSite,
        Protocol::InvalidKey,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Protocol::MethodNotAllowed => "method_not_allowed",
            Protocol::NotAcceptable => "not_acceptable",
            Protocol::UnsupportedMediaType => "unsupported_media_type",
            Protocol::CrossSite => "cross_site",
            Protocol::InvalidKey => "invalid_key",
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Protocol::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Protocol::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Protocol::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Protocol::CrossSite => StatusCode::FORBIDDEN,
            Protocol::InvalidKey => StatusCode::UNAUTHORIZED,
        }
    }
}

impl<E: Into<Failure>> From<E> for Problem {
    fn from(error: E) -> Problem {
        Problem::Failed(error.into())
    }
}

/// One kind of problem, as the page about all of them tells it.
pub(crate) struct Explained {
    /// The stable code.
    pub(crate) code: &'static str,
    /// The HTTP status.
    pub(crate) status: u16,
    /// What is said with it, with values such as really occur.
    pub(crate) told: Vec<String>,
}

/// Every kind of problem, by its code.
pub(crate) fn explained(t: &'static Text) -> Vec<Explained> {
    let mut all: Vec<Explained> = Vec::new();
    for refusal in Refusal::samples() {
        let (code, told) = (refusal.code(), words::refusal(t, &refusal));
        match all.iter_mut().find(|one| one.code == code) {
            Some(one) => one.told.extend(Some(told).filter(|told| !one.told.contains(told))),
            None => all.push(Explained { code, status: status(&refusal).as_u16(), told: vec![told] }),
        }
    }
    let mut add = |code, status: StatusCode, key: &str| {
        let told = t.get(&format!("{key}-{code}")).into_owned();
        all.push(Explained { code, status: status.as_u16(), told: vec![told] });
    };
    for protocol in Protocol::ALL {
        add(protocol.code(), protocol.status(), "protocol");
    }
    for (code, status) in FAULTS {
        add(code, status, "fault");
    }
    all.sort_unstable_by_key(|one| one.code);
    all
}

/// What isn't the caller's doing.
const FAULTS: [(&str, StatusCode); 3] = [
    ("unavailable", StatusCode::SERVICE_UNAVAILABLE),
    ("commit_unknown", StatusCode::SERVICE_UNAVAILABLE),
    ("internal", StatusCode::INTERNAL_SERVER_ERROR),
];

/// Every code a problem document can have.
pub fn codes() -> Vec<&'static str> {
    let refusals = Refusal::samples().iter().map(Refusal::code).collect::<Vec<_>>();
    refusals.into_iter().chain(Protocol::ALL.map(Protocol::code)).chain(FAULTS.map(|(code, _)| code)).collect()
}

/// The status of any failure; faults of ours are logged here, once.
pub(crate) fn status_of(failure: &Failure) -> StatusCode {
    match failure {
        Failure::Refused(refusal) => status(refusal),
        Failure::Unavailable(_) | Failure::CommitUnknown => {
            tracing::warn!(?failure, "the database could not do its part");
            StatusCode::SERVICE_UNAVAILABLE
        }
        Failure::KeyGone(_) | Failure::Broken(_) => {
            tracing::error!(?failure, "a fault of ours");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let failure = match self {
            Problem::Failed(failure) => failure,
            Problem::Protocol(protocol) => {
                let title = Text::for_language(Language::English).get(&format!("protocol-{}", protocol.code()));
                let mut response = answer(protocol.status(), empty(protocol.status(), protocol.code(), title));
                if protocol == Protocol::InvalidKey {
                    // RFC 6750.
                    let challenge = HeaderValue::from_static("Bearer error=\"invalid_token\"");
                    response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
                }
                return response;
            }
        };
        let status = status_of(&failure);
        let mut response = answer(status, document(&failure, status));
        let headers = response.headers_mut();
        match failure {
            Failure::Refused(Refusal::Throttled { retry_after }) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
            }
            Failure::Refused(Refusal::NotSignedIn) => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Failure::Unavailable(_) | Failure::CommitUnknown => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(1));
            }
            Failure::Refused(_) | Failure::KeyGone(_) | Failure::Broken(_) => {}
        }
        response
    }
}

/// The media type of problem documents.
const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

fn answer(status: StatusCode, document: ProblemDocument) -> Response {
    let mut response = (status, Json(document)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, PROBLEM_JSON);
    response
}

/// What was refused beside us, by the router or by what stands before it, as a problem document, too.
pub(crate) fn dressed(mut response: Response) -> Response {
    let status = response.status();
    let told = response.headers().get(header::CONTENT_TYPE) == Some(&PROBLEM_JSON);
    if told || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let problem = match status {
        StatusCode::METHOD_NOT_ALLOWED => Problem::Protocol(Protocol::MethodNotAllowed),
        StatusCode::NOT_FOUND => Refusal::NotFound.into(),
        StatusCode::SERVICE_UNAVAILABLE => Failure::Unavailable("it took too long".to_owned()).into(),
        status if status.is_client_error() => Refusal::field("", "malformed").into(),
        fault => Failure::broken(format!("a handler panicked: {fault}")).into(),
    };
    let mut dressed = problem.into_response();
    if let Some(allow) = response.headers_mut().remove(header::ALLOW) {
        dressed.headers_mut().insert(header::ALLOW, allow);
    }
    dressed
}

fn empty(status: StatusCode, code: &str, title: impl Into<String>) -> ProblemDocument {
    ProblemDocument {
        kind: format!("/problems/{code}"),
        title: title.into(),
        status: status.as_u16(),
        code: code.to_owned(),
        missing: Vec::new(),
        current_version: None,
        moved_to: None,
        errors: Vec::new(),
    }
}

/// What is wrong with a field. Programs read codes; whoever reads the sentences is a developer.
pub(crate) fn field(problem: &FieldProblem) -> ProblemField {
    ProblemField {
        pointer: problem.pointer.clone(),
        code: problem.code.to_owned(),
        detail: words::problem(Text::for_language(Language::English), problem),
    }
}

/// A refusal that is told in the middle of an answer.
pub(crate) fn told(refusal: Refusal) -> ProblemDocument {
    let status = status(&refusal);
    document(&Failure::Refused(refusal), status)
}

fn document(failure: &Failure, status: StatusCode) -> ProblemDocument {
    // Programs read codes; whoever reads the sentences is a developer.
    let t = Text::for_language(Language::English);
    match failure {
        Failure::Refused(refusal) => {
            let mut document = empty(status, refusal.code(), words::refusal(t, refusal));
            match refusal {
                Refusal::Forbidden { permission } => document.missing.push(permission.clone()),
                Refusal::NotHeld { missing } => document.missing.clone_from(missing),
                Refusal::Stale { current } => document.current_version = Some(*current),
                Refusal::AccountMerged { into, .. } => document.moved_to = Some(into.uuid()),
                Refusal::Invalid(problems) => {
                    document.errors = problems.iter().map(field).collect();
                }
                Refusal::NotSignedIn
                | Refusal::WrongCredentials
                | Refusal::NotFound
                | Refusal::RankTooHigh { .. }
                | Refusal::HolderOutOfReach { .. }
                | Refusal::NeedsSuccessor { .. }
                | Refusal::RoleNotRemovable { .. }
                | Refusal::RoleNotAssignable { .. }
                | Refusal::LastKeeper
                | Refusal::NotYourself
                | Refusal::NotWhileActing
                | Refusal::ActingOver
                | Refusal::AccountSuspended
                | Refusal::NeedsMember
                | Refusal::SessionRequired
                | Refusal::LookOnly
                | Refusal::AdminReachable
                | Refusal::StillAMember
                | Refusal::PreconditionRequired
                | Refusal::IdempotencyKeyReused
                | Refusal::WrongState { .. }
                | Refusal::NotOnOffer { .. }
                | Refusal::AddressTaken { .. }
                | Refusal::DeadLink(_)
                | Refusal::Throttled { .. }
                | Refusal::NotTheInvited
                | Refusal::RevisionAhead
                | Refusal::InsufficientCredits { .. }
                | Refusal::IdempotencyKeyRequired
                | Refusal::ChangedSince { .. }
                | Refusal::GoneSince { .. }
                | Refusal::AlreadyUndone
                | Refusal::NotUndoable
                | Refusal::NoFormerModel
                | Refusal::PlanStale
                | Refusal::TooLarge { .. } => {}
            }
            document
        }
        Failure::CommitUnknown => empty(status, "commit_unknown", t.get("fault-commit_unknown")),
        Failure::Unavailable(_) => empty(status, "unavailable", t.get("fault-unavailable")),
        Failure::KeyGone(_) | Failure::Broken(_) => empty(status, "internal", t.get("fault-internal")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_means_two_things_and_each_has_its_sentence() {
        let mut codes = codes();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
        for protocol in Protocol::ALL {
            let response = Problem::Protocol(protocol).into_response();
            assert!(response.status().is_client_error());
        }
    }

    #[test]
    fn every_code_is_explained_once_in_every_language() {
        for language in Language::ALL {
            let explained = explained(Text::for_language(language));
            let mut known: Vec<&str> = codes();
            known.sort_unstable();
            assert_eq!(explained.iter().map(|one| one.code).collect::<Vec<_>>(), known);
            assert!(explained.iter().all(|one| one.told.iter().all(|told| !told.is_empty()) && one.status >= 400));
        }
    }

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
