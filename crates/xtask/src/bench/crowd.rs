//! Who is asked about: an account of 10,000 people who are in, with 50,000 grants on 1,000 resources.

use super::{build, files::Files, http::request};
use serde_json::{Value, json};
use std::{net::SocketAddr, process::Command};

const MEMBERS: usize = 10_000;
const PROJECTS: usize = 100;
/// How many questions are made beforehand: far more than anything that is warm by itself.
const QUESTIONS: usize = 50_000;
/// Out of ten questions, so many are about something that the member reaches.
const REACHED: u64 = 7;

/// What was made.
pub struct Crowd {
    account: String,
    key: String,
    /// Members, and what each of them reaches.
    groups: Vec<(Vec<Value>, Vec<Thing>)>,
    resources: Vec<Thing>,
}

/// A resource and its kind.
struct Thing {
    id: Value,
    kind: String,
}

impl Crowd {
    /// Makes them in the database, before a server is there.
    pub fn gather(files: &Files, model: &str) -> Result<Crowd, String> {
        let database = format!("sqlite:{}", files.path("bench.db").display());
        let mut command = Command::new(build::program("examples/crowd"));
        command.args([&database, model, &MEMBERS.to_string(), &PROJECTS.to_string()]);
        let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
        if !output.status.success() {
            return Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)));
        }
        let made: Value = serde_json::from_slice(&output.stdout).map_err(|error| format!("{command:?}: {error}"))?;
        let crowd = Crowd::read(&made).ok_or_else(|| format!("{command:?} says something else"))?;
        let members: usize = crowd.groups.iter().map(|(members, _)| members.len()).sum();
        if members == MEMBERS && crowd.resources.len() >= 1_000 {
            return Ok(crowd);
        }
        Err(format!("{members} members and {} resources were made", crowd.resources.len()))
    }

    fn read(made: &Value) -> Option<Crowd> {
        let things = |list: &Value| -> Option<Vec<Thing>> {
            let thing = |one: &Value| Some(Thing { id: one[0].clone(), kind: one[1].as_str()?.to_owned() });
            list.as_array()?.iter().map(thing).collect()
        };
        let group = |one: &Value| Some((one["members"].as_array()?.clone(), things(&one["reach"])?));
        Some(Crowd {
            account: made["account"].as_str()?.to_owned(),
            key: made["key"].as_str()?.to_owned(),
            groups: made["groups"].as_array()?.iter().map(group).collect::<Option<_>>()?,
            resources: things(&made["resources"])?,
        })
    }

    /// Requests with so many questions each: a member at random, and mostly something they reach, else anything.
    pub fn questions(&self, host: SocketAddr, at_once: usize) -> Vec<Vec<u8>> {
        let (path, mut dice) = (format!("/v1/accounts/{}/check", self.account), Dice(at_once as u64));
        let bearer = format!("Bearer {}", self.key);
        let headers = [("Authorization", bearer.as_str()), ("Content-Type", "application/json")];
        let requests = (QUESTIONS / at_once).max(50);
        let one = |_| {
            let checks: Vec<Value> = (0..at_once).map(|_| self.question(&mut dice)).collect();
            request("POST", &path, host, &headers, json!({ "checks": checks }).to_string().as_bytes())
        };
        (0..requests).map(one).collect()
    }

    fn question(&self, dice: &mut Dice) -> Value {
        let (members, reached) = dice.pick(&self.groups);
        let things = if dice.roll(10) < REACHED { reached } else { &self.resources };
        let thing = dice.pick(things);
        json!({ "member": dice.pick(members), "permission": format!("{}.view", thing.kind), "resource": thing.id })
    }
}

/// The same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.roll(from.len() as u64) as usize]
    }
}
