//! The resources that somebody chooses from to give access: what was chosen already, what a search finds, and what these lie
//! under. However many there are, the answer is bounded, and every one can be found.

use crate::{
    App, Caller, Outcome,
    cursor::{self, Cursor},
    members::given::Given,
    resources::list::{VisibleResource, candidates, seen},
    standing::Need,
    view::View,
};
use roster_domain::{
    grant::{GrantRecord, GrantWhat, Window},
    id::{AccountId, Id, ResourceId},
    text::sort_key,
};
use roster_store::resources;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The most that are kept because they were chosen before.
pub const MAX_KEPT: usize = 1_000;

/// What to offer.
#[derive(Clone, Debug, Default)]
pub struct Choose {
    /// Those that have to be there, whatever else is found.
    pub keep: Vec<ResourceId>,
    /// Only what has this in its name, with all that lies under it.
    pub search: Option<String>,
    /// Only of this kind.
    pub kind: Option<String>,
    /// How many to find besides those that are kept.
    pub most: usize,
    /// Whether it is for somebody who isn't in the account yet: then it is asked what they can be given.
    pub newcomer: bool,
}

/// What is offered.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Kinds in the model's order, by name: what was kept, what was found, and what these lie under.
    pub resources: Vec<VisibleResource>,
    /// There is more than was found.
    pub cut: bool,
    /// What a newcomer can be given of it: by the caller, and not what only a member can have.
    pub offered: HashMap<ResourceId, Vec<Given>>,
}

/// Finds what the caller may see.
pub async fn choose(app: &App, caller: &Caller, account: AccountId, asked: Choose) -> Outcome<Choices> {
    app.view(caller, account, Need::Member, move |view| {
        let mut found = Found::default();
        let mut keep = asked.keep.clone();
        keep.truncate(MAX_KEPT);
        let rows = resources::by_ids(view.tx, account, &keep)?;
        found.add(seen(view, rows)?);
        let kept = found.all.len();

        let search = asked.search.as_deref().map(str::trim).filter(|search| !search.is_empty());
        let kinds: Vec<String> = view.standing.model.kinds().map(|(_, kind)| kind.id.to_string()).collect();
        let kinds: Vec<&String> =
            kinds.iter().filter(|kind| asked.kind.as_ref().is_none_or(|only| only == *kind)).collect();
        for (done, kind) in kinds.iter().enumerate() {
            // What one kind leaves over is for the next ones.
            let left = (kept + asked.most).saturating_sub(found.all.len());
            let share = left.div_ceil(kinds.len() - done);
            found.cut |= found.of_kind(view, kind, search, share)?;
        }
        if search.is_some() && asked.kind.is_none() {
            let matches: Vec<ResourceId> = found.all[kept..].iter().map(|resource| resource.row.resource).collect();
            let left = (kept + asked.most).saturating_sub(found.all.len());
            let rows = resources::under(view.tx, account, &matches, cursor::one_more(left))?;
            found.cut |= rows.len() > left;
            found.add(seen(view, rows.into_iter().take(left).collect())?);
        }
        if asked.kind.is_none() {
            found.add_above(view)?;
        }
        let order = |resource: &VisibleResource| {
            let kind = view.standing.model.kind(&resource.row.kind).map(|kind| kind.index());
            (kind, sort_key(&resource.row.name), resource.row.resource)
        };
        found.all.sort_by_cached_key(order);
        let offered = if asked.newcomer { offered(view, &found.all)? } else { HashMap::new() };
        Ok(Choices { resources: found.all, cut: found.cut, offered })
    })
    .await
}

/// The first of the model's kinds of which the caller sees something. It stops at that: whoever sees something of the first asks once.
pub async fn first_seen(app: &App, caller: &Caller, account: AccountId) -> Outcome<Option<String>> {
    app.view(caller, account, Need::Member, move |view| {
        let kinds: Vec<String> = view.standing.model.kinds().map(|(_, kind)| kind.id.to_string()).collect();
        for kind in kinds {
            let mut found = Found::default();
            found.of_kind(view, &kind, None, 20)?;
            if !found.all.is_empty() {
                return Ok(Some(kind));
            }
        }
        Ok(None)
    })
    .await
}

/// All the resources the caller may see, up to `most`, kinds in the model's order, by name.
pub async fn choices(app: &App, caller: &Caller, account: AccountId, most: usize) -> Outcome<Vec<VisibleResource>> {
    Ok(choose(app, caller, account, Choose { most, ..Choose::default() }).await?.resources)
}

/// Of the levels and the project roles of each those that the caller may give somebody who has nothing.
fn offered(view: &mut View<'_, '_>, resources: &[VisibleResource]) -> Outcome<HashMap<ResourceId, Vec<Given>>> {
    let model = view.standing.model.clone();
    let (mut grants, mut given) = (Vec::new(), Vec::new());
    for resource in resources {
        let id = resource.row.resource;
        let Some(kind) = model.kind(&resource.row.kind).map(|kind| &model[kind]) else { continue };
        let levels = kind.levels.iter().map(|level| level.level);
        let levels = levels.map(|level| (GrantWhat::Level(level), Given::Level(model[level].to_string())));
        // An offer that may never be accepted takes nothing from anybody.
        let roles = kind.project_roles.iter().filter(|role| !model[**role].single);
        let roles = roles.map(|role| (GrantWhat::Role(*role), Given::Role(model[*role].id.to_string())));
        for (what, one) in levels.chain(roles) {
            grants.push(GrantRecord { resource: id, what, window: Window::ALWAYS });
            given.push((id, one));
        }
    }
    let able = view.standing.could_give_each(view.tx, &grants)?;
    let mut offered: HashMap<ResourceId, Vec<Given>> = HashMap::new();
    for ((resource, one), _) in given.into_iter().zip(able).filter(|(_, able)| *able) {
        offered.entry(resource).or_default().push(one);
    }
    Ok(offered)
}

#[derive(Default)]
struct Found {
    all: Vec<VisibleResource>,
    known: HashSet<ResourceId>,
    cut: bool,
}

impl Found {
    fn add(&mut self, some: Vec<VisibleResource>) {
        let Found { all, known, .. } = self;
        all.extend(some.into_iter().filter(|resource| known.insert(resource.row.resource)));
    }

    /// Adds up to `most` of a kind; says whether there are more.
    fn of_kind(&mut self, view: &mut View<'_, '_>, kind: &str, search: Option<&str>, most: usize) -> Outcome<bool> {
        let (mut place, mut left) = (None::<Cursor>, most);
        loop {
            let wanted = cursor::one_more(left);
            let rows = candidates(view, kind, search, place.as_ref(), wanted)?;
            let Some(last) = rows.last() else { return Ok(false) };
            place = Some(Cursor { key: sort_key(&last.name), id: last.resource.uuid() });
            let ended = i64::try_from(rows.len()).unwrap_or(i64::MAX) < wanted;
            let mut visible = seen(view, rows)?;
            visible.retain(|resource| !self.known.contains(&resource.row.resource));
            if visible.len() > left {
                visible.truncate(left);
                self.add(visible);
                return Ok(true);
            }
            left -= visible.len();
            self.add(visible);
            if ended {
                return Ok(false);
            }
        }
    }

    /// Adds what lies above what was found, as far as the caller may see it: without it there is no tree.
    fn add_above(&mut self, view: &mut View<'_, '_>) -> Outcome<()> {
        let account = view.account();
        loop {
            let missing: BTreeSet<ResourceId> = self
                .all
                .iter()
                .filter_map(|resource| resource.parent)
                .filter(|parent| !self.known.contains(parent))
                .collect();
            if missing.is_empty() {
                return Ok(());
            }
            let missing: Vec<ResourceId> = missing.into_iter().collect();
            let rows = resources::by_ids(view.tx, account, &missing)?;
            let above = seen(view, rows)?;
            if above.is_empty() {
                return Ok(());
            }
            self.add(above);
        }
    }
}
