//! Explaining (rule 15): why someone holds a permission; for a "no", what took it away, what would give it, and who could.

mod remedies;

use super::sets::{account_set, gives, in_force, mask_of, may_receive, resource_set, roles_in_force};
use crate::{
    grant::{GrantRecord, GrantWhat, LevelIx},
    id::ResourceId,
    member::{MemberRecord, MemberStatus},
    model::Model,
    permission::{PermissionIx, PermissionSet},
    resource::Chain,
    role::{Reach, RoleIx},
};
use jiff::Timestamp;

/// What is asked: this permission, in the account or on a resource.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Which permission.
    pub permission: PermissionIx,
    /// On the resource that the chain begins at; `None` is in the account.
    pub chain: Option<&'a Chain>,
}

/// One item that gives the permission.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Because {
    /// A role, in the whole account.
    Role(RoleIx),
    /// A role, on resources.
    RoleOn {
        /// Which.
        role: RoleIx,
        /// With which reach.
        reach: Reach,
        /// For `Own`: the resource that is owned.
        owned: Option<ResourceId>,
    },
    /// A permission beyond the roles, that includes it or is it.
    Extra(PermissionIx),
    /// A grant.
    Grant {
        /// On which resource.
        on: ResourceId,
        /// Which.
        what: GrantWhat,
    },
}

/// What took the permission away from a member who would have it otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
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
        /// The level that decides.
        level: LevelIx,
        /// Where it is granted.
        on: ResourceId,
        /// The level farther up that would give it.
        instead_of: LevelIx,
        /// Where that is granted.
        farther: ResourceId,
    },
    /// The nearest level is empty, so that a role's reach `granted` ends here.
    EmptyLevel {
        /// The role that would give it.
        role: RoleIx,
        /// The level.
        level: LevelIx,
        /// Where it is granted.
        on: ResourceId,
    },
    /// It was given beyond the roles, and no role in force may receive it.
    NotReceivable(PermissionIx),
}

/// Something that would turn a "no" into a "yes".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remedy {
    /// What.
    pub what: RemedyWhat,
    /// And then the permission has to be listed in Custom, too.
    pub listed: bool,
    /// How many permissions it would add here, this one included.
    pub adds: usize,
    /// The roles whose holders could give it.
    pub by: Vec<RoleIx>,
}

/// What would help.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RemedyWhat {
    /// List it in Custom.
    List(PermissionIx),
    /// A permission beyond the roles.
    Extra(PermissionIx),
    /// Access to the resource.
    Grant(GrantWhat),
    /// Another role, or one more where several are possible.
    Role(RoleIx),
}

/// The answer to "why can she do that?", and to "why not?".
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Explanation {
    /// Whether the member has the permission.
    pub holds: bool,
    /// What gives it; for a "no": what would, were it not taken away.
    pub because: Vec<Because>,
    /// What took it away.
    pub taken: Vec<Taken>,
    /// For a "no": what would give it, the smallest first.
    pub remedies: Vec<Remedy>,
}

/// Explains whether a member holds a permission.
pub fn explain(
    model: &Model,
    member: &MemberRecord,
    account_open: bool,
    question: Question<'_>,
    now: Timestamp,
) -> Explanation {
    let case = Case { model, member, question, now };
    let mut answer = Explanation { holds: case.holds(member, account_open), ..Explanation::default() };
    match question.chain {
        None => case.in_account(&mut answer),
        Some(chain) => case.on_resource(chain, &mut answer),
    }
    if answer.holds {
        answer.taken.clear();
        return answer;
    }
    // It takes away what something gives.
    if !answer.because.is_empty() && case.is_masked(member) {
        answer.taken.push(Taken::Mask);
    }
    if !account_open {
        answer.taken.push(Taken::AccountNotOpen);
    } else if member.status != MemberStatus::Active {
        answer.taken.push(Taken::NotActive(member.status));
    } else {
        // Nothing that anyone could give would help while the status takes it away.
        match case.question.chain.is_none() && member.withheld.contains(question.permission) {
            true => answer.taken.push(Taken::Status),
            false => answer.remedies = case.remedies(),
        }
    }
    answer
}

#[derive(Clone, Copy)]
struct Case<'a> {
    model: &'a Model,
    member: &'a MemberRecord,
    question: Question<'a>,
    now: Timestamp,
}

impl Case<'_> {
    fn set(&self, member: &MemberRecord, account_open: bool) -> PermissionSet {
        match self.question.chain {
            None => account_set(self.model, member, account_open, self.now),
            Some(chain) => resource_set(self.model, member, account_open, chain, self.now),
        }
    }

    fn holds(&self, member: &MemberRecord, account_open: bool) -> bool {
        self.set(member, account_open).contains(self.question.permission)
    }

    /// Whether Custom leaves it out.
    fn is_masked(&self, member: &MemberRecord) -> bool {
        let permission = self.question.permission;
        let masks =
            |mask: &PermissionSet| self.model.in_applications().contains(permission) && !mask.contains(permission);
        mask_of(self.model, member, self.now).is_some_and(masks)
    }

    fn in_account(&self, answer: &mut Explanation) {
        let Case { model, member, question: Question { permission, .. }, now } = *self;
        if !model.on_account().contains(permission) {
            return;
        }
        let roles = roles_in_force(model, member, now).filter(|role| model[*role].permissions.contains(permission));
        answer.because.extend(roles.map(Because::Role));
        for extra in member.extras.iter().filter(|extra| extra.window.contains(now)).map(|extra| extra.what) {
            if !model[extra].includes.contains(permission) {
                continue;
            }
            match may_receive(model, member, extra, now) {
                true => answer.because.push(Because::Extra(extra)),
                false => answer.taken.push(Taken::NotReceivable(extra)),
            }
        }
    }

    fn on_resource(&self, chain: &Chain, answer: &mut Explanation) {
        let Case { model, member, question: Question { permission, .. }, now } = *self;
        let Some(kind) = chain.kind().filter(|kind| model.on_kind(*kind).contains(permission)) else { return };
        let on_chain = chain.links.iter().flat_map(|link| {
            in_force(member.grants.on(link.resource), now).map(move |grant| (grant, gives(model, link.kind, grant)))
        });
        let on_chain: Vec<(&GrantRecord, Option<&PermissionSet>)> = on_chain.collect();
        let mut nearest: Option<(LevelIx, ResourceId, bool)> = None;
        for (grant, given) in &on_chain {
            let gives_it = given.is_some_and(|given| given.contains(permission));
            let because = Because::Grant { on: grant.resource, what: grant.what };
            match (grant.what, nearest) {
                (GrantWhat::Level(level), None) => {
                    let empty = given.is_none_or(|given| !given.intersects(model.on_kind(kind)));
                    nearest = Some((level, grant.resource, empty));
                    answer.because.extend(gives_it.then_some(because));
                }
                (GrantWhat::Level(instead_of), Some((level, on, _))) if gives_it => {
                    answer.taken.push(Taken::NearerLevel { level, on, instead_of, farther: grant.resource });
                }
                (GrantWhat::Level(_), Some(_)) => {}
                _ => answer.because.extend(gives_it.then_some(because)),
            }
        }
        for ix in roles_in_force(model, member, now) {
            let role = &model[ix];
            let on = |reach, owned| Because::RoleOn { role: ix, reach, owned };
            answer.because.extend(role.on_all(kind).contains(permission).then(|| on(Reach::All, None)));
            for link in chain.links.iter().filter(|link| link.owner == Some(member.member)) {
                let given = role.on_own(link.kind).contains(permission);
                answer.because.extend(given.then(|| on(Reach::Own, Some(link.resource))));
            }
            match (role.on_granted(kind).contains(permission) && !on_chain.is_empty(), nearest) {
                (true, Some((level, on, true))) => answer.taken.push(Taken::EmptyLevel { role: ix, level, on }),
                (true, _) => answer.because.push(on(Reach::Granted, None)),
                (false, _) => {}
            }
        }
    }
}
