//! Adding to the ledger: under the account's lock, what has ended goes first, then the entry, then what follows from it.

use crate::{Outcome, scope::Scope};
use roster_domain::{
    credits::{Balance, EntryKind, Lot, expiring, plain, spend_from},
    event::{ActorRef, Change, Event, EventKind, Target},
    id::{Id, MemberId},
    refusal::{FieldProblem, Refusal},
    text::has_control_characters,
};
use roster_store::{
    credits::{self, EntryRow, HoldRow},
    due::{self, DueKind},
};
use serde::{Deserialize, Serialize};

/// How many lots or holds are looked at in one go.
const BATCH: i64 = 100;
/// The longest reference and the longest note, in characters.
const MAX_REFERENCE: usize = 200;
const MAX_NOTE: usize = 1_000;

/// What was added, and what the account has after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// The number of the entry.
    pub seq: i64,
    /// The balance after it.
    pub balance: i64,
    /// How much of that is set aside.
    pub held: i64,
}

/// What was said of an entry beside its amount.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The product's own word for what it is about: an order, an invoice.
    pub reference: String,
    /// A note for people.
    pub note: String,
}

impl Said {
    /// Refuses what is too long or can't be kept.
    pub(crate) fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        for (pointer, text, most) in [("/reference", &self.reference, MAX_REFERENCE), ("/note", &self.note, MAX_NOTE)] {
            if text.chars().count() > most {
                problems.push(FieldProblem::new(pointer, "too_long").with("limit", most.to_string()));
            } else if has_control_characters(text) {
                problems.push(FieldProblem::new(pointer, "control_character"));
            }
        }
        problems
    }
}

/// An entry to be made.
pub(crate) struct Line<'a> {
    pub(crate) kind: EntryKind,
    /// How much comes, goes, or is set aside.
    pub(crate) amount: i64,
    /// The hold that it ends.
    pub(crate) ends: Option<&'a HoldRow>,
    /// The entry that it is about, beside a hold.
    pub(crate) of: Option<i64>,
    /// When what it brings ends; of a hold: when it is released by itself.
    pub(crate) until: Option<i64>,
    /// Whose doing it counts as, where the one who asks is no member yet.
    pub(crate) member: Option<MemberId>,
    pub(crate) said: &'a Said,
}

impl<'a> Line<'a> {
    pub(crate) fn new(kind: EntryKind, amount: i64, said: &'a Said) -> Line<'a> {
        Line { kind, amount, ends: None, of: None, until: None, member: None, said }
    }
}

/// The ledger of the account that is being changed.
pub(crate) struct Ledger {
    balance: Balance,
    decimals: u8,
    events: Vec<Event>,
    /// Whether something ends at another time than before.
    ends_moved: bool,
}

impl Ledger {
    /// Opens it, and lets go what has ended. An account without credits has none.
    pub(crate) fn open(scope: &mut Scope<'_, '_>) -> Outcome<Ledger> {
        let decimals = scope.standing.model.credits().ok_or(Refusal::NotFound)?.decimals;
        let account = scope.account();
        let balance = credits::newest(scope.tx, account)?;
        let mut ledger = Ledger { balance, decimals, events: Vec::new(), ends_moved: false };
        ledger.let_go(scope)?;
        Ok(ledger)
    }

    /// Adds an entry by the one who asks, and what follows from it.
    pub(crate) fn add(&mut self, scope: &mut Scope<'_, '_>, line: &Line<'_>) -> Outcome<Posted> {
        let before = self.balance.available();
        self.post(scope, line, true)?;
        let seq = self.balance.seq;
        // What was kept from ending by being held ends as soon as it is free, or as soon as others can be held in its place.
        if self.balance.available() > before {
            self.expire(scope)?;
        }
        Ok(Posted { seq, balance: self.balance.balance, held: self.balance.held })
    }

    /// The events of all that was added. Ends the use of the ledger.
    pub(crate) fn close(self, scope: &mut Scope<'_, '_>) -> Outcome<Vec<Event>> {
        if self.ends_moved {
            plan_next_end(scope.tx, scope.account(), scope.at())?;
        }
        Ok(self.events)
    }

    /// Holds whose time is over are released, then credits whose time is over go, as far as they aren't held.
    fn let_go(&mut self, scope: &mut Scope<'_, '_>) -> Outcome<()> {
        let (account, at, said) = (scope.account(), scope.at(), Said::default());
        if self.balance.held > 0 {
            for hold in credits::holds_over(scope.tx, account, at, i64::MAX)? {
                let line = Line { ends: Some(&hold), ..Line::new(EntryKind::Release, hold.amount, &said) };
                self.post(scope, &line, false)?;
            }
        }
        if self.balance.available() > 0 {
            self.expire(scope)?;
        }
        Ok(())
    }

    fn expire(&mut self, scope: &mut Scope<'_, '_>) -> Outcome<()> {
        let (account, at, said, mut after) = (scope.account(), scope.at(), Said::default(), (0, 0));
        loop {
            let lots = credits::lots(scope.tx, account, after, BATCH)?;
            for lot in lots.iter().take_while(|lot| lot.expires_at <= at) {
                let amount = expiring(lot, &self.balance);
                if amount == 0 {
                    return Ok(());
                }
                let line = Line { of: Some(lot.seq), ..Line::new(EntryKind::Expiry, amount, &said) };
                self.post(scope, &line, false)?;
                credits::leave(scope.tx, account, &Lot { left: lot.left - amount, ..*lot })?;
                self.ends_moved = true;
            }
            match lots.last() {
                Some(last) if lots.len() == usize::try_from(BATCH).unwrap_or(0) && last.expires_at <= at => {
                    after = (last.expires_at, last.seq);
                }
                _ => return Ok(()),
            }
        }
    }

    fn post(&mut self, scope: &mut Scope<'_, '_>, line: &Line<'_>, by_caller: bool) -> Outcome<()> {
        let Line { kind, amount, ends, of, until, member, said } = *line;
        let before = self.balance;
        let next = before.after(kind, amount, ends.map_or(0, |hold| hold.amount), scope.at())?;
        let account = scope.account();
        let actor = if by_caller { scope.standing.actor } else { ActorRef::System };
        let row = EntryRow {
            seq: next.seq,
            at: next.at,
            kind: kind.code().to_owned(),
            amount: next.balance - before.balance,
            held: next.held - before.held,
            balance: next.balance,
            set_aside: next.held,
            of: ends.map(|hold| hold.seq).or(of),
            expires_at: until,
            actor_kind: actor.kind().to_owned(),
            actor_id: actor.id(),
            member: member.or(scope.standing.member()).filter(|_| by_caller),
            reference: said.reference.trim().to_owned(),
            note: said.note.trim().to_owned(),
        };
        credits::append(scope.tx, account, &row)?;
        self.balance = next;
        self.follow(scope, line)?;
        self.events.push(self.event(kind, amount, before, said, by_caller));
        Ok(())
    }

    /// What an entry means for credits that end and for what is set aside.
    fn follow(&mut self, scope: &mut Scope<'_, '_>, line: &Line<'_>) -> Outcome<()> {
        let (account, seq) = (scope.account(), self.balance.seq);
        match line.kind {
            EntryKind::Allocation | EntryKind::Purchase | EntryKind::Refund | EntryKind::Merge => {
                if let Some(expires_at) = line.until {
                    credits::leave(scope.tx, account, &Lot { seq, expires_at, left: line.amount })?;
                    self.ends_moved = true;
                }
            }
            EntryKind::Spending => self.spend(scope, line.amount)?,
            EntryKind::Hold => {
                credits::hold(scope.tx, account, &HoldRow { seq, amount: line.amount, until_at: line.until })?;
                self.ends_moved |= line.until.is_some();
            }
            EntryKind::Release | EntryKind::Capture => {
                if let Some(hold) = line.ends {
                    credits::end_hold(scope.tx, account, hold.seq)?;
                    self.ends_moved |= hold.until_at.is_some();
                }
                if line.kind == EntryKind::Capture {
                    self.spend(scope, line.amount)?;
                }
            }
            EntryKind::Expiry => {}
        }
        Ok(())
    }

    /// Takes from credits that end, as far as there are any.
    fn spend(&mut self, scope: &mut Scope<'_, '_>, amount: i64) -> Outcome<()> {
        let (account, mut open, mut after) = (scope.account(), amount, (0, 0));
        while open > 0 {
            let lots = credits::lots(scope.tx, account, after, BATCH)?;
            let Some(last) = lots.last() else { return Ok(()) };
            after = (last.expires_at, last.seq);
            let (touched, rest) = spend_from(&lots, open);
            for lot in &touched {
                credits::leave(scope.tx, account, lot)?;
            }
            open = rest;
        }
        Ok(())
    }

    fn event(&self, kind: EntryKind, amount: i64, before: Balance, said: &Said, by_caller: bool) -> Event {
        let shown = |amount| plain(amount, self.decimals);
        let what = match kind {
            EntryKind::Allocation => EventKind::CreditsAllocated,
            EntryKind::Purchase => EventKind::CreditsPurchased,
            EntryKind::Refund => EventKind::CreditsRefunded,
            EntryKind::Merge => EventKind::CreditsMerged,
            EntryKind::Spending => EventKind::CreditsSpent,
            EntryKind::Hold => EventKind::CreditsHeld,
            EntryKind::Release => EventKind::CreditsReleased,
            EntryKind::Capture => EventKind::CreditsCaptured,
            EntryKind::Expiry => EventKind::CreditsExpired,
        };
        let mut event = Event::new(what, Target::Account, shown(amount)).changes([Change::new(
            "available",
            Some(shown(before.available())),
            Some(shown(self.balance.available())),
        )]);
        if !said.reference.is_empty() {
            event = event.note(said.reference.trim());
        }
        if by_caller { event } else { event.by_itself() }
    }
}

/// Sees to it that what ends next is looked after in time.
pub(crate) fn plan_next_end(
    tx: &mut roster_store::WriteTx<'_>,
    account: roster_domain::id::AccountId,
    now: i64,
) -> Outcome<()> {
    match credits::next_end(tx, account, now)? {
        Some(at) => due::set(tx, account, DueKind::Credits, account.uuid(), at)?,
        None => due::clear(tx, account, DueKind::Credits, account.uuid())?,
    }
    Ok(())
}

/// An end that is to come; refused where it is over, or too far away to be meant.
pub(crate) fn check_end(
    pointer: &str,
    until: Option<jiff::Timestamp>,
    now: jiff::Timestamp,
) -> Result<(), FieldProblem> {
    let most = now + jiff::SignedDuration::from_hours(24 * 366 * 20);
    match until {
        Some(until) if until <= now => Err(FieldProblem::new(pointer, "in_the_past")),
        Some(until) if until > most => Err(FieldProblem::new(pointer, "too_far_ahead").with("max", most.to_string())),
        _ => Ok(()),
    }
}

/// Refuses with all that is wrong, if anything is.
pub(crate) fn refuse(problems: impl IntoIterator<Item = FieldProblem>) -> Outcome<()> {
    let problems: Vec<_> = problems.into_iter().collect();
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
}
