//! Quotations: what is offered to an account, and accepted once by those who may.

use serde::{Deserialize, Serialize};

/// The longest text of a quotation, in characters.
pub const MAX_TEXT: usize = 20_000;

/// Where a quotation stands. That its time is over is not a state: it follows from the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotationState {
    /// Offered; nobody has answered.
    Open,
    /// Accepted, for good.
    Accepted,
    /// Declined, for good.
    Declined,
    /// Taken back by those who offered it.
    Withdrawn,
}

impl QuotationState {
    /// Every state.
    pub const ALL: [QuotationState; 4] =
        [QuotationState::Open, QuotationState::Accepted, QuotationState::Declined, QuotationState::Withdrawn];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            QuotationState::Open => "open",
            QuotationState::Accepted => "accepted",
            QuotationState::Declined => "declined",
            QuotationState::Withdrawn => "withdrawn",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<QuotationState> {
        QuotationState::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What people see at a moment: an open one whose time is over is `expired`.
    pub fn shown(self, valid_until: Option<i64>, now: i64) -> &'static str {
        match (self, valid_until) {
            (QuotationState::Open, Some(until)) if until <= now => "expired",
            _ => self.code(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_quotation_runs_out_and_an_answered_one_does_not() {
        for state in QuotationState::ALL {
            assert_eq!(QuotationState::from_code(state.code()), Some(state));
            assert_eq!(state.shown(None, 100), state.code());
            assert_eq!(state.shown(Some(101), 100), state.code());
            let over = if state == QuotationState::Open { "expired" } else { state.code() };
            assert_eq!(state.shown(Some(100), 100), over);
        }
    }
}
