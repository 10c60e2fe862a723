//! The PostgreSQL of the tests: databases that share nothing, and no server left behind by a test that was killed.
#![allow(clippy::unwrap_used, reason = "helpers of a test fail where they stand, as the test does")]

use postgres::{Client, NoTls};
use std::{
    env,
    io::{BufRead, BufReader},
    net::TcpStream,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

const VICTIM: &str = "ROSTER_TEST_POSTGRES_VICTIM";

#[test]
fn each_database_is_new_and_sorts_as_people_do() {
    let Some(server) = roster_testkit::postgres::postgres() else { return };
    for _ in 0..2 {
        let mut client = Client::connect(&server.fresh_database(), NoTls).unwrap();
        client.batch_execute("create table words (word text); insert into words values ('b'), ('A'), ('a')").unwrap();
        let sorted = client.query("select word from words order by word", &[]).unwrap();
        let words: Vec<String> = sorted.iter().map(|row| row.get(0)).collect();
        assert_eq!(words, ["a", "A", "b"]);
    }
}

/// Runs twice: the outer process starts itself again with `VICTIM` set, and kills that one when its server is up.
#[test]
fn a_killed_test_leaves_no_server_behind() {
    if env::var_os(VICTIM).is_some() {
        let Some(server) = roster_testkit::postgres::postgres() else { return };
        println!("\nurl={}", server.fresh_database());
        thread::sleep(Duration::from_secs(600));
    }
    if roster_testkit::skip::asked("PostgreSQL", "ROSTER_SKIP_POSTGRES") {
        return;
    }
    let mut victim = Command::new(env::current_exe().unwrap())
        .args(["--exact", "a_killed_test_leaves_no_server_behind", "--nocapture"])
        .env(VICTIM, "1")
        .env_remove("ROSTER_TEST_POSTGRES")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(victim.stdout.take().unwrap()).lines().map_while(Result::ok);
    let url = lines.find_map(|line| line.strip_prefix("url=").map(str::to_owned)).unwrap();
    let address = url.split(['@', '/']).find(|part| part.starts_with("127.0.0.1:")).unwrap().to_owned();
    assert!(TcpStream::connect(&address).is_ok());
    victim.kill().unwrap();
    victim.wait().unwrap();
    let gone = (0..200).any(|_| {
        thread::sleep(Duration::from_millis(50));
        TcpStream::connect(&address).is_err()
    });
    assert!(gone, "a server still listens on {address}");
}
