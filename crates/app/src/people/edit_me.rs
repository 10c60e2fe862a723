//! What a person says about themself: name, language, country, time zone.

use super::{Me, me, signed_in};
use crate::{App, Caller, Outcome, scope::Housekeeping};
use roster_domain::{
    country::Country,
    language::Language,
    refusal::{FieldProblem, Refusal},
    text::name_problem,
};
use roster_store::persons;

/// What to change; `None` leaves it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditMe {
    /// What they are called.
    pub name: Option<String>,
    /// BCP 47: one that the console speaks.
    pub language: Option<String>,
    /// ISO 3166-1 alpha-2; empty: none.
    pub country: Option<String>,
    /// IANA time zone, such as `Europe/Berlin`.
    pub time_zone: Option<String>,
}

/// The same, found good.
#[derive(Clone, Default)]
struct Good {
    name: Option<String>,
    language: Option<Language>,
    country: Option<Option<Country>>,
    time_zone: Option<String>,
}

/// Changes what the caller says about themself. Their names in accounts are the accounts' own.
pub async fn edit_me(app: &App, caller: &Caller, input: EditMe) -> Outcome<Me> {
    let (person, _) = signed_in(caller)?;
    if caller.must_say_version {
        return Err(Refusal::PreconditionRequired.into());
    }
    let (good, seen_version) = (check(&input)?, caller.seen_version);
    app.housekeep(Housekeeping::Person, move |tx, _| {
        let mut row = persons::lock(tx, person)?.ok_or(Refusal::NotSignedIn)?;
        if seen_version.is_some_and(|seen| seen != row.version) {
            return Err(Refusal::Stale { current: row.version }.into());
        }
        let Good { name, language, country, time_zone } = good.clone();
        row.name = name.unwrap_or(row.name);
        row.language = language.map_or(row.language, |language| language.tag().to_owned());
        row.country = country.map_or(row.country, |country| country.map(|country| country.code().to_owned()));
        row.time_zone = time_zone.unwrap_or(row.time_zone);
        Ok(persons::update(tx, &row)?)
    })
    .await?;
    me(app, caller).await
}

fn check(input: &EditMe) -> Outcome<Good> {
    let (mut good, mut problems) = (Good::default(), Vec::new());
    if let Some(name) = &input.name {
        problems.extend(name_problem(name).map(|code| FieldProblem::new("/name", code)));
        good.name = Some(name.trim().to_owned());
    }
    if let Some(tag) = &input.language {
        good.language = tag.parse().ok();
        problems.extend(good.language.is_none().then(|| unknown("/language", "unknown_language", tag)));
    }
    if let Some(code) = &input.country {
        let country = Some(code.trim()).filter(|code| !code.is_empty()).map(str::parse).transpose();
        problems.extend(country.is_err().then(|| unknown("/country", "unknown_country", code)));
        good.country = country.ok();
    }
    if let Some(name) = &input.time_zone {
        good.time_zone = time_zone(name);
        problems.extend(good.time_zone.is_none().then(|| unknown("/time_zone", "unknown_time_zone", name)));
    }
    if problems.is_empty() { Ok(good) } else { Err(Refusal::Invalid(problems).into()) }
}

/// The sentence names what was sent.
fn unknown(pointer: &str, code: &'static str, value: &str) -> FieldProblem {
    FieldProblem::new(pointer, code).with("value", value)
}

/// The time zone's name as the database of time zones spells it.
fn time_zone(name: &str) -> Option<String> {
    let zone = jiff::tz::db().get(name.trim()).ok()?;
    zone.iana_name().map(str::to_owned)
}
