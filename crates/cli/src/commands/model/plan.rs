//! `roster model plan`: who would gain and who would lose what, before anything is done.

use super::{
    choose::Choose,
    which::{Which, text_of},
};
use crate::{
    commands::ConfigFile,
    logs, opened, out,
    trouble::{Trouble, refused},
};
use clap::Args;
use roster_app::{
    App, Caller,
    models::{self, Aim, Holder, Instead, NotRestored, Place, Proposal, Whose},
};
use roster_domain::id::AccountId;
use roster_web::plan_file;
use std::{
    fs::File,
    io::{IsTerminal, Write, stderr},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering::Relaxed},
    },
};

/// Show who would gain and who would lose which permission by another model; nothing is changed
#[derive(Debug, Args)]
pub struct Plan {
    /// The file with the model
    file: PathBuf,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    choose: Choose,
    /// Where to write all that each member gains and loses, line by line, as CSV; of one account
    #[arg(long, value_name = "FILE", conflicts_with = "accounts_with")]
    lines: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigFile,
}

impl Plan {
    /// Shows it.
    pub fn run(self) -> Result<(), Trouble> {
        logs::quiet();
        let proposal = Proposal { aim: Aim::Text(text_of(&self.file)?), choices: self.choose.choices()? };
        opened::with_app(&self.config.load()?, async |app| {
            let mut possible = true;
            for account in self.which.find(app).await? {
                let found = work_out(app, account, &proposal).await?;
                show(account, &found);
                possible &= found.obstacle(true).is_none();
                if let Some(file) = &self.lines {
                    write_lines(app, account, &proposal, &found, file).await?;
                }
            }
            if possible { Ok(()) } else { Err(Trouble::Found) }
        })
    }
}

/// Writes them page by page, however many there are.
async fn write_lines(
    app: &App,
    account: AccountId,
    proposal: &Proposal,
    found: &models::Plan,
    file: &Path,
) -> Result<(), Trouble> {
    let trouble = |error| Trouble::failed(format!("{} can't be written: {error}", file.display()));
    let mut to = File::create(file).map_err(trouble)?;
    let plan = plan_file::Plan::new(app.clone(), Caller::operator(), account, proposal.clone(), found.id.clone());
    let lines = plan.each_part(|part| to.write_all(part).map_err(trouble)).await?;
    out::line(&format!("{} has {}.", file.display(), out::counted(lines, "line")));
    Ok(())
}

/// Works it out, and says every second how far it has come to whoever looks on.
pub async fn work_out(app: &App, account: AccountId, proposal: &Proposal) -> Result<models::Plan, Trouble> {
    let (clock, said) = (app.clone(), AtomicI64::new(app.now().as_millisecond()));
    let shown: models::plan::Progress = Arc::new(move |members: u64| {
        let now = clock.now().as_millisecond();
        if now - said.load(Relaxed) >= 1000 && stderr().is_terminal() {
            said.store(now, Relaxed);
            out::complain(&format!("{} looked at so far", out::counted(members, "member")));
        }
    });
    Ok(models::plan::plan(app, &Caller::operator(), account, proposal.clone(), Some(shown)).await?)
}

/// Prints it.
pub fn show(account: AccountId, plan: &models::Plan) {
    out::line(&format!("Account {account}, version {} of its model, plan {}", plan.version, plan.id));
    out::line(&format!(
        "{} looked at: {} gain, {} lose, {}; {} get something else for what disappears",
        out::counted(plan.looked_at, "member"),
        plan.gaining,
        plan.losing,
        out::counted(plan.lines, "line"),
        plan.moved
    ));
    let rows: Vec<[String; 5]> = plan
        .by_role
        .iter()
        .map(|change| {
            let what = format!("{} {}", if change.gained { "gain" } else { "lose" }, change.permission);
            let roles = if change.roles.is_empty() { "(none)".to_owned() } else { change.roles.join(" ") };
            [change.members.to_string(), roles, standing(change.standing).to_owned(), what, place(&change.place)]
        })
        .collect();
    if !rows.is_empty() {
        out::table(["MEMBERS", "WITH ROLE", "WHO ARE", "CHANGE", "WHERE"], &rows);
    }
    for held in &plan.vanished {
        let on = if held.kind.is_empty() { String::new() } else { format!(" on {}", held.kind) };
        let count = held.active + held.invited + held.out;
        let have = if count == 1 { "has" } else { "have" };
        let options: Vec<String> = held.options.iter().map(instead).collect();
        let options = match options.is_empty() {
            true => "Nothing can take its place.".to_owned(),
            false => format!("Instead: {}", options.join(", ")),
        };
        out::line(&format!("{} {:?}{on} disappears; {count} {have} it. {options}", held.what.code(), held.id));
        let holders: Vec<String> = held.holders.iter().map(holder).collect();
        if !holders.is_empty() {
            let more = if count > holders.len() as u64 { ", … (--lines has all)" } else { "" };
            out::line(&format!("    {}{more}", holders.join(", ")));
        }
    }
    left(&plan.left, plan.not_restored);
    if plan.mails && plan.lines > 0 {
        out::line("Whoever gains or loses something gets a mail about it.");
    }
    for key in &plan.keys {
        out::line(&format!("key {} ({}) loses {}", key.label, key.key, key.lost.join(", ")));
    }
    if let Some(refusal) = plan.obstacle(true) {
        out::line(&format!("It can't be applied so: {}", refused(&refusal)));
    }
}

/// What doesn't come back, and why.
fn left(left: &[NotRestored], all: u64) {
    for one in left {
        let on = one.resource_name.iter().map(|name| format!(" on {name}")).collect::<String>();
        let why = if one.gone { "the resource is gone" } else { "it was changed since" };
        let ids = one.ids.join(", ");
        out::line(&format!("{} {ids:?}{on} does not come back to {}: {why}", one.what.code(), out::shown(&one.name)));
    }
    if all > left.len() as u64 {
        out::line(&format!("{} more do not come back", out::counted(all - left.len() as u64, "thing")));
    }
}

fn instead(one: &Instead) -> String {
    match one.label.get("en") {
        "" => one.id.clone(),
        label if label == one.id => label.to_owned(),
        label => format!("{} ({label})", one.id),
    }
}

fn holder(holder: &Holder) -> String {
    format!("{} ({})", out::shown(&holder.name), standing(holder.standing))
}

fn standing(standing: Whose) -> &'static str {
    match standing {
        Whose::Active => "in",
        Whose::Invited => "invited",
        Whose::Disabled => "disabled",
    }
}

fn place(place: &Place) -> String {
    match place {
        Place::Account => "in the account".to_owned(),
        Place::Everywhere { kind } => format!("on every {kind}"),
        Place::On { kind } => format!("on a {kind} given to them"),
        Place::Over { role } => format!("over members with the role {role}"),
    }
}
