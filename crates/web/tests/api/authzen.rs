//! GET /.well-known/authzen-configuration, POST /access/v1/evaluation, /evaluations and /search/…

use crate::support::{Ask, Person, Tenant, World, get, post, put, worlds};
use roster_domain::id::ResourceId;
use serde_json::{Value, json};

struct Scene {
    world: World,
    acme: Tenant,
    key: String,
    uma: Person,
    dam: ResourceId,
    north: ResourceId,
}

/// A project with a site, which Uma reads; the product knows a second site by a name of its own.
async fn scene(world: World) -> Scene {
    let acme = world.tenant("Acme").await;
    let dam = acme.project(&world, "Dam").await;
    let north = acme.site(&world, dam, "North").await;
    let named = json!({ "kind": "site", "name": "South", "parent": dam, "external_id": "s/7" });
    post(acme.path("/resources"), named).by(&acme.admin).of(&world).await.ok(201);
    let uma = acme.join(&world, "Uma", "user", &[(dam, "read_only")]).await;
    let (_, key) = acme.key(&world, &acme.admin, &["roster.check"]).await;
    Scene { world, key, uma, dam, north, acme }
}

impl Scene {
    fn post(&self, path: &str, body: Value) -> Ask {
        post(format!("/access/v1/{path}"), body).bearing(&self.key)
    }

    async fn ok(&self, path: &str, body: Value) -> Value {
        self.post(path, body).of(&self.world).await.ok(200)
    }

    fn member(&self) -> Value {
        json!({ "type": "member", "id": self.uma.member })
    }

    fn site(&self) -> Value {
        json!({ "type": "site", "id": self.north })
    }
}

fn action(name: &str) -> Value {
    json!({ "name": name })
}

#[tokio::test]
async fn a_program_finds_out_where_to_ask() {
    let world = World::new();
    let answer = get("/.well-known/authzen-configuration").of(&world).await;
    assert_eq!(answer.header("content-type"), "application/json");
    let base = "https://roster.example.com";
    let expected = json!({
        "policy_decision_point": base,
        "access_evaluation_endpoint": format!("{base}/access/v1/evaluation"),
        "access_evaluations_endpoint": format!("{base}/access/v1/evaluations"),
        "search_subject_endpoint": format!("{base}/access/v1/search/subject"),
        "search_resource_endpoint": format!("{base}/access/v1/search/resource"),
        "search_action_endpoint": format!("{base}/access/v1/search/action"),
    });
    assert_eq!(answer.ok(200), expected);
}

#[tokio::test]
async fn a_question_is_decided() {
    worlds(|world| async move {
        let scene = scene(world).await;
        let ask = |subject: Value, name: &str, resource: Value| {
            scene.ok("evaluation", json!({ "subject": subject, "action": action(name), "resource": resource }))
        };
        let yes = json!({ "decision": true });
        let no = |reason: &str| json!({ "decision": false, "context": { "reason": reason } });
        assert_eq!(ask(scene.member(), "site.view", scene.site()).await, yes);
        assert_eq!(ask(scene.member(), "site.edit", scene.site()).await, no("not_held"));
        assert_eq!(
            ask(scene.member(), "site.view", json!({ "type": "site", "id": "s/7" })).await,
            yes,
            "by its own name"
        );
        for (subject, name, resource, reason) in [
            (scene.member(), "site.view", json!({ "type": "site", "id": "s/8" }), "unknown_resource"),
            (scene.member(), "project.view", json!({ "type": "project", "id": "s/7" }), "unknown_resource"),
            (scene.member(), "site.view", json!({ "type": "project", "id": scene.north }), "unknown_resource"),
            (scene.member(), "site.view", json!({ "type": "moon", "id": scene.north }), "unknown_resource"),
            (scene.member(), "site.fly", scene.site(), "unknown_permission"),
            (json!({ "type": "user", "id": scene.uma.member }), "site.view", scene.site(), "unknown_member"),
            (json!({ "type": "member", "id": "uma@acme.example" }), "site.view", scene.site(), "unknown_member"),
            (json!({ "type": "member", "id": "" }), "site.view", scene.site(), "unknown_member"),
        ] {
            assert_eq!(ask(subject.clone(), name, resource.clone()).await, no(reason), "{subject} {name} {resource}");
        }
        let account = json!({ "type": "account", "id": scene.acme.id });
        let admin = json!({ "type": "member", "id": scene.acme.admin.member });
        assert_eq!(ask(admin.clone(), "project.create", account.clone()).await, yes);
        assert_eq!(ask(scene.member(), "project.create", account).await, no("not_held"));
        let elsewhere = json!({ "type": "account", "id": scene.dam });
        assert_eq!(ask(admin, "project.create", elsewhere).await, no("unknown_resource"));
    })
    .await;
}

#[tokio::test]
async fn what_a_decision_shall_heed_stands_in_the_context() {
    worlds(|world| async move {
        let scene = scene(world).await;
        let ask = |context: Value| {
            let mut body =
                json!({ "subject": scene.member(), "action": action("site.view"), "resource": scene.site() });
            body["subject"]["properties"] = json!({ "department": "Sales" });
            body["context"] = context;
            scene.post("evaluation", body)
        };
        let explained =
            ask(json!({ "time": "2026-10-26T01:22-07:00", "explain": true })).of(&scene.world).await.ok(200);
        assert_eq!(explained["decision"], true);
        assert_eq!(explained["context"]["why"]["because"][0]["on"], json!(scene.dam));
        let made =
            post(scene.acme.path("/resources"), json!({ "kind": "project", "name": "Mill" })).by(&scene.acme.admin);
        let token = made.of(&scene.world).await.header("roster-revision").to_owned();
        assert_eq!(ask(json!({ "at_least": token })).of(&scene.world).await.ok(200), json!({ "decision": true }));
        ask(json!({ "at_least": "x" })).of(&scene.world).await.sentence(400);
        let read = roster_app::Revision::decode(&token).unwrap();
        let ahead = roster_app::Revision { revision: read.revision + 1, ..read }.encode();
        ask(json!({ "at_least": ahead })).of(&scene.world).await.sentence(409);
    })
    .await;
}

#[tokio::test]
async fn many_questions_take_from_the_top_what_they_do_not_say() {
    worlds(|world| async move {
        let scene = scene(world).await;
        let decisions = |answer: &Value| -> Vec<bool> {
            let all = answer["evaluations"].as_array().unwrap_or_else(|| panic!("{answer}"));
            all.iter().map(|one| one["decision"].as_bool().unwrap()).collect()
        };
        let (view, edit) = (json!({ "action": action("site.view") }), json!({ "action": action("site.edit") }));
        let top = json!({ "subject": scene.member(), "resource": scene.site() });
        let ask = |semantic: Value, evaluations: Value| {
            let mut body = top.clone();
            body["options"] = json!({ "another_option": "value" });
            if !semantic.is_null() {
                body["options"]["evaluations_semantic"] = semantic;
            }
            body["evaluations"] = evaluations;
            scene.post("evaluations", body)
        };
        let all = json!([view, edit, view]);
        for (semantic, expected) in [
            (Value::Null, &[true, false, true][..]),
            (json!("execute_all"), &[true, false, true]),
            (json!("deny_on_first_deny"), &[true, false]),
            (json!("permit_on_first_permit"), &[true]),
        ] {
            let answer = ask(semantic.clone(), all.clone()).of(&scene.world).await.ok(200);
            assert_eq!(decisions(&answer), expected, "{semantic}");
            assert!(answer.get("decision").is_none());
        }
        let from_no =
            ask(json!("permit_on_first_permit"), json!([edit, edit, view, edit])).of(&scene.world).await.ok(200);
        assert_eq!(decisions(&from_no), [false, false, true]);
        ask(json!("sometimes"), all.clone()).of(&scene.world).await.sentence(400);

        // What stands in a question goes before what stands at the top.
        let own =
            json!({ "subject": { "type": "member", "id": scene.acme.admin.member }, "action": action("site.edit") });
        let answer = ask(Value::Null, json!([edit, own])).of(&scene.world).await.ok(200);
        assert_eq!(decisions(&answer), [false, true]);
        // Without any question the top is the one.
        let mut alone = top.clone();
        alone["action"] = action("site.view");
        assert_eq!(scene.ok("evaluations", alone.clone()).await, json!({ "decision": true }));
        alone["evaluations"] = json!([]);
        assert_eq!(scene.ok("evaluations", alone).await, json!({ "decision": true }));
        scene.post("evaluations", top.clone()).of(&scene.world).await.sentence(400);
    })
    .await;
}

#[tokio::test]
async fn a_question_that_is_not_well_formed_is_told_and_the_others_are_answered() {
    worlds(|world| async move {
        let scene = scene(world).await;
        let top = json!({ "subject": scene.member(), "resource": scene.site() });
        let good = json!({ "action": action("site.view") });
        for bad in [
            json!(null),
            json!(7),
            json!([]),
            json!({}),
            json!({ "action": {} }),
            json!({ "action": "site.view" }),
            json!({ "action": { "name": 7 } }),
            json!({ "action": action("site.view"), "subject": { "type": "member" } }),
            json!({ "action": action("site.view"), "resource": "north" }),
            json!({ "action": { "name": "site.view", "properties": [] } }),
        ] {
            let mut body = top.clone();
            body["evaluations"] = json!([good, bad, good]);
            let answer = scene.ok("evaluations", body.clone()).await;
            let all = answer["evaluations"].as_array().unwrap();
            assert_eq!((all.len(), &all[0]["decision"], &all[2]["decision"]), (3, &json!(true), &json!(true)), "{bad}");
            let error = &all[1]["context"]["error"];
            assert_eq!((&all[1]["decision"], &error["status"]), (&json!(false), &json!(400)), "{bad}");
            assert!(!error["message"].as_str().unwrap().is_empty());
            body["options"] = json!({ "evaluations_semantic": "deny_on_first_deny" });
            assert_eq!(scene.ok("evaluations", body).await["evaluations"].as_array().unwrap().len(), 2, "{bad}");
        }
        let mut many = top.clone();
        many["evaluations"] = vec![good; 1_001].into();
        let told = scene.post("evaluations", many).of(&scene.world).await;
        assert!(told.sentence(400).contains("/evaluations: These are too many: 1000 at most."), "{}", told.text);
    })
    .await;
}

#[tokio::test]
async fn each_question_has_a_context_of_its_own_and_is_judged_for_itself() {
    worlds(|world| async move {
        let scene = scene(world).await;
        let other = scene.world.tenant("Beta").await;
        let made = post(other.path("/resources"), json!({ "kind": "project", "name": "Mill" })).by(&other.admin);
        let elsewhere = made.of(&scene.world).await.header("roster-revision").to_owned();
        let good = json!({ "action": action("site.view") });
        let ask = |context: Value, evaluations: Value| {
            let body = json!({
                "subject": scene.member(), "resource": scene.site(), "context": context, "evaluations": evaluations
            });
            scene.post("evaluations", body)
        };
        // One that is wrong keeps none from being answered.
        for (bad, reason, told) in [
            (json!({ "resource": { "type": "site", "id": "\0" } }), Some("unknown_resource"), ""),
            (json!({ "resource": { "type": "\0", "id": "x" } }), Some("unknown_resource"), ""),
            (json!({ "action": action("\0") }), Some("unknown_permission"), ""),
            (json!({ "subject": { "type": "member", "id": "\0" } }), Some("unknown_member"), ""),
            (json!({ "context": { "at_least": "junk" } }), None, "/context/at_least: This is no revision"),
            (json!({ "context": { "at_least": elsewhere } }), None, "/context/at_least: This is no revision"),
            (json!({ "resource": "x" }), None, "/resource: This has the wrong type: an object is expected."),
            (json!({ "resource": {} }), None, "/resource/type: "),
        ] {
            let mut asked = bad.clone();
            if asked.get("action").is_none() {
                asked["action"] = action("site.view");
            }
            let answer = ask(Value::Null, json!([good, asked, good])).of(&scene.world).await.ok(200);
            let all = answer["evaluations"].as_array().unwrap();
            let decisions = json!([all[0]["decision"], all[1]["decision"], all[2]["decision"]]);
            assert_eq!(decisions, json!([true, false, true]), "{bad}");
            let context = &all[1]["context"];
            assert_eq!(context["reason"].as_str(), reason, "{bad}");
            assert!(context["error"]["message"].as_str().unwrap_or_default().starts_with(told), "{bad}: {context}");
        }
        // What stands at the top holds for all, so it has to be right.
        let told = ask(json!({ "at_least": "junk" }), json!([good])).of(&scene.world).await;
        assert!(told.sentence(400).contains("/context/at_least"), "{}", told.text);
        // A question's own context takes the place of the whole one at the top.
        let own = json!({ "action": action("site.view"), "context": {} });
        let answer = ask(json!({ "explain": true }), json!([good, own])).of(&scene.world).await.ok(200);
        assert!(answer["evaluations"][0]["context"]["why"].is_object(), "{answer}");
        assert_eq!(answer["evaluations"][1], json!({ "decision": true }));
        // Many may be asked beside a few that are explained.
        let explained = json!({ "action": action("site.view"), "context": { "explain": true } });
        let beside = [vec![explained.clone(); 20], vec![good.clone(); 30]].concat();
        let answer = ask(Value::Null, beside.into()).of(&scene.world).await.ok(200);
        assert_eq!(answer["evaluations"].as_array().unwrap().len(), 50);
        let told = ask(Value::Null, vec![explained; 21].into()).of(&scene.world).await;
        assert!(told.sentence(400).contains("/evaluations: These are too many: 20 at most."), "{}", told.text);
        // Nothing chosen is the usual; and what is missing is said.
        let mut body = json!({ "subject": scene.member(), "resource": scene.site(), "evaluations": [good] });
        body["options"] = json!({ "evaluations_semantic": null });
        scene.ok("evaluations", body).await;
        let told = scene.post("evaluations", json!({ "subject": scene.member(), "action": action("site.view") }));
        let told = told.of(&scene.world).await;
        assert!(told.sentence(400).contains("/resource: "), "{}", told.text);
        assert!(!told.text.contains("struct"), "{}", told.text);
    })
    .await;
}

#[tokio::test]
async fn what_is_found_has_the_products_own_names_and_comes_in_pages() {
    worlds(|world| async move {
        let scene = scene(world).await;
        let (member, site) = (scene.member(), scene.site());
        let resources = json!({ "subject": member, "action": action("site.view"), "resource": { "type": "site" } });
        let found = scene.ok("search/resource", resources.clone()).await;
        assert_eq!(found["results"], json!([site, { "type": "site", "id": "s/7" }]));
        // No resource gets a name that is another's id: a question by it would mean either.
        let taken = json!({ "kind": "site", "name": "East", "parent": scene.dam, "external_id": scene.north });
        post(scene.acme.path("/resources"), taken.clone())
            .by(&scene.acme.admin)
            .of(&scene.world)
            .await
            .wrong("/external_id", "taken");
        let registered = json!({ "resources": [
            { "kind": "project", "name": "East", "external_id": scene.dam },
            { "kind": "project", "name": "West", "external_id": "01234567-89ab-7def-8123-456789abcdef" },
        ] });
        let done = put(scene.acme.path("/resources"), registered).by(&scene.acme.admin).of(&scene.world).await.ok(200);
        assert_eq!((&done["results"][0]["code"], &done["results"][1]["outcome"]), (&json!("taken"), &json!("created")));

        let admin = json!({ "type": "member", "id": scene.acme.admin.member });
        let actions = json!({ "subject": admin, "resource": site });
        let whole = scene.ok("search/action", actions.clone()).await["results"].as_array().unwrap().clone();
        assert!(whole.len() > 2, "{whole:?}");
        let (mut read, mut asked) = (Vec::new(), actions.clone());
        asked["page"] = json!({ "limit": 2 });
        loop {
            let page = scene.ok("search/action", asked.clone()).await;
            let results = page["results"].as_array().unwrap();
            assert!(results.len() <= 2);
            read.extend(results.iter().cloned());
            match page["page"]["next_token"].as_str().unwrap() {
                "" => break,
                token => asked["page"]["token"] = json!(token),
            }
        }
        assert_eq!(read, whole);
        asked["page"] = json!({ "token": "x" });
        scene.post("search/action", asked).of(&scene.world).await.sentence(400);
        // Of nothing is wanted nothing but to know where to begin.
        let subjects = json!({ "subject": { "type": "member" }, "action": action("site.view"), "resource": site });
        for (path, body) in [("search/action", actions), ("search/resource", resources), ("search/subject", subjects)] {
            let mut none = body.clone();
            none["page"] = json!({ "limit": 0 });
            let page = scene.ok(path, none.clone()).await;
            assert_eq!((&page["results"], &page["page"]["count"]), (&json!([]), &json!(0)), "{path}");
            none["page"] = json!({ "token": page["page"]["next_token"] });
            assert_eq!(scene.ok(path, none).await["results"], scene.ok(path, body).await["results"], "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_may_on_what_and_what() {
    worlds(|world| async move {
        let scene = scene(world).await;
        let (member, site) = (scene.member(), scene.site());
        let admin = json!({ "type": "member", "id": scene.acme.admin.member });
        let subjects = json!({ "subject": { "type": "member" }, "action": action("site.view"), "resource": site });
        let found = scene.ok("search/subject", subjects.clone()).await;
        assert_eq!(found, json!({ "results": [admin, member], "page": { "next_token": "", "count": 2 } }));
        let resources = json!({ "subject": member, "action": action("site.view"), "resource": { "type": "site" } });
        let found = scene.ok("search/resource", resources.clone()).await;
        let results = found["results"].as_array().unwrap();
        assert_eq!((results.len(), &results[0]), (2, &site));
        // Whatever is found is decided with a yes.
        for resource in results {
            let asked = json!({ "subject": member, "action": action("site.view"), "resource": resource });
            assert_eq!(scene.ok("evaluation", asked).await["decision"], true);
        }
        let actions = scene.ok("search/action", json!({ "subject": member, "resource": site })).await;
        assert_eq!(actions, json!({ "results": [action("site.view")], "page": { "next_token": "", "count": 1 } }));
        let account = json!({ "type": "account", "id": scene.acme.id });
        let actions = scene.ok("search/action", json!({ "subject": admin, "resource": account })).await;
        assert!(actions["results"].as_array().unwrap().contains(&action("roster.invite")));
        let asked = json!({ "subject": { "type": "member" }, "action": action("roster.invite"), "resource": account });
        assert_eq!(scene.ok("search/subject", asked).await["results"], json!([admin]));
        let asked = json!({ "subject": admin, "action": action("roster.invite"), "resource": { "type": "account" } });
        assert_eq!(scene.ok("search/resource", asked).await["results"], json!([account]));

        // In pages; a token is good for its own question.
        for (path, body, other) in [
            ("search/subject", subjects, json!({ "action": action("site.edit") })),
            ("search/resource", resources, json!({ "resource": { "type": "project" } })),
        ] {
            let whole = scene.ok(path, body.clone()).await["results"].clone();
            let mut first = body.clone();
            first["page"] = json!({ "limit": 1 });
            let page = scene.ok(path, first.clone()).await;
            let token = page["page"]["next_token"].as_str().unwrap().to_owned();
            assert!(!token.is_empty());
            first["page"]["token"] = json!(token);
            let last = scene.ok(path, first.clone()).await;
            assert_eq!(json!([page["results"][0], last["results"][0]]), whole);
            assert_eq!(last["page"], json!({ "next_token": "", "count": 1 }));
            for bad in [json!(token[1..]), json!(format!("{token}x")), json!("x"), json!(7)] {
                let mut asked = body.clone();
                asked["page"] = json!({ "token": bad });
                scene.post(path, asked).of(&scene.world).await.sentence(400);
            }
            let mut turned = first.clone();
            turned.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
            scene.post(path, turned).of(&scene.world).await.sentence(400);
        }
        // What isn't known is found nowhere.
        let empty = json!({ "results": [], "page": { "next_token": "", "count": 0 } });
        let nobody = json!({ "type": "member", "id": "nobody" });
        for (path, body) in [
            (
                "search/subject",
                json!({ "subject": { "type": "user" }, "action": action("site.view"), "resource": site }),
            ),
            ("search/subject", json!({ "subject": { "type": "member" }, "action": action("x"), "resource": site })),
            (
                "search/subject",
                json!({ "subject": { "type": "member" }, "action": action("site.view"), "resource": nobody }),
            ),
            (
                "search/resource",
                json!({ "subject": nobody, "action": action("site.view"), "resource": { "type": "site" } }),
            ),
            ("search/resource", json!({ "subject": member, "action": action("x"), "resource": { "type": "site" } })),
            (
                "search/resource",
                json!({ "subject": member, "action": action("site.view"), "resource": { "type": "x" } }),
            ),
            ("search/action", json!({ "subject": nobody, "resource": site })),
            ("search/action", json!({ "subject": member, "resource": { "type": "site", "id": "x" } })),
        ] {
            assert_eq!(scene.ok(path, body.clone()).await, empty, "{path} {body}");
        }
    })
    .await;
}

#[tokio::test]
async fn errors_are_sentences_and_a_requests_number_comes_back() {
    let scene = scene(World::new()).await;
    let good = json!({ "subject": scene.member(), "action": action("site.view"), "resource": scene.site() });
    let numbered = |ask: Ask| ask.header("x-request-id", "bfe9eb29/ab87 №1");
    let answer = numbered(scene.post("evaluation", good.clone())).of(&scene.world).await;
    assert_eq!(answer.headers["x-request-id"].as_bytes(), "bfe9eb29/ab87 №1".as_bytes());
    answer.ok(200);
    assert!(!scene.post("evaluation", good.clone()).of(&scene.world).await.header("x-request-id").is_empty());
    let nobody = numbered(post("/access/v1/evaluation", good.clone())).of(&scene.world).await;
    nobody.sentence(401);
    assert_eq!(nobody.header("www-authenticate"), "Bearer");
    assert_eq!(nobody.headers["x-request-id"].as_bytes(), "bfe9eb29/ab87 №1".as_bytes());
    let wrong = post("/access/v1/evaluation", good.clone()).bearing("rsk_wrong").of(&scene.world).await;
    assert!(wrong.sentence(401).starts_with("The API key is not valid"), "{}", wrong.text);
    assert_eq!(wrong.header("www-authenticate"), "Bearer error=\"invalid_token\"");
    // A session names no account.
    post("/access/v1/evaluation", good.clone()).by(&scene.acme.admin).of(&scene.world).await.sentence(401);
    let (_, weak) = scene.acme.key(&scene.world, &scene.acme.admin, &["roster.read_members"]).await;
    let refused = post("/access/v1/evaluation", good.clone()).bearing(&weak).of(&scene.world).await;
    assert!(refused.sentence(403).contains("roster.check"));
    for (body, place) in [
        (json!({ "subject": scene.member(), "action": action("site.view") }), "/resource"),
        (json!({ "subject": "uma", "action": action("site.view"), "resource": scene.site() }), "/subject"),
        (
            json!({ "subject": { "type": "member" }, "action": action("site.view"), "resource": scene.site() }),
            "/subject/id",
        ),
        (json!({ "subject": { "id": "x" }, "action": action("site.view"), "resource": scene.site() }), "/subject/type"),
        (json!({ "subject": scene.member(), "action": {}, "resource": scene.site() }), "/action/name"),
        (json!({ "subject": scene.member(), "action": { "name": null }, "resource": scene.site() }), "/action/name"),
        (json!([]), "/"),
    ] {
        let answer = scene.post("evaluation", body.clone()).of(&scene.world).await;
        assert!(answer.sentence(400).contains(place), "{body}: {}", answer.text);
    }
    let ask = scene.post("evaluation", good.clone()).header("content-type", "text/plain");
    ask.of(&scene.world).await.sentence(400);
    get("/access/v1/evaluation").bearing(&scene.key).of(&scene.world).await.sentence(405);
    post("/access/v1/nothing", json!({})).bearing(&scene.key).of(&scene.world).await.sentence(404);
    // Who takes anything, or says nothing of what they take, is answered alike.
    let any = scene.post("evaluation", good).header("accept", "text/html").of(&scene.world).await;
    assert_eq!(any.ok(200), json!({ "decision": true }));
}
