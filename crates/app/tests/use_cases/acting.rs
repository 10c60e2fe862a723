//! Acting as another member (B12, E11, F04).

use crate::support::{
    TICK, Who, World, anonymous, from, minutes, newcomer, preset_of, refusal, repeatable, token_of, worlds_of,
};
use roster_app::{
    Actor, Caller,
    accounts::create::{self, CreateAccount},
    acting, activity,
    invitations::accept,
    keys::list as keys,
    members::{
        set_permissions::{PermissionsWish, set_permissions},
        show,
    },
    people,
};
use roster_domain::{
    id::Id,
    mail::MailKind,
    refusal::{FieldProblem, Refusal},
};

const MODEL: &str = "customers-and-vendors";

/// An admin, an employee and a customer.
async fn three(world: &World) -> [Who; 3] {
    let employee = world.join("emil@example.com", "employee", &[]).await;
    let customer = world.join("cleo@example.com", "customer", &[]).await;
    [world.admin.clone(), employee, customer]
}

/// Puts somebody on a project.
async fn may_there(world: &World, caller: &Caller) -> bool {
    show::show(&world.app, caller, world.account, world.admin.member).await.is_ok()
}

#[tokio::test]
async fn b12_an_admin_acts_as_a_user_in_this_account_and_both_are_named() {
    for world in worlds_of(preset_of(MODEL)).await {
        let [admin, emil, _] = three(&world).await;
        world.mails().await;
        let seq = world.seq().await;
        let acting = world.act_as(&admin.caller, emil.member).await.unwrap();
        // As Emil they create a project; Emil could not list the users, so neither can they.
        let project = world.create(&acting, "project", None, "Press 4").await.unwrap().value;
        assert!(!may_there(&world, &acting).await, "an employee reads no other users");
        assert!(may_there(&world, &admin.caller).await, "the same person in their own name still does");
        assert_eq!(world.may(&acting, project).await, world.may(&emil.caller, project).await);
        world.stop_acting(&acting).await.unwrap();
        let log = world.log_after(seq).await;
        let told: Vec<_> = log.iter().map(|event| (&*event.kind, event.actor_id, event.on_behalf_of)).collect();
        let (me, them) = (Some(admin.member.uuid()), Some(emil.member.uuid()));
        assert_eq!(
            told,
            [
                ("acting_started", me, None),
                ("resource_created", me, them),
                ("attempt_denied", me, them),
                ("acting_ended", me, them)
            ]
        );
        assert_eq!(log[0].target_id, them);
        assert!(log[0].details.as_deref().unwrap().contains("They asked me to look."));
        // Emil is told, by mail and on his page.
        let mails = world.mails().await;
        let [letter] = &mails[..] else { panic!("{mails:?}") };
        assert_eq!(letter.to, "emil@example.com");
        assert!(matches!(&letter.kind, MailKind::ActedAs { by, reason, .. } if by == "ann" && reason.contains("look")));
        let acted = acting::list::list(&world.app, &emil.caller, world.account, emil.member).await.unwrap();
        assert_eq!((acted[0].actor, &*acted[0].actor_name), (admin.member, "ann"));
        assert!(acted[0].ended_at.is_some());
        let refused = acting::list::list(&world.app, &emil.caller, world.account, admin.member).await;
        assert_eq!(refusal(refused), crate::support::forbidden("roster.read_audit"));
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn b12_it_takes_a_reason_the_permission_a_person_and_somebody_lower_who_is_in() {
    for world in worlds_of(preset_of(MODEL)).await {
        let [admin, emil, cleo] = three(&world).await;
        let other = world.another_admin("bea@example.com").await;
        let waits = world.invite("later@example.com", "customer", &[]).await;
        let app = &world.app;
        for (reason, code) in [("", "empty"), ("  ", "empty"), ("a\u{7}b", "control_character")] {
            let refused = acting::start::start(app, &admin.caller, world.account, emil.member, reason).await;
            assert_eq!(refusal(refused), Refusal::field("/reason", code));
        }
        let refused = acting::start::start(app, &admin.caller, world.account, emil.member, &"x".repeat(501)).await;
        let problem = FieldProblem::new("/reason", "too_long").with("limit", "500");
        assert_eq!(refusal(refused), Refusal::Invalid(vec![problem]));
        let rank = || Refusal::RankTooHigh { verb: "act_as" };
        for (by, of, expected) in [
            (&admin.caller, other.member, rank()),
            (&admin.caller, admin.member, Refusal::NotYourself),
            (&admin.caller, waits, Refusal::WrongState { state: "invited" }),
            (&admin.caller, Id::from_uuid(uuid::Uuid::nil()), Refusal::NotFound),
            (&emil.caller, cleo.member, crate::support::forbidden("roster.act_as")),
        ] {
            assert_eq!(refusal(world.act_as(by, of).await), expected);
        }
        let (_, key) = world.key(&admin, &["roster.act_as"]).await;
        let refused = acting::start::start(app, &key, world.account, emil.member, "by a key").await;
        assert_eq!(refusal(refused), Refusal::SessionRequired);
        // Nobody acts as one through another.
        let acting = world.act_as(&admin.caller, emil.member).await.unwrap();
        let refused = acting::start::start(app, &acting, world.account, cleo.member, "and on").await;
        assert_eq!(refusal(refused), crate::support::forbidden("roster.act_as"), "Emil may not either");
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn b12_profile_credentials_keys_and_other_accounts_stay_closed() {
    for world in worlds_of(preset_of(MODEL)).await {
        let [admin, emil, _] = three(&world).await;
        let other = world.beside("Elsewhere", "zed@example.com").await;
        other.invite("emil@example.com", "user", &[]).await;
        other.accept_as(&emil).await.unwrap();
        let acting = world.act_as(&admin.caller, emil.member).await.unwrap();
        let (app, words) = (&world.app, "nine brave badgers dig");
        let refused = [
            refusal(people::me(app, &acting).await),
            refusal(people::accounts(app, &acting).await),
            refusal(people::edit_me(app, &acting, people::EditMe::default()).await),
            refusal(people::change_password(app, &acting, crate::support::PASSWORD, words).await),
            refusal(people::ask_for_address(app, &acting, "x@example.com", crate::support::PASSWORD).await),
            refusal(people::sign_out(app, &acting).await),
            refusal(people::sign_out_everywhere(app, &acting).await),
            refusal(world.try_key(&acting, &["project.create"], None).await),
            refusal(keys::list(app, &acting, world.account, None, 10).await),
            // Neither's other account, although Emil is in it.
            refusal(other.create(&acting, "project", None, "x").await),
        ];
        for refused in refused {
            assert_eq!(refused, Refusal::NotWhileActing);
        }
        // A link is its holder's own.
        let input = CreateAccount {
            name: "Third".to_owned(),
            model: crate::support::preset().to_owned(),
            admin: "ann@example.com".to_owned(),
            mail: false,
        };
        let link = create::create(app, &crate::support::operator(), input).await.unwrap().value.link;
        let refused = accept::accept_signed_in(app, &acting, token_of(&link)).await;
        assert_eq!(refusal(refused), Refusal::NotWhileActing);
        world.assert_whole().await;
    }
}

/// The model with admins over admins: whom they act as can do more than customers.
fn with_head() -> String {
    let text = preset_of(MODEL);
    let admin = text.find("[[role]]\nid = \"admin\"").unwrap();
    let end = admin + text[admin..].find("[[role]]\nid = \"employee\"").unwrap();
    let head = text[admin..end].replace("id = \"admin\"", "id = \"head\"").replace("rank = 80", "rank = 90");
    format!("{}{head}{}", &text[..admin], &text[admin..])
}

#[tokio::test]
async fn b12_nothing_is_deleted_and_what_is_given_both_could_give() {
    for world in worlds_of(&with_head()).await {
        let bea = world.join("bea@example.com", "admin", &[]).await;
        let emil = world.join("emil@example.com", "employee", &[]).await;
        assert_eq!(world.line(world.admin.member).await.roles, ["head"]);
        let acting = world.act_as(&world.admin.caller, bea.member).await.unwrap();
        assert_eq!(refusal(world.delete(&acting, emil.member).await), Refusal::NotWhileActing);
        let project = world.create(&acting, "project", None, "Press 4").await.unwrap().value;
        assert_eq!(refusal(world.delete_resource(&acting, project).await), Refusal::NotWhileActing);
        // What can be undone goes on, with Bea's rank and not the head's.
        world.set_role(&acting, emil.member, "vendor").await.unwrap();
        let refused = refusal(world.set_role(&acting, emil.member, "head").await);
        assert_eq!(refused, Refusal::RoleNotAssignable { role: "head".to_owned() });
        let refused = refusal(world.set_role(&acting, world.admin.member, "vendor").await);
        assert_eq!(refused, Refusal::RankTooHigh { verb: "edit" });
        // Who did it is told in mails by the name of who did it.
        let told = world.mails().await.into_iter().find_map(|letter| match letter.kind {
            MailKind::RoleChanged { by, .. } => Some(by),
            _ => None,
        });
        assert_eq!(told.as_deref(), Some("ann"));
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn b12_acting_gives_nothing_that_the_one_who_acts_lacks() {
    // Admins of this model can be set to Custom, and users have every application.
    let text = preset_of("apps-and-permissions").replace("\"roster.invite\",", "\"roster.invite\", \"roster.act_as\",");
    for world in worlds_of(&text).await {
        let admin = world.join("adam@example.com", "admin", &[]).await;
        let user = world.join("una@example.com", "user", &[]).await;
        let custom = Some(vec!["contacts.view".to_owned()]);
        let wish = PermissionsWish { extras: Vec::new(), custom };
        set_permissions(&world.app, &world.admin.caller, world.account, admin.member, wish).await.unwrap();
        let acting = world.act_as(&admin.caller, user.member).await.unwrap();
        let held = async |caller: &Caller| {
            let here = roster_app::accounts::enter::enter(&world.app, caller, world.account).await.unwrap();
            here.permissions.iter().map(|ix| here.model[ix].id.to_string()).collect::<Vec<_>>()
        };
        assert!(held(&user.caller).await.contains(&"contacts.edit".to_owned()));
        assert_eq!(held(&acting).await, ["contacts.view"]);
    }
}

#[tokio::test]
async fn b12_it_ends_after_an_hour_to_the_millisecond_and_the_log_says_so() {
    for world in worlds_of(preset_of(MODEL)).await {
        let [admin, emil, _] = three(&world).await;
        let acting = world.act_as(&admin.caller, emil.member).await.unwrap();
        world.pass(minutes(60) - TICK);
        world.create(&acting, "project", None, "In time").await.unwrap();
        assert_eq!(acting::expire::expire_due(&world.app).await.unwrap(), 0);
        world.pass(TICK);
        let refused = refusal(world.create(&acting, "project", None, "Late").await);
        assert_eq!(refused, Refusal::ActingOver);
        let seq = world.seq().await;
        assert_eq!(acting::expire::expire_due(&world.app).await.unwrap(), 1);
        assert_eq!(acting::expire::expire_due(&world.app).await.unwrap(), 0);
        assert_eq!(world.kinds_after(seq).await, ["acting_ended"]);
        // To end what is over does no harm, and says nothing twice.
        world.stop_acting(&acting).await.unwrap();
        assert_eq!(world.kinds_after(seq).await, ["acting_ended"]);
        assert_eq!(refusal(world.create(&acting, "project", None, "Late").await), Refusal::ActingOver);
        world.create(&admin.caller, "project", None, "In their own name").await.unwrap();
    }
}

#[tokio::test]
async fn b12_it_ends_with_the_right_to_it_and_with_either_of_the_two() {
    for world in worlds_of(preset_of(MODEL)).await {
        let [ann, emil, cleo] = three(&world).await;
        let bea = world.another_admin("bea@example.com").await;
        let over = async |acting: &Caller| {
            assert_eq!(refusal(world.create(acting, "project", None, "x").await), Refusal::ActingOver);
        };
        // The one acted as rises to the same rank, and falls again.
        let acting = world.act_as(&bea.caller, emil.member).await.unwrap();
        world.set_role(&ann.caller, emil.member, "admin").await.unwrap();
        over(&acting).await;
        world.set_role(&ann.caller, emil.member, "employee").await.unwrap();
        world.create(&acting, "project", None, "Within the hour").await.unwrap();
        // The one who acts is demoted.
        world.set_role(&ann.caller, bea.member, "employee").await.unwrap();
        over(&acting).await;
        world.set_role(&ann.caller, bea.member, "admin").await.unwrap();
        world.create(&acting, "project", None, "Within the hour").await.unwrap();
        // In another browser, and by somebody else, the cookie opens nothing.
        let again =
            people::sign_in(&world.app, &anonymous(), "bea@example.com", crate::support::PASSWORD).await.unwrap();
        let Actor::Acting { account, acting: id, person, session } = acting.actor else { panic!("{acting:?}") };
        for (person, session) in [(person, again.session.session), (cleo.person, session)] {
            let stolen = Caller::new(Actor::Acting { person, session, account, acting: id }, from("192.0.2.66"));
            over(&stolen).await;
        }
        // The one acted as is deleted; invited again, they are not acted as any more.
        world.delete(&ann.caller, emil.member).await.unwrap();
        over(&acting).await;
        world.send_again(&ann.caller, emil.member).await.unwrap();
        world.accept_as(&emil).await.unwrap();
        over(&acting).await;
        // The one who acts is deleted.
        let acting = world.act_as(&bea.caller, cleo.member).await.unwrap();
        world.delete(&ann.caller, bea.member).await.unwrap();
        over(&acting).await;
        world.stop_acting(&acting).await.unwrap();
        assert_eq!(acting::expire::expire_due(&world.app).await.unwrap(), 0, "nothing is due any more");
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn b12_sent_twice_it_is_one_and_as_somebody_else_it_is_another_request() {
    for world in worlds_of(preset_of(MODEL)).await {
        let [ann, emil, _] = three(&world).await;
        let caller = repeatable(&ann.caller, "k", 1);
        let begin =
            async || acting::start::start(&world.app, &caller, world.account, emil.member, "why").await.unwrap();
        let (first, second) = (begin().await, begin().await);
        assert_eq!((first.value, second.replayed), (second.value, true));
        let acting = world.act_as(&ann.caller, emil.member).await.unwrap();
        let (own, theirs) = (repeatable(&ann.caller, "p", 2), repeatable(&acting, "p", 2));
        let one = world.create(&own, "project", None, "x").await.unwrap();
        let other = world.create(&theirs, "project", None, "x").await.unwrap();
        assert!(!other.replayed && one.value != other.value);
    }
}

/// E11: true to the minute, without a write per request, and moved neither by acting-as nor by keys.
#[tokio::test]
async fn e11_last_active_is_when_one_was_here_oneself() {
    for world in worlds_of(preset_of(MODEL)).await {
        let [ann, emil, _] = three(&world).await;
        let active = async |who: &Who| {
            activity::flush(&world.app).await.unwrap();
            world.row(who.member).await.last_active_at
        };
        world.create(&emil.caller, "project", None, "x").await.unwrap();
        let first = active(&emil).await;
        assert_eq!(first, Some(world.now().as_millisecond()));
        // Within the minute nothing is written.
        world.pass(minutes(1) - TICK);
        world.may(&emil.caller, crate::support::nothing()).await;
        assert_eq!(active(&emil).await, first);
        // As Emil, and by his key, somebody else is here, or nobody.
        let (_, key) = world.key(&emil, &["project.create"]).await;
        let version = world.version(emil.member).await;
        world.pass(minutes(5));
        let acting = world.act_as(&ann.caller, emil.member).await.unwrap();
        world.may(&acting, crate::support::nothing()).await;
        world.may(&key, crate::support::nothing()).await;
        let begun = active(&emil).await.unwrap();
        assert!(begun < world.now().as_millisecond() - 60_000, "only what Emil did himself");
        assert_eq!(active(&ann).await, Some(world.now().as_millisecond()), "whoever acts is here");
        world.may(&emil.caller, crate::support::nothing()).await;
        assert_eq!(active(&emil).await, Some(world.now().as_millisecond()));
        assert_eq!(world.version(emil.member).await, version, "nobody's form grows stale by it");
    }
}

#[tokio::test]
async fn b12_a_newcomer_is_nobody_who_acts() {
    for world in worlds_of(preset_of(MODEL)).await {
        let [ann, emil, _] = three(&world).await;
        let acting = world.act_as(&ann.caller, emil.member).await.unwrap();
        world.invite("new@example.com", "customer", &[]).await;
        let link = world.link_to("new@example.com").await;
        let joined = accept::accept(&world.app, &acting, &link, newcomer("new@example.com")).await.unwrap();
        let joined_by = world.log().await.pop().unwrap();
        assert_eq!((joined_by.actor_id, joined_by.on_behalf_of), (Some(joined.member.uuid()), None));
    }
}
