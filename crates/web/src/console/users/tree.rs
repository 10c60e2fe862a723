//! The account's resources as a tree with the level or project role that is given on each, and for how long.

use crate::{
    console::{sent::Pairs, visit::InAccount},
    ui::{Tree, TreeNode, TreeSearch},
};
use maud::{Markup, html};
use roster_app::{
    Outcome,
    members::{given::Given, show::MemberProfile},
    resources::{
        choose::{Choose, choose},
        list::VisibleResource,
    },
};
use roster_domain::{
    access::ending_raises,
    id::{MemberId, ResourceId},
    model::{Kind, Level},
    text::sort_key,
};
use std::collections::{HashMap, HashSet};

/// How many resources a tree finds at most; what was chosen comes on top.
const MOST: usize = 300;

/// Below this number everything is shown opened.
const FEW: usize = 30;

/// Of what there is one on a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Sort {
    Level,
    Role,
}

/// What a form calls them, and their last days: `level[<id>]`, `until[<id>]`.
pub(super) type Groups = [(Sort, &'static str, &'static str); 2];

/// What is chosen.
pub(super) const GROUPS: Groups = [(Sort::Level, "level", "until"), (Sort::Role, "role", "role-until")];

/// What the form calls the search, and the button that searches.
const SEARCH: &str = "q";
const FIND: &str = "find";

/// What is chosen on a resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pick {
    /// The level or project role; empty: none.
    pub(super) id: String,
    /// The last day, as a field for dates has it; empty: without end.
    pub(super) until: String,
}

impl Pick {
    /// What a wish gives; nothing where that is no choice here.
    pub(super) fn of(what: &Given, until: String) -> Option<(Sort, Pick)> {
        let sort = match what {
            Given::Level(_) => Sort::Level,
            Given::Role(_) => Sort::Role,
            Given::Permission(_) => return None,
        };
        Some((sort, Pick { id: what.id().to_owned(), until }))
    }

    /// What is given, if anything is chosen.
    pub(super) fn given(&self, sort: Sort) -> Option<Given> {
        let id = Some(self.id.clone()).filter(|id| !id.is_empty());
        id.map(|id| match sort {
            Sort::Level => Given::Level(id),
            Sort::Role => Given::Role(id),
        })
    }

    /// Both as one text, to be compared and merged.
    pub(super) fn joined(&self) -> String {
        match (self.id.is_empty(), self.until.is_empty()) {
            (true, _) => String::new(),
            (false, true) => self.id.clone(),
            (false, false) => format!("{}|{}", self.id, self.until),
        }
    }

    /// The inverse of [`joined`](Self::joined).
    pub(super) fn split(text: &str) -> Pick {
        let (id, until) = text.split_once('|').unwrap_or((text, ""));
        Pick { id: id.to_owned(), until: until.to_owned() }
    }
}

/// What is chosen on which resource.
pub(super) type Chosen = HashMap<(ResourceId, Sort), Pick>;

/// Reads what was chosen from a form.
pub(super) fn chosen(sent: &Pairs, groups: &Groups) -> Chosen {
    let mut chosen: Chosen = HashMap::new();
    for (sort, group, until) in groups {
        for (resource, id) in sent.group::<ResourceId>(group) {
            chosen.entry((resource, *sort)).or_default().id = id.to_owned();
        }
        for (resource, until) in sent.group::<ResourceId>(until) {
            if let Some(pick) = chosen.get_mut(&(resource, *sort)).filter(|pick| !pick.id.is_empty()) {
                pick.until = until.to_owned();
            }
        }
    }
    chosen
}

/// What is chosen as fields of a form that nobody sees.
pub(super) fn unseen<'c>(groups: &Groups, chosen: impl Iterator<Item = (&'c (ResourceId, Sort), &'c Pick)>) -> Markup {
    let mut chosen: Vec<_> = chosen.collect();
    chosen.sort_by_key(|(key, _)| **key);
    let names =
        |sort: Sort| groups.iter().find(|(of, ..)| *of == sort).map_or(("", ""), |(_, id, until)| (*id, *until));
    html! {
        @for ((resource, sort), pick) in chosen {
            @let (id, until) = names(*sort);
            input type="hidden" name={ (id) "[" (resource) "]" } value=(pick.id);
            @if !pick.until.is_empty() { input type="hidden" name={ (until) "[" (resource) "]" } value=(pick.until); }
        }
    }
}

/// What is searched, if the form was sent to search and not to save.
pub(super) fn search(sent: &Pairs) -> Option<String> {
    sent.some(FIND).map(|_| sent.get(SEARCH).to_owned())
}

/// The resources that can be chosen from.
pub(super) struct Resources {
    all: Vec<VisibleResource>,
    cut: bool,
    search: String,
    member: Option<MemberId>,
    singles: Singles,
    /// What can be given of each; `None`: all that there is.
    offered: Option<HashMap<ResourceId, Vec<Given>>>,
}

/// The single permissions that are given, by resource.
type Singles = HashMap<ResourceId, Vec<String>>;

impl Resources {
    /// What the caller may see: first of all what is chosen; or with a search, what it finds.
    pub(super) async fn load(at: &InAccount, search: &str, chosen: &Chosen) -> Outcome<Resources> {
        Resources::find(at, search, chosen, false).await
    }

    /// The same with only what somebody can be given who isn't in the account yet.
    pub(super) async fn for_newcomer(at: &InAccount, search: &str, chosen: &Chosen) -> Outcome<Resources> {
        Resources::find(at, search, chosen, true).await
    }

    async fn find(at: &InAccount, search: &str, chosen: &Chosen, newcomer: bool) -> Outcome<Resources> {
        let keep = if search.is_empty() { chosen.keys().map(|(resource, _)| *resource).collect() } else { Vec::new() };
        let asked = Choose { keep, search: Some(search.to_owned()), kind: None, most: MOST, newcomer };
        let found = choose(&at.visit.web.app, &at.visit.caller, at.here.account, asked).await?;
        let (member, singles) = (None, Singles::new());
        let offered = newcomer.then_some(found.offered);
        Ok(Resources { all: found.resources, cut: found.cut, search: search.to_owned(), member, singles, offered })
    }

    /// Whose access it is: what they were given one by one is shown beside what is chosen here.
    pub(super) fn of(mut self, profile: &MemberProfile) -> Resources {
        self.member = Some(profile.line.row.member);
        for grant in &profile.access {
            if let Given::Permission(id) = Given::stored(&grant.slot, &grant.value) {
                self.singles.entry(grant.resource).or_default().push(id);
            }
        }
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty() && self.search.is_empty()
    }

    /// The name of a resource.
    pub(super) fn name(&self, resource: ResourceId) -> Option<&str> {
        self.all.iter().find(|other| other.row.resource == resource).map(|found| found.row.name.as_str())
    }

    /// The tree with what is chosen. What is chosen and not shown comes along unseen.
    pub(super) fn tree(&self, at: &InAccount, id: &'static str, chosen: &Chosen) -> Tree<'_> {
        let t = at.visit.t;
        let planted = self.planted(at, chosen);
        let roots = planted.below.get(&None).map(Vec::as_slice).unwrap_or_default();
        let levels = [(String::new(), t.get("access-not-given").into_owned())];
        let tree = Tree::new(id, at.label("access", "access-title"), levels);
        let tree = tree.nodes(roots.iter().map(|root| planted.node(root, None))).beside(self.beside(at, chosen));
        if self.all.len() <= 7 && self.search.is_empty() && !self.cut {
            return tree;
        }
        let whole = !self.cut && self.search.is_empty();
        tree.searchable(TreeSearch {
            name: SEARCH.into(),
            value: self.search.clone().into(),
            label: t.get("access-find"),
            button: (FIND.into(), t.get("access-search")),
            none: t.get("nothing-found"),
            whole,
        })
    }

    /// What is chosen on resources that are not in the tree, as fields of the form; and that there is more.
    fn beside(&self, at: &InAccount, chosen: &Chosen) -> Markup {
        let t = at.visit.t;
        let shown: HashSet<ResourceId> = self.all.iter().map(|resource| resource.row.resource).collect();
        let kept: Vec<_> = chosen.iter().filter(|((resource, _), _)| !shown.contains(resource)).collect();
        let given = kept.iter().filter(|(_, pick)| !pick.id.is_empty()).count();
        html! {
            (unseen(&GROUPS, kept.iter().copied()))
            @for (label, help) in roles(at) { p.field-hint { b { (label) } ": " (help) } }
            @if given > 0 { p.field-hint { (t.with("access-kept", &[("count", given.into())])) } }
            @if self.cut { p.field-hint { (t.get("access-cut")) } }
        }
    }

    /// Whether access that is chosen here with an end gives way to more when it ends; only of those that `is_asked`.
    pub(super) fn raises(&self, at: &InAccount, chosen: &Chosen, is_asked: impl Fn(ResourceId) -> bool) -> bool {
        let planted = self.planted(at, chosen);
        let known: HashMap<ResourceId, &VisibleResource> =
            self.all.iter().map(|resource| (resource.row.resource, resource)).collect();
        self.all.iter().filter(|resource| is_asked(resource.row.resource)).any(|resource| {
            let above = std::iter::successors(resource.parent.and_then(|parent| known.get(&parent)), |above| {
                above.parent.and_then(|parent| known.get(&parent))
            });
            let mut given =
                above.filter_map(|above| planted.own(above, Sort::Level).map(|pick| (pick, above.row.name.as_str())));
            planted.raised(resource, given.next()).is_some()
        })
    }

    fn planted<'r>(&'r self, at: &'r InAccount, chosen: &'r Chosen) -> Planted<'r> {
        let mut names: HashMap<(Option<ResourceId>, String), usize> = HashMap::new();
        for resource in &self.all {
            *names.entry((resource.row.parent, sort_key(&resource.row.name))).or_default() += 1;
        }
        let few = self.all.len() <= FEW || !self.search.is_empty();
        let (member, singles, offered) = (self.member, &self.singles, self.offered.as_ref());
        Planted { at, few, chosen, member, singles, offered, below: self.below(), names }
    }

    /// By what they lie under; what lies under something that can't be seen stands at the top.
    fn below(&self) -> HashMap<Option<ResourceId>, Vec<&VisibleResource>> {
        let known: HashSet<ResourceId> = self.all.iter().map(|resource| resource.row.resource).collect();
        let mut below: HashMap<_, Vec<&VisibleResource>> = HashMap::new();
        for resource in &self.all {
            let parent = resource.row.parent.filter(|parent| known.contains(parent));
            below.entry(parent).or_default().push(resource);
        }
        below
    }
}

/// The project roles with what they are for.
fn roles(at: &InAccount) -> impl Iterator<Item = (&str, &str)> {
    let roles = at.here.model.project_roles().map(|(_, role)| (role.label.get(at.tag()), role.help.get(at.tag())));
    roles.filter(|(_, help)| !help.is_empty())
}

/// What can be given on a kind of resource, in the model's order.
fn choices(at: &InAccount, kind: &Kind, sort: Sort) -> Vec<(String, String)> {
    let (model, tag) = (&at.here.model, at.tag());
    match sort {
        Sort::Level => {
            let label = |level: &Level| (model[level.level].to_string(), level.label.get(tag).to_owned());
            kind.levels.iter().map(label).collect()
        }
        Sort::Role => {
            let roles = kind.project_roles.iter().map(|role| &model[*role]);
            roles.map(|role| (role.id.to_string(), role.label.get(tag).to_owned())).collect()
        }
    }
}

/// Whether this is what the choice of this sort calls so.
fn is(given: &Given, sort: Sort, id: &str) -> bool {
    let same = matches!((given, sort), (Given::Level(_), Sort::Level) | (Given::Role(_), Sort::Role));
    same && given.id() == id
}

/// A tree while it is built.
struct Planted<'r> {
    at: &'r InAccount,
    few: bool,
    chosen: &'r Chosen,
    /// Whose it is, if they have a place here already.
    member: Option<MemberId>,
    singles: &'r Singles,
    offered: Option<&'r HashMap<ResourceId, Vec<Given>>>,
    below: HashMap<Option<ResourceId>, Vec<&'r VisibleResource>>,
    /// How often a name stands beside itself.
    names: HashMap<(Option<ResourceId>, String), usize>,
}

impl<'r> Planted<'r> {
    /// What is chosen on a resource, if anything is.
    fn own(&self, resource: &VisibleResource, sort: Sort) -> Option<&'r Pick> {
        self.chosen.get(&(resource.row.resource, sort)).filter(|pick| !pick.id.is_empty())
    }

    /// A node; `above` is the nearest choice on the way up, and where it is given.
    fn node(&self, resource: &'r VisibleResource, above: Option<(&'r Pick, &'r str)>) -> TreeNode<'static> {
        let (at, t, row) = (self.at, self.at.visit.t, &resource.row);
        let own = self.own(resource, Sort::Level);
        // A level stands for what lies above it; project roles add to each other.
        let here = own.map(|pick| (pick, row.name.as_str())).or(above);
        let under = self.below.get(&Some(row.resource)).map(Vec::as_slice).unwrap_or_default();
        let mut node = TreeNode::new(row.name.clone());
        if let Some(kind) = self.kind(resource) {
            node = node.kind(kind.label.get(at.tag()).to_owned());
            node = self.fields(node, resource, kind);
            if let Some(member) = self.member.filter(|_| !kind.offers.is_empty()) {
                node = self.singly(node, resource, kind, member);
            }
        }
        if row.parent.is_some() && above.is_none() && self.stands_alone(resource) {
            node = node.note(resource.way());
        } else if let (None, Some((pick, from))) = (own, above) {
            let level = at.level_label(&pick.id);
            node = node.note(t.with("access-from", &[("name", from.into()), ("level", level.into())]));
        }
        if self.names.get(&(row.parent, sort_key(&row.name))).is_some_and(|count| *count > 1) {
            node = node.note(at.told_apart(resource));
        }
        if let Some(warning) = self.raised(resource, above) {
            node = node.warning(warning);
        }
        let open = self.few || under.iter().any(|child| self.holds_choice(child));
        node.open(open).children(under.iter().map(|child| self.node(child, here)))
    }

    /// A choice of the levels and one of the project roles, as far as the kind has them; each with its last day.
    fn fields(&self, mut node: TreeNode<'static>, resource: &VisibleResource, kind: &Kind) -> TreeNode<'static> {
        let (at, t, row) = (self.at, self.at.visit.t, &resource.row);
        let name = || [("name", row.name.as_str().into())];
        for (sort, group, until) in GROUPS {
            let mut choices = choices(at, kind, sort);
            if let Some(offered) = self.offered {
                let offered = offered.get(&row.resource).map(Vec::as_slice).unwrap_or_default();
                let own = self.own(resource, sort);
                choices.retain(|(id, _)| {
                    own.is_some_and(|own| own.id == *id) || offered.iter().any(|one| is(one, sort, id))
                });
            }
            if choices.is_empty() {
                continue;
            }
            let both = sort == Sort::Role && !kind.levels.is_empty();
            let label = t.with(if both { "access-role-on" } else { "access-to" }, &name());
            let pick = self.own(resource, sort).cloned().unwrap_or_default();
            let last_day = [t.get("access-until"), t.with("access-last-day-of", &name()).into()];
            node = node.field(format!("{group}[{}]", row.resource), label).choices(choices).selected(pick.id).last_day(
                format!("{until}[{}]", row.resource),
                last_day,
                pick.until,
            );
        }
        node
    }

    /// The single permissions that are given there, and the way to change them.
    fn singly(
        &self,
        node: TreeNode<'static>,
        resource: &VisibleResource,
        kind: &Kind,
        member: MemberId,
    ) -> TreeNode<'static> {
        let (at, t, row) = (self.at, self.at.visit.t, &resource.row);
        let held: Vec<String> =
            self.singles.get(&row.resource).into_iter().flatten().map(|id| at.permission_label(id)).collect();
        let node = if held.is_empty() { node } else { node.note(held.join(", ")) };
        let path = at.of_kind(kind, &format!("/{}/members/{member}/edit?back=user", row.resource));
        node.more(path, t.get("access-singly"), t.with("access-singly-on", &[("name", row.name.as_str().into())]))
    }

    /// What comes after access with an end, where that is more.
    fn raised(&self, resource: &VisibleResource, above: Option<(&Pick, &str)>) -> Option<String> {
        let (own, (above, from)) = (self.own(resource, Sort::Level)?, above?);
        let model = &self.at.here.model;
        let ends_first = !above.until.is_empty() && above.until <= own.until;
        if own.until.is_empty() || ends_first {
            return None;
        }
        let kind = model.kind(&resource.row.kind)?;
        if !ending_raises(model, kind, model.level(&own.id)?, model.level(&above.id)?) {
            return None;
        }
        let level = self.at.level_label(&above.id);
        Some(self.at.visit.t.with("access-ends-raises", &[("name", from.into()), ("level", level.into())]))
    }

    /// Whether what it lies under is not in the tree.
    fn stands_alone(&self, resource: &VisibleResource) -> bool {
        let top = self.below.get(&None).map(Vec::as_slice).unwrap_or_default();
        top.iter().any(|other| other.row.resource == resource.row.resource)
    }

    fn kind(&self, resource: &VisibleResource) -> Option<&Kind> {
        let model = &self.at.here.model;
        model.kind(&resource.row.kind).map(|kind| &model[kind])
    }

    fn holds_choice(&self, resource: &VisibleResource) -> bool {
        let under = self.below.get(&Some(resource.row.resource)).map(Vec::as_slice).unwrap_or_default();
        let own = [Sort::Level, Sort::Role].into_iter().any(|sort| self.own(resource, sort).is_some());
        own || under.iter().any(|child| self.holds_choice(child))
    }
}
