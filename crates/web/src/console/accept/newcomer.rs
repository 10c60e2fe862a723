//! The form for someone who has no sign-in yet: exactly what the account's model asks for.

use super::valid_until;
use crate::{
    console::{
        choices::{countries, languages},
        form::Problems,
        zones::zone_of,
    },
    request::current_language,
    text::Text,
    ui::{Button, Field, Select},
};
use maud::{Markup, html};
use roster_app::invitations::{accept::Newcomer, look::InvitationFace};
use roster_domain::{country::Country, language::Language, model::AskFor};
use serde::Deserialize;

/// What somebody new says of themself, as it was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Answers {
    name: String,
    password: String,
    email: String,
    country: String,
    language: String,
    time_zone: String,
}

impl Answers {
    /// What the form says before anything was typed.
    pub(in crate::console) fn proposed(face: &InvitationFace, country: Option<Country>) -> Answers {
        Answers {
            name: face.name.clone(),
            email: face.email.clone(),
            country: country.map(|country| country.code().to_owned()).unwrap_or_default(),
            language: current_language().tag().to_owned(),
            ..Answers::default()
        }
    }

    /// The language that was chosen, or the browser's.
    pub(in crate::console) fn language(&self) -> Language {
        self.language.parse().unwrap_or_else(|_| current_language())
    }

    pub(in crate::console) fn newcomer(&self) -> Newcomer {
        let given = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        Newcomer {
            name: self.name.clone(),
            password: self.password.clone(),
            email: given(&self.email),
            country: given(&self.country),
            language: given(&self.language).unwrap_or_else(|| current_language().tag().to_owned()),
            // Nobody is asked for it.
            time_zone: zone_of(&self.time_zone, &self.country),
        }
    }
}

pub(in crate::console) fn form(
    t: &'static Text,
    action: &str,
    face: &InvitationFace,
    answers: &Answers,
    problems: &Problems,
    accept: &str,
) -> Markup {
    // Nobody can be made without a name and a password, so these are asked for in any case.
    let mut asked = face.asks_for.clone();
    for (at, needed) in [(0, AskFor::Name), (1, AskFor::Password)] {
        let known = needed == AskFor::Name && !face.asks_for_name();
        if !known && !asked.contains(&needed) {
            asked.insert(at.min(asked.len()), needed);
        }
    }
    html! {
        form method="post" action=(action) novalidate {
            @for (at, ask) in asked.iter().enumerate() {
                (field(t, *ask, face, answers, problems, at == 0 && !problems.any()))
            }
            @if !asked.contains(&AskFor::Email) {
                p.field-hint { (t.with("invitation-signs-in-with", &[("email", face.email.as_str().into())])) }
            }
            input type="hidden" name="time_zone" value=(answers.time_zone) data-time-zone;
            (Button::submit(t.get(accept)).primary())
            (valid_until(t, face))
        }
    }
}

fn field(
    t: &'static Text,
    ask: AskFor,
    face: &InvitationFace,
    answers: &Answers,
    problems: &Problems,
    focus: bool,
) -> Markup {
    let focused = |field: Field<'static>| if focus { field.autofocus() } else { field };
    html! {
        @match ask {
            AskFor::Name => (focused(
                Field::text("name", t.get("invitation-name")).value(answers.name.clone()).autocomplete("name")
                    .max_length(200).required().error(problems.of("name"))
            )),
            AskFor::Password => (focused(
                Field::password("password", t.get("invitation-password"), Some(t.get("sign-in-show-password")))
                    .autocomplete("new-password").hint(t.get("password-hint")).required().error(problems.of("password"))
            )),
            AskFor::Email => (focused(
                Field::email("email", t.get("invitation-email")).value(answers.email.clone()).autocomplete("username")
                    .hint(t.with("invitation-email-hint", &[("email", face.email.as_str().into())]))
                    .required().error(problems.of("email"))
            )),
            AskFor::Country => (
                Select::new("country", t.get("invitation-country"), countries(t, "invitation-country-choose")).selected(answers.country.clone())
                    .autocomplete("country").required().error(problems.of("country"))
            ),
            AskFor::Language => (
                Select::new("language", t.get("invitation-language"), languages(t)).selected(answers.language.clone())
                    .autocomplete("language").hint(t.get("invitation-language-hint")).error(problems.of("language"))
            ),
        }
    }
}

/// What the fields are called.
pub(in crate::console) const LABELS: [(&str, &str); 5] = [
    ("name", "invitation-name"),
    ("password", "invitation-password"),
    ("email", "invitation-email"),
    ("country", "invitation-country"),
    ("language", "invitation-language"),
];
