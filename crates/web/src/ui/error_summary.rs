//! What is wrong with a form, at its top.

use maud::{Markup, Render, html};

use super::{Text, field_id, icon::icon};

/// The list of a form's mistakes, each a link to its field. It takes the focus when the page opens.
#[derive(Debug, Clone)]
pub struct ErrorSummary<'a> {
    title: Text<'a>,
    items: Vec<(Option<String>, Text<'a>)>,
}

impl<'a> ErrorSummary<'a> {
    /// A summary; without items it shows nothing.
    pub fn new(title: impl Into<Text<'a>>) -> Self {
        Self { title: title.into(), items: Vec::new() }
    }

    /// A mistake in the field of this name.
    pub fn item(mut self, field: &str, text: impl Into<Text<'a>>) -> Self {
        self.items.push((Some(field_id(field)), text.into()));
        self
    }

    /// Mistakes as pairs of field name and sentence.
    pub fn items<T: Into<Text<'a>>>(self, items: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        items.into_iter().fold(self, |summary, (field, text)| summary.item(field, text))
    }

    /// A refusal of the whole, that belongs to no field.
    pub fn general(mut self, text: Option<impl Into<Text<'a>>>) -> Self {
        self.items.extend(text.map(|text| (None, text.into())));
        self
    }
}

impl Render for ErrorSummary<'_> {
    fn render(&self) -> Markup {
        html! {
            @if !self.items.is_empty() {
                div.error-summary id="error-summary" role="alert" tabindex="-1" autofocus {
                    (icon(icondata_lu::LuCircleAlert))
                    div {
                        h2 { (self.title) }
                        ul {
                            @for (field, text) in &self.items {
                                li {
                                    @match field {
                                        Some(id) => a href={ "#" (id) } { (text) },
                                        None => (text),
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mistake_leads_to_its_field() {
        let shown = ErrorSummary::new("Two").item("email", "Bad").general(Some("<No>")).render().into_string();
        assert!(shown.contains("<a href=\"#f-email\">Bad</a>") && shown.contains("<li>&lt;No&gt;</li>"), "{shown}");
    }

    #[test]
    fn no_mistake_no_summary() {
        assert_eq!(ErrorSummary::new("None").general(None::<&str>).render().into_string(), "");
    }
}
