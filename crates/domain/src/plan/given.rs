//! Rule 12 of a change of the model: whoever applies it holds, before, all that anyone gains by it.
//!
//! What the account has not known before nobody can hold. It counts as held by who holds all of the product's permissions that
//! there were there before: theirs would be what is declared later, too.

use super::pair::{Pair, over};
use crate::{
    access,
    member::MemberRecord,
    model::Model,
    permission::{PermissionIx, PermissionSet, RosterPermission},
    resource::Chain,
    role::RoleIx,
};
use jiff::Timestamp;

/// Who applies a model, as the account's present model knows them.
#[derive(Debug)]
pub struct Giver<'a> {
    pair: &'a Pair,
    record: MemberRecord,
    /// From now on, whenever anything of theirs begins or ends.
    moments: Vec<Timestamp>,
    /// A key gives no more than is written on it.
    written: Option<PermissionSet>,
}

impl<'a> Giver<'a> {
    /// One who applies it.
    pub fn new(pair: &'a Pair, record: &MemberRecord, written: Option<PermissionSet>, now: Timestamp) -> Giver<'a> {
        let record = MemberRecord { withheld: PermissionSet::new(), ..record.clone() };
        let moments = access::moments([&record], now, None);
        Giver { pair, record, moments, written }
    }

    /// What they hold in the account, without end.
    pub fn in_account(&self) -> PermissionSet {
        let held = self.throughout(|model, moment| access::account_set(model, &self.record, true, moment));
        self.with_what_is_new(held, self.pair.old.on_account())
    }

    /// What they hold on every resource of a kind, also on those to come.
    pub fn everywhere(&self, kind: &str) -> PermissionSet {
        let Some(kind) = self.pair.old.kind(kind) else {
            return self.with_what_is_new(PermissionSet::new(), PermissionSet::empty());
        };
        let held = self.throughout(|model, moment| {
            let mut set = access::everywhere(model, &self.record, kind, moment);
            if !set.is_empty() {
                let account = access::account_set(model, &self.record, true, moment);
                set.unite(&account.intersection(model.on_kind(kind)));
            }
            set
        });
        self.with_what_is_new(held, self.pair.old.on_kind(kind))
    }

    /// What they hold on the resource that a way up in the old model begins at.
    pub fn on(&self, chain: &Chain) -> PermissionSet {
        let Some(kind) = chain.kind() else {
            return self.with_what_is_new(PermissionSet::new(), PermissionSet::empty());
        };
        let held = self.throughout(|model, moment| access::set_on(model, &self.record, chain, moment));
        self.with_what_is_new(held, self.pair.old.on_kind(kind))
    }

    /// What they can use on members with a role of the old model.
    pub fn over(&self, role: RoleIx) -> PermissionSet {
        let mut held = self.throughout(|model, moment| over(model, &self.record, Some(role), moment));
        if let Some(written) = &self.written {
            held.intersect(written);
        }
        held
    }

    /// Whether they see the resource at all (rule 10).
    pub fn sees(&self, chain: &Chain, now: Timestamp) -> bool {
        !access::resource_set(&self.pair.old, &self.record, true, chain, now).is_empty()
    }

    fn throughout(&self, held: impl Fn(&Model, Timestamp) -> PermissionSet) -> PermissionSet {
        access::throughout(&self.moments, |moment| held(&self.pair.old, moment))
    }

    fn with_what_is_new(&self, mut held: PermissionSet, there: &PermissionSet) -> PermissionSet {
        let products = there.iter().filter(|permission| RosterPermission::at(*permission).is_none());
        let all = { products }.all(|permission| held.contains(permission)) && self.holds_the_account();
        if let Some(written) = &self.written {
            held.intersect(written);
            // What is written on a key was known when it was made.
            return held;
        }
        if all {
            held.extend(self.new_ones());
        }
        held
    }

    /// All of the product's permissions that can be held in the account.
    fn holds_the_account(&self) -> bool {
        let model = &self.pair.old;
        let products = model.on_account().iter().filter(|permission| RosterPermission::at(*permission).is_none());
        let held = self.throughout(|model, moment| access::account_set(model, &self.record, true, moment));
        { products }.all(|permission| held.contains(permission))
    }

    fn new_ones(&self) -> impl Iterator<Item = PermissionIx> + '_ {
        self.pair.new.permissions().filter_map(|(_, permission)| {
            let one = self.pair.new.permission(&permission.id)?;
            self.pair.joined(&PermissionSet::from_iter([one])).iter().find(|place| self.pair.is_new(*place))
        })
    }
}
