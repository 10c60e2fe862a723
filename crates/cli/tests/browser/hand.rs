//! A hand on the browser: everything is found by the words that people see.

use roster_testkit::browser::Browser;
use std::time::Duration;
use thirtyfour::{By, Key, TypingData, WebElement, error::WebDriverResult, prelude::ElementQueryable};

/// How long to look for something before it is missing: this often, with this pause between.
const TRIES: u32 = 200;
const PAUSE: Duration = Duration::from_millis(100);

/// With which browser somebody walks.
#[derive(Clone, Copy, Debug)]
pub struct With {
    /// Firefox instead of chromium.
    pub firefox: bool,
    /// Whether pages may run scripts.
    pub script: bool,
}

impl With {
    /// What most people have.
    pub const SCRIPT: With = With { firefox: false, script: true };
    /// The same, where no page runs a script.
    pub const NO_SCRIPT: With = With { firefox: false, script: false };
    /// The other browser.
    pub const FIREFOX: With = With { firefox: true, script: true };
    /// The other browser, where no page runs a script.
    pub const FIREFOX_NO_SCRIPT: With = With { firefox: true, script: false };

    /// A new browser. `None` where it was left out aloud.
    pub async fn start(self) -> Option<Hand> {
        let mut options = Browser::options();
        if self.firefox {
            options = options.firefox();
        }
        if !self.script {
            options = options.without_javascript();
        }
        Some(Hand { browser: options.start().await? })
    }
}

/// A person at a browser.
pub struct Hand {
    /// The browser.
    pub browser: Browser,
}

impl Hand {
    /// A new browser. `None` where it was left out aloud.
    pub async fn start() -> Option<Hand> {
        With::SCRIPT.start().await
    }

    /// Opens an address.
    pub async fn open(&self, address: &str) {
        self.browser.goto(address).await.unwrap();
    }

    /// The first thing that is seen and matches. A page that is replaced while it is looked over is looked over again: the driver
    /// calls what stood on the former page stale, which says nothing about the new one.
    async fn see(&self, what: &str, xpath: String) -> WebElement {
        // What lies under an open dialog can't be reached.
        let on_top = format!("//dialog[@open]{}", xpath.replace(" | //", " | //dialog[@open]//"));
        for _ in 0..TRIES {
            for xpath in [&on_top, &xpath] {
                let query = self.browser.query(By::XPath(xpath)).nowait().and_displayed();
                if let Ok(found) = query.first().await {
                    return found;
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("{what} is not to be seen on:\n{}", self.text().await)
    }

    /// Does something with what is seen and matches. A page that is just being replaced or slides in is given time, as a person
    /// would.
    async fn with<T>(&self, what: &str, xpath: String, act: impl AsyncFn(WebElement) -> WebDriverResult<T>) -> T {
        let mut refused = None;
        for _ in 0..TRIES {
            match act(self.see(what, xpath.clone()).await).await {
                Ok(done) => return done,
                Err(error) => refused = Some(error),
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("{what}: {refused:?} on:\n{}", self.text().await)
    }

    async fn click(&self, what: &str, xpath: String) {
        let click = async |found: WebElement| {
            let clicked = found.click().await;
            if clicked.is_err() {
                // Something that stays on top of the page may cover it.
                found.scroll_into_view().await?;
            }
            clicked
        };
        self.with(what, xpath, click).await;
    }

    /// Presses the button or follows the link with this name.
    pub async fn press(&self, name: &str) {
        let named = format!("normalize-space(.)={0} or @aria-label={0}", quoted(name));
        let xpath = format!("//*[self::button or self::a or self::summary][{named}]");
        self.click(&format!("the button {name:?}"), xpath).await;
    }

    /// Presses a button in the row that holds this text.
    pub async fn press_in_row(&self, row: &str, name: &str) {
        let named = format!("contains(normalize-space(.), {0}) or contains(@aria-label, {0})", quoted(name));
        let xpath = format!("//tr[contains(., {})]//*[self::button or self::a][{named}]", quoted(row));
        self.click(&format!("{name:?} in the row of {row:?}"), xpath).await;
    }

    /// Opens the drop-down of the row that holds this text and chooses from it.
    pub async fn choose_in_row(&self, row: &str, item: &str) {
        let xpath = format!("//tr[contains(., {})]//button[@popovertarget]", quoted(row));
        // A list that follows what is typed is complete a moment after the last letter.
        tokio::time::sleep(PAUSE * 5).await;
        self.click(&format!("the arrow in the row of {row:?}"), xpath).await;
        let xpath = format!(
            "//tr[contains(., {0})]//*[@role='menuitem' or self::a or self::button][normalize-space(.)={1} or .//bdi[normalize-space(.)={1}]]",
            quoted(row),
            quoted(item)
        );
        self.click(&format!("{item:?} in the drop-down of {row:?}"), xpath).await;
    }

    /// Where the field with this label is.
    fn field(label: &str) -> String {
        let named =
            "//*[@id=//label[starts-with(normalize-space(.), {0})]/@for] | //input[starts-with(@aria-label, {0})]";
        named.replace("{0}", &quoted(label))
    }

    /// Types into the field with this label, instead of what stands there.
    pub async fn fill(&self, label: &str, text: &str) {
        let fill = async |field: WebElement| {
            field.clear().await?;
            field.send_keys(text).await
        };
        self.with(&format!("the field {label:?}"), Hand::field(label), fill).await;
    }

    /// What stands in the field with this label.
    pub async fn value(&self, label: &str) -> String {
        let value = async |field: WebElement| field.prop("value").await;
        self.with(&format!("the field {label:?}"), Hand::field(label), value).await.unwrap_or_default()
    }

    /// Whether the box with this label is ticked.
    pub async fn is_ticked(&self, label: &str) -> bool {
        self.with(&format!("the box {label:?}"), Hand::field(label), async |field: WebElement| {
            field.is_selected().await
        })
        .await
    }

    /// Chooses from the list with this label.
    pub async fn select(&self, label: &str, option: &str) {
        let xpath = format!(
            "//select[@id=//label[contains(normalize-space(.), {0})]/@for or contains(@aria-label, {0})]",
            quoted(label)
        );
        let option = format!(".//option[normalize-space(.)={}]", quoted(option));
        let choose = async |list: WebElement| list.find(By::XPath(&option)).await?.click().await;
        self.with(&format!("the list {label:?}"), xpath, choose).await;
    }

    /// Chooses one of several, or ticks, by its label.
    pub async fn tick(&self, label: &str) {
        let xpath = format!("//label[.//input or @for][starts-with(normalize-space(.), {})]", quoted(label));
        self.click(&format!("the choice {label:?}"), xpath).await;
    }

    /// Ticks the box of the row that holds this text.
    pub async fn tick_row(&self, row: &str) {
        let xpath = format!("//tr[contains(., {})]//td[contains(@class, 'select')]//input", quoted(row));
        self.click(&format!("the box in the row of {row:?}"), xpath).await;
    }

    /// Waits until this is to be read on the page.
    pub async fn reads(&self, text: &str) {
        for _ in 0..TRIES {
            if self.text().await.contains(text) {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("{text:?} is not to be read on:\n{}", self.text().await);
    }

    /// Waits until this is to be read in the row that holds that text.
    pub async fn row_reads(&self, row: &str, text: &str) {
        let (row, said) = (quoted(row), quoted(text));
        let xpath = format!("//tr[contains(., {row})][contains(normalize-space(.), {said})]");
        self.see(&format!("{text:?} in the row of {row}"), xpath).await;
    }

    /// Points at what has this label, as with a mouse that rests there.
    pub async fn hover(&self, label: &str) {
        let xpath = format!("//label[starts-with(normalize-space(.), {})]", quoted(label));
        let point = async |found: WebElement| {
            found.scroll_into_view().await?;
            self.browser.action_chain().move_to_element_center(&found).perform().await
        };
        self.with(&format!("the label {label:?}"), xpath, point).await;
    }

    /// That row is there, and offers nothing of this name.
    pub async fn lacks_in_row(&self, row: &str, item: &str) {
        self.row_reads(row, row).await;
        let (row, item) = (quoted(row), quoted(item));
        let offered =
            format!("//tr[contains(., {row})]//*[self::a or self::button][contains(normalize-space(.), {item})]");
        let found = self.browser.find_all(By::XPath(&offered)).await.unwrap();
        assert!(found.is_empty(), "{item} is offered in the row of {row}");
    }

    /// The whole page as it came, what is folded away included.
    pub async fn source(&self) -> String {
        self.browser.source().await.unwrap_or_default()
    }

    /// All that is to be read on the page.
    pub async fn text(&self) -> String {
        match self.browser.find(By::Tag("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// Presses keys, wherever the focus is.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        self.browser.action_chain().send_keys(keys).perform().await.unwrap();
    }

    /// What the thing with the focus is called; nothing where nothing has it.
    pub async fn focused(&self) -> String {
        let name = "const at = document.activeElement; \
            if (!at || at === document.body) return ''; \
            const said = at.getAttribute('aria-label') ?? at.labels?.[0]?.innerText ?? at.innerText ?? ''; \
            return said.trim().split('\\n')[0].trim();";
        let name = self.browser.execute(name, Vec::new()).await;
        name.ok().and_then(|name| name.json().as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Waits until what has the focus is called so, or its name begins so.
    pub async fn has_focus(&self, name: &str) {
        for _ in 0..TRIES {
            if self.focused().await.starts_with(name) {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("{:?} has the focus, not {name:?}, on:\n{}", self.focused().await, self.text().await);
    }

    /// Goes with one key, pressed again and again, until what has the focus is called so, or its name begins so.
    pub async fn go(&self, key: Key, name: &str) {
        let mut passed = Vec::new();
        for _ in 0..150 {
            self.keys(key.clone()).await;
            let at = self.focused().await;
            if at.starts_with(name) {
                return;
            }
            passed.push(at);
        }
        panic!("{name:?} can't be reached by keys; passed {passed:?}");
    }

    /// Goes there, and presses Enter.
    pub async fn enter(&self, key: Key, name: &str) {
        self.go(key, name).await;
        self.keys(Key::Enter).await;
    }

    /// Opens the actions of somebody's row and chooses one.
    pub async fn act_on(&self, name: &str, action: &str) {
        self.enter(Key::Tab, &format!("Actions for {name}")).await;
        self.enter(Key::Down, action).await;
    }

    /// The page is free of errors, and of anything its policy had to block.
    pub async fn is_clean(&self) {
        assert_eq!(self.browser.violations().await, Vec::<String>::new());
    }
}

/// A text as XPath takes it.
fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
