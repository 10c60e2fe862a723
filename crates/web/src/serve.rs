//! Serving: the listener, the connections, and the end.

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{future::Future, io, net::SocketAddr, pin::pin, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
};
use tower::ServiceExt;

/// Tells an answer that never ends by itself when it is to end: with the server. A request's extension.
#[derive(Clone)]
pub(crate) struct Ending(watch::Receiver<()>);

impl Ending {
    /// Waits for the end.
    pub(crate) async fn come(&mut self) {
        // Nothing is ever sent: it ends with the other end of the channel.
        let _ = self.0.changed().await;
    }
}

/// How long a connection is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For the head of a request, the pause before it included: whoever only holds connections open loses them.
    pub head: Duration,
    /// For what was begun, once the end was asked for.
    pub end: Duration,
}

impl Default for Patience {
    /// The head has a little longer than the minute for which proxies usually keep a connection: it is theirs to close.
    fn default() -> Patience {
        Patience { head: Duration::from_secs(65), end: Duration::from_secs(30) }
    }
}

/// How serving ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    /// Connections that were cut, because what was begun on them was not finished in time.
    pub cut: usize,
}

/// Where the system has no room for another connection, it is asked again after this time.
const EXHAUSTED: Duration = Duration::from_millis(200);

/// Answers requests until `shutdown` is done, then finishes those that were begun.
pub async fn serve(
    listener: std::net::TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send,
) -> io::Result<Served> {
    serve_with(listener, router, shutdown, Patience::default()).await
}

/// The same with another patience.
pub async fn serve_with(
    listener: std::net::TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send,
    patience: Patience,
) -> io::Result<Served> {
    listener.set_nonblocking(true)?;
    let listener = TcpListener::from_std(listener)?;
    let (ending, end) = watch::channel(());
    let (mut connections, mut shutdown) = (JoinSet::new(), pin!(shutdown));
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, from)) => {
                    connections.spawn(answer(stream, from, router.clone(), patience.head, end.clone()));
                }
                Err(error) => after(&error).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
    // Nobody is let in any more, and who is waiting for nothing is let go.
    drop((listener, ending));
    let finished = async { while connections.join_next().await.is_some() {} };
    // What is late is only given up here: the set ends what is left in it.
    let _ = tokio::time::timeout(patience.end, finished).await;
    Ok(Served { cut: connections.len() })
}

/// Answers one request after the other on a connection, until it or all ends.
async fn answer(stream: TcpStream, from: SocketAddr, router: Router, head: Duration, mut end: watch::Receiver<()>) {
    // An answer leaves at once; if that can't be had, it is only slower.
    let _ = stream.set_nodelay(true);
    let ending = end.clone();
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(from));
        request.extensions_mut().insert(Ending(ending.clone()));
        router.clone().oneshot(request.map(Body::new))
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        // It ends with the other end of the channel.
        _ = end.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%from, %error, "a connection ended early");
    }
}

/// A connection that was gone before it was taken is nothing; a system without room gets time to make some.
async fn after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!(%error, "no connection can be taken");
        tokio::time::sleep(EXHAUSTED).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{extract::ConnectInfo, routing::get};
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        sync::oneshot,
        task::JoinHandle,
    };

    const PATIENCE: Patience = Patience { head: Duration::from_millis(300), end: Duration::from_millis(400) };

    fn start(patience: Patience) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<Served>) {
        let slow = |millis| async move {
            tokio::time::sleep(Duration::from_millis(millis)).await;
            "slow\n"
        };
        let router = Router::new()
            .route("/", get(|ConnectInfo(from): ConnectInfo<SocketAddr>| async move { from.ip().to_string() }))
            .route("/slow", get(move || slow(150)))
            .route("/never", get(move || slow(60_000)));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let shutdown = async move { drop(stopped.await) };
        let served = tokio::spawn(async move { serve_with(listener, router, shutdown, patience).await.unwrap() });
        (address, stop, served)
    }

    async fn send(address: SocketAddr, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }

    async fn rest(mut stream: TcpStream) -> String {
        let mut text = String::new();
        // Cut off is as good as closed.
        let _ = stream.read_to_string(&mut text).await;
        text
    }

    #[tokio::test]
    async fn half_a_head_and_nothing_at_all_are_not_waited_for_but_a_slow_answer_is() {
        let (address, _stop, _served) = start(PATIENCE);
        for beginning in ["", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow"] {
            let stream = send(address, beginning).await;
            let said = tokio::time::timeout(Duration::from_secs(20), rest(stream)).await.expect("it is closed");
            assert!(!said.contains("200"), "{said}");
        }
        let said = rest(send(address, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await).await;
        assert!(said.starts_with("HTTP/1.1 200") && said.ends_with("127.0.0.1"), "{said}");
        // Answering takes as long as it takes: only the head has to come in time.
        let (address, _stop, _served) = start(Patience { head: Duration::from_millis(100), ..PATIENCE });
        let said = rest(send(address, "GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await).await;
        assert!(said.ends_with("slow\n"), "{said}");
    }

    #[tokio::test]
    async fn what_was_begun_is_finished_and_idle_connections_are_not_waited_for() {
        let (address, stop, served) = start(Patience { end: Duration::from_secs(60), head: Duration::from_secs(60) });
        let slow = send(address, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
        let idle = send(address, "").await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        stop.send(()).unwrap();
        assert!(rest(slow).await.ends_with("slow\n"));
        assert_eq!(rest(idle).await, "");
        assert_eq!(served.await.unwrap(), Served { cut: 0 });
        assert!(TcpStream::connect(address).await.is_err(), "nobody is let in any more");
    }

    #[tokio::test]
    async fn what_is_not_finished_in_time_is_cut_and_counted() {
        let (address, stop, served) = start(PATIENCE);
        let never = send(address, "GET /never HTTP/1.1\r\nHost: x\r\n\r\n").await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        stop.send(()).unwrap();
        assert_eq!(served.await.unwrap(), Served { cut: 1 });
        assert_eq!(rest(never).await, "");
    }
}
