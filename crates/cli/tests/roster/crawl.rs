//! Every page of the demo, as everybody in it: followed as people follow links, in every language, and every form sent as it stands.
//!
//! In process pages are proven one by one elsewhere; this finds what nobody thought of: a link to nowhere, a control without a name, a page
//! that breaks in the state in which only this role of this model sees it.

use super::{
    html::Html,
    process::{Installation, Running, command},
};
use roster_domain::{
    language::Language,
    model::{Preset, presets},
};
use roster_store::{Db, DbConfig, sql};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fs,
    path::Path,
};

sql!(SPEAK, "update persons set language = $1");

/// How many pages that differ only in whom or what they are about.
const OF_A_KIND: usize = 3;

fn demo(folder: &Path) -> Running {
    Running::start(command(folder, &["demo", "--listen", "127.0.0.1:0", "--dir", "data"]))
}

/// Everybody reads this language, also the one that nobody is offered.
async fn speak(folder: &Path, language: Language) {
    let url = format!("sqlite:{}", folder.join("data/roster.db").display());
    let db = Db::open(&DbConfig { url, readers: 1, synchronous_full: false }).unwrap();
    db.write(move |tx| tx.execute(&SPEAK, &[&language.tag()])).await.unwrap();
}

/// Somebody the demo names, signed in.
struct Reader {
    account: String,
    role: String,
    cookie: String,
}

fn readers(running: &mut Running) -> Vec<Reader> {
    running.wait_for(|line| line.contains("Ctrl-C ends").then_some(()));
    let lines: Vec<Vec<String>> = running.said.iter().map(|line| columns(line)).collect();
    let people = lines.into_iter().filter(|line| line.len() == 3 && line[2].contains('@'));
    people.map(|line| sign_in(running, &line)).collect()
}

fn columns(line: &str) -> Vec<String> {
    line.split("  ").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn sign_in(running: &Running, line: &[String]) -> Reader {
    let form = format!("email={}&password=blue-otter-lantern", line[2].replace('@', "%40"));
    let (status, answer) = running.post("/sign-in", &form);
    assert_eq!(status, 303, "{answer}");
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap().split(';').next().unwrap();
    Reader { account: line[0].clone(), role: line[1].clone(), cookie: cookie.to_owned() }
}

impl Reader {
    fn get(&self, running: &Running, path: &str) -> (u16, String) {
        running.request(&format!(
            "GET {path} HTTP/1.0\r\nHost: {}\r\nCookie: {}\r\nConnection: close\r\n\r\n",
            running.address, self.cookie
        ))
    }

    fn post(&self, running: &Running, path: &str, fields: &[(String, String)]) -> (u16, String) {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let form = running.form(path, &pairs.join("&"));
        running.request(&form.replacen("\r\n", &format!("\r\nCookie: {}\r\n", self.cookie), 1))
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// What kind of page an address leads to: without whom it is about.
fn shape(link: &str) -> String {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    let part =
        |part: &str| if part.len() >= 32 || part.parse::<u64>().is_ok() { "*".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// All that somebody finds by following links.
struct Found {
    pages: BTreeMap<String, Html>,
    faults: Vec<String>,
}

fn walk(running: &Running, reader: &Reader, language: Language, of_a_kind: usize) -> Found {
    let mut found = Found { pages: BTreeMap::new(), faults: Vec::new() };
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut open: VecDeque<(String, String)> =
        ["/", "/me", "/accounts"].map(|path| (path.to_owned(), "the address bar".to_owned())).into();
    while let Some((path, from)) = open.pop_front() {
        let kind = kinds.entry(shape(&path)).or_default();
        if *kind >= of_a_kind || !seen.insert(path.clone()) {
            continue;
        }
        *kind += 1;
        let place = format!("{} as {} in {}: {path} (from {from})", reader.account, reader.role, language.tag());
        let (status, answer) = reader.get(running, &path);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        if status == 303 || status == 307 {
            let to = head.lines().find_map(|line| line.strip_prefix("location: ")).unwrap_or_default();
            open.push_back((to.to_owned(), path));
            continue;
        }
        if status != 200 {
            found.faults.push(format!("{place}: {status}"));
            continue;
        }
        if !head.contains("content-type: text/html") {
            continue;
        }
        let page = Html::read(body);
        found.faults.extend(page.faults().into_iter().map(|fault| format!("{place}: {fault}")));
        let html = page.all("html").next().unwrap();
        let direction = if language == Language::Mirrored { "rtl" } else { "ltr" };
        // The public page speaks to whoever comes, as their browser does.
        let public = path.starts_with("/join/");
        if !public && (html.get("lang"), html.get("dir")) != (Some(language.tag()), Some(direction)) {
            found.faults.push(format!("{place}: {:?}", html.attributes));
        }
        for link in page.links() {
            // The page about the API is not ours, and other sites are not here.
            if link.starts_with('/') && !link.starts_with("/docs") {
                open.push_back((link, path.clone()));
            } else if link == "#" {
                found.faults.push(format!("{place}: a link to nowhere"));
            }
        }
        found.pages.insert(path, page);
    }
    found
}

#[tokio::test]
async fn every_page_of_every_model_opens_for_whoever_is_led_there_in_every_language() {
    let folder = tempfile::tempdir().unwrap();
    demo(folder.path()).end();
    for (language, of_a_kind) in [(Language::Mirrored, 1), (Language::German, 1), (Language::English, OF_A_KIND)] {
        speak(folder.path(), language).await;
        let mut running = demo(folder.path());
        let readers = readers(&mut running);
        assert!(readers.len() >= 2 * presets().len());
        let (mut faults, mut forms) = (Vec::new(), Vec::new());
        for reader in &readers {
            let found = walk(&running, reader, language, of_a_kind);
            assert!(found.pages.len() >= 5, "{} as {}: {:?}", reader.account, reader.role, found.pages.keys());
            faults.extend(found.faults);
            faults.extend(foreign(reader, language, &found.pages));
            forms.extend(found.pages.into_values().flat_map(|page| page.forms()).map(|form| (reader, form)));
        }
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
        if language == Language::English {
            send(&running, forms);
        }
        let said = running.end();
        assert!(!said.contains("ERROR"), "{said}");
    }
}

#[test]
fn every_page_of_the_example_models_and_of_strange_ones_opens_for_their_first_admin() {
    let folders = ["../../examples/models", "../domain/tests/strange"];
    let folders = folders.map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).canonicalize().unwrap());
    for model in folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()) {
        let (model, installation) = (model.unwrap().path(), Installation::with_mailbox());
        let (words, file) = (["account", "create", "--name", "Example", "--admin"], model.display().to_string());
        let created = installation.run(&[&words[..], &["ann@example.com", "--model", &file]].concat()).good();
        let link = created.stdout.split_whitespace().find(|word| word.contains("/invitations/")).unwrap();
        let running = installation.serve();
        let join = format!("/invitations/{}", link.split_once("/invitations/").unwrap().1);
        let newcomer = "name=Ann+Lee&password=a+lantern+under+the+old+bridge&email=ann%40example.com&language=en";
        let (status, answer) = running.post(&join, newcomer);
        assert_eq!(status, 303, "{answer}");
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let reader = Reader { account: file, role: "first admin".to_owned(), cookie };
        let found = walk(&running, &reader, Language::English, OF_A_KIND);
        assert!(found.faults.is_empty(), "{}", found.faults.join("\n"));
        assert!(found.pages.len() >= 8, "{:?}", found.pages.keys());
        running.end();
    }
}

type Form<'r> = (&'r Reader, (String, Vec<(String, String)>));

/// Sends each kind of form once as each of those who are offered it, as it stands: it is done, or refused with a page.
fn send(running: &Running, forms: Vec<Form<'_>>) {
    let mut sent = BTreeSet::new();
    let mut answers = BTreeMap::new();
    for (reader, (action, fields)) in forms {
        let kind = (reader.cookie.clone(), shape(&action));
        // Who leaves finds nothing more.
        let leaves = ["/sign-out", "/me/sign-out-everywhere"].contains(&&*action) || action.ends_with("/leave");
        if leaves || !sent.insert(kind) {
            continue;
        }
        let (status, answer) = reader.post(running, &action, &fields);
        assert!(
            status < 500 && status != 405,
            "{} as {}: {action} with {fields:?}: {answer}",
            reader.account,
            reader.role
        );
        *answers.entry(status).or_insert(0) += 1;
    }
    assert!(answers.get(&303).is_some_and(|done| *done > 30), "most are done: {answers:?}");
}

/// Words of other models that stand on these pages in the place of a name.
fn foreign(reader: &Reader, language: Language, pages: &BTreeMap<String, Html>) -> Vec<String> {
    let tag = if language == Language::Mirrored { "en" } else { language.tag() };
    let own = presets().iter().find(|preset| words(preset).0.contains(&reader.role)).map(|preset| preset.id);
    // Roles of two models may be called alike; what none of those says is foreign.
    let mine: Vec<&Preset> = presets().iter().filter(|preset| words(preset).0.contains(&reader.role)).collect();
    assert!(own.is_some(), "{}", reader.role);
    let mine: BTreeSet<String> = mine.into_iter().flat_map(|preset| words(preset).0).chain(ours()).collect();
    let theirs: BTreeSet<String> =
        presets().iter().flat_map(|preset| words(preset).1.remove(tag).unwrap_or_default()).collect();
    let foreign: BTreeSet<&String> = theirs.difference(&mine).collect();
    let mut found = Vec::new();
    for (path, page) in pages {
        for name in page.names().filter(|name| foreign.contains(&(*name).to_owned())) {
            found.push(format!("{} as {}: {path} calls something {name:?}", reader.account, reader.role));
        }
    }
    found
}

/// All texts of a model, and its labels by language.
fn words(preset: &Preset) -> (BTreeSet<String>, BTreeMap<String, BTreeSet<String>>) {
    let model: toml::Table = preset.text.parse().unwrap();
    let mut all = BTreeSet::new();
    let mut labels = BTreeMap::new();
    for (tag, group) in model["labels"].as_table().unwrap() {
        let mut here = BTreeSet::new();
        texts(group, &mut here);
        labels.insert(tag.clone(), here);
    }
    texts(&toml::Value::Table(model), &mut all);
    (all, labels)
}

fn texts(value: &toml::Value, to: &mut BTreeSet<String>) {
    match value {
        toml::Value::String(text) => drop(to.insert(text.clone())),
        toml::Value::Array(values) => values.iter().for_each(|value| texts(value, to)),
        toml::Value::Table(table) => table.values().for_each(|value| texts(value, to)),
        _ => {}
    }
}

/// Our own words, which any model may use, too.
fn ours() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src/locales");
    let mut words = BTreeSet::new();
    for language in ["en", "de"] {
        for file in fs::read_dir(folder.join(language)).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            let values = text.lines().filter_map(|line| line.split_once(" = ").or_else(|| line.split_once("] ")));
            words.extend(values.map(|(_, value)| value.trim().to_owned()));
        }
    }
    words
}
