//! Points in time, as programs write them.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Deserializer, de};

/// What is said of a text that is none; [`told`](super::json::told) knows it.
pub(super) const NO_MOMENT: &str = "no point in time";

/// A point in time (RFC 3339), or a date: its beginning in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment(pub(crate) Timestamp);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        let text = String::deserialize(deserializer)?;
        let date = || text.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok();
        // A date alone first: what reads times would take it for a time without a zone, and refuse it.
        let dated = if text.len() == "2026-11-21".len() { date().map(|zoned| zoned.timestamp()) } else { None };
        let at = dated.or_else(|| text.parse().ok());
        at.map(Moment).ok_or_else(|| de::Error::custom(NO_MOMENT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_dates_are_read_and_nothing_else() {
        let read = |text: &str| serde_json::from_value::<Moment>(text.into()).ok().map(|moment| moment.0.to_string());
        assert_eq!(read("2026-11-21T10:00:00Z").as_deref(), Some("2026-11-21T10:00:00Z"));
        assert_eq!(read("2026-11-21T10:00:00+02:00").as_deref(), Some("2026-11-21T08:00:00Z"));
        assert_eq!(read("2026-11-21").as_deref(), Some("2026-11-21T00:00:00Z"));
        for text in ["yesterday", "", "2026-11-31", "2026-11-21T10:00", "2026", "1700000000"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
