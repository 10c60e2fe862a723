//! A plan to change an account's model, as it is told.

use crate::{
    api::answer,
    refusal::{self, ProblemDocument},
};
use jiff::Timestamp;
use roster_app::models::{
    Affected, Change, Disappears, Holder, KeyLoss, Line, Missing, NotRestored, Place, Plan, VanishedHeld, Whose,
};
use roster_domain::model::{Changed, Difference};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What is different between two models.
#[derive(Serialize, ToSchema)]
pub(crate) struct DifferenceBody {
    /// `role`, `permission`, `resource`, `level`, `project_role`, `application`, `field`, `rule` or `label`.
    #[schema(example = "role")]
    part: String,
    /// For levels and project roles: of which kind of resource; otherwise empty.
    kind: String,
    /// Which one.
    #[schema(example = "admin")]
    id: String,
    /// `added`, `removed`, `list` or `value`.
    change: String,
    /// Of a list or a value: which.
    key: Option<String>,
    /// Of what a role gives on resources: on which kind.
    on: Option<String>,
    /// Of a list: what is new in it.
    added: Vec<String>,
    /// Of a list: what is no longer in it.
    removed: Vec<String>,
    /// Of a value: what it was.
    before: Option<String>,
    /// Of a value: what it is.
    after: Option<String>,
}

impl DifferenceBody {
    pub(crate) fn new(difference: Difference) -> DifferenceBody {
        let Difference { part, kind, id, change } = difference;
        let (key, on, added, removed, before, after) = (None, None, Vec::new(), Vec::new(), None, None);
        let part = part.code().to_owned();
        let body = DifferenceBody { part, kind, id, change: String::new(), key, on, added, removed, before, after };
        match change {
            Changed::Added => DifferenceBody { change: "added".to_owned(), ..body },
            Changed::Removed => DifferenceBody { change: "removed".to_owned(), ..body },
            Changed::List { key, on, added, removed } => {
                let on = Some(on).filter(|on| !on.is_empty());
                DifferenceBody { change: "list".to_owned(), key: Some(key), on, added, removed, ..body }
            }
            Changed::Value { key, before, after } => {
                let (before, after) = (Some(before), Some(after));
                DifferenceBody { change: "value".to_owned(), key: Some(key), before, after, ..body }
            }
        }
    }
}

/// Where something is gained or lost.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlaceBody {
    /// `account`; `everywhere`: on every resource of a kind; `on`: on resources of a kind at or under those on which a member has
    /// something; `over`: over members with a role.
    #[serde(rename = "in")]
    place: String,
    /// The kind of resource.
    kind: Option<String>,
    /// The role.
    role: Option<String>,
}

impl PlaceBody {
    fn new(place: Place) -> PlaceBody {
        let (place, kind, role) = match place {
            Place::Account => ("account", None, None),
            Place::Everywhere { kind } => ("everywhere", Some(kind), None),
            Place::On { kind } => ("on", Some(kind), None),
            Place::Over { role } => ("over", None, Some(role)),
        };
        PlaceBody { place: place.to_owned(), kind, role }
    }
}

/// How many members gain or lose a permission in a place.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlanChangeBody {
    /// The ids of the roles that they have before; empty where all are counted together.
    roles: Vec<String>,
    /// `active`; `invited`: they will have it when they accept; `disabled`: when they are let in again.
    status: String,
    /// Where.
    place: PlaceBody,
    /// The permission.
    permission: String,
    /// Gained, or lost.
    gained: bool,
    /// By how many.
    members: u64,
}

fn status(standing: Whose) -> String {
    match standing {
        Whose::Active => "active",
        Whose::Invited => "invited",
        Whose::Disabled => "disabled",
    }
    .to_owned()
}

impl PlanChangeBody {
    fn new(change: Change) -> PlanChangeBody {
        let Change { roles, standing, place, permission, gained, members } = change;
        PlanChangeBody { roles, status: status(standing), place: PlaceBody::new(place), permission, gained, members }
    }
}

/// One permission that a member gains or loses.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlanLineBody {
    /// Where.
    place: PlaceBody,
    /// The resource on which they have something, if whoever asks sees it.
    resource: Option<Uuid>,
    /// What that is called.
    resource_name: Option<String>,
    /// The permission.
    permission: String,
    /// Gained, or lost.
    gained: bool,
    /// From then on; null: at once.
    from: Option<Timestamp>,
}

impl PlanLineBody {
    fn new(line: Line) -> PlanLineBody {
        let Line { place, resource, resource_name, permission, gained, from } = line;
        let resource = resource.map(answer::uuid);
        PlanLineBody { place: PlaceBody::new(place), resource, resource_name, permission, gained, from }
    }
}

/// A member for whom something changes.
#[derive(Serialize, ToSchema)]
pub(crate) struct AffectedBody {
    /// Who.
    member: Uuid,
    /// What they are called.
    name: String,
    /// `active`, `invited` or `disabled`.
    status: String,
    /// Their roles before.
    roles: Vec<String>,
    /// And after.
    new_roles: Vec<String>,
    /// What they gain and lose.
    lines: Vec<PlanLineBody>,
    /// What they hold that disappears.
    disappears: Vec<DisappearsBody>,
}

/// Something that a member holds and that the new model doesn't have.
#[derive(Serialize, ToSchema)]
pub(crate) struct DisappearsBody {
    /// `role`, `level`, `project_role` or `permission`.
    what: String,
    /// On which kind of resource; otherwise empty.
    kind: String,
    /// Its id.
    id: String,
    /// The resource on which they have it, if whoever asks sees it.
    resource: Option<Uuid>,
    /// What that is called.
    resource_name: Option<String>,
    /// What takes its place, if anything does so far.
    becomes: Option<String>,
}

impl DisappearsBody {
    fn new(held: Disappears) -> DisappearsBody {
        let Disappears { what, kind, id, resource, resource_name, becomes } = held;
        let (what, resource) = (what.code().to_owned(), resource.map(answer::uuid));
        DisappearsBody { what, kind, id, resource, resource_name, becomes }
    }
}

impl AffectedBody {
    pub(crate) fn new(affected: Affected) -> AffectedBody {
        let Affected { member, name, standing, roles, new_roles, lines, disappears } = affected;
        let (member, lines) = (answer::uuid(member), lines.into_iter().map(PlanLineBody::new).collect());
        let disappears = disappears.into_iter().map(DisappearsBody::new).collect();
        AffectedBody { member, name, status: status(standing), roles, new_roles, lines, disappears }
    }
}

/// Something that disappears and is held by somebody.
#[derive(Serialize, ToSchema)]
pub(crate) struct VanishedBody {
    /// `role`, `level`, `project_role` or `permission`.
    what: String,
    /// On which kind of resource; otherwise empty.
    kind: String,
    /// Its id.
    id: String,
    /// How many who are in hold it.
    active: u64,
    /// How many who are invited.
    invited: u64,
    /// How many who are out.
    out: u64,
    /// Whether it is decided where they go.
    decided: bool,
    /// What takes its place; null: nothing.
    becomes: Option<String>,
    /// What can take its place.
    options: Vec<String>,
    /// The first who hold it, the file has all of them; empty for who may not see members.
    holders: Vec<HolderBody>,
}

/// One who holds something that disappears.
#[derive(Serialize, ToSchema)]
pub(crate) struct HolderBody {
    /// Who.
    member: Uuid,
    /// What they are called.
    name: String,
    /// `active`, `invited` or `disabled`.
    status: String,
}

impl HolderBody {
    fn new(holder: Holder) -> HolderBody {
        let Holder { member, name, standing } = holder;
        HolderBody { member: answer::uuid(member), name, status: status(standing) }
    }
}

impl VanishedBody {
    fn new(held: VanishedHeld) -> VanishedBody {
        let VanishedHeld { what, kind, id, active, invited, out, choice, options, holders } = held;
        let (what, decided) = (what.code().to_owned(), choice.is_some());
        let options = options.into_iter().map(|instead| instead.id).collect();
        let holders = holders.into_iter().map(HolderBody::new).collect();
        VanishedBody { what, kind, id, active, invited, out, decided, becomes: choice.flatten(), options, holders }
    }
}

/// A key that can do less.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeyLossBody {
    /// Which.
    key: Uuid,
    /// What its maker calls it.
    label: String,
    /// Whose it is, or who made it.
    member: Uuid,
    /// It is a key of the account.
    of_account: bool,
    /// What it loses.
    lost: Vec<String>,
}

impl KeyLossBody {
    fn new(loss: KeyLoss) -> KeyLossBody {
        let KeyLoss { key, label, member, of_account, lost } = loss;
        KeyLossBody { key: answer::uuid(key), label, member: answer::uuid(member), of_account, lost }
    }
}

/// What whoever asks can't give, because they don't hold it.
#[derive(Serialize, ToSchema)]
pub(crate) struct MissingBody {
    /// Where.
    place: PlaceBody,
    /// What.
    permissions: Vec<String>,
}

impl MissingBody {
    fn new(missing: Missing) -> MissingBody {
        MissingBody { place: PlaceBody::new(missing.place), permissions: missing.permissions }
    }
}

/// Something that taking the last model back doesn't bring back to a member.
#[derive(Serialize, ToSchema)]
pub(crate) struct NotRestoredBody {
    /// Whose it was.
    member: Uuid,
    /// What they are called.
    name: String,
    /// `role`, `level`, `project_role` or `permission`.
    what: String,
    /// On which kind of resource; otherwise empty.
    kind: String,
    /// What it was.
    ids: Vec<String>,
    /// What the resource on which they had it is called, if whoever asks sees it.
    resource_name: Option<String>,
    /// `gone`: the resource is gone; `changed_since`: something else was given or taken since.
    reason: String,
}

impl NotRestoredBody {
    pub(crate) fn all(left: Vec<NotRestored>) -> Vec<NotRestoredBody> {
        left.into_iter().map(NotRestoredBody::new).collect()
    }

    fn new(left: NotRestored) -> NotRestoredBody {
        let NotRestored { member, name, what, kind, ids, resource_name, gone } = left;
        let reason = if gone { "gone" } else { "changed_since" }.to_owned();
        let (member, what) = (answer::uuid(member), what.code().to_owned());
        NotRestoredBody { member, name, what, kind, ids, resource_name, reason }
    }
}

/// What another model would change.
#[derive(Serialize, ToSchema)]
pub(crate) struct ModelPlanBody {
    /// To be sent back when it is applied.
    plan: String,
    /// The version of the account's model that it starts from.
    version: i64,
    /// What is different between the models.
    differences: Vec<DifferenceBody>,
    /// How many members were looked at.
    looked_at: u64,
    /// How many of them gain or lose something.
    affected: u64,
    /// How many gain.
    gaining: u64,
    /// How many lose.
    losing: u64,
    /// How many lines its file has.
    lines: u64,
    /// By change, over all roles.
    changes: Vec<PlanChangeBody>,
    /// By the roles of those who gain and lose.
    by_role: Vec<PlanChangeBody>,
    /// The first of those affected; empty for who may not see members.
    members: Vec<AffectedBody>,
    /// What disappears and is held by somebody.
    vanished: Vec<VanishedBody>,
    /// How many members hold something else afterwards.
    moved: u64,
    /// How many things don't come back, because they were changed since or are gone.
    not_restored: u64,
    /// The first of them; empty for who may not see members.
    left: Vec<NotRestoredBody>,
    /// Keys that can do less.
    keys: Vec<KeyLossBody>,
    /// Whether somebody can still change roles afterwards.
    keeps: bool,
    /// Whether those for whom something changes are mailed, as one of both models says (`[mails] rules_changed`).
    mails: bool,
    /// What whoever asks can't give.
    missing: Vec<MissingBody>,
    /// What stands in the way of applying it; null: nothing.
    problem: Option<ProblemDocument>,
}

impl ModelPlanBody {
    pub(crate) fn new(plan: Plan) -> ModelPlanBody {
        let problem = plan.obstacle(false).map(refusal::told);
        ModelPlanBody {
            plan: plan.id,
            version: plan.version,
            differences: plan.differences.into_iter().map(DifferenceBody::new).collect(),
            looked_at: plan.looked_at,
            affected: plan.affected,
            gaining: plan.gaining,
            losing: plan.losing,
            lines: plan.lines,
            changes: plan.changes.into_iter().map(PlanChangeBody::new).collect(),
            by_role: plan.by_role.into_iter().map(PlanChangeBody::new).collect(),
            members: plan.members.into_iter().map(AffectedBody::new).collect(),
            vanished: plan.vanished.into_iter().map(VanishedBody::new).collect(),
            moved: plan.moved,
            not_restored: plan.not_restored,
            left: NotRestoredBody::all(plan.left),
            keys: plan.keys.into_iter().map(KeyLossBody::new).collect(),
            keeps: plan.keeps,
            mails: plan.mails,
            missing: plan.missing.into_iter().map(MissingBody::new).collect(),
            problem,
        }
    }
}
