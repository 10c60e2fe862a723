//! Creating a resource. Whoever creates it gets on it what the model says (A13), and so do those who join every new one (B11).

use super::join;
use crate::{App, Caller, Done, Failure, Outcome, scope::Scope, standing::Need};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    grant::GrantWhat,
    id::{AccountId, Id, MemberId, ResourceId},
    model::Model,
    refusal::{FieldProblem, Refusal},
    resource::KindIx,
    role::Reach,
    text::name_problem,
};
use roster_store::{grants, members, resources};
use std::collections::HashSet;
use uuid::Uuid;

/// What a new resource needs.
#[derive(Clone, Debug)]
pub struct CreateResource {
    /// Its kind's id.
    pub kind: String,
    /// What it lies under; `None`: at the root.
    pub parent: Option<ResourceId>,
    /// Its name.
    pub name: String,
    /// The product's own name for it.
    pub external_id: Option<String>,
}

/// Creates a resource; gives its id.
pub async fn create(
    app: &App,
    caller: &Caller,
    account: AccountId,
    input: CreateResource,
) -> Outcome<Done<ResourceId>> {
    check(&input)?;
    app.change(caller, account, Need::Member, move |scope| {
        let kind = kind(scope, &input)?;
        may_create(scope, kind, input.parent)?;
        if let Some(external_id) = &input.external_id
            && (resources::by_external_id(scope.tx, account, &input.kind, external_id)?.is_some()
                || !are_ids(scope, [external_id.as_str()])?.is_empty())
        {
            return Err(Refusal::field("/external_id", "taken").into());
        }
        let (resource, at) = (scope.id(), scope.at());
        let name = input.name.trim();
        let owner = scope.standing.member();
        // Whoever makes it owns it, where the model says that owning means anything (rule 5).
        let owned = is_owned(&scope.standing.model, kind);
        let new = resources::NewResource {
            resource,
            kind: &input.kind,
            parent: input.parent,
            name,
            external_id: input.external_id.as_deref(),
            owner: owner.filter(|_| owned),
            at,
        };
        resources::insert(scope.tx, account, &new)?;
        let mut changes = vec![Change::new("name", None, Some(name.to_owned()))];
        if let (Some(owner), Some(becomes)) = (owner, scope.standing.model[kind].creator_becomes) {
            let grant = model_grant(scope, owner, resource, becomes);
            changes.push(Change::of("access", name, None, Some(grant.value.clone())));
            grants::put(scope.tx, account, &grant)?;
            members::touch(scope.tx, account, owner)?;
        }
        let creator = owner.filter(|_| scope.standing.model[kind].creator_becomes.is_some());
        changes.extend(join::told(join::join(scope, kind, &[resource], creator)?));
        let event = Event::new(EventKind::ResourceCreated, Target::Resource(resource), name).changes(changes);
        Ok(scope.commit(resource, event))
    })
    .await
}

/// Those of a product's own names that are the id of something else here: whoever is asked by one would not know which is meant.
pub(super) fn are_ids<'n>(
    scope: &mut Scope<'_, '_>,
    names: impl IntoIterator<Item = &'n str>,
) -> Outcome<HashSet<ResourceId>> {
    let ids: Vec<ResourceId> = names.into_iter().filter_map(id_in).collect();
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    Ok(scope.standing.chains(scope.tx, &ids)?.into_keys().collect())
}

/// The id that a name looks like.
pub(super) fn id_in(name: &str) -> Option<ResourceId> {
    Uuid::try_parse(name).ok().map(ResourceId::from_uuid)
}

/// Whether it says anything whose a resource of this kind is: for the reach `own`, or because everybody gets one.
pub(super) fn is_owned(model: &Model, kind: KindIx) -> bool {
    model[kind].for_members.is_some() || !model.roles_reaching(kind, Reach::Own).is_empty()
}

/// What the model itself gives: exempt from rule 12, and noted as the model's.
pub(super) fn model_grant(
    scope: &Scope<'_, '_>,
    member: MemberId,
    resource: ResourceId,
    what: GrantWhat,
) -> grants::GrantRow {
    let given = join::given(&scope.standing.model, what);
    let row = grants::GrantRow::level(member, resource, given.id().to_owned(), None, scope.at());
    grants::GrantRow { slot: given.slot(), by_model: true, ..row }
}

fn kind(scope: &Scope<'_, '_>, input: &CreateResource) -> Outcome<KindIx> {
    scope.standing.model.kind(&input.kind).ok_or_else(|| {
        let problem = FieldProblem::new("/kind", "unknown_kind").with("value", &input.kind);
        Failure::from(Refusal::Invalid(vec![problem]))
    })
}

fn may_create(scope: &mut Scope<'_, '_>, kind: KindIx, parent: Option<ResourceId>) -> Outcome<()> {
    let needs = scope.standing.model[kind].create_needs;
    let set = match (scope.standing.model[kind].parent, parent) {
        (None, None) => scope.standing.account_set(),
        (Some(_), None) => return Err(Refusal::field("/parent", "empty").into()),
        (None, Some(_)) => return Err(Refusal::field("/parent", "must_be_empty").into()),
        (Some(above), Some(parent)) => {
            let unknown = || Refusal::field("/parent", "unknown_resource");
            let chain = scope.standing.chain(scope.tx, parent).map_err(|failure| match failure {
                Failure::Refused(Refusal::NotFound) => unknown().into(),
                other => other,
            })?;
            let set = scope.standing.set_on(&chain);
            // A parent that can't be seen is no parent.
            if set.is_empty() {
                return Err(unknown().into());
            }
            if chain.kind() != Some(above) {
                return Err(Refusal::field("/parent", "wrong_kind").into());
            }
            set
        }
    };
    if scope.standing.holds_with(&set, needs) {
        return Ok(());
    }
    Err(Refusal::Forbidden { permission: scope.standing.model[needs].id.to_string() }.into())
}

fn check(input: &CreateResource) -> Outcome<()> {
    let mut problems = Vec::new();
    if let Some(code) = name_problem(&input.name) {
        problems.push(FieldProblem::new("/name", code));
    }
    if let Some(code) = input.external_id.as_deref().and_then(name_problem) {
        problems.push(FieldProblem::new("/external_id", code));
    }
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
}
