//! What is asked: the rows of the report.

use super::http::{Answer, request};
use std::{
    fmt,
    net::SocketAddr,
    sync::atomic::{AtomicU64, Ordering},
};

/// The rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Name {
    /// A bare axum route in a program of its own.
    Axum,
    /// The floor: our binary, our router, no database.
    Healthz,
    /// The same with fewer connections, for the rows that have fewer: the kernel does more for a request then.
    HealthzFew,
    /// The person behind a session.
    Me,
    /// A page of 50 members out of 10,000, as JSON.
    UsersPage,
    /// The same as the console shows it.
    UsersHtml,
    /// One question, of any of 10,000 members about any of 1,000 resources, a third of them answered with no.
    Check,
    /// 1,000 such questions.
    CheckBatch,
    /// One durable invitation.
    Invite,
    /// One durable spending, all of them from the same account.
    SpendHot,
    /// The same from 1,000 accounts in turn.
    Spend,
    /// In process: a decision with warm records.
    Decisions,
    /// In process: what one change takes in accounts of several sizes.
    Changes,
    /// In process: another role for 10,000 members, and 1,000 invitations sent again.
    Bulk,
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Name::Axum => "axum",
            Name::Healthz => "healthz",
            Name::HealthzFew => "healthz_few",
            Name::Me => "me",
            Name::UsersPage => "users_page",
            Name::UsersHtml => "users_html",
            Name::Check => "check",
            Name::CheckBatch => "check_batch",
            Name::Invite => "invite",
            Name::SpendHot => "spend_hot",
            Name::Spend => "spend",
            Name::Decisions => "decisions",
            Name::Changes => "changes",
            Name::Bulk => "bulk",
        })
    }
}

/// How one row is loaded.
pub struct Plan {
    pub name: Name,
    pub connections: usize,
    requests: Requests,
    status: u16,
    /// What every answer has in it: an error page that is quick must not count.
    says: String,
    asked: AtomicU64,
}

/// An account to invite into.
pub struct Inviting {
    /// Where it takes invitations.
    pub path: String,
    /// Its admin's session.
    pub cookie: String,
    /// What is given with each (JSON).
    pub access: String,
}

/// An account to spend from.
#[derive(Clone)]
pub struct Spending {
    /// Where it takes spendings.
    pub path: String,
    /// The key that may.
    pub bearer: String,
}

enum Requests {
    /// These, over and over.
    Fixed(Vec<Vec<u8>>),
    /// To each of these in turn, each with a fresh address.
    Invitations { host: SocketAddr, from: Vec<Inviting> },
    /// From each of these in turn, each once.
    Spendings { host: SocketAddr, from: Vec<Spending> },
}

impl Plan {
    /// The same requests over and over; each is answered with 200 and this text in it.
    pub fn fixed(name: Name, connections: usize, requests: Vec<Vec<u8>>, says: &str) -> Plan {
        assert!(!requests.is_empty(), "{name}: there is nothing to ask");
        Plan::new(name, connections, Requests::Fixed(requests), 200, says)
    }

    /// One fresh address a request.
    pub fn invitations(connections: usize, host: SocketAddr, from: Vec<Inviting>) -> Plan {
        let requests = Requests::Invitations { host, from };
        Plan::new(Name::Invite, connections, requests, 200, r#""invited""#)
    }

    /// One credit a request, each with a key of its own against being repeated.
    pub fn spendings(name: Name, connections: usize, host: SocketAddr, from: Vec<Spending>) -> Plan {
        Plan::new(name, connections, Requests::Spendings { host, from }, 201, "\"balance\"")
    }

    fn new(name: Name, connections: usize, requests: Requests, status: u16, says: &str) -> Plan {
        Plan { name, connections, requests, status, says: says.to_owned(), asked: AtomicU64::new(0) }
    }

    /// Writes the next request.
    pub fn next(&self, into: &mut Vec<u8>) {
        let number = self.asked.fetch_add(1, Ordering::Relaxed);
        into.clear();
        match &self.requests {
            Requests::Fixed(requests) => into.extend_from_slice(&requests[number as usize % requests.len()]),
            Requests::Invitations { host, from } => {
                let Inviting { path, cookie, access } = &from[number as usize % from.len()];
                let body = invitation(&format!("guest-{number:07}@bench.example"), access);
                let headers = [("Cookie", cookie.as_str()), ("Content-Type", "application/json")];
                *into = request("POST", path, *host, &headers, body.as_bytes());
            }
            Requests::Spendings { host, from } => {
                let Spending { path, bearer } = &from[number as usize % from.len()];
                let once = format!("{}-{number}", self.name);
                let headers = [
                    ("Authorization", bearer.as_str()),
                    ("Content-Type", "application/json"),
                    ("Idempotency-Key", once.as_str()),
                ];
                *into = request("POST", path, *host, &headers, br#"{"amount":1,"reference":"bench"}"#);
            }
        }
    }

    /// Refuses an answer that is not the expected one.
    pub fn check(&self, answer: &Answer<'_>) -> Result<(), String> {
        if answer.status == self.status && answer.says(&self.says) {
            return Ok(());
        }
        let body: String = String::from_utf8_lossy(answer.body).chars().take(500).collect();
        Err(format!("{}: an answer with status {} that was not expected: {body}", self.name, answer.status))
    }
}

/// The body that invites users: `addresses` one per line, `access` as JSON.
pub fn invitation(addresses: &str, access: &str) -> String {
    let addresses = serde_json::Value::from(addresses);
    format!(r#"{{"addresses":{addresses},"role":"user","access":{access}}}"#)
}
