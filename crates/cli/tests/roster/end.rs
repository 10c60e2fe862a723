//! A graceful end: what was begun is finished, and nothing new is begun.

use super::process::{Installation, Running, answer};
use roster_testkit::smtp::{Refusal, SmtpServer};
use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::Duration,
};

#[test]
fn a_request_that_was_begun_is_answered() {
    let installation = Installation::with_mailbox();
    let running = installation.serve();
    let request = running.form("/sign-in", "email=ann%40example.org&password=wrong-password");
    let (begin, rest) = request.split_at(request.len() - 10);
    let mut stream = running.connect();
    stream.write_all(begin.as_bytes()).unwrap();
    thread::sleep(Duration::from_millis(300));
    running.signal("TERM");
    let mut turns = 0;
    while TcpStream::connect(&running.address).is_ok() {
        turns += 1;
        assert!(turns < 500, "it still takes connections");
        thread::sleep(Duration::from_millis(20));
    }
    stream.write_all(rest.as_bytes()).unwrap();
    let (status, text) = answer(stream);
    assert!((200..500).contains(&status), "{text}");
    let (ended, said) = running.ended();
    assert!(ended.success() && said.contains("ended"), "{ended} {said}");
}

#[test]
fn f05_a_mail_on_its_way_is_noted_before_the_end() {
    let Some(server) = SmtpServer::start() else { return };
    server.refuse("ann@example.org", Refusal::Silence);
    let installation = Installation::with_mail(&server);
    installation.create_account("ann@example.org", &["--mail"]);
    let running = installation.serve();
    let mut turns = 0;
    while !installation.run(&["mail", "queue"]).stdout.contains("1 sending") {
        turns += 1;
        assert!(turns < 200, "it is never sent");
        thread::sleep(Duration::from_millis(20));
    }
    let said = running.end();
    assert!(said.contains("mail not sent; it will be tried again"), "{said}");
    let queue = installation.run(&["mail", "queue", "--state", "queued"]).good().stdout;
    assert!(queue.starts_with("Mails: 1 queued\n"), "it waits for its next try, and was not given up: {queue}");
}

#[test]
fn ctrl_c_ends_it_as_well() {
    let installation = Installation::with_mailbox();
    let running = installation.serve();
    assert_eq!(running.get("/healthz").0, 200);
    running.signal("INT");
    let (ended, said) = running.ended();
    assert!(ended.success(), "{ended} {said}");
}

#[test]
fn a_slow_request_that_is_being_answered_is_finished() {
    let installation = Installation::with_mailbox();
    let running = installation.serve();
    // Half of its body is here, and the server waits for the rest: it is begun.
    let request = running.form("/forgot-password", "email=ann%40example.org");
    let (begin, rest) = request.split_at(request.len() - 3);
    let mut slow = running.connect();
    slow.write_all(begin.as_bytes()).unwrap();
    let idle = running.connect();
    thread::sleep(Duration::from_millis(300));
    running.signal("TERM");
    thread::sleep(Duration::from_millis(700));
    slow.write_all(rest.as_bytes()).unwrap();
    let (status, text) = answer(slow);
    assert_eq!(status, 200, "{text}");
    let (ended, said) = running.ended();
    assert!(ended.success() && !said.contains("cut"), "{said}");
    drop(idle);
}

#[test]
fn half_a_head_is_not_waited_for() {
    let installation = Installation::with_mailbox();
    let mut command = installation.command(&["serve"]);
    command.env("ROSTER_LIMITS_IDLE_TIMEOUT", "1s");
    let running = Running::start(command);
    let mut stream = running.connect();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow").unwrap();
    let mut said = String::new();
    stream.read_to_string(&mut said).unwrap();
    assert!(!said.contains("200 OK"), "{said}");
    // Others are served meanwhile and after.
    assert_eq!(running.get("/healthz").0, 200);
    running.end();
}
