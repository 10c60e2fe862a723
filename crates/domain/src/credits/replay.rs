//! Replaying a ledger: whether what is stored beside it is what its entries come to.

use super::{Balance, EntryKind, Lot, spend_from};
use std::collections::BTreeMap;

/// Where a ledger isn't what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The number of the entry.
    pub seq: i64,
    /// What is wrong with it.
    pub why: &'static str,
}

/// One entry, as it is stored.
#[derive(Clone, Copy, Debug)]
pub struct Stored {
    /// What the account has after it, with its number and time.
    pub after: Balance,
    /// What it is.
    pub kind: EntryKind,
    /// The change of the balance.
    pub amount: i64,
    /// The change of what is held.
    pub held: i64,
    /// The entry it is about: a refund's spending, the hold that ends, the credits that ended.
    pub of: Option<i64>,
    /// When the credits that it brought end.
    pub expires_at: Option<i64>,
}

/// What the entries so far come to. Memory grows with what is open, not with how many there are.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    balance: Balance,
    /// Open lots, by their end and number.
    lots: BTreeMap<(i64, i64), i64>,
    /// When each open lot ends.
    ends: BTreeMap<i64, i64>,
    holds: BTreeMap<i64, i64>,
}

impl Replay {
    /// What the account has after the entries so far.
    pub fn balance(&self) -> Balance {
        self.balance
    }

    /// What is left of credits that end, in the order in which they end.
    pub fn lots(&self) -> impl Iterator<Item = Lot> {
        self.lots.iter().map(|(&(expires_at, seq), &left)| Lot { seq, expires_at, left })
    }

    /// The open holds with their amounts.
    pub fn holds(&self) -> impl Iterator<Item = (i64, i64)> {
        self.holds.iter().map(|(seq, amount)| (*seq, *amount))
    }

    /// Takes the next entry.
    pub fn apply(&mut self, entry: &Stored) -> Result<(), Broken> {
        let seq = entry.after.seq;
        let broken = |why| Err(Broken { seq, why });
        if seq != self.balance.seq + 1 {
            return Err(Broken { seq: self.balance.seq + 1, why: "it is missing" });
        }
        if entry.after.at < self.balance.at {
            return broken("it is older than the one before");
        }
        let hold = match (entry.kind, entry.of) {
            (EntryKind::Release | EntryKind::Capture, Some(of)) => match self.holds.remove(&of) {
                Some(hold) => hold,
                None => return broken("the hold that it ends isn't open"),
            },
            (EntryKind::Release | EntryKind::Capture, None) => return broken("it ends no hold"),
            _ => 0,
        };
        let size = entry.amount.abs().max(if entry.kind == EntryKind::Hold { entry.held } else { 0 });
        if entry.kind.moves(size, hold) != (entry.amount, entry.held) {
            return broken("it moves what its kind doesn't");
        }
        let sums = (self.balance.balance + entry.amount, self.balance.held + entry.held);
        if sums != (entry.after.balance, entry.after.held) {
            return broken("the balance after it isn't the sum");
        }
        if sums.1 < 0 || sums.0 < sums.1 {
            return broken("it overdraws the account");
        }
        self.move_lots(entry, seq)?;
        self.balance = entry.after;
        Ok(())
    }

    fn move_lots(&mut self, entry: &Stored, seq: i64) -> Result<(), Broken> {
        match entry.kind {
            EntryKind::Hold => {
                self.holds.insert(seq, entry.held);
            }
            EntryKind::Allocation | EntryKind::Purchase | EntryKind::Refund | EntryKind::Merge => {
                if let Some(end) = entry.expires_at {
                    self.lots.insert((end, seq), entry.amount);
                    self.ends.insert(seq, end);
                }
            }
            EntryKind::Spending | EntryKind::Capture => {
                let mut open = -entry.amount;
                let mut wanted = |lot: &Lot| {
                    let wanted = open > 0;
                    open -= lot.left;
                    wanted
                };
                let lots: Vec<Lot> = self.lots().take_while(|lot| wanted(lot)).collect();
                for lot in spend_from(&lots, -entry.amount).0 {
                    self.leave(lot);
                }
            }
            EntryKind::Expiry => {
                let of = entry.of.and_then(|of| Some((*self.ends.get(&of)?, of)));
                let left = of.and_then(|key| self.lots.get(&key).map(|left| (key, left + entry.amount)));
                let Some(((expires_at, of), left)) = left.filter(|(_, left)| *left >= 0) else {
                    return Err(Broken { seq, why: "what ended wasn't there" });
                };
                if expires_at > entry.after.at {
                    return Err(Broken { seq, why: "it ended before its time" });
                }
                self.leave(Lot { seq: of, expires_at, left });
            }
            EntryKind::Release => {}
        }
        Ok(())
    }

    fn leave(&mut self, lot: Lot) {
        if lot.left == 0 {
            self.lots.remove(&(lot.expires_at, lot.seq));
            self.ends.remove(&lot.seq);
        } else {
            self.lots.insert((lot.expires_at, lot.seq), lot.left);
        }
    }
}
