//! Sentences for refusals: the code says which, the values fill it.

use crate::text::{Text, Value};
use roster_domain::refusal::{FieldProblem, Refusal};

/// What a person is told about a refusal.
pub fn refusal(t: &'static Text, refusal: &Refusal) -> String {
    let mut values: Vec<(&str, Value<'_>)> = Vec::new();
    match refusal {
        Refusal::Forbidden { permission } => values.push(("permission", permission.as_str().into())),
        Refusal::RankTooHigh { verb } | Refusal::NotOnOffer { verb } => values.push(("verb", (*verb).into())),
        Refusal::RoleNotRemovable { role } | Refusal::RoleNotAssignable { role } => {
            values.push(("role", role.as_str().into()));
        }
        // It is no permission that could be held: it is that of giving all there will ever be.
        Refusal::NotHeld { missing } if *missing == ["*"] => return t.get("refusal-not_held_all").into_owned(),
        Refusal::NotHeld { missing } => values.push(("missing", missing.join(", ").into())),
        Refusal::HolderOutOfReach { holder, on } => {
            values.push(("holder", holder.as_str().into()));
            values.push(("on", on.as_str().into()));
        }
        Refusal::NeedsSuccessor { on } => {
            values.push(("seen", if on.is_empty() { "no" } else { "yes" }.into()));
            values.push(("on", on.join(", ").into()));
        }
        Refusal::Stale { current } => values.push(("current", (*current).into())),
        Refusal::ChangedSince { by } => {
            values.push(("by", by.as_str().into()));
            values.push(("known", if by.is_empty() { "no" } else { "yes" }.into()));
        }
        Refusal::AccountMerged { name, .. } => values.push(("name", name.as_str().into())),
        Refusal::GoneSince { what } => values.push(("what", what.as_str().into())),
        Refusal::WrongState { state } => values.push(("state", (*state).into())),
        Refusal::Throttled { retry_after } => values.push(("seconds", (*retry_after).into())),
        Refusal::TooLarge { limit } => values.push(("limit", (*limit).into())),
        Refusal::Invalid(problems) => values.push(("count", problems.len().into())),
        Refusal::NotSignedIn
        | Refusal::WrongCredentials
        | Refusal::NotFound
        | Refusal::LastKeeper
        | Refusal::NotYourself
        | Refusal::NotWhileActing
        | Refusal::ActingOver
        | Refusal::AccountSuspended
        | Refusal::NeedsMember
        | Refusal::SessionRequired
        | Refusal::LookOnly
        | Refusal::AdminReachable
        | Refusal::StillAMember
        | Refusal::PreconditionRequired
        | Refusal::IdempotencyKeyReused
        | Refusal::AddressTaken { .. }
        | Refusal::DeadLink(_)
        | Refusal::NotTheInvited
        | Refusal::IdempotencyKeyRequired
        | Refusal::AlreadyUndone
        | Refusal::NotUndoable
        | Refusal::NoFormerModel
        | Refusal::PlanStale
        | Refusal::RevisionAhead => {}
        // In the smallest unit, which a program knows; the console says them as people read them.
        Refusal::InsufficientCredits { available, wanted } => {
            values.push(("available", available.to_string().into()));
            values.push(("wanted", wanted.to_string().into()));
        }
    }
    t.with(&format!("refusal-{}", refusal.code()), &values)
}

/// What a person is told about a wrong field.
pub fn problem(t: &'static Text, problem: &FieldProblem) -> String {
    let values: Vec<(&str, Value<'_>)> =
        problem.params.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
    if problem.params.iter().any(|(name, _)| *name == "limit")
        && let Some(text) = t.find_with(&format!("problem-{}-limit", problem.code), &values)
    {
        return text;
    }
    for family in ["problem", "email-problem", "password-problem"] {
        if let Some(text) = t.find_with(&format!("{family}-{}", problem.code), &values) {
            return text;
        }
    }
    // A code without a sentence is a slip of ours; a test goes through all of them.
    t.get("problem-other").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use roster_domain::language::Language;

    #[test]
    fn every_refusal_has_its_sentence_in_every_language() {
        for language in Language::ALL {
            let t = Text::for_language(language);
            for sample in Refusal::samples() {
                // A key that is missing panics here.
                assert!(!refusal(t, &sample).is_empty(), "{}", sample.code());
            }
        }
    }
}
