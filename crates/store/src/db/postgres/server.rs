//! Where the server is and how it is reached.

use super::{DbError, postgres_error, with_source};
use postgres::{Client, Config, NoTls, config::SslMode};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use std::{sync::Arc, time::Duration};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Everything needed to open one more connection.
pub(crate) struct Server {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Server {
    /// Reads the address. With `sslmode=require` (or a verify mode of libpq) the connection is encrypted and the
    /// server's certificate is always verified against the roots of the operating system.
    pub fn new(url: &str) -> Result<Self, DbError> {
        let url = url.replace("sslmode=verify-full", "sslmode=require").replace("sslmode=verify-ca", "sslmode=require");
        // The address holds a password: it is not repeated.
        let mut config: Config =
            url.parse().map_err(|e| DbError::Other(format!("the address of PostgreSQL: {}", with_source(&e))))?;
        config.application_name("roster");
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(10));
        }
        let tls = match config.get_ssl_mode() {
            SslMode::Require => Some(MakeRustlsConnect::new(verified_tls()?)),
            _ => None,
        };
        Ok(Server { config, tls })
    }

    /// Opens a connection. Never on a thread of the async runtime.
    pub fn connect(&self) -> Result<Client, DbError> {
        let connected = match &self.tls {
            Some(tls) => self.config.connect(tls.clone()),
            None => self.config.connect(NoTls),
        };
        connected.map_err(|e| match postgres_error("connecting", &e) {
            DbError::Other(why) => DbError::Unavailable(why),
            other => other,
        })
    }
}

fn verified_tls() -> Result<ClientConfig, DbError> {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    let (usable, _) = roots.add_parsable_certificates(found.certs);
    if usable == 0 {
        return Err(DbError::Unavailable(
            "the operating system has no root certificates (install ca-certificates)".into(),
        ));
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().map_err(|e| DbError::Other(format!("TLS: {e}")))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}
