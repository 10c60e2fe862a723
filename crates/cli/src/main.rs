//! User management for products with accounts: console, REST API and command line in one binary.
#![allow(dead_code, reason = "`roster serve` is what reads the configuration and sends mail")]

mod config;
mod smtp;

fn main() {}
