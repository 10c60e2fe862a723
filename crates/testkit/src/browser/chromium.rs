//! Debian's chromium behind its chromedriver.

use super::{BrowserOptions, program};
use crate::{guard::Guarded, skip};
use serde_json::json;
use std::{fs, path::Path};
use thirtyfour::{
    ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver,
    error::WebDriverResult,
};

/// Starts it; `None` where it is missing, said aloud.
pub(super) async fn start(options: &BrowserOptions) -> Option<(WebDriver, Guarded)> {
    let (Some(driver), Some(chromium)) = (program("chromedriver"), program("chromium")) else {
        skip::missing("a browser", "apt-get install chromium chromium-driver");
        return None;
    };
    let process = Guarded::start(&driver, |folder| {
        fs::create_dir(folder.join("profile")).expect("the browser's folder is writable");
        vec!["--port=0".to_owned(), format!("--log-path={}", folder.join("driver.log").display())]
    });
    // "ChromeDriver was started successfully on port 12345."
    let port: u16 =
        process.wait_for(|line| line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok());
    let capabilities = capabilities(options, &chromium, process.folder()).expect("the capabilities are valid JSON");
    let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await.expect("chromium starts");
    Some((driver, process))
}

fn capabilities(options: &BrowserOptions, chromium: &Path, folder: &Path) -> WebDriverResult<ChromeCapabilities> {
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
    capabilities.add_arg(&format!("--window-size={},{}", options.size.0, options.size.1))?;
    capabilities.add_arg(&format!("--lang={}", options.language))?;
    capabilities.add_arg(&format!("--blink-settings=preferredColorScheme={}", if options.dark { 0 } else { 1 }))?;
    capabilities.add_experimental_option(
        "prefs",
        json!({
            "intl.accept_languages": options.language,
            "profile.managed_default_content_settings.javascript": if options.javascript { 1 } else { 2 },
        }),
    )?;
    Ok(capabilities)
}

/// Gives the page this size.
pub(super) async fn resize(driver: &WebDriver, width: u32, height: u32) -> WebDriverResult<()> {
    driver.cdp().emulation().set_device_metrics_override(width, height, 1.0, false).await.map(|_| ())
}

/// The errors in the console that were not handed out yet.
pub(super) async fn errors(driver: &WebDriver) -> WebDriverResult<Vec<String>> {
    let new = driver.browser_log().await?;
    Ok(new.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message).collect())
}
