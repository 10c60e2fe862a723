//! How many members an account has, by status. Counting reads all of them, so it is done once for each change of the account.

use super::{list::MemberFilter, narrowed::looked_at};
use crate::{App, Caller, Outcome, standing::Need, view::View};
use quick_cache::sync::Cache;
use roster_domain::{id::AccountId, permission::RosterPermission};
use roster_store::{accounts, member_list, members};
use std::{collections::HashMap, ops::Deref};

/// Of how many accounts it is remembered.
const KEPT: usize = 10_000;

/// How many members there are by status, for the tabs.
pub async fn count(app: &App, caller: &Caller, account: AccountId) -> Outcome<HashMap<String, i64>> {
    app.view(caller, account, Need::Permission(RosterPermission::ReadMembers), by_status).await
}

/// The same for who is looking already.
pub(crate) fn by_status(view: &mut View<'_, '_>) -> Outcome<HashMap<String, i64>> {
    let account = view.account();
    let revision = accounts::head(view.tx, account)?.map_or(0, |head| head.revision);
    let mut counts = match view.parts.counts.get(&account) {
        Some((of, counts)) if of == revision => counts,
        _ => {
            let counts: Counts = members::counts(view.tx, account)?.into_iter().collect();
            view.parts.counts.insert(account, (revision, counts.clone()));
            counts
        }
    };
    // No change of the account tells when an invitation's time is over.
    let expired = members::count_expired(view.tx, account, view.at())?;
    if expired > 0 {
        counts.entry("invited".to_owned()).and_modify(|invited| *invited -= expired);
        counts.insert("expired".to_owned(), expired);
    }
    counts.retain(|_, count| *count > 0);
    Ok(counts)
}

/// Nobody is told a greater number of those who match.
pub const MOST_COUNTED: i64 = 10_000;

/// How many match a filter, up to one more than [`MOST_COUNTED`].
pub async fn matching(app: &App, caller: &Caller, account: AccountId, filter: MemberFilter) -> Outcome<i64> {
    app.view(caller, account, Need::Permission(RosterPermission::ReadMembers), move |view| {
        let filter = looked_at(view.tx, &view.standing, filter)?;
        let now = view.at();
        Ok(member_list::count(view.tx, account, &filter, now, MOST_COUNTED + 1)?)
    })
    .await
}

/// How many members have each stored status.
type Counts = HashMap<String, i64>;

/// The counts of accounts, each as of a revision of the account: counting reads all members.
pub(crate) struct CountsKept(Cache<AccountId, (i64, Counts)>);

impl Default for CountsKept {
    fn default() -> CountsKept {
        CountsKept(Cache::new(KEPT))
    }
}

impl Deref for CountsKept {
    type Target = Cache<AccountId, (i64, Counts)>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}
