//! The operator's configuration: one TOML file, every key also an environment variable, secrets also from files.
//!
//! The variable's name is `ROSTER_` and the key in capitals, with `_` for each dot: `smtp.password_file` is
//! `ROSTER_SMTP_PASSWORD_FILE`. A variable wins over the file. What is unknown or makes no sense is refused with its place and
//! what to write instead, all of it at once. The keys are listed in `config/keys.rs`.

mod keys;
mod layers;
mod parse;
mod problem;
mod reader;
mod secret;
#[cfg(test)]
mod tests;

pub use keys::all as keys;
pub use problem::ConfigError;
pub use secret::Secret;

use ipnet::IpNet;
use jiff::SignedDuration;
use layers::Layers;
use lettre::message::Mailbox;
use reader::Reader;
use roster_app::settings;
use std::{
    collections::BTreeMap,
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

/// Everything `roster serve` is told by its operator.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address people reach the console under, without a slash at the end. https, except on this machine.
    pub public_url: String,
    /// Where the data is.
    pub database: Database,
    /// What link secrets are derived from; the first is the current one. None is shorter than 32 bytes.
    pub keys: Vec<ServerKey>,
    /// How mail leaves.
    pub mail: Mail,
    /// Who creates accounts, and what becomes of closed ones.
    pub accounts: Accounts,
    /// What a request may take.
    pub limits: Limits,
    /// What is logged, and how.
    pub log: Log,
    /// Whose `Forwarded` headers are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The files that hold secrets, the configuration itself among them if it does. Nobody else should read them.
    pub secret_files: Vec<PathBuf>,
    /// What is no mistake for certain, but looks like one. To be logged at the start.
    pub warnings: Vec<String>,
}

/// Where the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// The address of a PostgreSQL database; it may hold a password.
    Postgres(Secret<String>),
}

impl Database {
    /// As the store opens it. It may hold a password.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(url) => url.expose().clone(),
        }
    }
}

/// One key of the ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerKey {
    /// Stored with what was derived from it.
    pub id: String,
    /// At least 32 bytes.
    pub secret: Secret<Vec<u8>>,
}

/// How mail leaves.
#[derive(Debug, Clone)]
pub enum Mail {
    /// Through this server.
    Smtp(SmtpConfig),
    /// Not at all: a page shows it. On this machine only.
    Mailbox,
}

/// The mail server.
#[derive(Debug, Clone)]
pub struct SmtpConfig {
    /// Its name, as its certificate has it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: SmtpSecurity,
    /// User name and password, where it asks for them.
    pub login: Option<(String, Secret<String>)>,
    /// Who mail comes from.
    pub from: Mailbox,
    /// How long an answer may take.
    pub timeout: Duration,
    /// Certificates (PEM) of a private authority that is trusted beside the public ones.
    pub authority: Option<Vec<u8>>,
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// TLS from the first byte.
    Tls,
    /// TLS after STARTTLS; without it no mail is sent.
    StartTls,
    /// Not at all: to a server on this machine only.
    None,
}

/// Who creates accounts, and what becomes of closed ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accounts {
    /// Who creates accounts beside the operator.
    pub creation: Creation,
    /// For how long a closed account can be brought back.
    pub grace_period: SignedDuration,
}

/// Who creates accounts beside the operator, and with which model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Creation {
    /// Nobody.
    Operator,
    /// Whoever is signed in.
    Anyone(String),
    /// Whoever is signed in and types this key.
    Key(String, Secret<String>),
}

/// The same as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreationMode {
    /// Nobody.
    Operator,
    /// Whoever is signed in.
    Anyone,
    /// Whoever has the key.
    Key,
}

/// What a request may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a request's body.
    pub body: usize,
    /// Until it is answered.
    pub request_timeout: Duration,
    /// Until its head has come, from the moment the connection waits for it.
    pub idle_timeout: Duration,
}

/// What is logged, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// As tracing's filters are written: `info`, `info,roster_store=debug`.
    pub level: String,
    /// One event a line, for people or for machines.
    pub format: LogFormat,
}

/// One event a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

impl Config {
    /// Reads the file, if one is named, and the process's environment.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let variables =
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        let text = match file {
            Some(path) => fs::read_to_string(path).map_err(|error| ConfigError::unreadable(path, &error))?,
            None => String::new(),
        };
        Self::read(file.map(|path| (path, text.as_str())), variables.collect(), &|path| fs::read_to_string(path))
    }

    /// Makes sense of a file's text and of environment variables. `open` reads the files that these name.
    pub fn read(
        file: Option<(&Path, &str)>,
        variables: BTreeMap<String, String>,
        open: &dyn Fn(&Path) -> io::Result<String>,
    ) -> Result<Self, ConfigError> {
        let layers = Layers::read(file, &variables)?;
        let mut reader = Reader::new(layers, open);
        let listen = reader.get("listen", parse::listen).unwrap_or(([127, 0, 0, 1], 8080).into());
        let public_url = reader.required("public_url", parse::public_url);
        let database = reader.secret("database").map(|value| (reader.base(&value), value));
        let database =
            database.and_then(|(base, value)| reader.check("database", &value, |value| parse::database(value, &base)));
        let keys = server_keys(&mut reader);
        let mail = mail(&mut reader, listen, public_url.as_deref());
        let accounts = accounts(&mut reader);
        let limits = Limits {
            body: reader.get("limits.body", parse::size).unwrap_or(2 << 20),
            request_timeout: reader.get("limits.request_timeout", parse::duration).unwrap_or(Duration::from_secs(30)),
            idle_timeout: reader.get("limits.idle_timeout", parse::duration).unwrap_or(Duration::from_secs(65)),
        };
        let log = Log {
            level: reader.get("log.level", parse::log_level).unwrap_or_else(|| "info".to_owned()),
            format: reader.get("log.format", parse::log_format).unwrap_or(LogFormat::Text),
        };
        let trusted_proxies = reader.get("trusted_proxies", parse::networks).unwrap_or_default();
        if database.is_none() {
            reader.missing("database");
        }
        let mut secret_files = reader.take_secret_files();
        secret_files.extend(file.map(|(path, _)| path.to_owned()).filter(|_| reader.file_holds_secrets()));
        let warnings = reader.finish()?;
        // Whatever is missing was a problem, and a problem has ended this above.
        let (Some(public_url), Some(database), Some(mail)) = (public_url, database, mail) else {
            return Err(ConfigError::default());
        };
        Ok(Self {
            listen,
            public_url,
            database,
            keys,
            mail,
            accounts,
            limits,
            log,
            trusted_proxies,
            secret_files,
            warnings,
        })
    }
}

fn accounts(reader: &mut Reader<'_>) -> Accounts {
    let mode = reader.get("accounts.creation", parse::creation).unwrap_or(CreationMode::Operator);
    let grace_period = reader.get("accounts.grace_period", parse::days).unwrap_or(settings::GRACE_PERIOD);
    let key = reader
        .secret("accounts.creation_key")
        .and_then(|key| reader.check("accounts.creation_key", &key, parse::long_text));
    let model = reader.get("accounts.model", parse::text);
    let creation = match (mode, model, key) {
        (CreationMode::Operator, ..) => Creation::Operator,
        (_, None, _) => {
            reader.problem_at("accounts.creation", "it comes with accounts.model, which is missing");
            Creation::Operator
        }
        (CreationMode::Anyone, Some(model), _) => Creation::Anyone(model),
        (CreationMode::Key, Some(model), Some(key)) => Creation::Key(model, Secret::new(key)),
        (CreationMode::Key, Some(_), None) => {
            if !reader.is_given("accounts.creation_key") {
                let what = "it comes with accounts.creation_key or accounts.creation_key_file, which is missing";
                reader.problem_at("accounts.creation", what);
            }
            Creation::Operator
        }
    };
    Accounts { creation, grace_period }
}

fn server_keys(reader: &mut Reader<'_>) -> Vec<ServerKey> {
    let from_file = reader.secret_file("keys");
    let keys = match (from_file, reader.value("keys")) {
        (Some(text), _) => reader.check("keys", &text, parse::keys),
        (None, Some(value)) if value.as_text().is_some() => reader.check("keys", &value, parse::keys),
        (None, Some(value)) => reader.key_tables(&value),
        (None, None) => None,
    };
    let keys = keys.unwrap_or_default();
    if keys.is_empty() {
        reader.missing("keys");
    }
    let mut ids: Vec<_> = keys.iter().map(|key| key.id.as_str()).collect();
    ids.sort_unstable();
    if let Some(twice) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
        reader.problem_at("keys", &format!("the id {:?} is given twice: each key needs its own", twice[0]));
    }
    keys
}

fn mail(reader: &mut Reader<'_>, listen: SocketAddr, public_url: Option<&str>) -> Option<Mail> {
    let mailbox = reader.get("mailbox.enabled", parse::boolean).unwrap_or(false);
    let smtp = reader.has_section("smtp");
    if mailbox {
        let local = listen.ip().is_loopback() && public_url.is_none_or(parse::is_on_this_machine);
        if smtp {
            reader
                .problem_at("mailbox.enabled", "mail goes either to a server or to the mailbox: remove one of the two");
        } else if !local {
            reader.problem_at(
                "mailbox.enabled",
                "whoever opens the mailbox can accept every invitation, so it is for this machine only: \
                 listen on 127.0.0.1 and set public_url to it, or configure smtp",
            );
        }
        return Some(Mail::Mailbox);
    }
    if !smtp {
        reader.problem(
            "smtp.host is missing: without a mail server nobody can be invited. Add [smtp] with host and from; \
             to try things out on this machine, use `roster demo` or mailbox.enabled = true",
        );
        return None;
    }
    smtp_config(reader).map(Mail::Smtp)
}

fn smtp_config(reader: &mut Reader<'_>) -> Option<SmtpConfig> {
    let host = reader.required("smtp.host", parse::host);
    let from = reader.required("smtp.from", parse::mailbox);
    let security = reader.get("smtp.security", parse::smtp_security).unwrap_or(SmtpSecurity::StartTls);
    let standard = match security {
        SmtpSecurity::Tls => 465,
        SmtpSecurity::StartTls => 587,
        SmtpSecurity::None => 25,
    };
    let port = reader.get("smtp.port", parse::port).unwrap_or(standard);
    let timeout = reader.get("smtp.timeout", parse::duration).unwrap_or(Duration::from_secs(30));
    let username = reader.get("smtp.username", parse::text);
    let password = reader.secret("smtp.password").and_then(|value| reader.check("smtp.password", &value, parse::text));
    let authority = reader.file("smtp.ca_file").map(String::into_bytes);
    let login = match (username, password) {
        (Some(username), Some(password)) => Some((username, Secret::new(password))),
        (Some(_), None) if !reader.is_given("smtp.password") => {
            reader.problem_at("smtp.username", "it comes with smtp.password or smtp.password_file, which is missing");
            None
        }
        (None, Some(_)) if !reader.is_given("smtp.username") => {
            reader.problem_at("smtp.password", "it comes with smtp.username, which is missing");
            None
        }
        _ => None,
    };
    if security == SmtpSecurity::None && host.as_deref().is_some_and(|host| !parse::is_loopback(host)) {
        reader.problem_at(
            "smtp.security",
            "links that let people in would cross the network in the clear: write \"starttls\" or \"tls\"",
        );
    }
    Some(SmtpConfig { host: host?, port, security, login, from: from?, timeout, authority })
}
