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
use roster_store::grants::{self, Join};
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
pub(super) fn told(count: i64) -> Option<Change> {
    (count > 0).then(|| Change::new("joined", None, Some(count.to_string())))
}
