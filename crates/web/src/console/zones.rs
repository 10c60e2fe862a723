//! The time zones on offer.

use std::sync::LazyLock;

/// Regions whose zones are named after a city; the rest of the database are old names and offsets.
const REGIONS: [&str; 10] =
    ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

static ZONES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let by_city = |name: &str| name.split_once('/').is_some_and(|(region, _)| REGIONS.contains(&region));
    let available = jiff::tz::db().available().map(|name| name.to_string());
    let mut zones: Vec<String> = available.filter(|name| by_city(name)).collect();
    zones.sort_unstable();
    zones.insert(0, "UTC".to_owned());
    zones
});

/// Values and what is shown, the one that is chosen now among them.
pub(super) fn zones(chosen: &str) -> Vec<(String, String)> {
    let shown = |zone: &String| (zone.clone(), zone.replace('_', " "));
    let mut all: Vec<_> = ZONES.iter().map(shown).collect();
    if !ZONES.iter().any(|zone| zone == chosen) && !chosen.is_empty() {
        all.insert(0, shown(&chosen.to_owned()));
    }
    all
}

/// Countries that have one time zone, for those whose browser doesn't say theirs. The others are asked in the profile.
#[rustfmt::skip]
const BY_COUNTRY: [(&str, &str); 64] = [
    ("AE", "Asia/Dubai"), ("AL", "Europe/Tirane"), ("AT", "Europe/Vienna"), ("BA", "Europe/Sarajevo"),
    ("BD", "Asia/Dhaka"), ("BE", "Europe/Brussels"), ("BG", "Europe/Sofia"), ("BY", "Europe/Minsk"),
    ("CH", "Europe/Zurich"), ("CO", "America/Bogota"), ("CR", "America/Costa_Rica"), ("CZ", "Europe/Prague"),
    ("DE", "Europe/Berlin"), ("DK", "Europe/Copenhagen"), ("EE", "Europe/Tallinn"), ("EG", "Africa/Cairo"),
    ("ET", "Africa/Addis_Ababa"), ("FI", "Europe/Helsinki"), ("FR", "Europe/Paris"), ("GB", "Europe/London"),
    ("GH", "Africa/Accra"), ("GR", "Europe/Athens"), ("HK", "Asia/Hong_Kong"), ("HR", "Europe/Zagreb"),
    ("HU", "Europe/Budapest"), ("IE", "Europe/Dublin"), ("IL", "Asia/Jerusalem"), ("IN", "Asia/Kolkata"),
    ("IQ", "Asia/Baghdad"), ("IR", "Asia/Tehran"), ("IS", "Atlantic/Reykjavik"), ("IT", "Europe/Rome"),
    ("JP", "Asia/Tokyo"), ("KE", "Africa/Nairobi"), ("KR", "Asia/Seoul"), ("LI", "Europe/Vaduz"),
    ("LK", "Asia/Colombo"), ("LT", "Europe/Vilnius"), ("LU", "Europe/Luxembourg"), ("LV", "Europe/Riga"),
    ("MA", "Africa/Casablanca"), ("MD", "Europe/Chisinau"), ("ME", "Europe/Podgorica"), ("MK", "Europe/Skopje"),
    ("MT", "Europe/Malta"), ("NG", "Africa/Lagos"), ("NL", "Europe/Amsterdam"), ("NO", "Europe/Oslo"),
    ("PE", "America/Lima"), ("PH", "Asia/Manila"), ("PK", "Asia/Karachi"), ("PL", "Europe/Warsaw"),
    ("RO", "Europe/Bucharest"), ("RS", "Europe/Belgrade"), ("SA", "Asia/Riyadh"), ("SE", "Europe/Stockholm"),
    ("SG", "Asia/Singapore"), ("SI", "Europe/Ljubljana"), ("SK", "Europe/Bratislava"), ("TH", "Asia/Bangkok"),
    ("TR", "Europe/Istanbul"), ("TW", "Asia/Taipei"), ("VN", "Asia/Ho_Chi_Minh"), ("ZA", "Africa/Johannesburg"),
];

/// The zone of somebody new: what the browser says, else their country's, else UTC until the profile says otherwise.
pub(super) fn zone_of(said: &str, country: &str) -> String {
    let known = jiff::tz::db().get(said.trim()).ok().and_then(|zone| zone.iana_name().map(str::to_owned));
    let of_country = || BY_COUNTRY.iter().find(|(code, _)| *code == country).map(|(_, zone)| (*zone).to_owned());
    known.or_else(of_country).unwrap_or_else(|| "UTC".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use roster_domain::country::Country;

    #[test]
    fn somebody_new_lives_by_the_time_of_their_browser_or_country() {
        assert_eq!(zone_of("america/new_york", "DE"), "America/New_York");
        assert_eq!(zone_of("", "AT"), "Europe/Vienna");
        assert_eq!(zone_of("Mars/Olympus", "US"), "UTC");
        for (country, zone) in BY_COUNTRY {
            assert!(country.parse::<Country>().is_ok(), "{country}");
            assert_eq!(zone_of(zone, ""), zone);
        }
    }

    #[test]
    fn cities_are_offered_and_what_was_chosen_before_stays() {
        let all = zones("Europe/Berlin");
        assert_eq!(all[0].0, "UTC");
        assert!(all.len() > 300 && all.len() < 700, "{}", all.len());
        assert!(all.contains(&("America/New_York".to_owned(), "America/New York".to_owned())));
        assert!(all.iter().all(|(zone, _)| jiff::tz::db().get(zone).is_ok()));
        assert_eq!(zones("Etc/GMT+5")[0].0, "Etc/GMT+5");
    }
}
