//! Leaving out a test: only where somebody asked for it, and never silently.

use std::io::Write;

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

/// Says that something was left out, past the test harness, which swallows what passing tests print.
pub fn aloud(reason: &str) {
    // Nothing useful can be done when standard error is closed.
    let _ = writeln!(std::io::stderr(), "\nSKIPPED: {reason}");
}

fn this_test() -> String {
    // The harness names each test's thread after it.
    std::thread::current().name().filter(|name| *name != "main").unwrap_or("a test").to_owned()
}
