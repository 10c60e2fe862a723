//! Merging an account in which somebody is alone into another one (D11).

use crate::{
    credits::{SHARING, once},
    support::{PASSWORD, Who, World, days, forbidden, minutes, preset_of, refusal, repeatable, token_of, worlds_of},
};
use roster_app::{
    Caller, Done, Failure, Outcome,
    accounts::enter::enter,
    invitations::accept::JoinedAgain,
    members::show::show,
    merges::{
        look::{MergePlan, look},
        merge::merge,
        offer::offer,
    },
    people,
};
use roster_domain::{
    credits::MAX_BALANCE,
    id::AccountId,
    mail::MailKind,
    refusal::{DeadLink, Refusal},
};
use roster_store::{
    credits::{self, EntryFilter, EntryRow},
    db::millis,
};
use std::collections::BTreeSet;

/// Two accounts with credits: Ann's, and Bo's, in which he is alone; Bo is invited to Ann's.
async fn two() -> Vec<(World, World, Who, String)> {
    let mut all = Vec::new();
    for world in worlds_of(preset_of(SHARING)).await {
        let theirs = world.beside_of(preset_of(SHARING), "Bo Surveys", "bo@example.com").await;
        let bo = theirs.admin.clone();
        world.invite("bo@example.com", "member", &[]).await;
        let link = world.link_to("bo@example.com").await;
        let token = token_of(&link).to_owned();
        all.push((world, theirs, bo, token));
    }
    all
}

impl World {
    async fn offer_merge(&self, by: &Caller, password: &str) -> Outcome<Done<()>> {
        let member = self.row_by_email("bo@example.com").await;
        offer(&self.app, by, self.account, member, password).await
    }

    async fn merge_plan(&self, by: &Caller, token: &str) -> Outcome<MergePlan> {
        look(&self.app, by, token).await
    }

    async fn merge(&self, by: &Caller, token: &str, account: AccountId, password: &str) -> Outcome<Done<JoinedAgain>> {
        merge(&self.app, by, token, account, password).await
    }

    /// What could be spent after a time, as the ledger has it.
    async fn available_in(&self, time: jiff::SignedDuration) -> i64 {
        let (account, then) = (self.account, millis(self.now() + time));
        let lots = self.read(move |tx| credits::lots(tx, account, (0, 0), 100)).await;
        let ended: i64 = lots.iter().filter(|lot| lot.expires_at <= then).map(|lot| lot.left).sum();
        self.has().await.0 - ended
    }

    /// So many credits that nothing more fits.
    async fn fill_ledger(&self) {
        let (account, at) = (self.account, millis(self.now()));
        let full = EntryRow {
            seq: 1,
            at,
            kind: "purchase".to_owned(),
            amount: MAX_BALANCE,
            held: 0,
            balance: MAX_BALANCE,
            set_aside: 0,
            of: None,
            expires_at: None,
            actor_kind: "operator".to_owned(),
            actor_id: None,
            member: None,
            reference: String::new(),
            note: String::new(),
        };
        self.write(move |tx| credits::append(tx, account, &full)).await;
    }

    async fn entries(&self) -> Vec<EntryRow> {
        let account = self.account;
        self.read(move |tx| credits::page(tx, account, i64::MAX, &EntryFilter::default(), 100)).await
    }

    async fn kinds(&self) -> Vec<String> {
        self.log().await.into_iter().map(|event| event.kind).collect()
    }
}

#[tokio::test]
async fn d11_both_agree_and_the_person_the_credits_and_nothing_else_move() {
    for (world, theirs, bo, token) in two().await {
        let ann = world.admin.caller.clone();
        theirs.buy(&once(&bo.caller), 70, None).await.unwrap();
        theirs.buy(&once(&bo.caller), 30, Some(theirs.now() + days(9))).await.unwrap();
        let (_, key) = theirs.key(&bo, &["workspace.create"]).await;
        let (_, of_account) = theirs.account_key(&bo, &["roster.read_members"]).await;
        // Not offered: nothing to see, and nothing to be done.
        assert_eq!(refusal(world.merge_plan(&bo.caller, &token).await), dead());
        assert_eq!(refusal(world.merge(&bo.caller, &token, theirs.account, PASSWORD).await), dead());
        // Each side says so with their password.
        let wrong = Refusal::field("/current_password", "wrong");
        assert_eq!(refusal(world.offer_merge(&ann, "not it at all").await), wrong);
        world.mails().await;
        world.offer_merge(&ann, PASSWORD).await.unwrap();
        let mails = world.mails().await;
        assert!(matches!(mails[0].kind, MailKind::MergeOffered { .. }) && mails[0].to == "bo@example.com", "{mails:?}");
        let plan = world.merge_plan(&bo.caller, &token).await.unwrap();
        let [one] = &plan.accounts[..] else { panic!("{plan:?}") };
        let credits = one.credits.as_ref().unwrap();
        assert_eq!(
            (plan.name.as_str(), one.name.as_str(), credits.amount, credits.moves),
            ("Northwind Feeds", "Bo Surveys", 100, true)
        );
        assert_eq!(
            (one.keys, one.things[0].count, one.hindrance),
            (2, 1, None),
            "his key and the account's, and the workspace that stays"
        );
        assert_eq!(one.key_labels, ["Backup", "Backup"]);
        // A look changes nothing.
        assert_eq!(theirs.has().await, (100, 0));
        assert_eq!(refusal(world.merge(&bo.caller, &token, theirs.account, "not it at all").await), wrong);
        let into_itself = world.merge(&bo.caller, &token, world.account, PASSWORD).await;
        assert_eq!(refusal(into_itself), Refusal::field("/account", "into_itself"));
        let before = theirs.seq().await;
        let done = world.merge(&bo.caller, &token, theirs.account, PASSWORD).await.unwrap().value;
        assert_eq!(done.account, world.account);
        // The person is a member, with a workspace; the credits came, in one entry for each end.
        assert_eq!(world.has().await, (100, 0));
        assert_eq!(world.line(done.member).await.status, "active");
        let kinds = world.kinds().await;
        let last: Vec<_> = kinds.iter().rev().take(5).rev().map(String::as_str).collect();
        assert_eq!(
            last,
            ["invitation_accepted", "resource_created", "credits_merged", "credits_merged", "account_joined"]
        );
        // The ledger says whose they were and who agreed.
        let lines = world.entries().await;
        let told: Vec<_> = lines.iter().map(|row| (row.kind.as_str(), row.note.as_str(), row.member)).collect();
        let merged = ("merge", "Bo Surveys", Some(done.member));
        assert_eq!(told, [merged, merged]);
        // Both sides are told what came of it, and who had offered it.
        let mails = world.mails().await;
        let to = |kind: &str| {
            mails.iter().find(|mail| mail.kind.name() == kind).unwrap_or_else(|| panic!("{kind}: {mails:?}"))
        };
        let (his, hers) = (to("account_merged"), to("account_joined"));
        assert_eq!((his.to.as_str(), hers.to.as_str()), ("bo@example.com", "ann@example.com"));
        let MailKind::AccountMerged { former, by, brought, .. } = &his.kind else { panic!("{his:?}") };
        assert_eq!((former.as_str(), by.as_deref()), ("Bo Surveys", Some("ann")));
        assert_eq!(
            (brought.credits.as_ref().map(|it| it.amount), brought.lost.is_none(), brought.keys),
            (Some(100), true, 2)
        );
        assert_eq!(brought.stayed.iter().map(|it| it.count).collect::<Vec<_>>(), [1]);
        let MailKind::AccountJoined { name, email, former, by, credits, .. } = &hers.kind else { panic!("{hers:?}") };
        assert_eq!((name.as_str(), email.as_str(), former.as_str()), ("bo", "bo@example.com", "Bo Surveys"));
        assert_eq!((by.as_deref(), credits.as_ref().map(|it| it.amount)), (Some("ann"), Some(100)));
        // They end when they would have ended.
        assert_eq!(world.available_in(days(10)).await, 70);
        // Sign-in leads to the new account alone, and the old one says where it went to him alone.
        let mine = people::accounts(&world.app, &bo.caller).await.unwrap();
        assert_eq!(mine.iter().map(|one| one.account).collect::<Vec<_>>(), [world.account]);
        let went = Refusal::AccountMerged { into: world.account, name: "Northwind Feeds".to_owned() };
        assert_eq!(refusal(enter(&world.app, &bo.caller, theirs.account).await), went);
        assert_eq!(refusal(enter(&world.app, &ann, theirs.account).await), Refusal::NotFound);
        for dead in [&key, &of_account] {
            assert_eq!(refusal(enter(&world.app, dead, theirs.account).await), Refusal::NotSignedIn);
        }
        // Both logs tell it, and both are whole.
        let there: Vec<_> = theirs.kinds_after(before).await;
        assert_eq!(there, ["credits_spent", "account_merged"]);
        world.assert_whole().await;
        theirs.assert_whole().await;
        // For good: the same again is no merge.
        assert!(world.merge(&bo.caller, &token, theirs.account, PASSWORD).await.is_err());
        assert!(refusal(world.offer_merge(&ann, PASSWORD).await) == Refusal::WrongState { state: "active" });
    }
}

fn dead() -> Refusal {
    Refusal::DeadLink(DeadLink::Unknown)
}

#[tokio::test]
async fn d11_only_an_account_in_which_one_is_alone_and_only_by_those_who_are_asked() {
    for (world, theirs, bo, token) in two().await {
        let ann = world.admin.caller.clone();
        let mia = world.join("mia@example.com", "member", &[]).await;
        assert_eq!(refusal(world.offer_merge(&mia.caller, PASSWORD).await), forbidden("roster.invite"));
        world.offer_merge(&ann, PASSWORD).await.unwrap();
        // Whoever else holds the link.
        assert_eq!(refusal(world.merge_plan(&mia.caller, &token).await), Refusal::NotTheInvited);
        let stranger = world.merge(&mia.caller, &token, theirs.account, PASSWORD).await;
        assert_eq!(refusal(stranger), Refusal::NotTheInvited);
        // Others are in it, if only invited.
        let cy = theirs.invite("cy@example.com", "member", &[]).await;
        let hindered = || Refusal::field("/account", "others_are_in_it");
        let plan = world.merge_plan(&bo.caller, &token).await.unwrap();
        assert_eq!(plan.accounts[0].hindrance, Some("others_are_in_it"));
        assert_eq!(refusal(world.merge(&bo.caller, &token, theirs.account, PASSWORD).await), hindered());
        theirs.withdraw(&bo.caller, cy).await.unwrap();
        // Another's account is not there.
        let other = world.beside_of(preset_of(SHARING), "Contoso", "dee@example.com").await;
        let foreign = world.merge(&bo.caller, &token, other.account, PASSWORD).await;
        assert_eq!(refusal(foreign), dead());
        assert_eq!(people::accounts(&world.app, &bo.caller).await.unwrap().len(), 1, "nothing was done");
    }
}

#[tokio::test]
async fn d11_an_offer_stands_with_its_invitation_and_an_expired_one_is_sent_again_first() {
    for (world, theirs, bo, token) in two().await {
        let ann = world.admin.caller.clone();
        let member = world.row_by_email("bo@example.com").await;
        let shown = || async { show(&world.app, &ann, world.account, member).await.unwrap().merge_offered_at };
        assert_eq!(shown().await, None);
        world.offer_merge(&ann, PASSWORD).await.unwrap();
        assert_eq!(shown().await, Some(millis(world.now())), "whoever would offer again sees that it was offered");
        // Whoever closes it although others are in it is told of these: without them it would not be theirs either.
        theirs.join("cy@example.com", "member", &[]).await;
        let plan = world.merge_plan(&bo.caller, &token).await.unwrap();
        assert_eq!(plan.accounts[0].hindrance, Some("others_are_in_it"));
        // What was offered with an invitation ends with it.
        world.withdraw(&ann, member).await.unwrap();
        let member = world.invite("bo@example.com", "member", &[]).await;
        assert_eq!(show(&world.app, &ann, world.account, member).await.unwrap().merge_offered_at, None);
        let token = token_of(&world.link_to("bo@example.com").await).to_owned();
        assert_eq!(refusal(world.merge_plan(&bo.caller, &token).await), dead());
        world.pass(days(40));
        world.sweep().await;
        let expired = Refusal::WrongState { state: "invitation_expired" };
        assert_eq!(refusal(world.offer_merge(&ann, PASSWORD).await), expired);
        world.send_again(&ann, member).await.unwrap();
        world.offer_merge(&ann, PASSWORD).await.unwrap();
    }
}

#[tokio::test]
async fn d11_a_model_may_say_that_nobody_is_mailed_about_who_brought_an_account_along() {
    let silent = format!("{}\n[mails]\nmerged = []\n", preset_of(SHARING));
    for world in worlds_of(&silent).await {
        let theirs = world.beside_of(preset_of(SHARING), "Bo Surveys", "bo@example.com").await;
        world.invite("bo@example.com", "member", &[]).await;
        let token = token_of(&world.link_to("bo@example.com").await).to_owned();
        world.offer_merge(&world.admin.caller, PASSWORD).await.unwrap();
        world.merge(&theirs.admin.caller, &token, theirs.account, PASSWORD).await.unwrap();
        assert_eq!(world.inbox_of("account_joined").await, Vec::<String>::new());
        assert_eq!(world.inbox_of("account_merged").await, ["bo@example.com"]);
    }
}

#[tokio::test]
async fn d11_who_is_one_of_many_elsewhere_hears_that_and_not_that_they_lack_a_permission() {
    for (world, theirs, bo, token) in two().await {
        let other = world.beside_of(preset_of(SHARING), "Contoso", "dee@example.com").await;
        other.invite("bo@example.com", "member", &[]).await;
        other.accept_as(&bo).await.unwrap();
        world.offer_merge(&world.admin.caller, PASSWORD).await.unwrap();
        let plan = world.merge_plan(&bo.caller, &token).await.unwrap();
        let why = |of: &World| plan.accounts.iter().find(|one| one.account == of.account).unwrap().hindrance;
        assert_eq!((why(&theirs), why(&other)), (None, Some("others_are_in_it")));
    }
}

#[tokio::test]
async fn d11_what_is_refused_half_way_leaves_both_accounts_as_they_were() {
    for (world, theirs, bo, token) in two().await {
        let ann = world.admin.caller.clone();
        world.offer_merge(&ann, PASSWORD).await.unwrap();
        theirs.buy(&once(&bo.caller), 100, None).await.unwrap();
        // The other side's ledger is full: the last step of all is refused, after everything else was written.
        world.fill_ledger().await;
        let logs = (world.kinds().await, theirs.kinds().await);
        assert!(world.merge(&bo.caller, &token, theirs.account, PASSWORD).await.is_err());
        assert_eq!(theirs.has().await, (100, 0));
        assert_eq!((world.kinds().await, theirs.kinds().await), logs);
        assert!(enter(&world.app, &bo.caller, theirs.account).await.is_ok(), "it is open still");
        assert_eq!(people::accounts(&world.app, &bo.caller).await.unwrap().len(), 1);
    }
}

/// What a merge writes to.
const WRITTEN_TO: [&str; 14] = [
    "merge_offers",
    "invitations",
    "members",
    "person_accounts",
    "credit_entries",
    "api_keys",
    "accounts",
    "merged_accounts",
    "due",
    "outbox",
    "events",
    "event_details",
    "account_heads",
    "idempotency",
];

#[tokio::test]
async fn d11_a_crash_in_the_middle_of_a_merge_leaves_both_accounts_as_they_were() {
    for (world, theirs, bo, token) in two().await {
        let ann = world.admin.caller.clone();
        world.offer_merge(&ann, PASSWORD).await.unwrap();
        theirs.buy(&once(&bo.caller), 100, None).await.unwrap();
        theirs.key(&bo, &["roster.read_members"]).await;
        world.mails().await;
        let by = repeatable(&bo.caller, "merge", 1);
        let before = world.everything().await;
        // That a password was tried is counted, whatever became of it.
        let kept = |rows: Vec<String>| rows.into_iter().filter(|row| !row.starts_with("DUMP_THROTTLES"));
        let before: BTreeSet<String> = kept(before).collect();
        for table in WRITTEN_TO {
            world.crash_at(table).await;
            let crashed = world.merge(&by, &token, theirs.account, PASSWORD).await;
            world.mend(table).await;
            let lost = matches!(&crashed, Err(failure) if !matches!(failure, Failure::Refused(_)));
            assert!(lost, "{table} is not written to: {crashed:?}");
            let after: BTreeSet<String> = kept(world.everything().await).collect();
            let changed: Vec<&String> = before.symmetric_difference(&after).collect();
            assert!(changed.is_empty(), "{table}: {changed:#?}");
            assert!(enter(&world.app, &bo.caller, theirs.account).await.is_ok(), "{table}: it is open still");
            // So many passwords in a row are too many.
            world.pass(minutes(16));
        }
        // Asked for again, it is done.
        let done = world.merge(&by, &token, theirs.account, PASSWORD).await.unwrap();
        assert!(!done.replayed && world.has().await == (100, 0));
        assert!(enter(&world.app, &bo.caller, theirs.account).await.is_err());
        world.assert_whole().await;
        theirs.assert_whole().await;
    }
}
