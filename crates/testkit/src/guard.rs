//! Programs that end with the test, also when the test process is killed.
//!
//! Each program runs below a small shell that reads from a pipe of ours. When we drop our end, or the kernel closes it
//! because we died, the shell kills the program with all it started and removes its folder.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// `$0` is the folder, `$@` the program. What belongs to it is known by the folder's name on its command line, since a
/// browser starts its processes in groups of their own. The shell names the folder too, so it leaves itself out.
const WATCH: &str = r#"
folder=$0
{ "$@" </dev/null 2>"$folder/stderr.log"; echo "ended with status $?"; } &
read -r _
for entry in $(grep -lsF -- "$folder" /proc/[0-9]*/cmdline); do
    pid=${entry#/proc/}; pid=${pid%/cmdline}
    [ "$pid" = $$ ] || kill -KILL "$pid" 2>/dev/null
done
for _ in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$folder" 2>/dev/null && break; sleep 0.1; done
"#;

/// A program that lives as long as this value.
#[derive(Debug)]
pub struct Guarded {
    shell: Child,
    lines: Receiver<String>,
    folder: TempDir,
}

impl Guarded {
    /// Starts `command` with its own new folder, which it must name on its command line (`arguments` is given the folder).
    pub fn start(command: &Path, arguments: impl FnOnce(&Path) -> Vec<String>) -> Self {
        use std::os::unix::process::CommandExt;
        let folder =
            tempfile::Builder::new().prefix("roster-test-").tempdir().expect("the temporary folder is writable");
        let mut shell = Command::new("/bin/sh")
            .arg("-c")
            .arg(WATCH)
            .arg(folder.path())
            .arg(command)
            .args(arguments(folder.path()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // Out of the terminal's group: Ctrl-C must not kill the shell before it has cleaned up.
            .process_group(0)
            .spawn()
            .expect("/bin/sh can be started");
        let stdout = shell.stdout.take().expect("standard output is a pipe");
        let (sender, lines) = channel();
        // Reads on for as long as the program writes, so that it never blocks on a full pipe.
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Self { shell, lines, folder }
    }

    /// The program's own folder. It disappears with the program.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Waits for the line in which the program says that it is ready, and returns what `pick` found in it.
    ///
    /// # Panics
    /// With all the program said, when it ends or stays silent for half a minute.
    pub fn wait_for<T>(&self, pick: impl Fn(&str) -> Option<T>) -> T {
        let deadline = Instant::now() + Duration::from_secs(30);
        let mut said = String::new();
        loop {
            match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    if let Some(found) = pick(&line) {
                        return found;
                    }
                    said.push_str(&line);
                    said.push('\n');
                    assert!(
                        !line.starts_with("ended with status"),
                        "the program did not start:\n{said}{}",
                        self.stderr()
                    );
                }
                Err(RecvTimeoutError::Timeout) => {
                    panic!("the program is not ready after 30 s:\n{said}{}", self.stderr())
                }
                Err(RecvTimeoutError::Disconnected) => panic!("the program did not start:\n{said}{}", self.stderr()),
            }
        }
    }

    /// What the program wrote to standard error so far.
    pub fn stderr(&self) -> String {
        fs::read_to_string(self.folder.path().join("stderr.log")).unwrap_or_default()
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // Nothing can be done about a shell that can't be waited for, and a panic here would hide the test's own.
        let _ = self.shell.wait();
    }
}
