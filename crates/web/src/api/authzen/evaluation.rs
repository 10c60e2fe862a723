//! `/access/v1/evaluation` and `/access/v1/evaluations`: may they?

use super::bodies::{Action, Entity, account_of};
use crate::{
    Web,
    api::why::WhyBody,
    refusal::Problem,
    request::{Program, Sent},
};
use axum::{Json, extract::State};
use roster_app::{
    Caller, Failure, Outcome,
    access::check::{self, Batch, Check, Decision, MAX_CHECKS},
};
use roster_domain::{
    id::AccountId,
    refusal::{FieldProblem, Refusal},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// What a decision shall heed.
#[derive(Clone, Default, Deserialize, ToSchema)]
pub(super) struct ContextBody {
    /// Also say why, and for a "no" what would help.
    #[serde(default)]
    explain: bool,
    /// The `Roster-Revision` of an earlier answer: this one is no older.
    #[serde(default)]
    at_least: Option<String>,
}

/// A question.
#[derive(Clone, Deserialize, ToSchema)]
pub(super) struct EvaluationBody {
    /// Who.
    subject: Entity,
    /// What.
    action: Action,
    /// On what.
    resource: Entity,
    /// What the decision shall heed.
    #[serde(default)]
    context: Option<ContextBody>,
}

/// Questions. What stands at the top holds for all that don't say otherwise.
#[derive(Deserialize, ToSchema)]
pub(super) struct EvaluationsBody {
    /// Who.
    #[serde(default)]
    #[schema(value_type = Option<Entity>)]
    subject: Option<Value>,
    /// What.
    #[serde(default)]
    #[schema(value_type = Option<Action>)]
    action: Option<Value>,
    /// On what.
    #[serde(default)]
    #[schema(value_type = Option<Entity>)]
    resource: Option<Value>,
    /// What the decisions shall heed.
    #[serde(default)]
    #[schema(value_type = Option<ContextBody>)]
    context: Option<Value>,
    /// The questions, up to 1,000 (20 if they are explained). Without any, the top is the one question.
    #[serde(default)]
    #[schema(value_type = Option<Vec<PartBody>>, max_items = 1000)]
    evaluations: Option<Vec<Value>>,
    /// How they are gone through.
    #[serde(default)]
    options: Option<OptionsBody>,
}

/// A question; what is left out stands at the top.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read together with the top")]
pub(super) struct PartBody {
    /// Who.
    subject: Option<Entity>,
    /// What.
    action: Option<Action>,
    /// On what.
    resource: Option<Entity>,
    /// What the decision shall heed.
    context: Option<ContextBody>,
}

/// How the questions are gone through.
#[derive(Default, Deserialize, ToSchema)]
pub(super) struct OptionsBody {
    /// To the end, or up to the first "no", or up to the first "yes".
    #[serde(default)]
    evaluations_semantic: Semantic,
}

/// How far to go.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Semantic {
    /// Answer all.
    #[default]
    ExecuteAll,
    /// Up to the first "no", with it.
    DenyOnFirstDeny,
    /// Up to the first "yes", with it.
    PermitOnFirstPermit,
}

/// A decision.
#[derive(Serialize, ToSchema)]
pub(super) struct DecisionBody {
    /// Whether they may.
    decision: bool,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<ReasonBody>,
}

/// Why something is decided as it is.
#[derive(Default, Serialize, ToSchema)]
pub(super) struct ReasonBody {
    /// For a "no": `not_held`, `unknown_member`, `unknown_permission`, `unknown_resource`, `member_not_active`, `wrong_place`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// Why, and why not; only if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<WhyBody>,
    /// What is wrong with this question.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorBody>,
}

/// What is wrong with a question.
#[derive(Serialize, ToSchema)]
pub(super) struct ErrorBody {
    /// 400.
    status: u16,
    /// A sentence.
    message: String,
}

/// The decisions, or the one decision.
#[derive(Serialize, ToSchema)]
pub(super) struct DecisionsBody {
    /// One for each question that was gone into, in their order.
    #[serde(skip_serializing_if = "Option::is_none")]
    evaluations: Option<Vec<DecisionBody>>,
    /// Where there was only one question.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<bool>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<ReasonBody>,
}

impl DecisionBody {
    fn new(decision: Decision) -> DecisionBody {
        let Decision { allowed, reason, told } = decision;
        let reason = (!allowed).then(|| reason.code());
        let context = ReasonBody { reason, why: told.map(WhyBody::new), error: None };
        let says = context.reason.is_some() || context.why.is_some();
        DecisionBody { decision: allowed, context: says.then_some(context) }
    }

    fn malformed(message: String) -> DecisionBody {
        let error = Some(ErrorBody { status: 400, message });
        DecisionBody { decision: false, context: Some(ReasonBody { error, ..ReasonBody::default() }) }
    }
}

impl EvaluationBody {
    fn check(&self, account: AccountId) -> Check {
        let EvaluationBody { subject, action, resource, .. } = self;
        Check { member: subject.as_member(), permission: action.name.clone(), place: resource.as_place(account) }
    }
}

/// Decide (AuthZEN)
#[utoipa::path(post, path = "/access/v1/evaluation", tag = "authzen", operation_id = "authzen_evaluation",
    request_body = EvaluationBody,
    extensions(("x-roster-permission" = json!("roster.check"))),
    responses((status = 200, description = "The decision, also where it is a \"no\".", body = DecisionBody)))]
pub(super) async fn evaluation(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<EvaluationBody, Program>,
) -> Result<Json<DecisionBody>, Problem> {
    Ok(Json(one(&web, &caller, input).await?))
}

async fn one(web: &Web, caller: &Caller, question: EvaluationBody) -> Outcome<DecisionBody> {
    let context = question.context.clone().unwrap_or_default();
    let checks = vec![question.check(account_of(caller)?)];
    let decisions = ask(web, caller, Batch { checks, explain: context.explain, at_least: context.at_least }).await?;
    let decision = decisions.into_iter().next().map(DecisionBody::new);
    decision.ok_or_else(|| Failure::broken("a question without an answer"))
}

/// The account is the key's: that there is none means that the key's holder is no longer in it.
async fn ask(web: &Web, caller: &Caller, batch: Batch) -> Outcome<Vec<Decision>> {
    let asked = check::check(&web.app, caller, account_of(caller)?, batch).await;
    asked.map_err(|failure| match failure {
        Failure::Refused(Refusal::NotFound) => Refusal::NotSignedIn.into(),
        other => other,
    })
}

/// Decide many (AuthZEN)
///
/// Each question by itself: one that is not well-formed is answered with what is wrong with it.
#[utoipa::path(post, path = "/access/v1/evaluations", tag = "authzen", operation_id = "authzen_evaluations",
    request_body = EvaluationsBody,
    extensions(("x-roster-permission" = json!("roster.check"))),
    responses((status = 200, description = "The decisions.", body = DecisionsBody)))]
pub(super) async fn evaluations(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<EvaluationsBody, Program>,
) -> Result<Json<DecisionsBody>, Problem> {
    let EvaluationsBody { subject, action, resource, context, evaluations, options } = input;
    let top = Top { parts: [("subject", subject), ("action", action), ("resource", resource), ("context", context)] };
    let Some(parts) = evaluations.filter(|parts| !parts.is_empty()) else {
        let DecisionBody { decision, context } = one(&web, &caller, top.alone()?).await?;
        return Ok(Json(DecisionsBody { evaluations: None, decision: Some(decision), context }));
    };
    if parts.len() > MAX_CHECKS {
        let problem = FieldProblem::new("/evaluations", "too_many").with("limit", MAX_CHECKS.to_string());
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    let account = account_of(&caller)?;
    let read: Vec<Result<EvaluationBody, String>> = parts.into_iter().map(|part| top.with(part)).collect();
    let mut batch = Batch::default();
    for question in read.iter().flatten() {
        batch.checks.push(question.check(account));
        let ContextBody { explain, at_least } = question.context.clone().unwrap_or_default();
        batch.explain |= explain;
        batch.at_least = newest(batch.at_least, at_least);
    }
    let mut decided = ask(&web, &caller, batch).await?.into_iter();
    let mut answers = Vec::with_capacity(read.len());
    let semantic = options.unwrap_or_default().evaluations_semantic;
    for question in read {
        let answer = match question {
            Ok(_) => decided.next().map(DecisionBody::new),
            Err(message) => Some(DecisionBody::malformed(message)),
        };
        let Some(answer) = answer else { break };
        let decision = answer.decision;
        answers.push(answer);
        let ends = match semantic {
            Semantic::ExecuteAll => false,
            Semantic::DenyOnFirstDeny => !decision,
            Semantic::PermitOnFirstPermit => decision,
        };
        if ends {
            break;
        }
    }
    Ok(Json(DecisionsBody { evaluations: Some(answers), decision: None, context: None }))
}

/// What is demanded by either. Of two tokens the one that isn't one counts, so that it is refused.
fn newest(one: Option<String>, other: Option<String>) -> Option<String> {
    let (Some(one), Some(other)) = (&one, &other) else { return one.or(other) };
    let read = roster_app::Revision::decode;
    match (read(one), read(other)) {
        (Some(a), Some(b)) if a.account == b.account && (a.revision, a.access) >= (b.revision, b.access) => {
            Some(one.clone())
        }
        (None, _) => Some(one.clone()),
        _ => Some(other.clone()),
    }
}

/// What holds for all questions that don't say otherwise.
struct Top {
    parts: [(&'static str, Option<Value>); 4],
}

impl Top {
    fn with(&self, part: Value) -> Result<EvaluationBody, String> {
        let Value::Object(mut own) = part else { return Err("An object is expected.".to_owned()) };
        let mut whole = Map::new();
        for (name, default) in &self.parts {
            let own = own.remove(*name).filter(|own| !own.is_null());
            if let Some(value) = own.or_else(|| default.clone()) {
                whole.insert((*name).to_owned(), value);
            }
        }
        read(whole).map_err(|(pointer, message)| format!("{pointer}: {message}"))
    }

    fn alone(self) -> Result<EvaluationBody, Refusal> {
        let whole: Map<String, Value> = self
            .parts
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value.filter(|value| !value.is_null())?)))
            .collect();
        read(whole).map_err(|(pointer, _)| Refusal::field(pointer, "malformed"))
    }
}

/// The pointer and the sentence of what is wrong.
fn read(whole: Map<String, Value>) -> Result<EvaluationBody, (String, String)> {
    serde_path_to_error::deserialize(Value::Object(whole)).map_err(|error| {
        let path = error.path().to_string().replace('.', "/");
        let pointer = if path == "/" || path.is_empty() { String::new() } else { format!("/{path}") };
        (pointer, error.into_inner().to_string())
    })
}
