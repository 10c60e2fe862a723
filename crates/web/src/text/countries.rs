//! The list of countries as a form offers it.

use super::Text;
use roster_domain::country::Country;

/// Every country with its name, sorted as the language sorts: Österreich between Oman and Osttimor.
pub fn sorted(text: &Text) -> Vec<(Country, String)> {
    let mut countries: Vec<(Country, String)> =
        Country::all().map(|country| (country, text.with(&format!("country-{country}"), &[]))).collect();
    countries.sort_by(|(_, one), (_, other)| text.compare(one, other));
    countries
}
