//! F08: who hears by mail of another model, once it is applied, taken back, or followed by the next.

use super::plan::to;
use crate::support::{
    Letter, RO, RW, World, anonymous, minutes, newcomer, operator, preset, seconds, worlds, worlds_of,
};
use roster_app::{
    Caller,
    accounts::suspend::{resume, suspend},
    invitations::accept::{Newcomer, accept},
    models::{Choices, Proposal, apply::back, mails::write_due},
};
use roster_domain::mail::{MailKind, RuleLine, RulePlace};
use roster_store::models;

const EXPORT: &str = "    \"roster.export\",\n";
const WRITE: &str = "permissions = [\"project.edit\", \"site.create\", \"site.edit\"]";

/// A model that has its changes mailed.
fn told() -> String {
    let open = preset().replacen("leaving = [\"delete\"]", "leaving = [\"disable\", \"delete\"]", 1);
    open.replacen("[membership]", "[mails]\nrules_changed = [\"member\"]\n\n[membership]", 1)
}

/// Nobody exports any more.
fn without_export() -> String {
    told().replacen(EXPORT, "", 1)
}

/// And who writes makes no new sites.
fn without_sites() -> String {
    without_export().replacen(WRITE, "permissions = [\"project.edit\", \"site.edit\"]", 1)
}

impl World {
    async fn applies(&self, by: &Caller, proposal: Proposal) {
        self.pass(seconds(1));
        self.apply(by, &proposal).await.unwrap();
        self.pass(seconds(1));
    }

    async fn applies_text(&self, by: &Caller, text: &str) {
        self.applies(by, to(text)).await;
    }

    /// All that is written about models, by address.
    async fn told_of_rules(&self) -> Vec<Letter> {
        while write_due(&self.app).await.unwrap() > 0 {}
        let mut letters = self.mails().await;
        assert!(letters.iter().all(|letter| letter.kind.name() == "rules_changed"), "{letters:?}");
        letters.sort_by(|a, b| a.to.cmp(&b.to));
        letters
    }

    /// Lost and gained, as "ann: +roster.export -site.create".
    async fn lines(&self) -> Vec<String> {
        let line = |letter: Letter| {
            let MailKind::RulesChanged { gained, lost, more: 0, .. } = letter.kind else { panic!("{letter:?}") };
            let signed = |sign: char, lines: Vec<RuleLine>| {
                lines.into_iter().map(|line| format!(" {sign}{}", line.permission)).collect::<String>()
            };
            format!("{}:{}{}", letter.row.to_name, signed('+', gained), signed('-', lost))
        };
        self.told_of_rules().await.into_iter().map(line).collect()
    }
}

#[tokio::test]
async fn f08_whoever_may_something_else_gets_one_mail_in_their_language() {
    for world in worlds_of(&told()).await {
        let admin = &world.admin.caller;
        let project = world.project("Dam").await;
        world.another_admin("bea@example.com").await;
        world.user("rea@example.com", &[(project, RO)]).await;
        let dis = world.user("dis@example.com", &[(project, RW)]).await;
        world.disable(admin, dis.member).await.unwrap();
        world.invite("wim@example.com", "user", &[(project, RW)]).await;
        let link = world.link_to("wim@example.com").await;
        let german = Newcomer { language: "de".to_owned(), ..newcomer("wim@example.com") };
        accept(&world.app, &anonymous(), &link, german).await.unwrap();
        world.invite("gus@example.com", "user", &[(project, RW)]).await;
        world.mails().await;

        world.applies_text(admin, &without_sites()).await;
        assert!(world.sent().await.is_empty(), "whoever applies it waits for no mails");
        let letters = world.told_of_rules().await;
        let to: Vec<_> = letters.iter().map(|letter| (letter.to.as_str(), letter.row.language.as_str())).collect();
        // Who applied it knows; who reads loses nothing; who isn't in hears nothing.
        assert_eq!(to, [("bea@example.com", "en"), ("wim@example.com", "de")]);
        let export = RuleLine { permission: "roster.export".to_owned(), place: RulePlace::Account };
        let on = RulePlace::On { kind: "Projekt".to_owned() };
        let create = RuleLine { permission: "Sites anlegen".to_owned(), place: on };
        let (account, by) = ("Northwind Feeds".to_owned(), Some("ann".to_owned()));
        let told = |by, gained, lost| MailKind::RulesChanged { account: account.clone(), by, gained, lost, more: 0 };
        assert_eq!(letters[0].kind, told(by.clone(), vec![], vec![export.clone()]));
        assert_eq!(letters[1].kind, told(by, vec![], vec![create.clone()]));
        assert!(world.told_of_rules().await.is_empty(), "once");

        // The operator takes it back: all hear of it, also who had applied it.
        world.applies(&operator(), back(Choices::default())).await;
        let letters = world.told_of_rules().await;
        let to: Vec<_> = letters.iter().map(|letter| letter.to.as_str()).collect();
        assert_eq!(to, ["ann@example.com", "bea@example.com", "wim@example.com"]);
        assert_eq!(letters[1].kind, told(None, vec![export], vec![]));
        assert_eq!(letters[2].kind, told(None, vec![create], vec![]));
    }
}

#[tokio::test]
async fn f08_nobody_is_mailed_where_the_model_does_not_say_so_and_its_end_is_told() {
    for world in worlds().await {
        world.another_admin("bea@example.com").await;
        world.mails().await;
        world.applies_text(&world.admin.caller, &preset().replacen(EXPORT, "", 1)).await;
        assert!(world.lines().await.is_empty());
        // The next one says so, and so the step from it to one that doesn't is told, too.
        world.applies_text(&operator(), &told()).await;
        assert_eq!(world.lines().await, ["ann: +roster.export", "bea: +roster.export"]);
        world.applies_text(&operator(), &preset().replacen(EXPORT, "", 1)).await;
        assert_eq!(world.lines().await, ["ann: -roster.export", "bea: -roster.export"]);
        world.applies_text(&operator(), preset()).await;
        assert!(world.lines().await.is_empty());
    }
}

#[tokio::test]
async fn f08_what_is_taken_back_before_anybody_heard_of_it_is_not_mailed() {
    for world in worlds_of(&told()).await {
        world.another_admin("bea@example.com").await;
        world.mails().await;
        world.applies_text(&operator(), &without_export()).await;
        world.applies(&operator(), back(Choices::default())).await;
        assert!(world.lines().await.is_empty());
    }
}

#[tokio::test]
async fn f08_who_heard_of_one_change_hears_of_the_next_and_who_did_not_hears_of_both_at_once() {
    for world in worlds_of(&told()).await {
        let project = world.project("Dam").await;
        let mut members = vec![(world.admin.member, "ann")];
        for (email, name) in [("bea@example.com", "bea"), ("cem@example.com", "cem"), ("dan@example.com", "dan")] {
            members.push((world.join(email, "admin", &[(project, RW)]).await.member, name));
        }
        // They are written to in the order of their ids.
        members.sort_unstable();
        world.mails().await;
        world.applies_text(&operator(), &without_export()).await;
        // Two were written to when the next one comes.
        let (account, second) = (world.account, members[1].0);
        world.write(move |tx| models::put_mails(tx, account, 1, second)).await;
        let fewer = without_export().replacen("    \"roster.close_account\",\n", "", 1);
        world.applies_text(&operator(), &fewer).await;
        let both = "-roster.export -roster.close_account";
        let mut lines = world.lines().await;
        for line in &mut lines {
            // In whichever order they stand.
            if line.ends_with("-roster.close_account -roster.export") {
                *line = line.replace("-roster.close_account -roster.export", both);
            }
        }
        let next = "-roster.close_account";
        let told = members.iter().zip([next, next, both, both]).map(|((_, who), lost)| format!("{who}: {lost}"));
        let mut told: Vec<String> = told.collect();
        told.sort_unstable();
        assert_eq!(lines, told);
        // Who joins now knows nothing else.
        world.another_admin("eve@example.com").await;
        world.mails().await;
        assert!(world.lines().await.is_empty());
    }
}

#[tokio::test]
async fn f08_no_more_mails_are_written_than_leave_so_that_others_of_the_account_do_not_wait() {
    for world in worlds_of(&told()).await {
        world.another_admin("bea@example.com").await;
        world.mails().await;
        world.applies_text(&operator(), &without_export()).await;
        super::mail::flood(&world, 500).await;
        assert_eq!(write_due(&world.app).await.unwrap(), 1);
        assert_eq!(write_due(&world.app).await.unwrap(), 0, "it waits");
        assert_eq!(world.mails().await.len(), 500, "none of them is about the model");
        world.pass(seconds(3));
        assert_eq!(world.lines().await, ["ann: -roster.export", "bea: -roster.export"]);
    }
}

#[tokio::test]
async fn f08_a_suspended_account_is_mailed_when_it_is_open_again() {
    for world in worlds_of(&told()).await {
        world.applies_text(&operator(), &without_export()).await;
        suspend(&world.app, world.account, "unpaid").await.unwrap();
        world.mails().await;
        assert!(world.lines().await.is_empty());
        resume(&world.app, world.account).await.unwrap();
        world.mails().await;
        world.pass(minutes(61));
        assert_eq!(world.lines().await, ["ann: -roster.export"]);
    }
}
