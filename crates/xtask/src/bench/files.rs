//! The folder of a run: configuration, database, logs, and at the end the report.

use super::build;
use std::{fs, io, net::SocketAddr, path::PathBuf};

/// `target/bench`: on the disk that the house is on, so that "durable" means what it means there.
pub struct Files {
    folder: PathBuf,
}

/// Where the report is written.
pub fn report() -> PathBuf {
    build::target().join("bench/report.json")
}

impl Files {
    /// An empty folder.
    pub fn fresh() -> Result<Files, String> {
        let folder = build::target().join("bench");
        let emptied = match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => fs::create_dir_all(&folder),
        };
        emptied.map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Files { folder })
    }

    /// A file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes the configuration of a Roster that listens there and keeps its mail to itself.
    pub fn configure(&self, listen: SocketAddr) -> Result<PathBuf, String> {
        let path = self.path("roster.toml");
        let database = self.path("bench.db");
        let text = format!(
            r#"listen = "{listen}"
public_url = "http://{listen}"
database = "{}"

[[keys]]
id = "bench"
secret = "b25seSBmb3IgbWVhc3VyaW5nLCBuZXZlciBmb3IgcGVvcGxlIQ=="

[mailbox]
enabled = true

[log]
level = "warn"
"#,
            database.display()
        );
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(path)
    }
}
