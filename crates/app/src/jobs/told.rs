//! Refusals as they are kept in a report, to be told later in whoever's language.

use crate::{Failure, Outcome};
use roster_domain::refusal::{FieldProblem, Refusal};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeSet,
    sync::{LazyLock, Mutex, PoisonError},
};

/// A refusal, as text.
#[derive(Serialize, Deserialize)]
struct Kept {
    code: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    words: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fields: Vec<KeptField>,
}

#[derive(Serialize, Deserialize)]
struct KeptField {
    pointer: String,
    code: String,
    params: Vec<(String, String)>,
}

/// As it is kept.
pub(crate) fn keep(refusal: &Refusal) -> Outcome<String> {
    let words = match refusal {
        Refusal::Forbidden { permission: word }
        | Refusal::RoleNotRemovable { role: word }
        | Refusal::RoleNotAssignable { role: word }
        | Refusal::ChangedSince { by: word }
        | Refusal::GoneSince { what: word } => vec![word.clone()],
        Refusal::RankTooHigh { verb: word } | Refusal::WrongState { state: word } => vec![(*word).to_owned()],
        Refusal::NotHeld { missing: words } | Refusal::NeedsSuccessor { on: words } => words.clone(),
        Refusal::HolderOutOfReach { holder, on } => vec![holder.clone(), on.clone()],
        Refusal::Throttled { retry_after } => vec![retry_after.to_string()],
        _ => Vec::new(),
    };
    let field = |problem: &FieldProblem| KeptField {
        pointer: problem.pointer.clone(),
        code: problem.code.to_owned(),
        params: problem.params.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
    };
    let fields = match refusal {
        Refusal::Invalid(problems) => problems.iter().map(field).collect(),
        _ => Vec::new(),
    };
    let kept = Kept { code: refusal.code().to_owned(), words, fields };
    serde_json::to_string(&kept).map_err(|e| Failure::broken(format!("a refusal: {e}")))
}

/// As it was. One that this version doesn't know is told as if there were nobody.
pub(crate) fn read(text: &str) -> Outcome<Refusal> {
    let kept: Kept = serde_json::from_str(text).map_err(|e| Failure::broken(format!("a kept refusal: {e}")))?;
    let word = || kept.words.first().cloned().unwrap_or_default();
    Ok(match kept.code.as_str() {
        "forbidden" => Refusal::Forbidden { permission: word() },
        "rank_too_high" => Refusal::RankTooHigh { verb: known(&word()) },
        "role_not_removable" => Refusal::RoleNotRemovable { role: word() },
        "role_not_assignable" => Refusal::RoleNotAssignable { role: word() },
        "not_held" => Refusal::NotHeld { missing: kept.words },
        "holder_out_of_reach" => {
            Refusal::HolderOutOfReach { holder: word(), on: kept.words.get(1).cloned().unwrap_or_default() }
        }
        "needs_successor" => Refusal::NeedsSuccessor { on: kept.words },
        "changed_since" => Refusal::ChangedSince { by: word() },
        "gone_since" => Refusal::GoneSince { what: word() },
        "wrong_state" => Refusal::WrongState { state: known(&word()) },
        "throttled" => Refusal::Throttled { retry_after: word().parse().unwrap_or(0) },
        "invalid" => Refusal::Invalid(kept.fields.into_iter().map(field).collect()),
        code => Refusal::samples().into_iter().find(|sample| sample.code() == code).unwrap_or(Refusal::NotFound),
    })
}

fn field(kept: KeptField) -> FieldProblem {
    let params = kept.params.into_iter().map(|(name, value)| (known(&name), value)).collect();
    FieldProblem { pointer: kept.pointer, code: known(&kept.code), params }
}

/// Codes and names of values are a closed set that this program has written itself: each is kept once.
fn known(word: &str) -> &'static str {
    static KNOWN: LazyLock<Mutex<BTreeSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut all = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    match all.get(word) {
        Some(word) => word,
        None => {
            let word: &'static str = Box::leak(word.to_owned().into_boxed_str());
            all.insert(word);
            word
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_is_told_as_it_was() {
        for sample in Refusal::samples() {
            assert_eq!(read(&keep(&sample).unwrap()).unwrap(), sample);
        }
        let full = FieldProblem::new("/extras/0/permission", "not_offered").with("value", "users");
        let full = Refusal::Invalid(vec![full]);
        assert_eq!(read(&keep(&full).unwrap()).unwrap(), full);
        assert_eq!(read(r#"{"code":"from_the_future"}"#).unwrap(), Refusal::NotFound);
    }
}
