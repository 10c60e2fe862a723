//! D12, A14: while an account is closed or suspended nothing happens in it by itself, and no mail leaves it but what tells of just that;
//! once it is open again, all of it does.

use crate::support::{PASSWORD, World, anonymous, days, minutes, repeatable, worlds};
use roster_app::{
    accounts::{close, purge, reopen, suspend},
    acting, credits,
    jobs::{Deed, work},
    mail::deliver::{self, Delivery},
    members::set_role::RoleWish,
    people, support,
    transfers::{expire as transfers, start},
    undo,
};
use roster_domain::{id::JobId, refusal::Refusal};

/// More than a job does in one chunk.
const MANY: usize = 250;

impl World {
    /// Everything that comes by itself, until nothing does.
    async fn loops(&self) {
        let app = &self.app;
        loop {
            let done = [
                self.sweep().await,
                transfers::expire_due(app).await.unwrap(),
                acting::expire::expire_due(app).await.unwrap(),
                credits::expire::expire_due(app).await.unwrap(),
                support::expire_due(app).await.unwrap(),
                work::work_due(app).await.unwrap(),
                work::forget_due(app).await.unwrap(),
                undo::forget_due(app).await.unwrap(),
                people::follow_due(app).await.unwrap(),
                purge::purge_due(app).await.unwrap(),
            ];
            people::sweep(app).await.unwrap();
            if done.iter().all(|count| *count == 0) {
                return;
            }
        }
    }

    /// Leaves something of everything that comes by itself; gives a job of which one chunk is done.
    async fn busy(&self) -> JobId {
        let admin = self.admin.caller.clone();
        let bo = self.another_admin("bo@example.com").await;
        self.invite("fay@example.com", "user", &[]).await;
        self.pass(days(10));
        start::start(&self.app, &admin, self.account, self.user("cy@example.com", &[]).await.member, PASSWORD)
            .await
            .unwrap();
        self.mails().await;
        // A mail is on its way, one waits, and of many only some are done.
        self.invite("gus@example.com", "user", &[]).await;
        let on_its_way = deliver::claim(&self.app).await.unwrap();
        assert_eq!(on_its_way.len(), 1);
        deliver::note(&self.app, on_its_way[0].row.clone(), Delivery::NotNow("451 later".to_owned())).await.unwrap();
        self.invite("hal@example.com", "user", &[]).await;
        let lines: String = (0..MANY).map(|n| format!("n{n:03}@example.com\n")).collect();
        self.invite_lines(&bo.caller, &lines, "user", &[]).await.unwrap();
        let invited = self.listed(Some("invited")).await;
        let some: Vec<_> = invited.iter().filter(|line| line.row.email.starts_with('n')).collect();
        let members: Vec<_> = some.iter().map(|line| line.row.member).collect();
        let role = Deed::Change { role: Some(RoleWish::from("admin".to_owned())), permissions: None };
        let job = self.ask(&repeatable(&admin, "job", 1), role, &members).await.unwrap().value.job;
        assert_eq!(self.work().await, 1);
        assert!(self.job(job).await.starts_with("running"), "{}", self.job(job).await);
        job
    }

    /// While it isn't open: nothing comes out of it but these mails, and nothing happens in it.
    async fn is_still(&self, told: &[&str]) {
        let mails = self.mails().await;
        let kinds: Vec<&str> = mails.iter().map(|mail| mail.kind.name()).collect();
        assert_eq!(kinds, told);
        let seq = self.seq().await;
        for _ in 0..25 {
            self.pass(days(1));
            self.loops().await;
            assert_eq!(self.mails().await.len(), 0);
        }
        assert_eq!(self.kinds_after(seq).await, Vec::<String>::new());
    }

    /// Once it is open: all of it.
    async fn is_awake(&self, told: &str, job: JobId) {
        assert!(self.job(job).await.starts_with("running"), "{}", self.job(job).await);
        self.loops().await;
        assert_eq!(self.job(job).await, format!("done {MANY}/{MANY}/0/0"));
        let sent = self.sent().await;
        let count = |kind: &str, to: &str| sent.iter().filter(|(sent, who)| *sent == kind && who == to).count();
        assert_eq!(count(told, "ann@example.com"), 1);
        assert_eq!((count("invitation", "gus@example.com"), count("invitation", "hal@example.com")), (1, 1));
        assert_eq!(count("invitation", "n000@example.com"), 1);
        assert_eq!(count("transfer_ended", "ann@example.com"), 1);
        // Her invitation ran out meanwhile: its inviter hears of it now.
        assert_eq!((count("invitation", "fay@example.com"), count("invitation_expired", "ann@example.com")), (0, 1));
        // Nothing of it comes twice.
        self.loops().await;
        assert_eq!(self.sent().await, []);
        self.assert_whole().await;
    }
}

#[tokio::test]
async fn d12_nothing_happens_in_a_closed_account_until_it_is_brought_back() {
    for world in worlds().await {
        let job = world.busy().await;
        close::close(&world.app, &world.admin.caller, world.account, "Northwind Feeds", PASSWORD).await.unwrap();
        world.is_still(&["account_closed", "account_closed"]).await;
        reopen::reopen(&world.app, &world.admin.caller, world.account).await.unwrap();
        world.is_awake("account_reopened", job).await;
    }
}

#[tokio::test]
async fn a14_nothing_happens_in_a_suspended_account_until_it_is_open_again_also_where_it_was_closed_meanwhile() {
    for world in worlds().await {
        let job = world.busy().await;
        suspend::suspend(&world.app, world.account, "unpaid").await.unwrap();
        assert_eq!(world.sent().await.len(), 2);
        close::close_by_operator(&world.app, world.account, "over").await.unwrap();
        reopen::reopen_by_operator(&world.app, world.account).await.unwrap();
        let both = |kind| [kind, kind];
        let told = ["account_closed", "account_reopened"].map(both).concat();
        world.is_still(&told).await;
        suspend::resume(&world.app, world.account).await.unwrap();
        world.is_awake("account_resumed", job).await;
    }
}

// What happens to a person outside of the account still does; who manages the account hears of it when there is an account.
#[tokio::test]
async fn d12_another_sign_in_address_is_told_to_the_admins_of_a_closed_account_once_it_is_back() {
    for world in worlds().await {
        let bo = world.user("bo@example.com", &[]).await;
        world.mails().await;
        close::close(&world.app, &world.admin.caller, world.account, "Northwind Feeds", PASSWORD).await.unwrap();
        people::ask_for_address(&world.app, &bo.caller, "bo@home.example", PASSWORD).await.unwrap();
        let proof = world.link_to("bo@home.example").await;
        people::prove_address(&world.app, &anonymous(), &proof, None).await.unwrap();
        world.loops().await;
        assert_eq!(world.inbox_of("member_address_changed").await, Vec::<String>::new());
        assert_eq!(world.inbox_of("address_changed").await, ["bo@example.com"]);
        world.pass(minutes(1));
        reopen::reopen(&world.app, &world.admin.caller, world.account).await.unwrap();
        assert_eq!(world.inbox_of("member_address_changed").await, ["ann@example.com"]);
        let refused = reopen::reopen(&world.app, &bo.caller, world.account).await;
        assert_eq!(crate::support::refusal(refused), Refusal::NotFound);
    }
}
