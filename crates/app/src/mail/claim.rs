//! Taking what is due from the queue: claim, and make ready, outside any transaction. Sending follows, then the note of what the server
//! said.
//!
//! The accounts take turns: the mails of one, however many, keep nobody's in another waiting.
//!
//! A mail is marked `sending` in a transaction before it leaves. If the process dies between the server's answer and the note
//! of it, the mail is found in that state when its lease is over and sent once more with the same Message-ID: that is the
//! only way a mail can arrive twice, and it is counted.

use crate::{
    App, Failure, Outcome, invitations,
    mail::deliver::{Delivery, note, refused, settle},
    people,
    scope::{Housekeeping, LinkRef},
    sign_up, transfers,
};
use jiff::SignedDuration;
use roster_domain::{
    id::{AccountId, Id, MailId},
    language::Language,
    mail::MailKind,
};
use roster_store::{
    ReadTx, accounts,
    db::millis,
    due::{self, DueKind},
    invitations as rows, outbox,
};
use std::sync::PoisonError;

/// How many mails are taken at a time, and for how long they are leased, unless something else is asked for.
const BATCH: i64 = 50;
const LEASE: SignedDuration = SignedDuration::from_secs(120);

/// A mail ready to be rendered and sent.
#[derive(Clone, Debug)]
pub struct Ready {
    /// The row as stored.
    pub row: outbox::MailRow,
    /// What it says.
    pub kind: MailKind,
    /// In which language.
    pub language: Language,
    /// The link it carries, derived for this sending: a secret.
    pub link: Option<String>,
}

impl Ready {
    /// The mail had a link, and that is dead by now.
    pub fn link_died(&self) -> bool {
        !self.row.link.is_empty() && self.link.is_none()
    }
}

/// Takes up to a batch of mails that are due. Those whose link is dead meanwhile are dropped, not sent.
pub async fn claim(app: &App) -> Outcome<Vec<Ready>> {
    claim_up_to(app, BATCH, LEASE).await
}

/// The same for `most` mails, which are leased for as long as sending them may take at the very most. Cheap when none is due.
pub async fn claim_up_to(app: &App, most: i64, lease: SignedDuration) -> Outcome<Vec<Ready>> {
    let at = millis(app.now());
    let next = app.parts.db.read_fast(move |tx| Ok::<_, Failure>(due::next(tx, DueKind::Mail)?)).await?;
    if next.is_none_or(|next| next > at) {
        return Ok(Vec::new());
    }
    let claimed = mark_claimed(app, most, lease).await?;
    make_ready(app, claimed, |row| read(app, row)).await
}

async fn mark_claimed(app: &App, most: i64, lease: SignedDuration) -> Outcome<Vec<outbox::MailRow>> {
    let turn = || app.parts.mail_turn.lock().unwrap_or_else(PoisonError::into_inner);
    let first = *turn();
    let marking = app.housekeep(Housekeeping::MailQueue, move |tx, fresh| {
        let now = millis(fresh.now);
        let mut rows = Vec::new();
        let (claimed, next) = due::claim_mails(tx, first, now, most, millis(fresh.now + lease))?;
        for (account, id) in claimed {
            let Some(mut row) = outbox::by_id(tx, account, MailId::from_uuid(id))? else {
                due::clear(tx, account, DueKind::Mail, id)?;
                continue;
            };
            if !matches!(row.state.as_str(), "queued" | "sending") {
                due::clear(tx, account, DueKind::Mail, id)?;
                continue;
            }
            if is_put_off(tx, &row)? {
                due::put_off(tx, account, DueKind::Mail, id, now)?;
                continue;
            }
            row.repeats += i64::from(row.state == "sending");
            row.state = "sending".to_owned();
            outbox::save_state(tx, &row)?;
            rows.push(row);
        }
        Ok((rows, next))
    });
    let (rows, next) = marking.await?;
    *turn() = next;
    Ok(rows)
}

/// Whether the mail waits for its account to be opened: from one that isn't, nothing leaves but what tells of just
/// that. What was queued before is put off with all that is due; this is for what was on its way, or comes up by itself.
fn is_put_off(tx: &mut ReadTx<'_>, row: &outbox::MailRow) -> Outcome<bool> {
    if row.account == AccountId::INSTALLATION {
        return Ok(false);
    }
    let open = accounts::by_id(tx, row.account)?.is_some_and(|account| account.status == "open");
    Ok(!open && !kind_of(row).is_ok_and(|kind| kind.tells_of_the_account()))
}

/// Makes what was claimed ready. One mail that can't be made must not keep the others from leaving, nor lose those that are ready.
async fn make_ready<F: Future<Output = Outcome<Ready>>>(
    app: &App,
    claimed: Vec<outbox::MailRow>,
    read: impl Fn(outbox::MailRow) -> F,
) -> Outcome<Vec<Ready>> {
    let (mut ready, mut first_failure) = (Vec::new(), None);
    for row in claimed {
        let done = match read(row.clone()).await {
            Ok(mail) if mail.link_died() => settle(app, row, "dropped", None).await,
            Ok(mail) => {
                ready.push(mail);
                Ok(())
            }
            Err(failure) => put_aside(app, row, failure).await,
        };
        if let Err(failure) = done {
            first_failure.get_or_insert(failure);
        }
    }
    match first_failure {
        Some(failure) if ready.is_empty() => Err(failure),
        Some(failure) => {
            tracing::warn!(?failure, "some of the claimed mails wait for their next turn");
            Ok(ready)
        }
        None => Ok(ready),
    }
}

/// What becomes of a mail that can't be made. What the inviter reads says nothing of our inside.
async fn put_aside(app: &App, mut row: outbox::MailRow, failure: Failure) -> Outcome<()> {
    match failure {
        Failure::KeyGone(key) => {
            tracing::error!(mail = %row.mail, key, "a mail's link needs a key that is not in the key ring: put it back");
            note(app, row, Delivery::NotNow("the mail could not be made yet".to_owned())).await
        }
        Failure::Broken(why) => {
            tracing::error!(mail = %row.mail, why, "a queued mail can't be made");
            row.last_answer = "the mail could not be made".to_owned();
            refused(app, row).await
        }
        // It was not tried, so it is as it was.
        failure => {
            give_back(app, row).await?;
            Err(failure)
        }
    }
}

/// Gives back a mail that was claimed and did not leave: it is due at once, and is no repetition.
async fn give_back(app: &App, mut row: outbox::MailRow) -> Outcome<()> {
    "queued".clone_into(&mut row.state);
    app.housekeep(Housekeeping::MailQueue, move |tx, fresh| {
        let now = outbox::by_id(tx, row.account, row.mail)?;
        if now.is_none_or(|now| now.state == "dropped") {
            return Ok(due::clear(tx, row.account, DueKind::Mail, row.mail.uuid())?);
        }
        outbox::save_state(tx, &row)?;
        Ok(due::set(tx, row.account, DueKind::Mail, row.mail.uuid(), millis(fresh.now))?)
    })
    .await
}

/// What a stored mail says at this moment.
pub(super) async fn read(app: &App, row: outbox::MailRow) -> Outcome<Ready> {
    let kind = kind_of(&row)?;
    let language = Language::from_tag(&row.language).unwrap_or(Language::English);
    let mut link = None;
    if !row.link.is_empty() {
        let which: LinkRef =
            serde_json::from_str(&row.link).map_err(|e| Failure::broken(format!("a queued mail's link: {e}")))?;
        link = link_of(app, row.account, which).await?;
    }
    Ok(Ready { row, kind, language, link })
}

/// The kind of a stored mail, with its parameters.
pub fn kind_of(row: &outbox::MailRow) -> Outcome<MailKind> {
    serde_json::from_str(&row.params).map_err(|e| Failure::broken(format!("a queued mail: {e}")))
}

/// The link as it is at this moment, `None` once it is dead.
pub async fn link_of(app: &App, account: AccountId, which: LinkRef) -> Outcome<Option<String>> {
    let now = millis(app.now());
    match which {
        LinkRef::Invitation(invitation) => {
            let row = app
                .parts
                .db
                .read_fast(move |tx| {
                    let open = accounts::by_id(tx, account)?.is_some_and(|account| account.status == "open");
                    Ok::<_, Failure>(rows::by_id(tx, account, invitation)?.filter(|_| open))
                })
                .await?
                .filter(|row| row.state == "open" && now < row.expires_at);
            row.map(|row| invitations::link(app, account, invitation, &row.key_id, row.generation)).transpose()
        }
        LinkRef::Profile(member) => Ok(Some(invitations::page(app, account, member, ""))),
        LinkRef::Pending(member) => Ok(Some(invitations::page(app, account, member, "/invitation"))),
        LinkRef::Transfer(transfer) => Ok(Some(transfers::page(app, account, transfer))),
        LinkRef::Account => Ok(Some(format!("{}/accounts/{account}", app.parts.settings.public_url))),
        LinkRef::Closed => Ok(Some(format!("{}/accounts/{account}/closed", app.parts.settings.public_url))),
        LinkRef::Requests => Ok(Some(format!("{}/accounts/{account}/requests", app.parts.settings.public_url))),
        LinkRef::SignIn => Ok(Some(format!("{}/sign-in", app.parts.settings.public_url))),
        LinkRef::SignUp(wish) => {
            let parts = app.parts.clone();
            app.parts.db.read_fast(move |tx| sign_up::link(tx, &parts, account, wish, now)).await
        }
        LinkRef::Person(person, link) => {
            let (parts, now) = (app.parts.clone(), app.now());
            app.parts.db.read_fast(move |tx| people::url_of_link(tx, &parts, person, link, now)).await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        PasswordCost, Settings,
        clock::{ManualClock, SeededEntropy},
        keyring::KeyRing,
        scope::{Letter, queue_mail},
    };
    use jiff::Timestamp;
    use roster_store::{Db, DbConfig};
    use std::sync::Arc;

    fn app() -> (App, Arc<ManualClock>, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("roster.db").display());
        let db = Db::open(&DbConfig { url, readers: 2, synchronous_full: false }).unwrap();
        db.migrate().unwrap();
        let clock = Arc::new(ManualClock::new("2026-11-21T10:00:00Z".parse().unwrap()));
        let keys = KeyRing::new([("k1".to_owned(), vec![7; 32])]).unwrap();
        let mut settings = Settings::new("https://roster.example.com");
        settings.password_cost = PasswordCost::Trivial;
        (App::new(db, clock.clone(), Arc::new(SeededEntropy::new(7)), keys, settings), clock, folder)
    }

    async fn queue(app: &App, to: &'static str) {
        let parts = app.parts.clone();
        app.housekeep(Housekeeping::Person, move |tx, fresh| {
            let kind = &MailKind::PasswordChanged { at: Timestamp::UNIX_EPOCH };
            let letter = Letter { kind, to, name: "", language: Language::English, link: None };
            queue_mail(tx, fresh, &parts, AccountId::INSTALLATION, &letter)
        })
        .await
        .unwrap();
    }

    async fn sometimes(app: &App, row: outbox::MailRow) -> Outcome<Ready> {
        match &*row.to_email {
            "b@example.com" => Err(Failure::Unavailable("away".to_owned())),
            _ => read(app, row).await,
        }
    }

    #[tokio::test]
    async fn a_database_that_fails_in_between_loses_no_mail_that_is_ready_and_repeats_none() {
        let (app, clock, _folder) = app();
        for to in ["a@example.com", "b@example.com", "c@example.com"] {
            queue(&app, to).await;
            clock.advance(SignedDuration::from_millis(1));
        }
        let claimed = mark_claimed(&app, BATCH, LEASE).await.unwrap();
        let ready = make_ready(&app, claimed, |row| sometimes(&app, row));
        let ready = ready.await.unwrap();
        assert_eq!(
            ready.iter().map(|mail| &*mail.row.to_email).collect::<Vec<_>>(),
            ["a@example.com", "c@example.com"]
        );
        for mail in ready {
            note(&app, mail.row, Delivery::Taken("250".to_owned())).await.unwrap();
        }
        // The one that failed is due at once, and was never sent.
        let [again] = &*claim(&app).await.unwrap() else { panic!("one") };
        assert_eq!((&*again.row.to_email, again.row.repeats, again.row.attempts), ("b@example.com", 0, 0));
        clock.advance(LEASE);
        let claimed = mark_claimed(&app, BATCH, LEASE).await.unwrap();
        let away = make_ready(&app, claimed, |_| async { Err(Failure::Unavailable("away".to_owned())) }).await;
        assert!(
            matches!(away, Err(Failure::Unavailable(_))),
            "nothing is ready: the loop leaves the database alone for a while"
        );
    }
}
