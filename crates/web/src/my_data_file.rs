//! All that is kept of a person as one JSON file, for themself. What they did is written page by page, so that memory stays flat.

use crate::csv_file::{AHEAD, Written, told};
use axum::{
    body::{Body, Bytes},
    http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use roster_app::{
    App, Caller, Failure,
    people::{GrantOnRow, MyAccount, MyData, MyMail, MyPlace, MySession, accounts, my_data, my_events, my_place},
};
use roster_domain::profile;
use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::mpsc;

/// Where the pages go; closed when the reader has gone.
type Out = mpsc::Sender<Result<Bytes, std::io::Error>>;

/// Answers with the file; refused before it begins where the caller isn't signed in as themself.
pub(crate) async fn answer(app: &App, caller: &Caller) -> Result<Response, Failure> {
    let (data, accounts) = (my_data(app, caller).await?, accounts(app, caller).await?);
    let (out, received) = mpsc::channel(AHEAD);
    let (app, caller) = (app.clone(), caller.clone());
    tokio::spawn(async move {
        if let Err(failure) = write(&app, &caller, data, accounts, &out).await {
            // One whose file breaks off must not take it for whole.
            let _ = out.send(Err(told(failure))).await;
        }
    });
    let headers = [
        (CONTENT_TYPE, "application/json; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Body::new(Written(received))).into_response())
}

async fn write(app: &App, caller: &Caller, data: MyData, accounts: Vec<MyAccount>, out: &Out) -> Result<(), Failure> {
    let language = data.me.language.tag();
    let mut text = opened(&person(data))?;
    text.push_str(",\n\"accounts\": [");
    for (number, account) in accounts.into_iter().enumerate() {
        text.push_str(if number == 0 { "\n" } else { ",\n" });
        let head = json!({
            "account": { "id": account.account, "name": account.name, "suspended": account.suspended },
        });
        if account.suspended {
            // Nobody is told anything of it for now.
            text.push_str(&opened(&head)?);
            text.push('}');
            continue;
        }
        let roles: Vec<&str> = account.roles.iter().map(|role| role.get(language)).collect();
        let place = place(&my_place(app, caller, account.account).await?, &roles);
        text.push_str(&opened(&merged(head, place))?);
        text.push_str(",\n\"events\": [");
        let (mut before, mut first) = (None, true);
        loop {
            let (events, next) = my_events(app, caller, account.account, before).await?;
            for event in events {
                text.push_str(if first { "\n" } else { ",\n" });
                let line = json!({
                    "event": event.seq, "at": event.at, "kind": event.kind, "actor_kind": event.actor_kind,
                    "on_behalf_of": event.on_behalf_of, "target_kind": event.target_kind, "target": event.target,
                    "details": event.details,
                });
                text.push_str(&written(&line)?);
                first = false;
            }
            if out.send(Ok(std::mem::take(&mut text).into())).await.is_err() {
                // The reader has gone.
                return Ok(());
            }
            before = next;
            if before.is_none() {
                break;
            }
        }
        text.push_str("]}");
    }
    text.push_str("]}\n");
    let _ = out.send(Ok(text.into())).await;
    Ok(())
}

fn written(value: &Value) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::broken(format!("a person's data: {error}")))
}

/// An object to which more is written.
fn opened(value: &Value) -> Result<String, Failure> {
    let mut text = written(value)?;
    text.truncate(text.len().saturating_sub(1));
    Ok(text)
}

fn merged(mut into: Value, more: Value) -> Value {
    if let (Value::Object(into), Value::Object(more)) = (&mut into, more) {
        into.extend(more);
    }
    into
}

fn time(millis: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(millis).ok()
}

fn times<T: Serialize>(value: T, from: Option<i64>, until: Option<i64>) -> Value {
    json!({ "id": value, "from": from.and_then(time), "until": until.and_then(time) })
}

fn person(data: MyData) -> Value {
    let MyData { me, created_at, addresses, password_changed_at, last_sign_in, failures, sessions, mails } = data;
    let address = |row: &roster_app::people::PersonEmailRow| {
        json!({
            "email": row.email, "sign_in": row.sign_in, "added_at": time(row.created_at),
            "proven_at": row.verified_at.and_then(time),
        })
    };
    let session = |MySession { row, current }: &MySession| {
        json!({
            "signed_in_at": time(row.created_at), "last_seen_at": time(row.seen_at), "address": row.address,
            "browser": row.user_agent, "this_one": current,
        })
    };
    let failure = |row: &roster_app::people::FailureRow| json!({ "reason": row.reason, "tries": row.tries, "first_at": time(row.first_at), "last_at": time(row.last_at) });
    json!({
        "person": {
            "id": me.person, "name": me.name, "language": me.language.tag(),
            "country": me.country.map(|country| country.code().to_owned()), "time_zone": me.time_zone,
            "created_at": time(created_at),
            "addresses": addresses.iter().map(address).collect::<Vec<_>>(),
            "password_changed_at": password_changed_at.and_then(time),
            "last_signed_in_at": last_sign_in.and_then(time),
            "failed_sign_ins": failures.iter().map(failure).collect::<Vec<_>>(),
        },
        "sessions": sessions.iter().map(session).collect::<Vec<_>>(),
        "mails": mails.iter().map(mail).collect::<Vec<_>>(),
    })
}

fn mail(mail: &MyMail) -> Value {
    json!({
        "kind": mail.kind, "state": mail.state, "written_at": time(mail.queued_at),
        "sent_at": mail.sent_at.and_then(time),
    })
}

/// `called` is what the roles in force are called.
fn place(place: &MyPlace, called: &[&str]) -> Value {
    let row = &place.row;
    let timed = |row: &roster_app::people::TimedRow| times(&row.id, row.from_at, row.until_at);
    let access = |row: &GrantOnRow| {
        json!({
            "resource": row.resource, "kind": row.kind, "name": row.name, "gives": row.value,
            "from": row.from_at.and_then(time), "until": row.until_at.and_then(time),
        })
    };
    let key = |row: &roster_app::keys::list::KeyRow| {
        let permissions: Value = serde_json::from_str(&row.permissions).unwrap_or_default();
        json!({
            "id": row.key, "label": row.label, "permissions": permissions, "created_at": time(row.created_at),
            "expires_at": row.expires_at.and_then(time), "last_used_at": row.last_used_at.and_then(time),
            "revoked_at": row.revoked_at.and_then(time),
        })
    };
    json!({
        "member": row.member, "status": row.status, "name": row.name, "given_name": row.given_name,
        "family_name": row.family_name, "email": row.email, "company": row.company,
        "fields": profile::read(&row.fields), "language": row.language, "country": row.country,
        "added_at": time(row.created_at), "joined_at": row.joined_at.and_then(time),
        "last_active_at": row.last_active_at.and_then(time),
        "administrators_noted_something": place.noted,
        "called": called,
        "roles": place.roles.iter().map(timed).collect::<Vec<_>>(),
        "permissions_beyond": place.extras.iter().map(timed).collect::<Vec<_>>(),
        "custom": place.custom,
        "access": place.access.iter().map(access).collect::<Vec<_>>(),
        "keys": place.keys.iter().map(key).collect::<Vec<_>>(),
        "not_mailed_about": place.silences,
        "columns": place.columns,
        "hidden_from_colleagues": place.hidden,
        "mails": place.mails.iter().map(mail).collect::<Vec<_>>(),
    })
}
