//! Every word shown to a person: Fluent messages by key, and dates, numbers and names as a language writes them.
//!
//! The words stand in `locales/<language>/<area>.ftl`, go into the binary, and are parsed once per language.

mod bidi;
mod countries;
mod locales;
mod numbers;
pub mod reference;
#[cfg(test)]
mod tests;
mod times;

pub use bidi::isolate;
pub use fluent_bundle::FluentValue as Value;

use fluent_bundle::{FluentArgs, FluentError, FluentResource, concurrent::FluentBundle};
use icu_collator::{CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::Locale;
use roster_domain::{
    country::Country,
    email::EmailProblem,
    language::{Direction, Language},
    password::PasswordProblem,
};
use std::{borrow::Cow, cmp::Ordering, sync::LazyLock};

/// The words of one language.
pub struct Text {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    times: times::Formats,
    numbers: icu_decimal::DecimalFormatter,
    collator: CollatorBorrowed<'static>,
    countries: Vec<(Country, String)>,
}

impl Text {
    /// The words of this language; parsed when first asked for.
    pub fn for_language(language: Language) -> &'static Text {
        static ENGLISH: LazyLock<Text> = LazyLock::new(|| Text::load(Language::English));
        static GERMAN: LazyLock<Text> = LazyLock::new(|| Text::load(Language::German));
        static MIRRORED: LazyLock<Text> = LazyLock::new(|| Text::load(Language::Mirrored));
        match language {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
            Language::Mirrored => &MIRRORED,
        }
    }

    /// Which language it is.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The value of HTML's `dir` for this language.
    pub fn dir(&self) -> &'static str {
        match self.language.direction() {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }

    /// The message with this key, as it stands. `key.attribute` finds a message's attribute.
    ///
    /// A key that does not exist is a slip of ours: it panics in debug builds and so in tests. In release builds people
    /// then read the English words or, at the very last, the key.
    pub fn get(&'static self, key: &str) -> Cow<'static, str> {
        self.find(key)
            .or_else(|| Text::for_language(Language::English).find(key))
            .unwrap_or_else(|| Cow::Owned(missing(key)))
    }

    /// The message with this key, if there is one: for keys that are put together from data.
    pub fn find(&'static self, key: &str) -> Option<Cow<'static, str>> {
        self.format(key, None)
    }

    /// The message with this key and these values. Text among them is isolated where its direction differs; numbers are
    /// written as the language does.
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.find_with(key, values)
            .or_else(|| Text::for_language(Language::English).find_with(key, values))
            .unwrap_or_else(|| missing(key))
    }

    /// Like [`Text::with`], for keys that are put together from data.
    pub fn find_with(&self, key: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            let value = match value {
                Value::String(text) => Value::String(isolate(text, self.language.direction())),
                other => other.clone(),
            };
            args.set(*name, value);
        }
        self.format(key, Some(&args)).map(Cow::into_owned)
    }

    /// The message with this key taken apart at its one value, which is text: to be said of many, as [`Text::with`] would.
    pub fn around(&self, key: &str, value: &str) -> Around {
        const HERE: &str = "\u{e000}";
        let direction = self.language.direction();
        let whole = self.with(key, &[(value, HERE.into())]);
        let (before, after) = whole.split_once(&*isolate(HERE, direction)).unwrap_or((&whole, ""));
        Around { before: before.to_owned(), after: after.to_owned(), direction }
    }

    /// A whole number: `12,500`.
    pub fn number(&self, number: i64) -> String {
        numbers::write(&self.numbers, number)
    }

    /// An amount of the smallest unit, with this many digits behind the point: `12,500.00`.
    pub fn amount(&self, amount: i64, decimals: u8) -> String {
        numbers::write_amount(&self.numbers, amount, decimals)
    }

    /// How large a file is: `12.4 MB`.
    pub fn bytes(&self, size: i64) -> String {
        const UNITS: [&str; 6] = ["B", "kB", "MB", "GB", "TB", "PB"];
        let (mut unit, mut place) = (1_i64, 0);
        while size / unit >= 1_000 && place + 1 < UNITS.len() {
            unit *= 1_000;
            place += 1;
        }
        let tenths = if place == 0 { size.saturating_mul(10) } else { size / (unit / 10) };
        let number = if tenths % 10 == 0 { self.number(tenths / 10) } else { self.amount(tenths, 1) };
        format!("{number}\u{a0}{}", UNITS[place])
    }

    /// A country's name.
    pub fn country(&'static self, country: Country) -> Cow<'static, str> {
        self.get(&format!("country-{country}"))
    }

    /// All countries with their names, in the order of the language's alphabet.
    pub fn countries(&self) -> &[(Country, String)] {
        &self.countries
    }

    /// A language's name, in its own words.
    pub fn language_name(&'static self, language: Language) -> Cow<'static, str> {
        self.find(&format!("language-{language}")).unwrap_or(Cow::Borrowed(language.tag()))
    }

    /// What is wrong with an address, as a sentence.
    pub fn email_problem(&'static self, problem: EmailProblem) -> Cow<'static, str> {
        self.get(&format!("email-problem-{}", problem.code()))
    }

    /// What is wrong with a password, as a sentence.
    pub fn password_problem(&'static self, problem: PasswordProblem) -> Cow<'static, str> {
        self.get(&format!("password-problem-{}", problem.code()))
    }

    /// Which of two texts comes first in the language's alphabet.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        self.collator.compare(one, other)
    }

    fn load(language: Language) -> Text {
        let locale = locale(language);
        let mut bundle = FluentBundle::new_concurrent(vec![locales::fluent_tag(language)]);
        // Isolation is done for each value in `find_with`, where it is needed; never around what needs none.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::English | Language::Mirrored => numbers::in_english,
            Language::German => numbers::in_german,
        }));
        if language == Language::Mirrored {
            bundle.set_transform(Some(bidi::mirror));
        }
        for (area, source) in locales::sources(language) {
            let resource = FluentResource::try_new((*source).to_owned())
                .unwrap_or_else(|(_, errors)| panic!("{language}/{area}.ftl is not Fluent: {errors:?}"));
            bundle
                .add_resource(resource)
                .unwrap_or_else(|errors| panic!("{language}/{area}.ftl has a key that stood before: {errors:?}"));
        }
        let collator = icu_collator::Collator::try_new(locale.clone().into(), CollatorOptions::default())
            .expect("collation is compiled in");
        let mut text = Text {
            language,
            bundle,
            times: times::Formats::load(&locale),
            numbers: numbers::formatter(&locale),
            collator,
            countries: Vec::new(),
        };
        text.countries = countries::sorted(&text);
        text
    }

    fn format<'a>(&'a self, key: &str, args: Option<&'a FluentArgs<'_>>) -> Option<Cow<'a, str>> {
        let (message, attribute) = key.split_once('.').map_or((key, None), |(key, attribute)| (key, Some(attribute)));
        let message = self.bundle.get_message(message)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(attribute) => message.get_attribute(attribute)?.value(),
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors);
        complain(key, &errors);
        Some(text)
    }
}

/// What stands before and after the one value of a message.
pub struct Around {
    before: String,
    after: String,
    direction: Direction,
}

impl Around {
    /// The message with this value.
    pub fn say(&self, value: &str) -> String {
        [&*self.before, &isolate(value, self.direction), &*self.after].concat()
    }
}

/// The locale whose habits of dates and numbers a language follows.
fn locale(language: Language) -> Locale {
    match language {
        // British habits: the day before the month and 24 hours are understood everywhere.
        Language::English | Language::Mirrored => icu_locale_core::locale!("en-GB"),
        Language::German => icu_locale_core::locale!("de-DE"),
    }
}

fn missing(key: &str) -> String {
    debug_assert!(false, "no message has the key {key:?}");
    tracing::error!(key, "no message has this key");
    key.to_owned()
}

fn complain(key: &str, errors: &[FluentError]) {
    if !errors.is_empty() {
        debug_assert!(false, "the message {key:?} lacks a value: {errors:?}");
        tracing::error!(key, ?errors, "the message lacks a value");
    }
}
