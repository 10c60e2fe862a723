//! axe-core: got by npm when it is first needed, kept in the target folder, never committed.

use crate::skip;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};
use thirtyfour::WebDriver;

const VERSION: &str = "4.14.1";
/// SHA-256 of `package/axe.min.js` of that version: another file is never run.
const SHA256: &str = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c";

/// One rule that the page breaks.
#[derive(Debug, Clone, Deserialize)]
pub struct AxeViolation {
    /// The rule: `color-contrast`, `label` …
    pub id: String,
    /// How bad it is: `minor`, `moderate`, `serious` or `critical`.
    pub impact: Option<String>,
    /// What to do about it.
    pub help: String,
    /// The elements that break it, as HTML.
    pub nodes: Vec<String>,
}

pub(super) async fn run(driver: &WebDriver) -> Option<Vec<AxeViolation>> {
    static SCRIPT: OnceLock<Result<String, String>> = OnceLock::new();
    let script = match SCRIPT.get_or_init(script) {
        Ok(script) => script,
        Err(reason) => {
            skip::aloud(&format!(
                "the accessibility check needs axe-core, got by npm (`apt-get install npm`): {reason}"
            ));
            return None;
        }
    };
    driver.execute(script.as_str(), Vec::new()).await.expect("axe-core loads");
    let checked = driver
        .execute_async(
            "const done = arguments[0];
             axe.run(document).then(
                 (found) => done(found.violations.map(({ id, impact, help, nodes }) =>
                     ({ id, impact, help, nodes: nodes.map((node) => node.html) }))),
                 (error) => done(String(error)));",
            Vec::new(),
        )
        .await
        .expect("axe-core runs");
    let found = serde_json::from_value(checked.json().clone());
    Some(found.unwrap_or_else(|_| panic!("axe-core failed: {}", checked.json())))
}

/// The script's text, or why it can't be had.
fn script() -> Result<String, String> {
    let file = crate::target_folder().join(format!("axe-core-{VERSION}.min.js"));
    if let Ok(script) = fs::read_to_string(&file)
        && hash(&script) == SHA256
    {
        return Ok(script);
    }
    let script = fs::read_to_string(download()?).expect("npm's package holds axe.min.js");
    assert_eq!(hash(&script), SHA256, "axe-core {VERSION} is not the file it was when its hash was noted");
    // Several tests may do this at once: each writes its own file, and the last one stays.
    let unfinished = file.with_extension(format!("{}.js", std::process::id()));
    fs::write(&unfinished, &script).expect("the target folder is writable");
    fs::rename(&unfinished, &file).expect("the target folder is writable");
    Ok(script)
}

fn download() -> Result<PathBuf, String> {
    let folder = crate::target_folder().join(format!("axe-core-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("the target folder is writable");
    let npm = Command::new("npm")
        .args(["pack", "--silent", &format!("axe-core@{VERSION}")])
        .current_dir(&folder)
        .stdin(std::process::Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    if !npm.status.success() {
        return Err(String::from_utf8_lossy(&npm.stderr).into_owned());
    }
    unpack(&folder, &format!("axe-core-{VERSION}.tgz"));
    Ok(folder.join("package/axe.min.js"))
}

fn unpack(folder: &Path, archive: &str) {
    let status = Command::new("tar").args(["-xzf", archive, "package/axe.min.js"]).current_dir(folder).status();
    assert!(status.is_ok_and(|status| status.success()), "tar can't unpack {archive}");
}

fn hash(script: &str) -> String {
    Sha256::digest(script).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
