//! What would turn a "no" into a "yes", and who could give it: tried out on a copy of the member, and judged.

use super::{Case, Question, Remedy, RemedyWhat};
use crate::{
    access::{
        act::Verb,
        give::{Change, may_give},
        sets::{account_set, holds_on, may_receive},
    },
    grant::{GrantRecord, GrantWhat, Timed},
    id::{Id, MemberId},
    member::MemberRecord,
    model::{HowManyRoles, Model},
    permission::PermissionIx,
    resource::KindIx,
    role::RoleIx,
};

impl Case<'_> {
    /// Everything that could be given and would help, the smallest first.
    pub(super) fn remedies(&self) -> Vec<Remedy> {
        let before = self.set(self.member, true);
        let mut found: Vec<Remedy> = Vec::new();
        for (what, mut after) in self.candidates() {
            // What Custom leaves out is no help before it is listed.
            let listed = !self.holds(&after, true) && self.is_masked(&after);
            if listed {
                self.list(&mut after);
            }
            if self.holds(&after, true) {
                let adds = self.set(&after, true).difference(&before).len();
                found.push(Remedy { what, listed, adds, by: self.who_could_give(&what, listed, &after) });
            }
        }
        found.sort_by_key(|remedy| (remedy.adds, remedy.listed));
        found
    }

    /// Lists it in Custom.
    fn list(&self, member: &mut MemberRecord) {
        let listed = self.model.mask([self.question.permission]);
        member.mask.iter_mut().for_each(|mask| mask.unite(&listed));
    }

    fn candidates(&self) -> Vec<(RemedyWhat, MemberRecord)> {
        let Case { model, member, question: Question { permission, chain }, now } = *self;
        let with = |change: &dyn Fn(&mut MemberRecord)| {
            let mut after = member.clone();
            change(&mut after);
            after
        };
        let mut found = Vec::new();
        if self.is_masked(member) {
            found.push((RemedyWhat::List(permission), with(&|after| self.list(after))));
        }
        if let Some((resource, kind)) = chain.and_then(|chain| Some((chain.resource()?, chain.kind()?))) {
            for what in grants_on_offer(model, kind, permission) {
                let grant = |after: &mut MemberRecord| {
                    let others = |other: &GrantRecord| {
                        let level = |what: GrantWhat| matches!(what, GrantWhat::Level(_));
                        !(other.resource == resource && level(other.what) && level(what))
                    };
                    let kept = member.grants.all().iter().filter(|other| others(other)).copied();
                    after.grants = kept.chain([GrantRecord::always(resource, what)]).collect();
                };
                found.push((RemedyWhat::Grant(what), with(&grant)));
            }
        } else {
            for (extra, _) in model.permissions().filter(|(ix, _)| may_receive(model, member, *ix, now)) {
                found.push((RemedyWhat::Extra(extra), with(&|after| after.extras.push(Timed::always(extra)))));
            }
        }
        for (role, _) in model.roles().filter(|(_, role)| role.assignable) {
            let change = |after: &mut MemberRecord| {
                if model.membership().roles == HowManyRoles::One {
                    after.roles.clear();
                }
                after.roles.push(Timed::always(role));
            };
            found.push((RemedyWhat::Role(role), with(&change)));
        }
        found
    }

    /// The roles that are enough by themselves to give it.
    fn who_could_give(&self, what: &RemedyWhat, listed: bool, after: &MemberRecord) -> Vec<RoleIx> {
        let Case { model, member, question: Question { chain, .. }, now } = *self;
        let verb = match what {
            RemedyWhat::List(_) | RemedyWhat::Extra(_) => Verb::ChangePermissions,
            RemedyWhat::Grant(_) => Verb::ChangeAccess,
            RemedyWhat::Role(_) => Verb::ChangeRoles,
        };
        let change =
            Change { before: Some(member), after, chains: chain.map(std::slice::from_ref).unwrap_or_default() };
        let could = |role: &RoleIx| {
            let mut giver = MemberRecord::active(MemberId::from_uuid(uuid::Uuid::nil()));
            giver.roles.push(Timed::always(*role));
            let may = |verb: Verb| match chain.filter(|_| verb == Verb::ChangeAccess) {
                Some(chain) => holds_on(model, &giver, true, chain, verb.needs(), now),
                None => account_set(model, &giver, true, now).contains(verb.needs()),
            };
            let allowed = may(verb) && (!listed || may(Verb::ChangePermissions));
            allowed && may_give(model, &giver, &change, now).is_ok()
        };
        model.roles().map(|(role, _)| role).filter(could).collect()
    }
}

/// What the model offers to be granted on a kind of resource: its levels and project roles, and where it has no levels also
/// the single permission.
fn grants_on_offer(model: &Model, kind: KindIx, permission: PermissionIx) -> Vec<GrantWhat> {
    let kind = &model[kind];
    let levels = kind.levels.iter().map(|level| GrantWhat::Level(level.level));
    let roles = kind.project_roles.iter().map(|role| GrantWhat::Role(*role));
    let single = kind.levels.is_empty().then_some(GrantWhat::Permission(permission));
    single.into_iter().chain(levels).chain(roles).collect()
}
