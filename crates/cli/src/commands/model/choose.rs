//! What takes the place of what disappears, as it is named on the command line.

use crate::trouble::Trouble;
use clap::Args;
use roster_app::models::Choices;
use std::collections::BTreeMap;

/// What takes the place of what disappears.
#[derive(Debug, Args)]
pub struct Choose {
    /// What takes the place of something that the model lacks and somebody has: role:lead=user, level:site:owner=editor,
    /// project_role:site:keeper=reader or permission:site.print=site.read; with nothing behind the =, it is taken away
    #[arg(long = "choose", value_name = "WHAT=INSTEAD", value_parser = parse)]
    choices: Vec<Choice>,
}

#[derive(Clone, Debug)]
struct Choice {
    what: What,
    kind: String,
    id: String,
    to: Option<String>,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Role,
    Level,
    ProjectRole,
    Permission,
}

fn parse(text: &str) -> Result<Choice, String> {
    let (from, to) = text.split_once('=').ok_or("write what disappears, then =, then what takes its place")?;
    let parts: Vec<&str> = from.split(':').collect();
    let (what, kind, id) = match parts.as_slice() {
        ["role", id] => (What::Role, "", *id),
        ["permission", id] => (What::Permission, "", *id),
        ["level", kind, id] => (What::Level, *kind, *id),
        ["project_role", kind, id] => (What::ProjectRole, *kind, *id),
        _ => return Err("write role:ID, level:KIND:ID, project_role:KIND:ID or permission:ID before the =".to_owned()),
    };
    if id.is_empty() || (kind.is_empty() && matches!(what, What::Level | What::ProjectRole)) {
        return Err("an id is missing before the =".to_owned());
    }
    Ok(Choice { what, kind: kind.to_owned(), id: id.to_owned(), to: Some(to.to_owned()).filter(|to| !to.is_empty()) })
}

impl Choose {
    /// All of them.
    pub fn choices(&self) -> Result<Choices, Trouble> {
        let mut choices = Choices::default();
        for Choice { what, kind, id, to } in self.choices.clone() {
            let ways: &mut BTreeMap<String, Option<String>> = match what {
                What::Role => &mut choices.roles,
                What::Permission => &mut choices.permissions,
                What::Level => choices.levels.entry(kind).or_default(),
                What::ProjectRole => choices.project_roles.entry(kind).or_default(),
            };
            if ways.insert(id.clone(), to).is_some() {
                return Err(Trouble::wrong(format!("--choose: {id} stands twice")));
            }
        }
        Ok(choices)
    }
}
