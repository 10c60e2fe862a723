//! `/v1/accounts/{account}/jobs`: what is done to many members at once, how far it is, and what became of it for each.

use crate::{
    Web,
    api::{
        answer::{self, Page, time},
        document::{InAccount, OfJob},
        invitations::Nothing,
    },
    refusal::{self, Problem, ProblemDocument},
    request::{AnyCaller, Ids, Query, Sent, page_size},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header::LOCATION},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use roster_app::{
    Caller, Done,
    jobs::{
        ask::{self, Asked},
        cancel,
        show::{self, Item, Job},
    },
};
use roster_domain::{
    id::{AccountId, JobId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Something that is done to many members.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobBody {
    /// Its id.
    id: Uuid,
    /// What is done: `change`, `access`, `resend`, `withdraw`, `disable`, `enable`, `archive`, `delete`, `restore` or `undo`.
    action: &'static str,
    /// `running`, `done`, `cancelled`, or `failed`: it fell over a fault again and again, and nothing more was done.
    state: String,
    /// How many members it is about.
    total: i64,
    /// For how many it is done.
    done: i64,
    /// For how many it was so already.
    unchanged: i64,
    /// For how many it was refused; the items say why.
    refused: i64,
    /// How many wait for their turn.
    waiting: i64,
    /// For how many of them it can be undone yet; 0 while it runs, and in lists.
    undoable: i64,
    /// The member who asked, or in whose name a key asked.
    asked_by: Option<Uuid>,
    /// What they are called now.
    asked_by_name: Option<String>,
    /// When it was asked.
    created_at: Timestamp,
    /// When it ended; then its report is kept for 30 days.
    ended_at: Option<Timestamp>,
}

impl JobBody {
    fn new(job: Job) -> JobBody {
        JobBody {
            id: answer::uuid(job.job),
            action: job.deed.code(),
            waiting: job.waiting(),
            state: job.state,
            total: job.total,
            done: job.done,
            unchanged: job.unchanged,
            refused: job.refused,
            undoable: job.undoable,
            asked_by: job.asked_by.map(answer::uuid),
            asked_by_name: job.asked_by_name,
            created_at: time(job.created_at),
            ended_at: job.ended_at.map(time),
        }
    }
}

/// What became of it for one member.
#[derive(Serialize, ToSchema)]
pub(crate) struct ItemBody {
    /// In which place they had their turn: 1, 2, …
    position: i64,
    /// Who.
    member: Uuid,
    /// What they are called now, for those who may list members.
    name: Option<String>,
    /// `waiting`, `done`, `unchanged`, `refused` or `cancelled`.
    state: String,
    /// The number of the first event of what was done.
    event: Option<i64>,
    /// Why it was refused.
    problem: Option<ProblemDocument>,
}

impl ItemBody {
    fn new(item: Item) -> ItemBody {
        ItemBody {
            position: item.position,
            member: answer::uuid(item.member),
            name: item.name,
            state: item.state,
            event: item.seq,
            problem: item.refusal.map(refusal::told),
        }
    }
}

/// Which part of a list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct JobsQuery {
    /// How many on a page, at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where to go on: the `next` of the page before.
    cursor: Option<String>,
}

/// Which part of the report.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ItemsQuery {
    /// Only these: `waiting`, `done`, `unchanged`, `refused` or `cancelled`.
    state: Option<String>,
    /// How many on a page, at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where to go on: the `next` of the page before.
    cursor: Option<String>,
}

fn cursor<T: std::str::FromStr>(cursor: Option<String>) -> Result<Option<T>, Refusal> {
    let read = |text: String| text.parse().map_err(|_| Refusal::field("/cursor", "bad_cursor"));
    cursor.map(read).transpose()
}

/// List jobs
///
/// One's own; whoever reads the audit log sees all.
#[utoipa::path(get, path = "/accounts/{account}/jobs", tag = "jobs", operation_id = "list_jobs",
    params(InAccount, JobsQuery),
    responses((status = 200, description = "A page of jobs, the newest first.", body = Page<JobBody>)))]
pub(crate) async fn list(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
    Query(query): Query<JobsQuery>,
) -> Result<Json<Page<JobBody>>, Problem> {
    let (before, size) = (cursor::<JobId>(query.cursor)?, page_size(query.limit)?);
    let (jobs, next) = show::list(&web.app, &caller, account, before, size).await?;
    Ok(Json(Page { items: jobs.into_iter().map(JobBody::new).collect(), next: next.map(|next| next.to_string()) }))
}

/// Show a job
#[utoipa::path(get, path = "/accounts/{account}/jobs/{job}", tag = "jobs", operation_id = "show_job", params(OfJob),
    responses((status = 200, description = "The job, and how far it is; `Roster-Revision` is of all that it did by then.", body = JobBody)))]
pub(crate) async fn show(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, job)): Ids<(AccountId, JobId)>,
) -> Result<Response, Problem> {
    let job = show::show(&web.app, &caller, account, job).await?;
    Ok((job.revision.map(answer::come_to), Json(JobBody::new(job))).into_response())
}

/// Read a job's report
#[utoipa::path(get, path = "/accounts/{account}/jobs/{job}/items", tag = "jobs", operation_id = "list_job_items",
    params(OfJob, ItemsQuery),
    responses((status = 200, description = "A page of what became of it, member by member.", body = Page<ItemBody>)))]
pub(crate) async fn items(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids((account, job)): Ids<(AccountId, JobId)>,
    Query(query): Query<ItemsQuery>,
) -> Result<Json<Page<ItemBody>>, Problem> {
    let (after, size) = (cursor::<i64>(query.cursor)?.unwrap_or(0), page_size(query.limit)?);
    let (items, next) = show::items(&web.app, &caller, account, job, query.state, after, size).await?;
    Ok(Json(Page { items: items.into_iter().map(ItemBody::new).collect(), next: next.map(|next| next.to_string()) }))
}

/// Stop a job
///
/// What is done stays done; nobody else has their turn.
#[utoipa::path(post, path = "/accounts/{account}/jobs/{job}/cancel", tag = "jobs", operation_id = "cancel_job",
    params(OfJob), responses((status = 204, description = "Stopped.")))]
pub(crate) async fn cancel(
    State(web): State<Web>,
    Ids((account, job)): Ids<(AccountId, JobId)>,
    Sent { caller, .. }: Sent<Nothing, AnyCaller>,
) -> Result<Response, Problem> {
    Ok(answer::changed(&cancel::cancel(&web.app, &caller, account, job).await?))
}

/// Try what was refused again
///
/// As a new job, by whoever asks now.
#[utoipa::path(post, path = "/accounts/{account}/jobs/{job}/again", tag = "jobs", operation_id = "try_job_again",
    params(OfJob), responses((status = 202, description = "The new job; a small one is done.", body = JobBody)))]
pub(crate) async fn again(
    State(web): State<Web>,
    Ids((account, job)): Ids<(AccountId, JobId)>,
    Sent { caller, .. }: Sent<Nothing, AnyCaller>,
) -> Result<Response, Problem> {
    let asked = ask::again(&web.app, &caller, account, job).await?;
    answer(&web, &caller, account, asked).await
}

/// Undo what a job did
///
/// As a new job, for 24 hours; what was changed since stays, and the report names it.
#[utoipa::path(post, path = "/accounts/{account}/jobs/{job}/undo", tag = "jobs", operation_id = "undo_job",
    params(OfJob), responses((status = 202, description = "The new job; a small one is done.", body = JobBody)))]
pub(crate) async fn undo(
    State(web): State<Web>,
    Ids((account, job)): Ids<(AccountId, JobId)>,
    Sent { caller, .. }: Sent<Nothing, AnyCaller>,
) -> Result<Response, Problem> {
    let asked = ask::undo(&web.app, &caller, account, job).await?;
    answer(&web, &caller, account, asked).await
}

/// The job as it is by now.
pub(super) async fn answer(
    web: &Web,
    caller: &Caller,
    account: AccountId,
    asked: Done<Asked>,
) -> Result<Response, Problem> {
    let job = show::show(&web.app, caller, account, asked.value.job).await?;
    let location = HeaderValue::try_from(format!("/v1/accounts/{account}/jobs/{}", asked.value.job));
    let location = [(LOCATION, location.expect("a path of ids"))];
    let mut headers = answer::revised(&asked);
    for (name, revision) in job.revision.into_iter().flat_map(answer::come_to) {
        headers.insert(name, revision);
    }
    Ok((StatusCode::ACCEPTED, location, headers, Json(JobBody::new(job))).into_response())
}
