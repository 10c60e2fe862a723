//! HTTP, and every word Roster shows to a person.
//!
//! [`router`](router::router) lists every route. `api/` answers programs, `console/` people; both call the same use-cases
//! of `roster-app`, one each. `ui/` holds the parts pages are made of, `text` the words, `mail` the mails.

mod api;
mod archive_file;
mod around;
pub mod assets;
mod audit_file;
mod config;
mod console;
mod csv_file;
mod ledger_file;
mod listed;
mod live;
pub mod mail;
mod member_file;
mod my_data_file;
pub mod plan_file;
pub mod refusal;
mod request;
pub mod router;
mod serve;
pub mod text;
pub mod ui;
pub mod words;

pub use config::WebConfig;
pub use router::{openapi, router};
pub use serve::{Patience, Served, serve, serve_with};

use std::{ops::Deref, sync::Arc};

/// What every handler is handed. It is cloned several times a request, so it is one pointer.
#[derive(Clone)]
pub struct Web(Arc<Parts>);

/// The use-cases and the configuration.
pub struct Parts {
    /// The use-cases.
    pub app: roster_app::App,
    /// What the operator configured.
    pub config: WebConfig,
    /// The streams that are open.
    pub(crate) streams: Arc<live::Streams>,
    /// The plans of other models that are being worked out.
    pub(crate) planning: console::Underway,
}

impl Web {
    fn new(app: roster_app::App, config: WebConfig) -> Web {
        Web(Arc::new(Parts { app, config, streams: Arc::default(), planning: console::Underway::default() }))
    }
}

impl Deref for Web {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
