//! HTTP, and every word Roster shows to a person.

pub mod text;
