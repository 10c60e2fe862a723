//! All lines of a plan as a file: CSV that a spreadsheet opens, written page by page, so that memory stays flat.

use crate::ledger_file::{self, harmless};
use axum::{body::Bytes, response::Response};
use roster_app::{
    App, Caller, Failure,
    models::{
        Affected, Place, Proposal, Whose,
        plan::{LinesPage, lines},
    },
};
use roster_domain::id::AccountId;
use tokio::sync::mpsc;

const COLUMNS: [&str; 9] =
    ["member", "name", "status", "where", "kind_or_role", "resource", "resource_name", "permission", "change"];

/// Answers with the file. When anything that the plan rests on changes meanwhile, it breaks off.
pub(crate) fn answer(app: App, caller: Caller, account: AccountId, proposal: Proposal, plan: String) -> Response {
    let (pages, received) = mpsc::channel(ledger_file::AHEAD);
    tokio::spawn(async move {
        let mut after = None;
        let mut head = true;
        loop {
            let page = lines(&app, &caller, account, proposal.clone(), plan.clone(), after).await;
            let (written, next) = match page {
                Ok(LinesPage { members, next }) => (write(head, &members), next),
                Err(failure) => (Err(failure), None),
            };
            let failed = written.is_err();
            if pages.send(written.map_err(ledger_file::told)).await.is_err() || failed || next.is_none() {
                return;
            }
            (after, head) = (next, false);
        }
    });
    ledger_file::csv(&format!("model-plan-{account}.csv"), received)
}

fn write(head: bool, members: &[Affected]) -> Result<Bytes, Failure> {
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let broken = |error: &dyn std::fmt::Display| Failure::broken(format!("CSV: {error}"));
    if head {
        csv.write_record(COLUMNS).map_err(|error| broken(&error))?;
    }
    for affected in members {
        let status = match affected.standing {
            Whose::Active => "active",
            Whose::Invited => "invited",
            Whose::Disabled => "disabled",
        };
        for line in &affected.lines {
            let (place, of) = match &line.place {
                Place::Account => ("account", ""),
                Place::Everywhere { kind } => ("everywhere", kind.as_str()),
                Place::On { kind } => ("on", kind.as_str()),
                Place::Over { role } => ("over", role.as_str()),
            };
            let when = line.from.map(|from| format!(" from {from}")).unwrap_or_default();
            csv.write_record([
                affected.member.to_string(),
                harmless(&affected.name),
                status.to_owned(),
                place.to_owned(),
                of.to_owned(),
                line.resource.map(|resource| resource.to_string()).unwrap_or_default(),
                harmless(line.resource_name.as_deref().unwrap_or_default()),
                line.permission.clone(),
                format!("{}{when}", if line.gained { "gains" } else { "loses" }),
            ])
            .map_err(|error| broken(&error))?;
        }
    }
    let bytes = csv.into_inner().map_err(|error| broken(&error))?;
    Ok(Bytes::from(bytes))
}
