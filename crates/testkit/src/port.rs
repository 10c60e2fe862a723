//! Ports for servers that are started by tests.

use std::net::TcpListener;

/// A port on 127.0.0.1 that nobody listens on right now.
///
/// Another program may take it before you do. Prefer to listen on port 0 and ask the server which port it got.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the loopback address has a free port");
    listener.local_addr().expect("a bound listener has an address").port()
}
