//! All lines of a plan as a file: CSV that a spreadsheet opens, written page by page, so that memory stays flat.

use crate::csv_file::{self, For, Parts, harmless};
use axum::response::Response;
use roster_app::{
    App, Caller, Failure,
    models::{
        Affected, Disappears, Line, Place, Proposal, Whose,
        plan::{LinesPage, lines},
    },
};
use roster_domain::id::{AccountId, MemberId};

const COLUMNS: [&str; 9] =
    ["member", "name", "status", "where", "kind_or_role", "resource", "resource_name", "permission", "change"];

/// Answers with the file. When anything that the plan rests on changes meanwhile, it breaks off.
pub(crate) fn answer(reader: For, plan: Plan) -> Response {
    csv_file::answer(&format!("model-plan-{}", plan.account), reader, plan)
}

/// The lines of a plan, member by member.
pub struct Plan {
    app: App,
    caller: Caller,
    account: AccountId,
    proposal: Proposal,
    plan: String,
    after: Option<MemberId>,
}

impl Plan {
    /// All that the plan with this id says.
    pub fn new(app: App, caller: Caller, account: AccountId, proposal: Proposal, plan: String) -> Plan {
        Plan { app, caller, account, proposal, plan, after: None }
    }

    /// Hands over the file, part by part; gives how many lines it has.
    pub async fn each_part<E: From<Failure>>(
        mut self,
        mut write: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<usize, E> {
        let mut lines = 0;
        let mut head = Some(self.head());
        loop {
            let (rows, more) = self.next().await?;
            lines += rows.len();
            write(&csv_file::write(For::Programs, head.take(), rows)?)?;
            if !more {
                return Ok(lines);
            }
        }
    }
}

impl Parts for Plan {
    fn head(&self) -> Vec<String> {
        COLUMNS.map(str::to_owned).to_vec()
    }

    async fn next(&mut self) -> Result<(Vec<Vec<String>>, bool), Failure> {
        let (proposal, plan) = (self.proposal.clone(), self.plan.clone());
        let LinesPage { members, next } =
            lines(&self.app, &self.caller, self.account, proposal, plan, self.after).await?;
        self.after = next;
        Ok((members.iter().flat_map(rows).collect(), next.is_some()))
    }
}

fn rows(affected: &Affected) -> Vec<Vec<String>> {
    let status = match affected.standing {
        Whose::Active => "active",
        Whose::Invited => "invited",
        Whose::Disabled => "disabled",
    };
    let row = |line: &Line| {
        let (place, of) = match &line.place {
            Place::Account => ("account", ""),
            Place::Everywhere { kind } => ("everywhere", kind.as_str()),
            Place::On { kind } => ("on", kind.as_str()),
            Place::Over { role } => ("over", role.as_str()),
        };
        let when = line.from.map(|from| format!(" from {from}")).unwrap_or_default();
        vec![
            affected.member.to_string(),
            harmless(&affected.name),
            status.to_owned(),
            place.to_owned(),
            of.to_owned(),
            line.resource.map(|resource| resource.to_string()).unwrap_or_default(),
            harmless(line.resource_name.as_deref().unwrap_or_default()),
            line.permission.clone(),
            format!("{}{when}", if line.gained { "gains" } else { "loses" }),
        ]
    };
    let held = |held: &Disappears| {
        vec![
            affected.member.to_string(),
            harmless(&affected.name),
            status.to_owned(),
            held.what.code().to_owned(),
            held.kind.clone(),
            held.resource.map(|resource| resource.to_string()).unwrap_or_default(),
            harmless(held.resource_name.as_deref().unwrap_or_default()),
            held.id.clone(),
            held.becomes.as_ref().map_or_else(|| "disappears".to_owned(), |to| format!("becomes {to}")),
        ]
    };
    affected.lines.iter().map(row).chain(affected.disappears.iter().map(held)).collect()
}
