//! A PostgreSQL server of our own, and a new empty database for each test.
//!
//! Where `ROSTER_TEST_POSTGRES` names a running server (the address of its administrator), that one is used:
//! `cargo xtask test` starts one for all tests. Otherwise each test process starts its own from Debian's programs.

use crate::{port, skip};
use postgres::{Client, NoTls};
use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{SystemTime, UNIX_EPOCH},
};

const SERVE: &str = include_str!("postgres/serve.sh");

/// A running server that tests may fill with databases.
#[derive(Debug)]
pub struct PgServer {
    /// The address of the administrator, up to the name of the database.
    address: String,
    /// Holds the pipe on which our own server's life depends.
    _shell: Option<Child>,
}

/// The server of this test process, started at the first call; nothing where `ROSTER_SKIP_POSTGRES=1` asks to leave out
/// its tests.
///
/// ```no_run
/// let Some(server) = roster_testkit::postgres::postgres() else { return };
/// let url = server.fresh_database();
/// ```
///
/// `None` where it is missing ([`skip::missing`]) or left out on purpose.
///
/// # Panics
/// When PostgreSQL doesn't start, with what it said.
pub fn postgres() -> Option<&'static PgServer> {
    static SERVER: OnceLock<PgServer> = OnceLock::new();
    if skip::asked("PostgreSQL", "ROSTER_SKIP_POSTGRES") {
        return None;
    }
    if programs().is_none() && std::env::var_os("ROSTER_TEST_POSTGRES").is_none() {
        skip::missing("PostgreSQL", "apt-get install postgresql");
        return None;
    }
    Some(SERVER.get_or_init(|| match std::env::var("ROSTER_TEST_POSTGRES") {
        Ok(url) => PgServer { address: without_database(&url), _shell: None },
        Err(_) => PgServer::start(),
    }))
}

impl PgServer {
    fn start() -> Self {
        let programs = programs().expect("looked for before");
        let port = port::free_port();
        // PostgreSQL refuses to run as root; Debian's package made a user for it.
        let mut command = if is_root() { Command::new("setpriv") } else { Command::new("/bin/sh") };
        if is_root() {
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "/bin/sh"]);
        }
        command.arg("-c").arg(SERVE).arg(programs).arg(port.to_string());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        // Out of our group: what ends the tests must not end the shell before it has cleaned up.
        command.process_group(0);
        let mut shell = command.spawn().expect("the shell that runs PostgreSQL can be started");
        let output = BufReader::new(shell.stdout.take().expect("standard output is a pipe"));
        let mut said = String::new();
        for line in output.lines().map_while(Result::ok) {
            if line == "ready" {
                return PgServer { address: format!("postgres://postgres@127.0.0.1:{port}"), _shell: Some(shell) };
            }
            said.push_str(&line);
            said.push('\n');
        }
        // It has ended: it is waited for so that it doesn't stay a zombie.
        let _ = shell.wait();
        panic!("PostgreSQL does not start:\n{said}");
    }

    /// Creates an empty database, and returns its address.
    ///
    /// Texts are sorted there as people do: a column that must be sorted as on SQLite has to say so (`collate "C"`).
    pub fn fresh_database(&self) -> String {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        let name = format!("roster_{}_{count}_{nanos}", std::process::id());
        self.administrate(format!(
            "create database {name} template template0 encoding 'UTF8' locale_provider icu icu_locale 'en'"
        ));
        format!("{}/{name}", self.address)
    }

    /// Ends all sessions on a database, as an operator or a failing network would.
    pub fn cut_connections(&self, url: &str) {
        let name = url.rsplit('/').next().unwrap_or_default();
        self.administrate(format!(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}' and pid <> pg_backend_pid()"
        ));
    }

    fn administrate(&self, command: String) {
        let url = format!("{}/postgres", self.address);
        // The client must not be used on a thread of an async runtime, where tests may call us from.
        let work = move || {
            let mut client = Client::connect(&url, NoTls).expect("the test server is reachable");
            client.batch_execute(&command).expect("the test server does what its administrator asks");
        };
        thread::spawn(work).join().expect("the test server is there");
    }
}

fn without_database(url: &str) -> String {
    let (server, _) = url.rsplit_once('/').filter(|(server, _)| !server.ends_with('/')).unwrap_or((url, ""));
    server.to_owned()
}

/// The folder with the programs of the newest PostgreSQL. Debian keeps them off the path.
fn programs() -> Option<PathBuf> {
    let version = |folder: &PathBuf| folder.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let installed =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let newest = installed.filter(|folder| folder.join("bin/initdb").is_file()).max_by_key(version);
    let on_path = || std::env::split_paths(&std::env::var_os("PATH")?).find(|folder| folder.join("initdb").is_file());
    newest.map(|folder| folder.join("bin")).or_else(on_path)
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(Path::new("/proc/self")).is_ok_and(|own| own.uid() == 0)
}
