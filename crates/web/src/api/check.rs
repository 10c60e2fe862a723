//! `/v1/accounts/{account}/check`: may they? For the products that ask.

use crate::{
    Web,
    api::{answer, document::InAccount, entries::Entry, why::WhyBody},
    refusal::{Problem, ProblemField, field},
    request::{AnyCaller, Ids, Sent},
};
use axum::{Json, extract::State};
use roster_app::access::check::{self, Batch, Check, Decision, Explain, MAX_CHECKS, Place};
use roster_domain::{
    id::AccountId,
    refusal::{FieldProblem, Refusal},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// Questions: may these members do this?
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckBody {
    /// Up to 1,000 questions, 20 if they are explained. One that is not well-formed is answered as such, and the others as ever.
    #[schema(value_type = Vec<QuestionBody>, min_items = 1, max_items = 1000)]
    checks: Vec<Entry>,
    /// Also say why, and for a "no" what would help.
    #[serde(default)]
    explain: bool,
    /// The `Roster-Revision` of an earlier answer: this one is no older.
    #[serde(default)]
    at_least: Option<String>,
}

/// One question.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read as an entry")]
pub(crate) struct QuestionBody {
    /// Who.
    member: Uuid,
    /// The permission's id.
    permission: String,
    /// On which resource; left out: in the account.
    resource: Option<OnBody>,
}

/// A resource.
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes what is read as an entry")]
pub(crate) enum OnBody {
    /// By its id.
    Id(Uuid),
    /// By the product's own name for it.
    Named {
        /// The kind's id.
        kind: String,
        /// The product's own name.
        external_id: String,
    },
}

/// The answers.
#[derive(Serialize, ToSchema)]
pub(crate) struct CheckedBody {
    /// One for each question, in the same order.
    results: Vec<CheckResultBody>,
}

/// One answer.
#[derive(Serialize, ToSchema)]
pub(crate) struct CheckResultBody {
    /// Whether they may.
    allowed: bool,
    /// `granted`; or why not: `not_held`, `unknown_member`, `unknown_permission`, `unknown_resource`, `member_not_active`,
    /// `wrong_place` (the permission is never held there), `malformed` (the question is, see `errors`).
    reason: &'static str,
    /// Why, and why not; only if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<WhyBody>,
    /// What is wrong with the question.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ProblemField>,
}

impl CheckResultBody {
    fn new(decision: Decision) -> CheckResultBody {
        let Decision { allowed, reason, told } = decision;
        CheckResultBody { allowed, reason: reason.code(), why: told.map(WhyBody::new), errors: Vec::new() }
    }

    fn malformed(problem: &FieldProblem) -> CheckResultBody {
        CheckResultBody { allowed: false, reason: "malformed", why: None, errors: vec![field(problem)] }
    }
}

/// Ask what members may
///
/// Everybody may ask about themself. What isn't known (a member, a permission, a resource) is a "no" with its reason, not an
/// error.
#[utoipa::path(post, path = "/accounts/{account}/check", tag = "checks", operation_id = "check",
    params(InAccount), request_body = CheckBody,
    extensions(("x-roster-permission" = json!("roster.check"))),
    responses((status = 200, description = "An answer to each question.", body = CheckedBody)))]
pub(crate) async fn check(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<CheckBody, AnyCaller>,
) -> Result<Json<CheckedBody>, Problem> {
    let CheckBody { checks, explain, at_least } = input;
    if checks.len() > MAX_CHECKS {
        let problem = FieldProblem::new("/checks", "too_many").with("limit", MAX_CHECKS.to_string());
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    if checks.is_empty() {
        return Err(Refusal::field("/checks", "empty").into());
    }
    let (mut good, mut bad) = (Vec::with_capacity(checks.len()), BTreeMap::new());
    for (at, entry) in checks.into_iter().enumerate() {
        match question(at, entry) {
            Ok(check) => good.push(check),
            Err(problem) => {
                bad.insert(at, problem);
            }
        }
    }
    let asked = good.len() + bad.len();
    let explain = if explain { Explain::All } else { Explain::Nothing };
    let batch = Batch { checks: good, explain, at_least };
    let mut decisions = check::check(&web.app, &caller, account, batch).await?.into_iter();
    let result = |at| match bad.get(&at) {
        None => decisions.next().map(CheckResultBody::new),
        Some(problem) => Some(CheckResultBody::malformed(problem)),
    };
    Ok(Json(CheckedBody { results: (0..asked).filter_map(result).collect() }))
}

/// Reads one entry.
fn question(at: usize, entry: Entry) -> Result<Check, FieldProblem> {
    let [member, permission, resource] = entry.fields("/checks", at, ["member", "permission", "resource"])?;
    let place = match resource.given() {
        None => Place::Account,
        Some(resource) => match resource.object(["kind", "external_id"])? {
            Ok([kind, external_id]) => {
                Place::Named { kind: kind.required()?.text()?, name: external_id.required()?.text()? }
            }
            Err(resource) => Place::Resource(answer::id(resource.uuid()?)),
        },
    };
    // What can't be a member's id is nobody's.
    let member = Uuid::try_parse(&member.required()?.text()?).ok().map(answer::id);
    Ok(Check { member, permission: permission.required()?.text()?, place })
}
