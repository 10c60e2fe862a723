//! A real browser: Debian's chromium behind its chromedriver, with a new profile each time.
//!
//! It reaches this machine only: a page that loads anything from elsewhere leaves an error behind.

mod axe;

pub use axe::AxeViolation;

use crate::{guard::Guarded, skip};
use serde_json::json;
use std::{
    fs,
    ops::Deref,
    path::{Path, PathBuf},
    sync::Mutex,
};
use thirtyfour::{
    ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver, error::WebDriverResult,
};

/// How to start a browser.
#[derive(Debug, Clone)]
pub struct BrowserOptions {
    javascript: bool,
    dark: bool,
    size: (u32, u32),
    language: String,
}

impl BrowserOptions {
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

    /// Starts the browser. `None` where `ROSTER_SKIP_BROWSER=1` asks to leave such tests out, and where chromium or chromedriver
    /// is missing ([`skip::missing`]).
    pub async fn start(self) -> Option<Browser> {
        if skip::asked("a browser", "ROSTER_SKIP_BROWSER") {
            return None;
        }
        let (Some(driver), Some(chromium)) = (program("chromedriver"), program("chromium")) else {
            skip::missing("a browser", "chromium chromium-driver");
            return None;
        };
        let process = Guarded::start(&driver, |folder| {
            fs::create_dir(folder.join("profile")).expect("the browser's folder is writable");
            vec!["--port=0".to_owned(), format!("--log-path={}", folder.join("driver.log").display())]
        });
        // "ChromeDriver was started successfully on port 12345."
        let port: u16 = process
            .wait_for(|line| line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok());
        let capabilities = self.capabilities(&chromium, process.folder()).expect("the capabilities are valid JSON");
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await.expect("chromium starts");
        let browser = Browser { driver, _process: process, seen: Mutex::default() };
        browser.resize(self.size.0, self.size.1).await;
        Some(browser)
    }

    fn capabilities(&self, chromium: &Path, folder: &Path) -> WebDriverResult<thirtyfour::ChromeCapabilities> {
        let mut capabilities = DesiredCapabilities::chrome();
        capabilities.set_binary(&chromium.display().to_string())?;
        capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        for flag in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        ] {
            capabilities.add_arg(flag)?;
        }
        capabilities.add_arg(&format!("--user-data-dir={}", folder.join("profile").display()))?;
        capabilities.add_arg(&format!("--window-size={},{}", self.size.0, self.size.1))?;
        capabilities.add_arg(&format!("--lang={}", self.language))?;
        capabilities.add_arg(&format!("--blink-settings=preferredColorScheme={}", if self.dark { 0 } else { 1 }))?;
        capabilities.add_experimental_option(
            "prefs",
            json!({
                "intl.accept_languages": self.language,
                "profile.managed_default_content_settings.javascript": if self.javascript { 1 } else { 2 },
            }),
        )?;
        Ok(capabilities)
    }
}

/// A running browser. It ends when this value is dropped. Everything that [`WebDriver`] can do, it can do.
#[derive(Debug)]
pub struct Browser {
    driver: WebDriver,
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
        BrowserOptions { javascript: true, dark: false, size: (1280, 800), language: "en-US".to_owned() }
    }

    /// Gives the page of the current tab this size in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        let emulation = self.driver.cdp();
        emulation
            .emulation()
            .set_device_metrics_override(width, height, 1.0, false)
            .await
            .expect("the page can be resized");
    }

    /// What the Content Security Policy and Trusted Types have blocked since the browser started.
    pub async fn violations(&self) -> Vec<String> {
        let blocked = |line: &String| {
            ["Content Security Policy", "TrustedHTML", "TrustedScript"].iter().any(|word| line.contains(word))
        };
        self.errors().await.into_iter().filter(blocked).collect()
    }

    /// Every error in the console since the browser started: uncaught exceptions, `console.error`, what could not be
    /// loaded, and what was blocked.
    pub async fn errors(&self) -> Vec<String> {
        let new = self.driver.browser_log().await.expect("the console can be read");
        let mut seen = self.seen.lock().expect("no thread panicked while it held the lock");
        // The driver hands out each line once.
        seen.extend(new.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message));
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
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
