//! F08: changing the model of a live account: the plan, applying it, taking it back.

use crate::support::{RO, RW, Who, World, operator, preset, refusal, with_lead, worlds, worlds_of};
use roster_app::{
    Caller, Outcome,
    accounts::enter::enter,
    keys::create::{CreateKey, create as make_key},
    models::{
        Aim, Choices, Place, Plan, Proposal, Whose,
        apply::{Applied, Which, apply, back},
        history::{current, history},
        plan::{lines, plan},
        what_if::what_if,
    },
};
use roster_domain::{
    id::ResourceId,
    model::{Changed, Difference, Part},
    permission::RosterPermission,
    refusal::Refusal,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn to(text: &str) -> Proposal {
    Proposal { aim: Aim::Text(text.to_owned()), choices: Choices::default() }
}

pub(super) fn role_becomes(text: &str, role: &str, other: Option<&str>) -> Proposal {
    let roles = BTreeMap::from([(role.to_owned(), other.map(str::to_owned))]);
    Proposal { choices: Choices { roles, ..Choices::default() }, ..to(text) }
}

impl World {
    pub(super) async fn plan(&self, by: &Caller, proposal: &Proposal) -> Outcome<Plan> {
        plan(&self.app, by, self.account, proposal.clone(), None).await
    }

    pub(super) async fn apply(&self, by: &Caller, proposal: &Proposal) -> Outcome<Applied> {
        let id = self.plan(by, proposal).await?.id;
        Ok(apply(&self.app, by, self.account, proposal.clone(), Which::Plan(id)).await?.value)
    }

    /// What somebody is allowed, as the console asks it of each of these permissions.
    async fn answers(&self, people: &[&Who], on: &[ResourceId]) -> Vec<String> {
        let mut answers = Vec::new();
        for who in people {
            let here = enter(&self.app, &who.caller, self.account).await;
            answers.push(here.map_or_else(|_| "nothing".to_owned(), |here| format!("{:?}", here.permissions)));
            for resource in on {
                answers.push(format!("{:?}", self.rename(&who.caller, *resource, "Same").await.map(|_| ()).is_ok()));
            }
        }
        answers
    }
}

/// The plain lines of the plan: "user everywhere site: +site.edit 2".
fn changes(plan: &Plan) -> Vec<String> {
    let one = |change: &roster_app::models::Change| {
        let place = match &change.place {
            Place::Account => "account".to_owned(),
            Place::Everywhere { kind } => format!("every {kind}"),
            Place::On { kind } => format!("on {kind}"),
            Place::Over { role } => format!("over {role}"),
        };
        let sign = if change.gained { '+' } else { '-' };
        format!("{:?} {place} {sign}{} {}", change.standing, change.permission, change.members)
    };
    plan.changes.iter().map(one).collect()
}

#[tokio::test]
async fn f08_the_plan_says_who_loses_what_and_applying_it_does_that_and_undo_brings_it_back() {
    for world in worlds().await {
        let admin = &world.admin.caller;
        let project = world.create(admin, "project", None, "Dam").await.unwrap().value;
        let site = world.create(admin, "site", Some(project), "North").await.unwrap().value;
        let writer = world.user("wim@example.com", &[(project, RW)]).await;
        let reader = world.user("rea@example.com", &[(site, RO)]).await;
        world.invite("gus@example.com", "user", &[(site, RW)]).await;
        let before = world.answers(&[&world.admin, &writer, &reader], &[site]).await;

        // Nobody exports any more.
        let less = preset().replacen("    \"roster.export\",\n", "", 1);
        let found = world.plan(admin, &to(&less)).await.unwrap();
        assert_eq!(changes(&found), ["Active account -roster.export 1"]);
        assert_eq!((found.looked_at, found.affected, found.losing, found.gaining), (4, 1, 1, 0));
        assert_eq!(found.members[0].member, world.admin.member);
        assert_eq!(found.obstacle(false), None);
        let told = [Difference {
            part: Part::Role,
            kind: String::new(),
            id: "admin".to_owned(),
            change: Changed::List {
                key: "permissions".to_owned(),
                on: String::new(),
                added: Vec::new(),
                removed: vec!["roster.export".to_owned()],
            },
        }];
        assert_eq!(found.differences, told);
        let applied = world.apply(admin, &to(&less)).await.unwrap();
        assert_eq!(applied, Applied { version: 2, moved: 0, not_restored: 0, left: Vec::new() });
        assert_ne!(world.answers(&[&world.admin], &[]).await[0], before[0]);
        assert_eq!(current(&world.app, admin, world.account).await.unwrap().text, less);
        let (versions, next) = history(&world.app, admin, world.account, None, 10).await.unwrap();
        assert_eq!((versions.len(), next, versions[0].version), (2, None, 2));
        assert_eq!(versions[0].differences, told);
        assert_eq!(versions[0].applied_by_name.as_deref(), Some("ann"));

        // The operator gives it back to those who keep the account: they don't hold it themselves any more.
        let taken_back = back(Choices::default());
        let refused = world.plan(admin, &taken_back).await.unwrap().obstacle(false);
        assert_eq!(refused, Some(Refusal::NotHeld { missing: vec!["roster.export".to_owned()] }));
        assert!(matches!(refusal(world.apply(admin, &taken_back).await), Refusal::NotHeld { .. }));
        world.apply(&operator(), &taken_back).await.unwrap();
        assert_eq!(world.answers(&[&world.admin, &writer, &reader], &[site]).await, before);
        assert_eq!(current(&world.app, admin, world.account).await.unwrap().version, 3);
    }
}

#[tokio::test]
async fn f08_what_is_lost_on_resources_is_told_where_and_the_lines_name_each() {
    for world in worlds().await {
        let admin = &world.admin.caller;
        let project = world.create(admin, "project", None, "Dam").await.unwrap().value;
        let site = world.create(admin, "site", Some(project), "North").await.unwrap().value;
        let writer = world.user("wim@example.com", &[(project, RW)]).await;
        world.user("rea@example.com", &[(site, RO)]).await;
        // Whoever writes no longer makes new sites.
        let less = preset().replacen(
            "permissions = [\"project.edit\", \"site.create\", \"site.edit\"]",
            "permissions = [\"project.edit\", \"site.edit\"]",
            1,
        );
        assert_ne!(less, preset());
        let found = world.plan(admin, &to(&less)).await.unwrap();
        assert!(
            !found.changes.is_empty() && found.changes.iter().all(|change| !change.gained),
            "{:?}",
            changes(&found)
        );
        assert!(found.changes.iter().all(|change| matches!(change.place, Place::On { .. }) && change.members == 1));
        let page = lines(&world.app, admin, world.account, to(&less), found.id.clone(), None).await.unwrap();
        assert_eq!(page.members, found.members);
        let [member] = page.members.as_slice() else { panic!("{page:?}") };
        assert_eq!(member.member, writer.member);
        assert!(member.lines.iter().all(|line| line.resource_name.as_deref() == Some("Dam")));
        assert_eq!(member.lines.len() as u64, found.lines);
        let alone = what_if(&world.app, admin, world.account, to(&less), writer.member).await.unwrap();
        assert_eq!(alone.as_ref(), Some(member));
        assert_eq!(what_if(&world.app, admin, world.account, to(&less), world.admin.member).await.unwrap(), None);
    }
}

#[tokio::test]
async fn f08_a_plan_that_has_gone_stale_is_refused() {
    for world in worlds().await {
        let admin = &world.admin.caller;
        let uma = world.user("uma@example.com", &[]).await;
        let less = preset().replacen("    \"roster.export\",\n", "", 1);
        let id = world.plan(admin, &to(&less)).await.unwrap().id;
        world.set_role(admin, uma.member, "admin").await.unwrap();
        let stale = apply(&world.app, admin, world.account, to(&less), Which::Plan(id.clone())).await;
        assert_eq!(refusal(stale), Refusal::PlanStale);
        let stale = lines(&world.app, admin, world.account, to(&less), id, None).await;
        assert_eq!(refusal(stale), Refusal::PlanStale);
        assert_eq!(current(&world.app, admin, world.account).await.unwrap().version, 1, "nothing was done");
        // Another text than the one that was planned is another plan.
        let id = world.plan(admin, &to(&less)).await.unwrap().id;
        let other = apply(&world.app, admin, world.account, to(preset()), Which::Plan(id)).await;
        assert_eq!(refusal(other), Refusal::PlanStale);
        assert_eq!(world.apply(admin, &to(preset())).await.unwrap().version, 1, "the same text is no new version");
    }
}

#[tokio::test]
async fn f08_and_f03_whoever_applies_holds_what_anyone_gains() {
    for world in worlds().await {
        let admin = &world.admin.caller;
        let uma = world.user("uma@example.com", &[]).await;
        assert!(matches!(refusal(world.plan(&uma.caller, &to(preset())).await), Refusal::Forbidden { .. }));
        // To act as others is something that nobody here holds.
        let more = preset().replacen("    \"roster.export\",\n", "    \"roster.export\",\n    \"roster.act_as\",\n", 1);
        let found = world.plan(admin, &to(&more)).await.unwrap();
        assert_eq!(found.obstacle(false), Some(Refusal::NotHeld { missing: vec!["roster.act_as".to_owned()] }));
        assert_eq!(
            refusal(world.apply(admin, &to(&more)).await),
            Refusal::NotHeld { missing: vec!["roster.act_as".to_owned()] }
        );
        // What the product declares anew is given by who holds all that it had declared before.
        let fresh =
            "\n[[permission]]\nid = \"report.read\"\nlabel = { en = \"Reports\" }\nhelp = { en = \"Read them.\" }\n";
        let fresh = format!("{}{fresh}", preset());
        let found = world.plan(admin, &to(&fresh)).await.unwrap();
        assert_eq!(changes(&found), ["Active account +report.read 1"]);
        world.apply(admin, &to(&fresh)).await.unwrap();
    }
}

#[tokio::test]
async fn f08_the_operator_gives_no_users_rights_over_users_and_moves_nobody() {
    for world in worlds_of(&with_lead()).await {
        let uma = world.join("uma@example.com", "user", &[]).await;
        let lia = world.join("lia@example.com", "lead", &[]).await;
        let more = with_lead().replacen(
            "edits = \"below\"\nremoves = \"below\"\n\n[[permission]]",
            "edits = \"not_above\"\nremoves = \"below\"\n\n[[permission]]",
            1,
        );
        assert_ne!(more, with_lead());
        let found = world.plan(&operator(), &to(&more)).await.unwrap();
        assert!(matches!(found.obstacle(true), Some(Refusal::NotHeld { .. })), "{:?}", changes(&found));
        let without = role_becomes(preset(), "lead", Some("user"));
        assert_eq!(refusal(world.apply(&operator(), &without).await), Refusal::field("/choices", "members_move"));
        let less = with_lead().replacen("    \"roster.export\",\n", "", 1);
        world.apply(&operator(), &to(&less)).await.unwrap();
        assert!(world.answers(&[&uma, &lia], &[]).await.iter().all(|answer| answer != "nothing"));
    }
}

#[tokio::test]
async fn f08_members_of_a_role_that_goes_go_where_it_was_chosen_and_come_back() {
    for world in worlds_of(&with_lead()).await {
        let admin = &world.admin.caller;
        let lia = world.join("lia@example.com", "lead", &[]).await;
        world.invite("pia@example.com", "lead", &[]).await;
        let moved = world.join("mia@example.com", "lead", &[]).await;
        let before = world.answers(&[&world.admin, &lia], &[]).await;
        let open = world.plan(admin, &to(preset())).await.unwrap();
        let [vanished] = open.vanished.as_slice() else { panic!("{:?}", open.vanished) };
        assert_eq!((vanished.id.as_str(), vanished.active, vanished.invited), ("lead", 2, 1));
        let options: Vec<_> = vanished.options.iter().map(|it| (it.id.as_str(), it.label.get("en"))).collect();
        assert_eq!(options, [("admin", "Admin"), ("user", "User")]);
        let holders: BTreeSet<_> = vanished.holders.iter().map(|it| (it.name.as_str(), it.standing)).collect();
        let all = [("lia", Whose::Active), ("mia", Whose::Active), ("pia@example.com", Whose::Invited)];
        assert_eq!(holders, BTreeSet::from(all));
        let leads = open.members.iter().filter(|one| one.disappears.iter().any(|held| held.id == "lead"));
        assert_eq!(leads.count(), 3, "{:?}", open.members);
        assert!(vanished.choice.is_none() && matches!(open.obstacle(false), Some(Refusal::Invalid(_))));
        assert!(matches!(refusal(world.apply(admin, &to(preset())).await), Refusal::Invalid(_)));
        let unknown = role_becomes(preset(), "lead", Some("chief"));
        assert!(matches!(refusal(world.plan(admin, &unknown).await), Refusal::Invalid(_)));
        let chosen = role_becomes(preset(), "lead", Some("user"));
        let found = world.plan(admin, &chosen).await.unwrap();
        assert_eq!((found.moved, found.losing), (3, 3));
        let applied = world.apply(admin, &chosen).await.unwrap();
        assert_eq!((applied.version, applied.moved), (2, 3));
        let after = world.answers(&[&lia], &[]).await;
        assert_ne!(after[0], before[1]);
        // One of them got another role since: that stays.
        world.set_role(admin, moved.member, "admin").await.unwrap();
        let undone = world.apply(admin, &back(Choices::default())).await.unwrap();
        assert_eq!((undone.version, undone.moved, undone.not_restored), (3, 2, 1));
        let left: Vec<_> = undone.left.iter().map(|left| (left.member, left.ids.join(","), left.gone)).collect();
        assert_eq!(left, [(moved.member, "lead".to_owned(), false)]);
        assert_eq!(world.answers(&[&world.admin, &lia], &[]).await, before);
        let pia = world.accept("pia@example.com").await;
        assert_eq!(world.answers(&[&pia], &[]).await, [before[1].clone()], "the invitation has its role back");
    }
}

#[tokio::test]
async fn f08_and_f02_a_model_that_leaves_nobody_to_change_roles_is_refused() {
    for world in worlds_of(&with_lead()).await {
        let admin = &world.admin.caller;
        // The leads keep the account; but there are none.
        let text = with_lead();
        let role =
            |id: &str| text.split("[[role]]\n").find(|part| part.starts_with(&format!("id = \"{id}\""))).unwrap();
        let lead = role("lead").split("[[permission]]").next().unwrap();
        let as_admins = role("admin").replacen("id = \"admin\"", "id = \"lead\"", 1);
        let other = text.replacen(lead, &as_admins, 1).replacen("keeps_account = true\n", "", 1);
        let found = world.plan(admin, &to(&other)).await.unwrap();
        assert!(!found.keeps);
        assert_eq!(found.obstacle(false), Some(Refusal::LastKeeper));
        assert_eq!(refusal(world.apply(admin, &to(&other)).await), Refusal::LastKeeper);
        world.join("lia@example.com", "lead", &[]).await;
        world.apply(admin, &to(&other)).await.unwrap();
    }
}

#[tokio::test]
async fn f08_keys_that_lose_permissions_are_named_and_kinds_in_use_stay() {
    for world in worlds().await {
        let admin = &world.admin.caller;
        let input = CreateKey {
            owner: Default::default(),
            label: "Sync".to_owned(),
            permissions: vec!["roster.export".to_owned(), "roster.check".to_owned()],
            expires_at: None,
        };
        make_key(&world.app, admin, world.account, input).await.unwrap();
        let less = preset().replacen("    \"roster.export\",\n", "", 1);
        let found = world.plan(admin, &to(&less)).await.unwrap();
        let told: Vec<_> = found.keys.iter().map(|key| (key.label.as_str(), key.lost.join(","))).collect();
        assert_eq!(told, [("Sync", "roster.export".to_owned())]);
        // What is the account's is told only of what the model takes from it.
        let (id, key) = world.account_key(&world.admin, &["roster.export", "roster.check", "site.edit"]).await;
        assert_eq!(world.plan(admin, &to(&less)).await.unwrap().keys.len(), 1);
        let gone = preset().replace("site.edit", "site.alter");
        let found = world.plan(admin, &to(&gone)).await.unwrap();
        let found: Vec<_> = found.keys.iter().map(|key| (key.key, key.of_account, key.lost.join(","))).collect();
        assert_eq!(found, [(id, true, "site.edit".to_owned())]);
        assert!(matches!(refusal(world.plan(admin, &to("name = 1")).await), Refusal::Invalid(_)));
        // Where there was no other model before, there is nothing to go back to.
        assert_eq!(refusal(world.plan(admin, &back(Choices::default())).await), Refusal::NoFormerModel);
        // A role that loses what it was made within takes nothing from it: it was fixed.
        world.apply(admin, &to(&less)).await.unwrap();
        let here = enter(&world.app, &key, world.account).await.unwrap();
        assert!(here.may(RosterPermission::Export));
        assert!(!enter(&world.app, admin, world.account).await.unwrap().may(RosterPermission::Export));
    }
}

#[tokio::test]
async fn f08_and_f03_whoever_raises_the_roles_that_a_key_of_the_account_acts_like_holds_what_it_gains() {
    let rights = "\"roster.remove_members\", \"roster.restore_members\",";
    let before = with_lead().replacen(rights, &format!("{rights} \"roster.manage_keys\","), 1);
    for world in worlds_of(&before).await {
        let lia = world.join("lia@example.com", "lead", &[]).await;
        world.account_key(&lia, &["roster.read_members", "roster.edit_members"]).await;
        // Nobody is a lead any more; the key still acts on others as one.
        world.set_role(&world.admin.caller, lia.member, "user").await.unwrap();
        let more = before.replacen(
            "edits = \"below\"\nremoves = \"below\"\n\n[[permission]]",
            "edits = \"not_above\"\nremoves = \"below\"\n\n[[permission]]",
            1,
        );
        assert_ne!(more, before);
        let found = world.plan(&operator(), &to(&more)).await.unwrap();
        let missing = Refusal::NotHeld { missing: vec!["roster.edit_members".to_owned()] };
        assert_eq!(found.obstacle(true), Some(missing));
        // Who may edit all of them themself may let the key.
        world.apply(&world.admin.caller, &to(&more)).await.unwrap();
    }
}
