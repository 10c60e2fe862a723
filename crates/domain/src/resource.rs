//! Resources: what access is given to. Their kinds are declared in the model; they form trees.

use crate::{
    id::{MemberId, ResourceId},
    model::name::{names, places},
    text::name_problem,
};
use serde::{Deserialize, Serialize};

/// The longest link, in characters.
pub const LONGEST_LINK: usize = 2_000;

/// What a product says of a resource beside its name: of a file, say, how large it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attributes {
    /// How many bytes it has.
    pub size: Option<i64>,
    /// What it is, in the product's words or as a media type.
    pub media_type: Option<String>,
    /// Where it is found: an address that begins with `https://`.
    pub link: Option<String>,
}

impl Attributes {
    /// Without blanks at the ends; what is empty is left out.
    pub fn tidy(self) -> Attributes {
        let tidy = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        Attributes { size: self.size, media_type: tidy(self.media_type), link: tidy(self.link) }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Attributes::default()
    }

    /// What is wrong: the field, and a stable code.
    pub fn problems(&self) -> Vec<(&'static str, &'static str)> {
        let size = self.size.filter(|size| *size < 0).map(|_| ("size", "not_a_size"));
        let kind = self.media_type.as_deref().and_then(name_problem).map(|code| ("type", code));
        let link = self.link.as_deref().filter(|link| !is_link(link)).map(|_| ("link", "not_a_link"));
        [size, kind, link].into_iter().flatten().collect()
    }
}

/// Whether this is an address of the web that may stand on a page.
fn is_link(link: &str) -> bool {
    let Some((scheme, rest)) = link.split_at_checked("https://".len()) else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = !link.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\');
    // `https://bank.example@evil.example` shows one name and leads to another.
    scheme.eq_ignore_ascii_case("https://")
        && !host.is_empty()
        && !host.contains('@')
        && plain
        && link.chars().count() <= LONGEST_LINK
}

names! {
    /// The id of a kind of resource (`project`), as the model declares it.
    KindId;
}

places! {
    /// A kind of resource of a compiled model.
    KindIx;
}

/// One resource on the way up.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ChainLink {
    /// Which.
    pub resource: ResourceId,
    /// What kind it is of.
    pub kind: KindIx,
    /// The member it belongs to, if to any (for the reach `own`).
    pub owner: Option<MemberId>,
}

/// A resource and its ancestors: the resource itself comes first, the root last. The empty chain is no resource, and nobody
/// has anything there.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Chain {
    /// From the resource up to the root.
    pub links: Vec<ChainLink>,
}

impl Chain {
    /// The resource the chain begins at.
    pub fn resource(&self) -> Option<ResourceId> {
        self.links.first().map(|link| link.resource)
    }

    /// The kind of the resource the chain begins at.
    pub fn kind(&self) -> Option<KindIx> {
        self.links.first().map(|link| link.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_and_say_where() {
        for good in ["https://files.example/a?b=1#c", "HTTPS://a.example", "https://ä.example/ü"] {
            assert!(is_link(good), "{good}");
        }
        let long = format!("https://a.example/{}", "x".repeat(LONGEST_LINK));
        for bad in [
            "",
            "https://",
            "http://a.example",
            "javascript:alert(1)",
            "//a.example",
            "https://a.example@evil.example/",
            "https://a.example/a b",
            "https://a.example\\b",
            &long,
        ] {
            assert!(!is_link(bad), "{bad}");
        }
    }

    #[test]
    fn each_attribute_is_looked_at() {
        let said = |size, kind: &str, link: &str| {
            let (media_type, link) = (Some(kind.to_owned()), Some(link.to_owned()));
            Attributes { size, media_type, link }.tidy()
        };
        assert!(said(None, " ", "").is_empty());
        assert_eq!(said(Some(0), "image/tiff", "https://a.example").problems(), []);
        let wrong = said(Some(-1), &"x".repeat(201), "ftp://a");
        assert_eq!(wrong.problems(), [("size", "not_a_size"), ("type", "too_long"), ("link", "not_a_link")]);
    }
}
