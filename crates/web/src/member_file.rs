//! The members of an account as a file.

use crate::csv_file::{self, For, Parts, harmless, time};
use axum::response::Response;
use roster_app::{
    App, Caller, Failure,
    members::export::{Exported, Next, What, part},
};
use roster_domain::id::AccountId;

/// The columns that every account has, before and behind those of the model's profile fields.
pub(crate) const BEFORE: [&str; 5] = ["name", "email", "status", "roles", "company"];
pub(crate) const BEHIND: [&str; 7] =
    ["language", "country", "created_at", "joined_at", "last_active_at", "left_at", "id"];

/// How the file says it.
pub(crate) struct Words {
    /// What stands above the columns.
    pub(crate) head: Vec<String>,
    /// What a status is called.
    pub(crate) status: Box<dyn Fn(&str) -> String + Send>,
    /// What a role is called.
    pub(crate) role: Box<dyn Fn(&str) -> String + Send>,
    /// Who reads it.
    pub(crate) reader: For,
}

impl Words {
    /// The codes that the API has, too.
    pub(crate) fn codes(fields: &[String]) -> Words {
        let behind = BEHIND.map(str::to_owned);
        let head = BEFORE.map(str::to_owned).into_iter().chain(fields.iter().cloned()).chain(behind).collect();
        Words { head, status: Box::new(str::to_owned), role: Box::new(str::to_owned), reader: For::Programs }
    }
}

/// Answers with the file; `fields` are the ids of the model's profile fields.
pub(crate) fn answer(
    name: &str,
    (app, caller, account): (App, Caller, AccountId),
    what: What,
    fields: Vec<String>,
    words: Words,
) -> Response {
    csv_file::answer(name, words.reader, Members { app, caller, account, what, fields, words, next: None })
}

struct Members {
    app: App,
    caller: Caller,
    account: AccountId,
    what: What,
    fields: Vec<String>,
    words: Words,
    next: Option<Next>,
}

impl Parts for Members {
    fn head(&self) -> Vec<String> {
        self.words.head.iter().map(|word| harmless(word)).collect()
    }

    async fn next(&mut self) -> Result<(Vec<Vec<String>>, bool), Failure> {
        let from = self.next.take();
        let part = part(&self.app, &self.caller, self.account, self.what.clone(), from).await?;
        self.next = part.next;
        Ok((part.members.iter().map(|member| self.row(member)).collect(), self.next.is_some()))
    }
}

impl Members {
    fn row(&self, member: &Exported) -> Vec<String> {
        let Exported { row, status, roles } = member;
        let roles: Vec<String> = roles.iter().map(|role| (self.words.role)(role)).collect();
        let stored: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&row.fields).unwrap_or_default();
        let field = |id: &String| match stored.get(id) {
            Some(serde_json::Value::String(text)) => harmless(text),
            Some(serde_json::Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let some = |at: Option<i64>| at.map(time).unwrap_or_default();
        let before = [
            harmless(&row.name),
            harmless(&row.email),
            harmless(&(self.words.status)(status)),
            harmless(&roles.join(", ")),
            harmless(&row.company),
        ];
        let behind = [
            row.language.clone().unwrap_or_default(),
            row.country.clone().unwrap_or_default(),
            time(row.created_at),
            some(row.joined_at),
            some(row.last_active_at),
            some(row.left_at),
            row.member.to_string(),
        ];
        before.into_iter().chain(self.fields.iter().map(field)).chain(behind).collect()
    }
}
