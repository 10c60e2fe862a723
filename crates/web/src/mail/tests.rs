#![allow(clippy::unwrap_used)]

use super::*;
use roster_domain::mail::{AccessChange, Applications, GivenPermission, Invitation, RuleLine, RulePlace};
use std::fmt::Write;

const LINK: &str = "https://roster.example/i/0123456789abcdef?a=1&b=2";

fn reader(language: Language) -> Recipient {
    Recipient {
        name: "Bo Li".to_owned(),
        email: "bo.li@example.com".to_owned(),
        language,
        zone: TimeZone::get("Europe/Berlin").unwrap(),
    }
}

fn mail(kind: &MailKind, language: Language) -> RenderedMail {
    render(kind, &reader(language), MailContext { product: "Roster", link: Some(LINK) }).unwrap()
}

/// Subjects and texts of all kinds in one language, to be read by a person when they change.
fn all_texts(language: Language) -> String {
    let mut all = String::new();
    for kind in MailKind::samples() {
        let mail = mail(&kind, language);
        writeln!(all, "======== {}\nSubject: {}\n\n{}", kind.name(), mail.subject, mail.text).unwrap();
    }
    all
}

#[test]
fn the_mails_read_well_in_english() {
    insta::assert_snapshot!("english", all_texts(Language::English));
}

#[test]
fn the_mails_read_well_in_german() {
    insta::assert_snapshot!("german", all_texts(Language::German));
}

#[test]
fn the_formatted_part_says_what_the_plain_one_says_and_loads_nothing() {
    for language in Language::ALL {
        let text = Text::for_language(language);
        for kind in MailKind::samples() {
            let mail = mail(&kind, language);
            assert!(mail.html.contains(&format!("lang=\"{}\"", language.tag())), "{}", kind.name());
            assert!(mail.html.contains(&format!("dir=\"{}\"", text.dir())));
            for line in mail.text.lines().filter(|line| !line.starts_with(['>', '-']) && !line.ends_with(':')) {
                let escaped = maud::html! { (line) }.into_string();
                assert!(mail.html.contains(&escaped), "{} lacks {line:?} in {language}", kind.name());
            }
            for loaded in ["<img", "<script", "@import", "url(", "<link", "src=", "googleapis"] {
                assert!(!mail.html.contains(loaded), "{} has {loaded}", kind.name());
            }
        }
    }
}

#[test]
fn a06_the_link_stands_in_both_parts_on_the_button_and_beneath() {
    let mail = mail(&MailKind::samples()[0], Language::English);
    assert_eq!(mail.text.lines().filter(|line| *line == LINK).count(), 1);
    let escaped = LINK.replace('&', "&amp;");
    assert_eq!(mail.html.matches(&format!("href=\"{escaped}\"")).count(), 2);
    assert_eq!(mail.html.matches(&format!(">{escaped}<")).count(), 1);
}

#[test]
fn a_mail_without_its_link_or_with_a_bad_one_is_not_made() {
    for kind in MailKind::samples() {
        let made = |link| render(&kind, &reader(Language::English), MailContext { product: "Roster", link });
        assert_eq!(made(None).is_err(), kind.needs_link(), "{}", kind.name());
        for bad in ["javascript:alert(1)", "https://x.example/\"onclick=", "https://x.example/\r\nBcc: a", "/i/1"] {
            assert_eq!(made(Some(bad)), Err(RenderProblem::LinkUnsafe));
        }
    }
}

#[test]
fn a_mail_without_a_name_greets_all_the_same() {
    let to = Recipient { name: " ".to_owned(), zone: TimeZone::UTC, ..reader(Language::German) };
    let context = MailContext { product: "Roster", link: Some(LINK) };
    let mail = render(&MailKind::samples()[0], &to, context).unwrap();
    assert!(mail.text.starts_with("Guten Tag,\n"), "{}", mail.text);
    assert!(mail.text.contains(" UTC."), "a time in a zone nobody knows is named");
}

const HOSTILE: &str =
    "Eve\r\nBcc: all@example.com\u{0}\u{202e}<script>alert('1')</script> & \"</title>\" {{{$name}}} דינה";

fn hostile() -> Vec<MailKind> {
    let h = || HOSTILE.to_owned();
    let at = jiff::Timestamp::UNIX_EPOCH;
    let invitation = Invitation {
        account: h(),
        inviter: h(),
        role: h(),
        expires_at: at,
        message: Some(format!("{HOSTILE}\n-- \n{HOSTILE}")),
    };
    vec![
        MailKind::Invitation(invitation.clone()),
        MailKind::InvitationToKnownPerson(invitation),
        MailKind::InvitationAccepted { account: h(), name: h(), email: h(), role: h(), lost: vec![h()] },
        MailKind::InvitationExpired { account: h(), email: h(), role: h() },
        MailKind::InvitationRefused { account: h(), email: h(), answer: h() },
        MailKind::NewInvitationWanted { account: h(), email: h(), inviter: h() },
        MailKind::AddressChanged { new_email: h(), at },
        MailKind::RoleChanged { account: h(), by: h(), before: h(), after: h(), until: Some(at), lost: vec![h()] },
        MailKind::PermissionsChanged {
            account: h(),
            by: h(),
            given: vec![GivenPermission { label: h(), until: Some(at) }],
            taken: vec![h()],
            applications: Some(Applications::Custom(vec![h()])),
        },
        MailKind::AccessChanged {
            account: h(),
            by: h(),
            changes: vec![AccessChange { resource: h(), before: Some(h()), after: Some(h()), until: Some(at) }],
        },
        MailKind::RulesChanged {
            account: h(),
            by: Some(h()),
            gained: vec![RuleLine { permission: h(), place: RulePlace::On { kind: h() } }],
            lost: vec![RuleLine { permission: h(), place: RulePlace::Over { role: h() } }],
            more: 1,
        },
        MailKind::RemovedFromAccount { account: h(), by: h() },
        MailKind::ActedAs { account: h(), by: h(), reason: h(), until: at },
    ]
}

#[test]
fn names_that_want_to_be_headers_or_markup_stay_names() {
    for kind in hostile() {
        let to = Recipient { name: HOSTILE.to_owned(), ..reader(Language::English) };
        let mail = render(&kind, &to, MailContext { product: HOSTILE, link: Some(LINK) }).unwrap();
        assert!(!mail.subject.chars().any(char::is_control), "{:?}", mail.subject);
        assert!(mail.subject.chars().count() <= 155);
        assert!(!mail.html.contains("<script") && !mail.html.contains("</title>\""), "{}", kind.name());
        for part in [&mail.subject, &mail.html, &mail.text] {
            assert!(!part.contains(['\u{202e}', '\0', '\r']), "{}", kind.name());
            assert_eq!(part.matches('\u{2068}').count(), part.matches('\u{2069}').count(), "{}", kind.name());
        }
        assert!(!mail.text.lines().any(|line| line.starts_with("Bcc:")), "{}", mail.text);
        assert_eq!(mail.text.lines().filter(|line| *line == "-- ").count(), 1, "nobody writes our signature");
    }
}

#[test]
fn a_very_long_name_is_cut_everywhere() {
    let long = "x".repeat(100_000);
    let kind = MailKind::RemovedFromAccount { account: long.clone(), by: long };
    let mail = mail(&kind, Language::English);
    assert!(mail.subject.chars().count() <= 151 && mail.text.len() < 3_000 && mail.html.len() < 30_000);
}
