//! The operator's look at the queue, and the demo's mailbox.

use crate::{
    App, Failure, Outcome,
    mail::claim::{Ready, read},
};
use roster_domain::{
    id::{AccountId, MailId},
    refusal::Refusal,
};
use roster_store::outbox;

pub use roster_store::outbox::MailRow;

/// The newest mails of all accounts; `state`: only those.
pub async fn newest(app: &App, state: Option<String>, limit: usize) -> Outcome<Vec<MailRow>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    app.parts.db.read(move |tx| Ok::<_, Failure>(outbox::newest(tx, state.as_deref(), limit)?)).await
}

/// How many mails there are by state.
pub async fn counts(app: &App) -> Outcome<Vec<(String, i64)>> {
    app.parts.db.read(move |tx| Ok::<_, Failure>(outbox::counts(tx)?)).await
}

/// One mail, as it would leave at this moment: its link is derived anew, and is a secret.
pub async fn show(app: &App, account: AccountId, mail: MailId) -> Outcome<Ready> {
    let row = app.parts.db.read_fast(move |tx| Ok::<_, Failure>(outbox::by_id(tx, account, mail)?)).await?;
    read(app, row.ok_or(Refusal::NotFound)?).await
}
