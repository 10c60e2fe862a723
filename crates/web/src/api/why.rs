//! The judge's explanations as JSON.

use crate::api::answer::{self, time};
use jiff::Timestamp;
use roster_app::access::told::{Given, Help, HelpedBy, Since, TakenBy, Told, Way};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// One thing by which somebody holds a permission.
#[derive(Serialize, ToSchema, Default)]
pub(crate) struct WayBody {
    /// `role`: a role, in the whole account; `role_on`: a role, on resources; `extra`: a permission beyond the roles; `grant`:
    /// access that was given.
    by: &'static str,
    /// The role's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// How far the role reaches: `all`, `own` or `granted`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reach: Option<&'static str>,
    /// On which resource it was given, or which one they own.
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<Uuid>,
    /// What was given: a level.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<String>,
    /// What was given: a role on that resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    project_role: Option<String>,
    /// What was given: a single permission.
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<String>,
    /// When it was given; left out for a role that holds by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Timestamp>,
    /// The member who gave it; left out where it was the model, a key or the operator, and for whoever may not read members.
    #[serde(skip_serializing_if = "Option::is_none")]
    given_by: Option<Uuid>,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Timestamp>,
}

/// Something that takes a permission away.
#[derive(Serialize, ToSchema, Default)]
pub(crate) struct TakenBody {
    /// `account_not_open`, `member_not_active`, `compliance_status`: the account has another one than the permission asks for; `mask`: not listed where Custom is set; `nearer_level`: a level nearer to the
    /// resource decides; `empty_level`: the nearest level gives nothing; `not_receivable`: no role of theirs may receive it.
    by: &'static str,
    /// The level that decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<String>,
    /// Where it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<Uuid>,
    /// The level farther up that would give it.
    #[serde(skip_serializing_if = "Option::is_none")]
    instead_of: Option<String>,
    /// Where that was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    farther: Option<Uuid>,
    /// The role that would give it.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// What was given in vain.
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<String>,
    /// What the member is.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
}

/// Something that would turn the "no" into a "yes".
#[derive(Serialize, ToSchema, Default)]
pub(crate) struct RemedyBody {
    /// `list`: list the permission in Custom; `extra`: give a permission beyond the roles; `grant`: give access to the resource;
    /// `role`: give another role.
    by: &'static str,
    /// Which role.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// Which level.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<String>,
    /// Which role on the resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    project_role: Option<String>,
    /// Which permission.
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<String>,
    /// And then the permission that was asked about has to be listed in Custom, too.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    and_list: bool,
    /// How many permissions it would add there, this one included.
    adds: usize,
    /// The roles whose holders can give it.
    givers: Vec<String>,
}

/// Why, and why not.
#[derive(Serialize, ToSchema)]
pub(crate) struct WhyBody {
    /// What gives it; for a "no": what would, were it not taken away.
    because: Vec<WayBody>,
    /// What took it away.
    taken: Vec<TakenBody>,
    /// For a "no": what would give it, the smallest first.
    remedies: Vec<RemedyBody>,
}

impl WhyBody {
    pub(crate) fn new(told: Told) -> WhyBody {
        WhyBody {
            because: told.because.into_iter().map(WayBody::new).collect(),
            taken: told.taken.into_iter().map(TakenBody::new).collect(),
            remedies: told.remedies.into_iter().map(RemedyBody::new).collect(),
        }
    }
}

impl WayBody {
    pub(crate) fn new(way: Way) -> WayBody {
        let Since { since, until, by } = way.given().clone();
        let times = WayBody {
            since: since.map(time),
            until: until.map(time),
            given_by: by.map(|(by, _)| answer::uuid(by)),
            ..WayBody::default()
        };
        match way {
            Way::Role { role, .. } => WayBody { by: "role", role: Some(role), ..times },
            Way::RoleOn { role, reach, owned, .. } => {
                WayBody { by: "role_on", role: Some(role), reach: Some(reach), on: owned.map(answer::uuid), ..times }
            }
            Way::Extra { permission, .. } => WayBody { by: "extra", permission: Some(permission), ..times },
            Way::Grant { on, what: Given { level, project_role, permission }, .. } => {
                WayBody { by: "grant", on: Some(answer::uuid(on)), level, project_role, permission, ..times }
            }
        }
    }
}

impl TakenBody {
    fn new(taken: TakenBy) -> TakenBody {
        match taken {
            TakenBy::AccountNotOpen => TakenBody { by: "account_not_open", ..TakenBody::default() },
            TakenBy::NotActive(status) => {
                TakenBody { by: "member_not_active", status: Some(status.code()), ..TakenBody::default() }
            }
            TakenBy::Mask => TakenBody { by: "mask", ..TakenBody::default() },
            TakenBy::Status => TakenBody { by: "compliance_status", ..TakenBody::default() },
            TakenBy::NearerLevel { level, on, instead_of, farther } => TakenBody {
                by: "nearer_level",
                level,
                on: Some(answer::uuid(on)),
                instead_of,
                farther: Some(answer::uuid(farther)),
                ..TakenBody::default()
            },
            TakenBy::EmptyLevel { role, level, on } => TakenBody {
                by: "empty_level",
                role: Some(role),
                level,
                on: Some(answer::uuid(on)),
                ..TakenBody::default()
            },
            TakenBy::NotReceivable { permission } => {
                TakenBody { by: "not_receivable", permission: Some(permission), ..TakenBody::default() }
            }
        }
    }
}

impl RemedyBody {
    fn new(help: Help) -> RemedyBody {
        let Help { by, listed, adds, givers } = help;
        let body = RemedyBody { and_list: listed, adds, givers, ..RemedyBody::default() };
        match by {
            HelpedBy::List(permission) => RemedyBody { by: "list", permission: Some(permission), ..body },
            HelpedBy::Extra(permission) => RemedyBody { by: "extra", permission: Some(permission), ..body },
            HelpedBy::Grant(Given { level, project_role, permission }) => {
                RemedyBody { by: "grant", level, project_role, permission, ..body }
            }
            HelpedBy::Role(role) => RemedyBody { by: "role", role: Some(role), ..body },
        }
    }
}
