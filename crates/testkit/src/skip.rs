//! Leaving out a test: only where somebody asked for it, and never silently.

use std::{fs::OpenOptions, io::Write};

/// Whether the environment variable `variable` asks to leave out tests that need `what`. Says so aloud when it does.
///
/// Use it for what only some machines can run:
///
/// ```
/// if roster_testkit::skip::asked("PostgreSQL", "ROSTER_SKIP_POSTGRES") {
///     return;
/// }
/// ```
pub fn asked(what: &str, variable: &str) -> bool {
    let asked = std::env::var_os(variable).is_some_and(|value| value == "1");
    if asked {
        aloud(&format!("{} needs {what}, and {variable}=1 is set", this_test()));
    }
    asked
}

/// Says aloud that a test is left out because this machine lacks what `command` installs. Where everything must run
/// (`ROSTER_TEST_ALL=1`, which `cargo xtask test` sets) it panics instead.
///
/// # Panics
/// With what to install, where nothing may be left out.
pub fn missing(what: &str, command: &str) {
    let reason = format!("{} needs {what}: install it with `{command}`", this_test());
    assert!(std::env::var_os("ROSTER_TEST_ALL").is_none_or(|value| value != "1"), "{reason}");
    aloud(&reason);
}

/// Says that something was left out, past the test harness, which swallows what passing tests print. Where
/// `ROSTER_SKIP_LOG` names a file, a line is added to it: some runners swallow even standard error.
pub fn aloud(reason: &str) {
    let line = reason.lines().collect::<Vec<_>>().join(" ");
    // Nothing useful can be done when standard error is closed.
    let _ = std::io::stderr().write_all(format!("\nSKIPPED: {line}\n").as_bytes());
    if let Some(file) = std::env::var_os("ROSTER_SKIP_LOG") {
        let file = OpenOptions::new().create(true).append(true).open(file);
        // One write, so that lines of tests that run side by side don't mix.
        file.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes())).expect("ROSTER_SKIP_LOG is writable");
    }
}

fn this_test() -> String {
    // The harness names each test's thread after it.
    std::thread::current().name().filter(|name| *name != "main").unwrap_or("a test").to_owned()
}
