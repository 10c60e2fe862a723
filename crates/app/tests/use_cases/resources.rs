//! Resources: deleting with what goes along (A13), moving with who gains and loses, registering many, and finding each.

use crate::support::{
    NONE, RO, RW, World, days, forbidden, having_seen, nothing, refusal, with_lead, worlds, worlds_of,
};
use roster_app::{
    Caller, Outcome,
    invitations::accept,
    resources::{
        choose::{Choose, choose},
        delete, list, relocate,
        upsert::{Entry, Upserted, upsert},
    },
};
use roster_domain::{
    id::{Id, ResourceId},
    mail::MailKind,
    refusal::Refusal,
};
use serde_json::{Value, json};

async fn newest_changes(world: &World) -> Value {
    let event = world.log().await.pop().unwrap();
    serde_json::from_str::<Value>(&event.details.unwrap()).unwrap()["changes"].clone()
}

#[tokio::test]
async fn a13_who_loses_access_with_a_resource_is_named_and_their_version_moves() {
    for world in worlds().await {
        let [[_, one, two], _] = world.two_projects().await;
        let bo = world.user("bo@example.com", &[(one, RW), (two, RO)]).await;
        let cy = world.user("cy@example.com", &[(two, RO)]).await;
        let dee = world.invite("dee@example.com", "user", &[(one, RO)]).await;
        let gone = world.user("gone@example.com", &[(one, RO)]).await;
        world.delete(&world.admin.caller, gone.member).await.unwrap();
        let who = [bo.member, cy.member, dee];
        let mut before = Vec::new();
        for member in who {
            before.push(world.version(member).await);
        }
        let loss = delete::look(&world.app, &world.admin.caller, world.account, one).await.unwrap();
        // Whoever created it has it, too: the admin.
        assert_eq!((loss.members, loss.invitations), (2, 1));
        let refused = refusal(delete::look(&world.app, &bo.caller, world.account, one).await);
        assert_eq!(refused, forbidden("site.delete"));
        assert_eq!(refusal(delete::look(&world.app, &cy.caller, world.account, one).await), Refusal::NotFound);
        world.delete_resource(&world.admin.caller, one).await.unwrap();
        let of = |name: &str, level: &str| json!({ "field": "access_of", "of": name, "before": level, "after": null });
        let count = |field: &str, count: &str| json!({ "field": field, "before": count, "after": "0" });
        let expected = json!([
            count("members_with_access", "2"),
            of("ann", RW),
            of("bo", RW),
            count("invited_with_access", "1"),
            of("dee@example.com", RO)
        ]);
        assert_eq!(newest_changes(&world).await, expected);
        for (member, (version, moves)) in who.into_iter().zip(before.into_iter().zip([1, 0, 1])) {
            assert_eq!(world.version(member).await, version + moves);
        }
        // Whoever had it open before is told.
        let stale = having_seen(&world.admin.caller, world.version(bo.member).await - 1);
        assert!(matches!(refusal(world.set_access(&stale, bo.member, two, RW).await), Refusal::Stale { .. }));
    }
}

#[tokio::test]
async fn a08_an_invitation_to_a_deleted_site_says_what_it_lost_to_both() {
    for world in worlds().await {
        let [[_, one, two], _] = world.two_projects().await;
        world.invite("bo@example.com", "user", &[(one, RW), (two, RO)]).await;
        let link = world.link_to("bo@example.com").await;
        world.rename(&world.admin.caller, one, "Nordpol").await.unwrap();
        world.delete_resource(&world.admin.caller, one).await.unwrap();
        world.mails().await;
        let joined = world.accept_link(&link, "bo@example.com").await.unwrap();
        assert_eq!(joined.lost, ["Nordpol"]);
        assert_eq!(world.access(joined.member).await, ["North two: read_only"]);
        let told = world.mails().await;
        let told = told.iter().find_map(|letter| match &letter.kind {
            MailKind::InvitationAccepted { lost, .. } => Some(lost.clone()),
            _ => None,
        });
        assert_eq!(told.unwrap(), ["Nordpol"]);
        let lost = json!([{ "field": "access_lost", "of": "Nordpol", "before": null, "after": null }]);
        assert_eq!(newest_changes(&world).await, lost);
        // Also who is signed in already, and who lost nothing.
        let cy = world.beside("Elsewhere", "cy@example.com").await.admin;
        world.invite("cy@example.com", "user", &[(two, RO)]).await;
        let link = world.link_to("cy@example.com").await;
        let joined = accept::accept_signed_in(&world.app, &cy.caller, &link).await.unwrap().value;
        assert!(joined.lost.is_empty());
    }
}

async fn access_revision(world: &World) -> i64 {
    let account = world.account;
    world.read(move |tx| roster_store::accounts::head(tx, account)).await.unwrap().access_revision
}

async fn move_to(world: &World, by: &Caller, what: ResourceId, to: ResourceId) -> Outcome<i64> {
    Ok(relocate::relocate(&world.app, by, world.account, what, to).await?.value)
}

#[tokio::test]
async fn moving_shows_who_gains_and_who_loses_and_then_they_do() {
    for world in worlds().await {
        let [[north, one, two], [south, ..]] = world.two_projects().await;
        let loses = world.user("bo@example.com", &[(north, RW)]).await;
        let gains = world.user("cy@example.com", &[(south, RO)]).await;
        let both = world.user("dee@example.com", &[(north, RO), (south, RW)]).await;
        let own = world.user("eli@example.com", &[(north, RW), (one, RO)]).await;
        world.invite("fay@example.com", "user", &[(south, RO)]).await;
        let ann = &world.admin.caller;
        let look = relocate::look(&world.app, ann, world.account, one, south).await.unwrap();
        assert_eq!((look.from.as_str(), look.to.as_str(), look.along), ("North", "South", 0));
        let told: Vec<_> = look.members.iter().map(|m| (m.name.as_str(), m.gains.clone(), m.loses.clone())).collect();
        let (view, edit) = ("site.view".to_owned(), "site.edit".to_owned());
        let expected = [
            ("bo", vec![], vec![view.clone(), edit.clone()]),
            ("cy", vec![view.clone()], vec![]),
            ("dee", vec![edit], vec![]),
            ("fay@example.com", vec![view], vec![]),
        ];
        assert_eq!(told, expected);
        assert_eq!((look.gain, look.lose, look.missing.len()), (3, 1, 0));
        let seq = world.seq().await;
        let before = access_revision(&world).await;
        assert!(matches!(refusal(move_to(&world, &having_seen(ann, 9), one, south).await), Refusal::Stale { .. }));
        assert_eq!(move_to(&world, &having_seen(ann, 1), one, south).await.unwrap(), 2);
        assert_eq!(world.kinds_after(seq).await, ["resource_moved"]);
        assert_eq!(access_revision(&world).await, before + 1);
        let changes = newest_changes(&world).await;
        assert_eq!(changes[0], json!({ "field": "parent", "before": "North", "after": "South" }));
        assert_eq!(changes[1], json!({ "field": "members_gained", "before": null, "after": "3" }));
        assert!(world.may(&loses.caller, one).await.is_empty());
        assert_eq!(world.may(&gains.caller, one).await, ["site.view"]);
        assert_eq!(world.may(&both.caller, one).await, ["site.view", "site.edit"]);
        assert_eq!(world.may(&own.caller, one).await, ["site.view"]);
        assert_eq!(world.may(&loses.caller, two).await, ["site.view", "site.edit"]);
        // The same place again is no change.
        move_to(&world, ann, one, south).await.unwrap();
        assert_eq!(world.kinds_after(seq).await.len(), 1);
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn f03_nobody_moves_what_gives_others_more_than_they_hold_or_raises_themself() {
    // Read-Write also deletes, so that a lead can be told to move.
    let model = with_lead().replacen(
        r#"permissions = ["project.edit", "site.create", "site.edit"]"#,
        r#"permissions = ["project.edit", "project.delete", "site.create", "site.edit", "site.delete"]"#,
        1,
    );
    for world in worlds_of(&model).await {
        let [[north, one, two], [south, ..]] = world.two_projects().await;
        let other = world.beside("Elsewhere", "zed@example.com").await;
        let theirs = other.project("Theirs").await;
        // May change the site and add sites to both projects, and holds all there.
        let mover = world.join("mo@example.com", "lead", &[(north, RW), (south, RW)]).await;
        for (what, to, expected) in [
            (one, nothing(), Refusal::field("/parent", "unknown_resource")),
            (one, theirs, Refusal::field("/parent", "unknown_resource")),
            (one, two, Refusal::field("/parent", "wrong_kind")),
            (one, one, Refusal::field("/parent", "wrong_kind")),
            (north, south, Refusal::field("/parent", "must_be_empty")),
            (theirs, south, Refusal::NotFound),
        ] {
            assert_eq!(refusal(move_to(&world, &mover.caller, what, to).await), expected);
            assert_eq!(refusal(move_to(&world, &world.admin.caller, what, to).await), expected);
        }
        let reader = world.user("rea@example.com", &[(one, RO), (south, RW)]).await;
        assert_eq!(refusal(move_to(&world, &reader.caller, one, south).await), forbidden("site.edit"));
        let writer = world.user("wri@example.com", &[(one, RW), (south, RO)]).await;
        assert_eq!(refusal(move_to(&world, &writer.caller, one, south).await), forbidden("site.create"));
        // What they hold for a while does not carry what others would gain without end.
        world.user("sam@example.com", &[(south, RW)]).await;
        // Others would reach it, or not any more: that is changing their access, which users may not (A13, A14).
        let user = world.user("use@example.com", &[(north, RW), (south, RW)]).await;
        let refused = refusal(move_to(&world, &user.caller, one, south).await);
        assert_eq!(refused, Refusal::NotHeld { missing: vec!["roster.change_access".to_owned()] });
        let brief = world.join("bri@example.com", "lead", &[(south, RW)]).await;
        world.give_until(&world.admin.caller, brief.member, north, RW, days(3)).await.unwrap();
        let look = relocate::look(&world.app, &brief.caller, world.account, one, south).await.unwrap();
        assert_eq!(look.missing, ["site.view", "site.edit", "site.delete"]);
        assert!(!look.members.is_empty() && look.gain > 0);
        // Who may not list users isn't told whom it gives more.
        let look = relocate::look(&world.app, &user.caller, world.account, one, south).await.unwrap();
        assert!(look.members.is_empty() && look.gain > 0);
        let missing = ["site.view", "site.edit", "site.delete"].map(str::to_owned).to_vec();
        assert_eq!(refusal(move_to(&world, &brief.caller, one, south).await), Refusal::NotHeld { missing });
        move_to(&world, &mover.caller, one, south).await.unwrap();
        // Neither does a key move more than is written on it.
        let (_, key) = world.key(&world.admin, &["project.view", "site.edit", "site.delete"]).await;
        assert_eq!(refusal(move_to(&world, &key, one, north).await), forbidden("site.create"));
        let (_, key) = world
            .key(&world.admin, &["project.edit", "site.create", "site.edit", "site.delete", "roster.change_access"])
            .await;
        move_to(&world, &key, one, north).await.unwrap();
        world.assert_whole().await;
    }
}

fn entry(kind: &str, external_id: &str, name: &str, parent: Option<&str>) -> Entry {
    Entry {
        kind: kind.to_owned(),
        external_id: external_id.to_owned(),
        name: name.to_owned(),
        parent: parent.map(str::to_owned),
        attributes: None,
    }
}

fn words(outcomes: &[Upserted]) -> Vec<String> {
    let word = |outcome: &Upserted| match outcome {
        Upserted::Created { .. } => "created".to_owned(),
        Upserted::Updated { .. } => "updated".to_owned(),
        Upserted::Unchanged { .. } => "unchanged".to_owned(),
        Upserted::Refused { field, code } => format!("{field}: {code}"),
    };
    outcomes.iter().map(word).collect()
}

#[tokio::test]
async fn many_resources_are_registered_at_once_and_the_same_again_changes_nothing() {
    for world in worlds().await {
        let (app, ann, account) = (&world.app, &world.admin.caller, world.account);
        let mut entries: Vec<Entry> = (0..2_500)
            .map(|n| entry("site", &format!("s{n}"), &format!("Site {n}"), Some(&format!("p{}", n % 50))))
            .collect();
        // Parents may stand behind what lies under them.
        entries.extend((0..50).map(|n| entry("project", &format!("p{n}"), &format!("Project {n}"), None)));
        let seq = world.seq().await;
        let first = upsert(app, ann, account, entries.clone()).await.unwrap().value;
        assert!(words(&first).iter().all(|word| word == "created"));
        assert_eq!(world.kinds_after(seq).await, ["resources_upserted"]);
        assert_eq!(newest_changes(&world).await, json!([{ "field": "created", "before": null, "after": "2550" }]));
        let again = upsert(app, ann, account, entries.clone()).await.unwrap().value;
        assert!(words(&again).iter().all(|word| word == "unchanged"));
        let id = |outcome: &Upserted| match outcome {
            Upserted::Created { resource } | Upserted::Unchanged { resource } => *resource,
            other => panic!("{other:?}"),
        };
        assert!(first.iter().zip(&again).all(|(one, other)| id(one) == id(other)));
        assert_eq!(world.seq().await, seq + 1);
        entries[7].name = " Quay ".to_owned();
        entries[7].parent = None;
        let third = upsert(app, ann, account, entries.clone()).await.unwrap().value;
        assert_eq!(words(&third).iter().filter(|word| *word != "unchanged").collect::<Vec<_>>(), ["updated"]);
        let renamed = json!({ "field": "name", "before": "Site 7", "after": "Quay" });
        let count = json!({ "field": "renamed", "before": null, "after": "1" });
        assert_eq!(newest_changes(&world).await, json!([count, renamed]));
        let shown = list::show(app, ann, account, id(&first[7])).await.unwrap();
        assert_eq!((shown.row.name.as_str(), shown.under), ("Quay", vec!["Project 7".to_owned()]));
        // By the product's name, and by a part of what people call it.
        let some = |filter| list::list_some(app, ann, account, "site".to_owned(), filter, None, 10);
        let by_key =
            some(list::ResourceFilter { external_id: Some("s7".to_owned()), ..Default::default() }).await.unwrap();
        assert_eq!(by_key.resources.len(), 1);
        let found =
            some(list::ResourceFilter { search: Some("SITE 249".to_owned()), ..Default::default() }).await.unwrap();
        assert_eq!(found.resources.len(), 10, "249, 2490 … 2499 in pages");
        assert!(found.next.is_some());
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn each_wrong_entry_is_refused_for_itself() {
    for world in worlds().await {
        let (app, ann, account) = (&world.app, &world.admin.caller, world.account);
        let other = world.beside("Elsewhere", "zed@example.com").await;
        upsert(app, &other.admin.caller, other.account, vec![entry("project", "theirs", "Theirs", None)])
            .await
            .unwrap();
        let setup = vec![
            entry("project", "p", "P", None),
            entry("project", "q", "Q", None),
            entry("site", "s", "S", Some("p")),
        ];
        upsert(app, ann, account, setup).await.unwrap();
        let long = "x".repeat(201);
        let entries = vec![
            entry("galaxy", "g", "G", None),
            entry("project", "", "P", None),
            entry("project", "n", " ", None),
            entry("project", "n2", &long, None),
            entry("project", "new", "New", None),
            entry("project", "new", "New again", None),
            entry("project", "r", "R", Some("p")),
            entry("site", "t", "T", None),
            entry("site", "u", "U", Some("nowhere")),
            entry("site", "v", "V", Some("theirs")),
            entry("site", "w", "W", Some("w")),
            entry("site", "x", "X", Some("n2")),
            entry("site", "s", "S", Some("q")),
            entry("site", "y", "Y\n", Some("new")),
            entry("site", "z\0", "Z", Some("new")),
            entry("site", "ok", "Ok", Some("new")),
        ];
        let done = upsert(app, ann, account, entries).await.unwrap().value;
        let expected = [
            "kind: unknown_kind",
            "external_id: empty",
            "name: empty",
            "name: too_long",
            "created",
            "external_id: duplicate",
            "parent: must_be_empty",
            "parent: empty",
            "parent: unknown_resource",
            "parent: unknown_resource",
            "parent: unknown_resource",
            "parent: unknown_resource",
            "parent: is_to_be_moved",
            "created",
            "external_id: control_character",
            "created",
        ];
        assert_eq!(words(&done), expected);
        let many = vec![entry("project", "p", "P", None); 10_001];
        assert_eq!(refusal(upsert(app, ann, account, many).await).code(), "invalid");
        world.assert_whole().await;
    }
}

#[tokio::test]
async fn a13_who_may_not_create_or_change_registers_nothing() {
    for world in worlds().await {
        let (app, ann, account) = (&world.app, &world.admin.caller, world.account);
        let setup = vec![
            entry("project", "p", "P", None),
            entry("project", "q", "Q", None),
            entry("site", "s", "S", Some("p")),
        ];
        let made = upsert(app, ann, account, setup).await.unwrap().value;
        let [Upserted::Created { resource: project }, _, Upserted::Created { resource: site }] = made[..] else {
            panic!()
        };
        let bo = world.user("bo@example.com", &[(project, RW), (site, RO)]).await;
        let seq = world.seq().await;
        let site = |key: &str, name: &str, parent: &str| entry("site", key, name, Some(parent));
        let forbidden_entries =
            [(entry("project", "new", "New", None), "project.create"), (site("s", "Another name", "p"), "site.edit")];
        for (wrong, permission) in forbidden_entries {
            let refused = upsert(app, &bo.caller, account, vec![site("n", "N", "p"), wrong]).await;
            assert_eq!(refusal(refused), forbidden(permission));
        }
        assert!(world.kinds_after(seq).await.iter().all(|kind| kind == "attempt_denied"));
        let done = upsert(
            app,
            &bo.caller,
            account,
            vec![site("n", "N", "p"), site("m", "M", "q"), entry("project", "q", "Q", None)],
        );
        assert_eq!(words(&done.await.unwrap().value), ["created", "parent: unknown_resource", "external_id: taken"]);
    }
}

#[tokio::test]
async fn any_of_many_resources_is_found_to_choose_and_what_was_chosen_stays() {
    for world in worlds().await {
        let (app, ann, account) = (&world.app, &world.admin.caller, world.account);
        let mut entries: Vec<Entry> =
            (0..400).map(|n| entry("project", &format!("p{n}"), &format!("Project {n:03}"), None)).collect();
        entries.extend(
            (0..800).map(|n| entry("site", &format!("s{n}"), &format!("Site {n:03}"), Some(&format!("p{}", n % 400)))),
        );
        let made = upsert(app, ann, account, entries).await.unwrap().value;
        let id = |n: usize| match made[n] {
            Upserted::Created { resource } => resource,
            _ => nothing(),
        };
        let asked = |keep: &[ResourceId], search: &str| {
            let search = Some(search.to_owned()).filter(|search| !search.is_empty());
            choose(app, ann, account, Choose { keep: keep.to_vec(), search, kind: None, most: 100, newcomer: false })
        };
        let names = |found: &roster_app::resources::choose::Choices| -> Vec<String> {
            found.resources.iter().map(|resource| resource.row.name.clone()).collect()
        };
        let first = asked(&[], "").await.unwrap();
        assert!(first.cut && first.resources.len() < 200);
        // What was chosen is there, with what it lies under.
        let kept = asked(&[id(400 + 799), ResourceId::from_uuid(uuid::Uuid::nil())], "").await.unwrap();
        assert!(names(&kept).contains(&"Site 799".to_owned()) && names(&kept).contains(&"Project 399".to_owned()));
        let found = asked(&[id(0)], "site 777").await.unwrap();
        assert_eq!(names(&found), ["Project 000", "Project 377", "Site 777"]);
        assert!(!found.cut);
        // A project is found with its sites.
        assert_eq!(names(&asked(&[], "project 123").await.unwrap()), ["Project 123", "Site 123", "Site 523"]);
        assert_eq!(names(&asked(&[], "100%").await.unwrap()), Vec::<String>::new());
        // Nobody finds what they can't see.
        let bo = world.user("bo@example.com", &[(id(400), RO), (id(1), NONE)]).await;
        let theirs = Choose {
            keep: vec![id(0), id(400)],
            search: Some("site".to_owned()),
            kind: None,
            most: 100,
            newcomer: false,
        };
        assert_eq!(names(&choose(app, &bo.caller, account, theirs).await.unwrap()), ["Site 000"]);
    }
}
