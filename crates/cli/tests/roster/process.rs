//! Runs the program in a folder of its own.

use roster_testkit::smtp::SmtpServer;
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};
use tempfile::TempDir;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_roster");
/// 32 bytes that look random.
pub const KEY: &str = "lhrsqeAJHoWv9+J+qCk8CPzfxL+/fQE//RZJWw0R2Ts=";
/// How long a program may take to start or to end before a test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a program ended.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// Whether it ended well.
    #[track_caller]
    pub fn good(self) -> Ran {
        assert_eq!(self.code, 0, "{self:#?}");
        self
    }
}

/// The program, with nothing of our environment that it would listen to.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("ROSTER_") {
            command.env_remove(name);
        }
    }
    command
}

pub fn run(mut command: Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// A folder with a `roster.toml`.
pub struct Installation {
    pub folder: TempDir,
}

impl Installation {
    /// With this configuration; the keys are in it already.
    pub fn new(configuration: &str) -> Installation {
        let installation = Installation { folder: tempfile::tempdir().unwrap() };
        installation.configure(&format!("listen = \"127.0.0.1:0\"\nkeys_file = \"keys\"\n{configuration}"));
        let mut keys = private(&installation.path("keys"));
        keys.write_all(format!("first:{KEY}\n").as_bytes()).unwrap();
        installation
    }

    /// On SQLite, up to date, with the mailbox page instead of mail.
    pub fn with_mailbox() -> Installation {
        let installation = Installation::new(
            "public_url = \"http://localhost:8080\"\ndatabase = \"roster.db\"\nmailbox.enabled = true\n",
        );
        installation.run(&["migrate"]).good();
        installation
    }

    /// On SQLite, up to date, with mail through this server.
    pub fn with_mail(server: &SmtpServer) -> Installation {
        let installation = Installation::new(&format!("database = \"roster.db\"\n{}", mail(server)));
        installation.run(&["migrate"]).good();
        installation
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn configure(&self, text: &str) {
        fs::write(self.path("roster.toml"), text).unwrap();
    }

    /// The program with these arguments and our configuration.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command(self.folder.path(), arguments);
        command.args(["--config", "roster.toml"]);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        run(self.command(arguments))
    }

    /// Creates an account; gives the link for its first admin.
    pub fn create_account(&self, admin: &str, more: &[&str]) -> String {
        let model = roster_domain::model::presets()[0].id;
        let arguments =
            [&["account", "create", "--name", "Northwind", "--admin", admin, "--model", model], more].concat();
        let created = self.run(&arguments).good();
        let link = created.stdout.lines().find(|line| line.contains("://"));
        link.unwrap_or_else(|| panic!("{created:#?}")).to_owned()
    }

    pub fn serve(&self) -> Running {
        Running::start(self.command(&["serve"]))
    }
}

/// The part of a configuration that names this mail server.
pub fn mail(server: &SmtpServer) -> String {
    format!(
        "public_url = \"https://roster.example.com\"\n[smtp]\nhost = \"localhost\"\nport = {}\nsecurity = \"none\"\n\
         from = \"Roster <roster@example.com>\"\ntimeout = \"3s\"\n",
        server.port()
    )
}

/// A new file that only we can read.
pub fn private(path: &Path) -> fs::File {
    fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(path).unwrap()
}

/// A program that serves.
pub struct Running {
    child: Child,
    lines: Receiver<String>,
    pub said: Vec<String>,
    /// Where it listens.
    pub address: String,
}

impl Running {
    /// Starts it, and waits until it says where it listens.
    pub fn start(command: Command) -> Running {
        let mut running = Running::spawn(command);
        running.address = running.wait_for(|line| {
            let (_, rest) = line.split_once("address=").or_else(|| line.split_once("Open      http://"))?;
            Some(rest.split(' ').next().unwrap_or_default().to_owned())
        });
        running
    }

    /// Starts it.
    pub fn spawn(mut command: Command) -> Running {
        let mut child = command.spawn().unwrap();
        let (sender, lines) = channel();
        let pipes: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for pipe in pipes {
            let sender = sender.clone();
            thread::spawn(move || {
                for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        drop(sender);
        Running { child, lines, said: Vec::new(), address: String::new() }
    }

    /// Waits for a line, and gives what was found in it.
    pub fn wait_for<T>(&mut self, pick: impl Fn(&str) -> Option<T>) -> T {
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => {
                    let found = pick(&line);
                    self.said.push(line);
                    if let Some(found) = found {
                        return found;
                    }
                }
                Err(_) => panic!("it never said so:\n{}", self.said.join("\n")),
            }
        }
    }

    /// Sends a request, and gives the status and the whole answer.
    pub fn request(&self, request: &str) -> (u16, String) {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        answer(stream)
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    pub fn get(&self, path: &str) -> (u16, String) {
        self.request(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }

    /// Posts a form as a browser does.
    pub fn post(&self, path: &str, form: &str) -> (u16, String) {
        self.request(&self.form(path, form))
    }

    pub fn form(&self, path: &str, form: &str) -> String {
        format!(
            "POST {path} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {1}\r\n\r\n{form}",
            self.address,
            form.len()
        )
    }

    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([format!("-{name}"), self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until it has ended by itself.
    pub fn ended(mut self) -> (ExitStatus, String) {
        let mut turns = 0;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            turns += 1;
            assert!(turns < 3_000, "it does not end:\n{}", self.said.join("\n"));
            thread::sleep(Duration::from_millis(20));
        };
        let rest: Vec<String> = self.lines.iter().collect();
        self.said.extend(rest);
        (status, self.said.join("\n"))
    }

    /// Asks it to end, as an operator does, and sees that it ends well.
    pub fn end(self) -> String {
        self.signal("TERM");
        let (status, said) = self.ended();
        assert!(status.success(), "{status}\n{said}");
        said
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended; and there is nobody to tell.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn answer(mut stream: TcpStream) -> (u16, String) {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let status = text.split(' ').nth(1).and_then(|code| code.parse().ok());
    (status.unwrap_or_else(|| panic!("no answer: {text:?}")), text)
}
