//! The audit log: what an event is, and how events are chained.
//!
//! An event is the bare fact plus details. The fact holds only ids and codes and is kept for ever; names, addresses and
//! values stand in the details, which can be erased without breaking the chain, because the chain holds their salted digest.

use crate::id::{AccountId, Id, JobId, KeyId, MemberId, PersonId, QuotationId, ResourceId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)+) => {
        /// What happened. The closed list of everything an account's audit log can say.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum EventKind { $($(#[$doc])* $name,)+ }
        impl EventKind {
            /// Every kind, in the order of declaration.
            pub const ALL: &'static [EventKind] = &[$(EventKind::$name,)+];
            /// The stable code: stored, and shown by the API.
            pub fn code(self) -> &'static str { match self { $(EventKind::$name => $code,)+ } }
            /// The kind with this code.
            pub fn from_code(code: &str) -> Option<EventKind> { match code { $($code => Some(EventKind::$name),)+ _ => None } }
        }
    };
}

kinds! {
    /// The account came into being.
    AccountCreated = "account_created",
    /// What is known of the account changed: its name, address, tax id, …
    AccountEdited = "account_edited",
    /// The account was suspended by the operator: nobody has anything in it.
    AccountSuspended = "account_suspended",
    /// The suspension ended.
    AccountResumed = "account_resumed",
    /// The account was closed; until it is purged it can be brought back.
    AccountClosed = "account_closed",
    /// A closed account was brought back.
    AccountReopened = "account_reopened",
    /// Nothing is left of a closed account but the bare facts.
    AccountPurged = "account_purged",
    /// The operator made somebody an admin, as no admin could be reached.
    AccountRecovered = "account_recovered",
    /// The operator was let in to look, with a reason and an end.
    SupportGranted = "support_granted",
    /// They came.
    SupportBegun = "support_begun",
    /// They looked at a page.
    SupportLooked = "support_looked",
    /// They can't look any more.
    SupportEnded = "support_ended",
    /// Whoever a former member was has erased their sign-in.
    PersonErased = "person_erased",
    /// A model was pinned to the account.
    ModelApplied = "model_applied",
    /// An address was invited; a mail is queued.
    MemberInvited = "member_invited",
    /// An invitation was sent again; the old link is dead.
    InvitationResent = "invitation_resent",
    /// An invitation was mailed once more, with the same link, because its address asked to come in by itself.
    InvitationReminded = "invitation_reminded",
    /// A pending invitation was edited in place.
    InvitationEdited = "invitation_edited",
    /// An invitation was withdrawn; its link is dead.
    InvitationWithdrawn = "invitation_withdrawn",
    /// An invitation ran out.
    InvitationExpired = "invitation_expired",
    /// The holder of a dead link asked for a new one.
    InvitationRequested = "invitation_requested",
    /// The invited person joined.
    InvitationAccepted = "invitation_accepted",
    /// A new link was shown to be copied; the mailed one is dead.
    InvitationLinkCopied = "invitation_link_copied",
    /// A user was created; they join with the link they are welcomed with.
    MemberCreated = "member_created",
    /// Someone signed themself up.
    MemberSignedUp = "member_signed_up",
    /// A link to choose a new password was mailed to a member.
    PasswordLinkSent = "password_link_sent",
    /// The mail server refused the invitation's mail.
    InvitationRefused = "invitation_refused",
    /// A member's name, note or profile fields changed.
    MemberEdited = "member_edited",
    /// A member's roles changed.
    RolesChanged = "roles_changed",
    /// A member's permissions beyond the roles changed, or what Custom lists.
    PermissionsChanged = "permissions_changed",
    /// A member's access to a resource was added, changed or removed.
    AccessChanged = "access_changed",
    /// A member was put out for a while; everything stays as it was.
    MemberDisabled = "member_disabled",
    /// A disabled member was let in again.
    MemberEnabled = "member_enabled",
    /// A member was put out, into the list of former members.
    MemberArchived = "member_archived",
    /// A former member was brought back, or asked to come back.
    MemberRestored = "member_restored",
    /// A member was deleted from the account.
    MemberDeleted = "member_deleted",
    /// A member began to act as another one.
    ActingStarted = "acting_started",
    /// They stopped, or their time was over.
    ActingEnded = "acting_ended",
    /// Something was asked to be done to many members, one after the other; each has an event of their own.
    JobAsked = "job_asked",
    /// What was not done yet of it will not be done.
    JobCancelled = "job_cancelled",
    /// A member left of their own will.
    MemberLeft = "member_left",
    /// What somebody owned, and the invitations they sent, went to somebody else.
    HandedOver = "handed_over",
    /// The holder of a role offered it to a successor.
    TransferStarted = "transfer_started",
    /// The successor took the role over.
    TransferAccepted = "transfer_accepted",
    /// The successor didn't want it.
    TransferDeclined = "transfer_declined",
    /// The holder took the offer back.
    TransferWithdrawn = "transfer_withdrawn",
    /// The successor didn't answer in time.
    TransferExpired = "transfer_expired",
    /// Another sign-in address was proposed for a member, who confirms it or not.
    AddressProposed = "address_proposed",
    /// It is not proposed any more.
    AddressProposalWithdrawn = "address_proposal_withdrawn",
    /// The wrong passwords for a member were forgotten, so that they can try again.
    SignInUnblocked = "sign_in_unblocked",
    /// A member's contact address changed with their sign-in address.
    MemberAddressChanged = "member_address_changed",
    /// A resource was created.
    ResourceCreated = "resource_created",
    /// A resource was renamed.
    ResourceRenamed = "resource_renamed",
    /// What the product says of a resource changed.
    ResourceDescribed = "resource_described",
    /// A resource was put under another one, with all that lies under it.
    ResourceMoved = "resource_moved",
    /// A product registered many resources at once.
    ResourcesUpserted = "resources_upserted",
    /// A resource was deleted, with all access to it.
    ResourceDeleted = "resource_deleted",
    /// An API key was made.
    KeyCreated = "key_created",
    /// An API key was revoked.
    KeyRevoked = "key_revoked",
    /// Credits were given to the account.
    CreditsAllocated = "credits_allocated",
    /// Credits were bought.
    CreditsPurchased = "credits_purchased",
    /// Credits were given back.
    CreditsRefunded = "credits_refunded",
    /// Credits came along with an account that was merged into this one.
    CreditsMerged = "credits_merged",
    /// Credits were spent.
    CreditsSpent = "credits_spent",
    /// Credits were set aside.
    CreditsHeld = "credits_held",
    /// Credits that were set aside are free again.
    CreditsReleased = "credits_released",
    /// Credits that were set aside were spent.
    CreditsCaptured = "credits_captured",
    /// Credits ended unspent.
    CreditsExpired = "credits_expired",
    /// The transactions were exported.
    TransactionsExported = "transactions_exported",
    /// The account's compliance status changed.
    ComplianceChanged = "compliance_changed",
    /// A quotation was offered.
    QuotationIssued = "quotation_issued",
    /// A quotation was accepted.
    QuotationAccepted = "quotation_accepted",
    /// A quotation was declined.
    QuotationDeclined = "quotation_declined",
    /// A quotation was withdrawn by those who offered it.
    QuotationWithdrawn = "quotation_withdrawn",
    /// All of the account was downloaded.
    ArchiveDownloaded = "archive_downloaded",
    /// Whoever is invited may bring their account along.
    MergeOffered = "merge_offered",
    /// The account became a part of another one.
    AccountMerged = "account_merged",
    /// Somebody joined and brought their account along.
    AccountJoined = "account_joined",
    /// A member asked for access they lack.
    AccessRequested = "access_requested",
    /// What a member asked for was given.
    AccessRequestGranted = "access_request_granted",
    /// What a member asked for was declined.
    AccessRequestDeclined = "access_request_declined",
    /// The list of members was exported.
    MembersExported = "members_exported",
    /// The audit log was exported.
    AuditExported = "audit_exported",
    /// Someone tried what they may not.
    AttemptDenied = "attempt_denied",
}

impl EventKind {
    /// Whether this may be done by somebody who acts as somebody else (B12). What isn't named here may not: what cannot be undone, what
    /// makes or ends keys, links and sign-ins, what a member can only decide for themself.
    pub fn open_while_acting(self) -> bool {
        use EventKind::*;
        matches!(
            self,
            MemberInvited
                | InvitationResent
                | InvitationEdited
                | InvitationWithdrawn
                | MemberEdited
                | RolesChanged
                | PermissionsChanged
                | AccessChanged
                | ResourceCreated
                | ResourceRenamed
                | ResourceMoved
                | ActingEnded
                | AttemptDenied
        )
    }
}

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum ActorRef {
    /// A member of the account.
    Member(MemberId),
    /// A signed-in person who is no member of the account.
    Person(PersonId),
    /// An API key of the account.
    Key(KeyId),
    /// The operator at the command line.
    Operator,
    /// Roster itself: something that was due.
    System,
    /// Nobody who is known: the holder of a link.
    Anonymous,
}

impl ActorRef {
    /// The stable code of the kind of actor.
    pub fn kind(&self) -> &'static str {
        match self {
            ActorRef::Member(_) => "member",
            ActorRef::Person(_) => "person",
            ActorRef::Key(_) => "key",
            ActorRef::Operator => "operator",
            ActorRef::System => "system",
            ActorRef::Anonymous => "anonymous",
        }
    }

    /// The actor's id, if it has one.
    pub fn id(&self) -> Option<Uuid> {
        match self {
            ActorRef::Member(id) => Some(id.uuid()),
            ActorRef::Person(id) => Some(id.uuid()),
            ActorRef::Key(id) => Some(id.uuid()),
            ActorRef::Operator | ActorRef::System | ActorRef::Anonymous => None,
        }
    }

    /// The inverse of [`kind`](Self::kind) and [`id`](Self::id).
    pub fn from_parts(kind: &str, id: Option<Uuid>) -> Option<ActorRef> {
        Some(match (kind, id) {
            ("member", Some(id)) => ActorRef::Member(MemberId::from_uuid(id)),
            ("person", Some(id)) => ActorRef::Person(PersonId::from_uuid(id)),
            ("key", Some(id)) => ActorRef::Key(KeyId::from_uuid(id)),
            ("operator", None) => ActorRef::Operator,
            ("system", None) => ActorRef::System,
            ("anonymous", None) => ActorRef::Anonymous,
            _ => return None,
        })
    }
}

/// What it was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The account itself.
    Account,
    /// A member, also one who is only invited.
    Member(MemberId),
    /// A project, a site, …
    Resource(ResourceId),
    /// An API key.
    Key(KeyId),
    /// A quotation.
    Quotation(QuotationId),
    /// Something that is done to many members.
    Job(JobId),
}

impl Target {
    /// The stable code of the kind of target.
    pub fn kind(&self) -> &'static str {
        match self {
            Target::Account => "account",
            Target::Member(_) => "member",
            Target::Resource(_) => "resource",
            Target::Key(_) => "key",
            Target::Quotation(_) => "quotation",
            Target::Job(_) => "job",
        }
    }

    /// The target's id; the account's own is left out, it stands beside it anyway.
    pub fn id(&self) -> Option<Uuid> {
        match self {
            Target::Account => None,
            Target::Member(id) => Some(id.uuid()),
            Target::Resource(id) => Some(id.uuid()),
            Target::Key(id) => Some(id.uuid()),
            Target::Quotation(id) => Some(id.uuid()),
            Target::Job(id) => Some(id.uuid()),
        }
    }
}

/// One value that changed. `None` means: was not there, is not there any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What changed: `role`, `name`, `access`, …
    pub field: String,
    /// Where a field is one of many: the resource's name for `access`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The value before.
    pub before: Option<String>,
    /// The value after.
    pub after: Option<String>,
}

impl Change {
    /// A change of a single-valued field.
    pub fn new(field: &str, before: Option<String>, after: Option<String>) -> Change {
        Change { field: field.to_owned(), of: None, before, after }
    }

    /// A change of one among many: the access to the resource called `of`.
    pub fn of(field: &str, of: &str, before: Option<String>, after: Option<String>) -> Change {
        Change { field: field.to_owned(), of: Some(of.to_owned()), before, after }
    }
}

/// The erasable part of an event: everything that may name a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// What the target was called when it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Before → after.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// A reason that was given, the permission that was missing, what a mail server said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The IP address the request came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The browser or client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
}

/// An event as a use-case states it; who, when, where from and the chain are added by the scope that commits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// To whom or what.
    pub target: Target,
    /// The erasable part.
    pub details: Details,
    /// It happened by itself, whoever asked for what else is done.
    pub by_itself: bool,
}

impl Event {
    /// An event about `target`, which is called `subject` at this moment.
    pub fn new(kind: EventKind, target: Target, subject: impl Into<String>) -> Event {
        let details = Details { subject: Some(subject.into()), ..Details::default() };
        Event { kind, target, details, by_itself: false }
    }

    /// Adds what changed.
    pub fn changes(mut self, changes: impl IntoIterator<Item = Change>) -> Event {
        self.details.changes.extend(changes);
        self
    }

    /// Says that nobody did it: something was due.
    pub fn by_itself(mut self) -> Event {
        self.by_itself = true;
        self
    }

    /// Adds a reason or a circumstance.
    pub fn note(mut self, note: impl Into<String>) -> Event {
        self.details.note = Some(note.into());
        self
    }
}

/// The bare fact of one event, as it is stored and chained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact<'a> {
    /// The account whose log it is.
    pub account: AccountId,
    /// Its number in that log; the first is 1.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// The code of the kind; a string, so that a log written by a newer version still verifies.
    pub kind: &'a str,
    /// The code of the kind of actor.
    pub actor_kind: &'a str,
    /// The actor's id.
    pub actor_id: Option<Uuid>,
    /// The member in whose name it was done, if the actor acted as somebody else.
    pub on_behalf_of: Option<Uuid>,
    /// The code of the kind of target.
    pub target_kind: &'a str,
    /// The target's id.
    pub target_id: Option<Uuid>,
}

impl Fact<'_> {
    /// SHA-256(prev_hash ‖ fact ‖ details_digest): the next event's `prev_hash`. Every field is preceded by its length, so
    /// that no two facts have the same bytes.
    pub fn hash(&self, prev_hash: &[u8], details_digest: &[u8; 32]) -> [u8; 32] {
        let mut hasher = Sha256::new();
        let mut field = |bytes: &[u8]| {
            hasher.update(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
            hasher.update(bytes);
        };
        let id = |id: &Option<Uuid>| id.map(|id| id.as_bytes().to_vec()).unwrap_or_default();
        field(prev_hash);
        field(self.account.uuid().as_bytes());
        field(&self.seq.to_be_bytes());
        field(&self.at.as_millisecond().to_be_bytes());
        field(self.kind.as_bytes());
        field(self.actor_kind.as_bytes());
        field(&id(&self.actor_id));
        field(&id(&self.on_behalf_of));
        field(self.target_kind.as_bytes());
        field(&id(&self.target_id));
        field(details_digest);
        hasher.finalize().into()
    }
}

/// SHA-256(salt ‖ details): what the chain keeps of the details, so that they can be erased and never guessed.
pub fn details_digest(salt: &[u8], details: &str) -> [u8; 32] {
    Sha256::new().chain_update(salt).chain_update(details).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(seq: i64) -> Fact<'static> {
        Fact {
            account: AccountId::INSTALLATION,
            seq,
            at: Timestamp::UNIX_EPOCH,
            kind: EventKind::RolesChanged.code(),
            actor_kind: "operator",
            actor_id: None,
            on_behalf_of: None,
            target_kind: "account",
            target_id: None,
        }
    }

    #[test]
    fn every_kind_is_found_by_its_code_and_no_two_share_one() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::from_code(kind.code()), Some(*kind));
        }
    }

    #[test]
    fn the_chain_depends_on_every_part() {
        let digest = details_digest(b"salt", "{}");
        let base = fact(1).hash(&[0; 32], &digest);
        assert_ne!(base, fact(2).hash(&[0; 32], &digest));
        assert_ne!(base, fact(1).hash(&[1; 32], &digest));
        assert_ne!(base, fact(1).hash(&[0; 32], &details_digest(b"salu", "{}")));
        let moved = Fact { actor_kind: "operato", target_kind: "raccount", ..fact(1) };
        assert_ne!(base, moved.hash(&[0; 32], &digest), "fields must not run into each other");
    }
}
