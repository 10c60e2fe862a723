//! POST /v1/accounts/{account}/members/bulk, GET /jobs, GET /jobs/{job}, GET /jobs/{job}/items, POST /jobs/{job}/{cancel,again,undo},
//! GET and POST /events/{seq}/undo

use crate::support::{Tenant, World, delete, get, post, put, worlds};
use serde_json::{Value, json};

async fn bulk(world: &World, acme: &Tenant, body: Value) -> crate::support::Answer {
    post(acme.path("/members/bulk"), body).by(&acme.admin).of(world).await
}

fn role(id: &str) -> Value {
    json!({ "change": { "role": id } })
}

#[tokio::test]
async fn c13_a_bulk_change_answers_with_its_job_and_reports_on_each() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let fay = acme.join(&world, "Fay", "user", &[]).await;
        delete(acme.member(fay.member, "")).by(&acme.admin).of(&world).await.ok(204);
        let body = json!({ "action": role("admin"), "members": [uma.member, fay.member, acme.admin.member] });
        let ask = post(acme.path("/members/bulk"), body).by(&acme.admin).key("one");
        let answer = ask.clone().of(&world).await;
        let location = answer.header("location").to_owned();
        let job = answer.ok(202);
        assert_eq!(location, acme.path(format!("/jobs/{}", job["id"].as_str().unwrap())));
        let told = |job: &Value| {
            ["state", "total", "done", "unchanged", "refused", "waiting", "undoable"].map(|name| job[name].clone())
        };
        assert_eq!(told(&job), [json!("done"), json!(3), json!(1), json!(1), json!(1), json!(0), json!(1)]);
        assert_eq!((&job["action"], &job["asked_by"]), (&json!("change"), &json!(acme.admin.member)));
        let again = ask.of(&world).await;
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(again.ok(202)["id"], job["id"]);
        assert_eq!(get(&location).by(&acme.admin).of(&world).await.ok(200), job);
        let listed = get(acme.path("/jobs")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!((listed["items"].as_array().unwrap().len(), &listed["items"][0]["id"]), (1, &job["id"]));

        let items = get(format!("{location}/items")).by(&acme.admin).of(&world).await.ok(200);
        let items = items["items"].as_array().unwrap();
        assert_eq!(
            (&items[0]["state"], &items[0]["name"], &items[0]["problem"]),
            (&json!("done"), &json!("Uma Acme"), &Value::Null)
        );
        assert_eq!((&items[1]["state"], &items[1]["event"]), (&json!("refused"), &Value::Null));
        assert_eq!(
            (&items[1]["problem"]["code"], &items[1]["problem"]["status"]),
            (&json!("wrong_state"), &json!(409))
        );
        assert!(!items[1]["problem"]["title"].as_str().unwrap().is_empty());
        let refused = get(format!("{location}/items?state=refused&limit=1")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(refused["items"][0]["position"], 2);
        let second = get(format!("{location}/items?limit=1")).by(&acme.admin).of(&world).await.ok(200);
        let next = second["next"].as_str().unwrap();
        let second = get(format!("{location}/items?limit=1&cursor={next}")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(second["items"][0]["position"], 2);

        // C13: what was refused can be tried again, and what was done undone.
        let tried = post(format!("{location}/again"), json!({})).by(&acme.admin).of(&world).await.ok(202);
        assert_eq!((&tried["total"], &tried["refused"]), (&json!(1), &json!(1)));
        post(format!("{location}/cancel"), json!({})).by(&acme.admin).of(&world).await.problem(409, "wrong_state");
        let undone = post(format!("{location}/undo"), json!({})).by(&acme.admin).of(&world).await.ok(202);
        assert_eq!((&undone["action"], &undone["done"]), (&json!("undo"), &json!(1)));
        let shown = get(acme.member(uma.member, "")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(shown["roles"], json!(["user"]));
        post(format!("{location}/undo"), json!({})).by(&acme.admin).of(&world).await.problem(409, "not_undoable");
    })
    .await;
}

#[tokio::test]
async fn c13_each_action_is_done_to_all_that_match() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let project = acme.project(&world, "Dam").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let gus = acme.invite(&world, "Gus", "user", &[]).await;
        let users = || json!({ "role": "user", "status": "active" });
        let waiting = || json!({ "status": "invited" });
        let access = json!({ "access": { "access": [{ "resource": project, "level": "read_only" }] } });
        let given = bulk(&world, &acme, json!({ "action": access, "filter": users() })).await.ok(202);
        assert_eq!((&given["action"], &given["done"]), (&json!("access"), &json!(1)));
        let shown = get(acme.member(uma.member, "/access")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(shown["items"][0]["level"], "read_only");
        for (action, filter) in [("resend", waiting()), ("withdraw", waiting()), ("delete", users())] {
            let job = bulk(&world, &acme, json!({ "action": action, "filter": filter })).await.ok(202);
            assert_eq!((&job["action"], &job["done"], &job["total"]), (&json!(action), &json!(1), &json!(1)));
        }
        for (member, status) in [(uma.member, "deleted"), (gus.member, "deleted")] {
            let shown = get(acme.member(member, "")).by(&acme.admin).of(&world).await.ok(200);
            assert_eq!(shown["status"], status);
        }
        bulk(&world, &acme, json!({ "action": "resend", "filter": waiting() })).await.wrong("/members", "empty");
    })
    .await;
}

#[tokio::test]
async fn c13_bad_input_is_named_where_it_stands() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let me = acme.admin.member;
    let nobody = "01234567-89ab-7def-8123-456789abcdef";
    let many: Vec<String> = (0..10_001).map(|n| format!("01234567-89ab-7def-8123-{n:012}")).collect();
    for (body, pointer, code) in [
        (json!({ "action": "resend" }), "/members", "missing"),
        (json!({ "action": "resend", "members": [me], "filter": {} }), "/filter", "members_or_filter"),
        (json!({ "action": "resend", "members": [] }), "/members", "empty"),
        (json!({ "action": "resend", "members": [me, nobody] }), "/members/1", "unknown_member"),
        (json!({ "action": "resend", "members": many }), "/members", "too_many"),
        (json!({ "action": "resend", "members": ["x"] }), "/members/0", "malformed"),
        (json!({ "action": "resend", "filter": { "status": "asleep" } }), "/filter/status", "unknown_status"),
        (json!({ "action": "promote", "members": [me] }), "/action", "wrong_type"),
        (json!({ "action": { "change": {} }, "members": [me] }), "/action/change", "empty"),
        (json!({ "action": { "change": { "role": "boss" } }, "members": [me] }), "/action/change/role", "unknown_role"),
        (
            json!({ "action": { "change": { "rule": "boss" } }, "members": [me] }),
            "/action/change/rule",
            "unknown_field",
        ),
        (json!({ "action": { "access": { "access": [] } }, "members": [me] }), "/action/access", "empty"),
    ] {
        bulk(&world, &acme, body).await.wrong(pointer, code);
    }
    for path in ["/jobs?cursor=x", "/jobs?limit=0", "/jobs?limit=201"] {
        let answer = get(acme.path(path)).by(&acme.admin).of(&world).await;
        assert_eq!(answer.status, 422, "{path}");
    }
    for path in ["/jobs/x", &format!("/jobs/{nobody}"), &format!("/jobs/{nobody}/items")] {
        get(acme.path(path)).by(&acme.admin).of(&world).await.problem(404, "not_found");
    }
}

#[tokio::test]
async fn a_change_is_previewed_and_undone_by_the_number_that_its_answer_names() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let change = put(acme.member(uma.member, "/role"), json!({ "role": "admin" })).header("if-match", "*");
        let answer = change.by(&acme.admin).of(&world).await;
        let undo = acme.path(format!("/events/{}/undo", answer.header("roster-undo")));
        answer.ok(204);
        let seen = get(&undo).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!((&seen["problem"], &seen["steps"][0]["name"]), (&Value::Null, &json!("Uma Acme")));
        assert_eq!(seen["steps"][0]["changes"][0]["after"], "user");
        let done = post(&undo, json!({})).by(&acme.admin).key("u").of(&world).await;
        let back = acme.path(format!("/events/{}/undo", done.header("roster-undo")));
        done.ok(204);
        assert_eq!(
            post(&undo, json!({})).by(&acme.admin).key("u").of(&world).await.header("idempotency-replayed"),
            "true"
        );
        post(&undo, json!({})).by(&acme.admin).of(&world).await.problem(409, "already_undone");
        let seen = get(&undo).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!((&seen["problem"]["code"], &seen["steps"]), (&json!("already_undone"), &json!([])));
        post(&back, json!({})).by(&acme.admin).of(&world).await.ok(204);
        post(&undo, json!({})).by(&uma).of(&world).await.problem(409, "already_undone");
        for seq in ["0", "-1", "9999999"] {
            let path = acme.path(format!("/events/{seq}/undo"));
            post(path, json!({})).by(&acme.admin).of(&world).await.problem(409, "not_undoable");
        }
        let path = acme.path("/events/x/undo");
        post(path, json!({})).by(&acme.admin).of(&world).await.problem(404, "not_found");
    })
    .await;
}
