//! The account's resources as a tree with the level that is given on each.

use crate::{
    console::visit::InAccount,
    ui::{Tree, TreeNode},
};
use roster_app::{
    Outcome,
    resources::list::{VisibleResource, choices},
};
use roster_domain::{id::ResourceId, model::Kind};
use std::collections::HashMap;

/// How many resources a tree shows at most.
const MOST: usize = 1_000;

/// Below this number everything is shown opened.
const FEW: usize = 30;

/// What the form calls the level on a resource: `level[<id>]`.
pub(super) const GROUP: &str = "level";

/// Which level is chosen on which resource.
pub(super) type Chosen = HashMap<ResourceId, String>;

/// The resources that can be chosen from.
pub(super) struct Resources {
    all: Vec<VisibleResource>,
    pub(super) cut: bool,
}

impl Resources {
    /// What the caller may see.
    pub(super) async fn load(at: &InAccount) -> Outcome<Resources> {
        let mut all = choices(&at.visit.web.app, &at.visit.caller, at.here.account, MOST + 1).await?;
        let cut = all.len() > MOST;
        all.truncate(MOST);
        Ok(Resources { all, cut })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The name of a resource.
    pub(super) fn name(&self, resource: ResourceId) -> Option<&str> {
        self.all.iter().find(|other| other.row.resource == resource).map(|found| found.row.name.as_str())
    }

    /// The tree with what is chosen.
    pub(super) fn tree(&self, at: &InAccount, id: &'static str, chosen: &Chosen) -> Tree<'_> {
        let t = at.visit.t;
        let planted = Planted { at, few: self.all.len() <= FEW, chosen, below: self.below() };
        let roots = planted.below.get(&None).map(Vec::as_slice).unwrap_or_default();
        let levels = std::iter::once((String::new(), t.get("access-not-given").into_owned()));
        let tree = Tree::new(id, at.label("access", "access-title"), levels.chain(levels_on_offer(at)));
        let tree = tree.nodes(roots.iter().map(|root| planted.node(root, None)));
        if self.all.len() > 7 { tree.searchable(t.get("access-find"), t.get("nothing-found")) } else { tree }
    }

    /// By what they lie under; what lies under something that can't be seen stands at the top.
    fn below(&self) -> HashMap<Option<ResourceId>, Vec<&VisibleResource>> {
        let known: std::collections::HashSet<ResourceId> =
            self.all.iter().map(|resource| resource.row.resource).collect();
        let mut below: HashMap<_, Vec<&VisibleResource>> = HashMap::new();
        for resource in &self.all {
            let parent = resource.row.parent.filter(|parent| known.contains(parent));
            below.entry(parent).or_default().push(resource);
        }
        below
    }
}

/// The levels of all kinds, each once, in the model's order.
fn levels_on_offer(at: &InAccount) -> Vec<(String, String)> {
    let model = &at.here.model;
    let mut offered: Vec<(String, String)> = Vec::new();
    for level in model.kinds().flat_map(|(_, kind)| &kind.levels) {
        let id = model[level.level].to_string();
        if !offered.iter().any(|(known, _)| *known == id) {
            offered.push((id, level.label.get(at.tag()).to_owned()));
        }
    }
    offered
}

/// A tree while it is built.
struct Planted<'r> {
    at: &'r InAccount,
    few: bool,
    chosen: &'r Chosen,
    below: HashMap<Option<ResourceId>, Vec<&'r VisibleResource>>,
}

impl<'r> Planted<'r> {
    /// A node; `above` is the nearest level on the way up, and where it is given.
    fn node(&self, resource: &'r VisibleResource, above: Option<(&'r str, &'r str)>) -> TreeNode<'static> {
        let (at, t, row) = (self.at, self.at.visit.t, &resource.row);
        let own = self.chosen.get(&row.resource).map(String::as_str).filter(|level| !level.is_empty());
        let here = own.map(|level| (level, row.name.as_str())).or(above);
        let under = self.below.get(&Some(row.resource)).map(Vec::as_slice).unwrap_or_default();
        let mut node = TreeNode::new(row.name.clone());
        if let Some(kind) = self.kind(resource) {
            node = node.kind(kind.label.get(at.tag()).to_owned());
            if !kind.levels.is_empty() {
                let label = t.with("access-to", &[("name", row.name.as_str().into())]);
                node = node
                    .field(format!("{GROUP}[{}]", row.resource), label)
                    .selected(own.unwrap_or_default().to_owned());
            }
        }
        if row.parent.is_some() && above.is_none() && self.stands_alone(resource) {
            node = node.note(resource.under.join(" › "));
        } else if let (None, Some((level, from))) = (own, above) {
            let level = at.level_label(level);
            node = node.note(t.with("access-from", &[("name", from.into()), ("level", level.into())]));
        }
        let open = self.few || under.iter().any(|child| self.holds_choice(child));
        node.open(open).children(under.iter().map(|child| self.node(child, here)))
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
        self.chosen.get(&resource.row.resource).is_some_and(|level| !level.is_empty())
            || under.iter().any(|child| self.holds_choice(child))
    }
}
