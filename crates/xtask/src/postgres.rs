//! One PostgreSQL for the whole run: starting a server for each test binary would take longer than most of the tests.

use crate::{steps::Environment, tools};
use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    process::{Child, Command, Stdio},
};

/// The variable that tells tests which server to use: the address of its administrator.
const ADDRESS: &str = "ROSTER_TEST_POSTGRES";

/// As a test process does it that finds no server; the script says how it ends when we die.
const SERVE: &str = include_str!("../../testkit/src/postgres/serve.sh");

/// The running server. It ends when this value is dropped.
#[derive(Debug)]
pub struct Postgres {
    shell: Option<Child>,
}

impl Postgres {
    /// Starts a server and names it in the environment, unless the caller's environment names one or leaves it out.
    pub fn for_this_run(environment: &mut Environment) -> Result<Self, String> {
        let set = |name| std::env::var_os(name).is_some();
        if set(ADDRESS) || std::env::var_os("ROSTER_SKIP_POSTGRES").is_some_and(|value| value == "1") {
            return Ok(Self { shell: None });
        }
        let programs = tools::postgres_programs().ok_or("initdb was not found")?;
        let port = free_port().map_err(|error| error.to_string())?;
        let mut command = if tools::is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "/bin/sh"]);
            command
        } else {
            Command::new("/bin/sh")
        };
        command.arg("-c").arg(SERVE).arg(programs).arg(port.to_string());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut shell = command.spawn().map_err(|error| error.to_string())?;
        let mut said = String::new();
        for line in shell.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines).map_while(Result::ok) {
            if line == "ready" {
                environment.set(ADDRESS, format!("postgres://postgres@127.0.0.1:{port}/postgres"));
                return Ok(Self { shell: Some(shell) });
            }
            said.push_str(&line);
            said.push('\n');
        }
        // It has ended: the shell is waited for so that it doesn't stay a zombie.
        let _ = shell.wait();
        Err(said)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(shell) = &mut self.shell {
            drop(shell.stdin.take());
            // Nothing can be done about a shell that can't be waited for.
            let _ = shell.wait();
        }
    }
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
