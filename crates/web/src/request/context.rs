//! What an answer may have to say of the request it belongs to, wherever it is made: the number under which the operator finds
//! it, and what the installation calls itself.

use crate::Web;
use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tracing::Instrument;

/// What is known of the request at hand.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    /// The number that the log names it by.
    pub(crate) number: Arc<str>,
    /// What the installation calls itself.
    pub(crate) product: Arc<str>,
}

tokio::task_local! {
    static CONTEXT: Context;
}

/// Numbers a request: the log and the answer name it alike.
pub(crate) async fn with_context(State(web): State<Web>, request: Request, next: Next) -> Response {
    let number: Arc<str> = next_number(web.app.now().as_millisecond()).into();
    let product = web.config.product.as_str().into();
    let span = tracing::info_span!("request", number = %number, method = %request.method());
    let header = HeaderValue::try_from(&*number);
    let mut response = in_context(Context { number, product }, next.run(request)).instrument(span).await;
    if let Ok(number) = header {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), number);
    }
    response
}

async fn in_context<T>(context: Context, work: impl Future<Output = T>) -> T {
    CONTEXT.scope(context, work).await
}

/// Different for each request of a process, and hardly ever the same on two: it only has to be found again.
fn next_number(now: i64) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("{now:x}-{:x}", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// The context of the request at hand; nothing outside one (in a unit test).
pub(crate) fn current_context() -> Option<Context> {
    CONTEXT.try_with(Context::clone).ok()
}
