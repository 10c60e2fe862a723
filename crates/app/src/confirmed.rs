//! How far accounts had come when this node last saw it: for a moment that is taken to be so still, and a question to which all is
//! remembered is answered without asking the database.
//!
//! Whatever this node itself changes is forgotten here before the change is answered, so that it is in force at once. What others
//! change (another node, the command line) is seen when the moment is over.

use crate::known::AsOf;
use jiff::Timestamp;
use quick_cache::sync::Cache;
use roster_domain::id::{AccountId, Id};
use tokio::sync::watch;

/// For how long. Others' changes are promised to be in force within a second.
const MOMENT_MS: i64 = 500;
/// Of how many accounts.
const KEPT: usize = 10_000;
/// So many accounts share a counter.
const COUNTERS: usize = 256;

/// What is known of all accounts.
pub(crate) struct Confirmed {
    heads: Cache<AccountId, (AsOf, Timestamp)>,
    /// How often this node changed an account, several accounts to a counter.
    changes: Vec<watch::Sender<u64>>,
}

/// Tells whoever waits that an account, or another one that shares its counter, was changed on this node.
pub struct Changes(watch::Receiver<u64>);

impl Changes {
    /// Waits for the next change since this was asked for the last time.
    pub async fn next(&mut self) {
        if self.0.changed().await.is_err() {
            // The other end lives as long as the node.
            std::future::pending::<()>().await;
        }
    }
}

/// How often an account had been changed here when somebody began to look.
#[derive(Clone, Copy)]
pub(crate) struct Before(u64);

impl Default for Confirmed {
    fn default() -> Confirmed {
        let changes = (0..COUNTERS).map(|_| watch::Sender::new(0)).collect();
        Confirmed { heads: Cache::new(KEPT), changes }
    }
}

impl Confirmed {
    /// Where the account stands, if it was seen a moment ago.
    pub(crate) fn get(&self, account: AccountId, now: Timestamp) -> Option<AsOf> {
        let (as_of, at) = self.heads.get(&account)?;
        let age = now.as_millisecond() - at.as_millisecond();
        // Clocks are set back sometimes.
        (0..MOMENT_MS).contains(&age).then_some(as_of)
    }

    /// To be asked before a snapshot is opened.
    pub(crate) fn before_looking(&self, account: AccountId) -> Before {
        Before(*self.changes_of(account).borrow())
    }

    /// The account was seen to stand there in a snapshot that was not opened earlier than `at`. Not believed if it was changed
    /// here since: the snapshot may be of before.
    pub(crate) fn seen(&self, account: AccountId, before: Before, as_of: AsOf, at: Timestamp) {
        // Held meanwhile: whoever changes the account waits.
        let changes = self.changes_of(account).borrow();
        if *changes == before.0 {
            self.heads.insert(account, (as_of, at));
        }
    }

    /// The account was changed here, or may have been: to be called before the change is answered.
    pub(crate) fn changed(&self, account: AccountId) {
        self.changes_of(account).send_modify(|changes| {
            *changes += 1;
            self.heads.remove(&account);
        });
    }

    /// To be told of changes to come.
    pub(crate) fn watch(&self, account: AccountId) -> Changes {
        Changes(self.changes_of(account).subscribe())
    }

    fn changes_of(&self, account: AccountId) -> &watch::Sender<u64> {
        &self.changes[usize::from(account.uuid().as_bytes()[15]) % COUNTERS]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_was_seen_holds_for_a_moment_and_no_longer_than_the_next_change_here() {
        let (confirmed, account) = (Confirmed::default(), AccountId::from_uuid(Uuid::from_u128(7)));
        let at = |ms| Timestamp::from_millisecond(1_000_000 + ms).unwrap();
        let as_of = |revision| AsOf { revision, access: 1 };
        assert_eq!(confirmed.get(account, at(0)), None);
        let before = confirmed.before_looking(account);
        confirmed.seen(account, before, as_of(3), at(0));
        let answers = [-1, 0, MOMENT_MS - 1, MOMENT_MS].map(|ms| confirmed.get(account, at(ms)));
        assert_eq!(answers, [None, Some(as_of(3)), Some(as_of(3)), None]);
        confirmed.changed(account);
        assert_eq!(confirmed.get(account, at(0)), None);
        // Looked before the change, and told after it.
        confirmed.seen(account, before, as_of(3), at(0));
        assert_eq!(confirmed.get(account, at(0)), None);
        confirmed.seen(account, confirmed.before_looking(account), as_of(4), at(0));
        assert_eq!(confirmed.get(account, at(0)), Some(as_of(4)));
    }
}
