//! The use-cases of Roster: one verb, one file.
