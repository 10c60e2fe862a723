//! What a list of members is narrowed to: refused by what there is not, and told to the store in what it stores.

use crate::{Outcome, standing::Standing};
use roster_domain::{
    id::ResourceId,
    model::{Model, Role},
    permission::{PermissionSet, RosterPermission},
    refusal::Refusal,
    resource::Chain,
    role::{Reach, RoleIx},
    text::search_key,
};
use roster_store::{
    ReadTx,
    member_list::{MemberFilter, Reaching, STATUSES},
};

/// The same for a list that is only looked at: of what is not there, or can't be seen, there is nobody.
pub(crate) fn looked_at(tx: &mut ReadTx<'_>, standing: &Standing, filter: MemberFilter) -> Outcome<MemberFilter> {
    let resource = filter.resource;
    let known = match resource {
        Some(resource) => way(tx, standing, resource)?.is_some(),
        None => true,
    };
    let checked = checked(tx, standing, MemberFilter { resource: resource.filter(|_| known), ..filter })?;
    Ok(MemberFilter { resource, ..checked })
}

/// Refuses a filter by what there is not; a search also finds the roles by what they are called.
pub(crate) fn checked(tx: &mut ReadTx<'_>, standing: &Standing, mut filter: MemberFilter) -> Outcome<MemberFilter> {
    if filter.statuses.iter().any(|status| !STATUSES.contains(&status.as_str())) {
        return Err(Refusal::field("/status", "unknown_status").into());
    }
    if let Some(role) = filter.role.as_deref() {
        standing.role("/role", role)?;
    }
    let searched = filter.search.as_deref().map(search_key).filter(|text| !text.is_empty());
    filter.search_roles = searched.map_or_else(Vec::new, |text| {
        let called = |role: &Role| role.label.languages().any(|tag| search_key(role.label.get(tag)).contains(&text));
        standing.model.roles().filter(|(_, role)| called(role)).map(|(_, role)| role.id.to_string()).collect()
    });
    if let Some(resource) = filter.resource {
        let way = way(tx, standing, resource)?.ok_or_else(|| Refusal::field("/resource", "unknown_resource"))?;
        filter.reaching = Some(Box::new(reaching(&standing.model, &way)));
    }
    Ok(filter)
}

/// The way up from a resource; nothing where there is none, or none for the caller, unless they may see everybody's access anyway.
fn way(tx: &mut ReadTx<'_>, standing: &Standing, resource: ResourceId) -> Outcome<Option<Chain>> {
    let chain = standing.chains(tx, &[resource])?.remove(&resource);
    Ok(chain.filter(|chain| standing.may(RosterPermission::ChangeAccess) || !standing.set_on(chain).is_empty()))
}

/// By what somebody reaches the resource that the chain begins at (rules 3, 5, 6 and 7).
fn reaching(model: &Model, chain: &Chain) -> Reaching {
    let mut reaching = Reaching::default();
    let Some(kind) = chain.kind() else { return reaching };
    let there = model.on_kind(kind);
    let default = model.membership().default_role;
    // Where no role is in force the default role holds, and no row says so.
    let named = |role: RoleIx| {
        let none = (role == default).then(String::new);
        std::iter::once(model[role].id.to_string()).chain(none)
    };
    reaching.all = model.roles_reaching(kind, Reach::All).into_iter().flat_map(named).collect();
    reaching.granted = model.roles_reaching(kind, Reach::Granted).into_iter().flat_map(named).collect();
    for (depth, link) in chain.links.iter().enumerate() {
        let on = &model[link.kind];
        let levels = on.levels.iter().filter(|level| level.permissions.intersects(there));
        reaching.grants.extend(levels.map(|level| format!("{depth} level {}", model[level.level])));
        let gives = |set: &PermissionSet| set.intersects(there);
        let roles = on.project_roles.iter().map(|ix| &model[*ix]);
        let roles = roles.map(|role| (format!("{depth} role:{0} {0}", role.id), gives(&role.permissions)));
        let permissions = model.permissions().map(|(_, permission)| permission);
        let permissions = permissions.map(|it| (format!("{depth} permission:{0} {0}", it.id), gives(&it.includes)));
        for (grant, gives) in roles.chain(permissions) {
            if gives { reaching.grants.push(grant) } else { reaching.others.push(grant) }
        }
        let own = model.roles().filter(|(_, role)| role.on_own(link.kind).intersects(there));
        reaching.owned.extend(own.flat_map(|(ix, _)| named(ix)).map(|role| format!("{depth} {role}")));
    }
    reaching
}
