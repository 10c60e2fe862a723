//! Numbers, with the separators of the language.

use super::{Value, locale};
use fluent_bundle::types::FluentNumber;
use icu_decimal::{DecimalFormatter, input::Decimal};
use icu_locale_core::Locale;
use intl_memoizer::concurrent::IntlLangMemoizer;
use roster_domain::language::Language;
use std::sync::LazyLock;

/// The formatter of a locale.
pub fn formatter(locale: &Locale) -> DecimalFormatter {
    DecimalFormatter::try_new(locale.clone().into(), Default::default()).expect("number formats are compiled in")
}

/// A whole number.
pub fn write(formatter: &DecimalFormatter, number: i64) -> String {
    formatter.format(&Decimal::from(number)).to_string()
}

/// A number of which this many digits stand behind the point.
pub fn write_amount(formatter: &DecimalFormatter, amount: i64, decimals: u8) -> String {
    let mut decimal = Decimal::from(amount);
    decimal.multiply_pow10(-i16::from(decimals));
    formatter.format(&decimal).to_string()
}

/// How Fluent writes numbers in English sentences.
pub fn in_english(value: &Value<'_>, _: &IntlLangMemoizer) -> Option<String> {
    static FORMATTER: LazyLock<DecimalFormatter> = LazyLock::new(|| formatter(&locale(Language::English)));
    whole(value).map(|number| write(&FORMATTER, number))
}

/// How Fluent writes numbers in German sentences.
pub fn in_german(value: &Value<'_>, _: &IntlLangMemoizer) -> Option<String> {
    static FORMATTER: LazyLock<DecimalFormatter> = LazyLock::new(|| formatter(&locale(Language::German)));
    whole(value).map(|number| write(&FORMATTER, number))
}

/// The number, if it is one and whole; Fluent keeps numbers as floats, exact up to 2^53.
fn whole(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Number(FluentNumber { value, .. }) if value.fract() == 0.0 && value.abs() < 9e15 => Some(*value as i64),
        _ => None,
    }
}
