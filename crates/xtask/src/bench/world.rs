//! What the server holds when it is loaded: an account with projects, sites and 10,000 invited users, and others to
//! invite into. Made with the command line and the API alone, so it is what people would have made.

use super::{
    build,
    crowd::Crowd,
    files::Files,
    http::{Connection, request},
    machine::Cores,
    plan::{Inviting, Name, Plan, invitation},
    purses,
    server::{Server, free_address},
};
use serde_json::{Value, json};
use std::{fs, net::SocketAddr, path::PathBuf, process::Command, sync::Arc};

/// Where the models lie.
const PRESETS: &str = "crates/domain/src/presets";
/// How many users the listed account has.
const USERS: usize = 10_000;
/// How many of them are invited at once: those have the same access.
const AT_ONCE: usize = 500;
/// Into how many accounts the row `invite` invites: each takes a limited number an hour.
const INVITING: usize = 16;
const PROJECTS: usize = 20;
const SITES_OF_A_PROJECT: usize = 5;
/// How many rows a page has.
const PAGE: usize = 50;

/// The connections of rows that cost little, and of those whose answers are long.
const MANY: usize = 64;
const SOME: usize = 16;

/// Fills a database, starts Roster on it, and says what to ask: `only` these rows (none named: all), and always the floor.
pub async fn fill(
    files: &Files,
    cores: &Cores,
    bare: &Server,
    only: &[Name],
) -> Result<(Server, Vec<Arc<Plan>>), String> {
    let address = free_address()?;
    files.configure(address)?;
    operator(files, &["migrate"])?;
    let wanted = |name| only.is_empty() || only.contains(&name);
    let listed = found(files, "Listed")?;
    let invited =
        (0..INVITING).filter(|_| wanted(Name::Invite)).map(|number| found(files, &format!("Invited-{number}")));
    let invited: Vec<String> = invited.collect::<Result<_, _>>()?;
    let crowd = wanted(Name::Check) || wanted(Name::CheckBatch);
    let crowd = crowd.then(|| Crowd::gather(files, &model_file()?)).transpose()?;
    let spends = wanted(Name::Spend) || wanted(Name::SpendHot);
    let purses = spends.then(|| purses::fill(files, &model_with(&["[credits]"])?)).transpose()?;
    let server = Server::start_roster(files, cores, address).await?;
    let mut listed = Client::join(address, &listed).await?;

    let mut plans = Vec::new();
    let healthz =
        |name, connections| Plan::fixed(name, connections, vec![request("GET", "/healthz", address, &[], b"")], "ok");
    if wanted(Name::Axum) {
        plans.push(Plan::fixed(Name::Axum, MANY, vec![request("GET", "/", bare.address, &[], b"")], "ok"));
    }
    plans.push(healthz(Name::Healthz, MANY));
    plans.push(healthz(Name::HealthzFew, SOME));
    if wanted(Name::Me) {
        plans.push(Plan::fixed(Name::Me, MANY, vec![listed.get("/v1/me")], "\"email\""));
    }
    if wanted(Name::UsersPage) || wanted(Name::UsersHtml) {
        listed.invite_users().await?;
    }
    if wanted(Name::UsersPage) {
        let pages = listed.pages().await?;
        plans.push(Plan::fixed(Name::UsersPage, SOME, pages, "user-0"));
    }
    if wanted(Name::UsersHtml) {
        let page = listed.get(&format!("/accounts/{}/users", listed.account));
        plans.push(Plan::fixed(Name::UsersHtml, SOME, vec![page], "user-0"));
    }
    if let Some(crowd) = &crowd {
        if wanted(Name::Check) {
            plans.push(Plan::fixed(Name::Check, SOME, crowd.questions(address, 1), "\"allowed\""));
        }
        if wanted(Name::CheckBatch) {
            plans.push(Plan::fixed(Name::CheckBatch, SOME, crowd.questions(address, 1_000), "\"allowed\""));
        }
    }
    if wanted(Name::Invite) {
        let mut inviting = Vec::new();
        for token in &invited {
            let mut admin = Client::join(address, token).await?;
            let project = admin.create("project", "Harbour", None).await?;
            inviting.push(Inviting {
                path: format!("/v1/accounts/{}/invitations", admin.account),
                access: json!([{ "resource": project, "level": "read_only" }]).to_string(),
                cookie: admin.cookie,
            });
        }
        plans.push(Plan::invitations(MANY, address, inviting));
    }
    for (name, many) in [(Name::SpendHot, 1), (Name::Spend, purses::ACCOUNTS)] {
        if let Some(purses) = purses.as_ref().filter(|_| wanted(name)) {
            plans.push(Plan::spendings(name, MANY, address, purses.iter().take(many).cloned().collect()));
        }
    }
    Ok((server, plans.into_iter().map(Arc::new).collect()))
}

/// Runs a command of the operator, and gives what it says.
fn operator(files: &Files, arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new(build::program("roster"));
    command.args(arguments).arg("--config").arg(files.path("roster.toml"));
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// What is measured without a server, each by a program of its own: `only` these (none named: all).
pub fn in_process(files: &Files, only: &[Name]) -> Result<Vec<(&'static str, String)>, String> {
    let database = |name: &str| format!("sqlite:{}", files.path(name).display());
    let model = model_file()?;
    let programs = [
        (Name::Decisions, "A decision with warm records", "examples/decisions", vec![model.clone()]),
        (Name::Changes, "One change", "examples/change", vec![database("change.db"), model.clone()]),
        (Name::Bulk, "Many at once", "examples/bulk", vec![database("bulk.db"), model]),
    ];
    let wanted = programs.into_iter().filter(|(name, ..)| only.is_empty() || only.contains(name));
    wanted.map(|(_, what, program, arguments)| Ok((what, say(program, &arguments)?))).collect()
}

/// Runs a program, and gives what it says.
fn say(program: &str, arguments: &[String]) -> Result<String, String> {
    let mut command = Command::new(build::program(program));
    let output = command.args(arguments).output().map_err(|error| format!("{command:?}: {error}"))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned()),
        false => Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr))),
    }
}

/// The model of the accounts: one with projects and sites.
fn model_file() -> Result<String, String> {
    model_with(&["kind = \"project\"", "kind = \"site\""])
}

/// The first model that comes with Roster and has all of these.
fn model_with(all: &[&str]) -> Result<String, String> {
    let files = fs::read_dir(PRESETS).map_err(|error| format!("{PRESETS}: {error}"))?;
    let has = |file: &PathBuf| {
        let text = fs::read_to_string(file).unwrap_or_default();
        all.iter().all(|part| text.contains(part))
    };
    let fitting = files.filter_map(|entry| Some(entry.ok()?.path())).filter(has).min();
    let path = fitting.as_ref().and_then(|file| file.to_str());
    path.map(str::to_owned).ok_or_else(|| format!("no model in {PRESETS} has {all:?}"))
}

/// Creates an account, and gives the token for its first admin.
fn found(files: &Files, name: &str) -> Result<String, String> {
    let admin = format!("{}@bench.example", name.to_lowercase());
    let model = model_file()?;
    let said = operator(files, &["account", "create", "--name", name, "--admin", &admin, "--model", &model])?;
    let token = said.split_whitespace().find_map(|word| word.split_once("/invitations/"));
    token.map(|(_, token)| token.to_owned()).ok_or_else(|| format!("no link in {said:?}"))
}

/// The admin of an account.
struct Client {
    connection: Connection,
    address: SocketAddr,
    account: String,
    cookie: String,
}

impl Client {
    /// Accepts the invitation of the first admin.
    async fn join(address: SocketAddr, token: &str) -> Result<Client, String> {
        let connection = Connection::open(address).await.map_err(|error| error.to_string())?;
        let mut client = Client { connection, address, account: String::new(), cookie: String::new() };
        let newcomer = json!({ "token": token, "name": "Ada Bench", "password": "seven lanterns drift west", "country": "NL", "language": "en" });
        let (joined, cookie) = client.post("/v1/invitations/accept", &newcomer).await?;
        client.account = joined["account"].as_str().unwrap_or_default().to_owned();
        client.cookie = cookie.ok_or("accepting began no session")?;
        Ok(client)
    }

    /// A request as this admin makes it.
    fn get(&self, path: &str) -> Vec<u8> {
        request("GET", path, self.address, &[("Cookie", &self.cookie)], b"")
    }

    async fn post(&mut self, path: &str, body: &Value) -> Result<(Value, Option<String>), String> {
        let headers = [("Content-Type", "application/json"), ("Cookie", self.cookie.as_str())];
        let headers = if self.cookie.is_empty() { &headers[..1] } else { &headers };
        let request = request("POST", path, self.address, headers, body.to_string().as_bytes());
        self.ask(path, &request).await
    }

    /// The answer, and the cookie that came with it.
    async fn ask(&mut self, path: &str, request: &[u8]) -> Result<(Value, Option<String>), String> {
        let answer = self.connection.ask(request).await.map_err(|error| format!("{path}: {error}"))?;
        let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next()).map(str::to_owned);
        if !(200..300).contains(&answer.status) {
            return Err(format!("{path}: status {}: {}", answer.status, String::from_utf8_lossy(answer.body)));
        }
        let value = serde_json::from_slice(answer.body).map_err(|error| format!("{path}: {error}"))?;
        Ok((value, cookie))
    }

    async fn create(&mut self, kind: &str, name: &str, parent: Option<&str>) -> Result<String, String> {
        let path = format!("/v1/accounts/{}/resources", self.account);
        let mut new = json!({ "kind": kind, "name": name });
        if let Some(parent) = parent {
            new["parent"] = parent.into();
        }
        let (made, _) = self.post(&path, &new).await?;
        made["id"].as_str().map(str::to_owned).ok_or_else(|| format!("{path}: no id"))
    }

    /// Projects and sites, and 10,000 users who reach a project and two sites of another.
    async fn invite_users(&mut self) -> Result<(), String> {
        let mut sites: Vec<Vec<String>> = Vec::new();
        let mut projects = Vec::new();
        for project in 0..PROJECTS {
            let id = self.create("project", &format!("Project {project:02}"), None).await?;
            let mut of_project = Vec::new();
            for site in 0..SITES_OF_A_PROJECT {
                of_project.push(self.create("site", &format!("Site {project:02}-{site}"), Some(&id)).await?);
            }
            projects.push(id);
            sites.push(of_project);
        }
        let path = format!("/v1/accounts/{}/invitations", self.account);
        for first in (0..USERS).step_by(AT_ONCE) {
            let group = first / AT_ONCE;
            let other = &sites[(group + 1) % PROJECTS];
            let access = json!([
                { "resource": projects[group % PROJECTS], "level": "read_write" },
                { "resource": other[0], "level": "read_only" },
                { "resource": other[1], "level": "read_only" },
            ]);
            let addresses: Vec<String> =
                (first..first + AT_ONCE).map(|user| format!("user-{user:05}@bench.example")).collect();
            let body = invitation(&addresses.join("\n"), &access.to_string());
            let body = serde_json::from_str(&body).map_err(|error| error.to_string())?;
            self.post(&path, &body).await?;
        }
        Ok(())
    }

    /// A request for each page of the list.
    async fn pages(&mut self) -> Result<Vec<Vec<u8>>, String> {
        let (mut pages, mut users) = (Vec::new(), 0);
        let first = format!("/v1/accounts/{}/members?limit={PAGE}", self.account);
        let mut path = first.clone();
        loop {
            let request = self.get(&path);
            let (page, _) = self.ask(&path, &request).await?;
            let items = page["items"].as_array().map_or(0, Vec::len);
            users += items;
            if items == PAGE {
                pages.push(request);
            }
            match page["next"].as_str() {
                Some(next) => path = format!("{first}&cursor={next}"),
                None if users >= USERS => return Ok(pages),
                None => return Err(format!("{users} users are listed, and {USERS} were invited")),
            }
        }
    }
}
