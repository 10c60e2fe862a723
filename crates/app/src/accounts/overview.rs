//! How an account grows: seats over time, what became of its invitations, and who was not here for long.

use crate::{
    App, Caller, Outcome,
    members::count::{MOST_COUNTED, by_status},
    standing::Need,
};
use jiff::Timestamp;
use roster_domain::{id::AccountId, permission::RosterPermission};
use roster_store::{
    db::timestamp,
    overview::{self, Parts},
};
use std::collections::HashMap;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// How far back, and in which steps. Days are those of UTC: it is the same for all who look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// Thirty days, day by day.
    Month,
    /// Thirteen weeks, week by week.
    #[default]
    Quarter,
    /// Fifty-two weeks, week by week.
    Year,
}

impl Period {
    /// Every one, the shortest first.
    pub const ALL: [Period; 3] = [Period::Month, Period::Quarter, Period::Year];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Period::Month => "month",
            Period::Quarter => "quarter",
            Period::Year => "year",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Period> {
        Period::ALL.into_iter().find(|period| period.code() == code)
    }

    /// How many steps, and of how many days each is.
    fn steps(self) -> (i64, i64) {
        match self {
            Period::Month => (30, 1),
            Period::Quarter => (13, 7),
            Period::Year => (52, 7),
        }
    }

    /// The steps up to the end of today.
    fn parts(self, now: i64) -> Parts {
        let (count, days) = self.steps();
        let (length, end) = (days * DAY_MS, (now.div_euclid(DAY_MS) + 1) * DAY_MS);
        Parts { from: end - count * length, length, count }
    }
}

/// What became of the invitations that were sent in a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// They joined.
    pub accepted: i64,
    /// They may still join.
    pub open: i64,
    /// It ran out.
    pub expired: i64,
    /// It was withdrawn.
    pub withdrawn: i64,
}

impl Sent {
    /// All of them.
    pub fn all(&self) -> i64 {
        self.accepted + self.open + self.expired + self.withdrawn
    }
}

/// A day or a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When it begins.
    pub from: Timestamp,
    /// The moment after it; the last one goes on until the end of today.
    pub until: Timestamp,
    /// How many were in at its end: of those who are in today, or left since.
    pub seats: i64,
    /// The invitations that were first sent in it.
    pub sent: Sent,
}

/// How the account grows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// The oldest step first.
    pub steps: Vec<Step>,
    /// How many are in now.
    pub seats: i64,
    /// How many are invited and may still join.
    pub invited: i64,
    /// How many invitations ran out and were not sent again.
    pub expired: i64,
    /// How many who are in were not active for thirty days, up to one more than [`MOST_COUNTED`].
    pub not_active_30: i64,
    /// The same for ninety days.
    pub not_active_90: i64,
    /// How many who are in were never active, up to the same.
    pub never_active: i64,
}

/// Looks. Needs `roster.read_members` and `roster.read_audit`.
pub async fn overview(app: &App, caller: &Caller, account: AccountId, period: Period) -> Outcome<Overview> {
    app.long_view(caller, account, Need::Permission(RosterPermission::ReadMembers), move |view| {
        view.standing.require(RosterPermission::ReadAudit)?;
        let (now, most) = (view.at(), MOST_COUNTED + 1);
        let counts = by_status(view)?;
        let of = |status: &str| counts.get(status).copied().unwrap_or(0);
        let parts = period.parts(now);
        let came: HashMap<i64, i64> = overview::came(view.tx, account, parts)?.into_iter().collect();
        let went: HashMap<i64, i64> = overview::went(view.tx, account, parts)?.into_iter().collect();
        let mut sent: HashMap<i64, Sent> = HashMap::new();
        for (part, state, count) in overview::invited(view.tx, account, parts, now)? {
            let sent = sent.entry(part).or_default();
            match state.as_str() {
                "accepted" => sent.accepted += count,
                "expired" => sent.expired += count,
                "withdrawn" => sent.withdrawn += count,
                _ => sent.open += count,
            }
        }
        let unseen = |days: i64| now - days * DAY_MS;
        Ok(Overview {
            steps: steps(parts, of("active"), &came, &went, &sent)?,
            seats: of("active"),
            invited: of("invited"),
            expired: of("expired"),
            not_active_30: overview::not_active_since(view.tx, account, unseen(30), most)?,
            not_active_90: overview::not_active_since(view.tx, account, unseen(90), most)?,
            never_active: overview::never_active(view.tx, account, most)?,
        })
    })
    .await
}

/// Back from today: whoever joined in a step was not there before it, and whoever left was.
fn steps(
    parts: Parts,
    seats: i64,
    came: &HashMap<i64, i64>,
    went: &HashMap<i64, i64>,
    sent: &HashMap<i64, Sent>,
) -> Outcome<Vec<Step>> {
    let (mut seats, mut steps) = (seats, Vec::new());
    for part in (0..parts.count).rev() {
        let from = parts.from + part * parts.length;
        let sent = sent.get(&part).copied().unwrap_or_default();
        steps.push(Step { from: timestamp(from)?, until: timestamp(from + parts.length)?, seats, sent });
        let of = |counts: &HashMap<i64, i64>| counts.get(&part).copied().unwrap_or(0);
        // What the times of two machines make of it is never told as fewer than nobody.
        seats = (seats - of(came) + of(went)).max(0);
    }
    steps.reverse();
    Ok(steps)
}
