//! From the text to the compiled model. Each step looks at one kind of thing and reports all that is wrong with it; the last
//! ones, [`sense`] and [`holders`], ask whether the whole can work, and only of a model without other problems.

mod around;
mod explain;
mod holders;
mod lists;
mod permissions;
mod resources;
mod roles;
mod sense;
mod settings;
mod shared;

use super::{
    Model, ModelProblem,
    name::{MAX_NAME, check_name, nearest, one_of},
    parts::{Application, Kind, Permission, ProjectRole, Role},
    problem::Problems,
    raw::RawModel,
    shape::{At, Name},
};
use crate::{
    grant::{LevelId, LevelIx},
    permission::{PermissionIx, PermissionSet},
    resource::KindIx,
    role::RoleIx,
};
use lists::Where;
use sha2::{Digest, Sha256};
use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    ops::Range,
};

/// The longest text of a model, in bytes.
const MAX_TEXT: usize = 1 << 20;
/// How many there can be of each.
const MAX_PERMISSIONS: usize = 4096;
const MAX_ROLES: usize = 512;
const MAX_KINDS: usize = 64;
const MAX_LEVELS: usize = 256;
const MAX_PROJECT_ROLES: usize = 512;
const MAX_APPLICATIONS: usize = 256;
const MAX_FIELDS: usize = 64;
const MAX_CHOICES: usize = 2048;

/// A model under construction.
struct Builder<'t> {
    problems: Problems<'t>,
    applications: Vec<Application>,
    permissions: Vec<Permission>,
    permission_ids: HashMap<String, PermissionIx>,
    roles: Vec<Role>,
    role_ids: HashMap<String, RoleIx>,
    kinds: Vec<Kind>,
    kind_ids: HashMap<String, KindIx>,
    levels: Vec<LevelId>,
    level_ids: HashMap<String, LevelIx>,
    project_roles: Vec<ProjectRole>,
    on_account: PermissionSet,
    on_kind: Vec<PermissionSet>,
    /// Per kind: what can be held on resources of it and on what lies under them.
    on_and_under: Vec<PermissionSet>,
    /// What `*` gives in a place, with all that is included.
    stars: HashMap<Where, PermissionSet>,
    in_applications: PermissionSet,
}

pub(super) fn compile(text: &str) -> Result<Model, Vec<ModelProblem>> {
    let mut problems = Problems::new(text);
    if text.len() > MAX_TEXT {
        problems.add(0..0, format!("the text has {} bytes", text.len()), format!("at most {MAX_TEXT} are allowed"));
        return Err(problems.into_vec());
    }
    let raw: RawModel = match toml::from_str(text) {
        Ok(raw) => raw,
        Err(error) => {
            explain::explain(text, &error, &mut problems);
            return Err(problems.into_vec());
        }
    };
    let mut builder = Builder {
        problems,
        applications: Vec::new(),
        permissions: Vec::new(),
        permission_ids: HashMap::new(),
        roles: Vec::new(),
        role_ids: HashMap::new(),
        kinds: Vec::new(),
        kind_ids: HashMap::new(),
        levels: Vec::new(),
        level_ids: HashMap::new(),
        project_roles: Vec::new(),
        on_account: PermissionSet::new(),
        on_kind: Vec::new(),
        on_and_under: Vec::new(),
        stars: HashMap::new(),
        in_applications: PermissionSet::new(),
    };
    if !builder.limits(&raw) {
        return Err(builder.problems.into_vec());
    }
    builder.declare_kinds(&raw);
    let compliance = builder.compliance(&raw);
    builder.permissions(&raw, compliance.as_ref());
    builder.declare_roles(&raw);
    builder.resources(&raw);
    builder.roles(&raw);
    let labels = builder.labels(&raw);
    let invitation = builder.invitation(&raw.invitation);
    let membership = builder.membership(&raw.membership);
    let fields = builder.fields(&raw);
    let account_fields = builder.account_fields(&raw);
    let mails = builder.mails(&raw.mails);
    let console = builder.console(&raw.console, &fields);
    let (credits, quotations) = (builder.credits(&raw), builder.quotations(&raw));
    let (true, Some(membership)) = (builder.problems.is_empty(), membership) else {
        return Err(builder.problems.into_vec());
    };
    let Builder { mut problems, .. } = builder;
    let model = Model {
        hash: Sha256::digest(text).into(),
        name: raw.name.clone(),
        labels,
        invitation,
        membership,
        fields,
        account_fields,
        mails,
        console,
        credits,
        compliance,
        quotations,
        applications: builder.applications,
        permissions: builder.permissions,
        permission_ids: builder.permission_ids,
        roles: builder.roles,
        role_ids: builder.role_ids,
        kinds: builder.kinds,
        kind_ids: builder.kind_ids,
        levels: builder.levels,
        level_ids: builder.level_ids,
        project_roles: builder.project_roles,
        on_account: builder.on_account,
        on_kind: builder.on_kind,
        in_applications: builder.in_applications,
    };
    sense::check(&model, &raw, &mut problems);
    if problems.is_empty() {
        holders::check(&model, &raw, &mut problems);
    }
    if problems.is_empty() { Ok(model) } else { Err(problems.into_vec()) }
}

impl Builder<'_> {
    /// Refuses what is too large to be meant seriously. Whether everything fits.
    fn limits(&mut self, raw: &RawModel) -> bool {
        let counts = [
            ("permissions", raw.permission.len(), MAX_PERMISSIONS),
            ("roles", raw.role.len(), MAX_ROLES),
            ("kinds of resource", raw.resource.len(), MAX_KINDS),
            ("applications", raw.application.len(), MAX_APPLICATIONS),
            ("fields", raw.field.len(), MAX_FIELDS),
            ("account fields", raw.account_field.len(), MAX_FIELDS),
            (
                "choices",
                (raw.field.iter().flat_map(|field| &field.choices))
                    .chain(raw.account_field.iter().flat_map(|field| &field.choices))
                    .map(|c| c.get_ref().0.len())
                    .sum(),
                MAX_CHOICES,
            ),
            ("levels", raw.resource.iter().flat_map(|kind| &kind.levels).map(|l| l.0.len()).sum(), MAX_LEVELS),
            ("project roles", raw.resource.iter().map(|kind| kind.roles.0.len()).sum(), MAX_PROJECT_ROLES),
        ];
        for (what, count, most) in counts {
            if count > most {
                self.problems.add(0..0, format!("there are {count} {what}"), format!("declare at most {most}"));
            }
        }
        self.problems.is_empty()
    }
}

impl Problems<'_> {
    /// Whether `name` can be the id of something new among those `known`; if not, says so.
    fn is_new<T>(&mut self, what: &str, name: &Name, known: &HashMap<String, T>) -> bool {
        let id = name.get_ref();
        if check_name(id).is_err() {
            self.spoil(what, id);
            let instead = format!("begin with a-z, then a-z, 0-9, \"_\" and \".\", at most {MAX_NAME} characters");
            self.add(name.span(), format!("{id:?} can't be the id of a {what}"), instead);
            return false;
        }
        if known.contains_key(id) {
            self.spoil(what, id);
            self.add(name.span(), format!("a {what} {id:?} is declared twice"), "give each its own id");
            return false;
        }
        true
    }

    /// Looks a name up; if it is unknown, says so and what was probably meant.
    fn find<T: Copy>(&mut self, what: &str, name: &str, span: Range<usize>, known: &HashMap<String, T>) -> Option<T> {
        let found = known.get(name).copied();
        if found.is_none() && !self.are_enough() {
            let instead = meant(name, what, known.keys().map(String::as_str), &mut self.patience);
            if !self.follows(what, name, &instead) {
                self.add(span, format!("there is no {what} {name:?}"), instead);
            }
        }
        found
    }

    /// Remembers an id that can't be declared: that nothing is declared by it, or by what was meant, is no problem of its own.
    fn spoil(&mut self, what: &str, id: &str) {
        self.spoilt.entry(what.to_owned()).or_default().insert(id.to_owned());
    }

    /// Whether there is a kind of resource that can't be declared: then nobody knows where permissions can be held.
    fn kinds_are_spoilt(&self) -> bool {
        self.spoilt.contains_key("kind of resource")
    }

    /// Whether an unknown name only follows from an id that can't be declared: it is that one, or like none that is.
    fn follows(&self, what: &str, name: &str, instead: &str) -> bool {
        let near = instead.starts_with("write");
        self.spoilt.get(what).is_some_and(|ids| ids.contains(name) || !near)
    }

    /// Each item of a list once; what stands there again is refused.
    fn once_each<'l, T: Eq + Hash>(&mut self, listed: &'l [At<T>]) -> Vec<&'l At<T>> {
        let mut seen = HashSet::with_capacity(listed.len());
        let (once, again): (Vec<_>, Vec<_>) = listed.iter().partition(|item| seen.insert(item.get_ref()));
        for item in again {
            self.add(item.span(), "this stands twice in the list", "leave one of them out");
        }
        once
    }
}

/// What to write for a name that isn't declared: the nearest that is, or all of them if they are few. Of roles none that isn't
/// near: whoever takes what is suggested without thinking would give away the account.
fn meant<'a>(name: &str, what: &str, known: impl IntoIterator<Item = &'a str>, patience: &mut usize) -> String {
    let mut known: Vec<_> = known.into_iter().collect();
    known.sort_unstable();
    match nearest(name, known.iter().copied(), patience) {
        Some(near) => format!("write {near:?}"),
        None if what != "role" && (1..=8).contains(&known.len()) => {
            format!("declare it, or name one that is declared: {}", one_of(known))
        }
        None => format!("declare it, or name a {what} that is declared"),
    }
}

/// The nearest of a few fixed words, or all of them.
fn name_or_all(name: &str, known: &[String], patience: &mut usize) -> String {
    let near = nearest(name, known.iter().map(String::as_str), patience);
    near.map_or_else(|| one_of(known), |near| format!("{near:?}"))
}
