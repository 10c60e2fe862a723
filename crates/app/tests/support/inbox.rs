//! The mails of a world: taken from the queue as the loop that sends them does.

use super::World;
use roster_app::mail::deliver::{self, Delivery};
use roster_domain::mail::MailKind;
use roster_store::outbox::MailRow;

/// A mail as it leaves.
#[derive(Clone, Debug)]
pub struct Letter {
    pub to: String,
    pub kind: MailKind,
    /// The last part of the link.
    pub token: Option<String>,
    pub row: MailRow,
}

impl World {
    /// Sends all that waits; gives it by kind and address, and keeps it in the inbox.
    pub async fn mails(&self) -> Vec<Letter> {
        let mut letters = Vec::new();
        loop {
            let claimed = deliver::claim(&self.app).await.unwrap();
            if claimed.is_empty() {
                break;
            }
            for ready in claimed {
                let token = ready.link.as_deref().map(|link| super::token_of(link).to_owned());
                let (to, row) = (ready.row.to_email.clone(), ready.row.clone());
                letters.push(Letter { to, kind: ready.kind, token, row });
                deliver::note(&self.app, ready.row, Delivery::Taken("250 OK".to_owned())).await.unwrap();
            }
        }
        self.inbox.lock().unwrap().extend(letters.iter().cloned());
        letters.sort_by(|a, b| (a.kind.name(), &a.to).cmp(&(b.kind.name(), &b.to)));
        letters
    }

    /// What was sent: the kind and the address of each, in order.
    pub async fn sent(&self) -> Vec<(&'static str, String)> {
        self.mails().await.into_iter().map(|letter| (letter.kind.name(), letter.to)).collect()
    }

    /// To whom mails of this kind were sent since the world began, in order.
    pub async fn inbox_of(&self, kind: &str) -> Vec<String> {
        self.mails().await;
        let inbox = self.inbox.lock().unwrap();
        inbox.iter().filter(|letter| letter.kind.name() == kind).map(|letter| letter.to.clone()).collect()
    }

    /// The token of the newest link that was mailed to an address.
    pub async fn link_to(&self, email: &str) -> String {
        self.mails().await;
        let inbox = self.inbox.lock().unwrap();
        let newest = inbox.iter().rev().find(|letter| letter.to == email && letter.token.is_some());
        newest.and_then(|letter| letter.token.clone()).unwrap_or_else(|| panic!("no link was mailed to {email}"))
    }
}
