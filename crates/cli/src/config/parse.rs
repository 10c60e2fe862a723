//! What each key's value must look like. Nothing here says no with more than `None`: the list of keys knows what would be right.

use super::{
    CreationMode, Database, LogFormat, Secret, ServerKey, SmtpSecurity,
    layers::{Value, What},
};
use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use ipnet::IpNet;
use jiff::SignedDuration;
use lettre::message::Mailbox;
use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};
use tracing_subscriber::EnvFilter;
use url::Url;

/// The value as a refusal shows it.
pub(super) fn shown(value: &Value) -> String {
    match &value.what {
        What::Text(text) => format!("{text:?}"),
        What::Integer(integer) => integer.to_string(),
        What::Boolean(boolean) => boolean.to_string(),
        What::List(_) => "this list".to_owned(),
        What::Table(_) => "this table".to_owned(),
        What::Other(text) => text.clone(),
    }
}

/// Text that says something.
pub(super) fn text(value: &Value) -> Option<String> {
    value.as_text().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

pub(super) fn boolean(value: &Value) -> Option<bool> {
    match &value.what {
        What::Boolean(boolean) => Some(*boolean),
        What::Text(text) if value.is_variable() => text.parse().ok(),
        _ => None,
    }
}

fn integer(value: &Value) -> Option<i64> {
    match &value.what {
        What::Integer(integer) => Some(*integer),
        What::Text(text) if value.is_variable() => text.parse().ok(),
        _ => None,
    }
}

pub(super) fn port(value: &Value) -> Option<u16> {
    u16::try_from(integer(value)?).ok().filter(|port| *port > 0)
}

pub(super) fn listen(value: &Value) -> Option<SocketAddr> {
    value.as_text()?.parse().ok()
}

pub(super) fn public_url(value: &Value) -> Option<String> {
    let url = Url::parse(value.as_text()?).ok()?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let anonymous = url.username().is_empty() && url.password().is_none();
    let protected = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url.host_str()?));
    (bare && anonymous && protected).then(|| url.as_str().trim_end_matches('/').to_owned())
}

/// Whether this address can be reached from this machine only.
pub(super) fn is_on_this_machine(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| url.host_str().is_some_and(is_loopback))
}

/// Whether this host is this machine, whatever a name server says.
pub(super) fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

pub(super) fn database(value: &Value, base: &Path) -> Option<Database> {
    let text = text(value)?;
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        let url = Url::parse(&text).ok()?;
        let complete = url.has_host() && url.path().len() > 1;
        return complete.then(|| Database::Postgres(Secret::new(text)));
    }
    let path = text.strip_prefix("sqlite:").unwrap_or(&text);
    let path = path.strip_prefix("//").unwrap_or(path);
    // Of another database, or one that is lost with the process.
    let file = !path.is_empty() && !path.contains("://") && !path.contains(":memory:");
    file.then(|| Database::Sqlite(PathBuf::from(base).join(path)))
}

pub(super) fn host(value: &Value) -> Option<String> {
    let text = text(value)?;
    let parsed = url::Host::parse(&text).is_ok() || text.parse::<IpAddr>().is_ok();
    parsed.then_some(text)
}

pub(super) fn mailbox(value: &Value) -> Option<Mailbox> {
    value.as_text()?.parse().ok()
}

pub(super) fn smtp_security(value: &Value) -> Option<SmtpSecurity> {
    match value.as_text()? {
        "tls" => Some(SmtpSecurity::Tls),
        "starttls" => Some(SmtpSecurity::StartTls),
        "none" => Some(SmtpSecurity::None),
        _ => None,
    }
}

/// A time as people write it: `30s`, `1m 30s`, `2 minutes`.
pub(super) fn duration(value: &Value) -> Option<Duration> {
    let duration: SignedDuration = value.as_text()?.parse().ok()?;
    let duration = Duration::try_from(duration).ok()?;
    (Duration::from_secs(1)..=Duration::from_secs(600)).contains(&duration).then_some(duration)
}

/// Days, from one to a year.
pub(super) fn days(value: &Value) -> Option<SignedDuration> {
    let days: i64 = value.as_text()?.trim().strip_suffix('d')?.trim().parse().ok()?;
    (1..=365).contains(&days).then(|| SignedDuration::from_hours(24 * days))
}

/// A key that people type.
pub(super) fn long_text(value: &Value) -> Option<String> {
    text(value).filter(|text| text.chars().count() >= 16)
}

/// Who creates accounts.
pub(super) fn creation(value: &Value) -> Option<CreationMode> {
    match value.as_text()? {
        "operator" => Some(CreationMode::Operator),
        "anyone" => Some(CreationMode::Anyone),
        "key" => Some(CreationMode::Key),
        _ => None,
    }
}

/// A size in bytes, `KiB` or `MiB`.
pub(super) fn size(value: &Value) -> Option<usize> {
    let bytes = match value.as_text() {
        None => integer(value)?,
        Some(text) => {
            let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
            let unit = match text[digits.len()..].trim() {
                "" | "B" => 1,
                "KiB" => 1 << 10,
                "MiB" => 1 << 20,
                _ => return None,
            };
            digits.parse::<i64>().ok()?.checked_mul(unit)?
        }
    };
    usize::try_from(bytes).ok().filter(|bytes| (64 << 10..=64 << 20).contains(bytes))
}

pub(super) fn log_level(value: &Value) -> Option<String> {
    let text = text(value)?;
    // A single word that is no level would be taken for a module that is to be logged in full.
    let levels = ["error", "warn", "info", "debug", "trace", "off"];
    let plain = text.split(',').all(|part| part.contains('=') || levels.contains(&part.trim()));
    (plain && EnvFilter::builder().parse(&text).is_ok()).then_some(text)
}

pub(super) fn log_format(value: &Value) -> Option<LogFormat> {
    match value.as_text()? {
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        _ => None,
    }
}

pub(super) fn networks(value: &Value) -> Option<Vec<IpNet>> {
    let network = |text: &str| text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from));
    match &value.what {
        What::List(values) => values.iter().map(|value| network(value.as_text()?)).collect(),
        What::Text(text) if value.is_variable() => text.split(',').map(|part| network(part.trim())).collect(),
        _ => None,
    }
}

pub(super) fn key_id(value: &Value) -> Option<String> {
    text(value).filter(|id| is_key_id(id))
}

pub(super) fn key_secret(value: &Value) -> Option<Vec<u8>> {
    key_bytes(value.as_text()?)
}

/// A whole ring as text: `id:base64`, parted by commas or lines.
pub(super) fn keys(value: &Value) -> Option<Vec<ServerKey>> {
    let lines = value.as_text()?.split([',', '\n']).map(str::trim).filter(|line| !line.is_empty());
    let key = |line: &str| {
        let (id, secret) = line.split_once(':')?;
        let id = is_key_id(id).then(|| id.to_owned())?;
        Some(ServerKey { id, secret: Secret::new(key_bytes(secret.trim())?) })
    };
    lines.map(key).collect()
}

/// It is stored with every link, and shown in messages.
fn is_key_id(id: &str) -> bool {
    (1..=32).contains(&id.len()) && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}

fn key_bytes(text: &str) -> Option<Vec<u8>> {
    let lenient = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let bytes = GeneralPurpose::new(&STANDARD, lenient).decode(text).ok()?;
    (bytes.len() >= 32).then_some(bytes)
}
