//! What is known of a member beside rights: name, company, and the model's profile fields.

use crate::Outcome;
use roster_domain::{
    event::Change,
    model::Model,
    profile::{self, Name, Naming},
    refusal::{FieldProblem, Refusal},
    text::name_problem,
};
use roster_store::members::MemberRow;
use serde_json::{Map, Value};

/// What stands in profile fields, or is to stand there, by their ids.
pub type Fields = Map<String, Value>;

/// What is said of somebody before they are here.
#[derive(Clone, Debug, Default)]
pub struct Particulars {
    /// What they are called; may be empty where they are asked for it later.
    pub name: Naming,
    /// Their company; may be empty.
    pub company: String,
    /// What stands in the profile fields.
    pub fields: Fields,
}

impl<T: Into<String>> From<T> for Particulars {
    fn from(name: T) -> Particulars {
        Particulars { name: Naming::Whole(name.into()), ..Particulars::default() }
    }
}

/// The same, found good and as it is stored.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub(crate) name: Name,
    pub(crate) company: String,
    /// JSON object of the profile fields.
    pub(crate) fields: String,
    /// What the log says of it.
    pub(crate) changes: Vec<Change>,
}

impl Particulars {
    /// What is wrong with it, as far as that can be told without the model.
    pub(crate) fn problems(&self, name_optional: bool) -> Vec<FieldProblem> {
        let mut problems = self.name.problems(name_optional);
        problems.extend(company_problem(&self.company));
        problems
    }

    /// As it is stored; refused where the fields don't fit the model. `whole`: those that are required must be filled.
    pub(crate) fn known(&self, model: &Model, whole: bool) -> Outcome<Known> {
        let (fields, mut changes) = fill(model, "{}", &self.fields, whole)?;
        let company = self.company.trim().to_owned();
        if !company.is_empty() {
            changes.insert(0, Change::new("company", None, Some(company.clone())));
        }
        Ok(Known { name: self.name.instead_of(&Name::default()), company, fields, changes })
    }
}

/// What is wrong with a company, which may be empty.
pub(crate) fn company_problem(company: &str) -> Option<FieldProblem> {
    let code = Some(company).filter(|text| !text.trim().is_empty()).and_then(name_problem)?;
    Some(FieldProblem::new("/company", code))
}

/// Writes into stored profile fields; gives the new object and what changed.
pub(crate) fn fill(model: &Model, stored: &str, wish: &Fields, whole: bool) -> Outcome<(String, Vec<Change>)> {
    let (fields, changes) = profile::fill(model.fields(), stored, wish).map_err(Refusal::Invalid)?;
    let missing = if whole { profile::missing(model.fields(), &fields) } else { Vec::new() };
    if missing.is_empty() { Ok((fields, changes)) } else { Err(Refusal::Invalid(missing).into()) }
}

/// What a member is called now.
pub(crate) fn name_of(row: &MemberRow) -> Name {
    Name { whole: row.name.clone(), given: row.given_name.clone(), family: row.family_name.clone() }
}

/// Gives a member another name in `row`, if it is another.
pub(crate) fn rename(row: &mut MemberRow, naming: &Naming) -> Option<Change> {
    let name = naming.instead_of(&name_of(row));
    let change =
        (name.whole != row.name).then(|| Change::new("name", Some(row.name.clone()), Some(name.whole.clone())));
    // That somebody was told where the name ends is a change, too.
    let cut = || Change::new("family_name", Some(row.family_name.clone()), Some(name.family.clone()));
    let change = change.or_else(|| (name != name_of(row)).then(cut));
    (row.name, row.given_name, row.family_name) = (name.whole, name.given, name.family);
    change
}
