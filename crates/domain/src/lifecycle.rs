//! A member's whole life: the states someone's place in an account can be in, and the steps that lead from one to another.
//!
//! There is one table, [`TABLE`]. The use-cases ask it what a step leads to, the reference in `docs/` is written from it, and the
//! simulation walks it at random.

mod reference;

use crate::{
    access::Verb,
    member::MemberStatus,
    model::{Leaving, MembershipRules, Restoring},
    refusal::Refusal,
};

pub use reference::reference;

/// Where someone's place in an account stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum State {
    /// There is no place yet.
    Nobody,
    /// Asked to join, in time.
    Invited,
    /// Asked to join, and the time is over. It follows from the clock and is not stored.
    Expired,
    /// In.
    Active,
    /// Out for a while.
    Disabled,
    /// Out, kept in the list of former members.
    Archived,
    /// Out, and off the lists.
    Deleted,
}

impl State {
    /// Every state.
    pub const ALL: [State; 7] = [
        State::Nobody,
        State::Invited,
        State::Expired,
        State::Active,
        State::Disabled,
        State::Archived,
        State::Deleted,
    ];

    /// The stable code, as lists and the API show it.
    pub fn code(self) -> &'static str {
        match self {
            State::Nobody => "nobody",
            State::Invited => "invited",
            State::Expired => "expired",
            State::Active => "active",
            State::Disabled => "disabled",
            State::Archived => "archived",
            State::Deleted => "deleted",
        }
    }

    /// What is stored of it.
    pub fn status(self) -> Option<MemberStatus> {
        Some(match self {
            State::Nobody => return None,
            State::Invited | State::Expired => MemberStatus::Invited,
            State::Active => MemberStatus::Active,
            State::Disabled => MemberStatus::Disabled,
            State::Archived => MemberStatus::Archived,
            State::Deleted => MemberStatus::Deleted,
        })
    }
}

/// What leads from one state to another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Step {
    /// Ask an address to join.
    Invite,
    /// Ask once more: with a new link, before or after the time is over, or after somebody was out.
    SendAgain,
    /// Take the offer back.
    Withdraw,
    /// The time of the offer is over.
    Expire,
    /// Join.
    Accept,
    /// Join without having been asked, by an address that was proven first.
    SignUp,
    /// Put out for a while.
    Disable,
    /// Let in again after that.
    Enable,
    /// Put out, into the list of former members.
    Archive,
    /// Put out, and off the lists.
    Delete,
    /// Bring back who was archived or deleted.
    Restore,
    /// Go of one's own will.
    Leave,
}

/// Who takes a step.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Who {
    /// Whoever may invite.
    Inviter,
    /// Whoever may do this to them (rule 11).
    Acts(Verb),
    /// They themself.
    Oneself,
    /// Who holds the link.
    LinkHolder,
    /// Anybody whose address it is.
    Anybody,
    /// Nobody: it happens by itself.
    Time,
}

/// What a step does beside moving the state.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Effect {
    /// A link is mailed; any earlier one is dead.
    LinkMailed,
    /// The link is dead, and a mail with it that waits is not sent.
    LinkDies,
    /// What was given is in force from now on.
    ComesIntoForce,
    /// Nothing is in force any more; roles, permissions, access, fields and note stay noted as they were.
    Sleeps,
    /// Whoever acts as them at the moment is stopped.
    ActingEnds,
    /// Their API keys are revoked, for ever.
    KeysRevoked,
    /// Invitations they sent and nobody accepted yet lapse, unless somebody took them over.
    OffersLapse,
    /// The account leaves the list of accounts that the person can choose from.
    LeavesChoice,
    /// Whoever does it must be able to give all that comes back (rule 12).
    GivenAgain,
}

/// Where a model has a say.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Where {
    /// In every model.
    Everywhere,
    /// In models that offer this way out.
    Offered(Leaving),
    /// In models that don't offer this way out.
    NotOffered(Leaving),
    /// In models that bring back at once.
    AtOnce,
    /// In models that ask first; and everywhere, where nobody ever joined by this place.
    ByInvitation,
    /// Where nobody ever joined by this place.
    NeverJoined,
    /// In models in which people sign themselves up.
    SelfSignUp,
    /// There, and where nobody ever joined by this place.
    SelfSignUpNeverJoined,
}

impl Where {
    /// Whether it is so for a place by which somebody `joined` or not, in a model with these rules.
    fn holds(self, joined: bool, rules: &MembershipRules) -> bool {
        match self {
            Where::Everywhere => true,
            Where::Offered(way) => rules.leaving.contains(&way),
            Where::NotOffered(way) => !rules.leaving.contains(&way),
            Where::AtOnce => joined && rules.restoring == Restoring::AtOnce,
            Where::ByInvitation => !joined || rules.restoring == Restoring::ByInvitation,
            Where::NeverJoined => !joined,
            Where::SelfSignUp => rules.self_sign_up,
            Where::SelfSignUpNeverJoined => !joined && rules.self_sign_up,
        }
    }
}

/// A line of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Transition {
    /// What is done.
    pub step: Step,
    /// From this state.
    pub from: State,
    /// To this one.
    pub to: State,
    /// In which models.
    pub place: Where,
}

const fn line(from: State, step: Step, to: State, place: Where) -> Transition {
    Transition { step, from, to, place }
}

/// All that can happen to a place in an account; what does not stand here is refused.
pub const TABLE: &[Transition] = {
    use State::*;
    use Where::*;
    &[
        line(Nobody, Step::Invite, Invited, Everywhere),
        line(Deleted, Step::Invite, Invited, NeverJoined),
        line(Invited, Step::SendAgain, Invited, Everywhere),
        line(Expired, Step::SendAgain, Invited, Everywhere),
        line(Archived, Step::SendAgain, Invited, Everywhere),
        line(Deleted, Step::SendAgain, Invited, Everywhere),
        line(Invited, Step::Expire, Expired, Everywhere),
        line(Invited, Step::Withdraw, Deleted, Everywhere),
        line(Expired, Step::Withdraw, Deleted, Everywhere),
        line(Invited, Step::Accept, Active, Everywhere),
        line(Nobody, Step::SignUp, Active, SelfSignUp),
        line(Expired, Step::SignUp, Active, SelfSignUpNeverJoined),
        line(Deleted, Step::SignUp, Active, SelfSignUpNeverJoined),
        line(Active, Step::Disable, Disabled, Offered(Leaving::Disable)),
        line(Disabled, Step::Enable, Active, Everywhere),
        line(Active, Step::Archive, Archived, Offered(Leaving::Archive)),
        line(Disabled, Step::Archive, Archived, Offered(Leaving::Archive)),
        line(Active, Step::Delete, Deleted, Offered(Leaving::Delete)),
        line(Disabled, Step::Delete, Deleted, Offered(Leaving::Delete)),
        line(Archived, Step::Delete, Deleted, Offered(Leaving::Delete)),
        line(Active, Step::Leave, Archived, Offered(Leaving::Archive)),
        line(Active, Step::Leave, Deleted, NotOffered(Leaving::Archive)),
        line(Archived, Step::Restore, Active, AtOnce),
        line(Deleted, Step::Restore, Active, AtOnce),
        line(Archived, Step::Restore, Invited, ByInvitation),
        line(Deleted, Step::Restore, Invited, ByInvitation),
    ]
};

impl Step {
    /// Every step.
    pub const ALL: [Step; 12] = [
        Step::Invite,
        Step::SendAgain,
        Step::Withdraw,
        Step::Expire,
        Step::Accept,
        Step::SignUp,
        Step::Disable,
        Step::Enable,
        Step::Archive,
        Step::Delete,
        Step::Restore,
        Step::Leave,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Step::Invite => "invite",
            Step::SendAgain => "send_again",
            Step::Withdraw => "withdraw",
            Step::Expire => "expire",
            Step::Accept => "accept",
            Step::SignUp => "sign_up",
            Step::Disable => "disable",
            Step::Enable => "enable",
            Step::Archive => "archive",
            Step::Delete => "delete",
            Step::Restore => "restore",
            Step::Leave => "leave",
        }
    }

    /// Who takes it.
    pub fn who(self) -> Who {
        match self {
            Step::Invite => Who::Inviter,
            Step::SendAgain => Who::Acts(Verb::Resend),
            Step::Withdraw => Who::Acts(Verb::Withdraw),
            Step::Expire => Who::Time,
            Step::Leave => Who::Oneself,
            Step::Accept => Who::LinkHolder,
            Step::SignUp => Who::Anybody,
            Step::Disable => Who::Acts(Verb::Disable),
            Step::Archive => Who::Acts(Verb::Archive),
            Step::Delete => Who::Acts(Verb::Delete),
            Step::Enable | Step::Restore => Who::Acts(Verb::Restore),
        }
    }

    /// The way out that it is.
    pub fn leaving(self) -> Option<Leaving> {
        [Leaving::Disable, Leaving::Archive, Leaving::Delete].into_iter().find(|way| way.step() == self)
    }

    /// What becomes of a place in `from` by it. `joined` says whether anybody ever joined by this place.
    pub fn leads(self, from: MemberStatus, joined: bool, rules: &MembershipRules) -> Result<MemberStatus, Refusal> {
        let lines = TABLE.iter().filter(|line| line.step == self && line.from.status() == Some(from));
        let mut lines = lines.peekable();
        if lines.peek().is_none() {
            return Err(Refusal::WrongState { state: from.code() });
        }
        let found = lines.find(|line| line.place.holds(joined, rules));
        match found.and_then(|line| line.to.status()) {
            Some(to) => Ok(to),
            None if self.leaving().is_some() => Err(Refusal::NotOnOffer { verb: self.code() }),
            None => Err(Refusal::WrongState { state: from.code() }),
        }
    }
}

impl Transition {
    /// What it does beside moving the state.
    pub fn effects(&self) -> &'static [Effect] {
        use Effect::*;
        match (self.step, self.to) {
            (Step::Invite, _) => &[LinkMailed],
            (Step::SendAgain, _) => &[LinkMailed, GivenAgain],
            (Step::Withdraw | Step::Expire, _) => &[LinkDies],
            (Step::Accept | Step::SignUp, _) => &[LinkDies, ComesIntoForce],
            (Step::Disable, _) => &[Sleeps, ActingEnds, KeysRevoked, OffersLapse],
            (Step::Archive | Step::Delete | Step::Leave, _) => {
                &[Sleeps, ActingEnds, KeysRevoked, OffersLapse, LeavesChoice]
            }
            (Step::Enable, _) | (Step::Restore, State::Active) => &[GivenAgain, ComesIntoForce],
            (Step::Restore, _) => &[LinkMailed, GivenAgain],
        }
    }

    /// Who is mailed about it, and with which kind of mail ([`MailKind::name`](crate::mail::MailKind::name)).
    pub fn mail(&self) -> Option<(&'static str, &'static str)> {
        Some(match (self.step, self.to) {
            (Step::Invite, _) | (Step::SendAgain, _) => ("the address", "invitation"),
            (Step::Restore, State::Invited) => ("the address", "invitation"),
            (Step::Accept, _) => ("the inviter", "invitation_accepted"),
            (Step::Expire, _) => ("the inviter", "invitation_expired"),
            (Step::Leave, _) => ("the member", "left_account"),
            (Step::Disable, _) => ("the member", "disabled_in_account"),
            (Step::Archive | Step::Delete, _) => ("the member", "removed_from_account"),
            (Step::Enable, _) | (Step::Restore, _) => ("the member", "back_in_account"),
            (Step::Withdraw | Step::SignUp, _) => return None,
        })
    }
}

impl Leaving {
    /// The step that it is.
    pub fn step(self) -> Step {
        match self {
            Leaving::Disable => Step::Disable,
            Leaving::Archive => Step::Archive,
            Leaving::Delete => Step::Delete,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{mail::MailKind, model::Model, model::presets};

    #[test]
    fn b14_what_a_step_leads_to_is_never_two_things() {
        for preset in presets() {
            let model = Model::compile(preset.text).expect("it comes with Roster");
            for (step, status, joined) in walks() {
                let rules = model.membership();
                let mut lines = TABLE.iter().filter(|line| line.step == step && line.from.status() == Some(status));
                let led: std::collections::HashSet<_> =
                    lines.clone().filter(|line| line.place.holds(joined, rules)).map(|line| line.to.status()).collect();
                assert!(led.len() <= 1, "{}: {step:?} from {status:?} leads to {led:?}", preset.id);
                match step.leads(status, joined, rules) {
                    Ok(to) => assert!(led.contains(&Some(to)), "{step:?} from {status:?}"),
                    Err(Refusal::NotOnOffer { .. }) => assert!(led.is_empty() && lines.next().is_some()),
                    Err(other) => assert!(led.is_empty(), "{step:?} from {status:?}: {other:?}"),
                }
            }
        }
    }

    fn walks() -> impl Iterator<Item = (Step, MemberStatus, bool)> {
        let each = |step| MemberStatus::ALL.into_iter().flat_map(move |from| [(step, from, false), (step, from, true)]);
        Step::ALL.into_iter().flat_map(each)
    }

    #[test]
    fn every_state_is_reached_and_left_and_every_step_is_in_the_table() {
        for state in State::ALL {
            assert!(state == State::Nobody || TABLE.iter().any(|line| line.to == state), "{state:?} is never reached");
            assert!(TABLE.iter().any(|line| line.from == state), "{state:?} is never left");
        }
        for step in Step::ALL {
            assert!(TABLE.iter().any(|line| line.step == step), "{step:?} leads nowhere");
        }
        let lines: std::collections::HashSet<_> =
            TABLE.iter().map(|line| (line.from, line.step, line.to, line.place)).collect();
        assert_eq!(lines.len(), TABLE.len());
    }

    #[test]
    fn every_mail_of_the_table_exists() {
        let names: Vec<_> = MailKind::samples().iter().map(MailKind::name).collect();
        for line in TABLE {
            assert!(line.mail().is_none_or(|(_, name)| names.contains(&name)), "{line:?}");
        }
    }

    #[test]
    fn the_table_and_the_drawing_in_the_reference_are_those_of_the_code() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/lifecycle.md");
        let written = std::fs::read_to_string(file).unwrap_or_default();
        assert!(written == reference(), "docs/reference/lifecycle.md is another: run `cargo xtask reference`");
    }
}
