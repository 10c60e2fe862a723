//! Every key there is, with what would be right: the one list that the file, the environment and the refusals go by.

/// One key.
#[derive(Debug)]
pub(super) struct Key {
    /// As in the file, sections with a dot.
    pub(super) name: &'static str,
    /// What to write, completing "write …".
    pub(super) expected: &'static str,
    /// Its value is never shown.
    pub(super) secret: bool,
}

const fn key(name: &'static str, expected: &'static str) -> Key {
    Key { name, expected, secret: false }
}

const fn secret(name: &'static str, expected: &'static str) -> Key {
    Key { name, expected, secret: true }
}

pub(super) const KEYS: &[Key] = &[
    key("listen", "an address and a port, such as \"127.0.0.1:8080\" or \"[::]:8080\""),
    key(
        "public_url",
        "the address people open, such as \"https://roster.example.com\": https (http only on this machine), without a path",
    ),
    secret(
        "database",
        "a file's path, such as \"/var/lib/roster/roster.db\", or \"postgres://user:password@host/name\"",
    ),
    key("database_file", "the path of a file that holds the database's address"),
    secret(
        "keys",
        "[[keys]] with an id and a secret or secret_file, at least 32 bytes in base64 (`openssl rand -base64 32`), the current one first; \
         as a variable \"id:base64,id:base64\"",
    ),
    key("keys_file", "the path of a file with one key a line, \"id:base64\", the current one first"),
    key("trusted_proxies", "a list of addresses or networks, such as [\"10.0.0.0/8\"]; as a variable with commas"),
    key("accounts.creation", "\"operator\", \"anyone\" (whoever is signed in) or \"key\" (with accounts.creation_key)"),
    secret("accounts.creation_key", "what people type who may create an account: at least 16 characters"),
    key("accounts.creation_key_file", "the path of a file that holds it"),
    key(
        "accounts.model",
        "the file with the model of accounts that people create, or the name of one that comes with Roster",
    ),
    key(
        "accounts.grace_period",
        "how long a closed account can be brought back, from 1 day to 365 days, such as \"30d\"",
    ),
    key("smtp.host", "the mail server's name, such as \"mail.example.com\""),
    key("smtp.port", "a port from 1 to 65535, such as 587"),
    key("smtp.security", "\"starttls\", \"tls\" or \"none\" (only to a server on this machine)"),
    key("smtp.username", "the name to sign in with at the mail server"),
    secret("smtp.password", "the password to sign in with at the mail server"),
    key("smtp.password_file", "the path of a file that holds the password"),
    key("smtp.from", "an address, such as \"Roster <roster@example.com>\""),
    key("smtp.timeout", "a time from 1 s to 10 min, such as \"30s\""),
    key("smtp.ca_file", "the path of a file with certificates (PEM) of a private authority"),
    key("mailbox.enabled", "true or false"),
    key("limits.body", "a size from 64 KiB to 64 MiB, such as \"2 MiB\""),
    key("limits.idle_timeout", "a time from 1 s to 10 min, such as \"65s\""),
    key("limits.request_timeout", "a time from 1 s to 10 min, such as \"30s\""),
    key(
        "log.level",
        "\"error\", \"warn\", \"info\", \"debug\" or \"trace\", or a filter such as \"info,roster_store=debug\"",
    ),
    key("log.format", "\"text\" or \"json\""),
];

/// The key of that name. Reading a key that is not in the list would make it one that nobody can set.
pub(super) fn find(name: &str) -> &'static Key {
    KEYS.iter().find(|key| key.name == name).expect("config.rs reads only keys of the list")
}

/// The name of every key, its environment variable, and what to write.
pub fn all() -> impl Iterator<Item = (&'static str, String, &'static str)> {
    KEYS.iter().map(|key| (key.name, variable(key.name), key.expected))
}

/// The environment variable of a key.
pub(super) fn variable(name: &str) -> String {
    format!("ROSTER_{}", name.replace('.', "_").to_uppercase())
}

/// What `name` was probably meant to be, out of `known`.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= 2)
        .min()
        .map(|(_, candidate)| candidate)
}
