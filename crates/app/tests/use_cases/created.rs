//! Users who are created instead of invited, and the mails that get people in (B05–B09, B13, B15).

use crate::support::{
    Letter, TICK, World, anonymous, days, minutes, newcomer, preset_of, refusal, who, worlds, worlds_of,
};
use roster_app::{
    Caller, Done, Outcome,
    invitations::{
        accept::{self, Newcomer},
        look,
    },
    members::{
        create::{self, CreateUser, CreatedUser, WelcomeMail},
        given::AccessWish,
        given::Given,
        password_link::send_password_link,
    },
    people,
};
use roster_domain::{
    grant::Window,
    mail::MailKind,
    refusal::{DeadLink, Refusal},
};

fn user(email: &str) -> CreateUser {
    CreateUser {
        about: "Bo Li".into(),
        email: email.to_owned(),
        welcome: Some(WelcomeMail::default()),
        ..CreateUser::default()
    }
}

impl World {
    async fn new_user(&self, by: &Caller, input: CreateUser) -> Outcome<Done<CreatedUser>> {
        create::create(&self.app, by, self.account, input).await
    }

    /// The newest mail, sent just now.
    async fn letter(&self) -> Letter {
        self.mails().await.pop().expect("a mail")
    }
}

async fn shops() -> impl Iterator<Item = World> {
    worlds_of(preset_of("customers-and-vendors")).await
}

/// Who was given a name chooses a password and nothing else.
fn only_a_password() -> Newcomer {
    Newcomer { name: String::new(), ..newcomer("bo@example.com") }
}

#[tokio::test]
async fn b05_b07_b09_a_name_and_an_address_make_a_user_who_chooses_a_password_and_is_in() {
    for world in shops().await {
        let seq = world.seq().await;
        let bo = world.new_user(&world.admin.caller, user("bo@example.com")).await.unwrap().value.member;
        assert_eq!(world.kinds_after(seq).await, ["member_created"]);
        let line = world.line(bo).await;
        assert_eq!((line.status, &*line.row.name, &*line.roles), ("invited", "Bo Li", &["customer".to_owned()][..]));
        let letter = world.letter().await;
        assert_eq!((letter.kind.name(), &*letter.to), ("welcome", "bo@example.com"));
        let link = letter.token.unwrap();
        let face = look::look(&world.app, &anonymous(), &link).await.unwrap();
        assert!(face.welcome && !face.asks_for_name() && face.name == "Bo Li");
        let joined = accept::accept(&world.app, &anonymous(), &link, only_a_password()).await.unwrap();
        let line = world.line(joined.member).await;
        assert_eq!((line.status, &*line.row.name), ("active", "Bo Li"));
        people::sign_in(&world.app, &anonymous(), "bo@example.com", crate::support::PASSWORD).await.unwrap();
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn b08_roles_and_projects_are_in_force_once_they_are_in() {
    for world in shops().await {
        let project = world.project("Gate").await;
        let wish =
            AccessWish { resource: project, what: Given::Role("participant".to_owned()), window: Window::ALWAYS };
        let roles = vec!["employee".to_owned(), "vendor".to_owned()];
        let input = CreateUser { roles, access: vec![wish], ..user("bo@example.com") };
        world.new_user(&world.admin.caller, input).await.unwrap();
        let link = world.letter().await.token.unwrap();
        let joined = accept::accept(&world.app, &anonymous(), &link, only_a_password()).await.unwrap();
        let bo = who(&joined, "bo@example.com");
        assert_eq!(world.line(bo.member).await.roles, ["employee", "vendor"]);
        let may = world.may(&bo.caller, project).await;
        assert!(may.contains(&"project.deliver".to_owned()) && may.contains(&"project.costs".to_owned()), "{may:?}");
    }
}

#[tokio::test]
async fn b06_the_welcome_mail_has_its_subject_and_the_copy_has_no_link() {
    for world in shops().await {
        let welcome = WelcomeMail { subject: " Hello Bo ".to_owned(), message: "At last!".to_owned(), copy: true };
        let input = CreateUser { welcome: Some(welcome.clone()), ..user("bo@example.com") };
        let seen = create::preview(&world.app, &world.admin.caller, world.account, welcome).await.unwrap();
        assert_eq!(seen.subject.as_deref(), Some("Hello Bo"));
        assert!(world.mails().await.is_empty(), "it was only looked at");
        world.new_user(&world.admin.caller, input).await.unwrap();
        let mails = world.mails().await;
        let [mail, copy] = &*mails else { panic!("{mails:?}") };
        let MailKind::Welcome(said) = &mail.kind else { panic!("{:?}", mail.kind) };
        assert_eq!((said, &*mail.to), (&seen, "bo@example.com"));
        let MailKind::WelcomeCopy { to, of } = &copy.kind else { panic!("{:?}", copy.kind) };
        assert_eq!((&**to, of, &*copy.to), ("bo@example.com", said, "ann@example.com"));
        assert!(copy.token.is_none() && copy.row.link.is_empty());
    }
}

#[tokio::test]
async fn b06_who_is_not_told_has_no_link_and_no_end_until_the_welcome_mail_is_sent() {
    for world in shops().await {
        let input = CreateUser { welcome: None, ..user("bo@example.com") };
        let bo = world.new_user(&world.admin.caller, input).await.unwrap().value.member;
        assert!(world.mails().await.is_empty());
        world.pass(days(400));
        assert_eq!(world.sweep().await, 0);
        let line = world.line(bo).await;
        assert_eq!((line.status, &*line.invitation.unwrap().told), ("invited", ""));
        world.send_again(&world.admin.caller, bo).await.unwrap();
        let letter = world.letter().await;
        assert_eq!((letter.kind.name(), &*letter.to), ("welcome", "bo@example.com"));
        let until = (world.now() + days(7)).as_millisecond();
        assert_eq!(world.row(bo).await.invited_until, Some(until));
        assert_eq!(world.line(bo).await.invitation.unwrap().told, "mail");
        accept::accept(&world.app, &anonymous(), &letter.token.unwrap(), only_a_password()).await.unwrap();
    }
}

#[tokio::test]
async fn b15_the_welcome_link_works_once_and_for_seven_days() {
    for world in shops().await {
        world.new_user(&world.admin.caller, user("bo@example.com")).await.unwrap();
        let link = world.letter().await.token.unwrap();
        world.pass(days(7) - TICK);
        accept::accept(&world.app, &anonymous(), &link, only_a_password()).await.unwrap();
        let refused = refusal(accept::accept(&world.app, &anonymous(), &link, only_a_password()).await);
        assert_eq!(refused, Refusal::DeadLink(DeadLink::Used));
        world
            .new_user(&world.admin.caller, CreateUser { about: "Cy Ode".into(), ..user("cy@example.com") })
            .await
            .unwrap();
        let link = world.link_to("cy@example.com").await;
        world.pass(days(7));
        let refused = refusal(accept::accept(&world.app, &anonymous(), &link, only_a_password()).await);
        assert_eq!(refused, Refusal::DeadLink(DeadLink::Expired));
    }
}

#[tokio::test]
async fn b05_an_address_that_has_a_sign_in_confirms_with_it_and_the_admin_sees_no_difference() {
    for world in shops().await {
        let other = world.beside_of(preset_of("customers-and-vendors"), "Southwind", "zoe@example.com").await;
        world.mails().await;
        let copy = Some(WelcomeMail { copy: true, ..WelcomeMail::default() });
        let known = CreateUser { welcome: copy.clone(), ..user("zoe@example.com") };
        let unknown = CreateUser { welcome: copy, ..user("new@example.com") };
        let mut seen = Vec::new();
        for input in [known, unknown] {
            let email = input.email.clone();
            let member = world.new_user(&world.admin.caller, input).await.unwrap().value.member;
            let line = world.line(member).await;
            let mails = world.mails().await;
            let copy = mails.iter().find(|letter| letter.to == "ann@example.com").unwrap();
            let (MailKind::WelcomeCopy { of, .. }, invitation) = (&copy.kind, line.invitation.unwrap()) else {
                panic!()
            };
            seen.push((line.status, line.row.name, line.roles, invitation.told, invitation.mail_state, of.clone()));
            let mail = mails.iter().find(|letter| letter.to == email).unwrap();
            assert!(matches!(&mail.kind, MailKind::Welcome(says) if says.known == (email == "zoe@example.com")));
        }
        assert_eq!(seen[0], seen[1]);
        // She is in only after she said so herself, and keeps her password.
        let link = world.link_to("zoe@example.com").await;
        let refused = refusal(accept::accept(&world.app, &anonymous(), &link, only_a_password()).await);
        assert_eq!(refused, Refusal::NotSignedIn);
        let done = accept::accept_signed_in(&world.app, &other.admin.caller, &link).await.unwrap();
        assert_eq!(world.line(done.value.member).await.status, "active");
        assert_eq!(world.line(done.value.member).await.row.name, "Bo Li", "as she is called here");
    }
}

#[tokio::test]
async fn b05_what_cannot_be_created_is_refused() {
    for world in shops().await {
        world.new_user(&world.admin.caller, user("bo@example.com")).await.unwrap();
        let bo = world.row_by_email("bo@example.com").await;
        let admin = &world.admin.caller;
        let twice = refusal(world.new_user(admin, user("BO@example.com")).await);
        assert_eq!(twice, Refusal::AddressTaken { member: Some(bo) });
        let bad = [
            (CreateUser { about: " ".into(), ..user("x@example.com") }, "/name"),
            (user("x at example"), "/email"),
            (CreateUser { roles: vec!["king".to_owned()], ..user("x@example.com") }, "/roles"),
            (
                CreateUser {
                    welcome: Some(WelcomeMail { subject: "a\nBcc: all@example.com".into(), ..Default::default() }),
                    ..user("x@example.com")
                },
                "/subject",
            ),
            (
                CreateUser {
                    welcome: Some(WelcomeMail { subject: "x".repeat(151), ..Default::default() }),
                    ..user("x@example.com")
                },
                "/subject",
            ),
            (
                CreateUser {
                    welcome: Some(WelcomeMail { message: "x".repeat(2001), ..Default::default() }),
                    ..user("x@example.com")
                },
                "/message",
            ),
        ];
        for (input, pointer) in bad {
            let Refusal::Invalid(problems) = refusal(world.new_user(admin, input).await) else { panic!("{pointer}") };
            assert_eq!(problems.iter().map(|problem| &*problem.pointer).collect::<Vec<_>>(), [pointer]);
        }
        world.mails().await;
        let link = world.link_to("bo@example.com").await;
        let joined = accept::accept(&world.app, &anonymous(), &link, only_a_password()).await.unwrap();
        let bo = who(&joined, "bo@example.com");
        assert!(matches!(refusal(world.new_user(&bo.caller, user("y@example.com")).await), Refusal::Forbidden { .. }));
        let refused = create::preview(&world.app, &bo.caller, world.account, WelcomeMail::default()).await;
        assert!(matches!(refusal(refused), Refusal::Forbidden { .. }));
    }
    for world in worlds().await {
        let two = CreateUser { roles: vec!["user".to_owned(), "admin".to_owned()], ..user("bo@example.com") };
        let refused = refusal(world.new_user(&world.admin.caller, two).await);
        assert_eq!(refused, Refusal::field("/roles", "only_one_role"));
    }
}

#[tokio::test]
async fn b05_the_same_request_creates_once_and_a_withdrawn_place_is_taken_anew() {
    for world in shops().await {
        let by = crate::support::repeatable(&world.admin.caller, "new", 1);
        let first = world.new_user(&by, user("bo@example.com")).await.unwrap();
        let again = world.new_user(&by, user("bo@example.com")).await.unwrap();
        assert!(first.value == again.value && again.replayed);
        assert_eq!(world.mails().await.len(), 1);
        world.withdraw(&world.admin.caller, first.value.member).await.unwrap();
        let anew = world.new_user(&world.admin.caller, user("bo@example.com")).await.unwrap();
        assert_eq!(anew.value.member, first.value.member);
        assert_eq!(world.mails().await.len(), 1);
    }
}

#[tokio::test]
async fn b13_an_admin_mails_a_link_to_choose_a_password_which_works_once_and_for_an_hour() {
    for world in shops().await {
        world.new_user(&world.admin.caller, user("bo@example.com")).await.unwrap();
        let link = world.letter().await.token.unwrap();
        let joined = accept::accept(&world.app, &anonymous(), &link, only_a_password()).await.unwrap();
        let (bo, admin) = (who(&joined, "bo@example.com"), &world.admin.caller);
        world.mails().await;
        let seq = world.seq().await;
        send_password_link(&world.app, admin, world.account, bo.member).await.unwrap();
        assert_eq!(world.kinds_after(seq).await, ["password_link_sent"]);
        let letter = world.letter().await;
        assert!(matches!(&letter.kind, MailKind::PasswordReset { by: Some(by), .. } if by.name == "ann"));
        assert_eq!(letter.to, "bo@example.com");
        let token = letter.token.unwrap();
        world.pass(minutes(60) - TICK);
        people::reset_password(&world.app, &anonymous(), &token, "nine brave badgers dig").await.unwrap();
        let refused = refusal(people::reset_password(&world.app, &anonymous(), &token, "nine brave badgers dug").await);
        assert_eq!(refused, Refusal::DeadLink(DeadLink::Used));
        send_password_link(&world.app, admin, world.account, bo.member).await.unwrap();
        let token = world.link_to("bo@example.com").await;
        world.pass(minutes(60));
        let refused = refusal(people::reset_password(&world.app, &anonymous(), &token, "nine brave badgers dig").await);
        assert_eq!(refused, Refusal::DeadLink(DeadLink::Expired));

        // Not for somebody who is not in, not by somebody who may not, and not without end.
        world.new_user(admin, CreateUser { about: "Cy Ode".into(), ..user("cy@example.com") }).await.unwrap();
        let cy = world.row_by_email("cy@example.com").await;
        let refused = refusal(send_password_link(&world.app, admin, world.account, cy).await);
        assert_eq!(refused, Refusal::WrongState { state: "invited" });
        let refused = refusal(send_password_link(&world.app, &bo.caller, world.account, world.admin.member).await);
        assert!(matches!(refused, Refusal::Forbidden { .. }));
        let mut last = Ok(());
        for _ in 0..4 {
            last = send_password_link(&world.app, admin, world.account, bo.member).await.map(|_| ());
        }
        assert!(matches!(refusal(last), Refusal::Throttled { .. }));
    }
}
