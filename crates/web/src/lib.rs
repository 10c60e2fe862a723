//! HTTP, and every word Roster shows to a person.

pub mod assets;
pub mod mail;
pub mod text;
pub mod ui;
