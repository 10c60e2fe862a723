//! User management for products with accounts: console, REST API and command line in one binary.
fn main() {}
