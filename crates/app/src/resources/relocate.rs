//! Moving a resource under another one, with all that lies under it. Who gains and who loses is shown before; what anybody gains
//! must be held by whoever moves (rule 12).

use crate::{
    App, Caller, Done, Failure, Outcome,
    held::state_of,
    resources::delete::holding,
    standing::{Need, Standing},
};
use roster_domain::{
    access::{Shift, shift},
    event::{Change, Event, EventKind, Target},
    id::{AccountId, Id, MemberId, ResourceId},
    permission::{PermissionSet, RosterPermission},
    refusal::Refusal,
    resource::Chain,
};
use roster_store::{
    ReadTx, grants,
    members::{self, MemberRow},
    resources::{self, ResourceRow},
};
use std::collections::BTreeSet;

/// How many of those who gain or lose are named; the others are counted.
pub const NAMED: usize = 100;

/// How many members are looked at with one set of statements.
const CHUNK: i64 = 200;

/// What moving a resource would do.
#[derive(Clone, Debug, Default)]
pub struct Outlook {
    /// The name of what it lies under now.
    pub from: String,
    /// The name of what it would lie under.
    pub to: String,
    /// How many resources would move along.
    pub along: i64,
    /// How many would gain something.
    pub gain: usize,
    /// How many would lose something.
    pub lose: usize,
    /// The first of them by name.
    pub members: Vec<Moved>,
    /// What the caller would have to hold for others to gain it, and does not: ids of permissions.
    pub missing: Vec<String>,
}

/// What a member would gain and lose, on the resource and what lies under it.
#[derive(Clone, Debug)]
pub struct Moved {
    /// Who.
    pub member: MemberId,
    /// What they are called; empty if the caller may not know.
    pub name: String,
    /// Ids of permissions.
    pub gains: Vec<String>,
    /// Ids of permissions.
    pub loses: Vec<String>,
}

/// What would become of whom if the resource were moved under `to`. Nothing is done.
pub async fn look(
    app: &App,
    caller: &Caller,
    account: AccountId,
    resource: ResourceId,
    to: ResourceId,
) -> Outcome<Outlook> {
    app.view(caller, account, Need::Member, move |view| {
        let way = Way::find(&view.standing, view.tx, resource, to)?;
        outlook(&view.standing, view.tx, &way)
    })
    .await
}

/// Moves; gives the new version.
pub async fn relocate(
    app: &App,
    caller: &Caller,
    account: AccountId,
    resource: ResourceId,
    to: ResourceId,
) -> Outcome<Done<i64>> {
    app.change(caller, account, Need::Member, move |scope| {
        let way = Way::find(&scope.standing, scope.tx, resource, to)?;
        scope.expect_version(way.row.version)?;
        if way.row.parent == Some(to) {
            return Ok(scope.nothing(way.row.version));
        }
        let outlook = outlook(&scope.standing, scope.tx, &way)?;
        if !outlook.missing.is_empty() {
            return Err(Refusal::NotHeld { missing: outlook.missing }.into());
        }
        resources::move_under(scope.tx, account, resource, to)?;
        let count = |field: &str, count: usize| (count > 0).then(|| Change::new(field, None, Some(count.to_string())));
        let event = Event::new(EventKind::ResourceMoved, Target::Resource(resource), &way.row.name)
            .changes([Change::new("parent", Some(outlook.from), Some(outlook.to))])
            .changes(count("members_gained", outlook.gain))
            .changes(count("members_lost", outlook.lose));
        Ok(scope.commit(way.row.version + 1, event))
    })
    .await
}

/// A move that the caller may make, as far as it concerns the resource and its new place.
struct Way {
    row: ResourceRow,
    from: Chain,
    to: Chain,
    /// What only one of the two ways up leads over: by access to these, people gain and lose.
    between: Vec<ResourceId>,
}

impl Way {
    fn find(standing: &Standing, tx: &mut ReadTx<'_>, resource: ResourceId, to: ResourceId) -> Outcome<Way> {
        let (row, from) = holding(standing, tx, resource, |kind| kind.edit_needs)?;
        // Where it is now it will be missing, as if it had been deleted there.
        holding(standing, tx, resource, |kind| kind.delete_needs)?;
        let kind = from.kind().ok_or(Refusal::NotFound)?;
        let Some(above) = standing.model[kind].parent else {
            return Err(Refusal::field("/parent", "must_be_empty").into());
        };
        let unknown = || Failure::from(Refusal::field("/parent", "unknown_resource"));
        let parent = standing.chain(tx, to).map_err(|failure| match failure {
            Failure::Refused(Refusal::NotFound) => unknown(),
            other => other,
        })?;
        let set = standing.set_on(&parent);
        if set.is_empty() {
            return Err(unknown());
        }
        // A kind lies under one other kind, and so nothing can come to lie under itself.
        if parent.kind() != Some(above) {
            return Err(Refusal::field("/parent", "wrong_kind").into());
        }
        let needs = standing.model[kind].create_needs;
        if !standing.holds_with(&set, needs) {
            return Err(Refusal::Forbidden { permission: standing.model[needs].id.to_string() }.into());
        }
        let mut moved = Chain { links: from.links[..1].to_vec() };
        moved.links.extend_from_slice(&parent.links);
        let ids = |chain: &Chain| chain.links.iter().map(|link| link.resource).collect::<BTreeSet<_>>();
        let between = ids(&from).symmetric_difference(&ids(&moved)).copied().collect();
        Ok(Way { row, from, to: moved, between })
    }

    /// All resources on either way.
    fn on(&self) -> Vec<ResourceId> {
        self.from.links.iter().chain(&self.to.links).map(|link| link.resource).collect()
    }
}

fn outlook(standing: &Standing, tx: &mut ReadTx<'_>, way: &Way) -> Outcome<Outlook> {
    let account = standing.account.account;
    let parents: Vec<ResourceId> =
        [&way.from, &way.to].into_iter().filter_map(|chain| chain.links.get(1)).map(|link| link.resource).collect();
    let names = resources::by_ids(tx, account, &parents)?;
    // Of what the caller may not see, the name is known to whoever sees what lies under it (rule 10).
    let name = |chain: &Chain| {
        let above = chain.links.get(1).map(|link| link.resource);
        names.iter().find(|row| Some(row.resource) == above).map(|row| row.name.clone()).unwrap_or_default()
    };
    let along = resources::count_under(tx, account, way.row.resource)?;
    let mut outlook = Outlook { from: name(&way.from), to: name(&way.to), along, ..Outlook::default() };
    let mut missing = PermissionSet::new();
    let mut moved: Vec<(MemberRow, Shift)> = Vec::new();
    let mut others = false;
    let mut after = MemberId::from_uuid(uuid::Uuid::nil());
    loop {
        let concerned = grants::concerned(tx, account, &way.between, after, CHUNK)?;
        let Some(last) = concerned.last() else { break };
        after = *last;
        let rows = members::by_ids(tx, account, &concerned)?;
        let rows: Vec<MemberRow> = rows.into_iter().filter(|row| counts(&row.status)).collect();
        let states: Vec<_> = rows.iter().map(state_of).collect();
        let records = standing.records_of(tx, &states, Some(&way.on()))?;
        for row in rows {
            let Some(record) = records.get(&row.member) else { continue };
            missing.unite(&standing.missing_for_move(record, &way.from, &way.to));
            let shift = shift(&standing.model, record, &way.from, &way.to, standing.now);
            if shift.is_nothing() {
                continue;
            }
            others |= standing.member() != Some(row.member);
            outlook.gain += usize::from(!shift.gains.is_empty());
            outlook.lose += usize::from(!shift.loses.is_empty());
            moved.push((row, shift));
        }
        // By name; more than are named need not be kept.
        moved.sort_by_cached_key(|(row, _)| (members::place(row), row.member));
        moved.truncate(NAMED);
    }
    let ids = |set: &PermissionSet| set.iter().map(|ix| standing.model[ix].id.to_string()).collect::<Vec<_>>();
    let sees = |row: &MemberRow| standing.may(RosterPermission::ReadMembers) || standing.member() == Some(row.member);
    let change_access = RosterPermission::ChangeAccess.ix();
    // Whoever gains or loses by it has their access changed, by whatever name.
    let may_change = standing.may(RosterPermission::ChangeAccess)
        || [&way.from, &way.to].into_iter().all(|chain| standing.set_on(chain).contains(change_access));
    if others && !may_change {
        missing.insert(change_access);
    }
    outlook.missing = ids(&missing);
    outlook.members = moved
        .into_iter()
        .filter(|(row, _)| sees(row))
        .map(|(row, shift)| Moved {
            member: row.member,
            name: if row.name.is_empty() { row.email } else { row.name },
            gains: ids(&shift.gains),
            loses: ids(&shift.loses),
        })
        .collect();
    Ok(outlook)
}

/// Whoever is out has nothing to gain or lose, and what they would be given again is judged then.
fn counts(status: &str) -> bool {
    matches!(status, "active" | "disabled" | "invited")
}
