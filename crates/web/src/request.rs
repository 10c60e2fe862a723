//! What is read of a request before a use-case is called: who asks, from where, on which conditions.

mod caller;
mod cookies;
mod cross_site;
mod idempotency;
mod language;
mod origin;
mod version;

pub(crate) use caller::{AnyCaller, MaybeSession};
pub(crate) use cookies::{clear_flash, flash, flash_cookie, session_cookie, signed_out_cookie};
pub(crate) use cross_site::refuse_cross_site;
pub(crate) use idempotency::idempotent;
pub(crate) use language::{accepted_country, current_language, remember_language, with_language};
pub(crate) use origin::From;
pub(crate) use version::{etag, seen_version};
