//! Refusals: every expected "no", with a stable code. The words people read are made from the code elsewhere.

use crate::id::{AccountId, MemberId};

/// What is wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// Where: an RFC 6901 JSON pointer into the request body (`/lines/3/email`), or the form field's name with a slash.
    pub pointer: String,
    /// What is wrong, as a stable code: `empty`, `too_long`, `no_at`, `unknown_role`, …
    pub code: &'static str,
    /// Values the sentence needs: the limit, the offending text, what would be right.
    pub params: Vec<(&'static str, String)>,
}

impl FieldProblem {
    /// A problem without further values.
    pub fn new(pointer: impl Into<String>, code: &'static str) -> FieldProblem {
        FieldProblem { pointer: pointer.into(), code, params: Vec::new() }
    }

    /// Adds a value for the sentence.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> FieldProblem {
        self.params.push((name, value.into()));
        self
    }
}

/// Why an invitation's link leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeadLink {
    /// Its time is over; a new one can be asked for.
    Expired,
    /// It was used.
    Used,
    /// Whoever invited can't give any more what was offered; a new one can be asked for.
    Lapsed,
    /// It was withdrawn, replaced by a newer one, cut short or never existed: told apart from nothing, so that nobody can probe.
    Unknown,
}

/// An expected "no".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody is signed in, or the key or session is not valid (any more).
    NotSignedIn,
    /// Wrong address or password; never says which.
    WrongCredentials,
    /// There is no such thing, or the actor may not know that there is.
    NotFound,
    /// The actor lacks this permission.
    Forbidden {
        /// The permission's id.
        permission: String,
    },
    /// The target's rank forbids it (rule 11).
    RankTooHigh {
        /// What was tried: `edit` or `remove`.
        verb: &'static str,
    },
    /// The model doesn't let members with this role be removed; another role has to be given first (A10).
    RoleNotRemovable {
        /// The role's id.
        role: String,
    },
    /// The role exists but is not assignable, or stands above the actor's own rank.
    RoleNotAssignable {
        /// The role's id.
        role: String,
    },
    /// The actor would give what they don't hold (rule 12, F03).
    NotHeld {
        /// Ids of permissions, roles or levels that the actor lacks.
        missing: Vec<String>,
    },
    /// Whoever has what only one can have now stands beyond the actor's rank, and so keeps it (rules 11 and 13).
    HolderOutOfReach {
        /// Who has it.
        holder: String,
        /// On what.
        on: String,
    },
    /// They have what only one can have and somebody must have: another has to have it before they go (C12, F17).
    NeedsSuccessor {
        /// What it is on, as far as the actor sees it.
        on: Vec<String>,
    },
    /// Afterwards nobody could change roles any more (rule 14, F02).
    LastKeeper,
    /// Nobody raises or removes themself.
    NotYourself,
    /// Not for somebody who acts as somebody else (B12): it is the person's own, elsewhere, or can't be undone.
    NotWhileActing,
    /// The operator has suspended the account: nobody has anything in it until that ends.
    AccountSuspended,
    /// Not for a key of the account: it is something of a member's own, or done as one.
    NeedsMember,
    /// Not for a key, whoever's it is, nor for the operator who looks: it takes a person who is signed in.
    SessionRequired,
    /// Not for the operator who was let in to look.
    LookOnly,
    /// Somebody can still manage the account: it is theirs to make another an admin.
    AdminReachable,
    /// The person is in accounts still, and has to leave them first.
    StillAMember,
    /// Acting as somebody is over: the hour, or one of the two lost what it took. Nothing was done, in nobody's name.
    ActingOver,
    /// One or more fields are wrong.
    Invalid(Vec<FieldProblem>),
    /// Somebody else changed the thing meanwhile (F07).
    Stale {
        /// The version that stands now.
        current: i64,
    },
    /// The request needs `If-Match`.
    PreconditionRequired,
    /// The Idempotency-Key was used with another request.
    IdempotencyKeyReused,
    /// Not possible in the state the thing is in.
    WrongState {
        /// The state it is in: `active`, `deleted`, …
        state: &'static str,
    },
    /// The account's model doesn't offer this way out.
    NotOnOffer {
        /// What was tried: `disable`, `archive` or `delete`.
        verb: &'static str,
    },
    /// Somebody has this address here already.
    AddressTaken {
        /// Who, if the actor may see them.
        member: Option<MemberId>,
    },
    /// The link is dead.
    DeadLink(DeadLink),
    /// The account became a part of another one; only whoever was in it is told (D11).
    AccountMerged {
        /// The account it is a part of now.
        into: AccountId,
        /// What that is called.
        name: String,
    },
    /// Too many tries.
    Throttled {
        /// Seconds until the next try may succeed.
        retry_after: u32,
    },
    /// The invitation is for another address than those of the signed-in person.
    NotTheInvited,
    /// An answer was demanded that is newer than anything known here.
    RevisionAhead,
    /// There are fewer credits than are wanted, apart from those that are held.
    InsufficientCredits {
        /// What can be spent.
        available: i64,
        /// What was to be spent.
        wanted: i64,
    },
    /// The request needs an `Idempotency-Key`: sent twice, it must not be done twice.
    IdempotencyKeyRequired,
    /// What was done since stands in the way of undoing it.
    ChangedSince {
        /// Whose change it was; empty where nobody can be named.
        by: String,
    },
    /// What would have to come back is gone.
    GoneSince {
        /// What it is called, or its id.
        what: String,
    },
    /// It was undone before.
    AlreadyUndone,
    /// It can't be undone: it is no such change, or too long ago.
    NotUndoable,
    /// The account has had no other model before this one.
    NoFormerModel,
    /// What was planned is not what would be done now: something that it rests on was changed since.
    PlanStale,
    /// The body is larger than allowed.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
}

impl Refusal {
    /// A single wrong field.
    pub fn field(pointer: impl Into<String>, code: &'static str) -> Refusal {
        Refusal::Invalid(vec![FieldProblem::new(pointer, code)])
    }

    /// The stable code that the API shows and the words are found by.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NotSignedIn => "not_signed_in",
            Refusal::WrongCredentials => "wrong_credentials",
            Refusal::NotFound => "not_found",
            Refusal::Forbidden { .. } => "forbidden",
            Refusal::RankTooHigh { .. } => "rank_too_high",
            Refusal::RoleNotRemovable { .. } => "role_not_removable",
            Refusal::RoleNotAssignable { .. } => "role_not_assignable",
            Refusal::NotHeld { .. } => "not_held",
            Refusal::HolderOutOfReach { .. } => "holder_out_of_reach",
            Refusal::NeedsSuccessor { .. } => "needs_successor",
            Refusal::LastKeeper => "last_keeper",
            Refusal::NotYourself => "not_yourself",
            Refusal::NotWhileActing => "not_while_acting",
            Refusal::ActingOver => "acting_over",
            Refusal::AccountSuspended => "account_suspended",
            Refusal::NeedsMember => "needs_member",
            Refusal::SessionRequired => "session_required",
            Refusal::LookOnly => "look_only",
            Refusal::AdminReachable => "admin_reachable",
            Refusal::StillAMember => "still_a_member",
            Refusal::Invalid(_) => "invalid",
            Refusal::Stale { .. } => "stale",
            Refusal::PreconditionRequired => "precondition_required",
            Refusal::IdempotencyKeyReused => "idempotency_key_reused",
            Refusal::WrongState { .. } => "wrong_state",
            Refusal::NotOnOffer { .. } => "not_on_offer",
            Refusal::AddressTaken { .. } => "address_taken",
            Refusal::DeadLink(DeadLink::Expired) => "link_expired",
            Refusal::DeadLink(DeadLink::Used) => "link_used",
            Refusal::DeadLink(DeadLink::Lapsed) => "link_lapsed",
            Refusal::DeadLink(DeadLink::Unknown) => "link_dead",
            Refusal::AccountMerged { .. } => "account_merged",
            Refusal::Throttled { .. } => "throttled",
            Refusal::NotTheInvited => "not_the_invited",
            Refusal::RevisionAhead => "revision_ahead",
            Refusal::InsufficientCredits { .. } => "insufficient_credits",
            Refusal::IdempotencyKeyRequired => "idempotency_key_required",
            Refusal::ChangedSince { .. } => "changed_since",
            Refusal::GoneSince { .. } => "gone_since",
            Refusal::AlreadyUndone => "already_undone",
            Refusal::NotUndoable => "not_undoable",
            Refusal::NoFormerModel => "no_former_model",
            Refusal::PlanStale => "plan_stale",
            Refusal::TooLarge { .. } => "too_large",
        }
    }

    /// One of each, for tests and the reference: every code, with values such as really occur.
    pub fn samples() -> Vec<Refusal> {
        let text = |text: &str| text.to_owned();
        vec![
            Refusal::NotSignedIn,
            Refusal::WrongCredentials,
            Refusal::NotFound,
            Refusal::Forbidden { permission: text("roster.invite") },
            Refusal::RankTooHigh { verb: "edit" },
            Refusal::RoleNotRemovable { role: text("admin") },
            Refusal::RoleNotAssignable { role: text("owner") },
            Refusal::NotHeld { missing: vec![text("site.edit")] },
            Refusal::HolderOutOfReach { holder: text("Amira Sahin"), on: text("Harbour") },
            Refusal::NeedsSuccessor { on: vec![text("Harbour")] },
            Refusal::LastKeeper,
            Refusal::NotYourself,
            Refusal::NotWhileActing,
            Refusal::ActingOver,
            Refusal::AccountSuspended,
            Refusal::NeedsMember,
            Refusal::SessionRequired,
            Refusal::LookOnly,
            Refusal::AdminReachable,
            Refusal::StillAMember,
            Refusal::field("/email", "no_at"),
            Refusal::Stale { current: 3 },
            Refusal::PreconditionRequired,
            Refusal::IdempotencyKeyReused,
            Refusal::WrongState { state: "deleted" },
            Refusal::NotOnOffer { verb: "delete" },
            Refusal::AddressTaken { member: None },
            Refusal::DeadLink(DeadLink::Expired),
            Refusal::DeadLink(DeadLink::Used),
            Refusal::DeadLink(DeadLink::Lapsed),
            Refusal::DeadLink(DeadLink::Unknown),
            Refusal::AccountMerged { into: AccountId::INSTALLATION, name: text("Northwind Feeds") },
            Refusal::Throttled { retry_after: 60 },
            Refusal::NotTheInvited,
            Refusal::RevisionAhead,
            Refusal::InsufficientCredits { available: 3, wanted: 5 },
            Refusal::IdempotencyKeyRequired,
            Refusal::ChangedSince { by: text("Amira Sahin") },
            Refusal::GoneSince { what: text("Harbour") },
            Refusal::AlreadyUndone,
            Refusal::NotUndoable,
            Refusal::NoFormerModel,
            Refusal::PlanStale,
            Refusal::TooLarge { limit: 1_048_576 },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_sampled_once() {
        let mut codes: Vec<_> = Refusal::samples().iter().map(Refusal::code).collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }
}
