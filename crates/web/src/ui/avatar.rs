//! A person's initials on a colour of their own.

use maud::{Markup, html};

use super::SafeUrl;

/// How many colours the style sheet has (`.hue-0` …).
const HUES: u32 = 8;

/// A round with initials; decoration next to the name it is made from, hence hidden from assistive technology.
pub fn avatar(name: &str) -> Markup {
    // Drawn by the style sheet: no text to be read aloud, found or copied together with the name beside it.
    html! { span class={ "avatar hue-" (hue(name)) } aria-hidden="true" data-initials=(initials(name)) {} }
}

/// The usual first cell of a list of people: avatar, name (a link where there is a page to go to), address below.
pub fn person(name: &str, email: &str, href: Option<SafeUrl<'_>>) -> Markup {
    // Somebody who was only invited has no name yet: the address then stands in its place, once.
    let (shown, below) = if name.trim().is_empty() { (email, "") } else { (name, email) };
    html! {
        span.person {
            (avatar(shown))
            span.person-text {
                @match href {
                    Some(href) => a.person-name href=(href) { bdi { (breakable(shown)) } },
                    None => span.person-name { bdi { (breakable(shown)) } },
                }
                @if !below.is_empty() { span.person-email { (breakable(below)) } }
            }
        }
    }
}

/// An address that is too long for its line is broken behind the @, before it is broken anywhere.
pub fn breakable(text: &str) -> Markup {
    html! {
        @match text.split_once('@') {
            Some((local, domain)) => { (local) "@" wbr; (domain) }
            None => (text),
        }
    }
}

fn initials(name: &str) -> String {
    let words: Vec<&str> = if name.contains('@') { vec![name] } else { name.split_whitespace().collect() };
    let first = words.first().and_then(|word| word.chars().find(|c| c.is_alphanumeric()));
    let last = words.iter().skip(1).next_back().and_then(|word| word.chars().find(|c| c.is_alphanumeric()));
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// The same name has the same colour on every page and every machine (FNV-1a).
fn hue(name: &str) -> u32 {
    name.bytes().fold(2_166_136_261_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(16_777_619)) % HUES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_come_from_the_first_and_the_last_word() {
        for (name, expected) in [
            ("Amira Khan", "AK"),
            ("Zoë O'Brien", "ZO"),
            ("Ana María de la Cruz", "AC"),
            ("Plato", "P"),
            ("mateusz@fabrikam.test", "M"),
            ("李 伟", "李伟"),
            ("  ", ""),
            ("(Jo) Ng", "JN"),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }

    #[test]
    fn an_address_is_broken_where_people_would() {
        let shown = person("", "agnieszka.nowak@example.com", None).into_string();
        assert!(shown.contains("agnieszka.nowak@<wbr>example.com"), "{shown}");
        assert!(person("<b> & c", "", None).into_string().contains("&lt;b&gt; &amp; c"));
    }

    #[test]
    fn a_colour_is_one_of_those_in_the_style_sheet() {
        for name in ["Amira", "Zoë", "", "李 伟"] {
            let class = format!(".hue-{}", hue(name));
            assert!(include_str!("../assets/console.css").contains(&class), "{class}");
        }
    }
}
