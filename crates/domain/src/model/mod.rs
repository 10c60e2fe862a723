//! Models: the text that says what roles, permissions, kinds of resource, rules and words a product has, and what the judge
//! makes of it.
//!
//! [`Model::compile`] reads a text once; afterwards everything is found by place, without looking at names. Ids stay text at
//! the edges (database, API); places ([`RoleIx`], [`PermissionIx`], …) mean something only with the model they came from.

pub mod around;
mod compile;
pub mod difference;
pub mod labels;
pub mod name;
pub mod parts;
mod presets;
mod problem;
mod raw;
mod raw_shared;
mod schema;
mod shape;
pub mod shared;
pub mod text;
mod underline;
mod value;

pub use around::{
    AccountField, Choice, ChoiceId, Column, Console, Field, FieldId, FieldKind, MailRules, MailedChange, ReadBy,
    UsersList, UsersPage,
};
pub use difference::{Changed, Difference, Part, differences};
pub use parts::{
    Application, AskFor, Counted, HowManyRoles, InvitationRules, InviteChoice, InviteForm, Kind, Leaving, Level,
    MembershipRules, Permission, ProjectRole, Reached, Restoring, Role, WhenExpired,
};
pub use presets::{Preset, presets};
pub use problem::ModelProblem;
pub use schema::schema;
pub use shared::{Compliance, Credits, Quotations, Status, StatusId, Tone};
pub use text::Text;

use crate::{
    grant::{LevelId, LevelIx, ProjectRoleIx},
    permission::{ApplicationIx, PermissionIx, PermissionSet, RosterPermission},
    resource::KindIx,
    role::{Reach, RoleIx},
};
use std::{
    collections::{BTreeMap, HashMap},
    ops::Index,
};

/// A compiled model. Immutable; share it behind an `Arc`, by its [`hash`](Model::hash).
#[derive(Debug)]
pub struct Model {
    hash: [u8; 32],
    name: Text,
    labels: BTreeMap<String, BTreeMap<String, String>>,
    invitation: InvitationRules,
    membership: MembershipRules,
    fields: Vec<Field>,
    account_fields: Vec<AccountField>,
    mails: MailRules,
    console: Console,
    credits: Option<Credits>,
    compliance: Option<Compliance>,
    quotations: Option<Quotations>,
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
    /// What can be held in the account.
    on_account: PermissionSet,
    /// Per kind: what can be held on a resource of it.
    on_kind: Vec<PermissionSet>,
    /// What belongs to an application, and so can be masked.
    in_applications: PermissionSet,
}

impl Model {
    /// Reads a model. Either it makes sense as a whole, or every problem is named with its place and what to write instead.
    pub fn compile(text: &str) -> Result<Model, Vec<ModelProblem>> {
        compile::compile(text)
    }

    /// SHA-256 of the text.
    pub fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// What people call the model.
    pub fn name(&self) -> &Text {
        &self.name
    }

    /// The words for a place in the console ([`labels::KEYS`]), if the model chose any: in this language, or in the one it is
    /// a variant of, or in English.
    pub fn label(&self, language: &str, key: &str) -> Option<&str> {
        let languages = text::fallbacks(language);
        languages.into_iter().flatten().find_map(|language| self.labels.get(language)?.get(key)).map(String::as_str)
    }

    /// All words the model chose, by language and key.
    pub fn labels(&self) -> &BTreeMap<String, BTreeMap<String, String>> {
        &self.labels
    }

    /// The rules for invitations.
    pub fn invitation(&self) -> &InvitationRules {
        &self.invitation
    }

    /// The rules for members.
    pub fn membership(&self) -> &MembershipRules {
        &self.membership
    }

    /// What is known of each member beside name and address, in the order it is asked in.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// What is known of the account beside its name, in the order it is asked in.
    pub fn account_fields(&self) -> &[AccountField] {
        &self.account_fields
    }

    /// Which change mails whom.
    pub fn mails(&self) -> &MailRules {
        &self.mails
    }

    /// Every column that the list of members can have, with its word in the model.
    pub fn columns(&self) -> Vec<(String, Column)> {
        let plain = Column::PLAIN.into_iter().map(|(word, column)| (word.to_owned(), column));
        let kinds = self.kinds().map(|(ix, kind)| (format!("reach.{}", kind.id), Column::Reach(ix)));
        let fields = self.fields.iter().map(|field| (format!("field.{}", field.id), Column::Field(field.id.clone())));
        plain.chain(kinds).chain(fields).collect()
    }

    /// How the console is arranged.
    pub fn console(&self) -> &Console {
        &self.console
    }

    /// The credits that the account shares, if it has any.
    pub fn credits(&self) -> Option<&Credits> {
        self.credits.as_ref()
    }

    /// The compliance status of the account, if it has one.
    pub fn compliance(&self) -> Option<&Compliance> {
        self.compliance.as_ref()
    }

    /// The quotations that the account is offered, if it is.
    pub fn quotations(&self) -> Option<&Quotations> {
        self.quotations.as_ref()
    }

    /// Whether the account has what this permission is about: what nobody can do here is not spoken of.
    pub fn has_use_for(&self, permission: RosterPermission) -> bool {
        match permission {
            RosterPermission::SpendCredits | RosterPermission::BuyCredits | RosterPermission::ReadTransactions => {
                self.credits.is_some()
            }
            RosterPermission::SetCompliance => self.compliance.is_some(),
            RosterPermission::IssueQuotations | RosterPermission::AcceptQuotations => self.quotations.is_some(),
            RosterPermission::ChangeAccess | RosterPermission::ManageResources => !self.kinds.is_empty(),
            _ => true,
        }
    }

    /// What nobody has while the account has this compliance status; without one that is known, the first declared holds.
    pub fn withheld(&self, status: Option<&str>) -> PermissionSet {
        let Some(compliance) = &self.compliance else { return PermissionSet::new() };
        let status = &compliance.at(status).id;
        let asks = |permission: &Permission| {
            !permission.require_status.is_empty() && !permission.require_status.contains(status)
        };
        self.permissions().filter(|(_, permission)| asks(permission)).map(|(ix, _)| ix).collect()
    }

    /// The applications in the order they are declared in.
    pub fn applications(&self) -> impl ExactSizeIterator<Item = (ApplicationIx, &Application)> {
        self.applications.iter().enumerate().map(|(place, application)| (ApplicationIx::at(place), application))
    }

    /// All permissions: Roster's own first, then the product's in the order they are declared in.
    pub fn permissions(&self) -> impl ExactSizeIterator<Item = (PermissionIx, &Permission)> {
        self.permissions.iter().enumerate().map(|(place, permission)| (PermissionIx::at(place), permission))
    }

    /// The roles in the order they are declared in.
    pub fn roles(&self) -> impl ExactSizeIterator<Item = (RoleIx, &Role)> {
        self.roles.iter().enumerate().map(|(place, role)| (RoleIx::at(place), role))
    }

    /// The kinds of resource in the order they are declared in.
    pub fn kinds(&self) -> impl ExactSizeIterator<Item = (KindIx, &Kind)> {
        self.kinds.iter().enumerate().map(|(place, kind)| (KindIx::at(place), kind))
    }

    /// All levels, of whichever kind.
    pub fn levels(&self) -> impl ExactSizeIterator<Item = (LevelIx, &LevelId)> {
        self.levels.iter().enumerate().map(|(place, level)| (LevelIx::at(place), level))
    }

    /// The project roles of all kinds.
    pub fn project_roles(&self) -> impl ExactSizeIterator<Item = (ProjectRoleIx, &ProjectRole)> {
        self.project_roles.iter().enumerate().map(|(place, role)| (ProjectRoleIx::at(place), role))
    }

    /// The permission with this id.
    pub fn permission(&self, id: &str) -> Option<PermissionIx> {
        self.permission_ids.get(id).copied()
    }

    /// The role with this id.
    pub fn role(&self, id: &str) -> Option<RoleIx> {
        self.role_ids.get(id).copied()
    }

    /// The kind of resource with this id.
    pub fn kind(&self, id: &str) -> Option<KindIx> {
        self.kind_ids.get(id).copied()
    }

    /// The level with this id.
    pub fn level(&self, id: &str) -> Option<LevelIx> {
        self.level_ids.get(id).copied()
    }

    /// The project role with this id on this kind of resource.
    pub fn project_role(&self, kind: KindIx, id: &str) -> Option<ProjectRoleIx> {
        let roles = &self.kinds.get(kind.index())?.project_roles;
        roles.iter().copied().find(|role| self[*role].id == id)
    }

    /// The role of whoever founds an account: the highest that keeps it.
    pub fn founder_role(&self) -> RoleIx {
        let keepers = self.roles().filter(|(_, role)| role.keeps_account);
        keepers.max_by_key(|(_, role)| role.rank).map_or(self.membership.default_role, |(ix, _)| ix)
    }

    /// What Custom allows when these permissions are ticked: they and what they include (rule 9).
    pub fn mask(&self, listed: impl IntoIterator<Item = PermissionIx>) -> PermissionSet {
        let mut mask = self.closed(listed);
        mask.intersect(&self.in_applications);
        mask
    }

    /// These permissions and all they include (rule 2).
    pub fn closed(&self, listed: impl IntoIterator<Item = PermissionIx>) -> PermissionSet {
        let mut set = PermissionSet::new();
        for permission in listed.into_iter().filter_map(|ix| self.permissions.get(ix.index())) {
            set.unite(&permission.includes);
        }
        set
    }

    /// What can be held in the account.
    pub fn on_account(&self) -> &PermissionSet {
        &self.on_account
    }

    /// What can be held on a resource of this kind.
    pub fn on_kind(&self, kind: KindIx) -> &PermissionSet {
        self.on_kind.get(kind.index()).unwrap_or(PermissionSet::empty())
    }

    /// What can be masked.
    pub fn in_applications(&self) -> &PermissionSet {
        &self.in_applications
    }

    /// The kind and all kinds under it.
    pub fn kind_and_below(&self, kind: KindIx) -> Vec<KindIx> {
        parts::and_below(&self.kinds, kind)
    }

    // What SQL needs to list who reaches a resource, and what someone reaches.

    /// The roles that give something on resources of this kind with this reach. For `Own` the kind is that of the resource
    /// that is owned.
    pub fn roles_reaching(&self, kind: KindIx, reach: Reach) -> Vec<RoleIx> {
        let given = |role: &Role| match reach {
            Reach::All => !role.on_all(kind).is_empty(),
            Reach::Granted => !role.on_granted(kind).is_empty(),
            Reach::Own => !role.on_own(kind).is_empty(),
        };
        self.roles().filter(|(_, role)| given(role)).map(|(ix, _)| ix).collect()
    }

    /// The roles that give something on every resource of this kind.
    pub fn roles_reaching_all(&self, kind: KindIx) -> Vec<RoleIx> {
        self.roles_reaching(kind, Reach::All)
    }

    /// The project roles of `granted_on` that give something on a resource of kind `at`.
    pub fn project_roles_reaching(&self, granted_on: KindIx, at: KindIx) -> Vec<ProjectRoleIx> {
        let roles = self[granted_on].project_roles.iter().copied();
        roles.filter(|role| self[*role].permissions.intersects(self.on_kind(at))).collect()
    }
}

macro_rules! indexed {
    ($($place:ty => $field:ident: $part:ty, $get:ident;)+) => {
        impl Model { $(
            /// What is at this place; `None` if the place belongs to another model.
            pub fn $get(&self, place: $place) -> Option<&$part> { self.$field.get(place.index()) }
        )+ }
        $(
        /// # Panics
        /// If the place belongs to another model.
        impl Index<$place> for Model {
            type Output = $part;
            fn index(&self, place: $place) -> &$part { &self.$field[place.index()] }
        }
    )+ };
}

indexed! {
    PermissionIx => permissions: Permission, get_permission;
    RoleIx => roles: Role, get_role;
    KindIx => kinds: Kind, get_kind;
    LevelIx => levels: LevelId, get_level;
    ProjectRoleIx => project_roles: ProjectRole, get_project_role;
    ApplicationIx => applications: Application, get_application;
}
