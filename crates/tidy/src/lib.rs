//! Tests only: the invariants of the house, and that documents tell the truth.
