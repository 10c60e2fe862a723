//! What a change of many members would be about, before it is asked for: how many, who, and what goes with a role.

use crate::{
    App, Caller, Outcome,
    jobs::ask::{Which, ids},
    members::{
        belongings::Belonging,
        sole::{held_alone, seen},
    },
    standing::{Need, window},
    view::View,
};
use roster_domain::{
    access::not_offered,
    grant::Timed,
    id::{AccountId, MemberId},
    permission::RosterPermission,
};
use roster_store::{judged, members};
use std::collections::BTreeMap;

/// The most who are named.
const NAMED: usize = 20;

/// What it would be about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foreseen {
    /// The ids, each once.
    pub members: Vec<MemberId>,
    /// What the first of them are called, by name; for those who may see who is here.
    pub names: Vec<String>,
    /// For each role: which permissions beyond the roles would go with it, and for how many (C02).
    pub lost: BTreeMap<String, BTreeMap<String, usize>>,
    /// Who of them has what only one can have, and what it is, as far as the caller sees it: they don't go before another has it.
    pub alone: Vec<(String, Belonging)>,
}

/// Looks, on behalf of somebody who would need this permission for it.
pub async fn foresee(
    app: &App,
    caller: &Caller,
    account: AccountId,
    needed: RosterPermission,
    which: Which,
) -> Outcome<Foreseen> {
    app.view(caller, account, Need::Permission(needed), move |view| {
        let at = view.at();
        let members = ids(view.tx, &view.standing, at, &which)?;
        let mut names = Vec::new();
        if view.standing.may(RosterPermission::ReadMembers) {
            names = members::names(view.tx, account, &members[..members.len().min(NAMED)])?;
        }
        let model = view.standing.model.clone();
        let mut lost: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for extra in judged::extras(view.tx, account, &members)? {
            let stands = window(extra.from_at, extra.until_at)?.until.is_none_or(|until| until > view.standing.now);
            let Some(permission) = model.permission(&extra.permission).filter(|_| stands) else { continue };
            for (ix, role) in model.roles().filter(|(_, role)| role.assignable) {
                if !not_offered(&model, Timed::always(ix), [permission]).is_empty() {
                    let of_role = lost.entry(role.id.to_string()).or_default();
                    *of_role.entry(extra.permission.clone()).or_default() += 1;
                }
            }
        }
        let alone = held_alone(view.tx, &view.standing, &members)?;
        let mut alone = seen(view.tx, &view.standing, alone, |(_, thing)| thing)?;
        alone.truncate(NAMED);
        let alone = named(view, alone)?;
        let mut names: Vec<String> = names.into_iter().map(|(_, name)| name).collect();
        names.sort_unstable();
        Ok(Foreseen { members, names, lost, alone })
    })
    .await
}

/// What they are called who have these; for those who may see who is here.
fn named(view: &mut View<'_, '_>, alone: Vec<(MemberId, Belonging)>) -> Outcome<Vec<(String, Belonging)>> {
    if alone.is_empty() || !view.standing.may(RosterPermission::ReadMembers) {
        return Ok(Vec::new());
    }
    let ids: Vec<MemberId> = alone.iter().map(|(member, _)| *member).collect();
    let names: BTreeMap<MemberId, String> = members::names(view.tx, view.account(), &ids)?.into_iter().collect();
    let name = |(member, thing)| Some((names.get(&member)?.clone(), thing));
    Ok(alone.into_iter().filter_map(name).collect())
}
