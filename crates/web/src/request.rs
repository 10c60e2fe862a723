//! What is read of a request before a use-case is called: who asks, from where, on which conditions.

mod acting;
mod asking;
mod caller;
mod context;
mod cookies;
mod cross_site;
mod idempotency;
mod json;
mod language;
mod looking;
mod moment;
mod origin;
mod own_host;
mod sent;
mod version;

pub(crate) use acting::{ActingNow, current_acting, remember_acting};
pub(crate) use asking::{Place, current_place, remember_place};
pub(crate) use caller::{AnyCaller, Anyone, InBulk, MaybeSession, Person, Program, Versioned};
pub(crate) use context::{Numbered, current_number, current_product};
pub(crate) use cookies::{
    acting_cookie, clear_flash, flash, flash_cookie, own_name_cookie, session_cookie, signed_out_cookie,
    support_cookie, support_over_cookie,
};
pub(crate) use cross_site::is_cross_site;
pub(crate) use json::{pointer, told};
pub(crate) use language::{accepted_country, accepted_language, current_language, remember_language};
pub(crate) use looking::{Looking, current_looking, remember_looking};
pub(crate) use moment::Moment;
pub(crate) use origin::From;
pub(crate) use own_host::OwnHost;
pub(crate) use sent::{Ids, Query, Sent, page_size};
pub(crate) use version::{etag, seen_version};
