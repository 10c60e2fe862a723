//! What the database tells: whether it answers and is up to date, what waits in it, and whether the clock is right.

use super::Findings;
use crate::{
    commands::account,
    config::{Config, Database},
    opened,
    trouble::Trouble,
};
use jiff::{SignedDuration, Timestamp, civil::date, tz::TimeZone};
use roster_app::{
    App,
    audit::verify::{Verdict, verify},
    credits::verify as credits,
    mail::queue,
};
use roster_domain::{credits::Broken, id::AccountId};
use roster_store::Db;
use tokio::runtime::Runtime;

pub(super) fn look(config: &Config, runtime: &Runtime, verify: bool, findings: &mut Findings) {
    // Opening a SQLite file would make it.
    if let Database::Sqlite(path) = &config.database
        && !path.exists()
    {
        findings.bad("database", format!("{} does not exist yet: `roster migrate` makes it", path.display()));
        return;
    }
    let db = match opened::database(&config.database) {
        Ok(db) => db,
        Err(trouble) => return findings.bad("database", trouble.to_string()),
    };
    if let Err(error) = db.ping() {
        return findings.bad("database", error.to_string());
    }
    let what = match &config.database {
        Database::Sqlite(path) => format!("SQLite, {} answers", path.display()),
        Database::Postgres(_) => "PostgreSQL answers".to_owned(),
    };
    findings.good("database", what);
    if !is_up_to_date(&db, findings) {
        return;
    }
    let looked = opened::app(config, db).and_then(|app| {
        let looked = runtime.block_on(look_inside(&app, verify, findings));
        runtime.block_on(app.db().shutdown());
        looked
    });
    if let Err(trouble) = looked {
        findings.bad("database", trouble.to_string());
    }
}

fn is_up_to_date(db: &Db, findings: &mut Findings) -> bool {
    match db.pending_migrations() {
        Ok(pending) if pending.is_empty() => {
            findings.good("migrations", "all are applied");
            true
        }
        Ok(pending) => {
            let number = opened::number(pending.len());
            findings
                .bad("migrations", format!("{number} still to be applied: make a backup, then run `roster migrate`"));
            false
        }
        Err(error) => {
            findings.bad("migrations", error.to_string());
            false
        }
    }
}

async fn look_inside(app: &App, verify: bool, findings: &mut Findings) -> Result<(), Trouble> {
    let accounts = account::list::all(app).await?;
    match accounts.len() {
        0 => findings.look("accounts", "there is none yet: `roster account create` makes one"),
        count => findings.good("accounts", count.to_string()),
    }
    mails_and_clock(app, findings).await?;
    if verify {
        sums(app, &accounts.iter().map(|account| account.row.account).collect::<Vec<_>>(), findings).await?;
        let mut broken = 0;
        for account in accounts.iter().map(|account| account.row.account) {
            if let Verdict::Broken { seq, why } = self::verify(app, account).await? {
                broken += 1;
                findings.bad("audit", format!("the log of {account} is broken at event {seq}: {why}"));
            }
        }
        if broken == 0 {
            findings.good("audit", "the logs of all accounts are whole");
        }
    }
    Ok(())
}

/// Whether every account's credits are the sum of its ledger.
async fn sums(app: &App, accounts: &[AccountId], findings: &mut Findings) -> Result<(), Trouble> {
    let mut broken = 0;
    for account in accounts {
        if let credits::Verdict::Broken(Broken { seq, why }) = credits::verify(app, *account).await? {
            broken += 1;
            findings.bad("credits", format!("the ledger of {account} is broken at entry {seq}: {why}"));
        }
    }
    if broken == 0 {
        findings.good("credits", "the balance of every account is the sum of its ledger");
    }
    Ok(())
}

async fn mails_and_clock(app: &App, findings: &mut Findings) -> Result<(), Trouble> {
    let counts = queue::counts(app).await?;
    let listed = counts.iter().map(|(state, count)| format!("{count} {state}")).collect::<Vec<_>>().join(", ");
    let count = |state: &str| counts.iter().find(|(of, _)| of == state).map_or(0, |(_, count)| *count);
    if count("queued") > 0 && count("sent") == 0 {
        let says = format!(
            "{listed}: none has left yet. Does `roster serve` run? `roster mail queue` shows the server's answers"
        );
        findings.look("mail queue", says);
    } else {
        findings.good("mail queue", if listed.is_empty() { "none yet".to_owned() } else { listed });
    }
    let now = app.now();
    let newest = queue::newest(app, None, 1).await?;
    let newest = newest.first().and_then(|mail| Timestamp::from_millisecond(mail.queued_at).ok());
    // This program was written in 2026; and whoever wrote a mail did so before now.
    let written = date(2026, 11, 1).to_zoned(TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp());
    if now < written || newest.is_some_and(|newest| newest > now + SignedDuration::from_mins(1)) {
        findings
            .bad("clock", format!("it shows {now:.0}, which has been before: set it, or invitations live too long"));
    } else {
        findings.good("clock", format!("{now:.0}"));
    }
    Ok(())
}
