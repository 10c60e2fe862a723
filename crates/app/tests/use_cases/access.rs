//! Access to projects and sites: added, changed, removed (A11), and what it is good for (A13).

use crate::support::{NONE, RO, RW, World, forbidden, nothing, refusal, seconds, worlds};
use roster_app::{Caller, Failure, Outcome, audit, members::list, resources};
use roster_domain::{id::ResourceId, refusal::Refusal};
use roster_store::{
    db::millis,
    grants::{self, GrantRow, LEVEL},
    members,
};
use serde_json::{Value, json};

async fn reach(world: &World, who: roster_domain::id::MemberId) -> [i64; 2] {
    let reach = world.line(who).await.reach;
    let count = |kind: &str| reach.iter().find(|reach| reach.kind == kind).unwrap().count;
    [count("project"), count("site")]
}

#[tokio::test]
async fn a11_access_is_added_changed_and_removed_and_each_is_told() {
    for world in worlds().await {
        let [[north, one, _], _] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[]).await;
        world.mails().await;
        assert_eq!(reach(&world, bo.member).await, [0, 0]);
        let steps = [
            (one, RO, "North one", Value::Null, json!(RO), vec!["North one: read_only"], [0, 1]),
            (one, RW, "North one", json!(RO), json!(RW), vec!["North one: read_write"], [0, 1]),
            (north, RO, "North", Value::Null, json!(RO), vec!["North: read_only", "North one: read_write"], [1, 2]),
            (one, "", "North one", json!(RW), Value::Null, vec!["North: read_only"], [1, 2]),
            (north, "", "North", json!(RO), Value::Null, vec![], [0, 0]),
        ];
        for (resource, level, name, before, after, access, count) in steps {
            let version = world.version(bo.member).await;
            let done = world.set_access(&world.admin.caller, bo.member, resource, level).await.unwrap();
            assert_eq!((done.value, world.version(bo.member).await), (version + 1, version + 1));
            assert_eq!(world.access(bo.member).await, access);
            assert_eq!(reach(&world, bo.member).await, count);
            let event = world.log().await.pop().unwrap();
            let details: Value = serde_json::from_str(&event.details.unwrap()).unwrap();
            assert_eq!(event.kind, "access_changed");
            assert_eq!(details["changes"], json!([{"field": "access", "of": name, "before": before, "after": after}]));
            assert_eq!(world.sent().await, [("access_changed", "bo@example.com".to_owned())]);
        }
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn a11_the_nearest_level_decides_alone() {
    for world in worlds().await {
        let [[north, one, two], _] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[(north, RW)]).await;
        let project = ["project.view", "project.edit", "site.create"];
        for (level, on_one, count) in [
            ("", vec!["site.view", "site.edit"], 2),
            (RO, vec!["site.view"], 2),
            (NONE, vec![], 1),
            ("", vec!["site.view", "site.edit"], 2),
        ] {
            let set = world.set_access(&world.admin.caller, bo.member, one, level).await;
            set.unwrap();
            assert_eq!(world.may(&bo.caller, one).await, on_one, "{level:?}");
            assert_eq!(world.may(&bo.caller, two).await, ["site.view", "site.edit"]);
            assert_eq!(world.may(&bo.caller, north).await, project);
            assert_eq!(world.sees(&bo.caller, "site").await.len(), count);
            assert_eq!(reach(&world, bo.member).await, [1, i64::try_from(count).unwrap()]);
        }
        // And the other way round: nothing on the project, something on a site of it.
        world.set_accesses(&world.admin.caller, bo.member, &[(north, NONE), (two, RO)]).await.unwrap();
        assert_eq!(world.sees(&bo.caller, "site").await, ["North two"]);
        assert!(world.sees(&bo.caller, "project").await.is_empty());
        assert_eq!(reach(&world, bo.member).await, [0, 1]);
    }
}

/// What lists show is remembered between two looks; whatever could change it must show at the next.
#[tokio::test]
async fn a02_a_list_shows_at_once_what_became_of_the_sites_and_of_access_with_an_end() {
    for world in worlds().await {
        let [[north, one, _], [south, ..]] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[(north, RO)]).await;
        assert_eq!(reach(&world, bo.member).await, [1, 2]);
        let third = world.site(north, "North three").await;
        assert_eq!(reach(&world, bo.member).await, [1, 3]);
        world.delete_resource(&world.admin.caller, third).await.unwrap();
        world.delete_resource(&world.admin.caller, one).await.unwrap();
        assert_eq!(reach(&world, bo.member).await, [1, 1]);
        let ends = millis(world.now() + seconds(10));
        let (account, member) = (world.account, bo.member);
        let grant = move |resource| GrantRow {
            member,
            resource,
            slot: LEVEL.to_owned(),
            value: RO.to_owned(),
            from_at: None,
            until_at: Some(ends),
            given_at: 0,
            given_by: None,
            by_model: false,
        };
        world
            .write(move |tx| {
                grants::put(tx, account, &grant(south))?;
                members::touch(tx, account, member)
            })
            .await;
        assert_eq!(reach(&world, bo.member).await, [2, 3]);
        world.pass(seconds(9));
        assert_eq!(reach(&world, bo.member).await, [2, 3]);
        world.pass(seconds(1));
        assert_eq!(reach(&world, bo.member).await, [1, 1]);
    }
}

#[tokio::test]
async fn a11_several_changes_are_made_together_or_not_at_all() {
    for world in worlds().await {
        let [[north, one, two], [south, ..]] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[(one, RO)]).await;
        let other = world.beside("Elsewhere", "zed@example.com").await;
        let theirs = other.project("Theirs").await;
        let seq = world.seq().await;
        for (edits, pointer, code) in [
            ([(north, RW), (nothing(), RO)], "/access/1/resource", "unknown_resource"),
            ([(theirs, RW), (north, RW)], "/access/0/resource", "unknown_resource"),
            ([(north, RW), (two, "owner")], "/access/1/level", "unknown_level"),
            ([(north, RW), (north, "")], "/access/1/resource", "duplicate"),
            ([(one, RW), (one, RO)], "/access/1/resource", "duplicate"),
        ] {
            let refused = refusal(world.set_accesses(&world.admin.caller, bo.member, &edits).await);
            assert_eq!(refused, Refusal::field(pointer, code));
        }
        assert_eq!((world.access(bo.member).await, world.seq().await), (vec!["North one: read_only".to_owned()], seq));
        // What is so already, or was never given, is no change.
        let edits = [(one, RO), (south, ""), (theirs, "")];
        world.set_accesses(&world.admin.caller, bo.member, &edits).await.unwrap();
        assert_eq!(world.seq().await, seq);
        world.set_accesses(&world.admin.caller, bo.member, &[(one, ""), (north, RW), (south, RO)]).await.unwrap();
        assert_eq!(world.access(bo.member).await, ["North: read_write", "South: read_only"]);
        assert_eq!(world.kinds_after(seq).await, ["access_changed"]);
    }
}

/// One word for what became of a try.
fn word<T>(outcome: Outcome<T>) -> &'static str {
    match outcome {
        Ok(_) => "done",
        Err(Failure::Refused(Refusal::NotFound)) => "not found",
        Err(Failure::Refused(Refusal::Forbidden { .. })) => "forbidden",
        Err(Failure::Refused(Refusal::Invalid(_))) => "no such place",
        Err(other) => panic!("{other:?}"),
    }
}

/// Tries everything that the table of permissions speaks of, on one project, one of its sites, and what is above all.
async fn try_all(world: &World, by: &Caller, me: roster_domain::id::MemberId) -> Vec<&'static str> {
    let (project, site) = (named(world, "project", "Harbour").await, named(world, "site", "Quay").await);
    let (app, account) = (&world.app, world.account);
    vec![
        word(resources::list::show(app, by, account, project).await),
        word(resources::list::show(app, by, account, site).await),
        word(world.rename(by, site, "Quay 2").await),
        word(world.rename(by, site, "Quay").await),
        word(world.rename(by, project, "Harbour").await),
        word(world.create(by, "site", Some(project), "New site").await),
        word(world.create(by, "project", None, "New project").await),
        word(list::list(app, by, account, list::MemberFilter::default(), None, 10).await),
        word(world.invite_lines(by, "ann@example.com", "user", &[]).await),
        word(world.set_access(by, me, site, RW).await),
        word(world.set_role(by, me, "admin").await),
        word(audit::list::list(app, by, account, audit::list::EventFilter::default(), None, 10).await),
    ]
}

async fn named(world: &World, kind: &str, name: &str) -> ResourceId {
    let by = &world.admin.caller;
    let page = resources::list::list(&world.app, by, world.account, kind.to_owned(), None, 200).await.unwrap();
    page.resources.iter().find(|visible| visible.row.name == name).unwrap().row.resource
}

#[tokio::test]
async fn a13_the_table_of_permissions_holds_in_every_use_case() {
    for world in worlds().await {
        let project = world.project("Harbour").await;
        let site = world.site(project, "Quay").await;
        let (no, gone, nowhere) = ("forbidden", "not found", "no such place");
        let manage = [no; 5];
        type Case<'a> = (&'a str, &'a [(ResourceId, &'a str)], [&'a str; 7]);
        let table: [Case<'_>; 7] = [
            // shows project, shows site, renames site twice, renames project, creates site, creates project
            ("rw-project", &[(project, RW)], ["done", "done", "done", "done", "done", "done", no]),
            ("ro-project", &[(project, RO)], ["done", "done", no, no, no, no, no]),
            ("rw-site", &[(site, RW)], [gone, "done", "done", "done", gone, nowhere, no]),
            ("ro-site", &[(site, RO)], [gone, "done", no, no, gone, nowhere, no]),
            ("none-site", &[(project, RW), (site, NONE)], ["done", gone, gone, gone, "done", "done", no]),
            ("mixed", &[(project, RO), (site, RW)], ["done", "done", "done", "done", no, no, no]),
            ("nothing", &[], [gone, gone, gone, gone, gone, nowhere, no]),
        ];
        for (name, access, expected) in table {
            let who = world.user(&format!("{name}@example.com"), access).await;
            let got = try_all(&world, &who.caller, who.member).await;
            assert_eq!(got, [expected.as_slice(), &manage].concat(), "{name}");
            assert_eq!(world.line(who.member).await.roles, ["user"]);
        }
        let bo = world.another_admin("bo@example.com").await;
        assert_eq!(try_all(&world, &bo.caller, bo.member).await, ["done"; 12]);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn a13_whoever_creates_a_site_has_it_read_write_by_the_model() {
    for world in worlds().await {
        let [[north, ..], [south, ..]] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[(north, RW)]).await;
        let made = world.create(&bo.caller, "site", Some(north), "Mine").await.unwrap().value;
        assert_eq!(world.access(bo.member).await, ["Mine: read_write", "North: read_write"]);
        // It is theirs also when the project is not any more.
        world.set_access(&world.admin.caller, bo.member, north, "").await.unwrap();
        assert_eq!(world.sees(&bo.caller, "site").await, ["Mine"]);
        assert_eq!(world.may(&bo.caller, made).await, ["site.view", "site.edit"]);
        assert_eq!(refusal(world.delete_resource(&bo.caller, made).await), forbidden("site.delete"));
        let refused = refusal(world.create(&bo.caller, "site", Some(south), "Other").await);
        assert_eq!(refused, Refusal::field("/parent", "unknown_resource"));
    }
}

#[tokio::test]
async fn a13_what_cannot_be_reached_is_not_in_any_list_or_page() {
    for world in worlds().await {
        let project = world.project("Harbour").await;
        let mut mine = Vec::new();
        for number in 10..40 {
            let site = world.site(project, &format!("Site {number}")).await;
            if number % 7 == 0 {
                mine.push((site, if number % 2 == 0 { RO } else { RW }));
            }
        }
        let bo = world.user("bo@example.com", &mine).await;
        assert_eq!(world.sees(&bo.caller, "site").await, ["Site 14", "Site 21", "Site 28", "Site 35"]);
        assert!(world.sees(&bo.caller, "project").await.is_empty());
        let choices = resources::choose::choices(&world.app, &bo.caller, world.account, 100).await.unwrap();
        assert_eq!(choices.len(), 4);
        // Of what lies above, the name and nothing else.
        assert!(choices.iter().all(|choice| choice.under == ["Harbour"]));
        // A cursor that was made for somebody else shows no more.
        let page = |by: Caller, cursor: Option<String>| {
            let (app, account) = (world.app.clone(), world.account);
            async move { resources::list::list(&app, &by, account, "site".to_owned(), cursor.as_deref(), 3).await }
        };
        let theirs = page(world.admin.caller.clone(), None).await.unwrap().next;
        let seen = page(bo.caller.clone(), theirs.clone()).await.unwrap().resources;
        let names: Vec<_> = seen.iter().map(|visible| &*visible.row.name).collect();
        assert_eq!(names, ["Site 14", "Site 21", "Site 28"]);
        for broken in ["", "x", "AAAA", &theirs.unwrap()[1..]] {
            let refused = refusal(page(bo.caller.clone(), Some(broken.to_owned())).await);
            assert_eq!(refused, Refusal::field("/cursor", "bad_cursor"), "{broken:?}");
        }
    }
}

#[tokio::test]
async fn a13_hidden_things_are_not_found_rather_than_forbidden_and_leave_no_line() {
    for world in worlds().await {
        let [[north, one, _], _] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[]).await;
        let seq = world.seq().await;
        for resource in [north, one, nothing()] {
            assert_eq!(refusal(world.rename(&bo.caller, resource, "x").await), Refusal::NotFound);
            assert_eq!(refusal(world.delete_resource(&bo.caller, resource).await), Refusal::NotFound);
        }
        assert!(world.kinds_after(seq).await.is_empty());
    }
}

#[tokio::test]
async fn a_project_is_emptied_before_it_is_deleted_and_its_access_goes_with_it() {
    for world in worlds().await {
        let [[north, one, two], _] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[(north, RO), (one, RW)]).await;
        let refused = refusal(world.delete_resource(&world.admin.caller, north).await);
        assert_eq!(refused, Refusal::WrongState { state: "not_empty" });
        for resource in [one, two, north] {
            world.delete_resource(&world.admin.caller, resource).await.unwrap();
        }
        assert!(world.access(bo.member).await.is_empty());
        assert_eq!(refusal(world.delete_resource(&world.admin.caller, north).await), Refusal::NotFound);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn a_resource_that_cannot_be_is_refused_with_the_field() {
    use resources::create::{self, CreateResource};
    for world in worlds().await {
        let [[north, one, _], _] = world.two_projects().await;
        let other = world.beside("Elsewhere", "zed@example.com").await.project("Theirs").await;
        let try_it = |kind: &str, parent: Option<ResourceId>, name: &str, external: Option<&str>| {
            let external_id = external.map(str::to_owned);
            let input = CreateResource { kind: kind.to_owned(), parent, name: name.to_owned(), external_id };
            let (app, by, account) = (world.app.clone(), world.admin.caller.clone(), world.account);
            async move { create::create(&app, &by, account, input).await }
        };
        for (kind, parent, name, pointer, code) in [
            ("site", None, "x", "/parent", "empty"),
            ("project", Some(north), "x", "/parent", "must_be_empty"),
            ("site", Some(one), "x", "/parent", "wrong_kind"),
            ("site", Some(other), "x", "/parent", "unknown_resource"),
            ("site", Some(north), "  ", "/name", "empty"),
            ("site", Some(north), "a\nb", "/name", "control_character"),
        ] {
            assert_eq!(refusal(try_it(kind, parent, name, None).await), Refusal::field(pointer, code));
        }
        assert_eq!(refusal(try_it("asset", None, "x", None).await).code(), "invalid");
        try_it("site", Some(north), "x", Some("ext-1")).await.unwrap();
        let refused = refusal(try_it("site", Some(north), "y", Some("ext-1")).await);
        assert_eq!(refused, Refusal::field("/external_id", "taken"));
        try_it("project", None, "y", Some("ext-1")).await.unwrap();
    }
}
