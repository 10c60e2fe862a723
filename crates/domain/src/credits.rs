//! Credits: what an account shares and spends. An append-only ledger; what it comes to is the sum of its entries.
//!
//! Amounts are whole numbers of the smallest unit. Credits that end are spent first, those that end soonest before the others;
//! what is held for an order doesn't end while it is held.

mod replay;
#[cfg(test)]
mod tests;

pub use replay::{Broken, Replay, Stored};

use crate::refusal::{FieldProblem, Refusal};
use serde::{Deserialize, Serialize};

/// The largest amount of one entry.
pub const MAX_AMOUNT: i64 = 1_000_000_000_000;
/// The largest balance: every program that reads JSON still knows it exactly (2^53 − 1).
pub const MAX_BALANCE: i64 = 9_007_199_254_740_991;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)+) => {
        /// What an entry of the ledger is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum EntryKind { $($(#[$doc])* $name,)+ }
        impl EntryKind {
            /// Every kind.
            pub const ALL: &'static [EntryKind] = &[$(EntryKind::$name,)+];
            /// The stable code: stored, and shown by the API.
            pub fn code(self) -> &'static str { match self { $(EntryKind::$name => $code,)+ } }
            /// The kind with this code.
            pub fn from_code(code: &str) -> Option<EntryKind> { match code { $($code => Some(EntryKind::$name),)+ _ => None } }
        }
    };
}

kinds! {
    /// Given to the account without being paid for: with a plan, as a welcome.
    Allocation = "allocation",
    /// Bought.
    Purchase = "purchase",
    /// Given back for a spending.
    Refund = "refund",
    /// Came along with another account, which was merged into this one.
    Merge = "merge",
    /// Spent.
    Spending = "spending",
    /// Set aside for an order: nobody else can spend it.
    Hold = "hold",
    /// A hold ended without being spent.
    Release = "release",
    /// A hold ended by being spent, all of it or a part.
    Capture = "capture",
    /// Ended unspent.
    Expiry = "expiry",
}

impl EntryKind {
    /// What an entry of this kind does to the balance and to what is held: `amount` is its own, `hold` that of the hold it ends.
    pub fn moves(self, amount: i64, hold: i64) -> (i64, i64) {
        match self {
            EntryKind::Allocation | EntryKind::Purchase | EntryKind::Refund | EntryKind::Merge => (amount, 0),
            EntryKind::Spending | EntryKind::Expiry => (-amount, 0),
            EntryKind::Hold => (0, amount),
            EntryKind::Release => (0, -hold),
            EntryKind::Capture => (-amount, -hold),
        }
    }

    /// Whether it can be given back.
    pub fn can_be_refunded(self) -> bool {
        matches!(self, EntryKind::Spending | EntryKind::Capture)
    }
}

/// What an account has after an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// The number of that entry; 0 before the first.
    pub seq: i64,
    /// When it was, in milliseconds. Never before the entry in front of it.
    pub at: i64,
    /// The sum of all that came and went.
    pub balance: i64,
    /// How much of it is set aside.
    pub held: i64,
}

impl Balance {
    /// What can be spent.
    pub fn available(&self) -> i64 {
        self.balance - self.held
    }

    /// What it is after one more entry; refused where that would be less than nothing, or more than can be counted.
    pub fn after(&self, kind: EntryKind, amount: i64, hold: i64, at: i64) -> Result<Balance, Refusal> {
        let (moved, set_aside) = kind.moves(amount, hold);
        let next = Balance {
            seq: self.seq + 1,
            at: at.max(self.at),
            balance: self.balance.saturating_add(moved),
            held: self.held.saturating_add(set_aside),
        };
        if next.balance < next.held || next.held < 0 {
            return Err(Refusal::InsufficientCredits { available: self.available(), wanted: amount });
        }
        if next.balance > MAX_BALANCE {
            let most = (MAX_BALANCE - self.balance).to_string();
            return Err(Refusal::Invalid(vec![FieldProblem::new("/amount", "amount_too_large").with("max", most)]));
        }
        Ok(next)
    }
}

/// Refuses what is no amount.
pub fn check_amount(pointer: &str, amount: i64) -> Result<(), FieldProblem> {
    match amount {
        1..=MAX_AMOUNT => Ok(()),
        ..=0 => Err(FieldProblem::new(pointer, "amount_too_small")),
        _ => Err(FieldProblem::new(pointer, "amount_too_large").with("max", MAX_AMOUNT.to_string())),
    }
}

/// Credits that end, as far as they are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lot {
    /// The entry that brought them.
    pub seq: i64,
    /// When they end, in milliseconds.
    pub expires_at: i64,
    /// How many are left.
    pub left: i64,
}

/// Spends from lots, which come in the order in which they end: what is left of those that were touched, and how much has to
/// come from elsewhere.
pub fn spend_from(lots: &[Lot], amount: i64) -> (Vec<Lot>, i64) {
    let (mut touched, mut open) = (Vec::new(), amount);
    for lot in lots {
        if open == 0 {
            break;
        }
        let taken = lot.left.min(open);
        open -= taken;
        touched.push(Lot { left: lot.left - taken, ..*lot });
    }
    (touched, open)
}

/// How much of a lot whose time is over goes: what is held doesn't.
pub fn expiring(lot: &Lot, balance: &Balance) -> i64 {
    lot.left.min(balance.available()).max(0)
}

/// An amount as people write it: with a point before the decimals, without anything between the thousands.
pub fn plain(amount: i64, decimals: u8) -> String {
    let Some(decimals) = std::num::NonZero::new(usize::from(decimals)) else { return amount.to_string() };
    let sign = if amount < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", amount.unsigned_abs(), width = decimals.get() + 1);
    let (whole, part) = digits.split_at(digits.len() - decimals.get());
    format!("{sign}{whole}.{part}")
}

/// Reads an amount as people write it: `12`, `12.5`, `12,50`. Nothing that would be rounded.
pub fn read_plain(text: &str, decimals: u8) -> Option<i64> {
    let text = text.trim();
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let wanted = usize::from(decimals);
    let misplaced = text.contains(['.', ',']) && (part.is_empty() || part.len() > wanted);
    if whole.is_empty() || !digits(whole) || !digits(part) || misplaced {
        return None;
    }
    format!("{whole}{part:0<wanted$}").parse().ok()
}
