//! Fills a database with accounts that have credits to spend, each with a key that may, for `cargo xtask bench`; it is no part of the
//! product. Names a database, a model's file and how many accounts; what was made is printed as JSON.

use roster_app::{
    Actor, App, Caller, Idempotency, Origin, PasswordCost, Settings,
    accounts::create::{self as found, CreateAccount},
    clock::System,
    credits::{
        Said,
        add::{Add, add},
    },
    invitations::accept::{Newcomer, accept},
    keyring::KeyRing,
    keys::create::{CreateKey, create as make_key},
};
use roster_store::{Db, DbConfig};
use serde_json::{Value, json};
use std::{error::Error, fmt::Debug, fs, io::Write, sync::Arc};

type Made<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// What each has: more than is ever spent.
const CREDITS: i64 = 1_000_000_000;

#[tokio::main]
async fn main() -> Made<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [database, model, accounts] = arguments.as_slice() else {
        return Err("name a database, a model's file, how many accounts".into());
    };
    let db = Db::open(&DbConfig { url: database.clone(), readers: 4, synchronous_full: false })?;
    let settings =
        Settings { password_cost: PasswordCost::Trivial, mailbox: true, ..Settings::new("http://localhost") };
    let keys = KeyRing::new([("purses".to_owned(), vec![7; 32])])?;
    let app = App::new(db, Arc::new(System), Arc::new(System), keys, settings);
    let (model, mut made) = (fs::read_to_string(model)?, Vec::new());
    for number in 0..accounts.parse()? {
        made.push(purse(&app, &model, number).await?);
    }
    writeln!(std::io::stdout(), "{}", json!({ "purses": made }))?;
    Ok(())
}

async fn purse(app: &App, model: &str, number: usize) -> Made<Value> {
    let admin = format!("purse-{number:04}@bench.example");
    let input = CreateAccount { name: format!("Purse {number:04}"), model: model.to_owned(), admin, mail: false };
    let account = done(found::create(app, &Caller::operator(), input).await)?.value;
    let newcomer = Newcomer {
        name: "Ada Bench".to_owned(),
        password: "seven lanterns drift west".to_owned(),
        email: None,
        country: Some("NL".to_owned()),
        language: "en".to_owned(),
        time_zone: "UTC".to_owned(),
    };
    let token = account.link.rsplit('/').next().unwrap_or_default();
    let nobody = Caller::new(Actor::Anonymous, Origin::default());
    let session = done(accept(app, &nobody, token, newcomer).await)?.signed_in.session;
    let admin = Caller::new(Actor::Person { person: session.person, session: session.session }, Origin::default());
    let said = Said { reference: "bench".to_owned(), note: String::new() };
    let bought = Add { bought: true, amount: CREDITS, expires_at: None, said };
    let once = Idempotency { key: "bought".to_owned(), digest: [7; 32] };
    let buyer = Caller { idempotency: Some(once), ..admin.clone() };
    done(add(app, &buyer, account.account, bought).await)?;
    let permissions = vec!["roster.spend_credits".to_owned()];
    let key = CreateKey { label: "Bench".to_owned(), owner: Default::default(), permissions, expires_at: None };
    let key = done(make_key(app, &admin, account.account, key).await)?.value;
    Ok(json!([account.account, key.secret]))
}

fn done<T, E: Debug>(outcome: Result<T, E>) -> Made<T> {
    outcome.map_err(|failure| format!("{failure:?}").into())
}
