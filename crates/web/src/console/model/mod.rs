//! Changing an account's roles and rules: the editor, the plan, what was applied before.

pub(crate) mod edit;
mod forms;
pub(crate) mod history;
mod plan;
pub(crate) mod progress;
mod words;

use crate::console::{PageError, sent::Pairs, visit::InAccount};
use roster_app::models::{Aim, Choices, Proposal};
use roster_domain::permission::RosterPermission;

impl InAccount {
    /// The pages of the model are there for who may change it, and for nobody who acts as somebody else.
    fn manages_model(&self) -> Result<(), PageError> {
        self.must(RosterPermission::ManageModel)
    }
}

/// What stands for "nothing" among the choices.
const NOTHING: &str = "-";

/// What the form proposes: a text, and for each thing that disappears where those go who hold it. A choice is sent as
/// `choose[what kind id]`.
fn proposal(sent: &Pairs) -> Proposal {
    let mut choices = Choices::default();
    for (name, to) in sent.group::<String>("choose").into_iter().filter(|(_, to)| !to.is_empty()) {
        let to = Some(to).filter(|to| *to != NOTHING).map(str::to_owned);
        let mut parts = name.split(' ');
        let (Some(what), Some(kind), Some(id)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let ways = match what {
            "role" => &mut choices.roles,
            "permission" => &mut choices.permissions,
            "level" => choices.levels.entry(kind.to_owned()).or_default(),
            "project_role" => choices.project_roles.entry(kind.to_owned()).or_default(),
            _ => continue,
        };
        ways.insert(id.to_owned(), to);
    }
    let aim = match sent.get("back") {
        "yes" => Aim::Back,
        _ => Aim::Text(text(sent)),
    };
    Proposal { aim, choices }
}

/// The text as a file has it: a form sends other ends of lines.
fn text(sent: &Pairs) -> String {
    sent.raw("model").replace("\r\n", "\n")
}
