//! Pages, read as far as a test needs: elements, what stands in them, and what they are called. Ours are well-formed.

use std::collections::{BTreeMap, BTreeSet};

/// Elements that have no end.
const VOID: &[&str] = &["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// An element with all that is in it.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// All text inside, blanks folded.
    pub text: String,
    /// The names and places of what it stands in, the nearest last.
    pub inside: Vec<(String, usize)>,
}

impl Element {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub fn has(&self, name: &str) -> bool {
        self.attributes.contains_key(name)
    }

    fn is_in(&self, name: &str) -> bool {
        self.inside.iter().any(|(other, _)| other == name)
    }
}

/// A page: its elements in the order they begin.
pub struct Html(pub Vec<Element>);

impl Html {
    pub fn read(text: &str) -> Html {
        let mut elements: Vec<Element> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find('<') {
            let (words, tag) = (unescaped(&rest[..at]), &rest[at..]);
            for index in &open {
                elements[*index].text.push_str(&words);
            }
            let end = end_of_tag(tag);
            let inner = &tag[1..end];
            rest = &tag[end + 1..];
            if let Some(name) = inner.strip_prefix('/') {
                let closed = open.pop().expect("an element ends that began");
                assert_eq!(elements[closed].name, name.trim(), "elements end in turn");
                let text = elements[closed].text.split_whitespace().collect::<Vec<_>>().join(" ");
                elements[closed].text = text;
            } else if !inner.starts_with('!') {
                let (name, attributes) = parts(inner.trim_end_matches('/'));
                let inside = open.iter().map(|index| (elements[*index].name.clone(), *index)).collect();
                elements.push(Element { name: name.clone(), attributes, text: String::new(), inside });
                if !VOID.contains(&&*name) && !inner.ends_with('/') {
                    open.push(elements.len() - 1);
                }
            }
        }
        assert!(open.is_empty(), "every element ends");
        Html(elements)
    }

    pub fn all<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h Element> {
        self.0.iter().filter(move |element| element.name == name)
    }

    /// Where links and forms that only look lead.
    pub fn links(&self) -> Vec<String> {
        let links = self.all("a").filter_map(|link| link.get("href"));
        let looks = self.all("form").filter(|form| form.get("method") == Some("get"));
        links.chain(looks.filter_map(|form| form.get("action"))).map(str::to_owned).collect()
    }

    /// What every page owes to its readers; what it fails in, in words.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let titles: Vec<_> = self.all("title").filter(|title| !title.is_in("svg")).collect();
        if titles.len() != 1 || titles[0].text.split('·').next().is_none_or(|title| title.trim().is_empty()) {
            faults.push(format!("titles: {titles:?}"));
        }
        // The question before a panel closes is no page's heading.
        let headings: Vec<_> = self.all("h1").filter(|heading| !heading.is_in("dialog")).collect();
        if headings.len() != 1 || headings[0].text.is_empty() {
            faults.push(format!("headings: {headings:?}"));
        }
        let mut ids = BTreeSet::new();
        for id in self.0.iter().filter_map(|element| element.get("id")) {
            if !ids.insert(id) {
                faults.push(format!("the id {id} stands twice"));
            }
        }
        let labelled: BTreeSet<&str> =
            self.all("label").filter(|label| !label.text.is_empty()).filter_map(|label| label.get("for")).collect();
        for element in &self.0 {
            if is_control(element) && !self.is_named(element, &labelled) {
                faults.push(format!("without a name: {element:?}"));
            }
            for name in [
                "for",
                "aria-describedby",
                "aria-labelledby",
                "aria-controls",
                "popovertarget",
                "commandfor",
                "interestfor",
            ] {
                for id in element.get(name).into_iter().flat_map(str::split_whitespace) {
                    if !ids.contains(id) {
                        faults.push(format!("{name} leads nowhere: {element:?}"));
                    }
                }
            }
        }
        faults
    }

    fn is_named(&self, element: &Element, labelled: &BTreeSet<&str>) -> bool {
        let said = |name| element.get(name).is_some_and(|said| !said.trim().is_empty());
        let in_label = element.inside.iter().any(|(name, index)| name == "label" && !self.0[*index].text.is_empty());
        let own = ["a", "button", "summary"].contains(&&*element.name) && !element.text.is_empty();
        own || in_label
            || said("aria-label")
            || said("aria-labelledby")
            || element.get("id").is_some_and(|id| labelled.contains(id))
    }

    /// The forms that change something: where they go, and what a browser would send at once.
    pub fn forms(&self) -> Vec<(String, Vec<(String, String)>)> {
        let places =
            self.0.iter().enumerate().filter(|(_, form)| form.name == "form" && form.get("method") == Some("post"));
        let mut forms = Vec::new();
        for (place, form) in places {
            let Some(action) = form.get("action") else { continue };
            let id = form.get("id");
            let mine = |element: &&Element| match element.get("form") {
                Some(other) => Some(other) == id,
                None => element.inside.iter().any(|(_, index)| *index == place),
            };
            let fields: Vec<(String, String)> =
                self.0.iter().filter(mine).filter_map(|element| self.sent(element)).collect();
            forms.push((action.to_owned(), fields));
        }
        forms
    }

    fn sent(&self, element: &Element) -> Option<(String, String)> {
        let value = match &*element.name {
            "input" => match element.get("type") {
                Some("checkbox" | "radio") => {
                    element.has("checked").then(|| element.get("value").unwrap_or("on").to_owned())?
                }
                _ => element.get("value").unwrap_or_default().to_owned(),
            },
            "textarea" => element.text.clone(),
            "select" => {
                let mine = std::ptr::from_ref(element);
                let options: Vec<_> = self
                    .all("option")
                    .filter(|option| {
                        option.inside.iter().any(|(_, index)| std::ptr::eq(&raw const self.0[*index], mine))
                    })
                    .collect();
                let chosen = options.iter().find(|option| option.has("selected")).or(options.first())?;
                chosen.get("value").unwrap_or(&chosen.text).to_owned()
            }
            _ => return None,
        };
        Some((element.get("name")?.to_owned(), value))
    }

    /// Texts that name something: headings, links, buttons, columns, choices, marks.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = ["h1", "h2", "h3", "a", "button", "summary", "th", "label", "legend", "option", "dt", "span"];
        self.0.iter().filter(move |element| names.contains(&&*element.name)).map(|element| element.text.as_str())
    }
}

fn is_control(element: &Element) -> bool {
    if element.has("hidden") {
        return false;
    }
    match &*element.name {
        "a" => element.has("href"),
        "button" | "select" | "textarea" | "summary" => true,
        "input" => element.get("type") != Some("hidden"),
        _ => false,
    }
}

/// The place of the `>` that ends a tag: not one in a value.
fn end_of_tag(tag: &str) -> usize {
    let mut quoted = false;
    let end = tag.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == '>' && !quoted
    });
    end.expect("a tag ends").0
}

fn parts(tag: &str) -> (String, BTreeMap<String, String>) {
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut attributes = BTreeMap::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return (name.to_owned(), attributes);
        }
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (key, behind) = rest.split_at(end);
        let value = match behind.strip_prefix("=\"") {
            Some(value) => {
                let (value, behind) = value.split_once('"').expect("a value ends");
                rest = behind;
                value
            }
            None => {
                rest = behind;
                ""
            }
        };
        attributes.insert(key.to_owned(), unescaped(value));
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

#[test]
fn a_page_without_faults_is_told_from_one_with() {
    let good = "<!DOCTYPE html><html><head><title>Users · Roster</title></head><body><h1>Users</h1>\
        <a href=\"/x?a=1&amp;b=2\">More</a><label for=\"q\">Search</label><input id=\"q\" name=\"q\" value=\"&lt;\">\
        <form method=\"post\" action=\"/go\"><input type=\"checkbox\" name=\"c\" checked aria-label=\"C\">\
        <select name=\"s\" aria-label=\"S\"><option value=\"1\">One</option><option value=\"2\" selected>Two</option></select>\
        <button type=\"submit\">Go</button></form></body></html>";
    let page = Html::read(good);
    assert_eq!(page.faults(), Vec::<String>::new());
    assert_eq!(page.links(), ["/x?a=1&b=2"]);
    let sent = [("c", "on"), ("s", "2")].map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    assert_eq!(page.forms(), [("/go".to_owned(), sent)]);
    for (was, is) in [
        ("Users · Roster", " · Roster"),
        ("<h1>Users</h1>", "<h1></h1>"),
        ("<h1>Users</h1>", "<h1>Users</h1><h1>Others</h1>"),
        (">More<", "><"),
        ("for=\"q\"", "for=\"p\""),
        (" aria-label=\"C\"", ""),
        (">Go<", "> <"),
    ] {
        assert_ne!(Html::read(&good.replace(was, is)).faults(), Vec::<String>::new(), "{was}");
    }
}
