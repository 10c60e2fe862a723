//! What the configuration alone tells.

use super::Findings;
use crate::config::{Config, Database, Mail};
use std::{fs, path::Path};

pub(super) fn look(config: &Config, findings: &mut Findings) {
    for warning in &config.warnings {
        findings.look("environment", warning.as_str());
    }
    public_address(config, findings);
    keys(config, findings);
    files(config, findings);
    if matches!(config.mail, Mail::Mailbox) {
        findings.look("mail", "no mail leaves this machine: the mailbox page shows it. For real use, configure [smtp]");
    }
}

fn public_address(config: &Config, findings: &mut Findings) {
    let (url, listen) = (&config.public_url, config.listen);
    if !url.starts_with("https://") {
        findings.look("address", format!("{url} can be opened on this machine only; for others it must be https"));
    } else if !listen.ip().is_loopback() && config.trusted_proxies.is_empty() {
        findings.look(
            "address",
            format!(
                "{url}: Roster itself speaks plain http, on {listen}, where others reach it. Put a proxy with TLS in front; \
                 then listen on 127.0.0.1, or name the proxy in trusted_proxies"
            ),
        );
    } else if config.trusted_proxies.is_empty() {
        findings.look(
            "address",
            format!(
                "{url}, listening on {listen}: without trusted_proxies everybody seems to come from the proxy in front. \
                 Name it, so that tries are counted per client and the log says who came from where"
            ),
        );
    } else {
        findings.good("address", format!("{url}, listening on {listen}"));
    }
}

fn keys(config: &Config, findings: &mut Findings) {
    let mut good = true;
    for key in &config.keys {
        let mut bytes = key.secret.expose().clone();
        bytes.sort_unstable();
        bytes.dedup();
        // 32 random bytes hold fewer than 16 different ones less than once in 10^15.
        if bytes.len() < 16 {
            good = false;
            findings.bad(
                "keys",
                format!(
                    "the key {} is not random: whoever guesses it can make links. `openssl rand -base64 32` makes one",
                    key.id
                ),
            );
        }
    }
    if let Some(current) = config.keys.first().filter(|_| good) {
        findings.good("keys", format!("{} in the ring, the current one is {}", config.keys.len(), current.id));
    }
}

fn files(config: &Config, findings: &mut Findings) {
    for path in &config.secret_files {
        if others_may_read(path) {
            let path = path.display();
            findings.bad(
                "files",
                format!("{path} holds secrets, and everyone on this machine can read it: `chmod o= {path}`"),
            );
        }
    }
    if let Database::Sqlite(path) = &config.database
        && others_may_read(path)
    {
        let path = path.display();
        findings.bad("files", format!("everyone on this machine can read the database: `chmod o= {path}`"));
    }
}

fn others_may_read(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o004 != 0)
}
