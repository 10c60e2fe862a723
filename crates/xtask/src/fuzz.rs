//! `cargo xtask fuzz [TARGET] [--seconds N]`: lets libFuzzer look for inputs that break a fuzz target, on the stable compiler.

use clap::{Args, ValueEnum};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

#[derive(Debug, Args)]
pub struct Fuzz {
    /// Which; without it one after the other.
    target: Option<Target>,
    /// How long each is run.
    #[arg(long, default_value_t = 600)]
    seconds: u32,
    /// Instead: choose from all that was found as few as reach the same, as the corpus to keep in `fuzz/corpus`.
    #[arg(long)]
    keep: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Target {
    /// Any text, read as a model.
    Model,
    /// The judge against the naive telling of the rules.
    Judge,
}

/// As cargo-fuzz has them, without a sanitizer, for which it takes a nightly compiler: `domain` has no unsafe code to watch.
const COVERAGE: &[&str] = &[
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
];

/// What the fuzzer found so far on this machine; not committed.
const FOUND: &str = "fuzz/target/found";

pub fn run(fuzz: &Fuzz) -> ExitCode {
    let targets = fuzz.target.map_or_else(|| Target::value_variants().to_vec(), |target| vec![target]);
    let outcome = build().and_then(|folder| targets.iter().try_for_each(|target| target.run(fuzz, &folder)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            println!("{wrong}");
            ExitCode::FAILURE
        }
    }
}

/// Compiles the targets; the folder they are in.
fn build() -> Result<PathBuf, String> {
    // Named, so that the flags are for the targets alone, not for the build scripts.
    let host = host()?;
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--locked", "--release", "--manifest-path=fuzz/Cargo.toml", "--target-dir=fuzz/target"]);
    // This program's own build folder is no place for what is compiled with other flags.
    cargo.args(["--target", &host]).env("RUSTFLAGS", COVERAGE.join(" ")).env_remove("CARGO_BUILD_BUILD_DIR");
    succeed(&mut cargo, "the fuzz targets don't compile")?;
    Ok(Path::new("fuzz/target").join(host).join("release"))
}

fn host() -> Result<String, String> {
    let told = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("-vV").output();
    let told = told.map_err(|error| format!("rustc can't be started: {error}"))?;
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc doesn't say which machine this is".to_owned())
}

impl Target {
    fn name(self) -> &'static str {
        match self {
            Target::Model => "model",
            Target::Judge => "judge",
        }
    }

    /// What libFuzzer is told: how long a text may be, what is too slow (in seconds) and too much memory (in MB).
    fn limits(self) -> &'static [&'static str] {
        match self {
            Target::Model => {
                &["-max_len=16384", "-timeout=5", "-rss_limit_mb=1024", "-len_control=0", "-dict=fuzz/model.dict"]
            }
            Target::Judge => &["-max_len=2048", "-timeout=20", "-rss_limit_mb=1024", "-len_control=0"],
        }
    }

    fn run(self, fuzz: &Fuzz, programs: &Path) -> Result<(), String> {
        let name = self.name();
        let (found, kept) = (format!("{FOUND}/{name}"), format!("fuzz/corpus/{name}"));
        fs::create_dir_all(&found).map_err(|error| format!("{found}: {error}"))?;
        let mut program = Command::new(programs.join(name));
        program.args(self.limits()).arg(format!("-artifact_prefix={FOUND}/{name}-"));
        if fuzz.keep {
            program.args(["-set_cover_merge=1", &kept, &found]);
            return succeed(&mut program, "the corpus can't be chosen");
        }
        // It writes into the first folder, and begins with what is in all of them.
        program.args([&found, &kept]).arg(format!("-max_total_time={}", fuzz.seconds));
        if matches!(self, Target::Model) {
            program.arg("crates/domain/src/presets");
        }
        program.arg("-print_final_stats=1");
        let what = format!("{name}: found something, see above. Mend it, and keep the file under {kept} as a test");
        succeed(&mut program, &what)
    }
}

fn succeed(command: &mut Command, otherwise: &str) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(otherwise.to_owned()),
        Err(error) => Err(format!("{}: {error}", command.get_program().display())),
    }
}
