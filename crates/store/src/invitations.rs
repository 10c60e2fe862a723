//! Invitations.

use crate::{DbError, ReadTx, WriteTx, record, statements};
use roster_domain::id::{AccountId, Id, InvitationId, KeyId, MemberId, ResourceId};

record! {
    /// An invitation as stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct InvitationRow {
        /// Its id.
        pub invitation: InvitationId,
        /// The member who is invited.
        pub member: MemberId,
        /// `open`, `expired`, `withdrawn` or `accepted`.
        pub state: String,
        /// How often a link was made; only the newest is good.
        pub generation: i64,
        /// The key the link is derived from.
        pub key_id: String,
        /// A personal message.
        pub message: String,
        /// Who invited; `None`: the operator or an account key.
        pub invited_by: Option<MemberId>,
        /// The key of the account that invited, if it was one.
        pub invited_key: Option<KeyId>,
        /// Milliseconds since 1970.
        pub created_at: i64,
        /// When the newest link was sent.
        pub sent_at: i64,
        /// When the newest link dies.
        pub expires_at: i64,
        /// When it was accepted or withdrawn, or ran out.
        pub closed_at: Option<i64>,
        /// When a new link was last asked for.
        pub asked_at: Option<i64>,
        /// How the newest link reaches them: `mail`, `link` (copied and handed on), or nothing: not at all yet.
        pub told: String,
        /// They were created as a user, and are welcomed.
        pub welcome: bool,
        /// The subject of the mail that welcomes them; empty: the usual one.
        pub subject: String,
    }
}

record! {
    /// What a list shows of an invitation and of the delivery of its newest mail.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct InvitationDelivery {
        /// Its id.
        pub invitation: InvitationId,
        /// The member who is invited.
        pub member: MemberId,
        /// Who invited.
        pub invited_by: Option<MemberId>,
        /// What the inviter is called.
        pub inviter_name: Option<String>,
        /// When the newest link was sent.
        pub sent_at: i64,
        /// When it dies.
        pub expires_at: i64,
        /// The newest mail's state: `queued`, `sending`, `sent`, `refused` or `dropped`.
        pub mail_state: Option<String>,
        /// When the mail server took it.
        pub delivered_at: Option<i64>,
        /// What the mail server said.
        pub mail_answer: Option<String>,
        /// How the newest link reaches them: `mail`, `link`, or nothing: not at all yet.
        pub told: String,
        /// When a new link was last asked for.
        pub asked_at: Option<i64>,
    }
}

statements! {
    INVITATION_INSERT = "insert into invitations (account_id, invitation_id, member_id, state, generation, key_id, message, invited_by, invited_key, created_at, sent_at, expires_at, told, welcome, subject) \
        values ($1, $2, $3, 'open', 1, $4, $5, $6, $7, $8, $8, $9, $10, $11, $12)";
    INVITATION_BY_ID = "select invitation_id, member_id, state, generation, key_id, message, invited_by, invited_key, created_at, sent_at, expires_at, closed_at, asked_at, told, welcome, subject \
        from invitations where account_id = $1 and invitation_id = $2";
    INVITATION_OF_MEMBER = "select invitation_id, member_id, state, generation, key_id, message, invited_by, invited_key, created_at, sent_at, expires_at, closed_at, asked_at, told, welcome, subject \
        from invitations where account_id = $1 and member_id = $2 and state in ('open', 'expired')";
    INVITATION_SAVE = "update invitations set state = $3, generation = $4, key_id = $5, message = $6, invited_by = $7, sent_at = $8, expires_at = $9, closed_at = $10, asked_at = $11, told = $12, subject = $13, invited_key = $14 \
        where account_id = $1 and invitation_id = $2";
    INVITATIONS_SENT_COUNT = "select count(*) from invitations where account_id = $1 and invited_by = $2 and state in ('open', 'expired')";
    INVITATIONS_SENT = "select invitation_id, member_id from invitations where account_id = $1 and invited_by = $2 and state in ('open', 'expired')";
    INVITATIONS_NEW_SENDER = "update invitations set invited_by = $3 where account_id = $1 and invitation_id in uuids($2)";
    // What was offered and is gone: the names of deleted resources, one per line, as many as fit.
    INVITATIONS_NOTE_LOSS = "update invitations set lost = lost || $3 where account_id = $1 and state in ('open', 'expired') and length(lost) < 4000 \
        and member_id in (select member_id from grants where account_id = $1 and resource_id = $2)";
    INVITATION_LOST = "select lost from invitations where account_id = $1 and invitation_id = $2";
    // Who waits for a new link, the last who asked first.
    INVITATIONS_ASKED = "select m.member_id, m.email, i.asked_at from invitations i \
        join members m on m.account_id = i.account_id and m.member_id = i.member_id \
        where i.account_id = $1 and i.asked_at is not null and i.state in ('open', 'expired') order by i.asked_at desc, m.member_id limit $2";
    INVITATION_DELIVERIES = "select i.invitation_id, i.member_id, i.invited_by, case when m.name = '' then m.email else m.name end, i.sent_at, i.expires_at, o.state, o.sent_at, o.last_answer, i.told, i.asked_at \
        from invitations i left join members m on m.account_id = i.account_id and m.member_id = i.invited_by \
        left join outbox o on o.account_id = i.account_id and o.mail_id = \
            (select mail_id from outbox where account_id = $1 and invitation_id = i.invitation_id order by queued_at desc, mail_id desc limit 1) \
        where i.account_id = $1 and i.state in ('open', 'expired') and i.member_id in uuids($2)";
}

/// What a new invitation needs.
pub struct NewInvitation<'a> {
    /// Its id.
    pub invitation: InvitationId,
    /// Who is invited.
    pub member: MemberId,
    /// The key the link is derived from.
    pub key_id: &'a str,
    /// A personal message, or nothing.
    pub message: &'a str,
    /// Who invites.
    pub invited_by: Option<MemberId>,
    /// The key of the account that invites, if it is one.
    pub invited_key: Option<KeyId>,
    /// When.
    pub at: i64,
    /// Until when.
    pub expires_at: i64,
    /// How the link reaches them: `mail`, `link`, or nothing: not at all yet.
    pub told: &'a str,
    /// They are created as a user, and welcomed.
    pub welcome: bool,
    /// The subject of the mail that welcomes them; empty: the usual one.
    pub subject: &'a str,
}

/// Adds an open invitation of generation 1.
pub fn insert(tx: &mut WriteTx<'_>, account: AccountId, new: &NewInvitation<'_>) -> Result<(), DbError> {
    let by = new.invited_by.map(|by| by.uuid());
    tx.execute(
        &INVITATION_INSERT,
        &[
            &account,
            &new.invitation,
            &new.member,
            &new.key_id,
            &new.message,
            &by,
            &new.invited_key,
            &new.at,
            &new.expires_at,
            &new.told,
            &new.welcome,
            &new.subject,
        ],
    )?;
    Ok(())
}

/// One invitation.
pub fn by_id(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    invitation: InvitationId,
) -> Result<Option<InvitationRow>, DbError> {
    tx.optional(&INVITATION_BY_ID, &[&account, &invitation])
}

/// The member's open or expired invitation.
pub fn of_member(tx: &mut ReadTx<'_>, account: AccountId, member: MemberId) -> Result<Option<InvitationRow>, DbError> {
    tx.optional(&INVITATION_OF_MEMBER, &[&account, &member])
}

/// Writes back a row that was read in this transaction and changed.
pub fn save(tx: &mut WriteTx<'_>, account: AccountId, row: &InvitationRow) -> Result<(), DbError> {
    tx.execute(
        &INVITATION_SAVE,
        &[
            &account,
            &row.invitation,
            &row.state,
            &row.generation,
            &row.key_id,
            &row.message,
            &row.invited_by,
            &row.sent_at,
            &row.expires_at,
            &row.closed_at,
            &row.asked_at,
            &row.told,
            &row.subject,
            &row.invited_key,
        ],
    )?;
    Ok(())
}

/// How many invitations that a member sent wait, or ran out.
pub fn count_sent(tx: &mut ReadTx<'_>, account: AccountId, by: MemberId) -> Result<i64, DbError> {
    Ok(tx.one::<(i64,)>(&INVITATIONS_SENT_COUNT, &[&account, &by])?.0)
}

/// The invitations that a member sent and that wait, or ran out: each with whom it invites.
pub fn sent(tx: &mut ReadTx<'_>, account: AccountId, by: MemberId) -> Result<Vec<(InvitationId, MemberId)>, DbError> {
    tx.all(&INVITATIONS_SENT, &[&account, &by])
}

/// Lets somebody else stand for these invitations; gives how many there were.
pub fn hand_over(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    invitations: &[InvitationId],
    to: MemberId,
) -> Result<u64, DbError> {
    tx.execute(&INVITATIONS_NEW_SENDER, &[&account, &crate::dialect::uuid_list(invitations), &to])
}

/// Who asked for a new link and waits for it: the member, the address and when, the last who asked first.
pub fn asked(tx: &mut ReadTx<'_>, account: AccountId, limit: i64) -> Result<Vec<(MemberId, String, i64)>, DbError> {
    tx.all(&INVITATIONS_ASKED, &[&account, &limit])
}

/// Notes in all invitations that wait and give something on this resource that they lose it; `name` is what it was called.
pub fn note_loss(tx: &mut WriteTx<'_>, account: AccountId, resource: ResourceId, name: &str) -> Result<u64, DbError> {
    tx.execute(&INVITATIONS_NOTE_LOSS, &[&account, &resource, &format!("{name}\n")])
}

/// What an invitation offered and does not give any more: the names of resources that were deleted meanwhile.
pub fn lost(tx: &mut ReadTx<'_>, account: AccountId, invitation: InvitationId) -> Result<Vec<String>, DbError> {
    let row = tx.optional::<(String,)>(&INVITATION_LOST, &[&account, &invitation])?;
    Ok(row.map(|(lost,)| lost.lines().map(str::to_owned).collect()).unwrap_or_default())
}

/// The open or expired invitations of several members, with the delivery of their newest mail, in one statement.
pub fn deliveries(
    tx: &mut ReadTx<'_>,
    account: AccountId,
    members: &[MemberId],
) -> Result<Vec<InvitationDelivery>, DbError> {
    tx.all(&INVITATION_DELIVERIES, &[&account, &crate::dialect::uuid_list(members)])
}
