//! `roster demo`: a filled installation on this machine, to be looked at and played with.

use crate::{
    config::{Log, LogFormat},
    demo::{self, PASSWORD, SignIn, folder::Folder},
    logs,
    loops::deliver::Post,
    opened, out,
    server::{self, Server},
    trouble::Trouble,
};
use clap::Args;
use roster_app::{
    App, Settings,
    clock::{Clock, System},
    keyring::KeyRing,
};
use roster_store::{Db, db::DbConfig};
use roster_web::{Patience, WebConfig};
use std::{net::SocketAddr, path::PathBuf, sync::Arc};

/// Show a filled installation on this machine, with a mailbox instead of mail
#[derive(Debug, Args)]
pub struct Demo {
    /// Start over: forget what was changed in the demo
    #[arg(long)]
    fresh: bool,
    /// Where to listen; on this machine only
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
    /// The folder with the demo's data
    #[arg(long, value_name = "PATH", default_value = "roster-demo")]
    dir: PathBuf,
}

impl Demo {
    /// Fills what is not filled yet, and serves until a signal asks for the end.
    pub fn run(self) -> Result<(), Trouble> {
        logs::start(&Log { level: "warn".to_owned(), format: LogFormat::Text });
        if !self.listen.ip().is_loopback() {
            return Err(Trouble::wrong(
                "--listen: whoever opens the demo's mailbox can be anybody in it, so it is for this machine only: \
                 write 127.0.0.1 and a port, such as 127.0.0.1:8090",
            ));
        }
        let listener = server::listen(self.listen)?;
        let address = listener.local_addr().map_or(self.listen, |address| address);
        let folder = Folder::open(&self.dir)?;
        let kept = if self.fresh { None } else { folder.sign_ins()? };
        let is_new = kept.is_none();
        if is_new {
            folder.clear()?;
        }
        let keys = folder.keys()?;
        let db = open(&folder)?;
        let sign_ins = match kept {
            Some(sign_ins) => sign_ins,
            None => fill(&folder, &db, &keys)?,
        };
        let public_url = format!("http://{address}");
        let settings = Settings { mailbox: true, ..Settings::new(&public_url) };
        let app = App::new(db, Arc::new(System), Arc::new(System), keys, settings);
        let web = WebConfig { mailbox: true, styleguide: true, ..WebConfig::new(&public_url) };
        let ready = || welcome(&public_url, &sign_ins, is_new, &folder);
        server::run(&app, Server { listener, web, idle_timeout: Patience::default().head, post: Post::Mailbox }, ready)
    }
}

fn open(folder: &Folder) -> Result<Db, Trouble> {
    // What is made up may be lost in a power cut.
    let config =
        DbConfig { synchronous_full: false, ..DbConfig::new(format!("sqlite:{}", folder.database().display())) };
    let db = Db::open(&config).map_err(|error| {
        Trouble::failed(format!("{error}; `roster demo --fresh` starts over, --dir takes another folder"))
    })?;
    opened::migrated(&db, true)?;
    Ok(db)
}

fn fill(folder: &Folder, db: &Db, keys: &KeyRing) -> Result<Vec<SignIn>, Trouble> {
    let runtime = opened::small_runtime()?;
    let sign_ins = runtime.block_on(demo::fill(db.clone(), keys.clone(), System.now()))?;
    folder.keep(&sign_ins)?;
    Ok(sign_ins)
}

fn welcome(public_url: &str, sign_ins: &[SignIn], is_new: bool, folder: &Folder) {
    out::line(&format!("Open      {public_url}"));
    out::line(&format!("Mailbox   {public_url}/mailbox"));
    out::line(&format!("Password  {PASSWORD}, for everyone"));
    out::line("");
    let rows: Vec<_> = sign_ins.iter().map(|it| [it.account.clone(), it.role.clone(), it.email.clone()]).collect();
    out::table(["ACCOUNT", "ROLE", "SIGN IN AS"], &rows);
    out::line("");
    let data = folder.path().display();
    if is_new {
        out::line(&format!("The data is new, in {data}. The next start keeps it; --fresh starts over. Ctrl-C ends."));
    } else {
        out::line(&format!("The data is as you left it, in {data}; --fresh starts over. Ctrl-C ends."));
    }
}
