//! The mails Roster sends, as what they say. The words are found at sending, in the language of the one who reads them.

use crate::model::MailedChange;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One kind of mail and what it tells.
///
/// This is what waits in the outbox. It holds no secret and no link: whoever reads the database learns nothing that
/// opens a door. Labels (of roles, levels and resources) are in the recipient's language, chosen when the mail was queued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MailKind {
    /// To an address that is asked to join. Needs a link.
    Invitation(Invitation),
    /// The same to someone who has a sign-in already and is asked to use it. Needs a link.
    InvitationToKnownPerson(Invitation),
    /// To someone who was created as a user: how they get in. Needs a link.
    Welcome(Welcome),
    /// The same, but for the link, to whoever created them.
    WelcomeCopy {
        /// To whom the mail went.
        to: String,
        /// The mail it is a copy of.
        of: Welcome,
    },
    /// To someone who wants to sign themself up. Needs a link.
    SignUp {
        /// The account's name.
        account: String,
        /// When the link dies.
        expires_at: Timestamp,
    },
    /// To someone who wants to sign themself up and is in already: nothing to do but to sign in.
    SignUpNotNeeded {
        /// The account's name.
        account: String,
    },
    /// To someone who wants to sign themself up and was put out: only an admin can bring them back.
    SignUpClosed {
        /// The account's name.
        account: String,
    },
    /// To the inviter: the invitation was accepted.
    InvitationAccepted {
        /// The account's name.
        account: String,
        /// The new member's name, as they gave it.
        name: String,
        /// The invited address.
        email: String,
        /// The role's label.
        role: String,
        /// What was offered and deleted before the acceptance: names of resources.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lost: Vec<String>,
    },
    /// To the inviter: the time ran out.
    InvitationExpired {
        /// The account's name.
        account: String,
        /// The invited address.
        email: String,
        /// The role's label.
        role: String,
    },
    /// To the inviter: the mail server of the invited address refused the invitation.
    InvitationRefused {
        /// The account's name.
        account: String,
        /// The invited address.
        email: String,
        /// What the mail server answered.
        answer: String,
    },
    /// To the admins: somebody whose invitation is over asks for a new one.
    NewInvitationWanted {
        /// The account's name.
        account: String,
        /// The address that was invited.
        email: String,
        /// Who had invited it.
        inviter: String,
    },
    /// To an address that is invited: it may bring the account along in which it is alone. Needs a link.
    MergeOffered {
        /// The account's name.
        account: String,
        /// Who offers it.
        by: String,
        /// When the link dies.
        expires_at: Timestamp,
    },
    /// To whoever brought their account along: it is done.
    AccountMerged {
        /// The name of the account that it is a part of now.
        account: String,
        /// The name of the account that is no more.
        former: String,
        /// Who had offered it; nothing: nobody who is known any more.
        by: Option<String>,
        /// The label of the role that they have now.
        role: String,
        /// What came along and what didn't.
        brought: Brought,
    },
    /// To the admins: somebody who joined brought their account along.
    AccountJoined {
        /// The account's name.
        account: String,
        /// Who joined.
        name: String,
        /// Their address.
        email: String,
        /// The name of the account that is no more.
        former: String,
        /// Who had offered it; nothing: nobody who is known any more.
        by: Option<String>,
        /// The label of the role that they have now.
        role: String,
        /// The credits that came along, if any did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        credits: Option<MailAmount>,
    },
    /// To the admins: a member asks for access they lack.
    AccessWanted {
        /// The account's name.
        account: String,
        /// Who asks.
        by: String,
        /// What for: the name of a resource or the label of a permission; nothing where there is no such thing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        what: Option<String>,
        /// What they need it for, in their words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        word: Option<String>,
    },
    /// To a member: what they asked for is not given. It doesn't say whether there is such a thing.
    AccessDeclined {
        /// The account's name.
        account: String,
        /// Who declined.
        by: String,
        /// When they had asked.
        asked_at: Timestamp,
        /// A word of theirs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        word: Option<String>,
    },
    /// To a person who forgot the password. Needs a link.
    PasswordReset {
        /// When the link dies.
        expires_at: Timestamp,
        /// Who sends it, if it wasn't asked for by the person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Sender>,
    },
    /// To the admins: a member signs in with another address.
    MemberAddressChanged {
        /// The account's name.
        account: String,
        /// Whose.
        name: String,
        /// The former address.
        before: String,
        /// The address now.
        after: String,
    },
    /// To a person: the password is a new one.
    PasswordChanged {
        /// When it was changed.
        at: Timestamp,
    },
    /// To an address that shall become a sign-in. Needs a link.
    ProveAddress {
        /// When the link dies.
        expires_at: Timestamp,
    },
    /// To an address that an account's admin proposes as the sign-in of a person. Needs a link.
    AddressProposed {
        /// Who proposes it.
        by: Sender,
        /// When the link dies.
        expires_at: Timestamp,
    },
    /// To the address that they sign in with now: another one is proposed.
    AddressProposedToo {
        /// Who proposes it.
        by: Sender,
        /// The address.
        new_email: String,
    },
    /// To the former address: the sign-in is another one now.
    AddressChanged {
        /// The new address.
        new_email: String,
        /// When it was changed.
        at: Timestamp,
    },
    /// To an address that someone wanted to sign in with although it is a sign-in already: nothing changed. Only its
    /// owner is told; whoever asked sees no difference to [`MailKind::ProveAddress`].
    AddressInUse {
        /// When it was tried.
        at: Timestamp,
    },
    /// To a member: the role changed.
    RoleChanged {
        /// The account's name.
        account: String,
        /// Who changed it.
        by: String,
        /// The label of the former role, or of several, joined.
        before: String,
        /// The label of the role now.
        after: String,
        /// When it ends by itself, if it does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
        /// What had been given beyond the former role and is not on offer with this one: labels.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lost: Vec<String>,
    },
    /// To a member: what they may beyond the role, or in the applications, changed.
    PermissionsChanged {
        /// The account's name.
        account: String,
        /// Who changed it.
        by: String,
        /// What is given now, or with another end.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        given: Vec<GivenPermission>,
        /// The labels of what is not given any more.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        taken: Vec<String>,
        /// What is left of the applications, if that changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        applications: Option<Applications>,
    },
    /// To a member: what they may is another since the account's model is another. One mail, whatever came of it.
    RulesChanged {
        /// The account's name.
        account: String,
        /// Who changed it; nothing: the operator.
        by: Option<String>,
        /// What they may now.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        gained: Vec<RuleLine>,
        /// What they may no longer.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lost: Vec<RuleLine>,
        /// How much more there is than what is listed.
        #[serde(default)]
        more: usize,
    },
    /// To a member: access to projects, sites and the like changed.
    AccessChanged {
        /// The account's name.
        account: String,
        /// Who changed it.
        by: String,
        /// What changed.
        changes: Vec<AccessChange>,
    },
    /// To someone who is not a member any more.
    RemovedFromAccount {
        /// The account's name.
        account: String,
        /// Who removed them.
        by: String,
    },
    /// To a member: out for a while.
    DisabledInAccount {
        /// The account's name.
        account: String,
        /// Who disabled them.
        by: String,
    },
    /// To a member: in again, with what they had.
    BackInAccount {
        /// The account's name.
        account: String,
        /// Who brought them back.
        by: String,
        /// The role's label.
        role: String,
    },
    /// To a member: somebody begins to act as them.
    ActedAs {
        /// The account's name.
        account: String,
        /// Who acts.
        by: String,
        /// Why, in their words.
        reason: String,
        /// When it ends at the latest.
        until: Timestamp,
    },
    /// To someone who left of their own will.
    LeftAccount {
        /// The account's name.
        account: String,
    },
    /// To the admins: a member left of their own will.
    MemberLeft {
        /// The account's name.
        account: String,
        /// Who left.
        name: String,
        /// Their address.
        email: String,
        /// Whose is now what they owned, if they said so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        handed_to: Option<String>,
    },
    /// To the admins: the account was closed, and each of them can bring it back until it is purged.
    AccountClosed {
        /// The account's name.
        account: String,
        /// Who closed it; nothing: the operator.
        by: Option<String>,
        /// When nothing is left of it.
        purge_at: Timestamp,
    },
    /// To the admins: it was brought back.
    AccountReopened {
        /// The account's name.
        account: String,
        /// Who brought it back; nothing: the operator.
        by: Option<String>,
    },
    /// To the admins: the operator has suspended it.
    AccountSuspended {
        /// The account's name.
        account: String,
        /// Why, in the operator's words.
        reason: String,
    },
    /// To the admins: that is over.
    AccountResumed {
        /// The account's name.
        account: String,
    },
    /// To the admins: the operator was let in to look.
    SupportAccess {
        /// The account's name.
        account: String,
        /// Why, in the operator's words.
        reason: String,
        /// When it ends at the latest.
        until: Timestamp,
    },
    /// To everybody in the account: the operator has made somebody an admin.
    AccountRecovered {
        /// The account's name.
        account: String,
        /// Whom.
        name: String,
        /// What the role is called that they have now.
        role: String,
        /// Why, in the operator's words.
        reason: String,
    },
    /// To whoever has become the owner of what was somebody else's.
    HandedOver {
        /// The account's name.
        account: String,
        /// Who handed it over.
        by: String,
        /// Whose it was.
        from: String,
        /// The names of the things; of many, the first.
        things: Vec<String>,
        /// How many more there are.
        #[serde(default)]
        more: usize,
    },
    /// To the successor: somebody wants to hand a role over to them. Needs a link.
    TransferOffered {
        /// The account's name.
        account: String,
        /// Who hands it over.
        by: String,
        /// The role's label.
        role: String,
        /// Until when it can be accepted.
        expires_at: Timestamp,
    },
    /// To the holder: the offer was made in their name.
    TransferStarted {
        /// The account's name.
        account: String,
        /// To whom.
        to: String,
        /// The role's label.
        role: String,
        /// Until when it can be accepted.
        expires_at: Timestamp,
    },
    /// To whom it concerns: nothing came of it.
    TransferEnded {
        /// The account's name.
        account: String,
        /// Who was to get the role, or to the successor: who offered it.
        other: String,
        /// The role's label.
        role: String,
        /// Why.
        why: TransferEnd,
    },
    /// To the successor: the role is theirs.
    TransferReceived {
        /// The account's name.
        account: String,
        /// Who had it before.
        from: String,
        /// The role's label.
        role: String,
    },
    /// To the former holder: the role is somebody else's.
    TransferDone {
        /// The account's name.
        account: String,
        /// Whose it is.
        to: String,
        /// The role's label.
        role: String,
        /// The label of what they are instead.
        became: String,
    },
}

/// What became of an account that was merged into another one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// The credits that came along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits: Option<MailAmount>,
    /// The credits that were lost: the other account has no such credits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost: Option<MailAmount>,
    /// How many API keys died.
    #[serde(default)]
    pub keys: i64,
    /// What stayed behind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stayed: Vec<StayedBehind>,
}

/// A number of credits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailAmount {
    /// In the smallest unit.
    pub amount: i64,
    /// How many places of it stand behind the point.
    pub decimals: u8,
    /// What the unit is called; may be nothing.
    pub unit: String,
}

/// Things of one kind that stayed behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StayedBehind {
    /// What many of them are called.
    pub label: String,
    /// How many.
    pub count: i64,
}

/// Why nothing came of the offer of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferEnd {
    /// The successor didn't want it.
    Declined,
    /// The holder took it back.
    Withdrawn,
    /// The successor didn't answer in time.
    Expired,
}

impl TransferEnd {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            TransferEnd::Declined => "declined",
            TransferEnd::Withdrawn => "withdrawn",
            TransferEnd::Expired => "expired",
        }
    }
}

/// What an invitation says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The account's name.
    pub account: String,
    /// Who invites.
    pub inviter: String,
    /// The role's label.
    pub role: String,
    /// When the link dies.
    pub expires_at: Timestamp,
    /// What the inviter wrote to the invited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// What welcomes somebody who was created as a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// The account's name.
    pub account: String,
    /// Who created them.
    pub by: String,
    /// The subject in their words; nothing: the usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// When the link dies.
    pub expires_at: Timestamp,
    /// What they wrote to the new user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The address has a sign-in already, and its owner is asked to confirm with it.
    #[serde(default)]
    pub known: bool,
}

/// Who had a mail sent, and in which account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// Their name.
    pub name: String,
    /// The account's name.
    pub account: String,
}

/// A permission beyond the roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenPermission {
    /// Its label.
    pub label: String,
    /// When it ends by itself, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// What is left of the applications.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applications {
    /// Everything, also what is added later.
    All,
    /// What has these labels.
    Custom(Vec<String>),
}

/// One permission that somebody gains or loses by another model, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleLine {
    /// Its label; of Roster's own permissions the id.
    pub permission: String,
    /// Where.
    #[serde(flatten)]
    pub place: RulePlace,
}

/// Where it is gained or lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "in", rename_all = "snake_case")]
pub enum RulePlace {
    /// In the account.
    Account,
    /// On every resource of a kind.
    Everywhere {
        /// The kind's label.
        kind: String,
    },
    /// On resources of a kind, at or under those that were given.
    On {
        /// The kind's label.
        kind: String,
    },
    /// Over members with a role.
    Over {
        /// The role's label.
        role: String,
    },
}

/// One line of a change of access.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessChange {
    /// The resource's name.
    pub resource: String,
    /// The label of the former level; nothing when there was no access.
    pub before: Option<String>,
    /// The label of the level now; nothing when the access ended.
    pub after: Option<String>,
    /// When it ends by itself, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl MailKind {
    /// The name of the kind, the same as in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            MailKind::Invitation(_) => "invitation",
            MailKind::InvitationToKnownPerson(_) => "invitation_to_known_person",
            MailKind::Welcome(_) => "welcome",
            MailKind::WelcomeCopy { .. } => "welcome_copy",
            MailKind::SignUp { .. } => "sign_up",
            MailKind::SignUpNotNeeded { .. } => "sign_up_not_needed",
            MailKind::SignUpClosed { .. } => "sign_up_closed",
            MailKind::MemberAddressChanged { .. } => "member_address_changed",
            MailKind::InvitationAccepted { .. } => "invitation_accepted",
            MailKind::InvitationExpired { .. } => "invitation_expired",
            MailKind::InvitationRefused { .. } => "invitation_refused",
            MailKind::NewInvitationWanted { .. } => "new_invitation_wanted",
            MailKind::MergeOffered { .. } => "merge_offered",
            MailKind::AccountMerged { .. } => "account_merged",
            MailKind::AccountJoined { .. } => "account_joined",
            MailKind::AccessWanted { .. } => "access_wanted",
            MailKind::AccessDeclined { .. } => "access_declined",
            MailKind::PasswordReset { .. } => "password_reset",
            MailKind::PasswordChanged { .. } => "password_changed",
            MailKind::ProveAddress { .. } => "prove_address",
            MailKind::AddressProposed { .. } => "address_proposed",
            MailKind::AddressProposedToo { .. } => "address_proposed_too",
            MailKind::AddressChanged { .. } => "address_changed",
            MailKind::AddressInUse { .. } => "address_in_use",
            MailKind::RoleChanged { .. } => "role_changed",
            MailKind::PermissionsChanged { .. } => "permissions_changed",
            MailKind::RulesChanged { .. } => "rules_changed",
            MailKind::AccessChanged { .. } => "access_changed",
            MailKind::RemovedFromAccount { .. } => "removed_from_account",
            MailKind::DisabledInAccount { .. } => "disabled_in_account",
            MailKind::BackInAccount { .. } => "back_in_account",
            MailKind::ActedAs { .. } => "acted_as",
            MailKind::LeftAccount { .. } => "left_account",
            MailKind::MemberLeft { .. } => "member_left",
            MailKind::AccountClosed { .. } => "account_closed",
            MailKind::AccountReopened { .. } => "account_reopened",
            MailKind::AccountSuspended { .. } => "account_suspended",
            MailKind::AccountResumed { .. } => "account_resumed",
            MailKind::SupportAccess { .. } => "support_access",
            MailKind::AccountRecovered { .. } => "account_recovered",
            MailKind::HandedOver { .. } => "handed_over",
            MailKind::TransferOffered { .. } => "transfer_offered",
            MailKind::TransferStarted { .. } => "transfer_started",
            MailKind::TransferEnded { .. } => "transfer_ended",
            MailKind::TransferReceived { .. } => "transfer_received",
            MailKind::TransferDone { .. } => "transfer_done",
        }
    }

    /// The account the mail speaks of; nothing for mails to a person as such.
    pub fn account(&self) -> Option<&str> {
        match self {
            MailKind::Invitation(invitation) | MailKind::InvitationToKnownPerson(invitation) => {
                Some(&invitation.account)
            }
            MailKind::Welcome(welcome) | MailKind::WelcomeCopy { of: welcome, .. } => Some(&welcome.account),
            MailKind::PasswordReset { by: Some(by), .. }
            | MailKind::AddressProposed { by, .. }
            | MailKind::AddressProposedToo { by, .. } => Some(&by.account),
            MailKind::SignUp { account, .. }
            | MailKind::SignUpNotNeeded { account }
            | MailKind::SignUpClosed { account }
            | MailKind::MemberAddressChanged { account, .. }
            | MailKind::InvitationAccepted { account, .. }
            | MailKind::InvitationExpired { account, .. }
            | MailKind::InvitationRefused { account, .. }
            | MailKind::NewInvitationWanted { account, .. }
            | MailKind::MergeOffered { account, .. }
            | MailKind::AccountMerged { account, .. }
            | MailKind::AccountJoined { account, .. }
            | MailKind::AccessWanted { account, .. }
            | MailKind::AccessDeclined { account, .. }
            | MailKind::RoleChanged { account, .. }
            | MailKind::PermissionsChanged { account, .. }
            | MailKind::RulesChanged { account, .. }
            | MailKind::AccessChanged { account, .. }
            | MailKind::RemovedFromAccount { account, .. }
            | MailKind::DisabledInAccount { account, .. }
            | MailKind::BackInAccount { account, .. }
            | MailKind::ActedAs { account, .. }
            | MailKind::LeftAccount { account }
            | MailKind::MemberLeft { account, .. }
            | MailKind::TransferOffered { account, .. }
            | MailKind::TransferStarted { account, .. }
            | MailKind::TransferEnded { account, .. }
            | MailKind::TransferReceived { account, .. }
            | MailKind::TransferDone { account, .. }
            | MailKind::AccountClosed { account, .. }
            | MailKind::AccountReopened { account, .. }
            | MailKind::AccountSuspended { account, .. }
            | MailKind::AccountResumed { account }
            | MailKind::SupportAccess { account, .. }
            | MailKind::AccountRecovered { account, .. }
            | MailKind::HandedOver { account, .. } => Some(account),
            MailKind::PasswordReset { .. }
            | MailKind::PasswordChanged { .. }
            | MailKind::ProveAddress { .. }
            | MailKind::AddressChanged { .. }
            | MailKind::AddressInUse { .. } => None,
        }
    }

    /// The change after which it is sent, if a model may say that it isn't.
    pub fn change(&self) -> Option<MailedChange> {
        match self {
            MailKind::InvitationAccepted { .. } => Some(MailedChange::Accepted),
            MailKind::InvitationExpired { .. } => Some(MailedChange::Expired),
            MailKind::InvitationRefused { .. } => Some(MailedChange::Refused),
            MailKind::RoleChanged { .. } | MailKind::PermissionsChanged { .. } => Some(MailedChange::RoleChanged),
            MailKind::AccessChanged { .. } => Some(MailedChange::AccessChanged),
            MailKind::RemovedFromAccount { .. } | MailKind::DisabledInAccount { .. } | MailKind::LeftAccount { .. } => {
                Some(MailedChange::Removed)
            }
            MailKind::HandedOver { .. } => Some(MailedChange::AccessChanged),
            MailKind::BackInAccount { .. } => Some(MailedChange::Restored),
            MailKind::ActedAs { .. } => Some(MailedChange::ActedAs),
            MailKind::NewInvitationWanted { .. } | MailKind::AccessWanted { .. } => Some(MailedChange::Requested),
            MailKind::MemberAddressChanged { .. } => Some(MailedChange::AddressChanged),
            MailKind::AccountJoined { .. } => Some(MailedChange::Merged),
            MailKind::MemberLeft { .. } => Some(MailedChange::Left),
            MailKind::Invitation(_)
            | MailKind::InvitationToKnownPerson(_)
            | MailKind::Welcome(_)
            | MailKind::WelcomeCopy { .. }
            | MailKind::SignUp { .. }
            | MailKind::SignUpNotNeeded { .. }
            | MailKind::SignUpClosed { .. }
            | MailKind::AccountClosed { .. }
            | MailKind::AccountReopened { .. }
            | MailKind::AccountSuspended { .. }
            | MailKind::AccountResumed { .. }
            | MailKind::SupportAccess { .. }
            | MailKind::AccountRecovered { .. }
            | MailKind::AccessDeclined { .. }
            | MailKind::MergeOffered { .. }
            | MailKind::AccountMerged { .. }
            | MailKind::PasswordReset { .. }
            | MailKind::PasswordChanged { .. }
            | MailKind::ProveAddress { .. }
            | MailKind::AddressChanged { .. }
            | MailKind::AddressInUse { .. }
            | MailKind::AddressProposed { .. }
            | MailKind::AddressProposedToo { .. }
            // Two models have a say: the one before and the one after. Whoever queues it asks both.
            | MailKind::RulesChanged { .. }
            // Who keeps the account is told, whatever the model says.
            | MailKind::TransferOffered { .. }
            | MailKind::TransferStarted { .. }
            | MailKind::TransferEnded { .. }
            | MailKind::TransferReceived { .. }
            | MailKind::TransferDone { .. } => None,
        }
    }

    /// Whether the mail is senseless without its link.
    pub fn needs_link(&self) -> bool {
        matches!(
            self,
            MailKind::Invitation(_)
                | MailKind::InvitationToKnownPerson(_)
                | MailKind::Welcome(_)
                | MailKind::MergeOffered { .. }
                | MailKind::SignUp { .. }
                | MailKind::PasswordReset { .. }
                | MailKind::ProveAddress { .. }
                | MailKind::TransferOffered { .. }
                | MailKind::AddressProposed { .. }
        )
    }

    /// Whether the mail tells what became of the account as a whole: it leaves also while the account isn't open.
    pub fn tells_of_the_account(&self) -> bool {
        matches!(
            self,
            MailKind::AccountClosed { .. }
                | MailKind::AccountReopened { .. }
                | MailKind::AccountSuspended { .. }
                | MailKind::AccountResumed { .. }
                | MailKind::AccountRecovered { .. }
                | MailKind::SupportAccess { .. }
        )
    }

    /// One of each, for tests and the reference, with values such as really occur.
    pub fn samples() -> Vec<MailKind> {
        let at = Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(498_830);
        let account = || "Northwind Feeds".to_owned();
        let (email, role, by) = (|| "bo.li@example.com".to_owned(), || "User".to_owned(), || "Ann Lee".to_owned());
        let invitation = |message: Option<&str>| Invitation {
            account: account(),
            inviter: by(),
            role: role(),
            expires_at: at,
            message: message.map(str::to_owned),
        };
        let welcome = |subject: Option<&str>, known: bool| Welcome {
            account: account(),
            by: by(),
            subject: subject.map(str::to_owned),
            expires_at: at,
            message: subject.map(|_| "Hi Bo,\nall our projects are here now.".to_owned()),
            known,
        };
        vec![
            MailKind::Invitation(invitation(Some("Hi Bo,\nthis is where our feeds live. See you on Monday!"))),
            MailKind::InvitationToKnownPerson(invitation(None)),
            MailKind::InvitationAccepted {
                account: account(),
                name: "Bo Li".to_owned(),
                email: email(),
                role: role(),
                lost: vec!["Outlet store".to_owned()],
            },
            MailKind::InvitationExpired { account: account(), email: email(), role: role() },
            MailKind::InvitationRefused {
                account: account(),
                email: email(),
                answer: "550 5.1.1 The email account that you tried to reach does not exist.".to_owned(),
            },
            MailKind::NewInvitationWanted { account: account(), email: email(), inviter: by() },
            MailKind::MergeOffered { account: account(), by: by(), expires_at: at },
            MailKind::AccountMerged {
                account: account(),
                former: "Li Surveys".to_owned(),
                by: Some(by()),
                role: role(),
                brought: Brought {
                    credits: Some(MailAmount { amount: 12_050, decimals: 2, unit: "credits".to_owned() }),
                    lost: Some(MailAmount { amount: 7, decimals: 0, unit: "tokens".to_owned() }),
                    keys: 2,
                    stayed: vec![
                        StayedBehind { label: "Workspaces".to_owned(), count: 1 },
                        StayedBehind { label: "Assets".to_owned(), count: 1_412 },
                    ],
                },
            },
            MailKind::AccountJoined {
                account: account(),
                name: "Bo Li".to_owned(),
                email: email(),
                former: "Li Surveys".to_owned(),
                by: Some(by()),
                role: role(),
                credits: Some(MailAmount { amount: 12_050, decimals: 2, unit: "credits".to_owned() }),
            },
            MailKind::AccessWanted {
                account: account(),
                by: "Bo Li".to_owned(),
                what: Some("Spring catalogue".to_owned()),
                word: Some("I am to check the prices on Monday.".to_owned()),
            },
            MailKind::AccessDeclined {
                account: account(),
                by: by(),
                asked_at: at,
                word: Some("Cy checks the prices this time.".to_owned()),
            },
            MailKind::PasswordReset { expires_at: at, by: None },
            MailKind::PasswordChanged { at },
            MailKind::ProveAddress { expires_at: at },
            MailKind::AddressChanged { new_email: "bo@example.net".to_owned(), at },
            MailKind::AddressInUse { at },
            MailKind::RoleChanged {
                account: account(),
                by: by(),
                before: "Admin".to_owned(),
                after: role(),
                until: None,
                lost: vec!["Users".to_owned()],
            },
            MailKind::PermissionsChanged {
                account: account(),
                by: by(),
                given: vec![
                    GivenPermission { label: "Users".to_owned(), until: Some(at) },
                    GivenPermission { label: "Styles".to_owned(), until: None },
                ],
                taken: vec!["Creator".to_owned()],
                applications: Some(Applications::Custom(vec!["See contacts".to_owned(), "Edit contacts".to_owned()])),
            },
            MailKind::RulesChanged {
                account: account(),
                by: Some(by()),
                gained: vec![RuleLine { permission: "roster.invite".to_owned(), place: RulePlace::Account }],
                lost: vec![
                    RuleLine {
                        permission: "Publish".to_owned(),
                        place: RulePlace::Everywhere { kind: "Site".to_owned() },
                    },
                    RuleLine { permission: "Edit".to_owned(), place: RulePlace::On { kind: "Site".to_owned() } },
                    RuleLine { permission: "roster.edit_members".to_owned(), place: RulePlace::Over { role: role() } },
                ],
                more: 2,
            },
            MailKind::AccessChanged {
                account: account(),
                by: by(),
                changes: vec![
                    AccessChange {
                        resource: "Spring catalogue".to_owned(),
                        before: None,
                        after: Some("Read-Write".to_owned()),
                        until: Some(at),
                    },
                    AccessChange {
                        resource: "Outlet store".to_owned(),
                        before: Some("Read-Only".to_owned()),
                        after: Some("Read-Write".to_owned()),
                        until: None,
                    },
                    AccessChange {
                        resource: "Archive 2024".to_owned(),
                        before: Some("Read-Only".to_owned()),
                        after: None,
                        until: None,
                    },
                ],
            },
            MailKind::RemovedFromAccount { account: account(), by: by() },
            MailKind::DisabledInAccount { account: account(), by: by() },
            MailKind::BackInAccount { account: account(), by: by(), role: role() },
            MailKind::ActedAs {
                account: account(),
                by: by(),
                reason: "You asked why the catalogue does not open.".to_owned(),
                until: at,
            },
            MailKind::LeftAccount { account: account() },
            MailKind::MemberLeft {
                account: account(),
                name: "Bo Li".to_owned(),
                email: email(),
                handed_to: Some("Cy Ode".to_owned()),
            },
            MailKind::HandedOver {
                account: account(),
                by: by(),
                from: "Cy Ode".to_owned(),
                things: vec!["Spring catalogue".to_owned(), "Outlet store".to_owned()],
                more: 3,
            },
            MailKind::AddressProposed { by: Sender { name: by(), account: account() }, expires_at: at },
            MailKind::AddressProposedToo {
                by: Sender { name: by(), account: account() },
                new_email: "bo@example.net".to_owned(),
            },
            MailKind::TransferOffered { account: account(), by: by(), role: "Owner".to_owned(), expires_at: at },
            MailKind::TransferStarted {
                account: account(),
                to: "Bo Li".to_owned(),
                role: "Owner".to_owned(),
                expires_at: at,
            },
            MailKind::TransferEnded {
                account: account(),
                other: "Bo Li".to_owned(),
                role: "Owner".to_owned(),
                why: TransferEnd::Declined,
            },
            MailKind::TransferReceived { account: account(), from: by(), role: "Owner".to_owned() },
            MailKind::TransferDone {
                account: account(),
                to: "Bo Li".to_owned(),
                role: "Owner".to_owned(),
                became: "Admin".to_owned(),
            },
            MailKind::AccountClosed { account: account(), by: Some(by()), purge_at: at },
            MailKind::AccountReopened { account: account(), by: Some(by()) },
            MailKind::AccountSuspended {
                account: account(),
                reason: "The invoices of the summer are not paid.".to_owned(),
            },
            MailKind::AccountResumed { account: account() },
            MailKind::SupportAccess {
                account: account(),
                reason: "Ticket 4711: the catalogue does not open.".to_owned(),
                until: at,
            },
            MailKind::AccountRecovered {
                account: account(),
                name: "Bo Li".to_owned(),
                role: "Admin".to_owned(),
                reason: "The only admin has left the company.".to_owned(),
            },
            MailKind::Welcome(welcome(Some("Your place at Northwind"), false)),
            MailKind::WelcomeCopy { to: email(), of: welcome(None, false) },
            MailKind::SignUp { account: account(), expires_at: at },
            MailKind::SignUpNotNeeded { account: account() },
            MailKind::SignUpClosed { account: account() },
            MailKind::MemberAddressChanged {
                account: account(),
                name: "Bo Li".to_owned(),
                before: email(),
                after: "bo@example.net".to_owned(),
            },
        ]
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_survives_the_outbox_under_its_name() {
        let samples = MailKind::samples();
        for kind in &samples {
            let stored = toml::to_string(kind).unwrap();
            assert_eq!(&toml::from_str::<MailKind>(&stored).unwrap(), kind);
            assert!(stored.contains(&format!("kind = \"{}\"", kind.name())), "{stored}");
        }
        let names: std::collections::BTreeSet<_> = samples.iter().map(MailKind::name).collect();
        assert_eq!(names.len(), samples.len());
    }
}
