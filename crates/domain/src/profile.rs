//! What an account knows of a member beside address and rights: what they are called, and what stands in the profile fields that its
//! model declares.

use crate::{
    event::Change,
    model::{Field, FieldKind},
    refusal::FieldProblem,
    text::name_problem,
};
use serde_json::{Map, Value};

/// What a member is called: the whole name, and its two parts where they were given apart. Of a name that was given as one, nobody
/// knows where the one ends and the other begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The whole; what lists, mails and sentences say.
    pub whole: String,
    /// The first name; may be empty.
    pub given: String,
    /// The last name; may be empty.
    pub family: String,
}

impl Name {
    /// Put together of its parts.
    pub fn of_parts(given: &str, family: &str) -> Name {
        let (given, family) = (given.trim().to_owned(), family.trim().to_owned());
        Name { whole: format!("{given} {family}").trim().to_owned(), given, family }
    }

    /// The parts; where nobody gave them apart, cut before the last word, as a proposal.
    pub fn parts(&self) -> (&str, &str) {
        if self.given.is_empty() && self.family.is_empty() {
            return self.whole.trim().rsplit_once(char::is_whitespace).unwrap_or((self.whole.trim(), ""));
        }
        (&self.given, &self.family)
    }
}

/// What a member is to be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Naming {
    /// The name as one.
    Whole(String),
    /// First and last name; `None`: stays as it is.
    Parts {
        /// The first name.
        given: Option<String>,
        /// The last name.
        family: Option<String>,
    },
}

impl Default for Naming {
    fn default() -> Naming {
        Naming::Whole(String::new())
    }
}

impl<T: Into<String>> From<T> for Naming {
    fn from(whole: T) -> Naming {
        Naming::Whole(whole.into())
    }
}

impl Naming {
    /// The name that takes the place of `was`. The same name again keeps its parts.
    pub fn instead_of(&self, was: &Name) -> Name {
        match self {
            Naming::Whole(whole) if whole.trim() == was.whole => was.clone(),
            Naming::Whole(whole) => Name { whole: whole.trim().to_owned(), ..Name::default() },
            Naming::Parts { given, family } => {
                let (known_given, known_family) = was.parts();
                Name::of_parts(given.as_deref().unwrap_or(known_given), family.as_deref().unwrap_or(known_family))
            }
        }
    }

    /// Nothing is said at all.
    pub fn is_empty(&self) -> bool {
        self.instead_of(&Name::default()).whole.is_empty()
    }

    /// What is wrong with it; each problem at the field it is about. `optional`: it may be empty.
    pub fn problems(&self, optional: bool) -> Vec<FieldProblem> {
        let wrong = |pointer: &str, text: &str| {
            let code = name_problem(text).filter(|code| *code != "empty");
            code.map(|code| FieldProblem::new(pointer, code).with("limit", "200"))
        };
        let missing = |pointer: &str| (self.is_empty() && !optional).then(|| FieldProblem::new(pointer, "empty"));
        match self {
            Naming::Whole(whole) => wrong("/name", whole).or_else(|| missing("/name")).into_iter().collect(),
            Naming::Parts { given, family } => {
                let parts = [("/given_name", given), ("/family_name", family)];
                let mut problems: Vec<FieldProblem> =
                    parts.iter().filter_map(|(pointer, part)| wrong(pointer, part.as_deref()?)).collect();
                // What stays as it is may be the part that isn't empty.
                let all = given.is_some() && family.is_some();
                problems.extend(missing("/given_name").filter(|_| all));
                if problems.is_empty() {
                    problems.extend(wrong("/family_name", &self.instead_of(&Name::default()).whole));
                }
                problems
            }
        }
    }
}

/// Writes into a member's profile fields: `stored` is their JSON object, `wish` what is to stand in some of them (null, or an empty
/// text, empties one). Gives the new object, and what changed. What stands in fields that the model no longer has is kept.
pub fn fill(
    declared: &[Field],
    stored: &str,
    wish: &Map<String, Value>,
) -> Result<(String, Vec<Change>), Vec<FieldProblem>> {
    let mut fields = read(stored);
    let (mut changes, mut problems) = (Vec::new(), Vec::new());
    for id in wish.keys().filter(|id| !declared.iter().any(|field| *field.id.as_str() == ***id)) {
        let pointer = format!("/fields/{}", id.replace('~', "~0").replace('/', "~1"));
        problems.push(FieldProblem::new(pointer, "unknown_field"));
    }
    // In the model's order, whatever the wish's is.
    for field in declared {
        let id = field.id.as_str();
        let Some(value) = wish.get(id) else { continue };
        match field.read(value) {
            Ok(new) => {
                let before = fields.get(id).cloned();
                if before != new {
                    changes.push(Change::of("field", id, before.as_ref().map(plain), new.as_ref().map(plain)));
                }
                match new {
                    Some(new) => fields.insert(id.to_owned(), new),
                    None => fields.remove(id),
                };
            }
            Err(problem) => problems.push(FieldProblem { pointer: format!("/fields/{id}"), ..problem }),
        }
    }
    if problems.is_empty() { Ok((Value::Object(fields).to_string(), changes)) } else { Err(problems) }
}

/// The required fields in which nothing stands.
pub fn missing(declared: &[Field], stored: &str) -> Vec<FieldProblem> {
    let fields = read(stored);
    let empty = declared.iter().filter(|field| field.required && !fields.contains_key(field.id.as_str()));
    empty.map(|field| FieldProblem::new(format!("/fields/{}", field.id), "empty")).collect()
}

/// What stands in the profile fields, by their ids.
pub fn read(stored: &str) -> Map<String, Value> {
    serde_json::from_str(stored).unwrap_or_default()
}

/// A value as a text, without the quotes of JSON.
pub fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Field {
    /// A value that can stand in this field, as it is stored; `None`: it is emptied.
    fn read(&self, value: &Value) -> Result<Option<Value>, FieldProblem> {
        let wrong = |code| FieldProblem::new("", code);
        let text = match value {
            Value::Null => return Ok(None),
            Value::Number(number) if self.kind == FieldKind::Number => return Ok(Some(Value::Number(number.clone()))),
            Value::String(text) if text.trim().is_empty() => return Ok(None),
            Value::String(text) => text.trim(),
            _ if self.kind == FieldKind::Number => return Err(wrong("not_a_number")),
            _ => return Err(wrong("not_a_text")),
        };
        match self.problem("", text) {
            Some(problem) => Err(problem),
            None if self.kind == FieldKind::Number => {
                text.parse().map(|number| Some(Value::Number(number))).map_err(|_| wrong("not_a_number"))
            }
            None => Ok(Some(Value::String(text.to_owned()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Choice, ChoiceId, FieldId, Text};
    use serde_json::json;

    fn field(id: &str, kind: FieldKind, required: bool) -> Field {
        let choices = match kind {
            FieldKind::Choice => vec![Choice { id: ChoiceId::new("north").unwrap(), label: Text::plain("North") }],
            _ => Vec::new(),
        };
        let label = Text::plain(id);
        Field { id: FieldId::new(id).unwrap(), kind, required, label, help: Text::default(), choices }
    }

    fn declared() -> Vec<Field> {
        vec![
            field("phone", FieldKind::Text, true),
            field("region", FieldKind::Choice, false),
            field("began", FieldKind::Date, false),
            field("desks", FieldKind::Number, false),
        ]
    }

    /// Where, and the code.
    type Wrong = Vec<(String, &'static str)>;

    fn filled(stored: &str, wish: Value) -> Result<(Value, Vec<Change>), Wrong> {
        let Value::Object(wish) = wish else { unreachable!() };
        match fill(&declared(), stored, &wish) {
            Ok((stored, changes)) => Ok((serde_json::from_str(&stored).unwrap(), changes)),
            Err(problems) => Err(problems.into_iter().map(|problem| (problem.pointer, problem.code)).collect()),
        }
    }

    #[test]
    fn each_kind_of_field_takes_what_it_is_for() {
        let wish = json!({ "phone": " +49 30 1 ", "region": "north", "began": "2026-02-28", "desks": 2.5 });
        let (stored, changes) = filled("{}", wish).unwrap();
        assert_eq!(stored, json!({ "phone": "+49 30 1", "region": "north", "began": "2026-02-28", "desks": 2.5 }));
        assert_eq!(changes.len(), 4);
        for (wish, code) in [
            (json!({ "phone": "a\nb" }), "control_character"),
            (json!({ "phone": "x".repeat(501) }), "too_long"),
            (json!({ "phone": 3 }), "not_a_text"),
            (json!({ "region": "south" }), "unknown_choice"),
            (json!({ "began": "2026-02-30" }), "not_a_day"),
            (json!({ "began": "28.2.2026" }), "not_a_day"),
            (json!({ "desks": "many" }), "not_a_number"),
            (json!({ "desks": [1] }), "not_a_number"),
            (json!({ "shoes": "42" }), "unknown_field"),
        ] {
            let (pointer, found) = filled("{}", wish.clone()).unwrap_err().remove(0);
            let id = wish.as_object().unwrap().keys().next().unwrap();
            assert_eq!((pointer, found), (format!("/fields/{id}"), code));
        }
    }

    #[test]
    fn what_is_not_named_stays_and_before_and_after_are_told() {
        let stored = r#"{"phone":"1","desks":2,"gone":"kept"}"#;
        let (stored, changes) = filled(stored, json!({ "phone": "2", "desks": null, "region": "" })).unwrap();
        assert_eq!(stored, json!({ "phone": "2", "gone": "kept" }));
        let changes: Vec<_> =
            changes.into_iter().map(|change| (change.of.unwrap(), change.before, change.after)).collect();
        let some = |text: &str| Some(text.to_owned());
        let mut expected = vec![("phone".to_owned(), some("1"), some("2")), ("desks".to_owned(), some("2"), None)];
        expected.sort();
        assert_eq!(
            {
                let mut told = changes;
                told.sort();
                told
            },
            expected
        );
        assert_eq!(filled("{}", json!({ "phone": "" })).unwrap().1, []);
    }

    #[test]
    fn a_required_field_is_missed_until_something_stands_in_it() {
        let missing = |stored: &str| missing(&declared(), stored).into_iter().map(|it| it.pointer).collect::<Vec<_>>();
        assert_eq!(missing("{}"), ["/fields/phone"]);
        assert!(missing(r#"{"phone":"1"}"#).is_empty());
    }

    fn parts(given: &str, family: &str) -> Naming {
        Naming::Parts { given: Some(given.to_owned()), family: Some(family.to_owned()) }
    }

    #[test]
    fn a_name_is_its_parts_and_keeps_them_as_long_as_it_is_the_same() {
        let name = parts(" Mary Ann ", "van der Berg").instead_of(&Name::default());
        assert_eq!((name.whole.as_str(), name.parts()), ("Mary Ann van der Berg", ("Mary Ann", "van der Berg")));
        assert_eq!(Naming::from("Mary Ann van der Berg ").instead_of(&name), name);
        let other = Naming::from("Mary Berg").instead_of(&name);
        assert_eq!((other.given.as_str(), other.parts()), ("", ("Mary", "Berg")));
        let married = Naming::Parts { given: None, family: Some("Li".to_owned()) }.instead_of(&name);
        assert_eq!(married.whole, "Mary Ann Li");
        assert_eq!(Naming::from("Sukarno").instead_of(&Name::default()).parts(), ("Sukarno", ""));
    }

    #[test]
    fn what_is_wrong_with_a_name_is_told_at_its_part() {
        let told = |naming: Naming, optional| {
            naming.problems(optional).into_iter().map(|it| (it.pointer, it.code)).collect::<Vec<_>>()
        };
        assert_eq!(told(parts("", " "), false), [("/given_name".to_owned(), "empty")]);
        assert_eq!(told(parts("", ""), true), []);
        assert_eq!(told(parts("", "Li"), false), []);
        assert_eq!(told(parts("a\nb", "Li"), true), [("/given_name".to_owned(), "control_character")]);
        assert_eq!(told(parts(&"a".repeat(150), &"b".repeat(150)), true), [("/family_name".to_owned(), "too_long")]);
        assert_eq!(told(" ".into(), false), [("/name".to_owned(), "empty")]);
        assert_eq!(told("\u{202E}x".into(), true), [("/name".to_owned(), "control_character")]);
    }
}
