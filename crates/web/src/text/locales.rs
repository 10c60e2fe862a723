//! The locale files, in the binary.

use roster_domain::language::Language;
use unic_langid::LanguageIdentifier;

/// Embeds the files of the named areas: one list for all languages, so that none can lack a file.
macro_rules! areas {
    ($($area:literal),+ $(,)?) => {
        const ENGLISH: &[(&str, &str)] = &[$(($area, include_str!(concat!("../locales/en/", $area, ".ftl")))),+];
        const GERMAN: &[(&str, &str)] = &[$(($area, include_str!(concat!("../locales/de/", $area, ".ftl")))),+];
    };
}

areas!(
    "access",
    "account",
    "audit",
    "closing",
    "colleagues",
    "common",
    "countries",
    "credits",
    "details",
    "errors",
    "invitation",
    "keys",
    "log",
    "mail",
    "mailbox",
    "members",
    "merge",
    "overview",
    "particulars",
    "permissions",
    "plan",
    "profile",
    "requests",
    "resources",
    "sign_in",
    "users",
    "signing_in",
    "transfers",
    "support",
);

/// The areas and the Fluent source of each.
pub fn sources(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::English | Language::Mirrored => ENGLISH,
        Language::German => GERMAN,
    }
}

/// The tag by which Fluent chooses plural forms; the mirrored words are English and count as English does.
pub fn fluent_tag(language: Language) -> LanguageIdentifier {
    let tag = match language {
        Language::English | Language::Mirrored => "en",
        Language::German => "de",
    };
    tag.parse().expect("a fixed tag in its canonical form")
}
