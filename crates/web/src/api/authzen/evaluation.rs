//! `/access/v1/evaluation` and `/access/v1/evaluations`: may they?

use super::bodies::{Action, Entity, account_of};
use crate::{
    Web,
    api::why::WhyBody,
    refusal::{Problem, ProblemField, field},
    request::{Program, Sent, pointer, told},
};
use axum::{Json, extract::State};
use roster_app::{
    Caller, Failure, Outcome, Revision,
    access::check::{self, Batch, Check, Decision, Explain, MAX_CHECKS, MAX_EXPLAINED},
};
use roster_domain::{
    id::AccountId,
    refusal::{FieldProblem, Refusal},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
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
    evaluations_semantic: Option<Semantic>,
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
    let (context, account) = (question.context.clone().unwrap_or_default(), account_of(caller)?);
    if let Some(problem) = not_a_revision(Some(&context), account) {
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    let explain = if context.explain { Explain::All } else { Explain::Nothing };
    let batch = Batch { checks: vec![question.check(account)], explain, at_least: context.at_least };
    let decisions = ask(web, caller, batch).await?;
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
        return Err(too_many(MAX_CHECKS).into());
    }
    let account = account_of(&caller)?;
    // What holds for all has to be right for all; what stands in a question is its own.
    top.demanded(account)?;
    let read: Vec<Result<EvaluationBody, String>> = parts.into_iter().map(|part| top.with(part, account)).collect();
    let (mut checks, mut explain, mut at_least) = (Vec::new(), Vec::new(), None);
    for question in read.iter().flatten() {
        checks.push(question.check(account));
        let context = question.context.clone().unwrap_or_default();
        explain.push(context.explain);
        at_least = newest(at_least, context.at_least);
    }
    if explain.iter().filter(|explain| **explain).count() > MAX_EXPLAINED {
        return Err(too_many(MAX_EXPLAINED).into());
    }
    let batch = Batch { checks, explain: Explain::Each(explain), at_least };
    let mut decided = ask(&web, &caller, batch).await?.into_iter();
    let mut answers = Vec::with_capacity(read.len());
    let semantic = options.and_then(|options| options.evaluations_semantic).unwrap_or_default();
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

fn too_many(limit: usize) -> Refusal {
    Refusal::Invalid(vec![FieldProblem::new("/evaluations", "too_many").with("limit", limit.to_string())])
}

/// What is demanded by either; both are tokens of one account.
fn newest(one: Option<String>, other: Option<String>) -> Option<String> {
    let (Some(one), Some(other)) = (&one, &other) else { return one.or(other) };
    let come = |token: &str| Revision::decode(token).map(|token| (token.revision, token.access));
    Some(if come(one) >= come(other) { one.clone() } else { other.clone() })
}

/// What is wrong with the revision that is demanded.
fn not_a_revision(context: Option<&ContextBody>, account: AccountId) -> Option<FieldProblem> {
    let demanded = context?.at_least.as_deref()?;
    let good = Revision::decode(demanded).is_some_and(|token| token.account == account);
    (!good).then(|| FieldProblem::new("/context/at_least", "bad_revision"))
}

/// What holds for all questions that don't say otherwise.
struct Top {
    parts: [(&'static str, Option<Value>); 4],
}

impl Top {
    /// A question with what it doesn't say. What it says takes the whole place of what stands at the top.
    fn with(&self, part: Value, account: AccountId) -> Result<EvaluationBody, String> {
        let Value::Object(mut own) = part else {
            return Err(sentence(&FieldProblem::new("", "wrong_type").with("expected", "an object")));
        };
        let mut whole = Map::new();
        for (name, default) in &self.parts {
            let own = own.remove(*name).filter(|own| !own.is_null());
            if let Some(value) = own.or_else(|| default.clone()) {
                whole.insert((*name).to_owned(), value);
            }
        }
        let question = read::<EvaluationBody>(whole).map_err(|problem| sentence(&problem))?;
        match not_a_revision(question.context.as_ref(), account) {
            None => Ok(question),
            Some(problem) => Err(sentence(&problem)),
        }
    }

    /// Refused if the context that holds for all demands what is no revision.
    fn demanded(&self, account: AccountId) -> Result<(), Refusal> {
        let context = self.parts.iter().find(|(name, _)| *name == "context").and_then(|(_, value)| value.as_ref());
        let context = context.and_then(|context| ContextBody::deserialize(context).ok());
        match not_a_revision(context.as_ref(), account) {
            None => Ok(()),
            Some(problem) => Err(Refusal::Invalid(vec![problem])),
        }
    }

    fn alone(self) -> Result<EvaluationBody, Refusal> {
        let whole: Map<String, Value> = self
            .parts
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value.filter(|value| !value.is_null())?)))
            .collect();
        read(whole).map_err(|problem| Refusal::Invalid(vec![problem]))
    }
}

fn read<T: DeserializeOwned>(whole: Map<String, Value>) -> Result<T, FieldProblem> {
    serde_path_to_error::deserialize(Value::Object(whole)).map_err(|error| {
        let pointer = pointer(error.path());
        told(pointer, &error.into_inner().to_string())
    })
}

/// Where something is wrong, and what.
fn sentence(problem: &FieldProblem) -> String {
    let ProblemField { pointer, detail, .. } = field(problem);
    format!("{}: {detail}", if pointer.is_empty() { "/" } else { &pointer })
}
