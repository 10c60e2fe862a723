//! What a compiled model consists of.

use crate::{
    access::KeyBounds,
    grant::{GrantWhat, LevelIx, ProjectRoleId, ProjectRoleIx},
    model::{Model, shared::StatusId, text::Text},
    permission::{ApplicationId, ApplicationIx, PermissionId, PermissionIx, PermissionSet, RosterPermission},
    resource::{KindId, KindIx},
    role::{ActsOn, Rank, Reach, RoleId, RoleIx},
};
use jiff::SignedDuration;
use std::collections::BTreeMap;

/// A permission: one of Roster's own, or one the model declares.
#[derive(Clone, Debug)]
pub struct Permission {
    /// Its id.
    pub id: PermissionId,
    /// What people call it; for Roster's own permissions only the id.
    pub label: Text,
    /// What it does, in a sentence.
    pub help: Text,
    /// Itself and all it includes, directly or not (rule 2).
    pub includes: PermissionSet,
    /// Whether it can be held in the whole account.
    pub on_account: bool,
    /// The kinds of resource on which it can be held.
    pub on: Vec<KindIx>,
    /// The application it belongs to, and can be switched off with (rule 9).
    pub application: Option<ApplicationIx>,
    /// Held only while the account has one of these statuses; empty: in whichever.
    pub require_status: Vec<StatusId>,
}

/// A group of permissions that people switch together.
#[derive(Clone, Debug)]
pub struct Application {
    /// Its id.
    pub id: ApplicationId,
    /// What people call it.
    pub label: Text,
    /// Its permissions, in the order they are declared in.
    pub permissions: Vec<PermissionIx>,
}

/// A role.
#[derive(Clone, PartialEq, Debug)]
pub struct Role {
    /// Its id.
    pub id: RoleId,
    /// What people call it.
    pub label: Text,
    /// What it is for, in a sentence.
    pub help: Text,
    /// How high it stands.
    pub rank: Rank,
    /// What it gives in the whole account, with all that is included.
    pub permissions: PermissionSet,
    /// What it gives on resources (rule 5), as declared.
    pub on: Vec<Reached>,
    /// The permissions its holders may be given beyond it (rule 4), as declared.
    pub may_receive: PermissionSet,
    /// Whom its holders may edit.
    pub edits: ActsOn,
    /// Whose access to resources its holders may change.
    pub changes_access: ActsOn,
    /// Whom its holders may remove and bring back.
    pub removes: ActsOn,
    /// Whether it can be given at all.
    pub assignable: bool,
    /// What gives it at once from a row's menu, where it is offered there.
    pub assign: Option<Text>,
    /// Whether Custom applies to its holders (rule 9).
    pub maskable: bool,
    /// Whether one active holder without end is enough for the account not to be lost (rule 14).
    pub keeps_account: bool,
    /// Per kind of resource: what it gives on every one.
    pub(crate) on_all: Vec<PermissionSet>,
    /// Per kind of resource: what it gives where there is a grant.
    pub(crate) on_granted: Vec<PermissionSet>,
    /// Per kind of resource that is owned: what it gives there and on what lies under it.
    pub(crate) on_own: Vec<PermissionSet>,
}

impl Role {
    /// What a key of the account has in the place of a role: it gives what was fixed when it was made, and acts on members like the
    /// highest of the roles that it was made with.
    pub(crate) fn of_key(model: &Model, bounds: &KeyBounds) -> Role {
        let like = || bounds.roles.iter().filter_map(|role| model.get_role(*role));
        let widest = |of: fn(&Role) -> ActsOn| like().map(of).max().unwrap_or(ActsOn::None);
        let mut on_all = vec![PermissionSet::new(); model.kinds().count()];
        for (kind, set) in &bounds.on {
            if let Some(all) = on_all.get_mut(kind.index()) {
                // Roster's own count on a resource where they are held in the account, as long as it is seen at all.
                let products = set.iter().filter(|permission| RosterPermission::at(*permission).is_none());
                all.extend(products);
            }
        }
        Role {
            id: RoleId::of_keys(),
            label: Text::default(),
            help: Text::default(),
            rank: like().map(|role| role.rank).max().unwrap_or(Rank(0)),
            permissions: bounds.account.clone(),
            on: Vec::new(),
            may_receive: PermissionSet::new(),
            edits: widest(|role| role.edits),
            changes_access: widest(|role| role.changes_access),
            removes: widest(|role| role.removes),
            assignable: false,
            assign: None,
            maskable: false,
            keeps_account: false,
            on_all,
            on_granted: Vec::new(),
            on_own: Vec::new(),
        }
    }

    /// What a key's role gives anywhere.
    pub fn anywhere(&self) -> PermissionSet {
        self.on_all.iter().fold(self.permissions.clone(), |all, set| all.union(set))
    }

    /// About how many bytes it takes beside what all share.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.on_all)
    }

    /// What it gives on every resource of this kind.
    pub fn on_all(&self, kind: KindIx) -> &PermissionSet {
        at(&self.on_all, kind)
    }

    /// What it gives on a resource of this kind where there is a grant and the nearest level is not empty.
    pub fn on_granted(&self, kind: KindIx) -> &PermissionSet {
        at(&self.on_granted, kind)
    }

    /// What it gives on an owned resource of this kind, and on what lies under it.
    pub fn on_own(&self, kind: KindIx) -> &PermissionSet {
        at(&self.on_own, kind)
    }
}

fn at(sets: &[PermissionSet], kind: KindIx) -> &PermissionSet {
    sets.get(kind.index()).unwrap_or(PermissionSet::empty())
}

/// What a role gives on one kind of resource (rule 5).
#[derive(Clone, PartialEq, Debug)]
pub struct Reached {
    /// On which kind.
    pub kind: KindIx,
    /// On which of them.
    pub reach: Reach,
    /// What.
    pub permissions: PermissionSet,
}

/// A kind of resource.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Its id.
    pub id: KindId,
    /// What people call one.
    pub label: Text,
    /// What people call many: the heading of a list.
    pub plural: Text,
    /// What people call a number of them: "1 site", "{n} sites".
    pub counted: Counted,
    /// The kind above it.
    pub parent: Option<KindIx>,
    /// The kinds directly under it.
    pub children: Vec<KindIx>,
    /// The levels that can be granted on it, in the order they are offered in.
    pub levels: Vec<Level>,
    /// The project roles that can be granted on it.
    pub project_roles: Vec<ProjectRoleIx>,
    /// What is offered to be given on it one by one; others can be given, too.
    pub offers: PermissionSet,
    /// What whoever creates one gets on it.
    pub creator_becomes: Option<GrantWhat>,
    /// The account's roles whose holders join every new one.
    pub joins_new: Vec<RoleIx>,
    /// What they get on it.
    pub joins_as: Option<GrantWhat>,
    /// What the one is called that everybody gets who joins, with `{name}` for theirs; absent: they get none.
    pub for_members: Option<Text>,
    /// What is needed to create one: on the resource it is created under, or in the account if it has none.
    pub create_needs: PermissionIx,
    /// What is needed on it to rename and change it.
    pub edit_needs: PermissionIx,
    /// What is needed on it to delete it.
    pub delete_needs: PermissionIx,
}

impl Kind {
    /// The level as it is declared for this kind.
    pub fn level(&self, level: LevelIx) -> Option<&Level> {
        self.levels.iter().find(|declared| declared.level == level)
    }
}

/// A level, as one kind of resource declares it.
#[derive(Clone, Debug)]
pub struct Level {
    /// Which level.
    pub level: LevelIx,
    /// What people call it.
    pub label: Text,
    /// What it gives, in a sentence.
    pub help: Text,
    /// What it gives on a resource of the kind and on what lies under it.
    pub permissions: PermissionSet,
}

/// A project role.
#[derive(Clone, Debug)]
pub struct ProjectRole {
    /// Its id, unique within the kind.
    pub id: ProjectRoleId,
    /// On which kind of resource it can be granted.
    pub kind: KindIx,
    /// What people call it.
    pub label: Text,
    /// What it is for, in a sentence.
    pub help: Text,
    /// The button that gives it to another, if the model has words for it.
    pub assign: Option<Text>,
    /// What it gives on the resource and on what lies under it.
    pub permissions: PermissionSet,
    /// Whether only one member can have it on a resource.
    pub single: bool,
    /// What one must hold, there or in the account, to receive it (rule 13).
    pub require: PermissionSet,
    /// What the former holder of a single role becomes.
    pub successor_becomes: Option<ProjectRoleIx>,
}

/// A text for each plural category of each language.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counted(pub(super) BTreeMap<String, BTreeMap<String, String>>);

impl Counted {
    /// The languages it is given in.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The text for a number whose CLDR plural category in this language is `category` (`one`, `few`, `other`, …), with the
    /// number where `{n}` stands.
    pub fn get(&self, language: &str, category: &str, number: u64) -> Option<String> {
        let texts = super::text::pick(&self.0, language)?;
        let text = texts.get(category).or_else(|| texts.get("other"))?;
        Some(text.replace("{n}", &number.to_string()))
    }
}

/// What becomes of an invitation that ran out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhenExpired {
    /// It stays in the list, as expired.
    #[default]
    Keep,
    /// It leaves the list of those invited.
    Remove,
}

/// Something that is asked for when an invitation is accepted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AskFor {
    /// The person's name.
    Name,
    /// A password.
    Password,
    /// The address to sign in with; the invited one is proposed.
    Email,
    /// The country.
    Country,
    /// The language the console shall speak.
    Language,
}

/// How people are invited.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InviteForm {
    /// A field with one address per line.
    Lines,
    /// Type an address, Add, and again.
    #[default]
    List,
    /// One person, with names.
    Person,
}

/// Something that is chosen while inviting.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InviteChoice {
    /// The role.
    Role,
    /// Access to resources.
    Access,
    /// Permissions beyond the role, and Custom.
    Permissions,
    /// A personal message.
    Message,
}

/// The rules for invitations.
#[derive(Clone, Debug)]
pub struct InvitationRules {
    /// How long a link lives.
    pub valid_for: SignedDuration,
    /// What becomes of it afterwards.
    pub when_expired: WhenExpired,
    /// What is asked for at acceptance, in this order.
    pub asks_for: Vec<AskFor>,
    /// How people are invited.
    pub form: InviteForm,
    /// What is chosen in that form.
    pub choose: Vec<InviteChoice>,
    /// Whether users are created and welcomed instead of being invited.
    pub welcome: bool,
}

/// How many roles a member may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HowManyRoles {
    /// Exactly one.
    #[default]
    One,
    /// Any number, also none.
    Many,
}

/// A way out of the account.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Leaving {
    /// Out for a while.
    Disable,
    /// Out, and kept in the list of former members.
    Archive,
    /// Out, and gone from the lists.
    Delete,
}

/// How somebody who was archived or deleted comes back.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Restoring {
    /// At once, without being asked.
    AtOnce,
    /// By an invitation: with their acceptance.
    #[default]
    ByInvitation,
}

/// The rules for members.
#[derive(Clone, Debug)]
pub struct MembershipRules {
    /// One role or several.
    pub roles: HowManyRoles,
    /// What holds where no role is in force (rule 3).
    pub default_role: RoleIx,
    /// Whether people may sign themselves up.
    pub self_sign_up: bool,
    /// The ways out that are on offer; the first is recommended.
    pub leaving: Vec<Leaving>,
    /// How whoever was archived or deleted comes back.
    pub restoring: Restoring,
    /// If given: only members all of whose roles are listed can be edited.
    pub edit_only: Option<Vec<RoleIx>>,
    /// If given: only members all of whose roles are listed can be removed.
    pub remove_only: Option<Vec<RoleIx>>,
    /// If given: only members all of whose roles are listed can be acted as.
    pub act_as_only: Option<Vec<RoleIx>>,
}

/// A kind and all kinds under it.
pub(super) fn and_below(kinds: &[Kind], kind: KindIx) -> Vec<KindIx> {
    let mut found = vec![kind];
    let mut next = 0;
    while let Some(kind) = found.get(next) {
        found.extend_from_slice(&kinds[kind.index()].children);
        next += 1;
    }
    found
}
