//! Programs started by a test end with it, also when the test process is killed.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

use roster_testkit::browser::Browser;
use std::{
    env, fs,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

const VICTIM: &str = "ROSTER_TEST_GUARD_VICTIM";

/// Runs twice: the outer process starts itself again with `VICTIM` set, and kills that one when its browser is up.
#[tokio::test]
async fn a_killed_test_leaves_no_browser_behind() {
    if env::var_os(VICTIM).is_some() {
        let Some(browser) = Browser::start().await else { return };
        let capabilities = serde_json::to_string(browser.capabilities()).unwrap();
        let folder = capabilities.split("roster-test-").nth(1).unwrap();
        let folder: String = folder.chars().take_while(|c| c.is_alphanumeric()).collect();
        println!("\nfolder=roster-test-{folder}");
        thread::sleep(Duration::from_secs(600));
    }
    if roster_testkit::skip::asked("a browser", "ROSTER_SKIP_BROWSER") {
        return;
    }
    let mut victim = Command::new(env::current_exe().unwrap())
        .args(["--exact", "a_killed_test_leaves_no_browser_behind", "--nocapture"])
        .env(VICTIM, "1")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(victim.stdout.take().unwrap()).lines().map_while(Result::ok);
    let folder = lines.find_map(|line| line.strip_prefix("folder=").map(str::to_owned)).unwrap();
    assert!(processes(&folder) >= 3, "the shell, the driver and the browser name their folder");
    victim.kill().unwrap();
    victim.wait().unwrap();
    let gone = (0..100).any(|_| {
        thread::sleep(Duration::from_millis(50));
        processes(&folder) == 0 && !env::temp_dir().join(&folder).exists()
    });
    assert!(gone, "{} processes of {folder} live on", processes(&folder));
}

/// How many running programs name this folder.
fn processes(folder: &str) -> usize {
    let entries = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let command_lines = entries.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
    command_lines.filter(|line| String::from_utf8_lossy(line).contains(folder)).count()
}
