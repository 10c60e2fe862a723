//! Kinds of resource: their tree, levels, project roles, and what it takes to make and change them.

use super::{
    Builder, Name,
    lists::{Use, Where},
};
use crate::{
    grant::{GrantWhat, LevelId, LevelIx, ProjectRoleId, ProjectRoleIx},
    model::{
        name::{nearest, one_of},
        parts::{Counted, Kind, Level, ProjectRole},
        raw::{RawLevel, RawModel, RawProjectRole, RawResource},
        shape::InOrder,
        text::{Text, is_language},
    },
    permission::{PermissionIx, PermissionSet, RosterPermission},
    resource::{KindId, KindIx},
    text::shows_nothing,
};
use std::collections::HashMap;

const PLURAL_CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

impl Builder<'_> {
    /// Declares the kinds and who stands under whom; permissions are needed for the rest.
    pub(super) fn declare_kinds(&mut self, raw: &RawModel) {
        let mut known = HashMap::new();
        for resource in &raw.resource {
            let name = &resource.kind;
            let new = self.problems.is_new("kind of resource", name, &known);
            // A kind that can't be declared still takes its place, so that places and declarations stay side by side.
            let id = KindId::new(name.get_ref()).unwrap_or_else(|_| KindId::new("x").expect("x is a name"));
            if new {
                known.insert(id.as_str().to_owned(), KindIx::at(self.kinds.len()));
            }
            let label = resource.label.clone().unwrap_or_else(|| Text::plain(&id));
            let counted = self.counted(resource);
            self.kinds.push(Kind {
                plural: resource.plural.clone().unwrap_or_else(|| label.clone()),
                label,
                counted,
                parent: None,
                children: Vec::new(),
                levels: Vec::new(),
                project_roles: Vec::new(),
                offers: PermissionSet::new(),
                creator_becomes: None,
                joins_new: Vec::new(),
                joins_as: None,
                for_members: None,
                create_needs: RosterPermission::ManageResources.ix(),
                edit_needs: RosterPermission::ManageResources.ix(),
                delete_needs: RosterPermission::ManageResources.ix(),
                id,
            });
        }
        for (place, resource) in raw.resource.iter().enumerate() {
            let Some(parent) = &resource.parent else { continue };
            let found = self.problems.find("kind of resource", parent.get_ref(), parent.span(), &known);
            self.kinds[place].parent = found;
        }
        for (place, resource) in raw.resource.iter().enumerate() {
            let mut above = self.kinds[place].parent;
            let mut steps = 0;
            while let (Some(kind), true) = (above, steps <= self.kinds.len()) {
                above = self.kinds[kind.index()].parent;
                steps += 1;
            }
            if let (Some(parent), true) = (&resource.parent, above.is_some()) {
                let wrong = format!("{:?} lies under itself", resource.kind.get_ref());
                self.problems.add(parent.span(), wrong, "name another parent, or none");
                self.kinds[place].parent = None;
            }
        }
        for place in 0..self.kinds.len() {
            if let Some(parent) = self.kinds[place].parent {
                self.kinds[parent.index()].children.push(KindIx::at(place));
            }
        }
        self.kind_ids = known;
    }

    /// Levels, project roles, and what refers to them.
    pub(super) fn resources(&mut self, raw: &RawModel) {
        for (place, resource) in raw.resource.iter().enumerate() {
            let kind = KindIx::at(place);
            if let Some(levels) = &resource.levels {
                self.kinds[place].levels = self.own_levels(kind, levels);
            }
            self.project_roles_of(kind, &resource.roles);
        }
        for place in 0..self.kinds.len() {
            self.kinds[place].levels = self.levels_or_parents(place, raw);
        }
        for (place, resource) in raw.resource.iter().enumerate() {
            self.rules_of(KindIx::at(place), resource);
        }
    }

    fn own_levels(&mut self, kind: KindIx, levels: &InOrder<RawLevel>) -> Vec<Level> {
        let mut declared = Vec::new();
        for (name, level) in &levels.0 {
            let permissions = self.given(&level.permissions, Where::OnAndUnder(kind));
            if !self.problems.is_new("level", name, &HashMap::<String, ()>::new()) {
                continue;
            }
            let Ok(id) = LevelId::new(name.get_ref()) else { continue };
            let next = LevelIx::at(self.levels.len());
            let ix = *self.level_ids.entry(id.as_str().to_owned()).or_insert(next);
            let label = level.label.clone().unwrap_or_else(|| Text::plain(&id));
            if ix == next {
                self.levels.push(id);
            }
            declared.push(Level { level: ix, label, help: level.help.clone(), permissions });
        }
        declared
    }

    /// A kind that declares no levels has those of the nearest kind above that does.
    fn levels_or_parents(&self, place: usize, raw: &RawModel) -> Vec<Level> {
        let mut at = place;
        while raw.resource[at].levels.is_none() {
            match self.kinds[at].parent {
                Some(parent) => at = parent.index(),
                None => return Vec::new(),
            }
        }
        self.kinds[at].levels.clone()
    }

    fn project_roles_of(&mut self, kind: KindIx, roles: &InOrder<RawProjectRole>) {
        let first = self.project_roles.len();
        let mut known = HashMap::new();
        for (name, role) in &roles.0 {
            let permissions = self.given(&role.permissions, Where::OnAndUnder(kind));
            let require = self.required(kind, &role.require);
            if !self.problems.is_new("project role", name, &known) {
                continue;
            }
            let Ok(id) = ProjectRoleId::new(name.get_ref()) else { continue };
            let ix = ProjectRoleIx::at(self.project_roles.len());
            known.insert(id.as_str().to_owned(), ix);
            self.kinds[kind.index()].project_roles.push(ix);
            self.project_roles.push(ProjectRole {
                label: role.label.clone().unwrap_or_else(|| Text::plain(&id)),
                help: role.help.clone(),
                assign: role.assign.as_ref().map(|assign| assign.get_ref().clone()),
                permissions,
                single: role.single,
                require,
                successor_becomes: None,
                kind,
                id,
            });
        }
        for (_, role) in &roles.0 {
            if let Some(assign) = role.assign.as_ref().filter(|_| !role.single) {
                let wrong = "only a single role is handed on with a button of its own";
                self.problems.add(assign.span(), wrong, "add single = true, or leave assign out");
            }
        }
        for place in first..self.project_roles.len() {
            let id = &self.project_roles[place].id;
            let Some((_, role)) = roles.0.iter().find(|(name, _)| *id == **name.get_ref()) else { continue };
            let Some(name) = &role.successor_becomes else { continue };
            let found = self.problems.find("project role", name.get_ref(), name.span(), &known);
            self.project_roles[place].successor_becomes = found;
            if !role.single {
                let wrong = "only a single role has a successor";
                self.problems.add(name.span(), wrong, "add single = true, or leave successor_becomes out");
            }
            if let Some(next) = found {
                self.successor(place, next, name);
            }
        }
    }

    /// The former holder of a single role must be able to become what the model says, whoever has that already.
    fn successor(&mut self, place: usize, next: ProjectRoleIx, name: &Name) {
        let (role, next) = (&self.project_roles[place], &self.project_roles[next.index()]);
        if next.single {
            let wrong = format!("only one can be {:?}, and somebody may be already", next.id);
            self.problems.add(name.span(), wrong, "name a project role that isn't single");
        }
        let missing = next.require.difference(&role.require);
        if let Some(missing) = missing.iter().next() {
            let missing = &self.permissions[missing.index()].id;
            let wrong = format!("{:?} requires {missing:?}, which who was {:?} may not hold", next.id, role.id);
            let instead = format!("require {missing:?} for {:?} too, or name another project role", role.id);
            self.problems.add(name.span(), wrong, instead);
        }
    }

    /// What is offered to be given one by one: as it is listed, without what is included; a kind without levels offers all.
    fn offers(&mut self, kind: KindIx, resource: &RawResource) -> PermissionSet {
        let Some(names) = &resource.offers else {
            let all = self.kinds[kind.index()].levels.is_empty();
            let there = self.on_kind[kind.index()].iter();
            return there.filter(|ix| all && RosterPermission::at(*ix).is_none()).collect();
        };
        self.listed(names, Where::On(kind))
    }

    /// What a receiver must hold: there or in the account, whichever the permission can be held in.
    fn required(&mut self, kind: KindIx, names: &[Name]) -> PermissionSet {
        let mut set = PermissionSet::new();
        for name in self.problems.once_each(names) {
            let Some(ix) = self.permission_named(name) else { continue };
            let here = self.on_account.contains(ix) || self.on_kind[kind.index()].contains(ix);
            if !here && !self.problems.kinds_are_spoilt() {
                let wrong = format!("{:?} can be held neither here nor in the account", name.get_ref());
                self.problems.add(
                    name.span(),
                    wrong,
                    "require a permission of this kind of resource or of the account",
                );
            }
            set.insert(ix);
        }
        set
    }

    fn rules_of(&mut self, kind: KindIx, resource: &RawResource) {
        let place = kind.index();
        self.kinds[place].offers = self.offers(kind, resource);
        self.kinds[place].creator_becomes =
            resource.creator_becomes.as_ref().and_then(|name| self.grant_named(kind, name));
        self.kinds[place].joins_as = resource.joins_as.as_ref().and_then(|name| self.grant_named(kind, name));
        for name in self.problems.once_each(&resource.joins_new) {
            let Some(role) = self.role_named(name) else { continue };
            self.kinds[place].joins_new.push(role);
            if resource.joins_as.is_none() {
                let wrong = "those who join get nothing";
                self.problems.add(name.span(), wrong, "add joins_as with a level or a project role");
            }
        }
        if let Some(name) = &resource.joins_as {
            self.joined(self.kinds[place].joins_as, resource.joins_new.is_empty(), name);
        }
        self.kinds[place].for_members = resource.for_members.clone();
        self.of_ones_own(resource);
        let parent = self.kinds[place].parent;
        let create_at = parent.map_or(Where::Account, Where::On);
        if let Some(needed) = resource.create_needs.as_ref().and_then(|name| self.needed(name, create_at)) {
            self.kinds[place].create_needs = needed;
        }
        if let Some(needed) = resource.edit_needs.as_ref().and_then(|name| self.needed(name, Where::On(kind))) {
            self.kinds[place].edit_needs = needed;
        }
        if let Some(needed) = resource.delete_needs.as_ref().and_then(|name| self.needed(name, Where::On(kind))) {
            self.kinds[place].delete_needs = needed;
        }
    }

    fn needed(&mut self, name: &Name, place: Where) -> Option<PermissionIx> {
        self.holdable_named(name, place, Use::Needs)
    }

    /// What everybody gets lies under nothing, and is called after whose it is.
    fn of_ones_own(&mut self, resource: &RawResource) {
        let Some(called) = &resource.for_members else { return };
        let place = resource.kind.span();
        if resource.parent.is_some() {
            let wrong = format!("nobody could say under what a new member's {:?} would lie", resource.kind.get_ref());
            self.problems.add(place.clone(), wrong, "leave for_members out, or parent");
        }
        if called.languages().any(|language| !called.get(language).contains("{name}")) {
            let wrong = format!("every member's {:?} would be called the same", resource.kind.get_ref());
            self.problems.add(place, wrong, "put {name} into each text of for_members");
        }
    }

    /// Somebody joins, and all who do can be the same.
    fn joined(&mut self, joins_as: Option<GrantWhat>, nobody: bool, name: &Name) {
        if nobody {
            let instead = "add joins_new with the roles of those who do, or leave joins_as out";
            self.problems.add(name.span(), "nobody joins", instead);
        }
        if let Some(GrantWhat::Role(role)) = joins_as
            && self.project_roles[role.index()].single
        {
            let wrong = format!("several people join, and only one can be {:?}", name.get_ref());
            self.problems.add(name.span(), wrong, "name a level, or a project role that isn't single");
        }
    }

    /// A level or a project role of this kind.
    fn grant_named(&mut self, kind: KindIx, name: &Name) -> Option<GrantWhat> {
        let id = name.get_ref().as_str();
        let kind = &self.kinds[kind.index()];
        let level = self.level_ids.get(id).copied().filter(|level| kind.level(*level).is_some());
        let roles = kind.project_roles.iter().copied();
        let role = roles.clone().find(|role| self.project_roles[role.index()].id == id);
        match (level, role) {
            (Some(level), None) => return Some(GrantWhat::Level(level)),
            (None, Some(role)) => return Some(GrantWhat::Role(role)),
            (Some(_), Some(_)) => {
                let wrong = format!("{id:?} is both a level and a project role");
                self.problems.add(name.span(), wrong, "give them different ids");
            }
            (None, None) => {
                let levels = kind.levels.iter().map(|level| &*self.levels[level.level.index()]);
                let known: Vec<_> =
                    levels.chain(roles.map(|role| &*self.project_roles[role.index()].id)).map(str::to_owned).collect();
                let wrong = format!("there is no level or project role {id:?} on a {:?}", kind.id);
                let known = known.iter().map(String::as_str);
                let near = nearest(id, known.clone(), &mut self.problems.patience);
                let instead = near.map_or_else(|| one_of(known), |near| format!("{near:?}"));
                let follows = |what| self.problems.follows(what, id, if near.is_some() { "write" } else { "" });
                if !follows("level") && !follows("project role") {
                    self.problems.add(name.span(), wrong, format!("write {instead}"));
                }
            }
        }
        None
    }

    fn counted(&mut self, resource: &RawResource) -> Counted {
        let mut counted = Counted::default();
        for (language, texts) in &resource.counted {
            let place = texts.keys().next().map_or_else(|| resource.kind.span(), |first| first.span());
            if !is_language(language) {
                self.problems.add(place.clone(), format!("{language:?} is not a language"), "write one such as \"en\"");
            }
            for category in texts.keys() {
                if !PLURAL_CATEGORIES.contains(&category.get_ref().as_str()) {
                    let wrong = format!("{:?} is not a plural category", category.get_ref());
                    self.problems.add(category.span(), wrong, format!("write {}", one_of(PLURAL_CATEGORIES)));
                }
            }
            if !texts.keys().any(|category| category.get_ref() == "other") {
                self.problems.add(place, "the plural category \"other\" is missing", "add other = \"…\"");
            }
            for (category, _) in texts.iter().filter(|(_, text)| shows_nothing(text.as_str())) {
                let wrong = format!("the text for {:?} shows nothing", category.get_ref());
                self.problems.add(category.span(), wrong, "write a text that can be read");
            }
            let texts = texts.iter().map(|(category, text)| (category.get_ref().clone(), text.clone())).collect();
            counted.0.insert(language.clone(), texts);
        }
        counted
    }
}
