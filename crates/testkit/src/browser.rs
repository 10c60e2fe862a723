//! A real browser: Debian's chromium behind its chromedriver, or its Firefox behind geckodriver, with a new profile each time.
//!
//! It reaches this machine only: a page that loads anything from elsewhere leaves an error behind.

mod axe;
mod chromium;
mod firefox;

pub use axe::AxeViolation;

use crate::{guard::Guarded, skip};
use std::{fs, ops::Deref, path::PathBuf, sync::Mutex};
use thirtyfour::WebDriver;

/// How to start a browser.
#[derive(Debug, Clone)]
pub struct BrowserOptions {
    firefox: bool,
    javascript: bool,
    dark: bool,
    size: (u32, u32),
    language: String,
}

impl BrowserOptions {
    /// Firefox instead of chromium.
    pub fn firefox(mut self) -> Self {
        self.firefox = true;
        self
    }

    /// Pages may not run scripts.
    pub fn without_javascript(mut self) -> Self {
        self.javascript = false;
        self
    }

    /// The person prefers dark colours.
    pub fn dark(mut self) -> Self {
        self.dark = true;
        self
    }

    /// The size of the page in CSS pixels: 1280 × 800 unless told.
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.size = (width, height);
        self
    }

    /// What the person reads, as in `Accept-Language`: `en-US` unless told.
    pub fn language(mut self, language: &str) -> Self {
        language.clone_into(&mut self.language);
        self
    }

    /// Starts the browser. `None` where `ROSTER_SKIP_BROWSER=1` asks to leave such tests out, or `ROSTER_SKIP_FIREFOX=1` those with
    /// Firefox, and where the browser or its driver is missing ([`skip::missing`]).
    pub async fn start(self) -> Option<Browser> {
        if skip::asked("a browser", "ROSTER_SKIP_BROWSER")
            || self.firefox && skip::asked("Firefox", "ROSTER_SKIP_FIREFOX")
        {
            return None;
        }
        let (driver, process) =
            if self.firefox { firefox::start(&self).await? } else { chromium::start(&self).await? };
        let browser = Browser { driver, firefox: self.firefox, _process: process, seen: Mutex::default() };
        browser.resize(self.size.0, self.size.1).await;
        Some(browser)
    }
}

/// A running browser. It ends when this value is dropped. Everything that [`WebDriver`] can do, it can do.
#[derive(Debug)]
pub struct Browser {
    driver: WebDriver,
    firefox: bool,
    _process: Guarded,
    seen: Mutex<Vec<String>>,
}

impl Browser {
    /// Starts a browser of 1280 × 800 pixels, with scripts, in light colours. See [`BrowserOptions::start`].
    pub async fn start() -> Option<Self> {
        Self::options().start().await
    }

    /// A browser of 1280 × 800 pixels, with scripts, in light colours, to be changed before it is started.
    pub fn options() -> BrowserOptions {
        BrowserOptions {
            firefox: false,
            javascript: true,
            dark: false,
            size: (1280, 800),
            language: "en-US".to_owned(),
        }
    }

    /// Gives the page of the current tab this size in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        let resized = match self.firefox {
            true => firefox::resize(&self.driver, width, height).await,
            false => chromium::resize(&self.driver, width, height).await,
        };
        resized.expect("the page can be resized");
    }

    /// What the Content Security Policy and Trusted Types have blocked since the browser started.
    pub async fn violations(&self) -> Vec<String> {
        let blocked = |line: &String| {
            let words = ["Content Security Policy", "Content-Security-Policy", "TrustedHTML", "TrustedScript"];
            words.iter().any(|word| line.contains(word))
        };
        self.errors().await.into_iter().filter(blocked).collect()
    }

    /// Every error in the console since the browser started: uncaught exceptions, what was blocked, and in chromium also
    /// `console.error` and what could not be loaded.
    pub async fn errors(&self) -> Vec<String> {
        let new = match self.firefox {
            true => firefox::errors(&self.driver).await,
            false => chromium::errors(&self.driver).await,
        };
        let mut seen = self.seen.lock().expect("no thread panicked while it held the lock");
        // Each line is handed out once.
        seen.extend(new.expect("the console can be read"));
        seen.clone()
    }

    /// Forgets the errors so far: for a test that caused one on purpose.
    pub async fn forget_errors(&self) {
        self.errors().await;
        self.seen.lock().expect("no thread panicked while it held the lock").clear();
    }

    /// Writes what is to be seen to `target/screenshots/NAME.png`, and returns the file's path.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let file = crate::target_folder().join("screenshots").join(format!("{name}.png"));
        fs::create_dir_all(file.parent().expect("a folder")).expect("the target folder is writable");
        self.driver.screenshot(&file).await.expect("the page can be drawn");
        file
    }

    /// What [axe-core](https://github.com/dequelabs/axe-core) finds wrong for people with disabilities on this page.
    /// npm gets axe-core once; `None` where it can't, said aloud.
    ///
    /// # Panics
    /// Where the page may not run scripts.
    pub async fn axe(&self) -> Option<Vec<AxeViolation>> {
        axe::run(&self.driver).await
    }
}

impl Deref for Browser {
    type Target = WebDriver;

    fn deref(&self) -> &WebDriver {
        &self.driver
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver's own farewell would wait for a browser that is killed next.
        let _ = self.driver.clone().leak();
    }
}

fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    // Where `cargo install` puts programs is not on everybody's path.
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let folders = std::env::split_paths(&path).chain(cargo.map(|cargo| cargo.join("bin")));
    folders.map(|folder| folder.join(name)).find(|file| file.is_file())
}
