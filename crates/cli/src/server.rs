//! Serving: the web server, the loops beside it, and an end that finishes what was begun.

use crate::{
    loops::{self, deliver::Post},
    stop::{self, Signals, Stop},
    trouble::Trouble,
};
use roster_app::{App, activity};
use roster_web::{Patience, Served, WebConfig};
use std::{
    io,
    net::{SocketAddr, TcpListener},
    time::Duration,
};
use tokio::{
    runtime::Builder,
    task::{JoinError, JoinSet},
};

/// How long requests and mails that were begun may take after the end was asked for.
const GRACE: Duration = Duration::from_secs(30);

/// What is served besides the use-cases.
pub struct Server {
    /// Where requests come in.
    pub listener: TcpListener,
    /// What the web server is told.
    pub web: WebConfig,
    /// How long the head of a request is waited for.
    pub idle_timeout: Duration,
    /// Where mails go.
    pub post: Post,
}

/// Takes the address, so that nobody else can.
pub fn listen(address: SocketAddr) -> Result<TcpListener, Trouble> {
    TcpListener::bind(address).map_err(|error| {
        let why = match error.kind() {
            io::ErrorKind::AddrInUse => {
                "another program listens there: end that one, or listen on another port".to_owned()
            }
            io::ErrorKind::PermissionDenied => "this user may not: listen on a port above 1023".to_owned(),
            io::ErrorKind::AddrNotAvailable => {
                "this machine does not have that address: choose one of its own".to_owned()
            }
            _ => error.to_string(),
        };
        Trouble::failed(format!("can't listen on {address}: {why}"))
    })
}

/// Serves until a signal asks for the end; `ready` is called when one can. The database outlives the runtime: PostgreSQL's
/// client must not meet it.
pub fn run(app: &App, server: Server, ready: impl FnOnce()) -> Result<(), Trouble> {
    let runtime = Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Trouble::failed(format!("the runtime can't be started: {error}")))?;
    let ended = runtime.block_on(until_stopped(app.clone(), server, ready));
    // A thread that still waits for a mail server is left behind; its mail is sent again.
    runtime.shutdown_timeout(Duration::from_secs(1));
    ended
}

async fn until_stopped(app: App, server: Server, ready: impl FnOnce()) -> Result<(), Trouble> {
    let Server { listener, web, idle_timeout, post } = server;
    let signals = Signals::hear();
    let mut signals = signals.map_err(|error| Trouble::failed(format!("signals can't be heard: {error}")))?;
    let (stopper, stop) = stop::channel();
    let loops = loops::start(&app, post, &stop);
    let asked = |mut stop: Stop| async move { stop.asked().await };
    let router = roster_web::router(app.clone(), web);
    let patience = Patience { head: idle_timeout, end: GRACE };
    let mut requests = tokio::spawn(roster_web::serve_with(listener, router, asked(stop), patience));
    ready();
    let served = tokio::select! {
        () = signals.next() => None,
        served = &mut requests => Some(served),
    };
    stopper.ask();
    let finishing = async {
        let served = match served {
            Some(served) => Some(served),
            None => Some(finish(requests, loops).await),
        };
        if let Err(failure) = activity::flush(&app).await {
            tracing::error!(?failure, "when sessions were last used can't be noted");
        }
        app.db().shutdown().await;
        served
    };
    let served = tokio::select! {
        served = finishing => served,
        () = signals.next() => {
            tracing::warn!("asked a second time: ending at once");
            None
        }
    };
    match served {
        Some(Ok(Err(error))) => Err(Trouble::failed(format!("the web server ended: {error}"))),
        Some(Err(error)) => Err(Trouble::failed(format!("the web server ended: {error}"))),
        Some(Ok(Ok(Served { cut }))) => {
            if cut > 0 {
                tracing::warn!(cut, "some connections were cut: their requests were not finished within {GRACE:?}");
            }
            tracing::info!("ended");
            Ok(())
        }
        None => {
            tracing::info!("ended");
            Ok(())
        }
    }
}

/// Waits for requests and loops to finish what they have begun, but not for ever.
async fn finish(
    requests: tokio::task::JoinHandle<io::Result<Served>>,
    mut loops: JoinSet<()>,
) -> Result<io::Result<Served>, JoinError> {
    let loops = async {
        let all = async { while loops.join_next().await.is_some() {} };
        if tokio::time::timeout(GRACE, all).await.is_err() {
            tracing::warn!("some mails were not finished within {GRACE:?}; they will be sent again");
        }
    };
    // Requests have their own end.
    tokio::join!(requests, loops).0
}
