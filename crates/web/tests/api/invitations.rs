//! POST and GET /v1/accounts/{account}/invitations, POST …/invitations/preview,
//! POST and DELETE …/members/{member}/invitation

use crate::support::{Tenant, World, delete, get, post, worlds};
use jiff::SignedDuration;
use roster_app::invitations::expire;
use serde_json::{Value, json};
use uuid::Uuid;

fn invite(acme: &Tenant, addresses: Value) -> crate::support::Ask {
    post(acme.path("/invitations"), json!({ "addresses": addresses, "role": "user" })).by(&acme.admin)
}

#[tokio::test]
async fn a03_each_address_has_its_verdict_and_good_ones_are_kept() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        acme.join(&world, "Uma", "user", &[]).await;
        acme.invite(&world, "Gus", "user", &[]).await;
        let addresses = json!([
            "new@acme.example",
            "no address",
            "NEW@acme.example",
            "uma@acme.example",
            "gus@acme.example",
            "two@acme.example\nthree@acme.example",
        ]);
        let done = invite(&acme, addresses).of(&world).await;
        assert!(!done.header("roster-revision").is_empty());
        let results = done.ok(200)["results"].clone();
        let told: Vec<(i64, &str)> = results
            .as_array()
            .unwrap()
            .iter()
            .map(|result| (result["line"].as_i64().unwrap(), result["outcome"].as_str().unwrap()))
            .collect();
        let expected = [
            (1, "invited"),
            (2, "bad"),
            (3, "duplicate"),
            (4, "already_member"),
            (5, "already_invited"),
            (6, "invited"),
            (6, "invited"),
        ];
        assert_eq!(told, expected, "an entry of the list stays one line");
        assert_eq!(results[2]["duplicate_of"], 1);
        assert_eq!((&results[3]["status"], &results[4]["status"]), (&json!("active"), &json!("invited")));
        assert!(results[1]["code"].is_string());

        let text = invite(&acme, json!("four@acme.example\n\nfive@acme.example")).of(&world).await.ok(200);
        assert_eq!((&text["results"][0]["line"], &text["results"][1]["line"]), (&json!(1), &json!(3)));
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_an_invitation_is_named() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let dam = acme.project(&world, "Dam").await;
        let whole = json!({ "addresses": ["a@acme.example"], "role": "user", "access": [], "message": "" });
        for (field, value, pointer, code) in [
            ("addresses", json!([]), "/addresses", "empty"),
            ("addresses", json!(" \n"), "/addresses", "empty"),
            ("addresses", json!(7), "/addresses", "wrong_type"),
            ("addresses", json!(["a@acme.example", 7]), "/addresses/1", "wrong_type"),
            ("role", json!("emperor"), "/role", "unknown_role"),
            ("role", json!(null), "/role", "wrong_type"),
            ("roles", json!(["user"]), "/role", "duplicate"),
            ("message", json!("x".repeat(2001)), "/message", "too_long"),
            ("message", json!("a\u{0}"), "/message", "control_character"),
            (
                "access",
                json!([{ "resource": Uuid::nil(), "level": "read_only" }]),
                "/access/0/resource",
                "unknown_resource",
            ),
            ("access", json!([{ "resource": dam, "level": "owner" }]), "/access/0/level", "unknown_level"),
            ("until", json!("tomorrow"), "/until", "unknown_field"),
        ] {
            let mut body = whole.clone();
            body[field] = value;
            post(acme.path("/invitations"), body).by(&acme.admin).of(&world).await.wrong(pointer, code);
        }
        assert_eq!(acme.count(&world, "member_invited").await, 1, "none but the founder");
    })
    .await;
}

#[tokio::test]
async fn b07_where_a_member_has_several_roles_an_invitation_names_them_all() {
    worlds(|world| async move {
        let many = world.tenant_that("Acme", "roles = \"many\"").await;
        let ask = |body: Value| post(many.path("/invitations"), body).by(&many.admin);
        let body = json!({ "addresses": ["a@acme.example"], "roles": ["vendor", "employee"] });
        ask(body).of(&world).await.ok(200);
        ask(json!({ "addresses": ["b@acme.example"], "roles": [] })).of(&world).await.ok(200);
        let listed = get(many.path("/invitations")).by(&many.admin).of(&world).await.ok(200);
        let roles = |email: &str| {
            let found = listed["items"].as_array().unwrap().iter().find(|item| item["email"] == email);
            let mut roles: Vec<String> = serde_json::from_value(found.unwrap()["roles"].clone()).unwrap();
            roles.sort();
            roles
        };
        assert_eq!(roles("a@acme.example"), ["employee", "vendor"]);
        assert_eq!(roles("b@acme.example"), ["customer"], "the default role");
        let unknown = json!({ "addresses": ["c@acme.example"], "roles": ["vendor", "emperor"] });
        ask(unknown).of(&world).await.wrong("/roles", "unknown_role");
        let one = world.tenant("Bravo").await;
        let two = json!({ "addresses": ["c@acme.example"], "roles": ["user", "admin"] });
        post(one.path("/invitations"), two).by(&one.admin).of(&world).await.wrong("/roles", "only_one_role");
    })
    .await;
}

#[tokio::test]
async fn a_repeated_request_is_done_once_and_another_with_its_key_is_refused() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let first = invite(&acme, json!(["a@acme.example"])).key("one").of(&world).await;
        assert!(!first.headers.contains_key("idempotency-replayed"));
        let again = invite(&acme, json!(["a@acme.example"])).key("one").of(&world).await;
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(again.text, first.text, "not: already invited");
        let other = invite(&acme, json!(["b@acme.example"])).key("one").of(&world).await;
        other.problem(422, "idempotency_key_reused");
        invite(&acme, json!(["b@acme.example"])).key("two").of(&world).await.ok(200);
        assert_eq!(acme.count(&world, "member_invited").await, 3);
    })
    .await;
}

#[tokio::test]
async fn a15_waiting_invitations_are_listed_with_their_delivery() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let gus = acme.invite(&world, "Gus", "user", &[]).await;
        let list = |query: &'static str| get(acme.path(format!("/invitations{query}"))).by(&acme.admin);
        let waiting = list("").of(&world).await.ok(200);
        let invitation = &waiting["items"][0]["invitation"];
        assert_eq!(waiting["items"][0]["email"], "gus@acme.example");
        assert_eq!(invitation["invited_by"], acme.admin.member.to_string());
        assert_eq!(invitation["inviter"], "Admin Acme");
        assert_eq!(invitation["mail"], "queued");
        assert_eq!(invitation["sent_at"], "2026-11-21T10:00:00Z");
        assert_eq!(invitation["expires_at"], "2026-12-21T10:00:00Z");
        assert_eq!(invitation["id"], gus.invitation.to_string());
        list("?status=active").of(&world).await.wrong("/status", "wrong_type");

        // A09: after 30 days it is gone from here, and stands among the expired ones.
        world.pass(SignedDuration::from_hours(24 * 30));
        let admin = world.sign_in(&acme.admin).await;
        expire::expire_due(&world.app).await.unwrap();
        let list = |query: &'static str| get(acme.path(format!("/invitations{query}"))).by(&admin);
        assert_eq!(list("").of(&world).await.ok(200)["items"], json!([]));
        let expired = list("?status=expired").of(&world).await.ok(200);
        assert_eq!(expired["items"][0]["status"], "expired");
    })
    .await;
}

#[tokio::test]
async fn f12_an_invitation_is_sent_again_and_the_old_link_dies() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let gus = acme.invite(&world, "Gus", "user", &[]).await;
        let again = post(acme.member(gus.member, "/invitation"), json!({})).by(&acme.admin);
        again.clone().of(&world).await.ok(204);
        let look = |token: &str| post("/v1/invitations/look", json!({ "token": token }));
        look(&gus.token).of(&world).await.problem(410, "link_dead");
        let newer = acme.token(&world, gus.invitation).await;
        look(&newer).of(&world).await.ok(200);
        // Also without any body, once per key.
        let bare = again.raw("").without("content-type").key("k");
        bare.clone().of(&world).await.ok(204);
        assert_eq!(bare.of(&world).await.header("idempotency-replayed"), "true");
        assert_eq!(acme.count(&world, "invitation_resent").await, 2);
        let body = post(acme.member(gus.member, "/invitation"), json!({ "role": "admin" })).by(&acme.admin);
        body.of(&world).await.wrong("/role", "unknown_field");
    })
    .await;
}

#[tokio::test]
async fn f11_who_was_deleted_is_invited_again_as_they_were() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let dam = acme.project(&world, "Dam").await;
        let uma = acme.join(&world, "Uma", "user", &[(dam, "read_write")]).await;
        let again = post(acme.member(uma.member, "/invitation"), json!({})).by(&acme.admin);
        again.clone().of(&world).await.problem(409, "wrong_state");
        delete(acme.member(uma.member, "")).by(&acme.admin).of(&world).await.ok(204);
        again.of(&world).await.ok(204);
        let shown = get(acme.member(uma.member, "")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!((&shown["status"], &shown["access"][0]["level"]), (&json!("invited"), &json!("read_write")));
    })
    .await;
}

#[tokio::test]
async fn f10_an_invitation_is_withdrawn_and_its_link_dies() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let gus = acme.invite(&world, "Gus", "user", &[]).await;
        let withdraw = delete(acme.member(gus.member, "/invitation")).by(&acme.admin);
        withdraw.clone().without("if-match").of(&world).await.problem(428, "precondition_required");
        withdraw.clone().if_match(99).of(&world).await.problem(412, "stale");
        withdraw.clone().of(&world).await.ok(204);
        withdraw.of(&world).await.problem(409, "wrong_state");
        post("/v1/invitations/look", json!({ "token": gus.token })).of(&world).await.problem(410, "link_dead");
        assert_eq!(acme.count(&world, "invitation_withdrawn").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a13_a_user_invites_nobody() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let uma = acme.join(&world, "Uma", "user", &[]).await;
    let refused = invite(&acme, json!(["a@acme.example"])).by(&uma).of(&world).await;
    assert_eq!(refused.problem(403, "forbidden")["missing"], json!(["roster.invite"]));
}

#[tokio::test]
async fn addresses_are_looked_at_before_anything_is_done() {
    let world = World::new();
    let acme = world.tenant("Acme").await;
    let look =
        post(acme.path("/invitations/preview"), json!({ "addresses": ["ann@gmial.com", "admin@acme.example", "x"] }));
    let seen = look.by(&acme.admin).of(&world).await.ok(200);
    let outcomes: Vec<&Value> =
        seen["results"].as_array().unwrap().iter().map(|line| &line["not"]["outcome"]).collect();
    assert_eq!(outcomes, [&Value::Null, &json!("already_member"), &json!("bad")]);
    assert_eq!(seen["results"][0]["meant"], "ann@gmail.com");
    assert_eq!(acme.count(&world, "member_invited").await, 1, "none but the founder");
}
