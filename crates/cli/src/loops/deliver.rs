//! The mail loop: claims what is due, renders it, hands it to the mail server, and notes what that said.
//!
//! A few mails are on their way at a time. Only as many are claimed as can leave at once, so that none waits longer than its
//! lease. When the end is asked for, nothing new is claimed, and what is on its way is finished.

#[cfg(test)]
mod tests;

use crate::{
    smtp::{Delivered, OutgoingMail, SendError, SmtpSender},
    stop::Stop,
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use roster_app::{
    App, Failure, Outcome,
    mail::deliver::{Delivery, Ready, claim, claim_up_to, note},
};
use roster_domain::email::Email;
use roster_web::mail::{MailContext, Recipient, render};
use std::{sync::Arc, time::Duration};
use tokio::task::JoinSet;

/// How many mails are on their way at a time; the sender keeps as many connections.
const AT_A_TIME: usize = 4;
/// A commit on another node, or of the command line, is noticed within this time.
const PAUSE: Duration = Duration::from_millis(500);
/// When the database does not answer, it is left alone for a while.
const LONG_PAUSE: Duration = Duration::from_secs(5);
/// The mail server is asked several things for one mail, each may take its time.
const ANSWERS: i32 = 8;

/// Where mails go.
#[derive(Debug, Clone)]
pub enum Post {
    /// Through a mail server, as one's product.
    Smtp(Arc<SmtpSender>, Letterhead),
    /// Nowhere: a page on this machine shows them.
    Mailbox,
}

/// What every mail has in common.
#[derive(Debug, Clone)]
pub struct Letterhead {
    /// What the installation is called.
    pub product: String,
    /// The address of the console, for mails whose button needs no link of its own.
    pub public_url: String,
    /// How long the mail server may take for one answer.
    pub timeout: Duration,
}

/// Sends what is due until the end is asked for.
pub async fn run(app: App, post: Post, mut stop: Stop) {
    let mut on_their_way = JoinSet::new();
    while !stop.is_asked() {
        let pause = match turn(&app, &post, &mut on_their_way).await {
            // There may be more: as soon as there is room.
            Ok(count) if count > 0 && on_their_way.len() < AT_A_TIME => continue,
            Ok(_) => PAUSE,
            Err(failure) => {
                tracing::error!(?failure, "the queued mails can't be read; trying again");
                LONG_PAUSE
            }
        };
        tokio::select! {
            () = stop.asked() => {}
            Some(_) = on_their_way.join_next() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
    while on_their_way.join_next().await.is_some() {}
}

/// Takes what there is room for, and begins to send it; gives how many were taken.
async fn turn(app: &App, post: &Post, on_their_way: &mut JoinSet<()>) -> Outcome<usize> {
    match post {
        Post::Mailbox => keep_in_mailbox(app).await,
        Post::Smtp(sender, letterhead) => {
            while on_their_way.try_join_next().is_some() {}
            let room = AT_A_TIME - on_their_way.len().min(AT_A_TIME);
            if room == 0 {
                return Ok(0);
            }
            let lease = SignedDuration::try_from(letterhead.timeout).unwrap_or(SignedDuration::from_mins(10)) * ANSWERS;
            let ready = claim_up_to(app, i64::try_from(room).unwrap_or(1), lease).await?;
            let count = ready.len();
            for mail in ready {
                on_their_way.spawn(send(app.clone(), Arc::clone(sender), letterhead.clone(), mail));
            }
            Ok(count)
        }
    }
}

/// Marks mails as delivered without sending them, so that lists show what they would with a mail server.
pub async fn keep_in_mailbox(app: &App) -> Outcome<usize> {
    let ready = claim(app).await?;
    let count = ready.len();
    // Together: what is written at the same moment is one commit.
    let mut notes = JoinSet::new();
    for mail in ready {
        let app = app.clone();
        notes.spawn(async move {
            note(&app, mail.row, Delivery::Taken("kept in the mailbox of this machine".to_owned())).await
        });
    }
    while let Some(noted) = notes.join_next().await {
        noted.unwrap_or_else(|panic| Err(Failure::broken(format!("a mail could not be noted: {panic}"))))?;
    }
    Ok(count)
}

/// Sends one mail and notes what the server said.
async fn send(app: App, sender: Arc<SmtpSender>, letterhead: Letterhead, mail: Ready) {
    let (row, id) = (mail.row.clone(), mail.row.message_id.clone());
    // Rendering and sending both keep a thread busy.
    let sent = tokio::task::spawn_blocking(move || send_now(&sender, &letterhead, &mail)).await;
    let delivery = sent.unwrap_or_else(|error| Delivery::NotNow(format!("sending it failed: {error}")));
    match &delivery {
        Delivery::Taken(answer) => tracing::info!(message_id = id, answer, "mail sent"),
        Delivery::Refused(answer) => tracing::warn!(message_id = id, answer, "mail refused"),
        Delivery::NotNow(answer) => tracing::warn!(message_id = id, answer, "mail not sent; it will be tried again"),
    }
    if let Err(failure) = note(&app, row, delivery).await {
        tracing::error!(
            message_id = id,
            ?failure,
            "what the mail server said can't be noted; the mail may be sent again"
        );
    }
}

fn send_now(sender: &SmtpSender, letterhead: &Letterhead, mail: &Ready) -> Delivery {
    let Letterhead { product, public_url, .. } = letterhead;
    let to = Recipient {
        name: mail.row.to_name.clone(),
        email: mail.row.to_email.clone(),
        language: mail.language,
        zone: TimeZone::UTC,
    };
    let link = mail.link.as_deref().or_else(|| Some(public_url.as_str()).filter(|_| !mail.kind.needs_link()));
    let rendered = match render(&mail.kind, &to, MailContext { product, link }) {
        Ok(rendered) => rendered,
        Err(problem) => return Delivery::Refused(format!("the mail can't be made: {problem}")),
    };
    // The domain as it was compared when the address was proven: a server may read another one out of what was written.
    let address = Email::parse(&mail.row.to_email).map_or_else(|_| mail.row.to_email.clone(), |email| email.to_send());
    let outgoing = OutgoingMail {
        to: &address,
        to_name: &mail.row.to_name,
        message_id: &mail.row.message_id,
        date: Timestamp::from_millisecond(mail.row.queued_at).unwrap_or(Timestamp::UNIX_EPOCH),
        subject: &rendered.subject,
        html: &rendered.html,
        text: &rendered.text,
    };
    match sender.send(&outgoing) {
        Ok(Delivered { response }) => Delivery::Taken(response),
        Err(error @ (SendError::Permanent { .. } | SendError::Malformed(_))) => Delivery::Refused(error.to_string()),
        Err(error @ (SendError::Temporary { .. } | SendError::Unreachable(_))) => Delivery::NotNow(error.to_string()),
    }
}
