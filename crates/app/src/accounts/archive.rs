//! All of an account, page by page, for whoever may close it: before it is merged into another one, or closed (D11).

use crate::{
    App, Caller, Done, Outcome,
    audit::list::{self as audit, EventFilter},
    credits::history::{self, EntryFilter},
    members::list::{self as members, MemberFilter},
    resources::list as resources,
    standing::Need,
};
use jiff::Timestamp;
use roster_domain::{
    event::{Event, EventKind, Target},
    id::AccountId,
    permission::RosterPermission,
};

/// What an archive is made of; each part is a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Who is in it, and was.
    Members,
    /// Projects, workspaces and all that lies in them.
    Resources,
    /// What became of its credits.
    Transactions,
    /// Its log.
    Events,
}

/// How many rows a page has.
const PAGE: usize = 200;

/// Some rows of a part, and where the next begin.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Each with one text for each of the part's columns.
    pub rows: Vec<Vec<String>>,
    /// Pass it on; `None`: these were the last.
    pub next: Option<String>,
}

impl Part {
    /// Every part.
    pub const ALL: [Part; 4] = [Part::Members, Part::Resources, Part::Transactions, Part::Events];

    /// What its files are called.
    pub fn name(self) -> &'static str {
        match self {
            Part::Members => "members",
            Part::Resources => "resources",
            Part::Transactions => "transactions",
            Part::Events => "events",
        }
    }

    /// What its columns are called.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Part::Members => &["id", "name", "email", "status", "roles", "note"],
            Part::Resources => {
                &["id", "kind", "name", "external_id", "parent", "owner", "created_at", "size", "type", "link"]
            }
            Part::Transactions => {
                &["transaction", "at", "kind", "amount", "held", "balance", "expires_at", "member", "reference", "note"]
            }
            Part::Events => &["event", "at", "kind", "actor", "target_kind", "target", "subject", "details"],
        }
    }
}

/// Notes that all of the account is downloaded. Needs `roster.close_account`.
pub async fn note(app: &App, caller: &Caller, account: AccountId) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Permission(RosterPermission::CloseAccount), move |scope| {
        let event = Event::new(EventKind::ArchiveDownloaded, Target::Account, &scope.standing.account.name);
        Ok(scope.commit((), event))
    })
    .await
}

/// A page of a part. What the caller may not see, beside closing the account, isn't in it.
pub async fn page(app: &App, caller: &Caller, account: AccountId, part: Part, after: Option<String>) -> Outcome<Rows> {
    let (permission, credits) = match part {
        Part::Members => (Some(RosterPermission::ReadMembers), false),
        Part::Resources => (None, false),
        Part::Transactions => (Some(RosterPermission::ReadTransactions), true),
        Part::Events => (Some(RosterPermission::ReadAudit), false),
    };
    let there = app
        .view(caller, account, Need::Permission(RosterPermission::CloseAccount), move |view| {
            let may = permission.is_none_or(|permission| view.standing.may(permission));
            let kinds: Vec<String> = view.standing.model.kinds().map(|(_, kind)| kind.id.to_string()).collect();
            let notes = view.standing.may(RosterPermission::EditMembers);
            Ok((may && (!credits || view.standing.model.credits().is_some())).then_some((kinds, notes)))
        })
        .await?;
    let Some((kinds, notes)) = there else { return Ok(Rows::default()) };
    match part {
        Part::Members => of_members(app, caller, account, notes, after).await,
        Part::Resources => of_resources(app, caller, account, &kinds, after).await,
        Part::Transactions => of_transactions(app, caller, account, after).await,
        Part::Events => of_events(app, caller, account, after).await,
    }
}

/// The notes are for those who manage users.
async fn of_members(
    app: &App,
    caller: &Caller,
    account: AccountId,
    notes: bool,
    after: Option<String>,
) -> Outcome<Rows> {
    let page = members::list(app, caller, account, MemberFilter::default(), after.as_deref(), PAGE).await?;
    let row = |line: members::MemberLine| {
        let row = line.row;
        let note = if notes { row.note } else { String::new() };
        vec![row.member.to_string(), row.name, row.email, line.status.to_owned(), line.roles.join(" "), note]
    };
    Ok(Rows { rows: page.members.into_iter().map(row).collect(), next: page.next })
}

/// One kind after the other; where the next page begins says of which kind.
async fn of_resources(
    app: &App,
    caller: &Caller,
    account: AccountId,
    kinds: &[String],
    after: Option<String>,
) -> Outcome<Rows> {
    let (place, cursor) = match after.as_deref().and_then(|after| after.split_once(' ')) {
        Some((place, cursor)) => (place.parse().unwrap_or(0), Some(cursor).filter(|cursor| !cursor.is_empty())),
        None => (0, None),
    };
    let Some(kind) = kinds.get(place) else { return Ok(Rows::default()) };
    let page = resources::list(app, caller, account, kind.clone(), cursor, PAGE).await?;
    let next = match page.next {
        Some(cursor) => Some(format!("{place} {cursor}")),
        None => (place + 1 < kinds.len()).then(|| format!("{} ", place + 1)),
    };
    let row = |one: resources::VisibleResource| {
        let (row, said) = (one.row, one.attributes);
        vec![
            row.resource.to_string(),
            row.kind,
            row.name,
            row.external_id.unwrap_or_default(),
            one.parent.map(|parent| parent.to_string()).unwrap_or_default(),
            one.owner.map(|owner| owner.name).unwrap_or_default(),
            time(row.created_at),
            said.size.map(|size| size.to_string()).unwrap_or_default(),
            said.media_type.unwrap_or_default(),
            said.link.unwrap_or_default(),
        ]
    };
    Ok(Rows { rows: page.resources.into_iter().map(row).collect(), next })
}

async fn of_transactions(app: &App, caller: &Caller, account: AccountId, after: Option<String>) -> Outcome<Rows> {
    let before = after.and_then(|after| after.parse().ok());
    let page = history::history(app, caller, account, EntryFilter::default(), before, PAGE).await?;
    let row = |entry: history::Entry| {
        let row = entry.row;
        vec![
            row.seq.to_string(),
            time(row.at),
            row.kind,
            row.amount.to_string(),
            row.held.to_string(),
            row.balance.to_string(),
            row.expires_at.map(time).unwrap_or_default(),
            entry.member_name.unwrap_or_default(),
            row.reference,
            row.note,
        ]
    };
    Ok(Rows { rows: page.entries.into_iter().map(row).collect(), next: page.next.map(|next| next.to_string()) })
}

async fn of_events(app: &App, caller: &Caller, account: AccountId, after: Option<String>) -> Outcome<Rows> {
    let before = after.and_then(|after| after.parse().ok());
    let page = audit::list(app, caller, account, EventFilter::default(), before, PAGE).await?;
    let row = |event: audit::Told| {
        let subject = event.details.as_ref().and_then(|details| details.subject.clone());
        let details = event.details.as_ref().and_then(|details| serde_json::to_string(details).ok());
        vec![
            event.seq.to_string(),
            event.at.to_string(),
            event.kind,
            event.actor_name.unwrap_or(event.actor_kind),
            event.target_kind,
            event.target.map(|target| target.to_string()).unwrap_or_default(),
            subject.unwrap_or_default(),
            details.unwrap_or_default(),
        ]
    };
    Ok(Rows { rows: page.events.into_iter().map(row).collect(), next: page.next.map(|next| next.to_string()) })
}

fn time(millis: i64) -> String {
    Timestamp::from_millisecond(millis).map(|at| at.to_string()).unwrap_or_default()
}
