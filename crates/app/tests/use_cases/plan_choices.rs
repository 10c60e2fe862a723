//! F08: where those go who hold what another model lacks: levels, project roles, permissions; there and back.

use super::plan::to;
use crate::support::{RO, RW, World, preset, preset_of, refusal, worlds, worlds_of};
use roster_app::{
    members::{
        set_access::{AccessEdit, set_access},
        set_permissions::{ExtraWish, PermissionsWish, set_permissions},
    },
    models::{Choices, Proposal, apply::back},
};
use roster_domain::{
    grant::Window,
    id::{MemberId, ResourceId},
    refusal::{FieldProblem, Refusal},
};
use std::collections::BTreeMap;

type Ways = BTreeMap<String, Option<String>>;

fn way(id: &str, other: Option<&str>) -> Ways {
    BTreeMap::from([(id.to_owned(), other.map(str::to_owned))])
}

fn of_kind(kind: &str, id: &str, other: Option<&str>) -> BTreeMap<String, Ways> {
    BTreeMap::from([(kind.to_owned(), way(id, other))])
}

/// Read-Only is not there any more.
fn without_read_only() -> String {
    let (before, rest) = preset().split_once("[resource.levels.read_only]").unwrap();
    format!("{before}[resource.levels.none]{}", rest.split_once("[resource.levels.none]").unwrap().1)
}

fn company() -> &'static str {
    preset_of("company-and-projects")
}

/// What only one needs no more is called otherwise; what else it takes stands behind it.
fn with_helpers(more: &str) -> String {
    let text = company().replace("successor_becomes = \"participant\"", "successor_becomes = \"helper\"");
    text.replace("[resource.roles.participant]\n", &format!("[resource.roles.helper]\n{more}"))
}

impl World {
    async fn becomes(&self, member: MemberId, on: ResourceId, role: &str) {
        let edit = AccessEdit::role(on, Some(role.to_owned()), Window::ALWAYS);
        set_access(&self.app, &self.admin.caller, self.account, member, vec![edit]).await.unwrap();
    }
}

#[tokio::test]
async fn f08_a_level_that_disappears_becomes_another_or_what_is_given_farther_up_decides() {
    for world in worlds().await {
        let admin = &world.admin.caller;
        let project = world.project("Dam").await;
        let site = world.site(project, "North").await;
        let rea = world.user("rea@example.com", &[(project, RW), (site, RO)]).await;
        let before = world.access(rea.member).await;
        assert!(world.rename(&rea.caller, site, "North").await.is_err(), "the nearest level decides: to read");

        let open = world.plan(admin, &to(&without_read_only())).await.unwrap();
        let held: Vec<_> =
            open.vanished.iter().map(|held| (held.kind.as_str(), held.id.as_str(), held.active)).collect();
        assert_eq!(held, [("site", RO, 1)]);
        let options: Vec<_> = open.vanished[0].options.iter().map(|instead| instead.id.as_str()).collect();
        assert_eq!(options, [RW, "none"]);
        let wrong = FieldProblem::new("/model", "choose_where_they_go").with("value", RO);
        let Some(Refusal::Invalid(problems)) = open.obstacle(false) else { panic!("{open:?}") };
        assert_eq!((problems[0].code, problems[0].params[0].clone()), (wrong.code, wrong.params[0].clone()));
        let unknown = Choices { levels: of_kind("site", RO, Some("owner")), ..Choices::default() };
        let refused = world.plan(admin, &Proposal { choices: unknown, ..to(&without_read_only()) }).await;
        assert!(matches!(refusal(refused), Refusal::Invalid(_)));

        for (other, after) in
            [(None, vec!["Dam: read_write"]), (Some(RW), vec!["Dam: read_write", "North: read_write"])]
        {
            let choices = Choices { levels: of_kind("site", RO, other), ..Choices::default() };
            let applied = world.apply(admin, &Proposal { choices, ..to(&without_read_only()) }).await.unwrap();
            assert_eq!(applied.moved, 1);
            assert_eq!(world.access(rea.member).await, after);
            world.rename(&rea.caller, site, "North").await.unwrap();
            let undone = world.apply(admin, &back(Choices::default())).await.unwrap();
            assert_eq!((undone.moved, undone.not_restored), (1, 0));
            assert_eq!(world.access(rea.member).await, before);
            assert!(world.rename(&rea.caller, site, "North").await.is_err());
        }
    }
}

#[tokio::test]
async fn f08_a_project_role_that_disappears_becomes_another_that_its_holders_can_have() {
    for world in worlds_of(company()).await {
        let admin = &world.admin.caller;
        let mia = world.join("mia@example.com", "member", &[]).await;
        let project = world.create(admin, "project", None, "Atlas").await.unwrap().value;
        world.becomes(mia.member, project, "participant").await;
        let choose = |text: &str, other: Option<&str>| {
            let project_roles = of_kind("project", "participant", other);
            Proposal { choices: Choices { project_roles, ..Choices::default() }, ..to(text) }
        };
        // Rule 13: who receives it now holds what it takes.
        let found = world.plan(admin, &choose(&with_helpers("require = [\"users\"]\n"), Some("helper"))).await.unwrap();
        let lacks =
            FieldProblem::new("/choices/project_roles/project", "members_lack_permissions").with("value", "helper");
        let lacks = lacks.with("count", "1").with("missing", "users");
        assert_eq!(found.obstacle(false), Some(Refusal::Invalid(vec![lacks])));
        let wanted = choose(&with_helpers("require = [\"users\"]\n"), Some("helper"));
        assert!(matches!(refusal(world.apply(admin, &wanted).await), Refusal::Invalid(_)));
        // Only one can own it: not all who took part.
        let refused = refusal(world.plan(admin, &choose(&with_helpers(""), Some("owner"))).await);
        let Refusal::Invalid(problems) = refused else { panic!("{refused:?}") };
        assert_eq!(problems[0].code, "only_one_can_have_it");

        for (other, after) in [(Some("helper"), vec!["Atlas: helper"]), (None, vec![])] {
            let applied = world.apply(admin, &choose(&with_helpers(""), other)).await.unwrap();
            assert_eq!(applied.moved, 1);
            assert_eq!(world.access(mia.member).await, after);
            let undone = world.apply(admin, &back(Choices::default())).await.unwrap();
            assert_eq!((undone.moved, undone.not_restored), (1, 0));
            assert_eq!(world.access(mia.member).await, ["Atlas: participant"]);
        }
    }
}

#[tokio::test]
async fn f08_a_permission_that_disappears_goes_with_it_or_becomes_another_and_comes_back() {
    for world in worlds_of(company()).await {
        let admin = &world.admin.caller;
        let mia = world.join("mia@example.com", "member", &[]).await;
        let wish = ExtraWish { permission: "styles".to_owned(), window: Window::ALWAYS };
        let wish = PermissionsWish { extras: vec![wish], custom: None };
        set_permissions(&world.app, admin, world.account, mia.member, wish).await.unwrap();
        let extras = async || {
            let (account, member) = (world.account, mia.member);
            let rows = world.read(move |tx| roster_store::members::extras(tx, account, member)).await;
            rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        let renamed = company().replace("\"styles\"", "\"design\"");
        let chosen = Choices { permissions: way("styles", Some("design")), ..Choices::default() };
        let open = world.plan(admin, &to(&renamed)).await.unwrap();
        let options: Vec<_> = open.vanished[0].options.iter().map(|instead| instead.id.as_str()).collect();
        assert!(options.contains(&"design") && options.iter().all(|id| !id.starts_with("roster.")), "{options:?}");
        for (choices, after) in [(Choices::default(), vec![]), (chosen, vec!["design"])] {
            let applied = world.apply(admin, &Proposal { choices, ..to(&renamed) }).await.unwrap();
            assert_eq!(applied.moved, 1);
            assert_eq!(extras().await, after);
            world.apply(admin, &back(Choices::default())).await.unwrap();
            assert_eq!(extras().await, ["styles"]);
        }
    }
}
