//! The programs that are measured, started and stopped.

use super::{
    build,
    files::Files,
    http::{Connection, request},
    machine::Cores,
};
use std::{
    fs::{self, File},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A program that answers; stopped when dropped.
pub struct Server {
    pub address: SocketAddr,
    process: Child,
}

impl Server {
    /// The bare axum route.
    pub async fn start_bare(files: &Files, cores: &Cores) -> Result<Server, String> {
        let address = free_address()?;
        let mut command = cores.on_the_servers(&build::program("bare"));
        command.arg(address.to_string());
        Server::start(command, address, files, "bare.log", "/").await
    }

    /// Roster, as it is configured.
    pub async fn start_roster(files: &Files, cores: &Cores, address: SocketAddr) -> Result<Server, String> {
        let mut command = cores.on_the_servers(&build::program("roster"));
        command.args(["serve", "--config"]).arg(files.path("roster.toml"));
        Server::start(command, address, files, "roster.log", "/readyz").await
    }

    async fn start(
        mut command: Command,
        address: SocketAddr,
        files: &Files,
        log: &str,
        ready: &str,
    ) -> Result<Server, String> {
        let log = files.path(log);
        let said = File::create(&log).map_err(|error| format!("{}: {error}", log.display()))?;
        let also = said.try_clone().map_err(|error| error.to_string())?;
        command.stdin(Stdio::null()).stdout(said).stderr(also);
        let process = command.spawn().map_err(|error| format!("{command:?}: {error}"))?;
        let mut server = Server { address, process };
        let patience = Instant::now() + Duration::from_secs(20);
        while !server.answers(ready).await {
            let ended = server.process.try_wait().ok().flatten();
            if ended.is_some() || Instant::now() > patience {
                let said = fs::read_to_string(&log).unwrap_or_default();
                return Err(format!("{command:?} does not answer:\n{said}"));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(server)
    }

    async fn answers(&self, path: &str) -> bool {
        let Ok(mut connection) = Connection::open(self.address).await else { return false };
        let request = request("GET", path, self.address, &[], b"");
        connection.ask(&request).await.is_ok_and(|answer| answer.status == 200)
    }

    /// `taskset` has become the program by now: the id is the program's.
    pub fn id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // What it wrote is thrown away with the next run: there is nothing to end gracefully.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An address on loopback that nobody listens at.
pub fn free_address() -> Result<SocketAddr, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    listener.map_err(|error| format!("no port on loopback: {error}"))
}
