//! The log: denied looks (A01), deliveries in lists (A15), what it says, and that nobody can change it unseen.

use crate::support::{TICK, World, forbidden, minutes, refusal, worlds};
use roster_app::{
    Caller,
    audit::{
        follow::{Followed, follow},
        list::{self, EventFilter},
        search::search,
        verify::Verdict,
    },
    mail::deliver::{self, Delivery},
    members,
};
use roster_domain::{
    id::{Id, MemberId},
    refusal::Refusal,
};
use roster_store::{invitations::InvitationDelivery, sql};

async fn look(world: &World, by: &Caller) -> Refusal {
    refusal(members::list::list(&world.app, by, world.account, members::list::MemberFilter::default(), None, 10).await)
}

sql!(DENIALS, "select permission, attempts from denials where account_id = $1 order by minute, actor, permission");

async fn denials(world: &World) -> Vec<(String, i64)> {
    let account = world.account;
    world.read(move |tx| tx.all::<(String, i64)>(&DENIALS, &[&account])).await
}

#[tokio::test]
async fn a01_a_denied_look_is_refused_and_told_once_a_minute_and_counted() {
    for world in worlds().await {
        let (bo, cy) = (world.user("bo@example.com", &[]).await, world.user("cy@example.com", &[]).await);
        let seq = world.seq().await;
        for _ in 0..5 {
            assert_eq!(look(&world, &bo.caller).await, forbidden("roster.read_members"));
        }
        let log = world.log_after(seq).await;
        assert_eq!((log.len(), &*log[0].kind, log[0].actor_id), (1, "attempt_denied", Some(bo.member.uuid())));
        let details = log[0].details.as_deref().unwrap();
        assert!(
            details.contains("roster.read_members") && details.contains("192.0.2.1") && details.contains("Firefox")
        );
        assert_eq!(denials(&world).await, [("roster.read_members".to_owned(), 5)]);

        // Somebody else, another permission, and the next minute are told again.
        look(&world, &cy.caller).await;
        let refused = refusal(world.invite_lines(&bo.caller, "x@example.com", "user", &[]).await);
        assert_eq!(refused, forbidden("roster.invite"));
        world.pass(minutes(1) - TICK);
        look(&world, &bo.caller).await;
        assert_eq!(world.kinds_after(seq).await, ["attempt_denied"; 3]);
        world.pass(TICK);
        look(&world, &bo.caller).await;
        assert_eq!(world.kinds_after(seq).await, ["attempt_denied"; 4]);
        let counted: Vec<i64> = denials(&world).await.into_iter().map(|(_, attempts)| attempts).collect();
        assert_eq!(counted.iter().sum::<i64>(), 9);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn a01_who_has_no_place_here_is_told_that_there_is_no_such_account_and_leaves_no_line() {
    for world in worlds().await {
        let other = world.beside("Elsewhere", "zed@example.com").await;
        let bo = world.user("bo@example.com", &[]).await;
        world.delete(&world.admin.caller, bo.member).await.unwrap();
        let seq = world.seq().await;
        for by in [&other.admin.caller, &bo.caller, &crate::support::anonymous()] {
            assert_eq!(look(&world, by).await, Refusal::NotFound);
            assert_eq!(refusal(world.invite_lines(by, "x@example.com", "user", &[]).await), Refusal::NotFound);
            assert_eq!(refusal(world.set_role(by, world.admin.member, "user").await), Refusal::NotFound);
        }
        // The operator creates accounts, and changes nobody in them (A14).
        for by in [&crate::support::operator(), &Caller::system()] {
            assert_eq!(look(&world, by).await, Refusal::NotFound);
            assert_eq!(refusal(world.set_role(by, world.admin.member, "user").await), Refusal::NotFound);
            assert_eq!(refusal(world.delete(by, world.admin.member).await), Refusal::NotFound);
            assert_eq!(refusal(world.create(by, "project", None, "x").await), Refusal::NotFound);
        }
        assert!(world.kinds_after(seq).await.is_empty());
    }
}

async fn delivery(world: &World, member: MemberId) -> InvitationDelivery {
    world.line(member).await.invitation.unwrap()
}

#[tokio::test]
async fn a15_lists_show_who_invited_when_it_was_sent_and_what_became_of_the_mail() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let waiting = delivery(&world, bo).await;
        assert_eq!(waiting.inviter_name.as_deref(), Some("ann"));
        assert_eq!((waiting.mail_state.as_deref(), waiting.delivered_at), (Some("queued"), None));
        let until = world.now() + world.model.invitation().valid_for;
        assert_eq!((waiting.sent_at, waiting.expires_at), (world.now().as_millisecond(), until.as_millisecond()));
        world.pass(minutes(1));
        world.mails().await;
        let sent = delivery(&world, bo).await;
        let taken = (sent.mail_state.as_deref(), sent.delivered_at, sent.mail_answer.as_deref());
        assert_eq!(taken, (Some("sent"), Some(world.now().as_millisecond()), Some("250 OK")));

        // Sent again: the newest mail is the one that is shown.
        world.pass(minutes(1));
        world.send_again(&world.admin.caller, bo).await.unwrap();
        assert_eq!(delivery(&world, bo).await.mail_state.as_deref(), Some("queued"));
        let [ready] = &*deliver::claim(&world.app).await.unwrap() else { panic!("one mail") };
        assert_eq!(delivery(&world, bo).await.mail_state.as_deref(), Some("sending"));
        deliver::note(&world.app, ready.row.clone(), Delivery::Refused("550 no such user".to_owned())).await.unwrap();
        let refused = delivery(&world, bo).await;
        let answer = (refused.mail_state.as_deref(), refused.delivered_at, refused.mail_answer.as_deref());
        assert_eq!(answer, (Some("refused"), None, Some("550 no such user")));

        // All lines of a page have theirs.
        world.invite_lines(&world.admin.caller, "cy@example.com di@example.com", "user", &[]).await.unwrap();
        let lines = world.listed(Some("invited")).await;
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| line.invitation.is_some()));
        let joined = world.accept("cy@example.com").await;
        assert!(world.line(joined.member).await.invitation.is_none());
    }
}

#[tokio::test]
async fn f04_the_log_is_read_backwards_in_pages_and_by_filter() {
    for world in worlds().await {
        let bo = world.user("bo@example.com", &[]).await;
        world.two_projects().await;
        world.pass(minutes(1));
        world.edit(&world.admin.caller, bo.member, "a note").await.unwrap();
        let read = |filter: EventFilter, before: Option<i64>, limit: usize| {
            let (app, by, account) = (world.app.clone(), world.admin.caller.clone(), world.account);
            async move { list::list(&app, &by, account, filter, before, limit).await }
        };
        let all = read(EventFilter::default(), None, 200).await.unwrap();
        assert_eq!(all.next, None);
        let (mut paged, mut before) = (Vec::new(), None);
        loop {
            let page = read(EventFilter::default(), before, 2).await.unwrap();
            paged.extend(page.events.iter().map(|event| event.seq));
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(paged, all.events.iter().map(|event| event.seq).collect::<Vec<_>>());
        assert_eq!(paged, (1..=world.seq().await).rev().collect::<Vec<_>>());
        let newest = &all.events[0];
        assert_eq!((&*newest.kind, newest.actor_name.as_deref()), ("member_edited", Some("ann")));
        assert_eq!((newest.at, newest.target), (world.now(), Some(bo.member.uuid())));

        let count = |filter: EventFilter| {
            let page = read(filter, None, 200);
            async move { page.await.unwrap().events.len() }
        };
        let some = EventFilter::default;
        assert_eq!(count(EventFilter { kind: Some("resource_created".to_owned()), ..some() }).await, 6);
        assert_eq!(count(EventFilter { target: Some(bo.member.uuid()), ..some() }).await, 3);
        assert_eq!(count(EventFilter { actor: Some(bo.member.uuid()), ..some() }).await, 1);
        let now = world.now().as_millisecond();
        assert_eq!(count(EventFilter { from: Some(now), ..some() }).await, 1);
        assert_eq!(count(EventFilter { until: Some(now), ..some() }).await, paged.len() - 1);
        assert_eq!(refusal(read(some(), Some(0), 10).await), Refusal::field("/cursor", "bad_cursor"));
        let refused = refusal(list::list(&world.app, &bo.caller, world.account, some(), None, 10).await);
        assert_eq!(refused, forbidden("roster.read_audit"));
    }
}

#[tokio::test]
async fn f04_the_log_is_followed_and_searched_by_those_who_may_read_it() {
    for world in worlds().await {
        let (bo, admin) = (world.user("bo@example.com", &[]).await, &world.admin.caller);
        let seen = world.seq().await;
        let follow =
            async |filter: EventFilter, after| follow(&world.app, admin, world.account, filter, after).await.unwrap();
        let told = |followed: Followed| match followed {
            Followed::Events { events, seen, more } => {
                (events.iter().map(|event| event.seq).collect::<Vec<_>>(), seen, more)
            }
            Followed::TooFar { .. } => panic!("not so far"),
        };
        assert_eq!(told(follow(EventFilter::default(), seen).await), (vec![], seen, false));
        let quay = world.project("Quay").await;
        world.project("Dam").await;
        // The oldest first; what does not fit is passed over and counts as seen.
        assert_eq!(told(follow(EventFilter::default(), seen).await), (vec![seen + 1, seen + 2], seen + 2, false));
        let about = EventFilter { target: Some(quay.uuid()), ..EventFilter::default() };
        assert_eq!(told(follow(about, seen).await), (vec![seen + 1], seen + 2, false));
        let by_bo = EventFilter { actor: Some(bo.member.uuid()), ..EventFilter::default() };
        assert_eq!(told(follow(by_bo, seen).await), (vec![], seen + 2, false));
        assert_eq!(told(follow(EventFilter::default(), i64::MAX).await), (vec![], seen + 2, false));

        let search = async |by: &Caller, text: &str, limit| {
            search(&world.app, by, world.account, EventFilter::default(), text, None, limit).await
        };
        let found = async |text: &str| {
            let page = search(admin, text, 50).await.unwrap();
            (page.events.iter().map(|event| event.seq).collect::<Vec<_>>(), page.next)
        };
        assert_eq!(found(" qUAY ").await, (vec![seen + 1], None));
        assert_eq!(found("no such thing").await, (vec![], None));
        // A page at a time, the newest first.
        let first = search(admin, "ann", 1).await.unwrap();
        assert_eq!((first.events[0].seq, first.next), (seen + 2, Some(seen + 2)));

        // Who only waits was not there, and tried nothing.
        let (of_bo, seq) = (bo.caller.by_itself(), world.seq().await);
        let followed =
            roster_app::audit::follow::follow(&world.app, &of_bo, world.account, EventFilter::default(), 0).await;
        assert_eq!(refusal(followed), forbidden("roster.read_audit"));
        assert_eq!(world.seq().await, seq);
        assert_eq!(refusal(search(&bo.caller, "quay", 50).await), forbidden("roster.read_audit"));
        assert_eq!(world.kinds_after(seq).await, ["attempt_denied"]);
    }
}

#[tokio::test]
async fn f04_who_missed_too_much_is_told_so_instead_of_all_of_it() {
    for world in worlds().await {
        let lines: String = (0..1_100).map(|n| format!("n{n}@example.com\n")).collect();
        world.invite_lines(&world.admin.caller, &lines, "user", &[]).await.unwrap();
        let follow = async |after| {
            follow(&world.app, &world.admin.caller, world.account, EventFilter::default(), after).await.unwrap()
        };
        assert!(matches!(follow(0).await, Followed::TooFar { newest: 1_103 }));
        assert!(matches!(follow(500).await, Followed::Events { seen: 700, more: true, .. }));
    }
}

sql!(BEND_KIND, "update events set kind = 'member_edited' where account_id = $1 and seq = 3");
sql!(BEND_TIME, "update events set at = at + 1 where account_id = $1 and seq = 3");
sql!(BEND_ACTOR, "update events set actor_id = target_id where account_id = $1 and seq = 4");
sql!(BEND_DIGEST, "update events set details_digest = prev_hash where account_id = $1 and seq = 3");
sql!(BEND_DETAILS, "update event_details set details = '{}' where account_id = $1 and seq = 3");
sql!(BEND_HEAD, "update account_heads set event_seq = event_seq + 1 where account_id = $1");
sql!(FORGET_DETAILS, "delete from event_details where account_id = $1 and seq = 3");
sql!(FORGET_MIDDLE, "delete from events where account_id = $1 and seq = 3");
sql!(
    FORGET_NEWEST_DETAILS,
    "delete from event_details where account_id = $1 and seq = (select max(seq) from events where account_id = $1)"
);
sql!(
    FORGET_NEWEST,
    "delete from events where account_id = $1 and seq = (select max(seq) from events where account_id = $1)"
);

#[tokio::test]
async fn f04_a_log_that_was_tampered_with_does_not_verify_and_one_without_details_does() {
    for world in worlds().await {
        let other = world.beside("Elsewhere", "zed@example.com").await;
        for (bent, expected) in [
            (&[&BEND_KIND][..], Some(4)),
            (&[&BEND_TIME], Some(4)),
            (&[&BEND_ACTOR], Some(5)),
            (&[&BEND_DETAILS], Some(3)),
            (&[&BEND_DIGEST], Some(3)),
            (&[&FORGET_DETAILS, &BEND_DIGEST], Some(4)),
            (&[&BEND_HEAD], Some(8)),
            (&[&FORGET_NEWEST_DETAILS, &FORGET_NEWEST], Some(7)),
            (&[&FORGET_DETAILS, &FORGET_MIDDLE], Some(3)),
            (&[&FORGET_DETAILS], None),
        ] {
            let world = world.beside("Bent", &format!("{bent:?}@example.com").replace(['[', ']', ',', ' '], "")).await;
            for name in ["One", "Two", "Three", "Four"] {
                world.project(name).await;
            }
            assert_eq!(world.verdict().await, Verdict::Whole { events: 7 });
            for sql in bent {
                assert_eq!(world.tamper(sql).await, 1, "{sql:?}");
            }
            match (world.verdict().await, expected) {
                (Verdict::Broken { seq, .. }, Some(at)) => assert_eq!(seq, at, "{bent:?}"),
                (Verdict::Whole { events }, None) => assert_eq!(events, 7),
                (verdict, _) => panic!("{bent:?}: {verdict:?}"),
            }
        }
        other.assert_whole().await;
    }
}

#[tokio::test]
async fn f04_a_log_verifies_over_more_than_one_batch() {
    for world in worlds().await {
        let lines: String = (0..1_200).map(|n| format!("n{n}@example.com\n")).collect();
        world.invite_lines(&world.admin.caller, &lines, "user", &[]).await.unwrap();
        assert_eq!(world.verdict().await, Verdict::Whole { events: 1_203 });
    }
}
