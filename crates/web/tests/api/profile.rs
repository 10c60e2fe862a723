//! The name and its parts, the company and the model's profile fields: POST /v1/accounts/{account}/invitations and …/members, PATCH
//! …/members/{member} and …/members/{member}/invitation

use crate::support::{Tenant, World, get, patch, post, worlds};
use roster_domain::model::presets;
use serde_json::{Value, json};

const FIELDS: &str = r#"
[[field]]
id = "region"
kind = "choice"
choices = { north = "The north", south = "The south" }

[[field]]
id = "began"
kind = "date"

[[field]]
id = "desks"
kind = "number"
required = true

[[role]]"#;

async fn tenant(world: &World) -> Tenant {
    let preset = presets().iter().find(|preset| preset.text.contains("[[field]]")).unwrap();
    world.tenant_of("Acme", preset.text.replacen("[[role]]", FIELDS, 1)).await
}

async fn member(world: &World, acme: &Tenant, email: &str) -> Value {
    let found = get(acme.path(format!("/members?search={email}"))).by(&acme.admin).of(world).await.ok(200);
    let id = found["items"][0]["id"].as_str().unwrap().to_owned();
    get(acme.path(format!("/members/{id}"))).by(&acme.admin).of(world).await.ok(200)
}

#[tokio::test]
async fn e05_names_are_given_as_one_or_in_their_parts() {
    worlds(|world| async move {
        let acme = tenant(&world).await;
        let ask = |body: Value| post(acme.path("/invitations"), body).by(&acme.admin);
        let mary = json!({ "addresses": "mary@acme.example", "role": "customer", "given_name": "Mary Ann", "family_name": "Berg" });
        ask(mary.clone()).of(&world).await.ok(200);
        let names = |member: &Value| ["name", "given_name", "family_name"].map(|key| member[key].clone());
        let mary_now = member(&world, &acme, "mary@acme.example").await;
        assert_eq!(names(&mary_now), ["Mary Ann Berg", "Mary Ann", "Berg"]);
        let two = json!({ "addresses": ["a@x.example", "b@x.example"], "role": "customer", "given_name": "Mary" });
        ask(two).of(&world).await.wrong("/name", "only_for_one");
        let both = json!({ "addresses": "c@x.example", "role": "customer", "name": "Mary", "family_name": "Berg" });
        ask(both).of(&world).await.wrong("/name", "not_with_parts");

        // As long as the invitation waits, and afterwards.
        let path = |rest: &str| acme.path(format!("/members/{}{rest}", mary_now["id"].as_str().unwrap()));
        let edit = |rest: &str, version: i64, body: Value| patch(path(rest), body).if_match(version).by(&acme.admin);
        let version = mary_now["version"].as_i64().unwrap();
        edit("/invitation", version, json!({ "family_name": "Li" })).of(&world).await.ok(204);
        assert_eq!(names(&member(&world, &acme, "mary@acme.example").await), ["Mary Ann Li", "Mary Ann", "Li"]);
        edit("", version + 1, json!({ "name": "M. A. Li", "fields": { "desks": 1 } })).of(&world).await.ok(204);
        assert_eq!(names(&member(&world, &acme, "mary@acme.example").await), ["M. A. Li", "", ""]);
        let long = json!({ "given_name": "a".repeat(150), "family_name": "b".repeat(150) });
        edit("", version + 2, long).of(&world).await.wrong("/family_name", "too_long");
        edit("", version + 2, json!({ "given_name": "", "family_name": " " })).of(&world).await.wrong("/given_name", "empty");
    })
    .await;
}

#[tokio::test]
async fn b02_profile_fields_are_what_the_model_says_and_the_event_tells_before_and_after() {
    worlds(|world| async move {
        let acme = tenant(&world).await;
        let new = |fields: Value| {
            let body = json!({ "name": "Bo Li", "email": "bo@acme.example", "company": "Hill & Co", "fields": fields });
            post(acme.path("/members"), body).by(&acme.admin)
        };
        new(json!({})).of(&world).await.wrong("/fields/desks", "empty");
        new(json!({ "desks": "two" })).of(&world).await.wrong("/fields/desks", "not_a_number");
        new(json!({ "desks": 2, "shoes": 42 })).of(&world).await.wrong("/fields/shoes", "unknown_field");
        new(json!({ "desks": 2, "began": "2026-13-01" })).of(&world).await.wrong("/fields/began", "not_a_day");
        new(json!({ "desks": 2, "region": "west" })).of(&world).await.wrong("/fields/region", "unknown_choice");
        new(json!({ "desks": 2, "phone": ["1"] })).of(&world).await.wrong("/fields/phone", "not_a_text");
        new(json!({ "desks": 2, "region": "north", "began": "2026-11-02" })).of(&world).await.ok(201);
        let bo = member(&world, &acme, "bo@acme.example").await;
        assert_eq!(bo["fields"], json!({ "desks": 2, "region": "north", "began": "2026-11-02" }));
        assert_eq!(bo["company"], "Hill & Co");

        let (id, version) = (bo["id"].as_str().unwrap(), bo["version"].as_i64().unwrap());
        let edit = |version: i64, body: Value| {
            patch(acme.path(format!("/members/{id}")), body).if_match(version).by(&acme.admin)
        };
        edit(version, json!({ "fields": { "desks": null } })).of(&world).await.wrong("/fields/desks", "empty");
        // What is left out stays; the same again changes nothing.
        edit(version, json!({ "fields": { "region": "south", "began": null, "desks": 2 } })).of(&world).await.ok(204);
        let bo = member(&world, &acme, "bo@acme.example").await;
        assert_eq!(bo["fields"], json!({ "desks": 2, "region": "south" }));
        let event = get(acme.path("/events?limit=1")).by(&acme.admin).of(&world).await.ok(200);
        let told = &event["items"][0];
        assert_eq!(told["kind"], "member_edited");
        assert_eq!(
            told["details"]["changes"],
            json!([
                { "field": "field", "of": "region", "before": "north", "after": "south" },
                { "field": "field", "of": "began", "before": "2026-11-02", "after": null },
            ])
        );
        // Whoever says something of an invited person's profile says all of it that is required.
        let invite = |fields: Value| {
            let body = json!({ "addresses": "cy@acme.example", "role": "customer", "fields": fields });
            post(acme.path("/invitations"), body).by(&acme.admin)
        };
        invite(json!({ "phone": "1" })).of(&world).await.wrong("/fields/desks", "empty");
        invite(json!({ "phone": "1", "desks": 0.5 })).of(&world).await.ok(200);
        assert_eq!(member(&world, &acme, "cy@acme.example").await["fields"], json!({ "phone": "1", "desks": 0.5 }));
    })
    .await;
}
