//! What the tests need on the machine, beside Rust and a C compiler.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A program that tests use.
struct Tool {
    /// In which package of Debian it comes, or in which crate.
    package: &'static str,
    from: Source,
    /// The variable that leaves out the tests that need it.
    skip: &'static str,
    present: fn() -> bool,
}

impl Tool {
    const fn debian(package: &'static str, skip: &'static str, present: fn() -> bool) -> Tool {
        Tool { package, from: Source::Debian, skip, present }
    }
}

/// Where a program is had from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Debian,
    /// Built by `cargo install`.
    Crates,
}

impl Source {
    const ALL: [Source; 2] = [Source::Debian, Source::Crates];

    /// The command that installs these.
    fn command(self, packages: &[&str]) -> String {
        let install = match self {
            Source::Debian => "apt-get install",
            Source::Crates => "cargo install --locked",
        };
        format!("{install} {}", packages.join(" "))
    }
}

const TOOLS: &[Tool] = &[
    Tool::debian("postgresql", "ROSTER_SKIP_POSTGRES", || postgres_programs().is_some()),
    Tool::debian("chromium", "ROSTER_SKIP_BROWSER", || on_path("chromium")),
    Tool::debian("chromium-driver", "ROSTER_SKIP_BROWSER", || on_path("chromedriver")),
    Tool::debian("firefox-esr", "ROSTER_SKIP_FIREFOX", || on_path("firefox-esr") || on_path("firefox")),
    // Debian has no driver for it.
    Tool {
        package: "geckodriver",
        from: Source::Crates,
        skip: "ROSTER_SKIP_FIREFOX",
        present: || on_path("geckodriver") || cargo_bin().is_some_and(|bin| bin.join("geckodriver").is_file()),
    },
    Tool::debian("python3-aiosmtpd", "ROSTER_SKIP_SMTP", || answers("/usr/bin/python3", &["-c", "import aiosmtpd"])),
    Tool::debian("openssl", "ROSTER_SKIP_SMTP", || on_path("openssl")),
    // The guide's commands use these.
    Tool::debian("curl", "ROSTER_SKIP_GUIDE", || on_path("curl")),
    Tool::debian("jq", "ROSTER_SKIP_GUIDE", || on_path("jq")),
];

/// Installs what is missing where we may, and otherwise says what to install.
pub fn install() -> Result<(), String> {
    for from in Source::ALL {
        let missing = missing(from);
        if missing.is_empty() {
            continue;
        }
        let command = from.command(&missing);
        if from == Source::Debian && !(is_root() && on_path("apt-get")) {
            return Err(format!("the tests need programs that this machine lacks. On Debian:\n\n    sudo {command}"));
        }
        println!("== {command}");
        let done = match from {
            Source::Debian => install_debian(&missing),
            Source::Crates => run("cargo", &[&["install", "--locked"], missing.as_slice()].concat()),
        };
        if !done || !self::missing(from).is_empty() {
            return Err(format!(
                "`{command}` failed: install these by hand, or leave out what needs them ({})",
                skips(&missing)
            ));
        }
    }
    Ok(())
}

fn install_debian(packages: &[&str]) -> bool {
    let install = [&["install", "-y", "--no-install-recommends"], packages].concat();
    // A machine with fresh lists of packages needs no update; one without any can't install.
    run("apt-get", &install) || (run("apt-get", &["update"]) && run("apt-get", &install))
}

fn run(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn missing(from: Source) -> Vec<&'static str> {
    let left_out = |skip: &str| env::var_os(skip).is_some_and(|value| value == "1");
    let browser = left_out("ROSTER_SKIP_BROWSER");
    let wanted = TOOLS.iter().filter(|tool| tool.from == from && !left_out(tool.skip));
    // Whoever leaves out browsers leaves out this one.
    let wanted = wanted.filter(|tool| !(browser && tool.skip == "ROSTER_SKIP_FIREFOX"));
    wanted.filter(|tool| !(tool.present)()).map(|tool| tool.package).collect()
}

/// The variables that leave out the tests that need these.
fn skips(packages: &[&str]) -> String {
    let tools = TOOLS.iter().filter(|tool| packages.contains(&tool.package));
    let skips: std::collections::BTreeSet<String> = tools.map(|tool| format!("{}=1", tool.skip)).collect();
    skips.into_iter().collect::<Vec<_>>().join(" ")
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

/// Where `cargo install` puts programs, which need not be on the path.
fn cargo_bin() -> Option<PathBuf> {
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from);
    Some(cargo.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")))?.join("bin"))
}

fn on_path(program: &str) -> bool {
    folder_of(program).is_some()
}

fn folder_of(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).find(|folder| Path::new(folder).join(program).is_file())
}
