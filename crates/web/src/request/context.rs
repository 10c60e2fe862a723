//! What is kept beside the task of a request while it is answered, for what is made where nobody is told of it: an error page speaks
//! the person's language and names the number under which the operator finds the request.

use crate::{
    Web,
    request::{ActingNow, Looking, Place},
};
use axum::http::{HeaderValue, Method};
use roster_domain::language::Language;
use std::{
    cell::{Cell, RefCell},
    future::Future,
    sync::atomic::{AtomicU64, Ordering},
};
use tracing::{Instrument, Span};

tokio::task_local! {
    static CONTEXT: Context;
}

/// What is known of the request at hand. One value for all: each scope of its own would hand the whole answer on once more.
pub(super) struct Context {
    web: Web,
    number: HeaderValue,
    pub(super) language: Cell<Language>,
    pub(super) acting: RefCell<Option<ActingNow>>,
    pub(super) looking: RefCell<Option<Looking>>,
    pub(super) place: RefCell<Option<Place>>,
}

/// A request with its number: the log and the answer name it alike.
pub(crate) struct Numbered {
    context: Context,
    span: Span,
}

impl Numbered {
    /// Numbers a request of somebody who reads this language, as far as is known.
    pub(crate) fn new(web: &Web, method: &Method, language: Language) -> Numbered {
        let number = next_number(web.app.now().as_millisecond());
        let span = tracing::info_span!("request", %number, %method);
        let context = Context {
            web: web.clone(),
            number: HeaderValue::try_from(number).unwrap_or_else(|_| HeaderValue::from_static("-")),
            language: Cell::new(language),
            acting: RefCell::default(),
            looking: RefCell::default(),
            place: RefCell::default(),
        };
        Numbered { context, span }
    }

    /// As the answer says it.
    pub(crate) fn header(&self) -> HeaderValue {
        self.context.number.clone()
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

/// Looks into the context of the request at hand; nothing outside one (in a unit test).
pub(super) fn with<T>(look: impl FnOnce(&Context) -> T) -> Option<T> {
    CONTEXT.try_with(look).ok()
}

/// The number that the log names the request by.
pub(crate) fn current_number() -> Option<String> {
    with(|context| context.number.to_str().unwrap_or_default().to_owned())
}

/// What the installation calls itself.
pub(crate) fn current_product() -> Option<String> {
    with(|context| context.web.config.product.clone())
}
