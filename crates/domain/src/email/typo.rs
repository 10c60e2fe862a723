//! Likely slips of the finger in an address's domain: a hint before sending, never a reason to refuse.

use super::Email;
use strsim::osa_distance;

/// Domains at which very many people have mail. A domain in this list is never called a slip, and a slip is one that
/// lies close to a domain in this list.
const COMMON: [&str; 78] = [
    "126.com",
    "163.com",
    "aol.com",
    "arcor.de",
    "bluewin.ch",
    "btinternet.com",
    "comcast.net",
    "email.com",
    "fastmail.com",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hey.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.de",
    "hotmail.es",
    "hotmail.fr",
    "hotmail.it",
    "icloud.com",
    "laposte.net",
    "libero.it",
    "live.co.uk",
    "live.com",
    "live.de",
    "live.fr",
    "live.nl",
    "mac.com",
    "mail.com",
    "mail.de",
    "mail.ru",
    "mailbox.org",
    "me.com",
    "msn.com",
    "naver.com",
    "orange.fr",
    "outlook.at",
    "outlook.com",
    "outlook.de",
    "outlook.es",
    "outlook.fr",
    "outlook.it",
    "pm.me",
    "posteo.de",
    "posteo.net",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rocketmail.com",
    "seznam.cz",
    "sfr.fr",
    "sky.com",
    "t-online.de",
    "tutanota.com",
    "uol.com.br",
    "verizon.net",
    "virgilio.it",
    "vodafone.de",
    "wanadoo.fr",
    "web.de",
    "wp.pl",
    "yahoo.ca",
    "yahoo.co.jp",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.de",
    "yahoo.es",
    "yahoo.fr",
    "yahoo.it",
    "yandex.com",
    "yandex.ru",
    "ymail.com",
];

/// The address that was probably meant: `ann@gmail.com` for `ann@gmial.com`.
pub fn typo_suggestion(email: &Email) -> Option<String> {
    let domain = email.domain();
    // Nothing as long is near to a domain in the list.
    if domain.len() > 24 || COMMON.contains(&domain) {
        return None;
    }
    let (_, meant) = COMMON
        .iter()
        .filter(|common| !common.starts_with("email."))
        .filter_map(|common| slip(domain, common).map(|distance| (distance, common)))
        .min_by_key(|(distance, _)| *distance)?;
    let (local, _) = email.as_written().split_once('@')?;
    Some(format!("{local}@{meant}"))
}

/// How many slips lead from the common domain to the typed one, if so few that it is likely.
fn slip(typed: &str, common: &str) -> Option<usize> {
    let distance = osa_distance(typed, common);
    let swapped = typed.len() == common.len() && {
        let (mut a, mut b) = (typed.as_bytes().to_vec(), common.as_bytes().to_vec());
        a.sort_unstable();
        b.sort_unstable();
        a == b
    };
    let same_name = name(typed) == name(common);
    let two_countries = same_name && country(typed) && country(common);
    let likely = match distance {
        // Short names, and countries, have honest neighbours: there only two letters changed about are a slip.
        1 => swapped || (common.len() > 7 && !two_countries),
        // yahoo.ca is no slip for yahoo.com: two slips count only in the name, and not in its first letter.
        2 => common.len() > 8 && typed.as_bytes().first() == common.as_bytes().first() && !same_name,
        _ => false,
    };
    likely.then_some(distance)
}

fn name(domain: &str) -> &str {
    domain.split_once('.').map_or(domain, |(name, _)| name)
}

fn country(domain: &str) -> bool {
    domain.rsplit_once('.').is_some_and(|(_, top)| top.len() == 2)
}
