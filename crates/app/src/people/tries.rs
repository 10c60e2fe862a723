//! Tries to sign in that fail: noted by the address, so that an admin can see why somebody doesn't get in (F16). For an address that
//! nobody signs in with it is done alike, so that nothing tells the two apart.

use crate::{App, Failure, Outcome, scope::Housekeeping};
use roster_domain::{email::Email, refusal::Refusal};
use roster_store::{
    ReadTx, WriteTx,
    db::millis,
    sign_ins::{self, FailureRow},
};
use sha2::{Digest, Sha256};

/// What failed is told of for a week.
pub(crate) const TOLD_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// Tries that are refused for their number are noted once in this time: they must not cost more than they do.
const REFUSED_EVERY_MS: i64 = 60_000;

fn subject(address: &str) -> [u8; 32] {
    Sha256::new().chain_update("sign_in_failures\0").chain_update(address).finalize().into()
}

/// Notes why a try failed, if it is a reason that anybody would be told.
pub(super) async fn note_failure(app: &App, email: &Email, failure: &Failure) -> Outcome<()> {
    let (reason, every) = match failure {
        Failure::Refused(Refusal::WrongCredentials) => ("wrong_password", 0),
        Failure::Refused(Refusal::Throttled { .. }) => ("throttled", REFUSED_EVERY_MS),
        _ => return Ok(()),
    };
    let subject = subject(email.normal());
    if every > 0 {
        let since = millis(app.now()) - every;
        let noted = app.parts.db.read_fast(move |tx| sign_ins::failures(tx, &subject, since)).await?;
        if noted.iter().any(|row| row.reason == reason) {
            return Ok(());
        }
    }
    app.housekeep(Housekeeping::Throttles, move |tx, fresh| {
        let at = millis(fresh.now);
        Ok(sign_ins::failed(tx, &subject, reason, at, at - TOLD_MS)?)
    })
    .await
}

/// What failed lately for an address (normal form).
pub(crate) fn failures(tx: &mut ReadTx<'_>, address: &str, now: i64) -> Outcome<Vec<FailureRow>> {
    Ok(sign_ins::failures(tx, &subject(address), now - TOLD_MS)?)
}

/// Forgets what nobody is told any more.
pub(super) fn forget(tx: &mut WriteTx<'_>, now: i64) -> Outcome<u64> {
    Ok(sign_ins::purge(tx, now - TOLD_MS)?)
}
