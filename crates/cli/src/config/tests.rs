//! What is taken, and each refusal with its place.

use super::*;

const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const FULL: &str = r#"
listen = "0.0.0.0:9000"
public_url = "https://roster.example.com/"
database = "data/roster.db"
trusted_proxies = ["10.0.0.0/8", "192.168.1.4"]

[[keys]]
id = "2026-11"
secret = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

[[keys]]
id = "2025-11"
secret_file = "old.key"

[smtp]
host = "mail.example.com"
port = 2525
security = "tls"
username = "roster"
password_file = "/run/secrets/smtp"
from = "Roster <roster@example.com>"
timeout = "1m 30s"

[limits]
body = "4 MiB"
request_timeout = "10s"

[log]
level = "info,roster_store=debug"
format = "json"
"#;
/// The least that is enough.
const LEAST: &str =
    "public_url = \"http://localhost:8080\"\ndatabase = \"x.db\"\nkeys_file = \"keys\"\nmailbox.enabled = true\n";

fn open(path: &Path) -> io::Result<String> {
    match path.to_str() {
        Some("/etc/roster/old.key") => Ok("BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB\n".to_owned()),
        Some("/run/secrets/smtp") => Ok("p4ss word\n".to_owned()),
        Some("/etc/roster/keys" | "keys") => Ok(format!("a:{KEY}\nb:{KEY}\n")),
        Some("/etc/ssl/private-ca.pem") => Ok("-----BEGIN CERTIFICATE-----".to_owned()),
        Some("/etc/roster/short") => Ok("AAAA".to_owned()),
        Some("/run/secrets/database") => Ok("postgres://roster:hunter2@db.example.com/roster\n".to_owned()),
        _ => Err(io::ErrorKind::NotFound.into()),
    }
}

fn read_with(text: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let file = (Path::new("/etc/roster/roster.toml"), text);
    Config::read(Some(file), variables, &open).map_err(|error| error.to_string())
}

fn read(text: &str) -> Result<Config, String> {
    read_with(text, &[])
}

fn smtp(config: &Config) -> &SmtpConfig {
    match &config.mail {
        Mail::Smtp(smtp) => smtp,
        Mail::Mailbox => panic!("mail goes to the mailbox"),
    }
}

/// The line in which `change` is made to the full file must be named, with what would be right.
#[track_caller]
fn refused(from: &str, to: &str, expected: &str) {
    assert!(FULL.contains(from), "the example has no {from:?}");
    let error = read(&FULL.replacen(from, to, 1)).unwrap_err();
    assert!(error.contains(expected), "expected {expected:?} in:\n{error}");
    assert_eq!(error.lines().count(), 1, "one mistake, one line:\n{error}");
}

#[test]
fn a_full_file_is_taken() {
    let config = read(FULL).unwrap();
    assert_eq!(config.listen.to_string(), "0.0.0.0:9000");
    assert_eq!(config.public_url, "https://roster.example.com");
    assert_eq!(config.database, Database::Sqlite("/etc/roster/data/roster.db".into()));
    assert_eq!(
        config.keys.iter().map(|key| (key.id.as_str(), key.secret.expose().len())).collect::<Vec<_>>(),
        [("2026-11", 32), ("2025-11", 33)]
    );
    assert_eq!(
        config.trusted_proxies.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["10.0.0.0/8", "192.168.1.4/32"]
    );
    assert_eq!(
        config.limits,
        Limits { body: 4 << 20, request_timeout: Duration::from_secs(10), idle_timeout: Duration::from_secs(65) }
    );
    assert_eq!(config.log, Log { level: "info,roster_store=debug".to_owned(), format: LogFormat::Json });
    let smtp = smtp(&config);
    assert_eq!((smtp.host.as_str(), smtp.port, smtp.security), ("mail.example.com", 2525, SmtpSecurity::Tls));
    assert_eq!(smtp.login, Some(("roster".to_owned(), Secret::new("p4ss word".to_owned()))));
    assert_eq!((smtp.from.to_string().as_str(), smtp.timeout.as_secs()), ("Roster <roster@example.com>", 90));
    assert_eq!(config.warnings, Vec::<String>::new());
}

#[test]
fn the_least_has_sensible_defaults() {
    let config = read(LEAST).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert!(matches!(config.mail, Mail::Mailbox));
    assert_eq!(config.keys[0].id, "a");
    assert_eq!(
        config.limits,
        Limits { body: 2 << 20, request_timeout: Duration::from_secs(30), idle_timeout: Duration::from_secs(65) }
    );
    assert_eq!(config.log, Log { level: "info".to_owned(), format: LogFormat::Text });
    for (security, port) in [("tls", 465), ("starttls", 587)] {
        let text = FULL.replace("port = 2525\n", "").replace("\"tls\"", &format!("{security:?}"));
        assert_eq!(smtp(&read(&text).unwrap()).port, port);
    }
}

#[test]
fn every_key_is_also_a_variable_that_wins() {
    let config = read_with(
        FULL,
        &[
            ("ROSTER_LISTEN", "[::1]:1"),
            ("ROSTER_PUBLIC_URL", "https://other.example.com"),
            ("ROSTER_DATABASE_FILE", "/run/secrets/database"),
            ("ROSTER_KEYS", &format!("x:{KEY}, y:{KEY}")),
            ("ROSTER_TRUSTED_PROXIES", "127.0.0.1, fd00::/8"),
            ("ROSTER_SMTP_HOST", "127.0.0.1"),
            ("ROSTER_SMTP_PORT", "26"),
            ("ROSTER_SMTP_SECURITY", "none"),
            ("ROSTER_SMTP_USERNAME", "someone"),
            ("ROSTER_SMTP_PASSWORD", "else"),
            ("ROSTER_SMTP_FROM", "a@example.com"),
            ("ROSTER_SMTP_TIMEOUT", "2s"),
            ("ROSTER_SMTP_CA_FILE", "/etc/ssl/private-ca.pem"),
            ("ROSTER_LIMITS_BODY", "65536"),
            ("ROSTER_LIMITS_REQUEST_TIMEOUT", "1m"),
            ("ROSTER_LOG_LEVEL", "warn"),
            ("ROSTER_LOG_FORMAT", "text"),
            ("ROSTER_MAILBOX_ENABLED", "false"),
        ],
    );
    let config = config.unwrap();
    assert_eq!(config.listen.to_string(), "[::1]:1");
    assert_eq!(config.public_url, "https://other.example.com");
    assert!(matches!(&config.database, Database::Postgres(url) if url.expose().ends_with("/roster")));
    assert_eq!(config.keys.iter().map(|key| key.id.as_str()).collect::<Vec<_>>(), ["x", "y"]);
    assert_eq!(config.trusted_proxies.len(), 2);
    let smtp = smtp(&config);
    assert_eq!((smtp.host.as_str(), smtp.port, smtp.security), ("127.0.0.1", 26, SmtpSecurity::None));
    assert_eq!(smtp.login, Some(("someone".to_owned(), Secret::new("else".to_owned()))));
    assert_eq!(smtp.authority.as_deref(), Some("-----BEGIN CERTIFICATE-----".as_bytes()));
    assert_eq!(
        config.limits,
        Limits { body: 65536, request_timeout: Duration::from_secs(60), idle_timeout: Duration::from_secs(65) }
    );
    assert_eq!(config.log, Log { level: "warn".to_owned(), format: LogFormat::Text });
}

#[test]
fn variables_alone_are_enough() {
    let variables = [
        ("PUBLIC_URL", "http://127.0.0.1:8080"),
        ("DATABASE", "x.db"),
        ("KEYS_FILE", "keys"),
        ("MAILBOX_ENABLED", "true"),
    ];
    let variables = variables.map(|(name, value)| (format!("ROSTER_{name}"), value.to_owned()));
    let config = Config::read(None, variables.into(), &open).unwrap();
    assert_eq!(config.database, Database::Sqlite("x.db".into()));
    assert_eq!(config.database.url(), "sqlite:x.db");
}

#[test]
fn a_bad_variable_is_refused_by_its_name() {
    let error = read_with(FULL, &[("ROSTER_SMTP_PORT", "smtp")]).unwrap_err();
    assert_eq!(error, "ROSTER_SMTP_PORT: smtp.port: \"smtp\" does not do: write a port from 1 to 65535, such as 587");
    let error = read_with(FULL, &[("ROSTER_SMTP_PASWORD", "x")]).unwrap_err();
    assert_eq!(error, "ROSTER_SMTP_PASWORD: there is no ROSTER_SMTP_PASWORD: did you mean ROSTER_SMTP_PASSWORD?");
    let others = [
        ("ROSTER_SERVICE_HOST", "x"),
        ("ROSTER_PORT_80_TCP", "x"),
        ("ROSTER_TEST_POSTGRES", "x"),
        ("ROSTER_COLOUR", "x"),
    ];
    assert_eq!(read_with(FULL, &others).unwrap().warnings, ["ROSTER_COLOUR is set, but is no variable of Roster's"]);
}

#[test]
fn unknown_keys_are_refused_with_their_place_and_what_was_meant() {
    refused("listen =", "lisen =", "/etc/roster/roster.toml:2:1: there is no lisen: did you mean listen?");
    refused(
        "port = 2525",
        "prot = 2525",
        "/etc/roster/roster.toml:17:1: there is no smtp.prot: did you mean smtp.port?",
    );
    refused("[limits]", "[colours]\nx = 1\n[limits]", "roster.toml:24:2: there is no colours: remove it");
    refused(
        "id = \"2025-11\"",
        "id = \"2025-11\"\ncolour = 1",
        "roster.toml:13:10: there is no colour in keys: write id, and secret or secret_file",
    );
    assert!(read("smtp = 3").unwrap_err().contains("roster.toml:1:1: smtp is a section: write [smtp]"));
}

#[test]
fn text_that_is_not_toml_is_refused_with_its_place() {
    refused("listen = \"0.0.0.0:9000\"", "listen = 0.0.0", "roster.toml:2:");
    refused("listen =", "public_url = \"x\"\nlisten =", "this is not TOML: duplicate key");
}

#[test]
fn bad_values_are_refused_with_their_place_and_what_would_be_right() {
    refused(
        "\"0.0.0.0:9000\"",
        "\"9000\"",
        "roster.toml:2:10: listen: \"9000\" does not do: write an address and a port",
    );
    refused("\"0.0.0.0:9000\"", "9000", "roster.toml:2:10: listen: 9000 does not do");
    for url in [
        "http://roster.example.com",
        "https://roster.example.com/x",
        "https://a@roster.example.com",
        "roster.example.com",
        "https://x.org/?a",
    ] {
        refused("https://roster.example.com/", url, "roster.toml:3:14: public_url: ");
    }
    for database in ["", ":memory:", "mysql://x/y", "postgres://"] {
        refused("data/roster.db", database, "roster.toml:4:12: database: this does not do: write a file's path");
    }
    refused("\"192.168.1.4\"", "\"proxy.example.com\"", "roster.toml:5:19: trusted_proxies: this list does not do");
    for port in ["0", "65536", "-1", "\"587\"", "1.5"] {
        refused("2525", port, "roster.toml:17:8: smtp.port: ");
    }
    refused(
        "security = \"tls\"",
        "security = \"ssl\"",
        "smtp.security: \"ssl\" does not do: write \"starttls\", \"tls\" or \"none\"",
    );
    refused("\"Roster <roster@example.com>\"", "\"Roster\"", "roster.toml:21:8: smtp.from: ");
    refused("\"mail.example.com\"", "\"mail example\"", "roster.toml:16:8: smtp.host: ");
    for time in ["\"90\"", "90", "\"0s\"", "\"11m\"", "\"-3s\"", "\"soon\""] {
        refused("\"1m 30s\"", time, "roster.toml:22:11: smtp.timeout: ");
    }
    for size in ["\"4 MB\"", "1", "\"65 MiB\"", "\"-4 MiB\"", "\"99999999999999999999 MiB\"", "\"MiB\"", "true"] {
        refused("\"4 MiB\"", size, "roster.toml:25:8: limits.body: ");
    }
    refused("\"info,roster_store=debug\"", "\"loud\"", "roster.toml:29:9: log.level: \"loud\" does not do");
    refused("\"json\"", "\"xml\"", "roster.toml:30:10: log.format: \"xml\" does not do: write \"text\" or \"json\"");
}

#[test]
fn bad_keys_and_secrets_are_refused_and_never_shown() {
    refused(KEY, "c2hvcnQ=", "roster.toml:9:10: keys: this does not do");
    refused(KEY, "not base64!", "roster.toml:9:10: keys: this does not do");
    refused("\"2026-11\"", "\"two words\"", "roster.toml:8:6: keys: this does not do");
    refused("\"2026-11\"", "\"2025-11\"", "keys: the id \"2025-11\" is given twice");
    refused(
        "id = \"2025-11\"",
        "",
        "roster.toml:11:1: keys: this does not do: write [[keys]] with an id and a secret or secret_file",
    );
    refused("old.key", "short", "roster.toml:13:15: keys: this does not do");
    refused("old.key", "gone", "roster.toml:13:15: keys: /etc/roster/gone can't be read");
    refused("secret_file", "secret = \"x\"\nsecret_file", "roster.toml:1");
    refused(
        "/run/secrets/smtp",
        "/run/secrets/gone",
        "roster.toml:20:17: smtp.password_file: /run/secrets/gone can't be read",
    );
    refused(
        "password_file",
        "password = \"x\"\npassword_file",
        "smtp.password: both smtp.password and smtp.password_file are given",
    );
    refused(
        "password_file = \"/run/secrets/smtp\"\n",
        "",
        "roster.toml:19:12: smtp.username: it comes with smtp.password",
    );
    refused("username = \"roster\"\n", "", "roster.toml:19:17: smtp.password: it comes with smtp.username");
    let secret = "postgres://roster:hunter2@";
    let error = read(&FULL.replace("data/roster.db", secret)).unwrap_err();
    assert!(!error.contains("hunter2"), "{error}");
}

#[test]
fn what_is_missing_is_named_all_at_once() {
    let error = read("").unwrap_err();
    for key in [
        "public_url is missing: write ",
        "or set ROSTER_PUBLIC_URL",
        "database is missing",
        "keys is missing",
        "smtp.host is missing",
    ] {
        assert!(error.contains(key), "{key} in:\n{error}");
    }
    assert_eq!(error.lines().count(), 4, "{error}");
    refused("from = \"Roster <roster@example.com>\"\n", "", "smtp.from is missing: write an address");
}

#[test]
fn mail_never_leaves_in_the_clear_and_the_mailbox_never_leaves_the_machine() {
    refused(
        "security = \"tls\"",
        "security = \"none\"",
        "roster.toml:18:12: smtp.security: links that let people in would cross the network",
    );
    refused(
        "[limits]",
        "[mailbox]\nenabled = true\n[limits]",
        "roster.toml:25:11: mailbox.enabled: mail goes either to a server or to the mailbox",
    );
    for exposed in [
        LEAST.replace("http://localhost:8080", "https://roster.example.com"),
        format!("listen = \"0.0.0.0:80\"\n{LEAST}"),
    ] {
        let error = read(&exposed).unwrap_err();
        assert!(error.contains("mailbox.enabled: whoever opens the mailbox can accept every invitation"), "{error}");
    }
}

#[test]
fn secrets_are_not_printed() {
    let config = read_with(FULL, &[("ROSTER_DATABASE_FILE", "/run/secrets/database")]).unwrap();
    let printed = format!("{config:?}");
    for secret in ["p4ss", "hunter2", "AAAA", "[0, 0"] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
    assert!(printed.contains("[secret]") && printed.contains("mail.example.com"));
}

#[test]
fn the_files_that_hold_secrets_are_named() {
    let files = |text: &str| {
        let config = read(text).unwrap();
        config.secret_files.iter().map(|path| path.display().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(files(FULL), ["/etc/roster/old.key", "/run/secrets/smtp", "/etc/roster/roster.toml"]);
    let without = FULL.replace(&format!("secret = {KEY:?}"), "secret_file = \"old.key\"");
    assert_eq!(files(&without), ["/etc/roster/old.key", "/etc/roster/old.key", "/run/secrets/smtp"]);
    assert_eq!(files(LEAST), ["/etc/roster/keys"]);
    let postgres = LEAST.replace("x.db", "postgres://roster:hunter2@localhost/roster");
    assert_eq!(files(&postgres), ["/etc/roster/keys", "/etc/roster/roster.toml"]);
}

#[test]
fn who_creates_accounts_is_said_whole_or_refused() {
    let creation = |more: &str| read(&format!("{LEAST}\n[accounts]\n{more}\n")).map(|config| config.accounts);
    let plain = read(LEAST).unwrap().accounts;
    assert_eq!((plain.creation, plain.grace_period.as_hours()), (Creation::Operator, 30 * 24));
    let anyone = creation("creation = \"anyone\"\nmodel = \"shared-workspaces\"\ngrace_period = \"7d\"").unwrap();
    assert_eq!(anyone.creation, Creation::Anyone("shared-workspaces".to_owned()));
    assert_eq!(anyone.grace_period.as_hours(), 7 * 24);
    let key = creation("creation = \"key\"\nmodel = \"m\"\ncreation_key = \"a long enough key\"").unwrap();
    assert_eq!(key.creation, Creation::Key("m".to_owned(), Secret::new("a long enough key".to_owned())));
    for (more, expected) in [
        ("creation = \"all\"", "\"anyone\""),
        ("creation = \"anyone\"", "accounts.model, which is missing"),
        ("creation = \"key\"\nmodel = \"m\"", "accounts.creation_key or"),
        ("creation = \"key\"\nmodel = \"m\"\ncreation_key = \"short\"", "at least 16 characters"),
        ("grace_period = \"30\"", "30d"),
        ("grace_period = \"0d\"", "from 1 day"),
    ] {
        let refused = creation(more).unwrap_err();
        assert!(refused.contains(expected), "{more}: {refused}");
    }
}
