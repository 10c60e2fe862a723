//! Writes the page about a member's life into a file: `cargo xtask reference` calls this.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let file = env::args().nth(1).ok_or_else(|| io::Error::other("the file to write is missing"))?;
    if let Some(folder) = Path::new(&file).parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, roster_domain::lifecycle::reference())
}
