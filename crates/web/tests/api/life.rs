//! POST /v1/accounts/{account}/members/{member}/disable, /enable, /archive and /restore

use crate::support::{delete, get, post, worlds};
use serde_json::json;

#[tokio::test]
async fn a10_f11_a_deleted_user_is_restored_by_an_invitation() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        let step = |verb: &str| {
            post(acme.member(uma.member, &format!("/{verb}")), json!({})).header("if-match", "*").by(&acme.admin)
        };
        // The model offers neither, and the answer says so before anything is done.
        step("disable").of(&world).await.problem(409, "not_on_offer");
        step("archive").of(&world).await.problem(409, "not_on_offer");
        step("enable").of(&world).await.problem(409, "wrong_state");
        step("restore").of(&world).await.problem(409, "wrong_state");
        delete(acme.member(uma.member, "")).by(&acme.admin).of(&world).await.ok(204);
        step("restore").without("if-match").of(&world).await.problem(428, "precondition_required");
        step("restore").if_match(99).of(&world).await.problem(412, "stale");
        post(acme.member(uma.member, "/restore"), json!({}))
            .header("if-match", "*")
            .by(&uma)
            .of(&world)
            .await
            .problem(404, "not_found");
        assert_eq!(step("restore").of(&world).await.ok(200), json!({ "status": "invited" }));
        step("restore").of(&world).await.problem(409, "wrong_state");
        let shown = get(acme.member(uma.member, "")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!((&shown["status"], &shown["restorable"]), (&json!("invited"), &json!(true)));
        assert_eq!(acme.count(&world, "member_restored").await, 1);
    })
    .await;
}

#[tokio::test]
async fn b14_a_repeated_request_is_done_once() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let uma = acme.join(&world, "Uma", "user", &[]).await;
        delete(acme.member(uma.member, "")).by(&acme.admin).of(&world).await.ok(204);
        let again = || {
            let ask = post(acme.member(uma.member, "/restore"), json!({})).header("if-match", "*").by(&acme.admin);
            ask.header("idempotency-key", "back-1")
        };
        assert_eq!(again().of(&world).await.ok(200), json!({ "status": "invited" }));
        assert_eq!(again().of(&world).await.ok(200), json!({ "status": "invited" }));
        assert_eq!(acme.count(&world, "member_restored").await, 1);
    })
    .await;
}

#[tokio::test]
async fn f17_f19_what_is_owned_is_shown_and_handed_over_and_one_leaves() {
    worlds(|world| async move {
        let acme = world.tenant("Acme").await;
        let (uma, ada) = (acme.join(&world, "Uma", "user", &[]).await, acme.join(&world, "Ada", "admin", &[]).await);
        acme.key(&world, &ada, &["site.view"]).await;
        let owns = get(acme.member(ada.member, "/belongings")).by(&acme.admin).of(&world).await.ok(200);
        assert_eq!(
            owns,
            json!({ "owned": [], "owned_count": 0, "sole": [], "sole_count": 0, "may_hand_over": true, "keys": 1,
                "account_keys": [], "invitations": 0 })
        );
        get(acme.member(ada.member, "/belongings")).by(&uma).of(&world).await.problem(403, "forbidden");
        let hand = |to: String| {
            post(acme.member(uma.member, "/hand-over"), json!({ "to": to })).header("if-match", "*").by(&acme.admin)
        };
        hand(ada.member.to_string()).of(&world).await.ok(204);
        hand(uma.member.to_string()).of(&world).await.wrong("/to", "no_heir");
        let nobody = format!("?hand_over_to={}", uma.member);
        delete(acme.member(uma.member, &nobody)).by(&acme.admin).of(&world).await.wrong("/hand_over_to", "no_heir");
        let leave = |body: serde_json::Value| post(acme.path("/leave"), body);
        leave(json!({ "hand_over_to": "x" })).by(&uma).of(&world).await.wrong("/hand_over_to", "no_heir");
        leave(json!({})).by(&uma).of(&world).await.ok(204);
        get(acme.path("")).by(&uma).of(&world).await.problem(404, "not_found");
        leave(json!({})).by(&ada).of(&world).await.ok(204);
        leave(json!({})).by(&acme.admin).of(&world).await.problem(409, "last_keeper");
        assert_eq!(acme.count(&world, "member_left").await, 2);
    })
    .await;
}
