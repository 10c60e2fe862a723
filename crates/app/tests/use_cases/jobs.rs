//! Bulk jobs (C13): done to each or refused with the reason, chunk by chunk, whoever asked being asked again.

use crate::support::{
    RO, RW, World, days, forbidden, minutes, preset_of, refusal, repeatable, with_lead, worlds, worlds_of,
};
use roster_app::{
    jobs::{
        CustomEdit, Deed, PermissionsEdit, TRIES,
        ask::{self, Which},
        cancel, show, work,
    },
    members::{
        list::MemberFilter, set_access::AccessEdit, set_permissions::ExtraWish, set_role::RoleWish, show as profile,
    },
};
use roster_domain::{
    grant::Window,
    id::{Id, MemberId},
    refusal::{FieldProblem, Refusal},
};
use roster_store::sql;
use uuid::Uuid;

sql!(
    OVERFLOWS,
    "update member_roles set until_at = 9223372036854775807 where account_id = $1 and member_id in (select member_id from job_items where account_id = $1 and position = 250)"
);
sql!(MENDED, "update member_roles set until_at = null where account_id = $1 and until_at = 9223372036854775807");
sql!(LEASED, "update due set at = at + 60000 where account_id = $1 and kind = 'job'");

fn role(id: &str) -> Deed {
    Deed::Change { role: Some(RoleWish::from(id.to_owned())), permissions: None }
}

fn permissions(give: &[&str], take: &[&str]) -> PermissionsEdit {
    let wish = |id: &&str| ExtraWish { permission: (*id).to_owned(), window: Window::ALWAYS };
    PermissionsEdit {
        give: give.iter().map(wish).collect(),
        take: take.iter().map(|id| (*id).to_owned()).collect(),
        custom: CustomEdit::Leave,
    }
}

/// A member id that nobody has.
fn nobody() -> MemberId {
    Id::from_uuid(Uuid::from_u128(7))
}

fn wrong(pointer: &str, code: &'static str) -> Refusal {
    Refusal::field(pointer, code)
}

impl World {
    /// Many who are invited, in the order of their names.
    async fn many(&self, count: usize) -> Vec<MemberId> {
        let lines: String = (0..count).map(|n| format!("n{n:03}@example.com\n")).collect();
        self.invite_lines(&self.admin.caller, &lines, "user", &[]).await.unwrap();
        self.mails().await;
        self.listed_ids().await
    }

    async fn listed_ids(&self) -> Vec<MemberId> {
        let lines = self.listed(Some("invited")).await;
        lines.into_iter().map(|line| line.row.member).collect()
    }

    async fn role_of(&self, member: MemberId) -> String {
        self.line(member).await.roles.join(", ")
    }
}

#[tokio::test]
async fn c13_c01_a_role_is_given_to_many_and_each_outcome_is_told() {
    for world in worlds().await {
        let bo = world.user("bo@example.com", &[]).await;
        let cy = world.another_admin("cy@example.com").await;
        let di = world.invite("di@example.com", "user", &[]).await;
        let ed = world.user("ed@example.com", &[]).await;
        world.delete(&world.admin.caller, ed.member).await.unwrap();
        world.mails().await;
        let seq = world.seq().await;
        let to = [bo.member, cy.member, world.admin.member, di, ed.member, bo.member];
        let asked = world.ask(&world.admin.caller, role("admin"), &to).await.unwrap().value;
        assert_eq!(asked.total, 5, "each once");
        assert_eq!(world.job(asked.job).await, "done 5/2/2/1");
        let told = world.outcomes(asked.job).await;
        let told: Vec<(MemberId, &str)> = told.iter().map(|(member, what)| (*member, what.as_str())).collect();
        let expected = [
            (bo.member, "done"),
            (cy.member, "unchanged"),
            (world.admin.member, "unchanged"),
            (di, "done"),
            (ed.member, "wrong_state"),
        ];
        assert_eq!(told, expected);
        assert_eq!((world.role_of(bo.member).await, world.role_of(di).await), ("admin".into(), "admin".into()));
        let kinds = world.kinds_after(seq).await;
        assert_eq!(kinds, ["job_asked", "roles_changed", "roles_changed"]);
        // C01: who is in is told by mail.
        assert_eq!(world.sent().await, [("role_changed", "bo@example.com".to_owned())]);
        // The report says which event it was.
        let (items, _) =
            show::items(&world.app, &world.admin.caller, world.account, asked.job, Some("done".to_owned()), 0, 9)
                .await
                .unwrap();
        let seqs: Vec<_> = items.iter().map(|item| (item.name.clone().unwrap_or_default(), item.seq)).collect();
        assert_eq!(seqs, [("bo".to_owned(), Some(seq + 2)), ("di@example.com".to_owned(), Some(seq + 3))]);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn c13_a_job_goes_on_after_a_crash_where_its_chunks_ended_and_does_nobody_twice() {
    for world in worlds().await {
        let to = world.many(450).await;
        let seq = world.seq().await;
        let job = world.ask(&world.admin.caller, role("admin"), &to).await.unwrap().value.job;
        assert_eq!(world.job(job).await, "running 450/0/0/0");
        assert_eq!(world.work().await, 1);
        assert_eq!(world.job(job).await, "running 450/200/0/0");
        // Another process goes on.
        let restarted = world.restarted();
        assert_eq!(work::work_due(&restarted).await.unwrap(), 1);
        assert_eq!(world.job(job).await, "running 450/400/0/0");
        // One took it up and died before its chunk was through: until the lease is over nobody has it, then the next.
        assert_eq!(world.tamper(&LEASED).await, 1);
        assert_eq!(world.work().await, 0);
        world.pass(minutes(1));
        assert_eq!(world.work().await, 1);
        assert_eq!(world.job(job).await, "done 450/450/0/0");
        assert_eq!(world.work().await, 0);
        let kinds = world.kinds_after(seq).await;
        assert_eq!((kinds.len(), kinds.iter().filter(|kind| *kind == "roles_changed").count()), (451, 450));
        assert_eq!(world.outcomes(job).await.len(), 450);
        world.assert_whole().await;
        // After a month only the events tell of it.
        world.pass(days(31));
        assert_eq!(work::forget_due(&world.app).await.unwrap(), 1);
        let gone = show::show(&world.app, &world.admin.caller, world.account, job).await;
        assert_eq!(refusal(gone), Refusal::NotFound);
    }
}

#[tokio::test]
async fn c13_f03_whoever_may_not_any_more_does_no_more_of_it() {
    for world in worlds().await {
        let cy = world.another_admin("cy@example.com").await;
        let to = world.many(250).await;
        let job = world.ask(&cy.caller, role("admin"), &to).await.unwrap().value.job;
        world.work().await;
        world.set_role(&world.admin.caller, cy.member, "user").await.unwrap();
        let seq = world.seq().await;
        world.work().await;
        assert_eq!(world.job(job).await, "done 250/200/0/50");
        let told = world.outcomes(job).await;
        assert!(told[..200].iter().all(|(_, what)| what == "done"));
        assert!(told[200..].iter().all(|(_, what)| what == "forbidden"), "{:?}", &told[200..202]);
        assert_eq!(world.kinds_after(seq).await, ["attempt_denied"]);
        // Who was put out is not in the account any more, which ends it alike.
        let di = world.another_admin("di@example.com").await;
        let job = world.ask(&di.caller, role("user"), &to).await.unwrap().value.job;
        world.set_role(&world.admin.caller, di.member, "user").await.unwrap();
        world.delete(&world.admin.caller, di.member).await.unwrap();
        world.work().await;
        assert_eq!(world.job(job).await, "done 250/0/0/250");
        assert!(world.outcomes(job).await.iter().all(|(_, what)| what == "not_found"));
    }
}

#[tokio::test]
async fn c13_all_that_match_are_those_who_match_when_it_is_asked() {
    for world in worlds().await {
        let to = world.many(205).await;
        let bo = world.user("bo@example.com", &[]).await;
        let filter = MemberFilter::of_status("invited");
        let which = || Which::Matching(filter.clone());
        let (app, account) = (&world.app, world.account);
        let asked = ask::ask(app, &world.admin.caller, account, role("admin"), which()).await.unwrap().value;
        world.invite("late@example.com", "user", &[]).await;
        while world.work().await > 0 {}
        assert_eq!(world.job(asked.job).await, "done 205/205/0/0");
        let told: Vec<MemberId> = world.outcomes(asked.job).await.into_iter().map(|(member, _)| member).collect();
        assert_eq!(told, to);
        let nobody = MemberFilter { search: Some("nobody at all".to_owned()), ..MemberFilter::default() };
        let asked = ask::ask(app, &world.admin.caller, account, role("admin"), Which::Matching(nobody)).await;
        assert_eq!(refusal(asked), wrong("/members", "empty"));
        let unknown = MemberFilter::of_status("asleep");
        let asked = ask::ask(app, &world.admin.caller, account, role("admin"), Which::Matching(unknown)).await;
        assert_eq!(refusal(asked), wrong("/filter/status", "unknown_status"));
        let asked = ask::ask(app, &bo.caller, account, role("admin"), which()).await;
        assert_eq!(refusal(asked), forbidden("roster.change_roles"));
    }
}

#[tokio::test]
async fn c13_what_makes_no_sense_is_refused_before_anything_is_done() {
    for world in worlds().await {
        let bo = world.user("bo@example.com", &[]).await;
        let by = &world.admin.caller;
        let seq = world.seq().await;
        let many: Vec<MemberId> = (0..10_001).map(|n| Id::from_uuid(Uuid::from_u128(n))).collect();
        let too_many = FieldProblem::new("/members", "too_many").with("limit", "10000");
        assert_eq!(refusal(world.ask(by, role("user"), &many).await), Refusal::Invalid(vec![too_many]));
        assert_eq!(refusal(world.ask(by, role("user"), &[]).await), wrong("/members", "empty"));
        assert_eq!(
            refusal(world.ask(by, role("user"), &[bo.member, nobody()]).await),
            wrong("/members/1", "unknown_member")
        );
        let unknown = FieldProblem::new("/action/change/role", "unknown_role").with("value", "boss");
        assert_eq!(refusal(world.ask(by, role("boss"), &[bo.member]).await), Refusal::Invalid(vec![unknown]));
        let nothing = Deed::Change { role: None, permissions: Some(PermissionsEdit::default()) };
        assert_eq!(refusal(world.ask(by, nothing, &[bo.member]).await), wrong("/action/change", "empty"));
        let strange = Deed::Change { role: None, permissions: Some(permissions(&["fly"], &[])) };
        let unknown = FieldProblem::new("/action/change/permissions/give", "unknown_permission").with("value", "fly");
        assert_eq!(refusal(world.ask(by, strange, &[bo.member]).await), Refusal::Invalid(vec![unknown]));
        let none = Deed::Access(Vec::new());
        assert_eq!(refusal(world.ask(by, none, &[bo.member]).await), wrong("/action/access", "empty"));
        assert_eq!(world.seq().await, seq);
        let gone = show::show(&world.app, by, world.account, Id::from_uuid(Uuid::nil())).await;
        assert_eq!(refusal(gone), Refusal::NotFound);
        for (deed, needed) in [
            (role("user"), "roster.change_roles"),
            (Deed::Resend, "roster.invite"),
            (Deed::Withdraw, "roster.invite"),
            (Deed::Delete, "roster.remove_members"),
            (
                Deed::Access(vec![AccessEdit::level(crate::support::nothing(), None, Window::ALWAYS)]),
                "roster.change_access",
            ),
        ] {
            assert_eq!(refusal(world.ask(&bo.caller, deed, &[world.admin.member]).await), forbidden(needed));
        }
    }
}

#[tokio::test]
async fn c13_c02_permissions_beyond_the_role_go_with_it_and_are_dropped_with_it() {
    for world in worlds_of(preset_of("company-and-projects")).await {
        let by = &world.admin.caller;
        let bo = world.join("bo@example.com", "member", &[]).await;
        let cy = world.join("cy@example.com", "member", &[]).await;
        let give = |role: Option<&str>, give: &[&str], take: &[&str]| Deed::Change {
            role: role.map(|id| RoleWish::from(id.to_owned())),
            permissions: Some(permissions(give, take)),
        };
        let job = world.ask(by, give(None, &["creator"], &[]), &[bo.member, cy.member]).await.unwrap().value.job;
        assert_eq!(world.job(job).await, "done 2/2/0/0");
        let extras = async |member| {
            let shown = profile::show(&world.app, by, world.account, member).await.unwrap();
            shown.extras.into_iter().map(|extra| extra.id).collect::<Vec<_>>()
        };
        assert_eq!(extras(bo.member).await, ["creator"]);
        let job = world.ask(by, give(None, &["creator"], &["styles"]), &[bo.member]).await.unwrap().value.job;
        assert_eq!(world.job(job).await, "done 1/0/1/0", "it is so already");
        // Both in one change: what the new role doesn't offer is dropped, and a mail tells of each.
        world.mails().await;
        let job = world.ask(by, give(Some("commentator"), &[], &[]), &[bo.member]).await.unwrap().value.job;
        assert_eq!(world.job(job).await, "done 1/1/0/0");
        assert!(extras(bo.member).await.is_empty());
        assert_eq!(world.sent().await, [("role_changed", "bo@example.com".to_owned())]);
        // What a role doesn't offer is refused for who has it, and nothing is half done: the role stays, too.
        let job = world.ask(by, give(Some("commentator"), &["creator"], &[]), &[cy.member]).await.unwrap().value.job;
        assert_eq!(world.outcomes(job).await, [(cy.member, "invalid".to_owned())]);
        assert_eq!(
            (world.role_of(cy.member).await, extras(cy.member).await),
            ("member".to_owned(), vec!["creator".to_owned()])
        );
        assert!(world.sent().await.is_empty());
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn c13_f10_f12_invitations_are_sent_again_and_withdrawn_and_members_deleted() {
    for world in worlds().await {
        let by = &world.admin.caller;
        let bo = world.user("bo@example.com", &[]).await;
        let cy = world.invite("cy@example.com", "user", &[]).await;
        let di = world.invite("di@example.com", "user", &[]).await;
        world.mails().await;
        let all = [bo.member, cy, di];
        let job = world.ask(by, Deed::Resend, &all).await.unwrap().value.job;
        let states = |told: Vec<(MemberId, String)>| told.into_iter().map(|(_, what)| what).collect::<Vec<_>>();
        assert_eq!(states(world.outcomes(job).await), ["wrong_state", "done", "done"]);
        assert_eq!(world.sent().await.len(), 2);
        let link = world.link_to("cy@example.com").await;
        let job = world.ask(by, Deed::Withdraw, &all).await.unwrap().value.job;
        assert_eq!(states(world.outcomes(job).await), ["wrong_state", "done", "done"]);
        assert!(world.accept_link(&link, "cy@example.com").await.is_err(), "its link is dead");
        let job = world.ask(by, Deed::Delete, &[bo.member, world.admin.member]).await.unwrap().value.job;
        assert_eq!(states(world.outcomes(job).await), ["done", "not_yourself"]);
        assert_eq!(world.row(bo.member).await.status, "deleted");
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn c13_f03_access_is_given_to_many_by_who_holds_it() {
    for world in worlds_of(&with_lead()).await {
        let [[north, one, _], [south, ..]] = world.two_projects().await;
        let lead = world.join("lee@example.com", "lead", &[(north, RW)]).await;
        let bo = world.user("bo@example.com", &[(one, RO)]).await;
        let cy = world.user("cy@example.com", &[]).await;
        let edit = |on, level: Option<&str>| AccessEdit::level(on, level.map(str::to_owned), Window::ALWAYS);
        let deed = Deed::Access(vec![edit(north, Some(RW)), edit(one, None)]);
        let to = [bo.member, cy.member, world.admin.member, lead.member];
        let job = world.ask(&lead.caller, deed, &to).await.unwrap().value.job;
        let told: Vec<String> = world.outcomes(job).await.into_iter().map(|(_, what)| what).collect();
        assert_eq!(told[..2], ["done", "done"]);
        assert!(told[2..].iter().all(|what| what != "done" && what != "unchanged"), "{told:?}");
        assert_eq!(world.access(bo.member).await, ["North: read_write"]);
        // What the lead doesn't see is for them not there; nothing of the whole change stays.
        let deed = Deed::Access(vec![edit(north, Some(RO)), edit(south, Some(RO))]);
        let job = world.ask(&lead.caller, deed, &[bo.member]).await.unwrap().value.job;
        assert_eq!(world.outcomes(job).await, [(bo.member, "invalid".to_owned())]);
        assert_eq!(world.access(bo.member).await, ["North: read_write"]);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn c13_f02_the_last_who_keeps_the_account_stays_and_the_others_are_done() {
    for world in worlds().await {
        let cy = world.another_admin("cy@example.com").await;
        let di = world.another_admin("di@example.com").await;
        let bo = world.user("bo@example.com", &[]).await;
        // From now on only the others are there without end.
        world.set_role_until(&cy.caller, world.admin.member, "admin", days(9)).await.unwrap();
        let to = [di.member, cy.member, bo.member];
        let asked = world.ask(&world.admin.caller, role("user"), &to).await.unwrap().value;
        let told: Vec<String> = world.outcomes(asked.job).await.into_iter().map(|(_, what)| what).collect();
        assert_eq!(told, ["done", "last_keeper", "unchanged"]);
        assert_eq!((world.role_of(di.member).await, world.role_of(cy.member).await), ("user".into(), "admin".into()));
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn c13_a_chunk_that_falls_over_a_fault_is_tried_later_and_later_and_in_the_end_given_up() {
    for world in worlds().await {
        let by = &world.admin.caller;
        let to = world.many(300).await;
        let job = world.ask(by, role("admin"), &to).await.unwrap().value.job;
        // The first chunk is good; in the second something is stored that can't be.
        assert_eq!(world.tamper(&OVERFLOWS).await, 1);
        world.work().await;
        for turn in 1..TRIES {
            assert!(work::work_due(&world.app).await.is_err(), "{turn}");
            assert_eq!(world.job(job).await, "running 300/200/0/0");
            // Not before its time: twice as long each time.
            world.pass(minutes(1 << (turn - 1)) - jiff::SignedDuration::from_secs(1));
            assert_eq!(work::work_due(&world.app).await.unwrap(), 0, "{turn}");
            world.pass(jiff::SignedDuration::from_secs(1));
        }
        work::work_due(&world.app).await.unwrap();
        assert_eq!(world.job(job).await, "failed 300/200/0/100");
        assert_eq!(world.outcomes(job).await[200].1, "refused");
        world.pass(days(1));
        assert_eq!(work::work_due(&world.app).await.unwrap(), 0, "it is over");
        // When it is mended, the rest is tried again.
        assert_eq!(world.tamper(&MENDED).await, 1);
        let again = ask::again(&world.app, by, world.account, job).await.unwrap().value;
        assert_eq!(world.job(again.job).await, "done 100/100/0/0");
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn c13_a_job_is_cancelled_and_what_was_refused_is_tried_again() {
    for world in worlds().await {
        let by = &world.admin.caller;
        let (app, account) = (&world.app, world.account);
        let to = world.many(300).await;
        let job = world.ask(by, role("admin"), &to).await.unwrap().value.job;
        world.work().await;
        cancel::cancel(app, by, account, job).await.unwrap();
        assert_eq!(world.work().await, 0);
        assert_eq!(world.job(job).await, "cancelled 300/200/0/0");
        assert_eq!(world.outcomes(job).await[200].1, "cancelled");
        let seq = world.seq().await;
        cancel::cancel(app, by, account, job).await.unwrap();
        assert_eq!(world.seq().await, seq, "a second click does nothing");

        // Someone in the middle is out, comes back, and is tried again.
        let bo = world.user("bo@example.com", &[]).await;
        world.delete(by, bo.member).await.unwrap();
        let job = world.ask(by, role("admin"), &[bo.member, to[0]]).await.unwrap().value.job;
        assert_eq!(world.job(job).await, "done 2/0/1/1");
        assert_eq!(refusal(cancel::cancel(app, by, account, job).await), Refusal::WrongState { state: "done" });
        world.send_again(by, bo.member).await.unwrap();
        let again = ask::again(app, by, account, job).await.unwrap().value;
        assert_eq!(again.total, 1);
        assert_eq!(world.job(again.job).await, "done 1/1/0/0");
        assert_eq!(refusal(ask::again(app, by, account, again.job).await), wrong("/members", "empty"));
    }
}

#[tokio::test]
async fn c13_a_job_is_seen_by_who_asked_and_who_reads_the_log_and_asked_once() {
    for world in worlds_of(&with_lead()).await {
        let lead = world.join("lee@example.com", "lead", &[]).await;
        let other = world.join("mo@example.com", "lead", &[]).await;
        let bo = world.user("bo@example.com", &[]).await;
        let (app, account) = (&world.app, world.account);
        let by = repeatable(&lead.caller, "once", 1);
        let first = world.ask(&by, Deed::Delete, &[bo.member]).await.unwrap();
        let second = world.ask(&by, Deed::Delete, &[bo.member]).await.unwrap();
        assert!(!first.replayed && second.replayed);
        assert_eq!(first.value, second.value);
        let listed = async |by| show::list(app, by, account, None, 9).await.unwrap().0.len();
        assert_eq!((listed(&lead.caller).await, listed(&other.caller).await), (1, 0));
        assert_eq!(listed(&world.admin.caller).await, 1);
        let job = first.value.job;
        let shown = show::show(app, &lead.caller, account, job).await.unwrap();
        assert_eq!((shown.asked_by_name.as_deref(), shown.deed), (Some("lee"), Deed::Delete));
        assert_eq!(refusal(show::show(app, &other.caller, account, job).await), Refusal::NotFound);
        let items = show::items(app, &other.caller, account, job, None, 0, 9).await;
        assert_eq!(refusal(items), Refusal::NotFound);
        assert_eq!(refusal(cancel::cancel(app, &other.caller, account, job).await), Refusal::NotFound);
        assert_eq!(refusal(ask::again(app, &other.caller, account, job).await), Refusal::NotFound);
        assert_eq!(refusal(ask::undo(app, &other.caller, account, job).await), Refusal::NotFound);
        let beside = world.beside("Beside", "zoe@example.com").await;
        let there = show::show(app, &beside.admin.caller, beside.account, job).await;
        assert_eq!(refusal(there), Refusal::NotFound);
    }
}
