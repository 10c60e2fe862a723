//! The tasks of the house: test, bench, openapi.
fn main() {}
