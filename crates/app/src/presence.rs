//! Colleagues who are online, and on which page (C09): noted in memory when a page is shown, written down now and then, so that the
//! other nodes know.
//!
//! Nothing is told of people or pages beyond one's rights: who may not read the members sees only whoever is on a page of a resource that
//! both can see; and where a page is not open to the one who looks, not even which it is is told. A page of a resource tells who reaches
//! it, so it is open to whoever may read the members, in the account or there.

use crate::{App, Caller, Done, Failure, Outcome, Parts, scope::Housekeeping, standing::Need, view::View};
use roster_domain::{
    event::{Change, Event, EventKind, Target},
    id::{AccountId, MemberId, ResourceId},
    permission::{PermissionSet, RosterPermission},
    refusal::Refusal,
};
use roster_store::{
    db::millis,
    members,
    presence::{self, PresentRow},
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, PoisonError},
};

/// For how long after a look somebody is taken to be there still.
pub const ONLINE_MS: i64 = 5 * 60_000;
/// The most colleagues that are looked at, and so told of.
const MOST: usize = 30;
/// No page of ours has a longer path.
const LONGEST: usize = 200;
/// How many are written down in one transaction.
const CHUNK: usize = 200;

/// A colleague who is online.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub member: MemberId,
    /// What they are called.
    pub name: String,
    /// The path of the page they are on, below the account's; `None` where it isn't open to the one who looks.
    pub page: Option<String>,
}

/// Who is online.
#[derive(Clone, Debug, Default)]
pub struct Online {
    /// Those who were there last come first.
    pub colleagues: Vec<Colleague>,
    /// Whether the one who looks hides from the others.
    pub hides: bool,
}

/// Where members were seen on this node.
#[derive(Debug, Default)]
pub(crate) struct Present(Mutex<HashMap<(AccountId, MemberId), Noted>>);

#[derive(Debug)]
struct Noted {
    page: String,
    at: i64,
    written: bool,
}

impl Present {
    fn here(&self, account: AccountId, since: i64) -> Vec<PresentRow> {
        let noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mine = noted.iter().filter(|((of, _), noted)| *of == account && noted.at >= since);
        mine.map(|((_, member), noted)| PresentRow { member: *member, page: noted.page.clone(), seen_at: noted.at })
            .collect()
    }

    /// What is not written yet, and forgets what is over.
    fn take(&self, now: i64) -> Vec<(AccountId, PresentRow)> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, noted| now - noted.at <= ONLINE_MS);
        let mut taken: Vec<_> = all
            .iter_mut()
            .filter(|(_, noted)| !noted.written)
            .map(|((account, member), noted)| {
                noted.written = true;
                (*account, PresentRow { member: *member, page: noted.page.clone(), seen_at: noted.at })
            })
            .collect();
        // In one order always, so that two nodes can't wait for each other's rows.
        taken.sort_unstable_by_key(|(account, row)| (*account, row.member));
        taken
    }
}

/// Notes that a member looks at a page, by its path below the account's. To be called for pages that somebody opened, not for those that
/// a browser fetched ahead.
pub fn note(app: &App, account: AccountId, member: MemberId, page: &str) {
    let page: String = page.split(['?', '#']).next().unwrap_or_default().chars().take(LONGEST).collect();
    let noted = Noted { page, at: millis(app.moment()), written: false };
    app.parts.present.0.lock().unwrap_or_else(PoisonError::into_inner).insert((account, member), noted);
}

/// Tells which colleagues are online. An account whose model doesn't show them has none.
pub async fn online(app: &App, caller: &Caller, account: AccountId) -> Outcome<Online> {
    app.view(caller, account, Need::Member, move |view| {
        let me = view.standing.as_member()?;
        if !view.model.console().colleagues {
            return Ok(Online::default());
        }
        Ok(Online { hides: presence::is_hidden(view.tx, account, me)?, colleagues: colleagues(view, me)? })
    })
    .await
}

fn colleagues(view: &mut View<'_, '_>, me: MemberId) -> Outcome<Vec<Colleague>> {
    let (account, since) = (view.account(), view.at() - ONLINE_MS);
    let mut newest: HashMap<MemberId, PresentRow> = HashMap::new();
    let written = presence::since(view.tx, account, since, crate::cursor::one_more(MOST))?;
    for row in written.into_iter().chain(view.parts.present.here(account, since)) {
        if newest.get(&row.member).is_none_or(|known| known.seen_at <= row.seen_at) {
            newest.insert(row.member, row);
        }
    }
    newest.remove(&me);
    let mut rows: Vec<PresentRow> = newest.into_values().collect();
    rows.sort_unstable_by_key(|row| (std::cmp::Reverse(row.seen_at), row.member));
    rows.truncate(MOST);
    let ids: Vec<MemberId> = rows.iter().map(|row| row.member).collect();
    let names: BTreeMap<MemberId, String> = presence::names(view.tx, account, &ids)?.into_iter().collect();
    let on: Vec<ResourceId> = rows.iter().filter_map(|row| resource(&row.page)).collect();
    let seen: HashMap<ResourceId, PermissionSet> = {
        let chains = view.standing.chains(view.tx, &on)?.into_iter();
        chains.map(|(id, chain)| (id, view.standing.set_on(&chain))).filter(|(_, set)| !set.is_empty()).collect()
    };
    let reads_members = view.standing.may(RosterPermission::ReadMembers);
    let told = rows.into_iter().filter_map(|row| {
        let name = names.get(&row.member)?.clone();
        let on = resource(&row.page);
        let shared = on.and_then(|on| seen.get(&on));
        if !reads_members && shared.is_none() {
            return None;
        }
        let open = match (on, shared) {
            (Some(_), None) => false,
            (_, Some(set)) => view.standing.holds_with(set, RosterPermission::ReadMembers.into()),
            (None, None) => is_open(&row.page, |permission| view.standing.may(permission)),
        };
        Some(Colleague { member: row.member, name, page: open.then(|| place(&row.page)) })
    });
    Ok(told.collect())
}

/// The resource that a page is about.
fn resource(page: &str) -> Option<ResourceId> {
    let mut parts = page.strip_prefix("/resources/")?.split('/');
    parts.nth(1)?.parse().ok()
}

/// Where one is led: whoever has a form open is met at the page of what it changes. The form may be closed to others, and is no place
/// to meet.
fn place(page: &str) -> String {
    let parts: Vec<&str> = page.split('/').skip(1).collect();
    match parts[..] {
        ["users", member, ..] if member.parse::<MemberId>().is_ok() => format!("/users/{member}"),
        ["resources", kind, on, ..] if on.parse::<ResourceId>().is_ok() => format!("/resources/{kind}/{on}/members"),
        ["resources", kind, ..] => format!("/resources/{kind}"),
        ["audit", event, ..] if event.parse::<u64>().is_ok() => format!("/audit/{event}"),
        [first, ..] => format!("/{first}"),
        [] => String::new(),
    }
}

/// Whether a page that is about no resource is open to whoever has these permissions. What isn't known here is one's own.
fn is_open(page: &str, may: impl Fn(RosterPermission) -> bool) -> bool {
    match page.split('/').nth(1).unwrap_or_default() {
        "users" => may(RosterPermission::ReadMembers),
        "audit" => may(RosterPermission::ReadAudit),
        "resources" => true,
        _ => false,
    }
}

/// Hides the caller from their colleagues, or shows them again. It is their own choice, and good from now on.
pub async fn hide(app: &App, caller: &Caller, account: AccountId, hides: bool) -> Outcome<Done<()>> {
    app.change(caller, account, Need::Member, move |scope| {
        scope.standing.in_own_name()?;
        scope.standing.as_member()?;
        let me = scope.standing.me.clone().ok_or(Refusal::NotFound)?;
        if presence::is_hidden(scope.tx, account, me.member)? == hides {
            return Ok(scope.nothing(()));
        }
        presence::hide(scope.tx, account, me.member, hides.then(|| scope.at()))?;
        members::touch(scope.tx, account, me.member)?;
        let said = |hidden: bool| Some(if hidden { "hidden".to_owned() } else { "shown".to_owned() });
        let change = Change::new("presence", said(!hides), said(hides));
        let event = Event::new(EventKind::MemberEdited, Target::Member(me.member), &me.name);
        Ok(scope.commit((), event.changes([change])))
    })
    .await
}

/// Writes down who was where since the last time.
pub(crate) async fn flush(app: &App) -> Outcome<()> {
    let parts: &Parts = &app.parts;
    for chunk in parts.present.take(millis(app.moment())).chunks(CHUNK) {
        let chunk = chunk.to_vec();
        app.housekeep(Housekeeping::LastActive, move |tx, _| {
            for (account, row) in &chunk {
                presence::note(tx, *account, row)?;
            }
            Ok::<(), Failure>(())
        })
        .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_about_a_resource_or_open_by_permission_or_ones_own() {
        let id = "0193a5b2-7c1e-7000-8000-000000000001";
        assert_eq!(resource(&format!("/resources/site/{id}/members")), Some(id.parse().unwrap()));
        for none in ["/resources/site", "/resources/site/x/members", "/users", "", "/"] {
            assert_eq!(resource(none), None, "{none}");
        }
        let reads = |permission| permission == RosterPermission::ReadMembers;
        let open =
            ["/users", "/users/x", "/resources/site", "/audit", "/keys", "/mails", ""].map(|page| is_open(page, reads));
        assert_eq!(open, [true, true, true, false, false, false, false]);
    }

    #[test]
    fn whoever_has_a_form_open_is_met_at_the_page_of_what_it_changes() {
        let id = "0193a5b2-7c1e-7000-8000-000000000001";
        for (page, met) in [
            (format!("/resources/site/{id}/members"), format!("/resources/site/{id}/members")),
            (format!("/resources/site/{id}/rename"), format!("/resources/site/{id}/members")),
            (format!("/resources/site/{id}/members/{id}/edit"), format!("/resources/site/{id}/members")),
            ("/resources/site/new".to_owned(), "/resources/site".to_owned()),
            ("/users/invite".to_owned(), "/users".to_owned()),
            (format!("/users/{id}/archive"), format!("/users/{id}")),
            ("/audit/12/undo".to_owned(), "/audit/12".to_owned()),
            ("/audit".to_owned(), "/audit".to_owned()),
        ] {
            assert_eq!(place(&page), met);
        }
    }
}
