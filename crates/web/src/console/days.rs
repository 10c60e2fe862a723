//! Ends as people choose them: a day, the last on which something counts, where they live.

use crate::console::visit::InAccount;
use jiff::{Timestamp, ToSpan, civil::Date};
use roster_domain::refusal::FieldProblem;

impl InAccount {
    /// The moment after a day that was chosen; nothing where none was. `pointer` names the field.
    pub(crate) fn end_of(&self, day: &str, pointer: &str) -> Result<Option<Timestamp>, FieldProblem> {
        if day.is_empty() {
            return Ok(None);
        }
        let bad = || FieldProblem::new(pointer, "malformed");
        let day: Date = day.parse().map_err(|_| bad())?;
        let next = day.tomorrow().and_then(|next| next.to_zoned(self.visit.zone())).map_err(|_| bad())?;
        Ok(Some(next.timestamp()))
    }

    /// The last day before an end, as a field for dates has it.
    pub(crate) fn last_day(&self, until: i64) -> String {
        let last = Timestamp::from_millisecond(until).and_then(|until| until.checked_sub(1.nanosecond()));
        last.map(|last| last.to_zoned(self.visit.zone()).date().to_string()).unwrap_or_default()
    }

    /// An end as it is read: its last day, or where it comes in the middle of one, the time.
    pub(crate) fn end(&self, until: i64) -> String {
        let Ok(end) = Timestamp::from_millisecond(until) else { return String::new() };
        self.visit.t.end(end, &self.visit.zone())
    }

    /// A moment, to the minute.
    pub(crate) fn moment(&self, millis: i64) -> String {
        let moment = Timestamp::from_millisecond(millis);
        moment.map(|moment| self.visit.t.date_time(moment, &self.visit.zone())).unwrap_or_default()
    }

    /// "until 3 Mar 2027".
    pub(crate) fn until(&self, until: i64) -> String {
        self.visit.t.with("until-day", &[("day", self.end(until).into())])
    }
}
