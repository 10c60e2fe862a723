//! What the rules demand in mails: as many are queued with a step as it says here, no more and no fewer.

use crate::{
    accounts::{Account, Simulation},
    laws::Before,
    steps::Step,
};
use roster_app::Outcome;
use roster_domain::{id::MemberId, member::MemberStatus};
use roster_store::statements;

statements! {
    MAILS = "select count(*) from outbox where account_id = $1";
}

impl Account {
    /// How many mails were ever queued in the account.
    pub async fn mails(&self) -> i64 {
        let account = self.world.account;
        self.world.read(move |tx| tx.one::<(i64,)>(&MAILS, &[&account])).await.0
    }
}

impl Simulation {
    pub async fn mails_demanded(&mut self, here: usize, step: &Step, before: &Before, outcome: &Outcome<bool>) {
        let account = &self.accounts[here];
        let log = account.world.log_after(before.seq(here)).await;
        let told = |kind: &str| log.iter().filter(|event| event.kind == kind).count();
        let active = async |member: MemberId| account.world.row(member).await.status == "active";
        let oneself = |member: MemberId| before.place().is_some_and(|place| place.person.name == member.to_string());
        let demanded = match (outcome, step) {
            (Err(_) | Ok(true), Step::Sweep | Step::Mail { .. } | Step::AskToSignUp { .. }) => return,
            (Err(_) | Ok(true), _) => 0,
            // Whoever's role or access was changed by somebody else is told, where they are in.
            (_, Step::SetRole { member, .. }) if active(*member).await && !oneself(*member) => told("roles_changed"),
            (_, Step::SetAccess { member, .. }) if active(*member).await && !oneself(*member) => told("access_changed"),
            (_, Step::SetRole { .. } | Step::SetAccess { .. }) => 0,
            // Who was archived hears nothing new when they are deleted.
            (_, Step::Delete { .. }) => usize::from(before.status() != Some(MemberStatus::Archived)),
            (_, Step::Disable { .. } | Step::Archive { .. } | Step::Enable { .. }) => 1,
            (_, Step::Restore { .. } | Step::SendAgain { .. } | Step::ActAs { .. }) => 1,
            (_, Step::Invite { .. }) => told("member_invited"),
            (_, Step::NewUser { told, .. }) => usize::from(*told),
            // Both are told that a role goes over, or shall; of what one of them ended, the other.
            (_, Step::OfferRole { .. } | Step::TakeOffer { .. }) => 2,
            (_, Step::DeclineOffer { .. } | Step::WithdrawOffer { .. }) => 1,
            (_, Step::EditPending { .. }) => told("invitation_resent"),
            // Whoever wants to join is written to, or the invitation that waits for them is sent again.
            (_, Step::AskToSignUp { .. }) => 1,
            (
                _,
                Step::CopyLink { .. }
                | Step::SignUp { .. }
                | Step::Withdraw { .. }
                | Step::Edit { .. }
                | Step::Create { .. }
                | Step::Rename { .. }
                | Step::MakeKey { .. }
                | Step::Revoke { .. }
                | Step::Time { .. }
                | Step::StopActing { .. }
                | Step::List { .. }
                | Step::Audit
                | Step::Enter,
            ) => 0,
            // Who is told depends on who else is in and wants to be.
            _ => return,
        };
        let queued = account.mails().await - before.mails();
        assert_eq!(queued, i64::try_from(demanded).expect("it fits"), "mails of {step:?}");
        self.seen_mails[0] += 1;
        self.seen_mails[1] += demanded;
    }
}
