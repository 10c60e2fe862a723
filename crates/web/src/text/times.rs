//! Dates and times, absolute and as people say them.

use super::Text;
use icu_calendar::Gregorian;
use icu_datetime::{
    FixedCalendarDateTimeFormatter,
    fieldsets::{YMD, YMDT},
    input::{Date, DateTime, Time},
};
use icu_locale_core::Locale;
use jiff::{SignedDuration, Timestamp, ToSpan, Zoned, tz::TimeZone};

/// The date formats of one language.
pub struct Formats {
    date: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    date_time: FixedCalendarDateTimeFormatter<Gregorian, YMDT>,
}

impl Formats {
    /// Loads what is compiled in for this locale.
    pub fn load(locale: &Locale) -> Formats {
        let date = FixedCalendarDateTimeFormatter::try_new(locale.clone().into(), YMD::medium());
        let date_time = FixedCalendarDateTimeFormatter::try_new(locale.clone().into(), YMD::medium().with_time_hm());
        Formats {
            date: date.expect("date formats are compiled in"),
            date_time: date_time.expect("date formats are compiled in"),
        }
    }
}

impl Text {
    /// A day: `21 Nov 2026`.
    pub fn date(&self, at: Timestamp, zone: &TimeZone) -> String {
        match gregorian(&at.to_zoned(zone.clone())) {
            Some(local) => self.times.date.format(&local.date).to_string(),
            None => at.to_string(),
        }
    }

    /// A day and the time of day: `21 Nov 2026, 14:05`. UTC, which stands for a zone nobody knows, is named.
    pub fn date_time(&self, at: Timestamp, zone: &TimeZone) -> String {
        let Some(local) = gregorian(&at.to_zoned(zone.clone())) else { return at.to_string() };
        let written = self.times.date_time.format(&local).to_string();
        if *zone == TimeZone::UTC { format!("{written} UTC") } else { written }
    }

    /// An end as it is read: the last day before it, or where it comes in the middle of a day, the time.
    pub fn end(&self, until: Timestamp, zone: &TimeZone) -> String {
        let local = until.to_zoned(zone.clone());
        match until.checked_sub(1.nanosecond()) {
            Ok(last) if local.start_of_day().is_ok_and(|start| start == local) => self.date(last, zone),
            _ => self.date_time(until, zone),
        }
    }

    /// As people say it, `3 minutes ago` or `in 2 days`; a date when it is a month or more away.
    pub fn relative(&self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let away = at.duration_since(now);
        let (minutes, hours) = (away.abs().as_mins(), away.abs().as_hours());
        // Days go by the calendar: what was at 23:00 is yesterday at 8:00.
        let days = (at.to_zoned(zone.clone()).date() - now.to_zoned(zone.clone()).date()).get_days().abs();
        let (past, future, count) = match () {
            () if minutes < 1 => return self.with("just-now", &[]),
            () if hours < 1 => ("minutes-ago", "in-minutes", minutes),
            () if hours < 6 || days == 0 => ("hours-ago", "in-hours", hours),
            () if days < 30 => ("days-ago", "in-days", i64::from(days)),
            () => return self.date(at, zone),
        };
        self.with(if away.is_negative() { past } else { future }, &[("count", count.into())])
    }

    /// A length of time in its largest fitting unit: `24 hours`, `30 days`, `5 minutes`; parts are rounded up.
    pub fn duration(&self, length: SignedDuration) -> String {
        let minutes = u64::try_from(length.as_secs()).unwrap_or(0).div_ceil(60);
        let (key, count) = match minutes {
            0..120 if minutes != 60 => ("duration-minutes", minutes),
            0..2880 => ("duration-hours", minutes.div_ceil(60)),
            _ => ("duration-days", minutes.div_ceil(24 * 60)),
        };
        self.with(key, &[("count", count.into())])
    }
}

fn gregorian(at: &Zoned) -> Option<DateTime<Gregorian>> {
    let date = Date::try_new_gregorian(i32::from(at.year()), at.month() as u8, at.day() as u8).ok()?;
    let time = Time::try_new(at.hour() as u8, at.minute() as u8, at.second() as u8, 0).ok()?;
    Some(DateTime { date, time })
}
