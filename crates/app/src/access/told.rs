//! The judge's explanations (F09, rule 15) with ids instead of places in a compiled model.

use roster_domain::{
    access::{Because, Explanation, RemedyWhat, Taken},
    grant::{GrantWhat, LevelIx},
    id::{MemberId, ResourceId},
    member::MemberStatus,
    model::Model,
    role::{Reach, RoleIx},
};

/// What a grant gives: one of the three.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// A level's id.
    pub level: Option<String>,
    /// A project role's id.
    pub project_role: Option<String>,
    /// A permission's id.
    pub permission: Option<String>,
}

/// Since when, until when and by whom; nothing of it where nobody asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// When it was given, milliseconds.
    pub since: Option<i64>,
    /// When it ends.
    pub until: Option<i64>,
    /// The member who gave it, and what they are called; for whoever may read that.
    pub by: Option<(MemberId, String)>,
}

/// One thing by which somebody holds a permission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// A role, in the whole account.
    Role {
        /// Its id.
        role: String,
        /// Since when they have it.
        given: Since,
    },
    /// A role, on resources.
    RoleOn {
        /// Its id.
        role: String,
        /// `all`, `own` or `granted`.
        reach: &'static str,
        /// For `own`: what is owned.
        owned: Option<ResourceId>,
        /// Since when they have it.
        given: Since,
    },
    /// A permission beyond the roles, that is it or includes it.
    Extra {
        /// Its id.
        permission: String,
        /// Since when they have it.
        given: Since,
    },
    /// A grant.
    Grant {
        /// On which resource.
        on: ResourceId,
        /// What it gives.
        what: Given,
        /// Since when they have it.
        given: Since,
    },
}

/// What took a permission away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenBy {
    /// The account is not open.
    AccountNotOpen,
    /// The member is not active.
    NotActive(MemberStatus),
    /// Custom doesn't list it.
    Mask,
    /// The account has another compliance status than it asks for.
    Status,
    /// A nearer level decides.
    NearerLevel {
        /// The level that decides; `None`: one that the model no longer has.
        level: Option<String>,
        /// Where it is granted.
        on: ResourceId,
        /// The level farther up that would give it.
        instead_of: Option<String>,
        /// Where that is granted.
        farther: ResourceId,
    },
    /// The nearest level is empty, so that a role's reach ends here.
    EmptyLevel {
        /// The role that would give it.
        role: String,
        /// The level.
        level: Option<String>,
        /// Where it is granted.
        on: ResourceId,
    },
    /// It was given beyond the roles, and no role in force may receive it.
    NotReceivable {
        /// What was given.
        permission: String,
    },
}

/// What would give a permission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpedBy {
    /// To list it in Custom.
    List(String),
    /// A permission beyond the roles.
    Extra(String),
    /// Access to the resource.
    Grant(Given),
    /// A role.
    Role(String),
}

/// Something that would turn a "no" into a "yes".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// What.
    pub by: HelpedBy,
    /// And then the permission has to be listed in Custom, too.
    pub listed: bool,
    /// How many permissions it would add.
    pub adds: usize,
    /// The roles whose holders could give it.
    pub givers: Vec<String>,
}

/// Why, and why not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What gives it; for a "no": what would, were it not taken away.
    pub because: Vec<Way>,
    /// What took it away.
    pub taken: Vec<TakenBy>,
    /// For a "no": what would give it, the smallest first.
    pub remedies: Vec<Help>,
}

impl Told {
    /// The same in ids.
    pub(crate) fn new(model: &Model, explanation: &Explanation) -> Told {
        Told {
            because: explanation.because.iter().map(|because| Way::new(model, because)).collect(),
            taken: explanation.taken.iter().map(|taken| TakenBy::new(model, taken)).collect(),
            remedies: explanation
                .remedies
                .iter()
                .map(|remedy| Help {
                    by: HelpedBy::new(model, &remedy.what),
                    listed: remedy.listed,
                    adds: remedy.adds,
                    givers: remedy.by.iter().map(|ix| role(model, *ix)).collect(),
                })
                .collect(),
        }
    }
}

impl Way {
    pub(crate) fn new(model: &Model, because: &Because) -> Way {
        match *because {
            Because::Role(ix) => Way::Role { role: role(model, ix), given: Since::default() },
            Because::RoleOn { role: ix, reach, owned } => {
                let reach = match reach {
                    Reach::All => "all",
                    Reach::Own => "own",
                    Reach::Granted => "granted",
                };
                Way::RoleOn { role: role(model, ix), reach, owned, given: Since::default() }
            }
            Because::Extra(ix) => Way::Extra { permission: model[ix].id.to_string(), given: Since::default() },
            Because::Grant { on, what } => Way::Grant { on, what: Given::new(model, what), given: Since::default() },
        }
    }

    /// Since when, until when and by whom.
    pub fn given(&self) -> &Since {
        match self {
            Way::Role { given, .. }
            | Way::RoleOn { given, .. }
            | Way::Extra { given, .. }
            | Way::Grant { given, .. } => given,
        }
    }

    pub(crate) fn given_mut(&mut self) -> &mut Since {
        match self {
            Way::Role { given, .. }
            | Way::RoleOn { given, .. }
            | Way::Extra { given, .. }
            | Way::Grant { given, .. } => given,
        }
    }

    /// The resource on which it was given, or that is owned.
    pub(crate) fn resource(&self) -> Option<ResourceId> {
        match self {
            Way::Grant { on, .. } => Some(*on),
            Way::RoleOn { owned, .. } => *owned,
            Way::Role { .. } | Way::Extra { .. } => None,
        }
    }
}

impl Given {
    fn new(model: &Model, what: GrantWhat) -> Given {
        let mut given = Given::default();
        match what {
            GrantWhat::Level(ix) => given.level = level(model, ix),
            GrantWhat::Role(ix) => given.project_role = Some(model[ix].id.to_string()),
            GrantWhat::Permission(ix) => given.permission = Some(model[ix].id.to_string()),
        }
        given
    }

    /// The slot that such a grant stands in.
    pub(crate) fn slot(&self) -> String {
        match (&self.project_role, &self.permission) {
            (Some(role), _) => format!("role:{role}"),
            (_, Some(permission)) => format!("permission:{permission}"),
            _ => roster_store::grants::LEVEL.to_owned(),
        }
    }
}

impl TakenBy {
    fn new(model: &Model, taken: &Taken) -> TakenBy {
        match *taken {
            Taken::AccountNotOpen => TakenBy::AccountNotOpen,
            Taken::NotActive(status) => TakenBy::NotActive(status),
            Taken::Mask => TakenBy::Mask,
            Taken::Status => TakenBy::Status,
            Taken::NearerLevel { level: nearer, on, instead_of, farther } => {
                TakenBy::NearerLevel { level: level(model, nearer), on, instead_of: level(model, instead_of), farther }
            }
            Taken::EmptyLevel { role: ix, level: empty, on } => {
                TakenBy::EmptyLevel { role: role(model, ix), level: level(model, empty), on }
            }
            Taken::NotReceivable(ix) => TakenBy::NotReceivable { permission: model[ix].id.to_string() },
        }
    }
}

impl HelpedBy {
    fn new(model: &Model, what: &RemedyWhat) -> HelpedBy {
        match *what {
            RemedyWhat::List(ix) => HelpedBy::List(model[ix].id.to_string()),
            RemedyWhat::Extra(ix) => HelpedBy::Extra(model[ix].id.to_string()),
            RemedyWhat::Grant(what) => HelpedBy::Grant(Given::new(model, what)),
            RemedyWhat::Role(ix) => HelpedBy::Role(role(model, ix)),
        }
    }
}

fn role(model: &Model, ix: RoleIx) -> String {
    model[ix].id.to_string()
}

/// A level that is gone from the model has no id.
fn level(model: &Model, ix: LevelIx) -> Option<String> {
    model.get_level(ix).map(ToString::to_string)
}
