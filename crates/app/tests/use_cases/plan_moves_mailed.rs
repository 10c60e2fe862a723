//! F08: whoever is moved by another model is mailed once, about all that the plan says of them; and again when it is taken back.

use super::plan::to;
use crate::support::{RO, RW, World, preset, preset_of, with_lead, worlds_of};
use roster_app::{
    members::set_permissions::{ExtraWish, PermissionsWish, set_permissions},
    models::{Choices, Proposal, Whose, apply::back, mails::write_due},
};
use roster_domain::{grant::Window, id::MemberId, mail::MailKind, model::Model};
use std::collections::{BTreeMap, BTreeSet};

type Ways = BTreeMap<String, Option<String>>;
/// What is said to each: "+Export", "-Edit the site", or the kind of a mail that says neither.
type Said = BTreeMap<String, BTreeSet<String>>;

fn way(id: &str, other: &str) -> Ways {
    BTreeMap::from([(id.to_owned(), Some(other.to_owned()))])
}

fn told(text: &str) -> String {
    text.replacen("[membership]", "[mails]\nrules_changed = [\"member\"]\n\n[membership]", 1)
}

impl World {
    /// Applies it as the admin; gives what the plan said of each other member who is in.
    async fn planned_and_applied(&self, proposal: &Proposal, models: [&str; 2]) -> Said {
        let admin = &self.admin.caller;
        self.mails().await;
        self.pass(jiff::SignedDuration::from_secs(1));
        let models = models.map(|text| Model::compile(text).unwrap());
        let label = |id: &str| {
            let of = |model: &Model| model.permission(id).map(|ix| model[ix].label.get("en").to_owned());
            models.iter().find_map(of).unwrap()
        };
        let plan = self.plan(admin, proposal).await.unwrap();
        let in_it = plan
            .members
            .iter()
            .filter(|one| one.standing == Whose::Active && one.name != "ann" && !one.lines.is_empty());
        let said = in_it.map(|one| {
            let sign = |gained| if gained { '+' } else { '-' };
            let lines = one.lines.iter().map(|line| format!("{}{}", sign(line.gained), label(&line.permission)));
            (one.name.clone(), lines.collect())
        });
        let said = said.collect();
        self.apply(admin, proposal).await.unwrap();
        self.pass(jiff::SignedDuration::from_secs(1));
        said
    }

    /// What is said in the mails; nobody gets two.
    async fn mailed(&self) -> Said {
        while write_due(&self.app).await.unwrap() > 0 {}
        let mut said = Said::new();
        for letter in self.mails().await {
            let lines = match &letter.kind {
                MailKind::RulesChanged { gained, lost, more: 0, .. } => {
                    let gained = gained.iter().map(|line| format!("+{}", line.permission));
                    gained.chain(lost.iter().map(|line| format!("-{}", line.permission))).collect()
                }
                kind => BTreeSet::from([kind.name().to_owned()]),
            };
            assert_eq!(said.insert(letter.row.to_name.clone(), lines), None, "one mail: {letter:?}");
        }
        said
    }

    /// There and back, the mails say what the plans say.
    async fn there_and_back(&self, proposal: &Proposal, models: [&str; 2]) -> [Said; 2] {
        let there = self.planned_and_applied(proposal, models).await;
        assert_eq!(self.mailed().await, there);
        let undone = self.planned_and_applied(&back(Choices::default()), models).await;
        assert_eq!(self.mailed().await, undone);
        [there, undone]
    }
}

#[tokio::test]
async fn f08_another_name_for_a_level_is_mailed_to_nobody_and_a_lower_one_to_whom_it_takes_something_from() {
    let before = told(preset());
    let renamed = before.replace("read_write", "editing");
    let (start, rest) = before.split_once("[resource.levels.read_write]").unwrap();
    let lower =
        format!("{start}[resource.levels.read_only]{}", rest.split_once("[resource.levels.read_only]").unwrap().1);
    let lower = lower.replace("creator_becomes = \"read_write\"", "creator_becomes = \"read_only\"");
    for world in worlds_of(&before).await {
        let project = world.project("Dam").await;
        let site = world.site(project, "North").await;
        world.user("wim@example.com", &[(project, RW)]).await;
        world.user("sam@example.com", &[(site, RW)]).await;
        world.user("rea@example.com", &[(project, RO)]).await;
        let becomes = |other: &str| Choices {
            levels: ["project", "site"].map(|kind| (kind.to_owned(), way(RW, other))).into(),
            ..Choices::default()
        };
        let proposal = Proposal { choices: becomes("editing"), ..to(&renamed) };
        assert_eq!(world.there_and_back(&proposal, [&before, &renamed]).await, [Said::new(), Said::new()]);
        let proposal = Proposal { choices: becomes(RO), ..to(&lower) };
        let [there, undone] = world.there_and_back(&proposal, [&before, &lower]).await;
        assert_eq!(there.keys().collect::<Vec<_>>(), ["sam", "wim"]);
        assert!(there.values().all(|lines| lines.contains("-Edit the site")), "{there:?}");
        assert_eq!(undone.keys().collect::<Vec<_>>(), ["sam", "wim"]);
    }
}

#[tokio::test]
async fn f08_whose_role_disappears_gets_one_mail_about_all_that_it_takes_and_gives() {
    let before = told(&with_lead());
    let after = told(preset());
    let chief = before.replace("\"lead\"", "\"chief\"").replace("\"Lead\"", "\"Chief\"");
    for world in worlds_of(&before).await {
        world.join("lia@example.com", "lead", &[]).await;
        world.join("uma@example.com", "user", &[]).await;
        let to_role = |other: &str, text: &str| {
            let choices = Choices { roles: way("lead", other), ..Choices::default() };
            Proposal { choices, ..to(text) }
        };
        let [there, undone] = world.there_and_back(&to_role("user", &after), [&before, &after]).await;
        assert!(there["lia"].contains("-roster.change_roles"), "{there:?}");
        assert!(undone["lia"].contains("+roster.change_roles"), "{undone:?}");
        assert_eq!((there.len(), undone.len()), (1, 1));
        // Who may the same by another role hears of the role.
        assert_eq!(world.planned_and_applied(&to_role("chief", &chief), [&before, &chief]).await, Said::new());
        let role = BTreeSet::from(["role_changed".to_owned()]);
        assert_eq!(world.mailed().await, Said::from([("lia".to_owned(), role)]));
    }
}

#[tokio::test]
async fn f08_whose_permission_disappears_is_told_so_and_who_was_not_written_to_meanwhile_hears_of_both_changes() {
    let before = told(preset_of("company-and-projects"));
    let renamed = before.replace("\"styles\"", "\"design\"").replace("en = \"Styles\"", "en = \"Design\"");
    for world in worlds_of(&before).await {
        let mia = world.join("mia@example.com", "member", &[]).await;
        world.gives_styles(mia.member).await;
        let [there, undone] = world.there_and_back(&to(&renamed), [&before, &renamed]).await;
        assert!(there["mia"].contains("-Styles") && undone["mia"].contains("+Styles"), "{there:?} {undone:?}");
        // Two changes before anybody is written to: what was held before the first one counts.
        let choices = Choices { permissions: way("styles", "design"), ..Choices::default() };
        let first = Proposal { choices, ..to(&renamed) };
        let styles = BTreeSet::from(["+Design".to_owned(), "-Styles".to_owned()]);
        assert_eq!(world.planned_and_applied(&first, [&before, &renamed]).await["mia"], styles);
        let again = format!("{before}# The same once more.\n");
        let choices = Choices { permissions: way("design", "styles"), ..Choices::default() };
        world.planned_and_applied(&Proposal { choices, ..to(&again) }, [&renamed, &again]).await;
        assert!(!world.mailed().await.contains_key("mia"), "she has what she had");
    }
}

impl World {
    async fn gives_styles(&self, member: MemberId) {
        let wish = ExtraWish { permission: "styles".to_owned(), window: Window::ALWAYS };
        let wish = PermissionsWish { extras: vec![wish], custom: None };
        set_permissions(&self.app, &self.admin.caller, self.account, member, wish).await.unwrap();
    }
}
