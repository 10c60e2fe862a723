//! Forgetting what is over.

use super::tries;
use crate::{App, Outcome, once, scope::Housekeeping, throttle};
use roster_domain::id::AccountId;
use roster_store::{db::millis, outbox, person_links, sessions, throttles};

/// Dead links are remembered for this long, so that their page can say whether they were used or ran out.
const REMEMBER_LINKS: i64 = 30 * 24 * 60 * 60 * 1000;

/// Mails to people outside of any account are kept for this long: they name addresses that may not be anybody's any more.
const REMEMBER_MAILS: i64 = 30 * 24 * 60 * 60 * 1000;

/// Forgets sessions whose time is over, links that are long dead, tries of windows that are closed, and what requests outside any account
/// gave. To be called now
/// and then; nothing depends on it but the size of the database.
pub async fn sweep(app: &App) -> Outcome<()> {
    app.housekeep(Housekeeping::Sessions, |tx, fresh| Ok(sessions::purge(tx, millis(fresh.now))?)).await?;
    app.housekeep(Housekeeping::Person, |tx, fresh| Ok(person_links::purge(tx, millis(fresh.now) - REMEMBER_LINKS)?))
        .await?;
    app.housekeep(Housekeeping::Person, |tx, fresh| once::forget(tx, AccountId::INSTALLATION, millis(fresh.now)))
        .await?;
    app.housekeep(Housekeeping::MailQueue, |tx, fresh| {
        Ok(outbox::forget(tx, AccountId::INSTALLATION, millis(fresh.now) - REMEMBER_MAILS)?)
    })
    .await?;
    app.housekeep(Housekeeping::Throttles, |tx, fresh| {
        Ok(throttles::purge(tx, millis(fresh.now) - throttle::LONGEST_MS)?)
    })
    .await?;
    app.housekeep(Housekeeping::Throttles, |tx, fresh| tries::forget(tx, millis(fresh.now))).await?;
    Ok(())
}
