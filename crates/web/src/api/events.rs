//! `/v1/accounts/{account}/events`: the audit log.

use crate::{
    Web,
    api::{
        answer::{self, Page},
        document::InAccount,
    },
    audit_file,
    csv_file::For,
    refusal::Problem,
    request::{AnyCaller, Ids, Moment, Query, page_size},
};
use axum::{Json, extract::State, response::Response};
use jiff::Timestamp;
use roster_app::audit::{
    export::note_export,
    list::{self, EventFilter, Told},
};
use roster_domain::{
    event::{Change, Details, EventKind},
    id::AccountId,
    refusal::{FieldProblem, Refusal},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// One line of an account's audit log.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventBody {
    /// Its number in the log, from 1 without gaps.
    seq: i64,
    /// When.
    at: Timestamp,
    /// What happened, as a stable code.
    kind: String,
    /// Who did it.
    actor: ActorBody,
    /// The member in whose name it was done.
    on_behalf_of: Option<NamedBody>,
    /// To whom or what.
    target: TargetBody,
    /// Names, values, where from; null once erased.
    details: Option<DetailsBody>,
}

/// Who did something.
#[derive(Serialize, ToSchema)]
pub(crate) struct ActorBody {
    /// `member`, `person`, `key`, `operator`, `system` or `anonymous`.
    kind: String,
    /// Which.
    id: Option<Uuid>,
    /// What a member is called now.
    name: Option<String>,
}

/// A member.
#[derive(Serialize, ToSchema)]
pub(crate) struct NamedBody {
    /// Which.
    id: Uuid,
    /// What they are called now.
    name: Option<String>,
}

/// What something was done to.
#[derive(Serialize, ToSchema)]
pub(crate) struct TargetBody {
    /// `account`, `member`, `resource`, `key` or `job`.
    kind: String,
    /// Which; null: the account itself.
    id: Option<Uuid>,
}

/// The part of an event that can be erased.
#[derive(Serialize, ToSchema)]
pub(crate) struct DetailsBody {
    /// What the target was called when it happened.
    subject: Option<String>,
    /// Before → after.
    changes: Vec<ChangeBody>,
    /// A reason, the permission that was missing, what a mail server said.
    note: Option<String>,
    /// The IP address the request came from.
    address: Option<String>,
    /// The browser or client.
    user_agent: Option<String>,
}

/// A value that changed.
#[derive(Serialize, ToSchema)]
#[schema(as = EventChange)]
pub(crate) struct ChangeBody {
    /// What: `role`, `name`, `access`, …
    field: String,
    /// Of what, where a field is one of many: the resource's name for `access`.
    of: Option<String>,
    /// Before; null: there was none.
    before: Option<String>,
    /// After; null: there is none any more.
    after: Option<String>,
}

impl EventBody {
    fn new(told: Told) -> EventBody {
        EventBody {
            seq: told.seq,
            at: told.at,
            kind: told.kind,
            actor: ActorBody { kind: told.actor_kind, id: told.actor, name: told.actor_name },
            on_behalf_of: told
                .on_behalf_of
                .map(|member| NamedBody { id: answer::uuid(member), name: told.on_behalf_of_name }),
            target: TargetBody { kind: told.target_kind, id: told.target },
            details: told.details.map(DetailsBody::new),
        }
    }
}

impl DetailsBody {
    fn new(details: Details) -> DetailsBody {
        let Details { subject, changes, note, address, user_agent } = details;
        DetailsBody { subject, changes: changes.into_iter().map(ChangeBody::new).collect(), note, address, user_agent }
    }
}

impl ChangeBody {
    pub(super) fn new(change: Change) -> ChangeBody {
        let Change { field, of, before, after } = change;
        ChangeBody { field, of, before, after }
    }
}

/// Which events.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventsQuery {
    /// Only this kind.
    kind: Option<String>,
    /// Only what this member or key did.
    actor: Option<Uuid>,
    /// Only what was done to this member, resource or key.
    target: Option<Uuid>,
    /// Only from then on: a time (RFC 3339), or a date, which begins at midnight UTC.
    #[param(value_type = Option<Timestamp>)]
    from: Option<Moment>,
    /// Only before then: a time or a date, as above.
    #[param(value_type = Option<Timestamp>)]
    until: Option<Moment>,
    /// How many on a page, at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where to go on: the `next` of the page before.
    cursor: Option<String>,
}

/// Read the audit log
#[utoipa::path(get, path = "/accounts/{account}/events", tag = "events", operation_id = "list_events",
    params(InAccount, EventsQuery), extensions(("x-roster-permission" = json!("roster.read_audit"))),
    responses((status = 200, description = "A page of events, the newest first.", body = Page<EventBody>)))]
pub(crate) async fn list(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
    Query(query): Query<EventsQuery>,
) -> Result<Json<Page<EventBody>>, Problem> {
    let (before, size) = (query.cursor.as_deref().map(before).transpose()?, page_size(query.limit)?);
    let page = list::list(&web.app, &caller, account, filter(query)?, before, size).await?;
    let items = page.events.into_iter().map(EventBody::new).collect();
    Ok(Json(Page { items, next: page.next.map(|next| next.to_string()) }))
}

/// Which events go into the file.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportQuery {
    /// Only this kind.
    kind: Option<String>,
    /// Only what this member or key did.
    actor: Option<Uuid>,
    /// Only what was done to this member, resource or key.
    target: Option<Uuid>,
    /// Only from then on: a time (RFC 3339), or a date, which begins at midnight UTC.
    #[param(value_type = Option<Timestamp>)]
    from: Option<Moment>,
    /// Only before then: a time or a date, as above.
    #[param(value_type = Option<Timestamp>)]
    until: Option<Moment>,
}

/// Export the audit log
///
/// All of it, or what matches, the newest first, as CSV (RFC 4180, UTF-8). That it was exported is an event. Needs `roster.export`, too.
#[utoipa::path(get, path = "/accounts/{account}/events/export", tag = "events", operation_id = "export_events",
    params(InAccount, ExportQuery), extensions(("x-roster-permission" = json!("roster.read_audit"))),
    responses((status = 200, description = "The file.", content_type = "text/csv", body = String)))]
pub(crate) async fn export(
    State(web): State<Web>,
    AnyCaller(caller): AnyCaller,
    Ids(account): Ids<AccountId>,
    Query(query): Query<ExportQuery>,
) -> Result<Response, Problem> {
    let ExportQuery { kind, actor, target, from, until } = query;
    let filter = filter(EventsQuery { kind, actor, target, from, until, limit: None, cursor: None })?;
    note_export(&web.app, &caller, account).await?;
    Ok(audit_file::answer(web.app.clone(), caller, account, filter, None, For::Programs))
}

/// The cursor is the number of the last event.
fn before(cursor: &str) -> Result<i64, Refusal> {
    cursor.parse().map_err(|_| Refusal::field("/cursor", "bad_cursor"))
}

fn filter(query: EventsQuery) -> Result<EventFilter, Refusal> {
    if let Some(kind) = query.kind.as_deref().filter(|kind| EventKind::from_code(kind).is_none()) {
        return Err(Refusal::Invalid(vec![FieldProblem::new("/kind", "unknown_kind").with("value", kind)]));
    }
    Ok(EventFilter {
        kind: query.kind,
        actor: query.actor,
        target: query.target,
        from: query.from.map(|from| from.0.as_millisecond()),
        until: query.until.map(|until| until.0.as_millisecond()),
    })
}
