//! POST and GET of …/access-requests, POST of …/access-requests/{request}/give and /decline

use crate::support::{get, post, worlds};
use serde_json::{Value, json};

const NOTHING: &str = "01234567-89ab-7def-8123-456789abcdef";

#[tokio::test]
async fn f21_members_ask_and_admins_answer_and_nothing_is_told_by_it() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let dam = acme.project(&world, "Dam").await.to_string();
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let path = acme.path("/access-requests");
        let ask = |body: Value| post(&path, body).by(&uma);
        let mut told = Vec::new();
        for resource in [dam.as_str(), NOTHING, dam.as_str()] {
            let asked = ask(json!({ "resource": resource, "word": "For Monday" })).of(&world).await;
            told.push((asked.status.as_u16(), asked.text.clone(), asked.headers.contains_key("roster-revision")));
        }
        told.dedup();
        assert_eq!(told, [(202, String::new(), false)]);
        for (body, pointer, code) in [
            (json!({}), "/resource", "empty"),
            (json!({ "resource": dam, "page": "/users" }), "/page", "one_or_the_other"),
            (json!({ "page": "users" }), "/page", "not_a_page"),
            (json!({ "page": "//evil.example" }), "/page", "not_a_page"),
            (json!({ "permission": "fly" }), "/permission", "unknown_permission"),
            (json!({ "page": "/users", "word": "x".repeat(501) }), "/word", "too_long"),
        ] {
            ask(body).of(&world).await.wrong(pointer, code);
        }
        assert_eq!(get(&path).by(&uma).of(&world).await.ok(200)["items"], json!([]));
        let seen = async |state: &str| get(format!("{path}?state={state}")).by(&acme.admin).of(&world).await.ok(200);
        let open = seen("open").await;
        let items = open["items"].as_array().unwrap();
        let (there, gone): (Vec<&Value>, Vec<&Value>) = items.iter().partition(|item| !item["resource"].is_null());
        assert_eq!((there.len(), gone.len()), (1, 1));
        assert_eq!((&there[0]["resource"], &there[0]["word"]), (&json!(dam), &json!("For Monday")));
        assert_eq!(there[0]["resource_name"], "Dam Acme");
        let answer = |of: &Value, verb: &str, body: Value| {
            post(format!("{path}/{}/{verb}", of["id"].as_str().unwrap()), body).by(&acme.admin)
        };
        answer(there[0], "give", json!({})).of(&world).await.wrong("/level", "empty");
        answer(there[0], "give", json!({ "role": "admin" })).of(&world).await.wrong("/give", "not_asked_for");
        let given = json!({ "level": "read_only", "until": "2026-12-24T00:00:00Z" });
        assert_eq!(answer(there[0], "give", given.clone()).of(&world).await.status, 204);
        answer(there[0], "give", given).of(&world).await.problem(409, "wrong_state");
        assert_eq!(answer(gone[0], "decline", json!({ "word": "Gone." })).of(&world).await.status, 204);
        assert_eq!(seen("given").await["items"].as_array().unwrap().len(), 1);
        assert_eq!(seen("declined").await["items"][0]["answer"], "Gone.");
        get(format!("{path}?state=lost")).by(&acme.admin).of(&world).await.wrong("/state", "unknown_state");
        let sees = get(acme.path("/resources?kind=project")).by(&uma).of(&world).await.ok(200);
        assert_eq!(sees["items"][0]["id"], json!(dam));
    })
    .await;
}
