//! Debian's Firefox behind its geckodriver.

use super::{BrowserOptions, program};
use crate::{guard::Guarded, skip};
use http::Method;
use serde_json::json;
use std::{fs, path::Path};
use thirtyfour::{
    DesiredCapabilities, FirefoxCapabilities, RequestData, SessionId, WebDriver,
    common::{capabilities::firefox::FirefoxPreferences, command::FormatRequestData},
    error::WebDriverResult,
};

/// Starts it; `None` where it is missing, said aloud.
pub(super) async fn start(options: &BrowserOptions) -> Option<(WebDriver, Guarded)> {
    let Some(firefox) = program("firefox-esr").or_else(|| program("firefox")) else {
        skip::missing("Firefox", "apt-get install firefox-esr");
        return None;
    };
    let Some(driver) = program("geckodriver") else {
        skip::missing("Firefox's driver", "cargo install --locked geckodriver");
        return None;
    };
    let process = Guarded::start(&driver, |folder| {
        let profiles = folder.join("profile");
        fs::create_dir(&profiles).expect("the browser's folder is writable");
        // What the page's policy blocked stands only in the browser's own console, which is read with system access.
        let arguments = ["--port", "0", "--allow-system-access", "--profile-root"].map(str::to_owned);
        arguments.into_iter().chain([profiles.display().to_string()]).collect()
    });
    // "… Listening on 127.0.0.1:12345"
    let port: u16 = process.wait_for(|line| line.split_once("Listening on 127.0.0.1:")?.1.trim().parse().ok());
    let capabilities = capabilities(options, &firefox).expect("the capabilities are valid JSON");
    let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await.expect("Firefox starts");
    Some((driver, process))
}

fn capabilities(options: &BrowserOptions, firefox: &Path) -> WebDriverResult<FirefoxCapabilities> {
    let mut capabilities = DesiredCapabilities::firefox();
    capabilities.set_firefox_binary(&firefox.display().to_string())?;
    capabilities.set_headless()?;
    let mut preferences = FirefoxPreferences::new();
    preferences.set("javascript.enabled", options.javascript)?;
    preferences.set("intl.accept_languages", &options.language)?;
    // 0 is dark, 1 is light.
    preferences.set("layout.css.prefers-color-scheme.content-override", i32::from(!options.dark))?;
    // Nothing but this machine: what a page wants from elsewhere is asked of a proxy that is not there.
    preferences.set("network.proxy.type", 1)?;
    for kind in ["http", "ssl"] {
        preferences.set(&format!("network.proxy.{kind}"), "127.0.0.1")?;
        preferences.set(&format!("network.proxy.{kind}_port"), 9)?;
    }
    capabilities.set_preferences(preferences)?;
    Ok(capabilities)
}

/// Gives the page this size: the window is larger by what stands around the page.
pub(super) async fn resize(driver: &WebDriver, width: u32, height: u32) -> WebDriverResult<()> {
    let around = driver.execute("return [outerWidth - innerWidth, outerHeight - innerHeight]", Vec::new()).await?;
    let [wider, higher]: [u32; 2] = around.convert()?;
    driver.set_window_rect(0, 0, width + wider, height + higher).await
}

/// The errors of pages in the browser's console, which is emptied.
pub(super) async fn errors(driver: &WebDriver) -> WebDriverResult<Vec<String>> {
    let read = "const found = Services.console.getMessageArray(); \
        Services.console.reset(); \
        return found.filter((one) => one instanceof Ci.nsIScriptError && !(one.flags & Ci.nsIScriptError.warningFlag)) \
            .filter((one) => one.category === 'CSP' || /^(https?|data):/.test(one.sourceName)) \
            .map((one) => `${one.sourceName} ${one.lineNumber} ${one.category}: ${one.errorMessage}`)";
    context(driver, "chrome").await?;
    let found = driver.execute(read, Vec::new()).await;
    context(driver, "content").await?;
    found?.convert()
}

async fn context(driver: &WebDriver, context: &'static str) -> WebDriverResult<()> {
    driver.handle().cmd(Context(context)).await.map(|_| ())
}

/// Whether scripts run in the page or in the browser itself.
#[derive(Debug)]
struct Context(&'static str);

impl FormatRequestData for Context {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(Method::POST, format!("session/{session}/moz/context")).add_body(json!({ "context": self.0 }))
    }
}
