//! Against a real SMTP server, with a clock that can be moved.

use super::*;
use crate::{
    config::{SmtpConfig, SmtpSecurity},
    stop,
};
use roster_app::{
    Caller, PasswordCost, Settings,
    accounts::create::{CreateAccount, create},
    clock::{ManualClock, System},
    keyring::KeyRing,
    mail::queue::{MailRow, newest},
};
use roster_domain::model::presets;
use roster_store::{Db, db::DbConfig};
use roster_testkit::smtp::{Refusal, SmtpServer};

struct World {
    app: App,
    db: Db,
    clock: Arc<ManualClock>,
    post: Post,
    _folder: tempfile::TempDir,
}

fn keys(id: &str) -> KeyRing {
    KeyRing::new([(id.to_owned(), id.repeat(32).into_bytes())]).unwrap()
}

fn settings() -> Settings {
    Settings { password_cost: PasswordCost::Trivial, ..Settings::new("https://roster.example.com") }
}

fn world(server: &SmtpServer) -> World {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&DbConfig::new(folder.path().join("roster.db").display().to_string())).unwrap();
    db.migrate().unwrap();
    let clock = Arc::new(ManualClock::new("2026-11-21T12:00:00Z".parse().unwrap()));
    let app = App::new(db.clone(), clock.clone(), Arc::new(System), keys("k"), settings());
    let smtp = SmtpConfig {
        host: server.host().to_owned(),
        port: server.port(),
        security: SmtpSecurity::None,
        login: None,
        from: "Roster <roster@example.com>".parse().unwrap(),
        timeout: Duration::from_secs(2),
        authority: None,
    };
    let letterhead = Letterhead {
        product: "Roster".to_owned(),
        public_url: "https://roster.example.com".to_owned(),
        timeout: smtp.timeout,
    };
    let post = Post::Smtp(Arc::new(SmtpSender::new(&smtp).unwrap()), letterhead);
    World { app, db, clock, post, _folder: folder }
}

impl World {
    async fn invite(&self, admin: &str) {
        let model = presets()[0].text.to_owned();
        let input = CreateAccount { name: "Northwind".to_owned(), model, admin: admin.to_owned(), mail: true };
        create(&self.app, &Caller::operator(), input).await.unwrap();
    }

    /// Runs the loop until it has noted something about the newest mail.
    async fn deliver_until(&self, is_noted: impl Fn(&MailRow) -> bool) -> MailRow {
        let (stopper, stop) = stop::channel();
        let running = tokio::spawn(run(self.app.clone(), self.post.clone(), stop));
        let noted = tokio::time::timeout(Duration::from_secs(20), async {
            loop {
                let newest = newest(&self.app, None, 1).await.unwrap().remove(0);
                if is_noted(&newest) {
                    return newest;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        let noted = noted.await.expect("the loop notes what the server said");
        stopper.ask();
        running.await.unwrap();
        noted
    }
}

#[tokio::test]
async fn f05_a_mail_that_was_not_taken_is_tried_again_after_a_while_with_the_same_message_id() {
    let Some(server) = SmtpServer::start() else { return };
    let world = world(&server);
    server.refuse("ann@example.org", Refusal::Temporary);
    world.invite("ann@example.org").await;
    let tried = world.deliver_until(|mail| mail.attempts == 1 && mail.state == "queued").await;
    assert!(tried.last_answer.starts_with("451"), "{tried:?}");
    server.accept("ann@example.org");
    let still = world.deliver_until(|mail| mail.attempts == 1).await;
    assert_eq!((still.state.as_str(), server.mails().len()), ("queued", 0), "not before its time");
    world.clock.advance(SignedDuration::from_secs(31));
    let sent = world.deliver_until(|mail| mail.state == "sent").await;
    assert_eq!((sent.attempts, sent.repeats), (2, 0));
    let mail = server.wait_for_mail("ann@example.org", 1).await.remove(0);
    assert_eq!(mail.header("Message-ID"), Some(&*format!("<{}>", tried.message_id)));
}

#[tokio::test]
async fn f05_a_mail_server_that_is_gone_gets_its_mail_when_it_is_back() {
    let Some(server) = SmtpServer::start() else { return };
    let (world, port) = (world(&server), server.port());
    drop(server);
    world.invite("ann@example.org").await;
    let tried = world.deliver_until(|mail| mail.attempts == 1 && mail.state == "queued").await;
    assert!(tried.last_answer.contains("can't be used"), "{tried:?}");
    let Some(server) = SmtpServer::options().port(port).start() else { return };
    world.clock.advance(SignedDuration::from_secs(31));
    world.deliver_until(|mail| mail.state == "sent").await;
    assert_eq!(server.mails_to("ann@example.org").len(), 1);
}

#[tokio::test]
async fn f05_a_mail_that_was_on_its_way_when_the_process_died_is_sent_again_and_counted() {
    let Some(server) = SmtpServer::start() else { return };
    let world = world(&server);
    world.invite("ann@example.org").await;
    // Claimed, and never noted.
    assert_eq!(claim(&world.app).await.unwrap().len(), 1);
    world.clock.advance(SignedDuration::from_mins(3));
    let sent = world.deliver_until(|mail| mail.state == "sent").await;
    assert_eq!((sent.attempts, sent.repeats), (1, 1));
}

#[tokio::test]
async fn a_mail_whose_key_has_left_the_ring_does_not_hold_up_the_others() {
    let Some(server) = SmtpServer::start() else { return };
    let mut world = world(&server);
    world.invite("ann@example.org").await;
    world.app = App::new(world.db.clone(), world.clock.clone(), Arc::new(System), keys("new"), settings());
    world.clock.advance(SignedDuration::from_secs(1));
    world.invite("bo@example.org").await;
    world.deliver_until(|mail| mail.state == "sent").await;
    let waiting = newest(&world.app, Some("queued".to_owned()), 9).await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].to_email.as_str(), server.mails_to("bo@example.org").len()), ("ann@example.org", 1));
    assert!(waiting[0].last_answer.contains("could not be made"), "{waiting:?}");
    // With the key back in the ring it leaves.
    let both = KeyRing::new(["new", "k"].map(|id| (id.to_owned(), id.repeat(32).into_bytes()))).unwrap();
    world.app = App::new(world.db.clone(), world.clock.clone(), Arc::new(System), both, settings());
    world.clock.advance(SignedDuration::from_secs(31));
    // The newest is sent already; what is watched is the one that waits.
    let (stopper, stop) = stop::channel();
    let running = tokio::spawn(run(world.app.clone(), world.post.clone(), stop));
    server.wait_for_mail("ann@example.org", 1).await;
    stopper.ask();
    running.await.unwrap();
}

#[tokio::test]
async fn the_mailbox_delivers_without_sending() {
    let Some(server) = SmtpServer::start() else { return };
    let world = World { post: Post::Mailbox, ..world(&server) };
    world.invite("ann@example.org").await;
    let kept = world.deliver_until(|mail| mail.state == "sent").await;
    assert!(kept.last_answer.contains("mailbox") && kept.sent_at.is_some(), "{kept:?}");
    assert!(server.mails().is_empty());
}
