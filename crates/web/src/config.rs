//! What the operator configured of the web server.

use ipnet::IpNet;
use std::{net::IpAddr, time::Duration};

/// Settings of the web server.
#[derive(Clone, Debug)]
pub struct WebConfig {
    /// What the installation is called, in titles and mails.
    pub product: String,
    /// The console is reached by https: cookies are `Secure` and carry the `__Host-` prefix. Only a public address that is
    /// plain http on loopback does without.
    pub https: bool,
    /// Shows the mailbox page (demo, or switched on explicitly on loopback).
    pub mailbox: bool,
    /// Shows the style guide (demo).
    pub styleguide: bool,
    /// The largest body taken, in bytes.
    pub body_limit: usize,
    /// The longest a request may take.
    pub timeout: Duration,
    /// Proxies, or networks of them, whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
}

impl WebConfig {
    /// The defaults for a public address such as `https://roster.example.com`.
    pub fn new(public_url: &str) -> WebConfig {
        WebConfig {
            product: "Roster".to_owned(),
            https: public_url.starts_with("https://"),
            mailbox: false,
            styleguide: false,
            body_limit: 2 * 1024 * 1024,
            timeout: Duration::from_secs(30),
            trusted_proxies: Vec::new(),
        }
    }

    /// Whether what this address says of others is believed.
    pub(crate) fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.trusted_proxies.iter().any(|network| network.contains(&address))
    }
}
