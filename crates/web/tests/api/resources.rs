//! GET, POST and PUT /v1/accounts/{account}/resources, GET, PATCH and DELETE …/resources/{resource}, its /deletion and /move

use crate::support::{Tenant, World, delete, get, patch, post, put, worlds};
use serde_json::{Value, json};

fn names(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect()
}

fn create(acme: &Tenant, kind: &str, name: &str, parent: Value) -> crate::support::Ask {
    post(acme.path("/resources"), json!({ "kind": kind, "name": name, "parent": parent }))
}

#[tokio::test]
async fn a_project_is_created_shown_renamed_and_deleted() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let made = create(&acme, "project", " Dam ", Value::Null).by(&acme.admin).of(&world).await;
        let location = made.header("location").to_owned();
        let id = made.ok(201)["id"].as_str().unwrap().to_owned();
        assert_eq!(location, acme.path(format!("/resources/{id}")));

        let shown = get(&location).by(&acme.admin).of(&world).await;
        let version = shown.version();
        let shown = shown.ok(200);
        assert_eq!(
            (&shown["name"], &shown["kind"], &shown["parent"]),
            (&json!("Dam"), &json!("project"), &Value::Null)
        );
        assert!(shown["permissions"].as_array().unwrap().contains(&json!("project.edit")));

        let rename = |name: &str| patch(&location, json!({ "name": name })).by(&acme.admin);
        rename("Weir").without("if-match").of(&world).await.problem(428, "precondition_required");
        assert_eq!(rename("Weir").if_match(version).of(&world).await.version(), version + 1);
        rename("Lock").if_match(version).of(&world).await.problem(412, "stale");
        rename(" ").of(&world).await.wrong("/name", "empty");

        let site = create(&acme, "site", "North", json!(id)).by(&acme.admin).of(&world).await.ok(201);
        let remove = delete(&location).by(&acme.admin);
        remove.clone().without("if-match").of(&world).await.problem(428, "precondition_required");
        remove.clone().of(&world).await.problem(409, "wrong_state");
        let site = acme.path(format!("/resources/{}", site["id"].as_str().unwrap()));
        delete(&site).by(&acme.admin).of(&world).await.ok(204);
        remove.clone().if_match(version).of(&world).await.problem(412, "stale");
        remove.clone().of(&world).await.ok(204);
        remove.of(&world).await.problem(404, "not_found");
        get(&location).by(&acme.admin).of(&world).await.problem(404, "not_found");
        rename("Weir").of(&world).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_repeated_request_creates_once() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let ask = create(&acme, "project", "Dam", Value::Null).by(&acme.admin).key("k");
        let first = ask.clone().of(&world).await;
        let again = ask.of(&world).await;
        assert_eq!((&first.text, first.header("location")), (&again.text, again.header("location")));
        assert_eq!(again.header("idempotency-replayed"), "true");
        let other = create(&acme, "project", "Mill", Value::Null).by(&acme.admin).key("k").of(&world).await;
        other.problem(422, "idempotency_key_reused");
        assert_eq!(names(&get(acme.path("/resources?kind=project")).by(&acme.admin).of(&world).await.ok(200)), ["Dam"]);
    })
    .await;
}

#[tokio::test]
async fn a13_everybody_sees_and_changes_what_they_were_given() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let (dam, mill) = (acme.project(&world, "Dam").await, acme.project(&world, "Mill").await);
        let (north, south) = (acme.site(&world, dam, "North").await, acme.site(&world, mill, "South").await);
        let writer = acme.join(&world, "Wim", "user", &[(dam, "read_write")]).await;
        let reader = acme.join(&world, "Rea", "user", &[(south, "read_only")]).await;
        let sites = |person| get(acme.path("/resources?kind=site")).by(person);
        assert_eq!(names(&sites(&acme.admin).of(&world).await.ok(200)), ["North Acme", "South Acme"]);
        assert_eq!(names(&sites(&writer).of(&world).await.ok(200)), ["North Acme"]);
        assert_eq!(names(&sites(&reader).of(&world).await.ok(200)), ["South Acme"]);

        // Who may write creates sites, and has them.
        let made = create(&acme, "site", "East", json!(dam)).by(&writer).of(&world).await.ok(201);
        assert_eq!(names(&sites(&writer).of(&world).await.ok(200)), ["East", "North Acme"]);
        patch(acme.path(format!("/resources/{}", made["id"].as_str().unwrap())), json!({ "name": "Yeast" }))
            .by(&writer)
            .of(&world)
            .await
            .ok(204);
        let refused = create(&acme, "project", "New", Value::Null).by(&writer).of(&world).await;
        assert_eq!(refused.problem(403, "forbidden")["missing"], json!(["project.create"]));

        // Who may read changes nothing, and of what lies above only the name is told (rule 10).
        let south = acme.path(format!("/resources/{south}"));
        let shown = get(&south).by(&reader).of(&world).await.ok(200);
        assert_eq!((&shown["under"], &shown["parent"]), (&json!(["Mill Acme"]), &Value::Null));
        assert_eq!(get(&south).by(&acme.admin).of(&world).await.ok(200)["parent"], mill.to_string());
        patch(&south, json!({ "name": "X" })).by(&reader).of(&world).await.problem(403, "forbidden");
        delete(&south).by(&reader).of(&world).await.problem(403, "forbidden");
        create(&acme, "site", "X", json!(mill)).by(&reader).of(&world).await.wrong("/parent", "unknown_resource");
        // What can't be seen isn't there.
        for path in [format!("/resources/{north}"), format!("/resources/{mill}")] {
            get(acme.path(&path)).by(&reader).of(&world).await.problem(404, "not_found");
            patch(acme.path(&path), json!({ "name": "X" })).by(&reader).of(&world).await.problem(404, "not_found");
            delete(acme.path(&path)).by(&reader).of(&world).await.problem(404, "not_found");
        }
    })
    .await;
}

#[tokio::test]
async fn resources_come_in_pages_of_what_can_be_seen() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let mut given = Vec::new();
        for name in ["A", "B", "C", "D", "E"] {
            let project = acme.project(&world, name).await;
            if name != "C" {
                given.push((project, "read_only"));
            }
        }
        let uma = acme.join(&world, "Uma", "user", &given).await;
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page =
                get(acme.path(format!("/resources?kind=project&limit=2{cursor}"))).by(&uma).of(&world).await.ok(200);
            seen.extend(names(&page).into_iter().map(str::to_owned));
            let Some(next) = page["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen, ["A Acme", "B Acme", "D Acme", "E Acme"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let dam = acme.project(&world, "Dam").await;
        let north = acme.site(&world, dam, "North").await;
        for (kind, name, parent, pointer, code) in [
            ("galaxy", "X", Value::Null, "/kind", "unknown_kind"),
            ("project", "", Value::Null, "/name", "empty"),
            ("project", "a\nb", Value::Null, "/name", "control_character"),
            ("project", "X", json!(dam), "/parent", "must_be_empty"),
            ("site", "X", Value::Null, "/parent", "empty"),
            ("site", "X", json!(north), "/parent", "wrong_kind"),
            ("site", "X", json!("dam"), "/parent", "malformed"),
            ("site", "X", json!("00000000-0000-0000-0000-000000000000"), "/parent", "unknown_resource"),
        ] {
            create(&acme, kind, name, parent).by(&acme.admin).of(&world).await.wrong(pointer, code);
        }
        for (query, pointer, code) in [
            ("", "/kind", "missing"),
            ("?kind=galaxy", "/kind", "unknown_kind"),
            ("?kind=%00", "/kind", "control_character"),
            ("?kind=site&limit=0", "/limit", "out_of_range"),
            ("?kind=site&cursor=x", "/cursor", "bad_cursor"),
        ] {
            get(acme.path(format!("/resources{query}"))).by(&acme.admin).of(&world).await.wrong(pointer, code);
        }
    })
    .await;
}

#[tokio::test]
async fn the_products_own_name_is_kept() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let body = json!({ "kind": "project", "name": "Dam", "external_id": "dam-7" });
    let made = post(acme.path("/resources"), body).by(&acme.admin).of(&world).await.ok(201);
    let path = acme.path(format!("/resources/{}", made["id"].as_str().unwrap()));
    assert_eq!(get(path).by(&acme.admin).of(&world).await.ok(200)["external_id"], "dam-7");
}

#[tokio::test]
async fn a_product_registers_its_resources_and_finds_each_by_its_own_name() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let all = acme.key(&world, &acme.admin, &["project.create", "project.edit", "site.create", "site.edit"]).await.1;
        let register = |resources: Value| put(acme.path("/resources"), json!({ "resources": resources })).bearing(&all);
        let mut many: Vec<Value> = (0..9_900)
            .map(|n| json!({ "kind": "site", "external_id": format!("s{n}"), "name": format!("Site {n}"), "parent": format!("p{}", n % 100) }))
            .collect();
        many.extend((0..100).map(|n| json!({ "kind": "project", "external_id": format!("p{n}"), "name": format!("P {n}") })));
        let first = register(many.clone().into()).of(&world).await.ok(200);
        assert_eq!((&first["created"], &first["refused"]), (&json!(10_000), &json!(0)));
        let again = register(many.into()).of(&world).await.ok(200);
        assert_eq!((&again["unchanged"], &again["results"][0]["id"]), (&json!(10_000), &first["results"][0]["id"]));
        assert_eq!(acme.count(&world, "resources_upserted").await, 1);

        let mixed = json!([
            { "kind": "site", "external_id": "s5", "name": "Quay" },
            { "kind": "site", "external_id": "x", "name": "X", "parent": "nowhere" },
            { "kind": "site", "external_id": "s6", "name": "Site 6", "parent": "p7" }
        ]);
        let mixed = register(mixed).of(&world).await.ok(200);
        assert_eq!(mixed["results"][0]["outcome"], "updated");
        let refused = |n: usize, code: &str| {
            let pointer = format!("/resources/{n}/parent");
            json!({ "outcome": "refused", "id": null, "pointer": pointer, "code": code })
        };
        assert_eq!(mixed["results"][1], refused(1, "unknown_resource"));
        assert_eq!(mixed["results"][2], refused(2, "is_to_be_moved"));

        let found = |query: &str| get(acme.path(format!("/resources?kind=site{query}"))).by(&acme.admin);
        let by_name = found("&external_id=s5").of(&world).await.ok(200);
        assert_eq!((names(&by_name), &by_name["next"]), (vec!["Quay"], &Value::Null));
        assert_eq!(names(&found("&external_id=nothing").of(&world).await.ok(200)), Vec::<&str>::new());
        let page = found("&search=site+98&limit=2").of(&world).await.ok(200);
        assert_eq!(names(&page), ["Site 98", "Site 980"]);
        let next = format!("&search=site+98&limit=2&cursor={}", page["next"].as_str().unwrap());
        assert_eq!(names(&found(&next).of(&world).await.ok(200)), ["Site 9800", "Site 9801"]);

        // Each is judged for itself, also one that no database could store.
        let strange = json!([
            { "kind": "site", "external_id": "s5", "name": "Dock" },
            { "kind": "site", "external_id": "y", "name": "a\0b", "parent": "p7" },
            { "kind": "site", "external_id": "\0", "name": "Y", "parent": "p7" },
            { "kind": "site", "external_id": "z", "name": "Y", "parent": "\0" },
            { "kind": "\0", "external_id": "y", "name": "Y" },
            { "kind": "site", "external_id": "s6", "name": "Site 6", "type": "\0" },
            { "kind": "site", "external_id": "s7", "name": "Site 7", "link": "https://a.example/\0" },
        ]);
        let told = register(strange).of(&world).await.ok(200);
        assert_eq!((&told["updated"], &told["refused"]), (&json!(1), &json!(6)), "{told}");
        let codes: Vec<&Value> = told["results"].as_array().unwrap()[1..].iter().map(|one| &one["code"]).collect();
        let control = "control_character";
        assert_eq!(codes, [control, control, "unknown_resource", "unknown_kind", control, "not_a_link"]);

        let no = acme.key(&world, &acme.admin, &["site.view"]).await.1;
        let denied = put(acme.path("/resources"), json!({ "resources": [{ "kind": "project", "external_id": "n", "name": "N" }] }));
        assert_eq!(denied.bearing(&no).of(&world).await.problem(403, "forbidden")["missing"], json!(["project.create"]));
        register(json!([{ "kind": "project", "external_id": "n" }])).of(&world).await.wrong("/resources/0/name", "missing");
        let many: Vec<Value> = vec![json!({ "kind": "project", "external_id": "n", "name": "N" }); 10_001];
        register(many.into()).of(&world).await.wrong("/resources", "too_many");
        // As many as may be sent may also say all that can be said; beyond that the limit is told.
        let full = |n: usize| {
            let link = format!("https://files.example.com/{n:0>1900}");
            json!({ "kind": "project", "external_id": "n", "name": "N", "size": 1, "type": "image/tiff", "link": link })
        };
        let within: Vec<Value> = (0..4_000).map(full).collect();
        assert_eq!(register(within.into()).of(&world).await.ok(200)["refused"], json!(3_999));
        let told = register((0..4_300).map(full).collect::<Vec<_>>().into()).of(&world).await.problem(413, "too_large");
        let limit: String = told["title"].as_str().unwrap().chars().filter(char::is_ascii_digit).collect();
        assert_eq!(limit, "8388608");
    })
    .await;
}

#[tokio::test]
async fn a_site_is_moved_after_a_look_at_who_gains_and_loses() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let (dam, mill) = (acme.project(&world, "Dam").await, acme.project(&world, "Mill").await);
        let north = acme.site(&world, dam, "North").await;
        let loses = acme.join(&world, "Lou", "user", &[(dam, "read_write")]).await;
        let gains = acme.join(&world, "Gia", "user", &[(mill, "read_only")]).await;
        let path = acme.path(format!("/resources/{north}"));
        let look = post(format!("{path}/move/preview"), json!({ "parent": mill })).by(&acme.admin);
        let seen = look.of(&world).await.ok(200);
        assert_eq!((&seen["from"], &seen["to"], &seen["along"]), (&json!("Dam Acme"), &json!("Mill Acme"), &json!(0)));
        let moved = |person: &crate::support::Person, name: &str, gains: Value, loses: Value| {
            json!({ "member": person.member, "name": name, "gains": gains, "loses": loses })
        };
        assert_eq!((&seen["gain"], &seen["lose"], &seen["missing"]), (&json!(1), &json!(1), &json!([])));
        let expected = [
            moved(&gains, "Gia Acme", json!(["site.view"]), json!([])),
            moved(&loses, "Lou Acme", json!([]), json!(["site.view", "site.edit"])),
        ];
        assert_eq!(seen["members"], json!(expected));
        let go = post(format!("{path}/move"), json!({ "parent": mill })).by(&acme.admin);
        go.clone().without("if-match").of(&world).await.problem(428, "precondition_required");
        go.clone().if_match(7).of(&world).await.problem(412, "stale");
        assert_eq!(go.if_match(1).of(&world).await.version(), 2);
        get(&path).by(&gains).of(&world).await.ok(200);
        get(&path).by(&loses).of(&world).await.problem(404, "not_found");
        assert_eq!(get(&path).by(&acme.admin).of(&world).await.ok(200)["parent"], json!(mill));
        let wrong = post(format!("{path}/move"), json!({ "parent": north })).by(&acme.admin).if_match(2);
        wrong.of(&world).await.wrong("/parent", "wrong_kind");
        assert_eq!(acme.count(&world, "resource_moved").await, 1);
    })
    .await;
}

#[tokio::test]
async fn before_a_deletion_it_is_told_how_many_lose_by_it() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let dam = acme.project(&world, "Dam").await;
    let uma = acme.join(&world, "Uma", "user", &[(dam, "read_only")]).await;
    let gus = acme.invite(&world, "Gus", "user", &[(dam, "read_only")]).await;
    let path = acme.path(format!("/resources/{dam}"));
    let loss = get(format!("{path}/deletion")).by(&acme.admin).of(&world).await.ok(200);
    assert_eq!(loss, json!({ "possible": true, "under": 0, "members": 1, "invitations": 1 }));
    // What lies under it hinders, and is counted.
    let mill = acme.project(&world, "Mill").await;
    acme.site(&world, mill, "North").await;
    let full = acme.path(format!("/resources/{mill}"));
    let loss = get(format!("{full}/deletion")).by(&acme.admin).of(&world).await.ok(200);
    assert_eq!((&loss["possible"], &loss["under"]), (&json!(false), &json!(1)));
    delete(&full).by(&acme.admin).of(&world).await.problem(409, "wrong_state");
    get(format!("{path}/deletion")).by(&uma).of(&world).await.problem(403, "forbidden");
    let before = get(acme.member(uma.member, "")).by(&acme.admin).of(&world).await.version();
    delete(&path).by(&acme.admin).of(&world).await.ok(204);
    assert_eq!(get(acme.member(uma.member, "")).by(&acme.admin).of(&world).await.version(), before + 1);
    let newcomer = json!({ "token": gus.token, "name": "Gus", "password": crate::support::PASSWORD, "country": "DE" });
    let joined = post("/v1/invitations/accept", newcomer).of(&world).await.ok(201);
    assert_eq!(joined["lost"], json!(["Dam Acme"]));
}
