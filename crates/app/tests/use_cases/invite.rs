//! Inviting: many addresses at once, with a role and access (A03 to A06, F11).

use crate::support::{RO, RW, World, invitation, minutes, nothing, refusal, repeatable, worlds};
use roster_app::invitations::create::{self, Invite, Invited, LineOutcome};
use roster_domain::{
    email::EmailProblem,
    refusal::{FieldProblem, Refusal},
};
use roster_store::throttles;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The outcome in one word for each line: the kind, and what it says more.
fn words(lines: &[LineOutcome]) -> Vec<String> {
    let word = |line: &LineOutcome| match &line.outcome {
        Invited::Invited { .. } => "invited".to_owned(),
        Invited::AlreadyMember { status, .. } => format!("member {status}"),
        Invited::AlreadyInvited { expired, .. } => format!("again, expired {expired}"),
        Invited::Former { status, .. } => format!("former {status}"),
        Invited::Duplicate { of } => format!("as line {of}"),
        Invited::TooOften { again_at } => format!("again at {again_at}"),
        Invited::Bad { code } => code.clone(),
    };
    lines.iter().map(word).collect()
}

async fn invite_users(world: &World, addresses: &str) -> Vec<String> {
    words(&world.invite_lines(&world.admin.caller, addresses, "user", &[]).await.unwrap().value)
}

#[tokio::test]
async fn a03_bad_lines_are_named_and_good_ones_kept() {
    for world in worlds().await {
        let text = "bo@example.com\n\nno address\nCy@Example.com\n cy@example.COM \n@example.com\n\"Lee, Di\" <di@example.com>; ed@example.com";
        let lines = world.invite_lines(&world.admin.caller, text, "user", &[]).await.unwrap().value;
        let places: Vec<(usize, usize)> = lines.iter().map(|line| (line.entry, line.line)).collect();
        assert_eq!(places, [(0, 1), (1, 3), (2, 4), (3, 5), (4, 6), (5, 7), (6, 7)]);
        assert_eq!(
            words(&lines),
            ["invited", "space_inside", "invited", "as line 4", "nothing_before_at", "invited", "invited"]
        );
        let invited = ["bo@example.com", "Cy@Example.com", "di@example.com", "ed@example.com"];
        assert_eq!(world.addresses(Some("invited")).await, invited);
        let mails: BTreeSet<_> = world.sent().await.into_iter().collect();
        assert_eq!(mails, invited.map(|to| ("invitation", to.to_owned())).into());
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn a03_who_is_here_already_is_reported_and_not_invited_twice() {
    for world in worlds().await {
        world.user("bo@example.com", &[]).await;
        world.invite("cy@example.com", "user", &[]).await;
        let di = world.user("di@example.com", &[]).await;
        world.delete(&world.admin.caller, di.member).await.unwrap();
        world.mails().await;
        let seq = world.seq().await;
        let text = "ANN@example.com\nBo@EXAMPLE.com\ncy@example.com\ndi@example.com";
        let expected = ["member active", "member active", "again, expired false", "former deleted"];
        assert_eq!(invite_users(&world, text).await, expected);
        assert!(world.kinds_after(seq).await.is_empty(), "nothing changed, so nothing is told");
        assert!(world.mails().await.is_empty());
        world.pass(world.model.invitation().valid_for);
        assert_eq!(invite_users(&world, "cy@example.com").await, ["again, expired true"]);
    }
}

/// Every way in which an address can be broken, with the code that says so.
fn broken() -> Vec<(String, &'static str)> {
    let long = format!("{}@{}.example", "a".repeat(64), ["b".repeat(63), "c".repeat(63), "d".repeat(55)].join("."));
    [
        ("ann.example.com", "no_at"),
        ("ann@@example.com", "several_at"),
        ("ann lee@example.com", "space_inside"),
        ("ann\u{0}@example.com", "control_character"),
        ("an\u{200B}n@example.com", "invisible_character"),
        ("ann@exam\u{202E}ple.com", "invisible_character"),
        ("@example.com", "nothing_before_at"),
        (&format!("{}@example.com", "a".repeat(65)), "too_long_before_at"),
        ("\"ann\"@example.com", "bad_character"),
        ("ﬁnn@example.com", "bad_character"),
        ("ann..lee@example.com", "misplaced_dot"),
        (".ann@example.com", "misplaced_dot"),
        ("ann@", "nothing_after_at"),
        ("ann@localhost", "domain_without_dot"),
        ("ann@exa_mple.com", "bad_domain"),
        ("ann@127.0.0.1", "bad_domain"),
        (&long, "too_long"),
        ("Ann <ann@example.com", "unpaired_bracket"),
    ]
    .map(|(text, code)| (text.to_owned(), code))
    .to_vec()
}

#[tokio::test]
async fn a03_ten_thousand_pasted_lines_each_get_their_verdict() {
    let broken = broken();
    // Blank lines are no entries, so nothing is ever said to be empty.
    let codes: BTreeSet<&str> = broken.iter().map(|(_, code)| *code).collect();
    let all: BTreeSet<&str> = EmailProblem::ALL.iter().map(|problem| problem.code()).collect();
    assert_eq!(all.difference(&codes).copied().collect::<Vec<_>>(), ["empty"]);

    for world in worlds().await {
        let former = world.user("former@example.com", &[]).await;
        world.delete(&world.admin.caller, former.member).await.unwrap();
        world.invite("waiting@example.com", "user", &[]).await;
        world.mails().await;
        let (mut lines, mut expected) = (Vec::new(), Vec::new());
        for number in 0..10_000 {
            let (line, verdict) = match number % 10 {
                0..5 => {
                    let (text, code) = &broken[(number / 10 * 5 + number % 10) % broken.len()];
                    (text.clone(), (*code).to_owned())
                }
                // The same twenty addresses, each time written in another way.
                5 | 6 if number > 10 => {
                    let (first, spelling) = (number / 10 % 20, number / 200 % 4);
                    let text = [
                        format!("ZOË{first}@bücher.example"),
                        format!("zoe\u{308}{first}@xn--bcher-kva.example"),
                        format!("Zoë{first} <zoË{first}@BÜCHER.example>"),
                        format!("\u{FEFF}ｚoë{first}＠bücher．example "),
                    ][spelling]
                        .clone();
                    // The first line of each is a good one.
                    let line = if first == 0 { 206 } else { first * 10 + 6 };
                    (text, if number + 1 == line { "invited".to_owned() } else { format!("as line {line}") })
                }
                7 if number % 100 == 7 => match number / 100 % 3 {
                    0 => ("Ann@EXAMPLE.com".to_owned(), "member active".to_owned()),
                    1 => ("former@example.com".to_owned(), "former deleted".to_owned()),
                    _ => ("mailto:waiting@example.com".to_owned(), "again, expired false".to_owned()),
                },
                8 if number % 20 == 8 => (format!("good{number}@example.com"), "invited".to_owned()),
                _ => (format!("broken{number}"), "no_at".to_owned()),
            };
            lines.push(line);
            expected.push(verdict);
        }
        // Whoever is here already is named at the first line only; afterwards that line is pointed to.
        for (at, line) in [(7, 8), (107, 108), (207, 208)] {
            for later in (at + 300..10_000).step_by(300) {
                expected[later] = format!("as line {line}");
            }
        }
        let seq = world.seq().await;
        let outcome = world.invite_lines(&world.admin.caller, &lines.join("\n"), "user", &[]).await.unwrap().value;
        let got = words(&outcome);
        for (number, (got, expected)) in got.iter().zip(&expected).enumerate() {
            assert_eq!(got, expected, "line {}: {:?}", number + 1, lines[number]);
        }
        assert_eq!(got.len(), 10_000);

        let invited = got.iter().filter(|word| *word == "invited").count();
        assert_eq!(invited, 520);
        let kinds = world.kinds_after(seq).await;
        assert_eq!((kinds.len(), kinds.iter().all(|kind| kind == "member_invited")), (invited, true));
        let mut mails: BTreeMap<String, usize> = BTreeMap::new();
        for (kind, to) in world.sent().await {
            assert_eq!(kind, "invitation");
            *mails.entry(to).or_default() += 1;
        }
        assert_eq!((mails.len(), mails.values().max()), (invited, Some(&1)), "one mail each");
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn a03_too_much_and_nothing_are_refused_as_a_whole() {
    for world in worlds().await {
        let by = &world.admin.caller;
        let many: String = (0..=10_000).map(|n| format!("n{n}@example.com\n")).collect();
        let limit = |limit: &str| FieldProblem::new("/addresses", "too_many").with("limit", limit);
        let refused = refusal(world.invite_lines(by, &many, "user", &[]).await);
        assert_eq!(refused, Refusal::Invalid(vec![limit("10000")]));
        for blank in ["", " \n\t\n\u{FEFF}"] {
            let refused = refusal(world.invite_lines(by, blank, "user", &[]).await);
            assert_eq!(refused, Refusal::field("/addresses", "empty"));
        }
        assert_eq!(world.addresses(Some("invited")).await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a04_a_role_is_one_of_the_models() {
    for world in worlds().await {
        world.invite("bo@example.com", "admin", &[]).await;
        let cy = world.invite("cy@example.com", "user", &[]).await;
        assert_eq!(world.line(cy).await.roles, ["user"]);
        let unknown = FieldProblem::new("/role", "unknown_role").with("value", "Admin");
        // Also when no line is good: what else is wrong is told at once.
        for addresses in ["di@example.com", "nonsense"] {
            let refused = refusal(world.invite_lines(&world.admin.caller, addresses, "Admin", &[]).await);
            assert_eq!(refused, Refusal::Invalid(vec![unknown.clone()]));
        }
        assert_eq!(world.addresses(Some("invited")).await, ["bo@example.com", "cy@example.com"]);
    }
}

#[tokio::test]
async fn a05_access_sleeps_until_the_invitation_is_accepted() {
    for world in worlds().await {
        let [[north, one, two], [south, ..]] = world.two_projects().await;
        let access = [(one, RO), (south, RW)];
        let member = world.invite("bo@example.com", "user", &access).await;
        assert_eq!(world.access(member).await, ["North one: read_only", "South: read_write"]);
        let line = world.line(member).await;
        let reach: Vec<(&str, i64)> = line.reach.iter().map(|reach| (&*reach.kind, reach.count)).collect();
        assert_eq!((line.status, reach), ("invited", vec![("project", 1), ("site", 3)]));

        // Bo, who has a sign-in from elsewhere, is nobody here until then.
        let elsewhere = world.beside("Elsewhere", "bo@example.com").await;
        let bo = &elsewhere.admin;
        for resource in [north, one, two, south] {
            assert!(world.may(&bo.caller, resource).await.is_empty());
        }
        world.accept_as(bo).await.unwrap();
        assert_eq!(world.may(&bo.caller, one).await, ["site.view"]);
        assert_eq!(world.may(&bo.caller, south).await, ["project.view", "project.edit", "site.create"]);
        assert_eq!(world.sees(&bo.caller, "project").await, ["South"]);
        assert_eq!(world.sees(&bo.caller, "site").await, ["North one", "South one", "South two"]);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn a05_access_to_what_is_not_there_is_refused_with_its_place() {
    for world in worlds().await {
        let [[_, site, gone], _] = world.two_projects().await;
        roster_app::resources::delete::delete(&world.app, &world.admin.caller, world.account, gone).await.unwrap();
        let other = world.beside("Elsewhere", "zed@example.com").await;
        let theirs = other.project("Theirs").await;
        let seq = world.seq().await;
        for (access, pointer, code) in [
            ([(site, RO), (nothing(), RO)], "/access/1/resource", "unknown_resource"),
            ([(site, RO), (gone, RO)], "/access/1/resource", "unknown_resource"),
            ([(theirs, RW), (site, RO)], "/access/0/resource", "unknown_resource"),
            ([(site, "admin"), (theirs, RO)], "/access/0/level", "unknown_level"),
            ([(site, RO), (site, RW)], "/access/1/resource", "duplicate"),
        ] {
            let refused = refusal(world.invite_lines(&world.admin.caller, "bo@example.com", "user", &access).await);
            assert_eq!(refused, Refusal::field(pointer, code));
        }
        assert!(world.kinds_after(seq).await.is_empty());
        assert!(world.addresses(Some("invited")).await.is_empty());
    }
}

#[tokio::test]
async fn a05_more_access_than_an_invitation_takes_is_refused() {
    for world in worlds().await {
        let project = world.project("North").await;
        let access = vec![(project, RO); 201];
        let refused = refusal(world.invite_lines(&world.admin.caller, "bo@example.com", "user", &access).await);
        let Refusal::Invalid(problems) = refused else { panic!("{refused:?}") };
        assert_eq!(problems[0], FieldProblem::new("/access", "too_many").with("limit", "200"));
    }
}

#[tokio::test]
async fn a03_a_message_that_no_mail_or_database_takes_is_refused() {
    for world in worlds().await {
        for (message, problem) in [
            ("two\nlines\0".to_owned(), FieldProblem::new("/message", "control_character")),
            ("x".repeat(2_001), FieldProblem::new("/message", "too_long").with("limit", "2000")),
        ] {
            let input = Invite { message, ..invitation("bo@example.com", "user", &[]) };
            let refused = refusal(create::create(&world.app, &world.admin.caller, world.account, input).await);
            assert_eq!(refused, Refusal::Invalid(vec![problem]));
        }
        assert!(world.addresses(Some("invited")).await.is_empty());
    }
}

#[tokio::test]
async fn a06_each_invited_address_gets_one_mail_with_its_own_link() {
    for world in worlds().await {
        world.invite_lines(&world.admin.caller, "bo@example.com, cy@example.com", "user", &[]).await.unwrap();
        let mails = world.mails().await;
        let tokens: BTreeSet<_> = mails.iter().filter_map(|letter| letter.token.clone()).collect();
        let ids: BTreeSet<_> = mails.iter().map(|letter| letter.row.message_id.clone()).collect();
        assert_eq!((mails.len(), tokens.len(), ids.len()), (2, 2, 2));
        assert!(world.mails().await.is_empty(), "a mail is sent once");
        // Neither link nor secret waits in the queue.
        for letter in &mails {
            let token = letter.token.as_deref().unwrap();
            assert!(!format!("{:?}", letter.row).contains(token));
        }
    }
}

#[tokio::test]
async fn f11_a_withdrawn_invitation_leaves_the_address_free_for_another() {
    for world in worlds().await {
        let site = world.two_projects().await[0][1];
        let first = world.invite("bo@example.com", "admin", &[]).await;
        let old = world.link_to("bo@example.com").await;
        world.withdraw(&world.admin.caller, first).await.unwrap();
        let second = world.invite("Bo@Example.com", "user", &[(site, RO)]).await;
        let line = world.line(second).await;
        assert_eq!((line.status, &*line.row.email, line.roles), ("invited", "Bo@Example.com", vec!["user".to_owned()]));
        assert_eq!(world.access(second).await, ["North one: read_only"]);
        assert!(world.accept_link(&old, "bo@example.com").await.is_err());
        let bo = world.accept("Bo@Example.com").await;
        assert_eq!(world.may(&bo.caller, site).await, ["site.view"]);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn idempotency_the_same_request_invites_once_and_another_body_is_refused() {
    for world in worlds().await {
        let lines: String = (0..450).map(|n| format!("n{n}@example.com\n")).collect();
        let by = repeatable(&world.admin.caller, "key-1", 1);
        let first = world.invite_lines(&by, &lines, "user", &[]).await.unwrap();
        let seq = world.seq().await;
        let again = world.invite_lines(&by, &lines, "user", &[]).await.unwrap();
        assert_eq!((first.replayed, again.replayed, first.value == again.value), (false, true, true));
        assert_eq!((again.revision, world.seq().await), (first.revision, seq));
        assert_eq!(world.mails().await.len(), 450);
        let other = repeatable(&world.admin.caller, "key-1", 2);
        let refused = refusal(world.invite_lines(&other, "z@example.com", "user", &[]).await);
        assert_eq!(refused, Refusal::IdempotencyKeyReused);
        assert_eq!(world.seq().await, seq);
        // Somebody else's key is another key.
        let bo = world.another_admin("bo@example.com").await;
        assert!(
            !world
                .invite_lines(&repeatable(&bo.caller, "key-1", 2), "z@example.com", "user", &[])
                .await
                .unwrap()
                .replayed
        );
    }
}

#[tokio::test]
async fn f12_withdrawing_and_inviting_anew_floods_nobodys_mailbox_either() {
    for world in worlds().await {
        let by = &world.admin.caller;
        for _ in 0..7 {
            let bo = world.invite("Bo@example.com", "user", &[]).await;
            world.withdraw(by, bo).await.unwrap();
        }
        let lines = "bo@EXAMPLE.com\ncy@example.com";
        let told = world.invite_lines(by, lines, "user", &[]).await.unwrap().value;
        let again = (world.now() + minutes(60)).as_millisecond();
        assert_eq!(words(&told), [&*format!("again at {again}"), "invited"]);
        // Bringing them back the other way is the same to whoever reads the mail.
        let bo = world.listed(Some("deleted")).await[0].row.member;
        assert_eq!(refusal(world.send_again(by, bo).await), Refusal::Throttled { retry_after: 3_600 });
        // Elsewhere they may be invited, and here after an hour.
        let beside = world.beside("Beside", "dee@example.com").await;
        beside.invite("bo@example.com", "user", &[]).await;
        world.pass(minutes(60));
        world.invite("bo@example.com", "user", &[]).await;
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn an_account_writes_to_no_more_than_twenty_thousand_in_an_hour() {
    for world in worlds().await {
        let by = &world.admin.caller;
        let lines = |from: usize, to: usize| (from..to).map(|n| format!("n{n}@example.com\n")).collect::<String>();
        // As if the hour had seen all but three: inviting twenty thousand takes a test too long.
        let bucket: [u8; 32] = Sha256::digest(format!("invitations_per_account\0{}", world.account)).into();
        let at = world.now().as_millisecond();
        world.write(move |tx| throttles::hit(tx, &bucket, 19_997, 3_600_000, at).map(|_| ())).await;
        let told = world.invite_lines(by, &lines(0, 5), "user", &[]).await.unwrap().value;
        let again = format!("again at {}", (world.now() + minutes(60)).as_millisecond());
        assert_eq!(words(&told), ["invited", "invited", "invited", &again, &again]);
        let first = world.listed(Some("invited")).await[0].row.member;
        assert_eq!(refusal(world.send_again(by, first).await), Refusal::Throttled { retry_after: 3_600 });
        world.pass(minutes(60));
        world.invite_lines(by, &lines(3, 5), "user", &[]).await.unwrap();
        assert_eq!(world.listed(Some("invited")).await.len(), 5);
    }
}

#[tokio::test]
async fn idempotency_a_request_that_changed_nothing_is_answered_alike_later() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let by = repeatable(&world.admin.caller, "key-1", 1);
        let first = world.invite_lines(&by, "bo@example.com", "user", &[]).await.unwrap();
        assert_eq!(words(&first.value), ["again, expired false"]);
        world.withdraw(&world.admin.caller, bo).await.unwrap();
        let again = world.invite_lines(&by, "bo@example.com", "user", &[]).await.unwrap();
        assert_eq!((again.replayed, again.value == first.value), (true, true));
        assert_eq!(world.listed(Some("invited")).await.len(), 0);
        let other = repeatable(&world.admin.caller, "key-1", 2);
        let refused = refusal(world.invite_lines(&other, "bo@example.com", "user", &[]).await);
        assert_eq!(refused, Refusal::IdempotencyKeyReused);
    }
}
