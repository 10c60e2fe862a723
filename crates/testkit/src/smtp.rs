//! A real SMTP server (Debian's python3-aiosmtpd) that keeps what it receives, and refuses whom it is told to refuse.

mod certificate;
mod mail;

pub use mail::ReceivedMail;

use crate::{guard::Guarded, skip};
use serde_json::json;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

const PYTHON: &str = "/usr/bin/python3";
/// How long a mail may take from the cause to the server before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// How a client reaches the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// In the clear.
    None,
    /// In the clear first; mail is taken only after STARTTLS.
    StartTls,
    /// TLS from the first byte.
    Tls,
}

/// What the server does when a mail comes for an address that it was told about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Says 550: there is no such mailbox, and never will be.
    Permanent,
    /// Says 451: not now.
    Temporary,
    /// Gives this answer, which begins with a three-digit code.
    Answer(String),
    /// Breaks the connection without an answer.
    Drop,
    /// Doesn't answer at all.
    Silence,
}

impl Refusal {
    fn answer(&self) -> &str {
        match self {
            Self::Permanent => "550 5.1.1 No such mailbox",
            Self::Temporary => "451 4.7.1 Try again later",
            Self::Answer(answer) => answer,
            Self::Drop => "drop",
            Self::Silence => "silence",
        }
    }
}

/// How to start a server.
#[derive(Debug, Clone)]
pub struct SmtpOptions {
    security: Security,
    login: Option<(String, String)>,
    port: u16,
}

impl SmtpOptions {
    /// Sets how clients reach the server.
    pub fn security(mut self, security: Security) -> Self {
        self.security = security;
        self
    }

    /// Takes mail only from those who sign in with this name and password.
    pub fn login(mut self, name: &str, password: &str) -> Self {
        self.login = Some((name.to_owned(), password.to_owned()));
        self
    }

    /// Listens on this port instead of on any free one: for a server that comes back after it was gone.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Starts the server. `None` where `ROSTER_SKIP_SMTP=1` asks to leave such tests out, and where python3-aiosmtpd is missing
    /// ([`skip::missing`]).
    pub fn start(self) -> Option<SmtpServer> {
        if skip::asked("an SMTP server", "ROSTER_SKIP_SMTP") {
            return None;
        }
        if !installed() {
            skip::missing("an SMTP server", "apt-get install python3-aiosmtpd openssl");
            return None;
        }
        let mut certificate = None;
        let process = Guarded::start(Path::new(PYTHON), |folder| {
            fs::create_dir(folder.join("mails")).expect("the server's folder is writable");
            fs::write(folder.join("refusals.json"), "{}").expect("the server's folder is writable");
            fs::write(folder.join("server.py"), include_str!("smtp/server.py"))
                .expect("the server's folder is writable");
            let security = match self.security {
                Security::None => "none",
                Security::StartTls => "starttls",
                Security::Tls => "tls",
            };
            if self.security != Security::None {
                certificate = Some(certificate::make(folder));
            }
            let options = json!({ "security": security, "login": self.login, "port": self.port });
            vec![path(&folder.join("server.py")), path(folder), options.to_string()]
        });
        let port = process.wait_for(|line| line.strip_prefix("ready ")?.parse().ok());
        Some(SmtpServer { process, port, certificate, refusals: Mutex::default() })
    }
}

/// A running server. It ends when this value is dropped.
#[derive(Debug)]
pub struct SmtpServer {
    process: Guarded,
    port: u16,
    certificate: Option<PathBuf>,
    refusals: Mutex<BTreeMap<String, String>>,
}

impl SmtpServer {
    /// Starts a server without TLS and without sign-in. See [`SmtpOptions::start`].
    pub fn start() -> Option<Self> {
        Self::options().start()
    }

    /// A server without TLS and without sign-in, to be changed before it is started.
    pub fn options() -> SmtpOptions {
        SmtpOptions { security: Security::None, login: None, port: 0 }
    }

    /// The host it listens on, as its certificate names it.
    pub fn host(&self) -> &'static str {
        "localhost"
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The file with the certificate (PEM) of the authority that vouches for the server, where it has TLS.
    pub fn authority(&self) -> Option<&Path> {
        self.certificate.as_deref()
    }

    /// From now on refuses mail to `address`.
    pub fn refuse(&self, address: &str, refusal: Refusal) {
        self.change_refusals(|refusals| {
            refusals.insert(address.to_lowercase(), refusal.answer().to_owned());
        });
    }

    /// From now on takes mail to `address` again.
    pub fn accept(&self, address: &str) {
        self.change_refusals(|refusals| {
            refusals.remove(&address.to_lowercase());
        });
    }

    fn change_refusals(&self, change: impl FnOnce(&mut BTreeMap<String, String>)) {
        let mut refusals = self.refusals.lock().expect("no thread panicked while it held the lock");
        change(&mut refusals);
        let (unfinished, file) =
            (self.process.folder().join("refusals.new"), self.process.folder().join("refusals.json"));
        fs::write(&unfinished, json!(*refusals).to_string()).expect("the server's folder is writable");
        fs::rename(&unfinished, &file).expect("the server's folder is writable");
    }

    /// All mails, in the order in which they came.
    pub fn mails(&self) -> Vec<ReceivedMail> {
        let mut files: Vec<_> = fs::read_dir(self.process.folder().join("mails"))
            .expect("the server's folder is readable")
            .map(|entry| entry.expect("the server's folder is readable").path())
            .collect();
        files.sort();
        files.iter().map(|file| ReceivedMail::parse(&fs::read(file).expect("the mail is readable"))).collect()
    }

    /// The mails whose envelope names `address`, in the order in which they came.
    pub fn mails_to(&self, address: &str) -> Vec<ReceivedMail> {
        self.mails().into_iter().filter(|mail| mail.is_for(address)).collect()
    }

    /// Waits until at least `count` mails have come to `address`, and returns all there are.
    ///
    /// # Panics
    /// After 20 seconds, with the addresses that mail did come to.
    pub async fn wait_for_mail(&self, address: &str, count: usize) -> Vec<ReceivedMail> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(mails) = self.enough(address, count, deadline) {
                return mails;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// [`Self::wait_for_mail`] for tests without an async runtime.
    pub fn wait_for_mail_blocking(&self, address: &str, count: usize) -> Vec<ReceivedMail> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(mails) = self.enough(address, count, deadline) {
                return mails;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn enough(&self, address: &str, count: usize, deadline: Instant) -> Option<Vec<ReceivedMail>> {
        let mails = self.mails_to(address);
        if mails.len() >= count {
            return Some(mails);
        }
        assert!(
            Instant::now() < deadline,
            "{} of {count} mails came to {address} within {PATIENCE:?}; mail came to {:?}\n{}",
            mails.len(),
            self.mails().iter().flat_map(|mail| mail.envelope_to.clone()).collect::<Vec<_>>(),
            self.process.stderr(),
        );
        None
    }
}

fn installed() -> bool {
    Command::new(PYTHON)
        .args(["-c", "import aiosmtpd"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn path(path: &Path) -> String {
    path.to_str().expect("the temporary folder's name is UTF-8").to_owned()
}
