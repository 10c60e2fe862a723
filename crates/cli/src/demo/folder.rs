//! The folder of the demo: its database, its key, and whom to sign in as.

use super::{EDITION, SignIn};
use crate::trouble::Trouble;
use base64::{Engine, prelude::BASE64_STANDARD};
use roster_app::{
    clock::{Entropy, System},
    keyring::KeyRing,
};
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

const DATABASE: &str = "roster.db";
const KEY: &str = "key";
const SIGN_INS: &str = "sign-ins.json";
const LOCK: &str = "lock";

/// Everything that `--fresh` removes; what else lies in the folder is left alone.
const OURS: [&str; 5] = [SIGN_INS, DATABASE, "roster.db-wal", "roster.db-shm", KEY];

/// The folder, while nobody else uses it.
pub struct Folder {
    path: PathBuf,
    /// Held as long as the process lives.
    _lock: File,
}

/// Written last: where it is missing, the demo was not filled to the end.
#[derive(Serialize, Deserialize)]
struct Filled {
    edition: u32,
    sign_ins: Vec<SignIn>,
}

impl Folder {
    /// Opens the folder, and makes it where there is none.
    pub fn open(path: &Path) -> Result<Folder, Trouble> {
        let failed = |error: io::Error| {
            Trouble::failed(format!("{} can't be used: {error}; --dir takes another folder", path.display()))
        };
        fs::create_dir_all(path).map_err(failed)?;
        let lock = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(path.join(LOCK));
        let lock = lock.map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => Ok(Folder { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(Trouble::failed(format!(
                "another demo uses {}: end that one, or take another folder with --dir",
                path.display()
            ))),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The database's file.
    pub fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    /// Whom to sign in as, if the demo was filled to the end.
    pub fn sign_ins(&self) -> Result<Option<Vec<SignIn>>, Trouble> {
        let text = match fs::read(self.path.join(SIGN_INS)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.unusable(&error)),
        };
        let old = || Trouble::failed("this demo was made by another Roster: `roster demo --fresh` starts over");
        let filled: Filled = serde_json::from_slice(&text).map_err(|_| old())?;
        if filled.edition == EDITION { Ok(Some(filled.sign_ins)) } else { Err(old()) }
    }

    /// Notes that the demo is filled, and whom to sign in as.
    pub fn keep(&self, sign_ins: &[SignIn]) -> Result<(), Trouble> {
        let filled = Filled { edition: EDITION, sign_ins: sign_ins.to_vec() };
        let text = serde_json::to_vec_pretty(&filled).map_err(|error| Trouble::failed(error.to_string()))?;
        let unfinished = self.path.join("sign-ins.new");
        fs::write(&unfinished, text)
            .and_then(|()| fs::rename(&unfinished, self.path.join(SIGN_INS)))
            .map_err(|error| self.unusable(&error))
    }

    /// Forgets the data; the note that it is complete goes first.
    pub fn clear(&self) -> Result<(), Trouble> {
        for name in OURS {
            match fs::remove_file(self.path.join(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(self.unusable(&error)),
                _ => {}
            }
        }
        Ok(())
    }

    /// The keys from which links are derived: one, made at the first start.
    pub fn keys(&self) -> Result<KeyRing, Trouble> {
        let path = self.path.join(KEY);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let text = BASE64_STANDARD.encode(System.seed());
                let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
                file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| self.unusable(&error))?;
                text
            }
            Err(error) => return Err(self.unusable(&error)),
        };
        let broken = || Trouble::failed(format!("{} is no key: `roster demo --fresh` starts over", path.display()));
        let key = BASE64_STANDARD.decode(text.trim()).map_err(|_| broken())?;
        KeyRing::new([("demo".to_owned(), key)]).map_err(|_| broken())
    }

    fn unusable(&self, error: &io::Error) -> Trouble {
        Trouble::failed(format!("{} can't be used: {error}; --dir takes another folder", self.path.display()))
    }
}
