//! `/v1/accounts/{account}/model`: the account's model, what another one would change, applying it and taking that back.

use crate::{
    Web,
    api::{
        answer,
        document::{InAccount, OfMember},
        model_plan::{AffectedBody, DifferenceBody, ModelPlanBody, NotRestoredBody},
    },
    csv_file::For,
    plan_file::{self, Plan},
    refusal::Problem,
    request::{AnyCaller, Ids, Query, Sent},
};
use axum::{Json, extract::State, response::Response};
use jiff::Timestamp;
use roster_app::models::{
    Aim, Choices, Proposal,
    apply::{self, Which},
    check, history, plan, what_if,
};
use roster_domain::id::{AccountId, MemberId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// The model of an account.
#[derive(Serialize, ToSchema)]
pub(crate) struct ModelTextBody {
    /// Which one it is: 1, 2, …
    version: i64,
    /// SHA-256 of its text.
    hash: String,
    /// Its text (TOML).
    text: String,
}

/// Show the model
#[utoipa::path(get, path = "/accounts/{account}/model", tag = "model", operation_id = "show_model", params(InAccount),
    extensions(("x-roster-permission" = json!("roster.manage_model"))),
    responses((status = 200, description = "The model, with an ETag.", body = ModelTextBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
) -> Result<Response, Problem> {
    let history::Current { version, text, hash } = history::current(&web.app, &caller, account).await?;
    Ok(answer::versioned(version, ModelTextBody { version, hash, text }))
}

/// Which versions.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct VersionsQuery {
    /// Only those before this one.
    before: Option<i64>,
}

/// The models that an account had.
#[derive(Serialize, ToSchema)]
pub(crate) struct VersionsBody {
    /// The newest first.
    items: Vec<VersionBody>,
    /// Pass it as `before` to read on; null: these were the last.
    next: Option<i64>,
}

/// A model that an account has or had.
#[derive(Serialize, ToSchema)]
pub(crate) struct VersionBody {
    /// 1, 2, …
    version: i64,
    /// SHA-256 of its text.
    hash: String,
    /// Since when.
    applied_at: Timestamp,
    /// The member who applied it; null: the operator.
    applied_by: Option<Uuid>,
    /// What they are called now.
    applied_by_name: Option<String>,
    /// What it changed; empty for the first.
    differences: Vec<DifferenceBody>,
}

/// List the versions of the model
///
/// Each with what it changed, in the terms of a model.
#[utoipa::path(get, path = "/accounts/{account}/model/versions", tag = "model", operation_id = "list_model_versions",
    params(InAccount, VersionsQuery), extensions(("x-roster-permission" = json!("roster.manage_model"))),
    responses((status = 200, description = "The newest first.", body = VersionsBody)))]
pub(crate) async fn versions(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
    Query(query): Query<VersionsQuery>,
) -> Result<Json<VersionsBody>, Problem> {
    let (versions, next) = history::history(&web.app, &caller, account, query.before, history::MAX_PAGE).await?;
    let items = versions.into_iter().map(|version| VersionBody {
        version: version.version,
        hash: version.hash,
        applied_at: version.applied_at,
        applied_by: version.applied_by.map(answer::uuid),
        applied_by_name: version.applied_by_name,
        differences: version.differences.into_iter().map(DifferenceBody::new).collect(),
    });
    Ok(Json(VersionsBody { items: items.collect(), next }))
}

/// The text of a model.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TextBody {
    /// The text (TOML).
    model: String,
}

/// What is wrong with a text.
#[derive(Serialize, ToSchema)]
pub(crate) struct ModelCheckBody {
    /// Empty: it is a model.
    problems: Vec<ModelProblemBody>,
}

/// One thing that is wrong with it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ModelProblemBody {
    /// The line, from 1.
    line: usize,
    /// The column in characters, from 1.
    column: usize,
    /// The offending piece.
    text: String,
    /// What is wrong with it.
    wrong: String,
    /// What to write instead.
    instead: String,
}

/// Check the text of a model
///
/// Nothing is changed, and no members are looked at.
#[utoipa::path(post, path = "/accounts/{account}/model/check", tag = "model", operation_id = "check_model",
    params(InAccount), request_body = TextBody, extensions(("x-roster-permission" = json!("roster.manage_model"))),
    responses((status = 200, description = "What is wrong with it.", body = ModelCheckBody)))]
pub(crate) async fn check(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<TextBody, AnyCaller>,
) -> Result<Json<ModelCheckBody>, Problem> {
    history::current(&web.app, &caller, account).await?;
    let problems = check::check(&input.model).err().unwrap_or_default();
    let problems = problems.into_iter().map(|problem| ModelProblemBody {
        line: problem.line,
        column: problem.column,
        text: problem.text,
        wrong: problem.wrong,
        instead: problem.instead,
    });
    Ok(Json(ModelCheckBody { problems: problems.collect() }))
}

/// Where those go who hold what disappears: for each id, what takes its place, or null for nothing.
#[derive(Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ChoicesBody {
    /// Roles of the account; with null the default role holds.
    roles: BTreeMap<String, Option<String>>,
    /// Levels, by kind of resource; with null, what is granted farther up decides.
    levels: BTreeMap<String, BTreeMap<String, Option<String>>>,
    /// Project roles, by kind of resource.
    project_roles: BTreeMap<String, BTreeMap<String, Option<String>>>,
    /// Permissions that were given one by one, or are listed in Custom. Of which nothing is said, goes.
    permissions: BTreeMap<String, Option<String>>,
}

impl ChoicesBody {
    fn choices(self) -> Choices {
        let ChoicesBody { roles, levels, project_roles, permissions } = self;
        Choices { roles, levels, project_roles, permissions }
    }
}

/// Another model.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModelProposalBody {
    /// Its text (TOML).
    model: String,
    /// Where those go who hold what it doesn't have.
    #[serde(default)]
    choices: ChoicesBody,
}

impl ModelProposalBody {
    fn proposal(self) -> Proposal {
        Proposal { aim: Aim::Text(self.model), choices: self.choices.choices() }
    }
}

/// Plan another model
///
/// Exactly who gains and who loses which permission on what, and what stands in the way. Nothing is changed.
#[utoipa::path(post, path = "/accounts/{account}/model/plan", tag = "model", operation_id = "plan_model",
    params(InAccount), request_body = ModelProposalBody, extensions(("x-roster-permission" = json!("roster.manage_model"))),
    responses((status = 200, description = "The plan.", body = ModelPlanBody)))]
pub(crate) async fn plan(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<ModelProposalBody, AnyCaller>,
) -> Result<Json<ModelPlanBody>, Problem> {
    Ok(Json(ModelPlanBody::new(plan::plan(&web.app, &caller, account, input.proposal(), None).await?)))
}

/// All lines of a plan, as a file
///
/// CSV (RFC 4180, UTF-8): one line for each permission that a member gains or loses in a place, and for each thing they hold that
/// disappears.
#[utoipa::path(post, path = "/accounts/{account}/model/plan.csv", tag = "model", operation_id = "plan_model_file",
    params(InAccount), request_body = ModelProposalBody, extensions(("x-roster-permission" = json!("roster.manage_model"))),
    responses((status = 200, description = "The file.", content_type = "text/csv", body = String)))]
pub(crate) async fn plan_lines(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<ModelProposalBody, AnyCaller>,
) -> Result<Response, Problem> {
    let proposal = input.proposal();
    let id = plan::plan_id(&web.app, &caller, account, proposal.clone()).await?;
    Ok(plan_file::answer(For::Programs, Plan::new(web.app.clone(), caller, account, proposal, id)))
}

/// A plan to be applied.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApplyBody {
    /// The text (TOML) that was planned.
    model: String,
    /// The choices that were planned.
    #[serde(default)]
    choices: ChoicesBody,
    /// The plan's id: what was looked at is applied, or nothing.
    plan: String,
}

/// What was applied.
#[derive(Serialize, ToSchema)]
pub(crate) struct AppliedBody {
    /// The version that the account's model has now.
    version: i64,
    /// How many members hold something else since.
    moved: u64,
    /// How many things didn't come back, because they were changed since or are gone.
    not_restored: u64,
    /// The first of them; empty for who may not see members.
    left: Vec<NotRestoredBody>,
}

impl AppliedBody {
    fn new(applied: apply::Applied) -> AppliedBody {
        let apply::Applied { version, moved, not_restored, left } = applied;
        AppliedBody { version, moved, not_restored, left: NotRestoredBody::all(left) }
    }
}

/// Apply a planned model
///
/// In one transaction, if nobody's rights were changed since it was planned. Whoever applies it holds all that anyone gains by it.
#[utoipa::path(post, path = "/accounts/{account}/model/apply", tag = "model", operation_id = "apply_model",
    params(InAccount), request_body = ApplyBody, extensions(("x-roster-permission" = json!("roster.manage_model"))),
    responses((status = 200, description = "Applied.", body = AppliedBody)))]
pub(crate) async fn apply(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<ApplyBody, AnyCaller>,
) -> Result<Response, Problem> {
    let ApplyBody { model, choices, plan } = input;
    let proposal = Proposal { aim: Aim::Text(model), choices: choices.choices() };
    let done = apply::apply(&web.app, &caller, account, proposal, Which::Plan(plan)).await?;
    Ok(answer::done(&done, AppliedBody::new(done.value.clone())))
}

/// Taking the last model back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BackBody {
    /// Where those go who hold what the former model doesn't have.
    #[serde(default)]
    choices: ChoicesBody,
}

/// Plan to take the last model back
///
/// The former model comes back, and everybody's former rights, as far as nothing else has changed them. Nothing is changed yet.
#[utoipa::path(post, path = "/accounts/{account}/model/undo/plan", tag = "model", operation_id = "plan_model_undo",
    params(InAccount), request_body = BackBody, extensions(("x-roster-permission" = json!("roster.manage_model"))),
    responses((status = 200, description = "The plan.", body = ModelPlanBody)))]
pub(crate) async fn plan_undo(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<BackBody, AnyCaller>,
) -> Result<Json<ModelPlanBody>, Problem> {
    let proposal = apply::back(input.choices.choices());
    Ok(Json(ModelPlanBody::new(plan::plan(&web.app, &caller, account, proposal, None).await?)))
}

/// A plan to take the last model back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UndoModelBody {
    /// The choices that were planned.
    #[serde(default)]
    choices: ChoicesBody,
    /// The plan's id.
    plan: String,
}

/// Take the last model back
#[utoipa::path(post, path = "/accounts/{account}/model/undo", tag = "model", operation_id = "undo_model",
    params(InAccount), request_body = UndoModelBody, extensions(("x-roster-permission" = json!("roster.manage_model"))),
    responses((status = 200, description = "Taken back; it is a version of its own.", body = AppliedBody)))]
pub(crate) async fn undo(
    State(web): State<Web>,
    Ids(account): Ids<AccountId>,
    Sent { caller, input, .. }: Sent<UndoModelBody, AnyCaller>,
) -> Result<Response, Problem> {
    let proposal = apply::back(input.choices.choices());
    let done = apply::apply(&web.app, &caller, account, proposal, Which::Plan(input.plan)).await?;
    Ok(answer::done(&done, AppliedBody::new(done.value.clone())))
}

/// What a model would mean for one member.
#[derive(Serialize, ToSchema)]
pub(crate) struct WhatIfBody {
    /// What they would gain and lose; null: nothing.
    affected: Option<AffectedBody>,
}

/// Ask what another model would mean for one member
#[utoipa::path(post, path = "/accounts/{account}/members/{member}/what-if", tag = "model", operation_id = "what_if_model",
    params(OfMember), request_body = ModelProposalBody, extensions(("x-roster-permission" = json!("roster.manage_model"))),
    responses((status = 200, description = "What they would gain and lose.", body = WhatIfBody)))]
pub(crate) async fn what_if(
    State(web): State<Web>,
    Ids((account, member)): Ids<(AccountId, MemberId)>,
    Sent { caller, input, .. }: Sent<ModelProposalBody, AnyCaller>,
) -> Result<Json<WhatIfBody>, Problem> {
    let affected = what_if::what_if(&web.app, &caller, account, input.proposal(), member).await?;
    Ok(Json(WhatIfBody { affected: affected.map(AffectedBody::new) }))
}
