//! What can stand in a field that a model declares.

use super::around::{Field, FieldKind};
use crate::{refusal::FieldProblem, text::has_control_characters};
use jiff::civil::Date;

/// The longest value, in characters.
const LONGEST: usize = 500;

impl Field {
    /// What is wrong with a value, at this place of a request. Empty means that there is none.
    pub fn problem(&self, pointer: &str, value: &str) -> Option<FieldProblem> {
        let problem = |code| Some(FieldProblem::new(pointer, code));
        if value.is_empty() {
            return if self.required { problem("empty") } else { None };
        }
        if value.chars().count() > LONGEST {
            return problem("too_long").map(|it| it.with("limit", LONGEST.to_string()));
        }
        if has_control_characters(value) || value.contains(['\n', '\r']) {
            return problem("control_character");
        }
        match self.kind {
            FieldKind::Text => None,
            FieldKind::Choice if self.choices.iter().any(|choice| choice.id == value) => None,
            FieldKind::Choice => {
                let known = self.choices.iter().map(|choice| choice.id.as_str()).collect::<Vec<_>>().join(", ");
                problem("unknown_choice").map(|it| it.with("value", value).with("known", known))
            }
            FieldKind::Date if value.parse::<Date>().is_ok_and(|day| day.to_string() == value) => None,
            FieldKind::Date => problem("not_a_day"),
            FieldKind::Number if is_number(value) => None,
            FieldKind::Number => problem("not_a_number"),
        }
    }
}

/// Digits with at most one point among them, and a sign at most before them.
fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].into_iter().all(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Text,
        around::{Choice, ChoiceId, FieldId},
    };

    #[test]
    fn a_field_takes_what_its_kind_says() {
        use FieldKind::{Choice as Choose, Date, Number, Text as Plain};
        let long = "x".repeat(501);
        let cases = [
            (Plain, "Harbour Street 1", None),
            (Plain, "two\nlines", Some("control_character")),
            (Plain, &long, Some("too_long")),
            (Plain, "", Some("empty")),
            (Choose, "north", None),
            (Choose, "North", Some("unknown_choice")),
            (Date, "2026-02-28", None),
            (Date, "2026-02-30", Some("not_a_day")),
            (Date, "2026-2-3", Some("not_a_day")),
            (Number, "-12.50", None),
            (Number, "1e5", Some("not_a_number")),
            (Number, ".", Some("not_a_number")),
            (Number, "1.2.3", Some("not_a_number")),
        ];
        for (kind, value, expected) in cases {
            let choices = vec![Choice { id: ChoiceId::new("north").unwrap(), label: Text::default() }];
            let id = FieldId::new("x").unwrap();
            let field = Field { id, kind, required: true, label: Text::default(), help: Text::default(), choices };
            assert_eq!(field.problem("/x", value).map(|problem| problem.code), expected, "{value:?}");
            assert_eq!(Field { required: false, ..field }.problem("/x", ""), None);
        }
    }
}
