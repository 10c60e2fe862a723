//! One who acts as another member (B12): found and judged anew at every request.

use super::Standing;
use crate::{Failure, Outcome, Parts, scope::asked_by};
use roster_domain::{
    access::{self, Verb},
    event::ActorRef,
    id::{ActingId, PersonId, SessionId},
    member::{MemberRecord, MemberStatus},
    refusal::Refusal,
};
use roster_store::{
    ReadTx,
    acting::{self, ActingRow},
    db::millis,
    members,
};
use std::sync::Arc;

/// Who acts as the member in front.
pub(super) struct Behind {
    pub(super) me: Arc<members::MemberRow>,
    pub(super) record: Arc<MemberRecord>,
    row: ActingRow,
}

impl Standing {
    /// Whether somebody acts as the member at hand.
    pub(crate) fn is_acting(&self) -> bool {
        self.behind.is_some()
    }

    /// The time of acting, and who acts.
    pub(crate) fn acting(&self) -> Option<(&ActingRow, &members::MemberRow)> {
        self.behind.as_ref().map(|behind| (&behind.row, &*behind.me))
    }

    /// For what is nobody's business but the member's: refused to whoever acts as them.
    pub(crate) fn in_own_name(&self) -> Outcome<()> {
        if self.is_acting() { Err(Refusal::NotWhileActing.into()) } else { Ok(()) }
    }

    /// Whose keys of requests are told apart in an account: what is done as somebody else is another request.
    pub(crate) fn asker(&self) -> String {
        match (&self.behind, self.on_behalf_of) {
            (Some(_), Some(member)) => format!("{} as {member}", asked_by(self.actor)),
            _ => asked_by(self.actor),
        }
    }

    /// Puts the one who acts behind the one acted as. It is over from the moment on at which either lost what it took, whether or not
    /// anybody ended it.
    pub(super) fn act_as(
        &mut self,
        tx: &mut ReadTx<'_>,
        parts: &Parts,
        (person, session): (PersonId, SessionId),
        acting: ActingId,
    ) -> Outcome<()> {
        match self.find_behind(tx, parts, (person, session), acting) {
            Err(Failure::Refused(_)) => Err(Refusal::ActingOver.into()),
            found => found,
        }
    }

    fn find_behind(
        &mut self,
        tx: &mut ReadTx<'_>,
        parts: &Parts,
        (person, session): (PersonId, SessionId),
        acting: ActingId,
    ) -> Outcome<()> {
        let (account, now) = (self.account.account, millis(self.now));
        let row = acting::by_id(tx, account, acting)?.ok_or(Refusal::ActingOver)?;
        let behind = parts.known.person(tx, account, person, self.as_of)?;
        let good = row.session == session && row.actor == behind.member && row.ended_at.is_none();
        if !good || now >= row.expires_at {
            return Err(Refusal::ActingOver.into());
        }
        let record = self.known_record_of(tx, parts, &behind)?;
        if record.status != MemberStatus::Active {
            return Err(Refusal::ActingOver.into());
        }
        let me = Arc::new(members::by_id(tx, account, row.member)?.ok_or(Refusal::ActingOver)?);
        self.place(tx, parts, &me)?;
        let target = self.record.as_deref().ok_or(Refusal::ActingOver)?;
        access::may_act_on(&self.model, &record, Verb::ActAs, target, self.now).map_err(|_| Refusal::ActingOver)?;
        self.actor = ActorRef::Member(behind.member);
        self.on_behalf_of = Some(me.member);
        self.behind = Some(Behind { me: behind, record, row });
        Ok(())
    }
}
