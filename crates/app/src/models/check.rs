//! Whether a text is a model.

use crate::{Failure, Outcome};
use roster_domain::{
    model::{Model, ModelProblem},
    refusal::{FieldProblem, Refusal},
};

/// Reads it; otherwise all that is wrong with it.
pub fn check(text: &str) -> Result<Model, Vec<ModelProblem>> {
    // A form sends other ends of lines than a file has.
    Model::compile(&text.replace("\r\n", "\n"))
}

/// The same as a refusal of the field.
pub(super) fn compiled(text: &str) -> Outcome<Model> {
    check(text).map_err(|problems| Failure::Refused(Refusal::Invalid(problems.iter().map(told).collect())))
}

fn told(problem: &ModelProblem) -> FieldProblem {
    FieldProblem::new("/model", "bad_model")
        .with("line", problem.line.to_string())
        .with("column", problem.column.to_string())
        .with("wrong", &problem.wrong)
        .with("instead", &problem.instead)
}
