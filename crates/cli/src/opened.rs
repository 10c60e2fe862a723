//! Opening what a command works with: the database, and the use-cases over it.

use crate::{
    config::{Config, Creation, Database, Mail},
    out,
    trouble::Trouble,
};
use roster_app::{App, Settings, clock, keyring::KeyRing, settings::WhoCreates, token};
use roster_domain::model::{Model, presets};
use roster_store::{Db, DbError, db::DbConfig};
use std::{fs, sync::Arc};
use tokio::runtime::{Builder, Runtime};

/// Opens the database. Not on a thread of the async runtime: PostgreSQL's client must not meet it.
pub fn database(database: &Database) -> Result<Db, Trouble> {
    let opened = Db::open(&DbConfig::new(database.url()));
    opened.map_err(|error| match database {
        Database::Sqlite(path) => Trouble::failed(format!(
            "the database {} can't be opened: {error}. Its folder must exist, and both be writable for this user",
            path.display()
        )),
        Database::Postgres(_) => Trouble::failed(format!(
            "the database can't be opened: {error}. Check that PostgreSQL runs, and the address, user and password in `database`"
        )),
    })
}

/// Makes sure that the schema is the one this program works with.
pub fn migrated(db: &Db, apply: bool) -> Result<(), Trouble> {
    let pending = db.pending_migrations().map_err(unknown_schema)?;
    if pending.is_empty() {
        return Ok(());
    }
    if !apply {
        return Err(Trouble::failed(format!(
            "the database is not up to date, {} still to be applied: make a backup, then run `roster migrate` with the same configuration",
            number(pending.len())
        )));
    }
    db.migrate().map_err(unknown_schema)?;
    pending.iter().for_each(|name| tracing::info!(migration = name, "applied"));
    Ok(())
}

/// "1 migration is", "3 migrations are".
pub fn number(migrations: usize) -> String {
    if migrations == 1 { "1 migration is".to_owned() } else { format!("{migrations} migrations are") }
}

/// The schema is not one of ours.
pub fn unknown_schema(error: DbError) -> Trouble {
    Trouble::failed(format!("the schema can't be used: {error}"))
}

/// The use-cases, as the operator configured them.
pub fn app(config: &Config, db: Db) -> Result<App, Trouble> {
    let keys = config.keys.iter().map(|key| (key.id.clone(), key.secret.expose().clone()));
    let keys = KeyRing::new(keys).map_err(|error| Trouble::wrong(format!("keys: {error}")))?;
    let mut settings = Settings::new(&config.public_url);
    settings.grace_period = config.accounts.grace_period;
    settings.creation = match &config.accounts.creation {
        Creation::Operator => WhoCreates::Operator,
        Creation::Anyone(model) => WhoCreates::Anyone { model: model_of(model)? },
        Creation::Key(model, key) => {
            WhoCreates::WithKey { model: model_of(model)?, hash: token::hash_text(key.expose().trim()) }
        }
    };
    settings.mailbox = matches!(config.mail, Mail::Mailbox);
    Ok(App::new(db, Arc::new(clock::System), Arc::new(clock::System), keys, settings))
}

/// The text of the model of accounts that people create.
fn model_of(model: &str) -> Result<String, Trouble> {
    let text = text_of("accounts.model", model)?;
    match Model::compile(&text) {
        Ok(_) => Ok(text),
        Err(_) => Err(Trouble::wrong(format!(
            "accounts.model: {model} is not a model that makes sense: `roster model check {model}` says where and why"
        ))),
    }
}

/// The model's text: of one that comes with Roster, or of a file. `key` is what named it.
pub fn text_of(key: &str, model: &str) -> Result<String, Trouble> {
    if let Some(preset) = presets().iter().find(|preset| preset.id == model) {
        return Ok(preset.text.to_owned());
    }
    fs::read_to_string(model).map_err(|error| {
        let known: Vec<_> = presets().iter().map(|preset| preset.id).collect();
        Trouble::wrong(format!(
            "{key}: {model} is no file that can be read ({error}), and none of the models that come with Roster: {}",
            known.join(", ")
        ))
    })
}

/// A runtime for a command that asks one thing after the other.
pub fn small_runtime() -> Result<Runtime, Trouble> {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Trouble::failed(format!("the runtime can't be started: {error}")))
}

/// Opens what is configured and does one thing with it.
pub fn with_app<T>(config: &Config, work: impl AsyncFnOnce(&App) -> Result<T, Trouble>) -> Result<T, Trouble> {
    config.warnings.iter().for_each(|warning| out::complain(&format!("warning: {warning}")));
    let db = database(&config.database)?;
    migrated(&db, false)?;
    let app = app(config, db)?;
    let runtime = small_runtime()?;
    let done = runtime.block_on(async {
        let done = work(&app).await;
        app.db().shutdown().await;
        done
    });
    // The database outlives the runtime: see `database`.
    drop(runtime);
    done
}
