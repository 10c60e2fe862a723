//! The real binary, serving, with a real SMTP server beside it.

use roster_testkit::{
    port::free_port,
    smtp::{ReceivedMail, SmtpServer},
};
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

/// A served installation. It ends when this value is dropped.
pub struct House {
    process: Child,
    folder: PathBuf,
    /// Where people reach it.
    pub address: String,
    /// Where its mail arrives.
    pub mail: SmtpServer,
}

impl House {
    /// Starts one on a fresh SQLite file. `None` where the SMTP server was left out aloud.
    pub fn start() -> Option<House> {
        House::start_with("")
    }

    /// Starts one with more in its configuration.
    pub fn start_with(more: &str) -> Option<House> {
        let mail = SmtpServer::start()?;
        Some(House::serve(&format!("{}{more}", sends_to(&mail)), mail))
    }

    /// Starts one that keeps its mails in the mailbox page instead of sending them.
    pub fn with_mailbox() -> Option<House> {
        Some(House::serve("[mailbox]\nenabled = true\n", SmtpServer::start()?))
    }

    fn serve(mail_section: &str, mail: SmtpServer) -> House {
        let port = free_port();
        let folder = std::env::temp_dir().join(format!("roster-house-{}-{port}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let address = format!("http://127.0.0.1:{port}");
        let config = format!(
            "listen = \"127.0.0.1:{port}\"\npublic_url = \"{address}\"\ndatabase = \"sqlite:{}\"\n\
             [[keys]]\nid = \"a\"\nsecret = \"{}\"\n{mail_section}",
            folder.join("roster.db").display(),
            "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=",
        );
        let file = folder.join("roster.toml");
        fs::write(&file, config).unwrap();
        // It holds a secret, and `doctor` sees who may read it.
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        let mut house = House { process: idle(), folder, address, mail };
        house.run(&["migrate"]);
        house.begin();
        house
    }

    /// Puts a file beside the configuration; gives its path.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    /// The process dies, as when the current fails, and another takes its place.
    pub fn restart(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        self.begin();
    }

    fn begin(&mut self) {
        self.process = self.command(&["serve"]).stdout(Stdio::null()).stderr(Stdio::inherit()).spawn().unwrap();
        self.wait_until_it_answers();
    }

    /// Waits for mails to an address with this in their subject, as many as this; gives the newest.
    pub async fn letter(&self, to: &str, subject: &str, count: usize) -> ReceivedMail {
        for _ in 0..300 {
            let mut mails = self.mail.mails_to(to);
            mails.retain(|mail| mail.subject.contains(subject));
            if mails.len() >= count {
                assert_eq!(mails.len(), count, "as many mails to {to} with {subject:?}");
                return mails.remove(count - 1);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let subjects: Vec<String> = self.mail.mails_to(to).into_iter().map(|mail| mail.subject).collect();
        panic!("{to} has no {count} mails with {subject:?}, but {subjects:?}");
    }

    /// Runs one of the operator's commands and gives what it printed.
    pub fn run(&self, words: &[&str]) -> String {
        let output = self.command(words).output().unwrap();
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "roster {words:?}: {out}{err}");
        out.into_owned()
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_roster"));
        command.args(words).arg("--config").arg(self.folder.join("roster.toml")).stdin(Stdio::null());
        command
    }

    fn wait_until_it_answers(&self) {
        let host = self.address.trim_start_matches("http://").to_owned();
        for _ in 0..600 {
            if std::net::TcpStream::connect(&host).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("nothing answers at {host}");
    }
}

/// The part of the configuration that sends mail there.
fn sends_to(mail: &SmtpServer) -> String {
    format!(
        "[smtp]\nhost = \"{}\"\nport = {}\nsecurity = \"none\"\nfrom = \"Roster <roster@example.com>\"\n",
        mail.host(),
        mail.port(),
    )
}

/// Something to be replaced by the server.
fn idle() -> Child {
    Command::new("true").spawn().unwrap()
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}
