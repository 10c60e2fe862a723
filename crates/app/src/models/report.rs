//! What a plan says.

use jiff::Timestamp;
use roster_domain::{
    id::{KeyId, MemberId, ResourceId},
    model::{Difference, Text},
    plan::What,
    refusal::{FieldProblem, Refusal},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Where something is gained or lost.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(tag = "in", rename_all = "snake_case")]
pub enum Place {
    /// In the account.
    Account,
    /// On every resource of a kind.
    Everywhere {
        /// The kind's id.
        kind: String,
    },
    /// On resources of a kind, at or under those on which a member has something.
    On {
        /// The kind's id.
        kind: String,
    },
    /// Over members with a role.
    Over {
        /// The role's id in the old model.
        role: String,
    },
}

/// Where whoever is counted stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// They are in.
    Active,
    /// They will have it when they accept.
    Invited,
    /// They will have it when they are let in again.
    Disabled,
}

/// How many members gain or lose a permission in a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The ids of the roles that they have before; empty where all are counted together.
    pub roles: Vec<String>,
    /// Where they stand.
    pub standing: Standing,
    /// Where.
    pub place: Place,
    /// The permission's id.
    pub permission: String,
    /// Gained, or lost.
    pub gained: bool,
    /// By how many.
    pub members: u64,
}

/// One permission that one member gains or loses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Where.
    pub place: Place,
    /// For [`Place::On`]: the resource on which they have something.
    pub resource: Option<ResourceId>,
    /// What that is called, if whoever asks may see it.
    pub resource_name: Option<String>,
    /// The permission's id.
    pub permission: String,
    /// Gained, or lost.
    pub gained: bool,
    /// From then on; `None`: at once.
    pub from: Option<Timestamp>,
}

/// One member for whom something changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Affected {
    /// Who.
    pub member: MemberId,
    /// What they are called.
    pub name: String,
    /// Where they stand.
    pub standing: Standing,
    /// The ids of their roles before.
    pub roles: Vec<String>,
    /// And after.
    pub new_roles: Vec<String>,
    /// What they gain and lose.
    pub lines: Vec<Line>,
    /// What they hold that disappears.
    pub disappears: Vec<Disappears>,
}

/// Something that a member holds and that the new model doesn't have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Disappears {
    /// What.
    pub what: What,
    /// On which kind of resource; otherwise empty.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The resource on which they have it, if whoever asks sees it.
    pub resource: Option<ResourceId>,
    /// What that is called.
    pub resource_name: Option<String>,
    /// What takes its place, if anything does so far.
    pub becomes: Option<String>,
}

/// Something that an undoing doesn't bring back to a member.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NotRestored {
    /// Whose it was.
    pub member: MemberId,
    /// What they are called.
    pub name: String,
    /// What it was.
    pub what: What,
    /// On which kind of resource; otherwise empty.
    pub kind: String,
    /// Its id, or their ids.
    pub ids: Vec<String>,
    /// What the resource on which they had it is called, if whoever asks sees it.
    pub resource_name: Option<String>,
    /// Why: the resource is gone; otherwise something else was given or taken since.
    pub gone: bool,
}

/// One who holds something that disappears.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holder {
    /// Who.
    pub member: MemberId,
    /// What they are called.
    pub name: String,
    /// Where they stand.
    pub standing: Standing,
}

/// Something that can take the place of what disappears.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Instead {
    /// Its id.
    pub id: String,
    /// What it is called in the new model.
    pub label: Text,
}

/// Something that disappears, and who holds it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VanishedHeld {
    /// What.
    pub what: What,
    /// On which kind of resource; otherwise empty.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// How many who are in hold it,
    pub active: u64,
    /// who are invited,
    pub invited: u64,
    /// and who are out, for a while or for good.
    pub out: u64,
    /// What was chosen; `None`: it isn't decided yet.
    pub choice: Option<Option<String>>,
    /// What can take its place.
    pub options: Vec<Instead>,
    /// The first who hold it; empty for who may not see members.
    pub holders: Vec<Holder>,
}

/// A key that loses permissions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyLoss {
    /// Which.
    pub key: KeyId,
    /// What its maker calls it.
    pub label: String,
    /// Whose it is, or who made it.
    pub member: MemberId,
    /// It is the account's.
    pub of_account: bool,
    /// What it loses.
    pub lost: Vec<String>,
}

/// What whoever applies it would give without holding it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Missing {
    /// Where.
    pub place: Place,
    /// The permissions' ids.
    pub permissions: Vec<String>,
}

/// A project role that members would get without what it requires.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unmet {
    /// On which kind of resource.
    pub kind: String,
    /// The role's id.
    pub role: String,
    /// How many times.
    pub count: u64,
    /// The permissions' ids that are lacked.
    pub missing: Vec<String>,
}

/// What another model would change.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Says from which state it starts and where it leads.
    pub id: String,
    /// The version of the account's model that it starts from.
    pub version: i64,
    /// What is different between the models.
    pub differences: Vec<Difference>,
    /// How many members were looked at.
    pub looked_at: u64,
    /// How many of them gain something, lose something, or both.
    pub affected: u64,
    /// How many gain.
    pub gaining: u64,
    /// How many lose.
    pub losing: u64,
    /// How many permissions are gained or lost, by all of them in all places.
    pub lines: u64,
    /// By change, over all roles.
    pub changes: Vec<Change>,
    /// By the roles of those who gain and lose.
    pub by_role: Vec<Change>,
    /// The first of those affected, in the order of their ids; empty for who may not see members.
    pub members: Vec<Affected>,
    /// What disappears and is held by somebody.
    pub vanished: Vec<VanishedHeld>,
    /// How many members hold something that disappears, and get something else or nothing.
    pub moved: u64,
    /// How many things that an undoing should bring back were changed since, or are gone.
    pub not_restored: u64,
    /// The first of them; empty for who may not see members.
    pub left: Vec<NotRestored>,
    /// Keys that lose permissions.
    pub keys: Vec<KeyLoss>,
    /// Whether somebody can still change roles afterwards (F02); also true where nobody could before.
    pub keeps: bool,
    /// Project roles that somebody would get without what they require (rule 13).
    pub unmet: Vec<Unmet>,
    /// Whether those for whom something changes are mailed.
    pub mails: bool,
    /// What whoever asks can't give (F03).
    pub missing: Vec<Missing>,
    /// Kinds of resource that are in use and that the new model lacks or puts elsewhere.
    pub in_the_way: Vec<String>,
}

impl Plan {
    /// What stands in the way of applying it; `operator`: it is they who want to.
    pub fn obstacle(&self, operator: bool) -> Option<Refusal> {
        if !self.in_the_way.is_empty() {
            let problem = |kind: &String| FieldProblem::new("/model", "kind_in_use").with("value", kind);
            return Some(Refusal::Invalid(self.in_the_way.iter().map(problem).collect()));
        }
        let open = self.vanished.iter().filter(|vanished| vanished.choice.is_none());
        let open: Vec<FieldProblem> = open
            .map(|vanished| {
                let on = if vanished.kind.is_empty() { String::new() } else { format!("/{}", vanished.kind) };
                let pointer = format!("/choices/{}s{on}/{}", vanished.what.code(), vanished.id);
                let options: Vec<&str> = vanished.options.iter().map(|instead| instead.id.as_str()).collect();
                if options.is_empty() {
                    return FieldProblem::new(pointer, "choose_nothing").with("value", &vanished.id);
                }
                let problem = FieldProblem::new(pointer, "choose_where_they_go").with("value", &vanished.id);
                problem.with("known", options.join(", "))
            })
            .collect();
        if !open.is_empty() {
            return Some(Refusal::Invalid(open));
        }
        if !self.unmet.is_empty() {
            let problem = |unmet: &Unmet| {
                let pointer = format!("/choices/project_roles/{}", unmet.kind);
                let problem = FieldProblem::new(pointer, "members_lack_permissions").with("value", &unmet.role);
                problem.with("count", unmet.count.to_string()).with("missing", unmet.missing.join(", "))
            };
            return Some(Refusal::Invalid(self.unmet.iter().map(problem).collect()));
        }
        if operator && self.moved > 0 {
            return Some(Refusal::field("/choices", "members_move"));
        }
        if !self.missing.is_empty() {
            let missing: BTreeSet<String> = self.missing.iter().flat_map(|it| it.permissions.clone()).collect();
            return Some(Refusal::NotHeld { missing: missing.into_iter().collect() });
        }
        (!self.keeps).then_some(Refusal::LastKeeper)
    }
}
