//! A router that knows what is in it, so that tests can go through all of it.

use crate::Web;
use axum::{Router, routing::MethodRouter};

/// Routes and their paths.
#[derive(Default)]
pub(crate) struct Listed {
    /// The routes.
    pub(crate) router: Router<Web>,
    /// Their paths, as they were given.
    pub(crate) paths: Vec<&'static str>,
}

impl Listed {
    /// None yet.
    pub(crate) fn new() -> Listed {
        Listed::default()
    }

    /// Adds a route.
    pub(crate) fn route(mut self, path: &'static str, methods: MethodRouter<Web>) -> Listed {
        self.router = self.router.route(path, methods);
        self.paths.push(path);
        self
    }
}
