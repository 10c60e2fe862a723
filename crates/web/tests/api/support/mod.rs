//! A running Roster without a socket, the people in it, and short words for asking it.

mod ask;
mod declared;
mod routes;
mod tenant;
mod world;

pub use ask::{Answer, Ask, delete, get, patch, post, put};
pub use routes::{Place, Route, routes};
pub use tenant::{Person, Tenant};
pub use world::{PASSWORD, World, worlds};
