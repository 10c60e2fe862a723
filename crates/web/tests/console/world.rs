//! A running console on SQLite whose time stands still, and browsers that visit it.

use axum::{
    Router,
    body::{Body, HttpBody, to_bytes},
    http::{
        Method, Request, Response,
        header::{ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE},
    },
};
use jiff::SignedDuration;
use roster_app::{
    Actor, App, Caller, Origin, PasswordCost, Settings,
    accounts::{
        create::{CreateAccount, create},
        enter::enter,
    },
    clock::{ManualClock, SeededEntropy},
    invitations::{
        create::{self as invite, Invite, Invited},
        withdraw,
    },
    keyring::KeyRing,
    mail::deliver::{self, Delivery},
    members::{delete, set_role},
    settings::WhoCreates,
};
use roster_domain::{
    id::{AccountId, MemberId},
    mail::MailKind,
    model::presets,
};
use roster_store::{Db, DbConfig};
use roster_web::{WebConfig, router};
use std::{
    collections::BTreeMap,
    future::poll_fn,
    pin::Pin,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::time::timeout;
use tower::ServiceExt;

pub const PASSWORD: &str = "seven quiet otters paint";
pub const OTHER: &str = "eleven loud herons sleep";

/// A mail as it leaves.
#[derive(Clone, Debug)]
pub struct Letter {
    pub to: String,
    pub kind: MailKind,
    /// The path of the link.
    pub path: String,
}

pub struct World {
    pub app: App,
    pub router: Router,
    pub account: AccountId,
    clock: Arc<ManualClock>,
    letters: Mutex<Vec<Letter>>,
    /// The path of the first admin's invitation.
    founder: String,
    _folder: tempfile::TempDir,
}

impl World {
    /// An account whose first admin, Ann Lee, is invited.
    pub async fn new() -> World {
        World::with(|_| {}).await
    }

    /// The same, with other settings of the web server.
    pub async fn with(change: impl FnOnce(&mut WebConfig)) -> World {
        World::founded(text_of("sites-and-projects"), change).await
    }

    /// The same with another model.
    pub async fn of(preset: &str) -> World {
        World::founded(text_of(preset), |_| {}).await
    }

    /// The same with a model of its own.
    pub async fn of_model(model: &str) -> World {
        World::founded(model, |_| {}).await
    }

    /// An installation in which people create accounts.
    pub async fn where_people_create(creation: WhoCreates) -> World {
        World::set(text_of("sites-and-projects"), |_| {}, |settings| settings.creation = creation).await
    }

    async fn founded(model: &str, change: impl FnOnce(&mut WebConfig)) -> World {
        World::set(model, change, |_| {}).await
    }

    async fn set(model: &str, change: impl FnOnce(&mut WebConfig), set: impl FnOnce(&mut Settings)) -> World {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("roster.db").display());
        let db = Db::open(&DbConfig { url, readers: 4, synchronous_full: false }).unwrap();
        db.migrate().unwrap();
        let clock = Arc::new(ManualClock::new("2026-11-21T10:00:00Z".parse().unwrap()));
        let keys = KeyRing::new([("k1".to_owned(), vec![7; 32])]).unwrap();
        let mut settings =
            Settings { password_cost: PasswordCost::Trivial, ..Settings::new("https://roster.example.com") };
        set(&mut settings);
        let app = App::new(db, clock.clone(), Arc::new(SeededEntropy::new(7)), keys, settings);
        let mut config = WebConfig::new("https://roster.example.com");
        change(&mut config);
        let created = create(&app, &Caller::operator(), account(model, "Northwind Feeds", "ann@example.com"))
            .await
            .unwrap()
            .value;
        let founder = path_of(&created.link);
        let router = router(app.clone(), config);
        World { app, router, account: created.account, clock, letters: Mutex::default(), founder, _folder: folder }
    }

    pub fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
    }

    /// Somebody's browser, without any cookie.
    pub fn browser(&self) -> Browser {
        Browser { router: self.router.clone(), cookies: Mutex::default(), language: "en-GB,en;q=0.9".to_owned() }
    }

    /// The first admin, signed in.
    pub async fn ann(&self) -> Browser {
        let browser = self.browser();
        let joined = browser.post(&self.founder, &newcomer("Ann Lee", "ann@example.com")).await;
        joined.leads_to(&self.home());
        browser.get(&self.home()).await;
        browser
    }

    /// Somebody signs in with a new browser.
    pub async fn sign_in(&self, email: &str) -> Browser {
        let browser = self.browser();
        browser.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
        assert!(browser.is_signed_in(), "{email}");
        browser
    }

    /// The path of the account.
    pub fn home(&self) -> String {
        format!("/accounts/{}", self.account)
    }

    /// Ann invites an address; the path of the link.
    pub async fn invite(&self, by: &Browser, email: &str, message: &str) -> (MemberId, String) {
        self.invite_as(by, email, "user", message).await
    }

    /// The same with a role.
    pub async fn invite_as(&self, by: &Browser, email: &str, role: &str, message: &str) -> (MemberId, String) {
        let input = Invite {
            addresses: email.to_owned(),
            roles: vec![role.to_owned()],
            access: Vec::new(),
            permissions: Default::default(),
            message: message.to_owned(),
            about: Default::default(),
        };
        let caller = self.caller(by).await;
        let done = invite::create(&self.app, &caller, self.account, input).await.unwrap();
        let member = match &done.value[..] {
            [line] => match &line.outcome {
                Invited::Invited { member, .. } => *member,
                other => panic!("{email}: {other:?}"),
            },
            other => panic!("one line: {other:?}"),
        };
        (member, self.letter(email).await.path)
    }

    /// Ann invites, and the other accepts: their browser.
    pub async fn colleague(&self, by: &Browser, name: &str, email: &str) -> Browser {
        self.colleague_as(by, name, email, "user").await
    }

    /// The same with a role.
    pub async fn colleague_as(&self, by: &Browser, name: &str, email: &str, role: &str) -> Browser {
        let (_, path) = self.invite_as(by, email, role, "").await;
        let browser = self.browser();
        browser.post(&path, &newcomer(name, email)).await.leads_to(&self.home());
        browser.get(&self.home()).await;
        browser
    }

    /// One more account, and the path of its first admin's invitation.
    pub async fn beside(&self, name: &str, admin: &str) -> String {
        self.beside_of("sites-and-projects", name, admin).await
    }

    /// The same with another model.
    pub async fn beside_of(&self, preset: &str, name: &str, admin: &str) -> String {
        let input = account(text_of(preset), name, admin);
        path_of(&create(&self.app, &Caller::operator(), input).await.unwrap().value.link)
    }

    /// The invitation is withdrawn.
    pub async fn withdraw(&self, by: &Browser, member: MemberId) {
        let caller = self.caller(by).await;
        withdraw::withdraw(&self.app, &caller, self.account, member).await.unwrap();
    }

    /// Somebody is deleted from the account.
    pub async fn remove(&self, by: &Browser, whom: &Browser) {
        let member = enter(&self.app, &self.caller(whom).await, self.account).await.unwrap().member.unwrap();
        delete::delete(&self.app, &self.caller(by).await, self.account, member).await.unwrap();
    }

    /// Another admin takes the right to invite away from the one who invited.
    pub async fn demote(&self, inviter: &Browser) {
        let (_, path) = self.invite_as(inviter, "cy@example.com", "admin", "").await;
        let cy = self.browser();
        cy.post(&path, &newcomer("Cy Ode", "cy@example.com")).await.leads_to(&self.home());
        let member = enter(&self.app, &self.caller(inviter).await, self.account).await.unwrap().member.unwrap();
        set_role::set_role(&self.app, &self.caller(&cy).await, self.account, member, "user".to_owned()).await.unwrap();
    }

    /// Who is signed in with this browser.
    pub async fn caller(&self, browser: &Browser) -> Caller {
        let cookies = browser.cookies.lock().unwrap().clone();
        let token = cookies.get("__Host-roster").expect("the browser is signed in");
        let live = roster_app::people::authenticate(&self.app, token).await.unwrap().expect("the session is alive");
        let actor = Actor::Person { person: live.person, session: live.session };
        Caller::new(actor, Origin { address: Some("192.0.2.1".to_owned()), user_agent: None })
    }

    /// Sends what waits; all letters so far.
    pub async fn letters(&self) -> Vec<Letter> {
        for ready in deliver::claim(&self.app).await.unwrap() {
            let path = ready.link.as_deref().map(path_of).unwrap_or_default();
            let letter = Letter { to: ready.row.to_email.clone(), kind: ready.kind, path };
            self.letters.lock().unwrap().push(letter);
            deliver::note(&self.app, ready.row, Delivery::Taken("250 OK".to_owned())).await.unwrap();
        }
        self.letters.lock().unwrap().clone()
    }

    /// The newest letter to this address.
    pub async fn letter(&self, to: &str) -> Letter {
        let letters = self.letters().await;
        letters.into_iter().rev().find(|letter| letter.to == to).unwrap_or_else(|| panic!("no letter to {to}"))
    }
}

fn account(model: &str, name: &str, admin: &str) -> CreateAccount {
    CreateAccount { name: name.to_owned(), model: model.to_owned(), admin: admin.to_owned(), mail: false }
}

/// The model that comes with Roster under this id.
pub fn text_of(preset: &str) -> &'static str {
    presets().iter().find(|other| other.id == preset).unwrap().text
}

fn path_of(link: &str) -> String {
    link.strip_prefix("https://roster.example.com").unwrap().to_owned()
}

/// What someone new fills in.
pub fn newcomer<'a>(name: &'a str, email: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("name", name),
        ("password", PASSWORD),
        ("email", email),
        ("country", "DE"),
        ("language", "en"),
        ("time_zone", "Europe/Berlin"),
    ]
}

/// A browser without script: it keeps cookies and nothing else.
pub struct Browser {
    router: Router,
    cookies: Mutex<BTreeMap<String, String>>,
    language: String,
}

impl Browser {
    /// The same browser for someone who reads this.
    pub fn reading(mut self, language: &str) -> Browser {
        language.clone_into(&mut self.language);
        self
    }

    pub async fn get(&self, path: &str) -> Page {
        self.send(Method::GET, path, None).await
    }

    /// Fetches a page ahead, in case somebody opens it.
    pub async fn fetch_ahead(&self, path: &str) -> Page {
        self.send_with(&[("sec-purpose", "prefetch;prerender")], Method::GET, path, None).await
    }

    /// Asks for a page by another name of the server.
    pub async fn get_at(&self, host: &str, path: &str) -> Page {
        self.send_with(&[("host", host)], Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        self.send(Method::POST, path, Some(pairs.join("&").into_bytes())).await
    }

    /// Sends a body as it is.
    pub async fn post_raw(&self, path: &str, body: Vec<u8>) -> Page {
        self.send(Method::POST, path, Some(body)).await
    }

    /// How many bytes a page has on its way to a browser.
    pub async fn weight(&self, path: &str) -> usize {
        let jar = self.cookies.lock().unwrap().clone();
        let cookies: Vec<String> = jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder().uri(path).header(COOKIE, cookies.join("; ")).header("accept-encoding", "gzip");
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.headers()["content-encoding"], "gzip");
        to_bytes(response.into_body(), 4 << 20).await.unwrap().len()
    }

    pub fn is_signed_in(&self) -> bool {
        self.cookies.lock().unwrap().contains_key("__Host-roster")
    }

    /// Another site makes the browser send a form.
    pub async fn post_from_elsewhere(&self, path: &str) -> Page {
        self.send_with(&[("sec-fetch-site", "cross-site")], Method::POST, path, None).await
    }

    /// Opens an answer that stays open, as one that has seen this event last.
    pub async fn open(&self, path: &str, seen: Option<i64>) -> Stream {
        let jar = self.cookies.lock().unwrap().clone();
        let cookies: Vec<String> = jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().uri(path).header(COOKIE, cookies.join("; "));
        if let Some(seen) = seen {
            request = request.header("last-event-id", seen);
        }
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        Stream { status: response.status().as_u16(), body: response.into_body() }
    }

    async fn send(&self, method: Method, path: &str, body: Option<Vec<u8>>) -> Page {
        self.send_with(&[("sec-fetch-site", "same-origin")], method, path, body).await
    }

    async fn send_with(&self, more: &[(&str, &str)], method: Method, path: &str, body: Option<Vec<u8>>) -> Page {
        let jar = self.cookies.lock().unwrap().clone();
        let cookies: Vec<String> = jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(COOKIE, cookies.join("; "))
            .header(ACCEPT_LANGUAGE, &self.language)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = more.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let request = request.body(Body::from(body.unwrap_or_default())).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        self.keep_cookies(&response);
        Page::read(response).await
    }

    fn keep_cookies(&self, response: &Response<Body>) {
        let mut jar = self.cookies.lock().unwrap();
        for value in response.headers().get_all(SET_COOKIE) {
            let value = value.to_str().unwrap();
            let (name, rest) = value.split_once('=').unwrap();
            let text = rest.split(';').next().unwrap();
            if value.contains("Max-Age=0") {
                jar.remove(name);
            } else {
                assert!(value.contains("; HttpOnly") && value.contains("; Secure"), "{value}");
                jar.insert(name.to_owned(), text.to_owned());
            }
        }
    }
}

/// An answer that stays open.
pub struct Stream {
    pub status: u16,
    body: Body,
}

impl Stream {
    /// Waits until this was told, and gives all that was told since the last time.
    pub async fn tells(&mut self, text: &str) -> String {
        let mut told = String::new();
        while !told.contains(text) {
            match self.next().await {
                Some(more) => told.push_str(&more),
                None => panic!("{text:?} is not in\n{told}"),
            }
        }
        told
    }

    /// Waits until nothing more comes, and gives all that was told since the last time.
    pub async fn ends(&mut self) -> String {
        let mut told = String::new();
        while let Some(more) = self.next().await {
            told.push_str(&more);
        }
        told
    }

    async fn next(&mut self) -> Option<String> {
        let frame = poll_fn(|context| Pin::new(&mut self.body).poll_frame(context));
        let frame = timeout(Duration::from_secs(30), frame).await.expect("it goes on or ends")?;
        Some(String::from_utf8(frame.unwrap().into_data().unwrap().to_vec()).unwrap())
    }
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub location: Option<String>,
    pub headers: axum::http::HeaderMap,
    pub html: String,
}

impl Page {
    async fn read(response: Response<Body>) -> Page {
        let (parts, body) = response.into_parts();
        let location = parts.headers.get(LOCATION).map(|value| value.to_str().unwrap().to_owned());
        // A file is no text; and where a word may be broken is not for these tests.
        let html = String::from_utf8_lossy(&to_bytes(body, 4 << 20).await.unwrap()).replace("<wbr>", "");
        each_mistake_is_named(&html);
        Page { status: parts.status.as_u16(), location, headers: parts.headers, html }
    }

    /// The page has this status and says all of these.
    #[track_caller]
    pub fn says(&self, status: u16, texts: &[&str]) -> &Page {
        assert_eq!(self.status, status, "{}", self.html);
        for text in texts {
            assert!(self.html.contains(text), "{text:?} is not in\n{}", self.html);
        }
        self
    }

    #[track_caller]
    pub fn lacks(&self, text: &str) -> &Page {
        assert!(!self.html.contains(text), "{text:?} is in\n{}", self.html);
        self
    }

    /// The answer sends the browser on to this path.
    #[track_caller]
    pub fn leads_to(&self, path: &str) -> &Page {
        assert_eq!((self.status, self.location.as_deref()), (303, Some(path)), "{}", self.html);
        self
    }
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// Each line of the list of a form's mistakes that leads to a field says which: whatever page a test looks at.
fn each_mistake_is_named(html: &str) {
    let Some(summary) = html.split("class=\"error-summary\"").nth(1).and_then(|rest| rest.split("</ul>").next()) else {
        return;
    };
    for line in summary.split("<a href=\"#").skip(1) {
        let (id, rest) = line.split_once("\">").unwrap();
        let text = rest.split("</a>").next().unwrap();
        let label = text.split_once(": ").map_or("", |(label, _)| label);
        assert!(!label.is_empty(), "{text:?} does not say which field it is about");
        assert!(html.contains(&format!("id=\"{id}\"")), "{text:?} leads to {id:?}, which is nowhere");
    }
}
