//! What an answer may have to say of the request it belongs to, wherever it is made: the number under which the operator finds
//! it, and what the installation calls itself.

use crate::Web;
use axum::http::{HeaderValue, Method};
use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tracing::{Instrument, Span};

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

/// A request with its number: the log and the answer name it alike.
pub(crate) struct Numbered {
    context: Context,
    span: Span,
}

impl Numbered {
    /// Numbers a request.
    pub(crate) fn new(web: &Web, method: &Method) -> Numbered {
        let number: Arc<str> = next_number(web.app.now().as_millisecond()).into();
        let span = tracing::info_span!("request", number = %number, method = %method);
        Numbered { context: Context { number, product: web.config.product.as_str().into() }, span }
    }

    /// As the answer says it.
    pub(crate) fn header(&self) -> Option<HeaderValue> {
        HeaderValue::try_from(&*self.context.number).ok()
    }

    /// Answers it.
    pub(crate) fn answer<T>(self, work: impl Future<Output = T>) -> impl Future<Output = T> {
        CONTEXT.scope(self.context, work).instrument(self.span)
    }
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
