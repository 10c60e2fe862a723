//! What people send with a form, and what they are told when it is wrong.

use crate::{Web, console::PageError, text::Text, ui::ErrorSummary, words};
use axum::{
    extract::{FromRequest, FromRequestParts, Path, Request},
    http::{StatusCode, request::Parts},
};
use roster_domain::refusal::{FieldProblem, Refusal};
use serde::de::DeserializeOwned;
use std::borrow::Cow;

/// The fields of a form. What can't be read as one ends in a page, not in a line of plain text.
pub(crate) struct Form<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Web> for Form<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, web: &Web) -> Result<Self, PageError> {
        match axum::Form::<T>::from_request(request, web).await {
            Ok(axum::Form(fields)) => Ok(Form(fields)),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(Refusal::TooLarge { limit: u64::try_from(web.config.body_limit).unwrap_or(u64::MAX) }.into())
            }
            Err(_) => Err(Refusal::field("", "malformed").into()),
        }
    }
}

/// The one variable part of a page's path. What isn't text leads nowhere.
pub(crate) struct Part(pub(crate) String);

impl FromRequestParts<Web> for Part {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        match Path::<String>::from_request_parts(parts, web).await {
            Ok(Path(part)) => Ok(Part(part)),
            Err(_) => Err(Refusal::NotFound.into()),
        }
    }
}

/// What is wrong with a form that was sent: a sentence for each field.
#[derive(Clone, Debug, Default)]
pub(crate) struct Problems {
    found: Vec<(String, String)>,
    labels: Vec<(Cow<'static, str>, Cow<'static, str>)>,
}

impl Problems {
    /// Nothing is wrong, or nothing was sent yet.
    pub(crate) fn none() -> Problems {
        Problems::default()
    }

    /// One sentence about a field.
    pub(crate) fn only(name: &str, sentence: String) -> Problems {
        Problems { found: vec![(name.to_owned(), sentence)], labels: Vec::new() }
    }

    /// The sentences for what a use-case refused.
    pub(crate) fn new(t: &'static Text, problems: &[FieldProblem]) -> Problems {
        let told = |problem: &FieldProblem| {
            let name = problem.pointer.trim_start_matches('/').to_owned();
            (name, words::problem(t, problem))
        };
        Problems { found: problems.iter().map(told).collect(), labels: Vec::new() }
    }

    /// What the fields are called, as name and key of the label: the list at the top of the form then says it.
    pub(crate) fn called(mut self, t: &'static Text, labels: &[(&'static str, &str)]) -> Problems {
        self.labels.extend(labels.iter().map(|(name, key)| (Cow::Borrowed(*name), t.get(key))));
        self
    }

    /// The same where what it is called is not ours to say.
    pub(crate) fn named(mut self, name: impl Into<Cow<'static, str>>, label: impl Into<Cow<'static, str>>) -> Problems {
        self.labels.push((name.into(), label.into()));
        self
    }

    /// The sentence for the field of this name.
    pub(crate) fn of(&self, name: &str) -> Option<String> {
        self.found.iter().find(|(field, _)| field == name).map(|(_, sentence)| sentence.clone())
    }

    /// The list at the top of the form; nothing when nothing is wrong.
    pub(crate) fn summary(&self, t: &'static Text) -> ErrorSummary<'static> {
        let summary = ErrorSummary::new(t.with("error-summary", &[("count", self.found.len().into())]));
        self.found.iter().fold(summary, |summary, (field, sentence)| {
            let label = self.labels.iter().find(|(name, _)| name == field);
            let told = label.map_or_else(
                || sentence.clone(),
                |(_, label)| {
                    // A label that asks is no question here.
                    format!("{}: {sentence}", label.trim_end_matches(['?', ':']))
                },
            );
            summary.item(field, told)
        })
    }

    /// Whether a field is wrong, so that it rather than the first one gets the focus.
    pub(crate) fn any(&self) -> bool {
        !self.found.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::field_id;
    use maud::Render;
    use roster_domain::language::Language;

    #[test]
    fn each_wrong_field_is_named_once_and_led_to() {
        let t = Text::for_language(Language::English);
        let problems =
            Problems::new(t, &[FieldProblem::new("/name", "empty"), FieldProblem::new("/password", "too_short")]);
        assert_eq!(problems.of("name").as_deref(), Some("Please fill this in."));
        assert_eq!(problems.of("email"), None);
        let summary = problems.called(t, &[("name", "name")]).summary(t).render().into_string();
        assert!(summary.contains("Name: Please fill this in."), "{summary}");
        for name in ["name", "password"] {
            assert!(summary.contains(&format!("href=\"#{}\"", field_id(name))), "{summary}");
        }
        assert!(Problems::none().summary(t).render().into_string().is_empty());
    }
}
