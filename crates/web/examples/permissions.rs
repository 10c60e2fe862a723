//! Writes the page about Roster's own permissions into a file: `cargo xtask reference` calls this.

use std::{env, fs, io};

fn main() -> io::Result<()> {
    let file = env::args().nth(1).ok_or_else(|| io::Error::other("the file to write is missing"))?;
    fs::write(file, roster_web::text::reference::permissions())
}
