//! A look at a page, as it stands: at a table, on a phone, and by those who don't see it.

use crate::hand::Hand;
use serde_json::json;

/// A phone's width in CSS pixels.
const PHONE: u32 = 390;

impl Hand {
    /// Nothing on the page keeps people with disabilities from using it, as far as a program can tell, and it fits a phone. With
    /// `WALK_PICTURES=1` it is drawn: light, dark and as wide as a phone, into `target/screenshots/walks`.
    pub async fn is_well(&self, name: &str) {
        self.is_for_everybody(name).await;
        let drawn = std::env::var_os("WALK_PICTURES").is_some();
        if drawn {
            self.browser.screenshot(&format!("walks/{name}.light")).await;
            self.prefers("dark").await;
            self.browser.screenshot(&format!("walks/{name}.dark")).await;
            self.prefers("light").await;
        }
        self.browser.resize(PHONE, 844).await;
        let wide = self.browser.execute("return document.documentElement.scrollWidth", Vec::new()).await.unwrap();
        let wide = wide.convert::<u32>().unwrap();
        if drawn {
            self.browser.screenshot(&format!("walks/{name}.phone")).await;
        }
        self.browser.resize(1280, 800).await;
        assert!(wide <= PHONE, "{name} is {wide} pixels wide on a phone");
    }

    /// Nothing on the page keeps people with disabilities from using it, as far as a program can tell.
    pub async fn is_for_everybody(&self, name: &str) {
        let wrong = self.browser.axe().await.unwrap_or_default();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    }

    async fn prefers(&self, colours: &str) {
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": colours }] });
        self.browser.cdp().send_raw("Emulation.setEmulatedMedia", media).await.unwrap();
    }
}
