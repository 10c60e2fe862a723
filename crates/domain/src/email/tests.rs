#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

fn normal(text: &str) -> String {
    Email::parse(text).unwrap_or_else(|problem| panic!("{text:?}: {problem}")).normal().to_owned()
}

fn problem(text: &str) -> EmailProblem {
    Email::parse(text).expect_err(text)
}

#[test]
fn addresses_have_one_normal_form() {
    for (written, expected) in [
        ("ann@example.com", "ann@example.com"),
        ("  Ann.Lee+News@Example.COM \t", "ann.lee+news@example.com"),
        ("\u{feff}ann@example.com\u{200f}", "ann@example.com"),
        ("o'brien@example.ie", "o'brien@example.ie"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("ann@XN--BCHER-KVA.example", "ann@xn--bcher-kva.example"),
        ("ann@bu\u{308}cher.example", "ann@xn--bcher-kva.example"),
        ("JOSÉ@example.com", "josé@example.com"),
        ("jose\u{301}@example.com", "josé@example.com"),
        ("Ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ann@example.com"),
        ("مثال@مثال.example", "مثال@xn--mgbh0fb.example"),
        ("ann@example。com", "ann@example.com"),
    ] {
        assert_eq!(normal(written), expected);
    }
}

#[test]
fn what_was_written_is_kept_for_showing() {
    let email = Email::parse(" Ann@Bücher.example ").unwrap();
    assert_eq!(email.as_written(), "Ann@Bücher.example");
    assert_eq!(email.to_send(), "Ann@xn--bcher-kva.example");
    assert_eq!(email, Email::parse("ann@bücher.example").unwrap());
    assert_eq!(serde_roundtrip(&email).as_written(), "Ann@Bücher.example");
}

fn serde_roundtrip(email: &Email) -> Email {
    Email::try_from(String::from(email.clone())).unwrap()
}

#[test]
fn every_problem_is_told_by_its_name() {
    let long_domain = format!("a@{}.com", ["abcdefghij"; 25].join("."));
    for (written, expected) in [
        ("", EmailProblem::Empty),
        (" \u{feff} ", EmailProblem::Empty),
        ("ann", EmailProblem::NoAt),
        ("ann@lee@example.com", EmailProblem::SeveralAt),
        ("ann lee@example.com", EmailProblem::SpaceInside),
        ("ann\u{a0}lee@example.com", EmailProblem::SpaceInside),
        ("ann@exa\u{0}mple.com", EmailProblem::ControlCharacter),
        ("ann@example.com\r\nBcc: all@example.com", EmailProblem::ControlCharacter),
        ("ann\u{202e}@example.com", EmailProblem::InvisibleCharacter),
        ("ann@exa\u{200b}mple.com", EmailProblem::InvisibleCharacter),
        ("@example.com", EmailProblem::NothingBeforeAt),
        ("ann@", EmailProblem::NothingAfterAt),
        ("ann@localhost", EmailProblem::DomainWithoutDot),
        ("ann@example..com", EmailProblem::BadDomain),
        ("ann@example.com.", EmailProblem::BadDomain),
        ("ann@-example.com", EmailProblem::BadDomain),
        ("ann@exam_ple.com", EmailProblem::BadDomain),
        ("ann@127.0.0.1", EmailProblem::BadDomain),
        ("ann@[127.0.0.1]", EmailProblem::BadDomain),
        ("ann@xn--zzzzzzzz.com", EmailProblem::BadDomain),
        (".ann@example.com", EmailProblem::MisplacedDot),
        ("ann..lee@example.com", EmailProblem::MisplacedDot),
        ("\"ann\"@example.com", EmailProblem::BadCharacter),
        ("ann(lee)@example.com", EmailProblem::BadCharacter),
        ("ﬁona@example.com", EmailProblem::BadCharacter),
        ("😀@example.com", EmailProblem::BadCharacter),
        (&long_domain, EmailProblem::TooLong),
        (&"x".repeat(1 << 20), EmailProblem::TooLong),
        (&format!("{}@example.com", "é".repeat(33)), EmailProblem::TooLongBeforeAt),
    ] {
        assert_eq!(problem(written), expected, "{written:?}");
    }
    assert!(Email::parse(&format!("{}@example.com", "é".repeat(32))).is_ok());
}

#[test]
fn codes_are_unique_and_the_same_in_json() {
    let codes: std::collections::BTreeSet<_> = EmailProblem::ALL.iter().map(|problem| problem.code()).collect();
    assert_eq!(codes.len(), EmailProblem::ALL.len());
    for problem in EmailProblem::ALL {
        let json = toml::Value::try_from(problem).unwrap();
        assert_eq!(json.as_str(), Some(problem.code()));
    }
}

fn verdicts(text: &str) -> Vec<(usize, String)> {
    let tell = |line: Line| {
        let verdict = match line.verdict {
            Verdict::Good(email) => email.normal().to_owned(),
            Verdict::Bad(problem) => problem.code().to_owned(),
            Verdict::DuplicateOf(first) => format!("as {first}"),
            Verdict::OverLimit => "over".to_owned(),
        };
        (line.number, verdict)
    };
    parse_lines(text, 10).into_iter().map(tell).collect()
}

#[test]
fn a03_each_pasted_line_gets_its_verdict() {
    let pasted = "\u{feff}ann@example.com,\r\n\r\nBo Li <bo@example.com>;\r\"Lee, Cy\" <cy@example.com>\n\
                  ANN@EXAMPLE.COM\ndan, eve@example.com; jose\u{301}@example.com\u{2028}josé@example.com\n\
                  Fay\tfay@example.com\ngus@example.com hal@example.com\nivy lee@example.com\n\
                  mailto:jo@example.com\nKim <kim@example.com\n<lea@example.com>\n\u{202b} , ;\n";
    assert_eq!(
        verdicts(pasted),
        [
            (1, "ann@example.com"),
            (3, "bo@example.com"),
            (4, "cy@example.com"),
            (5, "as 1"),
            (6, "no_at"),
            (6, "eve@example.com"),
            (6, "josé@example.com"),
            (7, "as 6"),
            (8, "fay@example.com"),
            (9, "gus@example.com"),
            (9, "hal@example.com"),
            (10, "space_inside"),
            (11, "jo@example.com"),
            (12, "unpaired_bracket"),
            (13, "lea@example.com"),
        ]
        .map(|(number, verdict)| (number, verdict.to_owned()))
    );
    let names: Vec<_> = parse_lines(pasted, 10).into_iter().filter_map(|line| line.name).collect();
    assert_eq!(names, ["Bo Li", "Lee, Cy", "Fay"]);
}

#[test]
fn a03_more_than_allowed_are_named_and_not_lost() {
    let pasted: String = (0..12).map(|n| format!("user{n}@example.com\n")).collect();
    let verdicts = verdicts(&pasted);
    assert_eq!(verdicts.iter().filter(|(_, verdict)| verdict == "over").count(), 2);
    assert_eq!(verdicts.len(), 12);
}

#[test]
fn a03_ten_thousand_lines_and_a_line_of_a_megabyte_are_read() {
    let mut pasted: String = (0..10_000).map(|n| format!("User{}@example.com\n", n % 7_000)).collect();
    pasted.push_str(&"<,\"\u{202e}@ ".repeat(100_000));
    pasted.push('\n');
    pasted.push_str(&"x".repeat(1 << 20));
    let lines = parse_lines(&pasted, usize::MAX);
    let count = |wanted: fn(&Verdict) -> bool| lines.iter().filter(|line| wanted(&line.verdict)).count();
    assert_eq!(count(|verdict| matches!(verdict, Verdict::Good(_))), 7_000);
    assert_eq!(count(|verdict| matches!(verdict, Verdict::DuplicateOf(_))), 3_000);
    assert!(lines.iter().all(|line| line.text.chars().count() <= 321));
    assert_eq!(lines.last().unwrap().verdict, Verdict::Bad(EmailProblem::TooLong));
}

#[test]
fn f24_likely_slips_are_flagged_and_honest_domains_are_not() {
    let suggestion = |text: &str| typo_suggestion(&Email::parse(text).unwrap());
    for (written, meant) in [
        ("Ann@gmial.com", "Ann@gmail.com"),
        ("ann@gmail.con", "ann@gmail.com"),
        ("ann@gmail.co", "ann@gmail.com"),
        ("ann@gnail.com", "ann@gmail.com"),
        ("ann@hotmial.con", "ann@hotmail.com"),
        ("ann@yaho.com", "ann@yahoo.com"),
        ("ann@outlok.de", "ann@outlook.de"),
        ("ann@gxm.de", "ann@gmx.de"),
        ("ann@t-onlien.de", "ann@t-online.de"),
    ] {
        assert_eq!(suggestion(written).as_deref(), Some(meant));
    }
    for honest in ["ann@gmail.com", "ann@yahoo.ca", "ann@yahoo.cn", "ann@mail.com", "ann@example.com", "ann@gmx.li"] {
        assert_eq!(suggestion(honest), None, "{honest}");
    }
}

proptest! {
    #[test]
    fn anything_is_read_without_harm(text in any::<String>()) {
        if let Ok(email) = Email::parse(&text) {
            prop_assert!(email.to_send().len() <= MAX_LENGTH);
            prop_assert!(!email.as_written().contains(['\r', '\n', '\0', ' ']));
        }
        parse_lines(&text, 5);
    }

    #[test]
    fn the_normal_form_is_its_own_normal_form(local in "[\\p{L}\\p{Mn}\\p{Nd}.+'-]{1,20}", domain in "[\\p{L}0-9-]{1,12}") {
        if let Ok(email) = Email::parse(&format!("{local}@{domain}.example")) {
            let again = Email::parse(email.normal()).map_err(|p| TestCaseError::fail(format!("{}: {p}", email.normal())))?;
            prop_assert_eq!(again.normal(), email.normal());
            let sent = Email::parse(&email.to_send()).map_err(|p| TestCaseError::fail(p.code()))?;
            prop_assert_eq!(sent, email);
        }
    }

    #[test]
    fn case_never_makes_another_address(local in "[a-zA-Z0-9]{1,12}", domain in "[a-zA-Z]{1,10}") {
        let written = format!("{local}@{domain}.example");
        prop_assert_eq!(normal(&written), normal(&written.to_ascii_uppercase()));
    }

    #[test]
    fn every_entry_is_answered(lines in proptest::collection::vec("[^\\s,;<>\"\u{0}-\u{1f}]{1,10}@[^\\s,;<>\"]{0,10}", 0..20)) {
        prop_assert!(parse_lines(&lines.join("\n"), 100).len() >= lines.iter().filter(|line| line.is_ascii()).count());
    }
}

#[test]
fn addresses_are_searched_as_people_write_them() {
    let found = |text: &str| searched(Email::parse(text).unwrap().normal());
    assert_eq!(found("Ann@Example.com"), None);
    assert_eq!(found("bo@xn--mller-kva.de").as_deref(), Some("bo@muller.de"));
    assert_eq!(found("Bo@Müller.de").as_deref(), Some("bo@muller.de"));
    assert_eq!(found("jürgen@example.com").as_deref(), Some("jurgen@example.com"));
}
