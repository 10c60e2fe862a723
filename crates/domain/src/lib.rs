//! The rules of Roster. No clock, no I/O, no randomness.

pub mod id;
