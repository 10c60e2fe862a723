//! `/v1/accounts/{account}/model`: planned, applied, taken back.

use crate::support::{get, patch, post, worlds};
use serde_json::json;

#[tokio::test]
async fn f08_a_model_is_planned_applied_and_taken_back_by_requests() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let una = acme.join(&world, "Una", "user", &[]).await;
        let shown = get(acme.path("/model")).by(&acme.admin).of(&world).await.ok(200);
        let text = shown["text"].as_str().unwrap();
        let less = text.replacen("    \"roster.export\",\n", "", 1);
        assert_ne!(text, less);
        get(acme.path("/model")).by(&una).of(&world).await.problem(403, "forbidden");

        let checked = post(acme.path("/model/check"), json!({ "model": "name = 1" }));
        let checked = checked.by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(checked["problems"][0]["line"], 1);
        let bad = post(acme.path("/model/plan"), json!({ "model": "name = 1" })).by(&acme.admin).of(&world).await;
        bad.wrong("/model", "bad_model");

        let plan = post(acme.path("/model/plan"), json!({ "model": less })).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(plan["changes"][0]["permission"], "roster.export");
        assert_eq!((&plan["losing"], &plan["gaining"], &plan["problem"]), (&json!(1), &json!(0), &json!(null)));
        let file = post(acme.path("/model/plan.csv"), json!({ "model": less })).by(&acme.admin).of(&world).await;
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        assert!(file.text.starts_with("member,name,"), "no mark for programs");
        assert_eq!(file.text.lines().count(), 2, "{}", file.text);
        assert!(file.text.contains("roster.export,loses"), "{}", file.text);

        let apply = |plan: &str| json!({ "model": less, "plan": plan });
        let stale = post(acme.path("/model/apply"), apply("0123")).by(&acme.admin).of(&world).await;
        stale.problem(409, "plan_stale");
        let applied = post(acme.path("/model/apply"), apply(plan["plan"].as_str().unwrap())).key("apply");
        assert_eq!(applied.clone().by(&acme.admin).of(&world).await.ok(200)["version"], 2);
        let again = applied.by(&acme.admin).of(&world).await;
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(again.ok(200)["version"], 2);
        let versions = get(acme.path("/model/versions")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(versions["items"][0]["differences"][0]["removed"], json!(["roster.export"]));

        // The admin gave it away, and can't give it back to themself.
        let back = post(acme.path("/model/undo/plan"), json!({})).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(back["problem"]["code"], "not_held");
        let undo = json!({ "plan": back["plan"] });
        post(acme.path("/model/undo"), undo).by(&acme.admin).of(&world).await.problem(403, "not_held");
    })
    .await;
}

#[tokio::test]
async fn f08_the_plan_names_who_holds_what_disappears_and_what_does_not_come_back() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let project = acme.project(&world, "Dam").await;
        let una = acme.join(&world, "Una", "user", &[(project, "read_write")]).await;
        let text =
            get(acme.path("/model")).by(&acme.admin).of(&world).await.ok(200)["text"].as_str().unwrap().to_owned();
        let other = text.replace("read_write", "editing");
        let open = post(acme.path("/model/plan"), json!({ "model": other })).by(&acme.admin).of(&world).await.ok(200);
        let holder = json!([{ "member": una.member, "name": "Una Acme", "status": "active" }]);
        assert_eq!(open["vanished"][0]["holders"], holder);
        let held = &open["members"][0]["disappears"][0];
        assert_eq!((&held["what"], &held["id"]), (&json!("level"), &json!("read_write")));
        assert_eq!((&held["resource_name"], &held["becomes"]), (&json!("Dam Acme"), &json!(null)));
        let choices = json!({ "levels": { "project": { "read_write": "editing" } } });
        let wanted = json!({ "model": other, "choices": choices });
        let plan = post(acme.path("/model/plan"), wanted.clone()).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(plan["members"][0]["disappears"][0]["becomes"], "editing");
        let file = post(acme.path("/model/plan.csv"), wanted).by(&acme.admin).of(&world).await;
        assert!(
            file.text.contains("Una Acme,active,level,project,")
                && file.text.contains(",Dam Acme,read_write,becomes editing"),
            "{}",
            file.text
        );
        let apply = json!({ "model": other, "choices": choices, "plan": plan["plan"] });
        post(acme.path("/model/apply"), apply).by(&acme.admin).of(&world).await.ok(200);
        // Something else is given since: that stays, and the undoing says whose it was.
        let given = json!({ "access": [{ "resource": project, "level": "read_only" }] });
        let access = acme.member(una.member, "/access");
        let version = get(&access).by(&acme.admin).of(&world).await.version();
        patch(&access, given).by(&acme.admin).if_match(version).of(&world).await.ok(204);
        let back = post(acme.path("/model/undo/plan"), json!({})).by(&acme.admin).of(&world).await.ok(200);
        let left = json!([{
            "member": una.member, "name": "Una Acme", "what": "level", "kind": "project", "ids": ["read_write"],
            "resource_name": "Dam Acme", "reason": "changed_since",
        }]);
        assert_eq!((&back["not_restored"], &back["left"]), (&json!(1), &left));
        let undone =
            post(acme.path("/model/undo"), json!({ "plan": back["plan"] })).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(undone["left"], left);
        let events = acme.events(&world).await;
        let told = events.iter().find(|event| event["kind"] == "model_applied").unwrap();
        let change =
            json!({ "field": "left", "of": "Una Acme, Dam Acme", "before": "read_write", "after": "changed_since" });
        assert!(told["details"]["changes"].as_array().unwrap().contains(&change), "{told}");
    })
    .await;
}
