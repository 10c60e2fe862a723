//! `/access/v1/search/…`: who may, on what, and what.
//!
//! What isn't known is found nowhere: the answer is empty, and no error.

use super::bodies::{Action, Entity, MEMBER, Sought, account_of};
use crate::{
    Web,
    refusal::Problem,
    request::{Program, Sent},
};
use axum::{Json, extract::State};
use roster_app::{
    Caller, Failure, Outcome, Revision,
    access::{
        check::{self, Batch, Check, Place},
        permissions::permissions,
        reach::{MAX_PAGE, Reach, reach},
        reachers::{Reachers, reachers},
    },
    resources::list::ResourceRow,
};
use roster_domain::{
    id::AccountId,
    permission::RosterPermission,
    refusal::{FieldProblem, Refusal},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

/// Who asks for a product needs this.
const NEEDED: RosterPermission = RosterPermission::Check;

/// What an answer shall heed.
#[derive(Deserialize, ToSchema)]
pub(super) struct SearchContextBody {
    /// The `Roster-Revision` of an earlier answer: this one is no older.
    #[serde(default)]
    at_least: Option<String>,
}

/// Which page.
#[derive(Default, Deserialize, ToSchema)]
pub(super) struct PageBody {
    /// The `next_token` of the page before; all else in the request is as it was.
    #[serde(default)]
    token: Option<String>,
    /// How many results, at most; at the most 200. With 0 only the token is answered with which to begin.
    #[serde(default)]
    #[schema(minimum = 0, default = 50)]
    limit: Option<u32>,
}

/// What follows a page.
#[derive(Serialize, ToSchema)]
pub(super) struct NextBody {
    /// Send it as `page.token` to read on; empty: this was the last page.
    next_token: String,
    /// How many results this page has.
    count: usize,
}

/// A page of results.
#[derive(Serialize, ToSchema)]
pub(super) struct ResultsBody<T> {
    /// What was found.
    results: Vec<T>,
    /// What follows.
    page: NextBody,
}

/// Who may do this?
#[derive(Deserialize, ToSchema)]
pub(super) struct SubjectSearchBody {
    /// Members.
    subject: Sought,
    /// What.
    action: Action,
    /// On what.
    resource: Entity,
    /// Which page.
    #[serde(default)]
    page: Option<PageBody>,
    /// What the answer shall heed.
    #[serde(default)]
    context: Option<SearchContextBody>,
}

/// On what may they do this?
#[derive(Deserialize, ToSchema)]
pub(super) struct ResourceSearchBody {
    /// Who.
    subject: Entity,
    /// What.
    action: Action,
    /// Resources of which kind.
    resource: Sought,
    /// Which page.
    #[serde(default)]
    page: Option<PageBody>,
    /// What the answer shall heed.
    #[serde(default)]
    context: Option<SearchContextBody>,
}

/// What may they do there?
#[derive(Deserialize, ToSchema)]
pub(super) struct ActionSearchBody {
    /// Who.
    subject: Entity,
    /// On what.
    resource: Entity,
    /// Which page.
    #[serde(default)]
    page: Option<PageBody>,
    /// What the answer shall heed.
    #[serde(default)]
    context: Option<SearchContextBody>,
}

impl<T> ResultsBody<T> {
    fn new(results: Vec<T>, next_token: String) -> Json<ResultsBody<T>> {
        let page = NextBody { next_token, count: results.len() };
        Json(ResultsBody { results, page })
    }
}

/// A question's pages: a token is good for the question that it was given to.
struct Pages {
    mark: String,
    cursor: Option<String>,
    limit: usize,
    /// Nothing is wanted but to know whether there is anything.
    none: bool,
}

impl Pages {
    fn new(page: Option<PageBody>, question: &[&str]) -> Result<Pages, Refusal> {
        let PageBody { token, limit } = page.unwrap_or_default();
        let none = limit == Some(0);
        let limit = limit.map_or(50, |limit| (limit as usize).clamp(1, MAX_PAGE));
        let mut digest = Sha256::new();
        for part in question {
            digest.update(part.len().to_be_bytes());
            digest.update(part);
        }
        let mark: String = digest.finalize()[..6].iter().map(|byte| format!("{byte:02x}")).collect();
        let cursor = match token.filter(|token| !token.is_empty()) {
            None => None,
            Some(token) => {
                let cursor = token.strip_prefix(mark.as_str()).and_then(|rest| rest.strip_prefix('.'));
                let cursor = cursor.ok_or_else(|| Refusal::field("/page/token", "bad_cursor"))?;
                Some(cursor.to_owned()).filter(|cursor| !cursor.is_empty())
            }
        };
        Ok(Pages { mark, cursor, limit, none })
    }

    /// A page of what was found, and where the next one begins.
    fn page<T>(self, mut results: Vec<T>, next: Option<String>) -> Json<ResultsBody<T>> {
        let next = match self.none {
            true if results.is_empty() => None,
            true => Some(self.cursor.unwrap_or_default()),
            false => next,
        };
        if self.none {
            results.clear();
        }
        ResultsBody::new(results, next.map(|cursor| format!("{}.{cursor}", self.mark)).unwrap_or_default())
    }
}

/// Refuses to answer from an account that has not come as far as is demanded. Whatever is looked at afterwards has.
async fn heed(
    web: &Web,
    caller: &Caller,
    account: AccountId,
    context: Option<SearchContextBody>,
) -> Result<(), Problem> {
    let at_least = context.and_then(|context| context.at_least);
    if let Some(demanded) = &at_least {
        if Revision::decode(demanded).is_none_or(|token| token.account != account) {
            return Err(Refusal::field("/context/at_least", "bad_revision").into());
        }
        or_nothing(check::check(&web.app, caller, account, Batch { at_least, ..Batch::default() }).await)?;
    }
    Ok(())
}

/// What isn't known, the account's model included, is found nowhere.
fn or_nothing<T: Default>(found: Outcome<T>) -> Result<T, Problem> {
    let unknown = |problem: &FieldProblem| matches!(problem.code, "unknown_kind" | "unknown_permission");
    match found {
        Err(Failure::Refused(Refusal::NotFound)) => Ok(T::default()),
        Err(Failure::Refused(Refusal::Invalid(problems))) if problems.iter().all(unknown) => Ok(T::default()),
        found => Ok(found?),
    }
}

/// Search for who may (AuthZEN)
#[utoipa::path(post, path = "/access/v1/search/subject", tag = "authzen", operation_id = "authzen_search_subject",
    request_body = SubjectSearchBody,
    extensions(("x-roster-permission" = json!("roster.check"))),
    responses((status = 200, description = "Members, by name.", body = ResultsBody<Entity>)))]
pub(super) async fn subject(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<SubjectSearchBody, Program>,
) -> Result<Json<ResultsBody<Entity>>, Problem> {
    let SubjectSearchBody { subject, action, resource, page, context } = input;
    let account = account_of(&caller)?;
    heed(&web, &caller, account, context).await?;
    let pages = Pages::new(page, &["subject", &subject.kind, &action.name, &resource.kind, &resource.id])?;
    let asked = Reachers { place: resource.as_place(account), permission: Some(action.name) };
    let found = reachers(&web.app, &caller, account, asked, NEEDED, pages.cursor.as_deref(), pages.limit).await;
    let found = or_nothing(found)?;
    if subject.kind != MEMBER {
        return Ok(ResultsBody::new(Vec::new(), String::new()));
    }
    let results = found.members.into_iter().map(|reacher| Entity::member(reacher.member)).collect();
    Ok(pages.page(results, found.next))
}

/// Search for what they may do it on (AuthZEN)
#[utoipa::path(post, path = "/access/v1/search/resource", tag = "authzen", operation_id = "authzen_search_resource",
    request_body = ResourceSearchBody,
    extensions(("x-roster-permission" = json!("roster.check"))),
    responses((status = 200, description = "Resources, by name: with the product's own names as their ids, where it has given any.", body = ResultsBody<Entity>)))]
pub(super) async fn resource(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<ResourceSearchBody, Program>,
) -> Result<Json<ResultsBody<Entity>>, Problem> {
    let ResourceSearchBody { subject, action, resource, page, context } = input;
    let account = account_of(&caller)?;
    heed(&web, &caller, account, context).await?;
    let pages = Pages::new(page, &["resource", &subject.kind, &subject.id, &action.name, &resource.kind])?;
    let member = subject.as_member();
    let asked = Check { member, permission: action.name.clone(), place: Place::Account };
    // Asked in any case: whether the caller may ask at all does not hang on whether somebody is known.
    let checks = Batch { checks: vec![asked], ..Batch::default() };
    let decided = or_nothing(check::check(&web.app, &caller, account, checks).await)?;
    let Some(member) = member else { return Ok(ResultsBody::new(Vec::new(), String::new())) };
    if resource.is_account() && decided.iter().any(|decision| decision.allowed) {
        return Ok(pages.page(vec![Entity::resource(resource.kind, account)], None));
    }
    let asked = Reach { member, kind: resource.kind.clone(), permission: Some(action.name) };
    let found = reach(&web.app, &caller, account, asked, NEEDED, pages.cursor.as_deref(), pages.limit).await;
    let found = or_nothing(found)?;
    // By the product's own name where it has given one, as questions take it.
    let entity = |ResourceRow { kind, resource, external_id, .. }| match external_id {
        Some(name) => Entity::resource(kind, name),
        None => Entity::resource(kind, resource),
    };
    let results = found.resources.into_iter().map(|reached| entity(reached.row)).collect();
    Ok(pages.page(results, found.next))
}

/// Search for what they may do (AuthZEN)
#[utoipa::path(post, path = "/access/v1/search/action", tag = "authzen", operation_id = "authzen_search_action",
    request_body = ActionSearchBody,
    extensions(("x-roster-permission" = json!("roster.check"))),
    responses((status = 200, description = "Permissions, in the model's order.", body = ResultsBody<Action>)))]
pub(super) async fn action(
    State(web): State<Web>,
    Sent { caller, input, .. }: Sent<ActionSearchBody, Program>,
) -> Result<Json<ResultsBody<Action>>, Problem> {
    let ActionSearchBody { subject, resource, page, context } = input;
    let account = account_of(&caller)?;
    heed(&web, &caller, account, context).await?;
    let pages = Pages::new(page, &["action", &subject.kind, &subject.id, &resource.kind, &resource.id])?;
    // Nobody is nobody's id: who may not ask is told so whomever they ask about.
    let member = subject.as_member().unwrap_or(roster_domain::id::Id::from_uuid(uuid::Uuid::nil()));
    let held = permissions(&web.app, &caller, account, member, resource.as_place(account), NEEDED).await;
    let mut held: Vec<String> = or_nothing(held)?.into_iter().map(|held| held.permission).collect();
    if let Some(after) = &pages.cursor {
        let last = held.iter().position(|permission| permission == after);
        held.drain(..=last.ok_or_else(|| Refusal::field("/page/token", "bad_cursor"))?);
    }
    let next = (held.len() > pages.limit).then(|| held[pages.limit - 1].clone());
    held.truncate(pages.limit);
    Ok(pages.page(held.into_iter().map(Action::named).collect(), next))
}
