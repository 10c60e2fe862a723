//! Those whom the model puts on every new resource (`joins_new`, `joins_as`). Exempt from rule 12, and noted as the model's.

use crate::{Outcome, members::given::Given, scope::Scope};
use roster_domain::{
    event::Change,
    grant::GrantWhat,
    id::{Id, MemberId, ResourceId},
    model::Model,
    refusal::{FieldProblem, Refusal},
    resource::KindIx,
};
use roster_store::{
    grants::{self, Join},
    members,
};
use uuid::Uuid;

/// How much one request may give in this way: the account is locked for no longer than that.
const MOST: i64 = 200_000;

/// What the model says as it is stored.
pub(super) fn given(model: &Model, what: GrantWhat) -> Given {
    match what {
        GrantWhat::Level(level) => Given::Level(model[level].to_string()),
        GrantWhat::Role(role) => Given::Role(model[role].id.to_string()),
        GrantWhat::Permission(permission) => Given::Permission(model[permission].id.to_string()),
    }
}

/// Lets them join these new resources of one kind, `but` the one who has something there already; says how many joined.
pub(super) fn join(
    scope: &mut Scope<'_, '_>,
    kind: KindIx,
    resources: &[ResourceId],
    but: Option<MemberId>,
) -> Outcome<i64> {
    let (account, at, model) = (scope.account(), scope.at(), scope.standing.model.clone());
    let Some(what) = model[kind].joins_as.filter(|_| !resources.is_empty()) else { return Ok(0) };
    let given = given(&model, what);
    let roles: Vec<&str> = model[kind].joins_new.iter().map(|role| model[*role].id.as_str()).collect();
    let but = but.unwrap_or_else(|| MemberId::from_uuid(Uuid::nil()));
    let who = Join { roles: &roles, but, now: at };
    let count = grants::joining(scope.tx, account, &who)?;
    let new = i64::try_from(resources.len()).unwrap_or(i64::MAX);
    if count.saturating_mul(new) > MOST {
        let problem = FieldProblem::new("/resources", "too_many").with("limit", (MOST / count.max(1)).to_string());
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    if count > 0 {
        grants::join(scope.tx, account, &who, resources, &given.slot(), given.id())?;
        grants::touch_joining(scope.tx, account, &who)?;
    }
    Ok(count)
}

/// What the log says about it.
pub(crate) fn told(count: i64) -> Option<Change> {
    (count > 0).then(|| Change::new("joined", None, Some(count.to_string())))
}

/// Lets one who was invited when resources were made join them now that they come: theirs is a role whose holders join every new
/// one, and new they were while the invitation waited, since then. Says on how many.
pub(crate) fn catch_up(scope: &mut Scope<'_, '_>, member: MemberId, since: i64) -> Outcome<i64> {
    let (account, at, model) = (scope.account(), scope.at(), scope.standing.model.clone());
    let roles = members::roles(scope.tx, account, member)?;
    let mut count = 0;
    for (_, kind) in model.kinds() {
        let joins = |role: &&members::TimedRow| {
            let in_force = role.from_at.is_none_or(|from| from <= at) && role.until_at.is_none_or(|until| until > at);
            in_force && model.role(&role.id).is_some_and(|role| kind.joins_new.contains(&role))
        };
        let by: Vec<_> = roles.iter().filter(joins).collect();
        let Some(what) = kind.joins_as.filter(|_| !by.is_empty()) else { continue };
        let given = given(&model, what);
        let endless = by.iter().any(|role| role.until_at.is_none());
        let until = by.iter().filter_map(|role| role.until_at).max().filter(|_| !endless);
        let (slot, value) = (given.slot(), given.id());
        let kind = kind.id.as_str();
        let who = grants::CatchUp { member, kind, since, slot: &slot, value, until, now: at };
        count += i64::try_from(grants::catch_up(scope.tx, account, &who)?).unwrap_or(i64::MAX);
    }
    Ok(count)
}
