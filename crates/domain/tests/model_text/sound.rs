//! What holds for every text that is read as a model, however senseless: shared with `fuzz/targets/model.rs`.

use roster_domain::model::{Model, ModelProblem};

/// More than this is nothing that anybody reads.
const LONGEST: usize = 600;
const MOST_PROBLEMS: usize = 100;

/// Whether the text is a model; panics where something is not as it should be.
pub fn check(text: &str) -> bool {
    match Model::compile(text) {
        Ok(model) => {
            makes_sense(&model);
            true
        }
        Err(problems) => {
            assert!(!problems.is_empty() && problems.len() <= MOST_PROBLEMS, "{} problems", problems.len());
            assert!(problems.is_sorted_by_key(|problem| (problem.line, problem.column)), "{problems:#?}");
            problems.iter().for_each(|problem| points_into(text, problem));
            false
        }
    }
}

/// The place is in the text, what is shown of it stands there, and it can be printed as it is.
fn points_into(text: &str, problem: &ModelProblem) {
    // A problem at the very end stands behind the last line.
    let line = text.split('\n').nth(problem.line - 1).unwrap_or_else(|| panic!("no such line: {problem:#?}"));
    let columns = line.chars().count();
    assert!((1..=columns + 1).contains(&problem.column), "no such column among {columns}: {problem:#?}");
    let there: String = line.chars().skip(problem.column - 1).filter(|c| printable(*c) && *c != '\u{fffd}').collect();
    let shown: String = problem.text.trim_end_matches('…').chars().filter(|c| *c != '\u{fffd}').collect();
    assert!(there.starts_with(&shown), "{there:?} stands there: {problem:#?}");
    for words in [&problem.text, &problem.wrong, &problem.instead] {
        assert!(words.chars().all(printable), "{words:?} can't be printed");
        assert!(words.chars().count() <= LONGEST, "too long to read: {words}");
    }
    assert!(!problem.wrong.is_empty() && !problem.instead.is_empty(), "{problem:#?}");
    let underlined = problem.underlined(text);
    assert!(underlined.contains('^') && underlined.lines().count() <= 6, "{underlined}");
    assert!(underlined.contains(&format!("{} |", problem.line)), "{underlined}");
    assert!(underlined.chars().all(|c| printable(c) || c == '\n'), "{underlined:?} can't be printed");
}

/// Neither a control character nor one that turns the direction of what follows.
fn printable(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// What the rest of the house takes for granted of a compiled model.
fn makes_sense(model: &Model) {
    let founder = &model[model.founder_role()];
    assert!(founder.keeps_account, "{founder:?} founds an account and doesn't keep it");
    for (ix, permission) in model.permissions() {
        assert_eq!(model.permission(&permission.id), Some(ix));
        assert!(permission.includes.contains(ix), "{permission:?} is not in what it includes");
        assert_eq!(model.closed(permission.includes.iter()), permission.includes, "{permission:?} includes more");
        assert!(permission.on_account || !permission.on.is_empty(), "{permission:?} can be held nowhere");
        assert_eq!(permission.on_account, model.on_account().contains(ix));
        assert!(model.kinds().all(|(kind, _)| permission.on.contains(&kind) == model.on_kind(kind).contains(ix)));
        assert_eq!(permission.application.is_some(), model.in_applications().contains(ix));
    }
    for (ix, role) in model.roles() {
        assert_eq!(model.role(&role.id), Some(ix));
        assert!(role.permissions.is_subset(model.on_account()) && role.may_receive.is_subset(model.on_account()));
        for (kind, _) in model.kinds() {
            assert!(role.on_all(kind).union(role.on_granted(kind)).is_subset(model.on_kind(kind)), "{role:?}");
        }
    }
    for (ix, kind) in model.kinds() {
        assert_eq!(model.kind(&kind.id), Some(ix));
        assert!(kind.parent.is_none_or(|parent| model[parent].children.contains(&ix)), "{kind:?}");
        assert!(model.kind_and_below(ix).len() <= model.kinds().len(), "{kind:?} lies under itself");
        for role in &kind.project_roles {
            assert_eq!(model.project_role(ix, &model[*role].id), Some(*role));
            assert!(model[*role].successor_becomes.is_none_or(|next| !model[next].single), "{kind:?}");
        }
    }
    for preferred in ["en", "de-AT", "xx"] {
        assert!(model.roles().all(|(_, role)| !role.label.get(preferred).is_empty()), "a role without a name");
    }
}
