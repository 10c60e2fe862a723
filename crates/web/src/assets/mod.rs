//! The few static files of the console, built into the binary.
//!
//! Each has the hash of its content in its address, so browsers may keep it for ever and a new version is
//! asked for at once.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// What the answer for an asset says about keeping it: the address changes when the content does.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// One file, ready to be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// The address it is served at, with the hash of its content.
    pub path: String,
    /// The file itself.
    pub bytes: &'static [u8],
    /// The value of the `content-type` header.
    pub content_type: &'static str,
}

impl Asset {
    fn new(stem: &str, extension: &str, content_type: &'static str, bytes: &'static [u8]) -> Self {
        let digest = Sha256::digest(bytes);
        let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Self { path: format!("/assets/{stem}-{hash}.{extension}"), bytes, content_type }
    }
}

static CSS: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("console", "css", "text/css; charset=utf-8", include_bytes!("console.css")));
static JS: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("console", "js", "text/javascript; charset=utf-8", include_bytes!("console.js")));
static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("favicon", "svg", "image/svg+xml", include_bytes!("favicon.svg")));

/// Where the style sheet is.
pub fn css_path() -> &'static str {
    &CSS.path
}

/// Where the script is; it is an ES module.
pub fn js_path() -> &'static str {
    &JS.path
}

/// Where the icon of the browser's tab is.
pub fn icon_path() -> &'static str {
    &ICON.path
}

/// All assets, for a router that lists them or a program that writes them out.
pub fn all() -> [&'static Asset; 3] {
    [&CSS, &JS, &ICON]
}

/// The asset at this address, if there is one; an address with another hash is unknown.
pub fn find(path: &str) -> Option<&'static Asset> {
    all().into_iter().find(|asset| asset.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_follows_the_content() {
        let one = Asset::new("a", "css", "text/css", b"a{}");
        let other = Asset::new("a", "css", "text/css", b"b{}");
        assert_ne!(one.path, other.path);
        assert!(css_path().starts_with("/assets/console-") && css_path().ends_with(".css"));
    }

    #[test]
    fn an_asset_is_found_by_its_full_address_only() {
        assert_eq!(find(js_path()).map(|asset| asset.content_type), Some("text/javascript; charset=utf-8"));
        assert_eq!(find(icon_path()).map(|asset| asset.content_type), Some("image/svg+xml"));
        for unknown in ["/assets/console.css", "/assets/console-0000000000000000.css", "/assets/../Cargo.toml", ""] {
            assert_eq!(find(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn the_files_stay_small() {
        // Compressed, as browsers get them, they are about a quarter of this.
        assert!(CSS.bytes.len() <= 48 * 1024, "the style sheet has grown to {} bytes", CSS.bytes.len());
        assert!(JS.bytes.len() <= 40 * 1024, "the script has grown to {} bytes", JS.bytes.len());
    }

    #[test]
    fn the_style_sheet_knows_start_and_end_but_not_left_and_right() {
        let css = std::str::from_utf8(CSS.bytes).expect("the style sheet is text");
        for sided in ["margin-left", "margin-right", "padding-left", "padding-right", "border-left", "border-right"] {
            assert!(!css.contains(sided), "{sided} does not turn round with the script");
        }
        assert!(!css.contains("text-align: left") && !css.contains("text-align: right"));
    }

    #[test]
    fn the_script_keeps_to_the_content_security_policy() {
        let js = std::str::from_utf8(JS.bytes).expect("the script is text");
        for sink in
            ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "import("]
        {
            assert!(!js.contains(sink), "{sink} is not for us");
        }
        assert_eq!(js.matches("createPolicy('roster'").count(), 1, "the policy's name stands in the header");
    }
}
