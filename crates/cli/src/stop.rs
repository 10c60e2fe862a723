//! The end: a signal asks for it, and everything that goes on hears of it.

use std::{io, time::Duration};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
};

/// Hears when the end is asked for. Clones hear the same.
#[derive(Debug, Clone)]
pub struct Stop(watch::Receiver<bool>);

/// Asks for the end.
#[derive(Debug)]
pub struct Stopper(watch::Sender<bool>);

/// One who asks, and one who hears.
pub fn channel() -> (Stopper, Stop) {
    let (asks, hears) = watch::channel(false);
    (Stopper(asks), Stop(hears))
}

impl Stopper {
    /// Asks for the end.
    pub fn ask(&self) {
        self.0.send_replace(true);
    }
}

impl Stop {
    /// Waits until the end is asked for, or nobody is left who could.
    pub async fn asked(&mut self) {
        let _ = self.0.wait_for(|asked| *asked).await;
    }

    /// Waits until the end is asked for, but no longer than this.
    pub async fn asked_within(&mut self, pause: Duration) {
        let _ = tokio::time::timeout(pause, self.asked()).await;
    }

    /// Whether the end was asked for.
    pub fn is_asked(&self) -> bool {
        *self.0.borrow()
    }
}

/// The signals that ask for the end: SIGTERM, and Ctrl-C at the terminal.
#[derive(Debug)]
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// From now on signals are heard, and don't end the process by themselves.
    pub fn hear() -> io::Result<Signals> {
        Ok(Signals { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Waits for the next one.
    pub async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => tracing::info!("asked to end: SIGTERM"),
            _ = self.interrupt.recv() => tracing::info!("asked to end: SIGINT"),
        }
    }
}
