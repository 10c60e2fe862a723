//! How often things may be tried by those who have proven nothing yet.
//!
//! A limit counts in fixed windows: the first try opens one, and when it is over, everything is forgotten. So nobody is
//! ever locked out for good. Subjects are stored as hashes only.

use crate::{Failure, Origin, Outcome};
use roster_domain::{
    id::{AccountId, Id},
    refusal::Refusal,
};
use roster_store::{
    ReadTx, WriteTx,
    throttles::{self, Window},
};
use sha2::{Digest, Sha256};
use std::net::IpAddr;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// How many tries a subject has in a window.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    what: &'static str,
    attempts: i64,
    window_ms: i64,
}

/// Wrong passwords for one address from one client. A sign-in that succeeds, or a password that is reset, forgets them.
pub(crate) const SIGN_IN_PER_ADDRESS_AND_CLIENT: Limit = Limit::new("sign_in_per_address_and_client", 10, 15 * MINUTE);
/// Wrong passwords for one address, whoever tries: a stranger has to come from ten places to keep somebody out. Forgotten like those
/// above.
pub(crate) const SIGN_IN_PER_ADDRESS: Limit = Limit::new("sign_in_per_address", 100, 15 * MINUTE);
/// Wrong passwords from one client, whatever the address.
pub(crate) const SIGN_IN_PER_CLIENT: Limit = Limit::new("sign_in_per_client", 100, 15 * MINUTE);
/// Wrong current passwords of someone who is signed in.
pub(crate) const CURRENT_PASSWORD: Limit = Limit::new("current_password", 10, 15 * MINUTE);
/// Mails with a link to choose a new password.
pub(crate) const RESET_PER_ADDRESS: Limit = Limit::new("reset_per_address", 3, HOUR);
/// Forgotten passwords that one client may claim.
pub(crate) const RESET_PER_CLIENT: Limit = Limit::new("reset_per_client", 30, HOUR);
/// How often an admin may forget the wrong passwords for a person: otherwise the limits above would be no limits to them.
pub(crate) const LIFT_PER_PERSON: Limit = Limit::new("lift_per_person", 3, HOUR);
/// Sign-in addresses proposed for one member.
pub(crate) const PROPOSAL_PER_MEMBER: Limit = Limit::new("proposal_per_member", 5, HOUR);
/// Mails with a link that proves an address, to one address.
pub(crate) const PROOF_PER_ADDRESS: Limit = Limit::new("proof_per_address", 3, HOUR);
/// Mails with a link that proves an address, asked for by one person.
pub(crate) const PROOF_PER_PERSON: Limit = Limit::new("proof_per_person", 5, HOUR);
/// Mails with an invitation of one account to one address: nobody's mailbox is flooded in our name. Whether it is sent again,
/// withdrawn and sent anew, or moved to another address in between, is the same to whoever reads the mails.
const INVITATIONS_PER_ADDRESS: Limit = Limit::new("invitations_per_address", 7, HOUR);
/// Invitations of one account, to whomever: twice what one request may ask for.
pub(crate) const INVITATIONS_PER_ACCOUNT: Limit = Limit::new("invitations_per_account", 20_000, HOUR);

/// Mails with a link to sign up, to one address.
pub(crate) const SIGN_UP_PER_ADDRESS: Limit = Limit::new("sign_up_per_address", 3, HOUR);
/// Wishes to sign up from one client.
pub(crate) const SIGN_UP_PER_CLIENT: Limit = Limit::new("sign_up_per_client", 20, HOUR);
/// Wishes to sign up in one account, from wherever.
pub(crate) const SIGN_UP_PER_ACCOUNT: Limit = Limit::new("sign_up_per_account", 500, HOUR);

/// Accounts that one person creates.
pub(crate) const ACCOUNTS_PER_PERSON: Limit = Limit::new("accounts_per_person", 10, HOUR);
/// Tries of the installation's key by one person.
pub(crate) const INSTALLATION_KEY: Limit = Limit::new("installation_key", 20, HOUR);
/// Wishes for access by one member, whatever they are about.
pub(crate) const REQUESTS_PER_MEMBER: Limit = Limit::new("requests_per_member", 20, HOUR);

/// The longest window there is: what began before is forgotten.
pub(crate) const LONGEST_MS: i64 = HOUR;

impl Limit {
    const fn new(what: &'static str, attempts: i64, window_ms: i64) -> Limit {
        Limit { what, attempts, window_ms }
    }

    /// Counts a try, and refuses it when there were too many. The count is kept only if the transaction is.
    pub(crate) fn count(&self, tx: &mut WriteTx<'_>, subject: &str, now: i64) -> Outcome<()> {
        let Taken { over, again_at } = self.take(tx, subject, 1, now)?;
        if over == 0 {
            return Ok(());
        }
        Err(self.refuse(again_at, now))
    }

    /// Counts several tries at once, and says how many of them are too many.
    pub(crate) fn take(&self, tx: &mut WriteTx<'_>, subject: &str, tries: usize, now: i64) -> Outcome<Taken> {
        let tries = i64::try_from(tries).unwrap_or(i64::MAX);
        let window = throttles::hit(tx, &self.bucket(subject), tries, self.window_ms, now)?;
        let over = (window.attempts - self.attempts).clamp(0, tries);
        let again_at = window.started_at + self.window_ms;
        Ok(Taken { over: usize::try_from(over).unwrap_or_default(), again_at })
    }

    /// Counts a try by the client at the other end; nothing where that is not known.
    pub(crate) fn count_client(&self, tx: &mut WriteTx<'_>, origin: &Origin, now: i64) -> Outcome<()> {
        client(origin).map_or(Ok(()), |client| self.count(tx, &client, now))
    }

    /// Counts a try of the client at the other end to reach a subject. All windows about the subject are found by it.
    pub(crate) fn count_from(&self, tx: &mut WriteTx<'_>, subject: &str, origin: &Origin, now: i64) -> Outcome<()> {
        let (bucket, about) = (self.bucket(&from(subject, origin)), self.bucket(subject));
        let window = throttles::hit_about(tx, &bucket, &about, self.window_ms, now)?;
        if window.attempts <= self.attempts {
            return Ok(());
        }
        Err(self.refuse(window.started_at + self.window_ms, now))
    }

    fn refuse(&self, again_at: i64, now: i64) -> Failure {
        let retry_after = u32::try_from((again_at - now + 999) / 1000).unwrap_or(1).max(1);
        Refusal::Throttled { retry_after }.into()
    }

    /// Until when the next try is refused, if it is.
    pub(crate) fn full_until(&self, tx: &mut ReadTx<'_>, subject: &str, now: i64) -> Outcome<Option<i64>> {
        let window = throttles::window(tx, &self.bucket(subject))?;
        Ok(window.and_then(|window| self.ends(window, now)))
    }

    /// The same for the clients that try to reach a subject: until when one of them is refused, the last of those.
    pub(crate) fn full_from_until(&self, tx: &mut ReadTx<'_>, subject: &str, now: i64) -> Outcome<Option<i64>> {
        let windows = throttles::windows_about(tx, &self.bucket(subject))?;
        Ok(windows.into_iter().filter_map(|window| self.ends(window, now)).max())
    }

    fn ends(&self, window: Window, now: i64) -> Option<i64> {
        let end = window.started_at + self.window_ms;
        (window.attempts >= self.attempts && end > now).then_some(end)
    }

    /// Forgets the tries of all clients to reach a subject.
    pub(crate) fn clear_all_from(&self, tx: &mut WriteTx<'_>, subject: &str) -> Outcome<()> {
        throttles::clear_about(tx, &self.bucket(subject))?;
        Ok(())
    }

    /// Forgets the tries of the client at the other end to reach a subject.
    pub(crate) fn clear_from(&self, tx: &mut WriteTx<'_>, subject: &str, origin: &Origin) -> Outcome<()> {
        self.clear(tx, &from(subject, origin))
    }

    /// Takes back the client's last try, which turned out to be a good one: many people share an address.
    pub(crate) fn give_back_client(&self, tx: &mut WriteTx<'_>, origin: &Origin) -> Outcome<()> {
        if let Some(client) = client(origin) {
            throttles::give_back(tx, &self.bucket(&client))?;
        }
        Ok(())
    }

    /// Forgets a subject's tries.
    pub(crate) fn clear(&self, tx: &mut WriteTx<'_>, subject: &str) -> Outcome<()> {
        throttles::clear(tx, &self.bucket(subject))?;
        Ok(())
    }

    fn bucket(&self, subject: &str) -> [u8; 32] {
        Sha256::new().chain_update(self.what).chain_update([0]).chain_update(subject).finalize().into()
    }
}

/// Counts an invitation by mail, or another letter about it, to an address (its normal form); gives when there may be more, where
/// there were too many.
pub(crate) fn invitation_to(tx: &mut WriteTx<'_>, account: AccountId, address: &str, now: i64) -> Outcome<Option<i64>> {
    let taken = INVITATIONS_PER_ADDRESS.take(tx, &format!("{} {address}", account.uuid()), 1, now)?;
    Ok((taken.over > 0).then_some(taken.again_at))
}

/// The same, refused where there were too many.
pub(crate) fn count_invitation_to(tx: &mut WriteTx<'_>, account: AccountId, address: &str, now: i64) -> Outcome<()> {
    match invitation_to(tx, account, address, now)? {
        Some(again_at) => Err(INVITATIONS_PER_ADDRESS.refuse(again_at, now)),
        None => Ok(()),
    }
}

/// Tries that were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    /// How many of them are beyond the limit.
    pub(crate) over: usize,
    /// When everything is forgotten, in milliseconds since 1970.
    pub(crate) again_at: i64,
}

fn from(subject: &str, origin: &Origin) -> String {
    // A NUL is in no address.
    format!("{subject}\0{}", client_of(origin))
}

/// The client at the other end; those of whom nothing is known are one.
pub(crate) fn client_of(origin: &Origin) -> String {
    client(origin).unwrap_or_else(|| "unknown".to_owned())
}

/// Who counts as one client: an IPv4 address, or the /64 of an IPv6 address, which is what one household is given.
fn client(origin: &Origin) -> Option<String> {
    let address: IpAddr = origin.address.as_deref()?.parse().ok()?;
    Some(match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client_at(address: &str) -> Option<String> {
        client(&Origin { address: Some(address.to_owned()), user_agent: None })
    }

    #[test]
    fn a_client_cannot_multiply_itself() {
        assert_eq!(client_at("192.0.2.7").as_deref(), Some("192.0.2.7"));
        assert_eq!(client_at("::ffff:192.0.2.7").as_deref(), Some("192.0.2.7"));
        assert_eq!(client_at("2001:db8:1:2:3:4:5:6"), client_at("2001:db8:1:2:ffff::1"));
        assert_ne!(client_at("2001:db8:1:2::1"), client_at("2001:db8:1:3::1"));
        assert_eq!(client_at("not an address"), None);
        assert_eq!(client(&Origin::default()), None);
    }

    #[test]
    fn buckets_of_two_limits_or_subjects_differ() {
        assert_ne!(SIGN_IN_PER_ADDRESS.bucket("a"), SIGN_IN_PER_ADDRESS.bucket("b"));
        assert_ne!(SIGN_IN_PER_ADDRESS.bucket("a"), RESET_PER_ADDRESS.bucket("a"));
    }

    #[test]
    fn no_window_is_longer_than_the_longest() {
        let limits = [
            SIGN_IN_PER_ADDRESS_AND_CLIENT,
            SIGN_IN_PER_ADDRESS,
            SIGN_IN_PER_CLIENT,
            CURRENT_PASSWORD,
            RESET_PER_ADDRESS,
            RESET_PER_CLIENT,
            PROOF_PER_ADDRESS,
            PROOF_PER_PERSON,
            INVITATIONS_PER_ADDRESS,
            INVITATIONS_PER_ACCOUNT,
            SIGN_UP_PER_ADDRESS,
            SIGN_UP_PER_CLIENT,
            SIGN_UP_PER_ACCOUNT,
            LIFT_PER_PERSON,
            PROPOSAL_PER_MEMBER,
            ACCOUNTS_PER_PERSON,
            INSTALLATION_KEY,
            REQUESTS_PER_MEMBER,
        ];
        assert_eq!(limits.iter().map(|limit| limit.window_ms).max(), Some(LONGEST_MS));
    }
}
