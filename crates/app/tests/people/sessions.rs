//! Sessions: how long they live, what ends them, and what is no session.

use crate::world::{PASSWORD, TICK, World, caller, days, from, minutes, refusal, seconds, worlds};
use roster_app::{
    Actor, Caller,
    people::{self, SignedIn},
    token::SessionToken,
};
use roster_domain::{
    id::{Id, PersonId, SessionId},
    refusal::Refusal,
};
use roster_store::sessions::{self, SessionRow};
use uuid::Uuid;

async fn start(world: &World) -> SignedIn {
    world.sign_in("ann@example.com", PASSWORD).await.unwrap()
}

async fn stored(world: &World, of: &SignedIn) -> Option<SessionRow> {
    let (person, session) = (of.session.person, of.session.session);
    world.write(move |tx| sessions::by_id(tx, person, session)).await
}

#[tokio::test]
async fn only_the_whole_token_is_a_session() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let signed_in = start(&world).await;
        let text = signed_in.token.unwrap().encode();
        let alive = async |text: &str| people::authenticate(&world.app, text).await.unwrap().is_some();
        assert!(alive(&text).await);
        for end in 0..text.len() {
            assert!(!alive(&text[..end]).await, "cut at {end}");
        }
        assert!(!alive(&format!("{text}A")).await);
        assert!(!alive(&"A".repeat(1 << 20)).await);
        let token = signed_in.token.unwrap();
        let mut secret = token.secret;
        secret[31] ^= 1;
        let somebody = PersonId::from_uuid(Uuid::from_u128(99));
        let another = SessionId::from_uuid(Uuid::from_u128(99));
        for wrong in [
            SessionToken { secret, ..token },
            SessionToken { person: somebody, ..token },
            SessionToken { session: another, ..token },
        ] {
            assert!(!alive(&wrong.encode()).await);
        }
    }
}

#[tokio::test]
async fn a_session_ends_thirty_days_after_its_last_use() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let signed_in = start(&world).await;
        assert_eq!(signed_in.session.expires_at, world.now() + days(30));
        world.pass(days(30) - TICK);
        assert!(world.is_alive(&signed_in).await);
        // That use was not written down yet: the time is over as it stands.
        world.pass(TICK);
        assert!(!world.is_alive(&signed_in).await);
        people::flush_seen(&world.app).await.unwrap();
        assert!(world.is_alive(&signed_in).await);
        world.pass(days(30) - TICK - TICK);
        assert!(world.is_alive(&signed_in).await);
        world.pass(TICK);
        assert!(!world.is_alive(&signed_in).await);
    }
}

#[tokio::test]
async fn a_session_ends_ninety_days_after_it_began() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let (signed_in, began) = (start(&world).await, world.now());
        for _ in 0..8 {
            world.pass(days(11));
            let live = people::authenticate(&world.app, &signed_in.token.unwrap().encode()).await.unwrap().unwrap();
            assert!(live.expires_at <= began + days(90));
            people::flush_seen(&world.app).await.unwrap();
        }
        world.pass(days(2) - TICK);
        assert!(world.is_alive(&signed_in).await);
        people::flush_seen(&world.app).await.unwrap();
        world.pass(TICK);
        assert!(!world.is_alive(&signed_in).await);
    }
}

#[tokio::test]
async fn use_is_written_down_once_a_minute_at_most() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let signed_in = start(&world).await;
        let began = stored(&world, &signed_in).await.unwrap();
        world.pass(seconds(60) - TICK);
        assert!(world.is_alive(&signed_in).await);
        people::flush_seen(&world.app).await.unwrap();
        assert_eq!(stored(&world, &signed_in).await.unwrap(), began);
        world.pass(TICK);
        assert!(world.is_alive(&signed_in).await);
        assert_eq!(stored(&world, &signed_in).await.unwrap(), began);
        people::flush_seen(&world.app).await.unwrap();
        let seen = stored(&world, &signed_in).await.unwrap();
        assert_eq!((seen.seen_at - began.seen_at, seen.expires_at - began.expires_at), (60_000, 60_000));
        // What was written is not written again.
        world.pass(seconds(30));
        people::flush_seen(&world.app).await.unwrap();
        assert_eq!(stored(&world, &signed_in).await.unwrap(), seen);
    }
}

#[tokio::test]
async fn signing_out_ends_this_session_or_all() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        world.person("Bo Li", "bo@example.com").await;
        let (here, there, third) = (start(&world).await, start(&world).await, start(&world).await);
        let bo = world.sign_in("bo@example.com", PASSWORD).await.unwrap();
        people::sign_out(&world.app, &caller(&here)).await.unwrap();
        assert!(!world.is_alive(&here).await);
        assert!(world.is_alive(&there).await && world.is_alive(&third).await);
        people::sign_out_everywhere(&world.app, &caller(&there)).await.unwrap();
        assert!(!world.is_alive(&there).await && !world.is_alive(&third).await);
        assert!(world.is_alive(&bo).await);
    }
}

#[tokio::test]
async fn a_use_that_is_written_late_revives_nothing() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let signed_in = start(&world).await;
        world.pass(minutes(5));
        assert!(world.is_alive(&signed_in).await);
        people::sign_out(&world.app, &caller(&signed_in)).await.unwrap();
        people::flush_seen(&world.app).await.unwrap();
        assert!(!world.is_alive(&signed_in).await);
    }
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_asked_to() {
    for world in worlds() {
        for actor in [Actor::Anonymous, Actor::Operator, Actor::System] {
            let (app, caller) = (&world.app, Caller::new(actor, from("192.0.2.1")));
            for refused in [
                refusal(people::sign_out(app, &caller).await),
                refusal(people::sign_out_everywhere(app, &caller).await),
                refusal(people::me(app, &caller).await),
                refusal(people::edit_me(app, &caller, people::EditMe::default()).await),
                refusal(people::change_password(app, &caller, PASSWORD, PASSWORD).await),
                refusal(people::ask_for_address(app, &caller, "ann@example.com", PASSWORD).await),
            ] {
                assert_eq!(refused, Refusal::NotSignedIn, "{actor:?}");
            }
        }
    }
}

#[tokio::test]
async fn the_sweep_forgets_what_is_over_and_nothing_else() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        let old = start(&world).await;
        world.pass(days(29));
        let new = start(&world).await;
        world.pass(days(1));
        people::sweep(&world.app).await.unwrap();
        assert_eq!(stored(&world, &old).await, None);
        assert!(world.is_alive(&new).await);
    }
}

#[tokio::test]
async fn ones_sessions_are_listed_and_ended_one_by_one_or_all_others_at_once() {
    for world in worlds() {
        world.person("Ann Lee", "ann@example.com").await;
        world.person("Bo Li", "bo@example.com").await;
        let first = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
        world.pass(minutes(5));
        let second = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
        let third = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
        let others = world.sign_in("bo@example.com", PASSWORD).await.unwrap();
        let me = caller(&first);
        let listed = people::sessions(&world.app, &me).await.unwrap();
        assert_eq!(listed.iter().map(|one| one.current).collect::<Vec<_>>(), [true, false, false]);
        assert_eq!((listed[0].row.session, &*listed[0].row.user_agent), (first.session.session, "Firefox"));
        assert_eq!(listed[0].row.address, "192.0.2.1");
        // Nobody ends what is not theirs.
        let refused = refusal(people::end_session(&world.app, &me, others.session.session).await);
        assert_eq!(refused, Refusal::NotFound);
        people::end_session(&world.app, &me, second.session.session).await.unwrap();
        assert!(!world.is_alive(&second).await && world.is_alive(&third).await);
        people::end_other_sessions(&world.app, &me).await.unwrap();
        assert!(world.is_alive(&first).await && !world.is_alive(&third).await && world.is_alive(&others).await);
        assert_eq!(people::sessions(&world.app, &me).await.unwrap().len(), 1);
        world.pass(days(31));
        assert_eq!(people::sessions(&world.app, &me).await.unwrap(), [], "what is over is not shown");
    }
}
