//! `roster serve`: the console, the API and the mails, until it is asked to end.

use crate::{
    commands::ConfigFile,
    config::{Config, Mail},
    logs,
    loops::deliver::{Letterhead, Post},
    opened,
    server::{self, Server},
    smtp::SmtpSender,
    trouble::Trouble,
};
use clap::Args;
use roster_web::WebConfig;
use std::sync::Arc;

/// Serve the console and the API, and send mail
#[derive(Debug, Args)]
pub struct Serve {
    /// Bring the database's schema up to date before
    #[arg(long)]
    migrate: bool,
    #[command(flatten)]
    config: ConfigFile,
}

impl Serve {
    /// Serves until a signal asks for the end.
    pub fn run(self) -> Result<(), Trouble> {
        let config = self.config.load()?;
        logs::start(&config.log);
        config.warnings.iter().for_each(|warning| tracing::warn!("{warning}"));
        let web = web_config(&config);
        let post = post(&config, &web)?;
        let db = opened::database(&config.database)?;
        opened::migrated(&db, self.migrate)?;
        let app = opened::app(&config, db)?;
        let listener = server::listen(config.listen)?;
        let address = listener.local_addr().map_or(config.listen, |address| address);
        let ready = || tracing::info!(%address, public_url = config.public_url, "listening");
        server::run(&app, Server { listener, web, idle_timeout: config.limits.idle_timeout, post }, ready)
    }
}

fn web_config(config: &Config) -> WebConfig {
    WebConfig {
        mailbox: matches!(config.mail, Mail::Mailbox),
        body_limit: config.limits.body,
        timeout: config.limits.request_timeout,
        trusted_proxies: config.trusted_proxies.clone(),
        ..WebConfig::new(&config.public_url)
    }
}

fn post(config: &Config, web: &WebConfig) -> Result<Post, Trouble> {
    let Mail::Smtp(smtp) = &config.mail else { return Ok(Post::Mailbox) };
    let sender = SmtpSender::new(smtp).map_err(|error| Trouble::wrong(format!("smtp: {error}")))?;
    let letterhead =
        Letterhead { product: web.product.clone(), public_url: config.public_url.clone(), timeout: smtp.timeout };
    Ok(Post::Smtp(Arc::new(sender), letterhead))
}
