//! Takes the time, and the most memory in use that is the program's own: pages of the database's file that are mapped belong to the
//! kernel, and grow with the file.

use serde_json::{Value, json};
use std::{
    error::Error,
    fs,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

type Made<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Begins when it is made.
pub struct Meter {
    began: Instant,
    before_kb: i64,
    running: Arc<AtomicBool>,
    most_kb: JoinHandle<i64>,
}

impl Meter {
    pub fn start() -> Made<Meter> {
        let running = Arc::new(AtomicBool::new(true));
        let goes_on = running.clone();
        let most_kb = thread::spawn(move || {
            let mut most = 0;
            while goes_on.load(Ordering::Relaxed) {
                most = most.max(own_kb().unwrap_or(0));
                thread::sleep(Duration::from_millis(2));
            }
            most
        });
        Ok(Meter { before_kb: own_kb()?, running, most_kb, began: Instant::now() })
    }

    /// Ends. What was counted besides stands beside the time and the memory.
    pub fn read(self, counted: &[(&str, u64)]) -> Made<Value> {
        let ms = self.began.elapsed().as_millis() as u64;
        self.running.store(false, Ordering::Relaxed);
        let most_kb = self.most_kb.join().map_err(|_| "the meter broke")?;
        let mut read = json!({ "ms": ms, "grew_kb": (most_kb - self.before_kb).max(0) });
        for (what, count) in counted {
            read[what] = json!(count);
        }
        Ok(read)
    }
}

/// What the kernel says of this process.
fn own_kb() -> Made<i64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line =
        status.lines().find_map(|line| line.strip_prefix("RssAnon:")).ok_or("the kernel says nothing of memory")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}
