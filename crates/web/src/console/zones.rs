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

#[cfg(test)]
mod tests {
    use super::*;

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
