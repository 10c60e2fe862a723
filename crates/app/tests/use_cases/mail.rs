//! The mail queue: claimed, sent, refused, tried again, given up, and what a crash leaves (F05, F13).

use crate::support::{RW, World, minutes, preset, refusal, seconds, worlds, worlds_of};
use jiff::SignedDuration;
use roster_app::mail::{
    deliver::{self, Delivery, Ready},
    queue,
};
use roster_domain::{
    id::{Id, MailId},
    mail::MailKind,
};
use roster_store::{
    due::{self, DueKind},
    outbox::{self, MailRow, NewMail},
    sql,
};

async fn claim_one(world: &World) -> Ready {
    let mut claimed = deliver::claim(&world.app).await.unwrap();
    assert_eq!(claimed.len(), 1);
    claimed.remove(0)
}

async fn stored(world: &World, mail: MailId) -> MailRow {
    let account = world.account;
    world.read(move |tx| outbox::by_id(tx, account, mail)).await.unwrap()
}

async fn next_due(world: &World) -> Option<i64> {
    world.read(|tx| due::next(tx, DueKind::Mail)).await
}

async fn note(world: &World, ready: &Ready, delivery: Delivery) {
    deliver::note(&world.app, ready.row.clone(), delivery).await.unwrap();
}

fn not_now() -> Delivery {
    Delivery::NotNow("421 come back later".to_owned())
}

#[tokio::test]
async fn f05_a_mail_waits_in_the_transaction_of_its_cause_and_is_sent_once() {
    for world in worlds().await {
        assert_eq!(next_due(&world).await, None);
        refusal(world.invite_lines(&world.admin.caller, "bo@example.com", "owner", &[]).await);
        assert_eq!(next_due(&world).await, None);
        world.invite("bo@example.com", "user", &[]).await;
        assert_eq!(next_due(&world).await, Some(world.now().as_millisecond()));
        let ready = claim_one(&world).await;
        assert_eq!((&*ready.row.state, ready.row.attempts, ready.row.repeats), ("sending", 0, 0));
        assert!(ready.link.as_ref().unwrap().starts_with("https://roster.example.com/invitations/"));
        assert!(ready.row.message_id.ends_with("@roster.example.com"));
        assert!(deliver::claim(&world.app).await.unwrap().is_empty(), "it is taken");
        note(&world, &ready, Delivery::Taken("250 queued as 7".to_owned())).await;
        let row = stored(&world, ready.row.mail).await;
        assert_eq!((&*row.state, row.attempts, row.repeats, &*row.last_answer), ("sent", 1, 0, "250 queued as 7"));
        assert_eq!((row.sent_at, next_due(&world).await), (Some(world.now().as_millisecond()), None));
        assert_eq!(queue::counts(&world.app).await.unwrap(), [("sent".to_owned(), 1)]);
    }
}

#[tokio::test]
async fn f05_a_server_that_is_busy_is_tried_again_with_longer_pauses_and_given_up_after_two_days() {
    for world in worlds().await {
        world.invite("bo@example.com", "user", &[]).await;
        let (begin, mut last, mut pauses) = (world.now(), world.now(), Vec::new());
        let mut message_id = None;
        for attempt in 1..=16 {
            let ready = claim_one(&world).await;
            assert_eq!(*message_id.get_or_insert(ready.row.message_id.clone()), ready.row.message_id);
            note(&world, &ready, not_now()).await;
            let row = stored(&world, ready.row.mail).await;
            assert_eq!((row.attempts, row.repeats), (attempt, 0));
            let Some(due) = next_due(&world).await.filter(|_| row.state == "queued") else {
                assert_eq!((attempt, &*row.state), (16, "refused"));
                break;
            };
            let pause = due - last.as_millisecond();
            pauses.push(pause / 1000);
            world.pass(SignedDuration::from_millis(pause - 1));
            assert!(deliver::claim(&world.app).await.unwrap().is_empty());
            world.pass(SignedDuration::from_millis(1));
            last = world.now();
        }
        assert_eq!(pauses[..10], [30, 60, 120, 240, 480, 960, 1_920, 3_840, 7_680, 15_360]);
        assert!(pauses[10..].iter().all(|pause| *pause == 6 * 3_600));
        let tried_for = (world.now() - begin).total(jiff::Unit::Hour).unwrap();
        assert!((36.0..60.0).contains(&tried_for), "{tried_for}");
        // Given up is refused: the inviter hears of it.
        assert_eq!(world.log().await.pop().unwrap().kind, "invitation_refused");
        assert_eq!(world.sent().await, [("invitation_refused", "ann@example.com".to_owned())]);
    }
}

#[tokio::test]
async fn f13_a_refused_invitation_is_told_in_the_log_and_to_the_inviter() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let ready = claim_one(&world).await;
        let seq = world.seq().await;
        note(&world, &ready, Delivery::Refused("550 5.1.1 no such user".to_owned())).await;
        assert_eq!(stored(&world, ready.row.mail).await.state, "refused");
        let [event] = &*world.log_after(seq).await else { panic!("one event") };
        assert_eq!((&*event.kind, &*event.actor_kind), ("invitation_refused", "system"));
        assert_eq!(event.target_id, Some(bo.uuid()));
        assert!(event.details.as_ref().unwrap().contains("550 5.1.1 no such user"));
        let [told] = &*world.mails().await else { panic!("one mail") };
        let MailKind::InvitationRefused { email, answer, .. } = &told.kind else { panic!("{told:?}") };
        assert_eq!((&*told.to, &**email, &**answer), ("ann@example.com", "bo@example.com", "550 5.1.1 no such user"));
        // The invitation lives: it can be sent again.
        world.send_again(&world.admin.caller, bo).await.unwrap();
        world.accept("bo@example.com").await;
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn f13_other_mails_that_are_refused_change_nothing() {
    for world in worlds().await {
        world.user("bo@example.com", &[]).await;
        let ready = claim_one(&world).await;
        assert_eq!(ready.kind.name(), "invitation_accepted");
        let seq = world.seq().await;
        note(&world, &ready, Delivery::Refused("550".to_owned())).await;
        assert_eq!((world.seq().await, next_due(&world).await), (seq, None));
        assert_eq!(stored(&world, ready.row.mail).await.state, "refused");
    }
}

#[tokio::test]
async fn f05_a_crash_between_the_answer_and_the_note_sends_once_more_and_is_counted() {
    for world in worlds().await {
        world.invite("bo@example.com", "user", &[]).await;
        let first = claim_one(&world).await;
        // The process dies here. Nobody takes the mail while it may still be on its way.
        world.pass(minutes(2) - SignedDuration::from_millis(1));
        assert!(deliver::claim(&world.app).await.unwrap().is_empty());
        world.pass(SignedDuration::from_millis(1));
        let second = claim_one(&world).await;
        assert_eq!(first.row.message_id, second.row.message_id, "servers can tell that it is the same mail");
        assert_eq!((second.link == first.link, second.row.repeats), (true, 1));
        note(&world, &second, Delivery::Taken("250".to_owned())).await;
        let row = stored(&world, second.row.mail).await;
        assert_eq!((&*row.state, row.repeats, next_due(&world).await), ("sent", 1, None));
    }
}

#[tokio::test]
async fn f05_a_mail_whose_link_died_is_dropped() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        world.withdraw(&world.admin.caller, bo).await.unwrap();
        world.invite("cy@example.com", "user", &[]).await;
        world.pass(world.model.invitation().valid_for);
        assert!(deliver::claim(&world.app).await.unwrap().is_empty());
        assert_eq!(queue::counts(&world.app).await.unwrap(), [("dropped".to_owned(), 2)]);
        assert_eq!(next_due(&world).await, None);
    }
}

#[tokio::test]
async fn f05_a_mail_that_was_on_its_way_when_its_link_died_is_not_tried_again() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let ready = claim_one(&world).await;
        world.withdraw(&world.admin.caller, bo).await.unwrap();
        note(&world, &ready, not_now()).await;
        world.pass(seconds(30));
        assert!(deliver::claim(&world.app).await.unwrap().is_empty());
        assert_eq!(stored(&world, ready.row.mail).await.state, "dropped");
    }
}

#[tokio::test]
async fn f05_whoever_was_sent_again_while_a_mail_was_on_its_way_gets_one_more_and_no_third() {
    for world in worlds().await {
        let bo = world.invite("bo@example.com", "user", &[]).await;
        let older = claim_one(&world).await;
        world.send_again(&world.admin.caller, bo).await.unwrap();
        note(&world, &older, not_now()).await;
        assert_eq!(world.mails().await.len(), 1);
        world.pass(minutes(1));
        assert!(world.mails().await.is_empty(), "the older mail would bring the newer link twice");
        assert_eq!(stored(&world, older.row.mail).await.state, "dropped");
        world.accept("bo@example.com").await;
    }
}

#[tokio::test]
async fn f05_many_mails_are_taken_in_batches_by_several_at_once_and_none_twice() {
    for world in worlds().await {
        let lines: String = (0..130).map(|n| format!("n{n}@example.com\n")).collect();
        world.invite_lines(&world.admin.caller, &lines, "user", &[]).await.unwrap();
        let claims = tokio::join!(
            deliver::claim(&world.app),
            deliver::claim(&world.app),
            deliver::claim(&world.app),
            deliver::claim(&world.app),
        );
        let all = [claims.0.unwrap(), claims.1.unwrap(), claims.2.unwrap(), claims.3.unwrap()].concat();
        let mut ids: Vec<MailId> = all.iter().map(|ready| ready.row.mail).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((all.len(), ids.len()), (130, 130));
    }
}

sql!(QUEUED, "select to_email, params, link from outbox where account_id = $1");

#[tokio::test]
async fn f05_nothing_in_the_queue_opens_a_door() {
    for world in worlds().await {
        world.invite("bo@example.com", "user", &[]).await;
        let token = world.link_to("bo@example.com").await;
        let account = world.account;
        let rows = world.read(move |tx| tx.all::<(String, String, String)>(&QUEUED, &[&account])).await;
        assert_eq!(rows.len(), 1);
        assert!(!format!("{rows:?}").contains(&token) && !format!("{rows:?}").contains("https://"));
    }
}

#[tokio::test]
async fn f13_a_model_says_after_which_changes_nobody_is_mailed() {
    let quiet = "[mails]\nrole_changed = []\naccess_changed = []\naccepted = []\n\n[membership]";
    for world in worlds_of(&preset().replacen("[membership]", quiet, 1)).await {
        let site = world.project("North").await;
        let bo = world.user("bo@example.com", &[]).await;
        world.mails().await;
        world.set_access(&world.admin.caller, bo.member, site, RW).await.unwrap();
        world.set_role(&world.admin.caller, bo.member, "admin").await.unwrap();
        world.set_role(&world.admin.caller, bo.member, "user").await.unwrap();
        world.invite("cy@example.com", "user", &[]).await;
        assert_eq!(world.sent().await, [("invitation", "cy@example.com".to_owned())], "an invitation always is");
        world.accept("cy@example.com").await;
        assert_eq!(world.sent().await, []);
        world.delete(&world.admin.caller, bo.member).await.unwrap();
        assert_eq!(
            world.sent().await,
            [("removed_from_account", "bo@example.com".to_owned())],
            "nothing is said of this"
        );
    }
}

/// As many mails in the account as `count`, queued a while ago.
pub(crate) async fn flood(world: &World, count: u128) {
    let (account, at) = (world.account, world.now().as_millisecond());
    let params = serde_json::to_string(&MailKind::PasswordChanged { at: world.now() }).unwrap();
    world
        .write(move |tx| {
            let ids: Vec<String> = (0..count).map(|number| number.to_string()).collect();
            let new = (0..count).map(|number| NewMail {
                mail: MailId::from_uuid(uuid::Uuid::from_u128(number)),
                params: &params,
                link: "",
                to_email: "many@example.com",
                to_name: "",
                language: "en",
                message_id: &ids[usize::try_from(number).unwrap()],
                invitation: None,
                at,
            });
            outbox::queue_all(tx, account, &new.collect::<Vec<_>>())
        })
        .await;
}

#[tokio::test]
async fn f05_ten_thousand_mails_of_one_account_keep_no_invitation_in_another_waiting() {
    for world in worlds().await {
        flood(&world, 10_000).await;
        world.pass(minutes(1));
        let other = world.beside("Southwind", "sue@example.com").await;
        other.invite("bo@example.com", "user", &[]).await;
        // As the loop claims once its connections are busy: as many as there is room for.
        let mut claimed = Vec::new();
        for _ in 0..2 {
            let ready = deliver::claim_up_to(&world.app, 1, SignedDuration::from_mins(2)).await.unwrap();
            claimed.extend(ready.into_iter().map(|mail| mail.row.to_email));
        }
        claimed.sort();
        assert_eq!(claimed, ["bo@example.com", "many@example.com"]);
        // And nobody else being there, the many have all the room.
        let many = deliver::claim_up_to(&world.app, 4, SignedDuration::from_mins(2)).await.unwrap();
        assert_eq!(many.len(), 4);
    }
}
