//! What the tests need on the machine, beside Rust and a C compiler.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A program of Debian that tests use.
struct Tool {
    package: &'static str,
    /// The variable that leaves out the tests that need it.
    skip: &'static str,
    present: fn() -> bool,
}

const TOOLS: &[Tool] = &[
    Tool { package: "postgresql", skip: "ROSTER_SKIP_POSTGRES", present: || postgres_programs().is_some() },
    Tool { package: "chromium", skip: "ROSTER_SKIP_BROWSER", present: || on_path("chromium") },
    Tool { package: "chromium-driver", skip: "ROSTER_SKIP_BROWSER", present: || on_path("chromedriver") },
    Tool {
        package: "python3-aiosmtpd",
        skip: "ROSTER_SKIP_SMTP",
        present: || answers("/usr/bin/python3", &["-c", "import aiosmtpd"]),
    },
    Tool { package: "openssl", skip: "ROSTER_SKIP_SMTP", present: || on_path("openssl") },
    // The guide's commands use these.
    Tool { package: "curl", skip: "ROSTER_SKIP_GUIDE", present: || on_path("curl") },
    Tool { package: "jq", skip: "ROSTER_SKIP_GUIDE", present: || on_path("jq") },
];

/// Installs what is missing where we may, and otherwise says what to install.
pub fn install() -> Result<(), String> {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = missing.join(" ");
    if !(is_root() && on_path("apt-get")) {
        return Err(format!(
            "the tests need programs that this machine lacks. On Debian:\n\n    sudo apt-get install {packages}"
        ));
    }
    println!("== installing {packages}");
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let install = [&["install", "-y", "--no-install-recommends"], missing.as_slice()].concat();
    // A machine with fresh lists of packages needs no update; one without any can't install.
    let done = apt(&install) || (apt(&["update"]) && apt(&install));
    match self::missing().as_slice() {
        [] if done => Ok(()),
        _ => Err(format!("`apt-get install {packages}` failed: install these by hand")),
    }
}

fn missing() -> Vec<&'static str> {
    let wanted = TOOLS.iter().filter(|tool| env::var_os(tool.skip).is_none_or(|value| value != "1"));
    wanted.filter(|tool| !(tool.present)()).map(|tool| tool.package).collect()
}

/// Whether the program can be run and says yes.
pub fn answers(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Whether we are root, who may install packages, and whom PostgreSQL refuses to run as.
pub fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// The folder with the programs of the newest PostgreSQL. Debian keeps them off the path.
pub fn postgres_programs() -> Option<PathBuf> {
    let version = |folder: &PathBuf| folder.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let versions =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let debian = versions.filter(|folder| folder.join("bin/initdb").is_file()).max_by_key(version);
    debian.map(|folder| folder.join("bin")).or_else(|| folder_of("initdb"))
}

fn on_path(program: &str) -> bool {
    folder_of(program).is_some()
}

fn folder_of(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).find(|folder| Path::new(folder).join(program).is_file())
}
